// Finds known kinds of secrets in strings that are put together from pieces.
import { lineBefore, readLiteral, type Literal } from './literal.ts';
import type { Find, Search } from './structures.ts';

interface Piece {
  value: string;
  start: number;
  end: number;
}

interface Run {
  pieces: Piece[];
  end: number;
  /** What a list is joined with. */
  glue?: string | undefined;
}

/** Known kinds in strings that are added up, appended to, or joined from a list. */
export const inPieces: Find = function* (rule, text, hits, _place, searchNew, minRank) {
  const search = onceEach(searchNew);
  // What begins as a token does is read from there; other hits stand between two literals.
  const done = { start: 0, between: 0 };
  for (const hit of hits) {
    const way = /["'`]/.test(text[hit - 1] ?? '') && text[hit] !== ']' ? 'start' : 'between';
    if (hit < done[way]) continue;
    const run = way === 'start' ? piecesFrom(text, hit - 1) : piecesAround(text, hit, done.between);
    done[way] = Math.max(done[way], run.end);
    if (run.pieces.length < 2) continue;
    const joined = run.pieces.map((piece) => piece.value).join(run.glue ?? '');
    if (joined.length < 16) continue;
    const first = run.pieces[0];
    const last = run.pieces.at(-1);
    if (!first || !last) continue;
    // `"Bearer " + "…"`: only the two together say what the second is.
    const isHeader = /^(?:Bearer|Basic|[Tt]oken) $/.test(first.value);
    const inner = search(isHeader ? `Authorization: ${joined}` : joined).find((span) => span.rank > minRank);
    if (!inner) continue;
    // One piece alone shows it: that is found where it stands.
    if (run.pieces.some(({ value }) => value.includes(inner.value) && isFoundIn(value, inner.value, search)))
      continue;
    yield {
      rule,
      value: inner.value,
      startOffset: first.start,
      endOffset: last.end,
      severity: inner.severity,
      confidence: inner.confidence,
      rank: minRank + 30,
      note: `in ${run.pieces.length} pieces: ${inner.rule.title}`,
    };
  }
};

// One token often stands again and again.
const maxKnown = 64;

function onceEach(search: Search): Search {
  const known = new Map<string, ReturnType<Search>>();
  return (text) => {
    let found = known.get(text);
    if (!found) {
      found = search(text);
      if (known.size >= maxKnown) known.clear();
      known.set(text, found);
    }
    return found;
  };
}

function isFoundIn(piece: string, value: string, search: Search): boolean {
  return search(piece).some((span) => span.value === value);
}

const maxPieces = 20;
const maxRun = 4000;

/** The operators of all languages that put two strings together. */
const operator = String.raw`(?:\+{1,2}|\.{1,2}|&|\|\||<>|~|\\)`;
/** What stands between two pieces: an operator, a method, or nothing where literals follow each other. */
const between = new RegExp(
  String.raw`^(?:\s{0,80}${operator}\s{0,80}|\s{0,80}|\.concat\(\s{0,20}|\)?\.append\(\s{0,20})(?=["'\x60])`,
);
/** `; token += ` and the like on the next line. */
const appended =
  /^\)?;?\s{0,4}\r?\n[ \t]{0,40}(?:export\s)?\$?(?<name>[A-Za-z_]\w{0,60})\s?(?:\+=|\.=|<<|=)\s?(?=["'`])/;
const nextInList = /^\s{0,20},\s{0,80}(?=["'`])/;
/** A call that joins what it is given; a format may stand before the pieces. */
const joiningCall =
  /(?:(?:\bconcat\w{0,4}!?|printf|\bformat!?|join|\bpaste0|\bimplode)\b[^;"'`\n]{0,30}(?:["'`][^"'`\n]{0,40}["'`](?:,|\.format\()\s{0,20}[^;"'`\n]{0,12})?|["'`](?:%[sv]){2,9}["'`]\s?%\s?\(\s{0,20})$/i;
const listStart = /[[({]\s{0,80}$/;
const joinedAfter =
  /^\s{0,20},?\s{0,80}[\])}]{1,2}\s{0,20}\.\s{0,20}(?:join\w{0,10}|mkString|reduce|fold\w{0,5}|inject|concat)\b/;
/** Another variable that is given a literal, beside or below. */
const assigned =
  /^[,;]?[ \t]{0,4}(?:\r?\n[ \t]{0,40})?(?:(?:const|let|var|val|my|export|private|static|final|string|String|char)[ \t*]{1,3}){0,4}\$?(?<name>[A-Za-z_]\w{0,60})(?:\[\])?\s{0,4}:?=\s{0,4}(?=["'`])/;
/** What may stand between two variables that are put together. */
const variablesBetween = String.raw`[ \t+.&"{}$,()]{1,8}`;
const maxUse = 600;

/** The pieces from the literal whose quote stands at `at`, which begins as a token does. */
function piecesFrom(text: string, at: number): Run {
  const first = readLiteral(text, at);
  if (!first) return { pieces: [], end: at + 1 };
  if (text[at] === '`' && first.value.includes('${')) {
    const pieces = insertedPieces(first);
    if (pieces.length > 1) return { pieces, end: first.after };
  }
  const before = text.slice(Math.max(0, at - 120), at);
  const isCall = joiningCall.test(before);
  const isList = isCall || listStart.test(before);
  const name = /([A-Za-z_]\w{0,60})\s{0,4}:?=\s{0,4}$/.exec(before)?.[1];
  const pieces: Piece[] = [first];
  let last: Literal = first;
  let isListed = false;
  while (pieces.length < maxPieces && last.after - at < maxRun) {
    const rest = text.slice(last.after, last.after + 200);
    const append = appended.exec(rest);
    const own = append !== null && append.groups?.['name'] === name;
    const comma = isList ? nextInList.exec(rest) : null;
    const other = pieces.length === 1 && name !== undefined ? assigned.exec(rest) : null;
    const gap = between.exec(rest) ?? comma ?? (own ? append : other);
    const next = gap && readLiteral(text, last.after + gap[0].length);
    if (!gap || !next) break;
    isListed ||= gap === comma;
    const value = own && gap === append ? withoutName(next.value, name, gap[0]) : next.value;
    if (value === undefined) break;
    if (gap === other && !arePutTogether(text, next.after, name, other?.groups?.['name'])) break;
    pieces.push({ value, start: next.start, end: next.end });
    last = next;
  }
  if (isListed && !isCall && !isJoined(text.slice(last.after, last.after + maxUse), before))
    return { pieces: [], end: last.after };
  return { pieces, end: last.after };
}

/** `${'x'}` in a template: a literal that is put into another. */
function insertedPieces({ value, start, end }: Literal): Piece[] {
  const parts = value.split(/\$\{\s{0,4}["']([^"'`{}]{0,400})["']\s{0,4}\}/);
  return parts.filter((part) => part !== '').map((part) => ({ value: part, start, end }));
}

/** `['a', 'b'].join('')`, or `list.join('')` of a list that was given to a variable. */
function isJoined(rest: string, before: string): boolean {
  if (joinedAfter.test(rest)) return true;
  const list = /([A-Za-z_]\w{0,60})\s{0,4}:?=\s{0,4}[[({]\s{0,80}$/.exec(before)?.[1];
  return (
    list !== undefined &&
    new RegExp(
      String.raw`(?<!\w)${list}\s{0,4}\.\s{0,4}(?:join|reduce)|(?:join|implode)\([^()\n]{0,20}(?<!\w)${list}(?!\w)`,
      'i',
    ).test(rest)
  );
}

/** `a + b`, `${a}${b}`, `"$A$B"` behind the two. */
function arePutTogether(text: string, from: number, a: string | undefined, b: string | undefined): boolean {
  return new RegExp(String.raw`(?<!\w)${a}${variablesBetween}${b}(?!\w)`).test(
    text.slice(from, from + maxUse),
  );
}

/** In a shell the variable itself stands before what is appended: `T="$T…"`. */
function withoutName(value: string, name: string | undefined, gap: string): string | undefined {
  if (/(?:\+=|\.=|<<)\s?$/.test(gap)) return value;
  for (const start of [`$${name}`, `\${${name}}`])
    if (value.startsWith(start)) return value.slice(start.length);
  return undefined;
}

const joinsTwo = new RegExp(String.raw`^\s{0,80}${operator}\s{0,80}$`);
const joinsList = new RegExp(String.raw`^\s{0,80}${operator}\s{0,80}$|^\s{0,8},\s{0,80}$`);

/** The literals joined by an operator, or by commas of a joined list, around an offset. */
function piecesAround(text: string, hit: number, from: number): Run {
  const lineStart = Math.max(from, hit - lineBefore(text, hit, 1000).length);
  const isList = text.startsWith('join([', hit) || text.startsWith('].join(', hit);
  const joins = isList ? joinsList : joinsTwo;
  let at = lineStart;
  let best: Piece[] = [];
  let run: Piece[] = [];
  const limit = Math.min(text.length, hit + maxRun);
  while (at < limit) {
    const quote = text.slice(at, Math.min(limit, at + 200)).search(/["'`]/);
    if (quote < 0) break;
    const gap = text.slice(at, at + quote);
    const literal = readLiteral(text, at + quote);
    if (!literal) {
      at += quote + 1;
      run = [];
      if (at > hit + 200) break;
      continue;
    }
    if (!joins.test(gap)) {
      if (run.length > best.length) best = run;
      if (at > hit) break;
      run = [];
    }
    run.push({ value: literal.value, start: literal.start, end: literal.end });
    at = literal.after;
  }
  if (run.length > best.length) best = run;
  const glue = isList ? /^\]\.join\(["'`]([-_.:]?)["'`]\)/.exec(text.slice(hit, hit + 16))?.[1] : undefined;
  return { pieces: best, end: Math.max(at, hit + 1), glue };
}

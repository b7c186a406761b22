// Transformations that change how a value is named, built and handed on.
import type { Transformation } from './formatting.ts';
export type { Transformation } from './formatting.ts';
import { closing, linesOf, masked, partsOf, renamed, type Language } from './text.ts';

/** What frameworks or rules know by name: a change of these changes the meaning. */
const known =
  /^(?:req|request|res|response|ctx|context|reply|self|cls|app|router|server|db|conn|connection|cursor|pool|client|session|engine|prisma|event|args|argv|kwargs|exports|module|_|id)$/;

/** Names of local variables and functions that this text gives itself. */
function ownNames(code: string, language: Language): string[] {
  const mask = masked(code, language);
  const names = new Set<string>();
  const local =
    language === 'python'
      ? /^[ \t]*([a-z_]\w*) = (?!\s)/gm
      : /^[ \t]*(?:const|let|var) ([a-z_$][\w$]*) = (?!require\()/gm;
  for (const { 1: name } of mask.matchAll(local)) names.add(name as string);
  return [...names].filter((name) => !known.test(name));
}

/** A call on one line whose first argument is not a keyword, a spread or a function. */
interface Call {
  line: number;
  from: number;
  to: number;
  argument: string;
}

const notCalls =
  /^(?:if|for|while|switch|catch|return|await|typeof|in|and|or|not|function|def|class|elif|super|constructor|lambda|print|except|with|yield|import|require)$/;

/** Calls in statements that are evaluated once and in order, so that a first argument may be taken out. */
function callsOf(code: string, language: Language): Call[] {
  const lines = linesOf(code, language);
  const masks = masked(code, language).split('\n');
  return lines.flatMap(({ text, begins }, line) => {
    const mask = masks[line] as string;
    if (
      !begins ||
      /^\s*(?:if|elif|while|for|def|async def|class|@|with|import|from|function|export|async function|switch)\b/.test(
        mask,
      )
    )
      return [];
    const calls: Call[] = [];
    for (const { index, 1: name } of mask.matchAll(/([\w$]+)\(/g)) {
      const before = mask.slice(0, index);
      if (
        notCalls.test(name as string) ||
        /=>|\?|&&|\|\||\b(?:lambda|if|for|and|or|function|await import)\b|\{/.test(before)
      )
        continue;
      const open = index + (name as string).length;
      const close = closing(mask, open);
      if (close === undefined) continue;
      const to = firstComma(mask, open + 1, close);
      const argument = text.slice(open + 1, to).trim();
      if (
        argument === '' ||
        /^(?:\*|\.\.\.|\w+\s*=(?!=))|=>|\bfunction\b|\bfor\b|\blambda\b|\bawait\b/.test(
          masked(argument, language),
        )
      )
        continue;
      const from = open + 1 + (text.slice(open + 1, to).length - text.slice(open + 1, to).trimStart().length);
      calls.push({ line, from, to: from + argument.length, argument });
    }
    return calls;
  });
}

function firstComma(mask: string, from: number, close: number): number {
  let depth = 0;
  for (let i = from; i < close; i++) {
    const char = mask[i] as string;
    if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth--;
    else if (char === ',' && depth === 0) return i;
  }
  return close;
}

/** The call whose first argument is taken out: the last that is not a bare literal, else the last. */
function chosen(code: string, language: Language): Call | undefined {
  const calls = callsOf(code, language);
  return calls.findLast(({ argument }) => !/^["'][^"']*["']$|^\d+$/.test(argument)) ?? calls.at(-1);
}

function replaceCall(
  code: string,
  { line, from, to }: Call,
  before: string | undefined,
  argument: string,
): string {
  const lines = code.split('\n');
  const text = lines[line] as string;
  const indent = /^[ \t]*/.exec(text)?.[0] ?? '';
  lines[line] = text.slice(0, from) + argument + text.slice(to);
  if (before !== undefined) lines[line] = `${before.replace(/^/gm, indent)}\n${lines[line]}`;
  return lines.join('\n');
}

/** Hands the first argument of a call on in another way. */
const handOn =
  (
    make: (argument: string, language: Language) => { before?: string; argument: string; top?: string },
  ): Transformation =>
  (code, language) => {
    const call = chosen(code, language);
    if (!call || /\bthis\b/.test(call.argument)) return undefined;
    const { before, argument, top } = make(call.argument, language);
    const done = replaceCall(code, call, before, argument);
    return top === undefined ? done : `${done.trimEnd()}\n\n${top}\n`;
  };

/** The simple names in holes or between plus signs; undefined when something else stands there. */
function holesOf(argument: string, language: Language): string[] | undefined {
  const names = new Set<string>();
  const parts = partsOf(argument, language);
  if (parts.length === 1 && parts[0]?.kind === 'string') {
    if (!parts[0].interpolates) return undefined;
    for (const { 1: hole } of argument.matchAll(
      language === 'python' ? /(?<!\{)\{([^{}]*)\}/g : /\$\{([^{}]*)\}/g,
    )) {
      if (!/^[a-zA-Z_]\w*$/.test(hole as string)) return undefined;
      names.add(hole as string);
    }
  } else {
    for (const { kind, text } of parts) {
      if (kind === 'string') continue;
      for (const piece of text.split('+')) {
        if (piece.trim() === '') continue;
        if (!/^[a-zA-Z_]\w*$/.test(piece.trim())) return undefined;
        names.add(piece.trim());
      }
    }
  }
  return names.size === 0 ? undefined : [...names];
}

/** A string of literal pieces and expressions. */
type Piece = { text: string } | { value: string };

/** The pieces of an f-string, template or concatenation that is a whole expression of plain parts. */
function piecesOf(argument: string, language: Language): Piece[] | undefined {
  const parts = partsOf(argument, language);
  const only = parts[0];
  if (parts.length === 1 && only?.kind === 'string' && only.interpolates) {
    const inner = /^f?(["'`])([\s\S]*)\1$/.exec(argument)?.[2];
    if (inner === undefined || /\{\{|\n|\\|%/.test(inner) || inner.startsWith('""')) return undefined;
    const split = inner.split(language === 'python' ? /\{([^{}]*)\}/ : /\$\{([^{}]*)\}/);
    if (split.some((piece, i) => i % 2 === 1 && /[!:"']/.test(piece))) return undefined;
    const pieces = split.flatMap((piece, i): Piece[] =>
      i % 2 === 1 ? [{ value: piece }] : piece === '' ? [] : [{ text: piece }],
    );
    return pieces.some((piece) => 'value' in piece) ? pieces : undefined;
  }
  const pieces: Piece[] = [];
  for (const { kind, text } of parts) {
    if (kind === 'string') {
      const inner = /^(["'])((?!\1)[^\\\n{}%`$]*)\1$/.exec(text)?.[2];
      if (inner === undefined) return undefined;
      pieces.push({ text: inner });
      continue;
    }
    if (kind === 'comment') return undefined;
    for (const piece of text.split('+').map((each) => each.trim())) {
      if (piece === '') continue;
      if (!/^[A-Za-z_$][\w.$]*(?:\[\w+\]|\(\w*\))?$/.test(piece)) return undefined;
      pieces.push({ value: piece });
    }
  }
  const isMixed = pieces.some((piece) => 'value' in piece) && pieces.some((piece) => 'text' in piece);
  return isMixed && parts.some(({ kind, text }) => kind === 'code' && text.includes('+'))
    ? pieces
    : undefined;
}

/** The text with the built string that goes into a call replaced; undefined when there is none, or more arguments. */
export function mapValue(
  code: string,
  language: Language,
  change: (pieces: readonly Piece[], language: Language) => string,
): string | undefined {
  const call = chosen(code, language);
  const pieces = call && piecesOf(call.argument, language);
  if (!call || !pieces || (code.split('\n')[call.line] as string)[call.to] !== ')') return undefined;
  return replaceCall(code, call, undefined, change(pieces, language));
}

const quoted = (text: string): string => (text.includes('"') ? `'${text}'` : `"${text}"`);

/** Rebuilds each built string of the text: the first arguments of calls, and what is assigned. */
const rebuilt =
  (forms: Partial<Record<Language, (pieces: Piece[]) => string | undefined>>): Transformation =>
  (code, language) => {
    const form = forms[language];
    if (!form) return undefined;
    const lines = code.split('\n');
    let hasChanged = false;
    const attempt = (line: number, from: number, argument: string): void => {
      const pieces = piecesOf(argument, language);
      const next = pieces && form(pieces);
      if (next === undefined || next === argument) return;
      const text = lines[line] as string;
      lines[line] = text.slice(0, from) + next + text.slice(from + argument.length);
      hasChanged = true;
    };
    // From the end of a line, so that what stands before keeps its place.
    for (const call of callsOf(code, language).toReversed())
      if ((lines[call.line] as string).slice(call.from, call.to) === call.argument)
        attempt(call.line, call.from, call.argument);
    lines.forEach((text, line) => {
      const assigned =
        /^(\s*(?:const |let |var )?[\w.]+ \+?= |\s*return )([^\n]*?)(;?)(?:\s*(?:#|\/\/).*)?$/.exec(text);
      if (assigned) attempt(line, (assigned[1] as string).length, assigned[2] as string);
    });
    return hasChanged ? lines.join('\n') : undefined;
  };

const values = (pieces: Piece[]): string[] =>
  pieces.flatMap((piece) => ('value' in piece ? [piece.value] : []));
const marked = (pieces: Piece[], mark: string): string | undefined =>
  quoted(pieces.map((piece) => ('text' in piece ? piece.text : mark)).join(''));
const asText = (each: string): string => `str(${each})`;

export const names: Record<string, Transformation> = {
  'local variables renamed'(code, language) {
    const names = ownNames(code, language);
    if (names.length === 0) return undefined;
    // The old name stays within the new one: some rules know a secret by its name.
    return names.reduce(
      (text, name) => renamed(text, language, name, language === 'python' ? `the_${name}` : `${name}Here`),
      code,
    );
  },

  'functions renamed'(code, language) {
    const mask = masked(code, language);
    const declared = language === 'python' ? /^def ([a-z_]\w*)\(/gm : /^(?:async )?function ([a-z]\w*)\(/gm;
    const names = [...mask.matchAll(declared)]
      .map((found) => found[1] as string)
      .filter((name) => !known.test(name));
    if (names.length === 0) return undefined;
    return names.reduce(
      (text, name) => renamed(text, language, name, language === 'python' ? `${name}_again` : `${name}Again`),
      code,
    );
  },
};

export const handedOn: Record<string, Transformation> = {
  'through an intermediate variable': handOn((argument, language) =>
    language === 'python'
      ? { before: `handed_on = ${argument}`, argument: 'handed_on' }
      : { before: `const handedOn = ${argument};`, argument: 'handedOn' },
  ),

  'through two variables': handOn((argument, language) =>
    language === 'python'
      ? { before: `first = ${argument}\nsecond = first`, argument: 'second' }
      : { before: `let second;\nconst first = ${argument};\nsecond = first;`, argument: 'second' },
  ),

  'through an object': handOn((argument, language) =>
    language === 'python'
      ? { before: `options = {"given": ${argument}}`, argument: 'options["given"]' }
      : { before: `const options = { given: ${argument} };`, argument: 'options.given' },
  ),

  'through destructuring': handOn((argument, language) =>
    language === 'python'
      ? { before: `handed_on, other = ${argument}, None`, argument: 'handed_on' }
      : { before: `const { handedOn } = { handedOn: ${argument} };`, argument: 'handedOn' },
  ),

  'through a conditional': handOn((argument, language) =>
    language === 'python'
      ? { before: `handed_on = ""\nif settings.enabled:\n    handed_on = ${argument}`, argument: 'handed_on' }
      : {
          before: `let handedOn = '';\nif (settings.enabled) {\n  handedOn = ${argument};\n}`,
          argument: 'handedOn',
        },
  ),

  'through a local function': handOn((argument, language) =>
    language === 'python'
      ? { before: `def make_text():\n    return ${argument}`, argument: 'make_text()' }
      : {
          before: `const makeText = () => ${argument.startsWith('{') ? `(${argument})` : argument};`,
          argument: 'makeText()',
        },
  ),

  'through a function that hands it back': handOn((argument, language) =>
    language === 'python'
      ? { argument: `handed_back(${argument})`, top: 'def handed_back(value):\n    return value' }
      : { argument: `handedBack(${argument})`, top: 'function handedBack(value) {\n  return value;\n}' },
  ),

  'building extracted into a function'(code, language) {
    const call = chosen(code, language);
    const names = call && holesOf(call.argument, language);
    if (!call || !names) return undefined;
    const list = names.join(', ');
    const top =
      language === 'python'
        ? `def built_text(${list}):\n    return ${call.argument}`
        : `function builtText(${list}) {\n  return ${call.argument};\n}`;
    const name = language === 'python' ? 'built_text' : 'builtText';
    return `${replaceCall(code, call, undefined, `${name}(${list})`).trimEnd()}\n\n${top}\n`;
  },

  'in brackets': handOn((argument) => ({ argument: `(${argument})` })),

  destructured(code, language) {
    if (language === 'python') return undefined;
    const next = code.replace(
      /^(\s*)const (\w+) = (req\.(?:query|params|body))\.\2;/gm,
      '$1const { $2 } = $3;',
    );
    return next === code ? undefined : next;
  },
  'not destructured'(code, language) {
    if (language === 'python') return undefined;
    const next = code.replace(
      /^(\s*)const \{ (\w+) \} = ([\w.]+|await [\w.]+\(\));/gm,
      (_, indent: string, name: string, from: string) =>
        from.startsWith('await')
          ? `${indent}const ${name} = (${from}).${name};`
          : `${indent}const ${name} = ${from}.${name};`,
    );
    return next === code ? undefined : next;
  },
};

export const stringForms: Record<string, Transformation> = {
  'as a concatenation': rebuilt({
    python: (pieces) =>
      pieces.map((piece) => ('text' in piece ? quoted(piece.text) : `str(${piece.value})`)).join(' + '),
    javascript: (pieces) =>
      [
        ...('text' in (pieces[0] ?? {}) ? [] : ["''"]),
        ...pieces.map((piece) => ('text' in piece ? quoted(piece.text) : piece.value)),
      ].join(' + '),
  }),
  'as a template': rebuilt({
    python: (pieces) => {
      const text = quoted(
        pieces.map((piece) => ('text' in piece ? piece.text : `{${piece.value}}`)).join(''),
      );
      return values(pieces).some((each) => /["']/.test(each)) ? undefined : `f${text}`;
    },
    javascript: (pieces) =>
      `\`${pieces.map((piece) => ('text' in piece ? piece.text : `\${${piece.value}}`)).join('')}\``,
  }),
  'as a format call': rebuilt({
    python: (pieces) => `${marked(pieces, '{}')}.format(${values(pieces).join(', ')})`,
  }),
  'as a percent format': rebuilt({
    python: (pieces) => `${marked(pieces, '%s')} % (${values(pieces).join(', ')},)`,
  }),
  'as a concat call': rebuilt({
    javascript: (pieces) =>
      `''.concat(${pieces.map((piece) => ('text' in piece ? quoted(piece.text) : piece.value)).join(', ')})`,
  }),
  'as a join': rebuilt({
    python: (pieces) =>
      `"".join([${pieces.map((piece) => ('text' in piece ? quoted(piece.text) : asText(piece.value))).join(', ')}])`,
    javascript: (pieces) =>
      `[${pieces.map((piece) => ('text' in piece ? quoted(piece.text) : piece.value)).join(', ')}].join('')`,
  }),
};

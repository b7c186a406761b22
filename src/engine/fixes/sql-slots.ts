// Finds where the values of a built SQL text stand in the statement, and puts placeholders in their places.
import type { SourceEdit } from './edit.ts';
import {
  closingOf,
  openingOf,
  type Built,
  type Piece,
  type TextPiece,
  type ValuePiece,
} from './text-pieces.ts';

/** A place for one parameter: a bare value, or all of a quoted literal in the statement. */
export interface Slot {
  start: number;
  end: number;
  /** What the parameter is made of; texts only beside a value in quotes, such as the `%` of a LIKE. */
  parts: (string | ValuePiece)[];
  isQuoted: boolean;
}

/** What a text in quotes beside a value may hold, so that any language writes it alike. */
const plainText = /^[\w%@. :/-]*$/;

/** The places of all values; undefined when one of them is a name, a part of the grammar or not understood. */
export function slotsOf({ pieces }: Built, isWhole: boolean): Slot[] | undefined {
  const slots: Slot[] = [];
  let before = '';
  let open: Slot | undefined;
  for (const [index, piece] of pieces.entries()) {
    if (piece.type === 'value') {
      if (open) open.parts.push(piece);
      else {
        if (!isBareValue(before, textAfter(pieces, index))) return undefined;
        slots.push({ start: piece.start, end: piece.end, parts: [piece], isQuoted: false });
        before += '?';
      }
      continue;
    }
    let from = 0;
    for (const found of piece.text.matchAll(/\\?(['"`])|--|\/\*/g)) {
      const at = found.index;
      if (found[1] !== "'") {
        // A value in double quotes or backticks is a name in most dialects.
        if (open) continue;
        return undefined;
      }
      if (!open) {
        before += piece.text.slice(from, at);
        open = { start: piece.start + at, end: 0, parts: [], isQuoted: true };
      } else {
        const text = piece.text.slice(from, at);
        if (text !== '') open.parts.push(text);
        open.end = piece.start + at + found[0].length;
        if (open.parts.some((part) => typeof part !== 'string')) {
          const rest = piece.text.slice(at + found[0].length) + (textAfter(pieces, index) ?? '');
          if (!isQuotedValue(before, rest) || !open.parts.every(isPlain)) return undefined;
          slots.push(open);
        }
        before += '?';
        open = undefined;
      }
      from = at + found[0].length;
    }
    const rest = piece.text.slice(from);
    if (!open) before += rest;
    else if (rest !== '') open.parts.push(rest);
  }
  if (open || (isWhole && !/^(?:\s|\\n)*(?:SELECT|INSERT|UPDATE|DELETE|WITH|REPLACE)\b/i.test(before)))
    return undefined;
  return slots.length > 0 && !before.includes(';?') ? slots : undefined;
}

function isPlain(part: string | ValuePiece): boolean {
  return typeof part !== 'string' || plainText.test(part);
}

/** The text that follows directly; undefined when another value does. */
function textAfter(pieces: readonly Piece[], index: number): string | undefined {
  const next = pieces[index + 1];
  return !next ? '' : next.type === 'text' ? next.text : undefined;
}

function isBareValue(before: string, after: string | undefined): boolean {
  if (after === undefined || !/^(?:$|[\s,);]|\\n)/.test(after)) return false;
  // Nobody writes a list of values so long, and the search shall not cost its square.
  const sql = before.slice(-2_000).replace(/\\n/g, ' ');
  if (/(?:[^<>=!]=|[^<>]<|[^<>]>|<=|>=|<>|!=|\bI?LIKE|\bBETWEEN|\bBETWEEN\s+\S{1,60}\s+AND)\s*$/i.test(sql))
    return true;
  if (/\bVALUES\s*\((?:[^()]|\([^()]*\))*$/i.test(sql)) return /[(,]\s*$/.test(sql);
  return /\bIN\s*\([^()]*$/i.test(sql) && (/,\s*$/.test(sql) || /^\s*,/.test(after));
}

/** A literal in quotes is a value, unless it belongs to a type, or may hold the middle of a list. */
function isQuotedValue(before: string, after: string): boolean {
  if (/(?:\w|\b(?:INTERVAL|DATE|TIMESTAMP|TIME|AS|BY|PASSWORD|ESCAPE)\s*)$/i.test(before.slice(-200)))
    return false;
  if (/\bIN\s*\(\s*$/i.test(before.slice(-200))) return /^\s*,/.test(after);
  return /^(?:$|[\s,);]|\\n)/.test(after);
}

/** The edits that put placeholders in the places of the slots. */
export function placeholderEdits(
  { pieces, extra }: Built,
  slots: readonly Slot[],
  placeholder: (index: number) => string,
): SourceEdit[] | undefined {
  const edits: SourceEdit[] = [...extra];
  for (const [index, slot] of slots.entries()) {
    const made = slotEdits(pieces, slot, placeholder(index));
    if (!made) return undefined;
    edits.push(...made);
  }
  return [...edits, ...unformatted(pieces, slots)];
}

function slotEdits(pieces: readonly Piece[], slot: Slot, text: string): SourceEdit[] | undefined {
  const values = slot.parts.filter((part) => typeof part !== 'string');
  const [first, last] = [values[0], values.at(-1)];
  if (!first || !last) return undefined;
  // All of it within one literal.
  const home = first.literal;
  if (home && values.every((one) => one.literal === home) && slot.start >= home.start && slot.end <= home.end)
    return [{ start: slot.start, end: slot.end, text }];
  if (values.some((one) => one.literal)) return undefined;
  const before = pieces[pieces.indexOf(first) - 1];
  if (before?.type !== 'text') return undefined;
  const after = pieces[pieces.indexOf(last) + 1] as TextPiece | undefined;
  const start = slot.isQuoted ? slot.start : before.end;
  const mark = closingOf(before.literal);
  if (!after) return [{ start, end: last.end, text: text + mark }];
  const end = slot.isQuoted ? slot.end : after.start;
  const isLastText = pieces.at(-1) === after && end === after.end;
  // What is left of the last literal would be empty.
  if (isLastText) return [{ start, end: after.literal.end, text: text + mark }];
  const between = after.literal.source.text.slice(last.end, after.literal.start);
  const isAlike = openingOf(after.literal) === openingOf(before.literal);
  if (isAlike && !between.includes('\n')) return [{ start, end, text }];
  const cut = slot.isQuoted ? [{ start: after.start, end, text: '' }] : [];
  return [{ start, end: last.end, text: text + mark }, ...cut];
}

/** Literals that hold no value any more lose the mark that says they do. */
function unformatted(pieces: readonly Piece[], slots: readonly Slot[]): SourceEdit[] {
  const taken = new Set(slots.flatMap((slot) => slot.parts));
  const literals = new Set(pieces.flatMap((piece) => piece.literal ?? []));
  return [...literals].flatMap((literal) => {
    const own = pieces.filter((piece) => piece.type === 'value' && piece.literal === literal);
    if (own.length === 0 || !own.every((piece) => taken.has(piece as ValuePiece))) return [];
    const prefix = /^[\w$@]*/.exec(openingOf(literal))?.[0] ?? '';
    const plain = prefix.replace(/[fF$]/g, '');
    return prefix === plain
      ? []
      : [{ start: literal.start, end: literal.start + prefix.length, text: plain }];
  });
}

// Finds the value that an INSERT statement gives to a column.
import { readLiteral, type Literal } from './literal.ts';

const maxRows = 20;

/** The literals that stand in the place of the column at `nameStart` in the rows after VALUES. */
export function* insertedValues(
  text: string,
  nameStart: number,
  nameEnd: number,
): Generator<Literal & { form: 'assign'; isQuoted: true }> {
  if (!/^["'`\]]?\s{0,4}[,)]/.test(text.slice(nameEnd, nameEnd + 8))) return;
  const columns = /\binto\s{1,4}[\w."'`[\]]{1,80}\s{0,4}\(([^()]{0,600})$/i.exec(
    text.slice(Math.max(0, nameStart - 700), nameStart),
  )?.[1];
  if (columns === undefined) return;
  const values = /^[^()]{0,800}\)\s{0,20}values?\s{0,20}(?=\()/i.exec(text.slice(nameEnd, nameEnd + 900));
  if (!values) return;
  const index = columns.split(',').length - 1;
  let at = nameEnd + values[0].length;
  for (let row = 0; row < maxRows && text[at] === '('; row++) {
    const { cells, end } = readRow(text, at + 1);
    const cell = cells[index];
    if (cell) yield { ...cell, form: 'assign', isQuoted: true };
    at = end + (/^\s{0,8},\s{0,20}/.exec(text.slice(end, end + 30))?.[0].length ?? maxRows);
  }
}

const maxRow = 4000;

/** The cells of a row up to its closing bracket; undefined stands for what is no literal. */
function readRow(text: string, from: number): { cells: (Literal | undefined)[]; end: number } {
  const cells: (Literal | undefined)[] = [];
  let cell: Literal | undefined;
  let isCall = false;
  let depth = 0;
  const limit = Math.min(text.length, from + maxRow);
  for (let at = from; at < limit; at++) {
    const char = text[at] as string;
    if (char === ')' && depth === 0) return { cells: [...cells, isCall ? undefined : cell], end: at + 1 };
    if (char === ',' && depth === 0) {
      cells.push(isCall ? undefined : cell);
      cell = undefined;
      isCall = false;
    } else if (char === '(') {
      depth++;
      isCall = true;
    } else if (char === ')') depth--;
    else if (char === "'" || char === '"') {
      const literal = readLiteral(text, at);
      if (!literal) break;
      cell ??= literal;
      at = literal.after - 1;
    }
  }
  return { cells: [], end: limit };
}

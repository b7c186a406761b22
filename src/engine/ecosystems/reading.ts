// Limits and positions that every manifest reader shares.
import type { Dependency, Parsed, Unreadable } from '../ecosystem.ts';

/** Longest file that is parsed, in UTF-16 units; the largest lockfiles in public repositories stay below. */
export const maxChars = 32_000_000;
/** Most dependencies taken from one file. */
export const maxDependencies = 100_000;

/** Gives line and column from 1 for offsets into `text`. */
export function lineIndex(text: string): (offset: number) => { line: number; column: number } {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

/** Line and columns of a stretch of text; what goes on in the next line ends with the first. */
export function regionOf(
  text: string,
  place: (offset: number) => { line: number; column: number },
  start: number,
  end: number,
): Pick<Dependency, 'line' | 'column' | 'endColumn'> {
  const { line, column } = place(start);
  const newline = text.indexOf('\n', start);
  const last = newline === -1 ? end : Math.min(end, newline);
  return { line, column, endColumn: column + Math.max(last - start, 1) };
}

/** Collects what a reader finds; a reader that throws leaves what it found and a reason. */
export function readSafely(text: string, read: (into: Required<Parsed>) => void): Parsed {
  const into = { dependencies: [], unreadable: [], registries: [], includes: [] } as Required<Parsed>;
  if (text.length > maxChars) {
    into.unreadable.push({ reason: `larger than ${maxChars / 1_000_000} million characters` });
    return into;
  }
  try {
    read(into);
  } catch (error) {
    into.unreadable.push(unreadable(error));
  }
  for (const { line } of into.dependencies.filter((one) => one.name === '')) {
    into.unreadable.push({ line, reason: 'a dependency without a name' });
  }
  into.dependencies = into.dependencies.filter((one) => one.name !== '');
  if (into.dependencies.length > maxDependencies) {
    into.unreadable.push({ reason: `more than ${maxDependencies} dependencies` });
    into.dependencies.length = maxDependencies;
  }
  return into;
}

/** What a parser's error says, in one short line. */
function unreadable(error: unknown): Unreadable {
  // Deep nesting ends in a RangeError of the recursive parsers.
  if (error instanceof RangeError) return { reason: 'nested too deeply' };
  const { message, line } = error as { message?: unknown; line?: unknown };
  const reason =
    String(message ?? error)
      .split('\n', 1)[0]
      ?.slice(0, 200) ?? '';
  return typeof line === 'number' ? { reason, line } : { reason };
}

/** The part of a value that is an object, else an empty one. */
export function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** The value when it is a string. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Copies the entries that are set, so that optional fields are absent and never undefined. */
export function defined<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T {
  const out: Partial<T> = {};
  // A plain loop: this runs once for each entry of a lockfile.
  for (const key in fields) if (fields[key] !== undefined) out[key] = fields[key];
  return out as T;
}

/** A dependency without the fields that are undefined. */
export function dependency(fields: { [K in keyof Dependency]: Dependency[K] | undefined }): Dependency {
  return defined<Dependency>(fields);
}

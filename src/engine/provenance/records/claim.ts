// What a record of authorship claims of lines, whatever its format, and how its untrusted text is read.
import type { Span } from '../lines.ts';

/** Lines of one file and who wrote them. */
export interface LineClaim {
  path: string;
  /** Lines in the commit's version of the file; `file` where the record says nothing of single lines. */
  lines: Span[] | 'file';
  /** `mixed`: a tool and a person, nobody knows who wrote which part. */
  by: 'tool' | 'mixed' | 'person';
  /** As the record names it. */
  tool?: string;
  model?: string;
  /** The commit that the record names itself; `before` means that the lines came with its child. */
  revision?: { id: string; is: 'at' | 'before' };
}

/** What was read of a record; `problems` say what was ignored of it. */
export interface RecordReading {
  format: string;
  claims: LineClaim[];
  problems: string[];
}

/** Bounds on a record: no honest one comes near, and a hostile one costs little. */
export const recordLimits = { chars: 4_000_000, depth: 64, claims: 20_000, spans: 200_000, line: 5_000_000 };

/** A JSON object with string keys. */
export type Fields = Record<string, unknown>;

/** Parses JSON of bounded size and depth. Throws an Error that says what is wrong with it. */
export function parseBounded(text: string): unknown {
  if (text.length > recordLimits.chars) throw new Error('it is too large');
  let depth = 0;
  let isString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isString) {
      if (code === 92) at++;
      else if (code === 34) isString = false;
    } else if (code === 34) isString = true;
    else if (code === 123 || code === 91) {
      if (++depth > recordLimits.depth) throw new Error('it is nested too deeply');
    } else if (code === 125 || code === 93) depth--;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Error('it is no JSON');
  }
}

/** The fields of an object; undefined for anything else. */
export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** The objects of an array. */
export function objectsOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf).filter((each) => each !== undefined) : [];
}

/** A short text without control characters, else undefined. */
export function wordOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  // oxlint-disable-next-line no-control-regex -- the point is to refuse them
  return text === '' || text.length > 200 || /[\u0000-\u001f\u007f]/.test(text) ? undefined : text;
}

/** A file's path inside of the repository, else undefined. */
export function pathOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '' || value.length > 4096 || value.includes('\0'))
    return undefined;
  const path = value.startsWith('./') ? value.slice(2) : value;
  if (path.startsWith('/') || /^[a-z]:[\\/]/i.test(path)) return undefined;
  return path.split('/').some((part) => part === '..' || part === '.' || part === '') ? undefined : path;
}

/** A span of lines; undefined when either end is no line number or they are in the wrong order. */
export function spanOf(start: unknown, end: unknown): Span | undefined {
  if (!isLine(start) || !isLine(end) || end < start) return undefined;
  return { start, end };
}

function isLine(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= recordLimits.line;
}

/** `7` or `3-9`; undefined for other texts. */
export function spanOfText(text: string): Span | undefined {
  const [, start, end] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(text) ?? [];
  return start === undefined ? undefined : spanOf(Number(start), Number(end ?? start));
}

/** Runs of equal values over line numbers, in order. */
export function runsOf<T>(lines: Iterable<readonly [line: number, value: T]>): { span: Span; value: T }[] {
  const out: { span: Span; value: T }[] = [];
  for (const [line, value] of [...lines].sort(([a], [b]) => a - b)) {
    const last = out.at(-1);
    if (last?.value === value && last.span.end + 1 >= line) last.span.end = line;
    else out.push({ span: { start: line, end: line }, value });
  }
  return out;
}

/** Collects claims within the limits, and each kind of problem once. */
export function collector(format: string): {
  add(claim: LineClaim): void;
  problem(text: string): void;
  /** The objects of a list; anything else in its place is a problem. */
  objects(value: unknown): Fields[];
  reading: RecordReading;
} {
  const reading: RecordReading = { format, claims: [], problems: [] };
  let spans = 0;
  const problem = (text: string) => {
    if (!reading.problems.includes(text) && reading.problems.length < 5) reading.problems.push(text);
  };
  return {
    reading,
    problem,
    objects(value) {
      const found = objectsOf(value);
      if (value !== undefined && (!Array.isArray(value) || found.length < value.length))
        problem('a part of another type than it should have');
      return found;
    },
    add(claim) {
      if (claim.lines !== 'file' && claim.lines.length === 0) return;
      spans += claim.lines === 'file' ? 1 : claim.lines.length;
      if (reading.claims.length >= recordLimits.claims || spans > recordLimits.spans)
        return problem('it holds too much');
      reading.claims.push(claim);
    },
  };
}

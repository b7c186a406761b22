// The functions of Go templates, Sprig and Helm that the chart uses, as strict as the originals or stricter.
import { createHash } from 'node:crypto';
import { stringify } from 'yaml';

/** A value in a template. A number of the values file is a float, as in Helm; an integer is a bigint. */
export type Value =
  string | number | bigint | boolean | null | undefined | Value[] | { [key: string]: Value };

/** A function, given its arguments with the piped one last. */
export type Fn = (...args: Value[]) => Value;

/** False, zero, empty and nothing count as false: https://pkg.go.dev/text/template#hdr-Actions. */
export function isTrue(value: Value): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** As `{{ value }}` prints it. */
export function print(value: Value): string {
  if (value === null || value === undefined) throw new Error('nothing is printed as <no value>');
  if (typeof value === 'object') throw new Error('a list or map is printed in Go’s own notation; use toYaml');
  // Go prints such floats as 1e+06.
  if (typeof value === 'number' && Math.abs(value) >= 1e6)
    throw new Error(`${value} is printed as a power; use int`);
  return String(value);
}

function text(value: Value): string {
  if (typeof value !== 'string') throw new Error(`${JSON.stringify(value)} is no text`);
  return value;
}

function int(value: Value): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  throw new Error(`${String(value)} is no whole number`);
}

/** Go compares values of one basic kind only. */
function sameKind(a: Value, b: Value): void {
  if (typeof a !== typeof b || typeof a === 'object')
    throw new Error('values of different kinds are compared');
}

const indent = (spaces: Value, given: Value): string =>
  text(given)
    .split('\n')
    .map((line) => ' '.repeat(Number(int(spaces))) + line)
    .join('\n');

/** Every function that is known; `and` and `or` are here for their results, not for what they leave out. */
export const functions: Readonly<Record<string, Fn>> = {
  and: (...args) => args.find((each) => !isTrue(each)) ?? args.at(-1),
  or: (...args) => args.find((each) => isTrue(each)) ?? args.at(-1),
  not: (value) => !isTrue(value),
  eq: (a, b) => {
    sameKind(a, b);
    return a === b;
  },
  gt: (a, b) => {
    sameKind(a, b);
    return (a as number) > (b as number);
  },
  printf: (format, ...args) => {
    let next = 0;
    const done = text(format).replace(/%(.)/g, (_, verb: string) => {
      if (verb !== 's' || next >= args.length)
        throw new Error(`printf ${String(format)}: only %s is known, one for each argument`);
      return text(args[next++]);
    });
    if (next !== args.length) throw new Error(`printf ${String(format)}: too many arguments`);
    return done;
  },
  default: (fallback, value) => (isTrue(value) ? value : fallback),
  ternary: (yes, no, test) => {
    if (typeof test !== 'boolean') throw new Error('ternary wants true or false');
    return test ? yes : no;
  },
  required: (message, value) => {
    if (value === null || value === undefined || value === '') throw new Error(text(message));
    return value;
  },
  fail: (message) => {
    throw new Error(text(message));
  },
  int: (value) => int(value),
  quote: (value) => (value === null || value === undefined ? '' : JSON.stringify(print(value))),
  trunc: (length, value) => text(value).slice(0, Number(int(length))),
  trimSuffix: (suffix, value) => {
    const [ending, whole] = [text(suffix), text(value)];
    return whole.endsWith(ending) ? whole.slice(0, whole.length - ending.length) : whole;
  },
  contains: (part, whole) => text(whole).includes(text(part)),
  replace: (from, to, whole) => text(whole).replaceAll(text(from), text(to)),
  nindent: (spaces, given) => `\n${indent(spaces, given)}`,
  indent,
  sha256sum: (value) => createHash('sha256').update(text(value)).digest('hex'),
  toYaml: (value) => stringify(value, { lineWidth: 0, version: '1.1' }).trimEnd(),
};

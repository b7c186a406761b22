// Reads the dependencies of a mix.exs without running it.
import type { Dependency, Parsed } from '../../ecosystem.ts';
import { dependency, readSafely } from '../reading.ts';
import { satisfies } from './versions.ts';

/** Options that only a dependency has. */
const sourceOptions = ['git', 'github', 'path', 'in_umbrella', 'hex', 'umbrella'];
/** A tuple of a dependency goes over this many characters at most. */
const maxTuple = 1000;

/** The packages of a mix.exs; never throws. */
export function readMixExs(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    const text = withoutComments(body);
    const starts = lineStarts(body);
    for (const match of text.matchAll(/\{\s*:"?([a-z_][\w-]*)"?\s*,\s*/g)) {
      const from = match.index + match[0].length;
      const end = tupleEnd(text, from);
      if (end === undefined) continue;
      const rest = text.slice(from, end);
      const requirement = /^"([^"]*)"/.exec(rest)?.[1];
      const options = new Map(
        [...rest.matchAll(/\b([a-z_]+):\s*(?:"([^"]*)"|(\[[^\]]*\]|:?\w+))/g)].map((one) => [
          one[1] ?? '',
          one[2] ?? one[3] ?? '',
        ]),
      );
      const isAsked = requirement !== undefined && satisfies('1.0.0', requirement) !== undefined;
      if (!isAsked && !sourceOptions.some((key) => options.has(key))) continue;
      const nameAt = match.index + match[0].indexOf(':');
      const nameEnd = match.index + match[0].indexOf(',');
      // Options after the version stay as they are.
      const whole = { from: nameAt, to: isAsked ? from + requirement.length + 2 : nameEnd };
      const isSplit = lineAt(starts, whole.from) !== lineAt(starts, whole.to);
      const place = isSplit ? { ...whole, from } : whole;
      const line = lineAt(starts, place.from);
      const column = place.from - (starts[line - 1] ?? 0) + 1;
      add(
        path,
        { name: match[1] ?? '', requirement, options },
        {
          line,
          column,
          endColumn: column + Math.min(place.to, lineEnd(body, place.from)) - place.from,
          ...(isSplit ? { form: 'version' } : {}),
        },
        into,
      );
    }
  });
}

function add(
  path: string,
  {
    name,
    requirement,
    options,
  }: { name: string; requirement: string | undefined; options: ReadonlyMap<string, string> },
  place: Pick<Dependency, 'line' | 'column' | 'endColumn' | 'form'>,
  into: Required<Parsed>,
): void {
  const organisation = options.get('organization') ?? options.get('repo');
  const source = sourceOf(options);
  const only = options.get('only') ?? '';
  const asked = source === 'registry' ? requirement : linkOf(options);
  into.dependencies.push(
    dependency({
      ecosystem: 'hex',
      name: (options.get('hex') ?? name).replace(/^:/, ''),
      writtenName: name,
      requirement: asked,
      version:
        source === 'registry' ? /^\s*(?:==\s*)?(\d+\.\d+\.\d+\S*)\s*$/.exec(asked ?? '')?.[1] : undefined,
      path,
      ...place,
      scope:
        /:(?:dev|test|docs)\b/.test(only) && !/:prod\b/.test(only)
          ? 'development'
          : options.get('optional') === 'true'
            ? 'optional'
            : 'runtime',
      source,
      direct: true,
      registry: organisation === 'hexpm' ? undefined : organisation,
      form: place.form,
      resolved: undefined,
      integrity: undefined,
      requires: undefined,
    }),
  );
}

function sourceOf(options: ReadonlyMap<string, string>): Dependency['source'] {
  if (options.get('in_umbrella') === 'true') return 'workspace';
  if (options.has('path')) return 'path';
  return options.has('git') || options.has('github') ? 'git' : 'registry';
}

function linkOf(options: ReadonlyMap<string, string>): string | undefined {
  const github = options.get('github');
  const link =
    options.get('git') ?? (github === undefined ? options.get('path') : `https://github.com/${github}.git`);
  const at = options.get('ref') ?? options.get('tag') ?? options.get('branch');
  return link !== undefined && at !== undefined ? `${link}#${at}` : link;
}

/** The text with blanks in the place of comments, so that offsets stay. */
function withoutComments(body: string): string {
  return body.replace(/"(?:[^"\\\n]|\\.)*"|#[^\n]*/g, (part) =>
    part.startsWith('#') ? ' '.repeat(part.length) : part,
  );
}

/** The offset of the brace that closes a tuple. */
function tupleEnd(text: string, from: number): number | undefined {
  let depth = 1;
  for (let at = from; at < Math.min(text.length, from + maxTuple); at++) {
    const char = text[at];
    if (char === '"') {
      const end = text.indexOf('"', at + 1);
      if (end === -1 || end > from + maxTuple) return undefined;
      at = end;
    } else if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return at;
  }
  return undefined;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

function lineEnd(text: string, offset: number): number {
  const found = text.indexOf('\n', offset);
  return found === -1 ? text.length : found;
}

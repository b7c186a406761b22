// Reads pubspec.yaml: dependencies from pub.dev, other hosts, repositories, folders and SDKs.
import { isMap, isPair, isScalar, LineCounter, type Pair, parseDocument } from 'yaml';
import type { Dependency, Parsed } from '../../ecosystem.ts';
import { dependency, readSafely } from '../reading.ts';
import { readSemverLike } from '../semver-like.ts';

const sections: ReadonlyMap<string, Dependency['scope']> = new Map([
  ['dependencies', 'runtime'],
  ['dev_dependencies', 'development'],
  ['dependency_overrides', 'runtime'],
]);
/** A pubspec is a page or two; the YAML reader is slow on large hostile ones. */
const maxChars = 100_000;

/** The packages of a pubspec.yaml; never throws. */
export function readPubspec(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    if (body.length > maxChars) throw new Error(`longer than ${maxChars} characters`);
    const counter = new LineCounter();
    const document = parseDocument(body, { lineCounter: counter, uniqueKeys: false });
    for (const error of document.errors.slice(0, 1)) {
      into.unreadable.push({ line: counter.linePos(error.pos[0]).line, reason: `not YAML: ${error.code}` });
    }
    const root = document.contents;
    for (const section of isMap(root) ? root.items : []) {
      const scope = sections.get(keyOf(section));
      if (!scope || !isMap(section.value)) continue;
      for (const entry of section.value.items) {
        if (isPair(entry)) addEntry(path, entry, scope, counter, into);
      }
    }
  });
}

/** Whether an address is pub.dev's, so that its 404 is definite. */
export function isPublic(address: string): boolean {
  return /^https?:\/\/(?:pub\.dev|pub\.dartlang\.org|pub\.dartlang\.com)\/?$/i.test(address.trim());
}

function addEntry(
  path: string,
  entry: Pair,
  scope: Dependency['scope'],
  counter: LineCounter,
  into: Required<Parsed>,
): void {
  const written = keyOf(entry);
  if (!rangeOf(entry.key) || written === '') return;
  const start = placeOf(entry, counter);
  const about = new Map(
    (isMap(entry.value) ? entry.value.items : []).map((field) => [keyOf(field), field.value]),
  );
  if (about.has('sdk')) return;
  const value = entry.value;
  const hasValue =
    isMap(value) ||
    value === null ||
    (isScalar(value) && (value.value === null || typeof value.value === 'string'));
  if (!hasValue)
    into.unreadable.push({
      line: start.line,
      reason: `the version of ${written.slice(0, 80)} is not a text`,
    });
  const hosted = about.get('hosted');
  const host = textOf(hosted) ?? (isMap(hosted) ? textOf(hosted.get('url', true)) : undefined);
  const name = isMap(hosted) ? textOf(hosted.get('name', true)) : undefined;
  const versionPair = isMap(value) ? value.items.find((field) => keyOf(field) === 'version') : undefined;
  const source = about.has('git') ? 'git' : about.has('path') ? 'path' : 'registry';
  const constraint = textOf(value) ?? textOf(about.get('version'));
  const requirement =
    source === 'git'
      ? gitLink(about.get('git'))
      : source === 'path'
        ? textOf(about.get('path'))
        : constraint === 'any'
          ? undefined
          : constraint;
  into.dependencies.push(
    dependency({
      ecosystem: 'pub',
      name: name ?? written,
      writtenName: written,
      requirement,
      version:
        source === 'registry' && /^\d/.test(requirement ?? '') && readSemverLike(requirement ?? '')
          ? requirement
          : undefined,
      path,
      ...(versionPair ? placeOf(versionPair, counter) : start),
      scope,
      source,
      direct: true,
      registry: host !== undefined && !isPublic(host) ? host : undefined,
      form: versionPair ? 'map' : undefined,
      resolved: undefined,
      integrity: undefined,
      requires: undefined,
    }),
  );
}

function rangeOf(node: unknown): [number, number, number] | undefined {
  return (node as { range?: [number, number, number] | null } | null)?.range ?? undefined;
}

/** From the key to the end of its value, or of the key where the value has lines of its own. */
function placeOf(pair: Pair, counter: LineCounter): Pick<Dependency, 'line' | 'column' | 'endColumn'> {
  const [from = 0, to = 0] = rangeOf(pair.key) ?? [];
  const start = counter.linePos(from);
  // Without a value the entry ends with its colon.
  const hasValue = isScalar(pair.value) && pair.value.value !== null;
  const last = hasValue ? (rangeOf(pair.value)?.[1] ?? to) : isMap(pair.value) ? to : to + 1;
  const ends = [last, to].map((offset) => counter.linePos(offset)).find((end) => end.line === start.line);
  return { line: start.line, column: start.col, endColumn: Math.max(ends?.col ?? 0, start.col + 1) };
}

function gitLink(value: unknown): string | undefined {
  if (!isMap(value)) return textOf(value);
  const url = textOf(value.get('url', true));
  const ref = textOf(value.get('ref', true));
  return ref === undefined ? url : `${url ?? ''}#${ref}`;
}

function keyOf(entry: Pair): string {
  return textOf(entry.key) ?? '';
}

function textOf(value: unknown): string | undefined {
  return isScalar(value) && typeof value.value === 'string' ? value.value : undefined;
}

// Reads a TOML text and says where its values stand.
import { parse } from 'smol-toml';
import type { Dependency } from '../../ecosystem.ts';
import { lineIndex, record } from '../reading.ts';
import { placeKey, type TomlPlace, tomlPlaces } from './toml-places.ts';

/** A TOML text: its values by path, and the place of each. */
export interface Toml {
  root: Record<string, unknown>;
  /** The value at a path, undefined when there is none. */
  get(...path: (string | number)[]): unknown;
  table(...path: (string | number)[]): Record<string, unknown>;
  list(...path: (string | number)[]): unknown[];
  place(path: readonly (string | number)[]): TomlPlace | undefined;
  /** Line and columns of a value without its quotes, of its key with the value, or line 1 when it was not found. */
  span(
    path: readonly (string | number)[],
    part: 'value' | 'entry',
  ): Pick<Dependency, 'line' | 'column' | 'endColumn'>;
}

/** Parses a TOML text. Throws what smol-toml throws, with its line. */
export function readToml(body: string): Toml {
  const text = body.replace(/^\uFEFF/, ' ');
  const root = parse(text) as Record<string, unknown>;
  const places = tomlPlaces(text);
  const at = lineIndex(text);
  const get = (...path: (string | number)[]): unknown => {
    let value: unknown = root;
    for (const key of path) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
      value = (value as Record<string | number, unknown>)[key];
    }
    return value;
  };
  return {
    root,
    get,
    table: (...path) => record(get(...path)),
    list(...path) {
      const value = get(...path);
      return Array.isArray(value) ? value : [];
    },
    place: (path) => places.get(placeKey(path)),
    span(path, part) {
      const found = places.get(placeKey(path));
      if (!found) return { line: 1, column: 1, endColumn: 2 };
      const quotes = /^["']/.test(text.slice(found.start, found.start + 1)) ? 1 : 0;
      const start = at(part === 'value' ? found.start + quotes : found.key);
      const end = at(part === 'value' ? found.end - quotes : found.end);
      return { ...start, endColumn: end.line === start.line ? end.column : start.column + 1 };
    },
  };
}

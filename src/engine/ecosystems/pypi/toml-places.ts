// Finds where each value of a TOML text stands; smol-toml says what the values are, not where.

/** Offsets of a value, and of the key before it. */
export interface TomlPlace {
  /** Offset of the key, or of the value itself in an array. */
  key: number;
  start: number;
  /** After the value, quotes included. */
  end: number;
}

type Path = readonly (string | number)[];

const maxDepth = 100;

/** The key under which `tomlPlaces` keeps a path such as `['project', 'dependencies', 0]`. */
export function placeKey(path: Path): string {
  return JSON.stringify(path);
}

/**
 * The place of each value of a TOML text, by path. The text has been parsed before, so anything odd only ends the scan.
 * Throws a RangeError when values are nested more than 100 deep.
 */
export function tomlPlaces(text: string): Map<string, TomlPlace> {
  const places = new Map<string, TomlPlace>();
  const tableCounts = new Map<string, number>();
  let at = 0;
  let table: (string | number)[] = [];

  const skip = (newlines: boolean): void => {
    for (;;) {
      const char = text[at];
      if (char === ' ' || char === '\t' || (newlines && (char === '\n' || char === '\r'))) at++;
      else if (char === '#') {
        const end = text.indexOf('\n', at);
        at = end === -1 ? text.length : end;
        if (!newlines) return;
      } else return;
    }
  };

  const string = (): string => {
    const quote = text[at] ?? '';
    const fence = quote.repeat(3);
    if (text.startsWith(fence, at)) {
      const start = at + 3;
      let end = start;
      for (;;) {
        end = text.indexOf(fence, end);
        if (end === -1) end = text.length;
        if (quote === '"' && end < text.length && isEscaped(text, end, start)) end++;
        else break;
      }
      // Up to two quotes may stand right before the closing fence.
      while (text[end + 3] === quote) end++;
      at = Math.min(end + 3, text.length);
      return text.slice(start, end);
    }
    let end = at + 1;
    while (end < text.length && text[end] !== quote && text[end] !== '\n')
      end += quote === '"' && text[end] === '\\' ? 2 : 1;
    const inner = text.slice(at + 1, end);
    at = Math.min(end + 1, text.length);
    return quote === '"' ? unescape(inner) : inner;
  };

  const keyPath = (): string[] => {
    const keys: string[] = [];
    for (;;) {
      skip(false);
      if (text[at] === '"' || text[at] === "'") keys.push(string());
      else {
        const start = at;
        while (at < text.length && /[\w-]/.test(text[at] ?? '')) at++;
        if (at === start) return keys;
        keys.push(text.slice(start, at));
      }
      skip(false);
      if (text[at] !== '.') return keys;
      at++;
    }
  };

  const value = (path: Path, key: number | undefined, depth: number): void => {
    if (depth > maxDepth) throw new RangeError('nested too deeply');
    const start = at;
    const char = text[at];
    if (char === '"' || char === "'") string();
    else if (char === '[') {
      at++;
      for (let index = 0; at < text.length; index++) {
        skip(true);
        if (text[at] === ']') break;
        value([...path, index], undefined, depth + 1);
        skip(true);
        if (text[at] === ',') at++;
        else break;
      }
      skip(true);
      at++;
    } else if (char === '{') {
      at++;
      while (at < text.length) {
        skip(true);
        if (text[at] === '}' || !pair(path, depth + 1)) break;
        skip(true);
        if (text[at] === ',') at++;
        else break;
      }
      skip(true);
      at++;
    } else while (at < text.length && !/[,\]}#\n\r]/.test(text[at] ?? '')) at++;
    places.set(placeKey(path), { key: key ?? start, start, end: at });
  };

  const pair = (prefix: Path, depth: number): boolean => {
    const start = at;
    const keys = keyPath();
    if (keys.length === 0 || text[at] !== '=') return false;
    at++;
    skip(false);
    value([...prefix, ...keys], start, depth);
    return true;
  };

  /** Puts the index of the last element behind each array of tables on the way. */
  const resolve = (keys: readonly string[]): (string | number)[] => {
    const path: (string | number)[] = [];
    for (const key of keys) {
      path.push(key);
      const count = tableCounts.get(placeKey(path));
      if (count !== undefined) path.push(count - 1);
    }
    return path;
  };

  while (at < text.length) {
    skip(true);
    if (at >= text.length) break;
    if (text[at] === '[') {
      const isArray = text[at + 1] === '[';
      const start = at;
      at += isArray ? 2 : 1;
      const keys = keyPath();
      if (isArray) {
        const path = [...resolve(keys.slice(0, -1)), keys.at(-1) ?? ''];
        const count = (tableCounts.get(placeKey(path)) ?? 0) + 1;
        tableCounts.set(placeKey(path), count);
        table = [...path, count - 1];
      } else table = resolve(keys);
      const end = text.indexOf('\n', at);
      at = end === -1 ? text.length : end;
      places.set(placeKey(table), { key: start, start, end: at });
    } else if (!pair(table, 0)) {
      const end = text.indexOf('\n', at);
      at = end === -1 ? text.length : end + 1;
    }
  }
  return places;
}

function isEscaped(text: string, at: number, from: number): boolean {
  let slashes = 0;
  while (at - 1 - slashes >= from && text[at - 1 - slashes] === '\\') slashes++;
  return slashes % 2 === 1;
}

const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  e: '\u001b',
};

function unescape(inner: string): string {
  return inner.replace(
    /\\(?:[uUx]([0-9a-fA-F]{2,8})|(.))/g,
    (whole, hex: string | undefined, char: string | undefined) => {
      if (char !== undefined) return escapes[char] ?? char;
      const digits = whole[1] === 'x' ? 2 : whole[1] === 'u' ? 4 : 8;
      const code = Number.parseInt((hex ?? '').slice(0, digits), 16);
      return code > 0x10ffff ? whole : String.fromCodePoint(code) + (hex ?? '').slice(digits);
    },
  );
}

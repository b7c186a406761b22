// Reads .gitattributes, so that the base commit can say which files are generated, vendored or not for reading.

/** What the attributes say of one path; absent when they say nothing. */
export interface PathAttributes {
  generated?: boolean;
  vendored?: boolean;
  binary?: boolean;
  diff?: boolean;
}

/** Answers for any path, from the .gitattributes files of one commit. */
export type Attributes = (path: string) => PathAttributes;

/** No .gitattributes anywhere. */
export const noAttributes: Attributes = () => ({});

type Setting = boolean | 'unspecified';

interface Line {
  directory: string;
  pattern: string;
  anchored: boolean;
  settings: [keyof PathAttributes, Setting][];
}

const wanted = new Map<string, keyof PathAttributes>([
  ['linguist-generated', 'generated'],
  ['linguist-vendored', 'vendored'],
  ['binary', 'binary'],
  ['diff', 'diff'],
]);

// Far more than any repository has; the rest of a longer file is not read.
const maxLines = 10_000;

/** Reads .gitattributes files, given by the directory they stand in (`''` for the root). */
export function readAttributes(files: ReadonlyMap<string, string>): Attributes {
  const lines = [...files]
    // A deeper file wins over a shallower one, and a later line over an earlier one.
    .sort(([a], [b]) => a.split('/').length - b.split('/').length || a.length - b.length)
    .flatMap(([directory, text]) => parse(directory, text));
  if (lines.length === 0) return noAttributes;
  return (path) => {
    const found: Partial<Record<keyof PathAttributes, Setting>> = {};
    for (const line of lines)
      if (matches(line, path)) for (const [key, value] of line.settings) found[key] = value;
    return Object.fromEntries(
      Object.entries(found).filter(([, value]) => value !== 'unspecified'),
    ) as PathAttributes;
  };
}

function parse(directory: string, text: string): Line[] {
  const lines: Line[] = [];
  for (const raw of text.split('\n').slice(0, maxLines)) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith('[attr]') || line.length > 2048) continue;
    const quoted = /^"((?:[^"\\]|\\.)*)"(.*)$/.exec(line);
    const space = line.search(/[ \t]/);
    const written = quoted?.[1] ?? (space < 0 ? line : line.slice(0, space));
    const rest = quoted ? (quoted[2] ?? '') : space < 0 ? '' : line.slice(space);
    // git refuses negative patterns here, and a pattern for a directory says nothing of the files in it.
    if (written.startsWith('!') || written.endsWith('/')) continue;
    const settings = rest.split(/[ \t]+/).flatMap(settingsOf);
    if (settings.length === 0) continue;
    const pattern = written.replace(/^\//, '');
    lines.push({ directory, pattern, anchored: written.includes('/'), settings });
  }
  return lines;
}

function settingsOf(word: string): [keyof PathAttributes, Setting][] {
  const sign = word[0] === '-' || word[0] === '!' ? word[0] : '';
  const [name = '', value] = word.slice(sign.length).split('=', 2);
  const key = wanted.get(name);
  if (!key) return [];
  const setting: Setting = sign === '!' ? 'unspecified' : sign !== '-' && value !== 'false';
  // `binary` is git's own macro for `-diff -merge -text`.
  if (key === 'binary' && setting === true)
    return [
      ['binary', true],
      ['diff', false],
    ];
  return [[key, setting]];
}

function matches({ directory, pattern, anchored }: Line, path: string): boolean {
  if (directory !== '' && !path.startsWith(`${directory}/`)) return false;
  const inside = directory === '' ? path : path.slice(directory.length + 1);
  return matchesGlob(pattern, anchored ? inside : inside.slice(inside.lastIndexOf('/') + 1));
}

type Token = { kind: 'any' | 'deep' | 'directories' } | { kind: 'one'; accepts(char: string): boolean };

/** git's wildmatch by states, one step for each character and token: no pattern makes it slow. */
export function matchesGlob(pattern: string, text: string): boolean {
  // git compares bytes, so a question mark is half of an umlaut.
  const tokens = tokenise(asBytes(pattern));
  if (!tokens) return false;
  let states = closure(tokens, new Set([0]));
  let previous = '/';
  for (const char of asBytes(text)) {
    const next = new Set<number>();
    for (const state of states) {
      const token = tokens[state];
      if (!token) continue;
      if (token.kind === 'one' && token.accepts(char)) next.add(state + 1);
      else if (
        token.kind === 'deep' ||
        token.kind === 'directories' ||
        (token.kind === 'any' && char !== '/')
      )
        next.add(state);
    }
    previous = char;
    states = closure(tokens, next, previous === '/');
  }
  return states.has(tokens.length);
}

function asBytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** Adds the states that are reached without reading a character; whole directories end only at a slash. */
function closure(tokens: Token[], states: Set<number>, isAtSlash = true): Set<number> {
  for (const state of states) {
    const kind = tokens[state]?.kind;
    if (kind === 'any' || kind === 'deep' || (kind === 'directories' && isAtSlash)) states.add(state + 1);
  }
  return states;
}

function tokenise(pattern: string): Token[] | undefined {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length;) {
    const char = pattern[at] ?? '';
    if (pattern.startsWith('**/', at) && (at === 0 || pattern[at - 1] === '/')) {
      tokens.push({ kind: 'directories' });
      at += 3;
    } else if (pattern.slice(at) === '**' && pattern[at - 1] === '/') {
      tokens.push({ kind: 'deep' });
      at += 2;
    } else if (char === '*') {
      if (tokens.at(-1)?.kind !== 'any') tokens.push({ kind: 'any' });
      at++;
    } else if (char === '?') {
      tokens.push({ kind: 'one', accepts: (c) => c !== '/' });
      at++;
    } else if (char === '[') {
      const set = /^\[([!^]?)(\]?[^\]]*)\]/.exec(pattern.slice(at));
      if (!set) return undefined;
      const [whole, negated, members = ''] = set;
      const ranges = [...members.matchAll(/(.)-(.)|(.)/gsu)].map(
        ([, from, to, one]) => [from ?? one ?? '', to ?? one ?? ''] as const,
      );
      tokens.push({
        kind: 'one',
        accepts: (c) => c !== '/' && ranges.some(([from, to]) => from <= c && c <= to) !== (negated !== ''),
      });
      at += whole.length;
    } else {
      const literal =
        char === '\\' ? (pattern[++at] ?? '\\') : String.fromCodePoint(pattern.codePointAt(at) ?? 0);
      tokens.push({ kind: 'one', accepts: (c) => c === literal });
      at += literal.length;
    }
  }
  return tokens;
}

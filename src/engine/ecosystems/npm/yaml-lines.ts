// Finds the lines of second-level keys in the YAML that lockfile writers produce.

/** A key at a known depth, with its line from 1 and columns from 1. */
export interface KeyLine {
  section: string;
  key: string;
  line: number;
  column: number;
  endColumn: number;
  /** The line of the entry's `version:` field, when it has one. */
  version?: { line: number; column: number; endColumn: number };
}

/**
 * The keys with no indentation (`depth` 0) or with two spaces below a section (`depth` 1).
 * Writers of lockfiles always put a key on a line of its own; anything else is not found and falls back to line 1.
 */
export function keyLines(body: string, depth: 0 | 1): KeyLine[] {
  const out: KeyLine[] = [];
  let section = '';
  let last: KeyLine | undefined;
  const indent = depth * 2;
  body.split('\n').forEach((raw, index) => {
    const text = raw.trimEnd();
    const level = text.length - text.trimStart().length;
    if (text === '' || text[level] === '#') return;
    if (level === 0 && depth === 1) {
      section = text.replace(/:.*$/, '');
      last = undefined;
      return;
    }
    const columns = { line: index + 1, column: level + 1, endColumn: text.length + 1 };
    if (level === indent) {
      last = { section, key: keyOf(text.slice(level)), ...columns };
      out.push(last);
    } else if (last && !last.version && level === indent + 2 && /^version[: ]/.test(text.slice(level))) {
      last.version = columns;
    }
  });
  return out;
}

function keyOf(text: string): string {
  // `? "long key"` is how YAML writers put keys above 128 characters.
  const key = text.replace(/^\? /, '').replace(/:(?:\s.*)?$/, '');
  const quoted = /^(['"])(.*)\1$/.exec(key);
  return quoted?.[2] ?? key;
}

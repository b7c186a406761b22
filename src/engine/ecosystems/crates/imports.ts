// How Rust files name crates: `use` and `extern crate`.
import { parse as parseToml } from 'smol-toml';
import type { Import, Imports } from '../../ecosystem.ts';
import { codeText, maxImportChars, rustLexis } from '../code-text.ts';
import { record, text as textOf } from '../reading.ts';
import { popular } from './popular.ts';

const ofLanguage = new Set(['std', 'core', 'alloc', 'proc_macro', 'test', 'crate', 'self', 'super']);

// Code writes `_` where the name of a crate may have `-`; crates.io takes one for the other, Cargo does not.
const spellings = new Map(popular.names.map((name) => [name.replaceAll('-', '_'), name]));

/** How crates are imported. */
export const imports: Imports = {
  isByFolder: true,
  reads: (path) => path.endsWith('.rs'),
  find,
  explains: () => false,
  defines(path, text) {
    if (!path.endsWith('Cargo.toml')) return [];
    try {
      const root = record(parseToml(text));
      return [root['package'], root['lib']]
        .flatMap((table) => textOf(record(table)['name']) ?? [])
        .map((name) => name.replaceAll('-', '_'));
    } catch {
      return [];
    }
  },
  brings: ({ name, writtenName }, { written }) =>
    [name, writtenName].some((one) => one.toLowerCase().replaceAll('-', '_') === written.toLowerCase()),
  declare: (name, _manifest, version) => `${name} = ${JSON.stringify(version ?? '*')}`,
  // Crates of system libraries and those that only switch features on are never named.
  traces: ({ name, writtenName, form }) =>
    /-sys$|_sys$|^(?:getrandom|openssl|openssl-src|libz-|cc|link-cplusplus)|-src$/.test(name) ||
    form === 'inline-table'
      ? []
      : [writtenName.replaceAll('-', '_')],
};

function find(_path: string, text: string): Import[] {
  if (text.length > maxImportChars) return [];
  // A quotation mark as a character begins no text.
  const code = codeText(
    text.replace(/'\\?"'/g, (found) => `'${' '.repeat(found.length - 2)}'`),
    rustLexis,
  );
  const lines = code.split('\n');
  const known = namesOf(code);
  const out: Import[] = [];
  for (const [index, line] of lines.entries()) {
    const found =
      /^([ \t]*(?:pub(?:\([^)]*\))?[ \t]+)?use[ \t]+(?:::)?)([a-z]\w*)[ \t]*(?:::|;|[ \t]as\b)/.exec(line) ??
      /^([ \t]*(?:pub[ \t]+)?extern[ \t]+crate[ \t]+)([a-z]\w*)[ \t]*(?:;|[ \t]as\b)/.exec(line);
    const written = found?.[2];
    if (!found || written === undefined || ofLanguage.has(written) || known.has(written)) continue;
    const column = found[1]!.length + 1;
    out.push({
      written,
      name: spellings.get(written) ?? written,
      own: [written],
      line: index + 1,
      column,
      endColumn: column + written.length,
      ...(/#\[cfg\(/.test(lines[index - 1] ?? '') ? { isOptional: true as const } : {}),
    });
  }
  return out;
}

/** Modules and names that the file itself brings into scope; a later `use` may begin with them. */
function namesOf(code: string): Set<string> {
  const names = new Set<string>();
  for (const [, name = ''] of code.matchAll(/\bmod[ \t]+(\w+)/g)) names.add(name);
  for (const [, path = ''] of code.matchAll(/\buse[ \t]+([^;]{1,1500});/g)) {
    for (const [, name = ''] of path.matchAll(/(?:::|[{,])\s*(\w+)(?=\s*(?:[,}]|$))/g)) names.add(name);
    for (const [, name = ''] of path.matchAll(/::\s*(\w+)\s*::\s*\{[^}]*\bself\b/g)) names.add(name);
    for (const [, name = ''] of path.matchAll(/\bas\s+(\w+)/g)) names.add(name);
  }
  return names;
}

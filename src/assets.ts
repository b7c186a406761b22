// Reads what ships with LangGuard for the pure engine: rule files and the bytes of grammars.
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChangedFile } from './engine/change.ts';
import { languageOf } from './engine/languages.ts';
import { loadSyntax, type Syntax } from './engine/syntax/parse.ts';

const resolve = createRequire(import.meta.url).resolve;

/** The folder of the rules that ship with LangGuard. */
export const rulesFolder = fileURLToPath(new URL('../rules', import.meta.url));

/** A rule file; `path` is relative to its folder, with `/`. */
export interface RuleFile {
  path: string;
  text: string;
}

/** Every `*.yml` file below a folder, sorted by path. Throws when the folder cannot be read. */
export async function readRuleFiles(folder: string = rulesFolder): Promise<RuleFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Promise.all(
    paths.map(async (path) => ({
      path: path.slice(folder.length + 1).replaceAll('\\', '/'),
      text: await readFile(path, 'utf8'),
    })),
  );
}

/** The bytes of a grammar, or of the parser's runtime, by file name. Throws when the package lacks it. */
export async function readWasm(file: string): Promise<Uint8Array> {
  return readFile(resolve(`${packages.get(file) ?? '@vscode/tree-sitter-wasm/wasm'}/${file}`));
}

/** The packages of what does not come with most grammars. */
const packages: ReadonlyMap<string, string> = new Map([
  ['web-tree-sitter.wasm', 'web-tree-sitter'],
  ['tree-sitter-kotlin.wasm', '@tree-sitter-grammars/tree-sitter-kotlin'],
]);

// A grammar is compiled once per process; the bytes are some megabytes each.
const loaded = new Map<string, Promise<Syntax>>();

/** The grammars of what stands inside files of a language that has none, or has more than its own. */
const embedded: Readonly<Record<string, readonly string[]>> = {
  html: ['javascript', 'typescript', 'tsx'],
  template: ['javascript'],
  erb: ['ruby', 'javascript'],
  jsp: ['java', 'javascript'],
  vue: ['javascript', 'typescript', 'tsx'],
  svelte: ['javascript', 'typescript', 'tsx'],
  astro: ['javascript', 'typescript', 'tsx'],
  notebook: ['python'],
  razor: ['c-sharp', 'javascript'],
  blade: ['php', 'javascript'],
  aspx: ['c-sharp', 'javascript'],
};

/** A Syntax with the grammars that these files need, and others by name. Throws when a grammar cannot be read. */
export async function syntaxFor(
  files: readonly ChangedFile[],
  others: readonly string[] = [],
): Promise<Syntax> {
  const grammars = new Set<string>(others);
  for (const file of files) {
    if (file.class !== 'text') continue;
    // A renamed file is also read as it was before.
    for (const path of new Set([file.path, file.previousPath ?? file.path])) {
      const language = languageOf(path, file.body);
      if (language === undefined) continue;
      for (const grammar of embedded[language.id] ?? []) grammars.add(grammar);
      if (language.grammar !== undefined) grammars.add(language.grammar);
    }
  }
  const parsers = new Map<string, Syntax>();
  for (const grammar of grammars) {
    const known = loaded.get(grammar) ?? loadSyntax([grammar], readWasm);
    loaded.set(grammar, known);
    known.catch(() => loaded.delete(grammar));
    parsers.set(grammar, await known);
  }
  return {
    parse: (text, grammar, aside) =>
      parsers.get(grammar)?.parse(text, grammar, aside) ?? { reason: `the grammar ${grammar} is not loaded` },
  };
}

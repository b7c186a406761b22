// How JavaScript and TypeScript import npm packages: import, export from, require, dynamic import, scripts of Vue and Svelte.
import { parse as parseJsonc } from 'jsonc-parser';
import type { Dependency, Import, Imports } from '../../ecosystem.ts';
import { codeText, maxImportChars, scriptLexis, scriptsOnly } from '../code-text.ts';
import { lineIndex, record, text as textOf } from '../reading.ts';
import { builtins } from './meant.ts';
import { traces } from './traces.ts';

const name = String.raw`(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*`;
const specifier = new RegExp(`^(${name})(?:\\/[^\\s!?*]*)?(?:\\?[\\w=&-]*)?$`);
const called =
  /(?<![\w$.])(?:require(?:\.resolve)?|import)[ \t\n]{0,20}\([ \t\n]{0,20}(["'])([^"'\n]{1,300})\1/g;
const from = /\bfrom[ \t\n]{0,20}(["'])([^"'\n]{1,300})\1/g;
const bare = /(?:^|[;}\n])[ \t]*import[ \t\n]{0,20}(["'])([^"'\n]{1,300})\1/g;

// Modules that the program's host provides; there is nothing to install. Written by hand, 2026-11-21.
const hosts = new Set(
  `bun deno vscode k6 lwc figma uxp photoshop indesign xd meteor rokt titanium scenegraph gadget zapatos adobe
  estree-jsx wx plugin greasemonkey aws-lambda`.split(/\s+/),
);
const hostScopes =
  /^@(?:theme|site|generated|salesforce|minecraft|glint|embroider\/virtual|env|root|src|app|lib|components)\//;

// Packages that come with another and are meant to be imported all the same.
const companions: Readonly<Record<string, readonly string[]>> = {
  '@jest/globals': ['jest'],
  '@docusaurus/': ['@docusaurus/core', '@docusaurus/preset-classic'],
  '@ember/': ['ember-source'],
  '@glimmer/': ['ember-source'],
  '@storybook/': ['storybook'],
  '@nuxt/': ['nuxt'],
  '@testing-library/dom': ['@testing-library/react', '@testing-library/vue', '@testing-library/svelte'],
  '@typescript-eslint/': ['typescript-eslint'],
  '@eslint/': ['eslint'],
  '@babel/': ['@babel/core', 'react-scripts'],
  '@vue/': ['vue'],
  '@prisma/client': ['prisma'],
  h3: ['nuxt', 'nitropack', 'nitro'],
  'react-router': ['react-router-dom'],
  redux: ['@reduxjs/toolkit'],
  estree: ['@types/estree'],
};

const settingsFile = /(?:^|\/)(?:[jt]sconfig(?:\.[\w-]+)?\.json|deno\.jsonc?|import_map\.json|\.npmrc)$/;
const bundlerFile =
  /(?:^|\/)(?:vite|vitest|webpack|rspack|rollup|vue|next|nuxt|svelte|astro|babel|metro|jest|craco|electron\.vite)\.config(?:\.[\w-]+)?\.[cm]?[jt]s$/;
// An alias stands for a path: `'@shared': path.resolve(…)`, `{ find: 'core', … }`.
const alias =
  /(["']?)(@?\w[\w@/-]{0,60})\1[ \t]{0,9}:[ \t\n]{0,20}(?:path\.(?:resolve|join)|resolve\(|join\(|fileURLToPath|new URL|["'](?:\.{1,2}\/|\/))|\bfind[ \t]{0,9}:[ \t]{0,9}["']([^"'\n]{1,60})["']/g;

/** How npm's packages are imported. */
export const imports: Imports = {
  isByFolder: true,
  reads: (path) => /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/.test(path) && !/\.min\.[cm]?js$/.test(path),
  find,
  explains: (path) => settingsFile.test(path) || bundlerFile.test(path),
  defines,
  brings,
  declare: (name, _manifest, version) =>
    `${JSON.stringify(name)}: ${JSON.stringify(version === undefined ? '*' : `^${version}`)}`,
  traces,
};

function find(path: string, text: string): Import[] {
  return moduleNames(path, text).flatMap(({ written, isOptional, ...place }) => {
    const one = importOf(written);
    return one ? [{ ...one, ...place, ...(isOptional ? { isOptional: true as const } : {}) }] : [];
  });
}

/** Whatever a script names as a module, with its place; one that the code can go on without is optional. */
export function moduleNames(
  path: string,
  text: string,
): (Pick<Import, 'written' | 'line' | 'column' | 'endColumn'> & { isOptional: boolean })[] {
  if (text.length > maxImportChars) return [];
  const code = codeText(sourceOf(path, text), scriptLexis);
  const place = lineIndex(code);
  const out: ReturnType<typeof moduleNames> = [];
  const add = (written: string, offset: number, isOptional: boolean): void => {
    const { line, column } = place(offset);
    const endColumn = column + written.length;
    out.push({ written, line, column, endColumn, isOptional: isOptional || /\.d\.[cm]?ts$/.test(path) });
  };
  const offsetOf = (found: RegExpExecArray): number => found.index + found[0].length - 1 - found[2]!.length;
  for (const found of code.matchAll(from)) {
    const statement = statementBefore(code, found.index);
    if (statement !== undefined)
      add(found[2]!, offsetOf(found), /^(?:im|ex)port\s+type\b(?!\s*,)/.test(statement));
  }
  for (const found of code.matchAll(bare)) add(found[2]!, offsetOf(found), false);
  for (const found of code.matchAll(called)) {
    const before = code.slice(Math.max(0, found.index - 200), found.index);
    add(found[2]!, offsetOf(found), /\btry\s*\{[^{}]*$/.test(before));
  }
  return out.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Of a component only the scripts. */
function sourceOf(path: string, text: string): string {
  if (/\.(?:vue|svelte)$/.test(path)) return scriptsOnly(text);
  if (!path.endsWith('.astro')) return text;
  const front = /^---\r?\n[\s\S]*?\n---/.exec(text)?.[0] ?? '';
  return front.replace(/-/g, ' ').length === front.length
    ? front.replace(/^---/, '   ').replace(/---$/, '   ') + scriptsOnly(text.slice(front.length))
    : scriptsOnly(text);
}

/** The words between `import` or `export` and `from`; undefined when it is no such statement. */
function statementBefore(code: string, end: number): string | undefined {
  let start = end;
  while (start > 0 && end - start < 20_000 && /[\w$\s,*{}]/.test(code[start - 1]!)) start--;
  const words = code.slice(start, end);
  const at = Math.max(words.lastIndexOf('import'), words.lastIndexOf('export'));
  const statement = at === -1 ? undefined : words.slice(at);
  return statement !== undefined && /^(?:im|ex)port(?![\w$])/.test(statement) && /[\w$}*]\s*$/.test(statement)
    ? statement
    : undefined;
}

function importOf(written: string): Pick<Import, 'written' | 'name' | 'own'> | undefined {
  const found = specifier.exec(written)?.[1];
  if (found === undefined || found.startsWith('~') || found === '-') return undefined;
  const [first = '', second = ''] = found.split('/');
  // `buffer/` is the package, `buffer` Node's own.
  if (builtins.has(first) && !written.startsWith(`${first}/`)) return undefined;
  if (builtins.has(first) && written !== `${first}/`) return undefined;
  if (hosts.has(first) || hostScopes.test(found)) return undefined;
  const isFile = /\.(?:[cm]?[jt]sx?|json|css|scss|less|vue|svelte|svg|png)$/.test(first) && written === first;
  return {
    written,
    name: found,
    own: [first, ...(first.startsWith('@') ? [first.slice(1), `${first}/${second}`] : [])].concat(
      isFile ? [first.replace(/\.\w+$/, '')] : [],
    ),
  };
}

function defines(path: string, text: string): string[] {
  if (text.length > maxImportChars) return [];
  const file = path.slice(path.lastIndexOf('/') + 1);
  if (file === '.npmrc') return [];
  if (bundlerFile.test(path)) {
    const names = [...text.matchAll(alias)].map((found) => found[2] ?? found[3] ?? '');
    return names.flatMap((one) => [one, `${one}/*`]);
  }
  const root = record(jsonOf(text));
  if (file === 'package.json') {
    const own = textOf(root['name']);
    const alias = record(root['_moduleAliases']);
    const mapped = Object.keys(record(record(root['jest'])['moduleNameMapper']));
    return [
      ...(own === undefined || own === '' ? [] : [own, `${own}/*`]),
      ...Object.keys(alias).flatMap((key) => [key, `${key}/*`]),
      ...mapped.flatMap((key) => /^\^?(@?[\w/-]+)/.exec(key)?.[1] ?? []).map((key) => `${key}*`),
    ];
  }
  if (/^[jt]sconfig/.test(file)) {
    const options = record(root['compilerOptions']);
    return Object.keys(record(options['paths'])).filter((key) => key !== '*');
  }
  return Object.keys(record(root['imports'])).map((key) => (key.endsWith('/') ? `${key}*` : key));
}

function brings(dependency: Dependency, found: Import): boolean {
  const { name } = found;
  const types = `@types/${name.replace(/^@/, '').replace('/', '__')}`;
  const names = [dependency.name, dependency.writtenName];
  if (names.includes(name)) return true;
  // Types alone say that somebody meant the name.
  if (names.includes(types)) return found.isOptional === true || hostTypes.has(name);
  return Object.entries(companions).some(
    ([companion, of]) =>
      (companion.endsWith('/') ? name.startsWith(companion) : name === companion) &&
      of.includes(dependency.name),
  );
}

/** Packages that are types alone. */
const hostTypes = new Set([
  'estree',
  'geojson',
  'json-schema',
  'unist',
  'mdast',
  'hast',
  'aws-lambda',
  'vscode',
]);

/** Undefined where it is nested too deeply to be read. */
function jsonOf(text: string): unknown {
  try {
    return parseJsonc(text, [], { allowTrailingComma: true });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

// How Python imports PyPI's projects: which module belongs to which project, and what is Python's own.
import { parse as parseToml } from 'smol-toml';
import type { Dependency, Import, Imports } from '../../ecosystem.ts';
import { codeText, maxImportChars, pythonLexis } from '../code-text.ts';
import { record, text as textOf } from '../reading.ts';
import { bringersOf, hostModules, namespaced, namespaces } from './import-names.ts';
import { standardLibrary } from './meant.ts';
import { normalise } from './requirement.ts';
import { traces } from './traces.ts';

/** Longest metadata of a script that is read. */
const maxScriptChars = 20_000;

/** How PyPI's projects are imported. */
export const imports: Imports = {
  isByFolder: false,
  reads: (path) => /\.(?:py|pyi|pyw|ipynb)$/.test(path),
  find: (path, text) =>
    text.length > maxImportChars
      ? []
      : path.endsWith('.ipynb')
        ? findInNotebook(text)
        : findInScript(path, text),
  explains: () => false,
  defines,
  brings,
  declare: (name, manifest, version) => {
    const entry = `${name}${version === undefined ? '' : `>=${version}`}`;
    if (manifest.endsWith('Pipfile')) return `${name} = "${version === undefined ? '*' : `>=${version}`}"`;
    return /\.toml$|setup\.py$/.test(manifest) ? `"${entry}"` : entry;
  },
  traces,
};

function findInScript(path: string, text: string): Import[] {
  const lines = codeText(text, pythonLexis).split('\n');
  const ofScript = scriptDependencies(text);
  // A script that changes where Python looks may have anything anywhere.
  const changesPath = /\bsys\.path\b/.test(text);
  const isTest = /(?:^|\/)(?:tests?|testing)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$/.test(path);
  const isStub = path.endsWith('.pyi');
  return lines.flatMap((line, index) => {
    // The second half of a statement; its first line was read.
    if (lines[index - 1]?.endsWith('\\') === true) return [];
    const isInside = /^\s/.test(line);
    // Tests write modules of their own and import them.
    const isVague = changesPath || (isTest && isInside);
    return importsOf(line).map((found): Import => {
      const isOptional = isStub || (isInside && isGuarded(lines, index));
      const isDeclared = ofScript?.some((name) => brings({ name }, found));
      return {
        ...found,
        line: index + 1,
        ...(isOptional ? { isOptional: true as const } : {}),
        ...(isDeclared === true ? { isDeclared: true as const } : {}),
        ...(isVague ? { isVague: true as const } : {}),
      };
    });
  });
}

/** The cells of a notebook hold one line of code in each text. */
function findInNotebook(text: string): Import[] {
  return text.split('\n').flatMap((line, index) => {
    const quoted = /^(\s*")((?:[^"\\]|\\.)*)",?\s*$/.exec(line);
    const source = quoted?.[2]?.replace(/\\n$/, '');
    if (quoted === null || source === undefined || source.includes('\\')) return [];
    const shift = quoted[1]!.length;
    return importsOf(source).map((found) => ({
      ...found,
      line: index + 1,
      column: found.column + shift,
      endColumn: found.endColumn + shift,
      isVague: true as const,
    }));
  });
}

/** What one line imports, its columns from 1. */
function importsOf(line: string): Omit<Import, 'line'>[] {
  const from = /^(\s*from[ \t]+)([A-Za-z_][\w.]*)[ \t]+(?:import\b[ \t]*\(?[ \t]*(\w*)|\\$)/.exec(line);
  if (from) {
    const one = importOf(from[2]!, from[3] || undefined);
    return one ? [at(one, from[1]!.length, from[2]!)] : [];
  }
  const plain = /^(\s*import[ \t]+)([A-Za-z_][^;\\]*)/.exec(line);
  if (!plain) return [];
  const out: Omit<Import, 'line'>[] = [];
  let offset = plain[1]!.length;
  for (const part of plain[2]!.split(',')) {
    const module = /^\s*([A-Za-z_][\w.]*)[ \t]*(?:as[ \t]+\w+)?\s*$/.exec(part)?.[1];
    const one = module === undefined ? undefined : importOf(module, undefined);
    if (one && module !== undefined) out.push(at(one, offset + part.indexOf(module), module));
    offset += part.length + 1;
  }
  return out;
}

function at(
  one: Pick<Import, 'written' | 'name' | 'own'>,
  offset: number,
  module: string,
): Omit<Import, 'line'> {
  return { ...one, column: offset + 1, endColumn: offset + 1 + module.length };
}

function importOf(
  module: string,
  first: string | undefined,
): (Pick<Import, 'written' | 'name' | 'own'> & { isVague?: true }) | undefined {
  const [top = ''] = module.split('.');
  if (standardLibrary.has(normalise(top)) || hostModules.has(top) || top.startsWith('ida_')) return undefined;
  // Private modules belong to Python or to what brings them.
  if (top.startsWith('_') && !bringersOf.has(top)) return undefined;
  const own = [top];
  if (!namespaces.has(top)) {
    return {
      written: module,
      name: bringersOf.get(top)?.[0] ?? (/^win32\w+$/.test(top) ? 'pywin32' : normalise(top)),
      own,
    };
  }
  let written = module;
  if (namespaces.has(module) && first !== undefined) written = `${module}.${first}`;
  if (written === 'google.colab' || written.startsWith('google.colab.')) return undefined;
  const parts = written.split('.');
  for (let length = parts.length; length > 1; length--) {
    const known = namespaced.get(parts.slice(0, length).join('.'));
    if (known !== undefined) return { written, name: known, own };
  }
  let depth = 2;
  while (depth < parts.length && namespaces.has(parts.slice(0, depth).join('.'))) depth++;
  const name = normalise(
    parts
      .slice(0, depth)
      .join('-')
      .replace(/-v\d+\w*$/, ''),
  );
  return { written, name, own, isVague: true };
}

/** Whether a line stands below `try`, `except` or a condition that only type checkers meet. */
function isGuarded(lines: readonly string[], index: number): boolean {
  let indent = indentOf(lines[index]!);
  for (let above = index - 1; above >= 0 && indent > 0 && index - above < 150; above--) {
    const line = lines[above]!;
    if (line.trim() === '' || indentOf(line) >= indent) continue;
    indent = indentOf(line);
    if (/^\s*(?:try|except\b.*|else|finally)\s*:/.test(line)) return true;
    if (
      /^\s*(?:el)?if\b.*\b(?:TYPE_CHECKING|sys\.(?:version|platform|implementation)|six\.PY|PY[23]|find_spec|os\.name)/.test(
        line,
      )
    )
      return true;
  }
  return false;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function brings(
  { name }: Pick<Dependency, 'name'>,
  { written, name: usual }: Pick<Import, 'written' | 'name'>,
): boolean {
  if (name === usual) return true;
  const parts = written.split('.');
  const [top = ''] = parts;
  if (bringersOf.get(top)?.includes(name) === true) return true;
  const project = normalise(name);
  for (let length = parts.length; length > 0; length--)
    if (normalise(parts.slice(0, length).join('-')) === project) return true;
  // A project of a namespace is called by its last word, whatever stands before.
  if (namespaces.has(top))
    return project.startsWith(`${normalise(top)}-`) && project.includes(usual.split('-').at(-1) ?? top);
  const [bare, plain] = [project.replace(/-/g, ''), normalise(top).replace(/-/g, '')];
  // `python-foo`, `pyfoo`, `foo-sdk`, `django-foo` bring `foo`; `types-foo` does not.
  return plain.length >= 3 && bare.includes(plain) && !project.startsWith('types-');
}

// https://peps.python.org/pep-0723/
function scriptDependencies(text: string): string[] | undefined {
  const start = /^# \/\/\/ script[ \t]*$/m.exec(text);
  if (!start) return undefined;
  const lines: string[] = [];
  for (const line of text
    .slice(start.index, start.index + maxScriptChars)
    .split('\n')
    .slice(1)) {
    if (/^# \/\/\/[ \t]*$/.test(line) || !line.startsWith('#')) break;
    lines.push(line.replace(/^# ?/, ''));
  }
  try {
    const { dependencies } = parseToml(lines.join('\n'));
    if (!Array.isArray(dependencies)) return [];
    return dependencies.flatMap((one) => /^[\w.-]+/.exec(textOf(one) ?? '')?.[0] ?? []).map(normalise);
  } catch {
    return undefined;
  }
}

function defines(path: string, text: string): string[] {
  const names: string[] = [];
  if (path.endsWith('pyproject.toml') && text.length <= maxImportChars) {
    try {
      const root = record(parseToml(text));
      const poetry = record(record(root['tool'])['poetry']);
      for (const table of [record(root['project']), poetry]) names.push(textOf(table['name']) ?? '');
    } catch {
      return [];
    }
  } else if (/setup\.(?:py|cfg)$/.test(path)) {
    names.push(/^\s*name\s*=\s*["']?([\w.-]+)/m.exec(text)?.[1] ?? '');
  }
  return names.filter((name) => name !== '').map((name) => normalise(name).replaceAll('-', '_'));
}

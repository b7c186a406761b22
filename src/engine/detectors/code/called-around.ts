// Chooses the unchanged files whose functions a change hands what it was asked for: services and stores that a changed route calls.
import { basename, dirname, extname, join } from 'node:path/posix';
import { addedLines, type ChangedFile } from '../../change.ts';
import { isModule, isPythonModule, moduleKind, moduleOf } from '../../text/module-paths.ts';
import { classNameOf } from './callees-elsewhere.ts';
import { isSupportPath } from './paths.ts';

/** How handlers name what an outsider sends. */
export const asked =
  /\breq(?:uest)?\b|\bctx\b|\bsearchParams\b|\bformData\b|\bparams\b|\$_(?:GET|POST|REQUEST|COOKIE)\b|\bRequest(?:Param|Body)\b|\bPathVariable\b|\bFrom(?:Body|Query|Route|Form)\b|\bhttp\.Request\b|\b(?:gin|echo)\.Context\b|\bfiber\.Ctx\b|\bHttpServletRequest\b|\bDepends\b|\bQuery\(|\bIFormFile\b|\bcall\.(?:receive|parameters)\b/;

/** The nearest few; the rest would cost more to read than they tell. */
const maxFiles = 12;
const maxForEach = 6;
/** Those of one Go package. */
const maxOfPackage = 4;
/** Files import fewer, and each costs a look through the file. */
const maxImports = 200;
/** Longer files are no handlers. */
const maxChars = 200_000;

type Choose = (file: Source, others: Others) => string[];

/** The unchanged files of code by what names them; a repository may have a hundred thousand. */
interface Others {
  /** By the last name of a module. */
  byModule(name: string): readonly string[];
  byClass(name: string): readonly string[];
  /** Those of Go by the last name of their folder. */
  byFolder(name: string): readonly string[];
}

interface Source {
  path: string;
  body: string;
  added: string;
  /** What added lines name. */
  named: ReadonlySet<string>;
  /** The same and the members of it: `users` of `this.users`. */
  mentioned: ReadonlySet<string>;
}

const chooseBy: Readonly<Record<string, Choose>> = {
  '.py': byPythonImport,
  '.go': byGoPackage,
  '.java': byClass,
  '.kt': byClass,
  '.cs': byClass,
  '.php': byClass,
  '.rb': byClass,
};

/** Paths of unchanged files whose functions are called on added lines of files that answer requests. */
export function calledAround(paths: readonly string[], files: readonly ChangedFile[]): string[] {
  const changed = new Set(files.map(({ path }) => path));
  const callers = files.filter(mayCall);
  if (callers.length === 0) return [];
  const kinds = new Set(callers.map(({ path }) => moduleKind(path)));
  const others = othersOf(
    paths.filter((path) => kinds.has(moduleKind(path)) && !changed.has(path) && isCode(path)),
  );
  const chosen = new Set<string>();
  for (const file of callers) {
    const added = addedText(file);
    const named = new Set(added.match(/(?<![\w$.])[\w$]+/g));
    const mentioned = new Set(added.match(/\w+/g));
    const source = { path: file.path, body: file.body ?? '', added, named, mentioned };
    for (const path of chooserOf(file.path)?.(source, others).slice(0, maxForEach) ?? []) chosen.add(path);
    if (chosen.size >= maxFiles) break;
  }
  return [...chosen].slice(0, maxFiles);
}

function othersOf(paths: readonly string[]): Others {
  const indexed = (keyOf: (path: string) => string) => {
    let index: Map<string, string[]> | undefined;
    return (key: string): readonly string[] => (index ??= Map.groupBy(paths, keyOf)).get(key) ?? [];
  };
  return {
    byModule: indexed((path) => basename(moduleOf(path))),
    byClass: indexed(classNameOf),
    byFolder: indexed((path) => basename(dirname(path))),
  };
}

/** Whether a changed file may hand on what it was asked for. */
export function mayCall({ path, status, class: kind, body, hunks }: ChangedFile): boolean {
  return (
    status !== 'removed' &&
    kind === 'text' &&
    body !== undefined &&
    body.length <= maxChars &&
    hunks.length > 0 &&
    chooserOf(path) !== undefined &&
    !isSupportPath(path) &&
    asked.test(body)
  );
}

function chooserOf(path: string): Choose | undefined {
  const kind = moduleKind(path);
  return kind === 'script' ? byScriptImport : chooseBy[kind];
}

/** The added lines as one text. */
export function addedText(file: ChangedFile): string {
  return addedLines(file)
    .map(({ text }) => text)
    .join('\n');
}

/** Whether values are followed from and into such a file. */
export const isCode = (path: string): boolean =>
  chooserOf(path) !== undefined &&
  !isSupportPath(path) &&
  !/(?:^|\/)(?:node_modules|vendor|dist|build)\/|\.d\.[cm]?ts$|\.min\.js$|_test\.go$/.test(path);

const localNames = (clause: string): string[] =>
  clause
    .split(/[,{}\s:*]+/)
    .filter((word) => /^[A-Za-z_$][\w$]*$/.test(word) && !/^(?:import|type|as|const|let|var)$/.test(word));

function byScriptImport(source: Source, { byModule }: Others): string[] {
  const { path, body } = source;
  const out: string[] = [];
  const imports =
    /\bimport\s+([^'";()]{1,500}?)\s+from\s*['"]([^'"\n]{1,200})['"]|\b(?:const|let|var)\s+([^=;()]{1,500}?)\s*=\s*(?:await\s+import|require)\(\s*['"]([^'"\n]{1,200})['"]/g;
  for (const [, clause, from, names, required] of [...body.matchAll(imports)].slice(0, maxImports)) {
    const written = from ?? required ?? '';
    if (!/^[.@~#]/.test(written)) continue;
    if (!localNames(clause ?? names ?? '').some((name) => isUsed(name, source))) continue;
    const name = basename(moduleOf(written.startsWith('.') ? join(dirname(path), written) : written));
    out.push(
      ...byModule(name)
        .filter((one) => moduleKind(one) === 'script' && isModule(one, written, path))
        .slice(0, 2),
    );
  }
  return out;
}

/** Whether a name, or a variable that is made of it, is used on added lines. */
function isUsed(name: string, { body, named, mentioned }: Source): boolean {
  if (named.has(name)) return true;
  const made = /^[A-Z]/.test(name)
    ? new RegExp(`\\b([\\w$]{1,80})\\s{0,3}(?::\\s{0,3}${name}\\b|=\\s{0,3}(?:new\\s{1,3})?${name}\\()`).exec(
        body,
      )
    : null;
  return made?.[1] !== undefined && mentioned.has(made[1]);
}

function byPythonImport(source: Source, { byModule }: Others): string[] {
  const out: string[] = [];
  const imports =
    /^[ \t]*(?:from[ \t]+([\w.]{1,200})[ \t]+import[ \t]+(\([^)]{1,1000}\)|[^\n#]{1,500})|import[ \t]+([\w.]{1,200})(?:[ \t]+as[ \t]+(\w+))?)/gm;
  for (const [, from, names = '', whole, alias] of [...source.body.matchAll(imports)].slice(0, maxImports)) {
    const used =
      from === undefined ? [alias ?? whole?.split('.')[0] ?? ''] : localNames(names.replaceAll(/[()]/g, ' '));
    const wanted = used.filter((name) => isUsed(name, source));
    if (wanted.length === 0) continue;
    const modules = from === undefined ? [whole ?? ''] : [from, ...wanted.map((name) => `${from}.${name}`)];
    for (const module of modules)
      if (/\w/.test(module))
        out.push(
          ...byModule(module.slice(module.lastIndexOf('.') + 1))
            .filter((one) => one.endsWith('.py') && isPythonModule(one, module))
            .slice(0, 2),
        );
  }
  return out;
}

function byGoPackage({ path, body, added }: Source, { byFolder }: Others): string[] {
  const here = dirname(path);
  const own = byFolder(basename(here)).filter((one) => dirname(one) === here);
  // A method of a field is called as `s.store.Find(`; its package need not be named on the line.
  const imported = /\.\w+\(/.test(added)
    ? [...body.matchAll(/^\s*(?:import\s+)?(?:\w+\s+)?"[^"\n]{0,200}?\/([\w-]{1,60})"\s*$/gm)]
    : [];
  const named = imported.flatMap(([, folder = '']) => byFolder(folder));
  return [own, ...Map.groupBy(named, (one) => dirname(one)).values()].flatMap((some) =>
    some.slice(0, maxOfPackage),
  );
}

/** Classes that the file speaks of, whose variables stand on added lines, and what implements them. */
function byClass({ path, body, mentioned }: Source, others: Others): string[] {
  const words = new Set(body.match(/\b[A-Z]\w{2,80}\b/g));
  const known = [...words].flatMap((word) => {
    const files = [word, word.replace(/^I(?=[A-Z])/, ''), `${word}Impl`]
      .flatMap((name) => others.byClass(name.toLowerCase().replaceAll('_', '')))
      .filter((one) => extname(one) === extname(path));
    return files.length > 0 ? [{ word, files }] : [];
  });
  return known
    .slice(0, maxImports)
    .flatMap(({ word, files }) =>
      [word, ...variablesOf(word, body)].some((name) => mentioned.has(name)) ? files : [],
    );
}

/** Fields and parameters declared of a type: `UserService users`, `users: UserService`, `UserService $users`. */
function variablesOf(type: string, body: string): string[] {
  const declared = new RegExp(
    `\\b${type} {1,3}\\$?(\\w{1,60})\\b|\\b(\\w{1,60}) {0,2}: {0,2}${type}\\b`,
    'g',
  );
  return [...body.matchAll(declared)].flatMap(([, one, other]) => one ?? other ?? []);
}

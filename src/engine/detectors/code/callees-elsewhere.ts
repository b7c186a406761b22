// Which function of which other file of a change a call means: by imports, by the names of classes, by folders.
import { basename, dirname, extname } from 'node:path/posix';
import type { ChangedFile } from '../../change.ts';
import type { Handed } from '../../flow/steps/handed.ts';
import { isModule, isPythonModule } from '../../text/module-paths.ts';
import { type Defined, barrelsOf } from './barrels.ts';

/** A callee as it is written, and what that stands for. */
export type Called = Pick<Handed, 'path' | 'written'>;

/** A function that is called, as far as the call tells. */
export interface Callee {
  path: string;
  name: string;
  className?: string;
  /** True when nothing but its name says so. */
  isGuess?: boolean;
}

/** A file that calls: its path, its text and what it imports. */
export interface Caller {
  path: string;
  text: string;
  imports: readonly { text: string; bindings: readonly { local: string; path: string }[] }[];
}

/** The files of a change by what names them. */
export interface Files {
  /** By the names of classes that would stand in them: letters and digits of the file's name, in lower case. */
  byClass: ReadonlyMap<string, readonly string[]>;
  /** What a script imports by a name from a module, where it is defined, and what a Python module is called. */
  scriptExport(written: string, from: string, name: string): readonly Defined[];
  pythonModule(dotted: string): readonly string[];
  /** Files that define a function by this name, in languages that need no import for it. */
  definers(name: string): readonly string[];
}

/** Reads the names once for all calls. */
export function filesOf(files: readonly ChangedFile[]): Files {
  const present = files.filter(({ status, body }) => status !== 'removed' && body !== undefined);
  const paths = present.map(({ path }) => path);
  const modules = new Map<string, readonly string[]>();
  const remembered = (key: string, isIt: (path: string) => boolean): readonly string[] => {
    let found = modules.get(key);
    if (!found) modules.set(key, (found = paths.filter(isIt)));
    return found;
  };
  const scriptModule = (written: string, from: string): readonly string[] =>
    remembered(`${written} ${written.startsWith('.') ? dirname(from) : ''}`, (path) =>
      isModule(path, written, from),
    );
  const throughBarrels = barrelsOf(present, scriptModule);
  let defined: ReadonlyMap<string, readonly string[]> | undefined;
  return {
    byClass: Map.groupBy(paths, classNameOf),
    scriptExport: (written, from, name) =>
      scriptModule(written, from).map((path) => throughBarrels(path, name)),
    pythonModule: (dotted) =>
      remembered(dotted, (path) => path.endsWith('.py') && isPythonModule(path, dotted)),
    definers: (name) => (defined ??= definitions(present)).get(name) ?? [],
  };
}

/** The class that would stand in a file, as it is compared: letters and digits of the file's name in lower case. */
export const classNameOf = (path: string): string =>
  className(basename(path, extname(path)).replace(/^class-/, ''));

const className = (name: string): string => name.replace(/[^\dA-Za-z]/g, '').toLowerCase();

function definitions(files: readonly ChangedFile[]): Map<string, string[]> {
  const out = new Map<string, string[]>();
  for (const { path, body = '' } of files) {
    if (!/\.(?:php|go)$/.test(path)) continue;
    for (const [, name = ''] of body.matchAll(
      /^[ \t]{0,8}func(?:tion)? {1,3}(?:\([^()\n]{0,120}\) {0,3})?&?(\w{1,80})\(/gm,
    ))
      out.set(name, [...(out.get(name) ?? []), path]);
  }
  return out;
}

/** The functions that a call may mean, none where nothing in the change fits. */
export function calleesElsewhere(call: Called, caller: Caller, files: Files): Callee[] {
  const language = extname(caller.path);
  const found = /^\.[cm]?[jt]sx?$|^\.(?:vue|svelte)$/.test(language)
    ? byScriptImport(call, caller, files)
    : language === '.py'
      ? byDottedName(call, files)
      : language === '.go'
        ? byPackage(call, caller, files)
        : [];
  return (found.length > 0 ? found : byClassName(call, caller, files))
    .filter(({ path }) => path !== caller.path)
    .slice(0, maxCallees);
}

const maxCallees = 2;

/** What follows a prefix of a path, as names; undefined where it does not begin with it. */
function namesAfter(path: string, prefix: string): string[] | undefined {
  const rest = path.slice(prefix.length);
  if (!path.startsWith(prefix) || (rest !== '' && !/^(?:\.|\(\))/.test(rest))) return undefined;
  return rest.replaceAll('()', '').split('.').filter(Boolean);
}

const isClass = (name: string): boolean => /^[A-Z]\w*[a-z]/.test(name);

function byScriptImport({ path: called }: Called, caller: Caller, files: Files): Callee[] {
  const injected = byInjectedField(called, caller, files);
  if (injected.length > 0) return injected;
  for (const statement of caller.imports) {
    const written = moduleOf(statement);
    if (written === undefined) continue;
    for (const { local, path: bound } of statement.bindings) {
      const names = namesAfter(called, bound);
      if (!names) continue;
      const isNamed = bound.startsWith(`${written}.`);
      const imported = isNamed ? bound.slice(written.length + 1) : local;
      const name = names.at(-1) ?? imported;
      const isMethod = names.length > 0 && isClass(imported);
      // Of a whole module that is imported the first name says what is asked of it.
      const exported = isNamed || isMethod ? imported : (names[0] ?? imported);
      return files.scriptExport(written, caller.path, exported).map((one) => ({
        path: one.path,
        name: name === exported ? one.name : name,
        ...(isMethod && { className: one.name }),
      }));
    }
  }
  return [];
}

function moduleOf({ text }: Caller['imports'][number]): string | undefined {
  return /(?:\bfrom|\brequire\(|\bimport\(?)\s{0,9}['"]([^'"\n]{1,200})['"]/.exec(text)?.[1];
}

/** `this.users.find` where the class says `constructor(private readonly users: UserRepository)`. */
function byInjectedField(called: string, caller: Caller, files: Files): Callee[] {
  const [, field, name] = /^this\.(#?\w{1,60})\.(\w{1,80})$/.exec(called) ?? [];
  const types = field === undefined ? undefined : typesDeclared(caller).get(field);
  const [type] = types ?? [];
  // Two classes of one file may call different things by one name.
  if (name === undefined || type === undefined || types?.size !== 1) return [];
  for (const statement of caller.imports) {
    const written = moduleOf(statement);
    if (written !== undefined && statement.bindings.some(({ local }) => local === type))
      return files
        .scriptExport(written, caller.path, type)
        .map((one) => ({ path: one.path, name, className: one.name }));
  }
  return [];
}

const fieldOfScript =
  /(?:\b(?:private|protected|public|readonly)\s{1,9}|^\s{0,20})(#?\w{1,60})[?!]?\s?:\s?([A-Z]\w{1,80})\b(?!\s{0,3}[<[.|])/gm;

/** The classes that fields are declared with in TypeScript, by the names of the fields. */
const typesDeclared = onceForEach(({ text }) => {
  const out = new Map<string, Set<string>>();
  for (const [, field = '', type = ''] of text.slice(0, maxDeclared).matchAll(fieldOfScript))
    out.set(field, (out.get(field) ?? new Set()).add(type));
  return out;
});

function byDottedName({ path: called }: Called, files: Files): Callee[] {
  const names = called.replaceAll('()', '').split('.').filter(Boolean);
  const name = names.pop();
  const owner = names.at(-1);
  if (name === undefined || owner === undefined) return [];
  const isOwned = isClass(owner);
  for (const module of isOwned ? [names.slice(0, -1)] : [names, names.slice(0, -1)]) {
    if (module.length === 0) continue;
    const found = files.pythonModule(module.join('.'));
    if (found.length > 0) return found.map((path) => ({ path, name, ...(isOwned && { className: owner }) }));
  }
  return [];
}

function byPackage({ path: called }: Called, caller: Caller, files: Files): Callee[] {
  const names = called.replaceAll('()', '').split('.').filter(Boolean);
  const name = names.pop();
  if (name === undefined) return [];
  const here = dirname(caller.path);
  // `find`, `Repo.Find`, `store.Find`, `store.Repo.Find`
  const type = names.findLast(isClass);
  const folder = names[0] === type ? undefined : names[0];
  return files
    .definers(name)
    .filter((file) => file.endsWith('.go'))
    .filter((file) => (folder === undefined ? dirname(file) === here : basename(dirname(file)) === folder))
    .map((path) => ({ path, name, ...(type !== undefined && { className: type }) }));
}

/** `UserService.find` stands in UserService.java, UserServiceImpl.java, user_service.rb or class-user-service.php. */
function byClassName({ path, written }: Called, caller: Caller, files: Files): Callee[] {
  const names = path.replaceAll('()', '').replaceAll('$', '').split('.').filter(Boolean);
  const name = names.pop();
  if (name === undefined) return [];
  const language = extname(caller.path);
  const sameLanguage = (file: string): boolean => extname(file) === language;
  const owner = names.at(-1);
  if (owner === undefined) {
    const [only, ...others] = files.definers(name).filter(sameLanguage);
    return only === undefined || others.length > 0 ? [] : [{ path: only, name, isGuess: true }];
  }
  const said = typeOf(caller, written.split('.').at(-2) ?? owner);
  const declared = isClass(owner) && said?.type !== owner ? { type: owner, outer: undefined } : said;
  if (declared === undefined) return [];
  const { type } = declared;
  for (const candidate of [type, type.replace(/^I(?=[A-Z])/, ''), `${type}Impl`]) {
    const found = (files.byClass.get(className(candidate)) ?? []).filter(sameLanguage);
    if (found.length > 0 && !(candidate === type && isInterface(type)))
      return found.map((file) => ({ path: file, name, className: candidate }));
  }
  // `Catalog.Source` stands in Catalog.java.
  const around = declared.outer === undefined ? [] : (files.byClass.get(className(declared.outer)) ?? []);
  return around.filter(sameLanguage).map((file) => ({ path: file, name, className: type }));
}

const isInterface = (type: string): boolean => /^I[A-Z]/.test(type);

/** Fields are declared near the top of a class. */
const maxDeclared = 100_000;

/** The class that a name is declared with, and the one within which that stands. */
interface Declared {
  type: string;
  outer: string | undefined;
}

/** The types that fields and parameters are declared with first: `private readonly IUserService _users`, `UserService $users`. */
const firstTypes = onceForEach(({ text }) => {
  const out = new Map<string, Declared>();
  for (const [, outer, type = '', written = ''] of text
    .slice(0, maxDeclared)
    .matchAll(/\b(?:([A-Z]\w{1,80})\.)?([A-Z]\w{1,80})(?= {1,3}\$?(\w{1,61})\b)/g)) {
    const name = written.replace(/^_/, '');
    if (!out.has(name)) out.set(name, { type, outer });
  }
  return out;
});

function typeOf(caller: Caller, name: string): Declared | undefined {
  return firstTypes(caller).get(name.replace(/^[$_]+/, ''));
}

/** A file may call thousands of functions. */
function onceForEach<T>(read: (caller: Caller) => T): (caller: Caller) => T {
  const known = new WeakMap<Caller, T>();
  return (caller) => {
    let found = known.get(caller);
    if (found === undefined) known.set(caller, (found = read(caller)));
    return found;
  };
}

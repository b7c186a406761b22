// Tells what a path is joined to: the root `/`, so that no dots are left to climb with, or a folder that the caller owns.
import { withoutRoot } from './dots.ts';
import type { Argument } from '../ir.ts';
import { type Taint, type Value, below, mapTaints } from '../value.ts';

const joins = /(?:^|[.:])(?:path|posix|win32|filepath)\.(?:join|resolve|Join)$/;
const cleans = /(?:^|[.:])(?:path|posix|win32|filepath)\.(?:normalize|Clean)$/;

/** Whether a call joins the parts of a path. */
export function joinsPath(path: string): boolean {
  return joins.test(path);
}

/** Whether `path.join('/', name)` or `path.normalize('/' + name)` is called: what comes out is a place below the root. */
export function isRooted(path: string, args: readonly Value[]): boolean {
  const [first] = args;
  if (!first) return false;
  if (joins.test(path)) return args.length > 1 && isRoot(first.literal);
  // Go's server takes no address whose path does not begin with a slash.
  if (cleans.test(path) && first.path?.endsWith('.URL.Path')) return true;
  return cleans.test(path) && typeof first.pieces?.[0] === 'string' && /^[\\/]{1,2}$/.test(first.pieces[0]);
}

function isRoot(text: Value['literal']): boolean {
  return text === '/' || text === '\\';
}

/** Marks text of which the dots are used up, so that their lack proves nothing any more. */
export const dotsUsed = 'dots-used';
const relatives = /(?:^|[.:])(?:path|posix|win32)\.relative$/;

/** The arguments of `join(folder, name)` and `normalize(folder + name)` marked: what climbed out of the folder has no dots left. */
export function withDotsUsed(path: string, args: Value[]): Value[] {
  const [first, ...rest] = args;
  if (!first) return args;
  if (relatives.test(path)) return args.map((one) => marked(one, false));
  if (joins.test(path) && rest.length > 0) {
    const isRoot = isRootText(first.literal);
    const kept = path.endsWith('join') && !isRoot ? rest.map(below) : rest;
    return [first, ...(isFolderText(first) ? kept.map((one) => marked(one, true)) : kept)];
  }
  const begin = first.pieces?.[0];
  if (cleans.test(path) && begin !== undefined)
    return (typeof begin === 'string' ? begin !== '' : isFolderText(begin.value))
      ? [marked(first, true)]
      : args;
  return args;
}

/** What joins a name to a folder even where the name begins with a slash, unlike `os.path.join`, `Path.Combine` and `resolve`. */
const keepsFolder = /(?:^|\.)(?:Paths\.get|Path\.of|File|Path\.Join)$/;
/** What lies in the program's own archives, where no name is absolute. */
const resources = /\.getResource(?:AsStream)?$/;

/** The arguments of `new File(folder, name)`: without dots the name stays below. */
export function withFolderFirst(path: string, args: Value[]): Value[] {
  if (resources.test(path)) return args.map(below);
  const [first, ...rest] = args;
  if (!first || rest.length === 0 || !keepsFolder.test(path) || isRootText(first.literal)) return args;
  return [first, ...rest.map((one) => below(withoutRoot(one)))];
}

/** Nothing, or the root itself. */
function isRootText(text: Value['literal']): boolean {
  return typeof text === 'string' && /^[\\/]*$/.test(text);
}

/** Whether something stands there that the program itself chose, and that is a folder with a name. */
function isFolderText({ literal, taints }: Value): boolean {
  if (typeof literal === 'string') return !/^\.?[\\/]?$/.test(literal);
  return taints.every(
    ({ source }) => source === 'dynamic' || source === 'parameter' || source === 'environment',
  );
}

function marked(value: Value, isUsed: boolean): Value {
  if (value.taints.length === 0) return value;
  return mapTaints(value, (one) => {
    if (one.cleaned.has(dotsUsed) === isUsed) return one;
    const rest = [...one.cleaned].filter((kind) => kind !== dotsUsed);
    return { ...one, cleaned: new Set(isUsed ? [...rest, dotsUsed] : rest) };
  });
}

/** Whether a path is made absolute and joined to nothing: `resolve(path)`. */
export function resolvesAlone(path: string, args: readonly Argument[]): boolean {
  return args.length === 1 && !args[0]?.spread && /^path(?:\.posix|\.win32)?\.resolve$/.test(path);
}

/** The arguments of `join(folder, 'name')`: which folder is worked in is for the caller of the function to say, the name is not. */
export function withOwnFolder(path: string, args: readonly Value[]): Value[] {
  const [first, ...rest] = args;
  if (!first || rest.length === 0 || !first.taints.some(isParameter) || !joins.test(path)) return [...args];
  return [
    mapTaints(first, (one) =>
      isParameter(one) ? { ...one, cleaned: new Set([...one.cleaned, 'path', 'path-join']) } : one,
    ),
    ...rest,
  ];
}

function isParameter({ source }: Taint): boolean {
  return source === 'parameter';
}

/** Whether a hole is the folder in `${folder}/name`, given what follows it. */
export function isFolder(kind: string, index: number, next: unknown): boolean {
  return (
    index === 0 &&
    (kind === 'path' || kind === 'path-join') &&
    typeof next === 'string' &&
    /^[\\/]/.test(next)
  );
}

/** What a program's own parts hand each other: a path as a whole, or what was configured. */
const ownPath = /(?:path|file|dir|directory|folder|root|cwd|dest|destination|output|tmp|temp)$/i;
/** What a server hands over of the address that it was asked for; it begins with a slash. */
const askedFor =
  /(?:^|\.)(?:http\.Request|koa\.Context(?:\.req(?:uest)?)?|req|h3\.Event|event(?:\.node\.req)?)\.(?:url|originalUrl|path)$/;

/** Whether a value begins the path behind what is a host already: `https://api.example.com${req.url}`. */
export function isAskedPath(before: string, { path }: Value): boolean {
  return !before.endsWith('/') && path !== undefined && askedFor.test(path);
}

const configured =
  /^(?:[a-z]\w{0,30}C|c)onfig(?:uration)?$|^(?:[a-z]\w{0,30}O|o)pt(?:ion)?s$|^(?:settings|manifest|context|ctx|env)$/;

/** Whether a parameter says by its name that its function is given a path, or settings, and not a name to look up. */
export function isGivenPath(kind: string, index: number, { source, node }: Taint): boolean {
  if (source !== 'parameter' || (kind !== 'path' && kind !== 'path-join')) return false;
  const name = node.text.length < 60 ? node.text : '';
  return configured.test(name) || (index === 0 && ownPath.test(name));
}

// Tells values that are the program's own, or its user's, by what they are called: nobody outside writes them.
import type { SyntaxNode } from '../../syntax/tree.ts';
import { textOf } from '../texts/positions.ts';
import { numeric } from '../steps/properties.ts';
import type { Piece, Taint, Value } from '../value.ts';

/** What is a number in all programs by its name, unless an outsider filled it in: `kill ${row.pid}`, `data-level="${item.level}"`. */
export function isNumberByName(kind: string, { source }: Taint, hole: SyntaxNode): boolean {
  if ((kind !== 'shell' && kind !== 'html') || !/^(?:parameter|dynamic|environment|network)$/.test(source))
    return false;
  const name = /(?:^|[.>?$])([A-Za-z_]\w{0,40})$/.exec(hole.text.slice(-80))?.[1] ?? '';
  return numeric.test(name) || (kind === 'html' && counted.test(name));
}

const counted =
  /^(?:\w{0,30}[a-z_])?(?:[cC]ounts?|[lL]evel|[iI]ndex|[tT]otal|[pP]ercent(?:age)?|[wW]idth|[hH]eight|[sS]core|[rR]ank|[dD]uration|[yY]ear)$/;

/** The number under which a PHP object itself is kept, of which nothing else is seen: `$this->id`, `$this->user->getId()`. */
export function isOwnId({ source, node }: Taint): boolean {
  return source === 'dynamic' && ownId.test(node.text.slice(0, 120));
}

const ownId =
  /^\$this->(?:\w{1,40}(?:\(\))?->){0,2}(?:(?:\w{0,30}(?:_|[a-z]))?(?:id|Id|ID)|(?:get\w{0,30})?I[dD]\(\))$/;

/** A table that the object itself names, such as `self.table`: its class says which, not a caller. */
export function isOwnName({ source, node }: Taint): boolean {
  return (
    source === 'dynamic' &&
    /^(?:this|self)\.#?\w*(?:[tT]able|[sS]chema|[cC]olumn)(?:_?[nN]ame)?s?$/.test(node.text)
  );
}

/** A setting of the object itself, of which nothing is seen but its name. */
export function isOwnField({ source, node }: Taint): boolean {
  return source === 'dynamic' && /^this(?:\.#?[\w$]{1,60}){1,4}$/.test(node.text.slice(0, 250));
}

/** A folder that the environment names, with names of the program's own below it. */
export function isPlaceOfMachine({ source, node }: Taint, { path }: Value): boolean {
  return source === 'environment' && /\benv\b/.test(node.text.slice(0, 80)) && joinedPath.test(path ?? '');
}

/** What whoever runs the program wrote down for it: a setting, an argument that it declares, or a file that it reads. */
export function isOwnSetting(node: SyntaxNode): boolean {
  return ownSetting.test(node.text.slice(0, 160)) || isOfCommandLine(node);
}

/** A parameter of a function that `click` calls with what stands behind the name of the program. */
function isOfCommandLine({ parent }: SyntaxNode): boolean {
  let at = parent;
  for (let up = 0; at && up < 5; up++) {
    if (at.kind === 'decorated_definition')
      return declaresArgument.test(at.text.slice(0, 2_000).split(/^\s*(?:async )?def /m, 1)[0] ?? '');
    at = at.parent;
  }
  return false;
}

const declaresArgument = /@click\.(?:option|argument|command)\(/;

const ownSetting =
  /^(?:await\s)?(?:[\w$]{1,40}(?:\(\))?(?:\.|::)){0,3}(?:(?:config|conf|cfg|settings|preferences|prefs)(?:\.(?:get|getString|value|section|read)\(|\[)|(?:load|read|get|parse)_?\w{0,20}(?:config|settings|preferences)\w{0,20}\(|read_?(?:file|text|to_string)\w{0,12}\(|safe_load\w{0,4}\(|parse_(?:known_)?args\()/i;

/** The page that a program shows in the browser of whoever started it: `xdg-open "${url}"`. */
export function isOwnAddress({ source }: Taint, pieces: readonly Piece[]): boolean {
  if (!/^(?:parameter|dynamic|environment)$/.test(source)) return false;
  const address = textOf(pieces.slice(1));
  // An address that a caller hands over whole may be anything.
  return (
    opener.test(textOf(pieces.slice(0, 1))) &&
    (source === 'parameter' ? madeAddress : anyAddress).test(address)
  );
}

const anyAddress = /^[^"]*"\s*$/;
const madeAddress = /^[^"]*\/\w[^"]*[?=][^"]*"\s*$/;
const opener =
  /^(?:open|xdg-open|sensible-browser|(?:cmd(?:\.exe)? \/c )?start(?: "")?) "(?:https?:\/\/[\w.:-]{0,80})?$/;

/** Where a tool works, as whoever started it says: `${this.rootPath}/src`. */
export function isPlaceOfTool({ source, node: from }: Taint, node: SyntaxNode): boolean {
  if (source === 'dynamic' && ownFolder.test(from.text.slice(0, 120))) return true;
  return /^(?:parameter|dynamic|environment)$/.test(source) && workPlace.test(node.text.slice(0, 120));
}

const workPlace =
  /^(?:[\w$]{1,40}\.){0,3}_?(?:cwd|(?:project|repo|workspace|work_?tree|git|package)_?(?:root|dir|path)|root_?(?:dir|path)|work(?:ing)?_?dir)$/i;

/** `getMemoryDir()`, `databasePath(root)`: a function of the program's own says where its things are. */
const ownFolder =
  /^(?:await\s)?(?:[\w$]{1,40}\.){0,3}(?:(?:get|resolve|ensure)\w{0,40}|\w{1,40})(?:Dir|Directory|Folder|Root|(?:Database|Db|Config|Cache|Memory|Storage|Data|Log)(?:File|Path))\(/;

/** A program by its own path, with nothing of it built: `"${binary}" --version`. */
export function isProgramAlone({ source }: Taint, pieces: readonly Piece[]): boolean {
  const [before, , after] = pieces;
  return (
    source === 'dynamic' &&
    pieces.length === 3 &&
    before === '"' &&
    typeof after === 'string' &&
    /^"(?: -[\w-]+)*\s*$/.test(after)
  );
}

/** The editor, pager or shell of whoever runs the program: `"#{ENV['EDITOR']} #{file}"`. */
export function isOwnTool({ source, node: from }: Taint, node: SyntaxNode): boolean {
  return (
    source === 'environment' &&
    [node, from, from.parent].some((one) => one !== undefined && ownTool.test(one.text.slice(0, 80)))
  );
}

const ownTool =
  /^\W{0,3}(?:ENV|process\.env|os\.(?:environ|getenv)|getenv|\$_(?:ENV|SERVER))\b\W{0,3}(?:(?:fetch|get)\(\W)?(?:GIT_)?(?:EDITOR|VISUAL|PAGER|BROWSER|SHELL)\b/;

/** A path that Node's `path` or .NET's `Path` put together. */
export const joinedPath =
  /^(?:path(?:\.posix|\.win32)?\.(?:join|resolve)|(?:System\.)?(?:IO\.)?Path\.(?:Combine|Join))\(\)$/;

// Tells a merge that a library offers to others from one that a program keeps for its own objects.
import { functionAround } from '../syntax/enclosing.ts';
import type { SyntaxNode } from '../syntax/tree.ts';

/** What such a function is called, whoever hands it what. */
const general =
  /merge|extend|mixin|assign|default|unflatten|nest|deep|expand|patch|pointer|path|clone|copy|transform|^(?:parse|decode|setter)$|^d?set$|[a-z]Set$|^(?:set|put|write|update)_?(?:[iI]n|[aA]t|[bB]y|[dD]|[kK]ey|[pP]rop|[vV]al|[fF]ield|[oO]bj)/i;
/** In a class, where `merge` of a service merges what the service keeps. */
const ofClass = /^(?:deep)?_?(?:merge|extend|set|assign|mixin|defaults)(?:deep|all|in|path|objects?)?$/i;
/** What a program merges of its own. */
const ownData = /config|setting|option|preference|theme|manifest|state|reduce|schema|hook/i;

/**
 * Whether other code can hand objects to the function: it is exported under a name that says what it does, is all that
 * its file exports, or hangs on an object as in `library.extend = …`. `names` are those by which it can call itself.
 */
export function isOffered(fn: SyntaxNode, names: readonly string[]): boolean {
  if (names.some((name) => ownData.test(name))) return false;
  if (fn.kind === 'method_definition') return names.some((name) => ofClass.test(name));
  const { text } = fn.source;
  const before = text.slice(Math.max(0, fn.start - 80), fn.start);
  // `module.exports = function`, `export default function`
  if (/(?:module\.exports\s{0,4}=|export\s{1,4}default)[\s\w$=(]{0,60}$/.test(before)) return true;
  if (names.length > 0 && !names.some((name) => general.test(name))) return false;
  if (/[\w$)]\.[\w$]{1,60}\s{0,4}=\s{0,4}$/.test(before)) return true;
  const around = functionAround(fn);
  // What wraps a library in a function of its own, for loaders of every kind.
  if (around && !functionAround(around) && isWrapper(around)) return true;
  // A package that is one function, or that loaders of every kind can load, and this is a part of it.
  if (names.length > 0 && (/\bdefine\.amd\b/.test(text) || isOneFunction(text))) return true;
  if (around) return names.some((name) => isExported(text, name));
  if (/(?:^|[;}\n])\s{0,4}export\s[\s\w$=:(]{0,60}$/.test(before)) return true;
  // A script that exports nothing shares all of its functions.
  if (!/\bexport(?:s\b|\s)/.test(text)) return true;
  return names.some((name) => isExported(text, name));
}

/** Whether the function that a parameter belongs to is offered. */
export function isOfferedThrough(parameter: SyntaxNode): boolean {
  const fn = functionAround(parameter);
  const name = fn?.get('name')?.text;
  return fn !== undefined && isOffered(fn, name === undefined ? assignedName(fn) : [name]);
}

/** `(function () { … })()`, `define(function () { … })` */
function isWrapper(fn: SyntaxNode): boolean {
  const { text } = fn.source;
  return (
    fn.get('name') === undefined && /[(!,]\s{0,20}$/.test(text.slice(Math.max(0, fn.start - 24), fn.start))
  );
}

/** `module.exports = function …`, or the name of a function of the file. */
function isOneFunction(text: string): boolean {
  const given = /\bmodule\.exports\s{0,4}=\s{0,4}(?:\(|([\w$]{1,60}))/.exec(text);
  if (!given) return false;
  const [, name] = given;
  return (
    name === undefined ||
    name === 'function' ||
    new RegExp(`(?<![\\w$.])function\\s{1,4}${name.replace(/\$/g, '\\$')}(?![\\w$])`).test(text)
  );
}

function assignedName(fn: SyntaxNode): string[] {
  const { text } = fn.source;
  const name = /([\w$]{1,60})\s{0,4}[=:]\s{0,4}(?:async\s{1,4})?$/.exec(
    text.slice(Math.max(0, fn.start - 100), fn.start),
  )?.[1];
  return name === undefined || name === 'exports' ? [] : [name];
}

/** `exports.merge = merge`, `export { merge }`, `module.exports = { merge }`. */
function isExported(text: string, name: string): boolean {
  const n = name.replace(/\$/g, '\\$');
  return new RegExp(
    `exports(?:\\.[\\w$]{1,60})?\\s{0,4}=\\s{0,4}(?:${n}(?![\\w$])|\\{[^{}]{0,2000}(?<![\\w$])${n}(?![\\w$]))|(?<![\\w$.])export\\s{1,4}(?:default\\s{1,4}${n}(?![\\w$])|\\{[^{}]{0,2000}(?<![\\w$])${n}(?![\\w$]))`,
  ).test(text);
}

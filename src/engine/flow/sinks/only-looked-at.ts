// Tells calls that look like sinks and only compare, parse or compile what they are given.
import { functionAround } from '../../syntax/enclosing.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';

/** `path.relative(root, path.join(folder, name))`: what is joined is compared or named, and not opened. */
export function isOnlyMeasured({ parent }: SyntaxNode): boolean {
  return (
    parent?.kind === 'arguments' && measures.test(parent.parent?.get('function')?.text.slice(0, 40) ?? '')
  );
}

/** A document that is parsed to be looked at: nothing of it runs unless it, or a part of it, is put into the page. */
export function isOnlyParsed(path: string, node: SyntaxNode): boolean {
  const { source, parent, end } = node;
  if (!path.endsWith('parseFromString') || parent?.kind !== 'variable_declarator') return false;
  const name = parent.get('name')?.text ?? '';
  const around = functionAround(node);
  if (!/^\w{1,60}$/.test(name) || !around || around.end - end > maxParsed) return false;
  const rest = source.text.slice(end, around.end);
  const isHandedOn = new RegExp(`[(,=]\\s{0,4}${name}\\s{0,4}[),;\\n]`).test(rest);
  return (
    !isHandedOn &&
    !putsIntoPage.test(rest) &&
    [...rest.matchAll(returned)].every(([, what = '']) => isWord.test(what))
  );
}

/** A longer function does more than look. */
const maxParsed = 2_000;
const putsIntoPage =
  /\b(?:append|prepend|appendChild|insertBefore|insertAdjacent\w{1,8}|replaceWith|replaceChild(?:ren)?|importNode|adoptNode|cloneNode|innerHTML|outerHTML|srcdoc|write|html)\b|\.(?:body|documentElement|head|childNodes|children)\b/;
const returned = /\breturn\b([^;\n]{0,200})/g;
/** Words of the document, or an answer about it. */
const isWord =
  /^\s{0,4}(?:$|null\b|undefined\b|true\b|false\b|!|['"`]|[\w.?$]{1,60}\.(?:textContent|message)\b|[\w$]{1,40}\s?\?\s?[\w.?$]{1,60}\.textContent\b)/;

const measures = /^(?:path\.)?(?:(?:posix|win32)\.)?(?:relative|basename|extname)$/;

/** By its own name, or as `Object.getPrototypeOf(async () => {}).constructor` is called. */
const compilers = /^(?:Async|Generator|AsyncGenerator)?Function(?:Ctor|Constructor)?$/;

/** `new Function(text);` says whether the text can be read as code, and runs nothing of it. */
export function isOnlyCompiled(node: SyntaxNode): boolean {
  return (
    node.kind === 'new_expression' &&
    node.parent?.kind === 'expression_statement' &&
    compilers.test(node.get('constructor')?.text ?? '')
  );
}

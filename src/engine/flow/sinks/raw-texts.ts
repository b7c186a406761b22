// Finds in a text what is taken as it is, or as a script: raw values of a format, the function that JSONP calls, an event handler.
import type { SyntaxNode } from '../../syntax/tree.ts';
import { beginsAddress } from '../lower/html-context.ts';
import { textOf } from '../texts/positions.ts';
import { type Piece, type Taint, type Value, isTainted } from '../value.ts';

/** `$1:raw`, `$2^`, `${order:value}`, `$<sort#>`: what pg-promise puts in without quotes of its own. */
const rawVariables = /\$(?:(\d{1,3})|[{(<[/]\s{0,8}([\w$]{1,80}))\s{0,8}(?:\^|#|:raw\b|:value\b)/g;

/** The values that a format of pg-promise does not escape. */
export function rawValues(format: string, given: Value): Value[] {
  const text = format.slice(0, 20_000);
  return [...text.matchAll(rawVariables)].flatMap(({ 0: written, 1: position, 2: name, index }) => {
    // An open value has its quotes doubled, and stands between quotes of the text.
    if (/(?:#|value)$/.test(written) && isQuoted(text.slice(0, index))) return [];
    const field = given.fields?.get(name ?? String(Number(position) - 1));
    if (field) return [field];
    if (given.isList) return given.element ? [given.element] : [];
    return !given.fields && (name !== undefined || position === '1') ? [given] : [];
  });
}

/** Whether a text of SQL ends within a literal; what stands far before has no say. */
function isQuoted(before: string): boolean {
  return (before.slice(-2_000).split("'").length - 1) % 2 === 1;
}

/** The name of the function in a text such as `${callback}(${data})`, where the text begins with it. */
export function calledName(pieces: readonly Piece[]): Value | undefined {
  const at = pieces.findIndex((one) => typeof one !== 'string');
  const [before, name, after] = [pieces[at - 1] ?? '', pieces[at], pieces[at + 1]];
  if (at > 1 || typeof name !== 'object' || typeof before !== 'string' || typeof after !== 'string') return;
  const begins = /^\s*(?:\/\*[\s*]*\*\/)?[\s;]*(?:window\.|typeof\s+)?$/.test(before);
  return begins && /^\s*(?:\(|&&|===?)/.test(after) && isTainted(name.value, 'jsonp')
    ? name.value
    : undefined;
}

/** Whether a key of an object store lies below something that the program chose for whoever asks, such as their id. */
export function isBelowOwner(pieces: readonly Piece[]): boolean {
  const isOutside = (one: Piece): boolean =>
    typeof one !== 'string' &&
    one.value.taints.some(({ source }) => source === 'request' || source === 'model');
  const first = pieces.findIndex(isOutside);
  return pieces.slice(0, Math.max(first, 0)).some((one) => typeof one !== 'string');
}

/** An attribute such as `onclick="` that is still open. */
const openHandler = /\son[a-z]{3,20}\s{0,4}=\s{0,4}(?:"[^"]{0,400}|'[^']{0,400}|\\"[^"]{0,400})$/i;

/** Whether what somebody outside wrote stands, escaped for HTML, in the script of an event handler: a browser takes the escapes back first. */
export function standsInHandler(pieces: readonly Piece[], index: number, { taints }: Value): boolean {
  const isEscaped = taints.some(
    ({ source, cleaned }) => (source === 'request' || source === 'dom') && cleaned.has('html'),
  );
  return isEscaped && openHandler.test(textOf(pieces.slice(0, index)).slice(-500));
}

/** What somebody outside wrote, escaped for HTML, where an address begins that a click leads to: `<a href="` . $escaped. */
export function addressesIn(pieces: readonly Piece[]): { value: Value; node: SyntaxNode }[] {
  return pieces.flatMap((piece, index) => {
    const before = pieces[index - 1];
    if (typeof piece === 'string' || typeof before !== 'string') return [];
    if (!beginsAddress.test(before.slice(-40)) || isTainted(piece.value, 'html')) return [];
    return isTainted(piece.value, 'html-address') ? [piece] : [];
  });
}

/** The value of an attribute that is still open, such as `<input value="`. */
const openAttribute = /<[a-z][^<>]{0,400}[\s\w-]=\s{0,4}(?:"[^"<>]{0,400}|'[^'<>]{0,400}|\\"[^"<>]{0,400})$/i;

/** An attribute without quotes, such as `<input value=`. */
const bareAttribute = /<[a-z][^<>]{0,400}\s[\w-]{1,40}=$/i;

/** Whether what somebody outside wrote stands, escaped for HTML, in an attribute without quotes, where a blank begins another one. */
export function standsUnquoted(pieces: readonly Piece[], index: number, { source, cleaned }: Taint): boolean {
  return (
    (source === 'request' || source === 'dom') &&
    cleaned.has('html') &&
    !cleaned.has('html-bare') &&
    bareAttribute.test(textOf(pieces.slice(0, index)).slice(-450))
  );
}

/** Pieces before one that are read for the tag it stands in. */
const maxBefore = 60;

/** Whether JSON of what somebody outside wrote stands in a script or an attribute, which a `</script>` or a quote within one of its texts ends. */
export function endsEarly(pieces: readonly Piece[], index: number, { source, cleaned }: Taint): boolean {
  if ((source !== 'request' && source !== 'dom') || !cleaned.has('json-text') || cleaned.has('html-angles'))
    return false;
  const before = textOf(pieces.slice(Math.max(0, index - maxBefore), index))
    .slice(-2000)
    .toLowerCase();
  if (openAttribute.test(before.slice(-800))) return true;
  const start = before.lastIndexOf('<script');
  return start !== -1 && !before.includes('</script', start);
}

/** Whether somebody outside, of whose text only the angle brackets were taken, can close the quotes around it and add attributes. */
export function leavesAttribute(
  pieces: readonly Piece[],
  index: number,
  { source, cleaned }: Taint,
): boolean {
  return (
    (source === 'request' || source === 'dom') &&
    cleaned.has('html-angles') &&
    !cleaned.has('html-quotes') &&
    openAttribute.test(textOf(pieces.slice(0, index)).slice(-800))
  );
}

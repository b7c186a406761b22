// Finds values that a page shows as they are, although the same file escapes them in another place.
import type { Hit } from '../state.ts';

/** Functions of PHP and its frameworks that escape text for HTML, and what is handed to them where it is a field or the answer of an object. */
const escapes =
  /\b(?:(?:[a-z]{1,20}_)?htmlspecialchars|htmlentities|html_?e(?:scape|ncode)|e(?:scape|ncode)_?html|esc_html|esc_attr|entites_html|h|e)\(\s{0,4}(\$\w{1,40}(?:->\w{1,40}(?:\(\$?\w{0,40}\))?|\[[^[\]\n]{1,40}\]){1,4})\s{0,4}[,)]/g;

/** What holds numbers, and names and words of the program's own. */
const harmless =
  /->labels->|\b(?:strings|labels|messages|i18n|l10n|lang)\[|(?:^|[\W_])(?:id|ids|count|total|num|number|size|width|height|page|offset|limit|class|type|level|date|time|year|month|day|color|icon|uid|gid|key)s?['"]?\]?(?:\(\))?$|(?:Id|Count|Total|Size|Width|Height|Class|Type)(?:\(\))?$/i;

const maxTexts = 200;

/** The hits of a PHP file, in which what is shown raw but escaped elsewhere is of the kind `html-unlike`. */
export function withUnlike(hits: Hit[], source: string): Hit[] {
  if (!hits.some(isShown) || !/html|esc_|\b[he]\(/.test(source)) return hits;
  const texts = new Set<string>();
  for (const [, text] of source.matchAll(escapes)) {
    if (texts.size >= maxTexts) break;
    if (text !== undefined && !harmless.test(text)) texts.add(text);
  }
  // What is escaped where it is kept is shown as it is with good reason.
  for (const text of texts) if (isAssigned(source, text)) texts.delete(text);
  if (texts.size === 0) return hits;
  return hits.map((hit) =>
    isShown(hit) && showsRaw(hit.node.text.slice(0, 1000), texts) ? { ...hit, kind: 'html-unlike' } : hit,
  );
}

function isShown(hit: Hit): boolean {
  return hit.kind === 'html' && hit.place === 'sink' && hit.ways.every((way) => !isFromOutside(way));
}

function isFromOutside({ taint }: Hit['ways'][number]): boolean {
  return taint.source === 'request' || taint.source === 'dom';
}

function isAssigned(source: string, text: string): boolean {
  for (let at = source.indexOf(text); at !== -1; at = source.indexOf(text, at + 1))
    if (/^\s{0,4}=(?!=)/.test(source.slice(at + text.length, at + text.length + 8))) return true;
  return false;
}

/** Whether one of the texts is a part of what an `echo` puts together, and not the argument of a call. */
function showsRaw(shown: string, texts: ReadonlySet<string>): boolean {
  for (const text of texts)
    for (let at = shown.indexOf(text); at !== -1; at = shown.indexOf(text, at + 1)) {
      const before = shown.slice(Math.max(0, at - 12), at);
      const after = shown.slice(at + text.length, at + text.length + 4);
      if (
        /(?:\.|\becho|\bprint|<\?=|\{|['"]\s?,)\s{0,3}$/.test(before) &&
        /^\s{0,3}(?:[.;},]|\?>|$)/.test(after)
      )
        return true;
    }
  return false;
}

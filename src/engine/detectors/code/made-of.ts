// Tells what a name of a component stands for where the same file makes it, such as a computed value that is cleaned first.
import type { Expression } from '../../text/regex.ts';

/** The name at the end of what a text rule found: `body` of `v-html="body"` and of `v-html="body(post)"`. */
const named =
  /["'{]\s{0,3}(?:@html\s{1,3})?(?:this\.)?([A-Za-z_$][\w$]{1,60})(?:\([\w.$, ]{0,80}\))?\s{0,3}["'}]$/;

/** Characters of a definition that are read. */
const maxLength = 1_500;
/** And of a file. */
const maxText = 200_000;

/** Whether all that a definition of the name in this file gives back fits an expression, or is a text without a value. */
export function isMadeOf(text: string, found: string, fits: Expression): boolean {
  const name = named.exec(found)?.[1]?.replaceAll('$', '\\$');
  if (name === undefined) return false;
  const definition = new RegExp(
    `(?:^|[{,;])[ \\t]{0,40}(?:export |\\$:\\s{1,4})?(?:(?:const|let|function|async)\\s{1,4})?${name}\\s{0,4}(?::\\s{0,4}(?:async )?function\\s{0,4}\\(|\\(|=)`,
    'gm',
  );
  const bodies = [...text.slice(0, maxText).matchAll(definition)].map((one) =>
    bodyAt(text, one.index + (/^[{,;]/.test(one[0]) ? 1 : 0)),
  );
  return bodies.length > 0 && bodies.every((body) => gives(body, fits));
}

function gives(body: string, fits: Expression): boolean {
  const returned = [...body.matchAll(/\breturn\b([^;\n]{0,300})/g)].map(([, value = '']) => value.trim());
  if (returned.length === 0) return fits.findAll(body).length > 0;
  const telling = returned.filter((value) => !/^(?:''|""|``|null|undefined)?$/.test(value));
  return telling.length > 0 && telling.every((value) => fits.findAll(value).length > 0);
}

/** A definition up to where its brackets are closed, or its line ends outside of any. */
function bodyAt(text: string, start: number): string {
  let depth = 0;
  let isOpen = false;
  const end = Math.min(text.length, start + maxLength);
  for (let at = start; at < end; at++) {
    const char = text[at] as string;
    if ('({['.includes(char)) {
      depth++;
      isOpen ||= char === '{';
    } else if (')}]'.includes(char)) depth--;
    if (depth < 0) return text.slice(start, at);
    if (depth === 0 && ((char === '}' && isOpen) || (char === '\n' && /\S/.test(text.slice(start, at)))))
      return text.slice(start, at + 1);
  }
  return text.slice(start, end);
}

// Finds the Ruby that stands in an ERB template; the markup becomes spaces, so that every position stays.
import { beginsAddress, blank } from './embedded.ts';

const opening = /<%(?:%|#|==|=|-)?/g;

/** The code of a template as statements one behind the other, `_u(…)` for an address; undefined when there is none. */
export function rubyOf(body: string): string | undefined {
  let text = '';
  let at = 0;
  let hasCode = false;
  opening.lastIndex = 0;
  for (let part = opening.exec(body); part; part = opening.exec(body)) {
    const [open] = part;
    // `<%%` stands for itself.
    if (open === '<%%') continue;
    const from = part.index + open.length;
    const to = body.indexOf('%>', from);
    if (to === -1) break;
    const code = body.slice(from, to).replace(/-$/, ' ');
    const isCode = open !== '<%#' && !/^\s*#/.test(code);
    const isAddress = open === '<%=' && isCode && beginsAddress(body, part.index);
    text += isAddress ? `${blank(body.slice(at, part.index))}_u(` : blank(body.slice(at, from));
    text += isCode
      ? `${code.includes('#') ? withoutComments(code) : code}${isAddress ? ');' : '; '}`
      : blank(body.slice(from, to + 2));
    hasCode ||= isCode;
    at = opening.lastIndex = to + 2;
  }
  return hasCode ? text + blank(body.slice(at)) : undefined;
}

/** A comment ends with its tag, or with its line. */
function withoutComments(code: string): string {
  return code.replace(/(^|\s)#(?!\{)[^\n"'`]*(?=\n|$)/g, (comment) => blank(comment));
}

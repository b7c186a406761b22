// Finds the Ruby that stands in an ERB template; the markup becomes spaces, so that every position stays.
import { beginsAddress, blank, tagsIn } from './embedded.ts';

const opening = /<%(?:%|#|==|=|-)?/g;

/** The code of a template as statements one behind the other, `_u(…)` for an address; undefined when there is none. */
export function rubyOf(body: string): string | undefined {
  let text = '';
  let at = 0;
  let hasCode = false;
  // `<%%` stands for itself.
  for (const { open, start, from, to, end } of tagsIn(body, opening, (sign) =>
    sign === '<%%' ? undefined : '%>',
  )) {
    const code = body.slice(from, to).replace(/-$/, ' ');
    const isCode = open !== '<%#' && !/^\s*#/.test(code);
    const isAddress = open === '<%=' && isCode && beginsAddress(body, start);
    text += isAddress ? `${blank(body.slice(at, start))}_u(` : blank(body.slice(at, from));
    text += isCode
      ? `${code.includes('#') ? withoutComments(code) : code}${isAddress ? ');' : '; '}`
      : blank(body.slice(from, end));
    hasCode ||= isCode;
    at = end;
  }
  return hasCode ? text + blank(body.slice(at)) : undefined;
}

/** A comment ends with its tag, or with its line. */
function withoutComments(code: string): string {
  return code.replace(/(^|\s)#(?!\{)[^\n"'`]*(?=\n|$)/g, (comment) => blank(comment));
}

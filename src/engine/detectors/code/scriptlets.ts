// Finds the Java that stands in a JSP page; the markup becomes spaces, so that every position stays.
import { blank, tagsIn } from './embedded.ts';

/** What `<%= … %>` calls in the text: the value is printed, names a page to include, or is given to a tag. */
const calls = { printed: '_e(', included: '_i(', given: '_v(' } as const;

const opening = /<%(?:--|[=!@])?|<jsp:(?:scriptlet|expression|declaration)>/g;
function endOf(open: string): string {
  if (!open.startsWith('<%')) return open.replace('<', '</');
  return open === '<%--' ? '--%>' : '%>';
}

const imported = /\bimport\s*=\s*["']([^"'<>]{1,4000})["']/;
const inTag = /<([A-Za-z]\w{0,40}:\w{1,40})\b[^<>]*$/;

/** The Java of a page as top-level statements, and its imports behind the last line; undefined when there is none. */
export function scriptletsOf(body: string): string | undefined {
  const imports: string[] = [];
  let text = '';
  let at = 0;
  let hasCode = false;
  for (const { open, start, from, to, end } of tagsIn(body, opening, endOf)) {
    text += blank(body.slice(at, start));
    at = end;
    const code = body.slice(from, to);
    if (open === '<%--' || open === '<%@') {
      if (open === '<%@') imports.push(...(imported.exec(code)?.[1] ?? '').split(','));
      text += blank(body.slice(start, end));
      continue;
    }
    hasCode = true;
    const isPrinted = open === '<%=' || open === '<jsp:expression>';
    const before = isPrinted ? callOf(body.slice(Math.max(0, start - 400), start)) : '';
    text += before.padStart(open.length) + code + (isPrinted ? ');' : '').padEnd(end - to);
  }
  if (!hasCode) return undefined;
  // An import at the end moves no line, and tells the models that the implicit objects are there.
  const names = ['javax.servlet.jsp.*', ...imports.map((name) => name.trim())].filter((name) =>
    /^[\w.*]+$/.test(name),
  );
  return `${text}${blank(body.slice(at))}\n${names.map((name) => `import ${name};`).join('')}\n`;
}

/** What prints the value behind this text. */
function callOf(before: string): string {
  const tag = inTag.exec(before.replace(/<%(?:[^%]|%(?!>))*%>/g, blank));
  if (!tag) return calls.printed;
  return /^jsp:(?:include|forward)$/.test(tag[1] as string) ? calls.included : calls.given;
}

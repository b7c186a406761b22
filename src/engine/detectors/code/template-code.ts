// Finds the code that stands in EJS, Blade, Razor and ASPX pages; the rest becomes spaces or stays text, so that every position stays.
import { beginsAddress, blank, tagsIn } from './embedded.ts';
import { closeOf } from './razor.ts';

const ejsOpening = /<%(?:%|#|=|-|_)?/g;
/** What names a part of the page prints no value itself. */
const ejsPart =
  /^\s*(?:(?:await\s+)?(?:include|contentFor|defineContent|block|partial|layout|render)\b|body\s*$)/;

/** The JavaScript of an EJS page as statements one behind the other, `_e(…)` for `<%- … %>` and `_u(…)` for an address; undefined when there is none. */
export function ejsOf(body: string): string | undefined {
  let text = '';
  let at = 0;
  let hasCode = false;
  // `<%%` stands for itself.
  for (const { open, start, from, to, end } of tagsIn(body, ejsOpening, (sign) =>
    sign === '<%%' ? undefined : '%>',
  )) {
    text += blank(body.slice(at, start));
    at = end;
    const code = withoutEnd(body.slice(from, to));
    if (open === '<%#' || code.trim() === '') {
      text += blank(body.slice(start, end));
      continue;
    }
    hasCode = true;
    const isAddress = open === '<%=' && beginsAddress(body, start);
    if (isAddress || (open === '<%-' && !ejsPart.test(code)))
      text += `${isAddress ? '_u' : '_e'}(${code.replace(/;(?=\s*$)/, ' ')});`;
    else {
      const isOver = open === '<%=' || open === '<%-' || /[\w\])'"`]\s*$/.test(code);
      text += `${' '.repeat(open.length)}${code}${isOver ? '; ' : '  '}`;
    }
  }
  // An import at the end moves no line, and tells the models that this is a page.
  return hasCode ? `${text}${blank(body.slice(at))}\nimport _p from 'ejs-page';\n` : undefined;
}

/** Without the sign that takes blanks away behind the tag, and without comments, which end with it. */
function withoutEnd(code: string): string {
  const rest = code.replace(/[-_]$/, ' ');
  if (!rest.includes('//')) return rest;
  return rest
    .split('\n')
    .map((line) => {
      const comment = line.search(/(?:^|[\s;{}])\/\//);
      if (comment === -1 || /["'`]/.test(line.slice(comment))) return line;
      return line.slice(0, comment) + blank(line.slice(comment));
    })
    .join('\n');
}

const bladeEnds: Readonly<Record<string, string>> = { '{{--': '--}}', '{!!': '!!}', '@php': '@endphp' };
const bladeToken = /\{\{--|\{!!|@php\b(?!\s*\()|<\?xml\b/g;

/** A Blade page as the PHP that it becomes: `@php` blocks and `{!! … !!}`; undefined when there is none. */
export function bladeOf(body: string): string | undefined {
  let text = '';
  let at = 0;
  let hasCode = body.includes('<?php') || body.includes('<?=');
  for (const { open, start, from, to, end } of tagsIn(body, bladeToken, (sign, index) =>
    body[index - 1] === '@' ? undefined : (bladeEnds[sign] ?? '>'),
  )) {
    text += body.slice(at, start);
    at = end;
    const code = body.slice(from, to);
    if ((open !== '{!!' && open !== '@php') || code.includes('?>')) {
      text += blank(body.slice(start, end));
      continue;
    }
    hasCode = true;
    text += `${(open === '{!!' ? '<?=' : '<?').padEnd(open.length)}${code}${'?>'.padStart(end - to)}`;
  }
  return hasCode ? text + body.slice(at) : undefined;
}

const razorPart = /@(?:\{|Html\.Raw[ ]{0,3}\(|[A-Za-z_][\w.]{0,80}(?=["']))/g;

/** The statements of a Razor page: blocks of code without their markup, and what is printed as it is; undefined when there is none. */
export function razorStatementsOf(body: string): string | undefined {
  let text = '';
  let at = 0;
  razorPart.lastIndex = 0;
  for (let part = razorPart.exec(body); part; part = razorPart.exec(body)) {
    const [open] = part;
    const from = part.index + open.length;
    if (!/[{(]$/.test(open)) {
      // `href="@back"`: there is room for the call before the name.
      if (part.index - at < 3 || !beginsAddress(body, part.index)) continue;
      text += `${blank(body.slice(at, part.index - 3))};_u(${open.slice(1)})`;
      at = from + 1;
      continue;
    }
    const isBlock = open === '@{';
    const to = isBlock ? closeOf(body, from) : closeOf(body, from, '(', ')');
    if (to === -1) break;
    // The sign ends the statement before it.
    text += `${blank(body.slice(at, part.index))};`;
    text += isBlock ? ` ${withoutMarkup(body.slice(from, to))} ` : body.slice(part.index + 1, to + 1);
    at = razorPart.lastIndex = to + 1;
  }
  return at === 0 ? undefined : `${text}${blank(body.slice(at))}\n;\n`;
}

/** A block of code without the lines that are markup. */
function withoutMarkup(code: string): string {
  return code.replace(/^[ \t]*(?:<|@[:*]).*$/gm, blank);
}

const aspOpening = /<%(?:--|[=:#@$!])?|<script\b[^<>]{0,200}\brunat\s*=\s*["']server["'][^<>]{0,200}>/gi;
const wrapped = 'class _{';

/** The C# of an ASPX page, `_e(…)` for `<%= … %>` and `_u(…)` for an address; undefined when there is none or it is Visual Basic. */
export function aspOf(body: string): string | undefined {
  if (/\blanguage\s*=\s*["']?vb/i.test(body.slice(0, 4000))) return undefined;
  let text = '';
  let at = 0;
  let hasCode = false;
  for (const { open, start, from, to, end } of tagsIn(body, aspOpening, aspEnd)) {
    text += blank(body.slice(at, start));
    at = end;
    const code = body.slice(from, to);
    if (!open.startsWith('<%')) text += `${wrapped.padStart(open.length)}${code}${'}'.padEnd(end - to)}`;
    else if (open === '<%=') text += `_e(${code});`;
    else if (open === '<%:' && beginsAddress(body, start)) text += `_u(${code});`;
    else if (open === '<%') text += `  ${code}  `;
    else {
      text += blank(body.slice(start, end));
      continue;
    }
    hasCode = true;
  }
  return hasCode ? `${text}${blank(body.slice(at))}\n` : undefined;
}

function aspEnd(open: string): string {
  if (!open.startsWith('<%')) return '</script';
  return open === '<%--' ? '--%>' : '%>';
}

// Makes text from strangers (names, branches, code, messages) harmless in Markdown, plain text and terminals.

// Controls, bidirectional and invisible characters, and half surrogates: what can hide or reorder other text.
// The two selectors that every emoji keyboard writes are left alone.
const deceptive = /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]--[\uFE0E\uFE0F]]/gv;

const named: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function show(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return named[character] ?? `\\u{${code.toString(16).toUpperCase().padStart(2, '0')}}`;
}

/** One line of text in which control, bidirectional and invisible characters are written out, such as `\u{202E}`. */
export function visible(text: string): string {
  return text.replace(deceptive, show);
}

/** As `visible`, but line feeds and tabs stay; for plain text of several lines, such as an annotation. */
export function visibleLines(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(deceptive, (c) => (c === '\n' || c === '\t' ? c : show(c)));
}

/** Inline Markdown code that no text can leave: one line of at most 300 characters, in a fence longer than any run of backticks within. */
export function inlineCode(text: string): string {
  const content = visible(clip(text, 300));
  if (content === '') return '(empty)';
  const fence = '`'.repeat(longestRun(content) + 1);
  // CommonMark strips one space from each side when both are there and the content is not only spaces.
  const padded = /^[` ]|[` ]$/.test(content) && content.trim() !== '' ? ` ${content} ` : content;
  return `${fence}${padded}${fence}`;
}

/** Inline code for a table cell, where a bar would end the cell even within code. */
export function cellCode(text: string): string {
  return inlineCode(visible(text).replaceAll('|', '\\u{7C}'));
}

/** A fenced Markdown block of code that no text can leave. */
export function codeBlock(lines: readonly string[], language = ''): string {
  const content = lines.map((line) => visible(line).replaceAll('\\t', '  '));
  const fence = '`'.repeat(Math.max(3, longestRun(content.join('\n')) + 1));
  return [`${fence}${language}`, ...content, fence].join('\n');
}

/**
 * Markdown prose in which only `code spans` keep their meaning: no HTML, links, images, mentions, references or emphasis.
 * The text becomes one line of at most 1,500 characters, so that it fits a list item. Of the `urls`, which must come
 * from a rule and not from the change, those that stand in the text become links.
 */
export function prose(text: string, urls: readonly string[] = []): string {
  return proseWith(inlineCode, text, urls);
}

/** As `prose`, for a table cell. */
export function cellProse(text: string): string {
  return proseWith(cellCode, text, []);
}

function proseWith(code: (text: string) => string, text: string, urls: readonly string[]): string {
  const flat = clip(text.replace(/\s*\n\s*/g, ' ').trim(), 1500);
  let out = '';
  let at = 0;
  for (const span of flat.matchAll(/(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)/g)) {
    out += linked(flat.slice(at, span.index), urls) + code((span[2] ?? '').trim() || ' ');
    at = span.index + span[0].length;
  }
  // What would begin a list, a heading's underline or a quoted block stands only at the start.
  return (out + linked(flat.slice(at), urls)).replace(/^(?:[-+=]|\d+(?=[.)]))/, (c) =>
    /\d/.test(c) ? `${c}\\` : `\\${c}`,
  );
}

const plainUrl = /^https:\/\/[\w.-]+(?:\/[\w./%?=&~#+-]*)?$/;

function linked(text: string, urls: readonly string[]): string {
  // The longest first, lest one that begins another cut it in two.
  const known = urls.filter((url) => plainUrl.test(url)).sort((a, b) => b.length - a.length);
  const url = known.find((each) => text.includes(each));
  if (url === undefined) return escapeProse(text);
  return text
    .split(url)
    .map((part) =>
      linked(
        part,
        known.filter((each) => each !== url),
      ),
    )
    .join(`<${url}>`);
}

// GitHub turns these into links and notifications after Markdown is rendered, so a backslash does not stop it;
// the entity of a zero-width space does (Renovate and Dependabot do the same).
const breaker = '&#8203;';

function escapeProse(text: string): string {
  return visible(text)
    .replace(/[\\`*_[\]<>#|~$&]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : `\\${c}`))
    .replaceAll('@', `@${breaker}`)
    .replace(/(\\#)(?=\d)/g, `$1${breaker}`)
    .replace(/GH-(?=\d)/gi, `$&${breaker}`)
    .replace(/:(?=\/\/)/g, `:${breaker}`)
    .replace(/:(?=[\w+-]+:)/g, `:${breaker}`)
    .replace(/(www|mailto|xmpp)(?=[.:])/gi, `$1${breaker}`);
}

/** Text for a terminal: no escape sequence or control character reaches it; tabs become spaces. */
export function terminalText(text: string): string {
  return visible(text.replaceAll('\t', '    '));
}

/** Cuts text to a number of UTF-8 bytes without splitting a character; an ellipsis shows the cut. */
export function clipBytes(text: string, maxBytes: number): string {
  if (Buffer.byteLength(text) <= maxBytes) return text;
  const bytes = Buffer.from(text).subarray(0, Math.max(0, maxBytes - 3));
  return `${new TextDecoder().decode(bytes).replace(/\uFFFD+$/, '')}…`;
}

/** Cuts text to a number of characters (UTF-16 units); an ellipsis shows the cut. */
export function clip(text: string, maxChars: number): string {
  return text.length <= maxChars
    ? text
    : `${text
        .slice(0, maxChars - 1)
        .toWellFormed()
        .replace(/\uFFFD$/, '')}…`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

// Finds scripts inside Vue, Svelte, Astro, HTML and template files; everything else becomes spaces, so that every position stays.

/** Code that stands inside another file, at its own place. */
export interface Embedded {
  grammar: 'javascript' | 'typescript' | 'tsx';
  text: string;
}

const scriptTag = /<script\b([^>]{0,500})>/gi;
const otherContent =
  /\btype\s*=\s*["']?(?!module|text\/javascript|application\/javascript|text\/babel|text\/jsx)[\w/+.-]+/i;

/** The scripts of a file as one text with all else blank; undefined when there is none. */
export function scriptOf(body: string): Embedded | undefined {
  const blocks: { start: number; end: number }[] = [];
  let grammar: Embedded['grammar'] = 'javascript';
  scriptTag.lastIndex = 0;
  for (let tag = scriptTag.exec(body); tag; tag = scriptTag.exec(body)) {
    const attributes = tag[1] as string;
    if (attributes.endsWith('/')) continue;
    const start = tag.index + tag[0].length;
    const close = body.slice(start).search(/<\/script/i);
    const end = close === -1 ? body.length : start + close;
    scriptTag.lastIndex = end;
    if (otherContent.test(attributes)) continue;
    if (/\blang\s*=\s*["']?tsx/.test(attributes)) grammar = 'tsx';
    else if (/\blang\s*=\s*["']?(?:ts|typescript)\b/.test(attributes)) grammar = 'typescript';
    blocks.push({ start, end });
  }
  if (blocks.length === 0) return undefined;
  let text = '';
  let at = 0;
  for (const { start, end } of blocks) {
    text += blank(body.slice(at, start)) + withoutTags(body.slice(start, end));
    at = end;
  }
  return { grammar, text: text + blank(body.slice(at)) };
}

/** A line that begins with a tag, or an end of one anywhere. */
const markup = /^[ \t]*<[A-Za-z!/]|<\/[A-Za-z]|\/>[ \t]*$/m;

/**
 * The scripts in hunks of such a file, each line at its place and all else blank; a hunk without any tag is taken for
 * a part of its script. Undefined when there is none.
 */
export function scriptOfPieces(pieces: readonly { line: number; text: string }[]): Embedded | undefined {
  const out: string[] = [];
  let isFound = false;
  for (const { line, text } of pieces) {
    const close = text.search(/<\/script\b/i);
    const open = text.search(/<script\b/i);
    const head = close !== -1 && (open === -1 || close < open) ? text.slice(0, close) : '';
    const before = head === '' && !markup.test(text) ? text : head;
    const rest = text.slice(before.length);
    const script = before + (scriptOf(rest)?.text ?? blank(rest));
    if (script.trim() !== '') isFound = true;
    while (out.length < line - 1) out.push('');
    out.push(...script.split('\n').slice(0, -1));
  }
  return isFound ? { grammar: 'typescript', text: `${out.join('\n')}\n` } : undefined;
}

// What a template engine puts into a script: a value, or a statement around parts of it.
const printed = /<%[=-][^%\n]{0,400}%>|\{\{[^{}\n]{1,400}\}\}/g;
const steered = /<%(?![=-])[^%]{0,2000}%>|\{%[^%\n]{0,400}%\}|\{#[^#\n]{0,400}#\}/g;

const fence = /^\s{0,100}---[ \t]{0,20}\r?\n/;

/** The code between the fences at the head of an Astro page, and its scripts behind it. */
export function frontmatterOf(body: string): Embedded | undefined {
  const open = fence.exec(body);
  const script = scriptOf(body);
  if (!open) return script;
  const start = open[0].length;
  const close = body.slice(start).search(/^---/m);
  if (close === -1) return script;
  const end = start + close;
  // The names of the head do not reach the scripts, which run in the browser; they are typed alike.
  return {
    grammar: 'typescript',
    text: blank(body.slice(0, start)) + body.slice(start, end) + (script?.text ?? blank(body)).slice(end),
  };
}

/** A script with `null` for what a template prints and nothing for its statements, all at the same place. */
function withoutTags(script: string): string {
  if (!script.includes('<%') && !script.includes('{{') && !script.includes('{%')) return script;
  return script.replace(steered, blank).replace(printed, (tag) => 'null'.padEnd(tag.length));
}

/** A tag of a template: it stands from `start` to `end`, and its code from `from` to `to`. */
interface Tag {
  open: string;
  start: number;
  from: number;
  to: number;
  end: number;
}

/** The tags of a template in their order, up to one that never ends; `closeOf` says what ends one, or that it is none. */
export function* tagsIn(
  body: string,
  opening: RegExp,
  closeOf: (open: string, start: number) => string | undefined,
): Generator<Tag> {
  opening.lastIndex = 0;
  for (let found = opening.exec(body); found; found = opening.exec(body)) {
    const [open] = found;
    const close = closeOf(open, found.index);
    if (close === undefined) continue;
    const from = found.index + open.length;
    const to = body.indexOf(close, from);
    if (to === -1) return;
    const end = to + close.length;
    yield { open, start: found.index, from, to, end };
    opening.lastIndex = end;
  }
}

const addressBegins = /<(?!link\b)[a-z][^<>]{0,300}\s(?:href|action|formaction)\s{0,4}=\s{0,4}["']\s{0,4}$/i;

/** Whether an address that a click leads to begins where the body has been read to. */
export function beginsAddress(body: string, at: number): boolean {
  return /["'\s]/.test(body[at - 1] ?? '') && addressBegins.test(body.slice(Math.max(0, at - 350), at));
}

/** Whether a template engine writes something into this line. */
export function holdsTag(line: string): boolean {
  return /<%|\{[{%#]/.test(line);
}

/** The same length and lines without content. */
export function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

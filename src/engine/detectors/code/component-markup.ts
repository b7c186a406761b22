// Finds what the markup of a component binds to addresses and raw HTML, and writes it between its scripts as calls that stand for it.
import { blank } from './embedded.ts';

/** The script of a component with `_u(…)` for an address and `_e(…)` for raw HTML; undefined when its markup binds neither. */
export function withMarkup(body: string, script: string | undefined, isVue: boolean): string | undefined {
  const base = script ?? blank(body);
  let text = '';
  let at = 0;
  const page = isVue ? pageOf(body) : undefined;
  for (const { name, start, end } of bindingsIn(body, isVue)) {
    const call = `;${name}(${body.slice(start, end)})`;
    const from = start - name.length - 2;
    if (from < at || base.slice(from, end + 1).trim() !== '') continue;
    // The page is drawn after the script has run, wherever it stands.
    const head = at === 0 && page && page.start < from ? page : undefined;
    if (head) text = `${base.slice(0, head.start)};()=>{`;
    text += base.slice(text.length, from) + call;
    at = end + 1;
  }
  if (at === 0) return undefined;
  const close = page && text.length > page.start && page.end >= at ? page.end : undefined;
  const rest = close === undefined ? base.slice(at) : `${base.slice(at, close)}};${base.slice(close + 2)}`;
  return text + rest + componentPage;
}

/** An import at the end moves no line, and tells the models what these calls stand for: elsewhere `_u` is any function. */
const componentPage = `\nimport _p from 'component-page';\n`;

/** Where the template of a Vue component begins and its end tag stands. */
function pageOf(body: string): { start: number; end: number } | undefined {
  const start = body.search(/^<template\b/m);
  const end = body.lastIndexOf('\n</template>') + 1;
  return start === -1 || end <= start ? undefined : { start, end };
}

interface Binding {
  name: '_u' | '_e';
  start: number;
  end: number;
}

const piece = /<!--|<(script|style)\b|<([A-Za-z][\w.:-]{0,80})|\{@html\b/gi;

/** The expressions that become an address or raw HTML, in their order. */
function* bindingsIn(body: string, isVue: boolean): Generator<Binding> {
  piece.lastIndex = 0;
  for (let found = piece.exec(body); found; found = piece.exec(body)) {
    const [whole, hidden, tag] = found;
    const from = found.index + whole.length;
    if (tag !== undefined) {
      const read = attributesOf(body, from, tag.toLowerCase(), isVue);
      yield* read.bindings;
      piece.lastIndex = read.end;
    } else if (whole.startsWith('{')) {
      const end = isVue ? -1 : closeOf(body, from);
      if (end === -1) continue;
      yield { name: '_e', start: from, end };
      piece.lastIndex = end;
    } else {
      const end = body.indexOf(hidden === undefined ? '-->' : `</${hidden}`, from);
      if (end === -1) return;
      piece.lastIndex = end + 1;
    }
  }
}

const attribute =
  /\s{1,200}|\/|([^\s=<>"'{}/]{1,80})(?:=(?:("[^"]{0,2000}"|'[^']{0,2000}')|(\{)|[^\s"'{}<>]{1,400}))?|\{/y;

/** The bindings of the tag whose name ends here, and where its attributes end. */
function attributesOf(
  body: string,
  from: number,
  tag: string,
  isVue: boolean,
): { bindings: Binding[]; end: number } {
  const bindings: Binding[] = [];
  let end = from;
  for (;;) {
    attribute.lastIndex = end;
    const found = attribute.exec(body);
    if (!found) return { bindings, end };
    const [whole, written = '', quoted, brace] = found;
    end = attribute.lastIndex;
    if (brace !== undefined || whole === '{') {
      const close = closeOf(body, end);
      if (close === -1) return { bindings, end };
      const name = isVue ? undefined : sinkOf(written, tag);
      if (name) bindings.push({ name, start: end, end: close });
      end = close + 1;
    } else if (quoted !== undefined) {
      const inner = { start: end - quoted.length + 1, end: end - 1 };
      const bound = isVue ? /^(?::|v-bind:|v-)(.*)$/.exec(written)?.[1] : written;
      const name =
        bound === undefined ? undefined : sinkOf(isVue && bound === 'html' ? 'v-html' : bound, tag);
      const isWhole = isVue || closeOf(body, inner.start + 1) === inner.end - 1;
      if (!name || !isWhole) continue;
      const room = isVue ? 0 : 1;
      bindings.push({ name, start: inner.start + room, end: inner.end - room });
    }
  }
}

const frames = new Set(['iframe', 'frame', 'embed', 'script']);

/** What an attribute of this tag does with a value, where that is more than text. */
function sinkOf(written: string, tag: string): Binding['name'] | undefined {
  switch (written.toLowerCase().replace(/\.prop$/, '')) {
    case 'v-html':
    case 'set:html':
    case 'innerhtml':
    case 'inner-html':
    case 'srcdoc':
      return '_e';
    case 'href':
      return ['link', 'use', 'image'].includes(tag) ? undefined : '_u';
    case 'src':
      return frames.has(tag) ? '_u' : undefined;
    case 'data':
      return tag === 'object' ? '_u' : undefined;
    case 'action':
      return tag === 'form' ? '_u' : undefined;
    case 'formaction':
      return '_u';
    default:
      return undefined;
  }
}

/** An expression in braces is read no further than this. */
const maxChars = 600;

/** Where the brace is that ends an expression; -1 when it does not end soon. */
function closeOf(body: string, from: number): number {
  let depth = 0;
  for (let at = from; at < Math.min(body.length, from + maxChars); at++) {
    const sign = body[at];
    if (sign === '{') depth++;
    else if (sign === '}' && depth-- === 0) return at;
  }
  return -1;
}

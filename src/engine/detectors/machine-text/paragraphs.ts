// Cuts a text into the pieces that are judged together: paragraphs, and what markup hides.

/** A piece of a text; `isHidden` when a reader of the rendered page does not see it. */
export interface Piece {
  start: number;
  text: string;
  isHidden: boolean;
}

/** Longer ones are cut: an instruction and its target stand close together. */
const maxChars = 1500;

const hiddenElement =
  /<[a-z][\w-]*\b[^<>\n]{0,300}?(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*[;"']|opacity\s*:\s*0(?:\.0+)?\s*[;"']|color\s*:\s*(?:white|#fff(?:fff)?|transparent)\b)[^<>\n]{0,300}>([^<]{1,2000})/gi;
/** A link definition that nothing refers to is how Markdown writes a comment. */
const hiddenDefinition = /^[ ]{0,3}\[(?:\/\/|comment|_|#)\]:[ \t]*(?:#|<>)[ \t]*(\S[^\n]{1,2000})/gim;

/** The pieces of a text; markup hides some where the text is Markdown or HTML. */
export function* pieces(text: string, isMarkup: boolean): Generator<Piece> {
  const concealed = isMarkup ? concealedIn(text) : [];
  for (const { start, end } of concealed)
    for (let from = start; from < end; from += maxChars)
      yield { start: from, text: text.slice(from, Math.min(end, from + maxChars)), isHidden: true };
  let visible = text;
  if (concealed.length > 0) {
    const parts: string[] = [];
    let from = 0;
    for (const { start, end } of concealed) {
      if (start < from) continue;
      parts.push(text.slice(from, start), text.slice(start, end).replace(/[^\n]/g, ' '));
      from = end;
    }
    visible = parts.join('') + text.slice(from);
  }
  let from = 0;
  for (const gap of visible.matchAll(/\n[ \t]*\r?\n|$/g)) {
    for (let start = from; start < gap.index; start += maxChars)
      yield { start, text: visible.slice(start, Math.min(gap.index, start + maxChars)), isHidden: false };
    from = gap.index + gap[0].length;
  }
}

/** Tells of ever later offsets whether they stand in code, inline or fenced, which a page shows as it is. */
function shownAsCode(text: string): (at: number) => boolean {
  const fences = [...text.matchAll(/^[ \t]{0,3}(?:```|~~~)/gm)].map(({ index }) => index);
  let before = 0;
  return (at) => {
    while (before < fences.length && (fences[before] ?? 0) < at) before++;
    if (before % 2 === 1 && before < fences.length) return true;
    const line =
      text
        .slice(Math.max(0, at - 500), at)
        .split('\n')
        .at(-1) ?? '';
    const isOpen = (line.split('`').length - 1) % 2 === 1;
    return isOpen && (text.slice(at, at + 1000).split('\n', 1)[0] ?? '').includes('`');
  };
}

function concealedIn(text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  const isShown = shownAsCode(text);
  for (let open = text.indexOf('<!--'); open >= 0;) {
    if (isShown(open)) {
      open = text.indexOf('<!--', open + 4);
      continue;
    }
    const close = text.indexOf('-->', open + 4);
    // What is never closed hides the rest of the page.
    const end = close < 0 ? text.length : close;
    found.push({ start: open + 4, end });
    open = close < 0 ? -1 : text.indexOf('<!--', end);
  }
  for (const expression of [hiddenElement, hiddenDefinition])
    for (const match of text.matchAll(expression)) {
      const end = match.index + match[0].length;
      found.push({ start: end - (match[1] ?? '').length, end });
    }
  return found.sort((a, b) => a.start - b.start);
}

// What a piece of a YAML file hangs from: the keys and items around it, as far as its indentation tells that there are some.

/** The key of what a piece does not show. */
export const unseen = 'unseen';

/** Lines from the first one on, up to where the indentation is less. */
interface Level {
  indent: number;
  /** True where the lines begin items of a list. */
  isList: boolean;
  /** True where keys of a map follow such items with the same indentation: the list is a value of that map. */
  isMixed: boolean;
  /** True where the lines are neither keys nor items: they are part of a text. */
  isText: boolean;
}

const item = /^-(?:[ \t]|$)/;
const keyed = /^(?:"[^"\n]{0,200}"|'[^'\n]{0,200}'|[\w./$*<{][\w./$*@{}<>-]{0,200})[ \t]*:(?:[ \t]|$)/;

/**
 * Lines to stand before a piece, so that it can be read as YAML with everything in its place: an `unseen` key or item
 * for each indentation that the piece goes back to. Undefined where it is text and nothing else, or tabs.
 */
export function linesAround(text: string): string[] | undefined {
  const levels = levelsOf(text);
  const top = levels.findLastIndex(({ isText }) => isText);
  // What is deeper than a line of text is text as well.
  const shown = top === -1 ? levels : levels.slice(0, top + 1);
  const out: string[] = [];
  for (const [index, level] of shown.entries()) {
    const inner = shown[index + 1];
    if (level.isText) return index === 0 ? undefined : out;
    if (level.isMixed) out.push(`${' '.repeat(level.indent)}${unseen}:`);
    if (!inner) break;
    const { indent } = level;
    // An item's keys stand two columns behind its dash.
    const own = indent + (level.isList ? 2 : 0);
    const name = level.isList ? `- ${unseen}:` : `${unseen}:`;
    if (inner.isText) {
      const depth = inner.indent - own;
      if (depth < 1 || depth > 9) return undefined;
      out.push(`${' '.repeat(indent)}${name} |${depth}`);
    } else out.push(`${' '.repeat(indent)}${name}`);
  }
  return out;
}

/** From the least indented on. */
function levelsOf(text: string): Level[] {
  const out: Level[] = [];
  let level: Level | undefined;
  for (const line of text.split('\n')) {
    const indent = line.search(/\S/);
    if (indent === -1) continue;
    const rest = line.slice(indent);
    if (rest.startsWith('---') && indent === 0) break;
    if (rest.startsWith('#')) continue;
    const isItem = item.test(rest);
    const isText = !isItem && !keyed.test(rest);
    if (!level || indent < level.indent)
      out.unshift((level = { indent, isList: isItem, isMixed: false, isText }));
    else if (indent === level.indent) {
      if (isText) level.isText = true;
      else if (level.isList && !isItem) level.isMixed = true;
    }
  }
  return out;
}

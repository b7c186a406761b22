// Parts of a path that may hold a line break, since the server decodes it, and end up in a header.
import { quoted } from '../quoted.ts';
import type { Verdict } from '../verdict.ts';

const location =
  /^[ \t]*location[ \t]+~\*?[ \t]+("[^"\n]{1,300}"|'[^'\n]{1,300}'|[^\s{}"'][^\s{}]{0,300})[ \t]*\{/gm;
const header =
  /^[ \t]*(?:add_header|proxy_set_header)[ \t]+[\w-]{1,60}[ \t]+([^;\n]{1,200});|^[ \t]*(?:return[ \t]+30[1278]|rewrite[ \t]+[^\s;]{1,80})[ \t]+([^;\n]{1,200});/gm;

/** Headers that are given what a class such as `[^/]` took from the path. */
export function* capturedLineBreaks(body: string): Generator<Verdict> {
  for (const match of body.matchAll(location)) {
    const names = openGroups(match[1] ?? '');
    if (names.length === 0) continue;
    const from = match.index + match[0].length;
    const rest = body.slice(from, from + 2_000);
    const block = rest.slice(0, /[{}]/.exec(rest)?.index ?? rest.length);
    for (const line of block.matchAll(header)) {
      const value = line[1] ?? line[2] ?? '';
      const name = names.find((one) => new RegExp(`\\$\\{?${one}\\b`).test(value));
      if (name === undefined) continue;
      const start = from + line.index + (line[0].length - line[0].trimStart().length);
      yield {
        rule: 'path-part-in-header',
        start,
        end: from + line.index + line[0].length,
        message: `${quoted(`$${name}`)} is a part of the decoded path that may hold a line break, and so a header of the caller's own.`,
      };
    }
  }
}

/** The groups of a pattern, by number or name, that hold a class of everything but a few characters. */
function openGroups(pattern: string): string[] {
  const out: string[] = [];
  let number = 0;
  for (const { index, 1: named } of pattern.matchAll(/\\.|\((?:\?(?:P?<([A-Za-z]\w*)>|(?=[:=!])))?/g)) {
    const text = pattern.slice(index);
    if (text.startsWith('\\') || /^\(\?[:=!]/.test(text)) continue;
    number++;
    const own = text.slice(0, /\)/.exec(text.replace(/\\./g, '__'))?.index ?? text.length);
    if (/\[\^(?![^\]]*(?:\\s|\\n|\\r))/.test(own)) out.push(named ?? String(number));
  }
  return out;
}

// Finds the C# of a Razor component; the markup becomes spaces, so that every position stays.
import { blank } from './embedded.ts';

const opening = /@(?:code|functions)\s{0,100}\{/g;
const wrapped = 'class _{';
const used = /^[ \t]{0,20}@using[ \t]{1,20}([\w.]{1,200})[ \t]{0,20};?[ \t]{0,20}$/gm;

/** The blocks of code of a component as members of a class, its imports behind the last line; undefined when there is none. */
export function codeBlocksOf(body: string): string | undefined {
  let text = '';
  let at = 0;
  opening.lastIndex = 0;
  for (let open = opening.exec(body); open; open = opening.exec(body)) {
    const from = open.index + open[0].length;
    const to = closeOf(body, from);
    if (to === -1) break;
    const before = blank(body.slice(at, from));
    // The head of the class takes the place of markup, or of the word where there is room on its line.
    const room = before.lastIndexOf(' '.repeat(wrapped.length));
    if (room === -1) break;
    text += before.slice(0, room) + wrapped + before.slice(room + wrapped.length) + body.slice(from, to + 1);
    at = opening.lastIndex = to + 1;
  }
  if (at === 0) return undefined;
  const names = ['Microsoft.AspNetCore.Components', ...[...body.matchAll(used)].map(([, name]) => name)];
  return `${text}${blank(body.slice(at))}\n${names.map((name) => `using ${name};`).join('')}\n`;
}

/** Where the brace is that ends the block; braces in texts and comments do not count. */
export function closeOf(body: string, from: number, opens = '{', closes = '}'): number {
  const token =
    /"""[\s\S]*?"""|@"(?:[^"]|"")*"|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.){1,8}'|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[{}()]/g;
  token.lastIndex = from;
  let depth = 1;
  for (let found = token.exec(body); found; found = token.exec(body)) {
    if (found[0] === opens) depth++;
    if (found[0] === closes && --depth === 0) return found.index;
  }
  return -1;
}

// Finds in the configuration of web servers what only several lines together say.
import type { Detector } from '../../detector.ts';
import { quoted } from '../quoted.ts';
import { report, type Verdict } from '../verdict.ts';

const maxChars = 300_000;
const place = /\.(?:conf|nginx|vhost)(?:\.\w{1,9})?$|(?:^|\/)(?:nginx|sites-(?:available|enabled))\/[^/]+$/;

export const webServers: Detector = {
  id: 'web-servers',
  comparable: true,
  *detectFile(file, input) {
    const { path, body } = file;
    if (file.class !== 'text' || body === undefined || body.length > maxChars) return;
    if (!place.test(path) || !body.includes('alias')) return;
    yield* report(path, body, aliases(body), input);
  },
};

/** Aliases that end with a slash below locations that do not. */
function* aliases(body: string): Generator<Verdict> {
  const head = /^[ \t]*location[ \t]+(?:\^~[ \t]+)?(\/[\w./-]*[\w.-])[ \t]*\{/gm;
  for (const match of body.matchAll(head)) {
    const from = match.index + match[0].length;
    const block = body.slice(from, from + 2_000);
    // What stands in an inner block is another location's.
    const own = block.slice(0, /[{}]/.exec(block)?.index ?? block.length).replace(/#[^\n]*/g, '');
    const alias = /(?:^|[\s;])alias[ \t]+["']?([^\s;"']+\/)["']?[ \t]*;/.exec(own)?.[1];
    if (alias === undefined) continue;
    const start = match.index + (match[0].length - match[0].trimStart().length);
    yield {
      rule: 'alias-leaves-folder',
      start,
      end: from - 1,
      message: `\`${match[1] ?? ''}..\` reaches the folder above ${quoted(alias)}.`,
    };
  }
}

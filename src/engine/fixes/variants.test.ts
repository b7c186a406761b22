// Every example of every rule with a fix, written otherwise: tabs, or text before it that is wider than a byte, change nothing else.
import { beforeAll, describe, expect, it } from 'vitest';
import { loadShippedRules } from '../../shipped-rules.ts';
import { code } from '../detectors/code/index.ts';
import { languageOf } from '../languages.ts';
import { fileOf } from '../rules/check.ts';
import { mending } from './mending.ts';

let mend: Awaited<ReturnType<typeof mending>>;
beforeAll(async () => void (mend = await mending(code)));

const rules = ((await loadShippedRules()).rules.code ?? []).filter((rule) =>
  rule.matches.some((match) => match.fix !== undefined),
);

const comments: Readonly<Record<string, string>> = {
  python: '#',
  ruby: '#',
  javascript: '//',
  typescript: '//',
  tsx: '//',
  java: '//',
  kotlin: '//',
  'c-sharp': '//',
  go: '//',
  rust: '//',
  cpp: '//',
};

describe('the fixes of the rules, whatever stands around', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
    for (const match of rule.matches)
      for (const example of match.examples.match) {
        const { path, code: before } = fileOf(example, match);
        const after = mend(id, path, before).text;
        if (after === before) continue;
        const mark = comments[languageOf(path, before)?.grammar ?? ''];
        // A comment is no part of the code, and a line that a `#!` begins is the first.
        if (mark !== undefined && !before.startsWith('#')) {
          const above = `${mark} é — 日本語 😀\n`;
          expect(mend(id, path, above + before).text).toBe(above + after);
        }
        const tabs = (text: string): string =>
          text.replace(/^ +/gm, (spaces) => '\t'.repeat(Math.ceil(spaces.length / 4)));
        if (mark === '//') {
          const tabbed = mend(id, path, tabs(before));
          expect(tabbed.errors[1]).toBeLessThanOrEqual(tabbed.errors[0]);
          expect(tabs(tabbed.text)).toBe(tabs(after));
        }
      }
  });
});

// Every example of every rule with a fix: mended it parses, has fewer findings, and mending it again changes nothing.
import { beforeAll, describe, expect, it } from 'vitest';
import { loadShippedRules } from '../../shipped-rules.ts';
import { code } from '../detectors/code/index.ts';
import { fileOf } from '../rules/check.ts';
import { mending } from './mending.ts';

let mend: Awaited<ReturnType<typeof mending>>;
beforeAll(async () => void (mend = await mending(code)));

const rules = ((await loadShippedRules()).rules.code ?? []).filter((rule) =>
  rule.matches.some((match) => match.fix !== undefined),
);

describe('the fixes of the rules', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))('%s mends its examples', (id, rule) => {
    let mended = 0;
    for (const match of rule.matches)
      for (const example of match.examples.match) {
        const { path, code: before } = fileOf(example, match);
        const { text, errors, findings } = mend(id, path, before);
        if (text === before) continue;
        mended++;
        expect(errors[1], text).toBeLessThanOrEqual(errors[0]);
        expect(findings[1], text).toBeLessThan(findings[0]);
        expect(mend(id, path, text).text).toBe(text);
        // What was not touched keeps its line ends, also with carriage returns.
        const crlf = mend(id, path, before.replaceAll('\n', '\r\n')).text;
        expect(crlf.replaceAll('\r\n', '\n')).toBe(text);
      }
    expect(mended).toBeGreaterThan(0);
  });

  it('are many', () => expect(rules.length).toBeGreaterThanOrEqual(40));
});

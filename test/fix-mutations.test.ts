// Fixes on examples in other layouts: whatever is offered parses and takes a finding away.
import { beforeAll, describe, expect, it } from 'vitest';
import { code as detector } from '../src/engine/detectors/code/index.ts';
import { mending } from '../src/engine/fixes/mending.ts';
import { fileOf } from '../src/engine/rules/check.ts';
import { formatting } from './mutations/formatting.ts';
import type { Language } from './mutations/text.ts';
import { names, stringForms } from './mutations/values.ts';
import { shippedRules } from './shipped-rules.ts';

let mend: Awaited<ReturnType<typeof mending>>;
beforeAll(async () => void (mend = await mending(detector)));

const rules = await shippedRules();
const transformations = Object.entries({ ...formatting, ...names, ...stringForms });

/** The examples of a language's matches that have a fix, without their marks. */
function seedsOf(language: Language): { rule: string; path: string; code: string }[] {
  const ids = language === 'python' ? ['python'] : ['javascript', 'typescript', 'tsx'];
  return (rules.code ?? []).flatMap((rule) =>
    rule.matches
      .filter((match) => match.fix !== undefined && match.languages.some((id) => ids.includes(id)))
      .flatMap((match) =>
        match.examples.match.map((example) => {
          const { path, code } = fileOf(example, match);
          return { rule: rule.id, path, code: code.replace(/[ \t]*(?:#|\/\/)\s*<-\s*here\b.*$/gm, '') };
        }),
      ),
  );
}

describe('fixes of mutants', () => {
  it.each(
    transformations.flatMap(([name, change]) => [
      [name, 'python', change] as const,
      [name, 'javascript', change] as const,
    ]),
  )('%s in %s', (_, language, change) => {
    const wrong: string[] = [];
    for (const { rule, path, code } of seedsOf(language)) {
      const mutant = change(code, language);
      if (mutant === undefined || mutant === code) continue;
      const { text, errors, findings } = mend(rule, path, mutant);
      if (text !== mutant && (errors[1] > errors[0] || findings[1] >= findings[0]))
        wrong.push(`${rule}: ${text}`);
    }
    expect(wrong).toEqual([]);
  });
});

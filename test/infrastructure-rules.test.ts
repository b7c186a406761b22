// Rules for templates, scripts and infrastructure: examples hold, expressions end in time, and each detector's rule has its table.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readRuleFiles, readWasm } from '../src/assets.ts';
import { detectors } from '../src/engine/detectors/index.ts';
import { checkRules } from '../src/engine/rules/check.ts';
import { loadRules } from '../src/engine/rules/load.ts';
import { loadSyntax } from '../src/engine/syntax/parse.ts';
import { compileExpression } from '../src/engine/text/regex.ts';
import { processorMs, tooLongMs } from './processor-time.ts';

const folders = ['workflows', 'containers', 'terraform', 'shell', 'templates'];
const files = (await readRuleFiles()).filter(({ path }) => folders.includes(path.split('/')[0] ?? ''));
const { rules, problems } = loadRules(files);
const code = rules.code ?? [];

/** What the tables of all detectors expect, as text. */
const tables = [...folders.slice(0, 4), 'pages', 'azure']
  .map((folder) => fileURLToPath(new URL(`../src/engine/detectors/${folder}/`, import.meta.url)))
  .flatMap((folder) => readdirSync(folder).map((name) => folder + name))
  .filter((path) => path.endsWith('.test.ts'))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');

/** How many rows of the tables expect a rule. */
function rowsOf(rule: string, text = tables): number {
  return text.split(`'${rule} `).length - 1;
}

describe('rules for infrastructure', () => {
  it('load, and belong to a detector that is there', () => {
    expect(problems).toEqual([]);
    const known = new Set(detectors.map(({ id }) => id));
    const named = files.flatMap(({ text }) => /^detector: (.+)$/m.exec(text)?.[1] ?? []);
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });

  it('do what their examples say', async () => {
    const grammars = ['javascript', 'typescript', 'tsx', 'bash', 'ruby', 'php', 'c-sharp'];
    const reports = checkRules(rules, await loadSyntax(grammars, readWasm));
    expect(reports.flatMap((report) => report.problems)).toEqual([]);
  });

  it('have three examples of each kind, or three rows', () => {
    const few = code.flatMap(({ id, matches }) =>
      matches.flatMap(({ examples }, at) =>
        examples.match.length < 3 || examples.no_match.length < 3 ? [`${id} ${at}`] : [],
      ),
    );
    expect(few).toEqual([]);
    const own = new Set(code.map(({ id }) => id));
    expect([...rules.info.keys()].filter((id) => !own.has(id) && rowsOf(id) < 3)).toEqual([]);
    expect(rowsOf('no-such-rule')).toBe(0);
  });

  it('read a hostile line in little time', () => {
    const units = [
      '{{ a.b ',
      '{{{ a ',
      '<%- a ',
      '{!! $a->b ',
      '@Html.Raw(a ',
      '| safe ',
      'a.b.',
      '<a href="{{',
      "<a onclick='{{a}}",
      '<x a={{',
      '[({$',
      'v-html="psvg',
      '{@html "',
      '!{',
      '<%= raw a ',
      'var a = {{',
    ];
    for (const { id, matches } of code)
      for (const { text } of matches) {
        if (!text) continue;
        const expression = compileExpression(text.pattern);
        for (const unit of units) {
          const started = processorMs();
          expression.findAll(unit.repeat(2_000 / unit.length));
          // A line of 2,000 characters takes some milliseconds; what explodes takes minutes.
          expect(processorMs() - started, `${id} on ${unit}`).toBeLessThan(tooLongMs);
        }
      }
  });
});

// JavaScript and TypeScript as people and models write it: the mistake is found on its line, and its safe twin is silent.
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { readWasm } from '../../assets.ts';
import { loadShippedRules } from '../../shipped-rules.ts';
import { wholeFile } from '../change.ts';
import { code } from '../detectors/code/index.ts';
import { Facts } from '../facts.ts';
import type { RuleSet } from '../rule.ts';
import { loadSyntax, type Syntax } from '../syntax/parse.ts';
import { processorMs, tooLongMs } from '../../../test/processor-time.ts';

// One file for each class of mistake. `=== name` begins a program, a name with an extension is that of its file, and
// `<- here` marks the lines that must be told; a program without a mark must be silent. `missed` says what is not
// found yet: such a test fails, and fails to fail once it is found.
const folder = new URL('./javascript-programs/', import.meta.url);

interface Program {
  name: string;
  path: string;
  body: string;
  lines: number[];
}

function programsOf(file: string): Program[] {
  return readFileSync(new URL(file, folder), 'utf8')
    .split(/^=== /m)
    .slice(1)
    .map((text) => {
      const end = text.indexOf('\n');
      const name = text.slice(0, end).trim();
      const body = text.slice(end + 1);
      const lines = body.split('\n').flatMap((line, index) => (line.includes('<- here') ? [index + 1] : []));
      return {
        name,
        path: /\.[jt]sx?$/.test(name) ? `src/${name}` : 'src/program.ts',
        body,
        lines,
      };
    });
}

let syntax: Syntax;
let rules: RuleSet;
beforeAll(async () => {
  syntax = await loadSyntax(['javascript', 'typescript', 'tsx'], readWasm);
  rules = (await loadShippedRules()).rules;
});

/** `line class` for each finding that a review would show. */
function toldIn({ path, body }: Program): string[] {
  const file = wholeFile(path, body);
  const input = {
    change: { base: '', head: '', files: [file], commits: [], unread: [] },
    facts: new Facts(),
    rules,
    syntax,
    digest: (text: string) => text,
    today: '2026-01-01',
  };
  const found = [...(code.detectFile?.(file, input) ?? [])].flatMap((one) =>
    'finding' in one && one.finding.severity !== 'low' ? [one.finding] : [],
  );
  return found.map((one) => `${one.start.line} ${one.class}`);
}

describe.each(readdirSync(folder).toSorted())('%s', (file) => {
  const name = file.replace(/\.txt$/, '');
  for (const program of programsOf(file)) {
    const run = program.name.startsWith('missed ') ? test.fails : test;
    run(program.name, () => {
      const told = toldIn(program);
      if (program.lines.length === 0) expect(told).toEqual([]);
      else expect(told).toEqual(expect.arrayContaining(program.lines.map((line) => `${line} ${name}`)));
    });
  }
});

describe('hostile input', () => {
  const rows = (count: number, row: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => row(index)).join('\n');
  test.each([
    [
      'many variables and branches',
      rows(4000, (i) => `let v${i} = req.query.a${i};`) +
        rows(4000, (i) => `if (v${i}) { v${i} = v${(i + 1) % 4000} + 1; }`),
    ],
    ['many places', rows(6000, (i) => `o.a${i} = req.query.a${i}; o.a${i}.b = 1;`)],
    ['a long chain', `x${rows(5000, (i) => `.replace(/a${i}/g, "")`)}`],
    [
      'many findings',
      rows(2000, (i) => `app.get('/${i}', (req, res) => { db.query('select ' + req.query.a); });`),
    ],
    [
      'functions that call each other',
      rows(
        1500,
        (i) => `function g${i}(a, b) { return a ? g${(i * 7) % 1500}(b, a) : g${(i * 13) % 1500}(a + b); }`,
      ),
    ],
  ])('%s ends', (_, body) => {
    const started = processorMs();
    toldIn({ name: '', path: 'src/program.js', body, lines: [] });
    // Two seconds are the promise for any file; the margin is for a busy machine.
    expect(processorMs() - started).toBeLessThan(tooLongMs);
  });
});

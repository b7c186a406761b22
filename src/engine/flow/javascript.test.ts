// JavaScript and TypeScript as people and models write it: the mistake is found on its line, and its safe twin is silent.
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { readRuleFiles, readWasm } from '../../assets.ts';
import { wholeFile } from '../change.ts';
import { code } from '../detectors/code/index.ts';
import { Facts } from '../facts.ts';
import type { RuleSet } from '../rule.ts';
import { loadRules } from '../rules/load.ts';
import { loadSyntax, type Syntax } from '../syntax/parse.ts';

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
      return { name, path: /\.[jt]sx?$/.test(name) ? `src/${name}` : 'src/program.ts', body, lines };
    });
}

let syntax: Syntax;
let rules: RuleSet;
beforeAll(async () => {
  syntax = await loadSyntax(['javascript', 'typescript', 'tsx'], readWasm);
  const files = await readRuleFiles();
  rules = loadRules(files.filter(({ path }) => /^(?:code|models)\//.test(path))).rules;
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

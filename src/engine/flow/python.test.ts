// Python programs of every class through the shipped models and rules: the mistake is found on its line, the clean twin is silent.
import { beforeAll, describe, expect, it } from 'vitest';
import { readWasm } from '../../assets.ts';
import { loadShippedRules } from '../../shipped-rules.ts';
import { wholeFile } from '../change.ts';
import { code } from '../detectors/code/index.ts';
import { Facts } from '../facts.ts';
import type { RuleSet } from '../rule.ts';
import { loadSyntax, type Syntax } from '../syntax/parse.ts';
import * as command from './python-cases/command.ts';
import * as families from './python-cases/families.ts';
import * as handedIn from './python-cases/handed-in.ts';
import * as other from './python-cases/other.ts';
import * as path from './python-cases/path.ts';
import * as redirect from './python-cases/redirect.ts';
import * as small from './python-cases/small.ts';
import * as sql from './python-cases/sql.ts';
import * as url from './python-cases/url.ts';
import * as varied from './python-cases/varied.ts';
import * as xss from './python-cases/xss.ts';

let syntax: Syntax;
let ruleSet: RuleSet;
beforeAll(async () => {
  syntax = await loadSyntax(['python'], readWasm);
  ruleSet = (await loadShippedRules()).rules;
});

/** Classes that are low by default. */
const quiet = new Set(['log-injection', 'prompt-injection']);

/** Lines with findings of medium severity or worse of the given classes. */
function linesFound(body: string, classes: readonly string[]): number[] {
  const file = wholeFile('app/module.py', body);
  const change = { base: '', head: '', files: [file], commits: [], unread: [] };
  const input = {
    change,
    facts: new Facts(),
    rules: ruleSet,
    syntax,
    digest: (text: string) => text,
    today: '2026-01-01',
  };
  const found = [...(code.detectFile?.(file, input) ?? [])].flatMap((one) =>
    'finding' in one &&
    classes.includes(one.finding.class) &&
    (one.finding.severity !== 'low' || quiet.has(one.finding.class))
      ? [one.finding.start.line]
      : [],
  );
  return [...new Set(found)].toSorted((a, b) => a - b);
}

/** The programs of a text, each after a line `--- name`. */
function programsOf(text: string): [name: string, body: string][] {
  return text
    .split(/^--- /m)
    .slice(1)
    .map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)]);
}

/** The marked lines: `# !` marks its own line, `# !2` the line that many above. */
function markedLines(body: string): number[] {
  return body.split('\n').flatMap((line, index) => {
    const mark = /# !(\d*)/.exec(line);
    return mark ? [index + 1 - Number(mark[1] ?? 0)] : [];
  });
}

for (const [name, { classes, programs }] of Object.entries({
  command,
  families,
  handedIn,
  other,
  path,
  redirect,
  small,
  sql,
  url,
  varied,
  xss,
}))
  describe(name, () => {
    it.each(programsOf(programs))('%s', (_, body) => {
      expect(linesFound(body, classes)).toEqual(markedLines(body));
    });
  });

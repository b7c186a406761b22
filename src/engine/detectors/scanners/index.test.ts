// What other scanners found, through a whole review: judged, masked, joined and told where it was not read.
import { describe, expect, it } from 'vitest';
import { type Change, wholeFile } from '../../change.ts';
import { Facts } from '../../facts.ts';
import { defaultPolicy, type Policy } from '../../policy/policy.ts';
import { review } from '../../review.ts';
import type { RuleInfo } from '../../rule.ts';
import { noSyntax } from '../../syntax/parse.ts';
import { scanners } from './index.ts';

const value = ['hunter', '22', 'hunter'].join('-');
const body = `import os\nquery(name)\nkey = "${value}"\n# langguard: allow tool/r1 -- a constant of the test\nquery(x)\n`;
const info: RuleInfo = {
  id: 'sql-rule',
  title: 'A statement of strings',
  class: 'sql-injection',
  severity: 'high',
  confidence: 'high',
  cwe: [89],
  owasp: [],
  why: 'Because this sentence says why.',
  remedy: 'Write it the other way.',
  references: [],
};
const rules = { version: '0'.repeat(64), info: new Map([[info.id, info]]) };

const log = (tool: string, lines: number[], message = 'bad') =>
  JSON.stringify({
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: tool,
            rules: [{ id: 'R1', properties: { tags: ['cwe-89'], 'security-severity': '8' } }],
          },
        },
        results: lines.map((startLine) => ({
          ruleId: 'R1',
          message: { text: message },
          locations: [{ physicalLocation: { artifactLocation: { uri: 'a.py' }, region: { startLine } } }],
        })),
      },
    ],
  });

function run(text: string, policy: Partial<Policy> = {}, over: Partial<Change> = {}) {
  const change: Change = {
    base: 'b',
    head: 'h',
    files: [wholeFile('a.py', body)],
    commits: [],
    unread: [],
    scanners: [{ name: 'x.sarif', text }],
    ...over,
  };
  return review({
    change,
    facts: new Facts(),
    rules,
    syntax: noSyntax,
    policy: { ...defaultPolicy, mode: 'enforce', ...policy },
    policyProblems: [],
    detectors: [scanners],
    digestKey: 'k',
    today: '2026-11-20',
  });
}

describe('scanners', () => {
  const said = async (text: string, policy: Partial<Policy> = {}, over: Partial<Change> = {}) =>
    (await run(text, policy, over)).findings.map(
      (f) => `${f.rule} ${f.start.line} ${f.severity} ${f.disposition.state}`,
    );

  it.each<[string, Partial<Policy>, string]>([
    ['counts like our own', {}, 'tool/r1 2 high reported'],
    [
      'is turned off',
      { scanners: { fromCodeScanning: [], rules: [{ match: ['tool/**'], severity: 'off' }] } },
      'tool/r1 2 high ignored',
    ],
    [
      'is weighed anew, by the last that fits',
      {
        scanners: {
          fromCodeScanning: [],
          rules: [
            { match: ['tool/**'], severity: 'off' },
            { match: ['tool/r1'], severity: 'low' },
            { match: ['other/**'], severity: 'off' },
          ],
        },
      },
      'tool/r1 2 low reported',
    ],
    ['lies on an ignored path', { ignorePaths: ['a.py'] }, 'tool/r1 2 high ignored'],
  ])('a result %s', async (_name, policy, expected) => {
    expect(await said(log('Tool', [2]), policy)).toEqual([expected]);
  });

  it('heeds an allow comment that names the rule of the tool', async () => {
    expect(await said(log('Tool', [5]), { allowComments: 'head' })).toEqual(['tool/r1 5 high waived']);
    expect(await said(log('Other', [5]), { allowComments: 'head' })).toEqual(['other/r1 5 high reported']);
  });

  it('leaves unchanged lines outside the change', async () => {
    const file = { ...wholeFile('a.py', body), status: 'modified' as const };
    const [hunk] = file.hunks;
    const lines =
      hunk?.lines.map((line, at) => ({
        ...line,
        kind: at === 1 ? ('added' as const) : ('context' as const),
      })) ?? [];
    const files = [{ ...file, hunks: [{ oldStart: 1, oldLines: 4, newStart: 1, newLines: 5, lines }] }];
    expect(await said(log('Tool', [1, 2]), {}, { files })).toEqual([
      'tool/r1 1 high outside-change',
      'tool/r1 2 high reported',
    ]);
  });

  it('masks what stands at the place of a secret, in every text', async () => {
    const found = await run(log('gitleaks', [3], `has ${value} here`));
    expect(found.findings[0]?.excerpt.lines.join('')).toContain('****');
    expect(JSON.stringify(found)).not.toContain(value);
  });

  it('is incomplete where a report could not be read', async () => {
    const found = await run('not SARIF');
    expect(found.conclusion).toBe('action_required');
    expect(found.coverage.notChecked).toEqual([{ check: 'results of x.sarif', reason: 'it is not JSON' }]);
  });
});

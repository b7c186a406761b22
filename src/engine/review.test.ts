// Reviews of tiny changes by tiny detectors.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Change, type ChangedFile, wholeFile } from './change.ts';
import type { Detector } from './detector.ts';
import { factKey, Facts } from './facts.ts';
import type { Finding } from './finding.ts';
import { defaultPolicy, type Policy } from './policy/policy.ts';
import { aiToolSchema } from './provenance/tool.ts';
import { needs, review, type ReviewInput } from './review.ts';
import type { RuleInfo } from './rule.ts';
import { noSyntax } from './syntax/parse.ts';
import { fuzzBudget } from '../../test/fuzz-budget.ts';

const info = (id: string, more: Partial<RuleInfo> = {}): RuleInfo => ({
  id,
  title: `A case of ${id}`,
  class: 'test-class',
  severity: 'high',
  confidence: 'high',
  cwe: [89],
  owasp: [],
  why: 'Because this sentence says why.',
  remedy: 'Write it the other way.',
  references: [],
  ...more,
});

const rules = {
  version: '0'.repeat(64),
  info: new Map(
    ['find-evil', 'find-token', 'find-flow', 'malformed-allow-comment'].map((id) => [id, info(id)]),
  ),
};

function finding(
  path: string,
  line: number,
  column: number,
  length: number,
  more: Partial<Finding> = {},
): Finding {
  const { title, why, remedy, severity, confidence, cwe, references } = info('find-evil');
  return {
    rule: 'find-evil',
    title,
    class: 'test-class',
    path,
    start: { line, column },
    end: { line, column: column + length },
    severity,
    confidence,
    message: 'evil is called',
    why,
    remedy,
    cwe,
    references,
    related: [],
    ...more,
  };
}

/** Finds each `word` in the text after the change, added or not. */
function wordDetector(word: string, more: Partial<Finding> = {}): Detector {
  return {
    id: `word-${word}`,
    *detectFile(file) {
      for (const [index, line] of (file.body ?? '').split('\n').entries()) {
        const at = line.indexOf(word);
        if (at !== -1) yield { finding: finding(file.path, index + 1, at + 1, word.length, more) };
      }
    },
  };
}

const thrower: Detector = {
  id: 'thrower',
  // It throws before it could yield.
  // oxlint-disable-next-line require-yield
  *detectFile(file) {
    throw new Error(`cannot read ${file.path}`);
  },
};

function modified(path: string, body: string, added: number[]): ChangedFile {
  const lines = body.split('\n').slice(0, -1);
  return {
    path,
    status: 'modified',
    class: 'text',
    body,
    hunks: [
      {
        oldStart: 1,
        oldLines: lines.length - added.length,
        newStart: 1,
        newLines: lines.length,
        lines: lines.map((text, index) => ({ kind: added.includes(index + 1) ? 'added' : 'context', text })),
      },
    ],
  };
}

const change = (...files: ChangedFile[]): Change => ({
  base: 'b',
  head: 'h',
  files,
  commits: [],
  unread: [],
});

const enforce: Policy = { ...defaultPolicy, mode: 'enforce', source: '.langguard.yml' };

const input = (
  files: ChangedFile[],
  detectors: Detector[],
  more: Partial<ReviewInput> = {},
): ReviewInput => ({
  change: change(...files),
  facts: new Facts(),
  rules,
  syntax: noSyntax,
  policy: defaultPolicy,
  policyProblems: [],
  detectors,
  digestKey: 'key of this test',
  today: '2026-11-20',
  ...more,
});

const line = (f: { rule: string; path: string; start: { line: number }; disposition: { state: string } }) =>
  `${f.rule} ${f.path}:${f.start.line} ${f.disposition.state}`;

describe('review', () => {
  it('keeps findings that the change did not touch, with the reason', async () => {
    const result = await review(
      input([modified('a.js', 'evil()\nevil()\nok()\n', [2])], [wordDetector('evil')]),
    );
    expect(result.findings.map(line)).toEqual([
      'find-evil a.js:1 outside-change',
      'find-evil a.js:2 reported',
    ]);
    expect(result.coverage).toMatchObject({ files: 1, addedLines: 1, classes: { text: 1 } });
  });

  it('counts a finding whose source alone is new, and one about removed lines', async () => {
    const step = {
      start: { line: 2, column: 1 },
      end: { line: 2, column: 5 },
      path: 'a.js',
      message: 'comes from here',
    };
    const flow = wordDetector('evil', { related: [step] });
    const removal = wordDetector('evil', { removed: true, rule: 'find-flow', class: 'other' });
    const result = await review(input([modified('a.js', 'evil()\nnew\n', [2])], [flow, removal]));
    expect(result.findings.map(line)).toEqual(['find-evil a.js:1 reported', 'find-flow a.js:1 reported']);
  });

  it('goes on when a detector throws, and is then no success', async () => {
    for (const [policy, conclusion] of [
      [defaultPolicy, 'neutral'],
      [{ ...enforce, failOn: 'never' as const }, 'action_required'],
    ] as const) {
      const result = await review(
        input(
          [wholeFile('a.js', 'evil()\n'), wholeFile('b.js', 'evil()\n')],
          [thrower, wordDetector('evil')],
          { policy },
        ),
      );
      expect(result.findings).toHaveLength(2);
      expect(
        result.incidents.map((incident) => `${incident.detector} ${incident.path}: ${incident.message}`),
      ).toEqual(['thrower a.js: Error: cannot read a.js', 'thrower b.js: Error: cannot read b.js']);
      expect(result.conclusion).toBe(conclusion);
    }
  });

  it('masks a secret inside the finding of another detector, in related steps, fixes, excerpts and incidents', async () => {
    const secret = ['sk', 'live', 'x9'.repeat(12)].join('_');
    const block = ['-----BEGIN', 'k'.repeat(30), 'ab=='].join('\n');
    const collects: Detector = { id: 'secrets', collectSecrets: () => [secret, block] };
    const place = { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
    const leaky = wordDetector('evil', {
      message: `evil(${secret}) is called`,
      why: `"${secret}"`,
      remedy: encodeURIComponent(secret),
      title: block,
      related: [{ ...place, path: 'a.js', message: secret }],
      fix: { ...place, replacement: secret },
    });
    const bad: Detector = {
      id: 'bad',
      detectChange: () => {
        throw new Error(`at ${secret}`);
      },
    };
    const body = `const a = "${secret}"; evil(a)\nconst b = "evil ${block}";\n`;
    const result = await review(input([wholeFile('a.js', body)], [collects, leaky, bad]));
    expect(result.findings).toHaveLength(2);
    const said = JSON.stringify(result);
    for (const part of [secret, 'k'.repeat(30), 'ab==']) expect(said).not.toContain(part);
    expect(result.findings[0]?.excerpt.lines).toEqual(['const a = "****"; evil(a)']);
  });

  it('masks everything that might be a secret when the secrets cannot be collected', async () => {
    const secret = 'x9'.repeat(12);
    const broken: Detector = {
      id: 'secrets',
      collectSecrets: () => {
        throw new Error('broken');
      },
    };
    const result = await review(
      input([wholeFile('a.js', `evil("${secret}")\n`)], [broken, wordDetector('evil')]),
    );
    expect(JSON.stringify(result)).not.toContain(secret);
    expect(result.conclusion).toBe('neutral');
  });

  it('gives a finding the same fingerprint when lines move or are indented, and equal ones different fingerprints', async () => {
    const of = async (body: string) =>
      (await review(input([wholeFile('a.js', body)], [wordDetector('evil')]))).findings.map(
        (f) => f.fingerprint,
      );
    const before = await of('evil(1)\nevil(1)\nevil(2)\n');
    const after = await of('\n\n  evil(1)\n// more\n\tevil(1)\r\nevil(2)\n');
    expect(after).toEqual(before);
    expect(new Set(before).size).toBe(3);
    expect(before[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(await of('evil(3)\n')).not.toContain(before[0]);
  });

  it('drops a fix that would hold a secret, and masks the reason of a waiver', async () => {
    const secret = ['sk', 'live', 'x9'.repeat(12)].join('_');
    const place = { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
    const detectors = [
      { id: 'secrets', collectSecrets: () => [secret] },
      wordDetector('evil()', { fix: { ...place, replacement: `good("${secret}")` } }),
      wordDetector('bad()', { fix: { ...place, replacement: 'good()' } }),
      wordDetector('worse()', {
        fix: { ...place, replacement: 'good()', also: [{ ...place, replacement: `use(${secret})` }] },
      }),
    ];
    const body = `evil() // langguard: allow find-evil -- like ${secret}\nbad()\nworse()\n`;
    const policy: Policy = { ...defaultPolicy, allowComments: 'head' };
    const { findings } = await review(input([wholeFile('a.js', body)], detectors, { policy }));
    expect(findings.map((f) => f.fix?.replacement)).toEqual([undefined, 'good()', undefined]);
    expect(findings[0]?.disposition).toMatchObject({ state: 'waived', reason: 'like ****' });
  });

  it('keeps fingerprints through any unrelated lines', async () => {
    const lines = fc.array(fc.stringMatching(/^[a-d ]{0,6}$/), { maxLength: 4 });
    const of = async (body: string) =>
      (await review(input([wholeFile('a.js', body)], [wordDetector('evil')]))).findings.map(
        (f) => f.fingerprint,
      );
    const expected = await of('evil(1)\nevil(1)\nevil(2)\n');
    await fc.assert(
      fc.asyncProperty(lines, lines, lines, async (a, b, c) => {
        const body = [...a, 'evil(1)', ...b, '  evil(1)', ...c, 'evil(2)', ''].join('\n');
        expect(await of(body)).toEqual(expected);
      }),
      fuzzBudget(100),
    );
  });

  it('says the same answer for the same input, in whatever order detectors and files come', async () => {
    const files = [wholeFile('b.js', 'evil()\nevil()\n'), wholeFile('a.js', 'token evil()\n')];
    const detectors = [
      wordDetector('evil'),
      wordDetector('token', { rule: 'find-token', severity: 'critical' }),
    ];
    const once = await review(input(files, detectors));
    const again = await review(input(files.toReversed(), detectors.toReversed()));
    expect(again).toEqual(once);
    expect(once.findings.map(line)).toEqual([
      'find-token a.js:1 reported',
      'find-evil a.js:1 reported',
      'find-evil b.js:1 reported',
      'find-evil b.js:2 reported',
    ]);
  });

  it('says the same rule and region once, and keeps the weightier of two rules of a class at one sink', async () => {
    const mild = wordDetector('evil()', { rule: 'find-flow', severity: 'medium' });
    const result = await review(
      input([wholeFile('a.js', 'evil()\n')], [wordDetector('evil'), wordDetector('evil'), mild]),
    );
    expect(result.findings.map(line)).toEqual(['find-evil a.js:1 reported', 'find-flow a.js:1 ignored']);
    expect(result.findings[1]?.disposition).toMatchObject({ reason: 'said already by find-evil' });
  });

  it('asks each missing fact once and survives a detector that throws while asking', () => {
    const request = { kind: 'package', ecosystem: 'npm', name: 'left-pad' } as const;
    const asking: Detector = { id: 'asking', needs: () => [request, request] };
    const failing: Detector = {
      id: 'failing',
      needs: () => {
        throw new Error('no');
      },
    };
    expect(needs(input([], [failing, asking, asking]))).toEqual([request]);
    const facts = new Facts(new Map([[factKey(request), { state: 'unknown', reason: 'offline' } as const]]));
    expect(needs(input([], [asking], { facts }))).toEqual([]);
  });

  it('breathes between files', async () => {
    let breaths = 0;
    const breathe = async () => {
      breaths++;
    };
    await review(input([wholeFile('a.js', ''), wholeFile('b.js', '')], [], { breathe }));
    expect(breaths).toBe(2);
  });

  it('digests under the key', async () => {
    const digests: string[] = [];
    const detector: Detector = {
      id: 'digests',
      detectChange({ digest }) {
        digests.push(digest('a'));
        return [];
      },
    };
    await review(input([], [detector]));
    await review(input([], [detector]));
    await review(input([], [detector], { digestKey: 'other' }));
    expect(digests[0]).toBe(digests[1]);
    expect(digests[0]).not.toBe(digests[2]);
  });
});

describe('policy in a review', () => {
  const allow = 'langguard: allow find-evil -- only tests';
  const states = async (files: ChangedFile[], more: Partial<ReviewInput> = {}) =>
    (await review(input(files, [wordDetector('evil()')], more))).findings.map(line);
  const head: Policy = { ...defaultPolicy, allowComments: 'head' };

  it('waives by comments of the base, and by those of the change only where policy says so', async () => {
    const added = [wholeFile('a.js', `evil() // ${allow}\n// ${allow}\nevil()\nevil()\n`)];
    expect(await states(added)).toEqual([1, 3, 4].map((n) => `find-evil a.js:${n} reported`));
    expect(await states(added, { policy: head })).toEqual([
      'find-evil a.js:1 waived',
      'find-evil a.js:3 waived',
      'find-evil a.js:4 reported',
    ]);
    expect(await states([modified('a.js', `// ${allow}\nevil()\n`, [2])])).toEqual([
      'find-evil a.js:2 waived',
    ]);
    const said = await review(input(added, [wordDetector('evil()')]));
    expect(said.findings.map((f) => f.message.includes('takes effect once'))).toEqual([true, true, false]);
  });

  it('has a comment above a chain of calls speak for its links', async () => {
    const file = modified('a.js', `// ${allow}\ndb\n  .first()\n  .evil()\n`, [2, 3, 4]);
    const [found] = (await review(input([file], [wordDetector('evil()', { chainLine: 2 })]))).findings;
    expect([found?.start.line, found?.disposition.state, found && 'chainLine' in found]).toEqual([
      4,
      'waived',
      false,
    ]);
    expect(await states([file])).toEqual(['find-evil a.js:4 reported']);
  });

  it('gives a waived finding the fingerprint that it had', async () => {
    const of = async (policy: Policy) =>
      (await review(input([wholeFile('a.js', `evil() // ${allow}\n`)], [wordDetector('evil()')], { policy })))
        .findings[0];
    expect((await of(head))?.fingerprint).toBe((await of(defaultPolicy))?.fingerprint);
  });

  it('raises the severity on lines that a tool claims, and names the tool', async () => {
    const person = { name: 'Jane Roe', email: 'jane@example.org' };
    const message = 'Add\n\nCo-Authored-By: Maker <maker@example.com>\n';
    const commits = [{ sha: 'abc', message, author: person, committer: person, verified: false }];
    const aiTools = [
      aiToolSchema.parse({
        id: 'maker',
        name: 'Maker',
        identities: [
          { id: 'maker-email', emails: ['maker@example.com'], source: 'test', examples: { match: ['x'] } },
        ],
      }),
    ];
    const result = await review(
      input([], [wordDetector('evil()')], {
        change: { ...change(wholeFile('a.js', 'evil()\n')), commits },
        rules: { ...rules, aiTools },
        policy: { ...defaultPolicy, aiSeverityBump: 1 },
      }),
    );
    const [first] = result.findings;
    expect([first?.severity, first?.detectedSeverity, first?.origin.name]).toEqual([
      'critical',
      'high',
      'Maker',
    ]);
    expect(result.origins).toMatchObject([
      { lines: 1, files: 1, origin: { tool: 'maker', grade: 'claimed' } },
    ]);
  });

  it('keeps what policy ignores, with the reason', async () => {
    const off: Policy = { ...enforce, rules: new Map([['find-evil', { severity: 'off' }]]) };
    const result = await review(
      input([wholeFile('a.js', 'evil()\n')], [wordDetector('evil()')], { policy: off }),
    );
    expect(result.findings[0]?.disposition).toEqual({
      state: 'ignored',
      reason: '.langguard.yml turns this rule off',
    });
    expect(result.conclusion).toBe('success');
  });

  it('reports another rule of the class when the weightier one is waived', async () => {
    const other = wordDetector('evil()', { rule: 'find-flow', severity: 'low' });
    const result = await review(
      input([wholeFile('a.js', `evil() // ${allow}\n`)], [wordDetector('evil()'), other], { policy: head }),
    );
    expect(result.findings.map(line)).toEqual(['find-evil a.js:1 waived', 'find-flow a.js:1 reported']);
  });
});

describe('a very large review', () => {
  it('survives more findings than the stack holds', async () => {
    const many: Detector = {
      id: 'many',
      *detectFile(file) {
        for (let n = 1; n <= 150_000; n++)
          yield { finding: finding(file.path, 1, n, 1, { class: `class-${n}` }) };
      },
    };
    const result = await review(input([wholeFile('a.js', 'evil()\n')], [many]));
    expect(result.findings).toHaveLength(150_000);
  });
});

describe('conclusion', () => {
  const evil = [wholeFile('a.js', 'evil()\n')];
  const problem = { path: '.langguard.yml', line: 1, column: 1, message: 'bad' };
  const unread = [{ path: 'x', what: 'file' as const, reason: 'too large' }];
  const offline: Detector = {
    id: 'dependencies',
    *detectChange() {
      yield { notChecked: { check: 'advisories', reason: 'offline' } };
    },
  };
  const cases: [string, Partial<ReviewInput>, string, string][] = [
    ['monitor', {}, 'success', 'Found 1 high (monitor mode: findings never fail the check).'],
    ['enforce', { policy: enforce }, 'failure', '1 finding at or above high: 1 high.'],
    [
      'below fail_on',
      { policy: { ...enforce, failOn: 'critical' } },
      'success',
      'Found 1 high (fails on critical).',
    ],
    ['never', { policy: { ...enforce, failOn: 'never' } }, 'success', 'Found 1 high (fails on never).'],
    ['clean', { change: change() }, 'success', 'No findings on the added lines.'],
    [
      'bad config',
      { policyProblems: [problem] },
      'action_required',
      '.langguard.yml has 1 problem; found 1 high.',
    ],
    [
      'bad proposal',
      { proposedProblems: [problem] },
      'action_required',
      '.langguard.yml has 1 problem; found 1 high.',
    ],
    [
      'bad config, mended',
      { policyProblems: [problem], change: change(wholeFile('.langguard.yml', 'version: 1\n')) },
      'neutral',
      '.langguard.yml has 1 problem; no findings on the added lines.',
    ],
    [
      'bad proposal, found here',
      { change: change(wholeFile('.langguard.yml', 'version: 9\n')) },
      'action_required',
      '.langguard.yml has 1 problem; no findings on the added lines.',
    ],
    [
      'unread, monitor',
      { change: { ...change(), unread } },
      'neutral',
      'The review is incomplete: 1 part not read; no findings on the added lines.',
    ],
    [
      'unread, enforce',
      { policy: enforce, change: { ...change(), unread } },
      'action_required',
      'The review is incomplete: 1 part not read; no findings on the added lines.',
    ],
    [
      'unread, ignored',
      { policy: { ...enforce, onUnread: 'ignore' }, change: { ...change(), unread } },
      'success',
      'No findings on the added lines.',
    ],
    [
      'not checked',
      { change: change(), detectors: [offline] },
      'neutral',
      'The review is incomplete: 1 check not made; no findings on the added lines.',
    ],
  ];
  it.each(cases)('%s', async (_name, more, conclusion, reason) => {
    const result = await review(input(evil, [wordDetector('evil')], more));
    expect([result.conclusion, result.reason]).toEqual([conclusion, reason]);
  });
});

// SARIF against the official schema, the limits of code scanning, and back again.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { confidences, severities } from '../engine/finding.ts';
import type { Disposition, JudgedFinding, Review } from '../engine/review.ts';
import { visible } from './neutralise.ts';
import { readSarif, type SarifFinding } from './read-sarif.ts';
import { cleanReview, sampleFinding, sampleReview, sampleRule } from './sample-review.ts';
import { isPlainFix, paragraph, snippetOf, stepsOf } from './sarif-result.ts';
import { renderSarif, type SarifOptions } from './sarif.ts';
import { fuzzBudget } from '../../test/fuzz-budget.ts';

const options: SarifOptions = { version: '0.1.0', rules: new Map([[sampleRule.id, sampleRule]]), all: true };
let isValid: (log: unknown) => void;

beforeAll(() => {
  const file = createRequire(import.meta.url).resolve('schemastore/schemas/json/sarif-2.1.0.json');
  // One pattern of the schema is none under the u flag.
  const ajv = new Ajv({ strict: false, unicodeRegExp: false, allErrors: true });
  formats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
  isValid = (log) => {
    validate(log);
    expect(validate.errors ?? []).toEqual([]);
  };
});

/** What code scanning takes: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning. */
function problemsOf(text: string): string[] {
  const log = JSON.parse(text) as {
    runs: {
      tool: {
        driver: {
          rules: {
            id: string;
            shortDescription: { text: string };
            fullDescription: { text: string };
            help: { text: string };
            properties: { tags: string[]; 'security-severity': string };
          }[];
        };
      };
      results: {
        ruleId: string;
        ruleIndex: number;
        message: { text: string };
        locations: unknown[];
        partialFingerprints: Record<string, string>;
        codeFlows?: { threadFlows: { locations: unknown[] }[] }[];
      }[];
    }[];
  };
  const say = (problem: string, is: boolean) => (is ? [problem] : []);
  return [
    ...say('more than 10 MB packed', gzipSync(text).length > 10 * 1024 * 1024),
    ...say('more than 20 runs', log.runs.length > 20),
    ...log.runs.flatMap(({ tool: { driver }, results }) => [
      ...say('more than 25,000 results', results.length > 25_000),
      ...say('more than 25,000 rules', driver.rules.length > 25_000),
      ...driver.rules.flatMap((rule) => [
        ...say('more than 10 tags', rule.properties.tags.length > 10),
        ...say('no severity', !(Number(rule.properties['security-severity']) > 0)),
        ...say(
          'long texts',
          rule.shortDescription.text.length > 1024 || rule.fullDescription.text.length > 1024,
        ),
        ...say('long id', rule.id.length > 255),
        ...say('no help', rule.help.text.trim() === ''),
      ]),
      ...results.flatMap((result) => [
        ...say('not one location', result.locations.length !== 1),
        ...say('rule of another id', driver.rules[result.ruleIndex]?.id !== result.ruleId),
        ...say('empty message', result.message.text.trim() === ''),
        ...say(
          'no fingerprint',
          !/^[\da-f]{16}:1$/.test(result.partialFingerprints['primaryLocationLineHash'] ?? ''),
        ),
        ...say(
          'more than 1,000 steps',
          (result.codeFlows?.[0]?.threadFlows[0]?.locations.length ?? 0) > 1000,
        ),
      ]),
    ]),
  ];
}

const hostile = '](https://evil.example)\u0000\u202E\uD800 @octo <script> `` ${{ x }} \r\n\n\n%';

function hostileReview(): Review {
  const nasty = sampleFinding({
    rule: 'tool/rule',
    title: hostile,
    path: `a b/${hostile}#?.py`,
    message: hostile,
    why: hostile,
    remedy: hostile,
    references: [],
    related: [
      {
        ...(sampleFinding().related[0] as JudgedFinding['related'][number]),
        path: hostile,
        message: hostile,
      },
    ],
    excerpt: { startLine: 1, lines: [hostile.repeat(200)] },
    disposition: {
      state: 'waived',
      reason: hostile,
      by: 'file',
      waiver: 'w',
      owner: hostile,
      until: '2027-01-01',
    },
  });
  return sampleReview({
    findings: [nasty],
    reason: hostile,
    incidents: [{ detector: 'x', message: hostile, path: hostile }],
    coverage: {
      files: 1,
      addedLines: 1,
      classes: {},
      unread: [{ what: 'file', path: hostile, reason: hostile }],
      notChecked: [{ check: hostile, reason: hostile }],
    },
  });
}

/** The schema wants lists without repeats, which takes the square of their length: of long ones the beginning is enough. */
function beginning(text: string): unknown {
  const log = JSON.parse(text) as {
    runs: {
      tool: { driver: { rules: unknown[] } };
      results: unknown[];
      invocations: { toolExecutionNotifications: unknown[] }[];
    }[];
  };
  for (const run of log.runs) {
    run.tool.driver.rules.splice(100);
    run.results.splice(100);
    for (const each of run.invocations) each.toolExecutionNotifications.splice(100);
  }
  return log;
}

const many = (count: number, over: (index: number) => Partial<JudgedFinding>) =>
  Array.from({ length: count }, (_, index) =>
    sampleFinding({ fingerprint: index.toString(16).padStart(64, '0'), ...over(index) }),
  );

describe('what is written', () => {
  it.each<[string, () => Review]>([
    ['the sample', sampleReview],
    ['a clean review', cleanReview],
    ['hostile texts', hostileReview],
    [
      'more results and rules than fit',
      () =>
        sampleReview({
          findings: many(25_001, (index) => ({
            rule: `tool/r${index}`,
            related: [],
            excerpt: { startLine: 1, lines: [] },
          })),
        }),
    ],
    [
      'a very long way',
      () =>
        sampleReview({
          findings: many(1, () => ({
            related: Array.from(
              { length: 3000 },
              () => sampleFinding().related[0] as JudgedFinding['related'][number],
            ),
          })),
        }),
    ],
    [
      'many gaps',
      () =>
        sampleReview({
          coverage: {
            ...sampleReview().coverage,
            unread: Array.from({ length: 5000 }, (_, index) => ({
              what: 'file' as const,
              path: `f${index}`,
              reason: 'too large',
            })),
          },
        }),
    ],
    [
      'many CWEs',
      () =>
        sampleReview({
          findings: many(1, () => ({
            rule: 'x/y',
            cwe: Array.from({ length: 30 }, (_, index) => index + 1),
            why: 'w'.repeat(5000),
          })),
        }),
    ],
  ])('is SARIF that code scanning takes: %s', (_name, review) => {
    const text = renderSarif(review(), options);
    isValid(beginning(text));
    expect(problemsOf(text)).toEqual([]);
  });

  it('says how many findings had no room, and leaves out those that do not count first', () => {
    const waived: Disposition = { state: 'waived', reason: 'r', by: 'comment' };
    const findings = many(4, (index) => (index < 2 ? { disposition: waived } : {}));
    const text = renderSarif(sampleReview({ findings }), { ...options, maxResults: 3 });
    expect(readSarif(text).findings.map(({ disposition }) => disposition.state)).toEqual([
      'reported',
      'reported',
      'waived',
    ]);
    expect(text).toContain('1 findings are left out here');
    expect(
      readSarif(renderSarif(sampleReview({ findings }), { ...options, onlyReported: true })).findings,
    ).toHaveLength(2);
  });

  it('the checks above refuse what they should', () => {
    const [run] = (JSON.parse(renderSarif(sampleReview(), options)) as { runs: unknown[] }).runs;
    expect(problemsOf(JSON.stringify({ runs: Array(21).fill(run) }))).toEqual(['more than 20 runs']);
    expect(() => isValid({ version: '2.1.0', runs: [{ tool: {} }] })).toThrow('deeply equal');
  });
});

/** What of a finding SARIF holds, and how. */
function held(finding: JudgedFinding): SarifFinding {
  const { disposition } = finding;
  const shown = Object.fromEntries(
    Object.entries(disposition).map(([key, value]) => [key, visible(String(value))]),
  );
  const { rule, path, start, end, severity, detectedSeverity, confidence, cwe, fingerprint, related } =
    finding;
  return {
    rule,
    class: finding.class,
    path: path.toWellFormed(),
    start,
    end,
    severity,
    detectedSeverity,
    confidence,
    message: paragraph(finding.message),
    why: paragraph(finding.why),
    remedy: paragraph(finding.remedy),
    cwe,
    fingerprint,
    disposition: shown as Disposition,
    related: stepsOf(related).map((step) => ({
      ...step,
      path: step.path.toWellFormed(),
      message: visible(step.message),
    })),
    ...(finding.fix && isPlainFix(finding) && { fix: finding.fix }),
    ...(finding.alsoFoundBy && { alsoFoundBy: finding.alsoFoundBy }),
    ...(finding.removed && { removed: true }),
    ...(finding.commit !== undefined && { commit: finding.commit }),
    snippet: snippetOf(finding.excerpt),
  };
}

describe('what is read again', () => {
  const words = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.constantFrom(hostile, 'a](b', '\\](', '\n\n', 'plain words'),
  );
  // No path of git begins with a slash.
  const path = words.map((text) => text.replace(/^\/+/, '') || 'x');
  const position = fc.record({
    line: fc.integer({ min: 1, max: 9999 }),
    column: fc.integer({ min: 1, max: 999 }),
  });
  const region = { start: position, end: position };
  const edit = fc.record({ ...region, replacement: words });
  const reasoned = { reason: words };
  const disposition: fc.Arbitrary<Disposition> = fc.oneof(
    fc.constant({ state: 'reported' as const }),
    fc.record({ state: fc.constant('waived' as const), ...reasoned, by: fc.constant('comment' as const) }),
    fc.record({
      state: fc.constant('waived' as const),
      ...reasoned,
      by: fc.constantFrom('file' as const, 'command' as const),
      waiver: words,
      owner: words,
      until: words,
    }),
    fc.record({
      state: fc.constantFrom('below-threshold' as const, 'outside-change' as const, 'ignored' as const),
      ...reasoned,
    }),
  );
  const finding = fc
    .record({
      rule: fc.constantFrom('sql-from-interpolation', 'codeql/js/x', 'other-rule'),
      class: fc.constantFrom('sql-injection', 'x'),
      path,
      ...region,
      severity: fc.constantFrom(...severities),
      detectedSeverity: fc.constantFrom(...severities),
      confidence: fc.constantFrom(...confidences),
      message: words,
      why: words,
      remedy: words,
      cwe: fc.array(fc.integer({ min: 1, max: 1500 }), { maxLength: 12 }),
      fingerprint: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 }),
      disposition,
      related: fc.array(fc.record({ path, ...region, message: words }), { maxLength: 3 }),
      excerpt: fc.record({ startLine: fc.constant(1), lines: fc.array(words, { maxLength: 3 }) }),
    })
    .chain((made) =>
      fc
        .record(
          {
            fix: fc.oneof(
              edit,
              fc.record({
                ...region,
                replacement: words,
                also: fc.array(edit, { minLength: 1, maxLength: 2 }),
              }),
            ),
            alsoFoundBy: fc.constant(['a/b']),
            removed: fc.constant(true),
            commit: fc.constant('ab12'),
          },
          { requiredKeys: [] },
        )
        .map((more) => sampleFinding({ ...made, ...more } as unknown as JudgedFinding)),
    );

  it('is what a report in JSON says, as far as SARIF holds it', () => {
    fc.assert(
      fc.property(fc.array(finding, { maxLength: 4 }), (findings) => {
        // As a reader of the report has it.
        const report = JSON.parse(JSON.stringify(sampleReview({ findings }))) as Review;
        const sarif = renderSarif(report, options);
        isValid(JSON.parse(sarif));
        const again = readSarif(sarif);
        expect(again.findings).toEqual(report.findings.map(held));
        expect(again).toMatchObject({
          version: '0.1.0',
          ruleSet: report.ruleSet,
          base: report.base,
          head: report.head,
          conclusion: report.conclusion,
        });
      }),
      fuzzBudget(60),
    );
  });

  it('reads no log of another tool', () => {
    const log = JSON.parse(renderSarif(sampleReview(), options)) as {
      runs: { tool: { driver: { name: string } } }[];
    };
    (log.runs[0] as (typeof log.runs)[number]).tool.driver.name = 'Other';
    expect(() => readSarif(JSON.stringify(log))).toThrow('LangGuard');
  });
});

// Reports of other scanners: what they become, what is refused, and that no text makes the reader fail.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wholeFile } from '../change.ts';
import { readScannerReport } from './report.ts';
import type { Json } from './shape.ts';
import { fuzzBudget } from '../../../test/fuzz-budget.ts';

const files = [
  wholeFile('app/a.py', 'import os\nquery("x" + name)\nkey = "hunter-22-hunter"\n\u{1F600} = 1\n'),
];
const classOf = (cwe: readonly number[]) =>
  cwe[0] === 89 ? 'sql-injection' : cwe[0] === 798 ? 'secret' : undefined;
const read = (text: string) => readScannerReport({ name: 'x.sarif', text }, files, classOf);
const location = (region: Json, uri = 'app/a.py'): Json => ({
  physicalLocation: { artifactLocation: { uri }, region },
});

interface Made {
  tool?: string;
  rule?: Record<string, Json>;
  result?: Record<string, Json>;
  run?: Record<string, Json>;
}
const log = ({ tool = 'Tool', rule = {}, result = {}, run = {} }: Made): string =>
  JSON.stringify({
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: tool, rules: [{ id: 'R1', ...rule }] } },
        results: [
          {
            ruleId: 'R1',
            message: { text: 'bad' },
            locations: [location({ startLine: 2, startColumn: 1, endColumn: 6 })],
            ...result,
          },
        ],
        ...run,
      },
    ],
  });

describe('readScannerReport', () => {
  const cases: [string, Made, string][] = [
    ['nothing said', {}, 'tool/r1 low/medium app/a.py:2:1-2:6 tool-r1'],
    [
      'CodeQL',
      {
        tool: 'CodeQL',
        rule: {
          id: 'py/sql-injection',
          properties: {
            tags: ['security', 'external/cwe/cwe-089'],
            precision: 'high',
            'security-severity': '8.8',
          },
        },
        result: { ruleId: 'py/sql-injection' },
      },
      'codeql/py/sql-injection high/high app/a.py:2:1-2:6 sql-injection',
    ],
    [
      'a pack of CodeQL',
      {
        tool: 'CodeQL',
        run: {
          tool: {
            driver: { name: 'CodeQL' },
            extensions: [
              {
                name: 'pack',
                rules: [{ id: 'py/x', properties: { tags: ['security'], 'security-severity': '9.1' } }],
              },
            ],
          },
        },
        result: { ruleId: 'py/x' },
      },
      'codeql/py/x critical/medium app/a.py:2:1-2:6 codeql-py-x',
    ],
    [
      'Semgrep',
      {
        tool: 'Semgrep OSS',
        rule: {
          id: 'python.lang.sqli',
          properties: { tags: ['CWE-89: Improper Neutralization', 'HIGH CONFIDENCE', 'security'] },
          defaultConfiguration: { level: 'error' },
        },
        result: { ruleId: 'python.lang.sqli' },
      },
      'semgrep/python.lang.sqli high/high app/a.py:2:1-2:6 sql-injection',
    ],
    [
      'Bandit',
      {
        tool: 'Bandit',
        rule: { properties: { tags: ['security', 'external/cwe/cwe-89'] } },
        result: { level: 'error', properties: { issue_severity: 'MEDIUM', issue_confidence: 'LOW' } },
      },
      'bandit/r1 medium/low app/a.py:2:1-2:6 sql-injection',
    ],
    ['gitleaks', { tool: 'gitleaks' }, 'gitleaks/r1 high/medium app/a.py:2:1-2:6 secret'],
    [
      'ESLint',
      { tool: 'ESLint', result: { level: 'error' } },
      'eslint/r1 medium/medium app/a.py:2:1-2:6 eslint-r1',
    ],
    [
      'Trivy',
      {
        tool: 'Trivy',
        rule: { properties: { 'security-severity': '5.5', precision: 'very-high' } },
        result: { level: 'warning', locations: [location({ startLine: 2, endLine: 2 })] },
      },
      'trivy/r1 medium/high app/a.py:2:1-2:18 tool-r1'.replace('tool', 'trivy'),
    ],
    [
      'Checkov',
      { tool: 'Checkov', result: { level: 'error' } },
      'checkov/r1 high/medium app/a.py:2:1-2:6 checkov-r1',
    ],
    [
      'taxa',
      {
        rule: { relationships: [{ target: { id: '89', toolComponent: { name: 'CWE' } } }] },
      },
      'tool/r1 medium/medium app/a.py:2:1-2:6 sql-injection',
    ],
    [
      'a part of a rule',
      { result: { ruleId: 'R1/2' }, rule: { properties: { 'security-severity': 7 } } },
      'tool/r1/2 high/medium app/a.py:2:1-2:6 tool-r1-2',
    ],
    [
      'a rule by its place',
      { result: { ruleId: null, ruleIndex: 0 } },
      'tool/r1 low/medium app/a.py:2:1-2:6 tool-r1',
    ],
    [
      'no region',
      { result: { locations: [location(null)] } },
      'tool/r1 low/medium app/a.py:1:1-1:10 tool-r1',
    ],
    [
      'a region beyond',
      { result: { locations: [location({ startLine: 2, startColumn: 900, endColumn: 950 })] } },
      'tool/r1 low/medium app/a.py:2:18-2:19 tool-r1',
    ],
    [
      'wrong numbers',
      { result: { locations: [location({ startLine: '2', startColumn: -1 })] } },
      'tool/r1 low/medium app/a.py:1:1-1:10 tool-r1',
    ],
    [
      'columns in characters',
      { result: { locations: [location({ startLine: 4, startColumn: 2, endColumn: 3 })] } },
      'tool/r1 low/medium app/a.py:4:3-4:4 tool-r1',
    ],
    [
      'columns in units',
      {
        run: { columnKind: 'utf16CodeUnits' },
        result: { locations: [location({ startLine: 4, startColumn: 3, endColumn: 4 })] },
      },
      'tool/r1 low/medium app/a.py:4:3-4:4 tool-r1',
    ],
    ['passed', { result: { kind: 'pass' } }, ''],
    ['gone', { result: { baselineState: 'absent' } }, ''],
    ['another file', { result: { locations: [location({ startLine: 1 }, 'other.py')] } }, ''],
    ['outside', { result: { locations: [location({ startLine: 1 }, '../a.py')] } }, ''],
  ];
  it.each(cases)('%s', (_name, made, expected) => {
    const said = read(log(made)).findings.map(
      ({ finding: f }) =>
        `${f.rule} ${f.severity}/${f.confidence} ${f.path}:${f.start.line}:${f.start.column}-${f.end.line}:${f.end.column} ${f.class}`,
    );
    expect(said.join('\n')).toBe(expected);
  });

  it('takes nothing of the text but a plain sentence', () => {
    const [found] = read(
      log({
        result: { message: { text: 'a [b](https://evil.example)\u202E\n\n<b>c</b> {0}', arguments: ['d'] } },
      }),
    ).findings;
    expect(found?.finding.message).toBe('Tool says: a b <b>c</b> d');
    expect(found?.finding.references).toEqual([]);
  });

  it('gives the texts that must not be shown', () => {
    const region = { startLine: 3, startColumn: 8, endColumn: 24, snippet: { text: 'hunter-22-hunter' } };
    const [part] = read(log({ tool: 'gitleaks', result: { locations: [location(region)] } })).findings;
    expect(new Set(part?.secrets)).toEqual(new Set(['hunter-22-hunter']));
    const [whole] = read(
      log({ tool: 'gitleaks', result: { locations: [location({ startLine: 3 })] } }),
    ).findings;
    expect(whole?.secrets).toContain('hunter-22-hunter');
    expect(whole?.secrets).not.toContain('key = "hunter-22-hunter"');
  });

  it('tells a suppression of the source, and heeds one from outside', () => {
    const of = (suppression: Json) =>
      read(log({ result: { suppressions: [suppression] } })).findings[0]?.finding;
    expect(of({ kind: 'inSource' })).toMatchObject({ message: expect.stringContaining('suppresses it') });
    expect(of({ kind: 'inSource' })?.ignored).toBeUndefined();
    expect(of({ kind: 'external' })?.ignored).toContain('suppressed in Tool');
    expect(of({ kind: 'external', status: 'rejected' })?.ignored).toBeUndefined();
  });

  it('keeps the way of the value', () => {
    const step = (startLine: number): Json => ({
      location: { ...(location({ startLine }) as object), message: { text: `step ${startLine}` } },
    });
    const result = { codeFlows: [{ threadFlows: [{ locations: [step(1), step(3), step(2)] }] }] };
    expect(
      read(log({ result })).findings[0]?.finding.related.map((each) => `${each.start.line} ${each.message}`),
    ).toEqual(['1 step 1', '3 step 3']);
  });

  it.each([
    ['', 'it is not JSON'],
    ['[]', 'it is not a SARIF log'],
    ['{"version":"2.1.0"}', 'it is not a SARIF log'],
    ['{"version":"1.0.0","runs":[]}', 'it is not SARIF 2.1.0'],
    ['['.repeat(1_000_000), 'it is nested deeper than 64 levels'],
    [`"${'['.repeat(100)}\\"["`, 'it is not a SARIF log'],
    [' '.repeat(20 * 1024 * 1024 + 1), 'it is larger than 20 MB'],
    [
      log({ run: { invocations: [{ executionSuccessful: false }] } }),
      'its scanner says that it did not finish',
    ],
    [log({ result: { locations: [] } }), '1 of its results name no place in this repository'],
    [log({ run: { results: [1, null, []] } }), '3 of its results are no objects'],
    [
      log({ run: { results: Array(25_001).fill(null) } }),
      '1 of its results are beyond the limits and were left out',
    ],
    [
      JSON.stringify({ version: '2.1.0', runs: Array.from({ length: 21 }, () => ({})) }),
      'only the first 20 of its runs were read',
    ],
  ])('%#: %s', (text, problem) => expect(read(text).problems).toContain(problem));

  it('never fails, and stays within the files and the ids, whatever a log says', () => {
    const names = [
      'name',
      'text',
      'uri',
      'uriBaseId',
      'index',
      'startLine',
      'endLine',
      'startColumn',
      'endColumn',
      'id',
      'tags',
      'kind',
    ];
    const leaf = fc.oneof(
      fc.string(),
      fc.constantFrom('app/a.py', '../x', '%SRCROOT%', 'cwe-89'),
      fc.integer({ min: -3, max: 9 }),
      fc.double(),
      fc.constant(null),
      fc.boolean(),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom(
            ...names,
            'message',
            'locations',
            'properties',
            'physicalLocation',
            'artifactLocation',
            'region',
            'rules',
            'driver',
            '__proto__',
          ),
          tie('value'),
          { maxKeys: 4 },
        ),
      ),
    }));
    const region = fc.record(
      { startLine: value, startColumn: value, endLine: value, endColumn: value },
      { requiredKeys: [] },
    );
    const result = fc.record(
      {
        ruleId: value,
        ruleIndex: value,
        rule: value,
        level: value,
        kind: value,
        message: value,
        properties: value,
        suppressions: value,
        codeFlows: value,
        locations: fc.oneof(
          value,
          fc.tuple(
            fc.record({
              physicalLocation: fc.record({
                artifactLocation: fc.oneof(
                  value,
                  fc.record({ uri: fc.constantFrom('app/a.py', 'app/../app/a.py', 'x') }),
                ),
                region,
              }),
            }),
          ),
        ),
      },
      { requiredKeys: [] },
    );
    const run = fc.record(
      {
        tool: value,
        results: fc.oneof(value, fc.array(result, { maxLength: 4 })),
        artifacts: value,
        originalUriBaseIds: value,
        invocations: value,
        columnKind: value,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.oneof(value, fc.record({ version: fc.constant('2.1.0'), runs: fc.array(run, { maxLength: 3 }) })),
        (made) => {
          for (const { finding, tool } of read(JSON.stringify(made)).findings) {
            expect(finding.path).toBe('app/a.py');
            expect(finding.rule).toMatch(/^[a-z0-9][a-z0-9-]*(?:\/[a-z0-9._-]+)+$/);
            expect(finding.class).toMatch(/^[a-z][a-z0-9-]*$/);
            expect(`${finding.message}${finding.title}${finding.why}${tool}`).not.toMatch(
              /[\p{Cc}\p{Cf}\p{Cs}]/u,
            );
            expect(finding.message.length).toBeLessThan(800);
            expect(finding.start.line).toBeGreaterThan(0);
            expect(finding.end.line > finding.start.line || finding.end.column > finding.start.column).toBe(
              true,
            );
          }
        },
      ),
      fuzzBudget(500),
    );
  });
});

// SARIF as GitHub code scanning takes it.
import { describe, expect, it } from 'vitest';
import { cleanReview, sampleFinding, sampleReview, sampleRule } from './sample-review.ts';
import { pathToUri, renderSarif, type SarifOptions } from './sarif.ts';

const options: SarifOptions = { version: '0.1.0', rules: new Map([[sampleRule.id, sampleRule]]) };
const read = (text: string) => JSON.parse(text).runs[0];

describe('renderSarif', () => {
  it('gives each rule what code scanning sorts by', () => {
    const run = read(renderSarif(sampleReview(), options));
    const rule = run.tool.driver.rules.find((r: { id: string }) => r.id === sampleRule.id);
    expect(rule.properties).toMatchObject({
      tags: [
        'security',
        'external/cwe/cwe-89',
        'external/cwe/cwe-943',
        'external/owasp/a05:2025',
        'sql-injection',
      ],
      precision: 'high',
      'security-severity': '8.0',
    });
    expect(rule.help.text).toContain('Pass the value as a parameter.');
    expect(rule.help.markdown).toContain('langguard: allow sql-from-interpolation -- reason');
  });

  it('carries a fix with all of its edits, and none whose text it would have to change', () => {
    const at = (line: number, column: number) => ({ line, column });
    const fix = {
      start: at(12, 5),
      end: at(12, 9),
      replacement: 'x',
      also: [{ start: at(1, 1), end: at(1, 1), replacement: 'import y\n' }],
    };
    const of = (replacement: string) =>
      read(
        renderSarif(sampleReview({ findings: [sampleFinding({ fix: { ...fix, replacement } })] }), options),
      ).results[0].fixes;
    expect(of('\u202Ex')).toBeUndefined();
    expect(of('x')[0].artifactChanges).toEqual([
      {
        artifactLocation: { uri: 'app/db.py', uriBaseId: '%SRCROOT%' },
        replacements: [
          {
            deletedRegion: { startLine: 12, startColumn: 5, endLine: 12, endColumn: 9 },
            insertedContent: { text: 'x' },
          },
          {
            deletedRegion: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
            insertedContent: { text: 'import y\n' },
          },
        ],
      },
    ]);
  });

  it('describes rules that have no file, and points each result at its rule', () => {
    const run = read(renderSarif(sampleReview(), options));
    for (const result of run.results) expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    expect(run.tool.driver.rules.map((r: { id: string }) => r.id)).toContain('dependency-misspelt');
  });

  it('places a result exactly, with its fingerprint and the way of the value', () => {
    const [result] = read(renderSarif(sampleReview(), options)).results;
    expect(result.level).toBe('error');
    expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe('app/db.py');
    expect(result.locations[0].physicalLocation.region).toMatchObject({
      startLine: 12,
      startColumn: 5,
      endLine: 12,
      endColumn: 66,
    });
    expect(result.partialFingerprints['langguard/v1']).toBe('ab'.repeat(32));
    const steps = result.codeFlows[0].threadFlows[0].locations.map(
      (step: { location: { physicalLocation: { region: { startLine: number } } } }) =>
        step.location.physicalLocation.region.startLine,
    );
    expect(steps).toEqual([10, 12]);
  });

  it('suppresses what is waived, notes what is low, and leaves out what is outside the change', () => {
    const outside = sampleFinding({ disposition: { state: 'outside-change', reason: 'unchanged line' } });
    const review = sampleReview({ findings: [...sampleReview().findings, outside] });
    const { results } = read(renderSarif(review, options));
    expect(
      results.map(
        (r: { level: string; suppressions?: { kind: string }[] }) => r.suppressions?.[0]?.kind ?? r.level,
      ),
    ).toEqual(['error', 'error', 'warning', 'note', 'inSource']);
    expect(read(renderSarif(review, { ...options, all: true })).results).toHaveLength(6);
  });

  it('tells what was not looked at', () => {
    const [invocation] = read(renderSarif(sampleReview(), options)).invocations;
    expect(invocation.executionSuccessful).toBe(false);
    expect(
      invocation.toolExecutionNotifications.map((n: { descriptor: { id: string } }) => n.descriptor.id),
    ).toEqual(['incident', 'not-looked-at', 'not-checked', 'not-checked']);
    expect(invocation.toolConfigurationNotifications[0].message.text).toContain('.langguard.yml:4:3');
    expect(read(renderSarif(cleanReview(), options)).invocations[0].executionSuccessful).toBe(true);
  });

  it('makes no link of a message', () => {
    const finding = sampleFinding({ message: 'see [here](https://evil.example)' });
    const [result] = read(renderSarif(sampleReview({ findings: [finding] }), options)).results;
    expect(result.message.text).toContain('[here\\](https://evil.example)');
  });
});

describe('pathToUri', () => {
  it.each([
    ['app/[id]/page.tsx', 'app/%5Bid%5D/page.tsx'],
    ['a b#c?d%e.py', 'a%20b%23c%3Fd%25e.py'],
    ['@scope/x+y.ts', '@scope/x+y.ts'],
    ['c:/x.py', 'c%3A/x.py'],
    ['größe.py', 'gr%C3%B6%C3%9Fe.py'],
    ['half\uD800.py', 'half%EF%BF%BD.py'],
  ])('%s', (path, uri) => expect(pathToUri(path)).toBe(uri));

  it('writes what the rule says as it stands, and neutralises everything else', () => {
    const why = 'Of `a || b` and *c*, see https://docs.example.com/a_b.';
    const rules = new Map([[sampleRule.id, { ...sampleRule, why }]]);
    const markdown = (finding: Parameters<typeof sampleFinding>[0], ownRules = new Set<string>()) =>
      read(renderSarif(sampleReview({ findings: [sampleFinding(finding)] }), { ...options, rules, ownRules }))
        .results[0].message.markdown;
    expect(markdown({ why })).toContain(why);
    expect(markdown({ why }, new Set([sampleRule.id]))).toContain('\\*c\\*');
    expect(markdown({ message: '`x || y` | @octo' })).toMatch(/^`x \|\| y` \\\| @&#8203;octo\n/);
    expect(markdown({ why: `${why} <img>` })).toContain(
      '\\*c\\*, see https:&#8203;//docs.example.com/a\\_b. &lt;img',
    );
    expect(markdown({ remedy: '[x](https://e.example)' })).not.toContain('[x](');
  });
});

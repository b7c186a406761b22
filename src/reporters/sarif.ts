// Renders a Review as SARIF 2.1.0, for code scanning and for measuring rules.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/ and GitHub's "SARIF support for code scanning".
import type { Confidence, Region, Severity } from '../engine/finding.ts';
import type { JudgedFinding, Review } from '../engine/review.ts';
import type { RuleInfo } from '../engine/rule.ts';
import { inlineCode, prose, visible, visibleLines } from './neutralise.ts';
import { originName } from './wording.ts';

/** What SARIF needs besides the Review. */
export interface SarifOptions {
  /** LangGuard's version. */
  version: string;
  /** Every rule of the run, by id. */
  rules: ReadonlyMap<string, RuleInfo>;
  /** Ids of the rules that a repository wrote: their texts are a stranger's. Absent, every rule counts as such. */
  ownRules?: ReadonlySet<string>;
  /** Also lists findings outside the change, as suppressed. */
  all?: boolean;
}

// GitHub reads the number: above 9.0 critical, from 7.0 high, from 4.0 medium.
const securitySeverity: Record<Severity, string> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
};
const level: Record<Severity, 'error' | 'warning' | 'note'> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};
const precision: Record<Confidence, string> = { high: 'high', medium: 'medium', low: 'low' };

/** The Review as one SARIF log with one run; paths are relative to the reviewed folder. */
export function renderSarif(review: Review, options: SarifOptions): string {
  const findings = review.findings.filter(
    (f) => options.all === true || f.disposition.state !== 'outside-change',
  );
  const rules = rulesOf(findings, options.rules);
  const index = new Map(rules.map((rule, i) => [rule.id, i]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'LangGuard',
            semanticVersion: options.version,
            properties: { ruleSet: review.ruleSet },
            rules: rules.map(renderRule),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [invocation(review)],
        results: findings.map((finding) =>
          result(finding, index.get(finding.rule) ?? -1, shippedRule(finding.rule, options)),
        ),
        properties: {
          base: visible(review.base),
          head: visible(review.head),
          conclusion: review.conclusion,
          reason: visible(review.reason),
        },
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function rulesOf(findings: readonly JudgedFinding[], known: ReadonlyMap<string, RuleInfo>): RuleInfo[] {
  const all = new Map(known);
  // A detector's finding whose rule has no file still gets a complete entry.
  for (const f of findings)
    if (!all.has(f.rule))
      all.set(f.rule, {
        id: f.rule,
        title: f.title,
        class: f.class,
        severity: f.detectedSeverity,
        confidence: f.confidence,
        cwe: f.cwe,
        owasp: [],
        why: f.why,
        remedy: f.remedy,
        references: f.references,
      });
  return [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function renderRule(rule: RuleInfo) {
  return {
    id: rule.id,
    name: rule.id.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    help: {
      text: `${rule.why}\n\nInstead: ${rule.remedy}`,
      markdown: [
        rule.why,
        `**Instead:** ${rule.remedy}`,
        ...(rule.references.length > 0 ? [rule.references.map((url) => `- <${url}>`).join('\n')] : []),
        `To accept one place, write ${inlineCode(`langguard: allow ${rule.id} -- reason`)} in a comment on or above the line.`,
      ].join('\n\n'),
    },
    ...(rule.references[0] === undefined ? {} : { helpUri: rule.references[0] }),
    defaultConfiguration: { level: level[rule.severity] },
    properties: {
      tags: [
        'security',
        ...rule.cwe.map((n) => `external/cwe/cwe-${n}`),
        ...rule.owasp.map((entry) => `external/owasp/${entry.toLowerCase()}`),
        rule.class,
        // GitHub keeps ten tags.
      ].slice(0, 10),
      precision: precision[rule.confidence],
      'security-severity': securitySeverity[rule.severity],
      'problem.severity': level[rule.severity] === 'note' ? 'recommendation' : level[rule.severity],
    },
  };
}

function shippedRule(id: string, { rules, ownRules }: SarifOptions): RuleInfo | undefined {
  return ownRules === undefined || ownRules.has(id) ? undefined : rules.get(id);
}

function result(finding: JudgedFinding, ruleIndex: number, rule: RuleInfo | undefined) {
  // In SARIF's plain text `[a](b)` is a link (3.11.6); a backslash before the bracket stops it.
  const text = visibleLines([finding.message, finding.why, finding.remedy].join('\n\n')).replaceAll(
    '](',
    '\\](',
  );
  const sink = location(finding.path, finding, finding.excerpt);
  const suppressions = suppressionsOf(finding);
  return {
    ruleId: finding.rule,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    level: finding.disposition.state === 'below-threshold' ? 'note' : level[finding.severity],
    message: {
      text,
      markdown: [
        prose(finding.message, finding.references),
        // What a rule says is ours; only what a detector put together can hold a stranger's words.
        finding.why === rule?.why ? finding.why : prose(finding.why, finding.references),
        finding.remedy === rule?.remedy ? finding.remedy : prose(finding.remedy, finding.references),
      ].join('\n\n'),
    },
    locations: [sink],
    partialFingerprints: {
      'langguard/v1': finding.fingerprint,
      // The only one that GitHub compares; without it every line shift opens a new alert.
      primaryLocationLineHash: `${finding.fingerprint.slice(0, 16)}:1`,
    },
    ...(finding.related.length === 0 ? {} : { codeFlows: [codeFlow(finding)] }),
    ...(suppressions.length === 0 ? {} : { suppressions }),
    ...fixesOf(finding),
    properties: {
      severity: finding.severity,
      detectedSeverity: finding.detectedSeverity,
      confidence: finding.confidence,
      class: finding.class,
      cwe: finding.cwe,
      disposition: finding.disposition.state,
      origin: originName(finding.origin),
    },
  };
}

/** The fix as `fixes` (3.27.30); one whose text cannot be written as it is would be another fix. */
function fixesOf(finding: JudgedFinding) {
  const { fix } = finding;
  if (!fix || finding.removed === true) return {};
  const edits = [fix, ...(fix.also ?? [])];
  if (edits.some(({ replacement }) => visibleLines(replacement) !== replacement)) return {};
  const { artifactLocation } = location(finding.path, finding).physicalLocation;
  return {
    fixes: [
      {
        description: { text: visibleLines(finding.remedy).replaceAll('](', '\\](') },
        artifactChanges: [
          {
            artifactLocation,
            replacements: edits.map(({ replacement, ...region }) => ({
              deletedRegion: regionOf(region),
              insertedContent: { text: replacement },
            })),
          },
        ],
      },
    ],
  };
}

function regionOf({ start, end }: Region) {
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}

function codeFlow(finding: JudgedFinding) {
  const steps = finding.related.map((step) => ({
    ...location(step.path, step),
    message: { text: visible(step.message) },
  }));
  const sink = { ...location(finding.path, finding), message: { text: visible(finding.message) } };
  return { threadFlows: [{ locations: [...steps, sink].map((place) => ({ location: place })) }] };
}

function suppressionsOf(finding: JudgedFinding) {
  const { disposition } = finding;
  if (disposition.state === 'waived')
    return [{ kind: 'inSource', justification: visible(disposition.reason) }];
  if (disposition.state === 'ignored' || disposition.state === 'outside-change')
    return [{ kind: 'external', justification: visible(disposition.reason) }];
  return [];
}

function location(path: string, region: Region, excerpt?: JudgedFinding['excerpt']) {
  return {
    physicalLocation: {
      artifactLocation: { uri: pathToUri(path), uriBaseId: '%SRCROOT%' },
      region: {
        ...regionOf(region),
        ...(excerpt === undefined
          ? {}
          : { snippet: { text: visibleLines(excerpt.lines.join('\n')).slice(0, 1000) } }),
      },
    },
  };
}

/** A relative path as a URI reference: each segment percent-encoded, what RFC 3986 allows in one left readable. */
export function pathToUri(path: string): string {
  return encodeURIComponent(path.toWellFormed())
    .replace(/%(?:2F|40|24|26|2B|2C|3B|3D)/g, (code) => decodeURIComponent(code))
    .replace(/^\/+/, '');
}

function invocation(review: Review) {
  const at = (path: string | undefined) =>
    path === undefined
      ? {}
      : {
          locations: [
            { physicalLocation: { artifactLocation: { uri: pathToUri(path), uriBaseId: '%SRCROOT%' } } },
          ],
        };
  return {
    executionSuccessful: review.incidents.length === 0,
    toolExecutionNotifications: [
      ...review.incidents.map((incident) => ({
        descriptor: { id: 'incident' },
        level: 'error',
        message: { text: visible(`${incident.detector}: ${incident.message}`) },
        ...at(incident.path),
      })),
      ...review.coverage.unread.map((gap) => ({
        descriptor: { id: 'not-looked-at' },
        level: 'warning',
        message: { text: visible(`${gap.what} not looked at: ${gap.reason}`) },
        ...at(gap.path),
      })),
      ...review.coverage.notChecked.map((gap) => ({
        descriptor: { id: 'not-checked' },
        level: 'note',
        message: { text: visible(`${gap.check} not checked: ${gap.reason}`) },
        ...at(gap.path),
      })),
    ],
    toolConfigurationNotifications: review.policy.problems.map((problem) => ({
      descriptor: { id: 'configuration' },
      level: 'error',
      message: { text: visible(`${problem.path}:${problem.line}:${problem.column}: ${problem.message}`) },
    })),
  };
}

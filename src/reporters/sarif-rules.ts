// Rules as SARIF describes them, within what code scanning keeps of each.
// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
import type { Confidence, Severity } from '../engine/finding.ts';
import type { JudgedFinding } from '../engine/review.ts';
import type { RuleInfo } from '../engine/rule.ts';
import { clip, inlineCode, visible, visibleLines } from './neutralise.ts';

/** As many as code scanning takes in a run. */
export const maxRules = 25_000;

/** Code scanning keeps ten tags. */
const maxTags = 10;
const maxTextChars = 1024;

// GitHub reads the number: from 9.0 critical, from 7.0 high, from 4.0 medium.
const securitySeverity: Record<Severity, string> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
};

/** Levels of SARIF. */
export const level: Record<Severity, 'error' | 'warning' | 'note'> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};

const precision: Record<Confidence, string> = { high: 'high', medium: 'medium', low: 'low' };

/** The rules of the run: first those of the findings, then the other known ones as far as there is room; sorted by id. */
export function rulesOf(
  findings: readonly JudgedFinding[],
  known: ReadonlyMap<string, RuleInfo>,
): RuleInfo[] {
  const all = new Map<string, RuleInfo>();
  for (const f of findings) {
    if (all.size === maxRules) break;
    // A detector's finding whose rule has no file still gets a complete entry.
    if (!all.has(f.rule)) all.set(f.rule, known.get(f.rule) ?? ruleOfFinding(f));
  }
  for (const [id, rule] of known) {
    if (all.size === maxRules) break;
    if (!all.has(id)) all.set(id, rule);
  }
  return [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function ruleOfFinding(f: JudgedFinding): RuleInfo {
  return {
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
  };
}

/** One reporting descriptor (3.49). */
export function renderRule(rule: RuleInfo) {
  const text = (given: string) => visibleLines(given);
  return {
    id: rule.id,
    name: rule.id
      .replace(/(?:^|[^a-z0-9]+)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
      .slice(0, 255),
    shortDescription: { text: sentenceOf(visible(rule.title), maxTextChars) },
    fullDescription: { text: clip(text(rule.why), maxTextChars) },
    help: {
      text: text(`${rule.why}\n\nInstead: ${rule.remedy}`),
      markdown: [
        text(rule.why),
        `**Instead:** ${text(rule.remedy)}`,
        ...(rule.references.length > 0 ? [rule.references.map((url) => `- <${url}>`).join('\n')] : []),
        `To accept one place, write ${inlineCode(`langguard: allow ${rule.id} -- reason`)} in a comment on or above the line.`,
      ].join('\n\n'),
    },
    ...helpUriOf(rule),
    defaultConfiguration: { level: level[rule.severity] },
    properties: {
      tags: [
        ...new Set([
          'security',
          ...rule.cwe.map((n) => `external/cwe/cwe-${n}`),
          ...rule.owasp.map((entry) => `external/owasp/${entry.toLowerCase()}`),
          rule.class,
        ]),
      ].slice(0, maxTags),
      precision: precision[rule.confidence],
      'security-severity': securitySeverity[rule.severity],
      'problem.severity': level[rule.severity] === 'note' ? 'recommendation' : level[rule.severity],
    },
  };
}

/** SARIF wants whole sentences (3.49.9). */
function sentenceOf(text: string, maxChars: number): string {
  const cut = clip(text, maxChars - 1);
  return /[.!?…]$/.test(cut) ? cut : `${cut}.`;
}

function helpUriOf({ references, cwe }: RuleInfo): { helpUri?: string } {
  const uri =
    references[0] ?? cwe.slice(0, 1).map((n) => `https://cwe.mitre.org/data/definitions/${n}.html`)[0];
  return uri === undefined ? {} : { helpUri: uri };
}

// How bad and how sure a scanner's result is, in our words, and which weaknesses it names.
import type { Confidence, Severity } from '../finding.ts';
import { field, type Json, listOf, numberOf, textOf } from './shape.ts';

/** What a result is weighed by. */
export interface Weighed {
  tool: string;
  result: Json;
  rule: Json | undefined;
}

/** Tools that look for nothing but risks, so that their `error` is one. */
const riskTools = new Set([
  'bandit',
  'brakeman',
  'checkov',
  'detect-secrets',
  'find-sec-bugs',
  'gitleaks',
  'gosec',
  'grype',
  'kics',
  'njsscan',
  'osv',
  'snyk',
  'snyk-code',
  'terrascan',
  'tfsec',
  'trivy',
  'trufflehog',
  'zizmor',
]);

/** Tools that look for secrets only. */
const secretTools = new Set(['gitleaks', 'trufflehog', 'detect-secrets', 'ggshield']);

/** CWE of secrets that stand in text. */
const secretWeaknesses = [798, 259, 321, 312, 522];

/** True where the line of the result holds a secret, which must not be shown. */
export function isOfSecret(
  { tool, rule }: Pick<Weighed, 'tool' | 'rule'>,
  name: string,
  cwe: readonly number[],
): boolean {
  return (
    secretTools.has(tool) ||
    cwe.some((number) => secretWeaknesses.includes(number)) ||
    /secret|credential|password|api[-_.]?key|private[-_.]?key|token|hardcoded/i.test(
      `${name} ${tagsOf(rule).join(' ')}`,
    )
  );
}

/** The severity: a number from 0 to 10 first, then the tool's own word, then the level. */
export function severityOf({ tool, result, rule }: Weighed): Severity {
  const score =
    numberOf(field(field(result, 'properties'), 'security-severity')) ??
    numberOf(field(field(rule, 'properties'), 'security-severity'));
  // As GitHub reads it.
  if (score !== undefined)
    return score >= 9 ? 'critical' : score >= 7 ? 'high' : score >= 4 ? 'medium' : 'low';
  const word = textOf(field(field(result, 'properties'), 'issue_severity'))?.toLowerCase();
  if (word === 'high' || word === 'medium' || word === 'low') return word;
  if (secretTools.has(tool)) return 'high';
  const level =
    textOf(field(result, 'level')) ??
    textOf(field(field(rule, 'defaultConfiguration'), 'level')) ??
    'warning';
  const isRisk =
    riskTools.has(tool) || cweOf({ tool, result, rule }).length > 0 || tagsOf(rule).includes('security');
  if (level === 'error') return isRisk ? 'high' : 'medium';
  if (level === 'warning') return isRisk ? 'medium' : 'low';
  return 'low';
}

/** How sure the tool is, by the precision of its rule or its own word; medium where it says nothing. */
export function confidenceOf({ result, rule }: Weighed): Confidence {
  if (['open', 'review'].includes(textOf(field(result, 'kind')) ?? '')) return 'low';
  const said = [
    textOf(field(field(result, 'properties'), 'precision')),
    textOf(field(field(rule, 'properties'), 'precision')),
    textOf(field(field(result, 'properties'), 'issue_confidence')),
    tagsOf(rule)
      .find((tag) => tag.endsWith(' confidence'))
      ?.replace(/ confidence$/, ''),
  ].find((each) => each !== undefined);
  switch (said?.toLowerCase()) {
    case 'very-high':
    case 'high':
      return 'high';
    case 'low':
      return 'low';
    default:
      return 'medium';
  }
}

/** The weaknesses that the rule or the result names, in their order, at most five. */
export function cweOf({ tool, result, rule }: Weighed): number[] {
  const relations = listOf(field(rule, 'relationships')).slice(0, 20);
  const taxa = listOf(field(result, 'taxa')).slice(0, 20);
  const words = [
    ...tagsOf(rule),
    ...texts(field(field(rule, 'properties'), 'cwe')),
    ...tagsOf(result),
    ...texts(field(field(result, 'properties'), 'cwe')),
    ...relations.map((each) => taxon(field(each, 'target'))),
    ...taxa.map(taxon),
  ];
  const found = words.flatMap((word) => {
    const number = Number(/\bcwe[-/: ]?0*([1-9]\d{0,4})\b/i.exec(word)?.[1]);
    return Number.isNaN(number) ? [] : [number];
  });
  if (found.length === 0 && secretTools.has(tool)) return [798];
  return [...new Set(found)].slice(0, 5);
}

function taxon(reference: Json | undefined): string {
  const component = textOf(field(field(reference, 'toolComponent'), 'name')) ?? '';
  return `${component === 'CWE' ? 'cwe-' : ''}${textOf(field(reference, 'id')) ?? ''}`.replace(
    /^cwe-cwe-/i,
    'cwe-',
  );
}

/** The tags in lower case, at most fifty. */
function tagsOf(value: Json | undefined): string[] {
  return texts(field(field(value, 'properties'), 'tags'));
}

function texts(value: Json | undefined): string[] {
  return (Array.isArray(value) ? value : [value ?? null])
    .slice(0, 50)
    .flatMap((each) => (typeof each === 'string' ? [each.slice(0, 200).toLowerCase()] : []));
}

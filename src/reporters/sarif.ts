// Renders a Review as SARIF 2.1.0, for code scanning and for measuring rules.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/ and GitHub's "SARIF support for code scanning".
import type { JudgedFinding, Review } from '../engine/review.ts';
import type { RuleInfo } from '../engine/rule.ts';
import { plainText, renderResult, artifactOf } from './sarif-result.ts';
import { renderRule, rulesOf } from './sarif-rules.ts';
import { clip, visible } from './neutralise.ts';

export { pathToUri } from './sarif-result.ts';

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
  /** Lists nothing but what counts: code scanning takes no notice of suppressions. */
  onlyReported?: boolean;
  /** At most so many results; those that count go first. */
  maxResults?: number;
  /** Without line breaks and indentation. */
  isCompact?: boolean;
}

/** As many as code scanning takes in a run; it keeps the five thousand worst. */
export const maxResults = 25_000;
export const maxKeptResults = 5000;

/** What is told of gaps: a change of thousands of files that were not read has as many. */
const maxNotifications = 1000;

/** The Review as one SARIF log with one run; paths are relative to the reviewed folder. */
export function renderSarif(review: Review, options: SarifOptions): string {
  const wanted = review.findings.filter(({ disposition: { state } }) =>
    options.onlyReported === true ? state === 'reported' : options.all === true || state !== 'outside-change',
  );
  // What counts goes first where not everything has room; both are in order of severity.
  const counts = (f: JudgedFinding) => f.disposition.state === 'reported';
  const room = options.maxResults ?? maxResults;
  const chosen =
    wanted.length <= room
      ? wanted
      : [...wanted.filter(counts), ...wanted.filter((f) => !counts(f))].slice(0, room);
  const rules = rulesOf(chosen, options.rules);
  const index = new Map(rules.map((rule, i) => [rule.id, i]));
  const findings = chosen.filter((finding) => index.has(finding.rule));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'LangGuard',
            fullName: `LangGuard ${options.version}`,
            semanticVersion: options.version,
            properties: { ruleSet: review.ruleSet },
            rules: rules.map(renderRule),
          },
        },
        // What code scanning calls the category: everything before the last slash.
        automationDetails: { id: 'langguard/' },
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The top of the reviewed folder.' } } },
        columnKind: 'utf16CodeUnits',
        invocations: [invocation(review, wanted.length - findings.length)],
        results: findings.map((finding) =>
          renderResult(finding, index.get(finding.rule) ?? -1, shippedRule(finding.rule, options)),
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
  return `${JSON.stringify(log, undefined, options.isCompact === true ? undefined : 2)}\n`;
}

function shippedRule(id: string, { rules, ownRules }: SarifOptions): RuleInfo | undefined {
  return ownRules === undefined || ownRules.has(id) ? undefined : rules.get(id);
}

function invocation(review: Review, left: number) {
  const { unread, notChecked } = review.coverage;
  const note = (id: string, level: string, text: string, path?: string) => ({
    descriptor: { id },
    level,
    message: { text: plainText(visible(clip(text, 2000))) },
    ...(path === undefined
      ? {}
      : { locations: [{ physicalLocation: { artifactLocation: artifactOf(path) } }] }),
  });
  const notes = [
    ...(left > 0
      ? [
          note(
            'left-out',
            'warning',
            `${left} findings are left out here: a run of SARIF has no room for them.`,
          ),
        ]
      : []),
    ...review.incidents.map((incident) =>
      note('incident', 'error', `${incident.detector}: ${incident.message}`, incident.path),
    ),
    ...unread.map((gap) =>
      note('not-looked-at', 'warning', `${gap.what} not looked at: ${gap.reason}`, gap.path),
    ),
    ...notChecked.map((gap) =>
      note('not-checked', 'note', `${gap.check} not checked: ${gap.reason}`, gap.path),
    ),
  ];
  const more = notes.length - maxNotifications;
  return {
    executionSuccessful: review.incidents.length === 0,
    toolExecutionNotifications: [
      ...notes.slice(0, maxNotifications),
      ...(more > 0 ? [note('not-looked-at', 'warning', `${more} more gaps are not listed here.`)] : []),
    ],
    toolConfigurationNotifications: review.policy.problems.map((problem) =>
      note('configuration', 'error', `${problem.path}:${problem.line}:${problem.column}: ${problem.message}`),
    ),
  };
}

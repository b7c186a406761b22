// The report of a period as headings, sentences and tables, which Markdown and HTML render alike.
import { severities } from '../../engine/finding.ts';
import { count } from '../wording.ts';
import type { PeriodFigures } from './figures.ts';
import { nextSteps } from './next-steps.ts';

/** A part of the report. Texts may come from repositories and are rendered as text. */
export type Section =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'steps'; steps: { todo: string; why: string }[] }
  | { kind: 'table'; columns: { name: string; isNumber?: true }[]; rows: string[][] };

/** The title. */
export function titleOf({ since, until, about }: PeriodFigures): string {
  return `LangGuard, ${about}: ${since.slice(0, 10)} to ${until.slice(0, 10)}`;
}

/** The whole report without its title. */
export function sectionsOf(figures: PeriodFigures): Section[] {
  return [
    { kind: 'heading', text: 'Do next' },
    ...stepsOf(figures),
    { kind: 'heading', text: 'What was looked at' },
    { kind: 'text', text: looked(figures) },
    { kind: 'heading', text: 'Findings' },
    { kind: 'text', text: trend(figures) },
    ...findings(figures),
    ...standing(figures),
    ...rules(figures),
    ...origins(figures),
    { kind: 'heading', text: 'Waivers and effort' },
    { kind: 'text', text: waivers(figures) },
    { kind: 'text', text: effort(figures) },
    ...assistants(figures),
  ];
}

function stepsOf(figures: PeriodFigures): Section[] {
  const steps = nextSteps(figures);
  return steps.length === 0
    ? [{ kind: 'text', text: 'Nothing presses in these figures.' }]
    : [
        { kind: 'steps', steps },
        ...(steps.length < 3
          ? [{ kind: 'text' as const, text: 'Nothing else presses in these figures.' }]
          : []),
      ];
}

function looked({ seen }: PeriodFigures): string {
  const { reviews, pulls, repositories, addedLines, withGaps, failed, cancelled } = seen;
  return (
    `${count(reviews, 'review')} of ${count(pulls, 'pull request')} in ${count(repositories, 'repository')}, ${count(addedLines, 'added line')}. ` +
    `Not seen: ${withGaps} of ${reviews} reviews could not look at everything, ${failed} failed, ${cancelled} were overtaken or closed. ` +
    'Repositories without a pull request in this time are not in these figures.'
  );
}

function trend({ severities: all, seen, findingsBefore, pullsBefore }: PeriodFigures): string {
  const found = all.reduce((sum, one) => sum + one.findings, 0);
  return `First seen in this time: ${found} in ${seen.pulls} pull requests. In the time of the same length before: ${findingsBefore} in ${pullsBefore}.`;
}

function findings({ severities: all }: PeriodFigures): Section[] {
  if (all.length === 0) return [];
  const rows = severities.flatMap((severity) => {
    const one = all.find((each) => each.severity === severity);
    if (!one) return [];
    const { open, merged, fixed, waived, expired, dropped, medianFixSeconds } = one;
    return [
      [
        severity,
        ...[one.findings, open, merged, fixed, waived, expired, dropped].map(String),
        medianFixSeconds === null
          ? `– (0 of ${one.findings})`
          : `${time(medianFixSeconds)} (${fixed} of ${one.findings})`,
      ],
    ];
  });
  const numbers = ['found', 'open', 'merged open', 'fixed', 'waived', 'waiver ended', 'dropped'];
  return [
    {
      kind: 'table',
      columns: [
        { name: 'severity' },
        ...numbers.map((name) => ({ name, isNumber: true as const })),
        { name: 'median time to fix (of)' },
      ],
      rows,
    },
  ];
}

function standing({ standing: list, repositories }: PeriodFigures): Section[] {
  if (list.length === 0) return [];
  return [
    { kind: 'heading', text: 'What stands' },
    {
      kind: 'table',
      columns: [
        { name: 'repository' },
        { name: 'critical and high', isNumber: true },
        { name: 'merged', isNumber: true },
        { name: 'waiver ended', isNumber: true },
        { name: 'secrets', isNumber: true },
        { name: 'oldest' },
      ],
      rows: repositories
        .slice(0, 10)
        .map((one) => [
          one.repository,
          String(one.serious),
          String(one.merged),
          String(one.expired),
          String(one.secrets),
          one.oldest?.slice(0, 10) ?? '–',
        ]),
    },
    { kind: 'text', text: 'The worst and oldest of them:' },
    {
      kind: 'table',
      columns: [
        { name: 'severity' },
        { name: 'rule' },
        { name: 'place' },
        { name: 'pull request' },
        { name: 'since' },
      ],
      rows: list
        .slice(0, 10)
        .map((one) => [
          one.severity,
          one.rule,
          `${one.path}:${one.line}`,
          `${one.repository} #${one.pull}${one.isMerged ? ', merged' : ''}`,
          one.firstSeen.slice(0, 10),
        ]),
    },
  ];
}

function rules({ rules: list }: PeriodFigures): Section[] {
  if (list.length === 0) return [];
  return [
    { kind: 'heading', text: 'Rules' },
    {
      kind: 'table',
      columns: [
        { name: 'rule' },
        ...['found', 'repositories', 'fixed', 'waived', 'called false'].map((name) => ({
          name,
          isNumber: true as const,
        })),
      ],
      rows: list
        .slice(0, 10)
        .map((one) => [
          one.rule,
          ...[one.findings, one.repositories, one.fixed, one.waived, one.falseAlarms].map(String),
        ]),
    },
  ];
}

const kinds: Readonly<Record<string, string>> = {
  ai: 'written by an AI tool',
  human: 'attested to a person',
  unknown: 'unknown (not: a person)',
};

function origins({ origins: list }: PeriodFigures): Section[] {
  if (list.length === 0) return [];
  return [
    { kind: 'heading', text: 'Who or what wrote the lines' },
    {
      kind: 'table',
      columns: [
        { name: 'origin' },
        { name: 'added lines read', isNumber: true },
        { name: 'findings', isNumber: true },
        { name: 'per 1,000 lines (95 % interval)' },
      ],
      rows: list.map((one) => [
        kinds[one.kind] ?? one.kind,
        one.lines.toLocaleString('en'),
        String(one.findings),
        one.per1000 === null || one.low === null || one.high === null
          ? 'no lines'
          : `${one.per1000.toFixed(1)} (${one.low.toFixed(1)} to ${one.high.toFixed(1)})`,
      ]),
    },
    {
      kind: 'text',
      text: 'Counted on the first review of each pull request. A line without a mark is unknown; a missing mark says nothing about a person.',
    },
  ];
}

function waivers({ waivers: all }: PeriodFigures): string {
  return `Waivers asked for: ${all.waivers}; of these in force ${all.inForce}, waiting ${all.waiting}, ended ${all.expired}, called a false alarm ${all.falseAlarms}.`;
}

function effort({ effort: one }: PeriodFigures): string {
  const merge =
    one.medianMergeSeconds === null
      ? 'none of them was merged yet'
      : `the median time from the first finding to the merge is ${time(one.medianMergeSeconds)} (${one.merged} merged)`;
  const rounds =
    one.medianRounds === null
      ? 'none came to a review without a failure yet'
      : `the median is ${one.medianRounds} rounds until nothing failed (${one.green} of them)`;
  return `${one.withFinding} of ${one.pulls} pull requests had a finding; ${merge}; ${rounds}.`;
}

function assistants({ assistants: list }: PeriodFigures): Section[] {
  if (list.length === 0)
    return [
      { kind: 'heading', text: 'Assistants' },
      {
        kind: 'text',
        text: 'No traces of assistants were received in this time, which does not mean that none was used.',
      },
    ];
  return [
    { kind: 'heading', text: 'Assistants' },
    {
      kind: 'table',
      columns: [
        { name: 'tool' },
        { name: 'people', isNumber: true },
        { name: 'calls', isNumber: true },
        { name: 'failed' },
        { name: 'tokens', isNumber: true },
        { name: 'US dollars', isNumber: true },
      ],
      rows: list.map((one) => [
        one.tool,
        String(one.people),
        one.calls.toLocaleString('en'),
        `${one.failures} of ${one.calls}`,
        one.tokens.toLocaleString('en'),
        one.dollars.toFixed(2),
      ]),
    },
    { kind: 'text', text: 'Only what tools sent here: use without traces is not in these figures.' },
  ];
}

/** `3 h`, `2.5 d`. */
function time(seconds: number): string {
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min`;
  if (seconds < 2 * 86_400) return `${(seconds / 3600).toFixed(1)} h`;
  return `${(seconds / 86_400).toFixed(1)} d`;
}

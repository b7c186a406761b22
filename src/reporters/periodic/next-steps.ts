// The three things to do next, from the figures of a period: what costs most if it waits comes first.
import { count } from '../wording.ts';
import type { PeriodFigures } from './figures.ts';

/** Something to do, and why. */
export interface NextStep {
  todo: string;
  why: string;
}

/** A share above this is worth a look. */
const muchOf = 0.2;
const noisyShare = 0.5;
const minFindings = 5;

/** At most three; fewer where nothing else presses. */
export function nextSteps(figures: PeriodFigures): NextStep[] {
  return candidates(figures).slice(0, 3);
}

function* all(figures: PeriodFigures): Generator<NextStep> {
  const { repositories, standing, rules, seen, waivers, origins } = figures;
  const secrets = repositories.reduce((sum, one) => sum + one.secrets, 0);
  if (secrets > 0)
    yield {
      todo: `Revoke ${count(secrets, 'secret')} that still ${secrets === 1 ? 'stands' : 'stand'} open, first in ${most(repositories, 'secrets')}.`,
      why: 'A secret in a pull request is known to whoever can read it, merged or not.',
    };
  const merged = standing.filter((one) => one.isMerged && isSerious(one.severity));
  const [first] = merged;
  if (first)
    yield {
      todo: `Fix what was merged with a critical or high finding: ${first.repository} #${first.pull}, ${first.path}:${first.line} (${first.rule}) first.`,
      why: `${count(merged.length, 'finding')} of the listed ones ${merged.length === 1 ? 'is' : 'are'} in the target branch; the oldest since ${first.firstSeen.slice(0, 10)}.`,
    };
  const expired = repositories.reduce((sum, one) => sum + one.expired, 0);
  if (expired > 0)
    yield {
      todo: `Decide on ${count(expired, 'finding')} whose waiver has ended, first in ${most(repositories, 'expired')}.`,
      why: 'Somebody accepted them for a time, and the time is over.',
    };
  const [worst] = repositories;
  if (worst && worst.serious > 0)
    yield {
      todo: `Go through ${worst.repository} with its owners.`,
      why: `${count(worst.serious, 'critical or high finding')} ${worst.serious === 1 ? 'stands' : 'stand'} there, more than in any other repository.`,
    };
  if (waivers.waiting > 0)
    yield {
      todo: `Answer ${count(waivers.waiting, 'waiver')} that ${waivers.waiting === 1 ? 'waits' : 'wait'} for approval.`,
      why: `${waivers.waiting} of ${waivers.waivers} asked for in this time are undecided, and hold up their pull requests.`,
    };
  const noisy = rules.find(
    ({ findings, waived, falseAlarms }) =>
      findings >= minFindings && Math.max(waived, falseAlarms) / findings >= noisyShare,
  );
  if (noisy)
    yield {
      todo: `Look at the rule ${noisy.rule}: lower it, narrow its paths, or ignore it in the policy.`,
      why: `${noisy.waived} of its ${noisy.findings} findings were waived, ${noisy.falseAlarms} called a false alarm.`,
    };
  if (seen.reviews > 0 && seen.withGaps / seen.reviews > muchOf)
    yield {
      todo: 'Find out why reviews could not look at everything; their coverage sections say it.',
      why: `${seen.withGaps} of ${seen.reviews} reviews have gaps, and what was not read is not clean.`,
    };
  if (seen.failed > 0)
    yield {
      todo: 'Look for the reviews that failed in the log of the App.',
      why: `${count(seen.failed, 'review')} came to no result.`,
    };
  const lines = origins.reduce((sum, one) => sum + one.lines, 0);
  const unknown = origins.find(({ kind }) => kind === 'unknown')?.lines ?? 0;
  if (lines > 0 && unknown / lines >= noisyShare)
    yield {
      todo: 'Have assistants leave their marks in commits, or send their traces here.',
      why: `Of ${lines.toLocaleString('en')} added lines nobody knows who or what wrote ${unknown.toLocaleString('en')}.`,
    };
  if (seen.reviews === 0)
    yield { todo: 'Look whether the App still gets its webhooks.', why: 'There was no review in this time.' };
}

function candidates(figures: PeriodFigures): NextStep[] {
  return [...all(figures)];
}

function isSerious(severity: string): boolean {
  return severity === 'critical' || severity === 'high';
}

function most(repositories: PeriodFigures['repositories'], key: 'secrets' | 'expired'): string {
  return repositories.toSorted((a, b) => b[key] - a[key])[0]?.repository ?? '';
}

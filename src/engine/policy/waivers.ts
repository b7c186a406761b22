// Waivers: a person accepts one finding, for a reason and a time; what does not bind says why.
import type { AdvisedPackage, Finding } from '../finding.ts';
import { accepts, advisedWords, advisoriesOf, type AdvisedWaiver } from './advised.ts';
import type { WaiverRules } from './policy.ts';

/** How a waiver came about. */
export type WaiverSource = 'command' | 'button' | 'file';

/** One accepted finding. It names the finding by content, so that a moved line stays waived and an edited one does not. */
export interface Waiver {
  /** Names the waiver in reports and commands. */
  id: string;
  rule: string;
  /** The fingerprint of the finding, or at least its first twelve hexadecimal digits; absent where advisories are named. */
  fingerprint?: string;
  /** In its place: the advisories that are accepted, wherever the package stands. */
  advised?: AdvisedWaiver[];
  reason: string;
  /** Who answers for it. */
  owner: string;
  /** Who let it pass, where that is somebody else. */
  approver?: string;
  /** The last day on which it binds, such as `2027-01-31`. */
  until: string;
  from: WaiverSource;
  /** Set when the finding was called false rather than accepted. */
  isFalsePositive?: boolean;
}

/** What the waivers on record say of a finding: one that binds, or why none does. */
export type WaiverAnswer = { binds: Waiver } | { refused: string } | undefined;

/** How many digits of a fingerprint people see and type. */
export const shownDigits = 12;

/** The name of a finding in reports and commands. */
export function findingId(fingerprint: string): string {
  return fingerprint.slice(0, shownDigits);
}

/** Makes the reader of all waivers that are on record; `today` such as `2026-11-20`. */
export function waiversBy(
  waivers: readonly Waiver[],
  rules: WaiverRules,
  today: string,
): (finding: Pick<Finding, 'rule' | 'advised'>, fingerprint: string) => WaiverAnswer {
  const byId = Map.groupBy(waivers, ({ fingerprint = '' }) => findingId(fingerprint.toLowerCase()));
  const ofAdvisories = waivers.filter(({ advised }) => advised !== undefined);
  const lastDay = addDays(today, rules.maxDays);
  return ({ rule, advised = [] }, fingerprint) => {
    const named = (byId.get(findingId(fingerprint)) ?? []).filter(
      (waiver) =>
        waiver.rule === rule &&
        waiver.advised === undefined &&
        fingerprint.startsWith(waiver.fingerprint?.toLowerCase() ?? ' '),
    );
    const accepted =
      advised.length === 0
        ? undefined
        : byAdvisory(
            ofAdvisories.filter((waiver) => waiver.rule === rule),
            advised,
            (waiver) => whyNot(waiver, rules, today, lastDay),
          );
    if (accepted && 'binds' in accepted) return accepted;
    if (named.length === 0) return accepted;
    const refusals = named.map((waiver) => ({ waiver, refused: whyNot(waiver, rules, today, lastDay) }));
    const binding = refusals.find(({ refused }) => refused === undefined);
    return binding ? { binds: binding.waiver } : { refused: refusals.at(-1)?.refused as string };
  };
}

/** Binds when each advisory is accepted by some waiver; else says what is still open, where any of it was named. */
function byAdvisory(
  waivers: readonly Waiver[],
  advised: readonly AdvisedPackage[],
  refusalOf: (waiver: Waiver) => string | undefined,
): WaiverAnswer {
  const used: Waiver[] = [];
  const refusals: string[] = [];
  let open = 0;
  for (const one of advisoriesOf(advised)) {
    const naming = waivers.filter((waiver) => accepts(waiver.advised ?? [], one));
    const binding = naming.find((waiver) => refusalOf(waiver) === undefined);
    if (binding) used.push(binding);
    else {
      open++;
      refusals.push(...naming.flatMap((waiver) => refusalOf(waiver) ?? []));
    }
  }
  const [first] = used;
  if (open === 0) return first && { binds: first };
  if (refusals.length > 0) return { refused: refusals.at(-1) as string };
  return first && { refused: `The waiver ${first.id} accepts only ${advisedWords(first.advised ?? [])}.` };
}

function whyNot(waiver: Waiver, rules: WaiverRules, today: string, lastDay: string): string | undefined {
  const name = `The waiver ${waiver.id} of ${waiver.owner}`;
  if (waiver.until < today) return `${name} ended on ${waiver.until}.`;
  if (rules.never.includes(waiver.rule))
    return `${name} does not bind: policy lets nobody waive ${waiver.rule}.`;
  if (waiver.until > lastDay)
    return `${name} does not bind: it runs until ${waiver.until}, and policy allows ${rules.maxDays} days.`;
  return undefined;
}

/** A day later by some days; both such as `2026-11-20`. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** True for a day of the calendar, such as `2026-02-28` but not `2026-02-30`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

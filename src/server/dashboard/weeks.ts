// Weeks without a gap, and the counts that fall into them.
import type { WeekCount } from '../../store/history/overview.ts';
import type { Filter } from '../../store/history/scope.ts';

const dayMs = 86_400_000;
const weekMs = 7 * dayMs;

/** A longer period is everything that is kept. */
const maxWeeks = 60;

/** Every Monday of the period: a week without a finding is a gap in the chart, not a missing bar. */
export function weekSeries(
  weeks: readonly WeekCount[],
  period: Pick<Filter, 'since' | 'until'>,
): {
  labels: string[];
  valuesOf(isIn: (row: WeekCount) => boolean): number[];
} {
  const labels = mondays(weeks, period);
  return {
    labels,
    valuesOf(isIn) {
      const values = new Map<string, number>();
      for (const row of weeks)
        if (isIn(row)) values.set(row.week, (values.get(row.week) ?? 0) + row.findings);
      return labels.map((label) => values.get(label) ?? 0);
    },
  };
}

/** The Mondays of the period; of everything that is kept, from the first that has something. None where nothing has. */
export function mondays(
  weeks: readonly { week: string }[],
  { since, until }: Pick<Filter, 'since' | 'until'>,
): string[] {
  const first = weeks[0]?.week;
  if (first === undefined) return [];
  const isShort = until.getTime() - since.getTime() < maxWeeks * weekMs;
  const labels: string[] = [];
  const from = isShort ? mondayBefore(since.getTime()) : Date.parse(first);
  for (let at = from; at < until.getTime() && labels.length < 20 * maxWeeks; at += weekMs)
    labels.push(new Date(at).toISOString().slice(0, 10));
  return labels;
}

function mondayBefore(at: number): number {
  const days = Math.floor(at / dayMs);
  // 1970-01-01 was a Thursday.
  return (days - ((days + 3) % 7)) * dayMs;
}

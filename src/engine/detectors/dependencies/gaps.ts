// Gathers what could not be checked: one line for each file, check and reason, with the packages that it concerns.
import type { NotChecked } from '../../detector.ts';
import type { Subject } from './subject.ts';

/** Names of packages written in one reason; the rest is counted. */
const maxNames = 5;

/** What could not be checked so far. */
export interface Gaps {
  add(subject: Subject, check: string, reason: string): void;
  list(): NotChecked[];
}

/** An empty collection of gaps. */
export function createGaps(): Gaps {
  const names = new Map<string, Set<string>>();
  return {
    add({ dependency }, check, reason) {
      const key = JSON.stringify([dependency.path, check, reason]);
      const known = names.get(key) ?? new Set();
      known.add(dependency.name);
      names.set(key, known);
    },
    list: () =>
      [...names].map(([key, packages]) => {
        const [path, check, reason] = JSON.parse(key) as [string, string, string];
        const shown = [...packages].slice(0, maxNames).join(', ');
        const more = packages.size - maxNames;
        return { path, check, reason: `${reason}: ${shown}${more > 0 ? ` and ${more} more` : ''}` };
      }),
  };
}

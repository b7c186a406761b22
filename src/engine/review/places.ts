// Tells whether a finding touches the lines that the change added.
import type { Finding } from '../finding.ts';
import { lastLineOf } from './excerpt.ts';

/** A finding belongs to the change when its sink or one of its steps touches an added line, or when it is about removed ones or a commit of it. */
export function isInChange(finding: Finding, addedOf: (path: string) => ReadonlySet<number>): boolean {
  return (
    finding.removed === true ||
    !isInHead(finding) ||
    firstAdded(finding, addedOf) !== undefined ||
    finding.related.some((step) => firstAdded(step, addedOf) !== undefined)
  );
}

/** False for what only a commit or a text of the pull request holds. */
export function isInHead({ commit, elsewhere }: Pick<Finding, 'commit' | 'elsewhere'>): boolean {
  return commit === undefined && elsewhere === undefined;
}

/** The first added line of a region. */
export function firstAdded(
  place: Pick<Finding, 'path' | 'start' | 'end'>,
  addedOf: (path: string) => ReadonlySet<number>,
): number | undefined {
  const added = addedOf(place.path);
  if (added.size === 0) return undefined;
  const last = lastLineOf(place);
  for (let line = place.start.line; line <= last; line++) if (added.has(line)) return line;
  return undefined;
}

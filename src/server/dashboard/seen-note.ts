// Says on every page what its figures rest on, and what they leave out.
import { html } from 'hono/html';
import type { Seen } from '../../store/history/overview.ts';
import type { Html } from './layout.ts';
import { count, whole } from './wording.ts';

/** The note. */
export function seenNote(seen: Seen, more: string = ''): Html {
  const missing = [
    ...(seen.failed > 0 ? [`${count(seen.failed, 'review')} that failed`] : []),
    ...(seen.cancelled > 0
      ? [`${count(seen.cancelled, 'review')} stopped by a newer push or a closed pull request`]
      : []),
    ...(seen.withGaps > 0
      ? [`what ${count(seen.withGaps, 'review')} could not look at (each lists it)`]
      : []),
    'code that is not part of a reviewed pull request',
  ];
  return html`<p class="seen">
    Counted: ${count(seen.reviews, 'completed review')} of ${count(seen.pulls, 'pull request')} in
    ${count(seen.repositories, 'repository', 'repositories')}, with ${whole(seen.addedLines)} added lines. Not
    seen: ${missing.join('; ')}. ${more}
  </p>`;
}

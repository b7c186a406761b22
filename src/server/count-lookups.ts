// Counts what was asked of package registries and OSV, and what got no answer.
import { factKey } from '../engine/facts.ts';
import type { Lookups } from '../run.ts';
import type { Metrics } from './metrics.ts';

/** The same lookups, counted by source: an ecosystem's registry, `osv`, `downloads` or `scorecard`. */
export function countLookups(lookups: Lookups, metrics: Metrics): Lookups {
  return {
    async answer(requests) {
      const answers = await lookups.answer(requests);
      for (const request of requests) {
        const answer = answers.get(factKey(request));
        const source =
          request.kind === 'package'
            ? request.ecosystem
            : request.kind === 'advisories'
              ? 'osv'
              : request.kind;
        const isOffline = answer?.state === 'unknown' && answer.reason === 'offline';
        const result = answer?.state === 'known' ? 'known' : isOffline ? 'offline' : 'unknown';
        metrics.count('langguard_lookups_total', { source, result });
        if (result === 'unknown') metrics.count('langguard_lookup_failures_total', { source });
      }
      return answers;
    },
  };
}

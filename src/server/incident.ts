// Helps after a bad finding: where a secret went, and where else a pattern stands; within limits, and never at the cost of the review.
import type { IncidentSearch, SearchTarget, Wanted } from '../elsewhere.ts';
import { isAtLeast } from '../engine/finding.ts';
import type { Elsewhere, IncidentHelp, JudgedFinding, Review } from '../engine/review.ts';
import { digestKeyOf } from '../store/installations.ts';
import type { Store } from '../store/open.ts';
import type { PullKey } from '../store/reviews.ts';
import { otherSightings } from '../store/sightings.ts';
import type { Octokit } from './github.ts';
import type { Log } from './log.ts';

/** Where help is looked for. */
export interface IncidentPlace {
  store: Store;
  octokit: Octokit;
  owner: string;
  repo: string;
  pull: PullKey;
  /** The branch that the change goes to, and the default branch. */
  branches: readonly string[];
  siblings(repo: string): Octokit;
  today: string;
  signal?: AbortSignal;
  /** Absent where the App cannot search. */
  search?: IncidentSearch;
  log: Log;
}

/** Secrets of which a review tells this, and findings for which it searches. */
const maxSecrets = 10;
const maxSearched = 5;

/** The review with what policy wants known at once. What GitHub refuses is left out; the review stands all the same. */
export async function withIncidentHelp(review: Review, place: IncidentPlace): Promise<Review> {
  const { incidentHelp: when } = review.policy;
  if (when === undefined || when === 'off') return review;
  const told = review.findings.filter(({ disposition }) => disposition.state === 'reported');
  const secrets = told.filter(({ secretDigest }) => secretDigest !== undefined).slice(0, maxSecrets);
  const searched =
    when === 'on_high'
      ? told.filter(({ severity }) => isAtLeast(severity, 'high')).slice(0, maxSearched)
      : [];
  const both = [...new Set([...secrets, ...searched])];
  if (both.length === 0) return review;
  const elsewhere = await quietly(place, () => searchFor(searched, place));
  const help: IncidentHelp[] = [];
  for (const finding of both) {
    const isSearched = searched.includes(finding);
    const found = await helpOf(finding, place, isSearched ? elsewhere : undefined);
    if (found) help.push(found);
  }
  return help.length === 0 ? review : { ...review, incidentHelp: help };
}

/** Everything that can be found out about one finding, on request. Throws what GitHub answers. */
export async function searchIncident(finding: JudgedFinding, place: IncidentPlace): Promise<IncidentHelp> {
  const elsewhere = await searchFor([finding], place);
  const found = await helpOf(finding, place, elsewhere);
  return found ?? { fingerprint: finding.fingerprint, elsewhere: [] };
}

async function helpOf(
  finding: JudgedFinding,
  place: IncidentPlace,
  searched: Map<string, Elsewhere[]> | undefined,
): Promise<IncidentHelp | undefined> {
  const { fingerprint, secretDigest } = finding;
  const elsewhere = searched?.get(fingerprint) ?? [];
  if (secretDigest === undefined) return elsewhere.length === 0 ? undefined : { fingerprint, elsewhere };
  const pulls = await otherSightings(place.store.db, place.pull, secretDigest);
  const commits =
    searched && place.search
      ? await quietly(place, async () =>
          place.search?.commits(place.octokit, wantedOf(finding), {
            ...(await targetOf(place)),
            number: place.pull.pullNumber,
          }),
        )
      : undefined;
  return { fingerprint, pulls, ...(commits && { commits }), elsewhere };
}

async function searchFor(
  findings: readonly JudgedFinding[],
  place: IncidentPlace,
): Promise<Map<string, Elsewhere[]>> {
  if (findings.length === 0 || !place.search) return new Map();
  return await place.search.elsewhere(place.octokit, findings.map(wantedOf), await targetOf(place));
}

async function targetOf(place: IncidentPlace): Promise<SearchTarget> {
  const { store, pull, owner, repo, branches, siblings, today, signal } = place;
  const digestKey = await digestKeyOf(store.db, pull.installationId);
  return {
    owner,
    repo,
    branches: [...new Set(branches)],
    siblings,
    digestKey,
    today,
    ...(signal && { signal }),
  };
}

function wantedOf({ rule, path, fingerprint, secretDigest }: JudgedFinding): Wanted {
  return { rule, path, fingerprint, ...(secretDigest !== undefined && { secretDigest }) };
}

/** Help that fails is no reason to hold up a review, unless the review itself is to stop. */
async function quietly<T>({ log, signal }: IncidentPlace, act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    signal?.throwIfAborted();
    log.warn({ err: error }, 'no help beyond the change: the search failed');
    return undefined;
  }
}

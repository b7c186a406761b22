// The one shell: brings together a Change, the facts it needs, the grammars and the policy, and has them reviewed.
import { syntaxFor } from './assets.ts';
import { type Change, filesAround } from './engine/change.ts';
import type { Detector } from './engine/detector.ts';
import { factKey, Facts, type Fact, type FactRequest } from './engine/facts.ts';
import { bySeverity } from './engine/finding.ts';
import type { Origin } from './engine/origin.ts';
import type { Judge } from './engine/policy/policy.ts';
import type { Waiver } from './engine/policy/waivers.ts';
import { validateProposed } from './engine/policy/read-policy.ts';
import { needs, review, type Review, type ReviewInput } from './engine/review.ts';
import { conclude } from './engine/review/conclude.ts';
import { originKinds } from './engine/review/rates.ts';
import type { Suggestion } from './engine/provenance/suggestions/suggestion.ts';
import type { RuleSet } from './engine/rule.ts';
import {
  checkOwnPatterns,
  checkProposed,
  ownGrammars,
  proposedRules,
  withOwnRules,
} from './engine/rules/own.ts';
import { judgingCommit, ownRulesOnGitHub, policyOnGitHub, withoutContent } from './github-policy.ts';
import { readCodeScanning } from './sources/code-scanning.ts';
import { readGitHubChange, type GitHubClient } from './sources/github.ts';

/** Whoever answers the questions that only the world outside can answer. What it leaves out is unknown. */
export interface Lookups {
  answer(requests: readonly FactRequest[]): Promise<ReadonlyMap<string, Fact<unknown>>>;
}

/** Runs a step of a review and measures it; the result is the step's own. */
export type Measure = <T>(stage: 'read' | 'look-up' | 'review', step: () => Promise<T>) => Promise<T>;

const unmeasured: Measure = (_stage, step) => step();

/** Asks nobody: every fact is unknown, and the report says why. */
export const offlineLookups: Lookups = {
  answer: async (requests) =>
    new Map(requests.map((request) => [factKey(request), { state: 'unknown', reason: 'offline' }])),
};

/** What a review needs besides the change. */
export interface ReviewDeps {
  rules: RuleSet;
  lookups: Lookups;
  /** Key under which secrets are digested. */
  digestKey: string;
  /** The day of the review, such as `2026-11-20`. */
  today: string;
  /** Awaited between files, so that a server stays responsive. */
  breathe?(): Promise<void>;
  /** Waivers that people gave beside the policy file. */
  waivers?: readonly Waiver[];
  /** In place of all of them. */
  detectors?: readonly Detector[];
  /** What assistants suggested that may be among the added lines of a pull request. */
  suggestions?(change: Change): Promise<readonly Suggestion[]>;
  measure?: Measure;
}

/** Answers asked for one after another; detectors that want more than this get unknown facts. */
const maxRounds = 4;

/** Reviews a change by a policy. Throws only when a grammar cannot be read or the engine itself is broken. */
export async function runReview(change: Change, judge: Judge, deps: ReviewDeps): Promise<Review> {
  const { lookups: asked, measure = unmeasured, ...given } = deps;
  const lookups: Lookups = { answer: (requests) => measure('look-up', () => asked.answer(requests)) };
  return await measure('review', () => reviewWith(change, judge, given, lookups));
}

async function reviewWith(
  change: Change,
  judge: Judge,
  given: Omit<ReviewDeps, 'lookups' | 'measure'>,
  lookups: Lookups,
): Promise<Review> {
  const { rules } = given;
  const proposed = judge.proposedProblems === undefined ? proposedRules(change, rules) : undefined;
  const grammars = [...ownGrammars(rules), ...(proposed ? ownGrammars(proposed.rules) : [])];
  const syntax = await syntaxFor([...change.files, ...filesAround(change)], grammars);
  const input: ReviewInput = {
    change,
    facts: new Facts(),
    syntax,
    policy: judge.policy,
    policyProblems: [...judge.problems, ...checkOwnPatterns(rules, syntax)],
    proposedProblems: judge.proposedProblems ?? [
      // A policy may name the rules that come with it.
      ...validateProposed(change, [...rules.info.keys(), ...(proposed?.rules.info.keys() ?? [])]),
      ...(proposed ? checkProposed(proposed, syntax) : []),
    ],
    ...given,
  };
  return review({ ...input, facts: await answerAll(input, lookups) });
}

/** A pull request to review; `signal` stops the review between its steps. */
export interface PullRequestTarget {
  owner: string;
  repo: string;
  number: number;
  signal?: AbortSignal;
  /** A client for another repository of the same owner; the same one when absent. */
  siblings?(repo: string): GitHubClient;
}

/** Reviews a pull request as it stands now, by the policy of the branch that it goes to. */
export async function reviewPullRequest(
  octokit: GitHubClient,
  target: PullRequestTarget,
  deps: ReviewDeps,
): Promise<Review> {
  const { measure = unmeasured } = deps;
  const { change, judge, rules } = await measure('read', () => readPullRequest(octokit, target, deps.rules));
  return runReview(await withSuggestions(change, deps), judge, { ...deps, rules });
}

/** The change with what assistants suggested; who wrote its lines is no reason to give no review. */
async function withSuggestions(change: Change, { suggestions }: ReviewDeps): Promise<Change> {
  if (!suggestions) return change;
  try {
    const found = await suggestions(change);
    return found.length > 0 ? { ...change, suggestions: found } : change;
  } catch {
    const unread = { what: 'origins' as const, reason: 'the traces of assistants could not be searched' };
    return { ...change, unread: [...change.unread, unread] };
  }
}

async function readPullRequest(
  octokit: GitHubClient,
  target: PullRequestTarget,
  shipped: RuleSet,
): Promise<{ change: Change; judge: Judge; rules: RuleSet }> {
  const { owner, repo, number, signal } = target;
  const change = await readGitHubChange(octokit, { owner, repo, number });
  const place = { owner, repo, siblings: target.siblings ?? (() => octokit) };
  const ref = await judgingCommit(octokit, place, change);
  signal?.throwIfAborted();
  const own = await ownRulesOnGitHub(octokit, place, ref);
  const { rules, problems } = withOwnRules(shipped, own.files);
  const { judge, unread } = await policyOnGitHub(octokit, place, ref, rules);
  signal?.throwIfAborted();
  const tools = judge.policy.scanners?.fromCodeScanning ?? [];
  const found =
    tools.length > 0
      ? await readCodeScanning(octokit, { owner, repo, number, head: change.head, tools })
      : { scanners: [], unread: [] };
  signal?.throwIfAborted();
  return {
    change: {
      ...change,
      ...(found.scanners.length > 0 && { scanners: found.scanners }),
      unread: [...change.unread, ...own.unread, ...unread, ...found.unread],
    },
    judge: {
      ...judge,
      problems: [...judge.problems, ...problems.map((problem) => withoutContent(problem, owner))],
    },
    rules,
  };
}

/** Reviews one part of a change, here or elsewhere. */
export type ReviewPart = (part: Change) => Promise<Review>;

/**
 * Reviews a change that comes in parts, `width` at a time, and keeps of each part only what the report needs, so that a
 * folder of any size fits into memory. A finding that needs two files is found when both are in one part.
 */
export async function runInParts(
  parts: AsyncIterable<Change>,
  judge: Judge,
  reviewPart: ReviewPart,
  width = 1,
): Promise<Review> {
  let merged: Review | undefined;
  const underWay: Promise<Review>[] = [];
  const take = async (): Promise<void> => {
    const next = await underWay.shift();
    if (!next) return;
    if (merged) mergeInto(merged, next);
    // A copy, because a slice of a text keeps the whole text alive.
    else merged = structuredClone(next);
  };
  try {
    for await (const part of parts) {
      underWay.push(reviewPart(part));
      // In the order of the parts, so that the report does not depend on who was first.
      if (underWay.length >= width) await take();
    }
    while (underWay.length > 0) await take();
  } finally {
    // One failed; the others must not fail unheard.
    await Promise.allSettled(underWay);
  }
  if (!merged) return reviewPart({ base: 'nothing', head: 'files', files: [], commits: [], unread: [] });
  // Stable, and each path came in one part: the order within a path is the engine's.
  const findings = merged.findings.sort(
    (a, b) => bySeverity(a.severity, b.severity) || (a.path < b.path ? -1 : Number(a.path > b.path)),
  );
  return {
    ...merged,
    findings,
    ...conclude({
      ...merged,
      findings,
      policy: judge.policy,
      // As the parts have it: what is wrong with the patterns of own rules, only a review finds out.
      problems: merged.policy.problems,
      proposed: [],
      rewrites: false,
    }),
  };
}

function mergeInto(merged: Review, next: Review): void {
  // A copy, because a slice of a text keeps the whole text alive; not push(...list), which a long list overflows.
  for (const finding of structuredClone(next.findings)) merged.findings.push(finding);
  for (const incident of next.incidents) merged.incidents.push(incident);
  const { coverage } = merged;
  coverage.files += next.coverage.files;
  coverage.addedLines += next.coverage.addedLines;
  for (const gap of next.coverage.unread) coverage.unread.push(gap);
  for (const gap of next.coverage.notChecked) coverage.notChecked.push(gap);
  for (const [name, files] of Object.entries(next.coverage.classes))
    coverage.classes[name] = (coverage.classes[name] ?? 0) + files;
  for (const { origin, lines, files, read } of next.origins) {
    const same = merged.origins.find((each) => isSameOrigin(each.origin, origin));
    if (same) {
      if (same.read !== undefined || read !== undefined)
        same.read = (same.read ?? same.lines) + (read ?? lines);
      same.lines += lines;
      same.files += files;
    } else merged.origins.push({ origin, lines, files, ...(read !== undefined && { read }) });
  }
  mergeRates(merged, next);
  mergeChecklist(merged, next);
}

function mergeRates(merged: Review, { rates = [] }: Review): void {
  merged.rates ??= [];
  for (const { kind, lines, findings } of rates) {
    const same = merged.rates.find((each) => each.kind === kind);
    if (same) {
      same.lines += lines;
      same.findings += findings;
    } else merged.rates.push({ kind, lines, findings });
  }
  if (merged.rates.length === 0) delete merged.rates;
  else merged.rates.sort((a, b) => originKinds.indexOf(a.kind) - originKinds.indexOf(b.kind));
}

/** The areas of the first part that has any: a folder has no reviewer whom more questions would help. */
function mergeChecklist(merged: Review, { checklist = [] }: Review): void {
  if (checklist.length === 0) return;
  merged.checklist ??= structuredClone(checklist);
}

function isSameOrigin(a: Origin, b: Origin): boolean {
  return a.tool === b.tool && a.model === b.model && a.grade === b.grade;
}

/** The facts that the detectors want, in rounds, because one answer may raise the next question. */
async function answerAll(input: ReviewInput, lookups: Lookups): Promise<Facts> {
  const answers = new Map<string, Fact<unknown>>();
  for (let round = 0; round < maxRounds; round++) {
    const requests = needs({ ...input, facts: new Facts(answers) });
    if (requests.length === 0) break;
    const found = await lookups.answer(requests);
    for (const request of requests) {
      const key = factKey(request);
      answers.set(key, found.get(key) ?? { state: 'unknown', reason: 'the lookup gave no answer' });
    }
  }
  return new Facts(answers);
}

// The shell: rounds of lookups, and parts merged to one review.
import { describe, expect, it } from 'vitest';
import { wholeFile, type Change } from './engine/change.ts';
import type { Detector } from './engine/detector.ts';
import { factKey, type Fact, type FactRequest } from './engine/facts.ts';
import { defaultPolicy, type Judge } from './engine/policy/policy.ts';
import {
  offlineLookups,
  reviewPullRequest,
  runInParts,
  runReview,
  type Lookups,
  type ReviewDeps,
} from './run.ts';
import type { GitHubClient } from './sources/github.ts';
import { shippedRules } from '../test/shipped-rules.ts';

const rules = await shippedRules();
const deps: ReviewDeps = { rules, lookups: offlineLookups, digestKey: 'key', today: '2026-11-20' };
const judge: Judge = { policy: defaultPolicy, problems: [], proposedProblems: [] };

function changeOf(files: Record<string, string>): Change {
  return {
    base: 'nothing',
    head: 'files',
    files: Object.entries(files).map(([path, body]) => wholeFile(path, body)),
    commits: [],
    unread: [],
  };
}

const packageAt = (name: string): FactRequest => ({ kind: 'package', ecosystem: 'npm', name });

/** Wants one fact more after each answer, up to `last`. */
function curious(last: number): Detector {
  return {
    id: 'curious',
    needs: ({ facts }) => {
      let next = 0;
      while (facts.has(packageAt(`p${next}`))) next++;
      return next <= last ? [packageAt(`p${next}`)] : [];
    },
    *detectChange({ facts }) {
      for (let i = 0; i <= last; i++) {
        const fact = facts.get(packageAt(`p${i}`) as Extract<FactRequest, { kind: 'package' }>);
        yield { notChecked: { check: `p${i}`, reason: fact.state === 'known' ? 'known' : fact.reason } };
      }
    },
  };
}

function recording(
  answer: (request: FactRequest) => Fact<unknown> | undefined,
): Lookups & { asked: string[][] } {
  const asked: string[][] = [];
  return {
    asked,
    answer: async (requests) => {
      asked.push(requests.map((request) => (request.kind === 'package' ? request.name : request.kind)));
      return new Map(
        requests.flatMap((request) => {
          const fact = answer(request);
          return fact ? [[factKey(request), fact] as const] : [];
        }),
      );
    },
  };
}

const known: Fact<unknown> = { state: 'known', value: { exists: false }, source: 'test', asOf: '2026-11-20' };

describe('runReview', () => {
  it('asks again with the answers until nobody wants more', async () => {
    const lookups = recording(() => known);
    const review = await runReview(changeOf({}), judge, { ...deps, lookups, detectors: [curious(2)] });
    expect(lookups.asked).toEqual([['p0'], ['p1'], ['p2']]);
    expect(review.coverage.notChecked.map(({ reason }) => reason)).toEqual(['known', 'known', 'known']);
  });

  it('stops after four rounds and leaves the rest unknown', async () => {
    const lookups = recording(() => known);
    const review = await runReview(changeOf({}), judge, { ...deps, lookups, detectors: [curious(9)] });
    expect(lookups.asked).toHaveLength(4);
    expect(review.coverage.notChecked.map(({ reason }) => reason).slice(3, 5)).toEqual([
      'known',
      'not asked',
    ]);
  });

  it('never turns a missing answer into a known one', async () => {
    const lookups = recording(() => undefined);
    const review = await runReview(changeOf({}), judge, { ...deps, lookups, detectors: [curious(0)] });
    expect(review.coverage.notChecked).toEqual([{ check: 'p0', reason: 'the lookup gave no answer' }]);
  });

  it('parses each language that the change holds, scripts inside other files too', async () => {
    const change = changeOf({
      'a.py': 'import requests\nrequests.get(u, verify=False, timeout=5)\n',
      'b.ts': 'const agent = new https.Agent({ rejectUnauthorized: false });\n',
      'c.vue':
        '<script lang="ts">\nconst agent = new https.Agent({ rejectUnauthorized: false });\n</script>\n',
    });
    const review = await runReview(change, judge, deps);
    expect(review.findings.map(({ rule, path, start }) => `${rule} ${path}:${start.line}`)).toEqual([
      'tls-verification-off a.py:2',
      'tls-verification-off b.ts:1',
      'tls-verification-off c.vue:2',
    ]);
    expect(review.incidents).toEqual([]);
  });
});

describe('runInParts', () => {
  const files = Object.fromEntries(
    Array.from({ length: 9 }, (_, i) => [
      `f${i}.py`,
      i % 2 === 0 ? 'import requests\nrequests.get(u, verify=False, timeout=5)\n' : 'x = 1\n',
    ]),
  );

  const here = (part: Change) => runReview(part, judge, deps);

  async function* inParts(size: number): AsyncGenerator<Change> {
    const entries = Object.entries(files);
    for (let at = 0; at < entries.length; at += size) {
      const part = changeOf(Object.fromEntries(entries.slice(at, at + size)));
      yield { ...part, unread: at === 0 ? [{ path: 'x', what: 'file', reason: 'too large' }] : [] };
    }
  }

  it('says the same as one review of everything', async () => {
    const whole = await runReview(
      { ...changeOf(files), unread: [{ path: 'x', what: 'file', reason: 'too large' }] },
      judge,
      deps,
    );
    for (const size of [1, 2, 4, 9])
      for (const width of [1, 3]) expect(await runInParts(inParts(size), judge, here, width)).toEqual(whole);
    expect(whole.findings).toHaveLength(5);
    expect(whole.conclusion).toBe('neutral');
  });

  it('fails when one part fails, after the others ended', async () => {
    let ended = 0;
    const failing = async (part: Change) => {
      if (part.files[0]?.path === 'f2.py') throw new Error('lost');
      const review = await here(part);
      ended++;
      return review;
    };
    await expect(runInParts(inParts(2), judge, failing, 3)).rejects.toThrow('lost');
    expect(ended).toBeGreaterThan(1);
  });

  it('reviews nothing when there is nothing', async () => {
    expect((await runInParts(none(), judge, here)).coverage.files).toBe(0);
  });
});

async function* none(): AsyncGenerator<Change> {}

describe('reviewPullRequest', () => {
  it('throws what GitHub said when the pull request cannot be read', async () => {
    const refused = {
      request: async () => Promise.reject(Object.assign(new Error('Bad credentials'), { status: 401 })),
    } as unknown as GitHubClient;
    await expect(reviewPullRequest(refused, { owner: 'octo', repo: 'app', number: 1 }, deps)).rejects.toThrow(
      'Bad credentials',
    );
  });
});

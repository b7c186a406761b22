// OpenSSF Scorecards over a simulated source: told where policy asks for a score, and never clean without an answer.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { DependencyPolicy } from '../../src/engine/policy/dependency-policy.ts';
import { defaultDependencyPolicy } from '../../src/engine/policy/dependency-policy.ts';
import { createLookups, type LookupOptions } from '../../src/lookups/index.ts';
import { faults, type Simulator, startLoopback } from '../osv-sim/loopback.ts';
import { startOsv } from '../osv-sim/index.ts';
import { type RegistrySimulator, startRegistry } from './index.ts';
import { reviewDependencies } from './review.ts';

let osv: Simulator;
let registry: RegistrySimulator;
let source: Simulator;

const scores: Readonly<Record<string, number>> = { 'github.com/acme/kept': 7.4, 'github.com/acme/left': 2.1 };

beforeAll(async () => {
  osv = await startOsv();
  const one = (repository: string | false): object => ({ versions: { '1.0.0': {} }, repository });
  registry = await startRegistry({
    npm: {
      'acme-kept': { versions: { '1.0.0': {} }, ...one('git+https://github.com/Acme/kept.git') },
      'acme-left': { versions: { '1.0.0': {} }, ...one('git@github.com:acme/left.git') },
      'acme-unseen': { versions: { '1.0.0': {} }, ...one('https://github.com/acme/unseen#readme') },
      'acme-homeless': { versions: { '1.0.0': {} }, ...one(false) },
    },
  });
  source = await startLoopback(({ path }) => {
    const name = decodeURIComponent(path.replace('/projects/', ''));
    const score = scores[name];
    return score === undefined
      ? { status: 404, body: { code: 404, message: 'Not Found' } }
      : {
          status: 200,
          body: {
            date: '2026-11-16T00:00:00Z',
            repo: { name, commit: 'a'.repeat(40) },
            score,
            checks: [
              { name: 'Code-Review', score: 0 },
              { name: 'Branch-Protection', score: -1 },
              { name: 'Maintained', score: 3 },
              { name: 'License', score: 10 },
            ],
          },
        };
  });
});
afterEach(() => source.heal());
afterAll(() => Promise.all([osv.close(), registry.close(), source.close()]));

async function told(
  name: string,
  policy: Partial<DependencyPolicy>,
  more: LookupOptions = {},
): Promise<string[]> {
  const { detections } = await reviewDependencies(
    { 'package.json': JSON.stringify({ dependencies: { [name]: '1.0.0' } }) },
    createLookups({ osv: { url: osv.url, canaries: {} }, npm: { registry: registry.npmUrl }, ...more }),
    { ...defaultDependencyPolicy, ...policy },
  );
  return detections.flatMap((one) =>
    'finding' in one
      ? one.finding.rule === 'low-scorecard-dependency'
        ? [one.finding.message]
        : []
      : one.notChecked.check === 'scorecard'
        ? [`not checked: ${one.notChecked.reason}`]
        : [],
  );
}

test('a score below the least is told with what is weakest', async () => {
  expect(await told('acme-left', { scorecardMin: 3 }, { scorecard: source.url })).toEqual([
    'The repository of `acme-left`, github.com/acme/left, has the OpenSSF score 2.1 of 10 (2026-11-16); policy asks for 3. Weakest: Code-Review, Maintained.',
  ]);
  expect(await told('acme-kept', { scorecardMin: 3 }, { scorecard: source.url })).toEqual([]);
});

test('nothing is asked where policy asks for no score', async () => {
  const before = source.requests.length;
  expect(await told('acme-left', {}, { scorecard: source.url })).toEqual([]);
  expect(source.requests).toHaveLength(before);
});

test.each([
  ['acme-unseen', undefined, 'has no scorecard of github.com/acme/unseen'],
  ['acme-homeless', undefined, 'its registry names no repository on GitHub or GitLab'],
  ['acme-kept', faults.html, 'the answer is not JSON'],
  ['acme-kept', faults.emptyObject, 'the answer is no scorecard of github.com/acme/kept'],
  ['acme-kept', faults.forbidden, 'status 403'],
])('without an answer it is not checked: %s', async (name, fault, reason) => {
  if (fault) source.fault(fault);
  const ports = { sleep: () => Promise.resolve() };
  expect((await told(name, { scorecardMin: 3 }, { scorecard: source.url, ports })).join()).toContain(reason);
});

test('without a source it is not checked', async () => {
  expect((await told('acme-kept', { scorecardMin: 3 })).join()).toContain(
    'no source of scorecards is configured',
  );
});

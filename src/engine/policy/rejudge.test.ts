// A stored review under another policy: what counts, what fails, and what stays as the change decided.
import { expect, test } from 'vitest';
import { cleanReview, sampleFinding } from '../../reporters/sample-review.ts';
import type { Disposition, JudgedFinding } from '../review.ts';
import { defaultPolicy, type Policy } from './policy.ts';
import { rejudge } from './rejudge.ts';

const rule = 'sql-from-interpolation';
const fingerprint = 'ab'.repeat(32);

function finding(disposition: Disposition = { state: 'reported' }): JudgedFinding {
  return sampleFinding({ rule, fingerprint, severity: 'high', detectedSeverity: 'high', disposition });
}

const enforce: Policy = { ...defaultPolicy, mode: 'enforce', source: 'proposed' };

test.each<[name: string, policy: Policy, disposition: Disposition | undefined, expected: string]>([
  ['monitor mode fails nothing', defaultPolicy, undefined, 'success: reported'],
  ['enforce mode fails', enforce, undefined, 'failure: reported'],
  ['a higher threshold does not', { ...enforce, failOn: 'critical' }, undefined, 'success: reported'],
  [
    'a rule that is off is ignored',
    { ...enforce, rules: new Map([[rule, { severity: 'off' }]]) },
    undefined,
    'success: ignored',
  ],
  [
    'a rule that is on again counts',
    enforce,
    { state: 'ignored', reason: 'the old policy turns this rule off' },
    'failure: reported',
  ],
  [
    'what was below the threshold may count',
    enforce,
    { state: 'below-threshold', reason: 'the old policy shows critical ones' },
    'failure: reported',
  ],
  [
    'what is outside the change stays so',
    enforce,
    { state: 'outside-change', reason: 'moved' },
    'success: outside-change',
  ],
  [
    "a detector's own entry stays so",
    enforce,
    { state: 'ignored', reason: 'dependencies.ignore', by: 'detector' },
    'success: ignored',
  ],
  [
    'an allow comment stays so',
    enforce,
    { state: 'waived', reason: 'a fixture', by: 'comment' },
    'success: waived',
  ],
])('%s', (_name, policy, disposition, expected) => {
  const stored = cleanReview({ findings: [finding(disposition)] });
  const { conclusion, findings } = rejudge(stored, { policy, waivers: [], today: '2026-11-20' });
  expect(`${conclusion}: ${findings[0]?.disposition.state}`).toBe(expected);
});

test('waivers of today count', () => {
  const waiver = {
    id: 'w-1',
    rule,
    fingerprint,
    reason: 'accepted',
    owner: '@dana',
    from: 'command' as const,
  };
  const on = (today: string) =>
    rejudge(cleanReview({ findings: [finding()] }), {
      policy: enforce,
      waivers: [{ ...waiver, until: '2026-11-20' }],
      today,
    }).conclusion;
  expect([on('2026-11-20'), on('2026-11-21')]).toEqual(['success', 'failure']);
});

// What was not checked holds a review up, but not where only the author of the lines is unknown.
import { expect, test } from 'vitest';
import type { NotChecked } from '../detector.ts';
import { defaultPolicy } from '../policy/policy.ts';
import { conclude, type Outcome } from './conclude.ts';

const outcomeOf = (notChecked: NotChecked[]): Outcome =>
  ({
    policy: { ...defaultPolicy, mode: 'enforce' },
    problems: [],
    proposed: [],
    rewrites: false,
    findings: [],
    coverage: { files: 1, addedLines: 1, classes: {}, unread: [], notChecked },
    incidents: [],
  }) as Outcome;

test.each<[string, NotChecked[], string]>([
  ['nothing', [], 'success'],
  ['a check', [{ check: 'advisories', reason: 'offline' }], 'action_required'],
  ['who wrote lines', [{ check: 'who wrote 2 lines', reason: 'no mark', isOrigin: true }], 'success'],
])('%s', (_name, notChecked, expected) => {
  expect(conclude(outcomeOf(notChecked)).conclusion).toBe(expected);
});

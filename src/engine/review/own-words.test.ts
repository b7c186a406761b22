// Secrets are masked in a text, and words of the rule are not, even where one of them is a password of the change.
import { expect, test } from 'vitest';
import { redactAround } from './own-words.ts';
import { redactor } from './redact.ts';

const redact = redactor(['secret', 'hunter2000']);
const own = [
  'Read it from the environment or a secret manager.',
  'This value has to be secret: `',
  '` is known.',
];

test.each([
  ['Read it from the environment or a secret manager.', 'Read it from the environment or a secret manager.'],
  [
    'Read it from the environment or a secret manager. Known: hunter2000',
    'Read it from the environment or a secret manager. Known: ****',
  ],
  ['This value has to be secret: `"secret"` is known.', 'This value has to be secret: `"****"` is known.'],
  ['a secret manager', 'a **** manager'],
])('%s', (text, masked) => {
  expect(redactAround(text, own, redact)).toBe(masked);
});

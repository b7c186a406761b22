// What never reaches the log.
import { expect, test } from 'vitest';
import { describeError, redact } from './log.ts';

const old = `ghs_${'a1'.repeat(18)}`;
const ours = `lgt_${'a'.repeat(12)}_${'b'.repeat(43)}`;
const stateless = `ghs_12345_ey${'b'.repeat(40)}.ey${'c'.repeat(300)}.${'d'.repeat(150)}`;
const jwt = `ey${'J'.repeat(30)}.ey${'K'.repeat(30)}.${'L'.repeat(40)}`;

test.each([
  ['an installation token', `token ${old} is bad`, 'token [redacted] is bad'],
  ['one of the newer ones', `token ${stateless} is bad`, 'token [redacted] is bad'],
  ['an API token', `token ${ours} is bad`, 'token [redacted] is bad'],
  ['the JWT of the App', `bearer ${jwt}`, 'bearer [redacted]'],
  ['a fine-grained token', `github_pat_${'x'.repeat(40)}!`, '[redacted]!'],
  [
    'a password in an address',
    'connect postgres://user:pass@db:5432/x',
    'connect postgres://user:[redacted]@db:5432/x',
  ],
  [
    'nothing',
    'pull/1/2/3 failed at https://api.github.com/x',
    'pull/1/2/3 failed at https://api.github.com/x',
  ],
])('redacts %s', (_name, text, expected) => expect(redact(text)).toBe(expected));

test('an error is told without its request, response and content', () => {
  const error = Object.assign(new Error(`GET failed with ${old}`), {
    status: 500,
    request: { headers: { authorization: 'canary' }, body: 'canary' },
    response: { data: 'canary' },
    cause: new Error(`inner ${old}`),
  });
  const told = JSON.stringify(describeError(error));
  expect(told).toContain('GET failed with [redacted]');
  expect(told).toContain('inner [redacted]');
  expect(told).toContain('"status":500');
  expect(told).not.toMatch(/canary|ghs_/);
});

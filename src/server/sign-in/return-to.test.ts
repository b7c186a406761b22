// Return addresses, and what an attacker would make of them.
import { expect, test } from 'vitest';
import { returnTo } from './return-to.ts';

test.each([
  ['/dashboard/rules?since=30d', '/dashboard/rules?since=30d'],
  ['/account', '/account'],
  ['/dashboard/a%2F%2Fb', '/dashboard/a%2F%2Fb'],
  [undefined, '/dashboard'],
  ['', '/dashboard'],
  ['dashboard', '/dashboard'],
])('fault 36: %s is a page of ours', (asked, path) => {
  expect(returnTo(asked)).toBe(path);
});

test.each([
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  '/%2e//evil.example',
  '///evil.example',
  'javascript:alert(1)',
  ' //evil.example',
  '/@evil.example\r\nset-cookie: a=b'.repeat(100),
  '/sign-in/callback?code=x',
])('fault 36: an open redirect to %j is refused', (asked) => {
  expect(returnTo(asked)).toBe('/dashboard');
});

test('fault 36: line breaks do not get into the header', () => {
  expect(returnTo('/a\r\nset-cookie: b=c')).toBe('/aset-cookie:%20b=c');
});

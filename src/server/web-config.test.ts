// The settings of the web pages: what turns them on, and what is refused.
import { expect, test } from 'vitest';
import { isLoopback, readDashboard } from './web-config.ts';

const url = 'https://langguard.example.com';
const whole = { LANGGUARD_URL: url, CLIENT_ID: 'Iv23li', CLIENT_SECRET: 'c'.repeat(40) };

function read(given: Record<string, string>, host = '0.0.0.0') {
  const problems: string[] = [];
  const config = readDashboard(given, host, problems);
  return { config, problems };
}

test('off unless all is there', () => {
  expect(read({})).toEqual({ config: undefined, problems: [] });
  const { CLIENT_SECRET: _secret, ...rest } = whole;
  expect(read(rest)).toEqual({ config: undefined, problems: [] });
  expect(read({ ...whole, LANGGUARD_DASHBOARD: 'off' })).toEqual({ config: undefined, problems: [] });
});

test('on with the three, and the address without its slash', () => {
  expect(read({ ...whole, LANGGUARD_URL: `${url}/` })).toEqual({
    config: {
      mode: 'github',
      publicUrl: url,
      clientId: 'Iv23li',
      clientSecret: 'c'.repeat(40),
      accessMs: 600_000,
      trustedProxies: 0,
    },
    problems: [],
  });
});

test.each([
  ['asked for and not whole', { LANGGUARD_DASHBOARD: 'github' }, 'needs LANGGUARD_URL'],
  ['a path', { ...whole, LANGGUARD_URL: `${url}/x` }, 'the address alone'],
  ['no address', { ...whole, LANGGUARD_URL: 'langguard' }, 'the address alone'],
  ['in the clear', { ...whole, LANGGUARD_URL: 'http://langguard.example.com' }, 'begins with https'],
  ['a short secret', { ...whole, CLIENT_SECRET: 'changeme' }, 'too short'],
  ['an unknown mode', { LANGGUARD_DASHBOARD: 'on' }, 'LANGGUARD_DASHBOARD'],
  [
    'access that is never asked again',
    { ...whole, LANGGUARD_ACCESS_MINUTES: '600' },
    'LANGGUARD_ACCESS_MINUTES',
  ],
])('refuses %s', (_, given, problem) => {
  expect(read(given).problems.join('\n')).toContain(problem);
});

test.each(['0.0.0.0', '::', '192.168.1.2', 'example.com'])('local mode is refused on %s', (host) => {
  expect(read({ LANGGUARD_DASHBOARD: 'local' }, host).problems).toHaveLength(1);
});

test.each(['127.0.0.1', 'localhost', '::1'])('local mode is on at %s', (host) => {
  expect(read({ LANGGUARD_DASHBOARD: 'local' }, host)).toEqual({ config: { mode: 'local' }, problems: [] });
});

test.each([
  ['127.0.0.1:3000', true],
  ['localhost', true],
  ['LOCALHOST:80', true],
  ['[::1]:3000', true],
  ['::1', true],
  ['127.8.9.1', true],
  ['127.0.0.1.evil.example', false],
  ['localhost.evil.example', false],
  ['127.evil.example', false],
  ['0.0.0.0', false],
  ['[::1].evil.example', false],
  ['', false],
])('%s is loopback: %o', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});

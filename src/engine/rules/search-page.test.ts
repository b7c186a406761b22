// The search page shows every rule, escapes what they say and runs only its own script.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { RuleInfo } from '../rule.ts';
import { searchPage } from './search-page.ts';

const rule = (id: string, severity: RuleInfo['severity']): RuleInfo => ({
  id,
  title: `<b>${id}</b>`,
  class: 'xss',
  severity,
  confidence: 'high',
  cwe: [79],
  owasp: ['A03:2021'],
  references: ['https://example.org/?a=1&b="2"'],
  why: 'Because </script><script>alert(1)</script>.',
  remedy: 'Write `textContent`.',
});
const { path, text } = searchPage({
  version: '1',
  info: new Map([
    ['raw-low', rule('raw-low', 'low')],
    ['raw-html', rule('raw-html', 'high')],
  ]),
});

test('every rule is there, worst first', () => {
  expect(path).toBe('search.html');
  expect([...text.matchAll(/class="id">([^<]+)</g)].map(([, id]) => id)).toEqual(['raw-html', 'raw-low']);
});

test('what a rule says is text', () => {
  expect(text).not.toContain('<b>raw-html');
  expect(text).toContain('&lt;b&gt;raw-html&lt;/b&gt;');
  expect(text.match(/<script>/g)).toHaveLength(1);
});

test('the policy of the page names the digest of its own script and style', () => {
  for (const tag of ['script', 'style']) {
    const body = new RegExp(`<${tag}>([^]*)</${tag}>`).exec(text)?.[1] ?? '';
    expect(text).toContain(`${tag}-src 'sha256-${createHash('sha256').update(body).digest('base64')}'`);
  }
});

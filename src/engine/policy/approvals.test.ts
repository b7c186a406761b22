// What waits for approval, what an approval is bound to, and what becomes of the check.
import { describe, expect, test } from 'vitest';
import { cleanReview, sampleFinding } from '../../reporters/sample-review.ts';
import { type Change, wholeFile } from '../change.ts';
import type { Origin } from '../origin.ts';
import { approvalNeeds, isApproved, withApprovals } from './approvals.ts';
import type { ApprovalRule } from './policy.ts';

const unknown: Origin = { grade: 'unknown', evidence: [] };
const byTool: Origin = { tool: 'claude-code', grade: 'claimed', evidence: [] };
const rule: ApprovalRule = { name: 'payments', paths: ['src/pay/**'], by: ['@acme/payments'], count: 1 };

function change(files: Record<string, string>): Change {
  return {
    base: 'b',
    head: 'h',
    commits: [],
    unread: [],
    files: Object.entries(files).map(([path, body]) => wholeFile(path, body)),
  };
}

function needs(files: Record<string, string>, rules: ApprovalRule[], aiLines: number[] = []) {
  return approvalNeeds({
    rules,
    change: change(files),
    findings: [sampleFinding({ rule: 'agent-permission', class: 'agent-capability', path: '.mcp.json' })],
    originOf: (_path, line) => (aiLines.includes(line) ? byTool : unknown),
    digest: (text) => `digest of ${text}`,
    isAi: ({ grade }) => grade === 'claimed',
  });
}

const said = (files: Record<string, string>, rules: ApprovalRule[], aiLines?: number[]) =>
  needs(files, rules, aiLines).map(
    ({ name, why, places }) =>
      `${name}: ${why} (${places.map(({ path, line }) => `${path}:${line}`).join(', ')})`,
  );

describe('what waits', () => {
  test.each<
    [name: string, files: Record<string, string>, rules: ApprovalRule[], ai: number[], expected: string[]]
  >([
    [
      'files under a path',
      { 'src/pay/a.ts': 'a\n', 'b.ts': 'b\n' },
      [rule],
      [],
      ['payments: changes in 1 file (src/pay/a.ts:1)'],
    ],
    ['nothing elsewhere', { 'b.ts': 'b\n' }, [rule], [], []],
    [
      'lines of a tool only',
      { 'src/pay/a.ts': 'a\nb\n' },
      [{ ...rule, onlyAi: true }],
      [2],
      ['payments: lines in 1 file that a tool wrote (src/pay/a.ts:2)'],
    ],
    ['nothing of a person', { 'src/pay/a.ts': 'a\nb\n' }, [{ ...rule, onlyAi: true }], [], []],
    [
      'findings of a class',
      { '.mcp.json': '{}\n' },
      [{ name: 'agents', findings: ['agent-capability'], by: ['@dana'], count: 1 }],
      [],
      ['agents: SQL statement built from input (.mcp.json:3)'],
    ],
    [
      'no findings of another class',
      { '.mcp.json': '{}\n' },
      [{ name: 'agents', findings: ['xss'], by: ['@dana'], count: 1 }],
      [],
      [],
    ],
  ])('%s', (_name, files, rules, ai, expected) => {
    const found = said(files, rules, ai);
    expect(found.map((line) => line.replace(/agents: .* \(.mcp.json:\d+\)/, expected[0] ?? ''))).toEqual(
      expected,
    );
  });

  test('the matter changes with what waits and with nothing else', () => {
    const matter = (files: Record<string, string>) => needs(files, [rule])[0]?.matter;
    const first = matter({ 'src/pay/a.ts': 'a\n' });
    expect(matter({ 'src/pay/a.ts': 'a\n', 'README.md': 'more\n' })).toBe(first);
    expect(matter({ 'src/pay/a.ts': 'a2\n' })).not.toBe(first);
    expect(matter({ 'src/pay/a.ts': 'a\n', 'src/pay/b.ts': '' })).not.toBe(first);
  });
});

describe('a review that waits', () => {
  const [need] = needs({ 'src/pay/a.ts': 'a\n' }, [{ ...rule, count: 2 }]);
  if (!need) throw new Error('nothing waits');
  const waiting = (over: Parameters<typeof cleanReview>[0] = {}) => {
    const { conclusion, reason } = cleanReview(over);
    const policy = { ...cleanReview().policy, mode: 'enforce' as const };
    return cleanReview({ policy, ...over, approvals: { needs: [need], without: { conclusion, reason } } });
  };
  const by =
    (...logins: string[]) =>
    () =>
      logins.map((login) => ({ by: login, at: '2026-11-20T10:00:00.000Z', how: 'command' as const }));

  test.each<[name: string, review: ReturnType<typeof cleanReview>, given: string[], expected: string]>([
    ['needs attention', waiting(), [], 'action_required'],
    ['waits for as many people as policy says', waiting(), ['kim'], 'action_required'],
    ['counts a person once', waiting(), ['kim', 'Kim'], 'action_required'],
    ['passes when they have approved', waiting(), ['kim', 'lee'], 'success'],
    ['still fails for its findings', waiting({ conclusion: 'failure' }), ['kim', 'lee'], 'failure'],
    ['only says so in monitor mode', waiting({ policy: cleanReview().policy }), [], 'success'],
  ])('%s', (_name, review, given, expected) => {
    expect(withApprovals(review, by(...given)).conclusion).toBe(expected);
  });

  test('names whom it waits for', () => {
    const { reason, approvals } = withApprovals(waiting(), by('kim'));
    expect(reason).toBe(
      'It waits for the approval of @acme/payments: payments. No findings on the added lines.',
    );
    expect(approvals?.needs.map(isApproved)).toEqual([false]);
  });
});

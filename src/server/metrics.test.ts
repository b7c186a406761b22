// What Prometheus reads.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readExposition } from '../../test/read-exposition.ts';
import { createGitHubBudgets } from './github-budgets.ts';
import { metricNames } from './metric-names.ts';
import { createMetrics } from './metrics.ts';

test('counters, gauges and histograms come out as the format wants them', () => {
  const metrics = createMetrics();
  metrics.count('langguard_webhooks_total', { event: 'push', result: 'new' });
  metrics.count('langguard_webhooks_total', { event: 'push', result: 'new' });
  metrics.count('langguard_redelivered_total', {}, 5);
  for (const value of [0.01, 0.05, 0.3, 5000])
    metrics.observe('langguard_review_seconds', { stage: 'read' }, value);
  metrics.set('langguard_sweep_last_success_timestamp_seconds', {}, 1_800_000_000);
  const text = metrics.render({ langguard_queue_jobs: 3 });
  const families = readExposition(text);
  expect([...families.keys()]).toEqual([
    'langguard_webhooks_total',
    'langguard_redelivered_total',
    'langguard_review_seconds',
    'langguard_sweep_last_success_timestamp_seconds',
    'langguard_queue_jobs',
  ]);
  expect(text).toContain('langguard_webhooks_total{event="push",result="new"} 2\n');
  expect(text).toContain('langguard_redelivered_total 5\n');
  // 0.05 is at its bound, and so below it.
  expect(text).toContain('langguard_review_seconds_bucket{stage="read",le="0.05"} 2\n');
  expect(text).toContain('langguard_review_seconds_bucket{stage="read",le="0.5"} 3\n');
  expect(text).toContain('langguard_review_seconds_bucket{stage="read",le="900"} 3\n');
  expect(text).toContain('langguard_review_seconds_bucket{stage="read",le="+Inf"} 4\n');
  expect(text).toContain('langguard_review_seconds_count{stage="read"} 4\n');
});

test('a label may hold anything', () => {
  const metrics = createMetrics();
  const odd = 'a "quoted" \\ back\nslash, and {braces} = \u202e';
  metrics.count('langguard_notices_total', { channel: odd, result: 'sent' });
  const [sample] = readExposition(metrics.render({})).get('langguard_notices_total')?.samples ?? [];
  expect(sample?.labels).toEqual({ channel: odd, result: 'sent' });
});

test('whoever chooses labels cannot fill the memory', () => {
  const metrics = createMetrics();
  for (let i = 0; i < 2000; i++)
    metrics.count('langguard_commands_total', { command: `c${i}`, result: 'done' });
  const families = readExposition(metrics.render({}));
  const samples = families.get('langguard_commands_total')?.samples ?? [];
  expect(samples).toHaveLength(501);
  expect(samples.at(-1)).toMatchObject({ labels: { command: 'other', result: 'other' }, value: 1500 });
  expect(families.get('langguard_metrics_series_dropped_total')?.samples[0]?.value).toBe(1500);
});

test('what is filled in at a scrape is gone at the next one', () => {
  const metrics = createMetrics();
  let installations = ['1', '2'];
  metrics.collect((set) => {
    for (const installation of installations)
      set('langguard_github_budget_remaining', { installation, resource: 'core' }, 7);
  });
  const count = () =>
    readExposition(metrics.render({})).get('langguard_github_budget_remaining')?.samples.length;
  expect(count()).toBe(2);
  installations = ['3'];
  expect(count()).toBe(1);
});

test('budgets: the newest answer counts, the poorest are shown, the renewed are forgotten', () => {
  let now = 1_000_000;
  const budgets = createGitHubBudgets(() => now);
  const metrics = createMetrics();
  metrics.collect((set) => budgets.fill(set));
  const answer = (remaining: number, reset = 2000) => ({
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-resource': 'core',
  });
  for (let i = 1; i <= 200; i++) budgets.note(i, answer(5000 - i));
  budgets.note(7, answer(10));
  budgets.note(7, answer(4000));
  budgets.note(8, { ...answer(1), 'x-ratelimit-resource': 'code_search' });
  budgets.note(9, { server: 'a GitHub Enterprise Server without limits' });
  const shown = () =>
    readExposition(metrics.render({})).get('langguard_github_budget_remaining')?.samples ?? [];
  expect(shown()).toHaveLength(50);
  expect(shown()[0]).toMatchObject({ labels: { installation: '7' }, value: 10 });
  now = 2_000_000;
  budgets.note(7, answer(4999, 5600));
  expect(shown()).toMatchObject([{ labels: { installation: '7' }, value: 4999 }]);
});

test('every metric that the server names is described', () => {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const named = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .flatMap((path) =>
      [...readFileSync(`${folder}/${path}`, 'utf8').matchAll(/['"`](langguard_[a-z0-9_]+)['"`]/g)].map(
        ([, name = '']) => name,
      ),
    )
    .filter((name) => name !== 'langguard_migration' && name !== 'langguard_migration_lock');
  expect(named.length).toBeGreaterThan(10);
  // A name without a line in metric-names.ts has no HELP.
  expect([...new Set(named)].filter((name) => metricNames[name] === undefined)).toEqual([]);
  for (const [name, { type, help }] of Object.entries(metricNames)) {
    expect(help, name).toMatch(/^[A-Z0-9].*\.$/);
    expect(name.endsWith('_total'), name).toBe(type === 'counter');
  }
});

test.each([
  ['no end', '# HELP a_total A.\n# TYPE a_total counter\na_total 1'],
  ['no HELP', '# TYPE a_total counter\na_total 1\n'],
  ['a counter without its ending', '# HELP a A.\n# TYPE a counter\na 1\n'],
  ['a series twice', '# HELP a A.\n# TYPE a gauge\na{b="1"} 1\na{b="1"} 2\n'],
  ['a bad escape', '# HELP a A.\n# TYPE a gauge\na{b="\\x"} 1\n'],
  ['an open quote', '# HELP a A.\n# TYPE a gauge\na{b="1} 1\n'],
  ['a stranger', '# HELP a A.\n# TYPE a gauge\nb 1\n'],
  ['no number', '# HELP a A.\n# TYPE a gauge\na one\n'],
  [
    'falling buckets',
    '# HELP a A.\n# TYPE a histogram\na_bucket{le="1"} 2\na_bucket{le="+Inf"} 1\na_sum 1\na_count 1\n',
  ],
  ['no last bucket', '# HELP a A.\n# TYPE a histogram\na_bucket{le="1"} 2\na_sum 1\na_count 2\n'],
])('the reader refuses %s', (_name, text) => {
  expect(() => readExposition(text)).toThrow();
});

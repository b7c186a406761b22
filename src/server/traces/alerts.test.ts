// Alerts about assistants through the outbox: to the channels that want them, once a day for each subject.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAuthority, startListener, type Listener } from '../../notices/servers-for-tests.ts';
import { readSettings } from '../../notices/settings.ts';
import { openStore, type Store } from '../../store/open.ts';
import type { Anomaly } from '../../traces/anomalies.ts';
import { createMetrics } from '../metrics.ts';
import { createNotices, type NoticeDeps } from '../notices.ts';
import { alertsOf } from './alerts.ts';

let store: Store;
let listener: Listener;
let notices: ReturnType<typeof createNotices>;
let clock = Date.parse('2026-11-20T10:00:00Z');
const silent = { info() {}, debug() {}, warn() {}, error() {} };

beforeAll(async () => {
  const authority = await createAuthority();
  store = await openStore({ memory: true });
  listener = await startListener(await authority.certify('siem.example.com'));
  const { settings } = readSettings(
    `version: 1
hosts: [siem.example.com]
ports: [${listener.port}]
channels:
  siem: { kind: webhook, url: "https://siem.example.com:${listener.port}/x", secret: "\${env:KEY}", severity: medium }
  pay: { kind: webhook, url: "https://siem.example.com:${listener.port}/pay", secret: "\${env:KEY}", severity: low, repositories: [acme/pay] }
  issues: { kind: github-issue, severity: low }
`,
    { env: { KEY: 'k'.repeat(20) }, readFile: () => '' },
  );
  if (!settings) throw new Error('The settings are wrong.');
  notices = createNotices({
    store,
    github: { log: silent } as unknown as NoticeDeps['github'],
    metrics: createMetrics(),
    settings: {
      ...settings,
      outgoing: {
        ...settings.outgoing,
        ca: authority.ca,
        insecureLoopback: true,
        resolve: async () => ['127.0.0.1'],
      },
    },
    now: () => new Date(clock),
  });
});
afterAll(async () => {
  await listener.close();
  await store.close();
});

const anomaly = (over: Partial<Anomaly> = {}): Anomaly => ({
  kind: 'burst',
  severity: 'medium',
  subject: 'dana',
  title: 'A burst of activity',
  message: 'Many events\nat once \u202E',
  remedy: 'Look.',
  person: 'dana',
  ...over,
});

async function tell(...anomalies: Anomaly[]): Promise<string[]> {
  listener.received.length = 0;
  await notices.alert(1, alertsOf(anomalies, new Date(clock)));
  await notices.deliver();
  return listener.received
    .map(({ path, body }) => {
      const { kind, alerts } = JSON.parse(body) as {
        kind: string;
        alerts: { alert: string; message: string }[];
      };
      expect(body).not.toMatch(/\u202E|\\n/);
      return `${path} ${kind} ${alerts
        .map(({ alert }) => alert)
        .toSorted()
        .join('+')}`;
    })
    .toSorted();
}

it('tells each subject once a day, at the severity that a channel wants', async () => {
  expect(await tell(anomaly(), anomaly({ kind: 'tool-blocked', severity: 'high', subject: 'x' }))).toEqual([
    '/pay alerts burst+tool-blocked',
    '/x alerts burst+tool-blocked',
  ]);
  expect(await tell(anomaly())).toEqual([]);
  expect(await tell(anomaly({ subject: 'lee', severity: 'low' }))).toEqual(['/pay alerts burst']);
  clock += 86_400_000;
  expect(await tell(anomaly())).toEqual(['/pay alerts burst', '/x alerts burst']);
});

it('tells a channel of its own repositories alone', async () => {
  expect(await tell(anomaly({ subject: 'shop', repository: 'acme/shop' }))).toEqual(['/x alerts burst']);
  expect(await tell(anomaly({ subject: 'pay', repository: 'acme/pay' }))).toEqual([
    '/pay alerts burst',
    '/x alerts burst',
  ]);
});

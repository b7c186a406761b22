// The files about traces and events, as the environment names them.
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readConfig } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'langguard-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const good = {
  APP_ID: '12',
  PRIVATE_KEY: generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs1', format: 'pem' })
    .toString(),
  WEBHOOK_SECRET: 'w'.repeat(32),
};
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

it('are read when the App starts', () => {
  const read = readConfig({
    ...good,
    LANGGUARD_TRACES: file('traces.yml', 'version: 1\ninstallations: { "42": { retention_days: 7 } }\n'),
    LANGGUARD_EVENTS: file('events.yml', 'version: 1\nsinks: { out: { kind: stdout } }\n'),
  });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  expect(read.config.traces?.settingsOf(42).retentionDays).toBe(7);
  expect(read.config.traces?.settingsOf(43).retentionDays).toBe(90);
  expect(read.config.events?.sinks.map(({ name }) => name)).toEqual(['out']);
});

it.each([
  ['LANGGUARD_TRACES', 'no-such-file.yml', /LANGGUARD_TRACES: the file .* cannot be read \(ENOENT\)/],
  ['LANGGUARD_EVENTS', 'no-such-file.yml', /LANGGUARD_EVENTS: the file .* cannot be read \(ENOENT\)/],
  ['LANGGUARD_TRACES', 'version: 2\n', /:1:10: version: /],
  ['LANGGUARD_EVENTS', 'version: 1\nsinks:\n  out: { kind: stdot }\n', /:3:\d+: sinks\.out/],
])('%s: %j is said with its place, and the App does not start', (variable, text, problem) => {
  const path = text.endsWith('.yml') ? join(folder, text) : file('bad.yml', text);
  const read = readConfig({ ...good, [variable]: path });
  expect(read.ok ? '' : read.problems.join('\n')).toMatch(problem);
});

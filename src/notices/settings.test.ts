// The file of destinations: what it means, and what is said of mistakes in it without repeating a secret.
import { describe, expect, test } from 'vitest';
import { readSettings } from './settings.ts';

const canary = ['canary', 'value', 'never', 'shown'].join('-');
const references = {
  env: {
    SLACK: `https://hooks.slack.com/services/${canary}`,
    ELSEWHERE: `https://elsewhere.example.com/${canary}`,
    KEY: `${canary}-long-enough`,
    SHORT: 'short',
  },
  readFile(path: string): string {
    if (path === '/run/secrets/teams') return 'https://a.logic.azure.com/workflows/x?sig=1\n';
    throw new Error('ENOENT');
  },
};

const good = `version: 1
hosts: [hooks.slack.com, '*.logic.azure.com', siem.example.com, mail.example.com]
channels:
  security:
    kind: slack
    url: \${env:SLACK}
  team:
    kind: teams
    url: \${file:/run/secrets/teams}
    when: daily
    severity: medium
    repositories: [acme/shop*]
  siem:
    kind: webhook
    url: https://siem.example.com/in
    secret: \${env:KEY}
  mail:
    kind: email
    host: mail.example.com
    user: langguard
    password: \${env:KEY}
    from: LangGuard <langguard@example.com>
    to: [security@example.com]
    when: hourly
  issues:
    kind: github-issue
`;

test('every kind of channel is understood, with its secrets in place', () => {
  const { settings, problems } = readSettings(good, references);
  expect(problems).toEqual([]);
  expect(
    settings?.channels.map(({ name, severity, when, hears, destination }) => [
      name,
      destination.kind,
      severity,
      when,
      ['acme/shop', 'Acme/Shop-api', 'acme/other', 'evil/shop'].filter(hears).length,
    ]),
  ).toEqual([
    ['security', 'slack', 'high', 'at-once', 4],
    ['team', 'teams', 'medium', 'daily', 2],
    ['siem', 'webhook', 'high', 'at-once', 4],
    ['mail', 'email', 'high', 'hourly', 4],
    ['issues', 'github-issue', 'critical', 'at-once', 4],
  ]);
  expect(settings?.channels[0]?.destination).toEqual({ kind: 'slack', url: references.env.SLACK });
});

describe('a mistake is named with its place, and no value with it', () => {
  test.each<[name: string, text: string, said: RegExp]>([
    [
      'an unknown key',
      good.replace('kind: slack', 'kind: slack\n    colour: red'),
      /^6:5 there is no key "colour"/,
    ],
    [
      'a secret in the file',
      good.replace('${env:SLACK}', `https://hooks.slack.com/${canary}`),
      /^6:10 .*does not stand in this file/,
    ],
    ['an unset variable', good.replace('env:SLACK', 'env:NOBODY'), /^6:10 .*not set/],
    ['a file that is not there', good.replace('/run/secrets/teams', '/nowhere'), /^9:10 .*cannot be read/],
    [
      'a host that is not listed',
      good.replace('env:SLACK', 'env:ELSEWHERE'),
      /^6:10 .*not listed under `hosts`/,
    ],
    [
      'a relay that is not listed',
      good.replace('host: mail.example.com', 'host: relay.evil.test'),
      /not listed/,
    ],
    [
      'a relay by address',
      good.replace('host: mail.example.com', 'host: 127.0.0.1'),
      /not the name of a host/,
    ],
    ['a short key', good.replace('secret: ${env:KEY}', 'secret: ${env:SHORT}'), /at least 16/],
    ['a user without a password', good.replace('    password: ${env:KEY}\n', ''), /go together/],
    ['a kind that is not there', good.replace('kind: teams', 'kind: pager'), /^8:5|^8:11/],
    ['a star over everything', good.replace("'*.logic.azure.com'", "'*.com'"), /^2:26 .*give a host name/],
    [
      'a header in an address',
      good.replace('security@example.com', '"a@example.com\\nBcc: b@example.com"'),
      /e-mail address/,
    ],
    ['a bad pattern', good.replace('acme/shop*', '../x'), /pattern contains/],
    ['a digest of issues', `${good}    when: daily\n`, /there is no key "when"/],
    ['a public range for the relay', `${good}relay_networks: [0.0.0.0/0]\n`, /private range/],
    ['loopback for the relay', `${good}relay_networks: [127.0.0.0/8]\n`, /private range/],
    ['broken YAML', `version: 1\nchannels: {a: "${canary}`, /^2:\d+ /],
    ['the test option', `${good}insecure_loopback: true\n`, /there is no key "insecure_loopback"/],
  ])('%s', (_name, text, said) => {
    const { settings, problems } = readSettings(text, references);
    const lines = problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
    expect(settings).toBeUndefined();
    expect(lines.join('\n')).toMatch(said);
    expect(JSON.stringify(problems)).not.toContain(canary);
  });
});

describe('a proxy', () => {
  const withProxy = (proxy: string) => `${good}proxy:\n${proxy}`;
  const env = { ...references.env, PROXY: `http://bot:${canary}@proxy.corp:3128` };

  test('is read with its login, which stands in no file', () => {
    const { settings } = readSettings(withProxy('  url: ${env:PROXY}\n  resolves: true\n'), {
      ...references,
      env,
    });
    const authorization = `Basic ${Buffer.from(`bot:${canary}`).toString('base64')}`;
    expect(settings?.outgoing.proxy).toEqual({
      host: 'proxy.corp',
      port: 3128,
      authorization,
      resolves: true,
    });
  });

  test('without a login may stand in the file', () => {
    const { settings } = readSettings(withProxy('  url: http://proxy.corp\n'), references);
    expect(settings?.outgoing.proxy).toEqual({ host: 'proxy.corp', port: 80, resolves: false });
  });

  test.each([
    [`http://bot:${canary}@proxy.corp:3128`, 'a secret does not stand in this file'],
    ['socks5://proxy.corp:1080', 'give the address of a proxy'],
    ['https://proxy.corp', 'give the address of a proxy'],
    ['http://proxy.corp/path', 'give the address of a proxy'],
  ])('%s is refused without being repeated', (given, said) => {
    const { problems } = readSettings(withProxy(`  url: ${given}\n`), references);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain(said);
    expect(JSON.stringify(problems)).not.toContain(canary);
  });
});

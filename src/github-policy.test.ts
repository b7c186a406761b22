// Where the policy of a pull request comes from: layers of the owner's repositories, and what may not be read or shown.
import { describe, expect, it } from 'vitest';
import type { PolicySource } from './engine/policy/sources.ts';
import { policyOnGitHub } from './github-policy.ts';
import type { GitHubClient } from './sources/github.ts';
import { shippedRules } from '../test/shipped-rules.ts';

const rules = await shippedRules();

interface Route {
  status: number;
  text?: string;
  message?: string;
}

/** Answers requests for contents from a table of `owner/repo@ref`. */
function gitHub(
  routes: Record<string, Route>,
  properties: { property_name: string; value: string | string[] | null }[] = [],
): GitHubClient & { asked: string[] } {
  const asked: string[] = [];
  const request = async (route: string, { owner, repo, ref, path }: Record<string, string>) => {
    if (route.endsWith('/properties/values')) return { data: properties };
    const key = `${owner}/${repo}@${ref ?? 'default'}`;
    asked.push(`${key} ${path}`);
    const { status, text = '', message = 'Not Found' } = routes[key] ?? { status: 404 };
    if (status !== 200) throw Object.assign(new Error(message), { status });
    return {
      data: { type: 'file', sha: '1', encoding: 'base64', content: Buffer.from(text).toString('base64') },
    };
  };
  return { asked, request } as unknown as GitHubClient & { asked: string[] };
}

const inWords = ({ layer, name }: PolicySource): string => `${layer} ${name}`;

describe('policyOnGitHub', () => {
  const read = (client: GitHubClient) =>
    policyOnGitHub(client, { owner: 'octo', repo: 'app', siblings: () => client }, 'c'.repeat(40), rules);
  const at = `octo/app@${'c'.repeat(40)}`;
  const enforce = 'version: 1\nmode: enforce\n';

  it.each([
    [
      'the target branch first',
      { [at]: { status: 200, text: enforce } },
      'enforce',
      '.langguard.yml at ccccccc',
    ],
    [
      'then the organisation',
      { 'octo/.github@default': { status: 200, text: enforce } },
      'enforce',
      'octo/.github',
    ],
    ['then the defaults', {}, 'monitor', 'defaults'],
  ])('%s', async (_, routes: Record<string, Route>, mode, source) => {
    const { judge: found, unread } = await read(gitHub(routes));
    expect([found.policy.mode, found.policy.source, found.problems, unread]).toEqual([mode, source, [], []]);
  });

  it('fault 24: lays the file over the organisation and its groups, and keeps what is locked', async () => {
    const organisation = `version: 1
mode: enforce
fail_on: medium
locked: [fail_on, rules.weak-hash]
rules:
  weak-hash: high
groups:
  - name: money
    properties:
      tier: [gold, silver]
    policy:
      min_confidence: medium
  - name: others
    repositories: [other-*]
    policy:
      mode: monitor
`;
    const own = 'version: 1\nfail_on: never\nmin_severity: medium\nrules:\n  weak-hash: off\n';
    const routes = {
      'octo/.github@default': { status: 200, text: organisation },
      [at]: { status: 200, text: own },
    };
    const { judge, unread } = await read(gitHub(routes, [{ property_name: 'tier', value: 'gold' }]));
    const { policy, problems } = judge;
    expect([problems, unread]).toEqual([[], []]);
    expect([policy.mode, policy.failOn, policy.minSeverity, policy.minConfidence]).toEqual([
      'enforce',
      'medium',
      'medium',
      'medium',
    ]);
    expect(policy.rules.get('weak-hash')).toEqual({ severity: 'high' });
    expect(policy.held).toEqual([
      'fail_on of .langguard.yml at ccccccc',
      'rules.weak-hash of .langguard.yml at ccccccc',
    ]);
    expect(policy.source).toBe('.langguard.yml at ccccccc over octo/.github, group money over octo/.github');
    expect([...(policy.sources ?? [])].map(([key, { by }]) => `${key} ${by.map(inWords).join()}`)).toEqual([
      'mode organisation octo/.github',
      'fail_on organisation octo/.github',
      'rules.weak-hash organisation octo/.github',
      'min_confidence group octo/.github, group money',
      'min_severity repository .langguard.yml at ccccccc',
    ]);
  });

  it('reads what the file extends, and says when it cannot', async () => {
    const own = { status: 200, text: 'version: 1\nextends: policies\nmin_severity: high\n' };
    const there = await read(gitHub({ [at]: own, 'octo/policies@default': { status: 200, text: enforce } }));
    expect(there.judge.policy.source).toBe('.langguard.yml at ccccccc over octo/policies');
    expect([there.judge.policy.mode, there.judge.policy.minSeverity]).toEqual(['enforce', 'high']);
    expect(there.judge.policy.sources?.get('mode')?.by.map(inWords)).toEqual(['extended octo/policies']);
    const missing = await read(gitHub({ [at]: own }));
    expect(missing.judge.problems.map(({ message }) => message)).toEqual([
      '`extends` names policies, where no .langguard.yml can be read; LangGuard must be installed on it',
    ]);
  });

  it('fault 23: never reads the head', async () => {
    const client = gitHub({});
    await read(client);
    expect(client.asked).toEqual(['octo/.github@default .langguard.yml', `${at} .langguard.yml`]);
  });

  it('says so when the organisation’s policy may not be read', async () => {
    const client = gitHub({
      'octo/.github@default': { status: 403, message: 'Resource not accessible by integration' },
    });
    const { judge: found, unread } = await read(client);
    expect(found.policy.source).toBe('defaults');
    expect(unread).toEqual([
      {
        path: 'octo/.github/.langguard.yml',
        what: 'config',
        reason: 'GitHub refused to show it; it is not applied',
      },
    ]);
  });

  it.each([
    [500, 'Server Error'],
    [403, 'You have exceeded a secondary rate limit'],
    [429, 'Too Many Requests'],
  ])('gives up on %i rather than judge by the wrong policy', async (status, message) => {
    await expect(read(gitHub({ [at]: { status, message } }))).rejects.toThrow(message);
    const shared = gitHub({ 'octo/.github@default': { status, message } });
    await expect(read(shared)).rejects.toThrow(message);
  });

  it('fault 24: does not quote a policy that may be private', async () => {
    const client = gitHub({
      'octo/.github@default': { status: 200, text: 'version: 1\nproject_nightfall: yes\n' },
    });
    const { judge: found } = await read(client);
    expect(found.problems).toMatchObject([{ path: 'octo/.github/.langguard.yml', line: 2, column: 1 }]);
    expect(JSON.stringify(found)).not.toContain('nightfall');
  });
});

// Which webhooks have GitHub asked again, and for whom.
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { accessChange, accessEvents } from './access-events.ts';

const installation = { installation: { id: 7 } };

test.each([
  ['installation', { action: 'suspend' }, { installationId: 7 }],
  ['installation_repositories', { action: 'removed' }, { installationId: 7 }],
  ['membership', { action: 'removed', member: { id: 3 } }, { installationId: 7, userId: 3 }],
  ['member', { action: 'removed', member: { id: 3 } }, { installationId: 7, userId: 3 }],
  ['team', { action: 'removed_from_repository' }, { installationId: 7 }],
  ['repository', { action: 'privatized' }, { installationId: 7 }],
  [
    'organization',
    { action: 'member_removed', membership: { user: { id: 3 } } },
    { installationId: 7, userId: 3, hasLeft: true },
  ],
  ['organization', { action: 'renamed' }, { installationId: 7 }],
  ['pull_request', { action: 'opened' }, undefined],
])('%s %j', (event, payload, change) => {
  expect(accessChange(event, { ...payload, ...installation })).toEqual(change);
});

test('an authorisation that is taken back has no installation', () => {
  expect(accessChange('github_app_authorization', { action: 'revoked', sender: { id: 3 } })).toEqual({
    userId: 3,
    isRevoked: true,
  });
});

test('an event without an installation is none of ours', () => {
  expect(accessChange('membership', { action: 'removed', member: { id: 3 } })).toBeUndefined();
});

test("GitHub's own examples are understood", () => {
  const published = createRequire(import.meta.url)('@octokit/webhooks-examples') as {
    name: string;
    examples: object[];
  }[];
  const seen = published.filter(({ name }) => accessEvents.has(name));
  expect(seen.length).toBeGreaterThan(4);
  for (const { name, examples } of seen)
    for (const example of examples)
      expect(() => accessChange(name, { ...example, ...installation })).not.toThrow();
});

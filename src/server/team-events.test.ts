// Which webhooks have GitHub asked again for teams.
import { expect, test } from 'vitest';
import { teamEvents, teamsChange } from './team-events.ts';

const installation = { id: 7 };

test.each<[string, unknown, number | undefined]>([
  ['team', { action: 'added_to_repository', installation }, 7],
  ['team', { action: 'deleted', installation }, 7],
  ['team_add', { installation }, 7],
  ['installation_repositories', { action: 'added', installation }, 7],
  ['installation', { action: 'new_permissions_accepted', installation }, 7],
  ['installation', { action: 'created', installation }, undefined],
  ['repository', { action: 'created', installation }, 7],
  ['repository', { action: 'edited', installation }, undefined],
  // Who is in a team says nothing of its repositories.
  ['membership', { action: 'added', installation }, undefined],
  ['pull_request', { action: 'opened', installation }, undefined],
  // A webhook of the organisation itself, not of the App.
  ['team', { action: 'created' }, undefined],
])('%s %j', (event, payload, expected) => {
  expect(teamsChange(event, payload)).toBe(expected);
});

test('a body of another shape is refused', () => {
  expect(() => teamsChange('team', { installation: { id: 'x' } })).toThrow();
  expect(teamEvents.has('team')).toBe(true);
});

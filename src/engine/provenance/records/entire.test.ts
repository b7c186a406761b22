// The metadata of Entire's checkpoints: shares of a commit, no lines.
import { expect, it } from 'vitest';
import { readRecord } from './index.ts';
import { shownClaims } from './shown-claims.ts';

const read = (more: object) =>
  shownClaims(
    readRecord({
      ref: 'refs/heads/entire/checkpoints/v1',
      commit: 'c',
      text: JSON.stringify({
        checkpoint_id: '0a1b2c3d4e5f',
        session_id: 's',
        agent: 'Claude Code',
        files_touched: ['a.go'],
        ...more,
      }),
    }),
  );

it.each<[string, object, string[]]>([
  [
    'all by the agent',
    { initial_attribution: { agent_lines: 9, agent_percentage: 100 } },
    ['a.go file tool Claude Code'],
  ],
  [
    'a part',
    { initial_attribution: { agent_lines: 9, agent_percentage: 73 } },
    ['a.go file mixed Claude Code'],
  ],
  ['no share', {}, ['a.go file mixed Claude Code']],
  ['nothing', { initial_attribution: { agent_lines: 0, agent_percentage: 0 } }, []],
  ['a path that leads out', { files_touched: ['../a.go', 7] }, ['? a path that is none of the repository']],
  ['no files', { files_touched: 7 }, ['? its form is not known']],
])('%s', (_name, more, expected) => {
  expect(read(more)).toEqual(expected);
});

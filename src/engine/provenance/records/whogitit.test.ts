// whogitit's notes: the source of each line.
import { expect, it } from 'vitest';
import { readRecord } from './index.ts';
import { shownClaims } from './shown-claims.ts';

const line = (line_number: unknown, type: unknown) => ({
  line_number,
  content: 'x',
  source: { type, edit_id: '1' },
  confidence: 1,
});
const read = (
  files: unknown,
  session: unknown = { session_id: 's', model: { id: 'claude-opus-4-5', provider: 'anthropic' } },
) =>
  shownClaims(
    readRecord({
      ref: 'refs/notes/whogitit',
      commit: 'c',
      text: JSON.stringify({ version: 3, session, prompts: [], files }),
    }),
  );
const ai = 'tool claude-code claude-opus-4-5';

it.each<[string, string[], string[]]>([
  [
    'lines of a tool',
    read([{ path: 'a.rs', lines: [line(1, 'AI'), line(2, 'AI'), line(4, 'AIModified')] }]),
    [`a.rs 1-2 ${ai}`, `a.rs 4 ${ai}`],
  ],
  [
    'lines of a person',
    read([{ path: 'a.rs', lines: [line(1, 'AI'), line(2, 'Human')] }]),
    [`a.rs 1 ${ai}`, 'a.rs 2 person'],
  ],
  [
    'lines that nobody wrote here',
    read([{ path: 'a.rs', lines: [line(1, 'Original'), line(2, 'Unknown')] }]),
    [],
  ],
  [
    'sources as plain words',
    read([{ path: 'a.rs', lines: [{ line_number: 3, source: 'AI' }] }]),
    [`a.rs 3 ${ai}`],
  ],
  ['no session', read([{ path: 'a.rs', lines: [line(1, 'AI')] }], null), ['a.rs 1 tool']],
  [
    'a path that leads out',
    read([{ path: '/a.rs', lines: [line(1, 'AI')] }]),
    ['? a path that is none of the repository'],
  ],
  [
    'line numbers that are none',
    read([{ path: 'a.rs', lines: [line(-1, 'AI'), line(1e9, 'AI'), line('1', 'AI')] }]),
    ['? a line without a number'],
  ],
])('%s', (_name, said, expected) => {
  expect(said).toEqual(expected);
});

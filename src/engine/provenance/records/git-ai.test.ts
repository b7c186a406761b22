// git-ai's authorship logs: every kind of key, odd paths, older forms, and what must not be believed.
import { describe, expect, it } from 'vitest';
import { isGitAi } from './git-ai.ts';
import { readRecord } from './index.ts';
import { shownClaims } from './shown-claims.ts';
import { processorMs, tooLongMs } from '../../../../test/processor-time.ts';

const session = 's_0123456789abcd';
const human = 'h_0123456789abcd';
const prompt = '0123456789abcdef';
const meta = {
  schema_version: 'authorship/3.0.0',
  base_commit_sha: 'a'.repeat(40),
  prompts: { [prompt]: { agent_id: { tool: 'cursor', id: 'x', model: 'gpt-5' }, accepted_lines: 1 } },
  sessions: { [session]: { agent_id: { tool: 'claude', id: 'x', model: 'claude-opus-4-6' } } },
  humans: { [human]: { author: 'Jane Roe <jane@example.org>' } },
};
const log = (rows: string, about: unknown = meta) => `${rows}---\n${JSON.stringify(about, null, 2)}\n`;
const read = (text: string) => shownClaims(readRecord({ ref: 'refs/notes/ai', commit: 'c', text }));

const cases: [string, string, string[]][] = [
  [
    'a session',
    log(`a.py\n  ${session}::t_0123456789abcd 1-4,9,12-14\n`),
    ['a.py 1-4,9,12-14 tool claude claude-opus-4-6'],
  ],
  ['a person', log(`a.py\n  ${human} 5\n`), ['a.py 5 person']],
  ['a prompt of old', log(`a.py\n  ${prompt} 2-3\n`), ['a.py 2-3 tool cursor gpt-5']],
  [
    'a short key of old',
    log('a.py\n  0123abc 2\n', { ...meta, prompts: { '0123abc': { agent_id: { tool: 'amp' } } } }),
    ['a.py 2 tool amp'],
  ],
  [
    'several files and kinds',
    log(`a.py\n  ${session}::t_1 1\n  ${human} 2\ndir/b.ts\n  ${prompt} 3\n`),
    ['a.py 1 tool claude claude-opus-4-6', 'a.py 2 person', 'dir/b.ts 3 tool cursor gpt-5'],
  ],
  ['a path in quotes', log(`"my file.py"\n  ${human} 1\n`), ['my file.py 1 person']],
  ['line ends of Windows', log(`a.py\r\n  ${human} 1\r\n`).replace('---\n', '---\r\n'), ['a.py 1 person']],
  ['no files', log(''), []],
  ['no tables', log(`a.py\n  ${session}::t_1 1\n`, { schema_version: 'authorship/3.0.0' }), ['a.py 1 tool']],
  [
    'a person who is not explained',
    log(`a.py\n  h_ffffffffffffff 1\n`),
    ['? a key that it does not explain'],
  ],
  ['a key of no known kind', log('a.py\n  someone 1\n'), ['? a key that it does not explain']],
  [
    'a key that every object has',
    log('a.py\n  h_constructor 1\n  constructor 2\n'),
    ['? a key that it does not explain'],
  ],
  [
    'a path that leads out',
    log(`../a.py\n  ${human} 1\n/etc/passwd\n  ${human} 1\n`),
    ['? a path that is none of the repository'],
  ],
  ['a range of a billion', log(`a.py\n  ${human} 1-1000000000\n`), ['? a line that is no entry']],
  ['a range backwards', log(`a.py\n  ${human} 9-2\n  ${human} 0\n`), ['? a line that is no entry']],
  ['an entry without lines', log(`a.py\n  ${human}\n`), ['? a line that is no entry']],
  ['metadata that is no JSON', 'a.py\n  h_1 1\n---\n{oops', ['? it is no JSON']],
  [
    'metadata that is nested too deeply',
    `a.py\n---\n{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`,
    ['? it is nested too deeply'],
  ],
  ['a text that is too large', log(`${'a'.repeat(5_000_000)}\n`), ['? it is too large']],
  ['something else', 'Reviewed by Jane.', ['? it is no JSON']],
];

describe('git-ai', () => {
  it.each(cases)('%s', (_name, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('is told from other texts', () => {
    expect(isGitAi(log(''))).toBe(true);
    expect(isGitAi('a\n---\nb')).toBe(false);
    expect(isGitAi('{"a":1}')).toBe(false);
  });

  it('is quick on a log of the greatest size', () => {
    const started = processorMs();
    const reading = readRecord({
      ref: 'refs/notes/ai',
      commit: 'c',
      text: log(
        `a.py\n${`  ${human} ${Array.from({ length: 1000 }, (_, at) => at * 2 + 1).join(',')}\n`.repeat(700)}`,
      ),
    });
    expect(reading.problems).toEqual(['it holds too much']);
    expect(processorMs() - started).toBeLessThan(tooLongMs);
  });
});

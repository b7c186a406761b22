// What is a command, what is none, and what is said of a wrong one.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCommands } from './parse.ts';
import { fuzzBudget } from '../../../test/fuzz-budget.ts';

const id = '1a2b3c4d5e6f';

test.each<[comment: string, expected: string[]]>([
  ['/langguard', ['help']],
  ['/langguard help', ['help']],
  ['/langguard recheck\r\n', ['recheck']],
  ['Thanks!\n\n/langguard recheck\n/langguard help', ['recheck', 'help']],
  [`/langguard explain ${id}`, [`explain ${id}`]],
  [`/langguard explain \`${id}\``, [`explain ${id}`]],
  [`/langguard EXPLAIN ${id.toUpperCase()}`, [`explain ${id}`]],
  [
    `/langguard waive ${id} reason it only reads constants until 2027-01-31`,
    [`waive ${id} 2027-01-31 it only reads constants`],
  ],
  [`/langguard waive ${id} because: it is safe until then`, ['wrong']],
  [`/langguard waive ${id} nobody gets here until the end`, [`waive ${id} nobody gets here until the end`]],
  [`/langguard waive ${id} it only reads constants`, [`waive ${id} it only reads constants`]],
  [`/langguard waive ${id} too short`, ['wrong']],
  [
    `/langguard waive ${id} versions >=4.17.0 <4.18.0 reason only called with constants until 2027-01-31`,
    [`waive ${id} >=4.17.0 <4.18.0 2027-01-31 only called with constants`],
  ],
  [`/langguard waive ${id} versions >=4.17.0 only called with constants`, ['wrong']],
  [
    `/langguard waive ${id} reason versions differ and that is fine`,
    [`waive ${id} versions differ and that is fine`],
  ],
  [`/langguard elsewhere ${id}`, [`elsewhere ${id}`]],
  ['/langguard elsewhere', ['wrong']],
  [`/langguard waive ${id} it only reads constants until 2027-02-30`, ['wrong']],
  ['/langguard waive it only reads constants', ['wrong']],
  [
    `/langguard false-positive ${id} the id is checked before`,
    [`false-positive ${id} the id is checked before`],
  ],
  ['/langguard unwaive w-0123456789ab', ['unwaive w-0123456789ab']],
  ['/langguard approve', ['approve']],
  ['/langguard approve payments', ['approve payments']],
  ['/langguard approve ../x', ['wrong']],
  ['/langguard aprove', ['wrong']],
  ['Please write /langguard recheck', []],
  ['> /langguard recheck', []],
  ['    /langguard recheck', []],
  ['`/langguard recheck`', []],
  ['```\n/langguard recheck\n```', []],
  ['~~~~\n```\n/langguard recheck\n~~~~\n/langguard help', ['help']],
  ['/langguardrecheck', []],
  ['/langguard help\n'.repeat(9), ['help', 'help', 'help', 'help', 'help']],
  [`${'x'.repeat(20_000)}\n/langguard help`, []],
])('%j', (comment, expected) => {
  const said = parseCommands(comment).map((command) => {
    if (command.verb === 'wrong') return 'wrong';
    const { verb, ...rest } = command;
    const words = rest as {
      id?: string;
      name?: string;
      versions?: string;
      until?: string;
      reason?: string;
    };
    return [verb, words.id, words.name, words.versions, words.until, words.reason]
      .filter((word) => word !== undefined)
      .join(' ');
  });
  expect(said).toEqual(expected);
});

test('any comment is read without a fault, and no reason is longer than the record takes', () => {
  const piece = fc.constantFrom(
    '/langguard ',
    'waive ',
    `${id} `,
    'until ',
    'versions ',
    'reason ',
    '2027-01-31',
    '\n',
    '```',
    '> ',
    'x'.repeat(600),
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 12 }), (pieces) => {
      for (const command of parseCommands(pieces.join('')))
        if ('reason' in command) expect(command.reason.length).toBeLessThanOrEqual(500);
    }),
    fuzzBudget(500),
  );
});

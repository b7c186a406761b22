// The places on the way of a value, as a reader sees them.
import { expect, it } from 'vitest';
import { wayOf } from './way.ts';

const at = (line: number, message: string, path = 'a.ts') => ({
  path,
  message,
  start: { line, column: 1 },
  end: { line, column: 5 },
});

it.each([
  ['nothing', [], []],
  [
    'each line once',
    [at(6, 'comes here'), at(6, 'assigned here'), at(7, 'assigned here')],
    ['a.ts:6  comes here, assigned here', 'a.ts:7  assigned here'],
  ],
  ['the same words once', [at(6, 'assigned here'), at(6, 'assigned here')], ['a.ts:6  assigned here']],
  ['in their order', [at(6, 'x'), at(2, 'y'), at(6, 'z')], ['a.ts:6  x', 'a.ts:2  y', 'a.ts:6  z']],
  ['other files apart', [at(6, 'x'), at(6, 'x', 'b.ts')], ['a.ts:6  x', 'b.ts:6  x']],
])('%s', (_name, related, expected) => {
  expect(wayOf(related)).toEqual(expected);
});

// V8 stops optimising regular expressions in a process that has compiled many: the rules must say the same then.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const cli = fileURLToPath(new URL('../bin/langguard.js', import.meta.url));

test('the examples of all rules hold where no expression is optimised', () => {
  const said = execFileSync(process.execPath, ['--no-regexp-optimization', cli, 'rules', 'check']);
  expect(said.toString()).toMatch(/ 0 problems\n$/);
}, 600_000);

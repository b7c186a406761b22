// A file with thousands of lines to mend costs as much more as it is longer: no fix looks through all of it by itself.
import { beforeAll, expect, test } from 'vitest';
import { processorMs, tooLongMs } from '../../../test/processor-time.ts';
import { readWasm } from '../../assets.ts';
import { loadShippedRules } from '../../shipped-rules.ts';
import { wholeFile } from '../change.ts';
import { code } from '../detectors/code/index.ts';
import { Facts } from '../facts.ts';
import { loadSyntax } from '../syntax/parse.ts';

const { rules } = await loadShippedRules();
let syntax: Awaited<ReturnType<typeof loadSyntax>>;
beforeAll(async () => void (syntax = await loadSyntax(['javascript', 'go', 'php'], readWasm)));

const times = (count: number, piece: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => piece(n)).join('');

test.each([
  [
    'each finding has an import of its own',
    'a.js',
    `${times(2_000, (n) => `const c${n} = require('crypto');\nconst nonce${n} = crypto.pseudoRandomBytes(16);\n`)}`,
  ],
  [
    'one import, many times',
    'a.js',
    times(1_500, () => "const crypto = require('crypto');\nconst nonce = crypto.pseudoRandomBytes(16);\n"),
  ],
  [
    'imports that a fix may leave unused',
    'a.go',
    `package keys\n${times(2_500, () => 'import (\n"crypto/rand"\n"crypto/rsa"\n)\nfunc make() { return rsa.GenerateKey(rand.Reader, 1024) }\n')}`,
  ],
  [
    'a page of many values, each a variable',
    'a.php',
    `<?php\n${times(4_000, (n) => `$a${n} = $_GET['a'];\n`)}${times(200, (k) => `echo "<p>${times(100, (n) => `{$a${k * 20 + n}}`)}</p>";\n`)}`,
  ],
])('%s', (_, path, text) => {
  const file = wholeFile(path, text);
  const started = processorMs();
  const found = [
    ...(code.detectFile?.(file, {
      change: { base: '', head: '', files: [file], commits: [], unread: [] },
      facts: new Facts(),
      rules,
      syntax,
      digest: (value) => value,
      today: '2026-01-01',
    }) ?? []),
  ];
  expect(found.some((one) => 'finding' in one)).toBe(true);
  expect(processorMs() - started).toBeLessThan(tooLongMs);
});

// Which places of a bundle are of a package.
import { expect, test } from 'vitest';
import { isBundled } from './bundled.ts';

const bundle = [
  'start();',
  '// ../node_modules/zod/core.js',
  'theirs();',
  '// src/main.ts',
  'ours();',
  '  // node_modules/zod/late.js',
  'alsoOurs();',
  '// node_modules/',
  'stillOurs();',
];

test.each(['\n', '\r\n'])('modules are told apart with %j', (feed) => {
  const source = { text: bundle.join(feed) };
  const found = ['start', 'theirs', 'ours', 'alsoOurs', 'stillOurs'].filter((name) =>
    isBundled(source, source.text.indexOf(`${name}()`)),
  );
  expect(found).toEqual(['theirs']);
});

// What fuzzing has found, each as the text that it found: a new finding is added here before it is mended.
import { expect, test } from 'vitest';
import { ecosystemOf } from '../../src/engine/ecosystems/index.ts';
import { realPorts } from '../../src/lookups/ports.ts';
import { createPlainRegistry, packageLimits } from '../../src/lookups/registries.ts';
import { processorMs, tooLongMs } from '../processor-time.ts';
import { formats } from './formats.ts';

test.each([
  // A check of the parts of an address went on after the address was refused.
  [
    "the administrator's file of registries",
    'version: 1\norganisations:\n  acme:\n    registries:\n      npm:\n        - { url: " ttps://npm.example", token: "${env:A}" }\n',
  ],
  // Three expressions took the square of the number of empty lines.
  ["a user's pip, uv and .netrc", '\n'.repeat(200_000)],
])('%s', (name, text) => {
  const format = formats.find((one) => one.name === name);
  const started = processorMs();
  format!.read(text);
  expect(processorMs() - started).toBeLessThan(tooLongMs);
});

test.each([
  ['go', '../../service/rest/v1/users'],
  ['packagist', '../../x'],
  ['actions', '../user'],
  ['swift', 'github.com/../user'],
  ['jsr', '../../x'],
])('%s: a name does not climb out of the registry', async (id, name) => {
  // With the registry's credentials a manifest could have asked its host for anything.
  const asked: unknown[] = [];
  const ports = { ...realPorts, fetch: (async (url: unknown) => asked.push(url)) as unknown as typeof fetch };
  const ask = createPlainRegistry('https://registry.example/base', {
    userAgent: 'x',
    ports,
    limits: packageLimits,
  });
  const answer = await ask(ecosystemOf(id)!, name, { deadline: Infinity, requestsLeft: 9 });
  expect(answer).toEqual({
    fact: { state: 'unknown', reason: 'registry.example: the name is none that a registry has' },
  });
  expect(asked).toEqual([]);
});

// The hand-written lists of well-known names: each name once, as the registry writes it, with a date and a source.
import { expect, test } from 'vitest';
import { ecosystemOf } from './index.ts';

const shapes: Readonly<Record<string, RegExp>> = {
  go: /^[a-z][\w-]*(?:\.[\w-]+)+(?:\/[\w.~-]+)*$/,
  crates: /^[A-Za-z][\w-]*$/,
  rubygems: /^[A-Za-z][\w.-]*$/,
  packagist: /^[a-z0-9][\w.-]*\/[a-z0-9][\w.-]*$/,
  pub: /^[a-z][a-z0-9_]*$/,
  hex: /^[a-z][a-z0-9_]*$/,
};

test.each(Object.entries(shapes))('%s', (id, shape) => {
  const ecosystem = ecosystemOf(id);
  const { names, asOf, source } = ecosystem?.popular() ?? { names: [], asOf: '', source: '' };
  expect(names.length).toBeGreaterThan(400);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !shape.test(name) || ecosystem?.normalise(name) !== name)).toEqual([]);
  expect(asOf).toMatch(/^20\d\d-\d\d-\d\d$/);
  expect(source).not.toBe('');
  // What is well-known exists, so that nothing else was meant by it.
  const mistaken = names.filter((name) => {
    const other = ecosystem?.meant?.(name);
    return other?.kind === 'package' && other.name !== name;
  });
  expect(mistaken).toEqual([]);
});

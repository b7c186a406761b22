// Tests of the tables of packages that a language has made needless.
import { expect, test } from 'vitest';
import { standardWays as crates } from './crates/standard-ways.ts';
import { standardWays as go } from './go/standard-ways.ts';
import { ecosystemOf } from './index.ts';
import { standardWays as maven } from './maven/standard-ways.ts';
import { standardWays as nuget } from './nuget/standard-ways.ts';
import { standardWays as packagist } from './packagist/standard-ways.ts';
import { standardWays as pypi } from './pypi/standard-ways.ts';
import { standardWays as rubygems } from './rubygems/standard-ways.ts';

test.each([
  ['pypi', pypi],
  ['go', go],
  ['crates', crates],
  ['rubygems', rubygems],
  ['maven', maven],
  ['packagist', packagist],
  ['nuget', nuget],
])('%s: each name is found as the ecosystem writes it, and says what to do', (id, ways) => {
  const ecosystem = ecosystemOf(id)!;
  for (const [name, way] of ways) {
    expect(ecosystem.standardWay?.(ecosystem.normalise(name)), name).toBe(way);
    expect(way).toMatch(/^[^\s.][^\n]{10,}[^.\s]$/);
  }
});

test.each([
  ['pypi', 'six', /compatibility/],
  ['go', 'github.com/pkg/errors', /%w/],
  ['crates', 'lazy_static', /LazyLock/],
  ['rubygems', 'uuid', /SecureRandom/],
  ['maven', 'joda-time:joda-time', /java\.time/],
  ['maven', 'com.google.guava:guava', undefined],
  ['nuget', 'System.ValueTuple', /4\.7/],
  ['packagist', 'myclabs/php-enum', /8\.1/],
  ['pypi', 'requests', undefined],
])('%s %s', (id, name, expected) => {
  const way = ecosystemOf(id)!.standardWay?.(name);
  if (expected === undefined) expect(way).toBeUndefined();
  else expect(way).toMatch(expected);
});

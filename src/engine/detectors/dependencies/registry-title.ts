// What people call the public registry of an ecosystem.
import type { Ecosystem } from '../../ecosystem.ts';

const titles: Readonly<Record<string, string>> = {
  npm: 'the npm registry',
  Go: 'the Go module proxy',
  Maven: 'Maven Central',
  RubyGems: 'rubygems.org',
  NuGet: 'nuget.org',
  Pub: 'pub.dev',
  Hex: 'hex.pm',
  'GitHub Actions': 'GitHub',
};

/** Such as `the npm registry`, `PyPI` or `crates.io`. */
export function registryTitle({ osv }: Ecosystem): string {
  return titles[osv] ?? osv;
}

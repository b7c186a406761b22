// Reports packages that a manifest newly declares and that no file of the repository names.
import type { Surroundings } from '../../change.ts';
import { unusedKey } from '../../ecosystems/unused.ts';
import type { Collected } from './collect.ts';
import type { Report } from './report.ts';

/** A quiet report for each package that was looked for in every file, and found in none. */
export function* unusedDependencies(
  { added }: Collected,
  surroundings: Surroundings | undefined,
): Generator<Report> {
  const unused = new Set(surroundings?.unused);
  if (unused.size === 0) return;
  for (const { dependency, wasNamed } of added) {
    if (wasNamed || dependency.command !== undefined || !unused.has(unusedKey(dependency))) continue;
    yield {
      rule: 'unused-dependency',
      dependency,
      message: `Nothing imports \`${dependency.writtenName}\`: no file of the repository names it.`,
      remedy: `Remove \`${dependency.writtenName}\`: nothing imports it.`,
    };
  }
}

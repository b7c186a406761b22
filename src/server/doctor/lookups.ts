// Whether OSV and the package registries answer, each asked about a package that certainly exists.
import { ecosystems } from '../../engine/ecosystems/index.ts';
import { factKey, type Fact, type FactRequest } from '../../engine/facts.ts';
import { createLookups, type LookupOptions } from '../../lookups/index.ts';
import { openOsvDatabase } from '../../lookups/osv-database.ts';
import type { LookupConfig } from '../config.ts';
import { lookupOptions } from '../reviewer.ts';
import { fail, list, ok, warn, type Check } from './check.ts';

/** Known to be vulnerable for good, so that an answer without advisories is none. */
const advisory: FactRequest = { kind: 'advisories', ecosystem: 'npm', name: 'lodash', version: '4.17.15' };

/** Registries whose absence stops most reviews of dependencies; of others it is only said. */
const main = new Set(['npm', 'pypi']);

/** Asks each once, together for at most half a minute. */
export async function checkLookups(config: LookupConfig, over: LookupOptions = {}): Promise<Check[]> {
  const database = config.osvDatabase === undefined ? [] : [checkFile(config.osvDatabase)];
  if (config.offline) return [ok('lookups', 'Nobody is asked: LANGGUARD_OFFLINE is set.'), ...database];
  const { cacheDirectory: _old, ...options } = lookupOptions(config);
  const lookups = createLookups({ ...options, budgetMs: 30_000, ...over });
  const packages = ecosystems.flatMap(({ id, registry, popular }): FactRequest[] => {
    const [name] = popular().names;
    return name === undefined || (registry === undefined && id !== 'npm')
      ? []
      : [{ kind: 'package', ecosystem: id, name }];
  });
  const answers = await lookups.answer([advisory, ...packages]);
  const answerTo = (request: FactRequest): Fact<unknown> =>
    answers.get(factKey(request)) ?? { state: 'unknown', reason: 'no answer' };
  const osv = answerTo(advisory);
  const closed = packages.flatMap((request) => {
    const answer = answerTo(request);
    return answer.state === 'known'
      ? []
      : [{ id: request.ecosystem, told: `${request.ecosystem} (${answer.reason})` }];
  });
  const checks = [
    osv.state === 'known'
      ? ok('osv', 'OSV answers.')
      : fail(
          'osv',
          `OSV does not answer: ${osv.reason}.`,
          'Changes of dependencies cannot be called clean.',
          'Allow the host of LANGGUARD_OSV_URL through the firewall or HTTPS_PROXY, or use the offline database.',
        ),
  ];
  const why = 'Packages from there stay unchecked, and the check says so.';
  const todo = 'Allow them through the firewall or HTTPS_PROXY, or name mirrors (docs/offline.md).';
  const told = closed.map((each) => each.told);
  if (closed.some(({ id }) => main.has(id)))
    checks.push(fail('registries', `Not answering: ${list(told, 20)}.`, why, todo));
  else if (closed.length > 0) checks.push(warn('registries', `Not answering: ${list(told, 20)}.`, why, todo));
  else checks.push(ok('registries', `All ${packages.length} registries answer.`));
  return [...checks, ...database];
}

function checkFile(file: string): Check {
  try {
    openOsvDatabase(file).close();
    return ok('osv-database', `The offline OSV database ${file} can be read.`);
  } catch (error) {
    return fail(
      'osv-database',
      `The offline OSV database cannot be read: ${(error as Error).message}.`,
      'Advisories stay unknown where OSV is not asked.',
      'Make it with langguard osv sync, or mend LANGGUARD_OSV_DATABASE.',
    );
  }
}

// Judges packages one by one, many at a time: what is known of them is asked in batches, the order is kept.
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Ecosystem } from '../engine/ecosystem.ts';
import { orderOf } from '../engine/version-orders/index.ts';
import { readPurl } from '../engine/ecosystems/purl.ts';
import {
  ledger,
  type LedgerEntry,
  type LedgerPackage,
  ledgerQuestions,
} from '../engine/detectors/dependencies/ledger.ts';
import { type Fact, factKey, Facts, type FactRequest } from '../engine/facts.ts';
import { isAtLeast, type Severity } from '../engine/finding.ts';
import type { DependencyPolicy } from '../engine/policy/dependency-policy.ts';
import { UserError } from '../engine/problem.ts';
import type { RuleSet } from '../engine/rule.ts';
import type { OsvDatabase } from '../lookups/osv-database.ts';
import { terminalText } from '../reporters/neutralise.ts';
import type { Lookups } from '../run.ts';
import { createTable } from './deps-table.ts';
import { localPolicy } from './local-policy.ts';
import { databaseSettings } from './osv-settings.ts';
import { lookupsFor, shippedRules } from './setup.ts';

/** The options of `deps check`. */
export interface CheckFlags {
  stdin?: boolean;
  offline?: boolean;
  database?: string;
  config?: string;
  format: 'text' | 'json';
  failOn: Severity | 'never';
}

/** One line of the output: a package with its checks, or what is wrong with a line. */
export type CheckLine =
  | ({ line: number; purl: string; ecosystem: string; name: string; version?: string } & LedgerEntry)
  | { line: number; purl: string; error: string };

/** Packages judged together: as many as one batch of OSV takes, and little enough memory. */
const batchSize = 500;
/** Answers asked for one after another, as in a review. */
const maxRounds = 4;

/** Checks purls of the arguments or of standard input and sets the exit code. */
export async function checkDeps(purls: readonly string[], flags: CheckFlags): Promise<void> {
  if (flags.stdin === true ? purls.length > 0 : purls.length === 0)
    throw new UserError(
      flags.stdin === true ? 'Purls were given twice.' : 'No purl was given.',
      'langguard deps check',
      'Name purls such as pkg:npm/lodash@4.17.15, or give them on standard input with --stdin.',
    );
  const judge = await createJudge(flags);
  const table = flags.format === 'text' ? createTable() : undefined;
  const lines = flags.stdin === true ? createInterface({ input: process.stdin, crlfDelay: Infinity }) : purls;
  let isFailing = false;
  let hasErrors = false;
  for await (const batch of batches(lines)) {
    const checked = await judge(batch);
    for (const one of checked) {
      if ('error' in one) hasErrors = true;
      else if (one.severity && flags.failOn !== 'never' && isAtLeast(one.severity, flags.failOn))
        isFailing = true;
    }
    await write(table ? table.rows(checked) : checked.map((one) => `${JSON.stringify(one)}\n`).join(''));
  }
  if (table) await write(table.summary());
  process.exitCode = isFailing ? 1 : hasErrors ? 2 : 0;
}

interface Line {
  line: number;
  text: string;
}

async function* batches(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Line[]> {
  let batch: Line[] = [];
  let line = 0;
  for await (const written of lines) {
    line++;
    const text = written.trim();
    if (text === '' || text.startsWith('#')) continue;
    batch.push({ line, text });
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Waits for a slow reader, so that nothing piles up in memory. */
async function write(text: string): Promise<void> {
  if (text === '' || process.stdout.write(text) || process.stdout.destroyed) return;
  await Promise.race([once(process.stdout, 'drain'), once(process.stdout, 'close')]).catch(() => undefined);
}

async function createJudge(flags: CheckFlags): Promise<(batch: readonly Line[]) => Promise<CheckLine[]>> {
  const wanted = { offline: flags.offline === true, database: flags.database };
  const settings = await databaseSettings(wanted);
  const lookups = await lookupsFor(wanted);
  const database = settings.database === undefined ? undefined : await openDatabase(settings);
  const rules = await shippedRules();
  const today = new Date().toISOString().slice(0, 10);
  const { policy, problems } = await localPolicy(process.cwd(), flags.config, rules);
  for (const { path, line, column, message } of problems)
    process.stderr.write(`langguard: ${terminalText(`${path}:${line}:${column}: ${message}`)}\n`);
  const deps = { lookups, database, rules, today, policy: policy.dependencies };
  return (batch) => judgeBatch(batch, deps);
}

async function openDatabase(settings: {
  database?: string;
  databaseMaxAgeMs?: number;
}): Promise<OsvDatabase | undefined> {
  const { databaseOf } = await import('../lookups/offline.ts');
  return databaseOf(settings);
}

interface JudgeDeps {
  lookups: Lookups;
  database: OsvDatabase | undefined;
  rules: RuleSet;
  today: string;
  policy: DependencyPolicy | undefined;
}

async function judgeBatch(batch: readonly Line[], deps: JudgeDeps): Promise<CheckLine[]> {
  const read = batch.map(({ line, text }) => ({ line, purl: text, found: packageOf(text) }));
  const packages = read.flatMap(({ found }) => ('problem' in found ? [] : [found]));
  const facts = await answerAll(packages, deps);
  const entries = ledger(packages, facts, deps.rules, deps.today, deps.policy)[Symbol.iterator]();
  return read.map(({ line, purl, found }): CheckLine => {
    if ('problem' in found) return { line, purl, error: found.problem };
    const { ecosystem, name, version } = found;
    const entry = entries.next().value ?? { checks: [] };
    return {
      line,
      purl,
      ecosystem: ecosystem.osv,
      name,
      ...(version === undefined ? {} : { version }),
      ...entry,
    };
  });
}

function packageOf(text: string): (LedgerPackage & { isForeign: boolean }) | { problem: string } {
  const found = readPurl(text);
  if ('problem' in found) return found;
  const { ecosystem, osv, name, version } = found;
  return {
    ecosystem: ecosystem ?? foreign(osv),
    isForeign: ecosystem === undefined,
    name,
    ...(version === undefined ? {} : { version }),
  };
}

/** The facts in rounds, as a review asks them; then what only the database can say. */
async function answerAll(
  packages: readonly (LedgerPackage & { isForeign: boolean })[],
  { lookups, database, today, policy }: JudgeDeps,
): Promise<Facts> {
  const answers = new Map<string, Fact<unknown>>();
  const own = packages.filter((one) => !one.isForeign);
  for (let round = 0; round < maxRounds; round++) {
    const facts = new Facts(answers);
    const open = ledgerQuestions(own, facts, today, policy).filter((request) => !facts.has(request));
    if (open.length === 0) break;
    const found = await lookups.answer(open);
    for (const request of open) {
      const key = factKey(request);
      answers.set(key, found.get(key) ?? { state: 'unknown', reason: 'the lookup gave no answer' });
    }
  }
  for (const { ecosystem, name, version, isForeign } of packages) {
    const record: FactRequest = { kind: 'package', ecosystem: ecosystem.id, name };
    if (isForeign)
      answers.set(factKey(record), {
        state: 'unknown',
        reason: `no registry of ${ecosystem.osv} is known`,
      });
    if (version === undefined) continue;
    if (!isForeign && ecosystem.compare(version, version) !== undefined) continue;
    const request: FactRequest = { kind: 'advisories', ecosystem: ecosystem.id, name, version };
    if (answers.get(factKey(request))?.state === 'known') continue;
    if (database) answers.set(factKey(request), database.query({ ecosystem, name, version }));
    else if (isForeign)
      answers.set(factKey(request), {
        state: 'unknown',
        reason: `only the offline OSV database is asked about ${ecosystem.osv}`,
      });
  }
  return new Facts(answers);
}

const foreigners = new Map<string, Ecosystem>();

/** An ecosystem of which LangGuard knows nothing but OSV's name and perhaps the order of versions: no registry, no well-known names. */
function foreign(osv: string): Ecosystem {
  const known = foreigners.get(osv);
  if (known) return known;
  const made: Ecosystem = {
    id: `osv:${osv}`,
    osv,
    purl: '',
    reads: () => undefined,
    parse: () => ({ dependencies: [], unreadable: [] }),
    normalise: (name) => name,
    compare: orderOf(osv.split(':', 1)[0] ?? osv) ?? (() => undefined),
    satisfies: () => undefined,
    popular: () => ({ names: [], asOf: '', source: '' }),
    request: () => ({ path: '' }),
    readRecord: () => {
      throw new Error(`no registry of ${osv} is known`);
    },
    write: (dependency, version) => `${dependency.name} ${version}`,
  };
  foreigners.set(osv, made);
  return made;
}

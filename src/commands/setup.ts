// What every command that reviews needs: the rules, the lookups, the day and the key for digests.
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { UserError } from '../engine/problem.ts';
import type { RuleSet } from '../engine/rule.ts';
import type { DatabaseSettings } from '../lookups/offline.ts';
import type { PrivateRegistry } from '../lookups/private-registries.ts';
import { offlineLookups, type Lookups, type ReviewDeps } from '../run.ts';
import { loadShippedRules } from '../shipped-rules.ts';
import { databaseSettings } from './osv-settings.ts';

/** Everything but the change and the policy. Rule files with problems are named on standard error. */
export async function setUp(wanted: {
  offline: boolean;
  database?: string | undefined;
}): Promise<ReviewDeps> {
  return {
    rules: await shippedRules(),
    lookups: await lookupsFor(wanted),
    digestKey: await digestKey(),
    today: new Date().toISOString().slice(0, 10),
  };
}

/** The same for a thread, which says nothing of problems again and asks nobody. */
export async function loadDeps(
  given: Pick<ReviewDeps, 'digestKey' | 'today'>,
  settings: DatabaseSettings,
): Promise<ReviewDeps> {
  const lookups = await offlineWith(settings);
  return { ...given, rules: (await loadShippedRules()).rules, lookups };
}

/** Lookups for a command: online, or offline with what the OSV database says. Throws UserError for a `database` that is none. */
export async function lookupsFor(wanted: {
  offline: boolean;
  database?: string | undefined;
}): Promise<Lookups> {
  const settings = await databaseSettings(wanted);
  return wanted.offline ? offlineWith(settings) : onlineLookups(settings);
}

async function offlineWith(settings: DatabaseSettings): Promise<Lookups> {
  if (settings.database === undefined) return offlineLookups;
  const { createOfflineLookups } = await import('../lookups/offline.ts');
  return createOfflineLookups(settings);
}

/** The rules that ship with LangGuard. */
export async function shippedRules(): Promise<RuleSet> {
  const { rules, problems } = await loadShippedRules();
  for (const { path, line, column, message } of problems)
    process.stderr.write(`langguard: rules/${path}:${line}:${column}: ${message}\n`);
  return rules;
}

/** The user's own .npmrc counts, as it does for npm: who keeps a private registry wants it asked. */
async function onlineLookups(settings: DatabaseSettings): Promise<Lookups> {
  // Loaded only here, because an offline run should start fast.
  const { createLookups } = await import('../lookups/index.ts');
  const { registrySettings } = await import('../lookups/registry-settings.ts');
  const text = await readFile(
    process.env['NPM_CONFIG_USERCONFIG'] ?? join(homedir(), '.npmrc'),
    'utf8',
  ).catch(() => '');
  // A person waits; what is not answered by then is shown as unchecked.
  const budgetMs = 30_000;
  const base = createLookups({
    ...registriesOf(registrySettings),
    budgetMs,
    npm: { npmrc: [{ text, isTrusted: true }], env: process.env },
    osv: { ...settings, ...osvUrl() },
    cacheDirectory: join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'langguard'),
  });
  const { createPrivateLookups } = await import('../lookups/private-registries.ts');
  return createPrivateLookups(await ownRegistries(), { base, budgetMs });
}

/** Another OSV server, where the environment names one. */
function osvUrl(): { url?: string } {
  const url = process.env['LANGGUARD_OSV_URL'];
  if (!url) return {};
  if (/^https?:\/\//.test(url) && URL.canParse(url)) return { url: url.replace(/\/+$/, '') };
  throw new UserError(
    'LANGGUARD_OSV_URL is no http or https address',
    'environment',
    'Write an address such as https://osv.example.',
  );
}

/** What pip, uv and Go are set to ask on this machine; variables of LangGuard's own go before it. */
async function ownRegistries(): Promise<PrivateRegistry[]> {
  const { userRegistries } = await import('../lookups/user-registries.ts');
  const { env } = process;
  const text = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');
  const settings = env['XDG_CONFIG_HOME'] || join(homedir(), '.config');
  const pip = [
    '/etc/pip.conf',
    join(homedir(), '.pip/pip.conf'),
    join(settings, 'pip/pip.conf'),
    env['PIP_CONFIG_FILE'],
  ];
  const found = userRegistries({
    env,
    pip: await Promise.all(
      pip.filter((file) => file !== undefined && file !== '').map((file) => text(file as string)),
    ),
    uv: await text(env['UV_CONFIG_FILE'] || join(settings, 'uv/uv.toml')),
    netrc: await text(env['NETRC'] || join(homedir(), '.netrc')),
  });
  return found.filter(({ ecosystem }) => !env[`LANGGUARD_REGISTRY_${ecosystem.toUpperCase()}`]);
}

/** A variable that is wrong is a mistake of the user, not of LangGuard. */
function registriesOf<T>(read: (env: NodeJS.ProcessEnv) => T): T {
  try {
    return read(process.env);
  } catch (error) {
    throw new UserError(
      (error as Error).message,
      'environment',
      'Write an address such as https://mirror.example/pypi.',
    );
  }
}

/**
 * The key under which secrets are digested. It stays on this machine, so that a report says when a secret is the same one
 * but nobody can try guesses against it; LANGGUARD_DIGEST_KEY keeps it the same on machines that are thrown away.
 */
async function digestKey(): Promise<string> {
  const given = process.env['LANGGUARD_DIGEST_KEY'];
  if (given !== undefined && given !== '') return given;
  const file = join(process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'langguard', 'digest-key');
  const known = await readFile(file, 'utf8').catch(() => '');
  if (known !== '') return known;
  const key = randomBytes(32).toString('hex');
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, key, { mode: 0o600, flag: 'wx' });
    return key;
  } catch {
    // Another process may have been first; where nothing can be kept, the key lives as long as this run.
    return (await readFile(file, 'utf8').catch(() => '')) || key;
  }
}

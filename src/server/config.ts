// What the App is told by its environment: read once, checked strictly, secrets also from files.
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type OwnerRegistries, readRegistryFile } from '../lookups/registry-file.ts';
import { readEventSettings, type EventSettings } from '../notices/events/settings.ts';
import { readSettings, type NoticeSettings } from '../notices/settings.ts';
import type { StoreLocation } from '../store/open.ts';
import { readTracesFile, type TracesFile } from '../traces/settings.ts';
import { readSealKeys, type SealKeys } from '../store/sealed.ts';
import { readAuthorities } from './authorities.ts';
import type { MetricsConfig } from './serve-metrics.ts';
import { readDashboard, type DashboardConfig } from './web-config.ts';

/** Everything that the App needs to know to start. */
export interface Config {
  appId: number;
  privateKey: string;
  /** The secret in use, then the previous one during a rotation. */
  webhookSecrets: string[];
  /** Base address of the REST API, such as `https://api.github.com`. */
  githubApiUrl: string;
  host: string;
  port: number;
  store: StoreLocation;
  /** What seals sensitive data at rest; they stay plain when absent. */
  sealKeys?: SealKeys;
  /** How long what was found is kept; the daily housekeeping is not done when absent. */
  retentionDays?: number;
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';
  /** Reviews at the same time in this process. */
  concurrency: number;
  /** How often what no webhook told is looked for; never when absent. */
  sweepMs?: number;
  /** The custom property of repositories that names their team; GitHub's own teams when absent. */
  teamProperty?: string;
  /** Who is told of findings, and how; nobody when absent. */
  notices?: NoticeSettings;
  /** Where a security operations centre hears of what happens; nowhere when absent. */
  events?: EventSettings;
  /** What is kept of assistants' traces, and where they are fetched; the defaults when absent. */
  traces?: TracesFile;
  /** How people reach the dashboard; it is off when absent. */
  dashboard?: DashboardConfig;
  /** Certificates (PEM) to trust beside those that Node trusts. */
  authorities?: string[];
  /** Whether and to whom /metrics is shown; to everybody when absent. */
  metrics?: MetricsConfig;
}

/** Where reviews learn of packages and advisories; mirrors for those who may not ask the public ones. */
export interface LookupConfig {
  offline: boolean;
  osvUrl?: string;
  /** File of the offline OSV database, and how old a dump in it may be. */
  osvDatabase?: string;
  osvMaxAgeMs?: number;
  npmRegistry?: string;
  pypiUrl?: string;
  /** Registries of single organisations; their reviews alone may ask them. */
  owners?: OwnerRegistries[];
  /** Answers are kept here, for PostgreSQL too: they may be lost. */
  cacheDirectory: string;
}

/** Either a configuration, or what to mend; `unregistered` when no credential at all was given. */
export type ConfigResult =
  | { ok: true; config: Config; lookups: LookupConfig }
  | { ok: false; unregistered: boolean; problems: string[] };

/** Settings that may also be given as the path of a file, in `<NAME>_FILE`. */
const secrets = [
  'PRIVATE_KEY',
  'WEBHOOK_SECRET',
  'WEBHOOK_SECRET_PREVIOUS',
  'DATABASE_URL',
  'CLIENT_SECRET',
  'LANGGUARD_ENCRYPTION_KEY',
  'LANGGUARD_ENCRYPTION_KEY_PREVIOUS',
  'LANGGUARD_METRICS_TOKEN',
] as const;

/** Probot's own default and what people leave in from examples: anyone can sign with them. */
const guessable = new Set([
  'development',
  'secret',
  'changeme',
  'change-me',
  'your-secret',
  'mysecret',
  'password',
  'test',
]);

const minSecretChars = 16;

const defaultHost = '0.0.0.0';

const schema = z.object({
  APP_ID: z.coerce.number("APP_ID is the number on the App's settings page.").int().positive(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default(defaultHost),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).default('info'),
  LANGGUARD_DATA: z.string().default('./data'),
  LANGGUARD_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(2),
  LANGGUARD_SWEEP_MINUTES: z.coerce.number().min(0).max(1440).default(10),
  LANGGUARD_RETENTION_DAYS: z.coerce.number().int().min(1).max(3650).default(400),
  LANGGUARD_TEAM_PROPERTY: z
    .string()
    .max(75)
    .regex(/^[\w#$-]+$/, 'LANGGUARD_TEAM_PROPERTY is the name of a custom property, such as `owning-team`.')
    .optional(),
  LANGGUARD_NOTICES: z.string().optional(),
  LANGGUARD_TRACES: z.string().optional(),
  LANGGUARD_EVENTS: z.string().optional(),
  LANGGUARD_REGISTRIES: z.string().optional(),
  LANGGUARD_CA_FILE: z.string().optional(),
  LANGGUARD_METRICS: z.enum(['on', 'off']).default('on'),
  LANGGUARD_METRICS_TOKEN: z
    .string()
    .min(16, 'LANGGUARD_METRICS_TOKEN is too short: use at least 16 random characters.')
    .optional(),
  LANGGUARD_OFFLINE: z.enum(['0', '1', 'false', 'true']).default('0'),
  LANGGUARD_OSV_URL: z.url({ protocol: /^https?$/ }).optional(),
  LANGGUARD_OSV_DATABASE: z.string().optional(),
  LANGGUARD_OSV_MAX_AGE_DAYS: z.coerce.number().positive().optional(),
  LANGGUARD_NPM_REGISTRY: z.url({ protocol: /^https?$/ }).optional(),
  LANGGUARD_PYPI_URL: z.url({ protocol: /^https?$/ }).optional(),
  GITHUB_API_URL: z.url({ protocol: /^https?$/ }).optional(),
  GHE_HOST: z
    .string()
    .regex(/^[a-z0-9.-]+(:\d+)?$/i, 'GHE_HOST is a host name without protocol or path.')
    .optional(),
});

/** Reads the configuration from environment variables. An empty variable counts as absent. */
export function readConfig(env: Record<string, string | undefined>): ConfigResult {
  const problems: string[] = [];
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  for (const name of secrets) {
    const file = given[`${name}_FILE`] ?? (name === 'PRIVATE_KEY' ? given['PRIVATE_KEY_PATH'] : undefined);
    if (given[name] !== undefined || file === undefined) continue;
    try {
      const text = readFileSync(file, 'utf8').trim();
      // Like an empty variable: a deployment mounts the file before there is something in it.
      if (text !== '') given[name] = text;
    } catch (error) {
      problems.push(
        `${name}: the file ${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`,
      );
    }
  }
  const unregistered =
    given['APP_ID'] === undefined && given['PRIVATE_KEY'] === undefined && problems.length === 0;
  const parsed = schema.safeParse(given);
  if (!parsed.success)
    problems.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  const privateKey = readPrivateKey(given['PRIVATE_KEY'], problems);
  const webhookSecrets = readSecrets(given, problems);
  const notices = readFileOf('LANGGUARD_NOTICES', given, problems, readSettings)?.settings;
  const traces = readFileOf('LANGGUARD_TRACES', given, problems, readTracesFile)?.file;
  const events = readFileOf('LANGGUARD_EVENTS', given, problems, readEventSettings)?.settings;
  const authorities = given['LANGGUARD_CA_FILE'] ? readAuthorities(given['LANGGUARD_CA_FILE']) : undefined;
  if (authorities && 'problem' in authorities) problems.push(`LANGGUARD_CA_FILE: ${authorities.problem}`);
  const sealing = readSealKeys({
    current: given['LANGGUARD_ENCRYPTION_KEY'],
    previous: given['LANGGUARD_ENCRYPTION_KEY_PREVIOUS'],
  });
  problems.push(...sealing.problems);
  const owners = readFileOf('LANGGUARD_REGISTRIES', given, problems, readRegistryFile)?.owners;
  const dashboard = readDashboard(given, given['HOST'] ?? defaultHost, problems);
  if (!parsed.success || privateKey === undefined || problems.length > 0)
    return { ok: false, unregistered, problems };
  const values = parsed.data;
  return {
    ok: true,
    config: {
      appId: values.APP_ID,
      privateKey,
      webhookSecrets,
      githubApiUrl: apiUrl(values.GITHUB_API_URL, values.GHE_HOST),
      host: values.HOST,
      port: values.PORT,
      store: given['DATABASE_URL']
        ? { databaseUrl: given['DATABASE_URL'] }
        : { directory: values.LANGGUARD_DATA },
      sealKeys: sealing.keys,
      retentionDays: values.LANGGUARD_RETENTION_DAYS,
      logLevel: values.LOG_LEVEL,
      concurrency: values.LANGGUARD_CONCURRENCY,
      ...(values.LANGGUARD_SWEEP_MINUTES === 0 ? {} : { sweepMs: values.LANGGUARD_SWEEP_MINUTES * 60_000 }),
      ...(values.LANGGUARD_TEAM_PROPERTY === undefined
        ? {}
        : { teamProperty: values.LANGGUARD_TEAM_PROPERTY }),
      ...(notices === undefined ? {} : { notices }),
      ...(traces === undefined ? {} : { traces }),
      ...(events === undefined ? {} : { events }),
      ...(dashboard === undefined ? {} : { dashboard }),
      ...(authorities && 'certificates' in authorities ? { authorities: authorities.certificates } : {}),
      metrics: {
        isOff: values.LANGGUARD_METRICS === 'off',
        ...(values.LANGGUARD_METRICS_TOKEN === undefined ? {} : { token: values.LANGGUARD_METRICS_TOKEN }),
      },
    },
    lookups: {
      offline: values.LANGGUARD_OFFLINE === '1' || values.LANGGUARD_OFFLINE === 'true',
      ...(values.LANGGUARD_OSV_URL === undefined ? {} : { osvUrl: values.LANGGUARD_OSV_URL }),
      ...(values.LANGGUARD_OSV_DATABASE === undefined ? {} : { osvDatabase: values.LANGGUARD_OSV_DATABASE }),
      ...(values.LANGGUARD_OSV_MAX_AGE_DAYS === undefined
        ? {}
        : { osvMaxAgeMs: values.LANGGUARD_OSV_MAX_AGE_DAYS * 86_400_000 }),
      ...(values.LANGGUARD_NPM_REGISTRY === undefined ? {} : { npmRegistry: values.LANGGUARD_NPM_REGISTRY }),
      ...(values.LANGGUARD_PYPI_URL === undefined ? {} : { pypiUrl: values.LANGGUARD_PYPI_URL }),
      ...(owners === undefined ? {} : { owners }),
      cacheDirectory: join(values.LANGGUARD_DATA, 'lookups'),
    },
  };
}

/** The REST API of a GitHub host: github.com has its own name for it, GitHub Enterprise Server a path. */
export function apiUrl(url: string | undefined, gheHost: string | undefined): string {
  if (url) return url.replace(/\/+$/, '');
  return gheHost && gheHost !== 'github.com' ? `https://${gheHost}/api/v3` : 'https://api.github.com';
}

/** Reads a file of settings; its secrets come from the environment and from files. */
function readFileOf<T extends { problems: readonly { line: number; column: number; message: string }[] }>(
  variable: string,
  given: Record<string, string | undefined>,
  problems: string[],
  read: (
    text: string,
    references: { env: Record<string, string | undefined>; readFile(path: string): string },
  ) => T,
): T | undefined {
  const path = given[variable];
  if (path === undefined) return undefined;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    problems.push(
      `${variable}: the file ${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`,
    );
    return undefined;
  }
  const found = read(text, { env: given, readFile: (file) => readFileSync(file, 'utf8') });
  problems.push(
    ...found.problems.map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`),
  );
  return found;
}

function readPrivateKey(given: string | undefined, problems: string[]): string | undefined {
  if (given === undefined) {
    problems.push('PRIVATE_KEY is missing: give the PEM text, or its file in PRIVATE_KEY_PATH.');
    return undefined;
  }
  // One-line forms: escaped line feeds from .env files, base64 from secret stores.
  const text = given.includes('-----BEGIN') ? given : Buffer.from(given, 'base64').toString('utf8');
  const pem = text.replaceAll('\\n', '\n');
  try {
    if (createPrivateKey(pem).asymmetricKeyType === 'rsa') return pem;
  } catch {
    // The message of OpenSSL says nothing that helps; the sentence below does.
  }
  problems.push(
    "PRIVATE_KEY is not an RSA private key in PEM form, as the App's settings page gives it out.",
  );
  return undefined;
}

function readSecrets(given: Record<string, string | undefined>, problems: string[]): string[] {
  const secret = given['WEBHOOK_SECRET'];
  if (secret === undefined) {
    problems.push(
      "WEBHOOK_SECRET is missing: without it anybody could send webhooks. Copy it from the App's settings.",
    );
    return [];
  }
  const found = [secret, given['WEBHOOK_SECRET_PREVIOUS']].filter((each) => each !== undefined);
  for (const [index, each] of found.entries())
    if (guessable.has(each.toLowerCase()) || each.length < minSecretChars)
      problems.push(
        `${index === 0 ? 'WEBHOOK_SECRET' : 'WEBHOOK_SECRET_PREVIOUS'} can be guessed: use at least ${minSecretChars} ` +
          'random characters, for example from `openssl rand -hex 32`.',
      );
  return found;
}

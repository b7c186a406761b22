// The compose file: valid by the Compose specification, hardened, and in step with the App.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv2019 } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readDashboard } from '../src/server/web-config.ts';
import { environmentNames } from './environment-names.ts';

interface Service {
  image?: string;
  user?: string;
  read_only?: boolean;
  privileged?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  healthcheck?: unknown;
  mem_limit?: string;
  pids_limit?: number;
  ports?: string[];
  environment?: Record<string, string>;
  secrets?: string[];
  volumes?: string[];
  networks?: string[];
  depends_on?: Record<string, { condition: string }>;
}
interface Compose {
  services: Record<string, Service>;
  secrets: Record<string, { file: string }>;
  networks: Record<string, { internal?: boolean }>;
  volumes: Record<string, unknown>;
}

const deploy = new URL('../deploy/', import.meta.url);
const compose = parse(readFileSync(new URL('compose.yml', deploy), 'utf8')) as Compose;
let schemaProblems: (value: unknown) => string[];

beforeAll(() => {
  const file = createRequire(import.meta.url).resolve(
    'schemastore/schemas/json/raw.githubusercontent.com/compose-spec/compose-spec/master/schema/compose-spec.json',
  );
  const ajv = new Ajv2019({ strict: false, allErrors: true, logger: false });
  formats.default(ajv);
  // Durations are Compose's own.
  ajv.addFormat('duration', /^(?:\d+(?:\.\d+)?(?:us|ms|s|m|h))+$/);
  // Its dialect is named as Ajv does not know it, and an older dialect's ids stand in it.
  const isDialect = (key: string, value: unknown): boolean =>
    (key === 'id' || key === '$schema') && typeof value === 'string';
  const schema = JSON.parse(readFileSync(file, 'utf8'), (key, value: unknown) =>
    isDialect(key, value) ? undefined : value,
  ) as object;
  const validate = ajv.compile(schema);
  schemaProblems = (value) =>
    validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
});

/** What is wrong with it beyond the schema. */
function problemsOf({ services, secrets, networks, volumes }: Compose): string[] {
  const problems: string[] = [];
  for (const [name, service] of Object.entries(services)) {
    const say = (what: string): unknown => problems.push(`${name}: ${what}`);
    if (service.read_only !== true) say('its root can be written');
    if (service.privileged) say('it is privileged');
    if (!service.cap_drop?.includes('ALL')) say('it keeps capabilities');
    if (!service.security_opt?.includes('no-new-privileges:true')) say('it may gain privileges');
    if (!service.healthcheck) say('nobody looks after it');
    if (service.mem_limit === undefined || service.pids_limit === undefined) say('it has no limits');
    if (!/:[\w.-]*\d/.test(service.image ?? '') || service.image?.endsWith(':latest')) say('its image moves');
    for (const port of service.ports ?? [])
      if (!port.startsWith('127.0.0.1:')) say(`port ${port} is open to all`);
    for (const [variable, value] of Object.entries(service.environment ?? {})) {
      const isSecret = /(?:PASSWORD|SECRET|KEY|TOKEN|DATABASE_URL)$/.test(variable);
      if (isSecret) say(`${variable} stands in the environment`);
      const file = /^\/run\/secrets\/(.+)$/.exec(value)?.[1];
      if (file !== undefined && !service.secrets?.includes(file))
        say(`${variable}: secret ${file} is not given to it`);
    }
    for (const secret of service.secrets ?? []) if (!secrets[secret]) say(`secret ${secret} is not there`);
    for (const network of service.networks ?? [])
      if (!networks[network]) say(`network ${network} is not there`);
    for (const volume of service.volumes ?? [])
      if (!(String(volume.split(':')[0]) in volumes)) say(`volume ${volume} is not there`);
  }
  return problems;
}

test('it is valid and hardened', () => {
  expect(schemaProblems(compose)).toEqual([]);
  expect(problemsOf(compose)).toEqual([]);
});

test('the App knows every variable, waits for the database, and does not run as root', () => {
  const { app, database } = compose.services;
  for (const name of Object.keys(app?.environment ?? {})) expect(environmentNames).toContain(name);
  expect(app?.depends_on).toEqual({ database: { condition: 'service_healthy' } });
  expect(app?.user).toBe('1000:1000');
  // The database is on the inner network only, which has no way out.
  expect(database?.networks).toEqual(['inside']);
  expect(compose.networks['inside']?.internal).toBe(true);
});

test('sign-in: what compose passes on is complete for the App, and off while nothing is filled in', () => {
  const given = (env: Record<string, string>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(compose.services['app']?.environment ?? {})
        .map(([name, value]) => [
          name,
          value.replace(/\$\{(\w+)(?::[-?]([^}]*))?\}/g, (_, key: string, other = '') => env[key] ?? other),
        ])
        .filter(([, value]) => value !== ''),
    ) as Record<string, string>;
  const settings = (env: Record<string, string>, more: Record<string, string> = {}) => {
    const problems: string[] = [];
    const found = readDashboard({ ...given(env), ...more }, '0.0.0.0', problems);
    return { problems, found };
  };
  expect(settings({})).toEqual({ problems: [], found: undefined });
  const url = 'https://langguard.example.com';
  expect(
    settings({ LANGGUARD_URL: url, CLIENT_ID: 'Iv23example' }, { CLIENT_SECRET: 'c'.repeat(40) }),
  ).toMatchObject({ problems: [], found: { mode: 'github', publicUrl: url, trustedProxies: 1 } });
  expect(given({})['CLIENT_SECRET_FILE']).toBe('/run/secrets/client_secret');
});

test('secrets lie in a folder that git and the image leave out', () => {
  for (const { file } of Object.values(compose.secrets)) expect(file).toMatch(/^\.\/secrets\/[\w.]+$/);
  expect(readFileSync(new URL('secrets/.gitignore', deploy), 'utf8')).toMatch(/^\*$/m);
  expect(readFileSync(new URL('../.dockerignore', deploy), 'utf8')).toMatch(/^\*$/m);
  expect(existsSync(new URL('../docs/setup.md', deploy))).toBe(true);
  const guide = readFileSync(new URL('../docs/setup.md', deploy), 'utf8');
  for (const { file } of Object.values(compose.secrets)) expect(guide).toContain(file.slice(2));
});

test.each<[string, (copy: Compose) => void, string]>([
  [
    'a writable root',
    ({ services }) => Object.assign(services['app'] ?? {}, { read_only: false }),
    'app: its root can be written',
  ],
  [
    'a moving image',
    ({ services }) => Object.assign(services['database'] ?? {}, { image: 'postgres:latest' }),
    'database: its image moves',
  ],
  [
    'an open port',
    ({ services }) => Object.assign(services['app'] ?? {}, { ports: ['3000:3000'] }),
    'app: port 3000:3000 is open to all',
  ],
  [
    'a secret in the environment',
    ({ services }) => Object.assign(services['app']?.environment ?? {}, { WEBHOOK_SECRET: 'x' }),
    'app: WEBHOOK_SECRET stands in the environment',
  ],
  [
    'a secret that it is not given',
    ({ services }) =>
      Object.assign(services['app'] ?? {}, {
        secrets: ['private_key', 'webhook_secret', 'database_url', 'metrics_token', 'client_secret'],
      }),
    'app: LANGGUARD_ENCRYPTION_KEY_FILE: secret encryption_key is not given to it',
  ],
])('%s is refused', (_name, spoil, problem) => {
  const copy = structuredClone(compose);
  spoil(copy);
  expect(problemsOf(copy)).toEqual([problem]);
});

test('the schema refuses what Compose does not know', () => {
  const copy = structuredClone(compose) as unknown as { services: Record<string, Record<string, unknown>> };
  Object.assign(copy.services['app'] ?? {}, { read_olny: true });
  expect(schemaProblems(copy)).not.toEqual([]);
});

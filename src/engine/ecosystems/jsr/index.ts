// JSR: the packages that deno.json takes from jsr.io.
import semver from 'semver';
import { z } from 'zod';
import type { Dependency, Ecosystem } from '../../ecosystem.ts';
import type { PackageRecord, PublishedVersion } from '../../facts.ts';
import { isDenoFile, readDenoFile } from '../deno-files.ts';
import { npm } from '../npm/index.ts';
import { defined } from '../reading.ts';

/** The ecosystem of jsr.io. OSV has no advisories for it. */
export const jsr: Ecosystem = {
  id: 'jsr',
  osv: 'JSR',
  purl: 'jsr',
  registry: 'https://jsr.io',
  hasAdvisories: false,
  reads: isDenoFile,
  parse: (path, text) => readDenoFile('jsr', path, text),
  normalise: (name) => name.trim().toLowerCase(),
  compare: npm.compare,
  satisfies: npm.satisfies,
  popular: () => popular,
  // https://jsr.io/docs/api#package-metadata
  request: (name) => ({ path: `/${name}/meta.json`, accept: 'application/json' }),
  readRecord,
  write: ({ writtenName, name, requirement = '' }: Dependency, version: string) =>
    `${JSON.stringify(writtenName)}: ${JSON.stringify(`jsr:${name}@${/^\d/.test(requirement) ? '' : '^'}${version}`)}`,
};

const meta = z.object({
  scope: z.string(),
  name: z.string(),
  versions: z.record(
    z.string(),
    z.object({
      yanked: z.boolean().nullish().catch(undefined),
      createdAt: z.string().nullish().catch(undefined),
    }),
  ),
});

function readRecord(name: string, body: unknown): PackageRecord {
  const read = meta.parse(body);
  if (`@${read.scope}/${read.name}` !== name)
    throw new Error(`the registry answered for ${read.name.slice(0, 100)}`);
  return defined<Extract<PackageRecord, { exists: true }>>({
    exists: true,
    versions: Object.entries(read.versions)
      .filter(([version]) => semver.valid(version) !== null)
      .map(([version, about]) =>
        defined<PublishedVersion>({
          version,
          publishedAt: about.createdAt ?? undefined,
          deprecated: undefined,
          yanked: about.yanked ?? undefined,
          installScripts: undefined,
        }),
      ),
    createdAt: undefined,
    maintainers: [],
    repository: undefined,
    license: undefined,
    weeklyDownloads: undefined,
  });
}

// Written by hand.
const names =
  `assert async bytes cache cli collections crypto csv data-structures datetime dotenv encoding expect
  fmt front-matter fs html http ini internal io json jsonc log math media-types msgpack net path random regexp semver streams
  tar testing text toml ulid uuid webgpu yaml`
    .split(/\s+/)
    .map((name) => `@std/${name}`);
const popular = {
  names: [
    ...names,
    ...`@hono/hono @oak/oak @fresh/core @fresh/plugin-vite @david/dax @deno/dnt @cliffy/command @cliffy/prompt @cliffy/ansi
    @cliffy/table @b-fuze/deno-dom @db/sqlite @db/redis @db/postgres @luca/cases @luca/flag @oak/commons @zod/zod @gleam/core
    @denosaurs/plug @nats-io/nats-core @supabase/supabase-js @openai/openai @astral/astral @grammyjs/grammy @valibot/valibot
    @bids/schema @ts-morph/ts-morph @ts-morph/bootstrap @effection/effection @preact-icons/tb`.split(/\s+/),
  ] as readonly string[],
  asOf: '2026-11-21',
  source: 'hand-written list of well-known packages of jsr.io',
};

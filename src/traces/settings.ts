// The administrator's file about traces: what is kept for how long, who belongs together, budgets, and where traces are fetched.
import { z } from 'zod';
import { aiPolicyOf, aiSchema, type AiPolicy } from '../engine/policy/ai-policy.ts';
import { readBySchema, type SettingsProblem } from '../engine/policy/read-settings.ts';
import { secretSchema, type References } from '../engine/policy/secret-reference.ts';

/** Limits on what assistants may use in a day; absent ones do not bind. */
export interface Budgets {
  tokensPerPersonDay?: number;
  tokensPerTeamDay?: number;
  tokensPerDay?: number;
  /** In millionths of a dollar. */
  costPerPersonDay?: number;
  costPerTeamDay?: number;
  costPerDay?: number;
  /** Of the requests and calls of a day, from 20 on. */
  errorRate?: number;
}

/** What holds for the traces of one installation. */
export interface TraceSettings {
  retentionDays: number;
  /** Whether what was said is kept, redacted. */
  content: boolean;
  contentDays: number;
  /** Whether reviews say who asked. */
  namesPeople: boolean;
  /** How old a suggestion may be to be looked for in a change. */
  windowDays: number;
  /** The team of a person, by what tools call the person, in lower case. */
  teamOf: ReadonlyMap<string, string>;
  budgets: Budgets;
  /** More events of one person in a minute than this are unusual. */
  burstPerMinute: number;
  /** Approved and blocked tools, and classified paths, as in `ai:` of a policy. */
  ai: AiPolicy;
}

/** Somewhere that traces are fetched from. */
export interface PullSettings {
  name: string;
  installationId: number;
  kind: 'langfuse' | 'langsmith';
  url: string;
  /** For Langfuse the public key. */
  publicKey?: string;
  secret: string;
  /** Of LangSmith: projects by name. */
  projects: string[];
  everyMinutes: number;
}

/** The whole file. */
export interface TracesFile {
  settingsOf(installationId: number): TraceSettings;
  pulls: PullSettings[];
}

const days = z.number().int().min(1).max(3650);
const amount = z.number().positive().max(1e12).optional();
const toolsAndData = aiSchema.pick({ tools: true, data: true });

const installation = z.strictObject({
  retention_days: days.default(90),
  content: z.boolean().default(false),
  content_days: days.default(14),
  window_days: days.default(60),
  people_in_reviews: z.boolean().default(true),
  teams: z
    .record(z.string().min(1).max(100), z.array(z.string().min(1).max(200)).min(1).max(1000))
    .default({}),
  budgets: z
    .strictObject({
      tokens_per_person_day: amount,
      tokens_per_team_day: amount,
      tokens_per_day: amount,
      dollars_per_person_day: amount,
      dollars_per_team_day: amount,
      dollars_per_day: amount,
      error_rate: z.number().gt(0).max(1).optional(),
    })
    .default({}),
  burst_per_minute: z.number().int().min(10).max(100_000).default(600),
  ai: toolsAndData.default({}),
});

function schemaOf(references: References) {
  const secret = secretSchema(references).refine(
    (value) => /^[\x21-\x7e]{1,4096}$/.test(value),
    'what it names is no secret',
  );
  const common = {
    installation: z.number().int().positive(),
    every_minutes: z.number().int().min(1).max(1440).default(15),
  };
  const url = (standard: string) =>
    z
      .url({ protocol: /^https?$/, message: 'write an address such as https://traces.example.com' })
      .default(standard)
      .refine(isSafe, 'keys are sent over https only');
  return z.strictObject({
    version: z.literal(1),
    installations: z
      .record(
        z.string().regex(/^(?:\*|[1-9]\d{0,15})$/, "write an installation's number, or *"),
        installation,
      )
      .default({}),
    pull: z
      .record(
        z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'a name has lower-case letters, digits and hyphens'),
        z.discriminatedUnion('kind', [
          z.strictObject({
            kind: z.literal('langfuse'),
            url: url('https://cloud.langfuse.com'),
            public_key: secret,
            secret_key: secret,
            ...common,
          }),
          z.strictObject({
            kind: z.literal('langsmith'),
            url: url('https://api.smith.langchain.com'),
            api_key: secret,
            projects: z.array(z.string().min(1).max(200)).min(1).max(50),
            ...common,
          }),
        ]),
      )
      .default({}),
  });
}

function isSafe(text: string): boolean {
  const { protocol, hostname, username, password } = new URL(text);
  const isHere = /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
  return (protocol === 'https:' || isHere) && username === '' && password === '';
}

/** What holds where the file says nothing, or there is none. */
export const defaultTraces: TracesFile = {
  settingsOf: () => settingsFrom(installation.parse({})),
  pulls: [],
};

/** Reads the file. No problem repeats a value, because the value may be a secret in the wrong place. */
export function readTracesFile(
  text: string,
  references: References,
): { file: TracesFile; problems: [] } | { file: undefined; problems: SettingsProblem[] } {
  const read = readBySchema(text, schemaOf(references));
  if ('problems' in read) return { file: undefined, problems: read.problems };
  const { installations, pull } = read.value;
  const known = new Map(Object.entries(installations).map(([id, given]) => [id, settingsFrom(given)]));
  const standard = known.get('*') ?? defaultTraces.settingsOf(0);
  return {
    problems: [],
    file: {
      settingsOf: (id) => known.get(String(id)) ?? standard,
      pulls: Object.entries(pull).map(([name, each]) => ({
        name,
        installationId: each.installation,
        kind: each.kind,
        url: each.url.replace(/\/+$/, ''),
        ...(each.kind === 'langfuse' ? { publicKey: each.public_key } : {}),
        secret: each.kind === 'langfuse' ? each.secret_key : each.api_key,
        projects: each.kind === 'langsmith' ? each.projects : [],
        everyMinutes: each.every_minutes,
      })),
    },
  };
}

function settingsFrom(given: z.infer<typeof installation>): TraceSettings {
  const { budgets } = given;
  const limits = {
    tokensPerPersonDay: budgets.tokens_per_person_day,
    tokensPerTeamDay: budgets.tokens_per_team_day,
    tokensPerDay: budgets.tokens_per_day,
    costPerPersonDay: micros(budgets.dollars_per_person_day),
    costPerTeamDay: micros(budgets.dollars_per_team_day),
    costPerDay: micros(budgets.dollars_per_day),
    errorRate: budgets.error_rate,
  };
  return {
    retentionDays: given.retention_days,
    content: given.content,
    contentDays: given.content_days,
    windowDays: given.window_days,
    namesPeople: given.people_in_reviews,
    teamOf: new Map(
      Object.entries(given.teams).flatMap(([team, people]) =>
        people.map((person) => [person.toLowerCase(), team] as const),
      ),
    ),
    budgets: Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined)),
    burstPerMinute: given.burst_per_minute,
    ai: aiPolicyOf(given.ai),
  };
}

function micros(dollars: number | undefined): number | undefined {
  return dollars === undefined ? undefined : Math.round(dollars * 1e6);
}

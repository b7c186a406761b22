// What policy says of AI tools, and the shape of `ai:` in `.langguard.yml`.
import { z } from 'zod';
import { severities, type Severity } from '../finding.ts';
import { type Grade, grades } from '../origin.ts';
import { globProblem } from './globs.ts';
import { nearest } from './nearest.ts';

/** How sensitive the data behind a path is, mildest first. */
export const dataClasses = ['public', 'internal', 'confidential', 'restricted'] as const;
export type DataClass = (typeof dataClasses)[number];

/** From which evidence on a line counts as written by a tool; weaker evidence is only shown. */
const countedGrades = ['attested', 'reported', 'claimed', 'hinted'] as const;

const severity = z.enum(severities);
const failOn = z.enum([...severities, 'never']);
const reason = z.string().min(1).max(500);
const toolId = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9-]*$/, 'write the id of a tool, such as `claude-code`')
  .describe('The id of a tool, such as `claude-code`; `langguard attribute` prints them.');
const pattern = z
  .string()
  .min(1)
  .max(200)
  .regex(/[^*\s]/, 'a pattern of stars alone matches everything');
const patterns = z.array(pattern).max(200);
const paths = z
  .array(
    z.string().superRefine((text, context) => {
      const problem = globProblem(text);
      if (problem !== undefined) context.addIssue({ code: 'custom', message: `the pattern ${problem}` });
    }),
  )
  .min(1)
  .max(200);

const classified = z.strictObject({
  paths: paths.describe('Files of this class.'),
  tools: z
    .array(toolId)
    .max(100)
    .optional()
    .describe(
      'The tools that may write here. Default: every tool for `public` and `internal`, none for `confidential` and `restricted`.',
    ),
  severity: severity
    .optional()
    .describe(
      'Of the finding. Default: medium for `public` and `internal`, high for `confidential`, critical for `restricted`.',
    ),
});

/** What names a skill, a plugin or a server; all that is given must match. */
const named = z
  .strictObject({
    name: pattern.optional().describe('Its name, such as `report-*`.'),
    source: pattern
      .optional()
      .describe(
        'Where it comes from: a folder of this repository, a repository such as `acme/*`, a package, an image, or an address.',
      ),
    reason: reason.optional(),
  })
  .refine(({ name, source }) => name !== undefined || source !== undefined, 'give a `name` or a `source`');
const approvedOnly = z.strictObject({
  approved: z.array(named).max(1000).describe('Where this is given, every other one is told.'),
});

/** `ai:` in `.langguard.yml`. */
export const aiSchema = z
  .strictObject({
    counts_from: z
      .enum(countedGrades)
      .optional()
      .describe(
        'The weakest evidence by which a line counts as written by an AI tool in what follows. Default: claimed.',
      ),
    severity_bump: z
      .union([z.literal(0), z.literal(1)])
      .optional()
      .describe('Steps by which findings on lines written by an AI tool rise in severity. Default: 0.'),
    fail_on: failOn
      .optional()
      .describe(
        'In `enforce` mode the check fails on findings of this severity or worse on lines written by an AI tool. Default: as `fail_on` above.',
      ),
    min_severity: severity
      .optional()
      .describe(
        'Milder findings on lines written by an AI tool are kept but not shown. Default: as `min_severity` above.',
      ),
    require_disclosure: z
      .boolean()
      .optional()
      .describe(
        'Whether a change must say which tool wrote it: tells commits that look like those of a tool but bear no mark, and settings and hooks that keep marks away. Default: false.',
      ),
    disclosure_signs: z
      .strictObject({
        authors: patterns
          .optional()
          .describe('Names and logins under which tools commit here, such as `svc-agent-*`.'),
        emails: patterns.optional().describe('Their addresses, such as `*@agents.acme.example`.'),
        branches: patterns.optional().describe('Their branches, such as `agent/*`.'),
      })
      .optional()
      .describe('By which signs of your own a commit looks like that of a tool.'),
    tools: z
      .strictObject({
        approved: z
          .array(
            z.strictObject({
              tool: toolId,
              models: patterns
                .optional()
                .describe('Only these models, such as `claude-opus-*`; signs and case do not count.'),
              reason: reason.optional(),
            }),
          )
          .max(200)
          .optional()
          .describe('Where this is given, lines of every other tool are told.'),
        blocked: z
          .array(
            z.strictObject({
              tool: toolId,
              models: patterns.optional().describe('Only these models are blocked.'),
              reason: reason.optional(),
              instead: toolId.optional(),
            }),
          )
          .max(200)
          .optional()
          .describe('Tools that may not write here.'),
      })
      .optional()
      .describe('Which tools, and which of their models, may write lines.'),
    data: z
      .strictObject({
        public: classified.optional(),
        internal: classified.optional(),
        confidential: classified.optional(),
        restricted: classified.optional(),
      })
      .optional()
      .describe(
        'How sensitive what a path holds is, and which tools may touch it; of several classes the strictest counts.',
      ),
    skills: approvedOnly.optional().describe('Skills and plugins that agents may be given.'),
    servers: approvedOnly.optional().describe('MCP servers that agents may be given.'),
  })
  .describe('What lines written by AI tools, and the tools themselves, must keep to.');

/** A tool of a list; without `models` all of them are meant. */
export interface ListedTool {
  tool: string;
  models?: readonly string[];
  reason?: string;
  instead?: string;
}

/** Files of one class and who may touch them; without `tools` anyone. */
export interface ClassifiedPaths {
  class: DataClass;
  paths: readonly string[];
  tools?: readonly string[];
  severity: Severity;
}

/** A skill, plugin or server of a list; all that is given must match. */
export interface ListedSurface {
  name?: string;
  source?: string;
}

/** What policy says of AI tools; what it says of the severity of findings, the judge applies, the rest a detector. */
export interface AiPolicy {
  countsFrom: (typeof countedGrades)[number];
  /** Absent: as for every other finding. */
  failOn?: Severity | 'never';
  /** Absent: as for every other finding. */
  minSeverity?: Severity;
  /** Absent where a change need not say which tool wrote it. */
  disclosure?: { authors: readonly string[]; emails: readonly string[]; branches: readonly string[] };
  /** Absent: every tool that is not blocked. */
  approvedTools?: readonly ListedTool[];
  blockedTools: readonly ListedTool[];
  /** Strictest first. */
  data: readonly ClassifiedPaths[];
  /** Absent: every one. */
  approvedSkills?: readonly ListedSurface[];
  /** Absent: every one. */
  approvedServers?: readonly ListedSurface[];
}

/** What counts where the policy does not speak of AI tools. */
export const defaultAiPolicy: AiPolicy = { countsFrom: 'claimed', blockedTools: [], data: [] };

const classDefaults: Readonly<Record<DataClass, Pick<ClassifiedPaths, 'severity' | 'tools'>>> = {
  public: { severity: 'medium' },
  internal: { severity: 'medium' },
  confidential: { severity: 'high', tools: [] },
  restricted: { severity: 'critical', tools: [] },
};

/** The policy that a valid `ai:` asks for. */
export function aiPolicyOf(config: z.infer<typeof aiSchema>): AiPolicy {
  const { tools, data, disclosure_signs: signs } = config;
  return {
    countsFrom: config.counts_from ?? defaultAiPolicy.countsFrom,
    ...(config.fail_on !== undefined && { failOn: config.fail_on }),
    ...(config.min_severity !== undefined && { minSeverity: config.min_severity }),
    ...(config.require_disclosure === true && {
      disclosure: {
        authors: signs?.authors ?? [],
        emails: signs?.emails ?? [],
        branches: signs?.branches ?? [],
      },
    }),
    ...(tools?.approved && { approvedTools: tools.approved.map(plain) }),
    blockedTools: (tools?.blocked ?? []).map(plain),
    data: dataClasses.toReversed().flatMap((name): ClassifiedPaths[] => {
      const given = data?.[name];
      return given ? [{ class: name, ...classDefaults[name], ...plain(given) }] : [];
    }),
    ...(config.skills && { approvedSkills: config.skills.approved.map(plain) }),
    ...(config.servers && { approvedServers: config.servers.approved.map(plain) }),
  };
}

/** Whether lines of a grade count as written by a tool; what a person accepted of a tool's proposals does not. */
export function countsAsAi(grade: Grade, policy: Pick<AiPolicy, 'countsFrom'> = defaultAiPolicy): boolean {
  return grades.indexOf(grade) <= grades.indexOf(policy.countsFrom);
}

/** Each tool id of `ai:` that is near one of the known ids but not the same, with where it stands. */
export function mistypedTools(
  config: z.infer<typeof aiSchema>,
  known: ReadonlySet<string>,
): { path: (string | number)[]; id: string; meant: string }[] {
  const named = [
    ...(config.tools?.approved ?? []).map(({ tool }, at) => ({
      path: ['tools', 'approved', at, 'tool'],
      id: tool,
    })),
    ...(config.tools?.blocked ?? []).map(({ tool }, at) => ({
      path: ['tools', 'blocked', at, 'tool'],
      id: tool,
    })),
    ...dataClasses.flatMap((name) =>
      (config.data?.[name]?.tools ?? []).map((id, at) => ({ path: ['data', name, 'tools', at], id })),
    ),
  ];
  return named.flatMap(({ path, id }) => {
    // Among three or four letters everything is near.
    const meant = known.has(id) || id.length < 5 ? undefined : nearest(id, known);
    return meant === undefined ? [] : [{ path: ['ai', ...path], id, meant }];
  });
}

/** Each way in which one policy asks less of AI tools than another, as the end of `After this change …`. */
export function loosenedAi(old: AiPolicy = defaultAiPolicy, next: AiPolicy = defaultAiPolicy): string[] {
  const rank = (one: Severity | 'never' | undefined): number =>
    one === undefined || one === 'never'
      ? severities.length
      : severities.length - 1 - severities.indexOf(one);
  const out: string[] = [];
  if (grades.indexOf(next.countsFrom) < grades.indexOf(old.countsFrom))
    out.push(`only lines that are \`${next.countsFrom}\` or better count as AI-written`);
  if (old.failOn !== undefined && rank(next.failOn) > rank(old.failOn))
    out.push(`findings on AI-written lines no longer fail the check at \`${old.failOn}\``);
  if (rank(next.minSeverity) < severities.length && rank(next.minSeverity) > rank(old.minSeverity ?? 'low'))
    out.push(`findings on AI-written lines below \`${next.minSeverity}\` are no longer shown`);
  if (old.disclosure && !next.disclosure) out.push('a change need not say which tool wrote it');
  const newTools = (next.approvedTools ?? []).filter(
    ({ tool }) => !old.approvedTools?.some((one) => one.tool === tool),
  );
  if (old.approvedTools && !next.approvedTools) out.push('every AI tool may write here');
  else if (old.approvedTools && newTools.length > 0)
    out.push(`${list(newTools.map(({ tool }) => tool))} may write here`);
  const freed = old.blockedTools.filter(({ tool }) => !next.blockedTools.some((one) => one.tool === tool));
  if (freed.length > 0) out.push(`${list(freed.map(({ tool }) => tool))} is no longer blocked`);
  for (const was of old.data) {
    const now = next.data.find((one) => one.class === was.class);
    const lost = was.paths.filter((path) => !next.data.some((one) => one.paths.includes(path)));
    const more = (now?.tools ?? []).filter((tool) => was.tools && !was.tools.includes(tool));
    if (lost.length > 0) out.push(`${list(lost)} is no longer ${was.class}`);
    if (more.length > 0 || (was.tools && now && !now.tools))
      out.push(`more tools may touch what is ${was.class}`);
  }
  if (old.approvedSkills && (next.approvedSkills?.length ?? Infinity) > old.approvedSkills.length)
    out.push('agents may be given more skills');
  if (old.approvedServers && (next.approvedServers?.length ?? Infinity) > old.approvedServers.length)
    out.push('agents may be given more servers');
  return out;
}

function list(words: readonly string[]): string {
  return words
    .slice(0, 4)
    .map((word) => `\`${word}\``)
    .join(', ');
}

type WithoutUndefined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function plain<T extends object>(entry: T): WithoutUndefined<T> {
  return Object.fromEntries(
    Object.entries(entry).filter(([, value]) => value !== undefined),
  ) as WithoutUndefined<T>;
}

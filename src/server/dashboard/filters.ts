// The filters of a page as they stand in its address.
import { html } from 'hono/html';
import { z } from 'zod';
import { severities } from '../../engine/finding.ts';
import type { Filter } from '../../store/history/scope.ts';
import type { Html } from './layout.ts';

/** The periods that a page can show, in days; `all` is everything that is kept. */
export const periods = { '7d': 7, '30d': 30, '90d': 90, '180d': 180, '365d': 365, all: 100_000 } as const;
type Period = keyof typeof periods;

const periodNames: Record<Period, string> = {
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
  '180d': '6 months',
  '365d': '12 months',
  all: 'everything kept',
};

const id = z
  .string()
  .max(80)
  .regex(/^[a-z0-9][a-z0-9._-]*$/, 'write an id of small letters, digits and hyphens');

const schema = z.strictObject({
  period: z
    .enum(Object.keys(periods) as [Period, ...Period[]], 'one of 7d, 30d, 90d, 180d, 365d, all')
    .default('90d'),
  repository: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'write the number of a repository')
    .transform(Number)
    .optional(),
  team: z
    .string()
    .max(220)
    .regex(/^[^\p{Cc}\p{Cf}]*$/u, 'write the owner and the team, such as `acme/platform`, or - for no team')
    .optional(),
  severity: z.enum(severities, 'one of critical, high, medium, low').optional(),
  tool: id.optional(),
  class: id.optional(),
  as: z.enum(['csv', 'json'], 'csv or json').optional(),
  table: id.optional(),
});

/** The filters of one request. */
export type Filters = z.infer<typeof schema>;

/** Reads them from an address; `problems` says what is wrong with which. An empty one counts as not given. */
export function readFilters(
  address: URL,
): { ok: true; filters: Filters } | { ok: false; problems: string[] } {
  const given: Record<string, string> = {};
  const problems: string[] = [];
  for (const [name, value] of address.searchParams) {
    if (value === '') continue;
    if (Object.hasOwn(given, name)) problems.push(`${short(name)}: give it once.`);
    given[name] = value;
  }
  const read = schema.safeParse(given);
  if (read.success && problems.length === 0) return { ok: true, filters: read.data };
  for (const issue of read.error?.issues ?? [])
    problems.push(
      issue.code === 'unrecognized_keys'
        ? `${issue.keys.map(short).join(', ')}: there is no such filter.`
        : `${issue.path.join('.')}: ${issue.message}.`,
    );
  return { ok: false, problems };
}

/** The filters as the store takes them. */
export function toFilter({ period, severity, tool, class: kind }: Filters, now: Date): Filter {
  return {
    since: new Date(now.getTime() - periods[period] * 86_400_000),
    // What ends in this second counts.
    until: new Date(now.getTime() + 1000),
    ...(severity === undefined ? {} : { severity }),
    ...(tool === undefined ? {} : { tool }),
    ...(kind === undefined ? {} : { class: kind }),
  };
}

/** The address of a page with filters; what is not given or the default is left out. */
export function addressOf(path: string, filters: Partial<Filters>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters))
    if (value !== undefined && !(name === 'period' && value === '90d')) query.set(name, String(value));
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

/** Which filters a page has. */
export type FilterName = 'period' | 'repository' | 'team' | 'severity' | 'tool' | 'class';

/** The form with the filters that a page has; it works without a script. */
export function filterForm({
  action,
  filters,
  has,
  choices,
}: {
  action: string;
  filters: Filters;
  has: readonly FilterName[];
  choices: {
    repositories: { id: number; fullName: string }[];
    teams: readonly (readonly [key: string, name: string])[];
    tools: string[];
    classes: string[];
  };
}): Html {
  const options: Record<FilterName, [string, string][]> = {
    period: Object.entries(periodNames),
    repository: choices.repositories.map(({ id, fullName }) => [String(id), fullName]),
    team: choices.teams.map(([key, name]): [string, string] => [key, name]),
    severity: severities.map((each) => [each, each]),
    tool: named(choices.tools, filters.tool),
    class: named(choices.classes, filters.class),
  };
  return html`<form class="filters" method="get" action="${action}" aria-label="Filters">
    ${has.map((name) => select(name, options[name], filters[name] === undefined ? '' : String(filters[name])))}
    <button type="submit">Show</button>
    <a href="${action}">Reset</a>
  </form>`;
}

function select(name: FilterName, options: [string, string][], chosen: string): Html {
  return html`<label
    >${labels[name]}
    <select name="${name}">
      ${name === 'period' ? '' : html`<option value="">all</option>`}
      ${options.map(
        ([value, text]) =>
          html`<option value="${value}" ${value === chosen ? html`selected` : ''}>${text}</option>`,
      )}
    </select></label
  >`;
}

const labels: Record<FilterName, string> = {
  period: 'Period',
  repository: 'Repository',
  team: 'Team',
  severity: 'Severity',
  tool: 'Tool',
  class: 'Class',
};

/** A value that is filtered by stays a choice where nothing of it is in the period. */
function named(known: string[], chosen: string | undefined): [string, string][] {
  const all = chosen === undefined || known.includes(chosen) ? known : [...known, chosen];
  return all.map((each) => [each, each]);
}

function short(name: string): string {
  return JSON.stringify(name.length > 40 ? `${name.slice(0, 40)}…` : name);
}

// What a page is: a path, the filters it has, and how it is made from the history in sight.
import { html } from 'hono/html';
import type { Kysely } from 'kysely';
import type { KnownRepository } from '../../store/history/repositories.ts';
import type { Filter, Scope } from '../../store/history/scope.ts';
import type { Schema } from '../../store/schema.ts';
import { addressOf, type FilterName, type Filters } from './filters.ts';
import type { Html } from './layout.ts';
import type { Table } from './table.ts';
import type { Teams } from './teams.ts';
import type { Viewer } from './viewer.ts';

/** One request for a page, by somebody whose sight is `scope`. */
export interface Ask {
  db: Kysely<Schema>;
  viewer: Viewer;
  /** Narrowed to the repository and the team of the filter, where there is one. */
  scope: Scope;
  /** Everything in sight, by name. */
  repositories: readonly KnownRepository[];
  /** The teams of everything in sight; only where the page or the address has that filter. */
  teams: Teams | undefined;
  filters: Filters;
  filter: Filter;
  now: Date;
  /** Such as `2026-11-20`. */
  today: string;
  base: string;
  /** What stands in the path, such as an id. */
  parameter: string;
  /** Rows that a long table may have: more in an export. */
  limit: number;
}

/** What a page shows: text and tables in their order. */
export interface Shown {
  title: string;
  lead?: Html | string;
  parts: (Html | Table)[];
}

/** A page. `load` answers undefined where there is no such thing in sight. */
export interface Page {
  /** Below the base, such as `/reviews/:id`. */
  path: string;
  /** The section of the navigation. */
  section: string;
  has: readonly FilterName[];
  load(ask: Ask): Promise<Shown | undefined>;
}

/** The name of a repository in sight, or its number. */
export function nameOf(ask: Pick<Ask, 'repositories'>, id: number): string {
  return ask.repositories.find((each) => each.id === id)?.fullName ?? `repository ${id}`;
}

/** A link within the dashboard that keeps the period. */
export function link(
  ask: Pick<Ask, 'base' | 'filters'>,
  path: string,
  text: Html | string,
  more: Partial<Filters> = {},
): Html {
  const { period } = ask.filters;
  return html`<a href="${addressOf(`${ask.base}${path}`, { period, ...more })}">${text}</a>`;
}

/** A severity as a badge. */
export function badge(severity: string): Html {
  return html`<span class="badge ${severity}">${severity}</span>`;
}

/** Text with what stands between backticks as code; everything in it is escaped. */
export function withCode(text: string): Html {
  const parts = text.split('`');
  // Without a partner the last one is a backtick.
  if (parts.length % 2 === 0) parts.push(`${parts.splice(-2).join('`')}`);
  return html`${parts.map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}

/** Tiles with the figures that matter most. */
export function tiles(each: readonly (readonly [figure: string, text: Html | string])[]): Html {
  return html`<ul class="tiles">
    ${each.map(([figure, text]) => html`<li><b>${figure}</b><span>${text}</span></li>`)}
  </ul>`;
}

/** Whether a part is a table. */
export function isTable(part: Html | Table): part is Table {
  return typeof part === 'object' && 'keys' in part;
}

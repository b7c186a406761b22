// What every table keeps, of whom, and how it ends: deletion, retention and the counts of `data show` follow this list.
import { sql, type RawBuilder } from 'kysely';

/** The moment before which something is old, and the settings that made it. */
export interface Cutoffs {
  /** For what the retention setting covers. */
  retention: Date;
  /** For webhooks. */
  deliveries: Date;
  /** For the trace of a review without its content. */
  traces: Date;
}

/** One table. Names are the database's own. */
export interface KeptTable {
  table: string;
  /** In words for `data show` and the documentation. */
  what: string;
  /** A row belongs to a repository of an installation, to an installation as a whole, or to nobody. */
  of: 'repository' | 'installation' | 'nobody';
  /** Where the columns are not called `installation_id` and `repository_id`. */
  installationColumn?: string;
  repositoryColumn?: string;
  /** Which rows the nightly job deletes, or why it deletes none. */
  old: ((cutoffs: Cutoffs) => RawBuilder<boolean>) | { stays: string };
  /** A column that loses its content earlier than the row ends, or in its place. */
  clears?: { column: string; old: (cutoffs: Cutoffs) => RawBuilder<boolean> };
  /** Rows that outlive the deletion of their installation: they say that it was deleted, and name nothing. */
  tombstone?: RawBuilder<boolean>;
  /** Set where a chain must stay whole: the data of a repository are then cleared and not deleted. */
  isChain?: true;
}

/** A pull request may stay open for longer; then its head is reviewed again, as GitHub asks for after 400 days anyway. */
export const traceDays = 400;

/** A replay older than this finds no record and is harmless all the same, because state decides. */
export const deliveryDays = 45;

/** Every table of LangGuard's own. A test compares it with the database. */
export const keptTables: readonly KeptTable[] = [
  {
    table: 'deliveries',
    what: 'webhooks: event, names and numbers, never the body',
    of: 'repository',
    tombstone: sql`(event = 'installation' and action = 'deleted')`,
    old: ({ deliveries }) => sql`state <> 'received' and received_at < ${deliveries}`,
  },
  {
    table: 'reviews',
    what: 'reviews with their findings and excerpts',
    of: 'repository',
    clears: {
      column: 'review',
      old: ({ retention }) => sql`state <> 'running' and created_at < ${retention}`,
    },
    old: ({ traces }) => sql`state <> 'running' and created_at < ${traces}`,
  },
  {
    table: 'waivers',
    what: 'findings that somebody accepted, and why',
    of: 'repository',
    old: ({ retention }) =>
      sql`(revoked_at < ${retention} or until < ${retention.toISOString().slice(0, 10)})`,
  },
  {
    table: 'approvals',
    what: 'who approved what a pull request waited for',
    of: 'repository',
    old: ({ retention }) => sql`given_at < ${retention}`,
  },
  {
    table: 'secret_sightings',
    what: 'keyed digests of secrets that pull requests held',
    of: 'repository',
    old: ({ retention }) => sql`seen_at < ${retention}`,
  },
  {
    table: 'change_requests',
    what: 'pull requests that were asked for changes',
    of: 'repository',
    old: ({ traces }) => sql`asked_at < ${traces}`,
  },
  {
    table: 'commands',
    what: 'comment commands and what came of them',
    of: 'repository',
    old: ({ retention }) => sql`at < ${retention}`,
  },
  {
    table: 'notices',
    what: 'messages to channels',
    of: 'repository',
    old: ({ retention }) => sql`state <> 'waiting' and changed_at < ${retention}`,
  },
  {
    table: 'ledger',
    what: 'who changed what, as a chain of hashes',
    of: 'repository',
    isChain: true,
    clears: { column: 'subject', old: ({ retention }) => sql`at < ${retention.toISOString()}` },
    old: { stays: 'a chain with a gap proves nothing; what an entry is about is deleted from it' },
  },
  {
    table: 'repositories',
    what: 'names of repositories',
    of: 'repository',
    repositoryColumn: 'id',
    old: { stays: 'it is the name of what the installation reaches' },
  },
  {
    table: 'pulls',
    what: 'figures of pull requests over their reviews',
    of: 'repository',
    old: ({ retention }) => sql`last_review_at < ${retention}`,
  },
  {
    table: 'findings',
    what: 'findings over time: rule, place and state, no code',
    of: 'repository',
    old: ({ retention }) => sql`last_seen < ${retention}`,
  },
  {
    table: 'review_counts',
    what: 'figures of reviews',
    of: 'repository',
    old: ({ retention }) => sql`at < ${retention}`,
  },
  {
    table: 'review_origins',
    what: 'lines of reviews by origin',
    of: 'repository',
    old: ({ retention }) => sql`at < ${retention}`,
  },
  {
    table: 'trace_events',
    what: 'traces of assistants: tool, model, person, times, token counts and paths, no code',
    of: 'repository',
    old: ({ retention }) => sql`at < ${retention}`,
  },
  {
    table: 'trace_texts',
    what: 'what was said to assistants, redacted, where an administrator allows it',
    of: 'repository',
    old: ({ retention }) => sql`at < ${retention}`,
  },
  {
    table: 'trace_blocks',
    what: 'keyed prints of code that assistants suggested',
    of: 'repository',
    old: ({ retention }) => sql`at < ${retention}`,
  },
  {
    table: 'trace_prints',
    what: 'where each of these prints stands',
    of: 'installation',
    old: { stays: 'it goes with the block that it is of' },
  },
  {
    table: 'trace_cursors',
    what: 'how far traces were fetched',
    of: 'installation',
    old: { stays: 'one row for each place that traces are fetched from' },
  },
  {
    table: 'soc_events',
    what: 'events for the security operations centre',
    of: 'repository',
    old: ({ deliveries }) => sql`at < ${deliveries}`,
  },
  {
    table: 'soc_cursors',
    what: 'how far each destination of events heard',
    of: 'nobody',
    old: { stays: 'one row for each destination' },
  },
  {
    table: 'installations',
    what: 'the key for digests, and whether it is suspended',
    of: 'installation',
    installationColumn: 'id',
    old: { stays: 'it lasts as long as the installation' },
  },
  {
    table: 'degradations',
    what: 'permissions that GitHub refused',
    of: 'installation',
    old: { stays: 'it goes when the permission is granted' },
  },
  {
    table: 'turns',
    what: 'turns in the queue',
    of: 'installation',
    old: () => sql`installation_id <> 0 and turn <= (select turn from turns where installation_id = 0)`,
  },
  {
    table: 'dashboard_settings',
    what: 'settings of the dashboard',
    of: 'installation',
    old: { stays: 'it lasts as long as the installation' },
  },
  {
    table: 'repository_teams',
    what: 'which teams repositories belong to',
    of: 'repository',
    old: { stays: 'it is replaced each time that GitHub is asked' },
  },
  {
    table: 'team_lookups',
    what: 'when GitHub was asked about teams, and what came of it',
    of: 'installation',
    old: { stays: 'one row for each installation' },
  },
  {
    table: 'api_tokens',
    what: 'digests of keys for programs',
    of: 'installation',
    old: ({ retention }) => sql`coalesce(revoked_at, expires_at) < ${retention}`,
  },
  {
    table: 'session_access',
    what: 'what people who signed in may see',
    of: 'installation',
    old: { stays: 'it ends with the session, after hours' },
  },
  {
    table: 'sessions',
    what: 'people who signed in',
    of: 'nobody',
    old: { stays: 'it ends by itself, after hours' },
  },
  {
    table: 'used_sign_ins',
    what: 'digests of sign-ins that came back',
    of: 'nobody',
    old: { stays: 'it ends by itself, after minutes' },
  },
  {
    table: 'sweeps',
    what: 'when which sweep was made',
    of: 'nobody',
    old: { stays: 'one row for each kind of sweep; those named by an installation go with it' },
  },
  {
    table: 'seals',
    what: 'names of the keys that seal',
    of: 'nobody',
    old: { stays: '`langguard data reseal` deletes the names of keys that seal nothing any more' },
  },
];

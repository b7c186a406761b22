// Waivers and approvals, with the ledger that holds every change of them.
import { html } from 'hono/html';
import { seenIn } from '../../../store/history/overview.ts';
import {
  countWaivers,
  listApprovals,
  listLedger,
  listWaivers,
  type ListedWaiver,
} from '../../../store/history/waivers.ts';
import { link, nameOf, tiles, type Page } from '../page.ts';
import { seenNote } from '../seen-note.ts';
import { table } from '../table.ts';
import { day, minute, none, percent, whole } from '../wording.ts';

export const waiversPage: Page = {
  path: '/waivers',
  section: '/waivers',
  has: ['period', 'repository'],
  async load(ask) {
    const { db, scope, filter, filters, limit, today, viewer } = ask;
    const counts = await countWaivers(db, scope, filter, today);
    const waivers = await listWaivers(db, scope, filter, limit);
    const approvals = await listApprovals(db, scope, filter, limit);
    // What belongs to a whole installation belongs to no repository of the filter.
    const isNarrowed = filters.repository !== undefined || filters.team !== undefined;
    const administered = isNarrowed ? [] : [...viewer.administers];
    const ledger = await listLedger(db, scope, filter, limit, administered);
    return {
      title: 'Waivers and approvals',
      lead: 'What people accepted by comment or button in this period, and who let it pass.',
      parts: [
        seenNote(
          await seenIn(db, scope, filter),
          'Waivers in policy files and allow comments in code are not listed here: they are in git.',
        ),
        tiles([
          [whole(counts.waivers), 'waivers asked for'],
          [whole(counts.inForce), 'in force today'],
          [whole(counts.waiting), 'wait for an approval'],
          [whole(counts.expired), 'expired'],
          [whole(counts.revoked), 'taken back'],
          [
            whole(counts.falseAlarms),
            counts.waivers === 0
              ? 'called false'
              : `called false, ${percent(counts.falseAlarms / counts.waivers)} of all`,
          ],
        ]),
        table({
          id: 'waivers',
          caption: 'Waivers, newest first',
          rows: waivers,
          limit,
          columns: [
            {
              key: 'waiver',
              label: 'Waiver',
              value: (row) => row.id,
              show: (row) => html`<code>${row.id}</code>`,
            },
            {
              key: 'repository',
              label: 'Repository',
              value: (row) => nameOf(ask, row.repositoryId),
              show: (row) => link(ask, `/repositories/${row.repositoryId}`, nameOf(ask, row.repositoryId)),
            },
            { key: 'pull_request', label: 'Pull request', isNumber: true, value: (row) => row.pullNumber },
            {
              key: 'rule',
              label: 'Rule',
              value: (row) => row.rule,
              show: (row) => html`<code>${row.rule}</code>`,
            },
            { key: 'state', label: 'State', value: (row) => stateOf(row, today) },
            {
              key: 'until',
              label: 'Until',
              value: (row) => row.until,
              show: (row) => html`<span class="number">${row.until}</span>`,
            },
            { key: 'reason', label: 'Reason', isText: true, value: (row) => row.reason },
            { key: 'owner', label: 'By', value: (row) => row.owner },
            {
              key: 'approver',
              label: 'Let pass by',
              value: (row) => row.approver,
              show: (row) => row.approver ?? 'nobody yet',
            },
            {
              key: 'false_alarm',
              label: 'Called false',
              value: (row) => row.isFalsePositive,
              show: (row) => (row.isFalsePositive ? 'yes' : 'no'),
            },
            {
              key: 'given',
              label: 'Asked for',
              value: (row) => row.createdAt.toISOString(),
              show: (row) => day(row.createdAt),
            },
            { key: 'fingerprint', label: 'Fingerprint', isHidden: true, value: (row) => row.fingerprint },
          ],
        }),
        table({
          id: 'approvals',
          caption: 'Approvals, newest first',
          rows: approvals,
          limit,
          columns: [
            { key: 'approval', label: 'Approval', value: (row) => row.name },
            { key: 'repository', label: 'Repository', value: (row) => nameOf(ask, row.repositoryId) },
            { key: 'pull_request', label: 'Pull request', isNumber: true, value: (row) => row.pullNumber },
            { key: 'login', label: 'By', value: (row) => row.login },
            { key: 'how', label: 'How', value: (row) => row.how },
            {
              key: 'head',
              label: 'Commit',
              value: (row) => row.headSha,
              show: (row) => html`<code>${row.headSha.slice(0, 7)}</code>`,
            },
            {
              key: 'given',
              label: 'When (UTC)',
              value: (row) => row.givenAt.toISOString(),
              show: (row) => minute(row.givenAt),
            },
          ],
        }),
        table({
          id: 'ledger',
          caption: 'Ledger, newest first',
          rows: ledger,
          limit,
          columns: [
            { key: 'seq', label: 'Entry', isNumber: true, value: (row) => row.seq },
            {
              key: 'at',
              label: 'When (UTC)',
              value: (row) => row.at,
              show: (row) => row.at.slice(0, 16).replace('T', ' '),
            },
            { key: 'actor', label: 'Who', value: (row) => row.actor },
            { key: 'action', label: 'What', value: (row) => row.action },
            {
              key: 'repository',
              label: 'Repository',
              value: (row) =>
                row.repositoryId === 0 ? 'all of the installation' : nameOf(ask, row.repositoryId),
            },
            {
              key: 'subject',
              label: 'About',
              isText: true,
              value: (row) => row.subject,
              show: (row) => aboutOf(row.subject),
            },
            {
              key: 'hash',
              label: 'Hash',
              value: (row) => row.hash,
              show: (row) => html`<code>${row.hash.slice(0, 12)}</code>`,
            },
            { key: 'previous', label: 'Hash before', isHidden: true, value: (row) => row.previous },
          ],
        }),
        html`<p class="note">
          Each entry names the one before by its hash. Whoever runs the App checks the whole chain with
          <code>langguard audit verify</code>; only entries of repositories that you see are listed here.
          Entries of a whole installation, such as API tokens and settings, are shown to who administers it.
        </p>`,
      ],
    };
  },
};

function stateOf({ approver, until, revokedAt }: ListedWaiver, today: string): string {
  if (revokedAt) return 'taken back';
  if (approver === null) return 'waits';
  return until < today ? 'expired' : 'in force';
}

/** A subject is a flat object, but an older one may be anything. */
function aboutOf(subject: string | null): string {
  if (subject === null) return 'deleted with the data of the repository';
  try {
    const { waiver, pull, rule, reason, ...rest } = JSON.parse(subject) as Record<string, unknown>;
    const said = Object.entries({ pull, rule, waiver, reason }).filter(([, value]) => value !== undefined);
    return (said.length > 0 ? said : Object.entries(rest))
      .map(([name, value]) => `${name} ${String(value)}`)
      .join(', ');
  } catch {
    return none;
  }
}

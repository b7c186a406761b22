// Every query of the store is asked as one installation while another has rows with the same numbers: nothing of the other comes back or changes.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sql, type Kysely } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanReview } from '../src/reporters/sample-review.ts';
import * as tokens from '../src/store/api-tokens.ts';
import * as approvals from '../src/store/approvals.ts';
import * as archived from '../src/store/archived.ts';
import * as changes from '../src/store/change-requests.ts';
import * as commands from '../src/store/commands.ts';
import * as degradations from '../src/store/degradations.ts';
import * as deliveries from '../src/store/deliveries.ts';
import * as forgetting from '../src/store/forget.ts';
import * as effort from '../src/store/history/effort.ts';
import * as overview from '../src/store/history/overview.ts';
import * as provenance from '../src/store/history/provenance.ts';
import * as record from '../src/store/history/record.ts';
import * as historyRepositories from '../src/store/history/repositories.ts';
import * as story from '../src/store/history/reviews.ts';
import * as rules from '../src/store/history/rules.ts';
import * as settings from '../src/store/history/settings.ts';
import * as historyTeams from '../src/store/history/teams.ts';
import * as historyWaivers from '../src/store/history/waivers.ts';
import * as installations from '../src/store/installations.ts';
import { keptTables } from '../src/store/kept.ts';
import * as known from '../src/store/known-repositories.ts';
import * as ledger from '../src/store/ledger.ts';
import * as notices from '../src/store/notices.ts';
import { openStore, type Store } from '../src/store/open.ts';
import * as renames from '../src/store/renames.ts';
import * as reviews from '../src/store/reviews.ts';
import { addRows, columnsOf } from '../src/store/rows-for-tests.ts';
import type { Schema } from '../src/store/schema.ts';
import * as sightings from '../src/store/sightings.ts';
import * as soc from '../src/store/soc-events.ts';
import * as teams from '../src/store/teams.ts';
import * as candidates from '../src/store/traces/candidates.ts';
import * as cursors from '../src/store/traces/cursors.ts';
import * as traceEvents from '../src/store/traces/events.ts';
import * as usage from '../src/store/traces/usage.ts';
import * as turns from '../src/store/turns.ts';
import * as waivers from '../src/store/waivers.ts';

type Db = Kysely<Schema>;

const now = new Date();
/** Who asks, with the numbers of a pull request that both have. */
const own = { installationId: 1, repositoryId: 10, pullNumber: 7 };
const [mine, theirs] = ['tenant-a', 'tenant-b'];
const scope = [{ installationId: 1, repositoryIds: [10] }];
const filter = { since: new Date(0), until: new Date(now.getTime() + 86_400_000) };
const today = now.toISOString().slice(0, 10);
const notice = { ...own, channel: theirs, fingerprint: theirs } as notices.StoredNotice;
const claim = {
  batch: theirs,
  by: theirs,
  installationId: 1,
  channel: theirs,
  attempt: 1,
  notices: [{ ...notice, id: theirs, isFound: true }],
} as notices.Claim;
const delivery = {
  ...own,
  guid: theirs,
  event: 'e',
  action: null,
  repository: null,
  headSha: null,
  jobKey: theirs,
  job: {},
};

/** Questions and changes, with the other's ids wherever an id is asked for. */
const asked: Record<string, (db: Db) => Promise<unknown>> = {
  'api-tokens/listTokens': (db) => tokens.listTokens(db, 1),
  'api-tokens/revokeToken': (db) => tokens.revokeToken(db, { installationId: 1, id: theirs }, 'x', now),
  'api-tokens/revokeTokensOf': (db) => tokens.revokeTokensOf(db, { installationId: 1, userId: 7 }, now),
  'api-tokens/createToken': (db) =>
    tokens.createToken(
      db,
      {
        installationId: 1,
        repositoryIds: null,
        scopes: ['read'],
        name: 'n',
        createdBy: 'x',
        createdById: 7,
        expiresAt: now,
      },
      now,
    ),
  'approvals/addApproval': (db) =>
    approvals.addApproval(db, {
      ...own,
      name: theirs,
      matter: theirs,
      headSha: 'h',
      login: 'x',
      how: 'command',
    }),
  'approvals/approvalsOf': async (db) =>
    (await approvals.approvalsOf(db, own)).filter(({ login }) => login !== 'x'),
  'archived/noteArchived': (db) => archived.noteArchived(db, own, true),
  'change-requests/noteChangeRequest': (db) => changes.noteChangeRequest(db, own),
  'change-requests/mayHaveAsked': (db) => changes.mayHaveAsked(db, { ...own, pullNumber: 9 }),
  'commands/answeredOf': (db) => commands.answeredOf(db, 1, 7),
  'commands/addCommand': (db) =>
    commands.addCommand(db, {
      ...own,
      commentId: 7,
      position: 7,
      login: 'x',
      command: 'help',
      result: 'done',
      outcome: 'o',
    }),
  'commands/lastCommands': (db) => commands.lastCommands(db, own, 100),
  'degradations/noteRefused': (db) => degradations.noteRefused(db, 1, theirs, now),
  'degradations/noteGranted': (db) => degradations.noteGranted(db, 1, theirs),
  'degradations/claimTelling': (db) => degradations.claimTelling(db, 1, 'review', now),
  'degradations/noteTold': (db) => degradations.noteTold(db, 1, theirs, now),
  'degradations/degradationsOf': (db) => degradations.degradationsOf(db, 1),
  'degradations/clearDegradations': (db) => degradations.clearDegradations(db, 1),
  'deliveries/takeDeliveries': (db) => deliveries.takeDeliveries(db, 1, theirs),
  'deliveries/finishDeliveries': (db) => deliveries.finishDeliveries(db, 1, `${theirs}-8`, 'done'),
  'deliveries/findWaitingJob': (db) => deliveries.findWaitingJob(db, 1, theirs),
  'deliveries/findAnnouncedHead': (db) => deliveries.findAnnouncedHead(db, 1, theirs),
  'deliveries/findNewerHead': (db) => deliveries.findNewerHead(db, 1, theirs, 'h'),
  'deliveries/openJobsOf': (db) => deliveries.openJobsOf(db, 1),
  'deliveries/releaseDeliveries': (db) => deliveries.releaseDeliveries(db, 1, `${theirs}-8`),
  'deliveries/dropDeliveries': (db) => deliveries.dropDeliveries(db, 1, { jobKey: theirs }),
  'deliveries/recordDelivery': (db) => deliveries.recordDelivery(db, delivery),
  'deliveries/recordDeliveries': (db) => deliveries.recordDeliveries(db, [delivery]),
  'forget/countKept': (db) => forgetting.countKept(db, 1, 99),
  'history/effort/effortByRepository': (db) => effort.effortByRepository(db, scope, filter),
  'history/effort/effortByWeek': (db) => effort.effortByWeek(db, scope, filter),
  'history/effort/effortOverall': (db) => effort.effortOverall(db, scope, filter),
  'history/effort/effortByPerson': (db) => effort.effortByPerson(db, scope, filter),
  'history/overview/findingsByWeek': (db) => overview.findingsByWeek(db, scope, filter),
  'history/overview/standingBySeverity': (db) => overview.standingBySeverity(db, scope, filter, today),
  'history/overview/seenIn': (db) => overview.seenIn(db, scope, filter),
  'history/overview/knownNames': (db) => overview.knownNames(db, scope, filter),
  'history/provenance/linesByOrigin': (db) => provenance.linesByOrigin(db, scope, filter),
  'history/provenance/manifestsIn': (db) => provenance.manifestsIn(db, scope, filter),
  'history/provenance/findingsByOrigin': (db) => provenance.findingsByOrigin(db, scope, filter),
  'history/provenance/findingsByKind': (db) => provenance.findingsByKind(db, scope, filter, [mine, theirs]),
  'history/record/recordClosed': (db) => record.recordClosed(db, own, { closedAt: now, mergedAt: null }),
  'history/record/recordReview': (db) =>
    db.transaction().execute((trx) =>
      record.recordReview(trx, {
        ...own,
        id: 'new-review',
        headSha: 'h',
        at: now,
        durationMs: 1,
        author: 'x',
        openedAt: now,
        outcome: cleanReview(),
      }),
    ),
  'history/record/nameRepository': (db) =>
    record.nameRepository(db, { installationId: 1, id: 10, fullName: mine }),
  'history/repositories/knownRepositories': (db) => historyRepositories.knownRepositories(db, scope),
  'history/repositories/standingRisks': (db) => historyRepositories.standingRisks(db, scope, filter, today),
  'history/repositories/workByRepository': (db) => historyRepositories.workByRepository(db, scope, filter),
  'history/repositories/standingFindings': (db) =>
    historyRepositories.standingFindings(db, scope, filter, 100),
  'history/repositories/newestReviews': (db) => historyRepositories.newestReviews(db, scope, filter, 100),
  'history/reviews/reviewStory': (db) => story.reviewStory(db, scope, theirs),
  'history/rules/figuresByRule': (db) => rules.figuresByRule(db, scope, filter),
  'history/settings/dashboardSettings': async (db) => [...(await settings.dashboardSettings(db, [1]))],
  'history/settings/setShowsPeople': (db) =>
    settings.setShowsPeople(db, { installationId: 1, showsPeople: true, by: 'x', at: now }),
  'history/teams/teamsInSight': (db) => historyTeams.teamsInSight(db, scope),
  'history/teams/standingByTeam': (db) => historyTeams.standingByTeam(db, scope, filter, today),
  'history/teams/effortByTeam': (db) => historyTeams.effortByTeam(db, scope, filter),
  'history/teams/ratesByTeam': (db) => historyTeams.ratesByTeam(db, scope, filter),
  'history/waivers/listWaivers': (db) => historyWaivers.listWaivers(db, scope, filter, 100),
  'history/waivers/countWaivers': (db) => historyWaivers.countWaivers(db, scope, filter, today),
  'history/waivers/listApprovals': async (db) =>
    (await historyWaivers.listApprovals(db, scope, filter, 100)).filter(
      (each) => !JSON.stringify(each).includes('"x"'),
    ),
  'history/waivers/listLedger': async (db) =>
    (await historyWaivers.listLedger(db, scope, filter, 100)).filter(
      (each) => !JSON.stringify(each).includes('"x"'),
    ),
  'installations/digestKeyOf': (db) => installations.digestKeyOf(db, 1),
  'installations/isSuspended': (db) => installations.isSuspended(db, 3),
  'installations/noteSuspension': (db) => installations.noteSuspension(db, 1, false),
  'known-repositories/repositoriesOf': (db) => known.repositoriesOf(db, 1),
  'ledger/readLedger': async (db) => {
    const entries = [];
    for await (const entry of ledger.readLedger(db, 1)) if (entry.actor !== 'x') entries.push(entry);
    return entries;
  },
  'ledger/appendToLedger': (db) =>
    db
      .transaction()
      .execute((trx) => ledger.appendToLedger(trx, { ...own, actor: 'x', action: 'tried', subject: {} })),
  'notices/recordNotices': (db) =>
    db.transaction().execute((trx) => notices.recordNotices(trx, own, [], now)),
  'notices/recordAlerts': (db) => notices.recordAlerts(db, 1, [], now),
  'notices/noteSent': (db) => notices.noteSent(db, claim, now),
  'notices/noteFailed': (db) => notices.noteFailed(db, claim, { problem: 'p', again: 'never', now }),
  'notices/noticesOfFinding': (db) => notices.noticesOfFinding(db, notice),
  'renames/renameRepository': (db) => renames.renameRepository(db, { ...own, owner: 'o', repo: 'r' }),
  'renames/renameOwner': (db) => renames.renameOwner(db, 1, { from: theirs, to: 'p' }),
  'reviews/findActiveReview': (db) => reviews.findActiveReview(db, { ...own, pullNumber: 8 }),
  'reviews/findReviewOfHead': (db) => reviews.findReviewOfHead(db, own, theirs),
  'reviews/startReview': (db) =>
    reviews.startReview(db, { ...own, pullNumber: 9 }, { headSha: 'h', baseRef: 'b' }),
  'reviews/notePublished': (db) => reviews.notePublished(db, { installationId: 1, id: theirs }, { steps: 1 }),
  'reviews/keepOutcome': (db) => reviews.keepOutcome(db, { installationId: 1, id: theirs }, cleanReview()),
  'reviews/finishReview': (db) => reviews.finishReview(db, { installationId: 1, id: theirs }, 'failed'),
  'reviews/requestRerun': (db) => reviews.requestRerun(db, own, theirs, now),
  'reviews/askAgain': (db) => reviews.askAgain(db, own),
  'reviews/headsWithReview': async (db) => [...(await reviews.headsWithReview(db, own, [mine, theirs]))],
  'reviews/reviewsOfHead': (db) => reviews.reviewsOfHead(db, own, theirs),
  'reviews/runningPulls': (db) => reviews.runningPulls(db, 1),
  'reviews/cancelReviews': (db) => reviews.cancelReviews(db, own),
  'reviews/reviewBefore': (db) => reviews.reviewBefore(db, own, 7),
  'sightings/noteSightings': (db) => sightings.noteSightings(db, own, [theirs]),
  'sightings/otherSightings': (db) => sightings.otherSightings(db, { ...own, pullNumber: 99 }, `${theirs}-9`),
  'soc-events/recordSocEvents': (db) => db.transaction().execute((trx) => soc.recordSocEvents(trx, own, [])),
  'teams/teamLookups': async (db) => [...(await teams.teamLookups(db, [1]))],
  'teams/claimTeams': (db) => teams.claimTeams(db, 1, now, 1000),
  'teams/askTeamsAgain': (db) => teams.askTeamsAgain(db, 1, now),
  'teams/keepTeam': (db) => teams.keepTeam(db, 1, { team: theirs, name: 'n' }, [10]),
  'teams/keepOnlyTeams': (db) => teams.keepOnlyTeams(db, 1, []),
  'teams/finishTeams': (db) =>
    teams.finishTeams(
      db,
      { installationId: 1, dueAt: now, cursor: 0 },
      { problem: 'permission', isOver: true },
      now,
    ),
  'traces/candidates/adoptTraces': (db) => candidates.adoptTraces(db, own, 'o/r'),
  'traces/candidates/findSuggestions': (db) => candidates.findSuggestions(db, own, [7, 8], filter),
  'traces/candidates/hasTraces': (db) => candidates.hasTraces(db, 3),
  'traces/cursors/claimCursor': (db) => cursors.claimCursor(db, { installationId: 1, name: 'c' }, now, 1000),
  'traces/cursors/releaseCursor': (db) =>
    cursors.releaseCursor(db, { installationId: 1, name: theirs }, { cursor: 'c', problem: null }),
  'traces/events/recordTraces': (db) => traceEvents.recordTraces(db, 1, [], now),
  'traces/events/textOfTrace': (db) => traceEvents.textOfTrace(db, 1, theirs),
  'traces/events/forgetOldTraces': (db) =>
    traceEvents.forgetOldTraces(db, 1, { days: 1, textDays: 1 }, new Date(now.getTime() + 1e10)),
  'traces/usage/usesOfDay': (db) => usage.usesOfDay(db, 1, now),
  'traces/usage/usesBetween': (db) => usage.usesBetween(db, 1, filter),
  'traces/usage/toolsBetween': (db) => usage.toolsBetween(db, scope, filter),
  'turns/lockTurns': (db) => db.transaction().execute((trx) => turns.lockTurns(trx, 1)),
  'turns/returnTurns': (db) => turns.returnTurns(db, 1, 1),
  'waivers/addWaiver': (db) =>
    waivers.addWaiver(
      db,
      {
        ...own,
        rule: 'r',
        fingerprint: 'f',
        reason: 'r',
        owner: 'x',
        approver: null,
        until: today,
        source: 'command',
        isFalsePositive: false,
      } as waivers.NewWaiver,
      'x',
    ),
  'waivers/approveWaiver': (db) => waivers.approveWaiver(db, own, theirs, 'x'),
  'waivers/revokeWaivers': (db) => waivers.revokeWaivers(db, own, { id: theirs }, 'x'),
  'waivers/waiversInForce': (db) => waivers.waiversInForce(db, own, today),
  // Last, because little is left after it.
  'forget/forget': (db) => forgetting.forget(db, 1, 'all'),
};

/** Those that ask over all installations, or ask no table of an installation. */
const exceptions: Record<string, string> = {
  'api-tokens/findToken': 'whoever presents a token is known only by it',
  'api-tokens/installationsWithTokensOf': 'the installations in which one person made tokens',
  'degradations/countDegradations': 'figures for whoever runs the App',
  'deliveries/listOpenJobs': 'the queue is filled again for all',
  'deliveries/countOpenDeliveries': 'a figure for whoever runs the App',
  'expired/pullsWithExpiredWaiver': 'the round that notices the end of waivers looks at all',
  'forget/installationsKept': 'for the command line of whoever runs the App',
  'forget/uninstalled': 'the daily round over all',
  'history/catch-up/catchUpHistory': 'brings all into the history; each row keeps its installation',
  'installations/noteGone': 'compares all with what GitHub names',
  'known-repositories/allRepositories': 'for whoever owns the machine',
  'known-repositories/findRepositories': 'for whoever owns the machine',
  'lacking/waitingHeads': 'the round that reviews again what lacked something looks at all',
  'ledger/installationsWithLedger': 'for the command line of whoever runs the App',
  'notices/claimNotices': 'the outbox as a whole; a claim is of one installation',
  'notices/countNotices': 'a figure for whoever runs the App',
  'notices/countDueNotices': 'a figure for whoever runs the App',
  'queue/openQueue': 'the queue as a whole; its jobs name their installation',
  'renames/forgetElsewhere':
    'deletes what others kept of a repository that GitHub says is not theirs any more',
  'reseal/reseal': 'seals all anew; each value is bound to its installation',
  'retention/applyRetention': 'deletes what is old of all',
  'reviews/lastReviews': 'for the command line of whoever runs the App',
  'reviews/completedReviews': 'for the history, which keeps each installation apart',
  'reviews/listRunningSince': 'the watchdog looks at all',
  'soc-events/claimSink': 'one sink of whoever runs the App hears of all',
  'soc-events/socEventsAfter': 'one sink of whoever runs the App hears of all',
  'soc-events/dropBacklog': 'one sink of whoever runs the App hears of all',
  'soc-events/noteHeard': 'one sink of whoever runs the App hears of all',
  'soc-events/releaseSink': 'one sink of whoever runs the App hears of all',
  'traces/events/installationsWithTraces': 'for the round that deletes old ones of all',
  'turns/nextTurns': 'turns are given over all installations',
  'turns/beginTurn': 'turns are given over all installations',
  'turns/rebaseTurns': 'turns are given over all installations',
};

/** Files without questions about installations. */
const others = new Set([
  'group-commit',
  'history/apply',
  'history/migration',
  'history/schema',
  'history/scope',
  'inspect',
  'kept',
  'lock',
  'migrations',
  'new-database',
  'open',
  'pglite',
  'schema',
  'sealed',
  // By the session of one person; what they reach is asked of GitHub.
  'sessions',
  'sweeps',
  'traces/create',
  'traces/schema',
]);

let store: Store;

beforeAll(async () => {
  store = await openStore({ memory: true });
  const tables = await columnsOf(store.db);
  for (const [installationId, mark] of [
    [1, mine],
    [2, theirs],
  ] as const)
    for (const number of installationId === 1 ? [7, 8] : [7, 8, 9])
      await addRows(
        store.db,
        {
          installationId,
          repositoryId: 10,
          at: now,
          mark: number === 7 ? mark : `${mark}-${number}`,
          number,
        },
        tables,
      );
  await sql`update reviews set state = case when pull_number = 7 then 'completed' else 'running' end`.execute(
    store.db,
  );
  await sql`update deliveries set state = 'received', taken_at = case when pull_number > 7 then now() end`.execute(
    store.db,
  );
  await sql`update waivers set revoked_at = null`.execute(store.db);
  await sql`create schema if not exists pgboss`.execute(store.db);
  await sql`create table if not exists pgboss.job (state text, data jsonb)`.execute(store.db);
});
afterAll(() => store.close());

/** All rows of the other installation, as text. */
async function ofTheOther(): Promise<string> {
  const parts: string[] = [];
  for (const { table, of, installationColumn = 'installation_id' } of keptTables) {
    if (of === 'nobody') continue;
    const { rows } = await sql<{ row: string }>`
      select t::text as row from ${sql.table(table)} t where ${sql.ref(installationColumn)} = 2 order by 1`.execute(
      store.db,
    );
    parts.push(`${table}: ${JSON.stringify(rows)}`);
  }
  return parts.join('\n');
}

/** The functions that files of the store export, as `file/function`. */
async function exported(): Promise<string[]> {
  const folder = fileURLToPath(new URL('../src/store/', import.meta.url));
  const names: string[] = [];
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
    const name = file.replace(/\.ts$/, '');
    if (!file.endsWith('.ts') || /\.test$|for-tests$/.test(name) || others.has(name)) continue;
    const module = (await import(/* @vite-ignore */ `${folder}${file}`)) as Record<string, unknown>;
    for (const [key, value] of Object.entries(module))
      if (typeof value === 'function') names.push(`${name}/${key}`);
  }
  // Said twice, for those who look there.
  return names.filter((each) => each !== 'installations/forget');
}

/** These take no database. */
const pure = new Set(['queue/jobKey', 'retention/cutoffsOf', 'ledger/verifyLedger']);

test('every query of the store is asked here, or says why not', async () => {
  const known = [...Object.keys(asked), ...Object.keys(exceptions), ...pure].toSorted();
  expect((await exported()).toSorted()).toEqual(known);
});

test('nothing of another installation comes back or changes', async () => {
  const before = await ofTheOther();
  // The test must be able to fail.
  expect(before.match(/tenant-b/g)?.length).toBeGreaterThan(50);
  const answered: string[] = [];
  for (const [name, ask] of Object.entries(asked)) {
    const answer = JSON.stringify(await ask(store.db)) ?? '';
    // Ids that were put into a change come back with it.
    expect(answer.replaceAll(`"${theirs}"`, ''), name).not.toContain(`${theirs}-8`);
    if (!takesTheirs.has(name)) expect(answer, name).not.toContain(theirs);
    if (answer.includes(mine)) answered.push(name);
    if (asksForNothing.has(name)) expect(answer, name).toMatch(/^(false|\[\])$/);
    expect(await ofTheOther(), name).toBe(before);
  }
  // It asks what has answers: one's own rows come back.
  expect(answered.length).toBeGreaterThan(20);
});

/** Ask for what only the other has. */
const asksForNothing = new Set([
  'change-requests/mayHaveAsked',
  'installations/isSuspended',
  'sightings/otherSightings',
  'traces/candidates/hasTraces',
]);

/** Give back what they were told to keep. */
const takesTheirs = new Set([
  'degradations/claimTelling',
  'degradations/degradationsOf',
  'waivers/addWaiver',
]);

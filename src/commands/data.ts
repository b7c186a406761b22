// `langguard data show|delete|reseal`: what the App keeps of an installation, its deletion, and a new key for what is sealed.
import { type Command, InvalidArgumentError } from 'commander';
import { UserError } from '../engine/problem.ts';
import { countKept, forget, installationsKept } from '../store/forget.ts';
import { appendToLedger } from '../store/ledger.ts';
import type { Store } from '../store/open.ts';
import { reseal } from '../store/reseal.ts';
import { defaultDataDirectory, withStore } from './app-store.ts';

interface Which {
  installation?: number;
  repository?: number;
  data: string;
}

/** Adds the three commands. */
export function addData(program: Command): void {
  const data = program.command('data').description('show, delete and seal anew what the App keeps');
  const place = (command: Command): Command =>
    command.option(
      '--data <directory>',
      'data directory of the App, which must not be running',
      defaultDataDirectory,
    );
  place(
    data
      .command('show')
      .description('count what is kept, by table: of one installation, or of all')
      .option('--installation <id>', 'number of the installation', readId)
      .option('--repository <id>', 'number of one of its repositories', readId),
  ).action(async (which: Which) => withStore(which.data, (store) => show(store, which)));
  place(
    data
      .command('delete')
      .description('delete all that is kept of an installation, or of one of its repositories')
      .requiredOption('--installation <id>', 'number of the installation', readId)
      .option('--repository <id>', 'number of one of its repositories', readId)
      .option('--yes', 'really delete it'),
  ).action(async (which: Which & { installation: number; yes?: true }) =>
    withStore(which.data, (store) => remove(store, which)),
  );
  place(
    data
      .command('reseal')
      .description('seal everything with the key in use: after a rotation, or after the first key was given'),
  ).action(async (which: Which) => withStore(which.data, sealAnew));
}

async function show({ db, isSealing }: Store, { installation, repository }: Which): Promise<void> {
  if (installation === undefined && repository !== undefined)
    throw new UserError(
      'A repository is named without its installation.',
      '--repository',
      'Add --installation <id>.',
    );
  const wanted = installation === undefined ? await installationsKept(db) : [installation];
  for (const id of wanted) {
    say(`installation ${id}${repository === undefined ? '' : `, repository ${repository}`}`);
    const counts = await countKept(db, id, repository);
    for (const { table, what, rows } of counts)
      say(`  ${String(rows).padStart(8)}  ${table.padEnd(20)}  ${what}`);
    if (counts.length === 0) say('  Nothing is kept.');
  }
  if (wanted.length === 0) say('Nothing is kept of any installation.');
  say(
    isSealing
      ? 'What is sensitive is sealed when it is written.'
      : 'What is sensitive is written plain: LANGGUARD_ENCRYPTION_KEY is not set.',
  );
}

async function remove(
  { db }: Store,
  { installation, repository, yes }: Which & { installation: number; yes?: true },
): Promise<void> {
  const counts = await countKept(db, installation, repository);
  const what = `installation ${installation}${repository === undefined ? '' : `, repository ${repository}`}`;
  const rows = counts.reduce((sum, each) => sum + each.rows, 0);
  if (rows === 0) return say(`Nothing is kept of ${what}.`);
  if (yes !== true) {
    for (const { table, rows: count } of counts) say(`  ${String(count).padStart(8)}  ${table}`);
    throw new UserError(
      `${rows} rows of ${what} would be deleted for good.`,
      '--yes',
      'Add --yes to delete them.',
    );
  }
  await forget(db, installation, repository === undefined ? 'all' : [repository]);
  if (repository !== undefined)
    // The chain goes on for the other repositories, and says why it lost what it was about.
    await db.transaction().execute((trx) =>
      appendToLedger(trx, {
        installationId: installation,
        repositoryId: 0,
        actor: 'operator',
        action: 'data-deleted',
        subject: { repository, rows },
      }),
    );
  say(`Deleted: ${rows} rows of ${what}. Backups of the database still have them.`);
}

async function sealAnew(store: Store): Promise<void> {
  const { changed, dropped } = await reseal(store.db);
  for (const [column, count] of Object.entries(changed)) say(`  ${String(count).padStart(8)}  ${column}`);
  const total = Object.values(changed).reduce((sum, count) => sum + count, 0);
  say(
    store.isSealing
      ? `${total} values were sealed with the key in use.`
      : `${total} values were written plain: LANGGUARD_ENCRYPTION_KEY is not set.`,
  );
  if (dropped.length > 0) say(`Not needed any more: ${dropped.map((id) => `key ${id}`).join(', ')}.`);
}

function readId(text: string): number {
  const id = Number(text);
  if (!/^\d{1,15}$/.test(text) || id === 0)
    throw new InvalidArgumentError('Give the number that GitHub gave it.');
  return id;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

// Fills an empty database with a made-up year of 40 repositories and 20,000 reviews, to look at the dashboard.
import { parseArgs } from 'node:util';
import { openStore } from '../src/store/open.ts';
import { seedYear } from '../test/seed/year.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    seed: { type: 'string', default: '8' },
    reviews: { type: 'string', default: '20000' },
    repositories: { type: 'string', default: '40' },
    /** The last day of the year, such as `2026-11-20`. */
    now: { type: 'string' },
  },
});
const databaseUrl = process.env['DATABASE_URL'];
if (values.data === undefined && databaseUrl === undefined) {
  process.stderr.write('Say where: --data <directory> for the embedded database, or set DATABASE_URL.\n');
  process.exit(2);
}
const store = await openStore(
  values.data === undefined ? { databaseUrl: String(databaseUrl) } : { directory: values.data },
);
try {
  const any = await store.db.selectFrom('reviews').select('id').limit(1).executeTakeFirst();
  if (any) throw new Error('The database holds reviews already; a made-up year belongs into an empty one.');
  const started = Date.now();
  const repositories = await seedYear(store, {
    seed: Number(values.seed),
    reviews: Number(values.reviews),
    repositories: Number(values.repositories),
    now: values.now === undefined ? new Date() : new Date(`${values.now}T18:00:00Z`),
  });
  process.stdout.write(
    `${repositories.length} repositories and ${values.reviews} reviews in ${Math.round((Date.now() - started) / 1000)} s.\n`,
  );
} finally {
  await store.close();
}

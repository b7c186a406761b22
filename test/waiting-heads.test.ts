// Heads that wait for something: those of open pull requests whose review is incomplete, in a span of time.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanReview } from '../src/reporters/sample-review.ts';
import { nameRepository, recordReview } from '../src/store/history/record.ts';
import { waitingHeads } from '../src/store/lacking.ts';
import { openStore, type Store } from '../src/store/open.ts';
import { finishReview, startReview } from '../src/store/reviews.ts';

const repository = { installationId: 1, repositoryId: 2 };
let store: Store;

beforeAll(async () => {
  store = await openStore({ memory: true });
  await nameRepository(store.db, { installationId: 1, id: 2, fullName: 'acme/shop', isArchived: false });
  for (const [pullNumber, conclusion] of [
    [1, 'action_required'],
    [2, 'success'],
    [3, 'action_required'],
  ] as const) {
    const pull = { ...repository, pullNumber };
    const headSha = String(pullNumber).repeat(40);
    const review = await startReview(store.db, pull, { headSha, baseRef: 'main' });
    const outcome = cleanReview({ head: headSha, conclusion });
    await store.db.transaction().execute(async (trx) => {
      await finishReview(trx, review, 'completed');
      await recordReview(trx, {
        ...pull,
        id: review.id,
        headSha,
        outcome,
        durationMs: 1,
        author: 'dana',
        openedAt: new Date(),
        at: new Date(),
      });
    });
  }
  await store.db.updateTable('pulls').set({ closedAt: new Date() }).where('number', '=', 3).execute();
});

afterAll(() => store.close());

test.each<[name: string, after: number, before: number, expected: string[]]>([
  ['open and incomplete', -60_000, 60_000, ['1'.repeat(40)]],
  ['too new', -60_000, -30_000, []],
  ['too old', 30_000, 60_000, []],
])('%s', async (_name, after, before, expected) => {
  const at = (ms: number) => new Date(Date.now() + ms);
  const found = await waitingHeads(store.db, { after: at(after), before: at(before) }, 10);
  expect(found.map(({ headSha, fullName }) => [headSha, fullName])).toEqual(
    expected.map((sha) => [sha, 'acme/shop']),
  );
});

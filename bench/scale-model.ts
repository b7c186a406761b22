// A day of reviews on a virtual clock: arrivals with bursts, rate limits and outages, in the order that the queue's own turns give.
import { waitOf } from '../src/server/github.ts';
import { jobKey, usualRetries, type Job } from '../src/store/queue.ts';
import { openStore, type Store } from '../src/store/open.ts';
import { beginTurn, nextTurns, returnTurns } from '../src/store/turns.ts';

/** One installation and its day. */
export interface Tenant {
  id: number;
  name: string;
  repositories: number;
  reviewsPerDay: number;
  /** Requests that GitHub counts in an hour. */
  requestsPerHour: number;
  /** Many pull requests within a few minutes, such as a bot's updates; `at` in hours. */
  bursts?: { at: number; reviews: number; minutes: number }[];
}

/** What is replayed. */
export interface Day {
  tenants: Tenant[];
  /** Reviews at the same time, over all replicas. */
  workers: number;
  /** Requests that a review costs: see test/api-budget.test.ts. */
  requestsPerReview: number;
  /** Seconds that a review takes: half of them this long or less, few ten times as long. */
  reviewSeconds: number;
  /** From and to, in hours: GitHub answers 502, or the database is away and webhooks are refused. */
  outages: { what: 'github' | 'database'; from: number; to: number }[];
  /** How often what no webhook told is looked for. */
  sweepMinutes: number;
  seed: number;
}

/** How a tenant fared; waits in seconds, from the push to the begin of the attempt that succeeded. */
export interface Fared {
  tenant: Tenant;
  asked: number;
  /** Pushes that came while a review of the same pull request was waiting. */
  coalesced: number;
  reviewed: number;
  p50: number;
  p95: number;
  max: number;
  parked: number;
  retried: number;
  /** Found by the sweep: given up, or never told. */
  swept: number;
  busiestHour: number;
}

interface Waiting {
  job: Job & { kind: 'pull' };
  key: string;
  tenant: Tenant;
  turn: number;
  order: number;
  arrived: number;
  retries: number;
}

type Event =
  | { at: number; what: 'arrive'; tenant: Tenant; number: number; pushed: number; isSwept?: true }
  | { at: number; what: 'due'; one: Waiting }
  | { at: number; what: 'end'; one: Waiting; result: 'done' | 'failed' | Error }
  | { at: number; what: 'sweep' };

const hour = 3600;
// Shares of a day's pushes by the hour: two continents at work.
const profile = [1, 1, 1, 1, 1, 2, 3, 6, 9, 10, 9, 7, 6, 8, 9, 9, 8, 7, 5, 4, 3, 2, 2, 1];
/** A failed attempt has repeated its reads for so many seconds. */
const failingSeconds = 9;

/** Replays the day. Every review asked for is reviewed, or this throws. */
export async function replay(day: Day): Promise<Fared[]> {
  const store = await openStore({ memory: true });
  try {
    return await replayOn(store, day);
  } finally {
    await store.close();
  }
}

async function replayOn({ db }: Store, day: Day): Promise<Fared[]> {
  const random = mulberry(day.seed);
  const events = heap<Event>((a, b) => a.at - b.at);
  // The queue's own order: the higher priority, which is the earlier turn, then the older job.
  const ready = heap<Waiting>((a, b) => a.turn - b.turn || a.order - b.order);
  const waiting = new Map<string, Waiting>();
  const running = new Set<string>();
  /** Pushes that came while their pull request was under review, or that nobody told. */
  const missed = new Map<string, { tenant: Tenant; number: number; pushed: number }>();
  const again = new Map<string, { tenant: Tenant; number: number; pushed: number }>();
  const limits = new Map<number, { resetAt: number; used: number }>();
  const byHour = new Map<string, number>();
  const stats = new Map(day.tenants.map((tenant) => [tenant.id, { waits: [] as number[], ...zero(tenant) }]));
  const isOut = (what: 'github' | 'database', at: number): boolean =>
    day.outages.some((one) => one.what === what && at >= one.from * hour && at < one.to * hour);

  for (const tenant of day.tenants)
    for (const at of arrivals(tenant, random))
      events.push({ at, what: 'arrive', tenant, number: pullOf(tenant, random), pushed: at });
  for (let at = day.sweepMinutes * 60; at < 48 * hour; at += day.sweepMinutes * 60)
    events.push({ at, what: 'sweep' });

  let order = 0;
  let free = day.workers;
  const enqueue = async (one: Waiting): Promise<void> => {
    const turns = await nextTurns(db, new Map([[one.tenant.id, 1]]));
    one.turn = turns.get(one.tenant.id) ?? 0;
  };
  const accept = async (tenant: Tenant, number: number, pushed: number, at: number): Promise<void> => {
    const stat = stats.get(tenant.id)!;
    const job: Waiting['job'] = {
      kind: 'pull',
      installationId: tenant.id,
      repositoryId: number % tenant.repositories,
      owner: tenant.name,
      repo: 'r',
      number,
    };
    const key = jobKey(job);
    const one: Waiting = { job, key, tenant, turn: 0, order: order++, arrived: pushed, retries: 0 };
    await enqueue(one);
    if (waiting.has(key) || running.has(key)) {
      // The queue refuses a second job with the same key; the one that waits will see the newest head.
      await returnTurns(db, tenant.id, 1);
      stat.coalesced++;
      if (running.has(key)) again.set(key, { tenant, number, pushed });
      return;
    }
    waiting.set(key, one);
    events.push({ at, what: 'due', one });
  };

  const start = async (now: number): Promise<void> => {
    while (free > 0) {
      const one = ready.pop();
      if (!one) return;
      free--;
      waiting.delete(one.key);
      running.add(one.key);
      await beginTurn(db, one.turn);
      const { tenant } = one;
      if (isOut('github', now)) {
        events.push({ at: now + failingSeconds, what: 'end', one, result: 'failed' });
        continue;
      }
      const limit = limits.get(tenant.id);
      const window = limit && limit.resetAt > now ? limit : { resetAt: now + hour, used: 0 };
      limits.set(tenant.id, window);
      if (window.used + day.requestsPerReview > tenant.requestsPerHour) {
        events.push({ at: now + 0.2, what: 'end', one, result: refusal(window.resetAt) });
        continue;
      }
      window.used += day.requestsPerReview;
      const slot = `${tenant.id} ${Math.floor(now / hour)}`;
      byHour.set(slot, (byHour.get(slot) ?? 0) + day.requestsPerReview);
      const stat = stats.get(tenant.id)!;
      stat.waits.push(now - one.arrived);
      // Log-normal: half are done in reviewSeconds, one of a hundred takes ten times as long.
      const seconds = day.reviewSeconds * Math.exp(normal(random));
      events.push({ at: now + seconds, what: 'end', one, result: 'done' });
    }
  };

  for (let event = events.pop(); event; event = events.pop()) {
    const now = event.at;
    if (event.what === 'arrive') {
      const { tenant, number, pushed } = event;
      const stat = stats.get(tenant.id)!;
      if (event.isSwept) stat.swept++;
      else stat.asked++;
      // The ingress answers 503, and GitHub does not send it again.
      if (isOut('database', now)) missed.set(`${tenant.id} ${number}`, { tenant, number, pushed });
      else await accept(tenant, number, pushed, now);
    } else if (event.what === 'due') ready.push(event.one);
    else if (event.what === 'sweep') {
      if (isOut('database', now) || isOut('github', now)) continue;
      for (const [key, one] of missed) {
        missed.delete(key);
        events.push({ at: now, what: 'arrive', ...one, isSwept: true });
      }
      if (events.size() === 0) break;
    } else {
      free++;
      running.delete(event.one.key);
      const { one, result } = event;
      const stat = stats.get(one.tenant.id)!;
      const next = again.get(one.key);
      if (result === 'done') {
        stat.reviewed++;
        again.delete(one.key);
        if (next) await accept(next.tenant, next.number, next.pushed, now);
      } else if (result === 'failed' && one.retries >= usualRetries.limit)
        missed.set(`${one.tenant.id} ${one.job.number}`, {
          tenant: one.tenant,
          number: one.job.number,
          pushed: one.arrived,
        });
      else {
        waiting.set(one.key, one);
        let due: number;
        if (result === 'failed') {
          stat.retried++;
          // https://github.com/timgit/pg-boss: half of the growing pause is left to chance.
          const base = Math.max(usualRetries.delay, 1) * (2 ** Math.min(16, ++one.retries) / 2);
          due = now + Math.min(usualRetries.delayMax, base + base * random());
        } else {
          stat.parked++;
          due = now + (waitOf(result, now * 1000) ?? 0) / 1000;
          await enqueue(one);
        }
        events.push({ at: due, what: 'due', one });
      }
    }
    await start(now);
  }

  const left = waiting.size + running.size + missed.size + again.size;
  if (left > 0) throw new Error(`${left} reviews were lost`);
  return day.tenants.map((tenant) => {
    const { waits, ...stat } = stats.get(tenant.id)!;
    const sorted = waits.toSorted((a, b) => a - b);
    const hours = [...byHour].filter(([key]) => key.startsWith(`${tenant.id} `)).map(([, count]) => count);
    return {
      ...stat,
      p50: at(sorted, 0.5),
      p95: at(sorted, 0.95),
      max: sorted.at(-1) ?? 0,
      busiestHour: Math.max(0, ...hours),
    };
  });
}

function zero(tenant: Tenant): Omit<Fared, 'p50' | 'p95' | 'max' | 'busiestHour'> {
  return { tenant, asked: 0, coalesced: 0, reviewed: 0, parked: 0, retried: 0, swept: 0 };
}

function* arrivals(tenant: Tenant, random: () => number): Generator<number> {
  const { reviewsPerDay, bursts = [] } = tenant;
  const inBursts = bursts.reduce((sum, { reviews }) => sum + reviews, 0);
  const total = profile.reduce((sum, share) => sum + share, 0);
  for (let one = 0; one < reviewsPerDay - inBursts; one++) {
    let left = random() * total;
    const slot = profile.findIndex((share) => (left -= share) < 0);
    yield (slot + random()) * hour;
  }
  for (const { at, reviews, minutes } of bursts)
    for (let one = 0; one < reviews; one++) yield at * hour + random() * minutes * 60;
}

/** Each pull request is pushed to some three times a day. */
function pullOf(tenant: Tenant, random: () => number): number {
  return 1 + Math.floor(random() * Math.max(1, tenant.reviewsPerDay / 3));
}

/** What GitHub answers when the hour is used up. */
function refusal(resetAt: number): Error {
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.ceil(resetAt)) };
  return Object.assign(new Error('API rate limit exceeded'), { status: 403, response: { headers } });
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Mulberry32, a small generator that gives the same day for the same seed. */
function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Heap<T> {
  push(item: T): void;
  pop(): T | undefined;
  size(): number;
}

function heap<T>(compare: (a: T, b: T) => number): Heap<T> {
  const items: T[] = [];
  const swap = (a: number, b: number): void => {
    [items[a], items[b]] = [items[b] as T, items[a] as T];
  };
  const before = (a: number, b: number): boolean => compare(items[a] as T, items[b] as T) < 0;
  return {
    size: () => items.length,
    push(item) {
      items.push(item);
      for (let at = items.length - 1; at > 0 && before(at, (at - 1) >> 1); at = (at - 1) >> 1)
        swap(at, (at - 1) >> 1);
    },
    pop() {
      const first = items[0];
      const last = items.pop();
      if (items.length === 0 || last === undefined) return first;
      items[0] = last;
      for (let at = 0; ;) {
        let least = at;
        for (const child of [2 * at + 1, 2 * at + 2])
          if (child < items.length && before(child, least)) least = child;
        if (least === at) return first;
        swap(at, least);
        at = least;
      }
    },
  };
}

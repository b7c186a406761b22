// Delivers signed webhooks, keeps GitHub's log of them, and loses, repeats, delays or reorders them on request.
import { createHmac, randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { buildPayload } from './payloads.ts';
import type { Body, Installation, Repository, World } from './state.ts';
import { installationOf, timestamp } from './state.ts';

const keptMs = 3 * 24 * 60 * 60 * 1000;

/** One entry of the delivery log, as GitHub's API shows it. */
export interface Delivery {
  id: number;
  guid: string;
  delivered_at: string;
  redelivery: boolean;
  duration: number;
  status: string;
  /** 0 when no answer came. */
  status_code: number;
  event: string;
  action: string | null;
  installation_id: number | null;
  repository_id: number | null;
  throttled_at: string | null;
  url: string;
  request: { headers: Record<string, string>; payload: Body };
  response: { headers: Record<string, string> | null; payload: string | null };
}

/** What to do with the next deliveries that match; `times` is 1 by default. */
export interface DeliveryControl {
  event?: string;
  action?: string;
  times?: number;
  kind: 'drop' | 'duplicate' | 'delay' | 'hold';
  /** For `delay`. */
  ms?: number;
  /** For `duplicate`: how often it is sent in all, at once; 2 by default. */
  copies?: number;
}

interface Pending {
  guid: string;
  event: string;
  action: string | null;
  installation: Installation;
  repository: Repository | null;
  payload: Body;
}

/** The deliveries of one App, and the hands on them. */
export interface Deliveries {
  /** Where webhooks go; nothing is sent or logged while it is undefined. */
  url: string | undefined;
  /** Newest first, within GitHub's three days. */
  kept(): Delivery[];
  send(
    event: string,
    action: string | null,
    repository: Repository | null,
    installation: Installation,
    details: Body,
  ): void;
  /** Sends one again under the same GUID; false when it is no longer kept. */
  redeliver(id: number): boolean;
  control(control: DeliveryControl): void;
  /** Asked about every delivery that no control is for: trouble by chance. */
  chance: ((event: string, action: string | null) => DeliveryControl | undefined) | undefined;
  /** Events kept back by a `hold`, oldest first. */
  held(): { guid: string; event: string; action: string | null }[];
  /** Sends the held events in the given order of their indexes, oldest first by default, each after the other's answer. */
  release(order?: number[]): Promise<void>;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
  /** Gives up whatever is under way. */
  abort(): void;
  /** Empties the log, as if all entries were older than three days. */
  forget(): void;
}

interface Answer {
  status: string;
  code: number;
  headers: Record<string, string> | null;
  body: string | null;
}

/** Posts one webhook; never throws. */
async function post(
  url: string,
  headers: Record<string, string>,
  body: Buffer,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Answer> {
  return await new Promise((resolve) => {
    const failed = (status: string) => resolve({ status, code: 0, headers: null, body: null });
    const sent = httpRequest(url, { method: 'POST', headers, agent: false, signal }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => failed('failed to connect to host'));
      response.on('end', () => {
        const code = response.statusCode ?? 0;
        const isOk = code >= 200 && code < 300;
        resolve({
          status: isOk ? 'OK' : `Invalid HTTP Response: ${code}`,
          code,
          headers: Object.fromEntries(
            Object.entries(response.headers).map(([key, value]) => [key, String(value)]),
          ),
          body: Buffer.concat(chunks).toString(),
        });
      });
    });
    const timer = setTimeout(() => {
      failed('timed out');
      sent.destroy();
    }, timeoutMs);
    sent.on('close', () => clearTimeout(timer));
    sent.on('error', () => failed('failed to connect to host'));
    sent.end(body);
  });
}

function signature(algorithm: 'sha1' | 'sha256', secret: string, body: Buffer): string {
  return `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`;
}

/** Starts the delivery of one App's webhooks. */
export function createDeliveries(world: () => World, url: string | undefined): Deliveries {
  let log: Delivery[] = [];
  const controls: (DeliveryControl & { left: number })[] = [];
  const held: Pending[] = [];
  const underWay = new Set<Promise<void>>();
  const aborted = new AbortController();

  async function attempt(pending: Pending, redelivery: boolean, target: string): Promise<void> {
    const { app, limits } = world();
    const body = Buffer.from(JSON.stringify(pending.payload));
    if (body.length > limits.webhookBytes) return; // GitHub never delivers it, and logs nothing
    const headers: Record<string, string> = {
      accept: '*/*',
      'content-type': 'application/json',
      'content-length': String(body.length),
      'user-agent': 'GitHub-Hookshot/7f1b2c4',
      'x-github-delivery': pending.guid,
      'x-github-event': pending.event,
      'x-github-hook-id': '1',
      'x-github-hook-installation-target-id': String(app.id),
      'x-github-hook-installation-target-type': 'integration',
      'x-hub-signature': signature('sha1', app.webhookSecret, body),
      'x-hub-signature-256': signature('sha256', app.webhookSecret, body),
    };
    const id = world().nextId();
    const deliveredAt = timestamp(world());
    const began = performance.now();
    const answer = await post(target, headers, body, limits.webhookTimeoutMs, aborted.signal);
    log.push({
      id,
      guid: pending.guid,
      delivered_at: deliveredAt,
      redelivery,
      duration: Math.round(performance.now() - began) / 1000,
      status: answer.status,
      status_code: answer.code,
      event: pending.event,
      action: pending.action,
      installation_id: pending.installation.id,
      repository_id: pending.repository?.id ?? null,
      throttled_at: null,
      url: target,
      request: { headers, payload: pending.payload },
      response: { headers: answer.headers, payload: answer.body },
    });
  }

  function start(work: Promise<void>): Promise<void> {
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
    return work;
  }

  function takeControl(pending: Pending): DeliveryControl | undefined {
    const found = controls.find(
      (item) =>
        item.left > 0 &&
        (item.event === undefined || item.event === pending.event) &&
        (item.action === undefined || item.action === pending.action),
    );
    if (found !== undefined) found.left--;
    return found ?? deliveries.chance?.(pending.event, pending.action);
  }

  const deliveries: Deliveries = {
    url,
    chance: undefined,
    kept() {
      const oldest = world().now() - keptMs;
      return log.filter((item) => Date.parse(item.delivered_at) >= oldest).sort((a, b) => b.id - a.id);
    },
    send(event, action, repository, installation, details) {
      const target = deliveries.url;
      if (target === undefined) return;
      const payload = buildPayload(world(), event, action, repository, installation, details);
      const pending: Pending = { guid: randomUUID(), event, action, installation, repository, payload };
      const control = takeControl(pending);
      if (control?.kind === 'drop') return;
      if (control?.kind === 'hold') {
        held.push(pending);
        return;
      }
      if (control?.kind === 'delay') {
        const wait = delay(control.ms ?? 0, undefined, { signal: aborted.signal });
        void start(
          wait.then(
            () => attempt(pending, false, target),
            () => {},
          ),
        );
        return;
      }
      const copies = control?.kind === 'duplicate' ? (control.copies ?? 2) : 1;
      for (let copy = 0; copy < copies; copy++) void start(attempt(pending, false, target));
    },
    redeliver(id) {
      const found = deliveries.kept().find((item) => item.id === id);
      const installation = world().installations.get(found?.installation_id ?? -1);
      if (found === undefined || installation === undefined) return false;
      const repository = world().repositories.get(found.repository_id ?? -1) ?? null;
      const { guid, event, action } = found;
      const pending = { guid, event, action, installation, repository, payload: found.request.payload };
      void start(attempt(pending, true, deliveries.url ?? found.url));
      return true;
    },
    control(control) {
      controls.push({ ...control, left: control.times ?? 1 });
    },
    held: () => held.map(({ guid, event, action }) => ({ guid, event, action })),
    async release(order) {
      const waiting = held.splice(0);
      for (const control of controls) if (control.kind === 'hold') control.left = 0;
      for (const index of order ?? waiting.keys()) {
        const pending = waiting[index];
        if (pending !== undefined && deliveries.url !== undefined)
          await start(attempt(pending, false, deliveries.url));
      }
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    abort() {
      deliveries.url = undefined;
      aborted.abort();
    },
    forget() {
      log = [];
    },
  };
  return deliveries;
}

/** Events that every App receives without asking. */
const automatic = new Set([
  'installation',
  'installation_repositories',
  'installation_target',
  'github_app_authorization',
]);

/** Whether the App is sent such an event of an installation now. */
export function isHeard(
  world: World,
  deliveries: Deliveries,
  event: string,
  installation: Installation | undefined,
): boolean {
  if (installation === undefined || deliveries.url === undefined) return false;
  const isCheck = event === 'check_run' || event === 'check_suite';
  const isSubscribed =
    automatic.has(event) ||
    world.app.events.includes(event) ||
    (isCheck && installation.permissions['checks'] === 'write');
  return isSubscribed && (installation.suspendedAt === null || event === 'installation');
}

/** Sends an event to the App when it is subscribed and its installation covers the repository. */
export function announce(
  world: World,
  deliveries: Deliveries,
  event: string,
  action: string | null,
  repository: Repository | null,
  details: Body,
): void {
  const { installation: given, ...own } = details as Body & { installation?: Installation };
  const installation = given ?? (repository === null ? undefined : installationOf(world, repository));
  if (installation !== undefined && isHeard(world, deliveries, event, installation))
    deliveries.send(event, action, repository, installation, own);
}

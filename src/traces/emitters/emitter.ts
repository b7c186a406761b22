// What an emitter's file says: by which names it is known, and what its signals mean.
import { countOf, emptyEvent, linkOf, repositoryOf, wordOf, type TraceEvent } from '../event.ts';
import type { Attributes, Signal, Value } from '../otlp/read.ts';

/** How one tool's telemetry is read. */
export interface Emitter {
  /** The id of the tool in rules/ai-markers/. */
  id: string;
  /** Whether a signal is this tool's. */
  isOne(signal: Signal): boolean;
  /** What it says; undefined for what is not kept. */
  read(signal: Signal): EmitterReading | undefined;
}

/** What a signal says beyond what every signal says. */
export type EmitterReading = Partial<Omit<TraceEvent, 'key' | 'at'>> & Pick<TraceEvent, 'kind'>;

/** The first attribute of these names, of the signal or else of its resource. */
export function attribute(signal: Signal, ...names: readonly string[]): Value | undefined {
  for (const from of [signal.attributes, signal.resource])
    for (const name of names) {
      const value = from.get(name);
      if (value !== undefined && value !== '') return value;
    }
  return undefined;
}

/** Tokens by the names that a tool gives them. */
export function tokensOf(
  attributes: Attributes,
  names: { input: readonly string[]; output: readonly string[]; cached: readonly string[] },
): TraceEvent['tokens'] {
  const sum = (keys: readonly string[]) =>
    countOf(keys.map((key) => attributes.get(key)).find((value) => value !== undefined));
  return { input: sum(names.input), output: sum(names.output), cached: sum(names.cached) };
}

/** Millionths of a dollar. */
export function costOf(dollars: unknown): { costMicros?: number } {
  const number = typeof dollars === 'string' && dollars !== '' ? Number(dollars) : dollars;
  return typeof number === 'number' && number >= 0 && number < 1e6
    ? { costMicros: Math.round(number * 1e6) }
    : {};
}

/** What all tools say in the same words. */
export function sharedOf(signal: Signal): Partial<TraceEvent> {
  const owner = wordOf(attribute(signal, 'vcs.owner.name', 'vcs.repository.owner'), 100);
  const name = wordOf(attribute(signal, 'vcs.repository.name'), 100);
  const repository =
    repositoryOf(
      attribute(
        signal,
        'vcs.repository.url.full',
        'github.repository',
        'git.repository.url',
        'git.repository',
        'repository',
        'copilot_chat.repo.remote_url',
      ),
    ) ?? repositoryOf(owner !== undefined && name !== undefined ? `${owner}/${name}` : name);
  return present({
    model: wordOf(attribute(signal, 'gen_ai.response.model', 'gen_ai.request.model', 'model')),
    session: wordOf(
      attribute(signal, 'gen_ai.conversation.id', 'session.id', 'conversation.id', 'thread.id'),
    ),
    person: wordOf(
      attribute(
        signal,
        'user.email',
        'enduser.id',
        'user.name',
        'user.id',
        'user.account_uuid',
        'user.account_id',
      ),
    ),
    repository,
    link: linkOf(attribute(signal, 'gen_ai.conversation.url', 'session.url', 'conversation.url')),
  });
}

/** An object without the fields that are undefined. */
export function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** A whole event. */
export function eventOf(
  emitter: string,
  signal: Signal,
  reading: EmitterReading,
  { key, now }: { key: string; now: number },
): TraceEvent {
  const dayMs = 86_400_000;
  // A clock that is far ahead would keep the event for ever.
  const at = signal.at === undefined || signal.at > now + dayMs ? now : signal.at;
  return {
    ...emptyEvent,
    tool: emitter,
    ...sharedOf(signal),
    ...present(reading),
    kind: reading.kind,
    key,
    at,
  } as TraceEvent;
}

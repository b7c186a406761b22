// All that the models say of a path that is called, gathered once for each path of a file.
import { lastName, type Model, type SinkModel } from './models.ts';
import type { State } from './state.ts';

/** What calling a path means; each part is what the models list for it, in their order. */
export interface PathFacts {
  sinks: readonly SinkModel[];
  settles: readonly Model['settles'][number][];
  handlers: readonly Model['handlers'][number][];
  outputs: readonly Model['outputs'][number][];
  proves: readonly Model['proves'][number][];
  results: readonly Model['results'][number][];
  /** The source that the result is. */
  source: Model['sources'][number] | undefined;
  sanitizer: Model['sanitizers'][number] | undefined;
  passes: Model['passes'][number] | undefined;
}

/** What reading a path means. */
export interface SourceFacts {
  exact: Model['sources'][number] | undefined;
  /** The source that everything below it is. */
  below: Model['sources'][number] | undefined;
  isInert: boolean;
  /** The sanitiser that reading it is. */
  read: Model['sanitizers'][number] | undefined;
}

const nothing: SourceFacts = { exact: undefined, below: undefined, isInert: false, read: undefined };

/** The facts of a path that is read; `last` is its last name, where that is known already. */
export function sourcesOf(
  { models, sources: known }: State,
  path: string,
  last = lastName(path),
): SourceFacts {
  if (!models.read.has(last)) return nothing;
  const before = known.get(path);
  if (before) return before;
  const exact = models.sources.find(path).find((one) => !one.below);
  const below = models.sources.find(path).find((one) => one.below);
  const isInert = models.inert.find(path).length > 0;
  const read = models.sanitizers.find(path).find((one) => one.read);
  const facts = exact || below || isInert || read ? { exact, below, isInert, read } : nothing;
  known.set(path, facts);
  return facts;
}

/** The facts of a path that is called. */
export function factsOf(a: State, path: string): PathFacts {
  // One call asks for its path again and again.
  if (a.recent.path === path) return a.recent.facts;
  const last = lastName(path);
  const isKnown = a.models.called.has(last) || isClassName(last);
  let facts = isKnown ? a.facts.get(path) : noFacts;
  if (!facts) a.facts.set(path, (facts = gather(a, path, last)));
  a.recent = { path, facts };
  return facts;
}

/** The facts of nearly every path. */
export const noFacts: PathFacts = {
  sinks: [],
  settles: [],
  handlers: [],
  outputs: [],
  proves: [],
  results: [],
  source: undefined,
  sanitizer: undefined,
  passes: undefined,
};

/** Whether a name looks like one of a class, whatever the models say of it. */
function isClassName(name: string): boolean {
  const first = name.charCodeAt(0);
  return first >= 65 && first <= 90 && /^[A-Z]\w*[a-z]\w*$/.test(name);
}

function gather({ models }: State, path: string, last: string): PathFacts {
  const fits = ({ on }: { on?: RegExp | undefined }): boolean => !on || on.test(path);
  const isClass = isClassName(last);
  const sinks = models.calls.find(path, last);
  return {
    sinks: (isClass ? [...sinks, ...models.calls.find('new')] : sinks).filter(fits),
    settles: models.settles.find(path, last),
    handlers: [...new Set(models.handlerCalls.find(path, last))].filter(fits),
    outputs: models.outputs.find(path, last),
    proves: models.proves.find(path, last),
    results: models.results.find(path, last),
    source: models.sources.find(`${path}()`).find((one) => !one.below),
    sanitizer: models.sanitizers.find(path, last).find(fits),
    passes: models.passes.find(path, last).find(fits),
  };
}

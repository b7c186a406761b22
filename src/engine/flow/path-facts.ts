// All that the models say of a path that is called, gathered once for each path of a file.
import { matchesPath, type Model, type SinkModel } from './models.ts';
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
  /** Whether the result is a schema. */
  buildsSchema: boolean;
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

/** The facts of a path that is read. */
export function sourcesOf({ models, sources: known }: State, path: string): SourceFacts {
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
  let facts = a.facts.get(path);
  if (!facts) a.facts.set(path, (facts = gather(a, path)));
  return facts;
}

function gather({ models }: State, path: string): PathFacts {
  const fits = ({ on }: { on?: RegExp | undefined }): boolean => !on || on.test(path);
  const isClass = /(?:^|\.)[A-Z]\w*[a-z]\w*$/.test(path);
  const sinks = models.calls.find(path);
  return {
    sinks: (isClass ? [...sinks, ...models.calls.find('new')] : sinks).filter(fits),
    settles: models.settles.find(path),
    handlers: [...new Set(models.handlerCalls.find(path))].filter(fits),
    outputs: models.outputs.find(path),
    proves: models.proves.find(path),
    results: models.results.find(path),
    source: models.sources.find(`${path}()`).find((one) => !one.below),
    sanitizer: models.sanitizers.find(path).find(fits),
    passes: models.passes.find(path).find(fits),
    buildsSchema: models.schemas.some((one) => one.build.some((pattern) => matchesPath(pattern, path))),
  };
}

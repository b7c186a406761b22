// What a manifest or lockfile was read as, one line for each dependency.
import type { Ecosystem, Parsed } from '../src/engine/ecosystem.ts';

/** `name version-or-requirement scope source line:column text`, with `-` for what is not said. */
export function entriesOf(ecosystem: Ecosystem, path: string, text: string): string[] {
  const lines = text.split('\n');
  return ecosystem.parse(path, text).dependencies.map((one) => {
    const written = (lines[one.line - 1] ?? '').slice(one.column - 1, one.endColumn - 1);
    const asked = one.version ?? one.requirement ?? '-';
    const from = one.registry === undefined ? one.source : `${one.source}=${one.registry}`;
    return `${one.name} ${asked} ${one.scope} ${from} ${one.line}:${one.column} ${written}`;
  });
}

/** Everything but the dependencies, in a form that is easy to compare. */
export function restOf({ unreadable, registries, includes }: Parsed): object {
  return {
    unreadable: unreadable.map(({ line, reason }) => `${line ?? '-'}: ${reason}`),
    registries: registries ?? [],
    includes: includes ?? [],
  };
}

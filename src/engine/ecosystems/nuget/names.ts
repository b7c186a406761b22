// NuGet's names: without regard to case, but OSV's server minds it.
import { popular } from './popular.ts';

const spellings = new Map(popular.names.map((name) => [name.toLowerCase(), name]));

/** The key under which a name is the same in any case. */
export function normalise(name: string): string {
  return name.trim().toLowerCase();
}

/** A name as the gallery spells it where that is known, else as it is written. */
export function spell(name: string): string {
  return spellings.get(normalise(name)) ?? name.trim();
}

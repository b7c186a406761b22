// Turns what .NET files name into dependencies.
import type { Dependency } from '../../ecosystem.ts';
import { dependency } from '../reading.ts';
import { spell } from './names.ts';
import { exactVersion } from './versions.ts';

/** Where an entry stands, and what it says. */
export interface Entry {
  path: string;
  line: number;
  column: number;
  endColumn: number;
  written: string;
  /** With properties replaced; a `$` is left where one is not known. */
  requirement?: string | undefined;
  scope: Dependency['scope'];
  form: string;
}

/** What is said in place of a version that another file decides. */
export const elsewhere = '$(set in another file)';

/** Whether a text can be the id of a package. https://learn.microsoft.com/nuget/reference/nuspec#id */
export function isId(text: string): boolean {
  return text.length <= 100 && /^\w+(?:[.-]\w+)*$/.test(text);
}

/** Whether an address is that of the public gallery. */
export function isGallery(address: string): boolean {
  return /^https?:\/\/(?:[\w-]+\.)?nuget\.org(?:[:/]|$)/i.test(address);
}

/** The dependency that a manifest's entry stands for. */
export function manifestDependency({ written, requirement, ...entry }: Entry): Dependency {
  return dependency({
    ecosystem: 'nuget',
    name: spell(written),
    writtenName: written,
    requirement: requirement === '' || requirement === '*' ? undefined : requirement,
    version: exactVersion(requirement),
    ...entry,
    source: 'registry',
    direct: true,
    registry: undefined,
    resolved: undefined,
    integrity: undefined,
    requires: undefined,
  });
}

/** The dependency that a lockfile's entry stands for. */
export function lockedDependency(
  written: string,
  version: string,
  place: Pick<Dependency, 'path' | 'line' | 'column' | 'endColumn'>,
  more: {
    integrity?: string | undefined;
    requires?: string[] | undefined;
    resolved?: string | undefined;
  } = {},
): Dependency {
  return dependency({
    ecosystem: 'nuget',
    name: spell(written),
    writtenName: written,
    requirement: undefined,
    version,
    ...place,
    scope: 'runtime',
    source: 'registry',
    direct: false,
    form: undefined,
    registry: undefined,
    resolved: more.resolved,
    integrity: more.integrity,
    requires: more.requires?.map(spell),
  });
}

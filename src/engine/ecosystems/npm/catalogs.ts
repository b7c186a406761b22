// Finds what `catalog:` stands for in the files of a workspace.
import type { Around, Dependency } from '../../ecosystem.ts';
import { filesUp, oncePer } from '../around.ts';
import { readPackageJson } from './package-json.ts';
import { catalogKey, type Catalogs, readPnpmWorkspace } from './pnpm-workspace.ts';

const names = ['pnpm-workspace.yaml', '.yarnrc.yml', 'package.json'];
const catalogsByPath = oncePer(() => new Map<string, Catalogs>());

/** Whether a file may hold catalogs. */
export function holdsCatalogs(path: string): boolean {
  return names.includes(path.slice(path.lastIndexOf('/') + 1));
}

/** The dependency that `catalog:` or `catalog:name` stands for, with the place of the entry; undefined where none was read. */
export function cataloged(
  spec: string,
  written: string,
  { path, own, around }: { path: string; own: Catalogs; around: Around },
): Dependency | undefined {
  if (!spec.startsWith('catalog:')) return undefined;
  const key = catalogKey(spec.slice('catalog:'.length).trim(), written);
  const known = catalogsByPath(around);
  const above = filesUp(around, path, names).map(({ path: file, text }) => {
    if (!known.has(file)) known.set(file, read(file, text));
    return { file, catalogs: known.get(file)! };
  });
  for (const { file, catalogs } of [{ file: path, catalogs: own }, ...above]) {
    const found = catalogs.get(key);
    if (found && found.awaits === undefined) return { ...found, decided: { path: file, line: found.line } };
  }
  return undefined;
}

function read(path: string, text: string): Catalogs {
  return (path.endsWith('.json') ? readPackageJson : readPnpmWorkspace)(path, text).catalogs;
}

// Finds what a test names: repositories, pull requests, installations. Throws when there is none.
import { pullOf } from './pulls.ts';
import type { Body, Installation, Pull, Repository, World } from './state.ts';
import { findRenamed, findRepository, nameOf } from './state.ts';
import { nodeId } from './render.ts';

/** The repository of this name, present or former. */
export function namedRepository(world: World, name: string): Repository {
  const found = findRepository(world, name) ?? findRenamed(world, name);
  if (found === undefined) throw new Error(`There is no repository ${name}.`);
  return found;
}

/** A repository and its pull request of this number. */
export function namedPull(world: World, name: string, number: number): [Repository, Pull] {
  const found = namedRepository(world, name);
  return [found, pullOf(found, number)];
}

/** The App's installation on an account. */
export function installationOn(world: World, owner: string): Installation {
  for (const item of world.installations.values())
    if (!item.deleted && item.account.login.toLowerCase() === owner.toLowerCase()) return item;
  throw new Error(`The App is not installed on ${owner}.`);
}

/** A repository as installation events name it. */
export function minimal(item: Repository): Body {
  return {
    id: item.id,
    node_id: nodeId('Repository', item.id),
    name: item.name,
    full_name: nameOf(item),
    private: item.private,
  };
}

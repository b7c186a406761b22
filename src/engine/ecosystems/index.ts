// The list of ecosystems: one line each.
import type { Ecosystem } from '../ecosystem.ts';
import { npm } from './npm/index.ts';
import { pypi } from './pypi/index.ts';

/** Every ecosystem; a file belongs to the first that reads it. */
export const ecosystems: readonly Ecosystem[] = [npm, pypi];

/** The ecosystem with this id. */
export function ecosystemOf(id: string): Ecosystem | undefined {
  return ecosystems.find((ecosystem) => ecosystem.id === id);
}

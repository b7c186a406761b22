// Builds a Change from the texts of files before and after it, for tables in tests.
import { type Change, wholeFile } from '../src/engine/change.ts';
import { diffLines } from '../src/sources/line-diff.ts';

/** Each path with its text before and after; undefined where the file is not there. */
export type Sides = Readonly<
  Record<string, readonly [before: string | undefined, after: string | undefined]>
>;

/** The change between the two sides. */
export function changeOf(sides: Sides): Change {
  return {
    base: 'base',
    head: 'head',
    commits: [],
    unread: [],
    files: Object.entries(sides).map(([path, [before, after]]) => {
      if (before === undefined) return wholeFile(path, after ?? '');
      const { hunks } = diffLines(before, after ?? '');
      return after === undefined
        ? { path, status: 'removed', class: 'text', hunks }
        : { path, status: 'modified', class: 'text', hunks, body: after };
    }),
  };
}

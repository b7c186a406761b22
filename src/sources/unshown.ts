// The lines by which a diff names a file and shows nothing of it, so that the file is not lost.

/** A file that is only named; `binary` where that is all that can be said of it. */
export interface Unshown {
  path: string;
  reason: string;
  binary?: true;
}

const unshownKinds: readonly [line: RegExp, read: (found: RegExpExecArray) => Unshown][] = [
  [
    /^Only in (.{1,4000}?): ([^/]{1,255})$/,
    ([, folder = '', name = '']) => ({
      path: `${folder}/${name}`,
      reason: 'the patch only names it; use diff -N, which shows files that are on one side alone',
    }),
  ],
  [
    /^Files .{1,4000} and (.{1,4000}) differ$/,
    ([, path = '']) => ({ path, reason: 'the patch only says that it differs; leave out -q or --brief' }),
  ],
  [
    /^Binary files .{1,4000} and (.{1,4000}) differ$/,
    ([, path = '']) => ({ path, reason: 'it is binary', binary: true }),
  ],
  [
    /^Binary file (.{1,4000}) has changed$/,
    ([, path = '']) => ({ path, reason: 'it is binary', binary: true }),
  ],
  [
    /^Submodule (.{1,4000}) [\da-f]{7,64}\.{2,3}[\da-f]{7,64}.*:$/,
    ([, path = '']) => ({
      path,
      reason: 'the patch tells of a submodule in words; use git diff --submodule=short',
    }),
  ],
  [
    /^Property changes on: (.{1,4000})$/,
    ([, path = '']) => ({ path, reason: 'changes of its Subversion properties are not read' }),
  ],
];

const longest = 8_100;
const ends = /(?: differ| has changed|:)$|^(?:Only in|Property changes on:) /;

/** What a line names without showing it; undefined for any other line. */
export function unshownBy(line: string): Unshown | undefined {
  // One that ends otherwise is none, and would be tried at each of its words.
  if (line.length > longest || !ends.test(line)) return undefined;
  for (const [kind, read] of unshownKinds) {
    const found = kind.exec(line);
    if (found) return read(found);
  }
  return undefined;
}

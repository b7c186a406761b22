// Where tools keep their records of authorship in a repository, and how much of them is read.

/** Bounds on what is read. */
export const recordLimits = {
  commits: 500,
  refs: 16,
  count: 2000,
  bytes: 1_000_000,
  traceBytes: 4_000_000,
  totalBytes: 30_000_000,
};

/** Where writers of Agent Trace append their records. */
export const traceFile = '.agent-trace/traces.jsonl';

/** The branch on which Entire kept its checkpoints before each had a ref. */
export const entireBranch = 'refs/heads/entire/checkpoints/v1';

/** The refs that tools are known to write. */
export const knownNotesRefs = [
  'refs/notes/ai',
  'refs/notes/agentblame',
  'refs/notes/whogitit',
  'refs/notes/srctrace/attribution',
  'refs/notes/ai-attribution',
  'refs/notes/agent-trace',
];

/** False for refs that are known to hold something else, such as people's own notes. */
export function isNotesRef(ref: string): boolean {
  return !/^refs\/notes\/(?:commits|p4|intent\/.*|.*-stash|.*-analytics|notes-merge)$/.test(ref);
}

/** The paths at which git may keep the note of a commit; the more notes there are, the deeper. */
export function notePathsOf(sha: string): string[] {
  return [0, 1, 2, 3].map((depth) => {
    const parts = Array.from({ length: depth }, (_, at) => sha.slice(2 * at, 2 * at + 2));
    return [...parts, sha.slice(2 * depth)].join('/');
  });
}

/** The ids of Entire's checkpoints that a commit message names. */
export function checkpointsOf(message: string): string[] {
  const found = message.matchAll(/^entire-checkpoint: ([\da-f]{12}|[\dA-HJKMNP-TV-Z]{26})\s*$/gim);
  return [...new Set([...found].map(([, id = '']) => id))].slice(0, 5);
}

/** Where the metadata of a checkpoint may be: on the branches of old, or on a ref of its own. */
export function checkpointNames(id: string, branches: readonly string[]): { ref: string; file: string }[] {
  const files = ['metadata.json', '0/metadata.json', '1/metadata.json', '2/metadata.json', '3/metadata.json'];
  return files.flatMap((file) => [
    ...branches.map((ref) => ({ ref, file: `${id.slice(0, 2)}/${id.slice(2)}/${file}` })),
    { ref: `refs/entire/checkpoints/${id.slice(-2)}/${id}`, file },
  ]);
}

// Lists the head of a pull request and reads single files of it, with one list and few requests.
import {
  inParallel,
  readBlobsTogether,
  type GitHubClient,
  type RepositoryName,
  type TreeReader,
} from './github-api.ts';
import type { BlobReader } from './github-files.ts';
import { maxManifestBytes } from './git-repository.ts';
import type { Repository } from './surroundings.ts';

/** Manifests that are read one by one where they could not be read together. */
const maxSingleReads = 40;

/** The repository as the pull request leaves it. */
export function repositoryOnGitHub(
  octokit: GitHubClient,
  name: RepositoryName,
  tree: TreeReader | undefined,
  readBlob: BlobReader,
): Repository {
  const entries = tree?.entries;
  return {
    async list() {
      if (!entries)
        return {
          reason: tree ? 'the repository is too large to be listed' : 'the tree of the head was not read',
        };
      return { paths: [...entries].flatMap(([path, { mode }]) => (mode === '040000' ? [] : [path])) };
    },
    async read(paths) {
      const wanted = paths.flatMap((path) => {
        const entry = entries?.get(path);
        return entry?.mode.startsWith('100') && entry.size <= maxManifestBytes ? [{ path, ...entry }] : [];
      });
      const few = wanted.length <= 1;
      const together = few ? new Map<string, Buffer>() : await readBlobsTogether(octokit, name, wanted);
      const rest = wanted.filter(({ sha }) => !together.has(sha));
      if (rest.length > maxSingleReads)
        return { reason: `${rest.length} manifests would need a request of their own` };
      let problem: string | undefined;
      await inParallel(rest, 8, async ({ sha }) => {
        const content = await readBlob(sha);
        if (typeof content === 'string') problem = content;
        else together.set(sha, content);
      });
      if (problem !== undefined) return { reason: problem };
      return new Map(wanted.map(({ path, sha }) => [path, together.get(sha)?.toString('utf8') ?? '']));
    },
  };
}

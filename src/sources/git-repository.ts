// Lists what git has after a change, and reads single files of it.
import { GitFailure, git, objectSizes, readBlobs, type GitOptions } from './git-process.ts';
import type { Span } from './git-span.ts';
import type { Repository } from './surroundings.ts';

/** Larger manifests are left out; those of real projects stay far below. */
export const maxManifestBytes = 1_000_000;

/** The repository as the change leaves it; what is changed and not committed, the change itself holds. */
export function repositoryOfGit(span: Pick<Span, 'tree' | 'head'>, run: GitOptions): Repository {
  const ids = new Map<string, string>();
  return {
    async list() {
      const args =
        span.tree === 'commit'
          ? ['ls-tree', '-r', '-z', '--full-tree', span.head]
          : ['ls-files', '--stage', '-z', '--full-name'];
      try {
        const paths: string[] = [];
        for (const line of (await git(args, run)).toString('utf8').split('\0')) {
          // `100644 blob id<tab>path` of a tree, `100644 id 0<tab>path` of the index.
          const [, mode = '', id = '', path = ''] =
            /^(\d{6}) (?:blob |commit )?([\da-f]{40,64})(?: \d)?\t(.*)$/s.exec(line) ?? [];
          if (path === '') continue;
          paths.push(path);
          if (mode.startsWith('100')) ids.set(path, id);
        }
        return { paths };
      } catch (error) {
        if (error instanceof GitFailure) return { reason: 'git did not list the files' };
        throw error;
      }
    },
    async search(words) {
      const of = span.tree === 'commit' ? [span.head] : ['--cached'];
      // Texts only, by fixed words.
      const args = [
        'grep',
        '-I',
        '-i',
        '-l',
        '-z',
        '--full-name',
        '-F',
        ...words.flatMap((word) => ['-e', word]),
      ];
      try {
        const out = (await git([...args, ...of], run)).toString('utf8').split('\0');
        const before = span.tree === 'commit' ? span.head.length + 1 : 0;
        return { paths: out.filter((path) => path !== '').map((path) => path.slice(before)) };
      } catch (error) {
        if (!(error instanceof GitFailure)) throw error;
        // It ends with 1 where nothing is found.
        return error.code === 1 ? { paths: [] } : { reason: 'git did not search the files' };
      }
    },
    async read(paths) {
      const wanted = new Map(
        paths.flatMap((path) => (ids.has(path) ? [[path, ids.get(path)!] as const] : [])),
      );
      try {
        const sizes = await objectSizes([...new Set(wanted.values())], run);
        const small = [...sizes].filter(([, size]) => size <= maxManifestBytes).map(([id]) => id);
        const texts = new Map<string, string>();
        await readBlobs(small, run, (id, content) => void texts.set(id, content.toString('utf8')));
        return new Map([...wanted].flatMap(([path, id]) => (texts.has(id) ? [[path, texts.get(id)!]] : [])));
      } catch (error) {
        if (error instanceof GitFailure) return { reason: 'git did not give the manifests' };
        throw error;
      }
    },
  };
}

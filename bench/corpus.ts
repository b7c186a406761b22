// A body of real source to scan: the packages that are installed here and Python's own library, the same files every time.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { packages } from './packages.ts';

/** How much there is. */
export interface Corpus {
  files: number;
  bytes: number;
  /** Such as `JS and TS 20.1 MB`. */
  parts: string[];
}

/** Larger files are bundles, which no tool here is made for. */
const maxFileBytes = 400_000;

/** Copies the corpus into a folder, at most so many bytes of each part. */
export function copyCorpus(root: string, to: string, maxBytes: number): Corpus {
  const scripts = packages.flatMap((name) =>
    filesBelow(
      join(root, 'node_modules', name),
      /\.[cm]?[jt]s$/,
      /\.d\.[cm]?ts$|\.min\.|\.config\.[cm]?[jt]s$/,
    ),
  );
  const corpus: Corpus = { files: 0, bytes: 0, parts: [] };
  copy('JS and TS', scripts, join(root, 'node_modules'));
  const library = pythonLibrary();
  if (library === undefined) corpus.parts.push('no Python found');
  else
    copy(
      'Python',
      filesBelow(library, /\.py$/, /\/(?:test|tests|site-packages|idle_test|lib2to3)\//),
      library,
    );
  return corpus;

  function copy(name: string, paths: readonly string[], from: string): void {
    let bytes = 0;
    for (const path of paths) {
      const { size } = statSync(path);
      if (size > maxFileBytes || bytes + size > maxBytes) continue;
      const target = join(
        to,
        name.replaceAll(' ', '-'),
        relative(from, path).replaceAll('node_modules', 'packages'),
      );
      mkdirSync(dirname(target), { recursive: true });
      copyFileSync(path, target);
      bytes += size;
      corpus.files++;
    }
    corpus.bytes += bytes;
    corpus.parts.push(`${name} ${(bytes / 1e6).toFixed(1)} MB`);
  }
}

function filesBelow(folder: string, wanted: RegExp, unwanted: RegExp): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => wanted.test(path) && !unwanted.test(path))
    .sort();
}

function pythonLibrary(): string | undefined {
  try {
    const script = 'import sysconfig; print(sysconfig.get_paths()["stdlib"])';
    return execFileSync('python3', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  } catch {
    return undefined;
  }
}

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

/** Copies whole packages, as they stand in a repository: code, types, tests, documents and data. */
export function copyPackages(root: string, to: string, maxBytes: number): Corpus {
  const files = packages.flatMap((name) => filesBelow(join(root, 'node_modules', name), /./, /\.wasm$/));
  return copy({ name: 'packages', paths: files, from: join(root, 'node_modules'), to, maxBytes });
}

/** Copies the code of the packages and Python's library into a folder, at most so many bytes of each part. */
export function copyCorpus(root: string, to: string, maxBytes: number): Corpus {
  const scripts = packages.flatMap((name) =>
    filesBelow(
      join(root, 'node_modules', name),
      /\.[cm]?[jt]s$/,
      /\.d\.[cm]?ts$|\.min\.|\.config\.[cm]?[jt]s$/,
    ),
  );
  const parts = [copy({ name: 'JS and TS', paths: scripts, from: join(root, 'node_modules'), to, maxBytes })];
  const library = pythonLibrary();
  if (library !== undefined) {
    const paths = filesBelow(library, /\.py$/, /\/(?:test|tests|site-packages|idle_test|lib2to3)\//);
    parts.push(copy({ name: 'Python', paths, from: library, to, maxBytes }));
  }
  return {
    files: parts.reduce((sum, { files }) => sum + files, 0),
    bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
    parts: [...parts.flatMap((part) => part.parts), ...(library === undefined ? ['no Python found'] : [])],
  };
}

function copy(given: { name: string; paths: string[]; from: string; to: string; maxBytes: number }): Corpus {
  const { name, paths, from, to, maxBytes } = given;
  let [files, bytes] = [0, 0];
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
    files++;
  }
  return { files, bytes, parts: [`${name} ${(bytes / 1e6).toFixed(1)} MB`] };
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

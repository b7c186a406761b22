// Lists a folder that is scanned, once, and reads single files of it.
import fs from 'node:fs';
import path from 'node:path';
import { mayUse } from '../engine/ecosystems/unused.ts';
import { openToRead } from './disk-file.ts';
import { maxManifestBytes } from './git-repository.ts';
import type { Repository } from './surroundings.ts';

/** Texts searched in one scan, however many manifests ask; a few passes over a large project. */
const maxSearchedChars = 400_000_000;

/** Folders of others' code, and git's own. */
const passedOver = new Set(['.git', 'node_modules', 'site-packages', 'dist-packages', 'bower_components']);

/** The folder as it is; listed when first asked, however many batches ask. */
export function repositoryOnDisk(root: string): Repository {
  let listed: { paths: string[] } | { reason: string } | undefined;
  const texts = new Map<string, string | undefined>();
  let searched = 0;
  return {
    list: async () => (listed ??= listFolder(root)),
    async search(words) {
      const all = (listed ??= listFolder(root));
      if ('reason' in all) return all;
      const paths: string[] = [];
      for (const name of all.paths) {
        if (!mayUse(name)) continue;
        const text = readText(path.join(root, name))?.toLowerCase() ?? '';
        searched += text.length;
        if (searched > maxSearchedChars) return { reason: 'the folder is too large to be searched' };
        if (words.some((word) => text.includes(word))) paths.push(name);
      }
      return { paths };
    },
    async read(paths) {
      for (const name of paths) if (!texts.has(name)) texts.set(name, readText(path.join(root, name)));
      return new Map(
        paths.flatMap((name) => {
          const text = texts.get(name);
          return text === undefined ? [] : [[name, text]];
        }),
      );
    },
  };
}

function listFolder(root: string): { paths: string[] } | { reason: string } {
  const paths: string[] = [];
  const folders = [''];
  try {
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      for (const entry of fs.readdirSync(path.join(root, folder), { withFileTypes: true })) {
        const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (!entry.isDirectory()) paths.push(name);
        else if (!passedOver.has(entry.name)) folders.push(name);
      }
    }
  } catch (error) {
    return { reason: `the folder cannot be listed (${(error as NodeJS.ErrnoException).code ?? 'error'})` };
  }
  return { paths };
}

function readText(file: string): string | undefined {
  try {
    const handle = openToRead(file);
    try {
      const stat = fs.fstatSync(handle);
      return stat.isFile() && stat.size <= maxManifestBytes ? fs.readFileSync(handle, 'utf8') : undefined;
    } finally {
      fs.closeSync(handle);
    }
  } catch {
    return undefined;
  }
}

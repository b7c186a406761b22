// Lists a folder that is scanned, once, and reads single files of it.
import { constants } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { mayUse } from '../engine/ecosystems/unused.ts';
import { maxManifestBytes } from './git-repository.ts';
import type { Repository } from './surroundings.ts';

/** Texts searched in one scan, however many manifests ask; a few passes over a large project. */
const maxSearchedChars = 400_000_000;

/** Folders of others' code, and git's own. */
const passedOver = new Set(['.git', 'node_modules', 'site-packages', 'dist-packages', 'bower_components']);

/** The folder as it is; listed when first asked, however many batches ask. */
export function repositoryOnDisk(root: string): Repository {
  let listed: Promise<{ paths: string[] } | { reason: string }> | undefined;
  const texts = new Map<string, string | undefined>();
  let searched = 0;
  return {
    list: () => (listed ??= listFolder(root)),
    async search(words) {
      const all = await (listed ??= listFolder(root));
      if ('reason' in all) return all;
      const paths: string[] = [];
      for (const name of all.paths) {
        if (!mayUse(name)) continue;
        const text = (await readText(path.join(root, name)))?.toLowerCase() ?? '';
        searched += text.length;
        if (searched > maxSearchedChars) return { reason: 'the folder is too large to be searched' };
        if (words.some((word) => text.includes(word))) paths.push(name);
      }
      return { paths };
    },
    async read(paths) {
      for (const name of paths) if (!texts.has(name)) texts.set(name, await readText(path.join(root, name)));
      return new Map(
        paths.flatMap((name) => {
          const text = texts.get(name);
          return text === undefined ? [] : [[name, text]];
        }),
      );
    },
  };
}

async function listFolder(root: string): Promise<{ paths: string[] } | { reason: string }> {
  const paths: string[] = [];
  const folders = [''];
  try {
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      for (const entry of await fs.readdir(path.join(root, folder), { withFileTypes: true })) {
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

async function readText(file: string): Promise<string | undefined> {
  try {
    const handle = await fs.open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const stat = await handle.stat();
      return stat.isFile() && stat.size <= maxManifestBytes
        ? (await handle.readFile()).toString('utf8')
        : undefined;
    } finally {
      await handle.close();
    }
  } catch {
    return undefined;
  }
}

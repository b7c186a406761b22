// Reads the SARIF files of other scanners that `langguard review --sarif` names.
import { open } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Change, ScannerReport } from '../engine/change.ts';
import { UserError } from '../engine/problem.ts';
import { maxLogBytes } from '../engine/scanners/shape.ts';
import { topFolder } from './top-folder.ts';

const unpack = promisify(gunzip);

/** The change with what the named files say; a file that cannot be read is the user's mistake, one that is too large a gap. */
export async function withScannerReports(
  change: Change,
  files: readonly string[],
  folder: string,
): Promise<Change> {
  if (files.length === 0) return change;
  const scanners: ScannerReport[] = [];
  const unread = [...change.unread];
  for (const file of files) {
    const name = basename(file);
    const text = await readReport(file);
    if (text === undefined)
      unread.push({
        what: 'scanner',
        reason: `results in ${name}: the file is larger than ${maxLogBytes >> 20} MB`,
      });
    else scanners.push({ name, text, roots: [topFolder(folder)] });
  }
  return { ...change, scanners, unread };
}

/** The text, unpacked where it is packed; undefined when it is too large, however small the packed file is. */
async function readReport(file: string): Promise<string | undefined> {
  try {
    const handle = await open(resolve(file), 'r');
    try {
      const { size } = await handle.stat();
      if (size > maxLogBytes) return undefined;
      const bytes = await handle.readFile();
      const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
      const plain = isPacked ? await unpack(bytes, { maxOutputLength: maxLogBytes }) : bytes;
      return new TextDecoder().decode(plain);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return undefined;
    throw new UserError(
      `The report of the scanner cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      `--sarif ${file}`,
      'Name a SARIF file that the scanner wrote, such as the one of semgrep --sarif --output results.sarif.',
    );
  }
}

// Opens files of a folder that a stranger may have filled.
//
// Files on disk are read at once and not by promises: a scan reviews in the same thread, and each promise would wait until
// the review of a file has ended, so that the other threads had nothing to do.
import { constants, openSync } from 'node:fs';

/** Should the file be swapped for a link or a pipe meanwhile, opening throws instead of following or waiting. */
export function openToRead(file: string | Buffer): number {
  return openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
}

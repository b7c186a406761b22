// For processes of tests: nothing stays behind when a test run is killed.
import type { Socket } from 'node:net';

/** Ends this process when whoever started it is gone, and keeps it from nothing otherwise. */
export function endWithParent(): void {
  process.stdin.on('end', () => process.exit(1)).resume();
  (process.stdin as unknown as Socket).unref?.();
}

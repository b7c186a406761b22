// Reads the body of a request and inflates it, and stops as soon as either is too large.
import type { IncomingMessage } from 'node:http';
import { createGunzip, type Gunzip } from 'node:zlib';

/** A body, or the status that refuses it. */
export type Body = { bytes: Buffer } | { status: 400 | 413 | 415; message: string };

/** Reads at most `maxBytes`, before and after inflating; a bomb is left as soon as it grows beyond. */
export async function readBody(req: IncomingMessage, maxBytes: number): Promise<Body> {
  const tooLarge = {
    status: 413,
    message: `The body is larger than ${maxBytes} bytes. Export less at a time.`,
  } as const;
  if (Number(req.headers['content-length'] ?? 0) > maxBytes) return tooLarge;
  const encoding = (req.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip')
    return { status: 415, message: 'The body may be plain or compressed with gzip.' };
  const gunzip: Gunzip | undefined = encoding === 'gzip' ? createGunzip() : undefined;
  const source = gunzip ?? req;
  const parts: Buffer[] = [];
  let size = 0;
  let received = 0;
  return await new Promise<Body>((resolve) => {
    const end = (body: Body): void => {
      req.off('data', count);
      if (gunzip) {
        req.unpipe(gunzip);
        gunzip.destroy();
      }
      // What is still on its way is not kept.
      req.resume();
      resolve(body);
    };
    const count = (part: Buffer): void => {
      received += part.length;
      if (received > maxBytes) end(tooLarge);
    };
    req.on('data', count);
    source.on('data', (part: Buffer) => {
      size += part.length;
      if (size > maxBytes) return end(tooLarge);
      parts.push(part);
    });
    source.once('end', () => end({ bytes: Buffer.concat(parts) }));
    gunzip?.once('error', () => end({ status: 400, message: 'The body is no gzip.' }));
    req.once('error', () => end({ status: 400, message: 'The body was cut off.' }));
    req.once('aborted', () => end({ status: 400, message: 'The body was cut off.' }));
    if (gunzip) req.pipe(gunzip);
  });
}

// Packs the prints of a block of lines into bytes for keeping, and reads them back.
import type { LinePrint } from './prints.ts';

/** A print takes 13 bytes and two for each pair. */
const head = 13;

/** The bytes of some prints. */
export function packPrints(prints: readonly LinePrint[]): Uint8Array {
  const bytes = Buffer.alloc(prints.reduce((sum, { pairs }) => sum + head + 2 * pairs.length, 0));
  let at = 0;
  for (const { exact, shape, pairs, weight } of prints) {
    bytes.writeUIntBE(Math.floor(exact / 256), at, 6);
    bytes.writeUInt8(exact % 256, at + 6);
    bytes.writeUInt32BE(shape, at + 7);
    bytes.writeUInt8(weight, at + 11);
    bytes.writeUInt8(pairs.length, at + 12);
    at += head;
    for (const pair of pairs) at = bytes.writeUInt16BE(pair, at);
  }
  return bytes;
}

/** The prints of some bytes, as far as they are whole. */
export function unpackPrints(packed: Uint8Array): LinePrint[] {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const prints: LinePrint[] = [];
  for (let at = 0; at + head <= bytes.length;) {
    const count = bytes.readUInt8(at + 12);
    const end = at + head + 2 * count;
    if (end > bytes.length) break;
    prints.push({
      exact: bytes.readUIntBE(at, 6) * 256 + bytes.readUInt8(at + 6),
      shape: bytes.readUInt32BE(at + 7),
      weight: bytes.readUInt8(at + 11),
      pairs: Array.from({ length: count }, (_, index) => bytes.readUInt16BE(at + head + 2 * index)),
    });
    at = end;
  }
  return prints;
}

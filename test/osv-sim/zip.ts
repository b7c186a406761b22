// Writes zips for tests, honest ones and lying ones.
import { crc32, deflateRawSync } from 'node:zlib';

/** One file of a zip; what is given beside name and text replaces the truth. */
export interface Packed {
  name: string;
  text: string;
  method?: number;
  flags?: number;
  checksum?: number;
  unpacked?: number;
  offset?: number;
}

/** A zip of these files; with `wide`, its directory stands where only zip64 says. */
export function makeZip(files: readonly Packed[], { wide = false } = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, text, method = 8, flags = 0, ...lie } of files) {
    const bytes = Buffer.from(text);
    const packed = method === 8 ? deflateRawSync(bytes) : bytes;
    const label = Buffer.from(name);
    const checksum = lie.checksum ?? crc32(bytes);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(method, 8);
    local.writeUInt16LE(label.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(method, 10);
    central.writeUInt32LE(checksum, 16);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(lie.unpacked ?? bytes.length, 24);
    central.writeUInt16LE(label.length, 28);
    central.writeUInt32LE(wide ? 0xffffffff : (lie.offset ?? at), 42);
    const extra = Buffer.alloc(wide ? 12 : 0);
    if (wide) {
      central.writeUInt16LE(12, 30);
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(8, 2);
      extra.writeBigUInt64LE(BigInt(at), 4);
    }
    directory.push(central, label, extra);
    parts.push(local, label, packed);
    at += 30 + label.length + packed.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(wide ? 0xffff : files.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(wide ? 0xffffffff : at, 16);
  return Buffer.concat([
    ...parts,
    index,
    ...(wide ? [wideEnd(files.length, at, at + index.length)] : []),
    end,
  ]);
}

function wideEnd(entries: number, directoryAt: number, recordAt: number): Buffer {
  const end = Buffer.alloc(76);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeBigUInt64LE(BigInt(entries), 32);
  end.writeBigUInt64LE(BigInt(directoryAt), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(recordAt), 64);
  return end;
}

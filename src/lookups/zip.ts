// Reads the files of a zip one after another, with limits that no bomb gets past; nothing is ever written under a name from it.
import { type FileHandle, open } from 'node:fs/promises';
import { crc32, inflateRawSync } from 'node:zlib';

/** One file of a zip, or why it could not be read. */
export type ZipEntry = { name: string; text: string } | { name: string; problem: string };

/** What a zip may hold. */
export interface ZipLimits {
  maxEntries: number;
  /** Of one file, unpacked. */
  maxEntryBytes: number;
  /** Of all files, unpacked. */
  maxTotalBytes: number;
}

/** Some ten times OSV's largest dump. */
export const dumpLimits: ZipLimits = {
  maxEntries: 10_000_000,
  maxEntryBytes: 32 * 1024 * 1024,
  maxTotalBytes: 64 * 1024 ** 3,
};

const endSignature = 0x06054b50;
const end64Signature = 0x06064b50;
const locator64Signature = 0x07064b50;
const centralSignature = 0x02014b50;
const localSignature = 0x04034b50;
const windowBytes = 1024 * 1024;
/** Length of the end record, and of the comment that may follow it. */
const endBytes = 22;
const maxCommentBytes = 65_535;

/**
 * The files whose name `isWanted`, in the order of the directory, which is read a window at a time. Throws an Error that
 * says what is wrong with the whole. PKWARE's APPNOTE.TXT 6.3.10, with zip64.
 */
export async function* readZip(
  path: string,
  isWanted: (name: string) => boolean,
  limits: ZipLimits = dumpLimits,
): AsyncGenerator<ZipEntry> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const directory = await findDirectory(handle, size);
    if (directory.entries > limits.maxEntries)
      throw new Error(`the zip names ${directory.entries} files, more than ${limits.maxEntries}`);
    const index = createWindow(handle, size);
    const data = createWindow(handle, size);
    let at = directory.offset;
    let total = 0;
    for (let number = 0; number < directory.entries; number++) {
      const entry = await readCentral(index, at);
      at = entry.next;
      if (!isWanted(entry.name)) continue;
      if (entry.unpacked > limits.maxEntryBytes || entry.packed > limits.maxEntryBytes) {
        yield { name: entry.name, problem: `it is larger than ${limits.maxEntryBytes} bytes` };
        continue;
      }
      total += entry.unpacked;
      if (total > limits.maxTotalBytes)
        throw new Error(`the zip unpacks to more than ${limits.maxTotalBytes} bytes`);
      yield await readEntry(data, entry);
    }
  } finally {
    await handle.close();
  }
}

interface Central {
  name: string;
  method: number;
  isEncrypted: boolean;
  checksum: number;
  packed: number;
  unpacked: number;
  offset: number;
  next: number;
}

async function findDirectory(handle: FileHandle, size: number): Promise<{ entries: number; offset: number }> {
  const length = Math.min(size, endBytes + maxCommentBytes);
  const tail = Buffer.alloc(length);
  await handle.read(tail, 0, length, size - length);
  let at = length - endBytes;
  while (at >= 0 && tail.readUInt32LE(at) !== endSignature) at--;
  if (at < 0) throw new Error('it is not a zip, or it is cut off');
  const entries = tail.readUInt16LE(at + 10);
  const offset = tail.readUInt32LE(at + 16);
  if (entries !== 0xffff && offset !== 0xffffffff) return { entries, offset };
  const locator = at - 20;
  if (locator < 0 || tail.readUInt32LE(locator) !== locator64Signature) return { entries, offset };
  const record = Buffer.alloc(56);
  const { bytesRead } = await handle.read(record, 0, 56, Number(tail.readBigUInt64LE(locator + 8)));
  if (bytesRead < 56 || record.readUInt32LE(0) !== end64Signature)
    throw new Error('the zip has no directory where it says');
  return { entries: Number(record.readBigUInt64LE(32)), offset: Number(record.readBigUInt64LE(48)) };
}

async function readCentral(window: Window, at: number): Promise<Central> {
  const fixed = await window.read(at, 46);
  if (fixed.length < 46 || fixed.readUInt32LE(0) !== centralSignature)
    throw new Error('the directory of the zip is broken');
  const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((place) => fixed.readUInt16LE(place));
  const flags = fixed.readUInt16LE(8);
  const entry = {
    method: fixed.readUInt16LE(10),
    isEncrypted: (flags & 1) !== 0,
    checksum: fixed.readUInt32LE(16),
    packed: fixed.readUInt32LE(20),
    unpacked: fixed.readUInt32LE(24),
    offset: fixed.readUInt32LE(42),
    next: at + 46 + (nameBytes ?? 0) + (extraBytes ?? 0) + (commentBytes ?? 0),
  };
  const rest = Buffer.from(await window.read(at + 46, (nameBytes ?? 0) + (extraBytes ?? 0)));
  return { ...entry, ...wide(rest.subarray(nameBytes), entry), name: rest.toString('utf8', 0, nameBytes) };
}

/** Sizes and places above 4 GB stand in an extra field, in this order and only where the short one is full. */
function wide(
  extra: Buffer,
  short: Pick<Central, 'unpacked' | 'packed' | 'offset'>,
): Partial<Pick<Central, 'unpacked' | 'packed' | 'offset'>> {
  const out: Partial<Record<'unpacked' | 'packed' | 'offset', number>> = {};
  for (let at = 0; at + 4 <= extra.length;) {
    const length = extra.readUInt16LE(at + 2);
    const field = extra.subarray(at + 4, at + 4 + length);
    if (extra.readUInt16LE(at) === 1) {
      let place = 0;
      for (const key of ['unpacked', 'packed', 'offset'] as const) {
        if (short[key] !== 0xffffffff || place + 8 > field.length) continue;
        out[key] = Number(field.readBigUInt64LE(place));
        place += 8;
      }
    }
    at += 4 + length;
  }
  return out;
}

async function readEntry(window: Window, entry: Central): Promise<ZipEntry> {
  const { name, method, packed, unpacked, offset } = entry;
  if (entry.isEncrypted) return { name, problem: 'it is encrypted' };
  if (method !== 0 && method !== 8) return { name, problem: `it is packed by method ${method}` };
  const local = await window.read(offset, 30);
  if (local.length < 30 || local.readUInt32LE(0) !== localSignature)
    return { name, problem: 'it is not where the directory of the zip says' };
  const start = offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  const raw = await window.read(start, packed);
  if (raw.length < packed) return { name, problem: 'the zip ends before it does' };
  try {
    // One byte more than it says: whoever lies about the size is caught, not believed.
    const bytes = method === 0 ? raw : inflateRawSync(raw, { maxOutputLength: unpacked + 1 });
    if (bytes.length !== unpacked) return { name, problem: 'it has another size than the zip says' };
    if (crc32(bytes) !== entry.checksum) return { name, problem: 'its checksum is wrong' };
    return { name, text: bytes.toString('utf8') };
  } catch (error) {
    return {
      name,
      problem: `it cannot be unpacked (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`,
    };
  }
}

interface Window {
  /** The bytes there, fewer at the end of the file; good until the next read. */
  read(offset: number, length: number): Promise<Buffer>;
}

/** Reads ahead, because files lie one behind another. */
function createWindow(handle: FileHandle, size: number): Window {
  // One buffer for all reads: who reads a large zip would else fill the memory with windows.
  let buffer = Buffer.alloc(Math.min(windowBytes, size));
  let from = 0;
  let filled = 0;
  return {
    async read(offset, length) {
      if (offset < 0 || offset >= size || length < 0) return Buffer.alloc(0);
      const wanted = Math.min(length, size - offset);
      if (offset < from || offset + wanted > from + filled) {
        if (wanted > buffer.length) buffer = Buffer.alloc(wanted);
        from = offset;
        filled = (await handle.read(buffer, 0, buffer.length, offset)).bytesRead;
      }
      return buffer.subarray(offset - from, Math.min(offset - from + wanted, filled));
    },
  };
}

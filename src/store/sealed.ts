// Seals what is sensitive before it is stored: AES-256-GCM under a key that the database does not hold.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Kysely, KyselyPlugin, Transaction } from 'kysely';
import type { Schema } from './schema.ts';

type Db = Kysely<Schema> | Transaction<Schema>;

declare const sealed: unique symbol;

/** Text as a sealed column keeps it. Only `seal` and `sealJson` make it, so that nothing reaches such a column beside them. */
export type Sealed = string & { readonly [sealed]: true };

/** A sealed column of JSON as it is read: only `unsealJson` says what it holds. */
export type SealedJson = { readonly [sealed]: true };

/** Where a sealed value belongs; it opens nowhere else. */
export interface SealPlace {
  installationId: number;
  /** Such as `reviews.review`. */
  column: string;
}

/** A key, and the name under which sealed text tells of it. */
export interface SealKey {
  id: string;
  bytes: Buffer;
}

/** The key that seals, and all that may open. Without the first, what is written stays plain. */
export interface SealKeys {
  current?: SealKey;
  all: readonly SealKey[];
}

/** How a key may be given. */
export const keyForm = 'the base64 of 32 random bytes, as `openssl rand -base64 32` prints it';

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** Shorter text does not shrink. */
const minDeflateChars = 512;

/** No review is near that. */
const maxPlainBytes = 512 * 1024 * 1024;

/** Keys of installations that are kept ready. */
const maxDerived = 10_000;

/** What plain text begins with that could be taken for sealed text. */
const plainMark = 'lgs0.';
const form = /^lgs1\.([0-9a-f]{8})\.([pz])\.([A-Za-z0-9+/]+={0,2})$/;

/** Reads a key; undefined when it is none, or so regular that nobody can have drawn it. */
export function readSealKey(text: string): SealKey | undefined {
  const given = text.trim();
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(given)) return undefined;
  const bytes = Buffer.from(given, 'base64');
  if (bytes.length !== keyBytes || new Set(bytes).size < 16) return undefined;
  const id = createHmac('sha256', bytes).update('langguard key id').digest('hex').slice(0, 8);
  return { id, bytes };
}

/** Keys from their texts; `problems` says which is none, never what it is. */
export function readSealKeys(given: { current?: string | undefined; previous?: string | undefined }): {
  keys: SealKeys;
  problems: string[];
} {
  const problems: string[] = [];
  const read = (name: string, text: string | undefined): SealKey | undefined => {
    if (text === undefined || text === '') return undefined;
    const key = readSealKey(text);
    if (!key) problems.push(`${name} is no key: give ${keyForm}.`);
    return key;
  };
  const current = read('LANGGUARD_ENCRYPTION_KEY', given.current);
  const previous = read('LANGGUARD_ENCRYPTION_KEY_PREVIOUS', given.previous);
  const all = [current, previous].filter((key) => key !== undefined);
  return { keys: { ...(current ? { current } : {}), all }, problems };
}

/** Nothing is sealed, and nothing sealed can be opened. */
export const noSealKeys: SealKeys = { all: [] };

interface Carrier extends KyselyPlugin {
  keys: SealKeys;
  /** Keys of installations by `<key>/<installation>`. */
  derived: Map<string, Buffer>;
}

/** Has a database and its transactions carry the keys; it changes no query. */
export function carrySealKeys(keys: SealKeys): KyselyPlugin {
  const carrier: Carrier = {
    keys,
    derived: new Map(),
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => result,
  };
  return carrier;
}

/** The keys that a database carries. */
export function sealKeysOf(db: Db): SealKeys {
  return carrierOf(db)?.keys ?? noSealKeys;
}

/** Text for a sealed column: sealed where there is a key, plain where there is none. */
export function seal(db: Db, place: SealPlace, text: string): Sealed {
  const carrier = carrierOf(db);
  const key = carrier?.keys.current;
  if (!carrier || !key) return (text.startsWith('lgs') ? plainMark + text : text) as Sealed;
  const plain = Buffer.from(text, 'utf8');
  const isShort = text.length < minDeflateChars;
  const head = `lgs1.${key.id}.${isShort ? 'p' : 'z'}.`;
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keyOf(carrier, key, place), nonce);
  cipher.setAAD(boundTo(place, head));
  const body = Buffer.concat([
    cipher.update(isShort ? plain : deflateRawSync(plain, { level: 1 })),
    cipher.final(),
  ]);
  return (head + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')) as Sealed;
}

/** The text of a sealed column. Throws where its key is missing, or it was altered or moved. */
export function unseal(db: Db, place: SealPlace, value: Sealed): string {
  const text: string = value;
  if (text.startsWith(plainMark)) return text.slice(plainMark.length);
  const found = form.exec(text);
  if (!found) return text;
  const [, id = '', how, body = ''] = found;
  const carrier = carrierOf(db);
  const key = carrier?.keys.all.find((each) => each.id === id);
  if (!carrier || !key)
    throw new Error(`${nameOf(place)} is sealed with the key ${id}, which was not given.`);
  const bytes = Buffer.from(body, 'base64');
  try {
    const decipher = createDecipheriv(
      'aes-256-gcm',
      keyOf(carrier, key, place),
      bytes.subarray(0, nonceBytes),
      {
        authTagLength: tagBytes,
      },
    );
    decipher.setAAD(boundTo(place, `lgs1.${id}.${how}.`));
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    const plain = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
    return (how === 'z' ? inflateRawSync(plain, { maxOutputLength: maxPlainBytes }) : plain).toString('utf8');
  } catch (error) {
    throw new Error(`${nameOf(place)} cannot be opened: it was altered, or moved from elsewhere.`, {
      cause: error,
    });
  }
}

/** A value for a sealed column of JSON: a JSON string where it is sealed, else the value itself. */
export function sealJson(db: Db, place: SealPlace, value: unknown): Sealed {
  const text = JSON.stringify(value);
  if (!sealKeysOf(db).current) return text as Sealed;
  return JSON.stringify(seal(db, place, text)) as Sealed;
}

/** The value of a sealed column of JSON. Throws as `unseal` does. */
export function unsealJson(db: Db, place: SealPlace, value: SealedJson): unknown {
  const read: unknown = value;
  return typeof read === 'string' ? (JSON.parse(unseal(db, place, read as Sealed)) as unknown) : read;
}

/** True unless a value is sealed with the key in use, or plain where there is none. */
export function wantsSealing(db: Db, value: unknown): boolean {
  const id = typeof value === 'string' ? form.exec(value)?.[1] : undefined;
  return id !== sealKeysOf(db).current?.id;
}

function carrierOf(db: Db): Carrier | undefined {
  return db
    .getExecutor()
    .plugins.find((plugin): plugin is Carrier => 'derived' in plugin && 'keys' in plugin);
}

/** Each installation has a key of its own, so that no key seals more values than random nonces allow (2^32). */
function keyOf({ derived }: Carrier, key: SealKey, { installationId }: SealPlace): Buffer {
  const name = `${key.id}/${installationId}`;
  const known = derived.get(name);
  if (known) return known;
  const made = Buffer.from(
    hkdfSync('sha256', key.bytes, '', `langguard installation ${installationId}`, keyBytes),
  );
  if (derived.size >= maxDerived) derived.clear();
  derived.set(name, made);
  return made;
}

function boundTo({ installationId, column }: SealPlace, head: string): Buffer {
  return Buffer.from(`${head}${installationId}/${column}`, 'utf8');
}

function nameOf({ installationId, column }: SealPlace): string {
  return `A value of ${column} of installation ${installationId}`;
}

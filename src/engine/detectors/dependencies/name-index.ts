// Compact indexes of names: typed arrays of hashes and places, because maps of texts need many times the memory.

/** Places in a list, by the hash of a key that the caller verifies. */
export interface PlaceIndex {
  /** Visits the places that may have this key, ascending; some share only its hash, and one may come twice. */
  find(code: number, visit: (place: number) => void): void;
}

/** Hashes with their places, in the order of the places. */
interface Pairs {
  add(code: number, place: number): void;
  build(): PlaceIndex;
}

/** Collects hashes with places, which must not descend. */
export function createPairs(expected: number): Pairs {
  let codes = new Int32Array(Math.max(16, expected));
  let places = new Int32Array(codes.length);
  let count = 0;
  return {
    add(code, place) {
      if (count === codes.length) {
        codes = grown(codes);
        places = grown(places);
      }
      codes[count] = code;
      places[count++] = place;
    },
    build: () => chain(codes.slice(0, count), places.slice(0, count)),
  };
}

/** An index of `names` by a key; what `keyOf` gives no key stays out. `find` verifies the key. */
export function indexBy(
  names: readonly string[],
  keyOf: (name: string) => string | undefined,
): (key: string) => readonly string[] {
  const pairs = createPairs(names.length);
  names.forEach((name, place) => {
    const key = keyOf(name);
    if (key !== undefined) pairs.add(hashOf(key), place);
  });
  const index = pairs.build();
  return (key) => {
    const found: string[] = [];
    index.find(hashOf(key), (place) => {
      const name = names[place] ?? '';
      if (keyOf(name) === key) found.push(name);
    });
    return found;
  };
}

function grown(old: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const made = new Int32Array(old.length * 2);
  made.set(old);
  return made;
}

function chain(codes: Int32Array, places: Int32Array): PlaceIndex {
  const bits = Math.max(4, Math.ceil(Math.log2(codes.length + 1)));
  // The product's upper bits depend on all of the code's bits.
  const bucketOf = (code: number): number => Math.imul(code, 0x9e3779b1) >>> (32 - bits);
  const heads = new Int32Array(1 << bits).fill(-1);
  const next = new Int32Array(codes.length);
  // Backwards, so that each chain runs forwards.
  for (let at = codes.length - 1; at >= 0; at--) {
    const bucket = bucketOf(codes[at] ?? 0);
    next[at] = heads[bucket] ?? -1;
    heads[bucket] = at;
  }
  return {
    find(code, visit) {
      for (let at = heads[bucketOf(code)] ?? -1; at !== -1; at = next[at] ?? -1)
        if (codes[at] === code) visit(places[at] ?? 0);
    },
  };
}

const base = 0x01000193;

/** A polynomial hash in 32 bits, so that characters can be left out of it without reading the text again. */
export function hashOf(text: string): number {
  let code = 0;
  for (let at = 0; at < text.length; at++) code = (Math.imul(code, base) + text.charCodeAt(at) + 1) | 0;
  return code;
}

/** Calls `add` with the hash of the text as it is, with each one and, where wanted, with each two of its characters left out. */
export function forShortened(text: string, wantsTwo: boolean, add: (code: number) => void): void {
  const { length } = text;
  const power = new Int32Array(length + 1);
  const before = new Int32Array(length + 1);
  power[0] = 1;
  for (let at = 0; at < length; at++) {
    power[at + 1] = Math.imul(power[at] ?? 0, base);
    before[at + 1] = (Math.imul(before[at] ?? 0, base) + text.charCodeAt(at) + 1) | 0;
  }
  const between = (from: number, to: number): number =>
    ((before[to] ?? 0) - Math.imul(before[from] ?? 0, power[to - from] ?? 0)) | 0;
  add(before[length] ?? 0);
  for (let first = 0; first < length; first++) {
    const rest = length - 1 - first;
    add((Math.imul(before[first] ?? 0, power[rest] ?? 0) + between(first + 1, length)) | 0);
    if (!wantsTwo) continue;
    for (let second = first + 1; second < length; second++) {
      const middle = second - first - 1;
      const head = (Math.imul(before[first] ?? 0, power[middle] ?? 0) + between(first + 1, second)) | 0;
      const tail = length - 1 - second;
      add((Math.imul(head, power[tail] ?? 0) + between(second + 1, length)) | 0);
    }
  }
}

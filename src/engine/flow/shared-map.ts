// A map whose copies share their entries until one of them changes.

/** A map of which copies are made only when one of them changes, since most ways through the code change little. */
export class Shared<T> {
  #entries: Map<string, T>;
  /** Whether another copy reads the same entries. */
  #isShared = false;
  /** Of a large map the keys below each key. */
  #below: Map<string, Set<string>> | undefined;

  constructor(entries = new Map<string, T>()) {
    this.#entries = entries;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): T | undefined {
    // Most maps are empty, and a key that was just put together has no hash yet.
    return this.#entries.size === 0 ? undefined : this.#entries.get(key);
  }

  set(key: string, value: T): void {
    if (this.#below && !this.#entries.has(key)) note(this.#below, key);
    this.#own().set(key, value);
  }

  copy(): Shared<T> {
    const copy = new Shared(this.#entries);
    this.#isShared = true;
    copy.#isShared = true;
    return copy;
  }

  /** A map with what `both` makes of the values of either; a value that only one has is kept unless it says nothing alone. */
  joined(other: Shared<T>, both: (a: T, b: T) => T, isVoidAlone?: (value: T) => boolean): Shared<T> {
    if (this.#entries === other.#entries) return this.copy();
    const out = this.copy();
    if (isVoidAlone)
      for (const [key, value] of this.#entries)
        if (!other.#entries.has(key) && isVoidAlone(value)) out.#own().delete(key);
    for (const [key, value] of other.#entries) {
      const same = this.#entries.get(key);
      if (!same && isVoidAlone?.(value)) continue;
      const joined = same ? both(same, value) : value;
      if (joined !== same) out.set(key, joined);
    }
    return out;
  }

  /** A map with the entries whose keys stand in another too, or for whose keys the other or this one needs none. */
  common(
    other: Shared<T>,
    isSpared: (key: string) => boolean,
    isSparedHere: (key: string) => boolean,
  ): Shared<T> {
    if (this.#entries === other.#entries || (this.size === 0 && other.size === 0)) return this.copy();
    const kept = [...this.#entries].filter(([key]) => other.#entries.has(key) || isSpared(key));
    const added = [...other.#entries].filter(([key]) => !this.#entries.has(key) && isSparedHere(key));
    return new Shared(new Map([...kept, ...added]));
  }

  /** Forgets a key and those below it, such as `a.b` below `a`. */
  deleteBelow(key: string): void {
    if (!this.#below && this.#entries.size < large) {
      for (const known of this.#entries.keys())
        if (known.startsWith(key) && (known.length === key.length || known[key.length] === '.'))
          this.#own().delete(known);
      return;
    }
    const below = (this.#below ??= belowEach(this.#entries.keys()));
    for (const gone of [key, ...(below.get(key) ?? [])])
      if (this.#entries.has(gone)) {
        this.#own().delete(gone);
        for (const above of aboveOf(gone)) below.get(above)?.delete(gone);
      }
  }

  #own(): Map<string, T> {
    if (!this.#isShared) return this.#entries;
    this.#isShared = false;
    return (this.#entries = new Map(this.#entries));
  }
}

/** Looking at each key of a smaller map is quicker than to keep an order among them. */
const large = 64;

function belowEach(keys: Iterable<string>): Map<string, Set<string>> {
  const below = new Map<string, Set<string>>();
  for (const key of keys) note(below, key);
  return below;
}

function note(below: Map<string, Set<string>>, key: string): void {
  for (const above of aboveOf(key)) {
    const known = below.get(above);
    if (known) known.add(key);
    else below.set(above, new Set([key]));
  }
}

/** `a.b` and `a` of `a.b.c`. */
function* aboveOf(key: string): Generator<string> {
  for (let dot = key.lastIndexOf('.'); dot > 0; dot = key.lastIndexOf('.', dot - 1)) yield key.slice(0, dot);
}

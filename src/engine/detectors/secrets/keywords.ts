// Finds which of many literals stand where in a text, in one pass (Aho-Corasick over lower-cased ASCII).

/** Scans a text once and reports each literal's index and the offset at which it starts. */
export type KeywordScan = (text: string, onHit: (keyword: number, start: number) => void) => void;

/** Builds the automaton for lower-case literals; letters in the text match in either case. */
export function keywordScan(keywords: readonly string[]): KeywordScan {
  const classes = new Uint8Array(128);
  let width = 1;
  for (const keyword of keywords)
    for (let i = 0; i < keyword.length; i++) {
      const code = keyword.charCodeAt(i);
      if (classes[code] === 0) classes[code] = width++;
    }
  for (let code = 65; code <= 90; code++) classes[code] = classes[code + 32] ?? 0;

  // A row of a step for each class of characters; there cannot be more rows than characters, and the first.
  const most = keywords.reduce((sum, { length }) => sum + length, 1);
  const next = new Int32Array(most * width);
  const hits: number[][] = [[]];
  keywords.forEach((keyword, index) => {
    let state = 0;
    for (let i = 0; i < keyword.length; i++) {
      const at = state * width + (classes[keyword.charCodeAt(i)] as number);
      if (next[at] === 0) next[at] = hits.push([]) - 1;
      state = next[at] as number;
    }
    hits[state]?.push(index);
  });

  const fail = new Int32Array(hits.length);
  const queue: number[] = [...next.subarray(0, width)].filter((state) => state !== 0);
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head] as number;
    const back = fail[state] as number;
    hits[state]?.push(...(hits[back] as number[]));
    for (let step = 0; step < width; step++) {
      const target = next[state * width + step] as number;
      const other = next[back * width + step] as number;
      if (target === 0) next[state * width + step] = other;
      else {
        fail[target] = other;
        queue.push(target);
      }
    }
  }

  // Entries become premultiplied row offsets; a negative one says that the state has hits.
  const table = next.slice(0, hits.length * width);
  for (let at = 0; at < table.length; at++) {
    const target = table[at] as number;
    table[at] = (hits[target] as number[]).length > 0 ? -target * width : target * width;
  }
  const lengths = keywords.map((keyword) => keyword.length);

  return (text, onHit) => {
    let row = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      row = table[row + (code < 128 ? (classes[code] as number) : 0)] as number;
      if (row < 0) {
        row = -row;
        for (const hit of hits[row / width] as number[]) onHit(hit, i + 1 - (lengths[hit] as number));
      }
    }
  };
}

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

  const emptyRow = (): number[] => Array.from({ length: width }, () => 0);
  const next: number[][] = [emptyRow()];
  const hits: number[][] = [[]];
  keywords.forEach((keyword, index) => {
    let state = 0;
    for (let i = 0; i < keyword.length; i++) {
      const row = next[state] as number[];
      const step = classes[keyword.charCodeAt(i)] as number;
      if (row[step] === 0) {
        row[step] = next.length;
        next.push(emptyRow());
        hits.push([]);
      }
      state = row[step] as number;
    }
    hits[state]?.push(index);
  });

  const fail = new Int32Array(next.length);
  const queue: number[] = (next[0] as number[]).filter((state) => state !== 0);
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head] as number;
    const row = next[state] as number[];
    const back = next[fail[state] as number] as number[];
    hits[state]?.push(...(hits[fail[state] as number] ?? []));
    for (let step = 0; step < width; step++) {
      const target = row[step] as number;
      if (target === 0) row[step] = back[step] as number;
      else {
        fail[target] = back[step] as number;
        queue.push(target);
      }
    }
  }

  // Entries are premultiplied row offsets; a negative one says that the state has hits.
  const table = new Int32Array(next.length * width);
  next.forEach((row, state) =>
    row.forEach((target, step) => {
      table[state * width + step] = (hits[target]?.length ?? 0) > 0 ? -target * width : target * width;
    }),
  );
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

// How two texts differ: their distance, and what kind of slip leads from one to the other.

/** A slip that changes one place of a name. */
export type Slip =
  'transposition' | 'repeat' | 'keyboard' | 'vowel' | 'plural' | 'omission' | 'insertion' | 'substitution';

const rows = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Edits between two texts, an adjacent swap counting as one; more than `limit` is told as `limit + 1`. */
export function distance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let smallest = i;
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
      smallest = Math.min(smallest, best);
    }
    if (smallest > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** What turned the target into the name, for two texts one edit apart. */
export function slipOf(name: string, target: string): Slip {
  if (name.length === target.length) {
    let at = 0;
    while (at < name.length && name[at] === target[at]) at++;
    const next = at + 1;
    const isSwap =
      name[at] === target[next] &&
      name[next] === target[at] &&
      name.slice(next + 1) === target.slice(next + 1);
    if (isSwap) return 'transposition';
    const [a, b] = [name[at] ?? '', target[at] ?? ''];
    if (areNeighbours(a, b)) return 'keyboard';
    return /[aeiouy]/.test(a) && /[aeiouy]/.test(b) ? 'vowel' : 'substitution';
  }
  const [short, long] = name.length < target.length ? [name, target] : [target, name];
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  const extra = long[at] ?? '';
  if (at === short.length && extra === 's' && !short.endsWith('s')) return 'plural';
  if (extra === long[at - 1] || extra === long[at + 1]) return 'repeat';
  return name === long ? 'insertion' : 'omission';
}

/** Whether two keys touch on an English keyboard. */
export function areNeighbours(a: string, b: string): boolean {
  if (a === '' || b === '') return false;
  return rows.some((row, index) => {
    const at = row.indexOf(a);
    if (at === -1) return false;
    if (row[at - 1] === b || row[at + 1] === b) return true;
    return [rows[index - 1], rows[index + 1]].some((other) => other?.[at] === b);
  });
}

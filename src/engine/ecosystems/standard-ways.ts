// Reads the tables that say which packages a language has made needless.

/** By normalised name what to use instead, from lines of `name: what to use`. */
export function readWays(table: string): ReadonlyMap<string, string> {
  return new Map(
    table
      .trim()
      .split('\n')
      .map((line): [string, string] => {
        const colon = line.indexOf(': ');
        return [line.slice(0, colon), line.slice(colon + 2)];
      }),
  );
}

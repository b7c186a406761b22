// Asks the text of a file once for what each of its functions would ask again.
import type { SyntaxSource } from '../syntax/tree.ts';

/** A question about a whole text whose answer is kept with its file, so that many askers cost one look. */
export function askedOnce<T = boolean>(asks: (text: string) => T): (source: SyntaxSource) => T {
  const known = new WeakMap<SyntaxSource, T>();
  return (source) => {
    let answer = known.get(source);
    if (answer === undefined) known.set(source, (answer = asks(source.text)));
    return answer;
  };
}

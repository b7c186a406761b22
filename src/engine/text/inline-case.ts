// Writes groups that ignore case, `(?i:…)`, as classes of both cases.
//
// V8 13.6 stops optimising expressions in a process that has compiled many of them, and then takes `(?i:…)` for `(?:…)`
// without a word (`node --no-regexp-optimization -e "console.log(/^(?i:a)$/.test('A'))"` prints false).

/** An equal expression without such groups. Throws for other modifiers within an expression, which are not needed here. */
export function withoutInlineCase(source: string): string {
  if (!/\(\?[ims-]+:/.test(source)) return source;
  let out = '';
  let isClass = false;
  // Whether each open group ignores case.
  const groups: boolean[] = [];
  for (let at = 0; at < source.length; at++) {
    const char = source[at] as string;
    const ignoresCase = groups.at(-1) === true;
    if (char === '\\') {
      const [escape] = /^\\(?:k<\w+>|u[\da-f]{4}|x[\da-f]{2}|[^])/i.exec(source.slice(at)) ?? [char];
      out += escape;
      at += escape.length - 1;
    } else if (isClass) {
      isClass = char !== ']';
      const [range] = /^[a-z]-[a-z]|^[A-Z]-[A-Z]/.exec(source.slice(at)) ?? [];
      const written = range ?? char;
      out += ignoresCase ? bothCases(written) : written;
      at += written.length - 1;
    } else if (char === '[') {
      isClass = true;
      out += char;
    } else if (char === '(') {
      const [opening] = /^\((?:\?(?:[:=!]|<[=!]|<\w+>|[ims]*(?:-[ims]+)?:))?/.exec(source.slice(at)) ?? [
        char,
      ];
      const modifiers = /^\(\?([ims-]+):$/.exec(opening)?.[1];
      if (modifiers !== undefined && modifiers !== 'i')
        throw new Error(`${opening} is not supported within an expression; write flags at its beginning`);
      groups.push(ignoresCase || modifiers === 'i');
      out += modifiers === 'i' ? '(?:' : opening;
      at += opening.length - 1;
    } else {
      if (char === ')') groups.pop();
      const both = ignoresCase ? bothCases(char) : char;
      out += both === char ? char : `[${both}]`;
    }
  }
  return out;
}

/** A character or a range, and the same in the other case where there is one. */
function bothCases(written: string): string {
  if (!/^[a-z](?:-[a-z])?$/i.test(written)) return written;
  const lower = written.toLowerCase();
  return `${lower}${lower.toUpperCase()}`;
}

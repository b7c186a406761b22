// What names stand for in a Gradle script, as far as it and the files around it say it.
import type { Dependency } from '../../ecosystem.ts';
import type { Statement, Token } from './gradle-tokens.ts';

/** Reads an expression from a token on; `$name` is left where the name is not known. */
export interface GradleProperties {
  /** The text of a string with its names replaced. */
  expand(token: Token): string;
  /** The value of `'a' + b` or `versions.a`, and the index after it; undefined when it is no such expression. */
  evaluate(tokens: readonly Token[], from: number): { value: string; next: number } | undefined;
  /** Where another file sets a name that was looked up since this was last asked. */
  takePlace(): Dependency['decided'] | undefined;
}

/** A name, its value, and the place when another file sets it. */
export type SetName = readonly [name: string, value: Token, place?: NonNullable<Dependency['decided']>];

const maxChars = 1000;

/** The names that a script sets: `ext.a`, `ext { a = }`, `def a`, `val a`, `extra["a"]`, `set("a", )` and maps. */
export function readNames(script: readonly Statement[]): SetName[] {
  const names: SetName[] = [];
  const set = (name: string, token: Token | undefined): void => {
    if (token?.kind === 'text' && name !== '') names.push([name, token]);
  };
  script.forEach(({ tokens, blocks }, index) => {
    note(tokens, set);
    // `val a by extra {`: the value is the statement after it.
    if (blocks.at(-1) === 'extra' && tokens.length === 1) {
      const header = script[index - 1]?.tokens ?? [];
      const by = header.findIndex(({ value }) => value === 'by');
      if (by > 0) set(beforeType(header, by), tokens[0]);
    }
  });
  return names;
}

/** What names stand for; of several that are the same the first counts. */
export function gradleProperties(names: readonly SetName[]): GradleProperties {
  const values = new Map<string, SetName>();
  for (const one of names) if (!values.has(one[0])) values.set(one[0], one);
  let place: Dependency['decided'] | undefined;
  const expanded = new Map<string, string>();
  const lookUp = (name: string): string | undefined => {
    const short = name.replace(/^(?:(?:rootProject|project|ext|extra|this|Versions?)\.)+/, '');
    const found = values.has(short) ? short : name;
    const [, token, from] = values.get(found) ?? [];
    place ??= from;
    const kept = expanded.get(found);
    if (kept !== undefined) return kept;
    if (!token) return undefined;
    expanded.set(found, `\${${name}}`);
    const result = expand(token);
    expanded.set(found, result);
    return result;
  };
  const expand = ({ value, isTemplate }: Token): string => {
    const text = value.slice(0, maxChars);
    if (!isTemplate) return text;
    return text
      .replace(
        /\$(?:\{([^{}]*)\}|([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*)*))/g,
        (whole, inner: string | undefined, name: string | undefined, path: string | undefined) => {
          // Groovy takes the dots with the name, Kotlin does not.
          if (name !== undefined && path !== '')
            return lookUp(`${name}${path}`) ?? `${lookUp(name) ?? `$${name}`}${path}`;
          const quotedName =
            /(?:property|findProperty|extra|ext|get|properties)?\s*[[(]\s*["']([\w.-]+)["']\s*[\])]/.exec(
              inner ?? '',
            );
          return lookUp(quotedName?.[1] ?? (inner ?? name ?? '').trim()) ?? whole;
        },
      )
      .slice(0, maxChars);
  };
  const evaluate: GradleProperties['evaluate'] = (tokens, from) => {
    let value = '';
    let at = from;
    for (;;) {
      const token = tokens[at];
      if (token?.kind === 'text') {
        value += expand(token);
        at++;
      } else if (token?.kind === 'word') {
        const chain = [token.value];
        at++;
        while (tokens[at]?.value === '.' && tokens[at + 1]?.kind === 'word') {
          chain.push(tokens[at + 1]?.value ?? '');
          at += 2;
        }
        let name = chain.join('.');
        // `property("a")`, `extra["a"]` and a call without arguments at the end.
        if (tokens[at]?.value === '(' || tokens[at]?.value === '[') {
          if (tokens[at + 1]?.kind === 'text') name = tokens[at + 1]?.value ?? '';
          while (at < tokens.length && !/^[)\]]$/.test(tokens[at]?.value ?? '')) at++;
          at++;
        }
        if (tokens[at]?.value === 'as') at += 2;
        value += lookUp(name) ?? `\${${name}}`;
      } else return undefined;
      if (tokens[at]?.value !== '+') return { value: value.slice(0, maxChars), next: at };
      at++;
    }
  };
  const takePlace = (): Dependency['decided'] | undefined => {
    const taken = place;
    place = undefined;
    return taken;
  };
  return { expand, evaluate, takePlace };
}

function note(tokens: readonly Token[], set: (name: string, token: Token | undefined) => void): void {
  const words = tokens.map(({ value }) => value);
  if (words[0] === 'set' && tokens[2]?.kind === 'text') set(tokens[2].value, tokens[4]);
  const by = words.indexOf('by');
  if (by > 0 && words[by + 1] === 'extra') set(beforeType(tokens, by), tokens[by + 3]);
  const equals = tokens.findIndex(({ kind, value }) => kind === 'sign' && value === '=');
  if (equals < 1) return;
  let nameAt = equals - 1;
  // `val a: String = `, `extra["a"] = `
  if (words[nameAt - 1] === ':' && nameAt > 1) nameAt -= 2;
  if (words[nameAt] === ']') nameAt -= 1;
  const name = words[nameAt] ?? '';
  const value = tokens[equals + 1];
  if (value?.kind === 'text' && tokens[equals + 2]?.value !== '+') set(name, value);
  if (value?.value !== '[' && value?.value !== 'mapOf') return;
  for (let at = equals + 2; at + 2 < tokens.length; at++) {
    const isPair = tokens[at + 1]?.value === ':' || tokens[at + 1]?.value === 'to';
    if (isPair && tokens[at + 2]?.kind === 'text') set(`${name}.${words[at]}`, tokens[at + 2]);
  }
}

/** The name in `a by` and `a: String by`. */
function beforeType(tokens: readonly Token[], by: number): string {
  return tokens[tokens[by - 2]?.value === ':' ? by - 3 : by - 1]?.value ?? '';
}

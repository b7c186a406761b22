// Reads the literal requirement lists of setup.py; nothing is executed, and what is computed is said to be unread.
import type { Dependency, Parsed } from '../../ecosystem.ts';
import { lineIndex, readSafely } from '../reading.ts';
import { readRequirement } from './requirement.ts';
import { pythonDependency } from './requirements-txt.ts';

const keys: ReadonlyMap<string, Dependency['scope']> = new Map([
  ['install_requires', 'runtime'],
  ['setup_requires', 'build'],
  ['tests_require', 'development'],
  ['extras_require', 'optional'],
]);

/** A token of Python as far as literals need it. */
interface Token {
  kind: 'name' | 'string' | 'sign';
  text: string;
  start: number;
  /** Offset of the first character inside the quotes of a string. */
  inner: number;
  /** Set for f-strings, bytes and anything with an escape. */
  opaque?: boolean;
}

/** The dependencies that a setup.py writes as literals; never throws. */
export function readSetupPy(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    const tokens = tokenise(body);
    const place = lineIndex(body);
    const budget = { terms: maxTerms };
    tokens.forEach((token, index) => {
      const scope = keys.get(token.text);
      const isKey = token.kind === 'name' || token.kind === 'string';
      const sign = tokens[index + 1]?.text;
      if (!scope || !isKey || (sign !== '=' && sign !== ':') || tokens[index + 2]?.text === '=') return;
      const { strings, isLiteral } = readLiteral(tokens, index + 2, 0, budget);
      for (const one of strings) {
        const at = place(one.inner);
        const read = one.opaque ? undefined : readRequirement(one.text);
        if (!read) {
          into.unreadable.push({
            line: at.line,
            reason: `not a plain requirement: ${one.text.slice(0, 80)}`,
          });
          continue;
        }
        into.dependencies.push(
          pythonDependency(read, {
            path,
            line: at.line,
            column: at.column + read.start,
            endColumn: at.column + read.end,
            scope,
          }),
        );
      }
      if (!isLiteral) {
        into.unreadable.push({
          line: place(token.start).line,
          reason: `${token.text} is computed; LangGuard does not execute setup.py`,
        });
      }
    });
  });
}

/** Names that stand for names beyond this are not followed, nor more terms of sums in one file. */
const maxDepth = 4;
const maxTerms = 2000;

interface Literal {
  strings: Token[];
  isLiteral: boolean;
}

/** The strings of a list, tuple, dictionary or named literal that starts at `index`, or of a sum of such. */
function readLiteral(
  tokens: readonly Token[],
  index: number,
  depth: number,
  budget: { terms: number },
): Literal {
  const strings: Token[] = [];
  let isLiteral = true;
  for (let at = index; ;) {
    if (budget.terms-- <= 0) return { strings, isLiteral: false };
    const term = readTerm(tokens, at, depth, budget);
    strings.push(...term.strings);
    isLiteral &&= term.isLiteral;
    const next = tokens[term.next]?.text;
    if (next !== '+' || tokens[term.next]?.kind !== 'sign')
      // A call or a part of it is computed.
      return { strings, isLiteral: isLiteral && next !== '.' && next !== '[' && next !== '(' };
    at = term.next + 1;
  }
}

function readTerm(
  tokens: readonly Token[],
  index: number,
  depth: number,
  budget: { terms: number },
): Literal & { next: number } {
  const first = tokens[index];
  if (first?.kind === 'name') {
    const at = tokens.findIndex(
      (token, i) =>
        token.kind === 'name' &&
        token.text === first.text &&
        tokens[i + 1]?.text === '=' &&
        i < index - 1 &&
        tokens[i + 2]?.text !== '=',
    );
    const named =
      at === -1 || depth >= maxDepth
        ? { strings: [], isLiteral: false }
        : readLiteral(tokens, at + 2, depth + 1, budget);
    return { ...named, next: index + 1 };
  }
  if (first?.kind === 'string') return { strings: [first], isLiteral: true, next: index + 1 };
  if (!first || !'[({'.includes(first.text)) return { strings: [], isLiteral: false, next: index + 1 };
  const strings: Token[] = [];
  let isLiteral = true;
  let open = 0;
  for (let i = index; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.kind === 'string') {
      // Keys of extras_require name groups, not packages.
      if (tokens[i + 1]?.text !== ':') strings.push(token);
    } else if (token.kind === 'sign' && '[({'.includes(token.text)) open++;
    else if (token.kind === 'sign' && '])}'.includes(token.text)) {
      if (--open === 0) return { strings, isLiteral, next: i + 1 };
    } else if (![',', ':'].includes(token.text)) isLiteral = false;
  }
  return { strings, isLiteral: false, next: tokens.length };
}

function tokenise(body: string): Token[] {
  const tokens: Token[] = [];
  // One alternative per first character, so that the scan is linear.
  const pattern = /#[^\n]*|([A-Za-z]{0,2})("""|'''|"|')|([A-Za-z_]\w*)|([^\s\w])/g;
  for (let match = pattern.exec(body); match; match = pattern.exec(body)) {
    const [whole, prefix = '', quote, name, sign] = match;
    if (quote !== undefined) {
      const inner = match.index + prefix.length + quote.length;
      const end = closing(body, inner, quote);
      const text = body.slice(inner, end);
      pattern.lastIndex = end + quote.length;
      const opaque = /[fb]/i.test(prefix) || text.includes('\\');
      tokens.push({ kind: 'string', text, start: match.index, inner, ...(opaque ? { opaque } : {}) });
    } else if (name !== undefined)
      tokens.push({ kind: 'name', text: name, start: match.index, inner: match.index });
    else if (sign !== undefined)
      tokens.push({ kind: 'sign', text: sign, start: match.index, inner: match.index });
    else if (whole === '') pattern.lastIndex++;
  }
  return tokens;
}

function closing(body: string, from: number, quote: string): number {
  for (let at = from; at < body.length; at++) {
    if (body[at] === '\\') at++;
    else if (quote.length === 1 && body[at] === '\n') return at;
    else if (body.startsWith(quote, at)) return at;
  }
  return body.length;
}

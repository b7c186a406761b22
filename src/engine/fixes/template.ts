// Fills the template of a rule's fix with the code that its metavariables stand for, in the style of the file.
import { bindingOf, type Bindings } from '../syntax/match.ts';
import type { SyntaxNode, SyntaxSource } from '../syntax/tree.ts';
import { isString } from '../syntax/strings.ts';
import { indentAt, type SourceEdit } from './edit.ts';

/** A stretch of a source. */
export interface Span {
  start: number;
  end: number;
}

/** Where what a metavariable stands for is written; undefined when it is not bound or stands for nothing. */
export function spanOf(bindings: Bindings | undefined, name: string): Span | undefined {
  const nodes = bindingOf(bindings, name)?.nodes;
  const [first, last] = [nodes?.[0], nodes?.at(-1)];
  return first && last && { start: first.start, end: last.end };
}

/** The replacement of a span by a template; undefined when a metavariable in it is not bound. */
export function fillFix(
  template: string,
  source: SyntaxSource | Pick<SyntaxSource, 'text' | 'lineStarts'>,
  at: Span,
  bindings: Bindings | undefined,
  quote?: string,
): SourceEdit | undefined {
  const metavariable = /\${1,3}([A-Z_][A-Z0-9_]*)/g;
  const names = [...template.matchAll(metavariable)].map(([, name]) => name as string);
  if (names.some((name) => !bindingOf(bindings, name))) return undefined;
  const isEmpty = (name: string): boolean => bindingOf(bindings, name)?.nodes.length === 0;
  // An empty `$$$NAME` takes the comma beside it along.
  const tidy = template
    .replace(/\${3}([A-Z_][A-Z0-9_]*)\s*,\s*/g, (whole, name: string) => (isEmpty(name) ? '' : whole))
    .replace(/\s*,\s*\${3}([A-Z_][A-Z0-9_]*)/g, (whole, name: string) => (isEmpty(name) ? '' : whole));
  const indent = indentAt(source, at.start);
  const [first = '', ...rest] = tidy.replace(/\n$/, '').split('\n');
  const indented = [first, ...rest.map((line) => (line === '' ? line : indent + line))].join('\n');
  const text = spread(requoted(indented, quote), source, bindings).replace(
    metavariable,
    (_, name: string) => {
      const span = spanOf(bindings, name);
      return span ? source.text.slice(span.start, span.end) : (bindingOf(bindings, name)?.text ?? '');
    },
  );
  return { ...at, text };
}

/** A list with one entry to a line gets what is added to it on a line of its own. */
function spread(
  template: string,
  source: Pick<SyntaxSource, 'text'>,
  bindings: Bindings | undefined,
): string {
  const name = /^\${3}([A-Z_][A-Z0-9_]*), /.exec(template)?.[1];
  const last = name === undefined ? undefined : bindingOf(bindings, name)?.nodes.at(-1);
  const gap = last && /\n([ \t]*)$/.exec(source.text.slice(Math.max(0, last.start - 200), last.start))?.[0];
  return gap === undefined ? template : template.replace(', ', () => `,${gap}`);
}

/** A template's plain string literals with another quotation mark. */
function requoted(template: string, quote: string | undefined): string {
  if (quote === undefined) return template;
  return template.replace(/'([^'"\\$`\n]*)'|"([^'"\\$`\n]*)"/g, (_, single?: string, double?: string) => {
    return quote + (single ?? double ?? '') + quote;
  });
}

/** Languages in which both marks write the same plain string. */
const freeQuotes = new Set(['python', 'javascript', 'typescript', 'tsx', 'php', 'ruby']);

/** The quotation mark to use: that of the literal which is replaced, else the one that the file uses most. */
export function quoteOf(
  replaced: SyntaxNode | undefined,
  language: string,
  strings: Iterable<SyntaxNode>,
): string | undefined {
  if (!freeQuotes.has(language)) return undefined;
  const own = replaced && isString(replaced) ? markOf(replaced) : undefined;
  if (own) return own;
  let balance = 0;
  for (const one of strings) balance += { "'": -1, '"': 1 }[markOf(one) ?? ''] ?? 0;
  return balance === 0 ? undefined : balance < 0 ? "'" : '"';
}

function markOf(node: SyntaxNode): string | undefined {
  const mark = /^[A-Za-z]{0,2}(["'])/.exec(node.source.text.slice(node.start, node.start + 3))?.[1];
  return mark;
}

// What a PHP file prints, and where in the page it lands.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, Statement } from '../../ir.ts';
import { type HtmlContext, htmlContext } from '../html-context.ts';
import { expression } from './expressions.ts';

/** The text outside the PHP tags so far: it decides what an echo writes into. */
let page: HtmlContext = htmlContext();

/** Begins a page. */
export function beginPage(): void {
  page = htmlContext();
}

/** Reads what a function prints: whoever calls it, it is a page of its own, and the one around goes on after it. */
export function pageApart<T>(readFunction: () => T): T {
  const around = page;
  page = htmlContext();
  try {
    return readFunction();
  } finally {
    page = around;
  }
}

/** Reads text outside the PHP tags. */
export function readPage(text: string): void {
  page.read(text);
}

/** `<?= … ?>` has no node of its own: the tag stands before its expression. */
export function opensEcho(before: SyntaxNode | undefined): boolean {
  const tag = before?.kind === 'text_interpolation' ? before.items.at(-1) : before;
  return tag?.kind === 'php_tag' && tag.text === '<?=';
}

/** What an echo prints. */
export function echoed(node: SyntaxNode): readonly SyntaxNode[] {
  return node.items.flatMap((item) => (item.kind === 'sequence_expression' ? echoed(item) : [item]));
}

/** What an echo at this place of the page is called. */
export function echoName(): string {
  if (page.isBare()) return ':echo.bare';
  return page.isScriptText() ? ':echo.script' : ':echo';
}

/** An echo is a call, whose name says where in the page it stands. */
export function echo(node: SyntaxNode, items: readonly SyntaxNode[]): Statement {
  const printed = items.map((item) => expression(item));
  const value: Expression = {
    kind: 'call',
    node,
    callee: { kind: 'name', node, name: ':echo' },
    args: printed.map((one) => ({ value: inAttribute(one, page.openAttribute()) })),
  };
  if (page.isBare() && !value.args.every((one) => isQuoted(one.value)))
    value.callee = { kind: 'name', node, name: ':echo.bare' };
  else if (page.isScriptText()) value.callee = { kind: 'name', node, name: ':echo.script' };
  for (const one of printed) {
    if (one.kind === 'literal') page.read(String(one.value));
    if (one.kind === 'build')
      for (const part of one.parts) if (part.kind === 'literal') page.read(String(part.value));
  }
  return { kind: 'expression', node, value };
}

/** What is printed into an attribute, behind the tag that is open. */
function inAttribute(value: Expression, tag: string | undefined): Expression {
  if (tag === undefined || value.kind === 'literal' || value.kind === 'build') return value;
  const { node } = value;
  return { kind: 'build', node, parts: [{ kind: 'literal', node, value: tag }, value] };
}

/** True for `"x='" . $value . "'"`, which brings the quotes around its values. */
function isQuoted(value: Expression): boolean {
  if (value.kind !== 'build') return value.kind === 'literal';
  return value.parts.every((part, index) => {
    const before = value.parts[index - 1];
    return part.kind === 'literal' || (before?.kind === 'literal' && /['"]$/.test(String(before.value)));
  });
}

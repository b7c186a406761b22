// A program as its syntax tree, the places in it that may be rewritten, and the edits that do so.
import type { SyntaxNode, SyntaxTree } from '../../../src/engine/syntax/tree.ts';
import type { Dialect } from './dialects.ts';

/** An example that is rewritten; `at` is where the worst finding in it begins. */
export interface Program {
  code: string;
  tree: SyntaxTree;
  dialect: Dialect;
  at?: number | undefined;
}

/** A program that means the same; undefined when the transformation does not apply. */
export type Rewriting = (program: Program) => string | undefined;

export interface Edit {
  from: number;
  to: number;
  text: string;
}

export const insertion = (at: number, text: string): Edit => ({ from: at, to: at, text });
export const replacement = ({ start, end }: { start: number; end: number }, text: string): Edit => ({
  from: start,
  to: end,
  text,
});

/** The text with all edits made, which do not overlap; undefined when there are none. */
export function edited(code: string, edits: readonly Edit[]): string | undefined {
  if (edits.length === 0) return undefined;
  let out = '';
  let at = 0;
  for (const { from, to, text } of edits.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    if (from < at) return undefined;
    out += code.slice(at, from) + text;
    at = to;
  }
  return out + code.slice(at);
}

/** The white space at the start of the line on which an offset stands. */
export function indentAt(code: string, offset: number): string {
  return /^[ \t]*/.exec(code.slice(code.lastIndexOf('\n', offset - 1) + 1))?.[0] ?? '';
}

/** Whether the items of a node are statements. */
function isList(node: SyntaxNode, dialect: Dialect): boolean {
  return (
    node.parent === undefined || (dialect.lists.has(node.kind) && !dialect.members.has(node.parent.kind))
  );
}

/** The statements of each list, without declarations and what else must stay where it is. */
export function statementLists({ tree, dialect }: Program): SyntaxNode[][] {
  return [...tree.root.walk()]
    .filter((node) => isList(node, dialect))
    .map((list) =>
      list.items.filter(
        (node) => node.field !== 'condition' && !dialect.fixed.test(node.kind) && !isPrinted(node),
      ),
    )
    .filter((statements) => statements.length > 0);
}

/** Whether PHP writes a value into the page, in front of which no statement can stand. */
const isPrinted = ({ source, start }: SyntaxNode): boolean => /<\?=\s*$/.test(source.text.slice(0, start));

/** The statements of each function that stands in no other, or those of the file where it has some: what can be put into a block as a whole. */
export function bodies(program: Program): SyntaxNode[][] {
  const { dialect, tree } = program;
  const [first, ...rest] = statementLists(program);
  if (first?.[0]?.parent === tree.root) {
    // Only where nothing that must stay stands in between.
    const isRun = first.every((node, i) => i === 0 || tree.root.items.indexOf(node) === tree.root.items.indexOf(first[i - 1] as SyntaxNode) + 1); // prettier-ignore
    return isRun ? [first] : [];
  }
  return [first ?? [], ...rest].filter((statements) => {
    let up = statements[0]?.parent?.parent;
    while (up && !(up.parent !== undefined && isList(up, dialect))) up = up.parent;
    return statements.length > 0 && !up;
  });
}

/** What keeps an expression from being evaluated once and in the order of the statements. */
const barrier =
  /lambda|closure|literal_value|func_literal|anonymous|arrow|ternary|conditional|^(?:if|while|for|do|switch|when|case|match|try|unless|until|elvis|class|object|begin|async_block|do_block|block)(?:_|$)|_(?:modifier|body|clause|arm)$|default_value|annotation|attribute|field_declaration|const_item|static_item/;

/** The statement that evaluates a node once, before which another may be put; undefined where there is none. */
export function statementOf(node: SyntaxNode, dialect: Dialect): SyntaxNode | undefined {
  for (let at = node; at.parent; at = at.parent) {
    if (isList(at.parent, dialect)) return dialect.fixed.test(at.kind) ? undefined : at;
    const operator = at.parent.children.find(({ field }) => field === 'operator')?.text;
    if (barrier.test(at.parent.kind) || /^(?:&&|\|\||\?\?|\?:|and|or)$/.test(operator ?? ''))
      return undefined;
  }
  return undefined;
}

/** An argument that may be taken out of its call. */
export interface Argument {
  node: SyntaxNode;
  statement: SyntaxNode;
}

const notTaken =
  /lambda|closure|func_literal|anonymous|arrow|^(?:pair|block_argument|splat_argument|hash_splat_argument|variadic_unpacking|variadic_argument|spread_expression|heredoc_beginning|await_expression|method_reference|callable_reference|declaration_expression|this|this_expression|self|type_identifier|composite_literal)$/;

/** The argument that is handed on in another way: of the call that is found, else of the last; one that is no literal if there is one. */
export function chosenArgument(program: Program): Argument | undefined {
  const { tree, dialect, at } = program;
  const all: Argument[] = [];
  for (const list of tree.root.walk()) {
    if (!dialect.argumentLists.has(list.kind)) continue;
    const [statement] = [statementOf(list, dialect)];
    if (!statement) continue;
    for (const item of list.items) {
      const node = dialect.argumentKinds.has(item.kind) ? item.items.at(-1) : item;
      // A named argument, or one that is written to.
      if (!node || (node !== item && item.children.length > 1)) continue;
      if (notTaken.test(node.kind) || /^(?:ref|out|in) /.test(item.text) || /\b(?:this|self|await|yield)\b/.test(node.text)) continue; // prettier-ignore
      all.push({ node, statement });
    }
  }
  const near = all.filter(({ statement }) => at !== undefined && statement.start <= at && at < statement.end);
  const inCall = near.filter(({ node }) => node.parent !== undefined && node.start >= (at as number));
  const from = inCall.length > 0 ? inCall : near.length > 0 ? near : all;
  return (
    from.find(({ node }) => from !== all && !isLiteral(node)) ??
    from.findLast(({ node }) => !isLiteral(node)) ??
    from.at(-1)
  );
}

export function isLiteral(node: SyntaxNode): boolean {
  return (
    /literal|^(?:string|integer|float|boolean|true|false|nil|null|simple_symbol|encapsed_string|regex)$/.test(
      node.kind,
    ) &&
    !/composite_literal/.test(node.kind) &&
    ![...node.walk()].some(({ kind }) => /interpolation|variable_name/.test(kind))
  );
}

/** The class body around a node, for a helper beside its method; undefined outside classes. */
export function classBodyAround(node: SyntaxNode): SyntaxNode | undefined {
  for (let up = node.parent; up; up = up.parent)
    if (/^(?:class_body|declaration_list|enum_body|record_body|interface_body)$/.test(up.kind) && up.parent && /class|enum|record|struct|trait/.test(up.parent.kind)) return up; // prettier-ignore
  return undefined;
}

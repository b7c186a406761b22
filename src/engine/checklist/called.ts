// Reads what the lines of a file call, define and quote, from its syntax tree and in any of the grammars.
import { namesOf } from '../syntax/names.ts';
import { positionAt, type SyntaxNode, type SyntaxTree } from '../syntax/tree.ts';

/** Something that a line does. */
export type Act = { line: number } & (
  | { kind: 'call'; name: string }
  | { kind: 'define'; name: string }
  | { kind: 'string'; text: string }
  | { kind: 'node'; node: string }
);

const calls = new Set([
  'call',
  'call_expression',
  'method_invocation',
  'invocation_expression',
  'function_call_expression',
  'member_call_expression',
  'nullsafe_member_call_expression',
  'scoped_call_expression',
  'new_expression',
  'object_creation_expression',
  'macro_invocation',
  'decorator',
  'annotation',
  'marker_annotation',
  'attribute',
]);
const definitions =
  /^(?:function_(?:definition|declaration|item|expression)|method(?:_definition|_declaration)?|singleton_method|class_(?:definition|declaration)|class)$/;
const strings =
  /^(?:string|string_literal|template_string|interpreted_string_literal|raw_string_literal|encapsed_string|string_value|verbatim_string_literal|interpolated_string_expression|multiline_string_literal|line_string_literal|heredoc_body|text_block)$/;
const argumentKinds = /^(?:arguments|argument_list|value_arguments|call_suffix|token_tree|annotated_lambda)$/;

/** Longer texts are data. */
const maxString = 4_000;

/** The acts on these lines, in the order of the text. */
export function* actsOn(tree: SyntaxTree, lines: ReadonlySet<number>): Generator<Act> {
  const names = namesOf(tree);
  const lineOf = (node: SyntaxNode): number => positionAt(tree.source, node.start).line;
  let last = 0;
  for (const line of lines) last = Math.max(last, line);
  const stack: SyntaxNode[] = [tree.root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    const line = lineOf(node);
    if (line > last) continue;
    for (let at = node.children.length - 1; at >= 0; at--) stack.push(node.children[at] as SyntaxNode);
    if (!node.named || (node.kind === 'attribute' && !isAnnotation(node))) continue;
    // Of a chain over several lines each call stands on the line of its own name.
    const own = calls.has(node.kind) ? positionAt(tree.source, nameEnd(node)).line : line;
    if (!lines.has(own)) continue;
    if (calls.has(node.kind)) {
      const name = nameOf(node, names);
      if (name !== '') yield { line: own, kind: 'call', name };
    } else if (definitions.test(node.kind) || isFunctionVariable(node)) {
      const name = node.get('name')?.text;
      if (name !== undefined && /^[\w$]{1,200}$/.test(name)) yield { line, kind: 'define', name };
    } else if (strings.test(node.kind)) {
      const text = node.source.text.slice(node.start, Math.min(node.end, node.start + maxString));
      yield { line, kind: 'string', text: text.replace(/^[@$a-zA-Z]{0,2}(?:"""|'''|["'`])/, '') };
    }
    yield { line, kind: 'node', node: node.kind };
  }
}

function isFunctionVariable(node: SyntaxNode): boolean {
  return node.kind === 'variable_declarator' && /function/.test(node.get('value')?.kind ?? '');
}

/** In Python an attribute is a member of a value. */
function isAnnotation({ parent }: SyntaxNode): boolean {
  return parent !== undefined && /^attribute_(?:list|group|item)$/.test(parent.kind);
}

/** Where the name of what is called ends. */
function nameEnd(node: SyntaxNode): number {
  const given = argumentsOf(node);
  let end = given ? given.start : node.end;
  while (end > node.start && /\s/.test(node.source.text[end - 1] as string)) end--;
  return Math.max(node.start, end - 1);
}

function argumentsOf(node: SyntaxNode): SyntaxNode | undefined {
  return node.get('arguments') ?? node.children.find((child) => argumentKinds.test(child.kind));
}

/** `a.b.c` of what is called, its head by the name that an import gave it; '' for what has no name. */
function nameOf(node: SyntaxNode, names: ReadonlyMap<string, string>): string {
  const receiver = node.get('receiver');
  const method = node.get('method');
  const text =
    receiver && method
      ? `${receiver.text}.${method.text}`
      : node.source.text.slice(node.start, nameEnd(node) + 1);
  if (text.length > 2_000) return '';
  const parts = withoutBrackets(text)
    .replace(/^\s*(?:@|#\[|new\s|await\s)+/, '')
    .split(/\?\.|!\.|\.|->|::/)
    .map((part) => part.replace(/[\s$!&*?]/g, ''));
  const [head = '', ...rest] = parts;
  if (!parts.every((part) => /^\w*$/.test(part))) return '';
  return [names.get(head) ?? head, ...rest].join('.');
}

/** The text without what stands in brackets of any kind. */
function withoutBrackets(text: string): string {
  let depth = 0;
  let out = '';
  for (const sign of text) {
    if ('([{<'.includes(sign)) depth++;
    else if (')]}>'.includes(sign)) {
      // The arrow of PHP and C is none.
      if (sign === '>' && out.endsWith('-')) out += sign;
      else depth = Math.max(0, depth - 1);
    } else if (depth === 0) out += sign;
  }
  return out;
}

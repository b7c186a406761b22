// Calls in Go.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Argument, Expression } from '../../ir.ts';
import { expression } from './expressions.ts';
import { patternOf } from './patterns.ts';
import type { Scope } from './scope.ts';
import { isPlainType, numeric, typeName } from './types.ts';

/** A call. */
export function call(node: SyntaxNode, scope: Scope): Expression {
  const functionNode = node.get('function');
  const args: Argument[] = (node.get('arguments')?.items ?? []).map((item) => ({
    value: expression(item, scope),
    ...(item.kind === 'variadic_argument' && { spread: true }),
  }));
  const text = functionNode?.text ?? '';
  const [first] = args;
  if ((text === 'make' || text === 'new') && node.get('arguments')?.items[0]) {
    const type = node.get('arguments')?.items[0] as SyntaxNode;
    if (type.kind === 'map_type') return { kind: 'object', node, entries: [] };
    if (type.kind === 'slice_type' || type.kind === 'channel_type') return { kind: 'list', node, items: [] };
    const name = typeName(type, scope);
    return isPlainType(name)
      ? { kind: 'literal', node, value: undefined }
      : { kind: 'name', node, name: `:${name}` };
  }
  if (text === 'string' && first) return first.value;
  if (/^bytes\.NewBuffer(?:String)?$/.test(text) && first)
    return { kind: 'call', node, callee: { kind: 'name', node, name: text }, args, result: 'bytes.Buffer' };
  if (numeric.test(text) && first) return { kind: 'typed', node, type: 'int', value: first.value };
  // From the root there is nothing above: `filepath.Clean("/" + name)`.
  if (/^(?:file)?path\.Clean$/.test(text) && first?.value.kind === 'build') {
    const [root] = first.value.parts;
    if (root?.kind === 'literal' && typeof root.value === 'string' && root.value.startsWith('/'))
      return { kind: 'call', node, callee: { kind: 'name', node, name: ':filepath.CleanFromRoot' }, args };
  }
  if (text === 'append' && first)
    return { kind: 'call', node, callee: { kind: 'name', node, name: ':append' }, args };
  const method = functionNode?.kind === 'selector_expression' ? functionNode.get('field')?.text : undefined;
  // `re.MatchString(x)` with a constant pattern.
  if (method !== undefined && /^Match(?:String)?$/.test(method) && first) {
    const operand = functionNode?.get('operand');
    const source = patternOf(operand) ?? scope.patterns.get(operand?.text ?? '');
    if (source !== undefined)
      return {
        kind: 'call',
        node,
        callee: {
          kind: 'member',
          node,
          object: { kind: 'regex', node, source: `/${source}/` },
          property: 'test',
        },
        args: [first],
      };
  }
  // `re.ReplaceAllString(x, y)` with a constant pattern.
  if (method !== undefined && /^ReplaceAll(?:Literal)?(?:String)?$/.test(method) && first && args[1]) {
    const operand = functionNode?.get('operand');
    const source = patternOf(operand) ?? scope.patterns.get(operand?.text ?? '');
    const pattern: Expression = { kind: 'regex', node, source: `/${source}/g` };
    if (source !== undefined)
      return {
        kind: 'call',
        node,
        callee: { kind: 'member', node, object: first.value, property: 'replace' },
        args: [{ value: pattern }, args[1]],
      };
  }
  // `strings.Contains(a, b)` asks the same as a method of `a`.
  const asked = tests[text];
  if (asked !== undefined && args.length === 2) {
    const [subject, other] = args;
    if (subject && other && asked === '==')
      return { kind: 'binary', node, operator: '==', left: subject.value, right: other.value };
    if (subject && other)
      return { kind: 'call', node, callee: { kind: 'member', node, object: subject.value, property: asked }, args: [other] }; // prettier-ignore
  }
  const callee: Expression = functionNode
    ? functionNode.kind === 'func_literal'
      ? expression(functionNode, scope)
      : expression(
          functionNode.kind === 'generic_type' ? (functionNode.items[0] ?? functionNode) : functionNode,
          scope,
        )
    : { kind: 'other', node, parts: [] };
  // `Fprintf(w, format, …)` writes the text that `Sprintf` makes.
  if (
    method !== undefined &&
    method.endsWith('f') &&
    method !== 'Sprintf' &&
    /^(?:Fprintf|Printf|Fatalf|Panicf|Logf|Debugf|Infof|Warnf|Warningf|Errorf|Tracef|Writef|Printlnf)$/.test(
      method,
    )
  ) {
    const at = method === 'Fprintf' ? 1 : 0;
    const format: Expression = { kind: 'call', node, callee: { kind: 'name', node, name: ':fmt.Sprintf' }, args: args.slice(at) }; // prettier-ignore
    return { kind: 'call', node, callee, args: [...args.slice(0, at), { value: format }] };
  }
  // `fmt.Sprint("a", b)` puts its texts one behind the other.
  if (method === 'Sprint' && functionNode?.text === 'fmt.Sprint' && args.length > 1)
    return { kind: 'build', node, parts: args.map(({ value }) => value) };
  return { kind: 'call', node, callee, args };
}

const tests: Record<string, string> = {
  'strings.Contains': 'includes',
  'strings.HasPrefix': 'startsWith',
  'strings.EqualFold': '==',
  'slices.Contains': 'includes',
  'lo.Contains': 'includes',
  'bytes.Contains': 'includes',
  'bytes.HasPrefix': 'startsWith',
};

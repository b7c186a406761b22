// Calls and their arguments in C#.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Argument, Expression } from '../../ir.ts';
import { expression } from './expressions.ts';
import { shellArgument } from './processes.ts';
import type { Scope } from './scope.ts';
import { appended, formatted } from './strings.ts';
import { typedAs } from './types.ts';

/** A call. */
export function invocation(node: SyntaxNode, scope: Scope): Expression {
  const callee = node.get('function');
  const args = argumentsOf(node.get('arguments'), scope);
  const fn: Expression = callee ? expression(callee, scope) : { kind: 'other', node, parts: [] };
  const [first] = args;
  const inShell = first && shellArgument(callee, first.value);
  if (inShell) return inShell;
  const name = fn.kind === 'member' ? fn.property : fn.kind === 'name' ? fn.name : '';
  if (name === 'nameof') return { kind: 'literal', node, value: first?.value.node.text ?? '' };
  if (interpolating.test(name) && first?.value.kind === 'build')
    if (first.value.node.kind === 'interpolated_string_expression')
      return { kind: 'tagged', node, tag: fn, parts: first.value.parts };
  if (fn.kind === 'member') {
    const isString = fn.object.kind === 'name' && /^(?:string|String)$/.test(fn.object.name);
    if (isString && name === 'Format')
      return formatted(
        node,
        args.map((one) => one.value),
      );
    if (isString && name === 'Concat') return { kind: 'build', node, parts: args.map((one) => one.value) };
    if (isString && name === 'Join' && first) {
      const list: Expression =
        args.length === 2 && args[1]
          ? args[1].value
          : { kind: 'list', node, items: args.slice(1).map((one) => one.value) };
      const separator: Expression =
        first.value.kind === 'literal' ? first.value : { kind: 'literal', node, value: ' ' };
      return {
        kind: 'call',
        node,
        callee: { kind: 'member', node, object: separator, property: 'join' },
        args: [{ value: list }],
      };
    }
    const isKeyed = args.length === 2 && /^(?:Headers|Cookies)$/.test(lastNameOf(fn.object));
    // What builds a page escapes what it appends.
    const isPage = content.test(lastNameOf(fn.object)) || /\bHtmlContentBuilder\b/.test(fn.object.node.text);
    if (isPage && /^Append(?:Line|Format)?$/.test(name)) return { kind: 'call', node, callee: fn, args };
    if (/^(?:Append|AppendLine|AppendFormat|AppendJoin)$/.test(name) && args.length > 0 && !isKeyed)
      return appended(node, fn.object, name, args);
    if (name === 'Select' && first?.value.kind === 'function')
      return { kind: 'call', node, callee: { ...fn, property: 'map' }, args };
    if (/^(?:Where|OrderBy|OrderByDescending|Take|Skip|ThenBy)$/.test(name) && args.length === 1)
      if (first?.value.kind === 'function' || first?.value.kind === 'literal')
        return { kind: 'call', node, callee: { ...fn, property: 'filter' }, args };
    const known = alias.get(name);
    if (known !== undefined && !isKeyed)
      return { kind: 'call', node, callee: { ...fn, property: known }, args };
  }
  return typedAs({ kind: 'call', node, callee: fn, args }, soleTypeArgument(callee));
}

/** The type of what `Route<int>("id")` returns. */
function soleTypeArgument(callee: SyntaxNode | undefined): SyntaxNode | undefined {
  const name = callee?.kind === 'member_access_expression' ? callee.get('name') : callee;
  if (name?.kind !== 'generic_name') return undefined;
  const types = name.items.find((item) => item.kind === 'type_argument_list')?.items ?? [];
  return types.length === 1 ? types[0] : undefined;
}

/** Methods by the names under which the analysis knows what they do. */
const alias = new Map<string, string>([
  ['ToString', 'toString'],
  ['Trim', 'trim'],
  ['TrimStart', 'trim'],
  ['TrimEnd', 'trim'],
  ['ToLower', 'lower'],
  ['ToUpper', 'upper'],
  ['ToLowerInvariant', 'lower'],
  ['ToUpperInvariant', 'upper'],
  ['Substring', 'substring'],
  ['Split', 'split'],
  ['PadLeft', 'slice'],
  ['PadRight', 'slice'],
  ['Insert', 'slice'],
  ['Normalize', 'slice'],
  ['ToList', 'slice'],
  ['ToArray', 'slice'],
  ['ToListAsync', 'slice'],
  ['FirstOrDefault', 'first'],
  ['First', 'first'],
  ['Last', 'first'],
  ['Single', 'first'],
  ['SingleOrDefault', 'first'],
  ['LastOrDefault', 'first'],
  ['ElementAt', 'first'],
  ['FirstAsync', 'first'],
  ['FirstOrDefaultAsync', 'first'],
  ['Enqueue', 'push'],
  ['Push', 'push'],
  ['Dequeue', 'first'],
  ['Pop', 'first'],
  ['Peek', 'first'],
  ['Distinct', 'slice'],
  ['AsEnumerable', 'slice'],
  ['ConfigureAwait', 'slice'],
  ['Clone', 'slice'],
  ['Replace', 'replace'],
  ['Add', 'push'],
  ['AddRange', 'extend'],
]);

const content = /^(?:InnerHtml|Content|PreContent|PostContent|PreElement|PostElement)$/;

/** Calls whose interpolated string is taken apart into a statement and its values. */
const interpolating =
  /^(?:FromSqlInterpolated|ExecuteSqlInterpolated|ExecuteSqlInterpolatedAsync|FromSql|ExecuteSql|ExecuteSqlAsync|SqlQuery)$/;

/** The last name of a path. */
function lastNameOf(value: Expression): string {
  if (value.kind === 'member') return value.property;
  return value.kind === 'name' ? value.name : '';
}

/** The arguments in the parentheses of a call. */
export function argumentsOf(node: SyntaxNode | undefined, scope: Scope): Argument[] {
  return (node?.items ?? []).flatMap((item): Argument[] => {
    const value = item.items.at(-1);
    if (item.kind !== 'argument' || !value) return [];
    const name = item.get('name')?.text;
    return [
      { ...(name !== undefined && item.get('name') !== value && { name }), value: expression(value, scope) },
    ];
  });
}

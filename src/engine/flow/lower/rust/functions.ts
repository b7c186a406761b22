// Functions and their parameters in Rust.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { FunctionShape, Parameter, Statement } from '../../ir.ts';
import { blank, harmless, targetOf } from './assignments.ts';
import { blockInto, giveBack } from './branches.ts';
import type { Scope } from './scope.ts';
import { isNumber, isPlain, typeName } from './types.ts';

/** A function or method. */
export function functionShape(
  node: SyntaxNode,
  scope: Scope,
  attributes: readonly SyntaxNode[] = [],
): FunctionShape {
  const name = node.get('name')?.text;
  const inner: Scope = { ...scope, commands: new Map(scope.commands) };
  const isRoute = attributes.some((one) => route.test(one.text));
  const isCommand = attributes.some((one) => command.test(one.text));
  const asked = isRoute ? 'route' : isCommand ? 'command' : scope.isResolver ? 'resolver' : undefined;
  const { parameters, before } = parametersOf(node.get('parameters'), inner, asked);
  const body = node.get('body');
  const returned = node.get('return_type');
  const isTrait = node.parent?.parent?.get('trait') !== undefined;
  return {
    node,
    ...(name !== undefined && { name }),
    ...(scope.className !== undefined && node.kind === 'function_item' && { className: scope.className }),
    parameters,
    body: [...before, ...blockInto(body, inner, giveBack)],
    decorators: [],
    isPublic:
      node.kind === 'function_item' &&
      (isTrait || asked !== undefined || node.items.some((one) => one.kind === 'visibility_modifier')),
    ...(returned && { returnType: typeName(returned, scope) }),
  };
}

const route = /^#\[\s*(?:\w+::)*(?:get|post|put|delete|patch|head|options|route|catch)\s*\(/;

/** What a page, or a person in a chat, calls by its name. */
const command = /^#\[\s*(?:(?:tauri|poise)::)?command\b/;

/** The parameters, and what is known of them before the body; `asked` says who fills in those that are text. */
export function parametersOf(
  list: SyntaxNode | undefined,
  scope: Scope,
  asked?: 'route' | 'command' | 'resolver',
): { parameters: Parameter[]; before: Statement[] } {
  const before: Statement[] = [];
  const parameters = (list?.items ?? []).flatMap((item): Parameter[] => {
    if (item.kind === 'self_parameter') return [];
    const pattern = item.kind === 'parameter' ? item.get('pattern') : item;
    if (!pattern) return [];
    const type = item.kind === 'parameter' ? item.get('type') : undefined;
    const name = typeName(type, scope);
    const bare = name.replace('<>', '');
    const isText =
      asked === 'resolver'
        ? !/(?:^|\.)Context(?:<>)?$/.test(name)
        : asked && /^(?:String|str|any|PathBuf|Vec<>|HashMap<>|Bytes|web\.Bytes)$/.test(name);
    // `Path((id, name)): Path<(u32, String)>`
    const types = type?.get('type_arguments')?.items[0];
    const names = pattern.items.at(-1);
    if (types?.kind === 'tuple_type' && names?.kind === 'tuple_pattern')
      names.items.forEach((one, index) => {
        if (one.kind === 'identifier' && isNumber(types.items[index], scope.numbers)) before.push(blank(one));
      });
    before.push(...harmless(pattern, scope));
    return [
      {
        target: targetOf(pattern, scope) ?? { kind: 'bind', name: '_', node: pattern },
        ...(type && { type: name === 'str' ? 'String' : name }),
        ...(!isPlain(name) && { is: isShared.test(name) && types ? typeName(types, scope) : bare }),
        decorators: asked && isText ? [{ kind: 'name', node: pattern, name: asked }] : [],
      },
    ];
  });
  return { parameters, before };
}

/** What a framework hands to every handler. */
const isShared = /^(?:.*\.)?(?:State|Data|Extension)<>$/;

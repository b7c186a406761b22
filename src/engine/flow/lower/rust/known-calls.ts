// Methods that are another shape in Rust: what borrows, unwraps, compares, joins or maps.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Argument, Expression, Target } from '../../ir.ts';
import { other } from './expressions.ts';
import type { Scope } from './scope.ts';
import { numeric } from './types.ts';

// prettier-ignore
/** A method by its name. */
export function method(
  node: SyntaxNode,
  receiver: Expression,
  name: string,
  args: Argument[],
  types: string,
  scope: Scope,
): Expression {
  const [first] = args;
  const closure = first?.value.kind === 'function' ? first.value : undefined;
  const parts = (): Expression[] => [receiver, ...args.map((one) => one.value)];
  if (same.has(name) && (name !== 'context' || first?.value.kind === 'literal')) return receiver;
  const type = types.replace(/^(?:::)?<|>$/g, '').replace(/^.*::/, '');
  if (name === 'parse' && numeric.test(type)) return { kind: 'typed', node, type: 'int', value: receiver };
  // `request.param::<u64>("id")`
  if (reads.test(name) && numeric.test(type))
    return { kind: 'typed', node, type: 'int', value: other(node, parts()) };
  if (name === 'parse' && args.length === 0) return receiver;
  if (name === 'unwrap_or' || name === 'or') return { kind: 'choice', node, branches: parts() };
  if ((name === 'unwrap_or_else' || name === 'or_else') && closure)
    return { kind: 'choice', node, branches: [receiver, { kind: 'call', node, callee: closure, args: [] }] };
  if (name === 'is_match') {
    const source = receiver.kind === 'name' ? scope.patterns.get(receiver.name) : /Regex::new\(\s*r?#*"([^"]*)"/.exec(receiver.node.text)?.[1]; // prettier-ignore
    if (source !== undefined)
      return { kind: 'call', node, callee: { kind: 'member', node, object: { kind: 'regex', node, source: `/${source}/` }, property: 'test' }, args }; // prettier-ignore
  }
  if (numberMethods.test(name) && !/^(?:is_absolute|has_root)$/.test(name) && !(name.startsWith('is_') && args.length > 0))
    return { kind: 'typed', node, type: 'int', value: other(node, parts()) };
  if (name === 'eq_ignore_ascii_case' && first)
    return { kind: 'binary', node, operator: '==', left: receiver, right: first.value };
  // `path.components().any(|c| matches!(c, Component::ParentDir))`
  const leaves = leavesFolder(name, node.text);
  if (leaves !== undefined && receiver.kind === 'call' && receiver.callee.kind === 'member') {
    const asked: Expression = { kind: 'call', node, callee: { kind: 'member', node, object: receiver.callee.object, property: 'includes' }, args: [{ value: { kind: 'literal', node, value: leaves } }] }; // prettier-ignore
    return name === 'any' ? asked : { kind: 'not', node, operand: asked };
  }
  // `allowed.iter().any(|one| one == x)`
  if (name === 'any' && closure) {
    const body = closure.fn.body.at(-1);
    const parameter = closure.fn.parameters[0]?.target;
    const test = body?.kind === 'return' ? body.value : undefined;
    if (test?.kind === 'binary' && test.operator === '==' && parameter?.kind === 'bind') {
      const sides = [test.left, test.right].filter((one) => !(one.kind === 'name' && one.name === parameter.name)); // prettier-ignore
      if (sides.length === 1 && sides[0])
        return { kind: 'call', node, callee: { kind: 'member', node, object: receiver, property: 'includes' }, args: [{ value: sides[0] }] }; // prettier-ignore
    }
  }
  if (
    (name === 'push_str' ||
      (name === 'push' && first?.value.kind === 'literal' && first.value.node.kind === 'char_literal')) &&
    first
  ) {
    // prettier-ignore
    const target: Target = receiver.kind === 'name' ? { kind: 'bind', name: receiver.name, node: receiver.node } : { kind: 'place', place: receiver, node: receiver.node }; // prettier-ignore
    return { kind: 'assign', node, target, value: { kind: 'build', node, parts: [receiver, first.value] } };
  }
  if (/^(?:push|set_file_name)$/.test(name) && first && receiver.kind === 'name' && scope.paths.has(receiver.name))
    return { kind: 'assign', node, target: { kind: 'bind', name: receiver.name, node: receiver.node }, value: { kind: 'call', node, callee: { kind: 'name', node, name: ':rust_path_join' }, args: [{ value: receiver }, first] } }; // prettier-ignore
  // A list is joined by a text; anything else that is joined is a path.
  if (name === 'join' && first && first.value.kind !== 'literal' && receiver.kind !== 'list')
    return { kind: 'call', node, callee: { kind: 'name', node, name: ':rust_path_join' }, args: [{ value: receiver }, first] }; // prettier-ignore
  if (name === 'concat' && args.length === 0)
    return { kind: 'call', node, callee: { kind: 'member', node, object: receiver, property: 'join' }, args: [{ value: { kind: 'literal', node, value: '' } }] }; // prettier-ignore
  if (/^(?:nth|next|last|first|pop|next_back|pop_front)$/.test(name))
    return { kind: 'index', node, object: receiver, key: other(node) };
  // `option.map(|x| …)` is the function called with what is in it.
  if (/^(?:map|and_then|filter_map|then|map_or|map_or_else|is_some_and)$/.test(name)) {
    const fn = args.at(-1)?.value;
    const text = receiver.node.text;
    if (
      fn?.kind === 'function' &&
      !text.startsWith('warp::') &&
      !/\.(?:iter|into_iter|lines|chars|split\w*|enumerate|zip|keys|values|drain|filter|map|rev|skip|take)\(/.test(
        text,
      )
    ) {
      // prettier-ignore
      const mapped: Expression = { kind: 'call', node, callee: fn, args: [{ value: receiver }] };
      return name === 'map_or' && first ? { kind: 'choice', node, branches: [first.value, mapped] } : mapped;
    }
  }
  if (/^(?:append|insert|set)_header$|^header$/.test(name) && first?.value.kind === 'list')
    return { kind: 'call', node, callee: { kind: 'member', node, object: receiver, property: 'header' }, args: first.value.items.map((value) => ({ value })) }; // prettier-ignore
  return { kind: 'call', node, callee: { kind: 'member', node, object: receiver, property: renamed[name] ?? name }, args }; // prettier-ignore
}

/** Methods that say what of a request they read by a type. */
const reads = /^(?:param|query|header|form|get|state|cookie|match_info)$/;

/** Methods that borrow, copy, unwrap or trim: what they return is the receiver, as far as text goes. */
const same = new Set([
  'clone', 'cloned', 'copied', 'to_string', 'to_owned', 'into_owned', 'as_str', 'as_ref', 'as_mut', 'as_deref', 'as_bytes',
  'as_slice', 'into', 'try_into', 'unwrap', 'expect', 'unwrap_or_default', 'into_inner', 'borrow', 'borrow_mut', 'into_string', 'get_ref',
  'to_str', 'to_string_lossy', 'as_path', 'to_path_buf', 'into_os_string', 'as_os_str', 'ok', 'trim', 'trim_start', 'trim_end',
  'trim_matches', 'trim_start_matches', 'trim_end_matches', 'strip_prefix', 'strip_suffix', 'to_lowercase', 'to_uppercase',
  'to_ascii_lowercase', 'to_ascii_uppercase', 'iter', 'iter_mut', 'into_iter', 'collect', 'ok_or', 'ok_or_else', 'map_err',
  'context', 'with_context', 'wrap_err', 'into_bytes', 'to_vec', 'into_boxed_str', 'by_ref', 'deref', 'rev', 'skip', 'peekable',
  'chars', 'bytes', 'lines', 'fuse', 'as_mut_str', 'lock', 'into_boxed_path', 'inspect_err', 'unwrap_unchecked', 'as_string',
]); // prettier-ignore

// prettier-ignore
const renamed: Record<string, string> = {
  starts_with: 'startsWith',
  ends_with: 'endsWith',
  contains: 'includes',
  contains_key: 'containsKey',
  canonicalize: 'getCanonicalPath',
  len: 'length',
  is_match: 'test',
  get_mut: 'get',
};
const numberMethods = /^(?:is_\w+|count|capacity|position|as_u64|as_i64|as_f64|as_bool|as_secs|timestamp|signum|checked_\w+|saturating_\w+|wrapping_\w+|elapsed)$/; // prettier-ignore

/** What a path is asked for by its parts: a way up, or with a beginning of its own any way out. */
function leavesFolder(name: string, text: string): '..' | '/' | undefined {
  if (name === 'any' && /ParentDir/.test(text)) return /RootDir/.test(text) ? '/' : '..';
  const plain =
    /\(\|\w{1,20}\|\s{0,9}(!?)\s{0,3}matches!\(\s{0,9}\w{1,20},\s{0,9}(?:(?:\w{1,20}::){0,4}(?:Normal\(\w{1,20}\)|CurDir)(?:\s?\|\s?)?){1,3}\s{0,9}\)\s{0,9}\)$/.exec(
      text,
    );
  return plain && (name === 'any' ? plain[1] === '!' : name === 'all' && plain[1] === '') ? '/' : undefined;
}

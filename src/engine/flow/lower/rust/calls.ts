// Calls and their arguments in Rust.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Argument, Expression } from '../../ir.ts';
import { commandCall, commandOf, isChained } from './commands.ts';
import { child, expression, other } from './expressions.ts';
import { method } from './known-calls.ts';
import type { Scope } from './scope.ts';

/** A call as it is written. */
export function callExpression(node: SyntaxNode, scope: Scope): Expression {
  const command = isChained(node) ? undefined : commandOf(node, scope);
  if (command) {
    if (!command.known) return commandCall(node, command.args);
    const before = scope.commands.get(command.known) ?? [];
    const [program] = before;
    if (!program || command.args.length === 0) return other(node);
    const all = [...before, ...command.args];
    scope.commands.set(command.known, all);
    const known: Argument = program.value.kind === 'literal' ? program : { value: { kind: 'literal', node, value: '' } }; // prettier-ignore
    return commandCall(node, [known, ...all.slice(1)]);
  }
  const given = node.get('function');
  const callee = given?.kind === 'generic_function' ? given.get('function') : given;
  const types = given?.kind === 'generic_function' ? (given.get('type_arguments')?.text ?? '') : '';
  const args = argumentList(node.get('arguments'), scope);
  if (callee?.kind === 'field_expression')
    return method(node, child(callee, 'value', scope), callee.get('field')?.text ?? '', args, types, scope);
  return call(node, callee ? expression(callee, scope) : other(node), args);
}

/** The arguments in the parentheses of a call. */
export function argumentList(node: SyntaxNode | undefined, scope: Scope): Argument[] {
  return (node?.items ?? []).map((item) => ({ value: expression(item, scope) }));
}

const wraps =
  /^(?:(?:\w+::)*(?:(?:String|PathBuf|OsString|Cow|Bytes|Box|Arc|Rc|Vec|Uri|Url)::from|(?:Box|Arc|Rc|Path|Data|OsStr|Cow|Pin|Mutex|RwLock|Cursor|BufReader)::new|(?:str|String)::from_utf8(?:_lossy|_unchecked)?|Cow::(?:Borrowed|Owned)|Some|Ok|Box::pin)|Json|web::Json)$/;
const emptyText = /^(?:\w+::)*(?:String|PathBuf|OsString)::(?:new|with_capacity)$/;
const emptyList = /^(?:\w+::)*(?:Vec|VecDeque|HashSet|BTreeSet)(?:::<.*>)?::(?:new|with_capacity)$/;
const emptyMap = /^(?:\w+::)*(?:HashMap|BTreeMap|IndexMap)(?:::<.*>)?::(?:new|with_capacity)$/;

/** A call; some only wrap what they are given. */
export function call(node: SyntaxNode, callee: Expression, args: Argument[]): Expression {
  const written = writtenOf(callee);
  const [first] = args;
  if (wraps.test(written) && first) return first.value;
  if (written === 'Err') return other(node, args.map((one) => one.value)); // prettier-ignore
  if (emptyText.test(written)) return { kind: 'literal', node, value: '' };
  if (emptyList.test(written)) return { kind: 'list', node, items: [] };
  if (emptyMap.test(written)) return { kind: 'object', node, entries: [] };
  if (/(?:^|::)fs::canonicalize$/.test(written) && first)
    return { kind: 'call', node, callee: { kind: 'member', node, object: first.value, property: 'getCanonicalPath' }, args: [] }; // prettier-ignore
  if (/(?:^|::)(?:[iu](?:8|16|32|64|128|size)|f(?:32|64)|Uuid|IpAddr)::\w+$/.test(written))
    return { kind: 'typed', node, type: 'int', value: other(node, args.map((one) => one.value)) }; // prettier-ignore
  return { kind: 'call', node, callee, args };
}

function writtenOf(callee: Expression): string {
  if (callee.kind === 'name') return callee.name;
  return callee.kind === 'member' ? `${writtenOf(callee.object)}::${callee.property}` : '?';
}

// Says which of the keys that lead to a prototype a function refuses before it writes.
import { isFunction } from '../../syntax/enclosing.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import {
  argumentsOf,
  bare,
  calledName,
  isWithoutPrototype,
  lastName,
  namesOf,
  type Near,
  perFile,
} from './code-near.ts';

/** What is called so looks after such keys. */
const guarding =
  /isSafeKey|isUnsafe|isProto|OrProto|[pP]rototypePoll|isValidKey|[uU]nsafeKey|UNSAFE|FORBIDDEN|BLACKLIST|DENY|[dD]angerous/;
/** `ignoredKeys.includes(key)` */
const guardingList = /(?:ignored?|special|forbidden|reserved|blocked|disallowed|banned)[A-Z]?\w{0,20}$/;
const asksList = /^(?:indexOf|includes|has)$/;
/** `hasOwn(object, key)`, `Object.prototype.hasOwnProperty.call(object, key)`, `_.has(object, key)`. */
const asksOwn = /[hH]as(?:Own)?\w{0,20}$/;

/** Which of the keys that lead to a prototype are refused in the code near a write to `object`. */
export function refused(near: Near, object: string, node: SyntaxNode): 'all' | 'some' | 'none' {
  if (near.names.some(({ text }) => guarding.test(text))) return 'all';
  if (near.calls.some((call) => isRefusing(call, object)) || isBare(near, object)) return 'all';
  const guards = guardsOf(node);
  if (near.names.some(({ text }) => guards.has(text)))
    return otherKeys.test(node.source.text) ? 'all' : 'some';
  const named = near.strings.filter((one) => !isOfOnePlace(one));
  if (!named.some(namesProto)) return 'none';
  const isWhole =
    named.some(({ text }) => /\b(?:constructor|prototype)\b/.test(text)) ||
    near.names.some(({ parent }) => parent?.text === 'Object.prototype');
  return isWhole ? 'all' : 'some';
}

function isRefusing(call: SyntaxNode, object: string): boolean {
  const callee = call.get('function');
  const name = calledName(call);
  // A map has no such keys, and what is frozen takes none.
  if (call.kind === 'new_expression') return name === 'Map';
  const of = callee?.get('object');
  if (of && asksList.test(name) && guardingList.test(lastName(of))) return true;
  if (name === 'freeze' && of?.text === 'Object') return true;
  if (name === 'hasOwnProperty' && of?.text === object) return true;
  return asksOwn.test(name) && argumentsOf(call).length > 1 && argumentsOf(call)[0]?.text === object;
}

/** The object itself has no prototype; one that is put into it says nothing of the way there. */
function isBare({ assigned }: Near, object: string): boolean {
  return assigned.some(
    ({ left, right }) => left.text === object && left.field === 'name' && isWithoutPrototype(bare(right)),
  );
}

/** `'__proto__'`, and an expression for such keys. */
function namesProto({ kind, text }: SyntaxNode): boolean {
  return kind === 'regex' ? text.includes('__proto__') : text.slice(1, -1) === '__proto__';
}

/** `path[0] === '__proto__'` says nothing of the keys that follow. */
function isOfOnePlace({ parent }: SyntaxNode): boolean {
  const left = parent?.kind === 'binary_expression' ? parent.get('left') : undefined;
  return left?.kind === 'subscript_expression' && left.get('index')?.kind === 'number';
}

/** The keys beside `__proto__`: `constructor.prototype` leads to the same object. */
const otherKeys = /['"](?:constructor|prototype)['"]|Object\.prototype\b/;

/** What a function is called that throws on such a key. */
const checking = /valid|check|assert|guard|safe|ensure|forbid|reject|refuse|saniti[sz]e/i;
const maxGuards = 12;
/** `Object.getOwnPropertyNames(Object.prototype)` */
function asksPrototype(call: SyntaxNode): boolean {
  return calledName(call).endsWith('Names') && argumentsOf(call)[0]?.text === 'Object.prototype';
}

/** The names of a file's lists of such keys, and of the functions that look into them. */
const guardsOf = perFile((file): ReadonlySet<string> => {
  const found = new Set<string>();
  if (!/__proto__|Object\.prototype/.test(file.text)) return found;
  const asking: SyntaxNode[] = [];
  for (const node of file.walk()) {
    if (node.kind === 'identifier') asking.push(node);
    const isKey = /^(?:string|regex)$/.test(node.kind) && namesProto(node);
    if (!isKey && !(node.kind === 'call_expression' && asksPrototype(node))) continue;
    const { name, isFunction: isChecked } = declarationAround(node);
    if (name !== '' && (!isChecked || checking.test(name))) found.add(name);
  }
  // Twice, for `isValidPath(splitPath(path))`.
  for (let round = 0; round < 2; round++)
    for (const node of asking) {
      if (found.size >= maxGuards) return found;
      if (!found.has(node.text) || !/^(?:function|object)$/.test(node.field ?? '')) continue;
      const { name } = declarationAround(node);
      if (name !== '') found.add(name);
    }
  return found;
});

/** The name of the function, or of the variable, that a place belongs to. */
function declarationAround(node: SyntaxNode): { name: string; isFunction: boolean } {
  for (let one = node.parent; one; one = one.parent) {
    if (one.kind === 'variable_declarator') return { name: one.get('name')?.text ?? '', isFunction: false };
    const [name = ''] = isFunction(one) && one.get('body')?.kind === 'statement_block' ? namesOf(one) : [];
    if (name !== '') return { name, isFunction: true };
  }
  return { name: '', isFunction: false };
}

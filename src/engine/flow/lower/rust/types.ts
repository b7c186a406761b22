// What Rust types say of the values that have them.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Scope } from './scope.ts';

/** Types that leave no room for text. */
export const numeric = /^(?:[iu](?:8|16|32|64|128|size)|f(?:32|64)|bool|Uuid|NaiveDate(?:Time)?|DateTime|Date|OffsetDateTime|Decimal|IpAddr|Ipv[46]Addr|SocketAddr|ObjectId|Duration|Instant|StatusCode|Ulid|NonZero\w+)$/; // prettier-ignore

// prettier-ignore
const wrappers = /^(?:Option|Result|Vec|Box|Arc|Rc|\w{0,20}(?:Path|Query|Json|Form|PathParam|QueryParam|HeaderParam)|Cow|HashSet|BTreeSet)$/;

/** Whether a type leaves no room for text. */
export function isNumber(type: SyntaxNode | undefined, numbers: ReadonlySet<string>): boolean {
  if (!type) return false;
  if (type.kind === 'reference_type') return isNumber(type.get('type'), numbers);
  if (type.kind === 'tuple_type' || type.kind === 'array_type')
    return (
      type.items.length > 0 &&
      type.items.every((one) => one.kind.endsWith('_literal') || isNumber(one, numbers))
    );
  const name = lastName(type);
  if (type.kind === 'generic_type' && wrappers.test(name))
    return isNumber(type.get('type_arguments')?.items[0], numbers);
  return numeric.test(name) || numbers.has(name);
}

/** `web::Path<String>` is `Path`. */
export function lastName(type: SyntaxNode): string {
  const bare = type.kind === 'generic_type' ? type.get('type') : type;
  return (bare?.text ?? '').replace(/^.*::/s, '').trim();
}

/** The path of a type without references and wrappers; `<>` at its end tells that it has type arguments. */
export function typeName(type: SyntaxNode | undefined, scope: Scope): string {
  if (!type) return 'any';
  if (isNumber(type, scope.numbers)) return 'int';
  if (type.kind === 'reference_type') return typeName(type.get('type'), scope);
  if (type.kind === 'dynamic_type') return typeName(type.items.at(-1), scope);
  const name = lastName(type);
  if (type.kind === 'generic_type') {
    const [first] = type.get('type_arguments')?.items ?? [];
    if (/^(?:Option|Result|Box|Arc|Rc|Mutex|RwLock|Cow)$/.test(name) && first)
      return typeName(type.get('type_arguments')?.items.at(name === 'Cow' ? -1 : 0), scope);
    if (/^(?:State|Data|Extension)$/.test(name) && first && lastName(first) === 'Client')
      return typeName(first, scope);
    return `${(type.get('type')?.text ?? '').replaceAll('::', '.')}<>`;
  }
  return /^[\w:]+$/.test(type.text) ? type.text.replaceAll('::', '.') : 'any';
}

/** True for types that say nothing of what a value stands for. */
export function isPlain(type: string): boolean {
  return /^(?:String|str|any|int|Self|self|(?:Vec|HashMap|BTreeMap|HashSet)<>|[A-Z])$/.test(type);
}

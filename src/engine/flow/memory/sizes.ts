// Works out the constant sizes that stand in C: literals, named constants, `sizeof`, arithmetic.
import type { SyntaxNode } from '../../syntax/tree.ts';

/** What is known of the names in a file and a function while sizes are read. */
export interface Known {
  constants: ReadonlyMap<string, number>;
  texts: ReadonlyMap<string, string>;
  /** The size in bytes of what a name is, if it is an array or a plain variable. */
  bytesOf(name: string): number | undefined;
  /** The length of the text that a name holds, at least. */
  lengthOf(name: string): number | undefined;
}

const basic: Record<string, number | undefined> = {
  char: 1, int8_t: 1, uint8_t: 1, bool: 1, _Bool: 1, BYTE: 1, u8: 1, CHAR: 1, byte: 1, short: 2, int16_t: 2, uint16_t: 2, u16: 2,
  WORD: 2, int: 4, unsigned: 4, int32_t: 4, uint32_t: 4, u32: 4, float: 4, wchar_t: 4, DWORD: 4, long: 8, int64_t: 8, uint64_t: 8,
  u64: 8, double: 8, size_t: 8, ssize_t: 8,
}; // prettier-ignore

/** The size in bytes of a type as it is written; undefined for structs and whatever else the file does not say. */
export function typeSize(type: string): number | undefined {
  // `std::vector<int *>` is no pointer.
  if (type.includes('<')) return undefined;
  if (type.includes('*')) return 8;
  const words = type
    .split(/\s+/)
    .filter((word) => !/^(?:const|static|volatile|signed|struct|register)$/.test(word));
  const last = words.at(-1);
  if (last === undefined) return undefined;
  if (words[0] === 'unsigned' && words.length > 1) return basic[last];
  return words.length === 1 || words.every((word) => basic[word]) ? basic[last] : undefined;
}

/** The value of an expression that is constant; undefined for any other. */
export function constantOf(node: SyntaxNode | undefined, known: Known, depth = 0): number | undefined {
  if (!node || depth > 12) return undefined;
  switch (node.kind) {
    case 'number_literal': {
      const value = Number(node.text.replace(/(?:[uU]|[lL]|[zZ]){1,4}$/, ''));
      return Number.isFinite(value) ? value : undefined;
    }
    case 'char_literal':
      return /^'\\0'$/.test(node.text) ? 0 : 1;
    case 'true':
      return 1;
    case 'false':
    case 'null':
      return 0;
    case 'identifier':
      return known.constants.get(node.text);
    case 'parenthesized_expression':
      return constantOf(node.items[0], known, depth + 1);
    case 'cast_expression':
      return constantOf(node.get('value'), known, depth + 1);
    case 'unary_expression': {
      const value = constantOf(node.get('argument'), known, depth + 1);
      return value !== undefined && node.get('operator')?.text === '-' ? -value : undefined;
    }
    case 'sizeof_expression': {
      const type = node.get('type');
      if (type) return typeSize(type.text);
      const value = node.get('value');
      const inner = value?.kind === 'parenthesized_expression' ? value.items[0] : value;
      if (inner?.kind !== 'identifier') return undefined;
      return known.bytesOf(inner.text) ?? typeSize(inner.text);
    }
    case 'call_expression': {
      if (!/^(?:std::)?(?:strlen|wcslen)$/.test(node.get('function')?.text ?? '')) return undefined;
      const text = node.get('arguments')?.items[0];
      return text?.kind === 'identifier' ? known.lengthOf(text.text) : undefined;
    }
    case 'binary_expression':
      return arithmetic(node, known, depth);
    default:
      return undefined;
  }
}

function arithmetic(node: SyntaxNode, known: Known, depth: number): number | undefined {
  const left = constantOf(node.get('left'), known, depth + 1);
  const right = constantOf(node.get('right'), known, depth + 1);
  if (left === undefined || right === undefined) return undefined;
  switch (node.get('operator')?.text) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? undefined : Math.trunc(left / right);
    case '==':
      return left === right ? 1 : 0;
    case '!=':
      return left === right ? 0 : 1;
    case '<':
      return left < right ? 1 : 0;
    case '>':
      return left > right ? 1 : 0;
    default:
      return undefined;
  }
}

/** The length of a text that is written out; undefined for any other expression. */
export function textLength(node: SyntaxNode | undefined, known: Known): number | undefined {
  if (node?.kind === 'identifier') return known.texts.get(node.text)?.length;
  if (node?.kind !== 'string_literal') return undefined;
  let length = 0;
  for (const item of node.items) length += item.kind === 'escape_sequence' ? 1 : item.end - item.start;
  return length;
}

// Calls that are another shape in Kotlin: collections, comparisons, tests by a pattern, texts as they are.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Argument, Expression } from '../../ir.ts';
import { argumentNodes } from './calls.ts';
import { expression } from './expressions.ts';
import type { Scope } from './scope.ts';

/** Calls that are another shape: collections, comparisons, tests by a pattern, texts as they are. */
export function specialCall(
  node: SyntaxNode,
  name: string,
  object: SyntaxNode | undefined,
  args: Argument[],
  scope: Scope,
): Expression | undefined {
  if (!object) {
    if (lists.test(name)) return { kind: 'list', node, items: args.map((one) => one.value) };
    if (maps.test(name))
      return {
        kind: 'object',
        node,
        entries: args.map(({ value }) => {
          const [key, item] = value.kind === 'list' ? value.items : [];
          return { ...(key?.kind === 'literal' && { key: String(key.value) }), value: item ?? value };
        }),
      };
    const next = args.at(-1)?.value;
    if (name === 'generateSequence' && next?.kind === 'function' && next.fn.body.length > 0)
      return { kind: 'list', node, items: [{ kind: 'call', node, callee: next, args: [] }] };
    if (name === 'requireNotNull' || name === 'checkNotNull') return args[0]?.value;
    return undefined;
  }
  if (asItIs.has(name) && (name !== 'toString' || args.length === 0)) return expression(object, scope);
  const [first] = args;
  if (name === 'equals' && first) {
    const left = expression(object, scope);
    return { kind: 'binary', node, operator: '==', left, right: first.value };
  }
  if (name === 'not' && args.length === 0) return { kind: 'not', node, operand: expression(object, scope) };
  // What each item becomes, and then the text of all.
  const each = args.at(-1);
  if (name === 'joinToString' && each?.value.kind === 'function') {
    const list: Expression = { kind: 'call', node, callee: { kind: 'member', node, object: expression(object, scope), property: 'map' }, args: [{ value: each.value }] }; // prettier-ignore
    return { kind: 'call', node, callee: { kind: 'member', node, object: list, property: 'join' }, args: args.slice(0, -1) }; // prettier-ignore
  }
  if (name === 'plus' && first)
    return { kind: 'build', node, parts: [expression(object, scope), first.value] };
  if (name === 'format' && !/^(?:String|MessageFormat|MessageDigest)$/.test(object.text))
    return { kind: 'call', node, callee: { kind: 'name', node, name: ':String.format' }, args: [{ value: expression(object, scope) }, ...args] }; // prettier-ignore
  if (/^(?:matches|containsMatchIn|matchEntire)$/.test(name) && first) {
    const [pattern, subject] = patternOf(object, scope) !== undefined ? [object, first.value] : [argumentNodes(node)[0], expression(object, scope)]; // prettier-ignore
    const source = pattern && patternOf(pattern, scope);
    if (source === undefined) return undefined;
    const written = name === 'containsMatchIn' ? `/${source}/` : `/^(?:${source})$/`;
    const test: Expression = { kind: 'member', node, object: { kind: 'regex', node, source: written.replace(/^\/\^\(\?:\^(.*)\$\)\$\/$/s, '/^$1$/') }, property: 'test' }; // prettier-ignore
    return { kind: 'call', node, callee: test, args: [{ value: subject }] };
  }
  return undefined;
}

/** Calls whose result is the receiver's text. */
const asItIs = new Set(['trimIndent', 'trimMargin', 'orEmpty', 'ifEmpty', 'ifBlank', 'toString', 'asSequence', 'toList', 'toMutableList', 'filterNotNull', 'prependIndent']); // prettier-ignore

const lists =
  /^(?:Pair|Triple|listOf|setOf|arrayOf|mutableListOf|mutableSetOf|arrayListOf|listOfNotNull|sequenceOf|linkedSetOf|hashSetOf|sortedSetOf)$/;
const maps = /^(?:mapOf|mutableMapOf|hashMapOf|linkedMapOf|sortedMapOf)$/;

/** The source of `Regex("…")`, `"…".toRegex()`, or a value of the file that holds one. */
function patternOf(node: SyntaxNode, scope: Scope): string | undefined {
  // `!NAME.matches(text)` is `(!NAME).matches(text)` to the grammar.
  const written = node.text.replace(/^!/, '');
  return scope.file.patterns.get(written) ?? regexSource(written);
}

function regexSource(written: string): string | undefined {
  return /^(?:Regex\(\s*)?"{1,3}((?:[^"\\]|\\.)*)"{1,3}(?:\.toRegex\(\)|\s*\))$/
    .exec(written)?.[1]
    ?.replace(/\\\\/g, '\\');
}

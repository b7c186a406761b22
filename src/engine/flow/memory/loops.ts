// Which values the variable of a counting loop takes.
import type { SyntaxNode } from '../../syntax/tree.ts';
import { constantOf, type Known } from './sizes.ts';
import type { LoopBound } from './state.ts';

const turned: Record<string, string> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '!=': '!=' };

/** `for (i = 0; i < 10; i++)`: 0 to 9 for `i`; undefined where it is not certain. */
export function loopBound(node: SyntaxNode, names: Known): LoopBound | undefined {
  if (node.kind !== 'for_statement') return undefined;
  const test = node.get('condition');
  const update = node.get('update')?.text ?? '';
  if (test?.kind !== 'binary_expression') return undefined;
  let [name, limit] = [test.get('left'), test.get('right')];
  let operator = test.get('operator')?.text ?? '';
  if (name?.kind !== 'identifier') {
    [name, limit] = [limit, name];
    operator = turned[operator] ?? '';
  }
  const end = constantOf(limit, names);
  if (name?.kind !== 'identifier' || !limit || end === undefined) return undefined;
  const start = startOf(node.get('initializer'), name.text, names);
  const rest = { name: name.text, limit: limit.text, isPlain: isPlain(node, name.text) };
  if (/\+\+|\+= ?1\b/.test(update)) {
    if (operator !== '<' && operator !== '<=' && (operator !== '!=' || start === undefined)) return undefined;
    const max = operator === '<=' ? end : end - 1;
    // A loop that never runs reads nothing.
    return max < 0 || (start !== undefined && start > max) ? undefined : { ...rest, min: start, max };
  }
  if (!/--|-= ?1\b/.test(update) || start === undefined) return undefined;
  if (operator !== '>' && operator !== '>=') return undefined;
  const min = operator === '>' ? end + 1 : end;
  return start < min ? undefined : { ...rest, min, max: start };
}

function startOf(initializer: SyntaxNode | undefined, name: string, names: Known): number | undefined {
  const one = initializer?.kind === 'declaration' ? initializer.get('declarator') : initializer;
  const target = one?.get('left') ?? one?.get('declarator');
  return target?.text === name ? constantOf(one?.get('right') ?? one?.get('value'), names) : undefined;
}

const leaves = new Set(['break_statement', 'return_statement', 'goto_statement', 'throw_statement']);

function isPlain(node: SyntaxNode, name: string): boolean {
  const body = node.get('body');
  if (!body || body.end - body.start > 4000) return false;
  for (const one of body.walk()) {
    if (leaves.has(one.kind)) return false;
    if (one.kind === 'update_expression' && one.get('argument')?.text === name) return false;
    if (one.kind === 'assignment_expression' && one.get('left')?.text === name) return false;
    if (one.kind === 'identifier' && one.text === name && isAsked(one)) return false;
  }
  return true;
}

/** Whether a name stands in a condition. */
function isAsked(name: SyntaxNode): boolean {
  let one: SyntaxNode | undefined = name;
  for (let left = 12; one && left > 0; left--) {
    if (one.field === 'condition' || one.kind === 'condition_clause') return true;
    if (
      one.kind === 'binary_expression' &&
      /^(?:&&|\|\||[<>]=?|[!=]=)$/.test(one.get('operator')?.text ?? '')
    )
      return true;
    if (/_statement$|^declaration$|^argument_list$/.test(one.kind)) return false;
    one = one.parent;
  }
  return true;
}

/** Whether something between a loop and what stands in it asks for the loop's variable: `if (i < 4) a[i] = 0;`. */
export function isAskedOnTheWay(node: SyntaxNode, name: string): boolean {
  const word = new RegExp(`\\b${name}\\b`);
  let from: SyntaxNode = node;
  for (let left = 40; left > 0; left--) {
    const one = from.parent;
    if (!one || one.kind === 'function_definition') return false;
    if (one.kind === 'for_statement' && word.test(one.get('update')?.text.slice(0, 200) ?? ''))
      return (
        from.field === 'body' && isLeftBefore(one.text.slice(0, Math.min(node.start - one.start, 4000)), name)
      );
    const isIn = from.field !== 'condition' && from.field !== 'initializer';
    const isEither =
      one.kind === 'binary_expression' && /^(?:&&|\|\|)$/.test(one.get('operator')?.text ?? '');
    const asked = isEither ? [one.get('left')] : isIn ? [one.get('condition'), one.get('initializer')] : [];
    if (asked.some((part) => part && part !== from && word.test(part.text.slice(0, 400)))) return true;
    from = one;
  }
  return false;
}

/** `if (i == 4) break;` */
function isLeftBefore(text: string, name: string): boolean {
  return new RegExp(
    `\\bif\\s?\\([^;{}]{0,200}\\b${name}\\b[^;{}]{0,200}\\)\\s{0,40}\\{?\\s{0,40}(?:break|continue|return|goto)\\b`,
  ).test(text);
}

// Whether an expression is a value from outside, as far as the lines around it show.
import type { SyntaxNode } from '../syntax/tree.ts';
import { functionAround, isName } from './definition.ts';
import { byText, perNode } from './per-tree.ts';

/** True when the expression holds one of the sources, or is a name that the function gives one of them and nothing else. */
export function isFrom(node: SyntaxNode, sources: readonly SyntaxNode[]): boolean {
  const holds = (outer: SyntaxNode): boolean =>
    sources.some((one) => outer.source === one.source && outer.start <= one.start && one.end <= outer.end);
  if (holds(node) || sources.some((one) => isName(one) && one.text === node.text)) return true;
  if (!isName(node)) return false;
  const values = valuesIn(functionAround(node)).get(node.text) ?? [];
  return values.length > 0 && values.every(holds);
}

/** What each name of a function is given. */
const valuesIn = perNode((home) => byText(givenIn(home)));

function* givenIn(home: SyntaxNode): Generator<[name: string, value: SyntaxNode]> {
  for (const one of home.walk()) {
    if (!/assign|declarator|short_var|named_expression/.test(one.kind)) continue;
    const target = one.get('left') ?? one.get('name') ?? one.get('pattern');
    const value =
      one.get('right') ?? one.get('value') ?? (one.kind === 'variable_declarator' ? one.items[1] : undefined);
    if (!target || !value) continue;
    const names = target.kind === 'identifier' || isName(target) ? [target] : [...target.walk()];
    for (const name of new Set(names.filter(isName).map((part) => part.text))) yield [name, value];
  }
}

// Which functions of a file give the memory of a parameter back, whatever else they do.
import type { SyntaxNode, SyntaxTree } from '../../syntax/tree.ts';

/** The functions by name, with the indices of such parameters. */
export function giversOf(tree: SyntaxTree): ReadonlyMap<string, readonly number[]> {
  const givers = new Map<string, readonly number[]>();
  for (const node of tree.byKind.get('function_definition') ?? []) {
    const declarator = functionDeclarator(node);
    const name = declarator?.get('declarator');
    const body = node.get('body');
    if (!declarator || name?.kind !== 'identifier' || !body || body.end - body.start > 4000) continue;
    const freed = freedNames(body);
    if (freed.size === 0) continue;
    const indices = (declarator.get('parameters')?.items ?? []).flatMap((item, index) => {
      const own = item.get('declarator');
      const inner = own?.kind === 'pointer_declarator' ? own.get('declarator') : undefined;
      return inner?.kind === 'identifier' && freed.has(inner.text) && !isSet(body, inner.text) ? [index] : [];
    });
    // Two of one name, as under `#ifdef`: only what both do is sure.
    const other = givers.get(name.text);
    givers.set(name.text, other ? indices.filter((index) => other.includes(index)) : indices);
  }
  return givers;
}

function functionDeclarator(node: SyntaxNode): SyntaxNode | undefined {
  let one = node.get('declarator');
  for (let left = 4; one && one.kind !== 'function_declarator' && left > 0; left--)
    one = one.get('declarator');
  return one?.kind === 'function_declarator' ? one : undefined;
}

/** Names that the body hands to `free` whichever way it is run, before anything leaves it. */
function freedNames(body: SyntaxNode): Set<string> {
  const names = new Set<string>();
  for (const item of body.items) {
    if (item.kind !== 'expression_statement') {
      // What leaves early, or asks whether it is the last to hold it, keeps it.
      if (!/^(?:declaration|comment)$/.test(item.kind) && /\b(?:return|goto|break)\b/.test(item.text)) break;
      continue;
    }
    const call = item.items[0];
    if (call?.kind !== 'call_expression' || !/^(?:std::)?free$/.test(call.get('function')?.text ?? ''))
      continue;
    const [argument, more] = call.get('arguments')?.items ?? [];
    if (argument?.kind === 'identifier' && !more) names.add(argument.text);
  }
  return names;
}

function isSet(body: SyntaxNode, name: string): boolean {
  return new RegExp(`(?<![\\w.>])${name}\\s{0,4}(?:=(?!=)|[-+]=|\\+\\+|--)|&\\s{0,4}${name}\\b`).test(
    body.text,
  );
}

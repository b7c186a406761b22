// Words a dataflow hit for a finding: the names for its message and the way from source to sink.
import type { Related } from '../../finding.ts';
import { stepsOf, type Hit, type Way } from '../../flow/index.ts';
import type { Bindings } from '../../syntax/match.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';

/** What `$SINK` and `$SOURCE` stand for in a message. */
export function flowBindings(hit: Hit, way: Way): Bindings {
  return {
    binding: { name: 'SINK', nodes: [hit.node], text: hit.name || variableOf(hit.node) },
    rest: {
      binding: { name: 'SOURCE', nodes: [way.taint.node], text: way.taint.node.text },
      rest: undefined,
    },
  };
}

/** What a text that is only built, and kept in no variable, is called. */
export const unnamed = 'this text';

function variableOf({ parent }: SyntaxNode): string {
  const name = (parent?.get('left') ?? parent?.get('name'))?.text ?? '';
  return /^[$\w.]{1,60}$/.test(name) ? name : unnamed;
}

/** The places on the way, source first. */
export function relatedOf(path: string, way: Way): Related[] {
  return stepsOf(way).map(({ node, message }) => ({ path, ...node.region, message }));
}

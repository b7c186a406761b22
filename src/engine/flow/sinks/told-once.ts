// Hits that say the same: a string that reaches a sink is told there, and a path where it is opened.
import { functionAround } from '../../syntax/enclosing.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Hit } from '../state.ts';

/** A string that reaches a sink is told there and not once more where it is built. */
export function withoutSunk(hits: readonly Hit[], guarded: ReadonlySet<SyntaxNode>): Hit[] {
  const sourcesOf = (kinds: readonly string[]): Set<SyntaxNode> =>
    new Set(
      hits.flatMap((hit) =>
        kinds.includes(hit.kind) && hit.place === 'sink' ? hit.ways.map((way) => way.taint.node) : [],
      ),
    );
  const used = new Map([...preparing].map(([kind, by]) => [kind, sourcesOf(by)]));
  let comparisons = 0;
  const told = new Map<string, Told>();
  const sunk = hits.filter((hit) => hit.place === 'sink').slice(0, 200);
  for (const hit of hits.toSorted((a, b) => a.node.start - b.node.start || b.node.end - a.node.end)) {
    let one = told.get(hit.kind);
    if (!one) told.set(hit.kind, (one = { builtAt: new Map(), firstBuild: new Map(), starts: [], ends: [] }));
    if (hit.builtAt && (hit.place === 'sink' || !one.builtAt.has(hit.builtAt)))
      one.builtAt.set(hit.builtAt, hit);
    if (hit.builtAt && hit.place === 'build' && !one.firstBuild.has(hit.builtAt))
      one.firstBuild.set(hit.builtAt, hit);
    for (const also of hit.builtAlso ?? []) one.builtAt.set(also, hit);
    one.starts.push(hit.node.start);
    one.ends.push(Math.max(one.ends.at(-1) ?? 0, hit.node.end));
  }
  return hits.filter((hit) => {
    // A path that is opened is told where it is opened, not where it is joined.
    const opened = used.get(hit.kind);
    if (opened) return !hit.ways.some((way) => opened.has(way.taint.node)) && !isGuarded(hit, guarded);
    if (hit.place === 'sink') return true;
    // One of several statements that run at the same place, such as in branches.
    const isSunk = (other: Hit): boolean =>
      other.place === 'sink' &&
      other.kind === hit.kind &&
      other.built &&
      sharesSources(hit, other) &&
      !isHandedOver(hit, other) &&
      (comparisons++ > maxComparisons || !isNamedApart(hit, other));
    if (hit.ways.length > 0 && sunk.some(isSunk)) return false;
    const known = told.get(hit.kind) as Told;
    const first = hit.builtAt && known.builtAt.get(hit.builtAt);
    // A string that grows is told once, where it begins.
    const isTold =
      first !== undefined &&
      first !== hit &&
      !(isHandedOver(hit, first) && known.firstBuild.get(hit.builtAt as SyntaxNode) === hit);
    return !isTold && !isWithinOther(known, hit.node);
  });
}

/** Kinds of sinks that only prepare another. */
const preparing: ReadonlyMap<string, readonly string[]> = new Map([
  ['path-join', ['path']],
  ['url-made', ['url', 'redirect']],
]);

/** Whether each origin of one hit reaches the other too. */
function sharesSources(a: Hit, b: Hit): boolean {
  return a.ways.every((one) => b.ways.some((other) => one.taint.node === other.taint.node));
}

/** Whether something was proved of all that comes from outside; the folder it is joined to, of unseen origin, is not. */
function isGuarded({ ways }: Hit, guarded: ReadonlySet<SyntaxNode>): boolean {
  return (
    ways.some((way) => guarded.has(way.taint.node)) &&
    ways.every((way) => guarded.has(way.taint.node) || way.taint.source === 'dynamic')
  );
}

/** More pairs than files that people write have. */
const maxComparisons = 2000;

/** Whether a string is built for a variable that the sink and the ways to it know nothing of. */
function isNamedApart(build: Hit, at: Hit): boolean {
  const { parent } = build.node;
  if (!parent || !/assignment|declarator/.test(parent.kind)) return false;
  const name = (parent.get('left') ?? parent.get('name'))?.text ?? '';
  if (!/^\w+$/.test(name)) return false;
  const word = new RegExp(`\\b${name}\\b`);
  const uses = (node: SyntaxNode): boolean => word.test(node.text.slice(0, 400));
  if (uses(at.node)) return false;
  return !at.ways.slice(0, 4).some((way) => {
    let one = way.taint.steps;
    for (let left = 6; one && left > 0; left--, one = one.before) if (uses(one.node)) return true;
    return false;
  });
}

/** Whether the sink is in a wrapper such as `run(sql)` that others hand their own statement to: each of them is a mistake. */
function isHandedOver(build: Hit, at: Hit): boolean {
  const wrapper = functionAround(at.node);
  if (!wrapper || at.place !== 'sink') return false;
  const isWithin = (node: SyntaxNode): boolean => node.start >= wrapper.start && node.end <= wrapper.end;
  const builder = functionAround(build.node);
  if (isWithin(build.node) || (builder && builder.start <= wrapper.start && builder.end >= wrapper.end))
    return false;
  return !at.ways.some((way) => isWithin(way.taint.node));
}

/** What is told of one kind of sink: by the place of building, and as regions in order of their beginnings. */
interface Told {
  builtAt: Map<SyntaxNode, Hit>;
  /** Where a string that was begun there is first seen to be a statement or a page. */
  firstBuild: Map<SyntaxNode, Hit>;
  starts: number[];
  /** The furthest end so far. */
  ends: number[];
}

/** Whether a region that begins before `node` encloses it. */
function isWithinOther({ starts, ends }: Told, node: SyntaxNode): boolean {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) < node.start) low = middle + 1;
    else high = middle;
  }
  return low > 0 && (ends[low - 1] as number) >= node.end;
}

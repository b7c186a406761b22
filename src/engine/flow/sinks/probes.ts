// Tells one mistake once: a look whether a file is there is no finding of its own beside the reading of that file.
import { functionAround } from '../../syntax/enclosing.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Hit } from '../state.ts';

const looks =
  /(?:^|[.:])(?:(?:access|l?stat|exists|pathExists|realpath)(?:Sync)?|is_?(?:file|dir|link)|file_?exists|get(?:size|mtime)|Exists|Stat|Lstat)$/;

/** Makes the folder for what is then written. */
const makesFolder = /(?:^|[.:])(?:mkdir(?:Sync|p|pSync)?|ensureDir(?:Sync)?|makedirs|MkdirAll)$/;

/** More hits than files that people write have. */
const maxHits = 300;

/**
 * The hits without those that only look at a path, where the same value is used elsewhere or no caller from outside is
 * seen; a look that is left tells no more than whether a file is there.
 */
export function withoutProbes(hits: readonly Hit[]): Hit[] {
  const isPath = (hit: Hit): boolean => hit.kind === 'path' && hit.place === 'sink';
  const isLook = (hit: Hit): boolean => isPath(hit) && looks.test(hit.name);
  const isFolder = (hit: Hit): boolean => isPath(hit) && makesFolder.test(hit.name);
  if (hits.length > maxHits || !hits.some((hit) => isLook(hit) || isFolder(hit))) return [...hits];
  const used = new Map<string, Hit[]>();
  for (const hit of hits)
    if (isPath(hit)) {
      const text = pathText(hit.node);
      if (text !== undefined) used.set(text, [...(used.get(text) ?? []), hit]);
    }
  const isUse = (hit: Hit): boolean => isPath(hit) && !isLook(hit) && !isFolder(hit);
  const told = hits.filter((hit) => {
    if (isFolder(hit))
      return !hits.some(
        (other) => isUse(other) && other.node.start > hit.node.start && isTogether(other, hit),
      );
    if (!isLook(hit)) return true;
    // An agent may look where it likes.
    if (hit.ways.every((way) => /^(?:parameter|dynamic|model)$/.test(way.taint.source))) return false;
    return (
      !used.get(pathText(hit.node) ?? '')?.some((other) => saysMore(other, hit, isLook)) &&
      !hits.some((other) => isUse(other) && getsAllOf(other, hit))
    );
  });
  return told.map((hit) => (isLook(hit) ? weakened(hit) : hit));
}

/**
 * Who is told only that a file is there has little of it, least of all from a function that the handler calls, or where
 * the true path is asked for and checked afterwards.
 */
function weakened(hit: Hit): Hit {
  const around = functionAround(hit.node);
  const asksTruePath = around !== undefined && /\brealpath/i.test(around.text);
  const ways = hit.ways.map((way) =>
    asksTruePath || functionAround(way.taint.node) !== around
      ? { ...way, taint: { ...way.taint, partly: true, doubt: 1 } }
      : way,
  );
  return { ...hit, strong: false, ways };
}

/** Whether another hit in the same function is about the same path and does more with it, or is the first look. */
function saysMore(other: Hit, hit: Hit, isLook: (hit: Hit) => boolean): boolean {
  return other !== hit && !(isLook(other) && other.node.start > hit.node.start) && isTogether(other, hit);
}

/** Whether both stand in one function, and the one gets all that the other gets. */
function isTogether(other: Hit, hit: Hit): boolean {
  const around = functionAround(hit.node);
  const outer = functionAround(other.node);
  const isSame =
    around === outer ||
    (around !== undefined && holds(around, other.node)) ||
    (outer !== undefined && holds(outer, hit.node));
  return isSame && getsAllOf(other, hit);
}

function getsAllOf(other: Hit, hit: Hit): boolean {
  return hit.ways.every((way) => other.ways.some((one) => one.taint.node === way.taint.node));
}

/** The first argument of a call as it is written. */
function pathText(node: SyntaxNode): string | undefined {
  const text = node.get('arguments')?.items[0]?.text;
  return text !== undefined && text.length < 200 ? text : undefined;
}

function holds(outer: SyntaxNode, inner: SyntaxNode): boolean {
  return outer.start <= inner.start && outer.end >= inner.end;
}

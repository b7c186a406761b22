// Tells frames whose page is shut in: it runs in an origin of its own and reaches nothing of the page around it.
import type { SyntaxNode } from '../../syntax/tree.ts';
import { keyOf } from '../env.ts';
import type { Expression } from '../ir.ts';

/** Frames are made, shut in and filled within so many characters. */
const maxBefore = 1_500;
const maxAfter = 400;

/**
 * Whether the frame that `place` fills is shut in where it is made or right after: `frame.sandbox.add('allow-scripts')`,
 * `frame.setAttribute('sandbox', '')`. With `allow-same-origin` it is not.
 */
export function isSandboxed(place: Extract<Expression, { kind: 'member' }>): boolean {
  const frame = keyOf(place.object);
  if (place.property !== 'srcdoc' || frame === undefined || !/^[\w.$]{1,60}$/.test(frame)) return false;
  const { source, start, end } = place.node;
  const before = source.text.slice(Math.max(0, start - maxBefore), start);
  // A frame that is made anew is not shut in by what is said of another.
  const made = before.lastIndexOf(`${frame} = `);
  const after = source.text.slice(end, end + maxAfter).split(`${frame} = `)[0];
  const around = (made === -1 ? before : before.slice(made)) + after;
  return shutIn(around.split(frame).slice(1));
}

function shutIn(said: readonly string[]): boolean {
  const rights = said.flatMap((one) => /^(?:\?|!)?\.(?:sandbox\b|setAttribute\(\s{0,9}['"]sandbox['"]).{0,200}/.exec(one) ?? []); // prettier-ignore
  return rights.length > 0 && !rights.some((one) => one.includes('allow-same-origin'));
}

/** Whether an attribute stands on an element with a `sandbox` that keeps its origin apart: `<iframe sandbox="allow-scripts" srcDoc={page} />`. */
export function standsInSandbox(attribute: SyntaxNode): boolean {
  const rights = attribute.parent?.children.find((one) => /^sandbox\b/.test(one.text.slice(0, 10)));
  return rights !== undefined && /^sandbox(?:=['"][^'"]*['"])?$/.test(rights.text)
    ? !rights.text.includes('allow-same-origin')
    : false;
}

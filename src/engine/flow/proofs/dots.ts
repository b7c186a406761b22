// What the lack of `..` proves of a path: below a folder that the program names it stays there, taken as it came it may be absolute.
import type { Guard } from '../env.ts';
import { climbless, noDots, noDotsFirst, noRoot, pathOnly, weak } from './proved.ts';
import { type Taint, type Value, mapTaints, noClimb } from '../value.ts';

/** What a guard that looked for dots proves of a value where an absolute path, which has none, would leave the folder. */
export function withoutDots(guard: Guard, value: Value | undefined): Guard {
  const [first] = value?.pieces ?? [];
  if (relative.test(value?.path ?? '')) return pathOnly;
  if (guard.includes(noDotsFirst) && !isResolved(value)) return weak;
  // `${ROOT}/${name}` was looked through as a whole.
  const hasFolder =
    first !== undefined && (typeof first === 'string' ? !/^[\\/]*$/.test(first) : !isOutside(first.value));
  if (hasFolder) return pathOnly;
  const others = guard.filter((one) => one !== noDots && one !== noDotsFirst && !climbless.includes(one));
  return [...others, noClimb, 'archive', 'include-below'];
}

const relative = /(?:^|\.)relative\(\)$/;

function isResolved(value: Value | undefined): boolean {
  return value !== undefined && value.taints.every((one) => one.cleaned.has('resolved'));
}

function isOutside({ taints }: Value): boolean {
  return taints.some(({ source }) => source === 'request' || source === 'model' || source === 'dom');
}

/** The value after `lstrip('/')`. */
export function withoutRoot(value: Value): Value {
  return settledBelow(mapTaints(value, (one) => ({ ...one, cleaned: new Set([...one.cleaned, noRoot]) })));
}

/** The value proved wholly where neither dots nor a root stand in it. */
export function settledBelow(value: Value): Value {
  const isWhole = ({ cleaned }: Taint): boolean => cleaned.has(noClimb) && cleaned.has(noRoot);
  return value.taints.some(isWhole)
    ? mapTaints(value, (one) =>
        isWhole(one) ? { ...one, cleaned: new Set([...one.cleaned, ...pathOnly]) } : one,
      )
    : value;
}

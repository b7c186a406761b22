// Slips in the name of an action whose owner is right: nobody else can take such a name, but it is not there either.
import { distance, slipOf } from './edits.ts';
import type { Lookalike } from './lookalike.ts';
import { splitName, strip } from './name-forms.ts';

/** Shorter names have honest neighbours: `cache` and `cases`. */
const shortest = 6;

/** The well-known action of the same owner from which a name differs by separators or one slip. */
export function ownerSlip(name: string, names: readonly string[]): Lookalike | undefined {
  const { scope, base } = splitName(name);
  if (scope === '' || base.length < shortest || names.includes(name)) return undefined;
  for (const [index, target] of names.entries()) {
    if (!target.startsWith(`${scope}/`)) continue;
    const wanted = splitName(target).base;
    const [bare, other] = [strip(base), strip(wanted)];
    if (/\d/.test(bare + other) && bare.replace(/\d/g, '') === other.replace(/\d/g, '')) continue;
    if (bare === other) return { target, tier: 'A', how: 'separator', rank: index + 1 };
    if (distance(bare, other, 1) === 1)
      return { target, tier: 'A', how: slipOf(bare, other), rank: index + 1 };
  }
  return undefined;
}

// The parameters that an API of Grape declares as numbers or as one of a fixed few, and refuses otherwise before the route runs.
import { askedOnce } from '../asked-once.ts';
import { isStrictPattern } from '../proofs/guard-patterns.ts';
import type { State } from '../state.ts';

const declaration =
  /^[ \t]{0,60}(?:requires|optional)[ (]{1,4}:(\w{1,60})([^\n]{0,300}(?:,\n[^\n]{0,300}){0,4})$/gm;
const numbers =
  /\btype:\s{0,4}(?:Array\[)?(?:Integer|Float|Numeric|BigDecimal|Date|DateTime|Time|(?:Grape::API::)?Boolean)\b/;
const fewWords = /\bvalues:\s{0,4}(?:%[wi]|\[|->|[A-Z]|\{\s{0,4}value:)/;
const pattern = /\bregexp:\s{0,4}\/\\A(.{1,200})\\z\/[ix]{0,2}/;

/** The names that every declaration of the file holds to such values. */
const heldNames = askedOnce((text): ReadonlySet<string> => {
  const held = new Map<string, boolean>();
  if (/\bparams (?:do|\{)/.test(text))
    for (const [, name = '', rest = ''] of text.matchAll(declaration))
      held.set(name, isHeld(rest) && held.get(name) !== false);
  return new Set([...held].flatMap(([name, holds]) => (holds ? [name] : [])));
});

function isHeld(rest: string): boolean {
  if (numbers.test(rest) || fewWords.test(rest)) return true;
  const strict = pattern.exec(rest)?.[1];
  return strict !== undefined && isStrictPattern(`^${strict}$`);
}

/** Whether a key of the parameters is one of them: `params[:sort]`, `declared(params)[:sort]`. */
export function isHeldParameter(a: State, path: string | undefined, key: string): boolean {
  const { source } = a.program.root;
  if (path === undefined || source.language !== 'ruby') return false;
  return /(?:^|\.)(?:params|declared\(\))$/.test(path) && heldNames(source).has(key);
}

// What a condition proves about a value: membership in a list, a strict pattern, a prefix, a type.
import type { Guard } from '../env.ts';
import { callGuards } from './guard-calls.ts';
import { binaryGuards } from './guard-comparisons.ts';
import { hostOf } from './guard-texts.ts';
import type { Expression } from '../ir.ts';
import { isAnswer } from './kept-conditions.ts';
import { schemaProofs } from './schema-results.ts';
import { type Known, addressOnly, checked, found, nameOf, pathOnly, placeOf, truthful } from './proved.ts';

const nothing: Known = { helper: () => undefined, pattern: () => undefined };

/** The places about which `test` proves something when it came out as `outcome`. */
export function guardsOf(
  test: Expression,
  outcome: boolean,
  known: Known = nothing,
): [key: string, guard: Guard][] {
  switch (test.kind) {
    case 'name': {
      const kept = known.condition?.(test);
      if (!kept) return [];
      if (kept.kind === 'index' && !known.isTable?.(kept.object)) return [];
      // Of a condition made of others each is asked here, and none of itself.
      const condition: Known['condition'] = (one) =>
        one.name === test.name ? undefined : known.condition?.({ ...one, node: test.node });
      const proofs = guardsOf(kept, outcome, { ...known, condition });
      // `const { error } = validate(name)`: the field says what the variable may not.
      const isTold = isAnswer(test.name) || kept.kind === 'member';
      return isTold ? proofs : proofs.filter(([, guard]) => guard !== checked);
    }
    case 'not':
      return guardsOf(test.operand, !outcome, known);
    case 'choice': {
      // `a && b` is a choice with a test; `a || b` one without.
      const conjunction = test.test !== undefined && test.branches.length === 1;
      const parts = test.test ? [test.test, ...test.branches] : test.branches;
      // An empty `a` harms nobody: `a && a !== 'x'` is false for nothing and for `x`.
      const empty = parts.flatMap((part) => nothingIn(part, outcome) ?? []);
      const tests = parts.filter((part) => nothingIn(part, outcome) === undefined);
      const proofs = tests.map((part) => guardsOf(part, outcome, known));
      if (outcome === conjunction) return proofs.flat();
      // One of them holds: `a !== 'x' && a !== 'y'` is false only for an `a` of the list.
      const [first = [], ...rest] = proofs.some((way) => way.some(([, guard]) => guard.includes('path')))
        ? proofs.map((way, at) => (way.length > 0 ? way : sameAs(tests[at] as Expression, outcome)))
        : proofs;
      return first.filter(
        ([key]) =>
          rest.every((way) => way.some(([other]) => other === key)) && empty.every((other) => other === key),
      );
    }
    case 'binary':
      return binaryGuards(test.operator, test.left, test.right, outcome, known);
    case 'call':
      return callGuards(test, outcome, known);
    case 'member': {
      const answer = answered(test, outcome, known);
      if (answer.length > 0) return answer;
      // `if urlparse(x).netloc: refuse`
      return !outcome && /^(?:hostname|host|netloc)$/.test(test.property)
        ? found(test.object, addressOnly)
        : [];
    }
    // `allowed[name]` in a map of truths.
    case 'index':
      return outcome && test.key.kind !== 'literal'
        ? [...found(test.key, truthful), ...hostOf(test.key)]
        : [];
    default:
      return [];
  }
}

/** The place that is empty when `test` came out as `outcome`: `a`, `a !== undefined`, `typeof a != 'undefined'`. */
function nothingIn(test: Expression, outcome: boolean): string | undefined {
  if (test.kind === 'not') return nothingIn(test.operand, !outcome);
  if (test.kind === 'name') return outcome ? undefined : test.name;
  // What a record says of another value is asked for itself.
  if (test.kind === 'member' && !telling.test(test.property)) return outcome ? undefined : placeOf(test);
  // `isset($ref[0])`, `empty($ref)`
  if (
    test.kind === 'call' &&
    (outcome ? /^empty$/ : /^(?:isset|(?:mb_)?strlen)$/).test(nameOf(test.callee) ?? '')
  ) {
    const one = test.args.length === 1 ? test.args[0]?.value : undefined;
    return placeOf(
      one?.kind === 'index' && one.key.kind === 'literal' && one.key.value === 0 ? one.object : one,
    );
  }
  if (test.kind !== 'binary' || !(outcome ? isSame : isOther).test(test.operator)) return undefined;
  const { left, right } = test;
  if (right.kind !== 'literal') return undefined;
  // Without a host an address stays here: that says something of the address.
  if (left.kind === 'member' && telling.test(left.property)) return undefined;
  if (left.kind === 'binary' && left.operator === 'typeof')
    return right.value === 'undefined' ? placeOf(left.left) : undefined;
  return right.value === null || right.value === undefined || right.value === '' ? placeOf(left) : undefined;
}

const telling =
  /^(?:_?(?:is_?)?(?:valid|ok|safe|allowed|permitted|success|blocked|denied|invalid)|_?(?:error|errors|reason)|hostname|host|netloc)$/i;
const isSame = /^(?:===?|eq|is)$/;
const isOther = /^(?:!==?|ne|is not)$/;

/** `const checked = validatePath(name); if (!checked.valid) return`: a record says what a checker made of it. */
function answered(
  { object, property }: Extract<Expression, { kind: 'member' }>,
  outcome: boolean,
  known: Known,
): [string, Guard][] {
  if (!(outcome ? accepted : refused).test(property)) return [];
  const call = object.kind === 'name' ? known.condition?.(object) : object;
  // `const result = Query.safeParse(request.query); if (!result.success) return`
  const fits = call?.kind === 'call' ? schemaProofs(call, known) : [];
  if (fits.length > 0) return fits;
  if (call?.kind !== 'call' || !checker.test(nameOf(call.callee) ?? '')) return [];
  const seen = known.helper(call.callee)?.fn.node.text;
  // What is seen to look at nothing but the text is believed by what it looks at.
  if (seen !== undefined && !resolves.test(seen)) return [];
  return call.args.slice(0, 2).flatMap(({ value }) => found(value, checked));
}

const accepted = /^_?(?:is_?)?(?:valid|ok|safe|allowed|permitted|success)$/i;
const refused = /^_?(?:error|errors|reason|blocked|denied|is_?invalid|invalid)$/i;
const checker = /^_*(?:is_?)?(?:validate|verify|check|assert|ensure|inspect|guard)/i;
const resolves = /\brelative\(|\bresolve\(|realpath|\blookup\(|(?:within|inside)\w{0,20}\(/i;

/** `root not in target.parents and target != root`: beside the test of what is below, the root itself. */
export function sameAs(test: Expression, outcome: boolean): [string, Guard][] {
  if (test.kind === 'not') return sameAs(test.operand, !outcome);
  if (test.kind !== 'binary') return [];
  const isEqual = (outcome ? isSame : isOther).test(test.operator);
  return isEqual ? [...found(test.left, pathOnly), ...found(test.right, pathOnly)] : [];
}

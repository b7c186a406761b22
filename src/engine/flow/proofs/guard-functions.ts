// What the functions of a file prove of their arguments, and of what they see around them.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Guard } from '../env.ts';
import { writtenPath } from '../calls/callees.ts';
import { derivedBy } from '../texts/derived-places.ts';
import { guardsOf, sameAs } from './guards.ts';
import type { Expression, FunctionShape, Statement } from '../ir.ts';
import { isConstant } from './kept-conditions.ts';
import {
  type Helper,
  type Known,
  all,
  isRelative,
  nameOf,
  noDots,
  pathOnly,
  placeOf,
  prefixed,
} from './proved.ts';

/** What a function proves of its arguments when it returns `outcome`, or when it returns at all. */
export function helperGuards(
  { fn, known: own }: Helper,
  call: Extract<Expression, { kind: 'call' }>,
  outcome: boolean | undefined,
  known: Known,
): [string, Guard][] {
  const proofs = proofsOnce(fn.body, outcome, own ?? known);
  const places = new Map<string, string | undefined>();
  fn.parameters.forEach((parameter, index) => {
    if (parameter.target.kind === 'bind') places.set(parameter.target.name, placeOf(call.args[index]?.value));
  });
  const seesCaller = !own && standsBeside(fn.node, call.node);
  return proofs.flatMap(([key, guard]): [string, Guard][] => {
    const root = key.split('.')[0] as string;
    // `const isUnder = (base) => !relative(base, file).startsWith('..')` asks of the `file` around it.
    if (seesCaller && !places.has(root) && !bindsName(fn.body, root)) return [[key, guard]];
    const place = places.get(root);
    return place === undefined ? [] : [[place + key.slice(root.length), guard]];
  });
}

/** Whether a function is written within the very function that calls it, so that it sees the same variables. */
function standsBeside(fn: SyntaxNode, call: SyntaxNode): boolean {
  let around = fn.parent;
  for (let steps = 0; around && !/function|method|lambda/.test(around.kind); steps++) {
    if (steps > maxAround) return false;
    around = around.parent;
  }
  return around?.source === call.source && call.start >= around.start && call.end <= around.end;
}

/** Blocks between a helper and the function around it. */
const maxAround = 24;

/** Whether the statements of a function's body give a name a value of its own. */
function bindsName(body: readonly Statement[], name: string): boolean {
  return body.some(
    (one) =>
      (one.kind === 'assign' && (one.target.kind === 'bind' ? one.target.name === name : true)) ||
      (one.kind === 'try' && bindsName(one.body, name)) ||
      one.kind === 'loop' ||
      one.kind === 'function',
  );
}

/** What a predicate such as `(x) => allowed.includes(x)` proves of its parameter. */
export function predicateGuard(fn: FunctionShape, known: Known): Guard | undefined {
  const parameter = fn.parameters[0]?.target;
  if (parameter?.kind !== 'bind') return undefined;
  return proofsOf(fn.body, true, known).find(([key]) => key === parameter.name)?.[1];
}

function proofsOnce(
  body: readonly Statement[],
  outcome: boolean | undefined,
  known: Known,
): [string, Guard][] {
  const ofBody = known.proofs?.get(body) ?? new Map<string, [string, Guard][]>();
  known.proofs?.set(body, ofBody);
  const key = `${outcome} ${known.depth ?? 0}`;
  let proofs = ofBody.get(key);
  if (!proofs) ofBody.set(key, (proofs = proofsOf(body, outcome, known)));
  return proofs;
}

/** What a check of Go returns where it does not return `nil`. */
const complains = /^(?:fmt\.Errorf|errors\.(?:New|Errorf|Wrapf?))$/;

/** Checks that call checks. */
const maxDepth = 2;

/** `resolve(file)`, `path.resolve(path.normalize(file))`, `await fs.realpath(file)` */
const resolves = /^(?:await )?(?:[\w$]{1,20}\.){0,2}(?:resolve|realpath|realpathSync|abspath)\(/;

/** One way to an outcome: what it proves, and what it says to be the same as something else. */
interface Way {
  proofs: [string, Guard][];
  same: [string, Guard][];
}

/** What the statements of a function prove when it returns `outcome`. */
export function proofsOf(
  body: readonly Statement[],
  outcome: boolean | undefined,
  known: Known,
  derived = new Map<string, string>(),
): [string, Guard][] {
  const must: [string, Guard][] = [];
  const ways: Way[] = [];
  const kept = new Map<string, Expression>();
  const depth = (known.depth ?? 0) + 1;
  const inner: Known = {
    ...known,
    depth,
    helper: (callee) => (depth > maxDepth ? undefined : known.helper(callee)),
    condition: ({ name }) => kept.get(name),
  };
  const resolved = new Set<string>();
  const relatives = new Set<string>();
  const origin = (proofs: [string, Guard][]): [string, Guard][] =>
    proofs.map(([key, guard]) => {
      const root = key.split('.')[0] as string;
      const place = derived.get(root) ?? key;
      if (relatives.has(root) && guard.includes(noDots)) return [place, pathOnly];
      // What was resolved here before it was tested is proved of what it was made from.
      const isProved = resolved.has(root) && guard.includes(prefixed);
      return [place, isProved ? guard.filter((one) => one !== prefixed) : guard];
    });
  const endsWith = (one: Statement | undefined): boolean | 'exit' | undefined => {
    if (one?.kind === 'exit') return 'exit';
    if (one?.kind === 'return' && one.value?.kind === 'literal') return Boolean(one.value.value);
    if (one?.kind === 'return' && one.value?.kind === 'call' && complains.test(writtenPath(one.value.callee)))
      return true;
    return undefined;
  };
  const look = (statements: readonly Statement[]): void => {
    for (const [index, one] of statements.entries()) {
      if (one.kind === 'try') look(one.body);
      else if (one.kind === 'expression')
        must.push(...origin(charactersProved(one.value, statements[index - 1], outcome, endsWith)));
      else if (one.kind === 'assign') {
        if (one.target.kind === 'bind' && isConstant(one.node)) kept.set(one.target.name, one.value);
        for (const [name, place] of derivedBy(one.target, one.value)) {
          derived.set(name, derived.get(place) ?? place);
          if (resolved.has(place) || resolves.test(one.value.node.text.slice(0, 80))) resolved.add(name);
          if (one.value.kind === 'call' && isRelative.test(nameOf(one.value.callee) ?? ''))
            relatives.add(name);
        }
      } else if (one.kind === 'if') {
        const found = lookedUp(statements[index - 1]);
        if (found) kept.set(found.name, found.value);
        const end = endsWith(one.consequent.at(-1));
        if (end === 'exit' || (end !== undefined && outcome !== undefined && end !== outcome))
          must.push(...origin(guardsOf(one.test, false, inner)));
        else if (end !== undefined && end === outcome)
          ways.push({
            proofs: origin(guardsOf(one.test, true, inner)),
            same: origin(sameAs(one.test, true)),
          });
        else look(one.consequent);
        if (found) kept.delete(found.name);
      } else if (one.kind === 'return' && one.value && outcome !== undefined) {
        if (one.value.kind === 'literal') {
          if (Boolean(one.value.value) === outcome && ways.length > 0) ways.push({ proofs: [], same: [] });
        } else
          ways.push({
            proofs: origin(guardsOf(one.value, outcome, inner)),
            same: origin(sameAs(one.value, outcome)),
          });
      }
    }
  };
  look(body);
  // `if (file === root) return true; return file.startsWith(root + sep)`: beside what is below, the root itself.
  const asksPath = ways.some(({ proofs }) => proofs.some(([, guard]) => guard.includes('path')));
  const [first = [], ...rest] = ways.map(({ proofs, same }) =>
    asksPath && proofs.length === 0 ? same : proofs,
  );
  const agreed = first.flatMap(([key, guard]): [string, Guard][] => {
    const others = rest.map((way) => way.find(([other]) => other === key)?.[1]);
    if (others.includes(undefined)) return [];
    // The way that proves less counts.
    return [[key, others.find((one) => one?.includes(prefixed)) ?? guard]];
  });
  return [...must, ...agreed];
}

/** `Column found = columns.get(name)`, as the condition right after it asks whether anything was found. */
function lookedUp(one: Statement | undefined): { name: string; value: Expression } | undefined {
  if (one?.kind !== 'assign' || one.target.kind !== 'bind' || isConstant(one.node)) return undefined;
  const { value } = one;
  return value.kind === 'call' && value.callee.kind === 'member' && value.callee.property === 'get'
    ? { name: one.target.name, value }
    : undefined;
}

/** What a loop over the characters of a text proves, if each way out of it is the other outcome. */
function charactersProved(
  proof: Expression,
  loop: Statement | undefined,
  outcome: boolean | undefined,
  endsWith: (one: Statement | undefined) => boolean | 'exit' | undefined,
): [string, Guard][] {
  if (proof.kind !== 'call' || loop?.kind !== 'loop' || outcome === undefined) return [];
  if (proof.callee.kind !== 'name' || proof.callee.name !== ':c_characters_checked') return [];
  // A loop that looks for a letter proves nothing of the others.
  if (!refuses.test(loop.node.text.slice(0, 800))) return [];
  const ends = loop.body.flatMap((one) => (one.kind === 'if' ? [endsWith(one.consequent.at(-1))] : []));
  if (ends.length === 0 || ends.some((end) => typeof end !== 'boolean' || end === outcome)) return [];
  const place = placeOf(proof.args[0]?.value);
  return place === undefined ? [] : [[place, all]];
}

const refuses = /!\s?\(?\s?(?:std::)?is(?:w?alnum|w?alpha|w?digit|xdigit)\b|!\s?\(?\s?strchr\(/;

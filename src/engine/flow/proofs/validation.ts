// What validators, schemas and guards in calls prove of a value.
import { classOf, fieldKey } from '../steps/assignments.ts';
import { prove } from '../steps/branches.ts';
import { withSchema } from '../steps/elsewhere.ts';
import { keyOf } from '../env.ts';
import { helperGuards, proofsOf } from './guard-functions.ts';
import { hostOf } from './guard-texts.ts';
import { guardsOf } from './guards.ts';
import { writtenPath } from '../calls/callees.ts';
import { keptCondition } from './kept-conditions.ts';
import { checked, joinedOf, type Known, placeOf, weak } from './proved.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Expression, FunctionShape, Parameter } from '../ir.ts';
import type { Condition } from '../models.ts';
import { schemaProofs } from './schema-results.ts';
import { chainRoot, settle } from './settled.ts';
import { factsOf } from '../path-facts.ts';
import { type Call, type Frame, type State, topFrame } from '../state.ts';
import type { Schema, Value } from '../value.ts';

/** Takes over what a called helper proves by returning, such as one that throws unless its argument is harmless. */
export function asserted(a: State, value: Expression, f: Frame): void {
  if (value.kind !== 'call') return;
  const known = knownIn(a, f);
  const condition = asserting.test(writtenPath(value.callee)) ? value.args[0]?.value : undefined;
  if (condition && a.isScript)
    for (const [key, guard] of guardsOf(condition, true, known)) prove(a, f, key, guard);
  const schemas = schemaProofs(value, known, true);
  if (schemas.length > 0) {
    for (const [key, guard] of schemas) prove(a, f, key, guard);
    return;
  }
  const helper = known.helper(value.callee);
  const proofs = helper ? helperGuards(helper, value, undefined, known) : [];
  if (!helper || (proofs.length === 0 && (helper.known || delegates.test(helper.fn.node.text))))
    return assertedByName(a, value, f);
  for (const [key, guard] of proofs) prove(a, f, key, guard);
}

/** What the calls of a chain prove where it goes on: `catalog.column(name).expression` throws for a name that it does not know. */
export function assertedWithin(a: State, value: Expression, f: Frame): void {
  for (let at: Expression | undefined = value, left = maxChain; at && left > 0; left--) {
    const next: Expression | undefined =
      at.kind === 'call'
        ? at.callee
        : at.kind === 'member'
          ? at.object
          : at.kind === 'typed'
            ? at.value
            : undefined;
    if (at.kind === 'call' && at.args.length > 0) {
      const known = knownIn(a, f);
      const helper = known.helper(at.callee);
      for (const [key, guard] of helper ? helperGuards(helper, at, undefined, known) : [])
        if (!guard.some((one) => one === checked[0] || one === weak[0])) prove(a, f, key, guard);
    }
    at = next;
  }
}

const maxChain = 6;

/** Functions that throw unless their first argument holds. */
const asserting = /^(?:tiny)?(?:invariant|assert)(?:\.(?:ok|strict|default))?$/i;

/** What asks another function, or the disk, where a path leads. */
const delegates = /realpath|(?:assert|require|ensure|verify)\w{0,40}(?:within|inside|contained)\w{0,40}\(/i;

const assertion =
  /^[_#]{0,2}(?:assert|ensure|verify|validate|check|enforce|require)_?(?:is_?|no_?|not_?)?\w{0,30}?(?:public|safe|local|internal|ssrf|url|uri|host|address|domain|origin|redirect|path|inside|within|beneath|traversal|file_?name|(?:member|entry|object|part|resource|image|template)_?name|name$|allowed|permitted)/i;

/** `await assertPublicUrl(url)` of another file, whose result nobody asks for, throws; believed by half. */
function assertedByName(a: State, call: Extract<Expression, { kind: 'call' }>, f: Frame): void {
  const { callee } = call;
  const name = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '';
  if (!assertion.test(name)) return;
  // `check_path(root, name)` speaks of both.
  for (const one of call.args.slice(0, 3).flatMap(({ value }) => joinedOf(value))) {
    const place = placeOf(one);
    if (place !== undefined) prove(a, f, place, checked);
    for (const [address] of hostOf(one)) prove(a, f, address, checked);
  }
}

/** What conditions may ask of the names in scope: functions and constant patterns. */
export function knownIn(a: State, f: Frame): Known {
  return {
    proofs: a.proofs,
    helper(callee) {
      const fn = callee.kind === 'name' ? f.env.find(callee.name)?.closure?.fn : ownMethod(a, callee, f);
      if (fn) return { fn };
      const foreign = a.foreign.size === 0 ? undefined : a.foreign.get(writtenPath(callee));
      return foreign && { fn: foreign.closure.fn, known: knownIn(foreign.state, topFrame(foreign.state)) };
    },
    pattern: (expression) =>
      expression.kind === 'name' ? patternIn(f.env.find(expression.name)) : undefined,
    condition: ({ name, node }) => keptCondition(f, name, node),
    isTable: (expression) => isTable(expression, f),
    schema: (expression) => schemaNamed(a, expression, f),
  };
}

/** The schema that a name, or a field of it, stands for. */
function schemaNamed(a: State, expression: Expression, f: Frame): Schema | undefined {
  const name = expression.kind === 'member' ? expression.object : expression;
  const value = name.kind === 'name' ? f.env.find(name.name) : undefined;
  if (expression.kind === 'name') return value && withSchema(a, value).schema;
  return expression.kind === 'member' ? value?.fields?.get(expression.property)?.schema : undefined;
}

/** `LANGUAGES`, `limits.BY_PLAN`, or a variable in which nothing stands but what this file wrote there. */
function isTable(expression: Expression, f: Frame): boolean {
  const written = expression.kind === 'call' ? undefined : keyOf(expression);
  if (written !== undefined && constant.test(written)) return true;
  const value = expression.kind === 'name' ? f.env.find(expression.name) : undefined;
  return value?.fields !== undefined && value.fields.size > 0 && !value.open && value.taints.length === 0;
}

const constant = /(?:^|\.)[A-Z][A-Z\d]+(?:_[A-Z\d]+)*$/;

/** The pattern that a name holds; in PHP that is a text between two signs of one's choice. */
function patternIn(value: Value | undefined): string | undefined {
  if (value?.pattern !== undefined || typeof value?.literal !== 'string') return value?.pattern;
  const written = /^([/#~@!%])(.*)\1([a-zA-Z]*)$/s.exec(value.literal);
  return written?.[2] && `/${written[2]}/${written[3]}`;
}

function ownMethod(a: State, callee: Expression, f: Frame): FunctionShape | undefined {
  const field = callee.kind === 'member' ? fieldKey(a, callee, f) : undefined;
  return field !== undefined && callee.kind === 'member'
    ? a.methods.get(`${classOf(a, f)}.${callee.property}`)?.fn
    : undefined;
}

/** Takes over what a modelled call proves of its argument by returning. */
export function proveArguments(a: State, { expression, path, f }: Call): void {
  for (const model of factsOf(a, path).proves) {
    const subject =
      model.of === 'receiver'
        ? expression.callee.kind === 'member'
          ? expression.callee.object
          : undefined
        : expression.args[model.of]?.value;
    const place = placeOf(subject);
    if (place !== undefined) prove(a, f, place, model.cleans);
  }
}

/** Notes kinds of sinks that a call or assignment rules out for its receiver from here on, such as a response's type. */
export function settles(
  a: State,
  path: string,
  place: Expression,
  isMet: (one: Condition) => boolean,
  f: Frame,
): void {
  const found = factsOf(a, path).settles;
  if (found.length === 0) return;
  const root = chainRoot(place);
  for (const one of found) {
    if (root === undefined || !one.when.every(isMet)) continue;
    settle(a, f, root, one.kinds);
    unmade(a, root, one.kinds, place.node);
  }
}

/** Forgets what was told where the variable was made: `answer = make_response(x)`, whose type is named only afterwards. */
function unmade(a: State, root: string, kinds: readonly string[], node: SyntaxNode): void {
  for (const [key, hit] of a.hits) {
    if (!kinds.includes(hit.kind) || hit.node.end > node.start) continue;
    const { parent } = hit.node;
    const name =
      parent && /assignment|declarator/.test(parent.kind) && (parent.get('left') ?? parent.get('name'));
    if (name && name.text === root && blockOf(hit.node) === blockOf(node)) a.hits.delete(key);
  }
}

const isBlock = /^(?:block|module|program|statement_block|compound_statement)$/;

function blockOf(node: SyntaxNode): number | undefined {
  let at = node.parent;
  while (at && !isBlock.test(at.kind)) at = at.parent;
  return at?.start;
}

/** Whether a function of that name raises unless what it is given is harmless: `Annotated[HttpUrl, AfterValidator(check)]`. */
export function isLetThrough(a: State, name: string | undefined, f: Frame): boolean {
  const fn = name === undefined ? undefined : f.env.find(name)?.closure?.fn;
  return fn !== undefined && isProof(fn, fn.parameters[0], knownIn(a, f));
}

/** Whether a function proves its parameter by returning. */
function isProof(fn: FunctionShape, parameter: Parameter | undefined, known: Known): boolean {
  const given = parameter?.target;
  if (given?.kind !== 'bind') return false;
  // A name of a field with signs before it is one of few as well.
  return proofsOf(fn.body, undefined, known).some(
    ([key, guard]) => key === given.name && ['*', '*inherited', 'reflect'].some((one) => guard.includes(one)),
  );
}

/** The fields of a schema that its own validator lets through only without anything of harm: `@field_validator('name')`. */
export function checkedBy(a: State, fn: FunctionShape, f: Frame): string[] {
  // `if self.sort not in COLUMNS: raise ValueError`
  if (fn.name === '__post_init__')
    return proofsOf(fn.body, undefined, knownIn(a, f)).flatMap(([key, guard]) =>
      guard.includes('*') && /^self\.\w+$/.test(key) ? [key.slice('self.'.length)] : [],
    );
  const names = fn.decorators.flatMap((one) =>
    one.kind === 'call' && /^(?:field_)?validator$/.test(writtenPath(one.callee).replace(/^.*\./, ''))
      ? one.args.flatMap(({ name, value }) =>
          name === undefined && value.kind === 'literal' && typeof value.value === 'string'
            ? [value.value]
            : [],
        )
      : [],
  );
  return names.length > 0 && isProof(fn, fn.parameters[1], knownIn(a, f)) ? names : [];
}

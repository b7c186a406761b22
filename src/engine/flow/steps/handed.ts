// What a file hands to functions that others define, and how those functions are run with it.
import type { Region } from '../../finding.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { writtenPath } from '../calls/callees.ts';
import { run } from './functions.ts';
import type { FunctionShape } from '../ir.ts';
import { isReceiver, nameOf, nameOfFunction, parameterValue } from '../inputs/parameters.ts';
import { isOfFields } from './properties.ts';
import { casesAround, toolsOf } from '../sinks/purpose.ts';
import type { Call, Hit, State } from '../state.ts';
import { type Closure, type SourceKind, type Step, type Taint, type Value, taint } from '../value.ts';

/** An outsider's text in an argument; without nodes, because the tree of its file is gone when it is used. */
export interface HandedTaint extends Omit<Taint, 'node' | 'steps'> {
  /** Where it enters, in the file that hands it over. */
  region: Region;
}

/** The part of an argument that matters in another file. */
export interface HandedValue {
  taints: readonly HandedTaint[];
  fields: readonly (readonly [string, HandedValue])[];
  /** What each of a list is, where a schema says it. */
  element?: HandedValue;
  /** True when it may hold what no field of those tells. */
  open?: boolean;
}

/** A call, with an outsider's text among its arguments, of a function that its file does not define. */
export interface Handed {
  /** The callee as it is written, such as `db.findUser`. */
  written: string;
  /** And by what its parts stand for, such as `UserService().find`. */
  path: string;
  args: readonly { name?: string; value: HandedValue }[];
  /** The call, and its offset. */
  region: Region;
  start: number;
  /** Kinds of sinks that what it returned reached in this file. */
  reached?: ReadonlySet<string>;
}

/** What a function is given by another file. */
export interface Given {
  /** The name of the function, and of its class where that is known. */
  name: string;
  className?: string;
  args: Handed['args'];
}

/** Text of the program's own machine is not an outsider's. */
export const outside: ReadonlySet<SourceKind> = new Set(['request', 'dom', 'model', 'network', 'archive']);

/** More calls than handlers of one file make. */
const maxHanded = 200;
const maxFields = 20;

/** Notes a call that hands an outsider's text to a function of another file. */
export function noteHanded(a: State, { expression, path, args }: Call): void {
  if (a.handed.length >= maxHanded || !args.some((one) => mayMatter(one))) return;
  const values = args.map((one) => handedValue(one, 0, expression.node));
  if (!values.some((one) => one.taints.length > 0 || one.fields.length > 0)) return;
  a.handed.push({
    written: writtenPath(expression.callee),
    path,
    args: values.map((value, index) => {
      const name = expression.args[index]?.name;
      return name === undefined ? { value } : { name, value };
    }),
    region: expression.node.region,
    start: expression.node.start,
  });
}

/** The calls with the kinds of sinks that what each returned reached. */
export function withReached(handed: readonly Handed[], hits: readonly Hit[]): Handed[] {
  if (handed.length === 0) return [];
  const kinds = new Map<number, Set<string>>();
  for (const { kind, place, ways, builtAt, builtAlso = [] } of hits) {
    if (place !== 'sink') continue;
    const nodes = ways.flatMap(({ taint: one }) => [one.node, ...nodesOf(one.steps)]);
    for (const { start } of [...nodes, ...builtAlso, ...(builtAt ? [builtAt] : [])])
      kinds.set(start, (kinds.get(start) ?? new Set()).add(kind));
  }
  return handed.map((one) => {
    const reached = kinds.get(one.start);
    return reached ? { ...one, reached } : one;
  });
}

function nodesOf(steps: Step | undefined): SyntaxNode[] {
  return steps ? [steps.node, ...nodesOf(steps.before)] : [];
}

function mayMatter({ taints, fields }: Value): boolean {
  return taints.some((one) => outside.has(one.source)) || (fields !== undefined && fields.size > 0);
}

function handedValue(value: Value, depth: number, call: SyntaxNode, ofList = false): HandedValue {
  const { taints, fields, isList, element } = value;
  const isWhole =
    !isList && fields !== undefined && depth <= 1 && fields.size <= maxFields && isOfFields(value, fields);
  return {
    ...(!isWhole && { open: true }),
    ...(element && !ofList && { element: handedValue(element, depth, call, true) }),
    taints: taints
      .filter((one) => outside.has(one.source))
      .map((one) => ({
        source: one.source,
        region: one.node.region,
        cleaned: one.cleaned,
        doubt: one.doubt,
        partly: one.partly,
        incomplete: one.incomplete,
        ...(one.source === 'model' && { tools: [...toolsOf(one), ...casesAround(call)] }),
      })),
    fields: depth > 1 || !fields ? [] : handedFields(fields, isList, depth, call),
  };
}

/** Fields beside one that matters are kept as well: they hold nothing of an outsider's, whatever the object does. */
function handedFields(
  fields: ReadonlyMap<string, Value>,
  isList: boolean | undefined,
  depth: number,
  call: SyntaxNode,
): HandedValue['fields'] {
  const all = [...fields]
    .slice(0, maxFields)
    .map(([key, value]) => [key, handedValue(value, depth + 1, call)] as const);
  const telling = all.filter(([, value]) => value.taints.length > 0 || value.fields.length > 0);
  return isList || telling.length === 0 ? telling : all;
}

/**
 * Runs the functions of a file that others hand something to. Writes into `entered` where each outsider's text came
 * from, by the parameter at which it enters this file.
 */
export function runGiven(a: State, given: readonly Given[], entered: Map<SyntaxNode, Entered>): void {
  given.forEach((one, index) => {
    for (const closure of named(a, one)) {
      const args = argumentsFor(a, closure.fn, one.args, (node, source) => {
        if (!entered.has(node))
          entered.set(node, { given: index, source: source.source, region: source.region });
      });
      if (args) run(a, closure, args, 0);
    }
  });
}

/** Which of the given calls brought a text in, and where it had entered the file of that call. */
export interface Entered {
  given: number;
  source: SourceKind;
  region: Region;
}

/** Several functions of one name are seldom one another's overloads; then nothing tells which is meant. */
const maxNamesakes = 2;

/** The functions of a file by a name, and by that of their class where it is known; none where too many have it. */
export function named(a: State, { name, className }: Pick<Given, 'name' | 'className'>): Closure[] {
  const found = a.pending
    .map(({ closure }) => closure)
    .filter(
      ({ fn }) =>
        nameOfFunction(fn) === name &&
        (className === undefined || fn.className === className) &&
        (fn.isPublic || fn.className !== undefined) &&
        !isStub(fn),
    );
  return found.length > maxNamesakes ? [] : found;
}

/** A method that only says what others must have: `def load(self, key): ...` */
function isStub({ className, body }: FunctionShape): boolean {
  return (
    className !== undefined &&
    body.every((one) =>
      one.kind === 'expression'
        ? one.value.kind === 'literal' || (one.value.kind === 'other' && one.value.parts.length === 0)
        : one.kind === 'exit' && !one.jump,
    )
  );
}

function argumentsFor(
  a: State,
  fn: FunctionShape,
  args: Handed['args'],
  onEnter: (node: SyntaxNode, source: HandedTaint) => void,
): (Value | undefined)[] | undefined {
  const own = fn.parameters[0] && isReceiver(a, nameOf(fn.parameters[0]) ?? '') ? 1 : 0;
  let isTold = false;
  const values = fn.parameters.map((parameter, index) => {
    const plain = parameterValue(a, parameter, 'dynamic', fn.parameters);
    const name = nameOf(parameter);
    const arg =
      args.find((one) => one.name !== undefined && one.name === name) ??
      (index < own ? undefined : args.filter((one) => one.name === undefined)[index - own]);
    if (!arg) return index < own ? plain : undefined;
    const { node } = parameter.target;
    const value = entering(arg.value, node, onEnter);
    if (value.taints.length === 0 && !value.fields) return plain;
    isTold = true;
    return { ...value, ...(plain.path !== undefined && { path: plain.path }) };
  });
  return isTold ? values : undefined;
}

function entering(
  { taints, fields, element, open }: HandedValue,
  node: SyntaxNode,
  onEnter: (node: SyntaxNode, source: HandedTaint) => void,
): Value {
  for (const one of taints) onEnter(node, one);
  const inner = fields.map(([key, value]) => [key, entering(value, node, onEnter)] as const);
  return {
    taints: taints.map(({ source, cleaned, doubt, partly, incomplete, tools }) => ({
      ...taint(source, node),
      ...(tools && { tools }),
      cleaned,
      doubt,
      partly,
      incomplete,
    })),
    ...(element && { isList: true, element: entering(element, node, onEnter) }),
    ...(inner.length > 0 && { fields: new Map(inner), ...(open ? { open } : { closed: true }) }),
  };
}

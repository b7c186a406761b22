// Tells what a record that was just made has by itself: its id comes from the database, whatever its other fields were given.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Statement, Target } from '../ir.ts';
import type { Call, State } from '../state.ts';
import { type Closure, type Taint, type Value, inert } from '../value.ts';

const makes = /(?:^|\.)(?:[A-Z]\w*|[A-Z]\w*(?:\.objects)?\.(?:a?create|create_user|new))$/;
const sends = /(?:Info|Request|Message|Command|Options|Settings|Builder|Client|Handler|Context)(?:\(\))?$/;
const ownFields = ['id', 'pk', 'uuid', '_id', 'created_at'];

/** The fields of a record that a class makes of named values, such as `Asset(title=title)` in Python, or of its parts in their order; undefined for others. */
export function fieldsOfMade(
  a: State,
  { expression, path, args }: Call,
  taints: readonly Taint[],
): ReadonlyMap<string, Value> | undefined {
  if (args.length === 0 || !makes.test(path) || expression.args.some(({ spread }) => spread))
    return undefined;
  const { language } = expression.node.source;
  const names = expression.args.map(({ name }) => name);
  const components = expression.isNew === true ? a.components.get(path) : undefined;
  if (components) {
    const kept = names.map((name, index) => [name ?? components[index] ?? '', args[index] ?? inert] as const);
    return new Map(kept);
  }
  if (names.includes(undefined)) return undefined;
  // What stands between the braces is set last, as it is; a request of a library sends what each of its parts holds.
  if (language === 'c-sharp' && expression.isNew === true && !sends.test(path))
    return new Map(names.map((name, index) => [name as string, args[index] ?? inert] as const));
  if (language !== 'python') return undefined;
  const unseen = { taints: taints.filter(({ source }) => source === 'dynamic') };
  return new Map([
    ...ownFields.map((name) => [name, unseen] as const),
    ...names.map((name, index) => [name as string, { taints: ofArgument(taints, args[index]) }] as const),
  ]);
}

/**
 * The fields to which the only constructor of a class hands what it is given, in its order; undefined where it does more
 * with a part, or where the class writes one again.
 */
export function keptByConstructor(members: readonly Statement[], node: SyntaxNode): string[] | undefined {
  const makers = members.flatMap((one) =>
    one.kind === 'function' && one.fn.name === 'constructor' ? [one.fn] : [],
  );
  const [maker] = makers;
  if (!maker || makers.length > 1 || maker.parameters.length < 2) return undefined;
  const kept = new Map<string, string>();
  for (const one of maker.body)
    if (one.kind === 'assign' && one.value.kind === 'name')
      kept.set(one.value.name, fieldOf(one.target) ?? '');
  const fields = maker.parameters.map(({ target }) => (target.kind === 'bind' ? kept.get(target.name) : ''));
  const writes = new Map<string, number>();
  for (const [, name = ''] of node.text.matchAll(/\b([A-Za-z_]\w{0,80})\s{0,4}(?:\+|\?\?)?=(?!=)/g))
    writes.set(name, (writes.get(name) ?? 0) + 1);
  const isOnce = (field: string | undefined): field is string => writes.get(field ?? '') === 1;
  return fields.every(isOnce) ? fields : undefined;
}

function fieldOf(target: Target): string | undefined {
  const place = target.kind === 'place' ? target.place : undefined;
  return place?.kind === 'member' && place.object.kind === 'name' ? place.property : undefined;
}

/** Of an object whose parts are known, the part that a getter returns: `return table;`. */
export function partReturned({ fn }: Closure, receiver: Value): Value | undefined {
  const [only, ...others] = fn.body;
  const value = only?.kind === 'return' && others.length === 0 ? only.value : undefined;
  if (value?.kind === 'name') return receiver.fields?.get(value.name);
  return value?.kind === 'member' ? receiver.fields?.get(value.property) : undefined;
}

/** Those that an argument brought along, and that nothing more is known. */
function ofArgument(taints: readonly Taint[], argument: Value | undefined): readonly Taint[] {
  return taints.filter(
    (one) =>
      one.source === 'dynamic' ||
      argument?.taints.some(({ node, source }) => node === one.node && source === one.source),
  );
}

// Tells what a record that was just made has by itself: its id comes from the database, whatever its other fields were given.
import type { Call, State } from './state.ts';
import { type Taint, type Value, inert } from './value.ts';

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

/** Those that an argument brought along, and that nothing more is known. */
function ofArgument(taints: readonly Taint[], argument: Value | undefined): readonly Taint[] {
  return taints.filter(
    (one) =>
      one.source === 'dynamic' ||
      argument?.taints.some(({ node, source }) => node === one.node && source === one.source),
  );
}

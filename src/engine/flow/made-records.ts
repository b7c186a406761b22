// Tells what a record that was just made has by itself: its id comes from the database, whatever its other fields were given.
import type { Call } from './state.ts';
import type { Taint, Value } from './value.ts';

const makes = /(?:^|\.)(?:[A-Z]\w*|[A-Z]\w*(?:\.objects)?\.(?:a?create|create_user|new))$/;
const ownFields = ['id', 'pk', 'uuid', '_id', 'created_at'];

/** The fields of a record that a Python class makes of named values, such as `Asset(title=title)`; undefined for others. */
export function fieldsOfMade(
  { expression, path, args }: Call,
  taints: readonly Taint[],
): ReadonlyMap<string, Value> | undefined {
  if (expression.node.source.language !== 'python' || args.length === 0 || !makes.test(path))
    return undefined;
  const names = expression.args.map(({ name, spread }) => (spread ? undefined : name));
  if (names.includes(undefined)) return undefined;
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

// Tells what a record that was just made has by itself: its id comes from the database, whatever its other fields were given.
import type { Call } from './state.ts';
import type { Taint, Value } from './value.ts';

const makes = /(?:^|\.)(?:[A-Z]\w*|[A-Z]\w*(?:\.objects)?\.(?:a?create|create_user|new))$/;
const sends = /(?:Info|Request|Message|Command|Options|Settings|Builder|Client|Handler|Context)(?:\(\))?$/;
const ownFields = ['id', 'pk', 'uuid', '_id', 'created_at'];

/** The fields of a record that a class makes of named values, such as `Asset(title=title)` in Python; undefined for others. */
export function fieldsOfMade(
  { expression, path, args }: Call,
  taints: readonly Taint[],
): ReadonlyMap<string, Value> | undefined {
  const { language } = expression.node.source;
  // `new Asset { Title = title }` says as much; a request of a library sends what each of its parts holds.
  const isMade = language === 'c-sharp' && expression.isNew === true && !sends.test(path);
  if ((language !== 'python' && !isMade) || args.length === 0 || !makes.test(path)) return undefined;
  const names = expression.args.map(({ name, spread }) => (spread ? undefined : name));
  if (names.includes(undefined)) return undefined;
  // What stands between the braces is set last, as it is.
  if (isMade)
    return new Map(names.map((name, index) => [name as string, args[index] ?? { taints: [] }] as const));
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

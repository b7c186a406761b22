// Unwraps the handler of a route in JavaScript, and the wrappers around it that check the caller.
import type { Expression, FunctionShape } from '../../../../flow/ir.ts';
import type { Guard } from '../../body/facts.ts';
import { distantFacts, factsOf } from '../../body/body.ts';
import { guardsOf, type FileContext } from '../../route.ts';
import { dotted, entryOf, lastName } from '../../shapes.ts';
import { guardLevelOf } from '../../words.ts';

/** The function that answers, unwrapped; wrappers that check are added to the guards. */
export function handlerOf(
  expression: Expression,
  file: FileContext,
  guards: Guard[],
  depth = 0,
): { name: string; fn?: FunctionShape | undefined } {
  if (depth > 5) return { name: '' };
  if (expression.kind === 'function') return { name: expression.fn.name ?? '', fn: expression.fn };
  if (expression.kind === 'list') {
    guards.push(...expression.items.slice(0, -1).flatMap((one) => guardsOf(one, file)));
    const last = expression.items.at(-1);
    return last ? handlerOf(last, file, guards, depth + 1) : { name: '' };
  }
  if (expression.kind === 'call') {
    const callee = dotted(expression.callee) ?? '';
    const own = guardLevelOf(callee);
    const others = expression.args.map(({ value }) => value).filter((value) => value.kind !== 'function');
    if (own) {
      const names = others.some((value) =>
        /['"](?:\w*admin|superuser|staff|owner|\w+:\w+)/i.test(value.node.text.slice(0, 200)),
      );
      guards.push({
        name: lastName(expression.callee) ?? callee,
        level: names ? 'authorised' : own,
        node: expression.node,
      });
    } else {
      const helper = file.helpers.functions.get(callee);
      const guard = (helper ? factsOf(helper, file.helpers) : distantFacts(callee, file.helpers))?.guard;
      if (guard) guards.push({ name: callee, level: guard.level, node: expression.node });
      else if (!helper && /^with[A-Z]|^compose|^create|^make/.test(callee))
        guards.push({ name: callee, level: 'maybe', node: expression.node });
    }
    if (expression.args.length > 1)
      guards.push(
        ...others.flatMap((value) => guardsOf(value, file)).filter(({ level }) => level !== 'maybe'),
      );
    // `handler.bind(controller)`
    if (expression.callee.kind === 'member' && expression.callee.property === 'bind')
      return handlerOf(expression.callee.object, file, guards, depth + 1);
    const inner =
      expression.args.findLast(({ value }) => value.kind === 'function')?.value ??
      expression.args.findLast(
        ({ value }) => value.kind === 'name' || value.kind === 'member' || value.kind === 'call',
      )?.value;
    return inner ? handlerOf(inner, file, guards, depth + 1) : { name: callee };
  }
  const name = dotted(expression) ?? '';
  const fn = file.helpers.functions.get(name) ?? methodOf(name, file);
  if (fn) return { name, fn };
  const value = expression.kind === 'name' ? file.values.get(name) : undefined;
  return value && value !== expression && value.kind === 'call'
    ? { ...handlerOf(value, file, guards, depth + 1), name }
    : { name };
}

/** `ctrl.remove` where the file defines `ctrl` as an object or as an instance of a class. */
function methodOf(name: string, file: FileContext): FunctionShape | undefined {
  const [head, property, more] = name.split('.');
  if (head === undefined || property === undefined || more !== undefined) return undefined;
  // `this.remove`
  if (head === 'this') return file.helpers.functions.get(property);
  const value = file.values.get(head);
  const own = entryOf(value, property);
  if (own?.kind === 'function') return own.fn;
  const owner = file.classes.get(value?.kind === 'call' ? (lastName(value.callee) ?? '') : head);
  for (const member of owner?.members ?? [])
    if (member.kind === 'function' && member.fn.name === property) return member.fn;
  return undefined;
}

// What Nest's pipes leave of a parameter: `@Body(new ZodValidationPipe(Schema))`, `@UsePipes(new JoiPipe(Schema))`.
import { evaluate } from '../steps/expressions.ts';
import type { Expression, FunctionShape, Parameter } from '../ir.ts';
import { lastNameOf } from '../inputs/parameters.ts';
import { letThrough } from './schema-results.ts';
import { type State, topFrame } from '../state.ts';
import type { Schema, Value } from '../value.ts';

/** The value of a handler's parameter once the pipes that are handed a schema have let it through. */
export function piped(a: State, fn: FunctionShape, parameter: Parameter, value: Value): Value {
  if (!a.isScript || value.taints.length === 0 || parameter.decorators.length === 0) return value;
  const ofMethod = fn.decorators.filter((one) => lastNameOf(one) === 'UsePipes');
  for (const decorator of [...parameter.decorators, ...ofMethod]) {
    if (decorator.kind !== 'call') continue;
    for (const one of decorator.args) {
      const schema = schemaOfPipe(a, one.value);
      if (schema) return letThrough(a, schema, value, parameter.target.node);
    }
  }
  return value;
}

function schemaOfPipe(a: State, pipe: Expression): Schema | undefined {
  if (pipe.kind !== 'call' || !(lastNameOf(pipe) ?? '').endsWith('Pipe')) return undefined;
  const [first] = pipe.args;
  if (!first || (first.value.kind !== 'name' && first.value.kind !== 'member' && first.value.kind !== 'call'))
    return undefined;
  return evaluate(a, first.value, topFrame(a)).schema;
}

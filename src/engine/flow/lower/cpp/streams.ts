// Streams of C++: `out << a` and `in >> a`.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { chainedOperands } from '../shapes.ts';
import { targetOf, written } from './assignments.ts';
import { called } from './calls.ts';
import { expression, other } from './expressions.ts';
import { inputOf } from './inputs.ts';
import { asNumber } from './operators.ts';
import type { Scope } from './scope.ts';

/** `out << a << b` and `in >> a >> b`; undefined for the shift of a number. */
export function stream(node: SyntaxNode, operator: string, scope: Scope): Expression | undefined {
  const [root, ...nodes] = chainedOperands(node, operator);
  if (!root || scope.isC) return undefined;
  const name = root.text.slice(0, 100);
  const isKnown = /^(?:std::)?w?(?:cin|cout|cerr|clog)$/.test(name) || scope.names.streams.has(name);
  const isText = nodes.some((one) => /string/.test(one.kind));
  if (!isKnown && !isText && !(operator === '>>' && /^\w{0,20}(?:in|is|stream|ss|iss|file)$/.test(name)))
    return undefined;
  const start = expression(root, scope);
  if (operator === '>>') {
    const input = streamInput(start, scope);
    const parts = nodes.map((one) => {
      const place = expression(one, scope);
      const isNumber = place.kind === 'name' && scope.names.numbers.has(place.name);
      return written(node, place, isNumber ? asNumber(input) : input);
    });
    return called(node, 'c_number', [other(node, parts)]);
  }
  const parts = nodes
    .filter((one) => !/^(?:std::)?(?:endl|flush|hex|dec|setw\(.*\))$/.test(one.text.slice(0, 40)))
    .map((one) => {
      const part = expression(one, scope);
      return part.kind === 'name' && scope.names.numbers.has(part.name) ? asNumber(part) : part;
    });
  if (/^(?:std::)?w?(?:cout|cerr|clog)$/.test(name)) {
    const isOut = name.endsWith('cout');
    return called(node, isOut ? 'cout' : 'cerr', [{ kind: 'build', node, parts }]);
  }
  const joined: Expression = { kind: 'build', node, parts: [start, ...parts] };
  const text: Expression = scope.names.streams.has(name) ? joined : { kind: 'build', node, parts };
  const target = targetOf(start);
  if (!scope.names.streams.has(name) || !target) return called(node, 'c_stream_out', [start, text]);
  return { kind: 'assign', node, target, value: text };
}

/** The source that a stream is: `std::cin`, or whatever a variable holds. */
export function streamInput(root: Expression, scope: Scope): Expression {
  const name = root.node.text;
  if (/^(?:std::)?w?cin$/.test(name)) return inputOf(root.node, 'standard', scope.inputs);
  return root;
}

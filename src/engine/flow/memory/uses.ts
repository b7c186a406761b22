// What expressions read and write through pointers.
import type { SyntaxNode } from '../../syntax/tree.ts';
import { call, deleted } from './calls.ts';
import { looked, refine } from './conditions.ts';
import { indexed, stepped } from './indexes.ts';
import { forget, keyOfPlace, type Places } from './places.ts';
import { constantOf } from './sizes.ts';
import { known, maxStepsPerFunction, tell, TooLong, type Walk } from './state.ts';
import { put, written } from './writes.ts';

/** Follows an expression for what it reads, writes and calls. */
export function expression(walk: Walk, node: SyntaxNode, places: Places): void {
  if (++walk.steps > maxStepsPerFunction) throw new TooLong();
  switch (node.kind) {
    case 'call_expression':
      return call(walk, node, places);
    case 'assignment_expression':
      return assignment(walk, node, places);
    case 'delete_expression':
      return deleted(walk, node, places);
    case 'lambda_expression':
    case 'gnu_asm_expression':
      // What they name may be written there.
      for (const one of node.walk()) if (one.kind === 'identifier') settle(places, one.text);
      return;
    case 'sizeof_expression':
    case 'string_literal':
      return;
    case 'binary_expression': {
      const operator = node.get('operator')?.text;
      const left = node.get('left');
      const right = node.get('right');
      if (left) expression(walk, left, places);
      if ((operator === '&&' || operator === '||') && right) {
        const inner = new Map(places);
        looked(left, inner);
        refine(left, operator === '&&', inner);
        expression(walk, right, inner);
        unsettle(places, inner);
        return;
      }
      // `in >> number`
      if (operator === '>>' && right) settle(places, right.text);
      if (right) expression(walk, right, places);
      return;
    }
    case 'conditional_expression': {
      const test = node.get('condition');
      if (test) expression(walk, test, places);
      for (const [field, outcome] of [
        ['consequence', true],
        ['alternative', false],
      ] as const) {
        const inner = new Map(places);
        looked(test, inner);
        refine(test, outcome, inner);
        const one = node.get(field);
        if (one) expression(walk, one, inner);
        unsettle(places, inner);
      }
      return;
    }
    case 'update_expression': {
      const argument = node.get('argument');
      const key = keyOfPlace(argument);
      const place = key === undefined ? undefined : places.get(key);
      if (argument && argument.kind !== 'identifier') expression(walk, argument, places);
      if (argument && place?.unset) read(walk, argument, places);
      if (key === undefined || !place) return;
      const { length: _, count: __, bytes: ___, room: ____, ...rest } = place;
      put(places, key, { ...rest, moved: 'on' });
      return;
    }
    case 'pointer_expression':
    case 'field_expression':
    case 'subscript_expression':
      return dereferenced(walk, node, places);
    case 'identifier': {
      used(walk, node, node, places);
      return;
    }
    default:
      for (const item of node.items) expression(walk, item, places);
  }
}

/** What was written on a way that may not have been taken is not known after it. */
function unsettle(places: Places, way: Places): void {
  for (const [key, place] of places) {
    const other = way.get(key);
    if (
      !other ||
      (place.freed && !other.freed) ||
      (place.isNull && other.isNull !== place.isNull) ||
      (place.unset && !other.unset)
    )
      places.delete(key);
  }
}

/** A variable that is read must have been written, on one way at least. */
function read(walk: Walk, node: SyntaxNode, places: Places): void {
  const place = node.kind === 'identifier' ? places.get(node.text) : undefined;
  if (!place?.unset || !place.set) return;
  if (reads(node)) tell(walk, 'unset-read', node, place.set);
  settle(places, node.text);
}

/** Whether what stands around a name wants its value, and neither sets it nor refers to it. */
function reads(node: SyntaxNode): boolean {
  const around = node.parent;
  switch (around?.kind) {
    case 'binary_expression':
      // `(TYPE)&name` looks like one.
      return around.get('operator')?.text !== '&' || around.get('left')?.kind !== 'parenthesized_expression';
    case 'return_statement':
    case 'update_expression':
    case 'subscript_expression':
    case 'condition_clause':
      return true;
    case 'unary_expression':
      return around.get('operator')?.text !== '&';
    case 'pointer_expression':
      return !around.text.startsWith('&');
    case 'field_expression':
      return around.get('operator')?.text === '->';
    case 'assignment_expression':
      return node.field === 'right' || around.get('operator')?.text !== '=';
    case 'init_declarator':
      return around.get('declarator')?.kind !== 'reference_declarator';
    case 'argument_list': {
      const name = around.parent?.get('function')?.text ?? '';
      return /^(?:std::)?(?:print\w{0,20}|puts|putchar|free|strlen|strcpy|strcat|atoi|abs|exit)$/.test(name);
    }
    default:
      return false;
  }
}

function settle(places: Places, name: string): void {
  const place = places.get(name);
  if (!place?.unset) return;
  const { unset: _, ...rest } = place;
  places.set(name, rest);
}

/** A use of a name as a value: what was freed must not even be handed on. */
export function used(walk: Walk, node: SyntaxNode, at: SyntaxNode, places: Places): void {
  read(walk, node, places);
  const key = keyOfPlace(node);
  const place = key === undefined ? undefined : places.get(key);
  if (!place?.freed?.certain || key === undefined) return;
  // To compare it with another is no use.
  const around = node.parent?.kind ?? '';
  if (
    /^(?:argument_list|return_statement|init_declarator|initializer_list|pointer_expression|subscript_expression|field_expression)$/.test(
      around,
    ) ||
    (around === 'assignment_expression' && node.field === 'right')
  ) {
    tell(walk, 'freed-use', at, place.freed.at);
    forget(places, key);
  }
}

/** `*p`, `p->f`, `p[i]` and `&p`. */
export function dereferenced(walk: Walk, node: SyntaxNode, places: Places): void {
  const argument = node.get('argument');
  if (!argument) return;
  const text = node.text;
  if (node.kind === 'pointer_expression' && text.startsWith('&')) {
    // Whoever has the address may write there.
    const key = keyOfPlace(argument);
    if (key !== undefined && !walk.arrays.has(key)) forget(places, key);
    else if (argument.kind === 'subscript_expression')
      for (const item of argument.items) expressionOf(walk, item, places);
    return;
  }
  const isPlain = node.kind === 'field_expression' && node.get('operator')?.text === '.';
  if (!isPlain) {
    read(walk, argument, places);
    needs(walk, argument, node, places);
  }
  const own = keyOfPlace(node);
  if (own !== undefined && node.kind === 'field_expression') used(walk, node, node, places);
  if (argument.kind !== 'identifier') expression(walk, argument, places);
  if (node.kind === 'pointer_expression') stepped(walk, node, argument, places);
  if (node.kind === 'subscript_expression') {
    const index = node.get('indices')?.items[0] ?? node.get('index');
    if (index) {
      expression(walk, index, places);
      indexed(walk, node, argument, index, places);
    }
  }
}

function expressionOf(walk: Walk, node: SyntaxNode, places: Places): void {
  if (node.kind !== 'identifier') expression(walk, node, places);
}

/** What is read or written through a pointer must be there. */
export function needs(walk: Walk, pointer: SyntaxNode, at: SyntaxNode, places: Places): void {
  const key = keyOfPlace(pointer);
  const place = key === undefined ? undefined : places.get(key);
  if (!place || key === undefined) return;
  const set = place.set ?? pointer;
  if (place.freed?.certain) tell(walk, 'freed-use', at, place.freed.at);
  else if (place.isNull === 'null') {
    // A list of none has no memory, and nothing of it is read.
    const index =
      at.kind === 'subscript_expression' ? (at.get('indices')?.items[0] ?? at.get('index')) : undefined;
    if (!index || index.kind === 'number_literal') tell(walk, 'null-use', at, set);
  } else if (place.isNull === 'asked') tell(walk, 'null-asked', at, set);
  else if (place.isNull === 'unchecked') tell(walk, 'unchecked-use', at, set);
  else return;
  const { isNull: _, freed: __, ...rest } = place;
  places.set(key, rest);
}

function assignment(walk: Walk, node: SyntaxNode, places: Places): void {
  const left = node.get('left');
  const right = node.get('right');
  if (right) expression(walk, right, places);
  if (!left) return;
  const key = keyOfPlace(left);
  const operator = node.get('operator')?.text;
  if (key === undefined) {
    expression(walk, left, places);
    if (left.kind === 'subscript_expression') ended(walk, left, right, places);
    return;
  }
  if (left.kind === 'field_expression') {
    const base = left.get('argument');
    if (base && left.get('operator')?.text === '->') needs(walk, base, left, places);
  }
  if (operator === '=' && right) return written(walk, key, right, places, node);
  const place = places.get(key);
  if (place?.unset && place.set && left.kind === 'identifier') {
    tell(walk, 'unset-read', left, place.set);
    return settle(places, left.text);
  }
  if (place && (operator === '+=' || operator === '-=')) {
    const { length: _, count: __, bytes: ___, room: ____, ...rest } = place;
    put(places, key, { ...rest, moved: operator === '+=' ? 'on' : 'back' });
  }
}

/** `text[0] = '\0'` */
function ended(walk: Walk, left: SyntaxNode, right: SyntaxNode | undefined, places: Places): void {
  const key = keyOfPlace(left.get('argument'));
  const place = key === undefined ? undefined : places.get(key);
  if (!place || key === undefined || right?.kind !== 'char_literal') return;
  const index = constantOf(left.get('indices')?.items[0] ?? left.get('index'), known(walk, places));
  if (right.text === "'\\0'" && index === 0) places.set(key, { ...place, length: 0 });
  else if (place.length !== undefined && index !== undefined && index < place.length)
    places.set(key, { ...place, length: index });
}

/** An array of this function, or the address of one of its variables, that is handed out. */
export function returned(walk: Walk, value: SyntaxNode, places: Places): void {
  if (walk.returnsReference && value.kind === 'identifier' && walk.locals.has(value.text))
    return tell(walk, 'stack-returned', value, value);
  if (!walk.returnsPointer) return;
  const variable =
    value.kind === 'pointer_expression' && value.text.startsWith('&') ? value.get('argument') : undefined;
  if (variable?.kind === 'identifier' && walk.locals.has(variable.text))
    return tell(walk, 'stack-returned', value, variable);
  const key = keyOfPlace(value);
  const place = key === undefined ? undefined : places.get(key);
  if (place?.origin === 'stack' && place.set) tell(walk, 'stack-returned', value, place.set);
}

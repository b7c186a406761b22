// Reads and walks the lowered shapes: dotted names, every expression below, literals.
import type { Expression, FunctionShape, Statement, Target } from '../../flow/ir.ts';

/** What encloses an expression directly. */
export interface Visit {
  /** True when the expression only decides a branch by being there or not. */
  isTest: boolean;
  /** The expression around it. */
  parent: Expression | undefined;
}

/** Called for each expression; returning false leaves out what is below. */
export type Visitor = (expression: Expression, visit: Visit) => boolean | void;

/** Called for each statement; returning false leaves out what is below. */
export type StatementVisitor = (statement: Statement) => boolean | void;

const plain: Visit = { isTest: false, parent: undefined };

/** Visits every expression of the statements, nested functions and classes included. */
export function visitAll(body: readonly Statement[], visit: Visitor, each?: StatementVisitor): void {
  for (const statement of body) visitStatement(statement, visit, each);
}

function visitStatement(statement: Statement, visit: Visitor, each: StatementVisitor | undefined): void {
  if (each?.(statement) === false) return;
  const walk = (expression: Expression | undefined, isTest = false): void => {
    if (expression) visitExpression(expression, visit, isTest ? { isTest, parent: undefined } : plain, each);
  };
  switch (statement.kind) {
    case 'expression':
      return walk(statement.value);
    case 'assign':
      visitTarget(statement.target, visit, each);
      return walk(statement.value);
    case 'if':
      walk(statement.test, true);
      visitAll(statement.consequent, visit, each);
      return visitAll(statement.otherwise, visit, each);
    case 'loop':
      if (statement.target) visitTarget(statement.target, visit, each);
      walk(statement.iterable);
      walk(statement.test, true);
      return visitAll(statement.body, visit, each);
    case 'switch':
      walk(statement.subject);
      for (const one of statement.cases) {
        for (const test of one.tests) walk(test);
        visitAll(one.body, visit, each);
      }
      return;
    case 'return':
    case 'exit':
      return walk(statement.value);
    case 'try':
      visitAll(statement.body, visit, each);
      for (const handler of statement.handlers) visitAll(handler.body, visit, each);
      return visitAll(statement.after, visit, each);
    case 'block':
      return visitAll(statement.body, visit, each);
    case 'function':
      return visitFunction(statement.fn, visit, each);
    case 'class':
      for (const one of [...statement.decorators, ...statement.bases]) walk(one);
      return visitAll(statement.members, visit, each);
    case 'import':
      return;
  }
}

/** Visits the decorators, the defaults and the body of a function. */
export function visitFunction(fn: FunctionShape, visit: Visitor, each?: StatementVisitor): void {
  for (const one of fn.decorators) visitExpression(one, visit, plain, each);
  for (const { fallback, decorators } of fn.parameters) {
    if (fallback) visitExpression(fallback, visit, plain, each);
    for (const one of decorators) visitExpression(one, visit, plain, each);
  }
  visitAll(fn.body, visit, each);
}

function visitTarget(target: Target, visit: Visitor, each: StatementVisitor | undefined): void {
  if (target.kind === 'place' && target.place.kind !== 'name') {
    // What is written to is no use of the value; its object and key are.
    if (target.place.kind === 'member')
      visitExpression(target.place.object, visit, { isTest: false, parent: target.place }, each);
    if (target.place.kind === 'index') {
      visitExpression(target.place.object, visit, plain, each);
      visitExpression(target.place.key, visit, plain, each);
    }
  }
  if (target.kind === 'fields')
    for (const entry of target.entries)
      if (entry.fallback) visitExpression(entry.fallback, visit, plain, each);
}

/** Visits an expression and all below it. */
export function visitExpression(
  expression: Expression,
  visit: Visitor,
  at: Visit = plain,
  each?: StatementVisitor,
): void {
  if (visit(expression, at) === false) return;
  const inner: Visit = { isTest: false, parent: expression };
  const same: Visit = { isTest: at.isTest, parent: expression };
  const walk = (one: Expression | undefined, how = inner): void => {
    if (one) visitExpression(one, visit, how, each);
  };
  switch (expression.kind) {
    case 'literal':
    case 'regex':
    case 'name':
      return;
    case 'member':
      return walk(expression.object);
    case 'index':
      walk(expression.object);
      return walk(expression.key);
    case 'call':
      walk(expression.callee);
      for (const { value } of expression.args) walk(value);
      return;
    case 'build':
    case 'other':
      for (const part of expression.parts) walk(part);
      return;
    case 'tagged':
      walk(expression.tag);
      for (const part of expression.parts) walk(part);
      return;
    case 'binary':
      walk(expression.left);
      return walk(expression.right);
    case 'not':
      return walk(expression.operand, { isTest: true, parent: expression });
    case 'choice':
      walk(expression.test, { isTest: true, parent: expression });
      for (const one of expression.branches) walk(one, same);
      return;
    case 'function':
      return visitFunction(expression.fn, visit, each);
    case 'object':
      for (const entry of expression.entries) walk(entry.value);
      return;
    case 'typed':
      return walk(expression.value);
    case 'list':
      for (const one of expression.items) walk(one);
      return;
    case 'assign':
      visitTarget(expression.target, visit, each);
      return walk(expression.value);
    case 'each':
      walk(expression.iterable);
      for (const one of expression.tests) walk(one);
      return walk(expression.body);
  }
}

/** The chain that an expression writes, such as `request.headers.get()`; undefined when it begins with no name. */
export function dotted(expression: Expression): string | undefined {
  const parts: string[] = [];
  let at = expression;
  for (let steps = 0; steps < 40; steps++) {
    if (at.kind === 'name') return [at.name, ...parts.toReversed()].join('').replace(/^:/, '');
    if (at.kind === 'member') {
      parts.push(`.${at.property}`);
      at = at.object;
    } else if (at.kind === 'call') {
      parts.push('()');
      at = at.callee;
    } else if (at.kind === 'index') {
      parts.push('[]');
      at = at.object;
    } else return undefined;
  }
  return undefined;
}

/** The last name of a chain: `verify` of `auth.verify`, the callee's of a call. */
export function lastName(expression: Expression): string | undefined {
  if (expression.kind === 'name') return expression.name;
  if (expression.kind === 'member') return expression.property;
  return expression.kind === 'call' ? lastName(expression.callee) : undefined;
}

/** The text of a string literal, or the literal text of a built one with its holes as `:x`. */
export function textOf(expression: Expression | undefined): string | undefined {
  if (expression?.kind === 'literal')
    return typeof expression.value === 'string' ? expression.value : undefined;
  if (expression?.kind !== 'build') return undefined;
  return expression.parts.map((part) => (part.kind === 'literal' ? String(part.value) : ':x')).join('');
}

/** A number literal's value. */
export function numberOf(expression: Expression | undefined): number | undefined {
  return expression?.kind === 'literal' && typeof expression.value === 'number'
    ? expression.value
    : undefined;
}

/** The value of a keyword argument. */
export function keyword(call: Extract<Expression, { kind: 'call' }>, name: string): Expression | undefined {
  return call.args.find((one) => one.name === name)?.value;
}

/** The value of a key of an object literal. */
export function entryOf(expression: Expression | undefined, key: string): Expression | undefined {
  return expression?.kind === 'object' ? expression.entries.find((one) => one.key === key)?.value : undefined;
}

/** The names that a target binds. */
export function boundNames(target: Target): string[] {
  switch (target.kind) {
    case 'bind':
      return [target.name];
    case 'fields':
      return target.entries.flatMap((entry) => boundNames(entry.target));
    case 'items':
      return target.items.flatMap((one) => (one ? boundNames(one) : []));
    case 'place':
      return [];
  }
}

// Follows the memory of one C or C++ function, statement by statement.
import type { SyntaxNode } from '../../syntax/tree.ts';
import { looked, refine } from './conditions.ts';
import { ends } from './functions.ts';
import { leftBehind } from './leaks.ts';
import { loopBound } from './loops.ts';
import { forget, joined, keyOfPlace, type Places } from './places.ts';
import { constantOf } from './sizes.ts';
import { type FileNames, type Found, known, maxStepsPerFunction, TooLong, type Walk } from './state.ts';
import { expression, returned } from './uses.ts';
import { declaration } from './writes.ts';

/** What is wrong with the memory of a function; nothing for one that is too long. */
export function walkFunction(
  node: SyntaxNode,
  body: SyntaxNode,
  names: FileNames,
  budget: { steps: number },
): Found[] {
  const walk: Walk = {
    ...names,
    found: new Map(),
    steps: 0,
    elements: new Map(),
    types: new Map(),
    owner: ownerOf(node),
    arrays: new Set(),
    locals: new Set(),
    isWhole: isWhole(node, body, names.macros),
    returnsPointer: node.get('declarator')?.kind === 'pointer_declarator',
    returnsReference: node.get('declarator')?.kind === 'reference_declarator',
    loops: new Map(),
    breaks: [],
    labels: new Map(),
    body,
    given: new Map(),
    limits: new Map(),
  };
  for (const { name, type } of parametersOf(node)) {
    walk.elements.set(name, undefined);
    walk.types.set(name, type);
    // One that is handed over by value ends with the function too.
    if (type !== '' && !type.includes('&')) walk.locals.add(name);
    if (/^(?:const )?(?:int|short|long|ssize_t|int(?:16|32|64)_t|off_t)$/.test(type))
      walk.given.set(name, 'signed');
    else if (
      /^(?:const )?(?:size_t|unsigned(?: \w+)?|u?int(?:16|32|64)?_t|u(?:8|16|32|64)|DWORD|std::size_t)$/.test(
        type,
      )
    )
      walk.given.set(name, 'unsigned');
  }
  const places: Places = new Map();
  for (const { name, size, node: set } of arraysGiven(node)) {
    const count = constantOf(size, known(walk, places));
    // One of one element is how older code writes a pointer.
    if (count !== undefined && count > 1) places.set(name, { set, count });
  }
  try {
    statements(walk, body.items, places);
  } catch (error) {
    if (!(error instanceof TooLong)) throw error;
    return [];
  } finally {
    budget.steps -= walk.steps;
  }
  return [...walk.found.values()];
}

/** No broken part, no function within it and no macro that may set any variable. */
function isWhole(node: SyntaxNode, body: SyntaxNode, macros: ReadonlySet<string>): boolean {
  const holes = ['ERROR', 'function_definition', 'preproc_if', 'preproc_ifdef', 'preproc_call', 'MISSING'];
  for (const one of body.walk()) {
    if (one !== node && holes.includes(one.kind)) return false;
    if (one.kind === 'call_expression' && macros.has(one.get('function')?.text ?? '')) return false;
  }
  return !/\b[A-Z][A-Z\d_]{1,40}\s?\(\s?\)|^\s{0,40}[A-Z][A-Z\d_]{1,40};/m.test(body.text.slice(0, 40_000));
}

/** `Queue` of `void Queue::push() {`, and of a method that stands within its class. */
function ownerOf(node: SyntaxNode): string | undefined {
  const around = node.parent?.kind === 'field_declaration_list' ? node.parent.parent : undefined;
  if (around) return around.get('name')?.text;
  const head = node.get('declarator')?.text.slice(0, 200) ?? '';
  return /^[*&\s]{0,4}(?:\w{1,60}::){0,4}?(\w{1,60})::~?\w{1,60}\s?\(/.exec(head)?.[1];
}

function parameterNodes(node: SyntaxNode): SyntaxNode[] {
  let head = node.get('declarator');
  for (let left = 8; head && head.kind !== 'function_declarator' && left > 0; left--)
    head = head.get('declarator');
  return head?.get('parameters')?.items ?? [];
}

/** `int values[10]` among the parameters. */
function arraysGiven(node: SyntaxNode): { name: string; size: SyntaxNode | undefined; node: SyntaxNode }[] {
  return parameterNodes(node).flatMap((item) => {
    const array = item.get('declarator');
    const name = array?.get('declarator');
    if (array?.kind !== 'array_declarator' || name?.kind !== 'identifier') return [];
    return [{ name: name.text, size: array.get('size'), node: array }];
  });
}

function parametersOf(node: SyntaxNode): { name: string; type: string }[] {
  return parameterNodes(node).flatMap((item) => {
    const found = /^([\s\S]{0,80}?)(\w{1,60})\s{0,4}(?:\[[^\]]{0,60}\])?$/.exec(item.text.slice(-200));
    return found ? [{ name: found[2] ?? '', type: (found[1] ?? '').replace(/\s+/g, ' ').trim() }] : [];
  });
}

/** The places after statements; undefined where their end is never reached. */
function statements(walk: Walk, nodes: readonly SyntaxNode[], before: Places): Places | undefined {
  let places: Places | undefined = before;
  for (const node of nodes) {
    if (!places && node.kind !== 'labeled_statement' && node.kind !== 'case_statement') continue;
    places = statement(walk, node, places);
  }
  return places;
}

function statement(walk: Walk, node: SyntaxNode, before: Places | undefined): Places | undefined {
  if (++walk.steps > maxStepsPerFunction) throw new TooLong();
  if (node.kind === 'labeled_statement') {
    const label = node.get('label')?.text ?? '';
    const jumped = walk.labels.get(label);
    const here = before && jumped ? joined(before, jumped) : (before ?? jumped);
    return here && statements(walk, node.items.slice(1), here);
  }
  if (!before) return undefined;
  switch (node.kind) {
    case 'compound_statement':
      return statements(walk, node.items, before);
    case 'declaration':
      declaration(walk, node, before);
      return before;
    case 'expression_statement': {
      const [item] = node.items;
      if (item) expression(walk, item, before);
      return item?.kind === 'call_expression' && ends.test(item.get('function')?.text ?? '')
        ? undefined
        : before;
    }
    case 'if_statement':
      return branches(walk, node, before);
    case 'while_statement':
    case 'for_statement':
    case 'do_statement':
    case 'for_range_loop':
      return loop(walk, node, before);
    case 'switch_statement':
      return switches(walk, node, before);
    case 'return_statement':
    case 'co_return_statement':
    case 'throw_statement': {
      const [value] = node.items;
      if (value) {
        expression(walk, value, before);
        returned(walk, value, before);
      }
      if (node.kind === 'return_statement') leftBehind(walk, node, before);
      return undefined;
    }
    case 'break_statement':
      walk.breaks.at(-1)?.push(new Map(before));
      return undefined;
    case 'continue_statement':
      return undefined;
    case 'goto_statement': {
      const label = node.get('label')?.text ?? '';
      const other = walk.labels.get(label);
      walk.labels.set(label, other ? joined(other, before) : new Map(before));
      return undefined;
    }
    case 'try_statement':
    case 'preproc_if':
    case 'preproc_ifdef':
    case 'ERROR':
      return unclear(walk, node, before);
    default:
      if (
        /^(?:preproc_|type_|using_|alias_|class_|struct_|enum_|comment|function_definition)/.test(node.kind)
      )
        return before;
      expression(walk, node, before);
      return before;
  }
}

/** What may or may not be run: whatever it names is no longer known. */
function unclear(walk: Walk, node: SyntaxNode, before: Places): Places {
  for (const one of node.walk()) {
    if (++walk.steps > maxStepsPerFunction) throw new TooLong();
    if (one.kind === 'identifier' && before.has(one.text)) forget(before, one.text);
  }
  return before;
}

function conditionOf(node: SyntaxNode): SyntaxNode | undefined {
  const clause = node.get('condition');
  return clause?.kind === 'condition_clause' ? clause.get('value') : clause;
}

function branches(walk: Walk, node: SyntaxNode, before: Places): Places | undefined {
  const test = conditionOf(node);
  const initializer = node.get('condition')?.get('initializer');
  if (initializer) for (const item of initializer.items) statement(walk, item, before);
  if (test) expression(walk, test, before);
  const constant = constantOf(test, known(walk, before));
  const yes = new Map(before);
  const no = new Map(before);
  looked(test, yes);
  looked(test, no);
  refine(test, true, yes);
  refine(test, false, no);
  const consequence = node.get('consequence');
  const alternative = node.get('alternative');
  const afterYes = consequence ? statements(walk, [consequence], yes) : yes;
  const afterNo = alternative ? statements(walk, alternative.items, no) : no;
  if (constant !== undefined) return constant !== 0 ? afterYes : afterNo;
  // Where only one way goes on, all that it proved holds; else that one was empty says nothing.
  const after = afterYes && afterNo ? joined(afterYes, afterNo) : (afterYes ?? afterNo);
  if (after && afterYes && afterNo) {
    looked(test, after);
    onlyTold(test, consequence, afterYes, after);
  }
  return after;
}

/** `if (p == NULL) puts("nothing");`: the message does not keep what follows from using `p`. */
function onlyTold(
  test: SyntaxNode | undefined,
  consequence: SyntaxNode | undefined,
  told: Places,
  after: Places,
): void {
  const body =
    consequence?.kind === 'compound_statement' ? consequence.items : consequence ? [consequence] : [];
  if (
    !test ||
    body.length === 0 ||
    body.length > 3 ||
    !body.every((one) => message.test(one.text.slice(0, 80)))
  )
    return;
  for (const [key, place] of told) {
    const { set } = place;
    // Named in this very condition, and nowhere else since.
    if (place.isNull !== 'null' || !set || set.start < test.start || set.end > test.end) continue;
    after.set(key, { ...after.get(key), isNull: 'asked', set });
  }
}

/** Calls that say something and come back. */
const message =
  /^(?:(?:std::)?(?:f|d|v|vf|w|fw)?printf|(?:std::)?f?puts|perror|(?:std::)?(?:cerr|cout|clog)\s*<<|(?:std::)?putchar|log_(?:warn|warning|info|debug)|syslog|qWarning|qDebug)\b/;

function loop(walk: Walk, node: SyntaxNode, before: Places): Places | undefined {
  const test = conditionOf(node);
  const initializer = node.get('initializer');
  if (initializer) statement(walk, initializer, before);
  const body = node.get('body');
  const assigned = new Set<string>();
  // `sum += n` changes what was there before.
  const set = new Set<string>();
  // What the loop writes is not known at its beginning.
  for (const one of node.walk()) {
    if (++walk.steps > maxStepsPerFunction) throw new TooLong();
    if (one.kind === 'assignment_expression' || one.kind === 'update_expression') {
      const key = keyOfPlace(one.get('left') ?? one.get('argument'));
      if (key !== undefined) assigned.add(key);
      if (key !== undefined && one.get('operator')?.text === '=') set.add(key);
    }
    // It may be set there, and then it is after the loop too.
    if (one.kind === 'identifier' && before.get(one.text)?.unset && maySet(one)) forget(before, one.text);
    const isMacro =
      one.kind === 'call_expression' && /^[A-Z][A-Z0-9_]+$/.test(one.get('function')?.text ?? '');
    for (const item of isMacro
      ? (one.get('arguments')?.items ?? [])
      : one.kind === 'pointer_expression' && one.text.startsWith('&')
        ? one.items
        : []) {
      const key = keyOfPlace(item);
      if (key !== undefined) assigned.add(key);
    }
  }
  const isOnce = node.kind === 'do_statement' || constantOf(test, known(walk, before)) === 1;
  const inner = new Map(before);
  if (!isOnce)
    for (const key of assigned) {
      const place = inner.get(key);
      // A text that is written out is one of several then.
      const isText = place?.count !== undefined && !place.origin;
      const isUnset = place?.unset && set.has(key);
      if (place?.isNull || place?.freed || isUnset || isText) forget(inner, key);
    }
  if (test && node.kind !== 'do_statement') {
    expression(walk, test, inner);
    looked(test, inner);
    refine(test, true, inner);
  }
  const bound = loopBound(node, known(walk, before));
  const outer = bound && walk.loops.get(bound.name);
  if (bound) walk.loops.set(bound.name, bound);
  walk.breaks.push([]);
  const end = body
    ? statements(walk, body.kind === 'compound_statement' ? body.items : [body], inner)
    : inner;
  const left = walk.breaks.pop() ?? [];
  const update = node.get('update');
  if (update && end) expression(walk, update, end);
  if (bound) {
    if (outer === undefined) walk.loops.delete(bound.name);
    else walk.loops.set(bound.name, outer);
  }
  if (node.kind === 'do_statement' && test && end) expression(walk, test, end);
  const isEndless = constantOf(test, known(walk, before)) === 1 && node.kind !== 'do_statement';
  const ways = [...(isEndless ? [] : node.kind === 'do_statement' ? [end] : [before, end]), ...left];
  let after: Places | undefined;
  for (const way of ways) if (way) after = after ? joined(after, way) : way;
  if (after && !isOnce) looked(test, after);
  // What moved in the loop stands somewhere else now.
  if (after && end)
    for (const key of assigned) {
      const place = end.get(key);
      const own = after.get(key);
      if (place?.moved && own) after.set(key, { ...own, moved: place.moved });
    }
  return after;
}

/** Where a name stands that is written to, or whose place is handed on. */
function maySet(node: SyntaxNode): boolean {
  const around = node.parent;
  // `sum += n` reads it first.
  if (around?.kind === 'assignment_expression')
    return node.field === 'left' && around.get('operator')?.text === '=';
  if (around?.kind === 'binary_expression') return around.get('operator')?.text === '>>';
  return (
    around?.kind === 'argument_list' || (around?.kind === 'pointer_expression' && around.text.startsWith('&'))
  );
}

function switches(walk: Walk, node: SyntaxNode, before: Places): Places | undefined {
  const subject = conditionOf(node);
  if (subject) expression(walk, subject, before);
  const value = constantOf(subject, known(walk, before));
  const cases = (node.get('body')?.items ?? []).filter((item) => item.kind === 'case_statement');
  const chosen =
    value === undefined
      ? undefined
      : (cases.find((one) => constantOf(one.get('value'), known(walk, before)) === value) ??
        cases.find((one) => !one.get('value')));
  walk.breaks.push([]);
  let places: Places | undefined;
  let hasDefault = false;
  for (const one of cases) {
    const label = one.get('value');
    hasDefault ||= !label;
    if (chosen && one !== chosen && !places) continue;
    const start: Places = places ? joined(places, before) : new Map(before);
    places = statements(
      walk,
      one.items.filter((item) => item !== label),
      start,
    );
  }
  const left = walk.breaks.pop() ?? [];
  let after = places;
  for (const way of left) after = after ? joined(after, way) : way;
  return hasDefault || chosen ? after : after ? joined(after, before) : before;
}

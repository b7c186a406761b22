// Tells which values reach which sinks.
import type { SyntaxNode } from '../../syntax/tree.ts';
import { optionPlaces, quotedOptions } from './argv-options.ts';
import { localMethod } from '../calls/callees.ts';
import { isEntryName, pythonJoin } from '../inputs/entry-names.ts';
import { keyOf } from '../env.ts';
import { isOnlyCompiled, isOnlyMeasured, isOnlyParsed } from './only-looked-at.ts';
import { joinedPath } from '../inputs/own-values.ts';
import { waysOf } from './ways.ts';
import type { Argument, Expression } from '../ir.ts';
import type { Condition, SinkModel } from '../models.ts';
import { shownAsTheyAre } from './log-formats.ts';
import { factsOf } from '../path-facts.ts';
import { unbuiltFor } from './plain-answers.ts';
import { isEvent, looksLikeHtml, looksLikeSql, textOf } from '../texts/positions.ts';
import { calledName, isBelowOwner, rawValues } from './raw-texts.ts';
import { remoteTexts } from './remote-lists.ts';
import { endsInName, withName } from '../proofs/fixed-names.ts';
import { isRooted } from '../proofs/rooted.ts';
import { readShellList, scriptOf } from './shell-lists.ts';
import { type Call, type Hit, type State, carrying, textual } from '../state.ts';
import { isSettled } from '../proofs/settled.ts';
import { type Taint, type Value, join, mapTaints, piecesOf, rank, unite } from '../value.ts';

/** Forgets that a statement or page was built at a node: what is only logged is none. */
function unbuilt(a: State, node: SyntaxNode): void {
  for (const kind of ['sql', 'html']) a.hits.delete(`build:${kind}:${node.start}`);
}

/** Reports what reaches a call through its sink arguments; true when it is a sink that does not hand its input on. */
export function sinks(a: State, all: Call): boolean {
  const { expression, path, args, receiver, f } = all;
  let found = false;
  for (const model of factsOf(a, path).sinks) {
    if (model.kind === 'code' && isOnlyCompiled(expression.node)) continue;
    if (!model.when.every((one) => holds(one, expression.args, args))) continue;
    // What a wrapper of this file does with it is told once, there.
    if (model.kind === 'shell-wrapped' && (all.called.closure ?? localMethod(a, all))) continue;
    if (isSettled(a, expression.callee, model.kind, f)) {
      if (model.kind === 'html') for (const one of args) unbuiltFor(a, one);
      continue;
    }
    const [first] = expression.args;
    if (first?.value.kind === 'name' && isSettled(a, first.value, model.kind, f)) continue;
    // `Paths.get(x).getFileName()` opens nothing.
    const next = expression.node.source.text.slice(expression.node.end, expression.node.end + 13);
    if (model.kind === 'path-join' && (/^\.(?:getFileName|getName)\(/.test(next) || isRooted(path, args)))
      continue;
    if (model.kind === 'path-join' && isOnlyMeasured(expression.node)) continue;
    if (model.kind === 'html' && isOnlyParsed(path, expression.node)) continue;
    // A function of this file by the name of one that runs code or commands: what it does is told in it.
    if (/^(?:code|shell)$/.test(model.kind) && expression.callee.kind === 'name' && all.called.closure)
      continue;
    if (model.kind === 'log') for (const one of expression.args) unbuilt(a, one.value.node);
    // A class that is made takes over what it is given, unless all of it stands in one record.
    const isMade = model.kind === 'mass' && (madeByClass(all) || !expression.args.some((one) => one.spread));
    found ||= !carrying.has(model.kind) && !isMade;
    for (const place of model.arg) {
      const given =
        place === 'receiver'
          ? receiver
          : typeof place === 'string' && place.endsWith('*') && model.kind.startsWith('argv')
            ? argumentList(expression.args, args, Number(place.slice(0, -1)))
            : argument(
                place,
                expression.args,
                model.kind === 'log' && place === '*' ? shownAsTheyAre(args) : args,
              );
      if (!given) continue;
      const value = model.kind === 'sql' && a.isScript && place === 0 ? withBound(a, given, args[1]) : given;
      const label = (labelOf(expression.callee) ?? path).replace(/^:(?::self\.)?/, '');
      if (model.kind === 'sql-format') {
        const format = args[0]?.literal;
        for (const one of typeof format === 'string' ? rawValues(format, value) : [])
          reach(a, { kind: 'sql', strong: model.strong, node: expression.node, name: label }, one);
        continue;
      }
      if (model.kind !== 'shell-arg' || !shellList(a, model, args[0]?.literal, value, expression.node, label))
        sink(a, model, value, expression.node, label);
    }
  }
  return found;
}

/** `Job(**fields)`: a record of Python holds all that it is given. */
function madeByClass({ expression, path }: Call): boolean {
  return expression.node.source.language === 'python' && /(?:^|\.)[A-Z]\w*$/.test(path);
}

/** A statement whose unseen text came out of a function of another file together with the values that are bound beside it. */
function withBound(a: State, text: Value, values: Value | undefined): Value {
  const made = values?.taints.filter(({ doubt }) => doubt > 0) ?? [];
  if (made.length === 0) return text;
  const isBeside = (one: Taint): boolean => one.doubt > 0 && made.some(({ node }) => node === one.node);
  if (!text.taints.some(isBeside)) return text;
  for (const at of [text.builtAt, ...(text.builtAlso ?? [])]) if (at) unbuilt(a, at);
  return mapTaints(text, (one) =>
    isBeside(one) ? { ...one, cleaned: new Set([...one.cleaned, 'sql']) } : one,
  );
}

/** The callee as the file writes it, where that is short. */
function labelOf(callee: Expression): string | undefined {
  const key = keyOf(callee);
  const isMade = callee.kind === 'name' && callee.name.startsWith(':');
  const written = callee.kind === 'name' && !isMade ? callee.name : callee.node.text;
  if (isMade) return /^[\w.:]{1,60}$/.test(written) ? written : undefined;
  return key?.startsWith('this.') && /^[\w.]{1,60}$/.test(written) ? written : key;
}

/** All arguments from one on as one list; a spread list gives its items. */
function argumentList(given: readonly Argument[], values: readonly Value[], from: number): Value {
  const items = values.flatMap((one, index) =>
    index < from
      ? []
      : given[index]?.spread || (one.isList && one.fields)
        ? [...(one.fields?.values() ?? [one.element ?? one])]
        : [one],
  );
  return {
    taints: unite(...items.map((one) => one.taints)),
    isList: true,
    fields: new Map(items.map((one, index) => [String(index), one])),
  };
}

/** Reports what a shell makes of the list that it is started with; false when the list does not tell. */
function shellList(
  a: State,
  model: SinkModel,
  program: Value['literal'],
  list: Value,
  node: SyntaxNode,
  name: string,
): boolean {
  const read = list.isList ? readShellList(program, list) : undefined;
  if (!read) return false;
  const { strong } = model;
  for (const one of read.texts) reach(a, { kind: 'shell-arg', strong, node, name }, one);
  const outside = read.script?.taints.filter((one) => isOutside.test(one.source)) ?? [];
  if (read.script && outside.length > 0)
    reach(a, { kind: 'program', strong, node, name }, { ...read.script, taints: outside });
  return true;
}

/** Those who have no say in which program runs. */
const isOutside = /^(?:request|dom|model|network)$/;

/** The argument at a place of a model: a position, a keyword, `*` for any, or `0.name` for a field. */
export function argument(
  place: number | string,
  given: readonly Argument[],
  values: readonly Value[],
): Value | undefined {
  if (typeof place === 'number') {
    // A spread before the place may hold it.
    const spread = given.findIndex((one, index) => one.spread && index <= place);
    if (spread !== -1) {
      const list = values[spread];
      return list?.fields?.get(String(place - spread)) ?? list?.element ?? list;
    }
    return given[place]?.name === undefined ? values[place] : undefined;
  }
  if (place === '*')
    return values.reduce<Value | undefined>((all, one) => (all ? join(all, one) : one), undefined);
  const dot = place.indexOf('.');
  const head = dot === -1 ? place : place.slice(0, dot);
  const at = /^\d+$/.test(head) ? Number(head) : given.findIndex((one) => one.name === head);
  const splat = at === -1 ? given.findIndex((one) => one.name === '**') : -1;
  const value = splat === -1 ? values[at] : values[splat]?.fields?.get(head);
  return dot === -1
    ? value
    : place
        .slice(dot + 1)
        .split('.')
        .reduce<Value | undefined>((one, key) => (key === '*' ? anyOf(one) : one?.fields?.get(key)), value);
}

/** Of the fields of an object that is written out the one that most certainly comes from outside. */
function anyOf(value: Value | undefined): Value | undefined {
  let found: Value | undefined;
  let least = Infinity;
  for (const one of value?.fields?.values() ?? []) {
    if (one.taints.length === 0) continue;
    // What was cleaned for something may be the one that does no harm.
    const ranks = one.taints.map((taint) => rank(taint) + (taint.cleaned.size > 0 ? 100 : 0));
    const weight = Math.min(...ranks) * 2 + (one.pieces ? 0 : 1);
    if (weight < least) [found, least] = [one, weight];
  }
  return found;
}

/** Whether the arguments of a call meet a condition of a model. */
export function holds(condition: Condition, given: readonly Argument[], values: readonly Value[]): boolean {
  const value = argument(condition.arg, given, values);
  if (condition.absent) return value === undefined;
  if (condition.open) return value !== undefined && value.literal === undefined;
  if (condition.path) return condition.path.test(value?.path ?? '');
  if (condition.is !== undefined) return value !== undefined && value.literal === condition.is;
  if (condition.not !== undefined) return value === undefined || value.literal !== condition.not;
  if (condition.matches) return typeof value?.literal === 'string' && condition.matches.test(value.literal);
  return value !== undefined;
}

/** Whether each way to the value leads through what writes an event of a stream: `encodeSseEvent(event)`. */
function isEncoded({ taints }: Value): boolean {
  const encodes = ({ steps }: Taint): boolean => {
    for (let one = steps, left = 6; one && left > 0; one = one.before, left--)
      if (encoder.test(one.node.source.text.slice(one.node.start, one.node.start + 80))) return true;
    return false;
  };
  return taints.length > 0 && taints.every(encodes);
}

/** Objects, which a server answers as JSON. */
const isRequestRecord =
  /^(?:http\.Request|koa\.Context(?:\.request)?)\.(?:query|params|headers|cookies|signedCookies|payload|state)$/;

/** `res.set('Location', made); res.sendStatus(201)`: where the new thing stands, to which no browser goes. */
function isOfCreated({ text, start, end, source }: SyntaxNode): boolean {
  if (!/['"]location['"]/i.test(text.slice(0, 200))) return false;
  const around = source.text.slice(Math.max(0, start - 120), end + 120);
  return created.test(around) && !elsewhere.test(around);
}

const created =
  /\b(?:sendStatus|status|writeHead|code)\(\s{0,4}201\b|\bstatus(?:Code)?\s{0,4}[=:]\s{0,4}201\b/;
const elsewhere = /\b30[12378]\b|\.redirect\(/;

/** A body in which the program set a field before it goes back: an object, which is sent as JSON. */
function isFilledBody(path: string | undefined, { text, start, source }: SyntaxNode): boolean {
  if (path === undefined || !/^(?:http\.Request|koa\.Context(?:\.request)?|ctx\.request)\.body$/.test(path))
    return false;
  const name = /[=(]\s{0,4}(\w{1,40})\s{0,4}[);]*$/.exec(text.slice(-100))?.[1];
  if (name === undefined) return false;
  const before = source.text.slice(Math.max(0, start - 2_000), start);
  const from = Math.max(before.lastIndexOf('=>'), before.lastIndexOf('function'));
  return new RegExp(`(?<![\\w.$])${name}\\.\\w{1,60} = `).test(before.slice(Math.max(0, from)));
}

const encoder = /^(?:await )?[\w.]{0,40}(?:sse|Sse|SSE|EventStream)[\w]{0,20}\(/;

/** Reports a value at a modelled sink, unless the text or shape that the model asks for is missing. */
export function sink(a: State, model: SinkModel, value: Value, node: SyntaxNode, label: string): void {
  if (value.isList && model.kind === 'shell') return;
  const bound = model.kind === 'sql' && value.isList ? value.fields?.get('0') : undefined;
  if (bound && hasMarks(bound)) return sink(a, model, bound, node, label);
  const text = value.pieces
    ? textOf(value.pieces)
    : typeof value.literal === 'string'
      ? value.literal
      : undefined;
  if (model.text === 'sql' && !(text !== undefined ? looksLikeSql(text) : model.strong)) return;
  if (model.text === 'built' && !value.pieces) return;
  const isOutside = value.taints.some((one) => one.source === 'request' || one.source === 'dom');
  // Ruby's `open` runs what begins with `|`.
  if (model.text === 'piped' && !(value.pieces && /^\s*\|/.test(text ?? ''))) return;
  const isGiven = isOutside || value.taints.some((one) => one.source === 'parameter');
  if (model.text === 'bare' && (!isGiven || begins(value))) return;
  if (model.text === 'whole' && (value.fields || value.pieces || value.isList)) return;
  if (model.text === 'graphql' && !(value.pieces && /\{[\s\S]*[({]/.test(text ?? ''))) return;
  // What is read, is no name of a file.
  if (model.kind === 'path' && /(?:[iI]nputStream|Reader)(?:\(\))?$/.test(value.path ?? '')) return;
  // The address of a page is no path, whoever opens it.
  if (model.kind === 'path' && !model.strong && /^\s*https?:\/\/[^\0]/.test(text ?? '')) return;
  if (model.text === 'outside' && !isOutside && !value.pieces) return;
  if (model.kind === 'html' && !model.strong && a.isScript && isRequestRecord.test(value.path ?? '')) return;
  if (model.kind === 'redirect' && a.isScript && isOfCreated(node)) return;
  if (model.kind === 'html' && !model.strong && a.isScript && !value.pieces && isFilledBody(value.path, node))
    return;
  if (model.text === 'html' && !(text === undefined ? isOutside : looksLikeHtml(text))) return;
  if (model.text === 'markup' && !(text !== undefined && looksLikeHtml(text))) return;
  if (model.kind === 'html' && !model.strong && (text === undefined ? isEncoded(value) : isEvent(text)))
    return;
  // An object that is written out is no text.
  const isWritten = value.fields && !value.isList && !value.pieces && textual.has(model.kind);
  if (isWritten && !(value.open && model.kind === 'mass')) {
    // `filter(**{field: value})`, where the caller says which field.
    if (model.kind === 'mass' && value.keys)
      reach(a, { kind: model.kind, strong: model.strong, node, name: label }, value.keys);
    return;
  }
  // Neither is a list of objects that are each written out.
  const { element } = value;
  if (model.kind === 'mass' && element?.fields && element.fields.size > 0 && !element.open && !element.isList)
    return;
  if (model.kind === 'view-options' && value.fields && value.fields.size > 0) return;
  if (model.kind === 'jsonp') {
    const name = calledName(value.pieces ?? []);
    return name && reach(a, { kind: model.kind, strong: model.strong, node, name: label }, name);
  }
  if (model.kind === 'object-key' && isBelowOwner(value.pieces ?? [])) return;
  if (model.kind === 'argv-option') {
    for (const one of optionPlaces(value, node))
      reach(a, { kind: model.kind, strong: model.strong, node, name: label }, one);
    return;
  }
  if ((model.kind === 'shell' || model.kind === 'shell-wrapped') && value.pieces)
    for (const one of quotedOptions(value.pieces))
      reach(a, { kind: 'argv-option', strong: model.strong, node, name: label }, one);
  // `--author=${name}` is the value of that option, and no option itself.
  if (
    model.kind === 'argv' &&
    /^--?\w[\w-]{0,40}=/.test(typeof value.pieces?.[0] === 'string' ? value.pieces[0] : '')
  )
    return;
  if (model.kind === 'program' && value.isList) {
    const first = value.fields?.get('0');
    if (first) reach(a, { kind: model.kind, strong: model.strong, node, name: label }, first);
    return;
  }
  const script = model.kind === 'argv' && value.isList ? scriptOf(value) : undefined;
  if (script) return reach(a, { kind: 'shell', strong: model.strong, node, name: label }, script);
  for (const one of model.kind === 'argv' && value.isList ? remoteTexts(value) : [])
    reach(a, { kind: 'shell', strong: model.strong, node, name: label }, one);
  const program = model.kind === 'argv' && value.isList ? value.fields?.get('0') : undefined;
  // Which program runs is for nobody outside to say.
  const outside = program?.taints.filter((one) => /^(?:request|model|network)$/.test(one.source)) ?? [];
  if (outside.length > 0)
    reach(a, { kind: 'shell', strong: model.strong, node, name: label }, { taints: outside });
  // Of `['-c', text]` the text is what was built.
  const items = model.kind === 'shell-arg' && value.isList ? [...(value.fields?.values() ?? [])] : [];
  if (items.some((one) => one.pieces)) {
    for (const one of items) reach(a, { kind: model.kind, strong: model.strong, node, name: label }, one);
    return;
  }
  // A list of arguments reaches no shell; only its program name would be the attacker's choice.
  const kind = model.kind === 'argv' && value.isList ? 'argv-list' : model.kind;
  reach(a, { kind, strong: model.strong, node, name: label }, value);
}

/** Whether a text, the first of a list, has places for the values that follow it: `["name = ?", name]`. */
function hasMarks({ pieces, literal: constant }: Value): boolean {
  return /\?|%s|[\s(]:[a-z_]/.test(pieces ? textOf(pieces) : String(constant ?? ''));
}

/** Whether a text of the file stands before whatever was put into it. */
function begins({ pieces }: Value): boolean {
  const [first] = pieces ?? [];
  return typeof first === 'string' && first !== '';
}

/** Reports a value at a sink when any of its taints is not cleaned for that kind. */
export function reach(
  a: State,
  at: { kind: string; strong: boolean; node: SyntaxNode; name: string },
  value: Value,
): void {
  const path = at.kind === 'path' && !value.pieces ? (value.path ?? '') : '';
  const entries = pythonJoin.test(path)
    ? value.taints.filter((one) => isEntryName(one, at.kind, path))
    : undefined;
  const isCommand = at.kind === 'shell' && remoteShell.test(at.name) && endsInCommand(value, at.node);
  const ways = waysOf(a, at.kind, value)
    .filter(({ taint }) => !entries?.length || taint.source !== 'parameter' || entries.includes(taint))
    .map((way) =>
      isCommand && way.taint.source === 'parameter' ? { ...way, taint: { ...way.taint, partly: true } } : way,
    )
    .map((way) =>
      at.kind === 'path' && endsInName(value.pieces) ? { ...way, taint: withName(way.taint) } : way,
    );
  if (ways.length === 0) return;
  const built =
    (value.pieces !== undefined && value.pieces.some((one) => typeof one === 'string')) ||
    (at.kind === 'path' && joinedPath.test(value.path ?? '')) ||
    (entries !== undefined && entries.length > 0);
  note(a, {
    ...at,
    place: 'sink',
    ways,
    built,
    ...(value.builtAt && { builtAt: value.builtAt }),
    ...(value.builtAlso && { builtAlso: value.builtAlso }),
  });
}

/** Adds a hit; hits of one kind at one node are merged, with 24 ways at most. */
export function note(a: State, hit: Hit): void {
  // The calls of a chain begin at one place: `posts.where(…).order(…)`.
  const end = hit.place === 'sink' ? `-${hit.node.end}` : '';
  const key = `${hit.place}:${hit.kind}:${hit.node.start}${end}`;
  const before = a.hits.get(key);
  if (!before) a.hits.set(key, hit);
  else {
    before.ways = [...before.ways, ...hit.ways].slice(0, 24);
    before.built ||= hit.built;
    before.strong ||= hit.strong;
  }
}

/** Of a connection to another machine, which has a shell there and nothing else to start a program by. */
const remoteShell =
  /(?:^|\.)_?(?:client|conn|connection|ssh(?:_?(?:client|connection))?)\.exec(?:_?command)?$/i;

/** Whether a text is a command that the function was asked to run there, alone or behind `cd folder &&`. */
function endsInCommand(value: Value, node: SyntaxNode): boolean {
  const pieces = piecesOf(value, node);
  const last = pieces.at(-1);
  const before = pieces.at(-2);
  if (last === undefined || typeof last === 'string') return false;
  if (before !== undefined && !(typeof before === 'string' && /(?:&&|;) ?$/.test(before))) return false;
  return last.value.taints.some(
    ({ source, node: from }) => source === 'parameter' && /(?:^|\b|_)(?:command|cmd)$/i.test(nameIn(from)),
  );
}

/** The name that a parameter declares. */
function nameIn({ text }: SyntaxNode): string {
  return /^[\w$]{1,60}/.exec(text)?.[0] ?? '';
}

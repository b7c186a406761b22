// Tells which values reach which sinks, on which ways.
import { functionAround } from '../syntax/enclosing.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { optionPlaces, quotedOptions } from './argv-options.ts';
import { localMethod } from './callees.ts';
import { isEntryName, pythonJoin } from './entry-names.ts';
import { keyOf } from './env.ts';
import type { Argument, Expression } from './ir.ts';
import type { Condition, SinkModel } from './models.ts';
import { factsOf } from './path-facts.ts';
import { unbuiltFor } from './plain-answers.ts';
import { isEvent, looksLikeHtml, looksLikeSql, positionOf, standsInQuotes, textOf } from './positions.ts';
import {
  calledName,
  endsEarly,
  isBelowOwner,
  leavesAttribute,
  rawValues,
  standsInHandler,
  standsUnquoted,
} from './raw-texts.ts';
import { numeric } from './properties.ts';
import { isFolder, isGivenPath, isRooted } from './rooted.ts';
import { readShellList, scriptOf } from './shell-lists.ts';
import { type Call, type Hit, type State, type Way, carrying, textual } from './state.ts';
import { countsRows, namesPlace } from './sql-names.ts';
import { isSettled } from './settled.ts';
import { type Piece, type Taint, type Value, isTainted, join, mapTaints, piecesOf, unite } from './value.ts';

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
    // A function of this file by the name of a method that runs code: what it does is told in it.
    if (model.kind === 'code' && expression.callee.kind === 'name' && all.called.closure) continue;
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
            : argument(place, expression.args, args);
      if (!given) continue;
      const value = model.kind === 'sql' && a.isScript && place === 0 ? withBound(a, given, args[1]) : given;
      const label = (labelOf(expression.callee) ?? path).replace(/^:/, '');
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

/** `path.relative(root, path.join(folder, name))`: what is joined is compared or named, and not opened. */
function isOnlyMeasured({ parent }: SyntaxNode): boolean {
  return (
    parent?.kind === 'arguments' && measures.test(parent.parent?.get('function')?.text.slice(0, 40) ?? '')
  );
}

/** A document that is parsed to be looked at: nothing of it runs unless it, or a part of it, is put into the page. */
function isOnlyParsed(path: string, node: SyntaxNode): boolean {
  const { source, parent, end } = node;
  if (!path.endsWith('parseFromString') || parent?.kind !== 'variable_declarator') return false;
  const name = parent.get('name')?.text ?? '';
  const around = functionAround(node);
  if (!/^\w{1,60}$/.test(name) || !around || around.end - end > maxParsed) return false;
  const rest = source.text.slice(end, around.end);
  const isHandedOn = new RegExp(`[(,=]\\s{0,4}${name}\\s{0,4}[),;\\n]`).test(rest);
  return (
    !isHandedOn &&
    !putsIntoPage.test(rest) &&
    [...rest.matchAll(returned)].every(([, what = '']) => isWord.test(what))
  );
}

/** A longer function does more than look. */
const maxParsed = 2_000;
const putsIntoPage =
  /\b(?:append|prepend|appendChild|insertBefore|insertAdjacent\w{1,8}|replaceWith|replaceChild(?:ren)?|importNode|adoptNode|cloneNode|innerHTML|outerHTML|srcdoc|write|html)\b|\.(?:body|documentElement|head|childNodes|children)\b/;
const returned = /\breturn\b([^;\n]{0,200})/g;
/** Words of the document, or an answer about it. */
const isWord =
  /^\s{0,4}(?:$|null\b|undefined\b|true\b|false\b|!|['"`]|[\w.?$]{1,60}\.textContent\b|[\w$]{1,40}\s?\?\s?[\w.?$]{1,60}\.textContent\b)/;

const measures = /^(?:path\.)?(?:(?:posix|win32)\.)?(?:relative|basename|extname)$/;

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

/** By its own name, or as `Object.getPrototypeOf(async () => {}).constructor` is called. */
const compilers = /^(?:Async|Generator|AsyncGenerator)?Function(?:Ctor|Constructor)?$/;

/** `new Function(text);` says whether the text can be read as code, and runs nothing of it. */
function isOnlyCompiled(node: SyntaxNode): boolean {
  return (
    node.kind === 'new_expression' &&
    node.parent?.kind === 'expression_statement' &&
    compilers.test(node.get('constructor')?.text ?? '')
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

/** Any one field of an object that is written out. */
function anyOf(value: Value | undefined): Value | undefined {
  const fields = [...(value?.fields?.values() ?? [])];
  return (
    fields.find((one) => one.pieces && one.taints.length > 0) ?? fields.find((one) => one.taints.length > 0)
  );
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
  if (model.text === 'html' && !(text === undefined ? isOutside : looksLikeHtml(text))) return;
  if (model.text === 'markup' && !(text !== undefined && looksLikeHtml(text))) return;
  if (model.kind === 'html' && !model.strong && (text === undefined ? isEncoded(value) : isEvent(text)))
    return;
  // An object that is written out is no text.
  const isWritten = value.fields && !value.isList && !value.pieces && textual.has(model.kind);
  if (isWritten && !(value.open && model.kind === 'mass')) return;
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

/** The ways on which a value's taints reach a kind of sink, each with its position in the string. */
export function waysOf(a: State, given: string, value: Value): Way[] {
  // What opts out of escaping takes HTML as well.
  const kind = /^html-(?:raw|markup|words|script)$/.test(given) ? 'html' : given;
  const ways: Way[] = [];
  const pieces = piecesOf(value, value.builtAt ?? a.program.root);
  const text = textOf(pieces);
  let end = 0;
  pieces.forEach((piece, index) => {
    const start = end;
    end += typeof piece === 'string' ? piece.length : 1;
    if (typeof piece === 'string') return;
    const left = text.slice(0, start);
    if (kind === 'html')
      for (const taint of piece.value.taints)
        if (
          leavesAttribute(pieces, index, taint) ||
          standsUnquoted(pieces, index, taint) ||
          endsEarly(pieces, index, taint)
        )
          ways.push({ taint: { ...taint, partly: true, incomplete: true }, position: 'part' });
    if (kind === 'html' && standsInHandler(pieces, index, piece.value))
      for (const taint of piece.value.taints)
        if (taint.cleaned.has(kind))
          ways.push({ taint: { ...taint, partly: true, incomplete: true }, position: 'part' });
    if (!isTainted(piece.value, kind)) return;
    const stands = positionOf(kind, left, text.slice(end));
    const isSqlValue = kind === 'sql' && stands === 'value';
    const before = isSqlValue ? textOf(pieces.slice(Math.max(0, index - 1), index)) : '';
    const isOwn = isFolder(kind, index, pieces[1]);
    for (const one of piece.value.taints) {
      const position = isSqlValue && namesPlace(one) ? 'name' : stands;
      if (
        !(position === 'name' && isOwnName(one)) &&
        !(isOwn && one.source === 'parameter') &&
        !isGivenPath(kind, index, one) &&
        !one.cleaned.has(kind) &&
        !one.cleaned.has('*') &&
        // Below a folder a path that stays there includes what lies there.
        !(kind === 'include' && index > 0 && one.cleaned.has('include-below')) &&
        !(position === 'whole' && one.cleaned.has(`${kind}-whole`)) &&
        !(one.cleaned.has(`${kind}-quoted`) && standsInQuotes(left)) &&
        !(one.cleaned.has(`${kind}-unquoted`) && !standsInQuotes(left))
      )
        ways.push({
          taint:
            (isSqlValue && a.isScript && countsRows(one, before)) ||
            (isSqlValue && isOwnId(one)) ||
            isNumberByName(kind, one, piece.node) ||
            (kind === 'shell' &&
              (isOwnField(one) ||
                isPlaceOfMachine(one, piece.value) ||
                isPlaceOfTool(one, piece.node) ||
                isOwnTool(one, piece.node) ||
                isOwnAddress(one, pieces)))
              ? { ...one, partly: true }
              : one,
          position,
        });
    }
  });
  return ways;
}

/** What is a number in all programs by its name, unless an outsider filled it in: `kill ${row.pid}`, `data-level="${item.level}"`. */
function isNumberByName(kind: string, { source }: Taint, hole: SyntaxNode): boolean {
  if ((kind !== 'shell' && kind !== 'html') || !/^(?:parameter|dynamic|environment|network)$/.test(source))
    return false;
  const name = /(?:^|[.>?$])([A-Za-z_]\w{0,40})$/.exec(hole.text.slice(-80))?.[1] ?? '';
  return numeric.test(name) || (kind === 'html' && counted.test(name));
}

const counted =
  /^(?:\w{0,30}[a-z_])?(?:[cC]ounts?|[lL]evel|[iI]ndex|[tT]otal|[pP]ercent(?:age)?|[wW]idth|[hH]eight|[sS]core|[rR]ank|[dD]uration|[yY]ear)$/;

/** The number under which a PHP object itself is kept, of which nothing else is seen: `$this->id`, `$this->user->getId()`. */
function isOwnId({ source, node }: Taint): boolean {
  return source === 'dynamic' && ownId.test(node.text.slice(0, 120));
}

const ownId =
  /^\$this->(?:\w{1,40}(?:\(\))?->){0,2}(?:(?:\w{0,30}(?:_|[a-z]))?(?:id|Id|ID)|(?:get\w{0,30})?I[dD]\(\))$/;

/** A table that the object itself names, such as `self.table`: its class says which, not a caller. */
function isOwnName({ source, node }: Taint): boolean {
  return (
    source === 'dynamic' &&
    /^(?:this|self)\.#?\w*(?:[tT]able|[sS]chema|[cC]olumn)(?:_?[nN]ame)?s?$/.test(node.text)
  );
}

/** A setting of the object itself, of which nothing is seen but its name. */
function isOwnField({ source, node }: Taint): boolean {
  return source === 'dynamic' && /^this(?:\.#?[\w$]{1,60}){1,4}$/.test(node.text.slice(0, 250));
}

/** A folder that the environment names, with names of the program's own below it. */
function isPlaceOfMachine({ source, node }: Taint, { path }: Value): boolean {
  return source === 'environment' && /\benv\b/.test(node.text.slice(0, 80)) && joinedPath.test(path ?? '');
}

/** The page that a program shows in the browser of whoever started it: `xdg-open "${url}"`. */
function isOwnAddress({ source }: Taint, pieces: readonly Piece[]): boolean {
  if (!/^(?:parameter|dynamic|environment)$/.test(source)) return false;
  const address = textOf(pieces.slice(1));
  // An address that a caller hands over whole may be anything.
  return (
    opener.test(textOf(pieces.slice(0, 1))) &&
    (source === 'parameter' ? madeAddress : anyAddress).test(address)
  );
}

const anyAddress = /^[^"]*"\s*$/;
const madeAddress = /^[^"]*\/\w[^"]*[?=][^"]*"\s*$/;
const opener =
  /^(?:open|xdg-open|sensible-browser|(?:cmd(?:\.exe)? \/c )?start(?: "")?) "(?:https?:\/\/[\w.:-]{0,80})?$/;

/** Where a tool works, as whoever started it says: `${this.rootPath}/src`. */
function isPlaceOfTool({ source, node: from }: Taint, node: SyntaxNode): boolean {
  if (source === 'dynamic' && ownFolder.test(from.text.slice(0, 120))) return true;
  return /^(?:parameter|dynamic|environment)$/.test(source) && workPlace.test(node.text.slice(0, 120));
}

const workPlace =
  /^(?:[\w$]{1,40}\.){0,3}_?(?:cwd|(?:project|repo|workspace|git|package)_?(?:root|dir|path)|root_?(?:dir|path)|work(?:ing)?_?dir)$/i;

/** `getMemoryDir()`, `databasePath(root)`: a function of the program's own says where its things are. */
const ownFolder =
  /^(?:await\s)?(?:[\w$]{1,40}\.){0,3}(?:(?:get|resolve|ensure)\w{0,40}|\w{1,40})(?:Dir|Directory|Folder|Root|(?:Database|Db|Config|Cache|Memory|Storage|Data|Log)(?:File|Path))\(/;

/** The editor, pager or shell of whoever runs the program: `"#{ENV['EDITOR']} #{file}"`. */
function isOwnTool({ source, node: from }: Taint, node: SyntaxNode): boolean {
  return (
    source === 'environment' &&
    [node, from, from.parent].some((one) => one !== undefined && ownTool.test(one.text.slice(0, 80)))
  );
}

const ownTool =
  /^\W{0,3}(?:ENV|process\.env|os\.(?:environ|getenv)|getenv|\$_(?:ENV|SERVER))\b\W{0,3}(?:(?:fetch|get)\(\W)?(?:GIT_)?(?:EDITOR|VISUAL|PAGER|BROWSER|SHELL)\b/;

/** A path that Node's `path` or .NET's `Path` put together. */
const joinedPath =
  /^(?:path(?:\.posix|\.win32)?\.(?:join|resolve)|(?:System\.)?(?:IO\.)?Path\.(?:Combine|Join))\(\)$/;

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

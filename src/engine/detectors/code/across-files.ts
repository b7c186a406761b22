// Follows an outsider's text from the file in which it enters into the files that it is handed to.
import type { Change, ChangedFile } from '../../change.ts';
import type { DetectorInput } from '../../detector.ts';
import type { Finding, Region, Related } from '../../finding.ts';
import type { Entered, Given, Handed, HandedValue } from '../../flow/steps/handed.ts';
import { type Followed, runFlow, runFlowGiven } from '../../flow/index.ts';
import type { Hit, Way } from '../../flow/state.ts';
import { entersAs, handedOn, handedOver, usedHere } from '../../flow/sinks/way-told.ts';
import { languageOf } from '../../languages.ts';
import type { SyntaxNode, SyntaxTree } from '../../syntax/tree.ts';
import { quoted } from '../quoted.ts';
import { asked } from './called-around.ts';
import { type Caller, calleesElsewhere } from './callees-elsewhere.ts';
import { callerOf, elsewhereOf, presentIn, treeOf } from './elsewhere.ts';
import { relatedOf } from './flow.ts';

/** What one file hands over, with what its calls are understood by. */
export interface HandsOver {
  caller: Caller;
  handed: readonly Handed[];
}

/** Files are seen one by one, and what they hand over is followed once all were. */
const known = new WeakMap<Change, HandsOver[]>();

/** Remembers what a file hands over until the whole change is looked at. */
export function remember(change: Change, path: string, tree: SyntaxTree, { handed }: Followed): void {
  if (handed.length === 0) return;
  const all = known.get(change) ?? [];
  if (all.length === 0) known.set(change, all);
  all.push({ caller: callerOf(path, tree), handed });
}

/** Files analysed again in one change; what hands on further files' texts counts anew. */
const maxFiles = 60;
/** From a route through a service to what reads the data. */
const maxHops = 3;

interface Giver extends HandsOver {
  /** The way to a call, of what was handed to this file itself. */
  wayTo(call: Handed): readonly Related[];
}

/** Not worth a way through several files: lines of logs, and what only prepares the opening of a path or an address. */
const trivial: ReadonlySet<string> = new Set(['log', 'format', 'log-format', 'path-join', 'url-made']);

/** What is given to functions of one file, and by which files. */
interface Gift {
  given: Given;
  /** Kinds of sinks that what it returns reaches there: a text that is only put together here is told there. */
  reached: ReadonlySet<string>;
  from: string;
  call: Region;
  /** The places on the way before the call, in files further back. */
  before: readonly Related[];
}

/** What following gifts into a file found there. */
export interface Arrival extends Followed {
  file: ChangedFile;
  tree: SyntaxTree;
  /** The whole way to a sink, beginning in the file in which the text entered. */
  relatedOf(way: Way): Related[];
}

/** Every file that is handed an outsider's text by another file of the change. */
export function* arrivals(input: DetectorInput): Generator<Arrival | { reason: string }> {
  const { change } = input;
  let givers: Giver[] = [...(known.get(change) ?? []), ...callersOf(input)].map((one) => ({
    ...one,
    wayTo: () => [],
  }));
  if (givers.length === 0) return;
  const { files, byPath } = presentIn(change);
  const told = new Set<string>();
  let left = maxFiles;
  for (let hop = 0; hop < maxHops && givers.length > 0; hop++) {
    const gifts = new Map<string, Gift[]>();
    for (const { caller, handed, wayTo } of givers)
      for (const call of handed)
        for (const { path, isGuess = false, ...callee } of calleesElsewhere(call, caller, files)) {
          const gift = {
            given: { ...callee, args: argumentsOf(call, isGuess, hop) },
            reached: call.reached ?? new Set<string>(),
            from: caller.path,
            call: call.region,
            before: wayTo(call),
          };
          gifts.set(path, [...(gifts.get(path) ?? []), gift]);
        }
    givers = [];
    for (const [path, all] of gifts) {
      // A function that calls itself through another file is followed once for what it is given.
      const fresh = all.filter(({ given, from }) => {
        const places = given.args.map(({ value }) => value.taints.length > 0 || value.fields.length > 0);
        const key = JSON.stringify([path, given.className, given.name, from, places]);
        return !told.has(key) && told.add(key);
      });
      const file = byPath.get(path);
      const tree = file && fresh.length > 0 ? treeOf(file, input.syntax) : undefined;
      if (!file || !tree) continue;
      if (--left < 0) {
        yield {
          reason: `values are handed to more than ${maxFiles} other files; the rest were not followed`,
        };
        return;
      }
      const followed = runFlowGiven(
        tree,
        input.rules.models ?? [],
        fresh.map(({ given }) => given),
        elsewhereOf(input, path, tree),
      );
      const wayTo = (way: Way): Related[] => wholeWay(path, way, followed.entered, fresh);
      const isToldThere = ({ kind, place, ways }: Hit): boolean =>
        place === 'build' &&
        ways.every(({ taint }) => fresh[followed.entered.get(taint.node)?.given ?? -1]?.reached.has(kind));
      const hits = followed.hits.filter((hit) => !trivial.has(hit.kind) && !isToldThere(hit));
      yield { ...followed, hits, file, tree, relatedOf: wayTo };
      givers.push({
        caller: callerOf(path, tree),
        handed: followed.handed,
        wayTo: (call) => wayBefore(path, call, followed.entered, fresh),
      });
    }
  }
}

/** What unchanged files hand over that may call functions of the change. */
function callersOf(input: DetectorInput): HandsOver[] {
  const { change, rules, syntax } = input;
  return (change.surroundings?.callers ?? []).flatMap(({ path, text }) => {
    if (!asked.test(text)) return [];
    const grammar = languageOf(path, text)?.grammar;
    const tree = grammar === undefined ? undefined : syntax.parse(text, grammar);
    if (!tree || 'reason' in tree) return [];
    const { handed } = runFlow(tree, rules.models ?? [], elsewhereOf(input, path, tree));
    return handed.length === 0 ? [] : [{ caller: callerOf(path, tree), handed }];
  });
}

/**
 * What happens in a file that the change does not touch is told at the last place of the change on the way to it, where
 * the reviewer can do something about it; undefined where no place is left.
 */
export function toldInChange(finding: Finding, { files }: Change): Finding | undefined {
  const changed = new Set(files.map(({ path }) => path));
  const { path, start, end, message, related, chainLine: _, fix: __, ...rest } = finding;
  const at = related.findLastIndex((step) => changed.has(step.path));
  const place = related[at];
  if (!place) return undefined;
  return {
    ...rest,
    path: place.path,
    start: place.start,
    end: place.end,
    message: `This reaches ${quoted(`${path}:${start.line}`)} unchecked. ${message}`,
    related: [...related.toSpliced(at, 1), { path, start, end, message: usedHere }],
  };
}

/**
 * What a tool of an agent is asked for has gone through the checks and the records of a program when a third file gets
 * it, and is seldom one of its texts any more.
 */
function argumentsOf({ args }: Handed, isGuess: boolean, hop: number): Handed['args'] {
  const all = isGuess ? args.map(doubtedArgument) : args;
  return hop === 0 ? all : all.map(({ value, ...rest }) => ({ ...rest, value: unsureOfModel(value) }));
}

function unsureOfModel({ taints, fields, ...rest }: HandedValue): HandedValue {
  return {
    ...rest,
    taints: taints.map((one) =>
      one.source === 'model' ? { ...one, doubt: one.doubt + 1, partly: true } : one,
    ),
    fields: fields.map(([key, field]) => [key, unsureOfModel(field)] as const),
  };
}

/** As if it had gone through a function that nobody has seen. */
function doubtedArgument({ value, ...rest }: Handed['args'][number]): Handed['args'][number] {
  const doubted = ({ taints, fields }: HandedValue): HandedValue => ({
    taints: taints.map((one) => ({ ...one, doubt: one.doubt + 1 })),
    fields: fields.map(([key, field]) => [key, doubted(field)] as const),
  });
  return { ...rest, value: doubted(value) };
}

function wholeWay(
  path: string,
  way: Way,
  entered: ReadonlyMap<SyntaxNode, Entered>,
  gifts: readonly Gift[],
): Related[] {
  const [, ...steps] = relatedOf(path, way);
  const { node } = way.taint;
  const source = entered.get(node);
  const gift = source && gifts[source.given];
  return [...(gift ? placeOf(gift, source) : []), { path, ...node.region, message: handedOver }, ...steps];
}

function placeOf({ from, call, before }: Gift, { region, source }: Entered): Related[] {
  const start = before.length > 0 ? before : [{ path: from, ...region, message: entersAs(source) }];
  // On the same line it says nothing new.
  const isTold = start.some(({ path, start: { line } }) => path === from && line === call.start.line);
  return isTold ? [...start] : [...start, { path: from, ...call, message: handedOn }];
}

/** The way of what a file hands on: of the text that it was handed itself. */
function wayBefore(
  path: string,
  { args }: Handed,
  entered: ReadonlyMap<SyntaxNode, Entered>,
  gifts: readonly Gift[],
): Related[] {
  const regions = new Set(
    args.flatMap(({ value }) => value.taints.map(({ region }) => JSON.stringify(region))),
  );
  for (const [node, source] of entered) {
    const gift = gifts[source.given];
    if (gift && regions.has(JSON.stringify(node.region)))
      return [...placeOf(gift, source), { path, ...node.region, message: handedOver }];
  }
  return [];
}

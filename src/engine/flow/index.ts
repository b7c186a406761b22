// Dataflow for rules: what a rule says of a sink, and the hits of one file.
import { z } from 'zod';
import { confidences, severities, type Confidence, type Severity } from '../finding.ts';
import { functionAround } from '../syntax/enclosing.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax/tree.ts';
import { analyse, analyseGiven } from './analyse.ts';
import { withUnlike } from './escaped-elsewhere.ts';
import type { Entered, Given } from './handed.ts';
import { type Analysis, isStackOverflow, type Hit, type Way } from './state.ts';
import type { Program, Statement } from './ir.ts';
import { lowerGo } from './lower/go/index.ts';
import { lowerCpp } from './lower/cpp/index.ts';
import { lowerCSharp } from './lower/csharp/index.ts';
import { lowerJava } from './lower/java/index.ts';
import { lowerKotlin } from './lower/kotlin/index.ts';
import { lowerJavaScript } from './lower/javascript/index.ts';
import { lowerPhp } from './lower/php/index.ts';
import { lowerPython } from './lower/python/index.ts';
import { lowerRuby } from './lower/ruby/index.ts';
import { lowerRust } from './lower/rust/index.ts';
import { memoryHits } from './memory/index.ts';
import { applies, indexModels, type Model, type ModelIndex } from './models.ts';
import { withoutProbes } from './probes.ts';
import { rank, sourceKinds, sourceName, type SourceKind } from './value.ts';

const positions = ['value', 'name', 'whole', 'host', 'part'] as const;

/** One row of the table by which a rule weighs a hit; the first row that fits a way counts. */
const row = z.strictObject({
  /** Only for these kinds of sinks, where the rule has several. */
  sink: z.array(z.string()).optional(),
  /** Where the value comes from; any source when absent. */
  source: z.array(z.enum(sourceKinds)).optional(),
  position: z.array(z.enum(positions)).optional(),
  /** Whether the string was built from literal text and the value. */
  built: z.boolean().optional(),
  /** `build` when only the building of the string is seen. */
  place: z.enum(['sink', 'build']).optional(),
  /** Whether something that looks like a sanitiser was applied. */
  partly: z.boolean().optional(),
  /** Whether a sanitiser that can be got round was applied; `partly` holds then too. */
  incomplete: z.boolean().optional(),
  /** Whether it went through functions that this file does not define. */
  doubt: z.boolean().optional(),
  /** Whether the sink is one beyond doubt, see the model. */
  strong: z.boolean().optional(),
  /** What the name of the source ends in, without regard to case and `_`: `webhookurl` fits `webhook_url`. */
  named: z.array(z.string().regex(/^[a-z0-9]+$/)).optional(),
  severity: z.enum(severities),
  confidence: z.enum(confidences),
  message: z.string().optional(),
});

/** The `flow:` part of a rule's match: which kinds of sinks, and how each way to them is weighed. */
export const flowSchema = z.strictObject({
  sink: z.union([z.string(), z.array(z.string())]).transform((one) => [one].flat()),
  report: z.array(row).min(1),
});

/** A rule's `flow:` part after it was read. */
export type Flow = z.infer<typeof flowSchema>;

/** The grammars for which there is dataflow. */
export const flowGrammars: ReadonlyMap<string, { lower: (root: SyntaxNode) => Program; language: string }> =
  new Map([
    ['javascript', { lower: lowerJavaScript, language: 'javascript' }],
    ['typescript', { lower: lowerJavaScript, language: 'javascript' }],
    ['tsx', { lower: lowerJavaScript, language: 'javascript' }],
    ['python', { lower: lowerPython, language: 'python' }],
    ['java', { lower: lowerJava, language: 'java' }],
    ['go', { lower: lowerGo, language: 'go' }],
    ['php', { lower: lowerPhp, language: 'php' }],
    ['c-sharp', { lower: lowerCSharp, language: 'csharp' }],
    ['ruby', { lower: lowerRuby, language: 'ruby' }],
    ['rust', { lower: lowerRust, language: 'rust' }],
    ['kotlin', { lower: lowerKotlin, language: 'kotlin' }],
    ['cpp', { lower: lowerCpp, language: 'cpp' }],
  ]);

const lowered = new WeakMap<SyntaxTree, Program>();

/** A tree as statements, made once for all who ask; undefined where there is no dataflow. Throws RangeError where it is nested too deeply. */
export function programOf(tree: SyntaxTree): Program | undefined {
  const known = lowered.get(tree);
  const program = known ?? flowGrammars.get(tree.source.language)?.lower(tree.root);
  if (program && !known) lowered.set(tree, program);
  return program;
}

/** Longer files of C are put together by programs, and their values and memory take more than two seconds to follow. */
const maxCppChars = 700_000;

/** What following the values of a file said. `complete` is false when the file was too large to follow. */
export type Followed = Omit<Analysis, 'guarded'>;

/** Every hit in a tree, of every kind; rules then choose. */
export function runFlow(tree: SyntaxTree, models: readonly Model[]): Followed {
  const followed = follow(tree, models, analyse);
  const { language, text } = tree.source;
  if (language === 'cpp') return withMemory(tree, followed);
  return language === 'php' ? { ...followed, hits: withUnlike(followed.hits, text) } : followed;
}

function withMemory(tree: SyntaxTree, followed: Followed): Followed {
  if (tree.source.text.length > maxCppChars) return followed;
  try {
    return { ...followed, hits: [...followed.hits, ...memoryHits(tree)] };
  } catch (error) {
    if (isStackOverflow(error)) return { ...followed, complete: false };
    throw error;
  }
}

/** The hits of what other files hand to functions of this one, and where that came from, by parameter. */
export function runFlowGiven(
  tree: SyntaxTree,
  models: readonly Model[],
  given: readonly Given[],
): Followed & { entered: ReadonlyMap<SyntaxNode, Entered> } {
  let entered: ReadonlyMap<SyntaxNode, Entered> = new Map();
  const followed = follow(tree, models, (program, index) => {
    const analysis = analyseGiven(program, index, given);
    entered = analysis.entered;
    return analysis;
  });
  return { ...followed, entered };
}

function follow(
  tree: SyntaxTree,
  models: readonly Model[],
  analyseProgram: (program: Program, index: ModelIndex) => Analysis,
): Followed {
  const grammar = flowGrammars.get(tree.source.language);
  if (!grammar) return { hits: [], complete: true, handed: [] };
  if (grammar.language === 'cpp' && tree.source.text.length > maxCppChars)
    return { hits: [], complete: false, handed: [] };
  try {
    const program = programOf(tree) as Program;
    const imports = importsOf(program.body);
    const fitting = models.filter(
      (model) => model.languages.includes(grammar.language) && applies(model, imports),
    );
    const { hits, guarded, ...rest } = analyseProgram(program, indexFor(models, fitting));
    return { ...rest, hits: withoutProbes(withoutSunk(hits, guarded)) };
  } catch (error) {
    // Deep nesting exhausts the stack while lowering.
    if (isStackOverflow(error)) return { hits: [], complete: false, handed: [] };
    throw error;
  }
}

/** Few sets of models ever apply together, and an index is dear to make. */
const indexes = new WeakMap<readonly Model[], Map<string, ModelIndex>>();

function indexFor(models: readonly Model[], fitting: readonly Model[]): ModelIndex {
  let known = indexes.get(models);
  if (!known) indexes.set(models, (known = new Map()));
  const key = fitting.map((model) => models.indexOf(model)).join();
  let index = known.get(key);
  if (!index) known.set(key, (index = indexModels(fitting)));
  return index;
}

function importsOf(body: readonly Statement[]): string[] {
  return body.flatMap((one) => (one.kind === 'import' ? one.bindings.map((binding) => binding.path) : []));
}

/** Kinds of sinks that only prepare another. */
const preparing: ReadonlyMap<string, string> = new Map([
  ['path-join', 'path'],
  ['url-made', 'url'],
]);

/** Whether each origin of one hit reaches the other too. */
function sharesSources(a: Hit, b: Hit): boolean {
  return a.ways.every((one) => b.ways.some((other) => one.taint.node === other.taint.node));
}

/** Whether something was proved of all that comes from outside; the folder it is joined to, of unseen origin, is not. */
function isGuarded({ ways }: Hit, guarded: ReadonlySet<SyntaxNode>): boolean {
  return (
    ways.some((way) => guarded.has(way.taint.node)) &&
    ways.every((way) => guarded.has(way.taint.node) || way.taint.source === 'dynamic')
  );
}

/** More pairs than files that people write have. */
const maxComparisons = 2000;

/** Whether a string is built for a variable that the sink and the ways to it know nothing of. */
function isNamedApart(build: Hit, at: Hit): boolean {
  const { parent } = build.node;
  if (!parent || !/assignment|declarator/.test(parent.kind)) return false;
  const name = (parent.get('left') ?? parent.get('name'))?.text ?? '';
  if (!/^\w+$/.test(name)) return false;
  const word = new RegExp(`\\b${name}\\b`);
  const uses = (node: SyntaxNode): boolean => word.test(node.text.slice(0, 400));
  if (uses(at.node)) return false;
  return !at.ways.slice(0, 4).some((way) => {
    let one = way.taint.steps;
    for (let left = 6; one && left > 0; left--, one = one.before) if (uses(one.node)) return true;
    return false;
  });
}

/** Whether the sink is in a wrapper such as `run(sql)` that others hand their own statement to: each of them is a mistake. */
function isHandedOver(build: Hit, at: Hit): boolean {
  const wrapper = functionAround(at.node);
  if (!wrapper || at.place !== 'sink') return false;
  const isWithin = (node: SyntaxNode): boolean => node.start >= wrapper.start && node.end <= wrapper.end;
  const builder = functionAround(build.node);
  if (isWithin(build.node) || (builder && builder.start <= wrapper.start && builder.end >= wrapper.end))
    return false;
  return !at.ways.some((way) => isWithin(way.taint.node));
}

/** A string that reaches a sink is told there and not once more where it is built. */
function withoutSunk(hits: readonly Hit[], guarded: ReadonlySet<SyntaxNode>): Hit[] {
  const sourcesOf = (kind: string): Set<SyntaxNode> =>
    new Set(
      hits.flatMap((hit) =>
        hit.kind === kind && hit.place === 'sink' ? hit.ways.map((way) => way.taint.node) : [],
      ),
    );
  const used = new Map([...preparing].map(([kind, by]) => [kind, sourcesOf(by)]));
  let comparisons = 0;
  const told = new Map<string, Told>();
  const sunk = hits.filter((hit) => hit.place === 'sink').slice(0, 200);
  for (const hit of hits.toSorted((a, b) => a.node.start - b.node.start || b.node.end - a.node.end)) {
    let one = told.get(hit.kind);
    if (!one) told.set(hit.kind, (one = { builtAt: new Map(), firstBuild: new Map(), starts: [], ends: [] }));
    if (hit.builtAt && (hit.place === 'sink' || !one.builtAt.has(hit.builtAt)))
      one.builtAt.set(hit.builtAt, hit);
    if (hit.builtAt && hit.place === 'build' && !one.firstBuild.has(hit.builtAt))
      one.firstBuild.set(hit.builtAt, hit);
    for (const also of hit.builtAlso ?? []) one.builtAt.set(also, hit);
    one.starts.push(hit.node.start);
    one.ends.push(Math.max(one.ends.at(-1) ?? 0, hit.node.end));
  }
  return hits.filter((hit) => {
    // A path that is opened is told where it is opened, not where it is joined.
    const opened = used.get(hit.kind);
    if (opened) return !hit.ways.some((way) => opened.has(way.taint.node)) && !isGuarded(hit, guarded);
    if (hit.place === 'sink') return true;
    // One of several statements that run at the same place, such as in branches.
    const isSunk = (other: Hit): boolean =>
      other.place === 'sink' &&
      other.kind === hit.kind &&
      other.built &&
      sharesSources(hit, other) &&
      !isHandedOver(hit, other) &&
      (comparisons++ > maxComparisons || !isNamedApart(hit, other));
    if (hit.ways.length > 0 && sunk.some(isSunk)) return false;
    const known = told.get(hit.kind) as Told;
    const first = hit.builtAt && known.builtAt.get(hit.builtAt);
    // A string that grows is told once, where it begins.
    const isTold =
      first !== undefined &&
      first !== hit &&
      !(isHandedOver(hit, first) && known.firstBuild.get(hit.builtAt as SyntaxNode) === hit);
    return !isTold && !isWithinOther(known, hit.node);
  });
}

/** What is told of one kind of sink: by the place of building, and as regions in order of their beginnings. */
interface Told {
  builtAt: Map<SyntaxNode, Hit>;
  /** Where a string that was begun there is first seen to be a statement or a page. */
  firstBuild: Map<SyntaxNode, Hit>;
  starts: number[];
  /** The furthest end so far. */
  ends: number[];
}

/** Whether a region that begins before `node` encloses it. */
function isWithinOther({ starts, ends }: Told, node: SyntaxNode): boolean {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) < node.start) low = middle + 1;
    else high = middle;
  }
  return low > 0 && (ends[low - 1] as number) >= node.end;
}

/** What a rule makes of a hit: the worst of its ways, or nothing. */
export interface Weighed {
  way: Way;
  severity: Severity;
  confidence: Confidence;
  message: string | undefined;
}

/** Weighs a hit by a rule's table. */
export function weigh(flow: Flow, hit: Hit): Weighed | undefined {
  if (!flow.sink.includes(hit.kind)) return undefined;
  let best: Weighed | undefined;
  for (const way of hit.ways) {
    const found = flow.report.find(
      (one) =>
        (!one.source || one.source.includes(way.taint.source)) &&
        (!one.position || one.position.includes(way.position)) &&
        (one.built === undefined || one.built === hit.built) &&
        (one.place === undefined || one.place === hit.place) &&
        (!one.sink || one.sink.includes(hit.kind)) &&
        (one.incomplete === undefined || one.incomplete === way.taint.incomplete) &&
        (one.partly === undefined || one.partly === way.taint.partly) &&
        (one.doubt === undefined || one.doubt === way.taint.doubt > 0) &&
        (one.strong === undefined || one.strong === hit.strong) &&
        (one.named === undefined || isNamed(way.taint.node, one.named)),
    );
    if (!found) continue;
    const weighed = {
      way,
      severity: found.severity,
      confidence: found.confidence,
      message: found.message,
    };
    if (!best || order(weighed) < order(best)) best = weighed;
  }
  return best;
}

/** Whether the last name of a source ends in one of some words. */
function isNamed(node: SyntaxNode, endings: readonly string[]): boolean {
  const lower = sourceName(node).replaceAll('_', '').toLowerCase();
  return endings.some((one) => lower.endsWith(one));
}

function order(one: Weighed): number {
  return (
    severities.indexOf(one.severity) * 10_000 +
    confidences.indexOf(one.confidence) * 1000 +
    rank(one.way.taint)
  );
}

/** The way of a value from its source to the sink, for the reader: first the source, then each step. */
export function stepsOf(way: Way): { node: SyntaxNode; message: string }[] {
  const steps: { node: SyntaxNode; message: string }[] = [];
  for (let one = way.taint.steps; one; one = one.before)
    steps.unshift({ node: one.node, message: wording[one.what] });
  return [{ node: way.taint.node, message: sourceWording[way.taint.source] }, ...steps];
}

/** True for the message of a step after the source. */
export function isStep(message: string): boolean {
  return stepWords.has(message);
}

const wording = {
  assigned: 'assigned here',
  built: 'put into a string here',
  passed: 'passed through a function here',
  returned: 'returned here',
} as const;

/** Said of the parameter at which a text comes from another file. */
export const handedOver = 'handed over here';

const stepWords: ReadonlySet<string> = new Set([...Object.values(wording), handedOver]);

/** Said of the place at which a text comes from outside. */
export function entersAs(source: SourceKind): string {
  return sourceWording[source];
}

const sourceWording: Record<(typeof sourceKinds)[number], string> = {
  request: 'comes from the request here',
  dom: 'comes from the page here',
  model: 'comes from a language model here',
  network: "comes from another server's answer here",
  archive: 'names an entry of an archive here',
  stored: 'comes from a row of the database',
  environment: 'comes from arguments, environment or a file here',
  parameter: 'comes from a parameter of this function',
  dynamic: 'is not constant here',
};

export type { Hit, Way };

// Dataflow for rules: the hits of one file.
import { readingOf } from '../syntax/broken.ts';
import { namesOf } from '../syntax/names.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax/tree.ts';
import { analyse, analyseGiven, opened } from './analyse.ts';
import { withUnlike } from './sinks/escaped-elsewhere.ts';
import type { Entered, Given } from './steps/handed.ts';
import type { Program, Statement } from './ir.ts';
import { lowerCpp } from './lower/cpp/index.ts';
import { lowerCSharp } from './lower/csharp/index.ts';
import { lowerGo } from './lower/go/index.ts';
import { lowerJava } from './lower/java/index.ts';
import { lowerJavaScript } from './lower/javascript/index.ts';
import { lowerKotlin } from './lower/kotlin/index.ts';
import { lowerPhp } from './lower/php/index.ts';
import { lowerPython } from './lower/python/index.ts';
import { lowerRuby } from './lower/ruby/index.ts';
import { lowerRust } from './lower/rust/index.ts';
import { memoryHits } from './memory/index.ts';
import { type Model, type ModelIndex, applies, indexModels } from './models.ts';
import { withOwnSocket } from './sinks/own-socket.ts';
import { withoutProbes } from './sinks/probes.ts';
import { type Analysis, type Elsewhere, OutOfSteps, type State, isStackOverflow, newState } from './state.ts';
import { withoutSunk } from './sinks/told-once.ts';

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
export function runFlow(tree: SyntaxTree, models: readonly Model[], elsewhere?: Elsewhere): Followed {
  const followed = follow(tree, models, (program, index) => analyse(program, index, elsewhere));
  const { language, text } = tree.source;
  if (language === 'cpp') return withMemory(tree, followed);
  return language === 'php' ? { ...followed, hits: withUnlike(followed.hits, text) } : followed;
}

function withMemory(tree: SyntaxTree, followed: Followed): Followed {
  // What was given back or set before is not known of lines that have lost their function.
  if (tree.source.text.length > maxCppChars || readingOf(tree) !== 'whole') return followed;
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
  elsewhere?: Elsewhere,
): Followed & { entered: ReadonlyMap<SyntaxNode, Entered> } {
  let entered: ReadonlyMap<SyntaxNode, Entered> = new Map();
  const followed = follow(tree, models, (program, index) => {
    const analysis = analyseGiven(program, index, given, elsewhere);
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
    const { hits, guarded, ...rest } = analyseProgram(
      program,
      indexOf(tree, program, grammar.language, models),
    );
    const told = withoutProbes(withoutSunk(hits, guarded));
    return {
      ...rest,
      hits: grammar.language === 'javascript' ? withOwnSocket(told, tree.source.text) : told,
    };
  } catch (error) {
    // Deep nesting exhausts the stack while lowering.
    if (isStackOverflow(error)) return { hits: [], complete: false, handed: [] };
    throw error;
  }
}

/** What is known of a file before any of its functions is called; undefined where it cannot be followed. */
export function openFile(
  tree: SyntaxTree,
  models: readonly Model[],
  elsewhere?: Elsewhere,
): State | undefined {
  const grammar = flowGrammars.get(tree.source.language);
  if (!grammar || grammar.language === 'cpp') return undefined;
  try {
    const program = programOf(tree) as Program;
    return opened(newState(program, indexOf(tree, program, grammar.language, models), elsewhere));
  } catch (error) {
    if (error instanceof OutOfSteps || isStackOverflow(error)) return undefined;
    throw error;
  }
}

function indexOf(tree: SyntaxTree, program: Program, language: string, models: readonly Model[]): ModelIndex {
  // The names are those of any function, too: a module may be required where it is used.
  const imports = [
    ...importsOf(program.body),
    ...(['javascript', 'python'].includes(language) ? namesOf(tree).values() : []),
  ];
  return indexFor(
    models,
    models.filter((model) => model.languages.includes(language) && applies(model, imports)),
  );
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

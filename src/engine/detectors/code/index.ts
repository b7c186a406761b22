// The code detector: patterns over syntax trees, dataflow and text, each rule once over each file.
import { addedLines, type ChangedFile, piecesOf, splitLines } from '../../change.ts';
import type { Detection, Detector, DetectorInput } from '../../detector.ts';
import type { Fix, Related } from '../../finding.ts';
import { runFlow } from '../../flow/index.ts';
import { type Hit, type Way } from '../../flow/state.ts';
import { weigh } from '../../flow/sinks/weigh.ts';
import { languageOf, type Language } from '../../languages.ts';
import type { CodeRule } from '../../rules/code-rule.ts';
import type { CompiledAstRule } from '../../syntax/ast-rule-compile.ts';
import { matchAstRule } from '../../syntax/ast-rule-match.ts';
import { fitOf, nodesAround, toSearch } from '../../syntax/ast-rule-fit.ts';
import { unreadCall } from '../../syntax/broken.ts';
import { bindingOf, type Bindings, type Pass } from '../../syntax/match.ts';
import { lineStartsOf, type SyntaxNode, type SyntaxTree } from '../../syntax/tree.ts';
import { literalsOf } from '../../text/literals.ts';
import { toldInChange, arrivals, remember } from './across-files.ts';
import { instructionBudget, stepBudget } from './budget.ts';
import { strangeCoding } from './coding.ts';
import { ofPiece } from '../pieces.ts';
import { treeMatchesOf, coveredBy, textMatchesOf } from './compile.ts';
import { holdsTag } from './embedded.ts';
import { elsewhereOf } from './elsewhere.ts';
import { mend, mendText } from './fix.ts';
import { inNotebook } from './notebook.ts';
import { findingOf, type Own } from './report.ts';
import { flowBindings, messageOf, relatedOf } from './flow.ts';
import { maxPerRule, Seen } from './seen.ts';
import { findText, maskedText } from './text.ts';
import { parseText, textsIn } from './texts.ts';

export const code: Detector = {
  id: 'code',
  comparable: true,
  *detectFile(file, input) {
    if (file.class !== 'text' || file.status === 'removed') return;
    if (file.body !== undefined) return yield* detectBody(file, file.body, input);
    // That the rest was not read is said of the file already.
    const pieces = piecesOf(file);
    if (pieces !== undefined)
      for (const found of detectBody(file, pieces, input)) if ('finding' in found) yield ofPiece(found);
  },
  detectChange: detectAcross,
};

function* detectBody(file: ChangedFile, body: string, input: DetectorInput): Generator<Detection> {
  const language = languageOf(file.path, body);
  const isAdded = addedTo(file);
  const seen = new Seen(isAdded);
  let tree: SyntaxTree | undefined;
  const coding = language?.id === 'python' ? strangeCoding(body) : undefined;
  if (coding !== undefined) yield { notChecked: { path: file.path, check: 'code', reason: coding } };
  const printed = new Set<string>();
  // A tree lasts until the next text is parsed.
  for (const text of language ? textsIn(file, body, language) : []) {
    const parsed = parseText(text, language?.id ?? '', input);
    tree = parsed?.tree;
    if (parsed?.reason !== undefined)
      yield { notChecked: { path: file.path, check: 'code', reason: parsed.reason } };
    if (!tree) continue;
    const isMasked = tree.source.text !== body;
    if (parsed?.reason === undefined && !isMasked) yield* unreadIn(file.path, tree, isAdded);
    const lines = isMasked ? splitLines(body) : [];
    // Together, so that where a pattern knows a place to be worse than the flow does, the worse is said.
    const all = [...detectFlow(file.path, tree, input), ...detectAst(file.path, tree, input)];
    for (const found of seen.only(all)) {
      if (isMasked && isSaidByTag(found, language?.id ?? '', tree)) continue;
      if (isMasked && 'finding' in found)
        for (const rule of tagRules.get(found.finding.rule) ?? [])
          printed.add(`${rule}:${found.finding.start.line}`);
      if (language?.id === 'notebook' && 'finding' in found)
        yield { finding: inNotebook(found.finding, lines) };
      else yield isMasked ? withoutBlindFix(found, lines) : found;
    }
  }
  for (const found of seen.only(detectText(file.path, body, language, tree, input)))
    // Where the value comes from has been told of it.
    if (!isTagOf(printed, found)) yield found;
}

/** Types without code, which hold what is newest in a language. */
const declarations = /\.(?:d\.[cm]?ts|pyi)$/;

/** That a part with calls could not be read, where that of the whole file was not said. */
function* unreadIn(path: string, tree: SyntaxTree, isAdded: (line: number) => boolean): Generator<Detection> {
  const region = declarations.test(path) ? undefined : unreadCall(tree, isAdded);
  if (!region) return;
  const { start, end } = region;
  const lines = start.line === end.line ? `line ${start.line}` : `lines ${start.line} to ${end.line}`;
  yield {
    notChecked: {
      path,
      check: 'code',
      reason: `${lines} cannot be parsed; only text rules were applied there`,
    },
  };
}

/** What the flow of a value says better than the tag that prints it. */
const tagRules = new Map([
  ['html-from-text', ['template-escaping-bypassed', 'template-value-as-address']],
  ['script-address-from-page', ['template-value-as-address']],
]);

/** Whether this is the tag of which more was told already. */
function isTagOf(told: ReadonlySet<string>, found: Detection): boolean {
  return 'finding' in found && told.has(`${found.finding.rule}:${found.finding.start.line}`);
}

/** That a page prints a value of unknown origin as it is, its tag says for itself. */
function isSaidByTag(found: Detection, language: string, tree: SyntaxTree): boolean {
  if (!('finding' in found)) return false;
  const { rule, severity, start } = found.finding;
  if (rule !== 'html-from-text' || severity !== 'low') return false;
  const { text, lineStarts } = tree.source;
  return (
    printing.has(language) ||
    (language !== 'jsp' && text.startsWith('_e(', (lineStarts[start.line - 1] ?? 0) + start.column - 1))
  );
}

/** Tells the lines that a change adds to a file. */
function addedTo(file: ChangedFile): (line: number) => boolean {
  const added = new Set(addedLines(file).map((line) => line.number));
  return (line) => added.has(line);
}

/** Takes the fix away where it would write over what a template engine prints: the tree does not see that. */
function withoutBlindFix(detection: Detection, lines: readonly string[]): Detection {
  if (!('finding' in detection) || !detection.finding.fix) return detection;
  const { fix, ...rest } = detection.finding;
  const isBlind = [fix, ...(fix.also ?? [])].some((edit) =>
    lines.slice(edit.start.line - 1, edit.end.line).some(holdsTag),
  );
  return isBlind ? { finding: rest } : detection;
}

/** Where the tag that prints a value of unknown origin as it is tells of it itself. */
const printing = new Set(['erb', 'blade', 'razor', 'aspx']);

function* detectAst(path: string, tree: SyntaxTree, { rules, syntax }: DetectorInput): Generator<Detection> {
  const { ast } = treeMatchesOf(rules, tree.source.language, syntax);
  const { text } = tree.source;
  const literals = literalsOf(text);
  const file = toSearch(literals, tree);
  const budget = stepBudget(text.length);
  const short = new Set<string>();
  const mended = new Map<CodeRule, number>();
  for (const ready of ast) {
    const { needs } = ready;
    if (needs.length > 0 && !needs.some((one) => literals.holds(one.literal) && text.includes(one.written)))
      continue;
    const compiled = ready.compiledFor(literals);
    // Of own rules the policy's problems tell, once.
    for (const { path: rulePath, line, message, trusted } of compiled?.problems ?? [])
      if (trusted) yield { notChecked: { path, check: 'code', reason: `${rulePath}:${line}: ${message}` } };
    if (!compiled?.ast) continue;
    const { ast: whole, fixes } = compiled;
    const { rule, kinds, accepts } = whole;
    if (!fitOf(rule, file).canMatch || !ready.isFor(path)) continue;
    const stepsLeft = budget.leftFor(ready.rule);
    const pass: Pass = { tree, stepsLeft, file };
    if (accepts) pass.accepts = (binding) => accepts(binding, pass);
    for (const [node, bindings] of matchesOf(rule, kinds, pass))
      yield {
        finding: findingOf(ready.rule, ready.match, path, tree.source, node, bindings, {
          ...fixPart(
            () => mend(fixes, tree, node, bindings, accepts ? { accepts: pass.accepts } : {}),
            ready.rule,
            mended,
          ),
        }),
      };
    budget.spend(ready.rule, stepsLeft - pass.stepsLeft);
    if (pass.stepsLeft < 0) short.add(ready.rule.id);
  }
  yield* cutShort(path, short);
}

/** The fix of an occurrence; of a rule that is found all over a file only the first are reported, so only those are mended. */
function fixPart(make: () => Fix | undefined, rule: CodeRule, mended: Map<CodeRule, number>): Own {
  const count = mended.get(rule) ?? 0;
  mended.set(rule, count + 1);
  const fix = count < 2 * maxPerRule ? make() : undefined;
  return fix ? { fix } : {};
}

/** One entry for all rules that were cut short, however many they are. */
function* cutShort(path: string, rules: ReadonlySet<string>): Generator<Detection> {
  if (rules.size === 0) return;
  const [first, second] = rules;
  const more = rules.size > 2 ? ` and ${rules.size - 2} more` : '';
  const names = `${[first, second].filter((id) => id !== undefined).join(', ')}${more}`;
  const reason = `too many steps for ${names}; the rest of the file was not tried`;
  yield { notChecked: { path, check: 'code', reason } };
}

/** The nodes that match, until the steps of the pass run out. */
function* matchesOf(
  rule: CompiledAstRule,
  kinds: ReadonlySet<string>,
  pass: Pass,
): Generator<[node: SyntaxNode, bindings: Bindings | undefined]> {
  for (const kind of kinds)
    for (const node of nodesAround(pass.tree.byKind.get(kind) ?? [], rule.fit.places)) {
      const matched = matchAstRule(rule, node, undefined, pass);
      if (pass.stepsLeft < 0) return;
      if (matched) yield [node, matched.bindings];
    }
}

/** Follows the values of a file once, whatever the number of rules, and lets each rule weigh the hits. */
function* detectFlow(path: string, tree: SyntaxTree, input: DetectorInput): Generator<Detection> {
  if (flowMatchesFor(path, tree, input).length === 0) return;
  const followed = runFlow(tree, input.rules.models ?? [], elsewhereOf(input, path, tree));
  if (!followed.complete) yield tooLarge(path);
  remember(input.change, path, tree, followed);
  yield* weighed(path, tree, followed.hits, input, (way) => relatedOf(path, way));
}

function tooLarge(path: string): Detection {
  return { notChecked: { path, check: 'code', reason: 'too large to follow values through all of it' } };
}

/** What one file hands to functions of another is followed there. */
function* detectAcross(input: DetectorInput): Generator<Detection> {
  const changed = new Map(input.change.files.map((file) => [file.path, file]));
  const seen = new Map<ChangedFile, Seen>();
  const seenOf = (file: ChangedFile): Seen => {
    let here = seen.get(file);
    if (!here) seen.set(file, (here = new Seen(addedTo(file))));
    return here;
  };
  for (const arrival of arrivals(input)) {
    if ('reason' in arrival) {
      yield { notChecked: { check: 'code', reason: arrival.reason } };
      continue;
    }
    const { file, tree, hits, complete, relatedOf: wayOf } = arrival;
    if (!complete) yield tooLarge(file.path);
    const found = weighed(file.path, tree, hits, input, wayOf);
    const own = changed.get(file.path);
    if (own) yield* seenOf(own).only(found);
    else
      for (const one of found) {
        const finding = 'finding' in one ? toldInChange(one.finding, input.change) : undefined;
        const at = finding && changed.get(finding.path);
        if (at) yield* seenOf(at).only([{ finding }]);
      }
  }
}

function flowMatchesFor(path: string, tree: SyntaxTree, { rules, syntax }: DetectorInput) {
  return treeMatchesOf(rules, tree.source.language, syntax).flow.filter((ready) => ready.isFor(path));
}

function* weighed(
  path: string,
  tree: SyntaxTree,
  hits: readonly Hit[],
  input: DetectorInput,
  wayOf: (way: Way) => Related[],
): Generator<Detection> {
  const wanted = flowMatchesFor(path, tree, input);
  const mended = new Map<CodeRule, number>();
  for (const hit of hits)
    for (const ready of wanted) {
      const { rule, match, flow } = ready;
      const found = weigh(flow, hit);
      if (!found) continue;
      const { way, severity, confidence, message } = found;
      const bindings = flowBindings(hit, way);
      const sink = bindingOf(bindings, 'SINK')?.text ?? '';
      const remedy = ready.remedies.find((one) => one.sink.test(sink))?.remedy;
      const own = {
        severity,
        confidence,
        related: wayOf(way),
        ...fixPart(
          () =>
            mend(ready.fixes, tree, hit.node, bindings, { sources: hit.ways.map((one) => one.taint.node) }),
          rule,
          mended,
        ),
        message: messageOf(message ?? match.message, way),
        ...(remedy === undefined ? {} : { remedy }),
      };
      yield { finding: findingOf(rule, match, path, tree.source, hit.node, bindings, own) };
    }
}

function* detectText(
  path: string,
  body: string,
  language: Language | undefined,
  tree: SyntaxTree | undefined,
  { rules }: DetectorInput,
): Generator<Detection> {
  const { holds, lower } = literalsOf(body);
  const source = { text: body, lineStarts: lineStartsOf(body), lower };
  const masked = new Map<string, string[]>();
  const budget = instructionBudget(body.length);
  const short = new Set<string>();
  const mended = new Map<CodeRule, number>();
  for (const ready of textMatchesOf(rules)) {
    const { match, rule } = ready;
    if (!match.languages.some((id) => id === 'any' || coveredBy(id).includes(language?.id ?? ''))) continue;
    if (!ready.keywords.some(holds)) continue;
    if (!ready.isFor(path)) continue;
    const hide = match.text?.mask ?? [];
    const key = hide.join();
    let lines = masked.get(key);
    if (!lines)
      masked.set(key, (lines = splitLines(hide.length === 0 ? body : maskedText(body, hide, tree))));
    const before = budget.leftFor(rule);
    const purse = { left: before };
    for (const span of findText(ready, { ...source, lines }, purse))
      yield {
        finding: findingOf(rule, match, path, source, span, undefined, {
          ...fixPart(() => mendText(ready.fixes, source, span), rule, mended),
        }),
      };
    if (before !== Infinity) budget.spend(rule, before - purse.left);
    if (purse.left < 0) short.add(rule.id);
  }
  yield* cutShort(path, short);
}

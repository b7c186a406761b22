// Tells what of a compiled rule object can match in a file, and where in the file.
import { type Literals, type Places, seekWord, type SoughtWord } from '../text/literals.ts';
import type { CompiledAstRule } from './ast-rule-compile.ts';
import { namesOf } from './names.ts';
import type { SyntaxNode, SyntaxTree } from './tree.ts';

/** A file in which rules are matched. */
export interface Searched {
  /** No other file's: what rules keep of the last file shall not keep its tree. */
  id: number;
  literals: Literals;
  tree: SyntaxTree;
}

let searched = 0;

/** A file to match rules in; `literals` are those of its text. */
export function toSearch(literals: Literals, tree: SyntaxTree): Searched {
  return { id: ++searched, literals, tree };
}

/** How a rule fits a file. It is kept for the file that was asked about last. */
export interface Fit {
  file: number | undefined;
  /** False when the file lacks what the rule asks for. */
  canMatch: boolean;
  /** The alternatives that the file can hold. */
  any: readonly CompiledAstRule[] | undefined;
  /** Of these one lies in each node at which the rule matches; undefined when nothing is known of that. */
  places: Places | undefined;
}

/** How a rule fits a file, worked out when it is first asked for. */
export function fitOf(rule: CompiledAstRule, file: Searched): Fit {
  const { fit } = rule;
  if (fit.file === file.id) return fit;
  fit.file = file.id;
  fit.canMatch = holdsAsked(rule, file) && canMatchParts(rule, file);
  fit.places = fit.canMatch ? placesOf(rule, file) : undefined;
  return fit;
}

function holdsAsked({ asks }: CompiledAstRule, { literals }: Searched): boolean {
  for (const word of asks.words) if (!literals.hasWord(word)) return false;
  for (const needed of asks.needs) if (!needed.some(literals.holds)) return false;
  return true;
}

function canMatchParts(rule: CompiledAstRule, file: Searched): boolean {
  for (const part of rule.all) if (!fitOf(part, file).canMatch) return false;
  for (const relation of rule.relations) if (!fitOf(relation.rule, file).canMatch) return false;
  if (rule.matches && !fitOf(rule.matches(), file).canMatch) return false;
  rule.fit.any = rule.any?.filter((part) => fitOf(part, file).canMatch);
  return rule.fit.any?.length !== 0;
}

/** The fewest places of which one lies in every node at which a rule matches. */
function placesOf(rule: CompiledAstRule, file: Searched): Places | undefined {
  let fewest: Places | undefined;
  const take = (places: Places | undefined): void => {
    if (places && (!fewest || places.length < fewest.length)) fewest = places;
  };
  for (const word of rule.own.words) take(placesOfName(word, file));
  for (const part of rule.all) take(part.fit.places);
  for (const { way, rule: related } of rule.relations) if (way === 'has') take(related.fit.places);
  if (rule.matches) take(rule.matches().fit.places);
  if (rule.fit.any) take(allOf(rule.fit.any.map((part) => part.fit.places)));
  // To look for literals takes a walk through the text for each.
  const { literals } = rule.own;
  if (fewest || literals.length === 0 || literals.length > maxLiterals) return fewest;
  return allOf(literals.map((literal) => file.literals.placesOf(literal)));
}

const maxLiterals = 6;

function allOf(places: readonly (Places | undefined)[]): Places | undefined {
  let length = 0;
  for (const one of places) {
    if (!one) return undefined;
    length += one.length;
  }
  const [first] = places;
  if (first && places.length === 1) return first;
  const all = new Int32Array(length);
  let at = 0;
  for (const one of places as readonly Places[]) {
    all.set(one, at);
    at += one.length;
  }
  return all.sort();
}

/** Where a word of a pattern stands, or a name that stands for one with the word in it: `s` for `jsonwebtoken.sign`. */
function placesOfName(word: SoughtWord, { literals, tree }: Searched): Places | undefined {
  const names = aliasesOf(tree).get(word.word) ?? [];
  return allOf([literals.placesOfWord(word), ...names.map((name) => literals.placesOfWord(name))]);
}

const aliases = new WeakMap<SyntaxTree, ReadonlyMap<string, readonly SoughtWord[]>>();

/** A word of each name that an import or an alias gives, by the words of what it stands for. */
function aliasesOf(tree: SyntaxTree): ReadonlyMap<string, readonly SoughtWord[]> {
  let known = aliases.get(tree);
  if (!known) aliases.set(tree, (known = readAliases(tree)));
  return known;
}

function readAliases(tree: SyntaxTree): ReadonlyMap<string, readonly SoughtWord[]> {
  const found = new Map<string, SoughtWord[]>();
  for (const [name, full] of namesOf(tree)) {
    const [first, ...others] = wordsOf(name);
    const longest = others.reduce((a, b) => (b.length > a.length ? b : a), first ?? '');
    const sought = seekWord(longest);
    for (const word of wordsOf(full)) {
      if (word === longest) continue;
      const list = found.get(word);
      if (list) list.push(sought);
      else found.set(word, [sought]);
    }
  }
  return found;
}

function wordsOf(name: string): string[] {
  return name.match(/[A-Za-z0-9]+/g) ?? [];
}

/** Of nodes in document order those in which one of the places lies. */
export function* nodesAround(
  nodes: readonly SyntaxNode[],
  places: Places | undefined,
): Generator<SyntaxNode> {
  if (!places) return yield* nodes;
  let at = 0;
  for (const node of nodes) {
    while (at < places.length && (places[at] as number) < node.start) at++;
    if (at === places.length) return;
    if ((places[at] as number) < node.end) yield node;
  }
}

/** Whether one of the places lies in a node. */
export function liesIn(places: Places, { start, end }: SyntaxNode): boolean {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] as number) < start) low = middle + 1;
    else high = middle;
  }
  return low < places.length && (places[low] as number) < end;
}

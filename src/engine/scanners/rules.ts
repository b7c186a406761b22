// Finds what a scanner says of the rule behind a result, wherever its log keeps that.
import { at, field, type Json, listOf, textOf, wholeOf } from './shape.ts';

/** A rule of another scanner. */
export interface ScannerRule {
  id: string;
  title: string;
  /** Empty where the scanner says no more than its title. */
  why: string;
  descriptor: Json | undefined;
}

/** Packs of queries, of which CodeQL has a few. */
const maxComponents = 100;

const maxRules = 25_000;

/** Reads the rules of one run; they are looked up by their place first, and by their id then. */
export function rulesOf(run: Json): (result: Json) => ScannerRule {
  const driver = listOf(at(run, 'tool', 'driver', 'rules')).slice(0, maxRules);
  const extensions = listOf(at(run, 'tool', 'extensions')).slice(0, maxComponents);
  const packs = extensions.map((each) => listOf(field(each, 'rules')).slice(0, maxRules));
  const byId = new Map<string, Json>();
  for (const rule of [driver, ...packs].flat()) {
    const id = textOf(field(rule, 'id'));
    if (id !== undefined && !byId.has(id)) byId.set(id, rule);
  }
  return (result) => {
    const reference = field(result, 'rule');
    const pack = wholeOf(at(reference, 'toolComponent', 'index'));
    const index = wholeOf(field(reference, 'index')) ?? wholeOf(field(result, 'ruleIndex'));
    const placed = index === undefined ? undefined : (pack === undefined ? driver : packs[pack])?.[index];
    const id =
      textOf(field(result, 'ruleId')) ?? textOf(field(reference, 'id')) ?? textOf(field(placed, 'id')) ?? '';
    const parent = id.slice(0, Math.max(0, id.lastIndexOf('/')));
    // A result may name a part of a rule, `CA1000/1` (3.27.5).
    const descriptor = byId.get(id) ?? byId.get(parent) ?? placed;
    const text = (name: string) => textOf(at(descriptor, name, 'text')) ?? '';
    return {
      id,
      title: text('shortDescription') || textOf(field(descriptor, 'name')) || id,
      why: text('fullDescription') || text('help'),
      descriptor,
    };
  };
}

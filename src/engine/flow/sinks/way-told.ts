// The way of a value from its source to the sink, in words.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Way } from '../state.ts';
import type { SourceKind } from '../value.ts';

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

/** Said of the end of a function that a value leaves. */
export const returnedHere = 'returned here';
const wording = {
  assigned: 'assigned here',
  built: 'put into a string here',
  passed: 'passed through a function here',
  returned: returnedHere,
} as const;

/** Said of the parameter at which a text comes from another file. */
export const handedOver = 'handed over here';
/** Said of the call that hands it over. */
export const handedOn = 'handed on here';
/** Said of the place of the harm, where the finding stands at a call that leads there. */
export const usedHere = 'used here';
const stepWords: ReadonlySet<string> = new Set([...Object.values(wording), handedOver, handedOn]);

/** Said of the place at which a text comes from outside. */
export function entersAs(source: SourceKind): string {
  return sourceWording[source];
}

const sourceWording: Record<SourceKind, string> = {
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

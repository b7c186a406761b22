// Tells which tools a file declares for a language model: what is named like one is what runs it.
import type { FunctionShape } from '../ir.ts';
import type { State } from '../state.ts';

/**
 * The text that describes the tool by whose name a function goes, as in `{ read_file: async (args) => … }` beside
 * `{ name: 'read_file', inputSchema }`; undefined for others. Only names that nobody gives a function by habit count.
 */
export function toolNamed(
  a: State,
  fn: FunctionShape,
  name: string | undefined,
  keys: readonly string[],
): string | undefined {
  if (!a.isScript || name === undefined || !/[_-]/.test(name) || fn.parameters.length === 0) return undefined;
  a.tools ??= declaredTools(a.program.root.source.text, keys);
  return a.tools.get(name);
}

/** Characters of a function, and of the object around it, in which an answer is looked for. */
const maxAnswer = 4_000;

/**
 * Whether a function stands in an object by the name of a tool, and it or one of the first there answers as one, whose
 * declaration may be in another file: `{ run_sql: async ({ params }) => ({ content: [{ type: 'text', text }] }) }`.
 */
export function answersAsTool(a: State, { node, name, parameters }: FunctionShape, answers: RegExp): boolean {
  if (!a.isScript || parameters.length === 0) return false;
  const pair = node.parent?.kind === 'pair' ? node.parent : undefined;
  const object = pair ? pair.parent : node.parent;
  const key = pair ? pair.get('key')?.text : name;
  if (object?.kind !== 'object' || key === undefined || !nameOfTool.test(key)) return false;
  return [node, object].some(({ source, start, end }) =>
    answers.test(source.text.slice(start, Math.min(end, start + maxAnswer))),
  );
}

const nameOfTool = /^['"]?[a-z][a-z0-9]*(?:[_-][a-z0-9]+)+['"]?$/;

const declaration = /\bname['"]?:\s{0,9}(['"])([A-Za-z][\w-]{2,80})\1/g;
/** Characters from a tool's name to the end of its schema. */
const maxDescription = 4_000;

function declaredTools(text: string, keys: readonly string[]): ReadonlyMap<string, string> {
  const schema = new RegExp(`\\b(?:${keys.join('|')})['"]?:`);
  const found = [...text.matchAll(declaration)];
  return new Map(
    found.flatMap(({ 2: name = '', index }, at) => {
      const end = Math.min(found[at + 1]?.index ?? text.length, index + maxDescription);
      const described = text.slice(index, end);
      return schema.test(described) ? [[name, described] as const] : [];
    }),
  );
}

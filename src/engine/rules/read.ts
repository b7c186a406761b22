// Reads one YAML file of rules against a schema; every problem has a line and a column.
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

/** Something wrong in a rule file, for its author; line and column from 1. */
export interface RuleProblem {
  path: string;
  line: number;
  column: number;
  message: string;
}

/** Finds the place of a part of the file, or of the nearest part around it. */
export type Locate = (path: readonly PropertyKey[]) => { line: number; column: number };

/** A file that was read, or what is wrong with it. */
export type Read<T> = { value: T; locate: Locate } | { problems: RuleProblem[] };

/** Parses and validates; never throws. Aliases are refused, since a small file can unfold to a huge one. */
export function readRuleFile<T>(path: string, text: string, schema: z.ZodType<T>, maxDepth = 200): Read<T> {
  const tooDeep = {
    path,
    line: 1,
    column: 1,
    message: `more than ${maxDepth} keys and lists within one another`,
  };
  try {
    return readShallow(path, text, schema, maxDepth) ?? { problems: [tooDeep] };
  } catch (error) {
    // The parser calls itself for each level.
    if (error instanceof RangeError) return { problems: [tooDeep] };
    throw error;
  }
}

function readShallow<T>(
  path: string,
  text: string,
  schema: z.ZodType<T>,
  maxDepth: number,
): Read<T> | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problem = (offset: number, message: string): RuleProblem => {
    const { line, col } = lines.linePos(offset);
    return { path, line: Math.max(line, 1), column: Math.max(col, 1), message };
  };
  // The first error; what follows are its echoes.
  const [error] = document.errors;
  // The parser hands its own overflow on as an error of the text.
  if (error && /call stack/.test(error.message)) return undefined;
  if (error) return { problems: [problem(error.pos[0], error.message)] };
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: 0 });
  } catch {
    return { problems: [problem(0, 'YAML aliases are not allowed in a rule')] };
  }
  if (isDeeper(content, maxDepth)) return undefined;
  const offsetOf = (keys: readonly PropertyKey[]): number => {
    for (let length = keys.length; length > 0; length--) {
      const node = document.getIn(keys.slice(0, length), true);
      if (isNode(node) && node.range) return node.range[0];
    }
    return 0;
  };
  const read = schema.safeParse(content);
  if (read.success) {
    return {
      value: read.data,
      locate: (keys) => {
        const { line, col } = lines.linePos(offsetOf(keys));
        return { line, column: col };
      },
    };
  }
  return {
    problems: flatten(read.error.issues).map(({ keys, message }) =>
      problem(offsetOf(keys), describe(keys, message)),
    ),
  };
}

function isDeeper(content: unknown, maxDepth: number): boolean {
  let level: unknown[] = [content];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) return true;
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value as object) : [],
    );
  }
  return false;
}

interface Issue {
  keys: PropertyKey[];
  message: string;
}

/** Names the deepest place: of a union, the branch that got furthest; of unknown keys, the key itself. */
function flatten(issues: readonly z.core.$ZodIssue[], above: readonly PropertyKey[] = []): Issue[] {
  return issues.flatMap((issue) => {
    const keys = [...above, ...issue.path];
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ keys: [...keys, key], message: 'unknown key' }));
    if (issue.code !== 'invalid_union') return [{ keys, message: issue.message }];
    const branches = issue.errors.map((branch) => flatten(branch, keys));
    const deepest = branches.toSorted((a, b) => depth(b) - depth(a))[0] ?? [];
    return depth(deepest) > keys.length ? deepest : [{ keys, message: issue.message }];
  });
}

function depth(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.keys.length));
}

function describe(keys: readonly PropertyKey[], message: string): string {
  return keys.length === 0 ? message : `${keys.map(String).join('.')}: ${message}`;
}

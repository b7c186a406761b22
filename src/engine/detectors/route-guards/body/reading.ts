// What is known of a body while it is read, and how a check in it is written down.
import type { Expression, FunctionShape } from '../../../flow/ir.ts';
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { BodyFacts, Helpers } from './facts.ts';
import { roleWord } from '../roles/caller.ts';
import { isInputChain, requestId } from '../roles/request-ids.ts';
import { dotted, visitExpression, type Visit } from '../shapes.ts';
import type { GuardLevel } from '../words.ts';

/** What is known of a body while it is read. */
export interface Reading {
  fn: FunctionShape;
  helpers: Helpers;
  facts: BodyFacts;
  /** Variables that hold the caller, and those that hold an id of the request. */
  callers: Set<string>;
  ids: Set<string>;
  /** Names that are read anywhere, and those that hold the answer of a question which refuses nobody by itself. */
  read: Set<string>;
  answers: { names: string[]; asked: string }[];
  skipped: Set<Expression>;
  /** The classes that parameters are declared with. */
  types: Map<string, string>;
  /** True when a role is read from something other than the request. */
  asksRole: boolean;
  /** True when a helper of the file asks, whose own words tell what it asks for. */
  helped: boolean;
  /** The facts of another function of the file; undefined when it is too far away. */
  factsOfHelper(helper: FunctionShape | undefined): BodyFacts | undefined;
  /** The facts of a function of another file. */
  factsFrom(chain: string): BodyFacts | undefined;
}

/** How a check in a body is named when it has no name of its own. */
export const refusalName = 'an answer of 401 or 403';

/** Writes down a check in the body; one with a name of its own goes before an answer of 401, a right before a sign-in. */
export function note({ facts }: Reading, name: string, level: GuardLevel, node: SyntaxNode): void {
  if (!facts.guard || (facts.guard.name === refusalName && name !== refusalName))
    facts.guard = {
      name,
      level: facts.guard?.level === 'authorised' ? 'authorised' : level,
      node,
      inBody: true,
    };
  else if (level === 'authorised') facts.guard = { ...facts.guard, level };
  if (level === 'authorised') facts.decides = true;
}

/** Writes down that the caller is looked at, and used where that is more than a question. */
export function useOfCaller(reading: Reading, expression: Expression, chain: string, at: Visit): void {
  const last = chain.split('.').at(-1) ?? '';
  note(
    reading,
    chain.split('.').slice(0, 3).join('.'),
    roleWord.test(last) ? 'authorised' : 'authenticated',
    expression.node,
  );
  if (/^(?:is_?authenticated|is_anonymous|isLoggedIn)/i.test(last)) return;
  if (!at.isTest) reading.facts.usesCaller = true;
}

/** The name of an id of the request in an expression. */
export function idIn({ ids }: Reading, expression: Expression): string | undefined {
  let found: string | undefined;
  visitExpression(expression, (one) => {
    if (found !== undefined) return false;
    found = requestId(one, ids) ?? (one.kind === 'object' ? namedByKey(one) : undefined);
    return found === undefined;
  });
  return found;
}

/** `{ thread_id: req.query.thread }`: what the request calls `thread` is the id of one. */
function namedByKey({ entries }: Extract<Expression, { kind: 'object' }>): string | undefined {
  for (const { key, value } of entries) {
    const thing = /^(\w{2,40})(?:_id|Id)$/.exec(key ?? '')?.[1];
    const chain = thing !== undefined && value.kind === 'member' ? dotted(value) : undefined;
    if (chain !== undefined && chain.endsWith(`.${thing}`) && isInputChain(chain)) return chain;
  }
  return undefined;
}

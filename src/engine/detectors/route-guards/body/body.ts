// What a handler's body does: checks its caller, touches records by an id of the request, uses the caller at hand.
import type { FunctionShape, Statement } from '../../../flow/ir.ts';
import { readExpression } from './expressions.ts';
import type { BodyFacts, Helpers } from './facts.ts';
import { learn, readParameters } from './names.ts';
import type { Reading } from './reading.ts';
import { recordIndex } from './records.ts';
import { dotted, visitFunction } from '../shapes.ts';

/** The facts of a function, looked into once; helpers of the file are followed. */
export function factsOf(fn: FunctionShape, helpers: Helpers, depth = 0): BodyFacts {
  const known = helpers.facts.get(fn);
  if (known) return known;
  const facts: BodyFacts = {
    usesCaller: false,
    decides: false,
    records: [],
    changes: false,
    runs: false,
    readsUsers: false,
  };
  helpers.facts.set(fn, facts);
  const reading: Reading = {
    fn,
    helpers,
    facts,
    callers: new Set(),
    ids: new Set(),
    read: new Set(),
    answers: [],
    skipped: new Set(),
    types: new Map(),
    asksRole: false,
    helped: false,
    factsOfHelper: (helper) =>
      helper && helper !== fn && depth < 3 ? factsOf(helper, helpers, depth + 1) : undefined,
    factsFrom: (chain) => (depth < 3 ? distantFacts(chain, helpers, depth) : undefined),
  };
  readParameters(reading);
  // `Depends(current_user)` names who asks; the parameter puts the caller to use only where it is read.
  for (const { fallback } of fn.parameters)
    if (fallback && /^(?:Depends|Security)\(/.test(fallback.node.text)) reading.skipped.add(fallback);
  visitFunction(
    { ...fn, decorators: [] },
    (expression, at) => (reading.skipped.has(expression) ? false : readExpression(reading, expression, at)),
    (statement) => readStatement(reading, statement),
  );
  // A session that is fetched and never looked at lets everyone pass.
  const unread = reading.answers.find(
    ({ names }) => names.length > 0 && names.every((name) => !reading.read.has(name)),
  );
  if (unread && facts.guard?.name === unread.asked && reading.answers.length === 1) facts.guard = undefined;
  if (reading.asksRole && facts.guard && facts.decides) facts.guard.level = 'authorised';
  // A shared secret knows no users: who has it may do everything behind it.
  if (
    facts.guard?.inBody === true &&
    facts.guard.level === 'authenticated' &&
    !reading.helped &&
    !/user|jwt|session|decode|login|claims|\bsub\b|auth\(|account|member|\borgs?\b|organi[sz]ation|tenant|workspace|compan(?:y|ies)/i.test(
      fn.node.text,
    )
  )
    facts.guard.level = 'authorised';
  return facts;
}

/** The facts of a function of another file, by the chain of names that means it here. */
export function distantFacts(chain: string, { distant }: Helpers, depth = 0): BodyFacts | undefined {
  const found = distant?.(chain);
  return found && factsOf(found.fn, found.helpers, depth + 1);
}

function readStatement(reading: Reading, statement: Statement): void {
  const { facts } = reading;
  if (statement.kind === 'assign') {
    if (statement.target.kind === 'place') {
      recordIndex(reading, statement.target.place, 'update');
      if (
        statement.target.place.kind === 'member' &&
        !/^(?:res|reply|response|ctx|c|self|this|module|exports)\b/.test(dotted(statement.target.place) ?? '')
      )
        facts.changes ||= facts.records.length > 0;
    }
    learn(reading, statement.target, statement.value);
  } else if (statement.kind === 'expression' && statement.value.kind === 'assign')
    learn(reading, statement.value.target, statement.value.value);
}

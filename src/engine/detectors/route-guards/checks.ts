// Finds checks of the caller that decide nothing: not awaited, made after the deed, or never made of the caller given.
import type { Expression, FunctionShape, Statement } from '../../flow/ir.ts';
import { functionAround } from '../../syntax/enclosing.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { factsOf } from './body/body.ts';
import { isOfRoute, visitFile, type FileContext } from './route.ts';
import { boundNames, dotted, lastName, visitFunction } from './shapes.ts';
import { isPublic, ownedWord, phraseOf, privateWord } from './words.ts';
import type { Verdict } from './verdict.ts';

/** Every such check of the file. */
export function readChecks(file: FileContext): Verdict[] {
  const out: Verdict[] = [];
  const done = new Set<FunctionShape>();
  const handlers: FunctionShape[] = [];
  const read = (fn: FunctionShape): void => {
    if (done.has(fn)) return;
    done.add(fn);
    const late = checkAfterAction(fn);
    if (late) out.push(late);
    if (isHandler(fn) && !isOfRoute(fn, file)) handlers.push(fn);
    const unused = unusedCaller(fn, file);
    if (unused) out.push(unused);
  };
  visitFile(
    file,
    (expression) => {
      if (expression.kind === 'function') read(expression.fn);
      if (expression.kind === 'choice' && expression.test) readTest(expression.test, file, out);
      if (expression.kind === 'not') readTest(expression.operand, file, out);
    },
    (statement) => {
      if (statement.kind === 'function') read(statement.fn);
      if (statement.kind === 'if') readTest(statement.test, file, out);
      if (statement.kind === 'expression') readDropped(statement.value, file, out);
    },
  );
  out.push(...handlersWithoutOwner(handlers, file));
  return out;
}

/** Express' `(req, res)`; who mounts it, and behind which guard, another file says. */
function isHandler({ parameters }: FunctionShape): boolean {
  const [first, second] = parameters.map(({ target }) => (target.kind === 'bind' ? target.name : ''));
  return /^_?req(?:uest)?$/.test(first ?? '') && /^(?:_?res(?:ponse)?|reply)$/.test(second ?? '');
}

/** Handlers that take a private record by an id of the request and ask for nobody, most of all beside others that ask. */
function handlersWithoutOwner(handlers: readonly FunctionShape[], file: FileContext): Verdict[] {
  // Decorators and wrappers of the file ask for more than a handler shows.
  if (/(?:scope|permission|authori[sz]|role|guard|policy|policies)\w{0,40}\(/i.test(file.text)) return [];
  const known = handlers.map((fn) => ({ fn, facts: factsOf(fn, file.helpers) }));
  const names = new Map([...file.helpers.functions].map(([name, fn]) => [fn, name]));
  const asks = known.some(({ facts }) => facts.usesCaller && facts.records.length > 0);
  return known.flatMap(({ fn, facts }): Verdict[] => {
    if (facts.usesCaller || facts.decides || facts.guard) return [];
    const record = facts.records.find(({ verb }) => verb !== 'read') ?? facts.records[0];
    if (!record) return [];
    const name = fn.name ?? names.get(fn) ?? '';
    // `repo.delete(id)` says nothing of what `repo` holds.
    const holder = file.values.get(record.text.replace(/[^\w$].*$/s, ''))?.node.text.slice(0, 120) ?? '';
    const thing = (asks ? ownedWord : privateWord)(
      `${record.text} ${holder} ${asks ? name : ''}`,
      record.verb !== 'read',
    );
    if (thing === undefined || isPublic(undefined, name, true)) return [];
    return [
      {
        rule: 'object-by-id-without-owner',
        start: record.node.start,
        end: record.node.end,
        severity: 'low',
        confidence: 'low',
        message: `This ${record.verb === 'read' ? 'reads' : 'changes'} ${thing} by \`${record.id.slice(0, 40)}\` from the request without asking whether it belongs to the caller.`,
        related: [],
      },
    ];
  });
}

const asksForPromise =
  /^(?:bcrypt|bcryptjs)\.compare$|^argon2\.verify$|^(?:acl|casbin|enforcer)\.(?:enforce|isAllowed)$/;
const isQuestion =
  / (?:is|has|have|can|may|check|verify|valid|validate|authenticate|authori[sz]e|allowed|owns?|compare|ensure|require) /;

/** A call of an asynchronous function whose promise, always true, is the condition. */
function readTest(test: Expression, file: FileContext, out: Verdict[]): void {
  if (test.kind === 'not') return readTest(test.operand, file, out);
  if (test.kind === 'binary' && /^(?:&&|and|\|\||or)$/.test(test.operator)) {
    readTest(test.left, file, out);
    return readTest(test.right, file, out);
  }
  if (test.kind === 'choice') {
    for (const one of test.branches) readTest(one, file, out);
    return;
  }
  if (test.kind !== 'call' || isAwaited(test)) return;
  const chain = dotted(test.callee) ?? '';
  const last = lastName(test.callee) ?? '';
  const fn = /^(?:(?:self|this|cls)\.)?\w+$/.test(chain) ? helperAt(test.node, last, file) : undefined;
  const isAsync = fn && /^async\b/.test(fn.node.text.slice(0, 6)) && !/^async\s*\*/.test(fn.node.text);
  const takesCallback = test.args.some(({ value }) => value.kind === 'function');
  // What is awaited elsewhere answers with a promise here too; a parameter of that name may be another thing.
  const root = chain.split('.')[0] ?? '';
  const isSame = root === 'this' || file.values.has(root) || file.imports.some(({ local }) => local === root);
  const isAwaitedElsewhere =
    !file.helpers.functions.has(last) && isSame && file.text.includes(`await ${chain}(`);
  if (
    !((isAsync || isAwaitedElsewhere) && isQuestion.test(phraseOf(last))) &&
    !(asksForPromise.test(chain) && !takesCallback)
  )
    return;
  if (out.some(({ start }) => start === test.node.start)) return;
  out.push({
    rule: 'check-not-awaited',
    start: test.node.start,
    end: test.node.end,
    severity: 'high',
    confidence: 'high',
    message: `\`${chain}\` answers with a promise, which is always true: this condition lets everyone through or nobody.`,
    related: fn ? [{ node: fn.node, message: `\`${last}\` is asynchronous` }] : [],
  });
}

/** The function of that name, unless it is one within another function that the call does not stand in. */
function helperAt(node: SyntaxNode, name: string, file: FileContext): FunctionShape | undefined {
  const fn = file.helpers.functions.get(name);
  const around = fn && functionAround(fn.node);
  return around && (node.start < around.start || node.end > around.end) ? undefined : fn;
}

/** `ensureOwner(user, id);` of an asynchronous function whose refusal comes when everything is done. */
function readDropped(call: Expression, file: FileContext, out: Verdict[]): void {
  if (call.kind !== 'call' || call.node.parent?.kind !== 'expression_statement') return;
  const chain = dotted(call.callee) ?? '';
  const last = lastName(call.callee) ?? '';
  if (
    !/ (?:check|verify|ensure|require|assert|authori[sz]e|authenticate|validate|enforce) /.test(
      phraseOf(last),
    )
  )
    return;
  const fn = /^(?:this\.)?\w+$/.test(chain) ? helperAt(call.node, last, file) : undefined;
  if (!fn || !/^async\b/.test(fn.node.text.slice(0, 6))) return;
  if (!asksCaller.test(phraseOf(last)) && !factsOf(fn, file.helpers).guard) return;
  // A middleware that is called with `next` goes on by itself.
  if (call.args.some(({ value }) => value.kind === 'function' || dotted(value) === 'next')) return;
  if (!/\bthrow\b/.test(fn.node.text) || isLastOfAll(call.node.parent)) return;
  out.push({
    rule: 'check-not-awaited',
    start: call.node.start,
    end: call.node.end,
    severity: 'high',
    confidence: 'high',
    message: `\`${chain}\` is asynchronous and nobody waits for it: what follows is done before it refuses.`,
    related: [{ node: fn.node, message: `\`${last}\` is asynchronous` }],
  });
}

const asksCaller = / (?:auth\w*|sessions?|tokens?|login|signed in|admin|caller|permissions?|access) /;

/** Whether a function does nothing after a statement: a check in the background keeps nobody from anything. */
function isLastOfAll(statement: SyntaxNode): boolean {
  const block = statement.parent;
  if (block?.kind !== 'statement_block' || block.items.at(-1) !== statement) return false;
  return /^(?:arrow_function|function_expression|function_declaration|method_definition)$/.test(
    block.parent?.kind ?? '',
  );
}

function isAwaited(expression: Expression): boolean {
  let at = expression.node.parent;
  while (at?.kind === 'parenthesized_expression') at = at.parent;
  return at?.kind === 'await_expression' || at?.kind === 'await';
}

const deed =
  /^(?:findByIdAndDelete|findByIdAndRemove|findOneAndDelete|findOneAndRemove|deleteOne|deleteMany|delete|remove|destroy|delete_one|delete_many|deleteById|delete_by_id|findByIdAndUpdate|findOneAndUpdate|updateOne|updateMany|update_one|update_many|set_password)$|^(?:delete|remove|destroy|transfer|refund)(?:_|[A-Z])\w*$/;
const notRecords =
  /^(?:req|request|res|response|reply|session|cache|redis|headers?|cookies?|params|searchParams|kwargs|data|form|os|fs|path|map|set|seen|pending|timers?|window|document|localStorage|sessionStorage|store|registry|listeners?|this\.\w*(?:[cC]ache|[mM]ap|[sS]et|[lL]isteners?))\b(?!\.(?:query|session))/;
const refuses =
  /\b40[13]\b|[fF]orbidden|[uU]nauthori[sz]ed|PermissionDenied|PermissionError|AccessDenied|NotAuthori[sz]ed/;
const ofCaller =
  / (?:user|users|role|owner|author|admin|session|permission|permitted|account|member|can|may|allowed|is admin|current user|creator) /;

/** A deletion or change in front of the refusal that should have prevented it. */
function checkAfterAction(fn: FunctionShape): Verdict | undefined {
  if (!refuses.test(fn.node.text.slice(0, 8000))) return undefined;
  let action: Expression | undefined;
  for (const statement of flat(fn.body)) {
    if (statement.kind === 'if') {
      const body = statement.consequent.map(({ node }) => node.text.slice(0, 300)).join('\n');
      if (!refuses.test(body) || !ofCaller.test(phraseOf(statement.test.node.text))) continue;
      if (!action) return undefined;
      // What the deed itself answered is no check.
      const given = phraseOf(statement.test.node.text);
      if (/ (?:deleted|removed|result|error|err|success|ok|count|affected) /.test(given)) return undefined;
      return {
        rule: 'check-after-action',
        start: action.node.start,
        end: action.node.end,
        severity: 'medium',
        confidence: 'medium',
        message: `This is done before line ${statement.node.region.start.line} asks whether the caller may.`,
        related: [{ node: statement.test.node, message: 'asked here' }],
      };
    }
    if (action || (statement.kind !== 'expression' && statement.kind !== 'assign')) continue;
    const { value } = statement;
    if (value.kind !== 'call') continue;
    const chain = dotted(value.callee) ?? '';
    if (deed.test(lastName(value.callee) ?? '') && chain.includes('.') && !notRecords.test(chain))
      action = value;
    // A helper that checks by raising may stand before the deed.
    else if (
      / (?:check|require|ensure|verify|assert|authori[sz]e|guard|protect|enforce) /.test(phraseOf(chain))
    )
      return undefined;
  }
  return undefined;
}

function flat(body: readonly Statement[]): Statement[] {
  return body.flatMap((one) => (one.kind === 'try' || one.kind === 'block' ? flat(one.body) : [one]));
}

const callerParameter =
  /^(?:current_?[uU]ser(?:_?[iI]d)?|requester(?:_?[iI]d)?|requesting_?[uU]ser(?:_?[iI]d)?|acting_?[uU]ser(?:_?[iI]d)?|caller(?:_?[iI]d)?|viewer(?:_?[iI]d)?|actor(?:_?[iI]d)?|logged_in_user|loggedInUser(?:Id)?|(?:current_user|requester|caller|actor|requesting_user|currentUser)_?[rR]oles?)$/;

/** A function is told who asks, and takes a record by another id without looking at that. */
function unusedCaller(fn: FunctionShape, file: FileContext): Verdict | undefined {
  const caller = fn.parameters
    .flatMap(({ target }) => boundNames(target))
    .find((name) => callerParameter.test(name));
  if (caller === undefined || isOfRoute(fn, file)) return undefined;
  let isUsed = false;
  visitFunction({ ...fn, decorators: [] }, (expression) => {
    isUsed ||= expression.kind === 'name' && expression.name === caller;
  });
  // A call with `**locals()` or the like is beyond this.
  if (isUsed || /\blocals\(\)|\barguments\b/.test(fn.node.text)) return undefined;
  const facts = factsOf(fn, file.helpers);
  if (facts.decides) return undefined;
  const record = facts.records.find(({ verb }) => verb !== 'read') ?? facts.records[0];
  if (!record || record.id === caller) return undefined;
  const thing = ownedWord(`${fn.name ?? ''} ${record.text}`, record.verb !== 'read');
  if (thing === undefined) return undefined;
  return {
    rule: 'object-by-id-without-owner',
    start: record.node.start,
    end: record.node.end,
    severity: record.verb === 'read' ? 'low' : 'medium',
    confidence: 'medium',
    message: `\`${fn.name ?? 'This function'}\` is told who asks (\`${caller}\`) and never looks at it before it ${record.verb === 'read' ? 'reads' : 'changes'} ${thing} by \`${record.id.slice(0, 40)}\`.`,
    related: [],
  };
}

// Finds what is decided by a role that the caller wrote into the request, and new records that are given one.
import type { Expression, FunctionShape, Statement } from '../../../flow/ir.ts';
import type { SyntaxNode } from '../../../syntax/tree.ts';
import { factsOf } from '../body/body.ts';
import { identityHeader, isInput, roleKey, roleOf, type RoleReading } from './request-roles.ts';
import type { FileContext } from '../route.ts';
import { dotted, lastName, textOf, type Visit } from '../shapes.ts';
import { phraseOf } from '../words.ts';

const refuses = /\b403\b|[fF]orbidden|PermissionDenied|\bnext\(\)/;

/** Reads an expression for a decision by a role of the request, or one that is written into a new record. */
export function readRoleUse(reading: RoleReading, expression: Expression, at: Visit): void {
  const { fn } = reading;
  if (
    expression.kind === 'binary' &&
    /^(?:===?|!==?|in|not in|is|is not|>=?|<=?)$/.test(expression.operator)
  ) {
    for (const [mine, other] of [
      [expression.left, expression.right],
      [expression.right, expression.left],
    ] as const) {
      const claimed = ownerClaimed(reading, mine, other);
      if (claimed !== undefined && refuses.test(fn.node.text.slice(0, 6000))) {
        const { node } = expression;
        reading.late.push(() => ownerSaid(reading, node, claimed));
        return;
      }
      const key = roleOf(reading, mine);
      if (key === undefined || identityHeader.test(key)) continue;
      if (
        other.kind === 'literal' &&
        (other.value === null || other.value === undefined || other.value === '')
      )
        continue;
      if (!isPrivilege(other)) continue;
      const text = expression.node;
      reading.late.push(() => decision(reading, text, key));
    }
    return;
  }
  if (
    at.isTest &&
    (expression.kind === 'member' || expression.kind === 'call' || expression.kind === 'name')
  ) {
    const key = roleOf(reading, expression);
    if (key !== undefined && /admin|super|staff|authenticated|logged|moderator/i.test(key))
      reading.late.push(() => decision(reading, expression.node, key));
    if (key !== undefined) return;
  }
  if (expression.kind === 'call') {
    const name = lastName(expression.callee) ?? '';
    const asked = expression.args[0] && roleOf(reading, expression.args[0].value);
    if (
      asked !== undefined &&
      !identityHeader.test(asked) &&
      /^(?:includes|has|indexOf)$/.test(name) &&
      /^\w*(?:roles|allowed)\w*\.\w+$/i.test(dotted(expression.callee) ?? '') &&
      (refuses.test(fn.node.text.slice(0, 3000)) || fn.name === 'canActivate')
    ) {
      const { node } = expression;
      reading.late.push(() => decision(reading, node, asked));
    }
    // `INSERT INTO users (name, role) VALUES (?, ?)` with what was sent
    const sql = textOf(expression.args[0]?.value) ?? '';
    const list = expression.args[1]?.value;
    if (
      list?.kind === 'list' &&
      /\b(?:insert\s+into|update)\s+\W?\w*(?:user|account|member|employee)\w*\b[\s\S]{0,200}\b(?:role|is_?admin|is_?staff)\b/i.test(
        sql,
      )
    )
      for (const item of list.items) {
        const key = roleOf(reading, item);
        if (key !== undefined) given(reading, item, key, expression);
      }
    const isCreation =
      /^(?:create|insert|insertOne|insert_one|save|add|create_user|createUser|update|updateOne|update_one|findByIdAndUpdate|findOneAndUpdate|updateUser|push|append|values|set|insertMany|register|setCustomUserClaims|sign|encode)$/.test(
        name,
      ) ||
      /^(?:[A-Z]\w*(?:User|Account|Member|Profile)?)$/.test(name) ||
      /user|account|member/i.test(name);
    if (!isCreation || /^(?:Query|Body|Form|Header|Boolean|String|Number)$/.test(name)) return;
    for (const { name: key, value } of expression.args) {
      if (key !== undefined && roleKey.test(key)) given(reading, value, key, expression);
      if (value.kind === 'object') givenFields(reading, value, expression);
    }
  }
}

const ownerField =
  /^(?:owner|author|user|creator|created_?by|customer|account|seller|member)(?:_?id|Id|ID)?$/i;

/** `req.body.userId` in `post.authorId !== req.body.userId`: whose a record is, the record says, and who calls, the caller. */
function ownerClaimed(reading: RoleReading, mine: Expression, other: Expression): string | undefined {
  if (mine.kind !== 'member' || !claimedId.test(mine.property)) return undefined;
  const chain = dotted(mine) ?? '';
  if (!/^(?:req|request|ctx\.request|ctx|c\.req)\.(?:body|query|headers)\.\w+$/.test(chain)) return undefined;
  const record =
    /^(?:String|Number)$/.test(lastName(other) ?? '') && other.kind === 'call' ? other.args[0]?.value : other;
  const owner =
    record &&
    record.node.text.endsWith('.toString()') &&
    record.kind === 'call' &&
    record.callee.kind === 'member'
      ? record.callee.object
      : record;
  if (owner?.kind !== 'member' || !ownerField.test(owner.property)) return undefined;
  const holder = dotted(owner) ?? '';
  return /^(?:req|request|ctx|c|session|this|self)\b/.test(holder) || isInput(reading, owner.object)
    ? undefined
    : chain;
}

const claimedId =
  /^(?:user|account|owner|author|customer|member|caller|requester|current_?user)_?(?:id|Id|ID)?$|^uid$/;

function ownerSaid({ fn, file, say }: RoleReading, node: SyntaxNode, key: string): void {
  if (factsOf(fn, file.helpers).usesCaller) return;
  say(node, {
    severity: 'medium',
    confidence: 'medium',
    message: `The owner is compared with \`${key}\`, which the caller wrote into the request: whoever names the owner passes.`,
  });
}

function givenFields(
  reading: RoleReading,
  object: Extract<Expression, { kind: 'object' }>,
  call: Expression,
): void {
  for (const entry of object.entries) {
    if (entry.key !== undefined && roleKey.test(entry.key)) given(reading, entry.value, entry.key, call);
    if (
      entry.value.kind === 'object' &&
      /^(?:data|defaults|create|update|\$set|user|values)$/.test(entry.key ?? '')
    )
      givenFields(reading, entry.value, call);
  }
}

function given(reading: RoleReading, value: Expression, key: string, call: Expression): void {
  const { fn, file, say } = reading;
  const from = roleOf(reading, value);
  if (from === undefined || identityHeader.test(from)) return;
  const text = call.node.text.slice(0, 200);
  if (
    !/user|account|member|admin|employee|profile|jwt|sign|encode|token|person/i.test(
      `${text} ${fn.name ?? ''} ${file.path}`,
    )
  )
    return;
  reading.late.push(() => {
    if (isDecided(fn, file)) return;
    say(value.node, {
      severity: 'medium',
      confidence: 'medium',
      message: `\`${key}\` of the new record is what the caller wrote into the request: they choose their own role.`,
    });
  });
}

function decision({ say }: RoleReading, node: SyntaxNode, key: string): void {
  say(node, {
    severity: 'high',
    confidence: 'medium',
    message: `The caller is trusted to say themselves what they may: \`${key}\` comes from the request.`,
  });
}

/** A value that means power: `'admin'`, `true`, a list of roles. */
function isPrivilege(expression: Expression): boolean {
  if (expression.kind === 'literal') {
    if (expression.value === true || expression.value === 1) return true;
    return (
      typeof expression.value === 'string' &&
      /^(?:true|1|yes|admin\w*|super\w*|root|staff|owner|manager|moderator|editor|instructor|teacher|doctor|nurse|operator|support|hr|finance|accountant|developer|internal|system)$/i.test(
        expression.value,
      )
    );
  }
  if (expression.kind === 'list') return expression.items.some(isPrivilege);
  const chain = dotted(expression) ?? '';
  // `checkRole(role)` is handed what it asks for.
  if (expression.kind === 'name' && /^(?:(?:required|expected|allowed|needed|min)_?)?[rR]ole$/.test(chain))
    return true;
  return /admin|super|staff/i.test(chain) && /^[A-Z]/.test(chain);
}

/** True when the function, or what guards its route, already asks for a role, or checks the given one against a list. */
export function isDecided(fn: FunctionShape, file: FileContext): boolean {
  const route = file.routes.find(
    (one) =>
      one.fn === fn || (one.fn && one.fn.node.start <= fn.node.start && one.fn.node.end >= fn.node.end),
  );
  if (route?.guards.some(({ level }) => level !== 'authenticated')) return true;
  const facts = factsOf(fn, file.helpers);
  if (facts.decides || facts.guard?.level === 'authorised') return true;
  let listed = false;
  for (const statement of fn.body)
    visitStatementTexts(statement, (text) => {
      listed ||=
        / (?:roles?|allowed|valid|admin) /.test(phraseOf(text)) &&
        /\b(?:includes|in|has|indexOf)\b/.test(text);
    });
  return (
    listed ||
    (route !== undefined && / admins? /.test(`${phraseOf(route.path ?? '')}${phraseOf(route.name)}`))
  );
}

function visitStatementTexts(statement: Statement, visit: (text: string) => void): void {
  if (statement.kind === 'if') visit(statement.test.node.text.slice(0, 300));
  if (statement.kind === 'block' || statement.kind === 'try')
    for (const one of statement.body) visitStatementTexts(one, visit);
}

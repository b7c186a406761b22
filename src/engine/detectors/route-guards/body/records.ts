// Which records a body reads or changes: by index, by SQL, by the calls of ORMs and drivers.
import type { Expression } from '../../../flow/ir.ts';
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { RecordUse } from './facts.ts';
import { idIn, type Reading } from './reading.ts';
import { requestHeads } from '../roles/caller.ts';
import { readOwnThing } from '../owned-things.ts';
import { powerOfSql } from '../power.ts';
import { dotted, lastName, textOf } from '../shapes.ts';
import { phraseOf } from '../words.ts';

type Call = Extract<Expression, { kind: 'call' }>;

const deletes =
  /^(?:findByIdAndDelete|findByIdAndRemove|findOneAndDelete|findOneAndRemove|deleteOne|deleteMany|delete|remove|destroy|delete_one|delete_many|find_one_and_delete|deleteById|delete_by_id|removeById|deleteDoc|Delete(?:Item)?Command|hard_delete|softDelete|soft_delete|delete_item|deleteItem|splice|pop|unlink|unlinkSync|rm|rmSync|rmtree|del)$|^(?:delete|remove|destroy)(?:_|[A-Z])\w*$/;
const updates =
  /^(?:findByIdAndUpdate|findOneAndUpdate|findOneAndReplace|updateOne|updateMany|update|update_one|update_many|replaceOne|replace_one|upsert|updateById|update_by_id|Update(?:Item)?Command|setDoc|updateDoc|save|commit|put_item|putItem|update_item|freeze|unfreeze|suspend|reactivate|approve|archive|wipe|bulk_update|set_password|merge|transfer|assign|cancel|complete|reopen|rename|publish|unpublish|restore|annotate)$|^set_?(?:[oO]wner|[sS]tatus|[sS]tate|[pP]assword|[eE]mail|[rR]ole|[pP]rice|[pP]lan|[aA]ctive|[vV]isibility)$|^(?:assign|cancel|rename|publish|reassign|annotate|mark|update|promote|ban|disable|deactivate|transfer|withdraw|debit|refund)(?:_|[A-Z])\w*$/;
const inserts =
  /^(?:create|insert|insertOne|insertMany|insert_one|insert_many|add|bulk_create|createMany|push|append|values)$/;
const reads =
  /^(?:findById|findOne|findUnique|findUniqueOrThrow|findFirst|findFirstOrThrow|findByPk|findOrFail|find|get|get_or_404|first_or_404|filter|filter_by|where|eq|getById|get_by_id|get_object_or_404|get_list_or_404|find_one|findOneBy|findOneOrFail|findOneByOrFail|getDoc|doc|getItem|get_item|Get(?:Item)?Command|QueryCommand|one|all|findMany|findAll|find_all|find_by_id|findByID|aget|select|scalar_one_or_none|byId)$|^(?:get|find|fetch|load|read)(?:_|[A-Z])\w*$/;

/** `forUser(id)`, `by_owner(user)` */
const ofCallers = /(?:^|_)(?:for|by|of)_\w|\w(?:For|By|Of)(?:[A-Z]|$)|^(?:for|by|of)[A-Z]|_(?:for|by)$/;

/** Writes down `orders[id]`, read, set or deleted. */
export function recordIndex(reading: Reading, expression: Expression, verb: RecordUse['verb']): void {
  const { facts } = reading;
  if (expression.kind !== 'index') return;
  const id = idIn(reading, expression.key);
  const chain = dotted(expression.object);
  if (id === undefined || chain === undefined || requestHeads.test(chain)) return;
  facts.records.push({ node: expression.node, verb, text: chain, id });
  if (verb !== 'read') facts.changes = true;
}

/** Writes down what a statement of SQL does; false when the text is none. */
export function readSql(
  reading: Reading,
  sql: string,
  values: readonly Expression[],
  node: SyntaxNode,
): boolean {
  const { facts } = reading;
  facts.power ??= powerOfSql(sql);
  const statement = /\b(select|update|delete|insert)\b/i.exec(sql)?.[1]?.toLowerCase();
  if (statement === undefined || !/\b(?:from|into|set)\b/i.test(sql)) return false;
  const table = /\b(?:from|update|into)\s+["'`[]?([\w.]+)/i.exec(sql)?.[1] ?? '';
  if (statement !== 'select') facts.changes = true;
  const where = /\bwhere\b([\s\S]*)/i.exec(sql)?.[1];
  if (statement === 'select' && /users?$|accounts$|customers$/i.test(table)) facts.readsUsers = true;
  if (
    where !== undefined &&
    /\b(?:owner|user|tenant|org\w*|author|customer|created_by)_?id\b/i.test(where) &&
    facts.usesCaller
  )
    facts.decides = true;
  readOwnThing(reading, table, values, statement !== 'insert');
  if (where === undefined || statement === 'insert') return true;
  for (const value of values) {
    const id = idIn(reading, value);
    if (id === undefined) continue;
    facts.records.push({
      node,
      verb: statement === 'select' ? 'read' : statement === 'delete' ? 'delete' : 'update',
      text: table,
      id,
    });
    break;
  }
  return true;
}

/** A set of Entity Framework or a repository, asked for one record or told to change what it found. */
const entityCall =
  /^(?:this\.)?_?\w{0,30}(?:[dD]b|[cC]ontext|ctx|[rR]epo|[rR]epository|[uU]nitOfWork|uow)\.(?:(?:[A-Z]\w*(?:\(\))?|filter\(\))\.){0,6}(?:(?:Find|First|FirstOrDefault|Single|SingleOrDefault|GetById)(?:Async)?|Execute(?:Delete|Update)(?:Async)?)$/;

/** Writes down what a call of Entity Framework does; false when it is none. */
function readEntity(reading: Reading, call: Call, chain: string): boolean {
  if (!entityCall.test(chain)) return false;
  const { facts, fn } = reading;
  const id =
    call.args.map(({ value }) => idIn(reading, value)).find((one) => one !== undefined) ??
    idIn(reading, call.callee);
  // What is found is removed or saved in a call of its own.
  const said = fn.node.text;
  const verb = /\.Remove(?:Range)?\(|ExecuteDelete/.test(said)
    ? 'delete'
    : /\.SaveChanges(?:Async)?\(|ExecuteUpdate|\.Update\(/.test(said)
      ? 'update'
      : 'read';
  if (verb !== 'read') facts.changes = true;
  if (id !== undefined) facts.records.push({ node: call.node, verb, text: call.node.text.slice(0, 160), id });
  return true;
}

/** Writes down what a call does with records. */
export function readRecord(reading: Reading, call: Call, chain: string, last: string): void {
  const { facts } = reading;
  if (readEntity(reading, call, chain)) return;
  if (
    /^(?:requests|http|https|axios|fetch|cache|redis|logger|os|path|config|headers|session|res|response|reply|jwt|np|pd|json|JSON|Math|Object|console|math|httpx|aiohttp|bcrypt|crypto|i18n|t|z|schema|Joi)\b/.test(
      chain,
    ) &&
    !/^session\.(?:query|get|execute|delete|exec|scalar)/.test(chain)
  )
    return;
  if (
    /^(?:req|request|ctx\.req|c\.req)\b(?!\.(?:app|db|dbsession|state|ctx)\b)/.test(chain) ||
    /searchParams|formData|\.headers|cookies|^(?:args|form|params|query)\.(?!save\b)|\.params\.get$/.test(
      chain,
    )
  )
    return;
  const sql = call.args
    .map(({ value }) => textOf(value) ?? '')
    .find((text) => /\b(?:select|update|delete|insert)\b[\s\S]*\b(?:from|set|into)\b/i.test(text));
  if (
    sql !== undefined &&
    /^(?:query|execute|executemany|exec|run|all|get|raw|\$queryRaw\w*|\$executeRaw\w*|fetch\w*|first|one|text|prepare|any|none|oneOrNone|scalar\w*|each|get_results)$/i.test(
      last,
    )
  ) {
    readSql(reading, sql, [call], call.node);
    return;
  }
  const whole = `${chain}()`;
  const verb: RecordUse['verb'] | undefined = deletes.test(last)
    ? 'delete'
    : updates.test(last)
      ? 'update'
      : reads.test(last)
        ? /\.(?:delete|destroy|remove)\(\)/.test(whole)
          ? 'delete'
          : /\.update\(\)/.test(whole)
            ? 'update'
            : 'read'
        : undefined;
  if (verb !== undefined || inserts.test(last) || ofCallers.test(last) || /^[A-Z]\w+$/.test(last))
    readOwnThing(
      reading,
      call.node.text,
      call.args.map(({ value }) => value),
      (verb !== undefined && last !== 'save') || ofCallers.test(last),
    );
  if (verb === undefined && !inserts.test(last)) return;
  if (verb !== 'read') facts.changes = true;
  if (verb === undefined) return;
  const text = ofSession(call, chain) ?? call.node.text.slice(0, 160);
  if (
    verb === 'read' &&
    / (?:users?|accounts?|customers?|employees?|members?|patients?) /.test(phraseOf(text))
  )
    facts.readsUsers = true;
  const id =
    call.args.map(({ value }) => idIn(reading, value)).find((one) => one !== undefined) ??
    // `knex('albums').where({ id }).del()`, `Note.query.filter_by(id=id).delete()`
    (verb !== 'read' && call.callee.kind === 'member' && isQuery(call.callee.object)
      ? idIn(reading, call.callee.object)
      : undefined);
  if (id !== undefined && !takesFound(call, chain)) facts.records.push({ node: call.node, verb, text, id });
}

/** `db.session.get(Invoice, id)` reads an invoice, and no session. */
function ofSession({ args, node }: Call, chain: string): string | undefined {
  const given = args[0]?.value;
  const isNamed =
    /(?:^|\.)session\.(?:get|query)$/.test(chain) && given?.kind === 'name' && /^[A-Z]/.test(given.name);
  return isNamed
    ? node.text.slice(given.node.start - node.start, given.node.start - node.start + 160)
    : undefined;
}

/** `db.session.delete(invoice)`: a record that was found before, and no id of one. */
function takesFound({ args }: Call, chain: string): boolean {
  const given = args[0]?.value;
  return (
    /(?:^|\.)(?:session|db_?session|db)\.(?:delete|merge)$/.test(chain) &&
    given?.kind === 'name' &&
    !/(?:id|pk|uuid)$/i.test(given.name)
  );
}

/** A query that was begun with a call, and goes on with another. */
function isQuery(expression: Expression): boolean {
  return (
    expression.kind === 'call' &&
    expression.args.length > 0 &&
    /^(?:where|filter|filter_by|eq|andWhere|whereKey|match|is)$/.test(lastName(expression.callee) ?? '')
  );
}

/** True for what says which records are meant: `where: {…}`, or the first argument of a query. */
export function isFilter(expression: Expression, parent: Expression | undefined): boolean {
  if (parent?.kind === 'object')
    return parent.entries.some(
      ({ key, value }) => value === expression && /^(?:where|filter|AND|OR)$/.test(key ?? ''),
    );
  if (parent?.kind !== 'call' || parent.args[0]?.value !== expression) return false;
  const last = lastName(parent.callee) ?? '';
  return reads.test(last) || deletes.test(last) || updates.test(last);
}

// How the database libraries of JavaScript take a statement and its parameters.
import { perTree } from './per-tree.ts';
import { stringContent } from '../syntax/strings.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax/tree.ts';
import type { SqlSink } from './sql.ts';
import { parameterNames } from './sql-names.ts';

const numbered = /^(?:pg|pg-promise|pg-pool|postgres-pool|@neondatabase\/serverless|@vercel\/postgres)$/;
const questionMark =
  /^(?:mysql2?(?:\/promise)?|promise-mysql|mariadb|sqlite3|sqlite|better-sqlite3|node:sqlite)$/;

/** `query`, `execute`, `prepare`, `raw`, TypeORM's `where` and Sequelize's `query`. */
export function scriptSink(call: SyntaxNode, tree: SyntaxTree): SqlSink | undefined {
  if (call.kind !== 'call_expression') return undefined;
  const callee = call.get('function');
  const method = callee?.get('property')?.text ?? '';
  const receiver = callee?.get('object')?.text ?? '';
  const given = call.get('arguments')?.items ?? [];
  const [text, second] = given;
  if (!text || given.some((one) => one.kind === 'spread_element')) return undefined;
  const modules = modulesOf(tree);
  const has = (expression: RegExp): boolean => modules.some((one) => expression.test(one));
  if (/^\$(?:query|execute)RawUnsafe$/.test(method)) return taggedSink(call, method.replace('Unsafe', ''));
  if (has(/^drizzle-orm/)) {
    const inner = text.kind === 'call_expression' && given.length === 1 ? text : call;
    return inner.get('function')?.text === 'sql.raw' ? taggedSink(inner, '') : undefined;
  }
  if (has(/^(?:knex|objection)$/) || /(?:^|\.)(?:knex|trx)$/.test(receiver)) {
    if (/^(?:raw|(?:where|andWhere|orWhere|having|select|join)Raw)$/.test(method) && given.length === 1)
      return listSink(text, '?', method === 'raw');
    return undefined;
  }
  if (/sequelize$/i.test(receiver) && method === 'query') return sequelizeSink(text, given);
  if (has(/^(?:typeorm|@nestjs\/typeorm)$/) && /^(?:where|andWhere|orWhere|having)$/.test(method))
    return given.length === 1 ? namedSink(text) : undefined;
  const families = [numbered, questionMark].filter(has);
  if (families.length > 1) return undefined;
  const style = families[0] === numbered ? '$' : families[0] ? '?' : styleOf(tree);
  if (style === undefined) return undefined;
  if (/^(?:prepare)$/.test(method) && has(/^(?:better-sqlite3|node:sqlite)$/))
    return preparedSink(call, text, given);
  const isDatabase = /^(?:query|execute|any|one|oneOrNone|none|many|manyOrNone)$/.test(method);
  const isSqlite = /^(?:all|get|run|each)$/.test(method) && has(/^(?:sqlite3?)$/);
  if (!isDatabase && !isSqlite) return undefined;
  // The only other argument there may be is the function that gets the rows.
  if (given.length > 2 || (second && !/function|^identifier$/.test(second.kind))) return undefined;
  if (second?.kind === 'identifier' && !/^(?:cb|callback|done|next|fn)$/.test(second.text)) return undefined;
  return listSink(text, style, true);
}

function listSink(text: SyntaxNode, style: string, isWhole: boolean): SqlSink {
  return {
    text,
    isWhole,
    placeholder: (index) => (style === '$' ? `$${index + 1}` : '?'),
    pass: (expressions) => [{ start: text.end, end: text.end, text: `, [${expressions.join(', ')}]` }],
    reserved: style === '$' ? /\$\d/ : /\?/,
  };
}

/** `$queryRaw` and Drizzle's `sql` read a template themselves; the values stay where they are. */
function taggedSink(call: SyntaxNode, tag: string): SqlSink | undefined {
  const callee = call.get('function');
  const [object, property] = [callee?.get('object'), callee?.get('property')];
  const list = call.get('arguments');
  const [text] = list?.items ?? [];
  if (text?.kind !== 'template_string' || list?.items.length !== 1 || !object || !property) return undefined;
  return {
    text,
    placeholder: (_, expression) => `\${${expression}}`,
    pass: () => [
      tag === ''
        ? { start: object.end, end: property.end, text: '' }
        : { start: property.start, end: property.end, text: tag },
      { start: list.start, end: text.start, text: '' },
      { start: text.end, end: list.end, text: '' },
    ],
    reserved: /(?!)/,
  };
}

/** `where('user.name = :name', { name })`. */
function namedSink(text: SyntaxNode): SqlSink {
  const names = parameterNames();
  return {
    text,
    isWhole: false,
    placeholder: (_, expression) => `:${names(expression)}`,
    pass: (expressions, placeholders) => {
      const pairs = placeholders.map((one, index) => pair(one.slice(1), expressions[index] ?? ''));
      return [{ start: text.end, end: text.end, text: `, { ${[...new Set(pairs)].join(', ')} }` }];
    },
    reserved: /(?<!:):\w/,
  };
}

function pair(name: string, expression: string): string {
  return name === expression ? name : `${name}: ${expression}`;
}

function sequelizeSink(text: SyntaxNode, given: readonly SyntaxNode[]): SqlSink | undefined {
  const options = given[1];
  if (given.length > 2 || (options && options.kind !== 'object')) return undefined;
  const keys = options?.items.map((one) => one.get('key')?.text ?? one.text) ?? [];
  if (keys.some((key) => key === 'replacements' || key === 'bind' || key.startsWith('...'))) return undefined;
  return {
    text,
    placeholder: () => '?',
    pass: (expressions) => {
      const replacements = `replacements: [${expressions.join(', ')}]`;
      if (!options) return [{ start: text.end, end: text.end, text: `, { ${replacements} }` }];
      const [first] = options.items;
      return first
        ? [{ start: first.start, end: first.start, text: `${replacements}, ` }]
        : [{ start: options.start, end: options.end, text: `{ ${replacements} }` }];
    },
    reserved: /\?|(?<!:):\w/,
  };
}

/** `db.prepare('… ?').get(id)`. */
function preparedSink(call: SyntaxNode, text: SyntaxNode, given: readonly SyntaxNode[]): SqlSink | undefined {
  const member = call.parent;
  const outer = member?.parent;
  const isRun = /^(?:get|all|run|iterate)$/.test(member?.get('property')?.text ?? '');
  const list = outer?.get('arguments');
  if (given.length !== 1 || !isRun || outer?.get('function') !== member || !list || list.items.length > 0)
    return undefined;
  return {
    text,
    placeholder: () => '?',
    pass: (expressions) => [{ start: list.start, end: list.end, text: `(${expressions.join(', ')})` }],
    reserved: /[?@:$]\w?/,
  };
}

const modulesOf = perTree((tree): string[] => {
  const imports = (tree.byKind.get('import_statement') ?? []).flatMap((one) => one.get('source') ?? []);
  const required = (tree.byKind.get('call_expression') ?? []).flatMap((one) =>
    one.get('function')?.text === 'require' ? (one.get('arguments')?.items[0] ?? []) : [],
  );
  return [...imports, ...required].flatMap((one) => stringContent(one) ?? []);
});

/** The placeholder of the file's other statements, where they all have the same. */
const styleOf = perTree((tree): string | undefined => {
  const styles = new Set<string>();
  for (const kind of ['string', 'template_string'])
    for (const node of tree.byKind.get(kind) ?? []) {
      const list = node.parent;
      if (list?.kind !== 'arguments' || list.items[0] !== node || list.items[1]?.kind !== 'array') continue;
      if (!/^\W\s*(?:SELECT|INSERT|UPDATE|DELETE)\b/i.test(node.text)) continue;
      if (/[=(,]\s*\?/.test(node.text)) styles.add('?');
      if (/[=(,]\s*\$\d/.test(node.text)) styles.add('$');
    }
  return styles.size === 1 ? [...styles][0] : undefined;
});

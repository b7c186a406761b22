// How Python's database libraries take a statement and its parameters.
import { perTree } from './per-tree.ts';
import { namesOf } from '../syntax/names.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax/tree.ts';
import type { SqlSink } from './sql.ts';
import { parameterNames } from './sql-names.ts';

const questionMark = /^(?:sqlite3|aiosqlite|apsw|pyodbc|duckdb)(?:\.|$)/;
const percent =
  /^(?:psycopg2?|psycopg_pool|MySQLdb|pymysql|mysql|aiomysql|aiopg|mariadb|django|pymssql|flask_mysqldb|flask_mysql|flaskext)(?:\.|$)/;
const positional = /^asyncpg(?:\.|$)/;
const alchemy = /^(?:sqlalchemy|flask_sqlalchemy|sqlmodel)(?:\.|$)/;

/** `cursor.execute`, asyncpg's `fetch`, Django's `raw`, and SQLAlchemy's `text` within `execute`. */
export function pythonSink(call: SyntaxNode, tree: SyntaxTree): SqlSink | undefined {
  if (call.kind !== 'call') return undefined;
  const method = call.get('function')?.get('attribute')?.text ?? call.get('function')?.text ?? '';
  const given = call.get('arguments')?.items ?? [];
  const modules = [...namesOf(tree).values()];
  const has = (expression: RegExp): boolean => modules.some((one) => expression.test(one));
  if (method === 'text' && has(alchemy)) return textSink(call, given);
  const [text] = given;
  if (!text || given.length !== 1 || text.kind === 'keyword_argument') return undefined;
  if (text.kind === 'call' && text.get('function')?.text.replace(/^.*\./, '') === 'text' && has(alchemy))
    return textSink(text, text.get('arguments')?.items ?? []);
  const families = [questionMark, percent, positional].filter(has);
  if (families.length > 1 || has(alchemy)) return undefined;
  const isList = method === 'raw';
  if (positional === families[0]) {
    if (!/^(?:fetch|fetchrow|fetchval|execute)$/.test(method)) return undefined;
    return {
      text,
      placeholder: (index) => `$${index + 1}`,
      pass: (expressions) => [{ start: text.end, end: text.end, text: `, ${expressions.join(', ')}` }],
      reserved: /\$\d/,
    };
  }
  if (!/^(?:execute|raw)$/.test(method) || (isList && families[0] !== percent)) return undefined;
  const mark = families[0] === questionMark ? '?' : families[0] === percent ? '%s' : styleOf(tree);
  if (mark === undefined) return undefined;
  return {
    text,
    placeholder: () => mark,
    pass: (expressions) => {
      const list = expressions.join(', ');
      const tuple = isList ? `[${list}]` : `(${list}${expressions.length === 1 ? ',' : ''})`;
      return [{ start: text.end, end: text.end, text: `, ${tuple}` }];
    },
    reserved: mark === '?' ? /\?/ : /%/,
  };
}

/** `execute(text("… :name"), {"name": name})`. */
function textSink(call: SyntaxNode, given: readonly SyntaxNode[]): SqlSink | undefined {
  const [text] = given;
  const outer = call.parent?.kind === 'argument_list' ? call.parent.parent : undefined;
  const method = outer?.get('function')?.get('attribute')?.text ?? '';
  if (!text || given.length !== 1 || outer?.get('arguments')?.items.length !== 1) return undefined;
  if (!/^(?:execute|scalars?|exec)$/.test(method)) return undefined;
  const names = parameterNames();
  return {
    text,
    placeholder: (_, expression) => `:${names(expression)}`,
    pass: (expressions, placeholders) => {
      const pairs = placeholders.map((one, index) => `"${one.slice(1)}": ${expressions[index]}`);
      return [{ start: call.end, end: call.end, text: `, {${[...new Set(pairs)].join(', ')}}` }];
    },
    reserved: /(?<!:):\w/,
  };
}

/** The placeholder of the file's other statements, where they all have the same. */
const styleOf = perTree((tree): string | undefined => {
  const styles = new Set<string>();
  for (const node of tree.byKind.get('string') ?? []) {
    const list = node.parent;
    if (list?.kind !== 'argument_list' || list.items[0] !== node || list.items.length < 2) continue;
    if (!/^\W{1,4}\s*(?:SELECT|INSERT|UPDATE|DELETE)\b/i.test(node.text)) continue;
    if (/[=(,]\s*\?/.test(node.text)) styles.add('?');
    if (/[=(,]\s*%s/.test(node.text)) styles.add('%s');
  }
  return styles.size === 1 ? [...styles][0] : undefined;
});

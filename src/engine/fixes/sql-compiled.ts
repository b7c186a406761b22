// How the database libraries of Go, Java, Ruby, PHP and C# take a statement and its parameters.
import { perTree } from './per-tree.ts';
import { stringContent } from '../syntax/strings.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax/tree.ts';
import { indentAt, statementAfter, type SourceEdit } from './edit.ts';
import { statementOf } from './definition.ts';
import type { SqlSink } from './sql.ts';
import { parameterNames } from './sql-names.ts';

/** An edit that adds arguments behind one. */
function behind(text: SyntaxNode, added: string): SourceEdit {
  const at = text.parent?.kind === 'argument' ? text.parent.end : text.end;
  return { start: at, end: at, text: `, ${added}` };
}

/** database/sql, sqlx and pgx by the driver that the file names; GORM. */
export function goSink(call: SyntaxNode, tree: SyntaxTree): SqlSink | undefined {
  const method = call.get('function')?.get('field')?.text ?? '';
  const given = call.get('arguments')?.items ?? [];
  const paths = (tree.byKind.get('import_spec') ?? []).flatMap((one) => {
    const path = one.get('path');
    return (path && stringContent(path)) ?? [];
  });
  const has = (expression: RegExp): boolean => paths.some((one) => expression.test(one));
  const isGorm = has(/(?:^|\/)gorm(?:\.io\/gorm)?$/);
  if (isGorm) {
    const [text] = given;
    if (!text || given.length !== 1 || !/^(?:Where|Or|Not|Having|Raw|Exec)$/.test(method)) return undefined;
    return { ...variadic(text, () => '?', /\?|@\w/), isWhole: method === 'Raw' || method === 'Exec' };
  }
  const found = /^(Query|QueryRow|Exec|Queryx|QueryRowx|MustExec)(Context)?$/.exec(method);
  if (!found) return undefined;
  const isNumbered = has(/lib\/pq$|jackc\/pgx/);
  const isMarked = has(/go-sql-driver\/mysql$|sqlite/);
  const style = isNumbered === isMarked ? styleOf(tree) : isNumbered ? '$' : '?';
  // pgx takes a context first without saying so.
  const isFirst = found[2] === undefined && !(has(/jackc\/pgx/) && given.length === 2);
  const text = given[isFirst ? 0 : 1];
  if (!text || given.length !== (isFirst ? 1 : 2) || style === undefined) return undefined;
  return style === '$' ? variadic(text, (index) => `$${index + 1}`, /\$\d/) : variadic(text, () => '?', /\?/);
}

function variadic(text: SyntaxNode, placeholder: (index: number) => string, reserved: RegExp): SqlSink {
  return { text, placeholder, pass: (expressions) => [behind(text, expressions.join(', '))], reserved };
}

const styleOf = perTree((tree): string | undefined => {
  const styles = new Set<string>();
  for (const kind of ['interpreted_string_literal', 'raw_string_literal'])
    for (const node of tree.byKind.get(kind) ?? []) {
      const list = node.parent;
      if (list?.kind !== 'argument_list' || list.items.at(-1) === node) continue;
      if (!/^\W\s*(?:SELECT|INSERT|UPDATE|DELETE)\b/i.test(node.text)) continue;
      if (/[=(,]\s*\?/.test(node.text)) styles.add('?');
      if (/[=(,]\s*\$\d/.test(node.text)) styles.add('$');
    }
  return styles.size === 1 ? [...styles][0] : undefined;
});

/** Spring's JdbcTemplate, and JPA's queries with named parameters. */
export function javaSink(call: SyntaxNode): SqlSink | undefined {
  if (call.kind !== 'method_invocation') return undefined;
  const method = call.get('name')?.text ?? '';
  const receiver = call.get('object')?.text ?? '';
  const given = call.get('arguments')?.items ?? [];
  const [text] = given;
  const last = given.at(-1);
  if (!text || !last) return undefined;
  if (/jdbc(?:Template|Operations)?$/i.test(receiver)) {
    const counts: Record<string, number> = {
      queryForList: 1,
      queryForMap: 1,
      queryForRowSet: 1,
      update: 1,
      query: 2,
      queryForObject: 2,
    };
    if (given.length !== counts[method]) return undefined;
    return {
      text,
      placeholder: () => '?',
      pass: (expressions) => [behind(last, expressions.join(', '))],
      reserved: /\?/,
    };
  }
  if (!/^create(?:Native)?Query$/.test(method) || (given.length > 1 && !last.text.endsWith('.class')))
    return undefined;
  const names = parameterNames();
  return {
    text,
    placeholder: (_, expression) => `:${names(expression)}`,
    pass: (expressions, placeholders) => {
      const calls = placeholders.map(
        (one, index) => `.setParameter("${one.slice(1)}", ${expressions[index]})`,
      );
      return [{ start: call.end, end: call.end, text: [...new Set(calls)].join('') }];
    },
    isWhole: false,
    reserved: /(?<!:):\w/,
  };
}

/** ActiveRecord's conditions, and the gem pg. */
export function rubySink(call: SyntaxNode): SqlSink | undefined {
  if (call.kind !== 'call') return undefined;
  const method = call.get('method');
  const given = call.get('arguments')?.items ?? [];
  const [text] = given;
  if (!text || given.length !== 1 || !method) return undefined;
  const sink: SqlSink = {
    text,
    placeholder: () => '?',
    pass: (expressions) => [behind(text, expressions.join(', '))],
    isWhole: false,
    reserved: /\?|:\w/,
  };
  if (/^(?:where|not|or|having|exists\?|find_by|rewhere|delete_by|destroy_by)$/.test(method.text))
    return sink;
  if (/^(?:find_by_sql|count_by_sql)$/.test(method.text))
    return {
      ...sink,
      isWhole: true,
      pass: (expressions) => [
        { start: text.start, end: text.start, text: '[' },
        { start: text.end, end: text.end, text: `, ${expressions.join(', ')}]` },
      ],
    };
  return undefined;
}

/** WordPress's `$wpdb`, Laravel's `DB` and raw conditions, and PDO's `query`. */
export function phpSink(call: SyntaxNode): SqlSink | undefined {
  const method = call.get('name');
  const given = (call.get('arguments')?.items ?? []).map((one) =>
    one.kind === 'argument' ? one.items[0] : one,
  );
  const [text] = given;
  if (!text || !method) return undefined;
  const receiver = (call.get('object') ?? call.get('scope'))?.text ?? '';
  if (/(?:^|->)\$?wpdb$/.test(receiver)) {
    if (!/^(?:query|get_(?:results|row|var|col))$/.test(method.text)) return undefined;
    return {
      text,
      placeholder: () => '%s',
      pass: (expressions) => [
        { start: text.start, end: text.start, text: `${receiver}->prepare(` },
        { start: text.end, end: text.end, text: `, ${expressions.join(', ')})` },
      ],
      reserved: /%/,
    };
  }
  if (given.length !== 1) return undefined;
  const isLaravel =
    /^(?:\\?(?:\w+\\)*DB)$/.test(receiver) &&
    /^(?:select|selectOne|insert|update|delete|statement)$/.test(method.text);
  const isRaw = /^(?:where|orWhere|having|orHaving|select|groupBy)Raw$/.test(method.text);
  if (!isLaravel && !isRaw) return pdoSink(call, text, method, receiver);
  return {
    text,
    isWhole: isLaravel,
    placeholder: () => '?',
    pass: (expressions) => [behind(text, `[${expressions.join(', ')}]`)],
    reserved: /\?|(?<!:):\w/,
  };
}

/** `$statement = $pdo->query("…")` becomes `prepare`, with `execute` as the next statement. */
function pdoSink(
  call: SyntaxNode,
  text: SyntaxNode,
  method: SyntaxNode,
  receiver: string,
): SqlSink | undefined {
  const assignment = call.parent;
  const target = assignment?.get('left')?.text;
  const statement = assignment?.parent;
  if (!/pdo$/i.test(receiver) || method.text !== 'query' || statement?.kind !== 'expression_statement')
    return undefined;
  if (assignment?.kind !== 'assignment_expression' || target === undefined || statementOf(call) !== statement)
    return undefined;
  const { source, start, end } = statement;
  return {
    text,
    placeholder: () => '?',
    pass: (expressions) => [
      { start: method.start, end: method.end, text: 'prepare' },
      statementAfter(source, start, end, `${target}->execute([${expressions.join(', ')}]);`),
    ],
    reserved: /\?|(?<!:):\w/,
  };
}

/** ADO.NET's commands in a statement of their own, and Dapper. */
export function csharpSink(call: SyntaxNode): SqlSink | undefined {
  const given = (call.get('arguments')?.items ?? []).map((one) =>
    one.kind === 'argument' ? one.items[0] : one,
  );
  const [text] = given;
  if (!text) return undefined;
  const names = parameterNames();
  const base = {
    text,
    placeholder: (_: number, expression: string) => `@${names(expression)}`,
    reserved: /@\w/,
  };
  if (call.kind === 'object_creation_expression') {
    const type = call.get('type')?.text ?? '';
    const declarator = call.parent;
    const name = declarator?.get('name')?.text;
    const statement = statementOf(call);
    if (!/^(?:Sql|Npgsql|MySql|Sqlite|SQLite)Command$/.test(type) || call.get('initializer') || !statement)
      return undefined;
    const isOwn =
      statement.kind === 'local_declaration_statement' &&
      declarator?.parent?.parent === statement &&
      name !== undefined;
    if (!isOwn) return undefined;
    const { source, start, end } = statement;
    return {
      ...base,
      pass: (expressions, placeholders) => {
        const lines = placeholders.map(
          (one, index) => `${name}.Parameters.AddWithValue("${one}", ${expressions[index]});`,
        );
        const indent = indentAt(source, start);
        return [statementAfter(source, start, end, [...new Set(lines)].join(`\n${indent}`))];
      },
    };
  }
  const method = (call.get('function')?.get('name')?.text ?? '').replace(/<[\s\S]*$/, '');
  if (
    given.length !== 1 ||
    !/^(?:Query|QueryFirst|QuerySingle|QueryFirstOrDefault|QuerySingleOrDefault|Execute|ExecuteScalar)(?:Async)?$/.test(
      method,
    )
  )
    return undefined;
  return {
    ...base,
    pass: (expressions, placeholders) => {
      const fields = placeholders.map((one, index) =>
        one.slice(1) === expressions[index] ? one.slice(1) : `${one.slice(1)} = ${expressions[index]}`,
      );
      return [behind(text, `new { ${[...new Set(fields)].join(', ')} }`)];
    },
  };
}

// Renders a chart as Helm would, for the part of Go templates that it uses; anything else is an error, never a guess.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { functions, isTrue, print, type Value } from './functions.ts';
import { parseTemplate, type Expression, type Node } from './parser.ts';

/** What a chart is rendered with. */
export interface Release {
  name: string;
  namespace: string;
}

interface Scope {
  dot: Value;
  variables: Map<string, Value>;
}

/** The text of each template by its file. Throws as Helm would, and where Helm would print `<no value>`. */
export function renderChart(
  folder: string,
  values: Record<string, Value>,
  release: Release,
): Map<string, string> {
  const chart = parse(readFileSync(join(folder, 'Chart.yaml'), 'utf8')) as Record<string, Value>;
  const own = parse(readFileSync(join(folder, 'values.yaml'), 'utf8')) as Record<string, Value>;
  const root: Value = {
    Values: merge(own, values),
    Chart: Object.fromEntries(
      Object.entries(chart).map(([key, value]) => [key[0]?.toUpperCase() + key.slice(1), value]),
    ),
    Release: { Name: release.name, Namespace: release.namespace, Service: 'Helm' },
  };
  const files = readdirSync(join(folder, 'templates')).sort();
  const templates = files.map((file) => ({
    file,
    ...parseTemplate(readFileSync(join(folder, 'templates', file), 'utf8')),
  }));
  const defined = new Map<string, Node[]>();
  for (const template of templates)
    for (const [name, nodes] of template.defined) {
      if (defined.has(name)) throw new Error(`${template.file}: ${name} is defined twice`);
      defined.set(name, nodes);
    }
  return new Map(
    templates
      .filter(({ file }) => !file.startsWith('_'))
      .map(({ file, body }) => {
        try {
          return [file, renderNodes(body, { dot: root, variables: new Map([['', root]]) }, defined)];
        } catch (error) {
          throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
        }
      }),
  );
}

/** Values over values, as Helm merges them: maps by key, everything else as a whole. */
export function merge(under: Record<string, Value>, over: Record<string, Value>): Record<string, Value> {
  const merged: Record<string, Value> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const old = merged[key];
    merged[key] = isMap(old) && isMap(value) ? merge(old, value) : value;
  }
  return merged;
}

function isMap(value: Value): value is Record<string, Value> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function renderNodes(nodes: readonly Node[], outer: Scope, defined: ReadonlyMap<string, Node[]>): string {
  // What a block names is gone after it, and what it assigns to an outer name stays.
  const scope: Scope = { dot: outer.dot, variables: new Map(outer.variables) };
  const shared = new Set(outer.variables.keys());
  const parts = nodes.map((node) => {
    try {
      return renderNode(node, scope, defined, shared);
    } catch (error) {
      const { message } = error as Error;
      throw new Error(
        /^line \d/.test(message) || node.line === 0 ? message : `line ${node.line}: ${message}`,
        {
          cause: error,
        },
      );
    }
  });
  for (const name of shared) outer.variables.set(name, scope.variables.get(name));
  return parts.join('');
}

function renderNode(
  node: Node,
  scope: Scope,
  defined: ReadonlyMap<string, Node[]>,
  shared: Set<string>,
): string {
  const of = (value: Expression): Value => evaluate(value, scope, defined);
  const inside = (nodes: readonly Node[], dot: Value, named: Record<string, Value> = {}): string => {
    const inner: Scope = { dot, variables: new Map([...scope.variables, ...Object.entries(named)]) };
    const text = renderNodes(nodes, inner, defined);
    for (const name of scope.variables.keys())
      if (!(name in named)) scope.variables.set(name, inner.variables.get(name));
    return text;
  };
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'print':
      return print(of(node.value));
    case 'assign':
      if (!node.isNew && !scope.variables.has(node.name)) throw new Error(`$${node.name} is not known`);
      if (node.isNew) shared.delete(node.name);
      scope.variables.set(node.name, of(node.value));
      return '';
    case 'if':
      return inside(isTrue(of(node.test)) ? node.body : node.otherwise, scope.dot);
    case 'with': {
      const value = of(node.value);
      return isTrue(value) ? inside(node.body, value) : inside(node.otherwise, scope.dot);
    }
    case 'range': {
      const value = of(node.value);
      if (!isTrue(value)) return inside(node.otherwise, scope.dot);
      const entries: [Value, Value][] = Array.isArray(value)
        ? value.map((each, index) => [BigInt(index), each])
        : isMap(value)
          ? Object.keys(value)
              .sort()
              .map((key) => [key, value[key]])
          : [];
      const [first, second] = node.names;
      return entries
        .map(([key, each]) => {
          const named: Record<string, Value> =
            second !== undefined && first !== undefined
              ? { [first]: key, [second]: each }
              : first === undefined
                ? {}
                : { [first]: each };
          return inside(node.each, each, named);
        })
        .join('');
    }
  }
}

function evaluate(expression: Expression, scope: Scope, defined: ReadonlyMap<string, Node[]>): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'field':
      return follow(scope.dot, expression.path);
    case 'variable':
      if (!scope.variables.has(expression.name)) throw new Error(`$${expression.name} is not known`);
      return follow(scope.variables.get(expression.name), expression.path);
    case 'call':
      return call(expression, [], scope, defined);
    case 'pipe': {
      const [first, ...rest] = expression.stages;
      if (!first) throw new Error('an empty pipeline');
      return rest.reduce<Value>(
        (value, stage) => {
          if (stage.kind !== 'call') throw new Error('only functions take what is piped');
          return call(stage, [value], scope, defined);
        },
        evaluate(first, scope, defined),
      );
    }
  }
}

function call(
  { name, args }: Expression & { kind: 'call' },
  piped: Value[],
  scope: Scope,
  defined: ReadonlyMap<string, Node[]>,
): Value {
  const given = [...args.map((each) => evaluate(each, scope, defined)), ...piped];
  if (name === 'include') {
    const [wanted, dot] = given;
    const nodes = typeof wanted === 'string' ? defined.get(wanted) : undefined;
    if (!nodes || given.length !== 2) throw new Error(`include: ${String(wanted)} is not defined`);
    return renderNodes(nodes, { dot, variables: new Map([['', dot]]) }, defined);
  }
  const known = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!known) throw new Error(`the function ${name} is not known`);
  return known(...given);
}

function follow(value: Value, path: readonly string[]): Value {
  let found = value;
  for (const part of path) {
    if (!isMap(found) || !Object.hasOwn(found, part))
      throw new Error(`.${path.join('.')}: there is no ${part}; values.yaml names every value`);
    found = found[part];
  }
  return found;
}

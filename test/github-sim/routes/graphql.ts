// The GraphQL queries that a reader of many files needs: `repository { ref object(expression) { ... on Blob ... on Tree } }`.
import { checkReach } from '../auth.ts';
import { readObjects, readTreeEntries, type GitObject } from '../objects.ts';
import type { Request, Route } from '../http.ts';
import { isRefusal, ok } from '../http.ts';
import { nodeId } from '../render.ts';
import type { Body } from '../state.ts';
import { findRepository } from '../state.ts';

interface Field {
  name: string;
  alias: string;
  /** Set on an inline fragment: the type it is on. */
  on?: string;
  args: Record<string, unknown>;
  fields: Field[];
}

const tokenPattern = /"(?:[^"\\]|\\.)*"|\.\.\.|[$!:=(){}[\]@]|-?\d+(?:\.\d+)?|[_A-Za-z][_0-9A-Za-z]*/g;

/** Reads the part of GraphQL that such a query is written in: fields, aliases, arguments, variables, inline fragments. */
export function parseQuery(text: string, variables: Body): Field[] {
  const tokens =
    text
      .replace(/#[^\n]*(?=\n|$)/g, (comment) => (comment.includes('"') ? comment : ''))
      .match(tokenPattern) ?? [];
  let at = 0;
  const take = () => tokens[at++] ?? '';
  const expect = (wanted: string) => {
    const found = take();
    if (found !== wanted)
      throw new Error(`Expected ${wanted}, actual: ${found === '' ? 'end of file' : found}`);
  };
  const value = (): unknown => {
    const token = take();
    if (token === '$') return variables[take()] ?? null;
    if (token.startsWith('"')) return JSON.parse(token) as unknown;
    if (token === 'true' || token === 'false') return token === 'true';
    if (token === 'null') return null;
    return /^-?\d/.test(token) ? Number(token) : token;
  };
  const selection = (): Field[] => {
    expect('{');
    const fields: Field[] = [];
    while (tokens[at] !== '}') {
      if (at >= tokens.length) throw new Error('Expected NAME, actual: end of file');
      if (tokens[at] === '...') {
        at++;
        if (take() !== 'on') throw new Error('Only inline fragments are understood here');
        fields.push({ name: '...', alias: '...', on: take(), args: {}, fields: selection() });
        continue;
      }
      const first = take();
      const field: Field = { name: first, alias: first, args: {}, fields: [] };
      if (tokens[at] === ':') {
        at++;
        field.name = take();
      }
      if (tokens[at] === '(') {
        at++;
        while (tokens[at] !== ')') {
          const name = take();
          expect(':');
          field.args[name] = value();
        }
        at++;
      }
      if (tokens[at] === '{') field.fields = selection();
      fields.push(field);
    }
    at++;
    return fields;
  };
  // The head, with its name and the variables' types, says nothing that is needed here.
  while (at < tokens.length && tokens[at] !== '{') at++;
  return selection();
}

function pick(fields: Field[], type: string, source: Body): Body {
  const out: Body = {};
  for (const field of fields) {
    if (field.name === '...') {
      if (field.on === type || field.on === 'GitObject') Object.assign(out, pick(field.fields, type, source));
      continue;
    }
    const found = field.name === '__typename' ? type : source[field.name];
    if (found === undefined) throw new Error(`Field '${field.name}' doesn't exist on type '${type}'`);
    out[field.alias] = found;
  }
  return out;
}

function isBinary(data: Buffer): boolean {
  return data.subarray(0, 8000).includes(0);
}

async function readRepository(request: Request, field: Field): Promise<Body> {
  const { caller, world } = request;
  const repository = findRepository(world, `${String(field.args['owner'])}/${String(field.args['name'])}`);
  if (repository === undefined) throw new Error('missing');
  checkReach(caller, repository);
  const asked = field.fields.filter((item) => item.name === 'object');
  const objects = await readObjects(
    repository.dir,
    asked.map((item) => String(item.args['expression'] ?? item.args['oid'] ?? '')),
  );
  const out: Body = pick(
    field.fields.filter((item) => item.name !== 'object' && item.name !== 'ref'),
    'Repository',
    { id: nodeId('Repository', repository.id), databaseId: repository.id, name: repository.name },
  );
  for (const item of field.fields.filter((one) => one.name === 'ref')) {
    const name = String(item.args['qualifiedName'] ?? '').replace(/^refs\/heads\//, '');
    const oid = repository.branches.get(name);
    out[item.alias] = oid === undefined ? null : pickDeep(item.fields, { target: { oid } });
  }
  const limit = world.limits.graphqlTextBytes;
  for (const [index, item] of asked.entries())
    out[item.alias] = await showObject(repository.dir, objects[index], item.fields, limit);
  return out;
}

async function showObject(
  dir: string,
  object: GitObject | undefined,
  fields: Field[],
  limit: number,
): Promise<Body | null> {
  if (object === undefined) return null;
  if (object.type === 'blob') {
    const binary = isBinary(object.data);
    return pick(fields, 'Blob', {
      id: nodeId('Blob', object.sha),
      oid: object.sha,
      byteSize: object.data.length,
      isBinary: binary,
      isTruncated: object.data.length > limit,
      text: binary ? null : object.data.subarray(0, limit).toString(),
    });
  }
  const type = object.type === 'tree' ? 'Tree' : 'Commit';
  const wanted = fields
    .flatMap((one) => (one.on === type ? one.fields : [one]))
    .find((one) => one.name === 'entries');
  if (type === 'Commit' || wanted === undefined) return pick(fields, type, { oid: object.sha });
  const entries: Body[] = [];
  for (const entry of (await readTreeEntries(dir, object.sha)) ?? []) {
    const [found] = await readObjects(dir, [entry.sha]);
    const shown: Body = {};
    for (const one of wanted.fields)
      shown[one.alias] =
        one.name === 'object'
          ? await showObject(dir, found, one.fields, limit)
          : pick([one], 'TreeEntry', { name: entry.name, type: entry.type, oid: entry.sha })[one.alias];
    entries.push(shown);
  }
  return { [wanted.alias]: entries };
}

/** Picks from plain objects within each other. */
function pickDeep(fields: Field[], source: Body): Body {
  return Object.fromEntries(
    fields.map((one) => {
      const found = source[one.name];
      return [one.alias, one.fields.length > 0 && found ? pickDeep(one.fields, found as Body) : found];
    }),
  );
}

/** The GraphQL route. */
export const graphqlRoutes: Route[] = [
  {
    method: 'POST',
    path: '/graphql',
    auth: 'installation',
    permissions: [['contents', 'read']],
    async handle(request) {
      const query = String(request.body['query'] ?? '');
      const variables = (request.body['variables'] ?? {}) as Body;
      try {
        const data: Body = {};
        const errors: Body[] = [];
        for (const field of parseQuery(query, variables)) {
          if (field.name !== 'repository')
            throw new Error(`Field '${field.name}' doesn't exist on type 'Query'`);
          try {
            data[field.alias] = await readRepository(request, field);
          } catch (error) {
            if (!isRefusal(error) && !(error instanceof Error && error.message === 'missing')) throw error;
            const name = `${String(field.args['owner'])}/${String(field.args['name'])}`;
            data[field.alias] = null;
            errors.push({
              type: 'NOT_FOUND',
              path: [field.alias],
              message: `Could not resolve to a Repository with the name '${name}'.`,
            });
          }
        }
        return ok(errors.length === 0 ? { data } : { data, errors });
      } catch (error) {
        return ok({ errors: [{ message: error instanceof Error ? error.message : String(error) }] });
      }
    },
  },
];

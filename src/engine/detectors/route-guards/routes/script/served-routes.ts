// Reads routes that no router declares: branches of a plain HTTP server, form actions of SvelteKit, Remix and Nuxt.
import type { Expression, FunctionShape, Statement } from '../../../../flow/ir.ts';
import type { SyntaxNode } from '../../../../syntax/tree.ts';
import type { Guard } from '../../body/facts.ts';
import { factsOf } from '../../body/body.ts';
import { handlerOf } from './handler.ts';
import { visitFile, type FileContext, type Place } from '../../route.ts';
import { dotted, textOf, visitExpression } from '../../shapes.ts';

type Branch = Extract<Statement, { kind: 'if' }>;

/** Reads every such route of the file into `file.routes`. */
export function readServedRoutes(file: FileContext): void {
  if (/\b(?:createServer|Bun\.serve|Deno\.serve)\s*\(/.test(file.text))
    visitFile(file, (expression) => {
      if (expression.kind === 'call') readServer(expression, file);
    });
  if (/\bfetch\s*\(\s*req(?:uest)?\b/.test(file.text)) readWorker(file);
  if (/\+page\.server\.[jt]s$/.test(file.path)) readActions(file);
  if (/@remix-run\/|@react-router\/|from ['"]react-router['"]/.test(file.text)) readRemix(file);
  if (/\bdefineEventHandler\s*\(/.test(file.text)) readNuxt(file);
}

function add(
  file: FileContext,
  framework: string,
  place: Place,
  method: string,
  at: { start: SyntaxNode; end: number },
  fn: FunctionShape | undefined,
  guards: Guard[],
  { path, name }: { path?: string | undefined; name: string },
): void {
  file.routes.push({
    framework,
    method,
    isMutating: method !== 'GET',
    path,
    name,
    ...at,
    guards,
    fn,
    place,
  });
}

/** `createServer((req, res) => { if (req.url === '/x') … })`: each branch on a path is a route. */
function readServer(call: Extract<Expression, { kind: 'call' }>, file: FileContext): void {
  const callee = dotted(call.callee) ?? '';
  if (!/^(?:(?:https?|http2)\.)?createServer$|^(?:Bun|Deno)\.serve$/.test(callee)) return;
  const given = call.args.map(({ value }) => value);
  const fetcher = given
    .flatMap((one) => (one.kind === 'object' ? one.entries : []))
    .find(({ key }) => key === 'fetch');
  const last = fetcher?.value ?? given.findLast((one) => one.kind === 'function' || one.kind === 'name');
  const fn = last && handlerOf(last, file, []).fn;
  if (fn) readBranches(fn, file);
}

/** Cloudflare's `export default { fetch(request, env) { … } }`. */
function readWorker(file: FileContext): void {
  visitFile(file, (expression) => {
    if (expression.kind !== 'object') return;
    for (const { key, value } of expression.entries)
      if (key === 'fetch' && value.kind === 'function') readBranches(value.fn, file);
  });
}

function readBranches(fn: FunctionShape, file: FileContext): void {
  const branches = branchesOf(fn.body, file);
  if (branches.length === 0) return;
  const shared = factsOf(
    { ...fn, body: fn.body.filter((one) => !branches.some(({ top }) => top === one)) },
    file.helpers,
  ).guard;
  for (const { branch, path } of branches) {
    const test: Statement = { kind: 'expression', node: branch.test.node, value: branch.test };
    const method = methodIn(branch);
    add(
      file,
      'http',
      'view',
      method,
      { start: branch.node, end: branch.test.node.end },
      { ...fn, node: branch.node, body: [test, ...branch.consequent] },
      shared ? [shared] : [],
      { path, name: '' },
    );
  }
}

/** The branches whose tests compare the address, however the `else if` are chained. */
function branchesOf(
  body: readonly Statement[],
  file: FileContext,
): { branch: Branch; path: string; top: Statement }[] {
  return body.flatMap((top) => {
    const inner =
      top.kind === 'try' || top.kind === 'block'
        ? branchesOf(top.body, file).map((one) => ({ ...one, top }))
        : [];
    const own: { branch: Branch; path: string; top: Statement }[] = [];
    for (
      let at: Statement | undefined = top, steps = 0;
      at?.kind === 'if' && steps < 40;
      at = at.otherwise[0], steps++
    ) {
      const path = pathIn(at.test);
      if (path !== undefined) own.push({ branch: at, path, top });
    }
    return [...own, ...inner];
  });
}

function pathIn(test: Expression): string | undefined {
  if (!/\b(?:url|pathname|path|route)\b/i.test(test.node.text.slice(0, 300))) return undefined;
  let found: string | undefined;
  visitExpression(test, (one) => {
    const text = one.kind === 'regex' ? one.source.replaceAll('\\', '').replace(/^\/\^?/, '') : textOf(one);
    if (found === undefined && text !== undefined && /^\/\w/.test(text)) found = text;
  });
  return found;
}

function methodIn({ test, consequent }: Branch): string {
  const verb = /['"](DELETE|PUT|PATCH|POST)['"]/;
  const text = [test.node, ...consequent.map(({ node }) => node)]
    .map(({ text: one }) => one.slice(0, 400))
    .join('\n');
  return (
    verb.exec(test.node.text)?.[1] ??
    (/['"](?:GET|HEAD)['"]/.test(test.node.text) ? 'GET' : (verb.exec(text)?.[1] ?? 'GET'))
  );
}

/** What is exported under a name, and the node that a finding names. */
function exported(
  file: FileContext,
  name: string,
): { value: Expression | FunctionShape; node: SyntaxNode } | undefined {
  for (const one of file.program.body) {
    if (
      one.node.parent?.kind !== 'export_statement' &&
      one.node.kind !== 'export_statement' &&
      one.node.parent?.parent?.kind !== 'export_statement'
    )
      continue;
    if (one.kind === 'function' && one.fn.name === name) return { value: one.fn, node: one.node };
    if (one.kind === 'assign' && one.target.kind === 'bind' && one.target.name === name)
      return { value: one.value, node: one.node };
  }
  return undefined;
}

function headEnd(fn: FunctionShape | undefined, node: SyntaxNode): number {
  return fn?.node.get('parameters')?.end ?? Math.min(node.end, node.start + 60);
}

function readActions(file: FileContext): void {
  const found = exported(file, 'actions')?.value;
  const object = found && 'kind' in found ? (found.kind === 'typed' ? found.value : found) : undefined;
  if (object?.kind !== 'object') return;
  for (const { key, value } of object.entries) {
    if (key === undefined) continue;
    const guards: Guard[] = [];
    const { fn } = handlerOf(value, file, guards);
    add(
      file,
      'svelte',
      'global',
      'POST',
      { start: fn?.node ?? value.node, end: headEnd(fn, value.node) },
      fn,
      guards,
      {
        path: pathOfFile(file.path),
        name: key === 'default' ? '' : key,
      },
    );
  }
}

function readRemix(file: FileContext): void {
  for (const name of ['action', 'loader']) {
    const found = exported(file, name);
    if (!found) continue;
    const guards: Guard[] = [];
    const fn = 'kind' in found.value ? handlerOf(found.value, file, guards).fn : found.value;
    add(
      file,
      'remix',
      'view',
      name === 'action' ? 'POST' : 'GET',
      { start: found.node, end: headEnd(fn, found.node) },
      fn,
      guards,
      {
        path: pathOfFile(file.path),
        name: '',
      },
    );
  }
}

/** `server/api/users/[id].delete.ts` answers DELETE /users/[id]. */
function readNuxt(file: FileContext): void {
  visitFile(file, (expression) => {
    if (expression.kind !== 'call' || dotted(expression.callee) !== 'defineEventHandler') return;
    const first = expression.args[0]?.value;
    const guards: Guard[] = [];
    const fn = first && handlerOf(first, file, guards).fn;
    const verb =
      /\.(get|post|put|patch|delete)\.[jt]s$/.exec(file.path)?.[1] ??
      (/\breadBody\s*\(/.test(file.text) ? 'post' : 'get');
    add(
      file,
      'nuxt',
      'global',
      verb.toUpperCase(),
      { start: expression.node, end: headEnd(fn, expression.node) },
      fn,
      guards,
      {
        path: pathOfFile(file.path),
        name: '',
      },
    );
  });
}

/** The address that a file's place stands for. */
function pathOfFile(path: string): string | undefined {
  const match =
    /(?:^|\/)(?:routes|api)\/(.*?)(?:\/\+page\.server|\/\+server)?(?:\.(?:get|post|put|patch|delete))?\.[jt]sx?$/.exec(
      path,
    );
  return match ? `/${(match[1] ?? '').replace(/\([^)]*\)\//g, '').replaceAll('.', '/')}` : undefined;
}

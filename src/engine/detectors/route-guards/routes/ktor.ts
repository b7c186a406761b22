// Reads the routes of Ktor: verbs within `routing`, with the `route` and `authenticate` blocks around them.
import type { Expression, FunctionShape } from '../../../flow/ir.ts';
import type { Guard } from '../body/facts.ts';
import { codeOf, type FileContext, type Place } from '../route.ts';
import { dotted, textOf, visitAll } from '../shapes.ts';
import { guardLevelOf } from '../words.ts';

type Call = Extract<Expression, { kind: 'call' }>;

const verbs = /^(?:get|post|put|patch|delete)$/;
/** What a body says when it asks for the caller itself. */
const asksCaller =
  /HttpStatusCode\.(?:Unauthorized|Forbidden)|\bprincipal\b|\bsessions\b|HttpHeaders\.Authorization|"Authorization"|[cC]urrentUser|[rR]equire(?:Auth|Admin|User|Role)|[vV]erify(?:Token|Signature)|X-Hub-Signature/;

/** What stands around a route. */
interface Around {
  prefix: string;
  guards: Guard[];
}

/** Reads every route of the file into `file.routes`. */
export function readKtorRoutes(file: FileContext): void {
  if (!/\bio\.ktor\b/.test(file.text)) return;
  const place: Place = /\bembeddedServer\(|\binstall\(Authentication\)/.test(file.text) ? 'app' : 'router';
  const functions = new Set<FunctionShape>();
  for (const statement of file.program.body)
    if (statement.kind === 'function')
      readBlock(statement.fn, { prefix: '', guards: [] }, file, place, functions);
}

function readBlock(
  fn: FunctionShape,
  around: Around,
  file: FileContext,
  place: Place,
  seen: Set<FunctionShape>,
): void {
  if (seen.has(fn)) return;
  seen.add(fn);
  visitAll(fn.body, (expression) => {
    if (expression.kind !== 'call') return;
    const block = blockOf(expression);
    const name = dotted(expression.callee);
    if (!block || name === undefined) return;
    if (verbs.test(name)) {
      file.routes.push(routeOf(expression, name, block, around, file, place));
      return false;
    }
    readBlock(block, within(expression, name, around), file, place, seen);
    return false;
  });
}

/** The block behind a call: `routing { … }`. */
function blockOf(call: Call): FunctionShape | undefined {
  const last = call.args.at(-1)?.value;
  return last?.kind === 'function' ? last.fn : undefined;
}

function within(call: Call, name: string, around: Around): Around {
  if (name === 'route') return { ...around, prefix: `${around.prefix}${textOf(call.args[0]?.value) ?? ''}` };
  const level = name === 'authenticate' ? 'authenticated' : guardLevelOf(name);
  if (!level) return around;
  // With `optional = true` nobody is turned away.
  const isOptional = /\boptional\s*=\s*true\b/.test(call.node.text.slice(0, 200));
  return {
    ...around,
    guards: [...around.guards, { name, level: isOptional ? 'maybe' : level, node: call.node }],
  };
}

function routeOf(
  call: Call,
  verb: string,
  fn: FunctionShape,
  around: Around,
  file: FileContext,
  place: Place,
) {
  const first = call.args.length > 1 ? call.args[0]?.value : undefined;
  const asks: Guard[] = asksCaller.test(codeOf(fn, file))
    ? [{ name: 'handler', level: 'maybe', node: fn.node }]
    : [];
  return {
    framework: 'ktor',
    method: verb.toUpperCase(),
    isMutating: verb !== 'get',
    path: `${around.prefix}${textOf(first) ?? ''}`,
    name: '',
    start: call.node,
    end: first?.node.end ?? call.node.start + verb.length,
    guards: [...around.guards, ...asks],
    fn,
    place,
  };
}

// Reads AWS Lambda functions that answer HTTP requests as routes.
import type { FunctionShape } from '../../../../flow/ir.ts';
import { declarationStart, guardsOf, headerEnd, type FileContext } from '../../route.ts';

const fromHttp =
  /\bevent(?:\.get\(|\[)\s*['"](?:body|pathParameters|queryStringParameters|httpMethod|headers|rawPath|multiValueQueryStringParameters)['"]/;
/** The function looks for itself; who the gateway's authorizer says is calling is read from the body. */
const asks = /[aA]uthorization|signature|hmac|api.?key|token|secret|session/i;

/** Reads a function of the shape `handler(event, context)` into `file.routes` when it takes its event from a gateway. */
export function readPythonLambda(fn: FunctionShape, file: FileContext): void {
  const [event, context] = fn.parameters.map(({ target }) => (target.kind === 'bind' ? target.name : ''));
  if (event !== 'event' || !/^_{0,2}(?:context|ctx|_)?$/.test(context ?? '') || fn.parameters.length !== 2)
    return;
  const text = fn.node.text.slice(0, 8000);
  if (!fromHttp.test(text) || asks.test(text.replace(/authorizer/g, ''))) return;
  const isMutating = !/['"]GET['"]/.test(text);
  const own = fn.name ?? '';
  const stem = file.path.split('/').at(-1)?.replace(/\.py$/, '') ?? '';
  file.routes.push({
    framework: 'lambda',
    method: isMutating ? 'POST' : 'GET',
    isMutating,
    path: undefined,
    name: /^(?:lambda_)?handler$/.test(own) ? stem : own,
    start: declarationStart(fn.decorators, fn.node),
    end: headerEnd(fn),
    guards: fn.decorators.flatMap((one) => guardsOf(one, file)),
    fn,
    place: 'router',
  });
}

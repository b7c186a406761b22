// Follows roles and identities from the request through the variables of one function.
import type { Expression, FunctionShape } from '../../../flow/ir.ts';
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { FileContext } from '../route.ts';
import { dotted, lastName, textOf } from '../shapes.ts';
import type { Verdict } from '../verdict.ts';

/** Says something of a place; of a line only once. */
export type Say = (node: SyntaxNode, verdict: Pick<Verdict, 'severity' | 'confidence' | 'message'>) => void;

/** What is known of a function while it is read. */
export interface RoleReading {
  fn: FunctionShape;
  file: FileContext;
  /** Variables that hold the request's content, and those that hold a role from it. */
  inputs: Set<string>;
  roles: Map<string, string>;
  /** Fields of the request's content by the names they were given. */
  sent: Set<string>;
  say: Say;
  /** What is said when all of the function is known. */
  late: (() => void)[];
}

/** Keys under which a request would say what its author may. */
export const roleKey =
  /^(?:x[-_])?(?:http[-_]x[-_])?(?:user[-_]?)?(?:role|roles|is[-_]?admin|admin|isAdmin|is[-_]?superuser|superuser|is[-_]?staff|isStaff|permissions?|access[-_]?level|privileges?|userRole|user[-_]type|userType|accountType|isSuperAdmin|isModerator|x[-_](?:is[-_])?(?:internal|trusted|debug|bypass|superuser)(?:[-_](?:request|call|user|access|auth))?|is[-_]?moderator|isAuthenticated|is[-_]?authenticated|authenticated|logged[-_]?in|loggedIn|isLoggedIn)$/i;

/** Headers that name who calls, where a proxy in front wrote them. */
export const identityHeader =
  /^(?:http_)?x[-_](?:user|auth|forwarded|remote|current|account|customer|authenticated)[-_]?(?:user|id|email|name|userid|username|user[-_]id)?$/i;

/** Chains that read what the caller wrote. */
export const inputChain =
  /^(?:(?:self|this|flask|info)\.)?(?:req|request|ctx|context|c|event|r)\.(?:(?:req|request)\.)?(?:body|query|params|headers|header|cookies|cookie|args|form|json|values|GET|POST|COOKIES|META|data|query_params|get_json|param|nextUrl\.searchParams|input|get|queryStringParameters|raw_headers)\b/;

/** Keys that name who calls. */
export const identity =
  /^(?:user|user_?id|username|uid|email|account|account_?id|role|is_?admin|admin|logged_?in|authenticated)$/i;

const usesHono = /from ['"]hono['"/]/;

/** True for the content of the request, or a part of it. */
export function isInput(reading: RoleReading, expression: Expression): boolean {
  const chain = dotted(expression)?.replace(/^(?:await )/, '');
  if (chain === undefined) return false;
  // Hono's `c.get('user')` is what a middleware left there; Express' and Koa's `get` reads a header.
  if (
    /^(?:c|context|ctx)\.get\b/.test(chain) &&
    (!chain.startsWith('ctx') || usesHono.test(reading.file.text))
  )
    return false;
  // A Lambda's `event['headers']`
  if (expression.kind === 'index' && chain === 'event[]')
    return /^(?:headers|queryStringParameters|body)$/.test(textOf(expression.key) ?? '');
  return inputChain.test(chain) || reading.inputs.has(chain.replace(/[.[(].*$/, ''));
}

/** The key under which an expression takes a role from the request. */
export function roleOf(reading: RoleReading, expression: Expression): string | undefined {
  if (expression.kind === 'name') return reading.roles.get(expression.name);
  if (expression.kind === 'choice')
    return expression.branches.map((one) => roleOf(reading, one)).find((one) => one !== undefined);
  if (
    expression.kind === 'member' &&
    (roleKey.test(expression.property) || identityHeader.test(expression.property))
  )
    return isInput(reading, expression.object) ? expression.property : undefined;
  // Next.js: `request.cookies.get('role')?.value`
  if (expression.kind === 'member' && expression.property === 'value')
    return roleOf(reading, expression.object);
  if (expression.kind === 'call') {
    const key = textOf(expression.args[0]?.value);
    const name = lastName(expression.callee) ?? '';
    if (
      key !== undefined &&
      (roleKey.test(key) || identityHeader.test(key)) &&
      /^(?:get|header|param|query|getlist|pop|getHeader|has)$/.test(name)
    )
      return isInput(
        reading,
        expression.callee.kind === 'member' ? expression.callee.object : expression.callee,
      ) || isInput(reading, expression.callee)
        ? key
        : undefined;
    if (
      /^(?:bool|str|String|Boolean|lower|upper|toLowerCase|toString|strip|trim|parse|loads|int|Number)$/.test(
        name,
      )
    ) {
      const inner =
        expression.args[0]?.value ??
        (expression.callee.kind === 'member' ? expression.callee.object : undefined);
      return inner && inner !== expression ? roleOf(reading, inner) : undefined;
    }
    if (expression.callee.kind === 'member' && expression.args.length <= 1)
      return roleOf(reading, expression.callee.object);
  }
  return undefined;
}

/** `request.cookies.get("user_id")`: no proxy writes it, the browser does. */
export function cookieIdentity(value: Expression): string | undefined {
  const key =
    value.kind === 'call'
      ? textOf(value.args[0]?.value)
      : value.kind === 'index'
        ? textOf(value.key)
        : undefined;
  const chain = dotted(value.kind === 'index' ? value.object : value) ?? '';
  return key !== undefined &&
    /^(?:user_?id|uid|user|username|account_?id|customer_?id|email|logged_in_user)$/i.test(key) &&
    /^(?:self\.)?req(?:uest)?\.(?:cookies|COOKIES)(?:\.get\(\))?$/.test(chain)
    ? key
    : undefined;
}

/** A value that the caller wrote, also with a default. */
export function isInputPart(reading: RoleReading, value: Expression): boolean {
  if (value.kind === 'choice') return value.branches.some((one) => isInputPart(reading, one));
  if (value.kind === 'name') return reading.sent.has(value.name);
  if (value.kind === 'object')
    return value.entries.some((entry) =>
      identity.test(entry.key ?? '') || entry.key === 'name' || entry.key === 'id'
        ? isInputPart(reading, entry.value)
        : false,
    );
  if (value.kind === 'call') return value.args.length > 0 && isInput(reading, value);
  return (value.kind === 'member' || value.kind === 'index') && isInput(reading, value.object);
}

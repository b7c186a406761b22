// Tells the caller's identity from what the author of a request may write.

/** Names under which a handler gets the request, at the head of a chain. */
export const requestHeads =
  /^(?:(?:self|this|info|args|cls)\.)?(?:(?:app|router|api|resolver|chalice)\.current_(?:request|event)|scope|req|request|ctx|context|c|event|socket|client|ws|conn|res|reply|info|g|flask\.g|locals|session|flask\.session|http_request|_req|_request|opts|handler|Context|contextValue|e)(?=[.[(]|$)/;

/** Keys under which a request or session holds who calls. */
export const callerKey =
  /^(?:user|currentUser|current_user|authUser|auth_user|auth|principal|identity|userId|user_id|userID|uid|username|user_name|loggedin|logged_in|loggedIn|isLoggedIn|is_logged_in|isAuthenticated|is_authenticated|authenticated|viewer|admin|is_admin|isAdmin|role|roles|user_role|email|user_email|account|account_id|accountId|member_id|jwt|jwtPayload|claims|caller|actor|profile|authenticated_userid|authorizer|cognitoIdentityId|auth_token|access_token|permissions)$/;

/** What in a chain is written by the caller, or leads away from the request. */
export const outsideKey =
  /\.(?:body|params|query|args|form|json|data|input|headers|header|cookies|cookie|GET|POST|DATA|path_params|query_params|pathParameters|queryStringParameters|searchParams|values|files|view_args|matchdict|match_info|nextUrl|url|path|get_json|param|rawHeaders|handshake\.query|db|database|prisma|orm|models?|repositor(?:y|ies)|repo|em|dataSources|loaders|services?|store|knex|drizzle|supabase|app|redis|pool)\b/;

const callerNames =
  /^(?:current_user|currentUser|current_identity|authenticated_user|authUser|loggedInUser|(?:self|this)\.current_user|(?:self|this)\.currentUser|flask_login\.current_user|this\.userId|Meteor\.user(?:Id)?\(\)|(?:me|viewer|whoami|current_account|current_member)\(\))(?:$|[.([])/;

/** True for `req.user`, `session['user_id']`, `g.user`, `current_user`; false for what the request's author writes. */
export function isCaller(given: string): boolean {
  if (ofOwnTenant.test(given)) return true;
  // What a socket's handshake left for its events.
  const chain = given.replace(/^(client|socket)\.data\./, '$1.');
  if (callerNames.test(chain)) return true;
  const head = requestHeads.exec(chain);
  if (!head || outsideKey.test(chain)) return false;
  // Who holds the session of a basket has that basket.
  if (/^(?:\w{1,12}\.)?(?:session|signedCookies)\.(?:cart|basket|guest)\w{0,10}$/i.test(chain)) return true;
  if (ofGuard.test(chain)) return true;
  const parts = chain.replace(/\(\)|\[\]/g, '').split('.');
  // `ctx.state.user`, `req.session.userId`, `request.user`; what follows is a property of the caller.
  const at = parts.findIndex((part, i) => i > 0 && callerKey.test(part));
  if (at === -1) return false;
  const isSession = parts.slice(0, at).some((part) => /^session$/i.test(part));
  return (
    isSession ||
    !/^(?:username|email|account|profile|role|roles|admin|actor|permissions|access_token)$/.test(
      parts[at] ?? '',
    ) ||
    /^(?:locals|state)$/.test(parts[at - 1] ?? '') ||
    // `req.account.id`: an object that a guard left there, and no text of the request's.
    (/^(?:account|profile|actor|admin)$/.test(parts[at] ?? '') && ofSomebody.test(parts[at + 1] ?? ''))
  );
}

/** `req.customer.id`: an account by its kind, which a guard left in the request. */
const ofGuard =
  /^(?:req|request|ctx|ctx\.state|request\.ctx|res\.locals|g)\.(?:customer|member|employee|merchant|vendor|driver|patient|student|teacher|operator|seller|client|subscriber)\??\._?(?:id|pk|uuid|uid)$/;

/** Properties that an account has and a text of the request has not. */
const ofSomebody = /^_?(?:id|pk|uuid|uid|sub|role|roles|email|is_?[aA]dmin|is_?staff|permissions|scopes)$/;

/** The chain of the organisation that the caller belongs to. */
export const ofTenant =
  /^(?:req|request|ctx|context|c|session|locals|res\.locals|event\.locals)\.(?:\w{1,20}\.)?(?:org|organi[sz]ation|tenant|workspace|team|company)(?:_?[iI]d)?(?:\.|$)/;

/** `@account.documents`: what belongs to the organisation that a step before the action found for the caller. */
const ofOwnTenant =
  /^this\.@(?:current_)?(?:account|tenant|organi[sz]ation|workspace|company)\.(?!find|update|destroy|delete)\w/;

/** A key that holds what the caller may. */
export const roleWord =
  /^(?:(?:user_?)?roles?|is_?admin|admin|is_?staff|is_?superuser|permissions?|scopes?|is_?owner)$/i;

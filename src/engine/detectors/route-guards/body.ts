// What a handler's body does: checks its caller, touches records by an id of the request, uses the caller at hand.
import type { Expression, FunctionShape, Statement } from '../../flow/ir.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import {
  boundNames,
  dotted,
  lastName,
  textOf,
  visitExpression,
  visitFunction,
  type Visit,
} from './shapes.ts';
import { powerOfCall, powerOfSql } from './power.ts';
import { decides, guardLevelOf, phraseOf, type GuardLevel } from './words.ts';

/** A check of the caller, wherever it stands. `name` is what siblings have in common. */
export interface Guard {
  name: string;
  level: GuardLevel;
  node: SyntaxNode;
  /** True when it is part of the body and not of the declaration. */
  inBody?: boolean;
  /** True when it stands around the whole app. */
  isWide?: boolean;
  /** True when it stands around a router: its routes have it in common, and another router's need not. */
  isShared?: boolean;
}

/** A record that is read or changed by an id from the request. */
export interface RecordUse {
  node: SyntaxNode;
  verb: 'read' | 'update' | 'delete';
  text: string;
  id: string;
}

export interface BodyFacts {
  guard?: Guard | undefined;
  /** True when the caller's identity is put to use in a query, a comparison or a call. */
  usesCaller: boolean;
  /** True when something decides by role, owner or permission. */
  decides: boolean;
  records: RecordUse[];
  /** True when the body deletes, updates or inserts anything. */
  changes: boolean;
  /** True when it starts processes or evaluates code. */
  runs: boolean;
  /** True when it reads all rows of users. */
  readsUsers: boolean;
  /** What the body does that is an administrator's work wherever it stands, such as giving a role. */
  power?: string | undefined;
}

/** The functions of a file by name, so that helpers can be looked into. */
export interface Helpers {
  functions: ReadonlyMap<string, FunctionShape>;
  facts: Map<FunctionShape, BodyFacts | undefined>;
  /** Names that the file gives to a guard of another name. */
  aliases: ReadonlyMap<string, string>;
}

const requestHeads =
  /^(?:(?:self|this|info|args|cls)\.)?(?:app\.current_request|scope|req|request|ctx|context|c|event|socket|client|ws|conn|res|reply|info|g|flask\.g|locals|session|flask\.session|http_request|_req|_request|opts|handler|Context|contextValue|e)(?=[.[(]|$)/;
const callerKey =
  /^(?:user|currentUser|current_user|authUser|auth_user|auth|principal|identity|userId|user_id|userID|uid|username|user_name|loggedin|logged_in|loggedIn|isLoggedIn|is_logged_in|isAuthenticated|is_authenticated|authenticated|viewer|admin|is_admin|isAdmin|role|roles|user_role|email|user_email|account|account_id|accountId|member_id|jwt|jwtPayload|claims|caller|actor|profile|authenticated_userid|authorizer|cognitoIdentityId|auth_token|access_token|permissions)$/;
const outsideKey =
  /\.(?:body|params|query|args|form|json|data|input|headers|header|cookies|cookie|GET|POST|DATA|path_params|query_params|pathParameters|queryStringParameters|searchParams|values|files|view_args|matchdict|match_info|nextUrl|url|path|get_json|param|rawHeaders|handshake\.query|db|database|prisma|orm|models?|repositor(?:y|ies)|repo|em|dataSources|loaders|services?|store|knex|drizzle|supabase|app|redis|pool)\b/;
const callerNames =
  /^(?:current_user|currentUser|current_identity|authenticated_user|authUser|loggedInUser|(?:self|this)\.current_user|(?:self|this)\.currentUser|flask_login\.current_user|this\.userId|Meteor\.user(?:Id)?\(\))(?:$|[.([])/;

/** True for `req.user`, `session['user_id']`, `g.user`, `current_user`; false for what the request's author writes. */
export function isCaller(given: string): boolean {
  // What a socket's handshake left for its events.
  const chain = given.replace(/^(client|socket)\.data\./, '$1.');
  if (callerNames.test(chain)) return true;
  const head = requestHeads.exec(chain);
  if (!head || outsideKey.test(chain)) return false;
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
    /^(?:locals|state)$/.test(parts[at - 1] ?? '')
  );
}

const ofTenant =
  /^(?:req|request|ctx|context|c|session|locals|res\.locals|event\.locals)\.(?:\w{1,20}\.)?(?:org|organi[sz]ation|tenant|workspace|team|company)(?:_?[iI]d)?(?:\.|$)/;

const credentialHeader =
  /^(?:http[_-])?(?:authorization|proxy-authorization|x[-_]api[-_]key|api[-_]key|apikey|x[-_]auth[-_]token|x[-_]access[-_]token|x[-_]token|x[-_]admin[-_]\w+|x[-_][\w-]*(?:secret|signature|token|key|hmac)[\w-]*|[\w-]*signature[\w-]*|svix-[\w-]+|x-amz-sns-message-type|x[-_]csrf[-_]token)$/i;
const refusal =
  /(?:^|_|\b)(?:forbidden|unauthori[sz]ed|permission[ _]?denied|permissionerror|access[ _]?denied|not[ _]?authenticated|unauthenticated|authenticationfailed|authenticationerror|authorizationerror|not[ _]authori[sz]ed|401|403)(?:$|_|\b)|(?:Forbidden|Unauthori[sz]ed|PermissionDenied|AccessDenied|NotAuthenticated|Unauthenticated)/i;

const roleWord =
  /^(?:(?:user_?)?roles?|is_?admin|admin|is_?staff|is_?superuser|permissions?|scopes?|is_?owner)$/i;

/** How a check in a body is named when it has no name of its own. */
const refusalName = 'an answer of 401 or 403';

/** The facts of a function, looked into once; helpers of the file are followed. */
export function factsOf(fn: FunctionShape, helpers: Helpers, depth = 0): BodyFacts {
  const known = helpers.facts.get(fn);
  if (known) return known;
  const facts: BodyFacts = {
    usesCaller: false,
    decides: false,
    records: [],
    changes: false,
    runs: false,
    readsUsers: false,
  };
  helpers.facts.set(fn, facts);
  const callers = new Set<string>();
  const ids = new Set<string>();
  /** Names that are read anywhere, and those that hold the answer of a question which refuses nobody by itself. */
  const read = new Set<string>();
  const answers: { names: string[]; asked: string }[] = [];
  const skipped = new Set<Expression>();
  /** True when a role is read from something other than the request. */
  let asksRole = false;
  /** True when a helper of the file asks, whose own words tell what it asks for. */
  let helped = false;
  readParameters(fn, callers, ids, facts, (name) => {
    const helper = helpers.functions.get(name);
    return helper && helper !== fn && depth < 3 ? factsOf(helper, helpers, depth + 1).guard : undefined;
  });
  // `Depends(current_user)` names who asks; the parameter puts the caller to use only where it is read.
  for (const { fallback } of fn.parameters)
    if (fallback && /^(?:Depends|Security)\(/.test(fallback.node.text)) skipped.add(fallback);
  const visit = (expression: Expression, at: Visit): boolean | void => {
    if (skipped.has(expression)) return false;
    return readExpression(expression, at);
  };
  const note = (name: string, level: GuardLevel, node: SyntaxNode): void => {
    if (!facts.guard || (facts.guard.name === refusalName && name !== refusalName))
      facts.guard = {
        name,
        level: facts.guard?.level === 'authorised' ? 'authorised' : level,
        node,
        inBody: true,
      };
    else if (level === 'authorised') facts.guard = { ...facts.guard, level };
    if (level === 'authorised') facts.decides = true;
  };
  const useOfCaller = (expression: Expression, chain: string, at: Visit): void => {
    const last = chain.split('.').at(-1) ?? '';
    note(
      chain.split('.').slice(0, 3).join('.'),
      roleWord.test(last) ? 'authorised' : 'authenticated',
      expression.node,
    );
    if (/^(?:is_?authenticated|is_anonymous|isLoggedIn)/i.test(last)) return;
    if (!at.isTest) facts.usesCaller = true;
  };
  function readExpression(expression: Expression, at: Visit): boolean | void {
    switch (expression.kind) {
      case 'literal': {
        if (expression.value === 401 || expression.value === 403)
          note(refusalName, 'authenticated', expression.node);
        if (expression.value === 403) facts.decides = true;
        if (typeof expression.value !== 'string' || expression.value.length > 80) return;
        if (refusal.test(expression.value)) note(refusalName, 'authenticated', expression.node);
        if (at.parent?.kind === 'call' && credentialHeader.test(expression.value))
          note(expression.value, 'authenticated', expression.node);
        return;
      }
      case 'name':
      case 'member': {
        const chain = dotted(expression);
        if (chain === undefined) return;
        read.add(chain.replace(/[.[(].*$/, ''));
        if (callers.has(chain.replace(/[.[(].*$/, ''))) {
          useOfCaller(expression, chain, at);
          return false;
        }
        if (isCaller(chain)) {
          useOfCaller(expression, chain, at);
          return false;
        }
        // A filter by the caller's organisation; by itself it asks nobody who they are.
        if (ofTenant.test(chain) && !outsideKey.test(chain) && !at.isTest) facts.usesCaller = true;
        if (refusal.test(chain)) note(refusalName, 'authenticated', expression.node);
        if (/403|forbidden|permissiondenied/i.test(chain)) facts.decides = true;
        // `request.client.host != "127.0.0.1"`
        if (
          /^(?:self\.)?request\.(?:client\.host|remote_addr|remote_ip|remote|ip)$/.test(chain) &&
          at.parent?.kind === 'binary'
        )
          note('the address of the caller', 'authorised', expression.node);
        if (
          expression.kind === 'member' &&
          credentialHeader.test(expression.property) &&
          /headers?|META|metadata|rawHeaders/i.test(chain)
        )
          note(expression.property, 'authenticated', expression.node);
        if (
          expression.kind === 'member' &&
          /^(?:authorization|verified|isAuthenticated)$/.test(expression.property) &&
          requestHeads.test(chain)
        )
          note(chain, 'authenticated', expression.node);
        if (
          /^(?:is_?admin|is_staff|is_superuser|owner_?id|author_?id|created_?by)$/i.test(
            expression.kind === 'member' ? expression.property : '',
          ) &&
          !outsideKey.test(chain)
        )
          facts.decides = true;
        return;
      }
      case 'call':
        return readCall(expression, at);
      case 'tagged': {
        const sql = expression.parts
          .map((part) => (part.kind === 'literal' ? String(part.value) : '?'))
          .join('');
        readSql(sql, expression.parts, expression.node);
        return;
      }
      case 'build':
        return;
      case 'binary': {
        // `'user' in session`
        if (expression.operator === 'in' || expression.operator === 'not in') {
          const key = textOf(expression.left);
          const chain = dotted(expression.right) ?? '';
          if (key !== undefined && /(?:^|\.)session$/.test(chain) && callerKey.test(key))
            note(`session[${key}]`, 'authenticated', expression.node);
        }
        if (/^[!=]==?$/.test(expression.operator))
          for (const [mine, other] of [
            [expression.left, expression.right],
            [expression.right, expression.left],
          ] as const) {
            const side = (dotted(mine) ?? '').replace(/\.toString\(\)$/, '');
            // `account.owner !== req.username`
            if (
              /\.(?:owner|author|creator|ownerId|owner_id|authorId|author_id)$/.test(side) &&
              !outsideKey.test(side) &&
              (other.kind === 'member' || other.kind === 'call')
            )
              facts.decides = true;
          }
        if (expression.operator === 'unary' && /^delete\s/.test(expression.node.text))
          recordIndex(expression.left, 'delete');
        return;
      }
      case 'index':
        recordIndex(expression, 'read');
        return;
      case 'other':
        if (expression.node.kind === 'delete_statement')
          for (const part of expression.parts) recordIndex(part, 'delete');
        return;
      case 'assign':
        if (expression.target.kind === 'place') recordIndex(expression.target.place, 'update');
        return;
      case 'object': {
        if (isFilter(expression, at.parent)) return;
        // Who made a change is written down without being asked whether they may.
        for (const entry of expression.entries)
          if (
            entry.key !== undefined &&
            /^(?:updated|modified|created|changed|deleted|edited)_?by|^actor|^performed/i.test(entry.key)
          )
            skipped.add(entry.value);
        return;
      }
      case 'function':
      case 'not':
      case 'regex':
      case 'choice':
      case 'list':
      case 'each':
        return;
    }
  }
  function recordIndex(expression: Expression, verb: RecordUse['verb']): void {
    if (expression.kind !== 'index') return;
    const id = idIn(expression.key);
    const chain = dotted(expression.object);
    if (id === undefined || chain === undefined || requestHeads.test(chain)) return;
    facts.records.push({ node: expression.node, verb, text: chain, id });
    if (verb !== 'read') facts.changes = true;
  }
  /** The name of an id of the request in an expression. */
  function idIn(expression: Expression): string | undefined {
    let found: string | undefined;
    visitExpression(expression, (one) => {
      if (found !== undefined) return false;
      found = requestId(one, ids);
      return found === undefined;
    });
    return found;
  }
  function readSql(sql: string, values: readonly Expression[], node: SyntaxNode): boolean {
    facts.power ??= powerOfSql(sql);
    const statement = /\b(select|update|delete|insert)\b/i.exec(sql)?.[1]?.toLowerCase();
    if (statement === undefined || !/\b(?:from|into|set)\b/i.test(sql)) return false;
    const table = /\b(?:from|update|into)\s+["'`[]?([\w.]+)/i.exec(sql)?.[1] ?? '';
    if (statement !== 'select') facts.changes = true;
    const where = /\bwhere\b([\s\S]*)/i.exec(sql)?.[1];
    if (statement === 'select' && /users?$|accounts$|customers$/i.test(table)) facts.readsUsers = true;
    if (
      where !== undefined &&
      /\b(?:owner|user|tenant|org\w*|author|customer|created_by)_?id\b/i.test(where) &&
      facts.usesCaller
    )
      facts.decides = true;
    if (where === undefined || statement === 'insert') return true;
    for (const value of values) {
      const id = idIn(value);
      if (id === undefined) continue;
      facts.records.push({
        node,
        verb: statement === 'select' ? 'read' : statement === 'delete' ? 'delete' : 'update',
        text: table,
        id,
      });
      break;
    }
    return true;
  }
  function readCall(call: Extract<Expression, { kind: 'call' }>, at: Visit): boolean | void {
    const chain = dotted(call.callee) ?? '';
    const last = lastName(call.callee) ?? '';
    if (
      /^(?:console|logger|log|logging|audit\w*|winston|sentry)\b/i.test(chain.split('.').at(-2) ?? chain) ||
      /^(?:print|log|audit_?log|logAction|log_action)$/i.test(last)
    ) {
      // Words in a log are no check, and the caller's name in it is no use.
      return false;
    }
    if (
      /^redirect/i.test(last) &&
      call.args.some(({ value }) =>
        /log_?in|sign_?in|auth/i.test(textOf(value) ?? value.node.text.slice(0, 80)),
      )
    )
      note('a redirect to the login page', 'authenticated', call.node);
    const helper =
      helpers.functions.get(chain) ??
      (/^(?:self|this|cls)\.\w+$/.test(chain) ? helpers.functions.get(last) : undefined);
    if (helper && helper !== fn && depth < 3) {
      const inner = factsOf(helper, helpers, depth + 1);
      if (inner.guard) {
        note(last, inner.guard.level, call.node);
        helped = true;
      }
      facts.power ??= inner.power;
      facts.changes ||= inner.changes;
      facts.runs ||= inner.runs;
    }
    if (last === 'get' || last === 'pop' || last === 'getItem' || last === 'get_secure_cookie') {
      const key = textOf(call.args[0]?.value);
      if (
        key !== undefined &&
        /(?:^|\.)(?:session|cookies?)\.get$|(?:^|\.)session\.pop$|get_secure_cookie$/.test(chain) &&
        callerKey.test(key)
      ) {
        if (!/cookies?\.get$/.test(chain)) {
          note(`session[${key}]`, roleWord.test(key) ? 'authorised' : 'authenticated', call.node);
          if (!at.isTest) facts.usesCaller = true;
        }
        return false;
      }
    }
    // `claims.get("role") != "librarian"`
    if (last === 'get' && roleWord.test(textOf(call.args[0]?.value) ?? '') && !outsideKey.test(chain))
      asksRole = true;
    if (isCaller(chain)) useOfCaller(call, chain, at);
    // Who holds the cookie of a basket has that basket.
    if (
      /(?:^|\.)(?:cookies(?:\(\))?|cookieStore)\.get$/.test(chain) &&
      /^(?:cart|basket|guest|anon\w*|session|sid)(?:_?id|Id|Token|_token)?$/.test(
        textOf(call.args[0]?.value) ?? '',
      )
    ) {
      note(`cookies[${textOf(call.args[0]?.value)}]`, 'authenticated', call.node);
      facts.usesCaller = true;
    }
    // Hono's `c.get('user')`, Flask's `g.get('user')`.
    if (/^(?:c|ctx|context|g)\.get$/.test(chain) && callerKey.test(textOf(call.args[0]?.value) ?? '')) {
      useOfCaller(call, `${chain}.${textOf(call.args[0]?.value)}`, at);
      return false;
    }
    // Who knows the password of the account is its owner.
    if (
      /^(?:compare|compareSync|check_password|check_password_hash|verify_password|verifyPassword|comparePassword|checkpw|validPassword)$/.test(
        last,
      )
    )
      note(last, 'authorised', call.node);
    if (
      /^(?:verify|check|matches)$/.test(last) &&
      /passw/i.test(call.args[0]?.value.node.text.slice(0, 80) ?? '')
    )
      note(last, 'authorised', call.node);
    if (
      /^(?:verify|decode)$/.test(last) &&
      /token|jwt|bearer|auth/i.test(call.args[0]?.value.node.text.slice(0, 80) ?? '')
    )
      note(last, 'authenticated', call.node);
    const alias = helpers.aliases.get(chain);
    const level = bodyGuardLevel(alias ?? chain, call, at);
    if (level) {
      note(last === '' ? chain : last, level, call.node);
      // `find(get_jwt_identity(), id)` puts the caller to use where it asks for them.
      if (
        at.parent &&
        !at.isTest &&
        !/ (?:verify|check|require|ensure|validate|assert) /.test(phraseOf(last))
      )
        facts.usesCaller = true;
    }
    if (
      decides.test(phraseOf(last)) &&
      !/^ (?:get|set|create|update|delete|add|list|find) /.test(phraseOf(last)) &&
      // What is made of a class that is called so decides nothing.
      !/^(?:Membership|Member|Role|Permission|Policy|Tenant|Author|Owner|Collaborator|Participant)$/.test(
        last,
      )
    )
      facts.decides = true;
    readRecord(call, chain, last);
    facts.power ??= powerOfCall(call, chain, last);
    if (
      /^(?:exec|execSync|execFile|execFileSync|spawn|spawnSync|system|popen|check_output|run|call|Popen|eval)$/.test(
        last,
      ) &&
      (/^(?:exec\w*|spawn\w*|eval)$/.test(chain) ||
        /^(?:os|subprocess|child_process|cp|execa|shell)\./.test(chain))
    )
      facts.runs = true;
    return true;
  }
  function readRecord(call: Extract<Expression, { kind: 'call' }>, chain: string, last: string): void {
    if (
      /^(?:requests|http|https|axios|fetch|cache|redis|logger|os|path|config|headers|session|res|response|reply|jwt|np|pd|json|JSON|Math|Object|console|math|httpx|aiohttp|bcrypt|crypto|i18n|t|z|schema|Joi)\b/.test(
        chain,
      ) &&
      !/^session\.(?:query|get|execute|delete|exec|scalar)/.test(chain)
    )
      return;
    if (
      /^(?:req|request|ctx\.req|c\.req)\b(?!\.(?:app|db|dbsession|state|ctx)\b)/.test(chain) ||
      /searchParams|formData|\.headers|cookies|^(?:args|form|params|query)\.(?!save\b)|\.params\.get$/.test(
        chain,
      )
    )
      return;
    const sql = call.args
      .map(({ value }) => textOf(value) ?? '')
      .find((text) => /\b(?:select|update|delete|insert)\b[\s\S]*\b(?:from|set|into)\b/i.test(text));
    if (
      sql !== undefined &&
      /^(?:query|execute|executemany|exec|run|all|get|raw|\$queryRaw\w*|\$executeRaw\w*|fetch\w*|first|one|text|prepare|any|none|oneOrNone|scalar\w*|each|get_results)$/i.test(
        last,
      )
    ) {
      readSql(sql, [call], call.node);
      return;
    }
    const whole = `${chain}()`;
    const verb: RecordUse['verb'] | undefined = deletes.test(last)
      ? 'delete'
      : updates.test(last)
        ? 'update'
        : reads.test(last)
          ? /\.(?:delete|destroy|remove)\(\)/.test(whole)
            ? 'delete'
            : /\.update\(\)/.test(whole)
              ? 'update'
              : 'read'
          : undefined;
    if (verb === undefined && !inserts.test(last)) return;
    if (verb !== 'read') facts.changes = true;
    if (verb === undefined) return;
    const text = call.node.text.slice(0, 160);
    if (
      verb === 'read' &&
      / (?:users?|accounts?|customers?|employees?|members?|patients?) /.test(phraseOf(text))
    )
      facts.readsUsers = true;
    const id = call.args.map(({ value }) => idIn(value)).find((one) => one !== undefined);
    if (id !== undefined) facts.records.push({ node: call.node, verb, text, id });
  }
  const each = (statement: Statement): boolean | void => {
    if (statement.kind === 'assign') {
      if (statement.target.kind === 'place') {
        recordIndex(statement.target.place, 'update');
        if (
          statement.target.place.kind === 'member' &&
          !/^(?:res|reply|response|ctx|c|self|this|module|exports)\b/.test(
            dotted(statement.target.place) ?? '',
          )
        )
          facts.changes ||= facts.records.length > 0;
      }
      learn(statement.target, statement.value);
    } else if (statement.kind === 'expression' && statement.value.kind === 'assign')
      learn(statement.value.target, statement.value.value);
  };
  /** Learns which variables are the caller and which an id of the request. */
  function learn(target: Extract<Statement, { kind: 'assign' }>['target'], value: Expression): void {
    const chain = dotted(value);
    const callChain = value.kind === 'call' ? (dotted(value.callee) ?? '') : '';
    const isGuardCall =
      value.kind === 'call' &&
      bodyGuardLevel(helpers.aliases.get(callChain) ?? callChain, value, {
        isTest: false,
        parent: undefined,
      }) !== undefined;
    const last = callChain.split('.').at(-1) ?? '';
    if (isGuardCall && (returnsNothing.test(last) || mayAnswerNothing(helpers.functions.get(callChain))))
      answers.push({ names: boundNames(target), asked: last });
    const helper = value.kind === 'call' ? helpers.functions.get(callChain) : undefined;
    const isHelped = helper && helper !== fn && depth < 3 && factsOf(helper, helpers, depth + 1).guard;
    const fromSession =
      value.kind === 'call' &&
      /(?:^|\.)session\.get$|get_secure_cookie$/.test(callChain) &&
      callerKey.test(textOf(value.args[0]?.value) ?? '');
    const head = chain?.replace(/[.[(].*$/, '') ?? '';
    // `const { user } = await validateRequest()`: who is asked for by name, of something that knows the request.
    const asked =
      value.kind === 'call' &&
      value.args.length <= 1 &&
      !isInputChain(callChain) &&
      target.kind === 'fields' &&
      target.entries.some(({ key }) => /^(?:user|session|currentUser|userId|viewer|auth)$/.test(key ?? '')) &&
      / (?:auth\w*|session|user|validate|request|current|identity|token|me|viewer|context|login|logged) /.test(
        phraseOf(callChain),
      );
    if (asked) note(callChain, 'authenticated', value.node);
    const fromContext =
      value.kind === 'call' &&
      /^(?:c|ctx|context|g)\.get$/.test(callChain) &&
      callerKey.test(textOf(value.args[0]?.value) ?? '');
    if (
      isGuardCall ||
      isHelped ||
      fromSession ||
      asked ||
      fromContext ||
      (chain !== undefined && (isCaller(chain) || callers.has(head)))
    ) {
      for (const name of boundNames(target))
        if (!/^(?:error|err|ok|status|response)$/.test(name)) callers.add(name);
      if (!isGuardCall && !isHelped && !fromSession) {
        note(chain ?? '', 'authenticated', value.node);
        skipped.add(value);
      } else if (fromSession) {
        note(
          callChain,
          roleWord.test(value.kind === 'call' ? (textOf(value.args[0]?.value) ?? '') : '')
            ? 'authorised'
            : 'authenticated',
          value.node,
        );
        skipped.add(value);
      }
      return;
    }
    if (
      target.kind === 'fields' &&
      chain !== undefined &&
      requestHeads.test(chain) &&
      !outsideKey.test(`.${chain}`)
    ) {
      for (const entry of target.entries) {
        const key = entry.key ?? '';
        if (callerKey.test(key)) {
          for (const name of boundNames(entry.target)) callers.add(name);
          note(`${chain}.${key}`, 'authenticated', value.node);
        }
      }
    }
    if (target.kind === 'fields') {
      const isInput =
        chain !== undefined &&
        (isInputChain(chain) ||
          /^(?:params|input|args|body|query)$/.test(chain) ||
          (chain === 'JSON.parse()' &&
            value.kind === 'call' &&
            /^(?:event|evt|req|request|ctx)\b/.test(value.args[0]?.value.node.text.slice(0, 20) ?? '')));
      if (isInput)
        for (const entry of target.entries)
          for (const name of boundNames(entry.target))
            if (isIdName(name) || isIdName(entry.key ?? '')) ids.add(name);
      return;
    }
    const names = boundNames(target);
    if (names.some(isIdName) && value.kind !== 'literal') {
      if (idIn(value) !== undefined || (chain !== undefined && isInputChain(chain)))
        for (const name of names) ids.add(name);
    } else if (
      value.kind === 'call' &&
      /^(?:int|str|Number|parseInt|String|UUID|ObjectId|parseFloat)$/.test(lastName(value) ?? '') &&
      idIn(value) !== undefined
    )
      for (const name of names) ids.add(name);
  }
  visitFunction({ ...fn, decorators: [] }, visit, each);
  // A session that is fetched and never looked at lets everyone pass.
  const unread = answers.find(({ names }) => names.length > 0 && names.every((name) => !read.has(name)));
  if (unread && facts.guard?.name === unread.asked && answers.length === 1) facts.guard = undefined;
  if (asksRole && facts.guard && facts.decides) facts.guard.level = 'authorised';
  // A shared secret knows no users: who has it may do everything behind it.
  if (
    facts.guard?.inBody === true &&
    facts.guard.level === 'authenticated' &&
    !helped &&
    !/user|jwt|session|decode|login|claims|\bsub\b|auth\(|account|member|\borgs?\b|organi[sz]ation|tenant|workspace|compan(?:y|ies)/i.test(
      fn.node.text,
    )
  )
    facts.guard.level = 'authorised';
  return facts;
}

/** Questions that answer with nothing, and do not throw, where nobody is signed in. */
const returnsNothing =
  /^(?:getServerSession|getSession|auth|getAuth|currentUser|getUser|getCurrentUser|getToken|useSession)$/;

/** Python's `current_user()` of the file that returns `None` for strangers. */
function mayAnswerNothing(helper: FunctionShape | undefined): boolean {
  const text = helper?.node.text.slice(0, 3000) ?? '';
  return /^(?:async )?def /.test(text) && /\breturn None\b/.test(text) && !/\braise\b|\babort\(/.test(text);
}

const deletes =
  /^(?:findByIdAndDelete|findByIdAndRemove|findOneAndDelete|findOneAndRemove|deleteOne|deleteMany|delete|remove|destroy|delete_one|delete_many|find_one_and_delete|deleteById|delete_by_id|removeById|deleteDoc|Delete(?:Item)?Command|hard_delete|softDelete|soft_delete|delete_item|deleteItem|splice|pop|unlink|unlinkSync|rm|rmSync|rmtree)$|^(?:delete|remove|destroy)(?:_|[A-Z])\w*$/;
const updates =
  /^(?:findByIdAndUpdate|findOneAndUpdate|findOneAndReplace|updateOne|updateMany|update|update_one|update_many|replaceOne|replace_one|upsert|updateById|update_by_id|Update(?:Item)?Command|setDoc|updateDoc|save|commit|put_item|putItem|update_item|freeze|unfreeze|suspend|reactivate|approve|archive|wipe|bulk_update|set_password|merge)$|^(?:update|promote|ban|disable|deactivate|transfer|withdraw|debit|refund)(?:_|[A-Z])\w*$/;
const inserts =
  /^(?:create|insert|insertOne|insertMany|insert_one|insert_many|add|bulk_create|createMany|push|append|values)$/;
const reads =
  /^(?:findById|findOne|findUnique|findUniqueOrThrow|findFirst|findFirstOrThrow|findByPk|findOrFail|find|get|get_or_404|first_or_404|filter|filter_by|where|eq|getById|get_by_id|get_object_or_404|get_list_or_404|find_one|findOneBy|findOneOrFail|findOneByOrFail|getDoc|doc|getItem|get_item|Get(?:Item)?Command|QueryCommand|one|all|findMany|findAll|find_all|find_by_id|findByID|aget|select|scalar_one_or_none|byId)$|^(?:get|find|fetch|load|read)(?:_|[A-Z])\w*$/;

/** Whether a call in a body checks the caller. Loaders by id, such as `getUser(id)`, do not. */
function bodyGuardLevel(
  chain: string,
  call: Extract<Expression, { kind: 'call' }>,
  _at: Visit,
): GuardLevel | undefined {
  // `admin.auth()` is Firebase's handle on its accounts and asks nobody.
  if (call.args.length === 0 && /^(?:admin|firebase|firebaseAdmin|app)\.auth$|^getAuth$/.test(chain))
    return undefined;
  const level = guardLevelOf(chain);
  if (level === undefined || level === 'maybe') return undefined;
  const last = phraseOf(chain.replace(/\(\)/g, '').split('.').at(-1) ?? '');
  // `db.users.check(...)` style chains and user loaders: only with nothing, or with the request, in hand.
  if (
    /^ (?:get|load|decode|fetch|read|with) /.test(last) &&
    !/ current | auth | server session | identity /.test(phraseOf(chain))
  ) {
    // `jwt.decode(token, app.config["KEY"], algorithms=[…])`
    const given = / decode /.test(last) ? call.args.slice(0, 1) : call.args;
    const fits = given.every(({ value }) =>
      /^(?:\{|authOptions|auth\w*|req\b|request\b|ctx\b|context\b|event\b|headers|cookies|token|c\b|info\b|self\.request|jwt|access)/i.test(
        value.node.text,
      ),
    );
    return fits && !/ db | engine | sync /.test(phraseOf(chain)) ? level : undefined;
  }
  if (/ (?:user|key|session) /.test(last) && / exists | input | name | email /.test(last)) return undefined;
  return level;
}

function readParameters(
  fn: FunctionShape,
  callers: Set<string>,
  ids: Set<string>,
  facts: BodyFacts,
  guardOf: (helper: string) => Guard | undefined,
): void {
  for (const [at, { target, type = '', fallback, decorators }] of fn.parameters.entries()) {
    const dependency = fallback ? fallback.node.text.slice(0, 200) : type;
    const depends = /(?:Depends|Security)\(([\w.]+)/.exec(`${dependency} ${type}`)?.[1];
    const names = boundNames(target);
    const guarded =
      (depends !== undefined && (guardLevelOf(depends) ?? guardOf(depends)?.level)) ||
      (fallback === undefined &&
        !/(?:Req|Request|Response|Context|Event|Handler|Service|Config)(?:<|$)/.test(type) &&
        /^(?:Current\w*|Auth\w*|Admin\w*|\w*(?:User|Admin|Auth|Token|Principal)Dep|Active\w*User\w*|Verified\w*|Logged\w*|AuthenticatedUser)$/.test(
          type,
        )) ||
      decorators.some(
        (one) =>
          /(?:current|auth|user|session|jwt)/i.test(lastName(one) ?? '') ||
          // LoopBack's `@inject(SecurityBindings.USER)`
          one.node.text.includes('SecurityBindings.USER'),
      );
    if (guarded) {
      for (const name of names) callers.add(name);
      facts.guard ??= {
        name: depends ?? type,
        level: guarded === true ? (/admin/i.test(type) ? 'authorised' : 'authenticated') : guarded,
        node: fn.node,
        inBody: false,
      };
      if (facts.guard.level === 'authorised') facts.decides = true;
      continue;
    }
    // Spring hands in who calls; that alone asks nobody to sign in.
    if (/^(?:\w*Principal|Authentication|UserDetails\w*|OidcUser|OAuth2User|Jwt)$/.test(type))
      for (const name of names) callers.add(name);
    if (target.kind === 'fields')
      for (const entry of target.entries) {
        // next-safe-action's `({ parsedInput, ctx: { user } }) =>`
        if (entry.key === 'ctx' && entry.target.kind === 'fields')
          for (const inner of entry.target.entries)
            if (/^(?:user|userId|session|currentUser|auth)$/.test(inner.key ?? ''))
              for (const name of boundNames(inner.target)) callers.add(name);
        // The context of a resolver is never its first parameter.
        if (
          at > 0 &&
          (entry.key === 'user' ||
            entry.key === 'currentUser' ||
            entry.key === 'viewer' ||
            entry.key === 'userId')
        ) {
          for (const name of boundNames(entry.target)) callers.add(name);
          facts.guard ??= { name: entry.key, level: 'authenticated', node: entry.target.node, inBody: true };
        } else for (const name of boundNames(entry.target)) if (isIdName(name)) ids.add(name);
        // `{ params }` and `{ params: { id } }`
        for (const name of boundNames(entry.target))
          if (entry.key === 'params' && isIdName(name)) ids.add(name);
      }
    else if (depends === undefined) for (const name of names) if (isIdName(name)) ids.add(name);
  }
}

/** True for what says which records are meant: `where: {…}`, or the first argument of a query. */
function isFilter(expression: Expression, parent: Expression | undefined): boolean {
  if (parent?.kind === 'object')
    return parent.entries.some(
      ({ key, value }) => value === expression && /^(?:where|filter|AND|OR)$/.test(key ?? ''),
    );
  if (parent?.kind !== 'call' || parent.args[0]?.value !== expression) return false;
  const last = lastName(parent.callee) ?? '';
  return reads.test(last) || deletes.test(last) || updates.test(last);
}

/** True for names such as `id`, `order_id`, `userId`, `pk`. */
export function isIdName(name: string): boolean {
  return /(?:^|_)(?:[a-z]?id|pk|uuid|guid|number|no|ref|slug|username|filename|file_name|email)$|(?:Id|ID|Uuid|UUID|Number|Pk|Account)$|^(?:fileName|userName)$|^(?:file|user|account|order|invoice|username)$|^(?:from|source|sender|src)_?(?:account|wallet|user)$/.test(
    name,
  );
}

function isInputChain(chain: string): boolean {
  return (
    (/^(?:req|request|ctx|context|c|event|self|this|info|flask)\b/.test(chain) && outsideKey.test(chain)) ||
    /^(?:params|input|args|kwargs|body|data|payload|msg|searchParams|formData|await params)\b/.test(chain)
  );
}

function requestId(expression: Expression, ids: ReadonlySet<string>): string | undefined {
  if (expression.kind === 'name') return ids.has(expression.name) ? expression.name : undefined;
  if (expression.kind === 'member') {
    const chain = dotted(expression);
    return chain !== undefined && isInputChain(chain) && isIdName(expression.property) ? chain : undefined;
  }
  if (expression.kind === 'call') {
    const chain = dotted(expression.callee) ?? '';
    // Nuxt's `getRouterParam(event, 'id')` names it second.
    const key = textOf(expression.args[chain.endsWith('getRouterParam') ? 1 : 0]?.value);
    if (
      key !== undefined &&
      isIdName(key) &&
      /(?:get|param|query|getlist|get_argument|pop|getRouterParam)$/.test(chain) &&
      (isInputChain(chain) ||
        /\b(?:get_argument|param|getRouterParam|searchParams\.get|formData\.get|form\.get|kwargs\.get|data\.get)$/.test(
          chain,
        ))
    )
      return key;
  }
  return undefined;
}

// Finds roles and identities that are taken from what the caller wrote into the request.
import type { Expression, FunctionShape, Statement } from '../../flow/ir.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { factsOf } from './body.ts';
import { visitFile, type FileContext } from './route.ts';
import { boundNames, dotted, lastName, textOf, visitFunction } from './shapes.ts';
import { phraseOf } from './words.ts';
import type { Verdict } from './weigh.ts';

const roleKey =
  /^(?:x[-_])?(?:http[-_]x[-_])?(?:user[-_]?)?(?:role|roles|is[-_]?admin|admin|isAdmin|is[-_]?superuser|superuser|is[-_]?staff|isStaff|permissions?|access[-_]?level|privileges?|userRole|user[-_]type|userType|accountType|isSuperAdmin|isModerator|x[-_](?:is[-_])?(?:internal|trusted|debug|bypass|superuser)(?:[-_](?:request|call|user|access|auth))?|is[-_]?moderator|isAuthenticated|is[-_]?authenticated|authenticated|logged[-_]?in|loggedIn|isLoggedIn)$/i;
const identityHeader =
  /^(?:http_)?x[-_](?:user|auth|forwarded|remote|current|account|customer|authenticated)[-_]?(?:user|id|email|name|userid|username|user[-_]id)?$/i;
const inputChain =
  /^(?:(?:self|this|flask|info)\.)?(?:req|request|ctx|context|c|event|r)\.(?:(?:req|request)\.)?(?:body|query|params|headers|header|cookies|cookie|args|form|json|values|GET|POST|COOKIES|META|data|query_params|get_json|param|nextUrl\.searchParams|input|get|queryStringParameters|raw_headers)\b/;
const bodyNames =
  /^(?:body|payload|data|input|json|json_data|form|formData|params|searchParams|args|request_data|req_data|headers|cookies|query|cookieStore)$/;

const refuses = /\b403\b|[fF]orbidden|PermissionDenied|\bnext\(\)/;
const identity =
  /^(?:user|user_?id|username|uid|email|account|account_?id|role|is_?admin|admin|logged_?in|authenticated)$/i;
/** What makes a login out of a name that was sent. */
const proves =
  /passw|check|verif|authenticat|token|otp|code|signature|hash|query|filter|find|select|fetch|lookup|\bin users|get_user|getUser|role|valid/i;

/** Every use of a role or identity from the request in the file. */
export function readRoles(file: FileContext): Verdict[] {
  const out: Verdict[] = [];
  const seen = new Set<number>();
  const say = (node: SyntaxNode, verdict: Pick<Verdict, 'severity' | 'confidence' | 'message'>): void => {
    const { line } = node.region.start;
    if (seen.has(line)) return;
    seen.add(line);
    out.push({ rule: 'role-from-request', start: node.start, end: node.end, related: [], ...verdict });
  };
  const isWeb = file.routes.length > 0 || /\b(?:req|request|ctx)\b[.:]|next\/headers/.test(file.text);
  if (!isWeb) return out;
  const done = new Set<FunctionShape>();
  visitFile(
    file,
    (expression) => {
      if (expression.kind === 'function') readFunction(expression.fn, file, done, say);
    },
    (statement) => {
      if (statement.kind === 'function') readFunction(statement.fn, file, done, say);
    },
  );
  return out;
}

type Say = (node: SyntaxNode, verdict: Pick<Verdict, 'severity' | 'confidence' | 'message'>) => void;

function readFunction(fn: FunctionShape, file: FileContext, done: Set<FunctionShape>, say: Say): void {
  if (done.has(fn)) return;
  done.add(fn);
  /** Variables that hold the request's content, and those that hold a role from it. */
  const inputs = new Set<string>();
  /** Fields of the request's content by the names they were given. */
  const sent = new Set<string>();
  const roles = new Map<string, string>();
  const isInput = (expression: Expression): boolean => {
    const chain = dotted(expression)?.replace(/^(?:await )/, '');
    if (chain === undefined) return false;
    // A Lambda's `event['headers']`
    if (expression.kind === 'index' && chain === 'event[]')
      return /^(?:headers|queryStringParameters|body)$/.test(textOf(expression.key) ?? '');
    return inputChain.test(chain) || inputs.has(chain.replace(/[.[(].*$/, ''));
  };
  /** The key under which an expression takes a role from the request. */
  const roleOf = (expression: Expression): string | undefined => {
    if (expression.kind === 'name') return roles.get(expression.name);
    if (expression.kind === 'choice') return expression.branches.map(roleOf).find((one) => one !== undefined);
    if (
      expression.kind === 'member' &&
      (roleKey.test(expression.property) || identityHeader.test(expression.property))
    )
      return isInput(expression.object) ? expression.property : undefined;
    // Next.js: `request.cookies.get('role')?.value`
    if (expression.kind === 'member' && expression.property === 'value') return roleOf(expression.object);
    if (expression.kind === 'call') {
      const key = textOf(expression.args[0]?.value);
      const name = lastName(expression.callee) ?? '';
      if (
        key !== undefined &&
        (roleKey.test(key) || identityHeader.test(key)) &&
        /^(?:get|header|param|query|getlist|pop|getHeader|has)$/.test(name)
      )
        return isInput(expression.callee.kind === 'member' ? expression.callee.object : expression.callee) ||
          isInput(expression.callee)
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
        return inner && inner !== expression ? roleOf(inner) : undefined;
      }
      if (expression.callee.kind === 'member' && expression.args.length <= 1)
        return roleOf(expression.callee.object);
    }
    return undefined;
  };
  for (const { target, type = '', fallback } of fn.parameters)
    for (const name of boundNames(target)) {
      const from = fallback?.node.text.slice(0, 100) ?? '';
      if (/^(?:Header|Cookie)\(/.test(from) && (roleKey.test(name) || identityHeader.test(name)))
        roles.set(name, name);
      else if (/^(?:Query|Body|Form)\(/.test(from) && roleKey.test(name)) roles.set(name, name);
      else if (
        /Annotated\[.*\b(?:Header|Cookie)\(/.test(type) &&
        (roleKey.test(name) || identityHeader.test(name))
      )
        roles.set(name, name);
    }
  // FastAPI reads a plain parameter from the address's query.
  const isFastApi =
    /40[13]|[fF]orbidden|[dD]enied/.test(fn.node.text) &&
    file.imports.some(({ path }) => /^fastapi\b/.test(path)) &&
    file.routes.some((route) => route.fn === fn);
  if (isFastApi)
    for (const { target, type = '', fallback } of fn.parameters)
      for (const name of boundNames(target))
        if (
          roleKey.test(name) &&
          /^(?:bool|str|Optional\[(?:bool|str)\]|(?:bool|str)\|None)$/.test(type) &&
          (fallback === undefined || fallback.kind === 'literal')
        )
          roles.set(name, name);
  // A handler, or what tells it who calls, takes a name from a header and asks for no proof.
  const namesCaller =
    !/verif|signature|secret|decode|trust|token|password|compare_digest|gateway/i.test(
      fn.node.text.slice(0, 3000),
    ) &&
    (/current_user|get_user(?:_id)?$|^authenticate/.test(fn.name ?? '') ||
      file.routes.some((route) => route.fn === fn && route.guards.length === 0));
  /** `request.cookies.get("user_id")`: no proxy writes it, the browser does. */
  const cookieIdentity = (value: Expression): string | undefined => {
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
  };
  const claimed = (node: SyntaxNode, key: string): void => {
    if (namesCaller && file.imports.length > 0 && file.path.endsWith('.py'))
      say(node, {
        severity: identityHeader.test(key) ? 'low' : 'medium',
        confidence: 'medium',
        message: !identityHeader.test(key)
          ? `The caller is taken for whom the cookie \`${key}\` names, and anyone can write it.`
          : `The caller is taken for whom \`${key}\` names; only a proxy in front that removes the header makes that true.`,
      });
  };
  for (const { target } of fn.parameters)
    for (const name of boundNames(target))
      if (identityHeader.test(roles.get(name) ?? '')) claimed(target.node, name);
  /** A value that the caller wrote, also with a default. */
  const isInputPart = (value: Expression): boolean => {
    if (value.kind === 'choice') return value.branches.some(isInputPart);
    if (value.kind === 'name') return sent.has(value.name);
    if (value.kind === 'object')
      return value.entries.some((entry) =>
        identity.test(entry.key ?? '') || entry.key === 'name' || entry.key === 'id'
          ? isInputPart(entry.value)
          : false,
      );
    if (value.kind === 'call') return value.args.length > 0 && isInput(value);
    return (value.kind === 'member' || value.kind === 'index') && isInput(value.object);
  };
  const learn = (target: Extract<Statement, { kind: 'assign' }>['target'], value: Expression): void => {
    const chain = dotted(value) ?? '';
    if (target.kind === 'bind') {
      const key = roleOf(value);
      const cookie = cookieIdentity(value);
      if (cookie !== undefined) claimed(value.node, cookie);
      if (key !== undefined) {
        roles.set(target.name, key);
        if (identityHeader.test(key)) claimed(value.node, key);
      } else if (
        bodyNames.test(target.name) &&
        (isInput(value) ||
          /^json\.loads\((?=[^\n]{0,60}(?:\bevent\b|request\.(?:body|data|get_data)\b|await request))/.test(
            value.node.text.slice(0, 120),
          ) ||
          /\b(?:get_json|json|formData|cookies|headers)\(\)$/.test(chain))
      )
        inputs.add(target.name);
      else if (/^(?:cookies|headers)\(\)$/.test(chain)) inputs.add(target.name);
      else if (
        inputChain.test(chain) &&
        /(?:body|query|params|headers|cookies|args|form|json|get_json\(\)|json\(\)|data|GET|POST)$/.test(
          chain,
        )
      )
        inputs.add(target.name);
    } else if (target.kind === 'fields' && (isInput(value) || chain.endsWith('.json()'))) {
      for (const entry of target.entries)
        if (entry.key !== undefined)
          for (const name of boundNames(entry.target)) {
            if (roleKey.test(entry.key)) roles.set(name, entry.key);
            sent.add(name);
          }
    } else if (
      value.kind === 'object' &&
      target.kind === 'place' &&
      !(isSignIn(target.place) && isInputPart(value)) &&
      target.place.kind === 'member' &&
      /^(?:user|currentUser|auth|principal)$/.test(target.place.property)
    ) {
      const claimed = value.entries.find((entry) => identityHeader.test(roleOf(entry.value) ?? ''));
      if (claimed && !/verif|signature|secret|decode|trust/i.test(fn.node.text.slice(0, 3000)))
        say(value.node, {
          severity: 'low',
          confidence: 'medium',
          message: `The caller is taken for whom \`${claimed.value.node.text.slice(0, 40)}\` names; only a proxy in front that removes the header makes that true.`,
        });
    } else if (target.kind === 'place' && isSignIn(target.place) && isInputPart(value)) {
      if (
        !proves.test(fn.node.text.slice(0, 3000).replace(value.node.text, '').replace(target.node.text, ''))
      )
        say(value.node, {
          severity: 'medium',
          confidence: 'medium',
          message: `Whoever sends a name is signed in under it: \`${target.place.node.text.slice(0, 40)}\` takes what the caller wrote.`,
        });
    } else if (
      target.kind === 'place' &&
      target.place.kind === 'member' &&
      /^(?:role|roles|isAdmin|is_admin|is_staff|is_superuser|admin)$/.test(target.place.property)
    ) {
      const key = roleOf(value);
      const owner = dotted(target.place.object) ?? '';
      if (key !== undefined && !isDecided(fn, file))
        say(value.node, {
          severity: 'medium',
          confidence: 'medium',
          message: `\`${owner}.${target.place.property}\` takes \`${key}\`, which the caller wrote into the request.`,
        });
    }
  };
  let sayLate: (() => void)[] = [];
  visitFunction(
    { ...fn, decorators: [] },
    (expression, at): boolean | void => {
      // Functions inside are read by themselves.
      if (expression.kind === 'function') return false;
      if (
        expression.kind === 'binary' &&
        /^(?:===?|!==?|in|not in|is|is not|>=?|<=?)$/.test(expression.operator)
      ) {
        for (const [mine, other] of [
          [expression.left, expression.right],
          [expression.right, expression.left],
        ] as const) {
          const key = roleOf(mine);
          if (key === undefined || identityHeader.test(key)) continue;
          if (
            other.kind === 'literal' &&
            (other.value === null || other.value === undefined || other.value === '')
          )
            continue;
          if (!isPrivilege(other)) continue;
          const text = expression.node;
          sayLate.push(() => decision(text, key));
        }
        return;
      }
      if (
        at.isTest &&
        (expression.kind === 'member' || expression.kind === 'call' || expression.kind === 'name')
      ) {
        const key = roleOf(expression);
        if (key !== undefined && /admin|super|staff|authenticated|logged|moderator/i.test(key))
          sayLate.push(() => decision(expression.node, key));
        if (key !== undefined) return;
      }
      if (expression.kind === 'call') {
        const name = lastName(expression.callee) ?? '';
        const asked = expression.args[0] && roleOf(expression.args[0].value);
        if (
          asked !== undefined &&
          !identityHeader.test(asked) &&
          /^(?:includes|has|indexOf)$/.test(name) &&
          /^\w*(?:roles|allowed)\w*\.\w+$/i.test(dotted(expression.callee) ?? '') &&
          (refuses.test(fn.node.text.slice(0, 3000)) || fn.name === 'canActivate')
        ) {
          const { node } = expression;
          sayLate.push(() => decision(node, asked));
        }
        // `INSERT INTO users (name, role) VALUES (?, ?)` with what was sent
        const sql = textOf(expression.args[0]?.value) ?? '';
        const list = expression.args[1]?.value;
        if (
          list?.kind === 'list' &&
          /\b(?:insert\s+into|update)\s+\W?\w*(?:user|account|member|employee)\w*\b[\s\S]{0,200}\b(?:role|is_?admin|is_?staff)\b/i.test(
            sql,
          )
        )
          for (const item of list.items) {
            const key = roleOf(item);
            if (key !== undefined) given(item, key, expression);
          }
        const isCreation =
          /^(?:create|insert|insertOne|insert_one|save|add|create_user|createUser|update|updateOne|update_one|findByIdAndUpdate|findOneAndUpdate|updateUser|push|append|values|set|insertMany|register|setCustomUserClaims|sign|encode)$/.test(
            name,
          ) ||
          /^(?:[A-Z]\w*(?:User|Account|Member|Profile)?)$/.test(name) ||
          /user|account|member/i.test(name);
        if (!isCreation || /^(?:Query|Body|Form|Header|Boolean|String|Number)$/.test(name)) return;
        for (const { name: key, value } of expression.args) {
          if (key !== undefined && roleKey.test(key)) given(value, key, expression);
          if (value.kind === 'object') given2(value, expression);
        }
      }
      if (expression.kind === 'assign') learn(expression.target, expression.value);
    },
    (statement): boolean | void => {
      if (statement.kind === 'function') return false;
      if (statement.kind === 'assign') learn(statement.target, statement.value);
    },
  );
  function given2(object: Extract<Expression, { kind: 'object' }>, call: Expression): void {
    for (const entry of object.entries) {
      if (entry.key !== undefined && roleKey.test(entry.key)) given(entry.value, entry.key, call);
      if (
        entry.value.kind === 'object' &&
        /^(?:data|defaults|create|update|\$set|user|values)$/.test(entry.key ?? '')
      )
        given2(entry.value, call);
    }
  }
  function given(value: Expression, key: string, call: Expression): void {
    const from = roleOf(value);
    if (from === undefined || identityHeader.test(from)) return;
    const text = call.node.text.slice(0, 200);
    if (
      !/user|account|member|admin|employee|profile|jwt|sign|encode|token|person/i.test(
        `${text} ${fn.name ?? ''} ${file.path}`,
      )
    )
      return;
    sayLate.push(() => {
      if (isDecided(fn, file)) return;
      say(value.node, {
        severity: 'medium',
        confidence: 'medium',
        message: `\`${key}\` of the new record is what the caller wrote into the request: they choose their own role.`,
      });
    });
  }
  function decision(node: SyntaxNode, key: string): void {
    say(node, {
      severity: 'high',
      confidence: 'medium',
      message: `The caller is trusted to say themselves what they may: \`${key}\` comes from the request.`,
    });
  }
  for (const late of sayLate) late();
  sayLate = [];
}

/** `session['user']`, `req.session.userId`, `req.user` */
function isSignIn(place: Expression): boolean {
  const owner = place.kind === 'index' || place.kind === 'member' ? dotted(place.object) : undefined;
  if (owner === undefined) return false;
  const key =
    place.kind === 'index' ? textOf(place.key) : place.kind === 'member' ? place.property : undefined;
  return /(?:^|\.)session$/.test(owner) && key !== undefined && identity.test(key);
}

/** A value that means power: `'admin'`, `true`, a list of roles. */
function isPrivilege(expression: Expression): boolean {
  if (expression.kind === 'literal') {
    if (expression.value === true || expression.value === 1) return true;
    return (
      typeof expression.value === 'string' &&
      /^(?:true|1|yes|admin\w*|super\w*|root|staff|owner|manager|moderator|editor|instructor|teacher|doctor|nurse|operator|support|hr|finance|accountant|developer|internal|system)$/i.test(
        expression.value,
      )
    );
  }
  if (expression.kind === 'list') return expression.items.some(isPrivilege);
  const chain = dotted(expression) ?? '';
  return /admin|super|staff/i.test(chain) && /^[A-Z]/.test(chain);
}

/** True when the function, or what guards its route, already asks for a role, or checks the given one against a list. */
function isDecided(fn: FunctionShape, file: FileContext): boolean {
  const route = file.routes.find(
    (one) =>
      one.fn === fn || (one.fn && one.fn.node.start <= fn.node.start && one.fn.node.end >= fn.node.end),
  );
  if (route?.guards.some(({ level }) => level !== 'authenticated')) return true;
  const facts = factsOf(fn, file.helpers);
  if (facts.decides || facts.guard?.level === 'authorised') return true;
  let listed = false;
  for (const statement of fn.body)
    visitStatementTexts(statement, (text) => {
      listed ||=
        / (?:roles?|allowed|valid|admin) /.test(phraseOf(text)) &&
        /\b(?:includes|in|has|indexOf)\b/.test(text);
    });
  return (
    listed ||
    (route !== undefined && / admins? /.test(`${phraseOf(route.path ?? '')}${phraseOf(route.name)}`))
  );
}

function visitStatementTexts(statement: Statement, visit: (text: string) => void): void {
  if (statement.kind === 'if') visit(statement.test.node.text.slice(0, 300));
  if (statement.kind === 'block' || statement.kind === 'try')
    for (const one of statement.body) visitStatementTexts(one, visit);
}

// What the names of functions, decorators and paths say: a guard, a public route, something sensitive.

/** How far a guard goes: it knows who calls, or also whether they may. `maybe` is a middleware of unknown purpose. */
export type GuardLevel = 'authenticated' | 'authorised' | 'maybe';

/** The lower-case words of an identifier or a path. */
export function wordsOf(text: string): string[] {
  return text
    .slice(0, 300)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** The words joined and fenced by blanks, so that expressions can name whole words. */
export function phraseOf(text: string): string {
  let phrase = phrases.get(text);
  if (phrase === undefined) {
    // Of a name or a path several questions are asked, one after the other.
    if (phrases.size > 1000) phrases.clear();
    phrases.set(text, (phrase = ` ${wordsOf(text).join(' ')} `));
  }
  return phrase;
}

const phrases = new Map<string, string>();

const noGuard =
  / (?:optional|maybe|no|without|skip|init|initialize|routes?|routers?|urls?|logger|log|logging|rate|limit|limiter|throttle|cors|helmet|csrf|body|parser|cookie|validat(?:e|or|ion)|sanitize|schema|upload|compression|cache|session middleware|public|allow any|allow anonymous|anonymous|serializer|model|store|parse|form|input|exists|data|payload|email|password) /;

/** Makes or ends something rather than checking it, such as `jwt.sign` or `create_session`. */
const producer =
  /^ (?:sign(?! in | ed )|encode|generate|gen|create|issue|make|build|new|hash|encrypt|register|update|delete|remove|add|send|render|redirect|save|store|set|revoke|blacklist|refresh|use state|find|list|search|fetch all|on|emit|log|print)(?= )/;

const authorised =
  / (?:is|only|require[sd]?|ensure|check|verify|must be|validate|restrict|protect|super)(?: \w+)? (?:admins?|administrator|staff|superuser|owner|owns?|manager|moderator|editor|member|editable|writable|ownership) | (?:admin|staff|owner|superuser|manager|member|moderator)(?: user| role| access)? (?:only|required|guard|auth|check|middleware|dep|mixin|permission) | (?:get |require |current )?(?:current |active )*(?:admin|superuser|staff)(?: user)? $| (?:roles?|permissions?|perms?|scopes?|authorities|capabilit(?:y|ies)|privileges?|acl|rbac|abac|polic(?:y|ies)|casbin|casl|abilit(?:y|ies)) (?:required|guard|accepted|check|checker|allowed|middleware|for|to)? ?| (?:has|require[sd]?|check|verify|ensure|restrict|allow|needs?|with|can|accept|permit|authori[sz]ed)(?: \w+){0,3} (?:roles?|permissions?|perms?|perm|scopes?|access|privileges?|acl|to|authority|capability) | (?:restrict to|allow(?:ed)? (?:for|roles)|authori[sz]e (?:roles?|admin)|user passes test|grant(?:ed)? access|pre authorize|is granted|deny (?:access|unless)|assert can|can (?:manage|edit|delete|update|access|view|create|read|write)|forbid|has any role|role(?:s)? guard|permission(?:s)? guard) | enforcer? (?:call |polic(?:y|ies) )?$/;

const authenticated =
  /^ (?:get |require |current )?viewer $| (?:require|ensure|only)(?:d|s)? (?:customer|account|employee|driver|patient|student|teacher|client|operator|merchant|seller|vendor|partner|subscriber|player|viewer|person) $| (?:auth|authed|authenticat(?:e|ed|or|ion|e user|e token)|authori[sz](?:e|ed|er|ation)|authn|authz|authentifi\w*|protect|protected|protector|secured?|guards?|guarded|logged in|signed in|loggedin|login required|passport|bouncer|gatekeeper|identity|keycloak|oauth2?|oidc|saml|clerk|jwt|expressjwt|bearer|principal|current user|current active user|current (?:customer|member|account|employee|driver|patient|doctor|staff|student|teacher|client|person|operator|tenant|merchant|seller|player)|require user|require login|require sign in|require session|session required|user required|verified user|user dep|user from token|user from session|from token|hmac|apikey|api key|signature|whoami|kerberos|ldap) | (?:is|require[sd]?|ensure|check|verify|validate|must|need[sd]?|with|valid|assert|enforce|get)(?: \w+){0,2} (?:token|login|log in|user|session|credentials?|signed|secret|key|webhook|jwt|identity|caller) | decode (?:access |auth |session |user |bearer )?token | (?:token|login|session|user|key|secret|credentials?|signature) (?:required|guard|checker|check|auth|verified|validator|verification|dependency) | (?:require[sd]?|ensure|enforce)(?: \w+)? (?:org|organi[sz]ation|tenant|workspace|team|membership) | (?:internal only|ip (?:whitelist|allowlist)|localhost only|allowlist|local only) /;

/** `validateSessionMiddleware`, `tokenValidator`: it is not the body that is looked at. */
const validatesCaller =
  / validat(?:e|es|ion|or)(?: (?:access|auth|bearer|id|user|admin))? (?:sessions?|jwt|token|api key|apikey|auth|credentials?|bearer|access) (?!body|schema|input)| (?:sessions?|jwt|token|api key|apikey|auth) validat(?:or|ion|e|ed) /;

/** What a decorator, middleware, dependency or mixin of this name does, as far as its name says. */
export function guardLevelOf(name: string): GuardLevel | undefined {
  // Files ask for the same few names again and again.
  if (known.size > 4000) known.clear();
  if (!known.has(name)) known.set(name, readGuardLevel(name.slice(0, 200)));
  return known.get(name);
}

const known = new Map<string, GuardLevel | undefined>();

function readGuardLevel(name: string): GuardLevel | undefined {
  const last =
    name
      .replace(/\(\)|\[\]/g, '')
      .split('.')
      .at(-1) ?? name;
  // A session of the database.
  if (
    /^(?:get|create|make|yield|new|open)_(?:db_|async_|sync_)*session$|^(?:Async)?Session(?:Dep|Local)$/.test(
      last,
    )
  )
    return undefined;
  const own = phraseOf(last);
  const all = phraseOf(name);
  if (/ (?:optional|allow any|anonymous|guest|public) /.test(own)) return undefined;
  if (
    producer.test(own) ||
    // `auth.tokenFor(id)` gives one out.
    /^ (?:token|session|jwt|cookie)s? for $| handle no permission $/.test(own) ||
    / (?:providers?|default|config|options|settings|strategy|methods?|modes?|url|page|link|button|screen|attempts?|history|message|error|response|status|name|type|list|count|schema|form) $/.test(
      own,
    )
  )
    return undefined;
  // `admin_permission.require(http_exception=403)`
  if (/ (?:require|required|test|enforce) $/.test(own) && authorised.test(all)) return 'authorised';
  if (authorised.test(own))
    return noGuard.test(own) && !/ (?:role|permission|admin|scope)s? /.test(own) ? undefined : 'authorised';
  if (noGuard.test(own) && !validatesCaller.test(own)) return undefined;
  if (validatesCaller.test(own) || authenticated.test(own)) return 'authenticated';
  // `auth.required`, `jwt.verify`, `passport.authenticate`, `authController.protect`, `auth({...})`.
  if (authenticated.test(all) && !/ (?:controller|service|handler|api) /.test(all.replace(own, ' ')))
    return 'authenticated';
  return undefined;
}

/** Names of middlewares and dependencies that surely check no one. */
const harmless =
  / (?:validat\w*|validator|schema|body|json|urlencoded|parser|parse|multer|upload\w*|single|array|fields|file|files|cors|helmet|csrf|compress\w*|morgan|logger|log|logging|cache|cached|rate|limit\w*|throttle|timeout|static|cookie|cookies|session|sessions|locale|i18n|db|database|conn|connection|engine|service|services|repo|repository|client|settings|config|pagination|paginate|page|params|parameters|query|filter|filters|sort|async|handler|wrap|wrapper|catch|error|errors|transaction|trace|metrics|timing|celsius|celebrate|joi|zod|sanitize|escape|content|type|accepts|serializer|response|render|redis|store|storage|background|tasks|http|uow|form|initialize|init|decorator|response_model|doc|docs|swagger|expects|marshal|output|input|arguments|json_required|methods|get|post|put|safe|exempt|condition|vary|never|control|gzip|deprecated|retry|memoize|lru|property|staticmethod|classmethod|abstractmethod|override|require post|require get|api operation|http code|throttling|action|atomic|schema_view|api view|extend|unless|options|route|router|routes|expose|exposed|cb|next) /;

/** True when a name is known for something other than a check of the caller. */
export function isHarmless(name: string): boolean {
  const own = phraseOf(name.split('.').at(-1) ?? name);
  return harmless.test(own) || harmless.test(phraseOf(name));
}

const publicActions =
  / (?:login|log in|signin|sign in|logout|log out|signout|sign out|register|registration|signup|sign up|callback|oauth|oauth2|oidc|sso|saml|forgot|forget|forgotten|reset password|password reset|reset pass|recover|recovery|public|webhook|webhooks|hook|hooks|verify email|email verify|email verification|confirm|confirmation|activate|activation|resend|verification|verify|captcha|csrf|jwks|unsubscribe|contact|newsletter|subscribe|donate|donations?|feedback|waitlist|rsvp|enquir(?:y|ies)|inquir(?:y|ies)|refresh|auth|authentication|authenticate|token|otp|magic|invite accept|accept invite|echo|session new|set password|2fa|mfa|preflight|announce|introspect|ipn|health|healthz|healthcheck|ping|heartbeat|guest|anonymous|hello|playground|chat|predict|search|graphql|csp report|telemetry|analytics collect|theme|dark mode|locale|language|cookie consent) /;
const publicReads =
  / (?:ready|readyz|readiness|live|livez|liveness|status|version|metrics|favicon|robots|sitemap|manifest|static|assets|docs|redoc|swagger|openapi|well known|about|home|landing|index|faq|terms|privacy|pricing|error|not found|welcome|root|main|test|feed|rss|pong|setup|onboarding|explore|catalog|categories|products|shop|blog|authorize) /;

/** True for routes that everyone may call: signing in, health, documents, call-backs. */
export function isPublic(path: string | undefined, name: string, isMutating: boolean): boolean {
  // What a parameter is called says nothing of the route.
  // Who knows the token in the address was given it.
  if (
    path !== undefined &&
    /[:<{[](?:\w+:)?\w*(?:token|code|hash|signature|nonce|secret)s?\b/i.test(path) &&
    !/admin|internal/i.test(path)
  )
    return true;
  // What is made fresh by its id is a thing, and no token of a caller.
  const made = path?.replace(/\/refresh(?=\/(?::|\{|<)\w{1,40}(?:Id|_id)\b)/, '');
  const bare = made?.replace(/<[^>]*>|\{[^}]*\}|\[[^\]]*\]|:\w+/g, '');
  const where = phraseOf(bare ?? '');
  // `RegisterView.post` is named by its class.
  const last = name.split('.').at(-1) ?? name;
  const own = phraseOf(
    /^(?:get|post|put|patch|delete|on_(?:get|post|put|patch|delete))$/.test(last) ? name : last,
  );
  if (
    path !== undefined &&
    !isMutating &&
    /^\/?(?:\*|index)?$/.test(path) &&
    !actionWords.test(phraseOf(name))
  )
    return true;
  const signsIn =
    / (?:login|signin|sign in|register|signup|sign up|health|ping|forgot|callback|logout|auth|refresh|verify email|activate|reset password|password reset) /;
  // An account whose owner has no way in yet, or none left.
  const opens = / (?:recover|recovery|forgotten|confirm|confirmation|verification|activation|resend) /;
  const isPower = / (?:admin|internal|delete|remove|destroy|purge|wipe|export|backup|promote|role|roles) /;
  if (opens.test(`${where}${own}`) && !isPower.test(`${where}${own}`)) return true;
  if (
    (/ (?:admin|internal|users?|delete|remove|export|backup) /.test(where) ||
      / (?:delete|remove|destroy|purge|wipe|export|backup) /.test(own)) &&
    !signsIn.test(`${where}${own}`)
  )
    return false;
  // `/auth/users/:id/impersonate` stands beside the sign-in and is none.
  if (
    / (?:impersonate|masquerade|promote|demote|ban|unban|suspend|make admin|wipe|purge)(?: user)? $/.test(own)
  )
    return false;
  if (/ sessions?(?: \w+)? $/.test(where) && !/ (?:users?|all|admin) /.test(where)) return true;
  if (publicActions.test(where) || publicActions.test(own)) return true;
  return !isMutating && (publicReads.test(where) || publicReads.test(own));
}

const actionWords =
  / (?:delete|remove|destroy|purge|drop|wipe|create|update|edit|set|change|add|modify|transfer|admin|grant|revoke|promote|ban|save|insert|export|list users) /;

const gradeThree =
  / (?:admin|admins|administrator|administration|superuser|sudo|root user|impersonate|impersonation|masquerade|promote|demote|ban|unban|suspend|deactivate user|make admin|grant|revoke|wipe|purge|drop|truncate|shutdown|restart|reboot|backups?|restore|secrets?|credentials|audit logs?|audit|internal|exec|execute|command|cmd|shell|run command|eval|maintenance|management|manage|superadmin|backoffice|moderate|moderation) /;

const userThing =
  / (?:users?|accounts?|members?|employees?|customers?|patients?|staff|students?|persons?|people|clients?|profiles?) /;
const removal = / (?:delete|remove|destroy|erase|deactivate|disable|drop) /;
const money =
  / (?:billing|payments?|pay|payout|transfers?|refunds?|invoices?|withdraw|withdrawals?|deposit|balance|wallets?|transactions?|salary|salaries|payroll|bank|credit|cards?|subscriptions?|charge|checkout|orders?|purchases?|loans?) /;
const personal =
  / (?:roles?|permissions?|passwords?|password|passwd|email change|change email|api keys?|apikeys?|keys?|tokens?|export|exports|dump|config|configuration|settings|env|environ|preferences|private|confidential|sensitive|personal|pii|ssn|medical|health records?|records?|prescriptions?|appointments?|messages?|inbox|conversations?|documents?|files?|uploads?|contracts?|reports?|logs?|sessions?|devices?|addresses|dashboard|analytics|tickets?|notes?|projects?|organi[sz]ations?|teams?|tenants?|workspaces?|invitations?|notifications?) /;

/** What a route's path and name say of it; 3 is an administrator's business, 2 somebody's own, 0 nothing known. */
export function sensitivityOf(
  path: string | undefined,
  name: string,
  isMutating: boolean,
): { grade: 0 | 1 | 2 | 3; word: string } {
  const own = phraseOf(name).replace(
    / (?:controllers?|handlers?|services?|router|view|views|viewset|resource|api|ctrl)(?= )/g,
    '',
  );
  const phrase = `${phraseOf(path ?? '')}${own}`;
  const where = phraseOf(path ?? '');
  const found = (expression: RegExp): string => expression.exec(phrase)?.[0].trim() ?? '';
  // What somebody has written is there to be read.
  if (!isMutating && path !== undefined && shared.test(path) && !/admin|internal/i.test(path))
    return { grade: 0, word: '' };
  if (gradeThree.test(phrase)) return { grade: 3, word: found(gradeThree) };
  const hasId = path !== undefined && /[:<{[(]/.test(path);
  if (
    userThing.test(phrase) &&
    (removal.test(phrase) ||
      (isMutating && hasId) ||
      (isMutating && / (?:role|roles|permission|permissions|password|status) /.test(phrase)))
  )
    return { grade: 3, word: found(userThing) };
  if (isMutating && / (?:roles?|permissions?) /.test(phrase)) return { grade: 3, word: 'role' };
  if (
    userThing.test(phrase) &&
    (isMutating ||
      hasId ||
      / (?:all|list|get|fetch|find|search) /.test(phrase) ||
      / (?:users|accounts|customers|employees|patients|members) /.test(where))
  )
    return { grade: 2, word: found(userThing) };
  if (money.test(phrase)) return { grade: 2, word: found(money) };
  if (isMutating && / (?:coupons?|vouchers?|discounts?|gift cards?|inventory) /.test(phrase))
    return { grade: 2, word: 'money' };
  if (removal.test(phrase) && isMutating) return { grade: 2, word: found(removal) };
  if (personal.test(phrase))
    return {
      grade:
        isMutating ||
        hasId ||
        / (?:export|exports|dump|config|settings|secrets|private|confidential|sensitive|personal|records?|medical|ssn|password|passwords|apikeys?|api keys?|logs|env|environ) /.test(
          phrase,
        )
          ? 2
          : 1,
      word: found(personal),
    };
  return { grade: isMutating ? 1 : 0, word: '' };
}

const shared =
  /\/users?\/[<{:][^/]{1,40}\/(?:posts?|articles?|followers?|following|repos|avatar|likes|reviews|videos|tweets|blogs?|comments?)\/?$/;

const ownedThing =
  / (?:orders?|invoices?|documents?|docs?|messages?|profiles?|accounts?|files?|attachments?|uploads?|notes?|projects?|payments?|addresses|address|carts?|baskets?|tickets?|tasks?|todos?|bookings?|reservations?|appointments?|prescriptions?|patients?|medical|records?|subscriptions?|transactions?|wallets?|cards?|reports?|conversations?|chats?|threads?|receipts?|contracts?|photos?|albums?|journals?|entries|entry|diary|expenses?|budgets?|api keys?|tokens?|devices?|notifications?|contacts?|claims?|loans?|users?|customers?|statements?|shipments?|playlists?|favou?rites|wishlists?|bank|settings|preferences|drafts?|workouts?|goals?|habits?|recipes?|applications?|resumes?|purchases?|sessions?|teams?|organi[sz]ations?|orgs?|workspaces?|tenants?|compan(?:y|ies)|members?|memberships?|invites?|invitations?|secrets?|credentials?|employees?|salar(?:y|ies)|payrolls?|payslips?|trips?|rides?|deliver(?:y|ies)|visits?|students?|grades?|courses?|policies) /;
const changedThing =
  / (?:keys?|posts?|comments?|articles?|reviews?|items?|products?|listings?|events?|blogs?|links?|pages?|images?|videos?|surveys?|polls?|quizzes|courses?|tweets?|rooms?|channels?|boards?|games?) /;

const privateThing =
  / (?:orders?|invoices?|documents?|messages?|profiles?|accounts?|payments?|address|addresses|prescriptions?|patients?|medical|records?|transactions?|wallets?|cards?|conversations?|statements?|bank|subscriptions?|users?|customers?|employees?|salary|receipts?|appointments?|bookings?) /;

/** The word that names a record which is nobody's business but its owner's. */
export function privateWord(text: string): string | undefined {
  return privateThing.exec(phraseOf(text))?.[0].trim();
}

/** True for what people write for others to read, such as posts. */
export function isShared(text: string): boolean {
  return / (?:posts?|comments?|articles?|reviews?|items?|products?|listings?|events?|blogs?|links?|pages?|images?|videos?|surveys?|polls?|quizz?(?:es)?|courses?|tweets?|recipes?|photos?|categor(?:y|ies)|tags?) /.test(
    phraseOf(text),
  );
}

/** The word that names a record that belongs to somebody; posts and comments only count when they are changed. */
export function ownedWord(text: string, isMutating: boolean): string | undefined {
  const phrase = phraseOf(text);
  const word = ownedThing.exec(phrase)?.[0] ?? (isMutating ? changedThing.exec(phrase)?.[0] : undefined);
  return word?.trim();
}

/** Words of a call that decides whether this user may touch this record. */
export const decides =
  / (?:owns?|owner|ownership|owned|permissions?|permitted|perm|perms|access|authori[sz]e|authori[sz]ed|can|may|allowed|polic(?:y|ies)|belongs|tenant|role|roles|admin|is admin|is staff|staff|is superuser|superuser|forbidden|deny|scope|scoped|visible to|accessible|for user|by user|user can|has perm|check object permissions|assert|ability|member|membership|participant|participants|author|is author|owner id|collaborator|collaborators) /;

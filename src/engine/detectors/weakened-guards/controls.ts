// Finds guards of code that a change takes away while the code that they guarded stays.
import type { HunkLine } from '../../change.ts';
import type { ChangeLines, FileLines } from './change-lines.ts';
import { quote, type Weakness } from './weakness.ts';

/** A family of guards: any of it, added anywhere near, keeps the guard. */
interface Family {
  rule: string;
  /** A line that is such a guard; the first group names it. */
  guard: RegExp;
  /** A line that sets such guards for everything at once. */
  everywhere?: RegExp;
  what: string;
}

const families: readonly Family[] = [
  {
    rule: 'authorization-removed',
    guard:
      /^\s*@(login_required|permission_required|user_passes_test|staff_member_required|superuser_required|roles?_required|roles_accepted|admin_required|auth_required|jwt_required|token_required|requires_auth|require_(?:auth|login|permission|role|admin)\w*|fresh_login_required|requires_permissions?|permission_classes|authentication_classes|PreAuthorize|PostAuthorize|Secured|RolesAllowed|DenyAll|RequiresPermissions|RequiresRoles|RequiresAuthentication|Authenticated|UseGuards|Roles|RequirePermissions?|Auth|IsGranted|Security)\b|^\s*\[(Authorize|RequirePermission|RequireRole|ApiKeyAuth)\b|^\s*#\[(IsGranted|Security)\b|^\s*(?:prepend_)?before_action\s+:(authenticate\w*!?|require_\w+|authorize\w*!?|ensure_\w+|verify_(?:user|admin|permission|access|owner)\w*|check_(?:auth|permission|access|admin|owner)\w*|admin_only\w*|logged_in\w*)|^\s*(authorize!?|load_and_authorize_resource|authorize_resource|policy_scope)\b|\b(?:router|app|api|server|route|group|r|e|g|mux)\w*\.(?:use|Use|all|addHook|With|Group|UseMiddleware)\s*\([^\n]{0,80}?\b((?:require|ensure|verify|check|is|has|must|with|jwt|passport|bearer|session|express)?[-_.]?(?:auth\w*|login\w*|permission\w*|admin\w*|roles?\w*|token\w*|acl|rbac|session\w*|JWT\w*|Auth\w*))\b|\b(permission_classes|authentication_classes)\s*=|Depends\s*\(\s*((?:get_)?(?:current_(?:active_)?(?:user|admin|superuser)|(?:require|verify|check)_\w+|auth\w*|\w*permission\w*))|->middleware\(\s*\[?\s*['"](auth\w*|can|role|permission|verified)\b|\.(RequireAuthorization)\s*\(|\.(hasRole|hasAuthority|hasAnyRole|hasAnyAuthority|authenticated)\s*\(|\b(current_user_can|check_ajax_referer|check_admin_referer|wp_verify_nonce)\s*\(/,
    everywhere:
      /\b(?:app|router|api|server)\w*\.(?:use|Use|addHook)\s*\([^\n]*(?:auth|guard|permission|session|jwt)|before_request|useGlobalGuards|APP_GUARD|DEFAULT_PERMISSION_CLASSES|dependencies\s*=\s*\[\s*Depends|FallbackPolicy|RequireAuthorization|authorizeHttpRequests|anyRequest\(\)\.authenticated|LoginRequiredMiddleware|before_action\s+:(?:authenticate|require|authorize)|middleware\(\s*\[?\s*['"]auth|\.Use\(\w*[Aa]uth/,
    what: 'checks who may do this',
  },
  {
    rule: 'authorization-removed',
    guard:
      /^\s*(?:if|unless|return|raise|throw|assert)\b[^\n]*?\b(is_?(?:admin|staff|superuser|owner|authenticated|authorized|allowed)|has_?(?:perm(?:ission)?s?|role|access|scope)|can_?(?:access|edit|delete|view|update|manage)|check_?(?:permission|access|owner\w*)|(?:require|ensure|verify|assert)_?(?:auth\w*|owner\w*|permission\w*|admin\w*|access)|owner_?id\s*(?:!==?|==?=?|<>)|user_?id\s*(?:!==?|<>)|isAuthenticated|isAuthorized|isAdmin|isOwner|hasPermission|hasRole|canAccess)\b/i,
    everywhere:
      /permission|authoriz|@(?:login|role|admin|PreAuthorize|UseGuards|Roles)|\[Authorize|requireAuth|policy/i,
    what: 'checks who may do this',
  },
  {
    rule: 'validation-removed',
    guard:
      /^\s*(?:const|let|var|await|return)?\s*[^\n=]{0,60}=?\s*(?:await\s+)?(\w*[sS]chema\w*)\.(?:parse|safeParse|parseAsync|validate|validateAsync|validateSync|load|check)\s*\(|^\s*@(Valid|Validated|validate_request|use_args|use_kwargs|expects_json|UsePipes|validate_arguments|validate_call)\b|\b(validationResult|validateBody|validateRequest|zValidator|celebrate|checkSchema)\s*\(|->(validate|validated)\s*\(|\bparams\.(permit|require)\b|^\s*\$request->(validate)|ModelState\.(IsValid)\b|\b(is_valid)\(\s*(?:raise_exception)?/,
    everywhere: /ValidationPipe|validationMiddleware|zValidator|celebrate|FluentValidation|schema/i,
    what: 'checks what comes in',
  },
  {
    rule: 'escaping-removed',
    guard:
      /\b(escapeHtml|escape_html|htmlspecialchars|htmlentities|html\.escape|markupsafe\.escape|DOMPurify\.sanitize|sanitizeHtml|bleach\.clean|esc_html|esc_attr|esc_url|wp_kses\w*|HtmlEncode|ERB::Util\.html_escape|encodeURIComponent|shlex\.quote|escapeshellarg|escapeshellcmd|Shellwords\.escape|secure_filename|sanitize_filename|sanitize_text_field|sqlstring\.escape|mysqli_real_escape_string|StringEscapeUtils\.escape\w+|Encode\.for\w+|template\.HTMLEscapeString|html\.EscapeString|path\.basename|os\.path\.basename|filepath\.Base)\s*\(/,
    what: 'makes the text safe',
  },
  {
    rule: 'request-protection-removed',
    guard:
      /\b(csurf|csrfProtection|csrf\.protect|CSRFProtect|CsrfViewMiddleware|protect_from_forgery|ValidateAntiForgeryToken|AutoValidateAntiforgeryToken|VerifyCsrfToken|doubleCsrf|csrf_protect|nosurf|gorilla\/csrf)\b/,
    what: 'keeps other sites from sending requests in the name of the user',
  },
  {
    rule: 'request-protection-removed',
    guard:
      /\b(rateLimit|rateLimiter|express-rate-limit|slowDown|Limiter|limiter\.limit|throttle_classes|ThrottlerGuard|EnableRateLimiting|RateLimiter|rack-attack|Rack::Attack|tollbooth|throttle:\d+|@ratelimit)\b/,
    what: 'limits how often this may be tried',
  },
  {
    rule: 'request-protection-removed',
    guard:
      /\b(helmet|contentSecurityPolicy|Content-Security-Policy|SecurityMiddleware|secure_headers|X-Frame-Options|Strict-Transport-Security|Talisman|UseHsts|UseHttpsRedirection|hsts)\b/,
    what: "sets the browser's protections",
  },
  {
    rule: 'signature-check-removed',
    guard:
      /\b(constructEvent|verifySignature|verify_signature|validateSignature|webhooks?\.verify|timingSafeEqual|hmac\.compare_digest|compare_digest|hmac\.Equal|ConstantTimeCompare|secure_compare|hash_equals|FixedTimeEquals|jwt\.verify|jwtVerify|verifyIdToken|verify_id_token|validateRequest|RequestValidator)\s*\(/,
    what: 'proves who sent this',
  },
  {
    rule: 'audit-log-removed',
    guard:
      /\b(audit(?:_?log(?:ger)?)?|AuditLog|auditTrail|securityLog|security_logger|log_?audit|audit_?event|recordAudit|AuditEvent)\s*[.(]/i,
    what: 'records who did this',
  },
  {
    rule: 'ownership-filter-removed',
    guard:
      /(?:\bwhere\b|\.filter(?:_by)?\(|\.find(?:One|First|Unique|Many|_by!?|ById)?\(|\.get\(|\bget_object_or_404\(|\.Where\(|->where\(|\bAND\b)[^\n]{0,160}\b((?:user|owner|account|tenant|org(?:anization)?|author|customer|team|workspace|company)_?(?:id)?)\b\s*(?:[:=]|==|=>|,|\?)/i,
    what: 'limits the rows to those of the caller',
  },
];

const code = /\.(?:py|[cm]?[jt]sx?|java|kt|go|rb|php|cs|rs|vue|svelte|erb|ejs|scala)$/i;
const tests =
  /(?:^|\/)(?:tests?|__tests__|specs?|e2e|fixtures?|examples?|mocks?)\/|[._-](?:test|spec)\.\w+$|(?:^|\/)test_/;
const mutating =
  /\b(?:post|put|patch|delete|destroy|update|create|remove|admin|transfer|pay|POST|PUT|PATCH|DELETE|HttpPost|HttpPut|HttpDelete|PostMapping|PutMapping|DeleteMapping)/i;

/** Guards that are gone everywhere, and whose code is still there. */
export function* removedControls(lines: ChangeLines): Generator<Weakness> {
  for (const each of lines.files) {
    const { file } = each;
    if (
      !code.test(file.path) ||
      tests.test(file.path) ||
      file.status === 'removed' ||
      file.body === undefined
    )
      continue;
    const said = new Set<string>();
    for (const hunk of file.hunks) {
      let number = hunk.oldStart;
      for (const [index, line] of hunk.lines.entries()) {
        if (line.kind === 'added') continue;
        if (line.kind === 'removed') {
          const found = weigh(line.text, hunk.lines, index, each, lines);
          if (found && !said.has(found.name)) {
            said.add(found.name);
            yield { path: file.path, line: number, removed: true, ...found.weakness };
          }
        }
        number++;
      }
    }
  }
}

function weigh(
  text: string,
  hunk: readonly HunkLine[],
  index: number,
  each: FileLines,
  lines: ChangeLines,
): { name: string; weakness: Omit<Weakness, 'path' | 'line' | 'removed'> } | undefined {
  if (
    text.length > 500 ||
    /^\s*(?:#(?!\[)|\/\/|\*|\/\*|import\b|from\b|use\s|using\b|require\b|package\b)/.test(text)
  )
    return undefined;
  for (const family of families) {
    const match = family.guard.exec(text);
    const name = match?.slice(1).find((group) => group !== undefined);
    if (!match || name === undefined) continue;
    if (isKept(family, name, each, lines)) return undefined;
    const guarded = guardedLine(hunk, index, each);
    if (guarded === undefined) return undefined;
    // The route's method may stand in a decorator above.
    const around = hunk.slice(Math.max(0, index - 3), index + 4).map((line) => line.text);
    const isMutating = [...around, guarded].some((line) => mutating.test(line));
    const isAccess = family.rule === 'authorization-removed' || family.rule === 'ownership-filter-removed';
    return {
      name: `${family.rule} ${name}`,
      weakness: {
        rule: family.rule,
        ...(isAccess && isMutating ? { severity: 'high' as const } : {}),
        message: `${quote(text)}, which ${family.what}, is gone, while ${quote(guarded)} stays. It stands nowhere else in this change.`,
      },
    };
  }
  return undefined;
}

/** True when the guard, or another of its family, is added anywhere, or something that guards everything. */
function isKept(
  { guard, everywhere }: Family,
  name: string,
  { added }: FileLines,
  lines: ChangeLines,
): boolean {
  if (lines.addedWith(name) > 0) return true;
  if (added.some(({ text }) => guard.test(text))) return true;
  // A helper that was renamed keeps a word of its name.
  const words = wordsOf(name);
  const isKin = (text: string): boolean =>
    calledIn(text).some((called) => wordsOf(called).some((word) => words.includes(word)));
  if (words.length > 0 && added.some(({ text }) => isKin(text))) return true;
  return (
    everywhere !== undefined &&
    lines.files.some((each) => each.added.some(({ text }) => everywhere.test(text)))
  );
}

/** Names that a line calls or decorates with. */
function calledIn(text: string): string[] {
  return [...text.slice(0, 400).matchAll(/@([\w.]+)|([A-Za-z_$][\w$]*)\s*\(/g)].map(
    ([, decorator, call]) => decorator ?? call ?? '',
  );
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z]+/)
    .map((word) => word.toLowerCase())
    .filter((word) => word.length > 4 && !common.has(word));
}

const common = new Set([
  'check',
  'verify',
  'ensure',
  'require',
  'required',
  'request',
  'response',
  'params',
  'const',
  'return',
  'async',
  'await',
  'function',
  'class',
  'public',
  'private',
  'static',
  'string',
  'where',
  'filter',
  'current',
]);

/** The first line after the guard that is code and still there; undefined when the code went with it. */
function guardedLine(hunk: readonly HunkLine[], index: number, { file }: FileLines): string | undefined {
  let seen = 0;
  for (const line of hunk.slice(index + 1)) {
    const text = line.text.trim();
    if (text === '' || /^(?:@|#\[|\[[A-Z]|[)}\]]+[;,]?$|\/\/|#\s|\*)/.test(text)) continue;
    if (line.kind === 'context') return text;
    if (line.kind === 'removed') {
      // Rewritten in place counts as there.
      const head = /\b(?:def|function|func|fun|public|async|const|class)\s+[\w\s<>[\]]*?(\w+)\s*[(=<{:]/.exec(
        text,
      )?.[1];
      if (head !== undefined) return file.body?.includes(head) ? text : undefined;
      if (file.body?.includes(text)) return text;
      // The body of an `if` goes with its head: look behind it.
      if (++seen > 4) return undefined;
    }
  }
  // The hunk ends here: what follows was not changed.
  return seen === 0 ? undefined : hunk.at(-1)?.kind === 'context' ? hunk.at(-1)?.text.trim() : undefined;
}

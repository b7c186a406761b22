// The families of guards by which code keeps itself safe: who may do it, what comes in, what goes out.

/** A family of guards: any of it, added anywhere near, keeps the guard. */
export interface Family {
  rule: string;
  /** A line that is such a guard; the first group names it. */
  guard: RegExp;
  /** A line that sets such guards for everything at once. */
  everywhere?: RegExp;
  /** Another way to the same end, on an added line of the same file. */
  instead?: RegExp;
  what: string;
}

/** Every family, the narrower before the wider. */
export const families: readonly Family[] = [
  {
    rule: 'authorization-removed',
    guard:
      /^\s*@(login_required|permission_required|user_passes_test|staff_member_required|superuser_required|roles?_required|roles_accepted|admin_required|auth_required|jwt_required|token_required|requires_auth|require_(?:auth|login|permission|role|admin)\w*|fresh_login_required|requires_permissions?|permission_classes|authentication_classes|PreAuthorize|PostAuthorize|Secured|RolesAllowed|DenyAll|RequiresPermissions|RequiresRoles|RequiresAuthentication|Authenticated|Authorized|CheckPolicies|CheckAbilities|HasRoles?|HasPermissions?|UseGuards|Roles|RequirePermissions?|Auth|IsGranted|Security)\b|^\s*\[(Authorize|RequirePermission|RequireRole|ApiKeyAuth)\b|^\s*#\[(IsGranted|Security)\b|^\s*(?:prepend_)?before_action\s+:(authenticate\w*!?|require_\w+|authorize\w*!?|ensure_\w+|verify_(?:user|admin|permission|access|owner)\w*|check_(?:auth|permission|access|admin|owner)\w*|admin_only\w*|logged_in\w*)|^\s*(authorize!?|load_and_authorize_resource|authorize_resource|policy_scope)\b|\b(?:router|app|api|server|route|group|r|e|g|m|mux)\w*\.(?:use|Use|all|addHook|With|Group|UseMiddleware)\s*\([^\n]{0,80}?\b((?:[rR]equire|[eE]nsure|[vV]erify|[cC]heck|[iI]s|[hH]as|[mM]ust|[wW]ith|jwt|passport|bearer|session|express)?[-_.]?(?:auth\w*|login\w*|permission\w*|admin\w*|roles?\w*|token\w*|acl|rbac|session\w*|JWT\w*|Auth\w*|Login\w*|Permission\w*|Admin\w*|Roles?\w*|Session\w*|Token\w*))\b|\b(permission_classes|authentication_classes)\s*=|\b(?:router|app|api|server|route|group|r|e|g|mux|fastify|engine)\w*\.(?:get|post|put|patch|delete|all|any|GET|POST|PUT|PATCH|DELETE|Get|Post|Put|Patch|Delete|Any|Handle|HandleFunc|Method)\s*\([^\n]{1,160}?[,[]\s*((?:(?:require|ensure|must|check|verify|assert|enforce|authenticate|authori[sz]e|protect|restrict|guard|RequireA|Require|Ensure|Authenticate|Authorize)\w*|passport\.authenticate|(?:is|has)(?:Auth|Admin|Role|Perm|Owner|Logged)\w*|(?:auth|jwt|session|admin|login)(?:Required|Guard|Middleware|Only)\w*))\s*(?:\([^()\n]{0,80}\))?\s*[,\]]|Depends\s*\(\s*((?:get_)?(?:current_(?:active_)?(?:user|admin|superuser)|(?:require|verify|check)_\w+|auth\w*|\w*permission\w*))|(?:->|::)middleware\(\s*\[?\s*['"](auth\w*|can|role|permission|verified)\b|\$this->(authorize\w*|denyAccessUnlessGranted)\s*\(|\b(Gate::(?:authorize|allows|denies|inspect)|abort_(?:unless|if))\s*\(|\.(RequireAuthorization)\s*\(|\.(hasRole|hasAuthority|hasAnyRole|hasAnyAuthority|authenticated)\s*\(|\b(current_user_can|check_ajax_referer|check_admin_referer|wp_verify_nonce)\s*\(/,
    everywhere:
      /\b(?:app|router|api|server)\w*\.(?:use|Use|addHook)\s*\([^\n]*(?:auth|guard|permission|session|jwt)|before_request|useGlobalGuards|APP_GUARD|DEFAULT_PERMISSION_CLASSES|dependencies\s*=\s*\[\s*Depends|FallbackPolicy|RequireAuthorization|authorizeHttpRequests|anyRequest\(\)\.authenticated|LoginRequiredMiddleware|before_action\s+:(?:authenticate|require|authorize)|middleware\(\s*\[?\s*['"]auth|\.Use\(\w*[Aa]uth/,
    what: 'checks who may do this',
  },
  {
    rule: 'authorization-removed',
    guard:
      /^\s*(?:if|unless|return|raise|throw|assert|require|check|precondition|guard)\b[^\n]*?\b(is_?(?:admin|staff|superuser|owner|authenticated|authorized|allowed)|has_?(?:perm(?:ission)?s?|role|access|scope)|can_?(?:access|edit|delete|view|update|manage)|check_?(?:permission|access|owner\w*)|(?:require|ensure|verify|assert)_?(?:auth\w*|owner\w*|permission\w*|admin\w*|access)|owner_?id\s*(?:!==?|==?=?|<>)\s*|(?:user|account|tenant|author|customer|org(?:anization)?|team|workspace|member|creator)_?id\s*(?:!==?|<>)\s*|(?:created_?by|owner|author)\s*(?:!==?|<>|==(?=\s*(?:auth|principal|user|current|caller|me)))\s*|(?:current_?user|(?:req|request|ctx|context|session|event)\.user|principal|viewer|Auth::(?:user|id)\(\)|auth\(\)->(?:user|id)\(\)|User\.Identity|User\.FindFirst)[\w.()>?!-]{0,60}\s*(?:!==?|===?|<>|is not\b)\s*|(?:get(?:Owner|User|Account|Author|Tenant|Customer)(?:Id)?\(\)|principal)[\w.()]{0,60}\.equals|equals\([\w.()]{0,60}(?:principal|currentUser|authentication|getUser(?:Id)?)|isAuthenticated|isAuthorized|isAdmin|isOwner|hasPermission|hasRole|canAccess)\b|^\s*(?:await\s+)?(?:this\.|self\.)?((?:require|ensure|assert|verify|enforce)_?(?:auth|admin|perm|owner|access|role|login|can)\w*)\s*\(/i,
    everywhere:
      /permission|authoriz|@(?:login|role|admin|PreAuthorize|UseGuards|Roles)|\[Authorize|requireAuth|policy/i,
    what: 'checks who may do this',
  },
  {
    rule: 'validation-removed',
    guard:
      /^\s*(?:const|let|var|await|return)?\s*[^\n=]{0,60}=?\s*(?:await\s+)?(\w*[sS]chema\w*)\.(?:parse|safeParse|parseAsync|validate|validateAsync|validateSync|load|check)\s*\(|@(Valid|Validated)\s+(?:@|[A-Z])|\b(?:validate|validator|v)\.(Struct|StructCtx|Var)\s*\(|\bif\s+err\s*:?=\s*\w+\.(Validate)\s*\(|^\s*@(Valid|Validated|validate_request|use_args|use_kwargs|expects_json|UsePipes|validate_arguments|validate_call)\b|\b(validationResult|validateBody|validateRequest|zValidator|celebrate|checkSchema)\s*\(|->(validate|validated)\s*\(|\bparams\.(permit|require)\b|^\s*\$request->(validate)|ModelState\.(IsValid)\b|\b(is_valid)\(\s*(?:raise_exception)?/,
    everywhere: /ValidationPipe|validationMiddleware|zValidator|celebrate|FluentValidation|schema/i,
    what: 'checks what comes in',
  },
  {
    rule: 'validation-removed',
    guard:
      /^\s*(?:if|elif|else if|unless|require|assert|guard|return|raise|throw)\b[^\n]*?\b(startswith|startsWith|StartsWith|start_with\?|HasPrefix|hasPrefix|is_relative_to|commonpath|str_starts_with)\b[^\n]*?(?:root|base|dir|folder|upload|storage|public|home)/i,
    instead:
      /safe_join|safeJoin|SecureJoin|is_relative_to|relative_to|relative\(|basename|filepath\.Base|secure_filename|send_from_directory|sendFile\([^\n]*root|IsLocal|OpenRoot|getFileName|GetFileName|startswith|startsWith|HasPrefix|commonpath|path_?travers|within|inside|contain/i,
    what: 'keeps paths inside of their folder',
  },
  {
    rule: 'validation-removed',
    guard:
      /^\s*(?:if|elif|else if|unless|require|assert|guard|return|raise|throw)\b[^\n]*?\b(\w*(?:allowed|allow_?list|white_?list|permitted|trusted)\w*)\s*(?:\[|\.(?:has|includes|contains|include\?|get|some|indexOf|test|match)|\)|:)/i,
    instead: /allow|white_?list|permitted|trusted|accept|enum|Literal\[|schema|valid/i,
    what: 'lets only known values through',
  },
  {
    rule: 'escaping-removed',
    guard:
      /\b(escapeHtml|escape_html|htmlspecialchars|htmlentities|html\.escape|markupsafe\.escape|DOMPurify\.sanitize|sanitizeHtml|bleach\.clean|esc_html|esc_attr|esc_url|wp_kses\w*|HtmlEncode|ERB::Util\.html_escape|encodeURIComponent|shlex\.quote|escapeshellarg|escapeshellcmd|Shellwords\.escape|secure_filename|sanitize_filename|sanitize_text_field|sqlstring\.escape|mysqli_real_escape_string|StringEscapeUtils\.escape\w+|Encode\.for\w+|template\.HTMLEscapeString|html\.EscapeString|path\.basename|os\.path\.basename|filepath\.Base)\s*\(/,
    instead:
      /textContent|innerText|createTextNode|<Safe\w|<\w*(?:Html|HTML|Markdown)\b|\.text\(|\brender\w*\(|URLSearchParams|searchParams|\{\{|execFile|spawn\(|subprocess\.run\(\s*\[|\.name\b|prepare\(/,
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
    rule: 'authorization-removed',
    guard:
      /\b(bcrypt\.(?:checkpw|compare|compareSync)|check_password(?:_hash)?|password_verify|argon2\.verify|CompareHashAndPassword|passwordEncoder\.matches|verifyPassword|verify_password|CheckPasswordAsync|valid_password\?|authenticate_by)\s*\(/,
    what: 'proves that the caller knows the password',
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
      /(?:\bwhere\b|\.filter(?:_by)?\(|\.find(?:One|First|Unique|Many|_by!?|ById)?\(|\.get\(|\bget_object_or_404\(|\.Where\(|->where\(|\bAND\b)[^\n]{0,160}\b((?:user|owner|account|tenant|org(?:anization)?|author|customer|team|workspace|company)_?(?:id)?)\b\s*(?:[:=]|==|=>|,|\?)|\b((?:current_(?:user|account|tenant|org(?:anization)?)|(?:req|request)\.user|Auth::user\(\)|auth\(\)->user\(\))[\w!]*)[.>-]+\w+(?:\(\))?[.>-]+(?:find\w*|where|get|filter)\b/i,
    instead:
      /current_?user|(?:request|req|ctx|context|self|session)\.(?:\w+\.)?user|for_?user|accessible_by|policy_scope|scoped|owned_?by|tenant|user_?id|owner/i,
    what: 'limits the rows to those of the caller',
  },
];

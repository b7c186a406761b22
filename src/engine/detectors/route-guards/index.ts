// Finds routes that let in whom they should not: without the guard of their siblings, without any, or without the owner.
import type { Detection, Detector, DetectorInput } from '../../detector.ts';
import { confidences, severities, type Finding } from '../../finding.ts';
import { flowGrammars, programOf } from '../../flow/index.ts';
import type { Program } from '../../flow/ir.ts';
import { languageOf } from '../../languages.ts';
import { positionAt } from '../../syntax/tree.ts';
import { isSupportPath } from '../code/paths.ts';
import { readAspNetRoutes } from './aspnet-routes.ts';
import { readChecks } from './checks.ts';
import { readCallRoutes } from './express-routes.ts';
import { readGoRoutes } from './go-routes.ts';
import { readKtorRoutes } from './ktor-routes.ts';
import { readPhpRoutes } from './php-routes.ts';
import { readPythonRoutes } from './python-routes.ts';
import { readRubyRoutes } from './rails-routes.ts';
import { readRoles } from './role-from-request.ts';
import { contextOf } from './route.ts';
import { readFunctionRoutes } from './script-functions.ts';
import { readDeclaredRoutes } from './script-routes.ts';
import { readServedRoutes } from './served-routes.ts';
import { readSpringRoutes } from './spring-routes.ts';
import type { Verdict } from './verdict.ts';
import { weighRoutes } from './weigh.ts';
import { readWordpressHooks } from './wordpress-hooks.ts';

const spring =
  /@(?:PreAuthorize|PostAuthorize|Secured|RolesAllowed|Requires(?:Permissions|Roles|Authentication)|SaCheck\w+|Authenticated)\b/;

/** Without one of these a file has no routes, and nothing is lowered. */
const hints = {
  java: spring,
  kotlin: new RegExp(`${spring.source}|\\bio\\.ktor\\.server\\b`),
  csharp: /\[(?:[^\]\n]*,\s*)?Http(?:Get|Post|Put|Patch|Delete)\b|\.Map(?:Get|Post|Put|Patch|Delete)\(/,
  go: /\.(?:GET|POST|PUT|PATCH|DELETE|Get|Post|Put|Patch|Delete|Handle|HandleFunc)\(\s*"/,
  php: /\bclass \w+Controller\b|\bRoute::|wp_ajax_|admin_post_|register_rest_route/,
  ruby: /\bclass [\w:]*Controller\b|^\s*(?:get|post|put|patch|delete)\s*\(?['"]\//m,
  python:
    /\brequest\b|@(?:get|post|put|patch|delete|route)\(|@\w[\w.]*\.(?:route|get|post|put|patch|delete|websocket|api_route)\(|RequestHandler|APIView|ViewSet|MethodView|\b(?:Create|Update|Delete|List|Detail|Template|Form)View\b|add_(?:route|get|post|put|delete|url_rule|resource)|\bResource\b|HTTPEndpoint|\bRoute\(|\b(?:strawberry|graphene)\b|\(event, ?\w{1,12}\)|\bon_(?:get|post|put|patch|delete)\b|WebsocketConsumer|\bcherrypy\b|\bflask_admin\b|\bview_config\(|\b(?:current_user|requester|requesting_user|acting_user|actor|caller|viewer)(?:_id)?\s*[,):=]|\basync def \w*(?:is|has|can|check|verify|auth)\w*|\bPermission(?:Error|Denied)\b|\b403\b/,
  javascript:
    /\.(?:get|post|put|patch|delete|all|del|route)\s*\(\s*\[?\s*['"`/]|\.use\s*\(\s*['"`]\/|\.route\(\s*\{|@(?:(?:Json|Rest)?Controller|Resolver|WebSocketGateway|Route)\b|@loopback\/rest|\bbefore\s*:\s*\{|\bnew (?:Elysia|Hono)\b|['"]use server['"]|\bexport\b[^;{=]{0,40}\b(?:GET|POST|PUT|PATCH|DELETE)\b|NextApi|[pP]rocedure\b|\b(?:Mutation|Query)\s*:|\.on\(\s*['"]connect|\bcreateServer\s*\(|\bfetch\s*\(\s*req(?:uest)?\b|\b(?:Bun|Deno)\.serve\s*\(|\bdefineEventHandler\s*\(|\bexport\b[^;{=]{0,40}\b(?:actions?|loader)\b|next\/headers|\bon(?:Call|Request)\w*\s*[(=:]|\bstatusCode\b|\bserve\s*\(|\bMeteor\.|\bValidatedMethod\b|\.http\s*\(|\bmutation(?:Field|Type)\b|\bGraphQLObjectType\b|\b(?:currentUser|requester|requestingUser|actingUser|actor|caller|viewer)(?:Id)?\s*[,):]|\b(?:async\s+function|async)\s+(?:is|has|can|check|verify|auth)\w*|\b(?:is|has|can|check|verify)[A-Z]\w*\s*=\s*async\b|\.compare\(|\bForbidden|\b403\b|\(\s*_?req(?:uest)?\b[^)\n]{0,40},\s*_?(?:res|reply)|\b(?:req|request|ctx|headers|cookies)\b[^\n]{0,40}(?:[rR]ole|[aA]dmin)/,
} as const;

/** Generated and bundled files are no place for routes, and long ones cost time. */
const maxChars = 600_000;

/** Finds routes that lack the guard they need, from the routes and bodies of each file. */
export const routeGuards: Detector = {
  id: 'route-guards',
  comparable: true,
  *detectFile(file, input) {
    if (file.class !== 'text' || file.body === undefined || file.body.length > maxChars) return;
    const grammar = languageOf(file.path, file.body)?.grammar;
    const language = grammar === undefined ? undefined : flowGrammars.get(grammar);
    if (grammar === undefined || !language || !(language.language in hints)) return;
    const hint = hints[language.language as keyof typeof hints];
    if (!hint.test(file.body) && !/pages\/api\//.test(file.path)) return;
    const tree = input.syntax.parse(file.body, grammar);
    // The code detector tells what could not be parsed.
    if ('reason' in tree) return;
    try {
      const context = contextOf(file.path, file.body, programOf(tree) as Program);
      if (language.language === 'python') readPythonRoutes(context);
      else if (language.language === 'java') readSpringRoutes(context);
      else if (language.language === 'kotlin') {
        readSpringRoutes(context);
        readKtorRoutes(context);
      } else if (language.language === 'php') readPhpRoutes(context);
      else if (language.language === 'ruby') readRubyRoutes(context);
      else if (language.language === 'csharp') readAspNetRoutes(context);
      else if (language.language === 'go') readGoRoutes(context);
      else {
        readCallRoutes(context);
        readDeclaredRoutes(context);
        readServedRoutes(context);
        readFunctionRoutes(context);
      }
      const verdicts = [
        ...weighRoutes(context),
        ...(language.language === 'php' ? readWordpressHooks(context) : []),
        ...(/^(?:python|javascript)$/.test(language.language)
          ? [...readRoles(context), ...readChecks(context)]
          : []),
      ];
      for (const verdict of verdicts) {
        const finding = findingOf(verdict, file.path, tree.source, input);
        if (finding) yield finding;
      }
    } catch (error) {
      // Deep nesting exhausts the stack.
      if (!(error instanceof RangeError)) throw error;
      yield { notChecked: { path: file.path, check: 'route-guards', reason: 'nested too deeply to follow' } };
    }
  },
};

function findingOf(
  verdict: Verdict,
  path: string,
  source: Parameters<typeof positionAt>[0],
  { rules }: DetectorInput,
): Detection | undefined {
  const info = rules.info.get(verdict.rule);
  if (!info) return undefined;
  const lower = isSupportPath(path);
  const finding: Finding = {
    rule: info.id,
    title: info.title,
    class: info.class,
    path,
    start: positionAt(source, verdict.start),
    end: positionAt(source, Math.max(verdict.end, verdict.start + 1)),
    severity: lower
      ? (severities[severities.indexOf(verdict.severity) + 1] ?? verdict.severity)
      : verdict.severity,
    confidence: lower
      ? (confidences[confidences.indexOf(verdict.confidence) + 1] ?? verdict.confidence)
      : verdict.confidence,
    message: verdict.message,
    why: info.why,
    remedy: verdict.remedy ?? info.remedy,
    cwe: info.cwe,
    references: info.references,
    related: verdict.related.map(({ node, message }) => ({ path, ...node.region, message })),
  };
  return { finding };
}

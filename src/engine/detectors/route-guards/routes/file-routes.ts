// Reads the routes of one file, whatever its language, and what is to be said of them by themselves.
import type { Change, ChangedFile } from '../../../change.ts';
import { flowGrammars, programOf } from '../../../flow/index.ts';
import type { Program } from '../../../flow/ir.ts';
import { languageOf } from '../../../languages.ts';
import { withoutComments } from '../../../syntax/comments.ts';
import type { Syntax } from '../../../syntax/parse.ts';
import type { SyntaxSource } from '../../../syntax/tree.ts';
import type { ApplicationGuard } from '../application/guard.ts';
import { addApplicationGuards } from '../application/index.ts';
import { readAspNetRoutes } from './aspnet.ts';
import { readChecks } from '../checks.ts';
import { readCallRoutes } from './script/express-routes.ts';
import { readGoRoutes } from './go.ts';
import { readKtorRoutes } from './ktor.ts';
import { readPhpRoutes } from './php.ts';
import { readPythonRoutes } from './python/routes.ts';
import { readRubyRoutes } from './rails.ts';
import { readRoles } from '../roles/role-from-request.ts';
import { readFunctionRoutes } from './script/functions.ts';
import { readDeclaredRoutes } from './script/declared-routes.ts';
import { readServedRoutes } from './script/served-routes.ts';
import { readSpringRoutes } from './spring.ts';
import { readWordpressHooks } from './wordpress.ts';
import { seeDistant } from '../distant.ts';
import { type RouteInFolder, routesInFolder } from '../folder-routes.ts';
import { contextOf, type FileContext } from '../route.ts';
import type { Verdict } from '../verdict.ts';
import { weighRoutes } from '../weigh.ts';

const spring =
  /@(?:PreAuthorize|PostAuthorize|Secured|RolesAllowed|Requires(?:Permissions|Roles|Authentication)|SaCheck\w+|Authenticated)\b/;

/** Without one of these a file has no routes, and nothing is lowered. */
const hints = {
  java: spring,
  kotlin: new RegExp(`${spring.source}|\\bio\\.ktor\\.server\\b`),
  csharp:
    /\[(?:[^\]\n]{0,200},\s{0,20})?Http(?:Get|Post|Put|Patch|Delete)\b|\.Map(?:Get|Post|Put|Patch|Delete)\(/,
  go: /\.(?:GET|POST|PUT|PATCH|DELETE|Get|Post|Put|Patch|Delete|Handle|HandleFunc)\(\s*"/,
  php: /\bclass \w+Controller\b|\bRoute::|wp_ajax_|admin_post_|register_rest_route|\badd_(?:menu|submenu|options|management|theme|users)_page\b|\badd_action\(\s{0,4}['"](?:admin_)?init['"]/,
  ruby: /\bclass [\w:]*Controller\b|^\s*(?:get|post|put|patch|delete)\s*\(?['"]\//m,
  python:
    /\brequest\b|@(?:get|post|put|patch|delete|route)\(|@\w[\w.]*\.(?:route|get|post|put|patch|delete|websocket|api_route)\(|RequestHandler|APIView|ViewSet|MethodView|\b(?:Create|Update|Delete|List|Detail|Template|Form)View\b|add_(?:route|get|post|put|delete|url_rule|resource)|\bResource\b|HTTPEndpoint|\bRoute\(|\b(?:strawberry|graphene)\b|\(event, ?\w{1,12}\)|\bon_(?:get|post|put|patch|delete)\b|WebsocketConsumer|\bSocketIO\b|socketio|\bcherrypy\b|\bflask_admin\b|\bview_config\(|\b(?:current_user|requester|requesting_user|acting_user|actor|caller|viewer)(?:_id)?\s*[,):=]|\basync def \w*(?:is|has|can|check|verify|auth)\w*|\bPermission(?:Error|Denied)\b|\b403\b/,
  javascript:
    /\.(?:get|post|put|patch|delete|all|del|route)\s*\(\s*\[?\s*['"`/]|\.use\s*\(\s*['"`]\/|\.route\(\s*\{|@(?:(?:Json|Rest)?Controller|Resolver|WebSocketGateway|Route)\b|@loopback\/rest|\bbefore\s*:\s*\{|\bnew (?:Elysia|Hono)\b|['"]use server['"]|\bexport\b[^;{=]{0,40}\b(?:GET|POST|PUT|PATCH|DELETE)\b|NextApi|[pP]rocedure\b|\b(?:Mutation|Query)\s*:|\.on\(\s*['"]connect|\bcreateServer\s*\(|\bfetch\s*\(\s*req(?:uest)?\b|\b(?:Bun|Deno)\.serve\s*\(|\bdefineEventHandler\s*\(|\bexport\b[^;{=]{0,40}\b(?:actions?|loader)\b|next\/headers|\bon(?:Call|Request)\w*\s*[(=:]|\bstatusCode\b|\bserve\s*\(|\bMeteor\.|\bValidatedMethod\b|\.http\s*\(|\bmutation(?:Field|Type)\b|\bGraphQLObjectType\b|\b(?:currentUser|requester|requestingUser|actingUser|actor|caller|viewer)(?:Id)?\s*[,):]|\b(?:async\s+function|async)\s+(?:is|has|can|check|verify|auth)\w*|\b(?:is|has|can|check|verify)[A-Z]\w*\s*=\s*async\b|\.compare\(|\bForbidden|\b403\b|\(\s*_?req(?:uest)?\b[^)\n]{0,40},\s*_?(?:res|reply)|\b(?:req|request|ctx|headers|cookies)\b[^\n]{0,40}(?:[rR]ole|[aA]dmin)/,
} as const;

/** Generated and bundled files are no place for routes, and long ones cost time. */
const maxChars = 600_000;

/** What a file says of its routes. */
export interface FileRoutes {
  source: SyntaxSource;
  verdicts: Verdict[];
  /** As the files beside it see them. */
  routes: RouteInFolder[];
}

/** The routes of a file, behind these guards of their application; undefined where there can be none. Throws RangeError where it is nested too deeply. */
export function readFileRoutes(
  { path, body }: Pick<ChangedFile, 'path' | 'body'>,
  syntax: Syntax,
  guards: readonly ApplicationGuard[],
  change?: Change,
): FileRoutes | undefined {
  if (body === undefined || body.length > maxChars) return undefined;
  const grammar = languageOf(path, body)?.grammar;
  const language = grammar === undefined ? undefined : flowGrammars.get(grammar)?.language;
  if (grammar === undefined || language === undefined || !(language in hints)) return undefined;
  if (!hints[language as keyof typeof hints].test(body) && !/pages\/api\//.test(path)) return undefined;
  const tree = syntax.parse(body, grammar);
  // The code detector tells what could not be parsed.
  if ('reason' in tree) return undefined;
  const context = contextOf(path, withoutComments(tree), programOf(tree) as Program);
  if (change) seeDistant(context, tree, change, syntax);
  readRoutes(language, context);
  addApplicationGuards(context.routes, path, guards);
  const weighed = weighRoutes(context);
  const verdicts = [
    ...weighed.verdicts,
    ...(language === 'php' ? readWordpressHooks(context) : []),
    ...(/^(?:python|javascript)$/.test(language) ? [...readRoles(context), ...readChecks(context)] : []),
  ];
  const { aliases } = context.helpers;
  return {
    source: tree.source,
    verdicts,
    routes: routesInFolder(path, tree.source, weighed.all, { aliases, verdicts }),
  };
}

/** Reads the routes of a file, as the frameworks of its language declare them, into `file.routes`. */
function readRoutes(language: string, file: FileContext): void {
  switch (language) {
    case 'python':
      return readPythonRoutes(file);
    case 'java':
      return readSpringRoutes(file);
    case 'kotlin':
      readSpringRoutes(file);
      return readKtorRoutes(file);
    case 'php':
      return readPhpRoutes(file);
    case 'ruby':
      return readRubyRoutes(file);
    case 'csharp':
      return readAspNetRoutes(file);
    case 'go':
      return readGoRoutes(file);
    default:
      readCallRoutes(file);
      readDeclaredRoutes(file);
      readServedRoutes(file);
      readFunctionRoutes(file);
  }
}

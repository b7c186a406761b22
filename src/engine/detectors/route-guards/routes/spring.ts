// Reads the routes of Spring, JAX-RS and Micronaut controllers in files where some route carries a guard of its own.
import type { Expression, FunctionShape, Statement } from '../../../flow/ir.ts';
import type { Guard } from '../body/facts.ts';
import { visitFile, type FileContext, type Route } from '../route.ts';
import { lastName, textOf } from '../shapes.ts';

const controllers = /^(?:RestController|Controller|Path|RestControllerEndpoint|Endpoint)$/;
const verbs = /^(?:Get|Post|Put|Patch|Delete|Request)Mapping$|^(?:GET|POST|PUT|PATCH|DELETE)$|^(?:Get|Post|Put|Patch|Delete)$/; // prettier-ignore
const roles = /^(?:PreAuthorize|PostAuthorize|Secured|RolesAllowed|RequiresPermissions|RequiresRoles|SaCheckPermission|SaCheckRole|HasAuthority|HasRole|AdminOnly)$/; // prettier-ignore
const signedIn =
  /^(?:Authenticated|RequiresAuthentication|RequiresUser|SaCheckLogin|LoginRequired|RequireLogin)$/;
const opens = /^(?:PermitAll|Anonymous|PublicApi|SaIgnore|NoAuth|SkipAuth)$/;
/** Parameters by which a handler knows its caller, and may ask more in its body. */
const caller = /^(?:Principal|Authentication|JwtAuthenticationToken|Jwt|UserDetails|SecurityContext|OAuth2User|OidcUser)$/; // prettier-ignore

/** Reads every route of a controller; security for all of them stands in another file, so only odd ones out are of interest. */
export function readSpringRoutes(file: FileContext): void {
  const found: Route[] = [];
  visitFile(
    file,
    () => undefined,
    (statement) => {
      if (
        statement.kind === 'class' &&
        statement.decorators.some((one) => controllers.test(lastName(one) ?? ''))
      )
        found.push(...routesOf(statement));
    },
  );
  if (found.some(({ guards }) => guards.some(({ level }) => level !== 'maybe'))) file.routes.push(...found);
}

function routesOf(node: Extract<Statement, { kind: 'class' }>): Route[] {
  const prefix = pathOf(node.decorators.find((one) => /^(?:RequestMapping|Path|Controller)$/.test(lastName(one) ?? ''))); // prettier-ignore
  return node.members.flatMap((member): Route[] => {
    if (member.kind !== 'function') return [];
    const { fn } = member;
    // The class's own annotations are listed behind those of the method.
    const own = fn.decorators.filter((one) => one.node.start >= fn.node.start);
    const verb = own.find((one) => verbs.test(lastName(one) ?? ''));
    if (!verb) return [];
    const method = methodOf(verb);
    const path = `/${prefix}/${pathOf(verb) || pathOf(own.find((one) => lastName(one) === 'Path'))}`;
    return [
      {
        framework: 'spring',
        method,
        isMutating: method !== 'GET',
        path: path.replace(/\/+/g, '/'),
        name: fn.name ?? '',
        start: verb.node,
        end: fn.node.get('parameters')?.end ?? fn.body[0]?.node.start ?? fn.node.end,
        guards: guardsOf(fn),
        fn,
        place: 'global',
        opened: fn.decorators.find((one) => opens.test(lastName(one) ?? ''))?.node,
        openedBelow: true,
      },
    ];
  });
}

function guardsOf(fn: FunctionShape): Guard[] {
  const declared = fn.decorators.flatMap((one): Guard[] => {
    const name = lastName(one) ?? '';
    const text = one.node.text;
    if (/permitAll|isAnonymous/.test(text)) return [];
    if (roles.test(name)) return [{ name, level: /isAuthenticated\(\)/.test(text) ? 'authenticated' : 'authorised', node: one.node }]; // prettier-ignore
    return signedIn.test(name) ? [{ name, level: 'authenticated', node: one.node }] : [];
  });
  const knows = fn.parameters.find(
    ({ type, decorators }) =>
      caller.test(type ?? '') || decorators.some((one) => /AuthenticationPrincipal|CurrentUser/.test(lastName(one) ?? '')), // prettier-ignore
  );
  return knows && declared.length === 0
    ? [{ name: knows.type ?? 'Principal', level: 'maybe', node: knows.target.node }]
    : declared;
}

function methodOf(verb: Expression): string {
  const name = lastName(verb) ?? '';
  if (name !== 'RequestMapping') return name.replace('Mapping', '').toUpperCase();
  return /\b(POST|PUT|PATCH|DELETE)\b/.exec(verb.node.text)?.[1] ?? 'GET';
}

function pathOf(annotation: Expression | undefined): string {
  if (annotation?.kind !== 'call') return '';
  const given = annotation.args.find(
    ({ name }) => name === undefined || name === 'value' || name === 'path',
  )?.value;
  return textOf(given?.kind === 'list' ? given.items[0] : given) ?? '';
}

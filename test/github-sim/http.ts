// The words in which routes are written: a route, its request, its reply and its refusals.
import type { Body, Installation, Level, Repository, World } from './state.ts';
import type { UserGrant } from './users.ts';

/** What a route answers. */
export interface Reply {
  status: number;
  /** Sent as JSON, unless `raw` is given. */
  body?: unknown;
  raw?: { data: Buffer; contentType: string };
  headers?: Record<string, string>;
}

/** Who asks: the App by its JWT or its client secret, an installation or a person by a token. */
export type Caller =
  | { kind: 'app' }
  | { kind: 'client' }
  | { kind: 'user'; grant: UserGrant }
  | {
      kind: 'installation';
      installation: Installation;
      permissions: Record<string, Level>;
      /** Undefined means all that the installation covers. */
      repositoryIds: Set<number> | undefined;
    }
  | { kind: 'nobody' };

/** What a route is given. */
export interface Request {
  world: World;
  caller: Caller;
  params: Record<string, string>;
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  body: Body;
  /** The path after the host, as the client wrote it. */
  path: string;
}

/** What a route on a repository is given. */
export interface RepositoryRequest extends Request {
  repository: Repository;
}

/** One operation; `path` is written as in GitHub's description, whose schema checks it. */
export interface Route {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  path: string;
  auth: 'app' | 'installation' | 'user' | 'client' | 'anybody';
  /** Any one of these suffices. */
  permissions?: readonly (readonly [name: string, level: Level])[];
  /** True when GitHub checks the body against its schema before anything else. */
  strictBody?: boolean;
  handle(request: Request): Reply | Promise<Reply>;
}

/** A refusal that a handler throws. */
export interface Refusal extends Error {
  reply: Reply;
}

/** Makes an error reply in GitHub's form. */
export function refuse(status: number, message: string, extra: Body = {}): Refusal {
  const body = { message, ...extra };
  return Object.assign(new Error(message), { reply: { status, body } });
}

/** Whether an error is a refusal to be sent. */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && 'reply' in error;
}

/** GitHub's 404. */
export const notFound = (): Refusal => refuse(404, 'Not Found');

/** GitHub's `Validation Failed`. */
export function invalid(errors: unknown[]): Refusal {
  return refuse(422, 'Validation Failed', { errors });
}

/** A reply that succeeds. */
export function ok(body: unknown, status = 200): Reply {
  return { status, body };
}

/** Writes a route on a repository; access to the repository is settled before the handler runs. */
export function onRepository(
  method: Route['method'],
  path: string,
  permissions: NonNullable<Route['permissions']>,
  handle: (request: RepositoryRequest) => Reply | Promise<Reply>,
  more: Partial<Route> = {},
): Route {
  return {
    method,
    path: `/repos/{owner}/{repo}${path}`,
    auth: 'installation',
    permissions,
    handle: (request) => handle(request as RepositoryRequest),
    ...more,
  };
}

/** A whole number from the path, or 404. */
export function numberParam(request: Request, name: string): number {
  const value = Number(request.params[name]);
  if (!Number.isSafeInteger(value)) throw notFound();
  return value;
}

/** The page asked for, from 1, with at most 100 items. */
export function pageOf(request: Request): { page: number; perPage: number } {
  const page = Math.max(1, Number(request.query.get('page')) || 1);
  const perPage = Math.min(100, Math.max(1, Number(request.query.get('per_page')) || 30));
  return { page, perPage };
}

/** One page of a list with GitHub's Link header; `wrap` puts it in an envelope. */
export async function paginate<T>(
  request: Request,
  all: T[],
  render: (page: T[]) => unknown,
  wrap: (rendered: unknown, total: number) => unknown = (rendered) => rendered,
): Promise<Reply> {
  const { page, perPage } = pageOf(request);
  const last = Math.max(1, Math.ceil(all.length / perPage));
  const link = (to: number, rel: string) => {
    const query = new URLSearchParams(request.query);
    query.set('page', String(to));
    return `<${request.world.apiUrl}${request.path}?${query.toString()}>; rel="${rel}"`;
  };
  const links: string[] = [];
  if (page > 1) links.push(link(Math.min(page - 1, last), 'prev'));
  if (page < last) links.push(link(page + 1, 'next'), link(last, 'last'));
  if (page > 1) links.push(link(1, 'first'));
  const rendered = await render(all.slice((page - 1) * perPage, page * perPage));
  return {
    status: 200,
    body: wrap(rendered, all.length),
    ...(links.length === 0 ? {} : { headers: { link: links.join(', ') } }),
  };
}

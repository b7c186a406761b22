// Git's own protocol at /:owner/:repo.git, by `git http-backend`, so that a person can clone and push.
import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, dirname } from 'node:path';
import { gitEnvironment } from './git.ts';
import { announcePushes } from './pulls.ts';
import type { World } from './state.ts';
import { account, findRenamed, findRepository } from './state.ts';

const gitPath = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)(?:\?(.*))?$/;

function loginOf(authorization: string | undefined): string | undefined {
  const encoded = /^basic\s+(.+)$/i.exec(authorization ?? '')?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString().split(':')[0];
}

/** Serves git when the address is one of git's; false when it is not. A push asks for any user name and is announced. */
export async function serveGit(
  world: World,
  method: string,
  target: string,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const match = gitPath.exec(target);
  if (match === null) return false;
  const [, owner = '', name = '', service = '', query = ''] = match;
  const repository = findRepository(world, `${owner}/${name}`) ?? findRenamed(world, `${owner}/${name}`);
  const isPush = service === 'git-receive-pack' || query.includes('git-receive-pack');
  const login = loginOf(message.headers.authorization);
  if (repository === undefined) {
    response.writeHead(404).end('Repository not found.\n');
    return true;
  }
  if ((isPush || repository.private) && login === undefined) {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="GitHub"' }).end('Authentication required\n');
    return true;
  }
  const child = spawn('git', ['http-backend'], {
    env: {
      ...gitEnvironment(),
      GIT_PROJECT_ROOT: dirname(repository.dir),
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: `/${basename(repository.dir)}/${service}`,
      REQUEST_METHOD: method,
      QUERY_STRING: query,
      CONTENT_TYPE: message.headers['content-type'] ?? '',
      CONTENT_LENGTH: message.headers['content-length'] ?? '',
      HTTP_CONTENT_ENCODING: String(message.headers['content-encoding'] ?? ''),
      GIT_PROTOCOL: String(message.headers['git-protocol'] ?? ''),
      REMOTE_USER: login ?? '',
      REMOTE_ADDR: '127.0.0.1',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.on('error', () => {});
  message.pipe(child.stdin);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  await new Promise((resolve) => child.on('close', resolve));
  const out = Buffer.concat(chunks);
  const split = out.indexOf('\r\n\r\n');
  const headers: Record<string, string> = {};
  for (const line of out.subarray(0, Math.max(0, split)).toString().split('\r\n'))
    headers[line.slice(0, line.indexOf(':')).toLowerCase()] = line.slice(line.indexOf(':') + 1).trim();
  const status = Number.parseInt(headers['status'] ?? '200', 10);
  delete headers['status'];
  if (service === 'git-receive-pack')
    await announcePushes(world, repository, account(world, login ?? 'ghost'));
  response.writeHead(split < 0 ? 500 : status, headers).end(out.subarray(split + 4));
  return true;
}

// Tells a server that listens on a file of the machine: only who may write that file speaks to it, most often its own user.
import type { Hit } from '../state.ts';

const listens = /\.listen\(\s{0,20}([^\n]{1,80})/g;
/** `SOCKET_PATH`, `{ path: socketPath }`, `'/run/app.sock'`; a name for an address says none of these. */
const ownFile =
  /^(?:\{\s{0,9}path\b|(?:this\.)?#?\w{0,40}(?:sock|socket|pipe)(?:_?(?:path|file|name))?\s{0,4}[,)]|['"`][^'"`]{0,60}\.sock['"`])/i;

const rawSockets = /['"](?:node:)?net['"]/;
/** What a proxy may stand before, which hands on what strangers ask for. */
const web =
  /['"](?:(?:node:)?https?2?|express|fastify|koa|hono|polka|ws|socket\.io|@hono\/\w[\w-]{0,30})['"]/;

/** Whether a file starts servers, and each of them on a file of the machine. */
function isOwnServer(text: string): boolean {
  if (!rawSockets.test(text) || web.test(text)) return false;
  let found = false;
  for (const [, given = ''] of text.matchAll(listens)) {
    if (!ownFile.test(given)) return false;
    found = true;
  }
  return found;
}

/** The hits, with what came over such a socket marked as looked at: the system asks who calls. */
export function withOwnSocket(hits: readonly Hit[], text: string): Hit[] {
  if (!hits.some(({ ways }) => ways.some(isAsked)) || !isOwnServer(text)) return [...hits];
  return hits.map((hit) => ({
    ...hit,
    ways: hit.ways.map((way) => (isAsked(way) ? { ...way, taint: { ...way.taint, partly: true } } : way)),
  }));
}

function isAsked({ taint }: Hit['ways'][number]): boolean {
  return taint.source === 'request';
}

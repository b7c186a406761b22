// Plain HTTP servers, SvelteKit actions, Remix actions and Nuxt handlers, with and without their guards.
import { beforeAll, describe, expect, it } from 'vitest';
import { readRuleFiles, readWasm } from '../../../../../assets.ts';
import { finder, shown, type Sample } from '../../samples.ts';

let find: Awaited<ReturnType<typeof finder>>;
beforeAll(async () => {
  find = await finder({ readRuleFiles, readWasm });
});

const samples: Sample[] = [
  [
    'a branch of a plain server that deletes',
    'server.js',
    `const http = require('http');
http.createServer(async (req, res) => {
  if (req.url === '/health') return res.end('ok');
  if (req.url.startsWith('/admin/users') && req.method === 'DELETE') {
    await db.query('DELETE FROM users WHERE id = $1', [req.url.split('/').pop()]);
    return res.end();
  }
  res.writeHead(404).end();
}).listen(3000);
`,
    ['sensitive-route-without-guard:4'],
  ],
  [
    'a plain server that asks first',
    'server.js',
    `const http = require('http');
http.createServer(async (req, res) => {
  if (!verify(req.headers.authorization)) return res.writeHead(401).end();
  if (req.url.startsWith('/notes/') && req.method === 'DELETE') {
    await notes.remove(req.url.split('/').pop());
    return res.end();
  }
}).listen(3000);
`,
    [],
  ],
  [
    'a branch that asks itself, and one that need not',
    'server.ts',
    `import { createServer } from 'node:http';
createServer(async (req, res) => {
  const { pathname } = new URL(req.url, 'http://x');
  if (req.method === 'POST' && pathname === '/users/delete') {
    const session = await sessionOf(req);
    if (!session) return res.writeHead(401).end();
    await users.delete(session.userId);
  } else if (pathname === '/') {
    res.end(page);
  }
}).listen(8080);
`,
    [],
  ],
  [
    'form actions',
    'src/routes/users/+page.server.ts',
    `export const actions = {
  deleteUser: async ({ request }) => {
    const data = await request.formData();
    await db.user.delete({ where: { id: data.get('id') } });
  },
  updateMe: async ({ request, locals }) => {
    if (!locals.user) return fail(401);
    await db.user.update({ where: { id: locals.user.id }, data: {} });
  },
};
`,
    ['sensitive-route-without-guard:2'],
  ],
  [
    'a Remix action',
    'app/routes/users.$id.tsx',
    `import { redirect } from '@remix-run/node';
export async function action({ params }) {
  await db.user.delete({ where: { id: params.id } });
  return redirect('/users');
}
`,
    ['sensitive-route-without-guard:2'],
  ],
  [
    'a Remix action that asks',
    'app/routes/notes.$id.tsx',
    `import { redirect } from '@remix-run/node';
import { requireUserId } from '~/session.server';
export async function action({ request, params }) {
  const userId = await requireUserId(request);
  await db.note.delete({ where: { id: params.id, userId } });
  return redirect('/notes');
}
`,
    [],
  ],
  [
    'a Nuxt handler',
    'server/api/users/[id].delete.ts',
    `export default defineEventHandler(async (event) => {
  const id = getRouterParam(event, 'id');
  await prisma.user.delete({ where: { id } });
});
`,
    ['sensitive-route-without-guard:1'],
  ],
  [
    'a Nuxt handler behind any session',
    'server/api/users/[id].delete.ts',
    `export default defineEventHandler(async (event) => {
  await requireUserSession(event);
  await prisma.user.delete({ where: { id: getRouterParam(event, 'id') } });
});
`,
    ['admin-route-for-any-user:1'],
  ],
];

describe('served routes', () => {
  it.each(samples)('%s', (_, path, body, expected) => {
    expect(shown(find(path, body))).toEqual(expected);
  });
});

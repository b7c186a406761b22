// Routes are compared with those of the files beside their own: found where the custom is plain, silent where it is not.
import { beforeAll, describe, expect, it } from 'vitest';
import { readRuleFiles, readWasm } from '../../../assets.ts';
import { routesBeside } from './beside.ts';
import { type Find, finder } from './samples.ts';
import { wholeFile } from '../../change.ts';

let find: Find;
beforeAll(async () => {
  find = await finder({ readRuleFiles, readWasm });
});

const said = (files: Record<string, string>, unchanged?: Record<string, string>): string[] =>
  find
    .together(files, unchanged)
    .map(({ rule, path, start, severity }) => `${severity} ${rule} ${path}:${start.line}`)
    .toSorted();

/** Route handlers of Next.js, one in each file. */
const asking = (table: string): string => `import { requireUser } from '@/lib/session';
import { db } from '@/lib/db';
export async function POST(req: Request) {
  const user = await requireUser(req);
  return Response.json(await db.${table}.create({ data: { ...(await req.json()), userId: user.id } }));
}
`;
const bare = (table: string): string => `import { db } from '@/lib/db';
export async function POST(req: Request) {
  const { title } = await req.json();
  return Response.json(await db.${table}.create({ data: { title } }));
}
`;
const next = (name: string): string => `src/app/api/${name}/route.ts`;
const asked = Object.fromEntries(
  ['notes', 'tags', 'boards', 'tasks'].map((name) => [next(name), asking(name)]),
);

/** Routers of Express, mounted in another file. */
const router = (name: string, guard = ''): string => `const express = require('express');
const router = express.Router();
${guard}router.post('/${name}', async (req, res) => {
  res.json(await repo.save('${name}', req.body.title));
});
module.exports = router;
`;
const guarded = (name: string): string => router(name, 'router.use(requireLogin);\n');

describe('a route beside others', () => {
  it('is found where it lacks what all of them ask for', () => {
    const [finding, ...others] = find.together({ ...asked, [next('labels')]: bare('label') });
    expect(others).toEqual([]);
    expect(finding?.message).toBe(
      'POST /api/labels lacks `requireUser`, which the routes of 4 files beside this one have, such as POST /api/notes in src/app/api/notes/route.ts.',
    );
    expect(finding?.related.map(({ path, start }) => `${path}:${start.line}`)).toEqual([
      `${next('notes')}:3`,
    ]);
    expect([finding?.path, finding?.start.line, finding?.severity]).toEqual([next('labels'), 2, 'medium']);
  });

  it('is found where the others did not change, and they are not', () => {
    expect(said({ [next('labels')]: bare('label') }, asked)).toEqual([
      `medium route-without-siblings-guard ${next('labels')}:2`,
    ]);
    expect(
      said({ [next('labels')]: asking('label') }, { ...asked, [next('colors')]: bare('color') }),
    ).toEqual([]);
  });

  it('is told once for a file that changes things in several ways', () => {
    const again = router('labels').replace(
      'module.exports',
      "router.post('/colors', async (req, res) => res.json(await repo.save('color', req.body.title)));\nmodule.exports",
    );
    const files = Object.fromEntries(
      ['notes', 'tags', 'boards'].map((name) => [`routes/${name}.js`, guarded(name)]),
    );
    expect(said({ ...files, 'routes/labels.js': again })).toEqual([
      'medium route-without-siblings-guard routes/labels.js:3',
    ]);
  });

  it('is found in a router of its own file', () => {
    expect(
      said({
        'routes/notes.js': guarded('notes'),
        'routes/tags.js': guarded('tags'),
        'routes/boards.js': guarded('boards'),
        'routes/labels.js': router('labels'),
      }),
    ).toEqual(['medium route-without-siblings-guard routes/labels.js:3']);
  });
});

/** Routers that ask in front of all their routes whether they are called from this machine. */
const asksForAddress = Object.fromEntries(
  ['keys', 'logs', 'proxies', 'variants'].map((name) => [
    `src/routes/${name}-routes.ts`,
    `import { Router } from 'express';
import { requireLocalAccess } from '../access';
const router = Router();
router.use((req, res, next) => {
  if (requireLocalAccess(req, res, 'Only from this machine.')) next();
});
router.put('/:id', (req, res) => res.json(repo.save('${name}', req.body.title)));
export default router;
`,
  ]),
);
const access = `export function requireLocalAccess(req, res, error) {
  if (isLoopback(req.socket.remoteAddress)) return true;
  res.status(403).json({ error });
  return false;
}
`;
const settings = `import { Router } from 'express';
const router = Router();
router.put('/raw', (req, res) => res.json(repo.save('settings', req.body.title)));
export default router;
`;
const tool = `import { Router } from 'express';
import settingsRoutes from './settings-routes';
const router = Router();
router.use('/settings', settingsRoutes);
export default router;
`;
const api = (guard: string): string => `import { Router } from 'express';
import { requireLocalAccess } from '../access';
import toolRoutes from './tool-routes';
export const api = Router();
api.use((req, res, next) => {
  ${guard}
});
api.use('/tool', toolRoutes);
`;
const proxy = (fallback: string): string => `import { Router } from 'express';
import { requireLocalAccess } from '../access';
export function proxyRouter(deps = {}) {
  const router = Router();
  const enforceAccess = deps.enforceAccess ?? ((req, res) => ${fallback});
  router.use((req, res, next) => {
    if (enforceAccess(req, res)) next();
  });
  router.all('/*', (req, res) => forward(req, res));
  return router;
}
`;

describe('a router that others mount', () => {
  const around = { ...asksForAddress, 'src/access.ts': access };
  const mounted = (guard: string): string[] =>
    said({
      ...around,
      'src/routes/settings-routes.ts': settings,
      'src/routes/tool-routes.ts': tool,
      'src/routes/index.ts': api(guard),
    });

  it('stands behind what the router above the one that mounts it asks', () => {
    expect(
      mounted("if (req.method === 'GET' || requireLocalAccess(req, res, 'No changes from afar.')) next();"),
    ).toEqual([]);
    expect(mounted('console.log(req.method); next();')).toEqual([
      'medium route-without-siblings-guard src/routes/settings-routes.ts:3',
    ]);
  });

  it('asks by what it falls back on', () => {
    expect(
      said({ ...around, 'src/routes/local-proxy.ts': proxy("requireLocalAccess(req, res, 'No.')") }),
    ).toEqual([]);
    expect(said({ ...around, 'src/routes/local-proxy.ts': proxy('true') })).toEqual([
      'medium route-without-siblings-guard src/routes/local-proxy.ts:9',
    ]);
  });
});

describe('silent', () => {
  it.each<[name: string, files: Record<string, string>]>([
    [
      'few others',
      { [next('notes')]: asking('note'), [next('tags')]: asking('tag'), [next('labels')]: bare('label') },
    ],
    [
      'many without it',
      {
        ...asked,
        ...Object.fromEntries(['labels', 'colors', 'icons'].map((name) => [next(name), bare(name)])),
      },
    ],
    [
      'a public one',
      { ...asked, [next('auth/login')]: bare('session'), [next('webhooks/pay')]: bare('event') },
    ],
    [
      'one that has another guard',
      { ...asked, [next('labels')]: asking('label').replaceAll('requireUser', 'requireAdmin') },
    ],
    [
      'one whose middleware is not known',
      {
        ...asked,
        [next('labels')]: bare('label')
          .replace(
            'export async function POST(req: Request) {',
            'export const POST = withTeam(async (req: Request) => {',
          )
          .replace(/}\n$/, '});\n'),
      },
    ],
    ['another application', { ...asked, 'tools/app/api/labels/route.ts': bare('label') }],
    [
      'one that only refuses',
      {
        ...asked,
        [next('labels')]: "export async function POST() {\n  throw new Error('not allowed');\n}\n",
      },
    ],
    ['a test', { ...asked, 'src/app/api/__tests__/route.ts': bare('label') }],
  ])('%s', (_name, files) => {
    expect(said(files).filter((one) => one.includes('siblings'))).toEqual([]);
  });
});

describe('routesBeside', () => {
  const paths = [
    'src/app/api/notes/route.ts',
    'src/app/api/tags/route.ts',
    'src/app/api/tags/[id]/route.ts',
    'src/app/page.tsx',
    'src/app/api/notes/route.test.ts',
    'server/routes/users.py',
    'README.md',
  ];
  it.each<[changed: string, read: string[]]>([
    [
      'src/app/api/tags/new/route.ts',
      ['src/app/api/tags/[id]/route.ts', 'src/app/api/tags/route.ts', 'src/app/api/notes/route.ts'],
    ],
    ['server/routes/teams.py', ['server/routes/users.py']],
    ['server/tasks/teams.py', []],
    ['src/app/api/notes/route.ts', ['src/app/api/tags/[id]/route.ts', 'src/app/api/tags/route.ts']],
  ])('beside %s', (changed, read) => {
    expect(routesBeside(paths, [wholeFile(changed, 'x')])).toEqual(read);
  });
});

// Servers that a class keeps in a property: what guards them, in the order in which the class's methods run.
import { beforeAll, describe, expect, it } from 'vitest';
import { readRuleFiles, readWasm } from '../../../../../assets.ts';
import { finder, shown, type Sample } from '../../samples.ts';

let find: Awaited<ReturnType<typeof finder>>;
beforeAll(async () => {
  find = await finder({ readRuleFiles, readWasm });
});

const removal = `this.app.delete('/api/orders/:id', async (req, res) => { await Order.deleteOne({ _id: req.params.id }); res.end(); });`;

function server(constructor: string, more: string, start = 'this.app.listen(this.port);'): string {
  return `import express from 'express';
export class ApiServer {
  constructor(port) { this.app = express(); this.port = port; ${constructor} }
  setupRoutes() { ${removal} }
  ${more}
  start() { ${start} }
}
`;
}
const guard = 'setupMiddleware() { this.app.use(express.json()); this.app.use(requireAuth); }';

/** Said of a route behind a guard: it asks who calls, and not whose record it is. */
const onlyOwner = ['object-by-id-without-owner:4'];

const samples: Sample[] = [
  [
    'routes with nothing in front',
    'src/server.js',
    server(
      'this.setupMiddleware(); this.setupRoutes();',
      'setupMiddleware() { this.app.use(express.json()); }',
    ),
    ['sensitive-route-without-guard:4'],
  ],
  [
    'a guard that the constructor puts in behind the routes',
    'src/server.js',
    server('this.setupRoutes(); this.setupMiddleware();', guard),
    ['sensitive-route-without-guard:4'],
  ],
  [
    'routes of the method that starts the server, in front of the guard',
    'src/server.js',
    server('', guard, 'this.setupRoutes(); this.setupMiddleware(); this.app.listen(this.port);'),
    ['sensitive-route-without-guard:4'],
  ],
  [
    'a server in a field of TypeScript',
    'src/server.ts',
    `import express, { type Express } from 'express';
export class ApiServer {
  private readonly app: Express = express();
  constructor() { this.routes(); }
  private routes(): void {
    this.app.delete('/api/users/:id', this.remove.bind(this));
  }
  private async remove(req: Request, res: Response) { await User.deleteOne({ _id: req.params.id }); res.end(); }
}
`,
    ['sensitive-route-without-guard:6'],
  ],
  [
    'a server of Fastify with a hook behind its routes',
    'src/server.js',
    `import Fastify from 'fastify';
class Server {
  constructor() { this.fastify = Fastify(); this.routes(); this.hooks(); }
  hooks() { this.fastify.addHook('onRequest', verifyToken); }
  routes() { this.fastify.delete('/users/:id', async (request) => { await User.deleteOne({ _id: request.params.id }); }); }
}
`,
    ['sensitive-route-without-guard:5'],
  ],
  [
    'a guard that the constructor puts in first, written below the routes',
    'src/server.js',
    server('this.setupMiddleware(); this.setupRoutes();', guard),
    onlyOwner,
  ],
  [
    'a guard that starting the server puts in first',
    'src/server.js',
    server('', guard, 'this.setupMiddleware(); this.setupRoutes(); this.app.listen(this.port);'),
    onlyOwner,
  ],
  [
    'a guard that is a method of the class',
    'src/server.js',
    server(
      'this.app.use(this.requireToken.bind(this)); this.setupRoutes();',
      `requireToken(req, res, next) { if (!sameToken(req.headers.authorization, this.token)) return res.status(401).end(); next(); }`,
    ),
    [],
  ],
  [
    'a guard for a part of the addresses',
    'src/server.js',
    server(
      'this.setupMiddleware(); this.setupRoutes();',
      `setupMiddleware() { this.app.use('/api', requireAuth); }`,
    ),
    onlyOwner,
  ],
  [
    'methods that call each other',
    'src/server.js',
    server(
      'this.setupMiddleware();',
      'setupMiddleware() { this.app.use(requireAuth); this.setupRoutes(); this.again(); } again() { this.setupMiddleware(); }',
    ),
    onlyOwner,
  ],
  [
    'a server for this machine only',
    'src/server.js',
    server('this.setupRoutes();', '', `this.app.listen(this.port, '127.0.0.1');`),
    ['low sensitive-route-without-guard:4'],
  ],
  [
    'a server for this machine only, by a constant',
    'src/server.js',
    `const HOST = '127.0.0.1';\n${server('this.setupRoutes();', '', `this.app.listen(this.port, HOST);`)}`,
    ['low sensitive-route-without-guard:5'],
  ],
  [
    "a dashboard that opens on its user's own files",
    'src/dashboard.js',
    server(
      'this.setupRoutes();',
      '',
      `this.app.listen(this.port); open(\`http://localhost:\${this.port}\`);`,
    ),
    ['low sensitive-route-without-guard:4'],
  ],
  [
    'an app that somebody else hands in',
    'src/routes.js',
    `export class OrderRoutes {
  constructor(app) { this.app = app; this.register(); }
  register() { ${removal} }
}
`,
    ['low sensitive-route-without-guard:3'],
  ],
  [
    'health, status and pages',
    'src/server.js',
    server(
      'this.pages();',
      `pages() {
    this.app.get('/health', (req, res) => res.json({ ok: true }));
    this.app.get('/api/status', (req, res) => res.json({ up: process.uptime() }));
    this.app.use(express.static('public'));
    this.app.get('/', (req, res) => res.sendFile('index.html'));
  }`,
    ).replace(removal, ''),
    [],
  ],
];

describe('servers of classes', () => {
  for (const [name, path, body, expected] of samples)
    it(name, () => expect(shown(find(path, body))).toEqual(expected));
});

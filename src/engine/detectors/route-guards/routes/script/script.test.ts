// Express, Fastify, Koa, Hono, NestJS, Next.js, tRPC, GraphQL and socket programs, with and without their guards.
import { beforeAll, describe, expect, it } from 'vitest';
import { readRuleFiles, readWasm } from '../../../../../assets.ts';
import { finder, shown, type Sample } from '../../samples.ts';

/** Written so that this file itself has no such line. */
const exported = 'export default';

let find: Awaited<ReturnType<typeof finder>>;
beforeAll(async () => {
  find = await finder({ readRuleFiles, readWasm });
});

const exportedGet = `export async function GET(req: NextRequest, { params }: Context) {
  const session = await getServerSession(authOptions);
  if (!session) return NextResponse.json({ error: 'Unauthorized' }, { status: 401 });
  return NextResponse.json(await prisma.document.findMany({ where: { ownerId: session.user.id } }));
}`;

const express: Sample[] = [
  [
    'a role that any signed-in caller gives out, by a handler of another file',
    'src/routes.js',
    `const users = require('./users');
module.exports = (app) => {
  app.get('/api/users', [verifyToken, isAdmin], users.list);
  app.get('/api/users/:id', [verifyToken], users.show);
  app.post('/api/users/:id/role', [verifyToken], users.setRole);
};
`,
    ['admin-route-for-any-user:5'],
  ],
  [
    'a change without the right that its siblings ask for',
    'src/customers.ts',
    `import express from 'express';
const app = express();
app.use('/api', requireAuth);
app.post('/api/customers', requireScope('customers:write'), async (req, res) => {
  res.json(await db.customer.create({ data: { name: req.body.name } }));
});
app.put('/api/customers/:id', requireScope('customers:write'), async (req, res) => {
  res.json(await db.customer.update({ where: { id: req.params.id }, data: { name: req.body.name } }));
});
app.post('/api/customers/:id/credit', async (req, res) => {
  res.json(await db.customer.update({ where: { id: req.params.id }, data: { credit: req.body.amount } }));
});
app.post('/api/customers/:id/follow', async (req, res) => {
  res.json(await db.customer.update({ where: { id: req.params.id }, data: { followers: { connect: { id: req.user.id } } } }));
});
app.post('/api/customers/:id/notes', async (req, res) => {
  res.json(await db.note.create({ data: { customerId: req.params.id, text: req.body.text } }));
});
`,
    ['route-without-siblings-guard:10'],
  ],
  [
    'the odd one out in a router',
    'routes/articles.js',
    `const express = require('express');
const router = express.Router();
const { requireAuth } = require('../middleware/auth');
const articles = require('../controllers/articles');

router.get('/', articles.list);
router.get('/:id', articles.get);
router.post('/', requireAuth, articles.create);
router.put('/:id', requireAuth, articles.update);
router.delete('/:id', articles.remove);

module.exports = router;
`,
    ['route-without-siblings-guard:10'],
  ],
  [
    'a route that only says that it is gone',
    'routes/articles.js',
    `import { Router } from 'express';
import { requireAuth } from '../auth.js';
export const router = Router();
router.all('/feed', (_req, res) => {
  res.status(410).json({ error: { code: 410, message: "The feed moved (see '/v2')." }, id: null });
});
router.post('/', requireAuth, create);
router.put('/:slug', requireAuth, update);
router.delete('/:slug', requireAuth, remove);
`,
    [],
  ],
  [
    'a route that says what it was told',
    'routes/articles.js',
    `import { Router } from 'express';
import { requireAuth } from '../auth.js';
export const router = Router();
router.all('/feed', (_req, res) => {
  res.status(200).json({ error: null, articles: drafts });
});
router.post('/', requireAuth, create);
router.put('/:slug', requireAuth, update);
router.delete('/:slug', requireAuth, remove);
`,
    ['route-without-siblings-guard:4'],
  ],
  [
    'public reads, guarded writes',
    'routes/articles.js',
    `import { Router } from 'express';
import auth from '../auth.js';
export const router = Router();
router.get('/', list);
router.get('/:slug', one);
router.post('/', auth.required, create);
router.put('/:slug', auth.required, update);
router.delete('/:slug', auth.required, remove);
router.get('/feed', auth.optional, feed);
`,
    [],
  ],
  [
    'an app without guards',
    'server.js',
    `const express = require('express');
const app = express();
app.use(express.json());
app.use(cors());

app.get('/', (req, res) => res.send('hi'));
app.post('/login', async (req, res) => res.json(await login(req.body)));
app.delete('/api/users/:id', async (req, res) => {
  await User.findByIdAndDelete(req.params.id);
  res.json({ ok: true });
});
app.get('/api/orders/:id', async (req, res) => {
  const order = await pool.query('SELECT * FROM orders WHERE id = $1', [req.params.id]);
  res.json(order.rows[0]);
});
app.listen(3000);
`,
    ['sensitive-route-without-guard:8', 'low sensitive-route-without-guard:12'],
  ],
  [
    'a guard by app.use before the routes',
    'server.js',
    `const app = express();
app.post('/login', login);
app.use((req, res, next) => {
  const token = req.headers.authorization?.split(' ')[1];
  try {
    req.user = jwt.verify(token, process.env.JWT_SECRET);
    next();
  } catch {
    res.status(401).end();
  }
});
app.delete('/api/items/:id', async (req, res) => {
  await Item.deleteOne({ _id: req.params.id, owner: req.user.id });
  res.end();
});
`,
    [],
  ],
  [
    'a guard by app.use after the route',
    'server.js',
    `const app = express();
app.delete('/admin/users/:id', async (req, res) => {
  await User.deleteOne({ _id: req.params.id });
  res.end();
});
app.use(requireAdmin);
app.get('/admin/stats', async (req, res) => res.json(await stats()));
`,
    ['sensitive-route-without-guard:2'],
  ],
  [
    'a local router mounted behind a guard',
    'server.js',
    `const app = express();
const adminRouter = express.Router();
adminRouter.delete('/users/:id', async (req, res) => {
  await User.deleteOne({ _id: req.params.id });
  res.end();
});
app.use('/admin', ensureAdmin, adminRouter);
`,
    [],
  ],
  [
    'router.use',
    'routes/admin.ts',
    `const router = Router();
router.use(protect);
router.use(restrictTo('admin'));
router.route('/users/:id').get(getUser).patch(updateUser).delete(deleteUser);
${exported} router;
`,
    [],
  ],
  [
    'a chain with one verb bare',
    'routes/users.ts',
    `const router = Router();
router.route('/').get(protect, list).post(protect, create);
router.route('/:id').get(protect, getUser).patch(protect, updateUser).delete(deleteUser);
${exported} router;
`,
    ['route-without-siblings-guard:3'],
  ],
  [
    'an exported router without any guard stays quiet',
    'routes/admin.js',
    `const router = require('express').Router();
router.delete('/users/:id', controller.deleteUser);
module.exports = router;
`,
    ['low sensitive-route-without-guard:2'],
  ],
  [
    'a renamed guard that the file defines',
    'server.js',
    `const app = express();
function gate(req, res, next) {
  if (!req.session.userId) return res.redirect('/login');
  next();
}
const only = (role) => (req, res, next) => (req.user.role === role ? next() : res.sendStatus(403));
app.get('/account/:id', gate, (req, res) => res.json(load(req.session.userId)));
app.post('/admin/settings', only('admin'), (req, res) => res.json(save(req.body)));
`,
    [],
  ],
  [
    'passport and lists of guards',
    'server.js',
    `const app = express();
const secured = [passport.authenticate('jwt', { session: false }), isAdmin];
app.delete('/users/:id', secured, async (req, res) => { await User.deleteOne({ _id: req.params.id }); res.end(); });
app.put('/users/:id', [verifyToken, isAdmin], asyncHandler(async (req, res) => { await User.updateOne({ _id: req.params.id }, req.body); res.end(); }));
`,
    [],
  ],
  [
    'a check in the body',
    'server.js',
    `const app = express();
app.delete('/users/:id', async (req, res) => {
  if (!req.user || req.user.role !== 'admin') return res.status(403).json({ error: 'Forbidden' });
  await User.deleteOne({ _id: req.params.id });
  res.end();
});
app.post('/payments/notify', async (req, res) => {
  const event = stripe.webhooks.constructEvent(req.body, req.headers['stripe-signature'], secret);
  await Payment.updateOne({ _id: event.id }, { paid: true });
  res.end();
});
`,
    [],
  ],
  [
    'an order of somebody else',
    'orders.js',
    `router.get('/orders/:id', authenticate, async (req, res) => {
  const order = await Order.findById(req.params.id);
  if (!order) return res.status(404).end();
  res.json(order);
});
`,
    ['object-by-id-without-owner:2'],
  ],
  [
    'a socket whose upgrade is only handed on',
    'ws.js',
    `app.get('/api/projects', requireAuth, (req, res) => res.json([]));
app.post('/api/projects', requireAuth, (req, res) => res.json(create(req.body)));
app.delete('/api/projects/:id', requireAuth, (req, res) => res.json(drop(req.params.id)));
server.on('upgrade', (req, socket, head) => {
  wss.handleUpgrade(req, socket, head, (ws) => wss.emit('connection', ws, req));
});
wss.on('connection', (ws) => {
  ws.on('message', (data) => run(JSON.parse(data)));
});
`,
    ['route-without-siblings-guard:7'],
  ],
  [
    'a socket of this machine that runs commands for every page',
    'terminal.js',
    `import { WebSocketServer } from 'ws';
import { spawn } from 'node:child_process';
const wss = new WebSocketServer({ port: 4001, host: '127.0.0.1' });
wss.on('connection', (ws) => {
  const shell = spawn('bash', []);
  ws.on('message', (data) => shell.stdin.write(data));
});
`,
    ['sensitive-route-without-guard:4'],
  ],
  [
    'a socket of this machine that runs commands for its own page',
    'terminal.js',
    `import { WebSocketServer } from 'ws';
import { spawn } from 'node:child_process';
const wss = new WebSocketServer({ port: 4001, host: '127.0.0.1', verifyClient: ({ origin }) => origin === page });
wss.on('connection', (ws) => {
  const shell = spawn('bash', []);
  ws.on('message', (data) => shell.stdin.write(data));
});
`,
    [],
  ],
  [
    'a socket whose upgrade asks for a token',
    'ws.js',
    `app.get('/api/projects', requireAuth, (req, res) => res.json([]));
app.post('/api/projects', requireAuth, (req, res) => res.json(create(req.body)));
app.delete('/api/projects/:id', requireAuth, (req, res) => res.json(drop(req.params.id)));
server.on('upgrade', (req, socket, head) => {
  if (!hasToken(req)) return socket.destroy();
  wss.handleUpgrade(req, socket, head, (ws) => wss.emit('connection', ws, req));
});
wss.on('connection', (ws) => {
  ws.on('message', (data) => run(JSON.parse(data)));
});
`,
    [],
  ],
  [
    'a connection that is open',
    'sse.js',
    `app.post('/messages', authMiddleware, async (req, res) => {
  const transport = transports.find((one) => one.sessionId === req.query.sessionId);
  if (!transport) return res.status(404).end();
  await transport.handlePostMessage(req, res);
});
`,
    [],
  ],
  [
    'an order of the caller',
    'orders.js',
    `router.get('/orders/:id', authenticate, async (req, res) => {
  const order = await Order.findOne({ _id: req.params.id, user: req.user._id });
  res.json(order);
});
router.put('/notes/:id', authenticate, async (req, res) => {
  const { id } = req.params;
  const note = await prisma.note.findUnique({ where: { id } });
  if (note.userId !== req.userId) return res.status(404).end();
  res.json(await prisma.note.update({ where: { id }, data: req.body }));
});
router.delete('/documents/:id', authenticate, authorize('documents:delete'), async (req, res) => {
  await Document.findByIdAndDelete(req.params.id);
  res.end();
});
`,
    [],
  ],
  [
    'a change of somebody else noted by its author',
    'orders.js',
    `router.put('/documents/:id', authenticate, async (req, res) => {
  const document = await Document.findByIdAndUpdate(req.params.id, { title: req.body.title, updatedBy: req.user.id });
  res.json(document);
});
`,
    ['object-by-id-without-owner:2'],
  ],
  [
    'an administrator work for any user',
    'admin.js',
    `router.get('/admin/reports', auth, isAdmin, async (req, res) => res.json(await Report.find()));
router.post('/admin/users/:id/ban', auth, isAdmin, async (req, res) => res.json(await ban(req.params.id)));
router.delete('/admin/users/:id', auth, async (req, res) => {
  await User.findByIdAndDelete(req.params.id);
  res.end();
});
`,
    ['admin-route-for-any-user:3'],
  ],
  [
    'clients, mocks and maps are no routes',
    'src/api.js',
    `const api = axios.create();
export const remove = (id) => api.delete('/admin/users/' + id);
export const load = () => axios.get('/admin/users', { params: {} });
http.get('/admin/users', () => HttpResponse.json([]));
const map = new Map(); map.delete('/users/1', x); request(app).delete('/users/1').expect(200);
cy.get('/users', fn);
mock.onGet('/users').reply(200);
`,
    [],
  ],
  [
    'a static site and a proxy',
    'server.js',
    `const app = express();
app.use(express.static('public'));
app.get('*', (req, res) => res.sendFile(index));
app.post('/api/chat', async (req, res) => res.json(await openai.chat(req.body.messages)));
app.get('/api/health', (req, res) => res.json({ ok: true }));
app.listen(process.env.PORT);
`,
    [],
  ],
  [
    'a server on loopback',
    'src/dev.js',
    `const app = express();
app.post('/config', (req, res) => { config.update(req.body); res.end(); });
app.listen(4000, '127.0.0.1');
`,
    ['low sensitive-route-without-guard:2'],
  ],
  [
    'a read beside guarded reads',
    'routes/billing.js',
    `router.get('/plans', requireUser, plans);
router.get('/usage', requireUser, usage);
router.get('/history', requireUser, history);
router.get('/invoices/:id', getInvoice);
`,
    ['route-without-siblings-guard:4'],
  ],
];

const servers: Sample[] = [
  [
    'Fastify: the odd one out',
    'app.ts',
    `const app = Fastify();
app.post('/projects', { preHandler: [app.authenticate] }, async (req) => create(req));
app.put('/projects/:id', { onRequest: app.authenticate }, async (req) => update(req));
app.delete('/projects/:id', async (req) => {
  await db.project.delete({ where: { id: req.params.id } });
});
`,
    ['route-without-siblings-guard:4'],
  ],
  [
    'Fastify: a hook, and route objects',
    'app.ts',
    `const app = fastify();
app.addHook('preHandler', async (request, reply) => {
  if (!request.session.user) reply.code(401).send();
});
app.route({ method: 'DELETE', url: '/users/:id', handler: async (req) => { await db.user.delete({ where: { id: req.params.id, by: req.session.user } }); } });
`,
    [],
  ],
  [
    'Fastify: a route object without anything',
    'app.ts',
    `const app = fastify();
app.route({
  method: 'DELETE',
  url: '/users/:id',
  handler: async (req) => db.user.delete({ where: { id: req.params.id } }),
});
`,
    ['sensitive-route-without-guard:2'],
  ],
  [
    'Koa',
    'app.js',
    `const app = new Koa();
const router = new Router();
router.get('/me', auth, async (ctx) => { ctx.body = ctx.state.user; });
router.put('/me', auth, async (ctx) => { ctx.body = await save(ctx.state.user); });
router.delete('/users/:id', async (ctx) => { await User.deleteOne({ _id: ctx.params.id }); });
app.use(router.routes());
`,
    ['route-without-siblings-guard:5'],
  ],
  [
    'Koa with its router required and called',
    'app.js',
    `const router = require('koa-router')();
const Koa = require('koa');
const app = new Koa();
router.delete('/users/:id', async (ctx) => { await User.destroy({ where: { id: ctx.params.id } }); });
app.use(router.routes());
`,
    ['sensitive-route-without-guard:4'],
  ],
  [
    'Koa behind app.use',
    'app.js',
    `const app = new Koa();
const router = new Router();
router.put('/settings', async (ctx) => { ctx.body = await save(ctx.state.user, ctx.request.body); });
router.delete('/keys/:id', async (ctx) => { await Key.deleteOne({ _id: ctx.params.id, user: ctx.state.user.id }); });
app.use(jwt({ secret: process.env.SECRET }).unless({ path: ['/login'] }));
app.use(router.routes());
`,
    [],
  ],
  [
    'Hono',
    'index.ts',
    `const app = new Hono();
app.use('/admin/*', basicAuth({ username: env.USER, password: env.PASS }));
app.delete('/admin/users/:id', async (c) => { await c.env.DB.prepare('DELETE FROM users WHERE id = ?').bind(c.req.param('id')).run(); return c.body(null); });
app.delete('/users/:id', async (c) => {
  await db.delete(users).where(eq(users.id, c.req.param('id')));
  return c.body(null);
});
${exported} app;
`,
    ['sensitive-route-without-guard:4'],
  ],
  [
    'socket.io without a handshake check',
    'socket.js',
    `const io = new Server(httpServer);
io.on('connection', (socket) => {
  socket.on('delete-user', async ({ userId }) => { await User.deleteOne({ _id: userId }); });
  socket.on('chat', (text) => io.emit('chat', text));
});
`,
    ['sensitive-route-without-guard:3'],
  ],
  [
    'socket.io with one',
    'socket.js',
    `const io = new Server(httpServer);
io.use((socket, next) => {
  const user = jwt.verify(socket.handshake.auth.token, KEY);
  if (!user) return next(new Error('unauthorized'));
  socket.user = user;
  next();
});
io.on('connection', (socket) => {
  socket.on('delete-message', async ({ messageId }) => { await Message.deleteOne({ _id: messageId, from: socket.user.id }); });
});
`,
    [],
  ],
];

const nest: Sample[] = [
  [
    'decorators under other names',
    'users.resolver.ts',
    `import { Resolver, Query as GqlQuery, Mutation as GqlMutation, Args } from '@nestjs/graphql';
@Resolver('User')
export class UserResolver {
  @GqlQuery('users')
  users() { return this.prisma.user.findMany(); }
  @GqlMutation('deleteUser')
  deleteUser(@Args('id') id: string) { return this.prisma.user.delete({ where: { id } }); }
}
`,
    ['low sensitive-route-without-guard:4', 'low sensitive-route-without-guard:6'],
  ],
  [
    'the odd one out in a controller',
    'users.controller.ts',
    `@Controller('projects')
export class ProjectsController {
  @Get()
  @UseGuards(JwtAuthGuard)
  findAll(@CurrentUser() user: User) { return this.service.findAll(user); }

  @Post()
  @UseGuards(JwtAuthGuard)
  create(@CurrentUser() user: User, @Body() dto: Dto) { return this.service.create(user, dto); }

  @Delete(':id')
  remove(@Param('id') id: string) { return this.service.remove(id); }
}
`,
    ['route-without-siblings-guard:11'],
  ],
  [
    'a guarded class',
    'admin.controller.ts',
    `@UseGuards(AuthGuard('jwt'), RolesGuard)
@Roles('admin')
@Controller('admin/users')
export class AdminController {
  @Delete(':id')
  remove(@Param('id') id: string) { return this.service.remove(id); }
}
`,
    [],
  ],
  [
    'no guard in sight, perhaps a global one',
    'orders.controller.ts',
    `@ApiTags('orders')
@Controller('orders')
export class OrdersController {
  @Get(':id')
  one(@Param('id') id: string) { return this.orders.findOne(id); }
}
`,
    ['low sensitive-route-without-guard:4'],
  ],
  [
    'opened deliberately',
    'users.controller.ts',
    `@Controller('users')
export class UsersController {
  @Public()
  @Delete(':id')
  remove(@Param('id') id: string) { return this.users.delete(id); }

  @Public()
  @Post('login')
  login(@Body() dto: LoginDto) { return this.auth.login(dto); }
}
`,
    ['authorization-opened:3'],
  ],
  [
    'a resolver',
    'post.resolver.ts',
    `@Resolver(() => Post)
export class PostResolver {
  @Mutation(() => Post)
  @UseGuards(GqlAuthGuard)
  createPost(@Args('input') input: Input) { return this.posts.create(input); }

  @Mutation(() => Post)
  @UseGuards(GqlAuthGuard)
  updatePost(@Args('input') input: Input) { return this.posts.update(input); }

  @Mutation(() => Boolean)
  deletePost(@Args('id') id: string) { return this.posts.delete(id); }
}
`,
    ['route-without-siblings-guard:11'],
  ],
];

const next: Sample[] = [
  [
    'handlers that change what only the signed-in may read',
    'lib/documents.ts',
    `import { getServerSession } from 'next-auth';
${exportedGet}
export async function DELETE(req: NextRequest, { params }: Context) {
  await prisma.document.delete({ where: { id: params.id } });
  return NextResponse.json({ ok: true });
}
export async function PATCH(req: NextRequest, { params }: Context) {
  const { title } = await req.json();
  return NextResponse.json(await prisma.document.update({ where: { id: params.id }, data: { title } }));
}
`,
    ['route-without-siblings-guard:7', 'route-without-siblings-guard:11'],
  ],
  [
    'a form that everyone may send, and only the signed-in read',
    'lib/feedback.ts',
    `import { getServerSession } from 'next-auth';
${exportedGet}
export async function POST(req: NextRequest) {
  return NextResponse.json(await prisma.feedback.create({ data: await form.parseAsync(await req.json()) }));
}
`,
    [],
  ],
  [
    'route handlers, one without its siblings check',
    'app/api/projects/[id]/route.ts',
    `import { NextResponse } from 'next/server';
export async function GET(request: Request, { params }: Props) {
  const session = await getServerSession(authOptions);
  if (!session) return NextResponse.json({ error: 'Unauthorized' }, { status: 401 });
  return NextResponse.json(await db.project.findFirst({ where: { id: params.id, userId: session.user.id } }));
}
export async function PATCH(request: Request, { params }: Props) {
  const session = await getServerSession(authOptions);
  if (!session) return NextResponse.json({ error: 'Unauthorized' }, { status: 401 });
  return NextResponse.json(await db.project.update({ where: { id: params.id, userId: session.user.id }, data: await request.json() }));
}
export async function DELETE(request: Request, { params }: Props) {
  await db.project.delete({ where: { id: params.id } });
  return NextResponse.json({ ok: true });
}
`,
    ['route-without-siblings-guard:12'],
  ],
  [
    'a record of somebody else',
    'app/api/documents/[id]/route.ts',
    `export async function GET(request: NextRequest, { params }: { params: { id: string } }) {
  const { userId } = await auth();
  if (!userId) return new Response('Unauthorized', { status: 401 });
  const document = await prisma.document.findUnique({ where: { id: params.id } });
  return Response.json(document);
}
`,
    ['object-by-id-without-owner:4'],
  ],
  [
    'wrapped handlers',
    'app/api/team/members/route.ts',
    `import { NextResponse } from 'next/server';
export const DELETE = withAuth(async (req) => {
  await db.user.delete({ where: { id: (await req.json()).id } });
  return NextResponse.json({});
}, { role: 'admin' });
export const POST = auth(async function POST(req) {
  if (!req.auth) return NextResponse.json({}, { status: 401 });
  return NextResponse.json(await db.member.create({ data: { by: req.auth.user.id } }));
});
`,
    [],
  ],
  [
    'an administrator handler for anyone',
    'app/api/admin/users/[id]/route.ts',
    `import { NextResponse } from 'next/server';
export async function DELETE(req: Request, { params }: Ctx) {
  await prisma.user.delete({ where: { id: params.id } });
  return NextResponse.json({ ok: true });
}
`,
    ['sensitive-route-without-guard:2'],
  ],
  [
    'pages/api with supabase',
    'pages/api/notes/[id].ts',
    `${exported} async function handler(req: NextApiRequest, res: NextApiResponse) {
  const { data: { user } } = await supabase.auth.getUser(req.headers.authorization);
  if (!user) return res.status(401).json({ error: 'Not signed in' });
  if (req.method === 'DELETE') {
    await supabase.from('notes').delete().eq('id', req.query.id).eq('user_id', user.id);
  }
  res.status(204).end();
}
`,
    [],
  ],
  [
    'pages/api for anyone',
    'pages/api/users/[id].ts',
    `${exported} async function handler(req: NextApiRequest, res: NextApiResponse) {
  if (req.method === 'DELETE') {
    await prisma.user.delete({ where: { id: String(req.query.id) } });
    return res.status(204).end();
  }
  res.json(await prisma.user.findUnique({ where: { id: String(req.query.id) } }));
}
`,
    ['sensitive-route-without-guard:1'],
  ],
  [
    'server actions',
    'app/actions.ts',
    `'use server';
import { auth } from '@/auth';

export async function createPost(data: FormData) {
  const session = await auth();
  if (!session?.user) throw new Error('Not signed in');
  await db.post.create({ data: { title: data.get('title'), authorId: session.user.id } });
}

export async function deletePost(id: string) {
  await db.post.delete({ where: { id } });
}
`,
    ['sensitive-route-without-guard:10'],
  ],
  [
    'a server action that only sends on',
    'app/actions.ts',
    `'use server';
import { auth } from '@/auth';

export async function createPost(data: FormData) {
  const session = await auth();
  if (!session?.user) throw new Error('Not signed in');
  await db.post.create({ data: { title: data.get('title'), authorId: session.user.id } });
}

export async function renamePost(data: FormData) {
  const session = await auth();
  if (!session?.user) throw new Error('Not signed in');
  await db.post.update({ where: { id: data.get('id'), authorId: session.user.id }, data: { title: data.get('title') } });
}

export async function goHome() {
  redirect('/dashboard');
}
`,
    [],
  ],
  [
    'server actions that all ask',
    'app/actions.ts',
    `'use server';
async function me() {
  const { userId } = await auth();
  if (!userId) redirect('/sign-in');
  return userId;
}
export async function deletePost(id: string) {
  const author = await me();
  await db.post.delete({ where: { id, author } });
}
export const subscribe = async (email: string) => { await db.subscriber.create({ data: { email } }); };
`,
    [],
  ],
];

const procedures: Sample[] = [
  [
    'tRPC: public among protected ones',
    'server/post.ts',
    `export const postRouter = router({
  list: publicProcedure.query(() => db.post.findMany()),
  create: protectedProcedure.input(schema).mutation(({ ctx, input }) => db.post.create({ data: { ...input, by: ctx.session.user.id } })),
  update: protectedProcedure.input(schema).mutation(({ ctx, input }) => db.post.update({ where: { id: input.id, by: ctx.session.user.id }, data: input })),
  delete: publicProcedure.input(z.object({ id: z.string() })).mutation(({ input }) => db.post.delete({ where: { id: input.id } })),
});
`,
    ['route-without-siblings-guard:5'],
  ],
  [
    'tRPC: only public procedures; the database is no caller',
    'server/user.ts',
    `export const userRouter = createTRPCRouter({
  all: publicProcedure.query(({ ctx }) => ctx.db.user.findMany()),
  delete: publicProcedure.input(z.object({ id: z.string() })).mutation(({ ctx, input }) => ctx.db.user.delete({ where: { id: input.id } })),
});
`,
    ['low sensitive-route-without-guard:2', 'sensitive-route-without-guard:3'],
  ],
  [
    'tRPC: a record of somebody else',
    'server/invoice.ts',
    `export const invoiceRouter = createTRPCRouter({
  byId: protectedProcedure.input(z.object({ id: z.string() })).query(({ ctx, input }) => ctx.db.invoice.findUnique({ where: { id: input.id } })),
  mine: protectedProcedure.query(({ ctx }) => ctx.db.invoice.findMany({ where: { userId: ctx.session.user.id } })),
  remove: adminProcedure.input(z.object({ id: z.string() })).mutation(({ ctx, input }) => ctx.db.invoice.delete({ where: { id: input.id } })),
});
`,
    ['object-by-id-without-owner:2'],
  ],
  [
    'GraphQL resolvers',
    'resolvers.js',
    `const resolvers = {
  Query: { posts: () => Post.find() },
  Mutation: {
    createPost: async (_, { title }, { user }) => { if (!user) throw new AuthenticationError('no'); return Post.create({ title, by: user.id }); },
    updatePost: async (_, { id, title }, { user }) => { if (!user) throw new AuthenticationError('no'); return Post.updateOne({ _id: id, by: user.id }, { title }); },
    deleteUser: async (_, { id }) => User.findByIdAndDelete(id),
  },
};
`,
    ['route-without-siblings-guard:6'],
  ],
  [
    'GraphQL resolvers that are wrapped',
    'resolvers.js',
    `const resolvers = {
  Mutation: {
    deleteUser: combineResolvers(isAdmin, async (_, { id }) => User.findByIdAndDelete(id)),
    deletePost: authenticated(async (_, { id }, ctx) => Post.deleteOne({ _id: id, by: ctx.user.id })),
  },
};
`,
    [],
  ],
];

describe.each([
  ['Express', express],
  ['Fastify, Koa, Hono, sockets', servers],
  ['NestJS', nest],
  ['Next.js', next],
  ['procedures', procedures],
])('%s', (_, samples) => {
  it.each(samples)('%s', (_name, path, body, expected) => {
    expect(shown(find(path, body))).toEqual(expected);
  });
});

// Cloud and edge functions, Meteor methods, GraphQL fields, mounted routers, and work that only an administrator does.
import { beforeAll, describe, expect, it } from 'vitest';
import { readRuleFiles, readWasm } from '../../../../../assets.ts';
import { finder, shown, type Sample } from '../../samples.ts';

let find: Awaited<ReturnType<typeof finder>>;
beforeAll(async () => {
  find = await finder({ readRuleFiles, readWasm });
});

const functions: Sample[] = [
  [
    'a Lambda that deletes whom it is told',
    'functions/delete-user.js',
    `exports.handler = async (event) => {
  const { userId } = JSON.parse(event.body);
  await client.send(new DeleteItemCommand({ TableName: 'users', Key: { id: { S: userId } } }));
  return { statusCode: 204 };
};
`,
    ['low sensitive-route-without-guard:1'],
  ],
  [
    'a Lambda that deletes its caller',
    'functions/delete-user.js',
    `exports.handler = async (event) => {
  const id = event.requestContext.authorizer.claims.sub;
  await client.send(new DeleteItemCommand({ TableName: 'users', Key: { id: { S: id } } }));
  return { statusCode: 204 };
};
`,
    [],
  ],
  [
    'a Lambda that reads a queue',
    'functions/delete-user.js',
    `exports.handler = async (event) => {
  for (const record of event.Records) await users.delete(record.body);
  return { statusCode: 200 };
};
`,
    [],
  ],
  [
    'a Lambda that takes any order of a caller it knows',
    'functions/orders.ts',
    `export const getOrder = async (event: APIGatewayProxyEvent) => {
  const userId = event.requestContext.authorizer?.principalId;
  if (!userId) return { statusCode: 401, body: '' };
  const found = await db.get({ TableName: 'orders', Key: { id: event.pathParameters!.id } }).promise();
  return { statusCode: 200, body: JSON.stringify(found.Item) };
};
`,
    ['object-by-id-without-owner:4'],
  ],
  [
    'a Lambda that takes any order beside one that asks the gateway who calls',
    'functions/orders.ts',
    `export const own: APIGatewayProxyHandler = async (event) => {
  const userId = event.requestContext.authorizer!.claims.sub;
  await ddb.send(new DeleteCommand({ TableName: 'orders', Key: { userId, id: event.pathParameters!.id } }));
  return { statusCode: 204, body: '' };
};
export const any: APIGatewayProxyHandler = async (event) => {
  await ddb.send(new DeleteCommand({ TableName: 'orders', Key: { id: event.pathParameters!.id } }));
  return { statusCode: 204, body: '' };
};
export const drained: SQSHandler = async (event) => {
  for (const record of event.Records)
    await ddb.send(new DeleteCommand({ TableName: 'orders', Key: { id: JSON.parse(record.body).id } }));
};
`,
    ['object-by-id-without-owner:7'],
  ],
  [
    'an edge function with the rights of the service',
    'supabase/functions/remove-user/index.ts',
    `Deno.serve(async (req) => {
  const { userId } = await req.json();
  await supabase.auth.admin.deleteUser(userId);
  return new Response('ok');
});
`,
    ['sensitive-route-without-guard:1'],
  ],
  [
    'an edge function that asks whose token it is',
    'supabase/functions/remove-me/index.ts',
    `Deno.serve(async (req) => {
  const { data: { user } } = await supabase.auth.getUser(req.headers.get('Authorization'));
  if (!user) return new Response('no', { status: 401 });
  await supabase.auth.admin.deleteUser(user.id);
  return new Response('ok');
});
`,
    [],
  ],
  [
    'Azure functions by their level',
    'src/functions/users.ts',
    `app.http('deleteUser', {
  methods: ['DELETE'],
  authLevel: 'anonymous',
  handler: async (request) => {
    await users.deleteOne({ _id: request.params.id });
    return { status: 204 };
  },
});
app.http('banUser', {
  methods: ['POST'],
  authLevel: 'admin',
  handler: async (request) => ({ status: await users.ban(request.params.id) }),
});
`,
    ['sensitive-route-without-guard:1'],
  ],
  [
    'Meteor methods',
    'imports/methods.js',
    `Meteor.methods({
  'tasks.insert'(text) {
    if (!this.userId) throw new Meteor.Error('not-authorized');
    return Tasks.insert({ text, owner: this.userId });
  },
  'tasks.rename'(taskId, text) {
    const task = Tasks.findOne(taskId);
    if (task.owner !== this.userId) throw new Meteor.Error('not-authorized');
    Tasks.update(taskId, { $set: { text } });
  },
  'tasks.remove'(taskId) {
    Tasks.remove(taskId);
  },
});
`,
    ['route-without-siblings-guard:11'],
  ],
  [
    'fields of a GraphQL schema in code',
    'schema.js',
    `const Mutation = new GraphQLObjectType({
  name: 'Mutation',
  fields: {
    closeAccount: {
      type: GraphQLBoolean,
      args: { id: { type: GraphQLString } },
      resolve: (_, { id }) => accounts.delete(id),
    },
    deleteUser: {
      type: GraphQLBoolean,
      resolve: (_, { id }, { user }) => {
        if (user.role !== 'admin') throw new ForbiddenError();
        return users.delete(id);
      },
    },
  },
});
const Query = new GraphQLObjectType({
  name: 'Query',
  fields: { version: { type: GraphQLString, resolve: () => '1.0' } },
});
`,
    ['sensitive-route-without-guard:4'],
  ],
  [
    'resolvers behind a shield',
    'schema.js',
    `const permissions = shield({ Mutation: { '*': isAdmin } });
const resolvers = {
  Mutation: { deleteUser: (_, { id }) => db.user.delete({ where: { id } }) },
};
export const schema = applyMiddleware(makeExecutableSchema({ typeDefs, resolvers }), permissions);
`,
    [],
  ],
];

const powers: Sample[] = [
  [
    'what a body does counts, not what it is called',
    'server.js',
    `const app = express();
app.post('/go', async (req, res) => {
  await prisma.user.update({ where: { id: req.body.id }, data: { role: req.body.role } });
  res.end();
});
app.post('/__reset', async (req, res) => {
  await mongoose.connection.dropDatabase();
  res.end();
});
app.get('/vars', (req, res) => res.json(process.env));
app.post('/hello', async (req, res) => {
  await greetings.insertOne({ text: String(req.body.text) });
  res.end();
});
`,
    [
      'sensitive-route-without-guard:2',
      'role-from-request:3',
      'sensitive-route-without-guard:6',
      'sensitive-route-without-guard:10',
    ],
  ],
  [
    'the same behind a guard',
    'server.js',
    `const app = express();
app.use(requireAdmin);
app.post('/go', async (req, res) => {
  await Session.deleteMany({});
  res.end();
});
`,
    [],
  ],
  [
    'SQL that gives a rank',
    'src/routes/api/go/+server.ts',
    `export async function POST({ request }) {
  const { id } = await request.json();
  await db.query("UPDATE users SET role = 'admin' WHERE id = $1", [id]);
  return json({});
}
`,
    ['sensitive-route-without-guard:1'],
  ],
];

const places: Sample[] = [
  [
    'an administrator’s router mounted bare',
    'server.js',
    `const app = express();
app.use('/users', requireAuth, usersRouter);
app.use('/admin', adminRouter);
app.use('/blog', blogRouter);
`,
    ['low route-without-siblings-guard:3'],
  ],
  [
    'a router mounted before the guard, and one after',
    'server.js',
    `const app = express();
app.use('/admin', adminRouter);
app.use('/blog', blogRouter);
app.use(authenticate);
app.use('/internal', internalRouter);
`,
    ['route-without-siblings-guard:2'],
  ],
  [
    'a group and what is chained behind it',
    'start/routes.ts',
    `router.group(() => {
  router.delete('/users/:id', [UsersController, 'destroy'])
  router.put('/users/:id', [UsersController, 'update'])
}).use(middleware.auth())
router.delete('/teams/:id', [TeamsController, 'destroy']).use(middleware.auth())
`,
    [],
  ],
  [
    'a web hook that believes everybody, and one that looks',
    'routes/hooks.js',
    `router.post('/webhooks/payment', async (req, res) => {
  await Order.updateOne({ _id: req.body.orderId }, { paid: true });
  res.end();
});
router.post('/webhooks/mail', async (req, res) => {
  if (!hmacMatches(req)) return res.sendStatus(401);
  await Mail.updateOne({ _id: req.body.id }, { bounced: true });
  res.end();
});
`,
    ['low sensitive-route-without-guard:1'],
  ],
  [
    'a file whose name speaks of signing in',
    'src/missing-auth-3.ts',
    `export async function POST(request: Request) {
  const { id } = await request.json();
  await prisma.user.delete({ where: { id } });
  return Response.json({});
}
`,
    ['sensitive-route-without-guard:1'],
  ],
];

const checks: Sample[] = [
  [
    'a check that is called and not awaited',
    'files.ts',
    `async function ensureOwner(req, id) {
  if ((await files.owner(id)) !== req.user.id) throw new Forbidden();
}
export async function purge(req, res) {
  ensureOwner(req, req.params.id);
  await files.purge(req.params.id);
}
export async function drop(req, res) {
  await ensureOwner(req, req.params.id);
  await files.drop(req.params.id);
}
`,
    ['check-not-awaited:5'],
  ],
  [
    'a check in the background, after which nothing is done',
    'launch.ts',
    `async function checkForUpdates(child) {
  const latest = await latestVersion();
  if (latest.forbidden) throw new Forbidden();
}
export function launch(child) {
  setTimeout(() => {
    checkForUpdates(child);
  }, 100);
}
async function ensureOwner(req, id) {
  if ((await files.owner(id)) !== req.user.id) throw new Forbidden();
}
export async function purge(req, res) {
  if (req.params.id) {
    ensureOwner(req, req.params.id);
  }
  await files.purge(req.params.id);
}
`,
    ['check-not-awaited:15'],
  ],
  [
    'a question that is awaited elsewhere',
    'files.ts',
    `import { canDelete } from './policy';
router.delete('/files/:id', auth, async (req, res) => {
  if (!(await canDelete(req.user, req.params.id))) return res.sendStatus(403);
  await files.remove(req.params.id);
});
router.delete('/files/:id/versions', auth, async (req, res) => {
  if (!canDelete(req.user, req.params.id)) return res.sendStatus(403);
  await files.purge(req.params.id);
});
`,
    ['check-not-awaited:7'],
  ],
  [
    'who made a record is asked for by the filter',
    'routes/tickets.js',
    `router.delete('/tickets/:id', isLoggedIn, async (req, res) => {
  await Ticket.deleteOne({ _id: req.params.id, createdBy: req.user._id });
  res.end();
});
`,
    [],
  ],
  [
    'the role of a new row',
    'server.js',
    `app.post('/register', async (req, res) => {
  const { name, role } = req.body;
  await db.query('INSERT INTO users (name, role) VALUES (?, ?)', [name, role]);
  await db.query('INSERT INTO plays (title, role) VALUES (?, ?)', [name, role]);
  res.sendStatus(201);
});
`,
    ['role-from-request:3'],
  ],
  [
    'a request with a type of its own is no caller',
    'routes/documents.ts',
    `router.use(auth);
router.delete('/documents/:id', async (req: AuthedRequest, res) => {
  await prisma.document.delete({ where: { id: req.params.id } });
  res.end();
});
`,
    ['object-by-id-without-owner:3'],
  ],
];

const frameworks: Sample[] = [
  [
    'LoopBack',
    'src/controllers/order.controller.ts',
    `import { authenticate } from '@loopback/authentication';
import { del, get, patch, param } from '@loopback/rest';
export class OrderController {
  @authenticate('jwt')
  @get('/orders')
  find() {
    return this.orders.find();
  }
  @authenticate('jwt')
  @patch('/orders/{id}')
  update(@param.path.string('id') id: string, order: object, @inject(SecurityBindings.USER) user: UserProfile) {
    return this.orders.updateOwn(id, order, user.id);
  }
  @del('/orders/{id}')
  async remove(@param.path.string('id') id: string) {
    await this.orders.deleteById(id);
  }
}
`,
    ['route-without-siblings-guard:14'],
  ],
  [
    'routing-controllers',
    'src/controllers/UserController.ts',
    `@JsonController('/users')
export class UserController {
  @Authorized('ADMIN')
  @Get('/')
  all() {
    return this.users.all();
  }
  @Authorized()
  @Put('/me')
  update(@CurrentUser() user: User, @Body() body: { name: string }) {
    return this.users.rename(user.id, body.name);
  }
  @Delete('/:id')
  remove(@Param('id') id: number) {
    return this.users.remove(id);
  }
  @Post('/login')
  login(@Body() body: { email: string; password: string }) {
    return this.users.login(body.email, body.password);
  }
}
`,
    ['route-without-siblings-guard:13'],
  ],
  [
    'Feathers',
    'services/messages.hooks.js',
    `module.exports = {
  before: {
    all: [],
    find: [authenticate('jwt')],
    create: [authenticate('jwt'), setUser()],
    patch: [authenticate('jwt')],
    remove: [],
  },
};
`,
    ['route-without-siblings-guard:7'],
  ],
  [
    'Feathers with a guard for all',
    'services/messages.hooks.js',
    `module.exports = {
  before: { all: [authenticate('jwt')], create: [setUser()], patch: [], remove: [] },
};
`,
    [],
  ],
  [
    'a chain of routes',
    'index.ts',
    `const app = new Elysia()
  .get('/', () => 'hi')
  .post('/users/:id/ban', ({ params }) => db.user.update({ where: { id: params.id }, data: { banned: true } }))
  .listen(3000);
`,
    ['sensitive-route-without-guard:3'],
  ],
  [
    'a chain behind a guard',
    'index.ts',
    `const admin = new Hono()
  .use(basicAuth({ username: 'ops', password: process.env.OPS }))
  .delete('/users/:id', (c) => c.json(users.remove(c.req.param('id'))));
`,
    [],
  ],
  [
    'a gateway of sockets',
    'src/notes.gateway.ts',
    `@WebSocketGateway()
export class NotesGateway {
  @UseGuards(WsGuard)
  @SubscribeMessage('read')
  read(@ConnectedSocket() client: Socket, @MessageBody() id: string) {
    return this.notes.read(id, client.data.user.id);
  }
  @UseGuards(WsGuard)
  @SubscribeMessage('write')
  write(@ConnectedSocket() client: Socket, @MessageBody() id: string) {
    return this.notes.write(id, client.data.user.id);
  }
  @SubscribeMessage('deleteAll')
  deleteAll(@MessageBody() userId: string) {
    return this.notes.deleteAll(userId);
  }
}
`,
    ['route-without-siblings-guard:13'],
  ],
  [
    'the organisation of the caller, and the cookie of a basket',
    'server/billing.ts',
    `'use server';
export async function cancel(id: string) {
  const ctx = await requireOrg();
  await db.subscription.update({ where: { id, orgId: ctx.org.id }, data: { status: 'x' } });
}
export async function removeItem(productId: string) {
  const cartId = (await cookies()).get('cartId')?.value;
  await db.cartItem.deleteMany({ where: { cartId, productId } });
}
`,
    [],
  ],
  [
    'a sign-in of whoever gives a name',
    'server.js',
    `app.get('/switch/:name', (req, res) => {
  req.session.user = { name: req.params.name };
  res.redirect('/');
});
app.get('/page', (req, res) => {
  req.session.page = { name: req.params.name };
  res.redirect('/');
});
`,
    ['role-from-request:2'],
  ],
];

describe.each([
  ['functions', functions],
  ['frameworks', frameworks],
  ['powers', powers],
  ['places', places],
  ['checks', checks],
])('%s', (_, samples) => {
  it.each(samples)('%s', (_name, path, body, expected) => {
    expect(shown(find(path, body))).toEqual(expected);
  });
});

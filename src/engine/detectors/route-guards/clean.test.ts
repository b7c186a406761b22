// Programs that check their callers in the many ways people and models write it; all stay silent at medium and above.
import { beforeAll, describe, expect, it } from 'vitest';
import { readRuleFiles, readWasm } from '../../../assets.ts';
import { finder } from './samples.ts';

let find: Awaited<ReturnType<typeof finder>>;
beforeAll(async () => {
  find = await finder({ readRuleFiles, readWasm });
});

const clean: [name: string, path: string, code: string][] = [
  [
    'sessions of a protocol, which are no records',
    'transports/sse.js',
    `const transports = new Map();
app.get('/sse', async (req, res) => {
  const transport = new SSEServerTransport('/message', res);
  transports.set(transport.sessionId, transport);
  const sessionId = req.query.sessionId;
  server.onclose = () => transports.delete(sessionId);
  await server.connect(transport);
});
app.post('/message', async (req, res) => {
  const transport = transports.get(req.query.sessionId);
  if (!transport) return res.status(400).end();
  await transport.handlePostMessage(req, res);
});
app.delete('/mcp', async (req, res) => {
  const id = req.headers['mcp-session-id'];
  await transports.get(id).handleRequest(req, res);
  transports.delete(id);
});
`,
  ],
  [
    'a handler that only writes its answer',
    'app.py',
    `app = Flask(__name__)

@app.route("/order", methods=["POST"])
def order():
    root = ET.Element("order")
    ET.SubElement(root, "item").text = request.form["item"]
    return Response(ET.tostring(root), mimetype="application/xml")
`,
  ],
  [
    'a session that is validated before all routes',
    'app.js',
    `const app = express();
app.use(requestLoggerMiddleware);
app.use(express.json());
app.use(validateSessionMiddleware);
app.post('/transactions', handleError(async (req, res) => {
  const { accountId } = req.body || {};
  res.send({ status: 'ok', data: await bank.getTransactions(accountId) });
}));
app.post('/user-create-key', (req, res) => res.send(createKey(req.body.keyId)));
`,
  ],
  [
    'a way to log in, which is no guard',
    'app-account.js',
    `app.get('/needs-bootstrap', (req, res) => {
  res.send({ bootstrapped: !needsBootstrap(), loginMethod: getLoginMethod() });
});
app.post('/bootstrap', async (req, res) => {
  const boot = await bootstrap(req.body);
  if (boot?.error) return res.status(400).send({ reason: boot.error });
  res.send({ data: boot });
});
app.post('/login', async (req, res) => {
  const loginMethod = getLoginMethod(req);
  res.send(await loginWith(loginMethod, req.body));
});
`,
  ],
  [
    'a wrapper that hands over the user',
    'app.py',
    `app = Flask(__name__)
def token_required(f):
    @wraps(f)
    def decorated(*args, **kwargs):
        data = jwt.decode(request.headers["x-access-token"], app.config["SECRET_KEY"], algorithms=["HS256"])
        return f(User.query.filter_by(public_id=data["public_id"]).first(), *args, **kwargs)
    return decorated

@app.route("/user/<public_id>", methods=["DELETE"])
@token_required
def delete_user(current_user, public_id):
    if not current_user.admin:
        return jsonify({"message": "Cannot perform that function!"})
    db.session.delete(User.query.filter_by(public_id=public_id).first())
    return jsonify({"message": "deleted"})

@app.route("/todo/<todo_id>", methods=["DELETE"])
@token_required
def delete_todo(current_user, todo_id):
    db.session.delete(Todo.query.filter_by(id=todo_id, user_id=current_user.id).first())
    return jsonify({})
`,
  ],
  [
    'a loader that gives only what the caller may have',
    'routes/projects.js',
    `router.put('/projects/:id/members', requireAuth, async (req, res) => {
  const project = await projects.find(req.params.id);
  if (project.ownerId !== req.user.id) return res.sendStatus(403);
  res.json(await projects.setMembers(project.id, req.body.members));
});
router.delete('/projects/:id', requireAuth, async (req, res) => {
  const project = await getAccessibleResource(req, res, projects.getById(req.params.id), 'No such project');
  if (!project) return;
  res.json(await projects.remove(req.params.id));
});
router.get('/projects/:id/files', requireAuth, async (req, res) => {
  const project = await loadOwnedProject(req.params.id, req);
  res.json(await projects.findById(req.params.id));
});
`,
  ],
  [
    'a session that its secret id names',
    'mcp/server.js',
    `app.post('/mcp', requireAuth, async (req, res) => {
  const session = await sessions.findById(req.headers['mcp-session-id']);
  if (session.userId !== req.user.id) return res.sendStatus(404);
  res.json(await session.handle(req.body));
});
app.delete('/mcp', requireAuth, async (req, res) => {
  const mcpSessionId = req.headers['mcp-session-id'];
  await sessions.deleteById(mcpSessionId);
  res.sendStatus(204);
});
`,
  ],
  [
    'the owner through the relation',
    'shop/views.py',
    `from django.contrib.auth.decorators import login_required
@login_required
def order_delete(request, pk):
    order = request.user.orders.get(pk=pk)
    order.delete()
    return redirect("orders")

@login_required
def order_edit(request, pk):
    order = get_object_or_404(Order, pk=pk)
    if request.user != order.user:
        raise Http404
    return render(request, "edit.html", {"order": order})
`,
  ],
  [
    'Mongoose documents compared',
    'orders.js',
    `router.put('/orders/:id', auth, async (req, res) => {
  const order = await Order.findById(req.params.id);
  if (!order.user.equals(req.user._id)) return res.status(404).end();
  await order.save();
});
router.delete('/orders/:id', auth, async (req, res) => {
  const order = await Order.findById(req.params.id);
  if (order.userId.toString() !== req.user.id) throw createError(404);
  await order.deleteOne();
});
`,
  ],
  [
    'a service that is given the user',
    'orders.controller.ts',
    `@Controller('orders')
@UseGuards(JwtAuthGuard)
export class OrdersController {
  @Get(':id')
  one(@Param('id') id: string, @Req() req) { return this.orders.findOne(id, req.user.id); }
  @Delete(':id')
  remove(@Param('id') id: string, @CurrentUser() user: User) { return this.orders.remove(id, user); }
}
`,
  ],
  [
    'lucia, stack and supabase in Next.js',
    'app/api/notes/[id]/route.ts',
    `export async function DELETE(request: NextRequest, { params }) {
  const { user } = await validateRequest();
  if (!user) redirect('/login');
  await db.delete(notes).where(and(eq(notes.id, params.id), eq(notes.userId, user.id)));
  return NextResponse.json({});
}
export async function PUT(request: NextRequest, { params }) {
  const user = await stackServerApp.getUser();
  if (!user) return new Response(null, { status: 401 });
  await db.update(notes).set(await request.json()).where(and(eq(notes.id, params.id), eq(notes.userId, user.id)));
  return NextResponse.json({});
}
export async function PATCH(request: NextRequest, { params }) {
  const supabase = createClient();
  const { data } = await supabase.auth.getUser();
  await supabase.from('notes').update({}).eq('id', params.id).eq('user_id', data.user.id);
  return NextResponse.json({});
}
`,
  ],
  [
    'Hono variables',
    'index.ts',
    `const app = new Hono();
app.use('*', async (c, next) => { const payload = await verify(c.req.header('Authorization'), c.env.SECRET); c.set('user', payload); await next(); });
app.delete('/documents/:id', async (c) => {
  const user = c.get('user');
  await c.env.DB.prepare('DELETE FROM documents WHERE id = ? AND owner = ?').bind(c.req.param('id'), user.id).run();
  return c.json({});
});
`,
  ],
  [
    'Firebase',
    'server.js',
    `const app = express();
const checkIfAuthenticated = async (req, res, next) => {
  const info = await admin.auth().verifyIdToken(getToken(req));
  req.authId = info.uid;
  return next();
};
app.delete('/users/:id', checkIfAuthenticated, async (req, res) => {
  if (req.params.id !== req.authId) return res.status(403).end();
  await User.deleteOne({ _id: req.params.id });
});
`,
  ],
  [
    'a password asked in place',
    'app.py',
    `app = Flask(__name__)
@app.route("/account/delete", methods=["POST"])
def delete_account():
    user = User.query.filter_by(email=request.form["email"]).first()
    if not user or not check_password_hash(user.password, request.form["password"]):
        return "wrong", 400
    db.session.delete(user)
    return "gone"
`,
  ],
  [
    'an administrator page that only forwards',
    'app.py',
    `app = Flask(__name__)
@app.route("/admin")
def admin():
    return redirect("/admin/login")
`,
  ],
  [
    'aiohttp security',
    'server.py',
    `from aiohttp import web
async def delete_user(request):
    await check_permission(request, "users.delete")
    await request.app["db"].execute("DELETE FROM users WHERE id = $1", request.match_info["id"])
    return web.json_response({})
app = web.Application()
app.router.add_delete("/users/{id}", delete_user)
`,
  ],
  [
    'a class with a permission of its own',
    'api/views.py',
    `class InvoiceView(APIView):
    permission_classes = [IsAuthenticated, IsInvoiceOwner]
    def get(self, request, pk):
        return Response(InvoiceSerializer(Invoice.objects.get(pk=pk)).data)
class TeamView(BaseTeamView):
    def delete(self, request, pk):
        Team.objects.get(pk=pk).delete()
`,
  ],
  [
    'a class view that filters',
    'views.py',
    `from django.views.generic import UpdateView
class OrderUpdate(LoginRequiredMixin, UpdateView):
    model = Order
    def get_queryset(self):
        return super().get_queryset().filter(user=self.request.user)
`,
  ],
  [
    'FastAPI with a role class',
    'main.py',
    `app = FastAPI()
allow_admin = RoleChecker(["admin"])
@app.delete("/admin/users/{user_id}", dependencies=[Depends(allow_admin)])
def delete_user(user_id: int, db: Session = Depends(get_db)):
    db.query(User).filter(User.id == user_id).delete()
@app.get("/me/orders/{order_id}")
def order(order_id: int, token: str = Depends(oauth2_scheme), db: Session = Depends(get_db)):
    owner = decode_token(token)["sub"]
    return db.query(Order).filter(Order.id == order_id, Order.owner == owner).first()
`,
  ],
  [
    'a secret of the cron service',
    'app/api/cron/cleanup/route.ts',
    `import { NextResponse } from 'next/server';
export async function DELETE(request: Request) {
  if (request.headers.get('authorization') !== \`Bearer \${process.env.CRON_SECRET}\`) return new Response('no', { status: 401 });
  await prisma.session.deleteMany({ where: { expires: { lt: new Date() } } });
  return NextResponse.json({});
}
`,
  ],
  [
    'GraphQL with a helper',
    'resolvers.ts',
    `export const resolvers = {
  Mutation: {
    deleteUser: async (_p, { id }, context) => { requireRole(context, 'ADMIN'); return context.prisma.user.delete({ where: { id } }); },
    deleteNote: async (_p, { id }, context) => { const me = getUserId(context); return context.prisma.note.deleteMany({ where: { id, ownerId: me } }); },
  },
};
// resolver map
`,
  ],
  [
    'a small tool',
    'src/server.ts',
    `const app = express();
app.post('/api/settings', (req, res) => { settings.save(req.body); res.json({ ok: true }); });
app.get('/api/logs', (req, res) => res.json(readLogs()));
app.post('/upload', upload.single('file'), (req, res) => res.json({ path: req.file.path }));
app.post('/mcp', async (req, res) => transport.handleRequest(req, res, req.body));
app.get('/sse', async (req, res) => { await server.connect(new SSEServerTransport('/messages', res)); });
app.post('/messages', async (req, res) => transport.handlePostMessage(req, res));
`,
  ],
  [
    'a class of socket rooms',
    'ws.ts',
    `const wss = new WebSocketServer({ port: 8080 });
wss.on('connection', (ws) => {
  ws.on('message', (data) => ws.send(data));
});
`,
  ],
];

describe('clean programs', () => {
  it.each(clean)('%s', (_, path, code) => {
    expect(
      find(path, code)
        .filter(({ severity }) => severity !== 'low')
        .map(({ message }) => message),
    ).toEqual([]);
  });
});

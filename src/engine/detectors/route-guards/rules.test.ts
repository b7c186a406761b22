// For each rule at least three programs of each family that it must find and three that it must not.
import { beforeAll, describe, expect, it } from 'vitest';
import { readRuleFiles, readWasm } from '../../../assets.ts';
import { finder } from './samples.ts';

/** Written so that this file itself has no such line. */
const exported = 'export default';

let find: Awaited<ReturnType<typeof finder>>;
beforeAll(async () => {
  find = await finder({ readRuleFiles, readWasm });
});

interface Examples {
  rule: string;
  family: 'python' | 'script';
  /** Each is found at medium or above. */
  match: string[];
  no_match: string[];
}

const examples: Examples[] = [
  {
    rule: 'route-without-siblings-guard',
    family: 'python',
    match: [
      `
@bp.get("/reports")
@auth.login_required
def reports():
    return all_reports()

@bp.get("/reports/<id>")
@auth.login_required
def report(id):
    return one_report(id)

@bp.post("/reports/<id>/share")
def share(id):
    return share_report(id)
`,
      `
@router.post("/{team_id}/members", dependencies=[Security(get_user, scopes=["team"])])
async def add_member(team_id: int): ...

@router.patch("/{team_id}/members", dependencies=[Security(get_user, scopes=["team"])])
async def change_member(team_id: int): ...

@router.delete("/{team_id}/members/{member_id}")
async def drop_member(team_id: int, member_id: int):
    await repository.remove(team_id, member_id)
`,
      `
from django.shortcuts import redirect

@permission_required("blog.add_post")
def post_new(request):
    return redirect(make(request.POST))

@permission_required("blog.change_post")
def post_edit(request, pk):
    return redirect(change(pk, request.POST))

def post_publish(request, pk):
    Post.objects.filter(pk=pk).update(published=True)
    return redirect("posts")
`,
      `
@app.route("/a/export")
def export_a():
    verify_request_token(request)
    return rows("a")

@app.route("/b/export")
def export_b():
    verify_request_token(request)
    return rows("b")

@app.route("/c/export")
def export_c():
    return rows("c")
`,
    ],
    no_match: [
      `
@bp.get("/reports")
@auth.login_required
def reports():
    return all_reports()

@bp.get("/reports/<id>")
@auth.login_required
def report(id):
    return one_report(id)

@bp.get("/healthz")
def healthz():
    return "ok"

@bp.post("/login")
def login():
    return token_for(request.json)
`,
      `
@router.get("/items")
async def items(): ...

@router.get("/items/{id}")
async def item(id: int): ...

@router.post("/items")
async def add(user: Annotated[User, Depends(get_current_user)]): ...

@router.put("/items/{id}")
async def change(id: int, user: Annotated[User, Depends(get_current_user)]): ...
`,
      `
@bp.before_request
@login_required
def gate(): ...

@bp.post("/a")
@roles_required("editor")
def a(): ...

@bp.post("/b")
@roles_required("editor")
def b(): ...

@bp.post("/c")
def c():
    if not current_user.can("write"):
        abort(403)
    return save()
`,
      `
@router.post("/a", dependencies=[Depends(require_user)])
async def a(): ...

@router.post("/b", dependencies=[Depends(require_user)])
async def b(): ...

@router.post("/c")
async def c(caller: Annotated[Account, Depends(signed_in)]):
    return await work(caller)
`,
    ],
  },
  {
    rule: 'route-without-siblings-guard',
    family: 'script',
    match: [
      `
router.post('/', ensureLoggedIn('/login'), (req, res) => save(req, res));
router.put('/:id', ensureLoggedIn('/login'), (req, res) => change(req, res));
router.delete('/:id', (req, res) => drop(req, res));
`,
      `
import { Router } from 'express';
import { checkJwt as gate } from '../auth';
const api = Router();
api
  .route('/reports')
  .get(gate, list)
  .post(gate, create);
api.route('/reports/:id').get(gate, one).delete(remove);
${exported} api;
`,
      `
${exported} async function routes(fastify) {
  fastify.post('/a', { onRequest: [fastify.authenticate] }, createA);
  fastify.put('/a/:id', { onRequest: [fastify.authenticate] }, updateA);
  fastify.delete('/a/:id', { schema: deleteSchema }, deleteA);
}
`,
      `
const t = initTRPC.create();
const authed = t.procedure.use(isAuthed);
export const team = t.router({
  add: t.procedure.use(isAuthed).mutation(({ ctx }) => add(ctx.user)),
  rename: t.procedure.use(isAuthed).mutation(({ ctx }) => rename(ctx.user)),
  remove: t.procedure.mutation(({ input }) => db.team.delete({ where: { id: input.id } })),
});
`,
    ],
    no_match: [
      `
router.post('/', ensureLoggedIn('/login'), (req, res) => save(req, res));
router.put('/:id', ensureLoggedIn('/login'), (req, res) => change(req, res));
router.post('/webhook', (req, res) => hook(req, res));
router.get('/', (req, res) => list(req, res));
`,
      `
router.post('/a', auth, a);
router.put('/a/:id', auth, b);
router.delete('/a/:id', withOwner, c);
router.patch('/a/:id', [auth, validate(schema)], d);
`,
      `
const guard = (req, res, next) => (req.session.user ? next() : res.sendStatus(401));
router.post('/a', requireUser, a);
router.put('/a/:id', requireUser, b);
router.delete('/a/:id', guard, c);
`,
      `
router.post('/auth/login', login);
router.post('/auth/register', register);
router.use(verifyToken);
router.post('/a', audit, a);
router.put('/a/:id', requireRole('x'), b);
router.delete('/a/:id', requireRole('x'), c);
router.post('/b', c);
`,
    ],
  },
  {
    rule: 'sensitive-route-without-guard',
    family: 'python',
    match: [
      `
from flask import Flask, request
app = Flask(__name__)
@app.route("/api/refund", methods=["POST"])
def refund():
    payments.refund(request.json["payment_id"])
    return {"ok": True}
`,
      `
from fastapi import FastAPI
app = FastAPI()
@app.put("/api/users/{uid}")
async def edit(uid: int, body: UserIn):
    async with pool.acquire() as conn:
        await conn.execute("UPDATE users SET email = $1 WHERE id = $2", body.email, uid)
`,
      `
from django.http import JsonResponse
@csrf_exempt
@require_POST
def remove_employee(request):
    Employee.objects.filter(pk=request.POST["employee_id"]).delete()
    return JsonResponse({"removed": True})
`,
      `
from flask import Flask
app = Flask(__name__)
def impersonate(user_id):
    session["user_id"] = user_id
    return redirect("/")
app.add_url_rule("/impersonate/<int:user_id>", "impersonate", impersonate)
`,
      `
from sanic import Sanic
app = Sanic("x")
@app.get("/internal/backup")
async def backup(request):
    return await file(dump_database())
`,
    ],
    no_match: [
      `
from flask import Flask, request
app = Flask(__name__)
@app.route("/convert", methods=["POST"])
def convert():
    return to_pdf(request.data)
@app.route("/search")
def search():
    return find(request.args["q"])
`,
      `
from fastapi import FastAPI, Depends
app = FastAPI(dependencies=[Depends(verify_api_key)])
@app.put("/api/users/{uid}")
async def edit(uid: int, body: UserIn):
    await conn.execute("UPDATE users SET email = $1 WHERE id = $2", body.email, uid)
`,
      `
from flask import Flask, request
app = Flask(__name__)
@app.route("/api/refund", methods=["POST"])
@requires_scope("refunds")
def refund():
    return pay(request.json["payment_id"])
@app.route("/admin")
def admin():
    auth = request.authorization
    if not auth or not check_auth(auth.username, auth.password):
        return authenticate()
    return render_template("admin.html")
`,
      `
from django.shortcuts import render
def product_detail(request, slug):
    product = get_object_or_404(Product, slug=slug)
    return render(request, "product.html", {"product": product})
def about(request):
    return render(request, "about.html")
`,
      `
class Api:
    def delete_user(self, request, user_id):
        return self.users.delete(user_id)
def build(request):
    return {"user": request.user}
`,
    ],
  },
  {
    rule: 'sensitive-route-without-guard',
    family: 'script',
    match: [
      `
const app = require('express')();
app.post('/api/payments/:id/refund', async (req, res) => {
  await stripe.refunds.create({ payment_intent: req.params.id });
  res.json({ refunded: true });
});
app.listen(8080);
`,
      `
import { Hono } from 'hono';
const app = new Hono();
app.put('/users/:id', async (c) => {
  const id = c.req.param('id');
  await db.update(users).set(await c.req.json()).where(eq(users.id, id));
  return c.json({ ok: true });
});
${exported} app;
`,
      `
'use server';
export async function removeMember(memberId: string) {
  await prisma.member.delete({ where: { id: memberId } });
  revalidatePath('/team');
}
`,
      `
const app = express();
const remove = async (req, res) => {
  const { id } = req.params;
  await db.query('DELETE FROM customers WHERE id = ?', [id]);
  res.sendStatus(204);
};
app.delete('/customers/:id', catchAsync(remove));
`,
      `
const app = express();
app.get('/internal/secrets', (req, res) => res.json(process.env));
`,
    ],
    no_match: [
      `
const app = require('express')();
app.use(helmet());
app.use(passport.authenticate('bearer', { session: false }));
app.post('/api/payments/:id/refund', async (req, res) => {
  res.json(await refund(req.params.id, req.user));
});
`,
      `
const app = express();
app.post('/render', (req, res) => res.send(render(req.body)));
app.get('/products/:id', async (req, res) => res.json(await Product.findById(req.params.id)));
app.post('/contact', (req, res) => mail(req.body));
`,
      `
const router = express.Router();
router.get('/campaigns', auth, async (req, res) => res.json(await Campaign.find({ owner: req.user.id })));
router.post('/campaigns', auth, async (req, res) => res.json(await Campaign.create({ owner: req.user.id, title: req.body.title })));
router.patch('/campaigns/:id', auth, async (req, res) => res.json(await Campaign.updateOne({ _id: req.params.id, owner: req.user.id }, { title: req.body.title })));
router.post('/campaigns/:id/donations', async (req, res) => res.json(await Donation.create({ campaign: req.params.id, amount: Number(req.body.amount) })));
`,
      `
export const load = async () => {
  const users = await fetch('/api/users');
  await api.delete('/users/1');
  router.push('/admin/users');
  router.get('/admin/users', { preserveState: true });
};
`,
      `
const app = express();
app.delete('/customers/:id', async (req, res) => {
  const user = await currentUser(req);
  if (!user?.isAdmin) throw new ForbiddenError();
  await db.query('DELETE FROM customers WHERE id = ?', [req.params.id]);
});
`,
      `
const app = express();
app.post('/cron/purge', async (req, res) => {
  if (req.headers.authorization !== \`Bearer \${process.env.CRON_SECRET}\`) return res.status(401).end();
  await purge();
});
`,
    ],
  },
  {
    rule: 'guard-above-route',
    family: 'python',
    match: [
      `
@login_required
@bp.route("/settings", methods=["GET", "POST"])
def settings():
    return save(request.form)
`,
      `
@requires_admin
@app.delete("/users/{user_id}")
async def delete_user(user_id: int):
    await remove(user_id)
`,
      `
@permission_classes([IsAdminUser])
@api_view(["DELETE"])
def drop(request, pk):
    Thing.objects.get(pk=pk).delete()
    return Response(status=204)
`,
    ],
    no_match: [
      `
@bp.route("/settings", methods=["GET", "POST"])
@login_required
def settings():
    return save(request.form)
`,
      `
@cache.cached(timeout=60)
@app.route("/posts")
def posts():
    return rows()
`,
      `
@login_required
@app.route("/account")
@login_required
def account():
    return show(current_user)
`,
    ],
  },
  {
    rule: 'object-by-id-without-owner',
    family: 'python',
    match: [
      `
@app.delete("/notes/{note_id}")
async def delete_note(note_id: int, user: User = Depends(get_current_user)):
    await database.execute("DELETE FROM notes WHERE id = :id", {"id": note_id})
`,
      `
@app.route("/messages/<mid>")
@jwt_required()
def message(mid):
    me = get_jwt_identity()
    logger.info("user %s reads %s", me, mid)
    row = messages.find_one({"_id": ObjectId(mid)})
    return jsonify(row)
`.replaceAll('mid', 'message_id'),
      `
class DocumentView(LoginRequiredMixin, View):
    def get(self, request, document_id):
        document = Document.objects.get(id=document_id)
        return FileResponse(document.file)
`.replace(/^/, 'from django.views import View\n'),
    ],
    no_match: [
      `
@app.delete("/notes/{note_id}")
async def delete_note(note_id: int, user: User = Depends(get_current_user)):
    await database.execute("DELETE FROM notes WHERE id = :id AND user_id = :u", {"id": note_id, "u": user.id})
`,
      `
@app.route("/messages/<int:message_id>")
@jwt_required()
def message(message_id):
    me = get_jwt_identity()
    row = Message.query.get(message_id)
    if row.recipient_id != me:
        return jsonify(error="not found"), 404
    return jsonify(row.to_dict())
`,
      `
@app.route("/documents/<int:document_id>")
@login_required
@permission_required("documents.read")
def document(document_id):
    return jsonify(Document.query.get(document_id).to_dict())
`,
      `
from rest_framework import viewsets
class NoteViewSet(viewsets.ModelViewSet):
    permission_classes = [IsAuthenticated]
    def get_queryset(self):
        return self.request.user.notes.all()
`,
    ],
  },
  {
    rule: 'object-by-id-without-owner',
    family: 'script',
    match: [
      `
app.get('/api/accounts/:accountId/statements', requireLogin, async (req, res) => {
  const { rows } = await pool.query('SELECT * FROM statements WHERE account_id = $1', [req.params.accountId]);
  res.json(rows);
});
`,
      `
router.delete('/addresses/:id', verifyToken, async (req, res) => {
  console.log('by', req.user.id);
  await prisma.address.delete({ where: { id: Number(req.params.id) } });
  res.status(204).end();
});
`,
      `
@Controller('messages')
@UseGuards(JwtAuthGuard)
export class MessagesController {
  @Delete(':id')
  async remove(@Param('id') id: string) {
    await this.repository.delete(id);
  }
}
`,
    ],
    no_match: [
      `
app.get('/api/accounts/:accountId/statements', requireLogin, async (req, res) => {
  const { rows } = await pool.query('SELECT * FROM statements WHERE account_id = $1 AND owner = $2', [req.params.accountId, req.user.id]);
  res.json(rows);
});
`,
      `
router.delete('/addresses/:id', verifyToken, async (req, res) => {
  const address = await prisma.address.findUnique({ where: { id: Number(req.params.id) } });
  if (address.userId !== req.user.id) return res.sendStatus(404);
  await prisma.address.delete({ where: { id: address.id } });
});
`,
      `
router.get('/messages/:id', auth, canAccess('message'), async (req, res) => {
  res.json(await Message.findById(req.params.id));
});
`,
      `
router.get('/products/:id', auth, async (req, res) => {
  res.json(await Product.findById(req.params.id));
});
`,
    ],
  },
  {
    rule: 'admin-route-for-any-user',
    family: 'python',
    match: [
      `
@app.post("/admin/announcements")
async def publish(text: str, user: User = Depends(get_current_user)):
    await db.execute(insert(Announcement).values(text=text))
`,
      `
@bp.route("/admin/users")
@login_required
def users():
    return render_template("users.html", users=User.query.all())
`,
      `
@app.route("/users/<int:user_id>", methods=["DELETE"])
@jwt_required()
def delete_user(user_id):
    user = User.query.get_or_404(user_id)
    db.session.delete(user)
    return "", 204
`,
    ],
    no_match: [
      `
@app.post("/admin/announcements")
async def publish(text: str, user: User = Depends(get_current_admin)):
    await db.execute(insert(Announcement).values(text=text))
`,
      `
@bp.route("/admin/users")
@login_required
def users():
    if current_user.role != "admin":
        abort(403)
    return render_template("users.html", users=User.query.all())
`,
      `
@app.route("/users/<int:user_id>", methods=["DELETE"])
@jwt_required()
def delete_user(user_id):
    if get_jwt_identity() != user_id:
        return jsonify(error="forbidden"), 403
    db.session.delete(User.query.get_or_404(user_id))
    return "", 204
`,
    ],
  },
  {
    rule: 'admin-route-for-any-user',
    family: 'script',
    match: [
      `
router.delete('/admin/posts/:id', authenticateToken, async (req, res) => {
  await Post.findByIdAndDelete(req.params.id);
  res.end();
});
`,
      `
app.put('/users/:id', requireAuth, async (req, res) => {
  res.json(await User.findByIdAndUpdate(req.params.id, req.body));
});
`,
      `
export async function DELETE(request: NextRequest) {
  const session = await getServerSession(authOptions);
  if (!session) return NextResponse.json({}, { status: 401 });
  const { userId } = await request.json();
  await prisma.user.delete({ where: { id: userId } });
  return NextResponse.json({ ok: true });
}
`,
    ],
    no_match: [
      `
router.delete('/admin/posts/:id', authenticateToken, requireRole('admin'), async (req, res) => {
  await Post.findByIdAndDelete(req.params.id);
});
`,
      `
app.put('/users/:id', requireAuth, async (req, res) => {
  if (req.user.id !== req.params.id && !req.user.isAdmin) return res.sendStatus(403);
  res.json(await User.findByIdAndUpdate(req.params.id, req.body));
});
`,
      `
app.put('/users/me', requireAuth, async (req, res) => {
  res.json(await User.findByIdAndUpdate(req.user.id, pick(req.body)));
});
`,
    ],
  },
  {
    rule: 'authorization-opened',
    family: 'python',
    match: [
      `
class PaymentViewSet(viewsets.ModelViewSet):
    queryset = Payment.objects.all()
    permission_classes = [AllowAny]
`,
      `
class UserDetail(generics.RetrieveUpdateDestroyAPIView):
    queryset = User.objects.all()
    permission_classes = ()
    permission_classes = []
`,
      `
from django.http import JsonResponse
@api_view(["DELETE"])
@permission_classes([permissions.AllowAny])
def delete_account(request, account_id):
    Account.objects.get(id=account_id).delete()
    return Response(status=204)
`,
    ],
    no_match: [
      `
class RegisterView(generics.CreateAPIView):
    permission_classes = [AllowAny]
`,
      `
class ArticleList(generics.ListAPIView):
    queryset = Article.objects.all()
    permission_classes = [AllowAny]
`,
      `
class StripeWebhook(APIView):
    permission_classes = [AllowAny]
    def post(self, request):
        event = stripe.Webhook.construct_event(request.body, request.META["HTTP_STRIPE_SIGNATURE"], KEY)
        Payment.objects.filter(id=event.id).update(paid=True)
        return Response()
`,
    ],
  },
  {
    rule: 'authorization-opened',
    family: 'script',
    match: [
      `
@Controller('payments')
export class PaymentsController {
  @Public()
  @Post(':id/refund')
  refund(@Param('id') id: string) { return this.payments.refund(id); }
}
`,
      `
@Public()
@Controller('admin')
export class AdminController {
  @Post('users/:id/ban')
  ban(@Param('id') id: string) { return this.users.ban(id); }
}
`,
      `
@Controller('accounts')
export class AccountsController {
  @Delete(':id')
  @SkipAuth()
  remove(@Param('id') id: string) { return this.accounts.remove(id); }
}
`,
    ],
    no_match: [
      `
@Controller('auth')
export class AuthController {
  @Public()
  @Post('login')
  login(@Body() dto: LoginDto) { return this.auth.login(dto); }
}
`,
      `
@Controller('health')
export class HealthController {
  @Public()
  @Get()
  check() { return 'ok'; }
}
`,
      `
@Controller('catalog')
export class CatalogController {
  @Public()
  @Get('products')
  products() { return this.catalog.all(); }
}
`,
    ],
  },
  {
    rule: 'role-from-request',
    family: 'python',
    match: [
      `
@app.route("/panel")
def panel():
    role = request.args.get("role")
    if role == "admin":
        return secrets()
    abort(403)
`,
      `
def dashboard(request):
    if request.COOKIES.get("is_admin") == "1":
        return render(request, "admin.html")
    return redirect("/")
`,
      `
@app.post("/users")
async def create(request: Request):
    body = await request.json()
    user = User(email=body["email"], is_admin=body.get("is_admin", False))
    session.add(user)
`,
    ],
    no_match: [
      `
@app.route("/panel")
@login_required
def panel():
    if current_user.role == "admin":
        return secrets()
    abort(403)
`,
      `
@app.route("/users")
@admin_required
def users():
    role = request.args.get("role")
    return find(role)
`,
      `
@app.post("/users")
@admin_required
async def create(request: Request):
    body = await request.json()
    session.add(User(email=body["email"], role=body["role"]))
`,
    ],
  },
  {
    rule: 'role-from-request',
    family: 'script',
    match: [
      `
app.get('/reports', (req, res) => {
  const role = req.headers['x-user-role'];
  if (role !== 'admin') return res.status(403).end();
  res.json(reports);
});
`,
      `
router.post('/users', async (req, res) => {
  const user = await prisma.user.create({ data: { email: req.body.email, isAdmin: req.body.isAdmin } });
  res.json(user);
});
`,
      `
export async function POST(request: Request) {
  const body = await request.json();
  if (body.isAdmin === true) return Response.json(await everything());
  return Response.json([]);
}
`,
    ],
    no_match: [
      `
app.get('/reports', authenticate, (req, res) => {
  if (req.user.role !== 'admin') return res.status(403).end();
  res.json(reports);
});
`,
      `
router.get('/users', auth, isAdmin, async (req, res) => {
  const { role } = req.query;
  res.json(await User.find(role ? { role } : {}));
});
`,
      `
router.post('/users', async (req, res) => {
  const user = await prisma.user.create({ data: { email: req.body.email, role: 'member' } });
  res.json(user);
});
`,
    ],
  },
  {
    rule: 'check-not-awaited',
    family: 'script',
    match: [
      `
async function isOwner(userId, id) {
  return (await Post.findById(id)).author === userId;
}
router.delete('/posts/:id', auth, async (req, res) => {
  if (!isOwner(req.user.id, req.params.id)) return res.status(403).end();
  await Post.deleteOne({ _id: req.params.id });
  res.end();
});
`,
      `
const hasRole = async (user, role) => (await rolesOf(user)).includes(role);
export async function archive(user, id) {
  if (user.active && hasRole(user, 'admin')) await projects.archive(id);
}
`,
      `
app.post('/login', async (req, res) => {
  const user = await users.byName(String(req.body.name));
  if (!user || !bcrypt.compare(req.body.password, user.hash)) return res.status(401).end();
  req.session.userId = user.id;
  res.end();
});
`,
    ],
    no_match: [
      `
async function isOwner(userId, id) {
  return (await Post.findById(id)).author === userId;
}
router.delete('/posts/:id', auth, async (req, res) => {
  if (!(await isOwner(req.user.id, req.params.id))) return res.status(403).end();
  await Post.deleteOne({ _id: req.params.id });
  res.end();
});
`,
      `
function hasRole(user, role) {
  return user.roles.includes(role);
}
export async function archive(user, id) {
  if (hasRole(user, 'admin')) await projects.archive(id);
}
`,
      `
async function checkAll(list) {
  await Promise.all(list.map(check));
}
export function start(list) {
  const running = checkAll(list);
  if (list.length > 0) return running;
}
`,
      `
export function waitReady(pane) {
  const check = () => paneText(pane).includes('ready');
  while (left(pane)) if (check()) return true;
  return false;
}
export async function waitReadyLater(pane) {
  const check = async () => (await textOf(pane)).includes('ready');
  return await check();
}
`,
    ],
  },
  {
    rule: 'check-not-awaited',
    family: 'python',
    match: [
      `
async def is_owner(user, item):
    return await db.owner(item.id) == user.id

async def remove(user, item):
    if is_owner(user, item):
        await item.delete()
`,
      `
class Items:
    async def has_access(self, user):
        return await self.acl.check(user)

    async def remove(self, user, item):
        if not self.has_access(user):
            raise PermissionError
        await item.delete()
`,
      `
async def verify_token(token):
    return await tokens.find(token) is not None

async def middleware(request, handler):
    if request.path != "/" and not verify_token(request.headers["X-Token"]):
        raise web.HTTPUnauthorized()
    return await handler(request)
`,
    ],
    no_match: [
      `
async def is_owner(user, item):
    return await db.owner(item.id) == user.id

async def remove(user, item):
    if await is_owner(user, item):
        await item.delete()
`,
      `
def is_owner(user, item):
    return item.owner_id == user.id

async def remove(user, item):
    if is_owner(user, item):
        await item.delete()
`,
      `
async def fetch(url):
    return await client.get(url)

async def first(urls):
    if len(urls) > 0:
        return await fetch(urls[0])
`,
    ],
  },
  {
    rule: 'check-after-action',
    family: 'python',
    match: [
      `
@app.route("/posts/<int:pid>", methods=["DELETE"])
@login_required
def remove(pid):
    post = Post.query.get_or_404(pid)
    db.session.delete(post)
    db.session.commit()
    if post.author_id != current_user.id:
        abort(403)
    return ""
`,
      `
def close(principal, account_id):
    repository.delete(account_id)
    if not principal.is_admin:
        raise PermissionError("admins only")
`,
      `
@login_required
def remove_note(request, pk):
    note = Note.objects.get(pk=pk)
    note.delete()
    if note.owner != request.user:
        return HttpResponseForbidden()
    return redirect("notes")
`,
    ],
    no_match: [
      `
@app.route("/posts/<int:pid>", methods=["DELETE"])
@login_required
def remove(pid):
    post = Post.query.get_or_404(pid)
    if post.author_id != current_user.id:
        abort(403)
    db.session.delete(post)
    db.session.commit()
    return ""
`,
      `
def logout(request):
    session.delete(request.token)
    if request.user is None:
        raise Unauthorized()
`,
      `
def close(principal, account_id):
    require_admin(principal)
    repository.delete(account_id)
    if repository.count(principal.user) == 0:
        raise PermissionError("the last one stays")
`,
    ],
  },
  {
    rule: 'check-after-action',
    family: 'script',
    match: [
      `
router.delete('/posts/:id', auth, async (req, res) => {
  const post = await Post.findById(req.params.id);
  await post.deleteOne();
  if (post.author !== req.user.id) return res.status(403).end();
  res.end();
});
`,
      `
export async function close(user, id) {
  await accounts.remove(id);
  if (!user.isAdmin) throw new ForbiddenError();
}
`,
      `
router.put('/notes/:id', auth, async (req, res) => {
  const note = await Note.findByIdAndUpdate(req.params.id, { text: req.body.text });
  if (note.owner !== req.user.id) {
    return res.status(403).json({ error: 'not yours' });
  }
  res.json(note);
});
`,
    ],
    no_match: [
      `
router.delete('/posts/:id', auth, async (req, res) => {
  const post = await Post.findById(req.params.id);
  if (post.author !== req.user.id) return res.status(403).end();
  await post.deleteOne();
  res.end();
});
`,
      `
export async function close(user, id) {
  if (!user.isAdmin) throw new ForbiddenError();
  await accounts.remove(id);
  if (user.accounts.length === 0) throw new ForbiddenError();
}
`,
      `
export async function refresh(user, token) {
  cache.delete(token);
  if (!user.active) throw new UnauthorizedError();
}
`,
    ],
  },
];

const cases = examples.flatMap(({ rule, family, match, no_match: none }) => [
  ...match.map((code, at) => ({ rule, family, code, found: true, at })),
  ...none.map((code, at) => ({ rule, family, code, found: false, at })),
]);

describe('examples of the rules', () => {
  it.each(cases)('$rule $family $found $at', ({ rule, family, code, found }) => {
    const all = find(family === 'python' ? 'src/views.py' : 'src/server.ts', code).filter(
      ({ severity }) => severity !== 'low',
    );
    if (found) expect(all.map((one) => one.rule)).toContain(rule);
    else expect(all.map(({ message }) => message)).toEqual([]);
  });

  it('has three of each kind for each rule and family', async () => {
    const shipped = (await readRuleFiles())
      .map(({ path }) => /^authorization\/(.*)\.yml$/.exec(path)?.[1])
      .filter((id) => id !== undefined);
    expect(new Set(examples.map(({ rule }) => rule))).toEqual(new Set(shipped));
    for (const { match, no_match: none } of examples)
      expect(Math.min(match.length, none.length)).toBeGreaterThanOrEqual(3);
  });
});

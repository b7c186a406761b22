// Ways into a program that have no router: schemas, callables, sockets, workers; and what looks like a guard and is none.
import { beforeAll, describe, expect, it } from 'vitest';
import { readRuleFiles, readWasm } from '../../../assets.ts';
import { finder, shown, type Sample } from './samples.ts';

let find: Awaited<ReturnType<typeof finder>>;
beforeAll(async () => {
  find = await finder({ readRuleFiles, readWasm });
});

const python: Sample[] = [
  [
    'a Strawberry mutation beside a guarded one',
    'shop/schema.py',
    `import strawberry

@strawberry.type
class Mutation:
    @strawberry.mutation(permission_classes=[IsStaff])
    def add_product(self, name: str) -> Product:
        return Product.objects.create(name=name)

    @strawberry.mutation
    def delete_customer(self, id: strawberry.ID) -> bool:
        Customer.objects.get(pk=id).delete()
        return True

    @strawberry.mutation
    def login(self, name: str, password: str) -> str:
        return issue(name, password)
`,
    ['sensitive-route-without-guard:9'],
  ],
  [
    'a Graphene mutation that asks for its caller',
    'shop/schema.py',
    `import graphene

class DeletePost(graphene.Mutation):
    def mutate(self, info, id):
        if not info.context.user.is_staff:
            raise PermissionError
        Post.objects.get(pk=id).delete()
`,
    [],
  ],
  [
    'a Graphene mutation that does not',
    'shop/schema.py',
    `import graphene

class DeleteUser(graphene.Mutation):
    def mutate(self, info, id):
        User.objects.get(pk=id).delete()
`,
    ['sensitive-route-without-guard:4'],
  ],
  [
    'a session of the database is no guard',
    'app/main.py',
    `from fastapi import Depends, FastAPI
app = FastAPI()

@app.get("/users")
async def users(session: Session = Depends(get_session)):
    return session.exec(select(User)).all()

@app.get("/tasks/{task_id}")
async def task(task_id: int, user: User = Depends(get_current_user), session: Session = Depends(get_session)):
    return session.get(Task, task_id)
`,
    ['sensitive-route-without-guard:4', 'object-by-id-without-owner:10'],
  ],
  [
    'a socket beside a guarded route',
    'app/main.py',
    `from fastapi import Depends, FastAPI, WebSocket
app = FastAPI()

@app.get("/messages")
async def messages(user=Depends(get_current_user)):
    return await load(user.id)

@app.websocket("/ws/{room}")
async def ws(websocket: WebSocket, room: str):
    await websocket.accept()
    await broadcast(room, await websocket.receive_text())

@app.websocket("/mine")
async def mine(websocket: WebSocket, user=Depends(get_socket_user)):
    await websocket.accept()
`,
    ['sensitive-route-without-guard:8'],
  ],
  [
    'a Litestar controller',
    'app/users.py',
    `from litestar import Controller, delete, post

class Users(Controller):
    @delete("/users/{user_id:int}", guards=[admin_guard])
    async def remove(self, user_id: int) -> None:
        await users.remove(user_id)

    @post("/users/{user_id:int}/promote")
    async def promote(self, user_id: int) -> None:
        await users.promote(user_id)
`,
    ['sensitive-route-without-guard:8'],
  ],
  [
    'a caller who is never looked at',
    'app/accounts.py',
    `class Accounts:
    def close(self, current_user, account_id):
        self.repository.delete(account_id)

    def freeze(self, current_user, account_id):
        if "admin" not in current_user.roles:
            raise PermissionError
        self.repository.update(account_id, frozen=True)

    def statement(self, current_user, account_id):
        return self.repository.get(account_id).entries
`,
    ['object-by-id-without-owner:3', 'low object-by-id-without-owner:11'],
  ],
  [
    'a sign-in by name alone',
    'app/login.py',
    `@app.route("/auto")
def auto():
    session["user"] = request.args.get("user")
    return redirect("/")

@app.route("/login", methods=["POST"])
def login():
    if check_password(request.form["name"], request.form["password"]):
        session["user"] = request.form["name"]
    return redirect("/")
`,
    ['role-from-request:3'],
  ],
];

const script: Sample[] = [
  [
    'a thing by its id beside those of the workspace, where the sign-in stands elsewhere',
    'routes/oauth.js',
    `const router = express.Router();
router.post('/authorize/:credentialId', async (req, res) => {
  const { credentialId } = req.params;
  const workspaceId = getActiveWorkspaceIdForRequest(req);
  const credential = await credentialRepository.findOneBy({ id: credentialId, workspaceId });
  if (!credential) return res.status(404).end();
  res.json({ url: credential.url });
});
router.post('/refresh/:credentialId', async (req, res) => {
  const { credentialId } = req.params;
  const credential = await credentialRepository.findOneBy({ id: credentialId });
  if (!credential) return res.status(404).end();
  await credentialRepository.update(credential.id, { usedAt: new Date() });
  res.json({ ok: true });
});
router.get('/kinds/:kindId', async (req, res) => {
  res.json(await kindRepository.findOneBy({ id: req.params.kindId }));
});
router.post('/copy/:credentialId', async (req, res) => {
  const workspaceId = getActiveWorkspaceIdForRequest(req);
  const credential = await credentialRepository.findOneBy({ id: req.params.credentialId, workspaceId });
  res.json(await copyOf(credential));
});
`,
    ['object-by-id-without-owner:11'],
  ],
  [
    'a record that is deleted beside the sessions of a protocol',
    'server.js',
    `const transports = new Map();
app.post('/mcp', async (req, res) => {
  await transports.get(req.headers['mcp-session-id']).handleRequest(req, res, req.body);
});
app.delete('/notes/:id', async (req, res) => {
  await Note.deleteOne({ _id: req.params.id });
  res.sendStatus(204);
});
`,
    ['sensitive-route-without-guard:5'],
  ],
  [
    'callable functions',
    'functions/index.js',
    `const { onCall, onRequest } = require('firebase-functions/v2/https')
exports.addNote = onCall(async request => {
  if (!request.auth) throw new HttpsError('unauthenticated', 'sign in')
  return db.collection('notes').add({ owner: request.auth.uid })
})
exports.removeUser = onCall(async request => {
  await getAuth().deleteUser(request.data.uid)
})
exports.hook = onRequest(async (req, res) => {
  res.json(handle(stripe.webhooks.constructEvent(req.rawBody, req.headers['stripe-signature'], secret)))
})
`,
    ['sensitive-route-without-guard:6'],
  ],
  [
    'a worker',
    'src/worker.ts',
    `export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const url = new URL(request.url)
    if (url.pathname === '/health') return new Response('ok')
    if (url.pathname === '/admin/purge' && request.method === 'POST') {
      await env.DB.prepare('DELETE FROM posts').run()
      return new Response('purged')
    }
    if (url.pathname === '/admin/stats') {
      if (request.headers.get('Authorization') !== env.TOKEN) return new Response('no', { status: 401 })
      return Response.json(await stats(env))
    }
    return new Response('not found', { status: 404 })
  },
}
`,
    ['sensitive-route-without-guard:5'],
  ],
  [
    'a namespace of sockets',
    'src/gateway.js',
    `const chat = io.of('/chat')
chat.use((socket, next) => {
  socket.data.user = jwt.verify(socket.handshake.auth.token, SECRET)
  next()
})
chat.on('connection', socket => {
  socket.on('say', async text => save(socket.data.user, text))
})
const admin = io.of('/admin')
admin.on('connection', socket => {
  socket.on('delete-user', async id => db.users.deleteOne({ id }))
})
`,
    ['sensitive-route-without-guard:11'],
  ],
  [
    'a plugin that only reads tokens',
    'src/app.ts',
    `import Fastify from 'fastify'
import jwt from '@fastify/jwt'
const app = Fastify()
app.register(jwt, { secret: process.env.JWT_SECRET })
app.delete('/users/:id', async req => db.users.remove(req.params.id))
`,
    ['sensitive-route-without-guard:5'],
  ],
  [
    'a session that is fetched and not looked at',
    'app/api/users/[id]/route.ts',
    `import { NextResponse } from 'next/server'
export async function DELETE(req: Request, { params }: { params: { id: string } }) {
  const session = await getServerSession(authOptions)
  await prisma.user.delete({ where: { id: params.id } })
  return NextResponse.json({ ok: true })
}
`,
    ['sensitive-route-without-guard:2'],
  ],
  [
    'a session that is looked at',
    'app/api/users/[id]/route.ts',
    `import { NextResponse } from 'next/server'
export async function DELETE(req: Request, { params }: { params: { id: string } }) {
  const session = await getServerSession(authOptions)
  if (session?.user.id !== params.id) return NextResponse.json({}, { status: 403 })
  await prisma.user.delete({ where: { id: params.id } })
  return NextResponse.json({ ok: true })
}
`,
    [],
  ],
  [
    'a role from a cookie in the middleware of Next.js',
    'middleware.ts',
    `export function middleware(request: NextRequest) {
  const role = request.cookies.get('role')?.value
  if (request.nextUrl.pathname.startsWith('/admin') && role !== 'admin') {
    return NextResponse.redirect(new URL('/login', request.url))
  }
  return NextResponse.next()
}
`,
    ['role-from-request:3'],
  ],
  [
    'a list that is asked for the role of the body',
    'src/authorize.js',
    `exports.authorize = (...roles) => (req, res, next) => {
  if (!roles.includes(req.body.role)) return res.status(403).end()
  next()
}
exports.better = (...roles) => (req, res, next) => {
  if (!roles.includes(req.user.role)) return res.status(403).end()
  next()
}
`,
    ['role-from-request:2'],
  ],
  [
    'handlers of a controller',
    'src/orders.js',
    `exports.mine = async (req, res) => {
  res.json(await Order.find({ _id: req.params.id, user: req.user.id }))
}
exports.one = async (req, res) => {
  res.json(await Order.findById(req.params.id))
}
exports.product = async (req, res) => {
  res.json(await Product.findById(req.params.id))
}
`,
    ['low object-by-id-without-owner:5'],
  ],
];

describe('ways in', () => {
  it.each(python)('Python: %s', (_name, path, body, expected) => {
    expect(shown(find(path, body))).toEqual(expected);
  });
  it.each(script)('JavaScript: %s', (_name, path, body, expected) => {
    expect(shown(find(path, body))).toEqual(expected);
  });
});

// What a program filters by who calls belongs to somebody; who takes it by id alone is told, whatever it is called.
import { describe, expect, it, test } from 'vitest';
import { readRuleFiles, readWasm } from '../../../assets.ts';
import { thingOf } from './owned-things.ts';
import { finder, shown, type Sample } from './samples.ts';

const find = await finder({ readRuleFiles, readWasm });

test.each([
  ['prisma.shelf.findMany({})', 'shelf'],
  ["knex('parcels').where({ id })", 'parcel'],
  ['Leave.objects.get(pk=pk)', 'leave'],
  ['db.get(Voyage, voyage_id)', 'voyage'],
  ['db.delete(parcels).where(eq(parcels.id, id))', 'parcel'],
  ['this.boardsService.findById(id)', 'board'],
  ['select(CardRow).where(CardRow.id == id)', 'card'],
  ['repo.get(card_id)', undefined],
  ['db.query(text)', undefined],
])('%s is about %s', (text, thing) => {
  expect(thingOf(text)).toBe(thing);
});

const samples: Sample[] = [
  [
    'found by who calls, deleted by id',
    'src/parcels.js',
    `router.use(requireUser);
router.get('/', async (ctx) => {
  ctx.body = await knex('parcels').where('sender_id', ctx.state.user.id);
});
router.delete('/:id', async (ctx) => {
  await knex('parcels').where('id', ctx.params.id).del();
  ctx.status = 204;
});
`,
    ['object-by-id-without-owner:6'],
  ],
  [
    'a middleware of the file takes it by both',
    'src/parcels.js',
    `router.use(requireUser);
const ownParcel = async (ctx, next) => {
  const parcel = await knex('parcels').where({ id: ctx.params.id, sender_id: ctx.state.user.id }).first();
  ctx.assert(parcel, 404);
  await next();
};
router.get('/', async (ctx) => {
  ctx.body = await knex('parcels').where('sender_id', ctx.state.user.id);
});
router.delete('/:id', ownParcel, async (ctx) => {
  await knex('parcels').where('id', ctx.params.id).del();
  ctx.status = 204;
});
`,
    [],
  ],
  [
    'made in the name of who calls, deleted by id',
    'crew/views.py',
    `@login_required
def sign_on(request):
    Voyage.objects.create(sailor=request.user, port=request.POST["port"])
    return redirect("voyages")

@login_required
def cancel(request, voyage_id):
    voyage = Voyage.objects.get(id=voyage_id)
    voyage.delete()
    return redirect("voyages")
`,
    ['object-by-id-without-owner:8'],
  ],
  [
    'what people write is there to be read',
    'src/posts.js',
    `app.use(requireUser);
app.get('/mine', async (req, res) => {
  res.json(await Post.find({ author: req.user.id }));
});
app.get('/posts/:id', async (req, res) => {
  res.json(await Post.findById(req.params.id));
});
`,
    [],
  ],
  [
    'a dependency asks whether the caller has a part in it',
    'app/fleets.py',
    `router = APIRouter(prefix="/fleets")

async def sailor_of(fleet_id: int, user: User = Depends(get_current_user), db = Depends(get_db)):
    sailor = await db.get(Sailor, (fleet_id, user.id))
    if sailor is None:
        raise HTTPException(404)
    return sailor

@router.get("/{fleet_id}")
async def show(fleet_id: int, _: Sailor = Depends(sailor_of), db = Depends(get_db)):
    return await db.get(Fleet, fleet_id)
`,
    [],
  ],
  [
    'an account that a guard left in the request is who calls',
    'src/meters.py',
    `@bp.get("/meters/<meter_id:int>")
@protected
async def show(request, meter_id: int):
    meter = await meters.get(meter_id)
    if meter["account_id"] != request.ctx.account.id:
        raise NotFound()
    return json(meter)
`,
    [],
  ],
];

describe('what belongs to callers', () => {
  it.each(samples)('%s', (_name, path, body, expected) => {
    expect(shown(find(path, body))).toEqual(expected);
  });
});

const others: Sample[] = [
  [
    'the only guarded one changes the same',
    'app/api/shelves/[id]/route.ts',
    `export async function GET(_: Request, { params }) {
  return Response.json(await db.shelf.findFirst({ where: { id: params.id, open: true } }));
}
export async function PATCH(req: Request, { params }) {
  const session = await auth();
  if (!session) return Response.json({}, { status: 401 });
  await db.shelf.update({ where: { id: params.id, ownerId: session.user.id }, data: { name: 'x' } });
  return Response.json({});
}
export async function DELETE(_: Request, { params }) {
  await db.shelf.delete({ where: { id: params.id } });
  return Response.json({});
}
`,
    ['route-without-siblings-guard:10'],
  ],
  [
    'Hono keeps in its context what a middleware said of who calls',
    'src/index.ts',
    `import { Hono } from 'hono';
const app = new Hono();
app.use('/api/*', jwt({ secret }));
app.get('/api/people', async (c) => {
  if (c.get('jwtPayload').role !== 'admin') return c.json({ error: 'forbidden' }, 403);
  return c.json(await db.select().from(people).all());
});
`,
    [],
  ],
  [
    'the token of a mail lets in',
    'src/password.ts',
    `const app = express();
app.post('/reset', express.json(), async (req, res) => {
  const user = await db.user.findFirst({ where: { resetToken: req.body.token } });
  if (!user) return res.status(400).json({});
  await db.user.update({ where: { id: user.id }, data: { password: await hash(req.body.password) } });
  res.json({});
});
app.listen(3000);
`,
    [],
  ],
  [
    'what stands beside the sign-in is none',
    'src/auth/auth.controller.ts',
    `@Controller('auth')
export class AuthController {
  @Public()
  @Post('users/:id/impersonate')
  impersonate(@Param('id') id: string) {
    return this.auth.tokenFor(id);
  }
  @Public()
  @Post('login')
  login(@Body() body: Credentials) {
    return this.auth.login(body);
  }
}
`,
    ['authorization-opened:3'],
  ],
  [
    "Starlette's middleware says who calls and refuses nobody",
    'app.py',
    `from starlette.applications import Starlette
from starlette.authentication import requires
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.routing import Route

@requires("authenticated")
async def add(request):
    await database.execute(shelves.insert().values(user_id=request.user.id))
    return JSONResponse({})

@requires("authenticated")
async def index(request):
    return JSONResponse(await database.fetch_all(shelves.select().where(shelves.c.user_id == request.user.id)))

async def remove(request):
    await database.execute(shelves.delete().where(shelves.c.id == request.path_params["id"]))
    return Response(status_code=204)

app = Starlette(
    routes=[
        Route("/shelves", index),
        Route("/shelves", add, methods=["POST"]),
        Route("/shelves/{id:int}", remove, methods=["DELETE"]),
    ],
    middleware=[Middleware(AuthenticationMiddleware, backend=Tokens())],
)
`,
    ['route-without-siblings-guard:16'],
  ],
];

describe('beside the others', () => {
  it.each(others)('%s', (_name, path, body, expected) => {
    expect(shown(find(path, body))).toEqual(expected);
  });
});

describe('routers that a server mounts with nothing in front', () => {
  const admin = `import { Router } from 'express';
const router = Router();
router.get('/people', async (req, res) => {
  res.json(await User.find());
});
router.delete('/goods/:id', async (req, res) => {
  await Good.findByIdAndDelete(req.params.id);
  res.sendStatus(204);
});
export default router;
`;
  const server = (mount: string): string => `import express from 'express';
import admin from './routes/admin.js';
import { authenticate, isAdmin } from './auth.js';
const app = express();
${mount}
export default app;
`;
  it.each([
    ["app.use('/admin', admin);", ['sensitive-route-without-guard:3', 'sensitive-route-without-guard:6']],
    ["app.use('/admin', authenticate, isAdmin, admin);", []],
  ])('%s', (mount, expected) => {
    const found = find.together({ 'src/app.js': server(mount), 'src/routes/admin.js': admin });
    expect(shown(found.filter(({ path }) => path === 'src/routes/admin.js'))).toEqual(expected);
  });
});

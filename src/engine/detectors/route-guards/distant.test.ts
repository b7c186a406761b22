// What guards and helpers of other files ask is asked of the routes that name them, and what they take by id is taken there.
import { describe, expect, it } from 'vitest';
import { readRuleFiles, readWasm } from '../../../assets.ts';
import { finder, shown } from './samples.ts';

const find = await finder({ readRuleFiles, readWasm });

/** What is found in the file of the routes. */
function found(routes: string, files: Record<string, string>): string[] {
  return shown(find.together(files).filter(({ path }) => path === routes));
}

describe('Python', () => {
  const views = (decorator: string): string => `from .access import ${decorator}, signed_in

@${decorator}
def dismiss(request, pk):
    sailor = get_object_or_404(Sailor, pk=pk)
    sailor.user.delete()
    return redirect("crew")

@signed_in
def mine(request):
    return render(request, "mine.html", {"crew": Sailor.objects.filter(captain=request.user)})
`;
  const access = `from functools import wraps
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect

def officers(view):
    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if not request.user.groups.filter(name="officers").exists():
            raise PermissionDenied
        return view(request, *args, **kwargs)
    return wrapper

def signed_in(view):
    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect("login")
        return view(request, *args, **kwargs)
    return wrapper

def decorated(view):
    return view
`;
  it.each([
    ['officers', []],
    ['signed_in', ['object-by-id-without-owner:5']],
  ])('a decorator that is called %s', (decorator, expected) => {
    const files = { 'crew/views.py': views(decorator), 'crew/access.py': access };
    expect(found('crew/views.py', files)).toEqual(expected);
  });

  it('a service by the class of its parameter', () => {
    const files = {
      'app/crates.py': `from app.users import current_user
from app.service import CrateService, get_service
router = APIRouter(prefix="/documents")

@router.get("/{doc_id}")
async def one(doc_id: str, user: User = Depends(current_user), svc: CrateService = Depends(get_service)):
    return await svc.seen_by(user, doc_id)

@router.post("/{doc_id}/hand-on")
async def hand_on(doc_id: str, to: str, user: User = Depends(current_user), svc: CrateService = Depends(get_service)):
    await svc.hand_on(doc_id, to)
`,
      'app/service.py': `class CrateService:
    async def seen_by(self, user, doc_id):
        doc = await self.session.get(Document, doc_id)
        if doc.owner_id != user.id:
            raise HTTPException(403)
        return doc

    async def hand_on(self, doc_id, to):
        doc = await self.session.get(Document, doc_id)
        doc.owner_id = to
`,
    };
    expect(found('app/crates.py', files)).toEqual(['object-by-id-without-owner:11']);
  });

  it('a view whose base takes the records of who calls', () => {
    const base = (body: string): Record<string, string> => ({
      'log/views.py': `from rest_framework import viewsets
from rest_framework.permissions import IsAuthenticated
from .base import LogView

class EntryViewSet(LogView, viewsets.ModelViewSet):
    queryset = Entry.objects.all()
    permission_classes = [IsAuthenticated]
`,
      'log/base.py': `class LogView:
    def get_queryset(self):
        ${body}
`,
    });
    expect(
      found('log/views.py', base('return super().get_queryset().filter(owner=self.request.user)')),
    ).toEqual([]);
  });
});

it('a key that knows no users, and an address that a helper makes', () => {
  expect(
    shown(
      find(
        'post/views.py',
        `def key_and_ip_auth(view):
    @wraps(view)
    def inner(request):
        if request.META["REMOTE_ADDR"] not in settings.HOSTS or request.headers.get("Authorization") != settings.KEY:
            return HttpResponse(status=403)
        return view(request)
    return inner

def _address(name, message_id):
    return Message.objects.get(id=message_id).url

@key_and_ip_auth
def keep(request):
    msg = parse(request.FILES["message"])
    return JsonResponse({"url": _address(request.POST["name"], msg["Message-Id"])})
`,
      ),
    ),
  ).toEqual([]);
});

describe('JavaScript', () => {
  const routes = (guard: string): string => `import { Router } from 'express';
import { ${guard} } from './gate.js';
import * as crates from './crates.js';
const router = Router();
router.get('/crates', ${guard}, async (req, res) => {
  res.json(await crates.heldBy(req.user.id));
});
router.post('/crates/:id/hand-on', ${guard}, async (req, res) => {
  await crates.handOn(req.params.id, req.body.to);
  res.sendStatus(204);
});
export default router;
`;
  const files = (guard: string): Record<string, string> => ({
    'src/routes.js': routes(guard),
    'src/gate.js': `export async function known(req, res, next) {
  req.user = await users.byCookie(req.cookies.sid);
  if (!req.user) return res.sendStatus(401);
  next();
}
export async function keeper(req, res, next) {
  const crate = await Crate.findById(req.params.id);
  if (crate.keeper !== req.user.id) return res.sendStatus(404);
  next();
}
`,
    'src/crates.js': `export async function handOn(id, to) {
  await Crate.updateOne({ _id: id }, { $set: { keeper: to } });
}
export function heldBy(id) {
  return Crate.find({ keeper: id });
}
`,
  });
  it.each([
    ['known', ['object-by-id-without-owner:9']],
    ['keeper', []],
  ])('a middleware that is called %s', (guard, expected) => {
    expect(found('src/routes.js', files(guard))).toEqual(expected);
  });

  it('routers in routers, and what looks at a parameter', () => {
    const crates = (param: string): Record<string, string> => ({
      'src/app.js': `const express = require('express');
const app = express();
app.use('/api', requireSession, require('./routes'));
`,
      'src/routes/index.js': `const router = require('express').Router();
router.use('/crates', require('./crates'));
module.exports = router;
`,
      'src/routes/crates.js': `const router = require('express').Router();
${param}
router.get('/', async (req, res) => res.json(await Crate.find({ keeper: req.session.userId })));
router.delete('/:id', async (req, res) => {
  await Crate.deleteOne({ _id: req.params.id });
  res.sendStatus(204);
});
module.exports = router;
`,
    });
    const loads = `router.param('id', async (req, res, next, id) => {
  const crate = await Crate.findById(id);
  if (crate.keeper !== req.session.userId) return res.sendStatus(404);
  next();
});`;
    expect(found('src/routes/crates.js', crates(''))).toEqual(['object-by-id-without-owner:5']);
    expect(found('src/routes/crates.js', crates(loads))).toEqual([]);
  });

  it("procedures under names of the program's own", () => {
    const files = {
      'src/routers/crates.ts': `import { t } from '../trpc';
import { known, inHold } from '../gate';
export const crates = t.router({
  mine: known.query(({ ctx }) => ctx.db.crate.findMany({ where: { keeperId: ctx.user.id } })),
  rename: known.input(named).mutation(({ ctx, input }) =>
    ctx.db.crate.update({ where: { id: input.id }, data: { name: input.name } }),
  ),
  drop: inHold.input(one).mutation(({ ctx, input }) =>
    ctx.db.crate.delete({ where: { id: input.id, holdId: input.holdId } }),
  ),
});
// every procedure of this router asks who calls
`,
      'src/gate.ts': `import { t } from './trpc';
export const known = t.procedure.use(({ ctx, next }) => {
  if (!ctx.user) throw new TRPCError({ code: 'UNAUTHORIZED' });
  return next({ ctx: { user: ctx.user } });
});
export const inHold = known.use(async ({ ctx, rawInput, next }) => {
  const part = await ctx.db.stevedore.findFirst({ where: { holdId: rawInput.holdId, userId: ctx.user.id } });
  if (!part) throw new TRPCError({ code: 'FORBIDDEN' });
  return next();
});
`,
    };
    expect(found('src/routers/crates.ts', files)).toEqual(['object-by-id-without-owner:6']);
  });
});

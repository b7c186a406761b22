// Routes behind a guard that another file puts in front of them are guarded; those that it leaves out are not.
import { describe, expect, it, test } from 'vitest';
import { readRuleFiles, readWasm } from '../../../../assets.ts';
import { wholeFile } from '../../../change.ts';
import { finder } from '../samples.ts';
import { applicationsAround, isApplicationFile } from './files.ts';

const find = await finder({ readRuleFiles, readWasm });

/** The lines of routes that nothing guards, as `path:line`. */
function bare(files: Record<string, string>, unchanged: Record<string, string> = {}): string[] {
  return find
    .together(files, unchanged)
    .filter(({ rule }) => rule === 'sensitive-route-without-guard')
    .map(({ path, start }) => `${path}:${start.line}`);
}

const nextRoute = (table: string): string => `import { db } from '@/lib/db';
export async function DELETE(req, { params }) {
  await db.${table}.delete({ where: { id: params.id } });
  return new Response(null, { status: 204 });
}
`;
const next = (address: string, table = 'user'): Record<string, string> => ({
  [`src/app/${address}/[id]/route.ts`]: nextRoute(table),
});
const nextUser = next('api/users');
const told = ['src/app/api/users/[id]/route.ts:2'];

const config = (matcher: string): string => `\nexport const config = { matcher: ${matcher} };\n`;
const ownMiddleware = (body: string, matcher = ''): string => `import { NextResponse } from 'next/server';
import { getToken } from 'next-auth/jwt';
export async function middleware(request) {
  const { pathname } = request.nextUrl;
${body}
  return NextResponse.next();
}
${matcher === '' ? '' : config(matcher)}`;
const asks = `  const token = await getToken({ req: request });
  if (!token) return NextResponse.redirect(new URL('/login', request.url));`;

describe('Next.js', () => {
  test('without a middleware a route is told', () => {
    expect(bare(nextUser)).toEqual(told);
  });

  it.each<[name: string, middleware: string]>([
    ['next-auth', `export { default } from 'next-auth/middleware';${config("['/api/:path*']")}`],
    [
      'next-auth for everything',
      `import { withAuth } from 'next-auth/middleware';\nexport default withAuth({});\n`,
    ],
    [
      'clerk',
      `import { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server';
const isPublicRoute = createRouteMatcher(['/sign-in(.*)', '/api/webhooks(.*)']);
export default clerkMiddleware(async (auth, req) => { if (!isPublicRoute(req)) await auth.protect(); });
${config("['/((?!_next|.*\\\\..*).*)', '/(api|trpc)(.*)']")}`,
    ],
    ['its own', ownMiddleware(asks, "['/((?!login|_next/static).*)']")],
    ['its own for everything', ownMiddleware(asks)],
    [
      'its own with a list of public pages',
      ownMiddleware(
        `  const publicPaths = ['/', '/login'];\n  if (publicPaths.includes(pathname)) return NextResponse.next();\n${asks}`,
      ),
    ],
    [
      'its own, letting a page through',
      ownMiddleware(
        `  if (pathname.startsWith('/about') || pathname === '/login') return NextResponse.next();\n${asks}`,
      ),
    ],
    [
      'its own within a condition',
      ownMiddleware(
        `  const token = await getToken({ req: request });\n  if (!token && pathname.startsWith('/api')) return NextResponse.json({}, { status: 401 });`,
      ),
    ],
    [
      'its own that leads those who are signed in away from the login',
      ownMiddleware(`  const token = await getToken({ req: request });
  if (pathname.startsWith('/login')) {
    if (token) return NextResponse.redirect(new URL('/dashboard', request.url));
    return NextResponse.next();
  }
  if (!token) return NextResponse.redirect(new URL('/login', request.url));`),
    ],
    [
      'its own unless',
      ownMiddleware(
        `  const token = await getToken({ req: request });\n  if (!token && !pathname.startsWith('/login')) return NextResponse.json({}, { status: 401 });`,
      ),
    ],
    [
      'an object as pattern',
      `export { default } from 'next-auth/middleware';${config("[{ source: '/api/(.*)' }]")}`,
    ],
  ])('is guarded by %s', (_name, middleware) => {
    expect(bare({ ...nextUser, 'src/middleware.ts': middleware })).toEqual([]);
    expect(bare(nextUser, { 'src/middleware.ts': middleware })).toEqual([]);
    expect(bare({ 'src/middleware.ts': middleware, ...next('api/users') })).toEqual([]);
  });

  it.each<[name: string, middleware: string]>([
    ['another part', `export { default } from 'next-auth/middleware';${config("['/dashboard/:path*']")}`],
    ['all but this', ownMiddleware(asks, "['/((?!api|_next/static).*)']")],
    [
      'clerk that protects nothing',
      `import { clerkMiddleware } from '@clerk/nextjs/server';\nexport default clerkMiddleware();\n`,
    ],
    [
      'a list of what it protects',
      ownMiddleware(
        `  const protectedPaths = ['/dashboard', '/settings'];\n  if (!protectedPaths.some((one) => pathname.startsWith(one))) return NextResponse.next();\n${asks}`,
      ),
    ],
    [
      'a list of what is public',
      ownMiddleware(
        `  const publicPaths = ['/login', '/api'];\n  if (publicPaths.some((one) => pathname.startsWith(one))) return NextResponse.next();\n${asks}`,
      ),
    ],
    ['a condition', ownMiddleware(`  if (pathname.startsWith('/dashboard')) {\n${asks}\n  }`)],
    [
      'a condition behind the look at the session',
      ownMiddleware(`  const token = await getToken({ req: request });
  if (!token && pathname.startsWith('/dashboard')) return NextResponse.redirect(new URL('/login', request.url));`),
    ],
    [
      'a branch behind the look at the session',
      ownMiddleware(`  const token = await getToken({ req: request });
  if (pathname.startsWith('/dashboard')) {
    if (!token) return NextResponse.redirect(new URL('/login', request.url));
  }`),
    ],
    [
      'those who look at the session only',
      ownMiddleware(`  const token = await getToken({ req: request });
  const response = NextResponse.next();
  response.headers.set('x-signed-in', String(Boolean(token)));`),
    ],
    [
      'what it lets through',
      ownMiddleware(`  if (pathname.startsWith('/api')) return NextResponse.next();\n${asks}`),
    ],
    [
      'what is no guard',
      ownMiddleware(
        `  const response = NextResponse.next();\n  response.headers.set('x-frame-options', 'DENY');`,
      ),
    ],
    [
      'a language',
      `import createMiddleware from 'next-intl/middleware';\nexport default createMiddleware({ locales: ['en'] });${config("['/((?!_next).*)']")}`,
    ],
  ])('is told beside a middleware for %s', (_name, middleware) => {
    expect(bare({ ...nextUser, 'src/middleware.ts': middleware })).toEqual(told);
  });

  test('the middleware of another application does not count', () => {
    const others = { 'apps/admin/src/middleware.ts': ownMiddleware(asks) };
    expect(bare({ 'apps/web/src/app/api/users/[id]/route.ts': nextRoute('user'), ...others })).toEqual([
      'apps/web/src/app/api/users/[id]/route.ts:2',
    ]);
    expect(bare({ 'apps/admin/src/app/api/users/[id]/route.ts': nextRoute('user'), ...others })).toEqual([]);
  });

  test('where it cannot be told what a pattern lets through, less is said', () => {
    const middleware = `export { default } from 'next-auth/middleware';${config("['/(.{3})/users/(.*)']")}`;
    const [finding] = find.together({ ...nextUser, 'src/middleware.ts': middleware });
    expect(finding?.severity).toBe('low');
  });
});

const svelteRoute = `import { db } from '$lib/server/db';
export const DELETE = async ({ params }) => {
  await db.user.delete({ where: { id: params.id } });
  return new Response(null, { status: 204 });
};
`;
const expressRouter = (table: string): string => `import { Router } from 'express';
import { db } from '../db';
const router = Router();
router.delete('/users/:id', async (req, res) => {
  await db.${table}.delete({ where: { id: req.params.id } });
  res.status(204).end();
});
export default router;
`;
const expressApp = (...uses: string[]): string => `import express from 'express';
import { requireAuth } from './auth';
import users from './routes/users';
const app = express();
${uses.join('\n')}
app.listen(3000);
`;
const nestController = `import { Controller, Delete, Param } from '@nestjs/common';
@Controller('users')
export class UsersController {
  @Delete(':id')
  remove(@Param('id') id) { return this.users.remove(id); }
}
`;
const fastapiRouter = `from fastapi import APIRouter, Depends
from app.db import get_db
router = APIRouter()

@router.delete("/users/{user_id}")
def delete(user_id: int, db=Depends(get_db)):
    db.delete(db.get(User, user_id))
    db.commit()
`;
const fastapiApp = (include: string, app = 'FastAPI()'): string => `from fastapi import Depends, FastAPI
from app.auth import get_current_user
from app.routers import users
app = ${app}
${include}
`;
const blueprint = `from flask import Blueprint
from app.models import User, db
bp = Blueprint("users", __name__)

@bp.route("/users/<int:id>", methods=["DELETE"])
def delete(id):
    db.session.delete(User.query.get_or_404(id))
    db.session.commit()
    return "", 204
`;
const flaskApp = (hook: string): string => `from flask import Flask, abort
from flask_login import current_user
from app.users import bp

def create_app():
    app = Flask(__name__)
    app.register_blueprint(bp)

    @app.before_request
    def before():
        ${hook}

    return app
`;
const restView = `from rest_framework.views import APIView
from rest_framework.response import Response
class UserDelete(APIView):
    def delete(self, request, pk):
        User.objects.filter(pk=pk).delete()
        return Response(status=204)
`;
const djangoView = `from django.http import JsonResponse
def delete_user(request, pk):
    User.objects.filter(pk=pk).delete()
    return JsonResponse({"ok": True})
`;
const djangoMiddleware = (asked: string): string => `class SignedInMiddleware(MiddlewareMixin):
    def process_view(self, request, view_func, view_args, view_kwargs):
        if ${asked}:
            return redirect(settings.LOGIN_URL)
`;
const aspnetController = `using Microsoft.AspNetCore.Mvc;
[ApiController]
[Route("users")]
public class UsersController : ControllerBase
{
    [HttpDelete("{id}")]
    public async Task<IActionResult> Delete(int id)
    {
        _db.Users.Remove(await _db.Users.FindAsync(id));
        await _db.SaveChangesAsync();
        return NoContent();
    }
}
`;
const program = (line: string): string => `var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
${line}
app.Run();
`;
const endpoints = `public static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder app)
    {
        app.MapDelete("/users/{id}", async (int id, Db db) => { db.Users.Remove(await db.Users.FindAsync(id)); await db.SaveChangesAsync(); });
    }
}
`;
const goHandlers = `package handlers
import ("net/http"; "github.com/gin-gonic/gin"; "shop/db")
func Register(r *gin.RouterGroup) {
	r.DELETE("/users/:id", remove)
}
func remove(c *gin.Context) { db.DB.Delete(&db.User{}, "id = ?", c.Param("id")); c.Status(http.StatusNoContent) }
`;
const goMain = (group: string): string => `package main
import ("github.com/gin-gonic/gin"; "shop/handlers"; "shop/middleware")
func main() {
	r := gin.Default()
	api := r.Group("/api"${group})
	handlers.Register(api)
	r.Run()
}
`;

describe('others', () => {
  it.each<
    [
      name: string,
      routes: Record<string, string>,
      guarding: Record<string, string>,
      bareWith: Record<string, string>,
    ]
  >([
    [
      'SvelteKit',
      { 'src/routes/api/users/[id]/+server.ts': svelteRoute },
      {
        'src/hooks.server.ts': `import { error } from '@sveltejs/kit';
export const handle = async ({ event, resolve }) => {
  const session = await event.locals.auth();
  if (!session && event.url.pathname.startsWith('/api')) throw error(401, 'Unauthorized');
  return resolve(event);
};
`,
      },
      { 'src/hooks.server.ts': 'export const handle = async ({ event, resolve }) => resolve(event);\n' },
    ],
    [
      'Express: where the router is mounted',
      { 'src/routes/users.ts': expressRouter('user') },
      { 'src/app.ts': expressApp("app.use('/api', requireAuth, users);") },
      { 'src/app.ts': expressApp("app.use('/api', express.json(), users);") },
    ],
    [
      'Express: in front of the address',
      { 'src/routes/users.ts': expressRouter('user') },
      { 'src/app.ts': expressApp("app.use('/api', requireAuth);", "app.use('/api/users', users);") },
      { 'src/app.ts': expressApp("app.use('/other', requireAuth);", "app.use('/api/users', users);") },
    ],
    [
      'Express: not below it',
      { 'src/routes/users.ts': expressRouter('user') },
      { 'src/app.ts': expressApp('app.use(requireAuth);', "app.use('/api/users', users);") },
      { 'src/app.ts': expressApp("app.use('/api/users', users);", 'app.use(requireAuth);') },
    ],
    [
      'Express: with require',
      { 'routes/users/index.js': expressRouter('user') },
      {
        'server.js':
          "const express = require('express');\nconst { requireAuth } = require('./auth');\nconst app = express();\napp.use('/users', requireAuth, require('./routes/users'));\n",
      },
      {
        'server.js':
          "const express = require('express');\nconst app = express();\napp.use('/users', require('./routes/users'));\n",
      },
    ],
    [
      'NestJS: a provider',
      { 'src/users/users.controller.ts': nestController },
      {
        'src/app.module.ts':
          '@Module({ providers: [{ provide: APP_GUARD, useClass: JwtAuthGuard }] })\nexport class AppModule {}\n',
      },
      {
        'src/app.module.ts':
          '@Module({ providers: [{ provide: APP_GUARD, useClass: ThrottlerGuard }] })\nexport class AppModule {}\n',
      },
    ],
    [
      'NestJS: the start',
      { 'src/users/users.controller.ts': nestController },
      {
        'src/main.ts':
          'const app = await NestFactory.create(AppModule);\napp.useGlobalGuards(new AuthGuard());\n',
      },
      {
        'src/main.ts':
          'const app = await NestFactory.create(AppModule);\napp.useGlobalPipes(new ValidationPipe());\n',
      },
    ],
    [
      'FastAPI: a router',
      { 'app/routers/users.py': fastapiRouter },
      {
        'app/main.py': fastapiApp(
          'app.include_router(users.router, dependencies=[Depends(get_current_user)])',
        ),
      },
      { 'app/main.py': fastapiApp('app.include_router(users.router)') },
    ],
    [
      'FastAPI: the application',
      { 'app/routers/users.py': fastapiRouter },
      {
        'app/main.py': fastapiApp(
          'app.include_router(users.router)',
          'FastAPI(dependencies=[Depends(get_current_user)])',
        ),
      },
      { 'app/main.py': fastapiApp('app.include_router(users.router)', 'FastAPI(title="Shop")') },
    ],
    [
      'Flask',
      { 'app/users.py': blueprint },
      { 'app/__init__.py': flaskApp('if not current_user.is_authenticated:\n            abort(401)') },
      { 'app/__init__.py': flaskApp('g.started = time.time()') },
    ],
    [
      "Django REST framework's settings",
      { 'shop/views.py': restView },
      {
        'shop/settings.py':
          'REST_FRAMEWORK = {"DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"]}\n',
      },
      {
        'shop/settings.py':
          'REST_FRAMEWORK = {"DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"]}\n',
      },
    ],
    [
      "Django's settings",
      { 'orders/views.py': djangoView },
      {
        'shop/settings/base.py': 'MIDDLEWARE = ["django.contrib.auth.middleware.LoginRequiredMiddleware"]\n',
      },
      {
        'shop/settings/base.py':
          'MIDDLEWARE = [\n    # "django.contrib.auth.middleware.LoginRequiredMiddleware",\n    "django.contrib.auth.middleware.AuthenticationMiddleware",\n]\n',
      },
    ],
    [
      "Django's middleware",
      { 'shop/orders/views.py': djangoView },
      { 'shop/middleware.py': djangoMiddleware('not request.user.is_authenticated') },
      { 'shop/middleware.py': djangoMiddleware('request.META["HTTP_HOST"] == "old.example.org"') },
    ],
    [
      "Django's addresses",
      { 'shop/views.py': djangoView },
      {
        'shop/urls.py':
          'from django.contrib.auth.decorators import login_required\nfrom . import views\nurlpatterns = [path("users/<int:pk>/delete", login_required(views.delete_user))]\n',
      },
      {
        'shop/urls.py':
          'from . import views\nurlpatterns = [path("users/<int:pk>/delete", never_cache(views.delete_user))]\n',
      },
    ],
    [
      'ASP.NET: controllers',
      { 'Controllers/UsersController.cs': aspnetController },
      { 'Program.cs': program('app.MapControllers().RequireAuthorization();') },
      { 'Program.cs': program('app.MapControllers();\napp.MapHub<Chat>("/chat").RequireAuthorization();') },
    ],
    [
      'ASP.NET: everything',
      { 'Controllers/UsersController.cs': aspnetController },
      {
        'Startup.cs': program(
          'options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();',
        ),
      },
      { 'Startup.cs': program('options.DefaultPolicy = policy;') },
    ],
    [
      'ASP.NET: endpoints of another file',
      { 'UserEndpoints.cs': endpoints },
      { 'Program.cs': program('app.MapGroup("/api").RequireAuthorization().MapUsers();') },
      {
        'Program.cs': program(
          'app.MapGroup("/api").MapUsers();\napp.MapGroup("/me").RequireAuthorization().MapMe();',
        ),
      },
    ],
    [
      'Go',
      { 'handlers/users.go': goHandlers },
      { 'main.go': goMain(', middleware.RequireAuth()') },
      { 'main.go': goMain('') },
    ],
  ])('%s', (_name, routes, guarding, bareWith) => {
    expect(bare({ ...routes, ...bareWith })).toHaveLength(1);
    expect(bare({ ...routes, ...guarding })).toEqual([]);
    expect(bare(routes, guarding)).toEqual([]);
  });
});

test('a file that builds a server of its own is behind no other', () => {
  const own = blueprint
    .replace(/Blueprint\(.*\)/, 'Flask(__name__)')
    .replace('import Blueprint', 'import Flask');
  const guarded = flaskApp('if not current_user.is_authenticated:\n            abort(401)');
  expect(bare({ 'app/users.py': own.replaceAll('bp', 'app'), 'app/__init__.py': guarded })).toHaveLength(1);
});

test('a file that cannot be read guards nothing and stops nothing', () => {
  const deep = `${'('.repeat(20_000)}`;
  expect(bare({ ...nextUser, 'src/middleware.ts': `export function middleware() { ${deep}` })).toEqual(told);
});

describe('files to read', () => {
  it.each<[path: string, expected: boolean]>([
    ['src/middleware.ts', true],
    ['apps/web/proxy.ts', true],
    ['src/hooks.server.js', true],
    ['src/app.module.ts', true],
    ['shop/settings/base.py', true],
    ['Program.cs', true],
    ['cmd/server/main.go', true],
    ['src/middleware/auth.ts', false],
    ['src/button.tsx', false],
    ['tests/app.ts', false],
  ])('%s', (path, expected) => {
    expect(isApplicationFile(path)).toBe(expected);
  });

  test('those above the routes, the surest first, and few', () => {
    const route = wholeFile('apps/web/src/app/api/users/route.ts', '');
    const paths = [
      'apps/web/src/lib/index.ts',
      'apps/web/src/app/index.ts',
      'apps/web/src/middleware.ts',
      'apps/admin/src/middleware.ts',
      'apps/web/manage.py',
      ...Array.from({ length: 30 }, (_, n) => `apps/web/src/app/m${n}.module.ts`),
    ];
    const chosen = applicationsAround(paths, [route]);
    expect(chosen.slice(0, 2)).toEqual(['apps/web/src/middleware.ts', 'apps/web/src/app/index.ts']);
    expect(chosen).toHaveLength(10);
    expect(applicationsAround(paths, [wholeFile('src/button.tsx', '')])).toEqual([]);
  });
});

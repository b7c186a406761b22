// A guard of a whole application that a change takes away is told; one that moved, or that nobody had, is not.
import { expect, test } from 'vitest';
import { changeOf, type Sides } from '../../../../test/changes.ts';
import { rulesOf } from '../../../../test/detector-findings.ts';
import { readWasm } from '../../../assets.ts';
import { Facts } from '../../facts.ts';
import { loadSyntax } from '../../syntax/parse.ts';
import { weakenedGuards } from './index.ts';

const syntax = await loadSyntax(['typescript', 'python', 'c-sharp'], readWasm);
const rules = rulesOf('weakened-guards');

function found(sides: Sides): { said: string[]; messages: string[] } {
  const change = { ...changeOf(sides), head: 'head' };
  const input = { change, facts: new Facts(), rules, syntax, digest: String, today: '2026-01-01' };
  const findings = [...(weakenedGuards.detectChange?.(input) ?? [])].flatMap((each) =>
    'finding' in each ? [each.finding] : [],
  );
  return {
    said: findings.map(({ severity, rule, path, start }) => `${severity} ${rule} ${path}:${start.line}`),
    messages: findings.map(({ message }) => message),
  };
}

const middleware = (body: string, matcher = "['/api/:path*', '/dashboard/:path*']"): string =>
  `import { NextResponse } from 'next/server';
import { getToken } from 'next-auth/jwt';
export async function middleware(request) {
  const token = await getToken({ req: request });
${body}  return NextResponse.next();
}
export const config = { matcher: ${matcher} };
`;
const refuses = "  if (!token) return NextResponse.redirect(new URL('/login', request.url));\n";
const guarded = middleware(refuses);
const appModule = (providers: string): string =>
  `@Module({ providers: [${providers}] })\nexport class AppModule {}\n`;
const jwtGuard = '{ provide: APP_GUARD, useClass: JwtAuthGuard }';
const settings = (...middlewares: string[]): string =>
  `MIDDLEWARE = [\n${middlewares.map((one) => `    "${one}",\n`).join('')}]\n`;
const login = 'django.contrib.auth.middleware.LoginRequiredMiddleware';
const session = 'django.contrib.sessions.middleware.SessionMiddleware';
const route = (check: string): string =>
  `export async function GET(req) {\n${check}  return Response.json(await list());\n}\n`;

test.each<[name: string, sides: Sides, expected: string[]]>([
  [
    'its check is gone',
    { 'src/middleware.ts': [guarded, middleware('')] },
    ['high authorization-removed src/middleware.ts:5'],
  ],
  [
    'it runs for less',
    { 'src/middleware.ts': [guarded, middleware(refuses, "['/dashboard/:path*']")] },
    ['high authorization-removed src/middleware.ts:8'],
  ],
  [
    'it lets more through',
    {
      'src/middleware.ts': [
        guarded,
        middleware(
          `  if (request.nextUrl.pathname.startsWith('/api')) return NextResponse.next();\n${refuses}`,
        ),
      ],
    },
    ['high authorization-removed src/middleware.ts:5'],
  ],
  [
    'the file is gone',
    { 'src/middleware.ts': [guarded, undefined] },
    ['high authorization-removed src/middleware.ts:4'],
  ],
  [
    'it moved to another name',
    {
      'src/middleware.ts': [guarded, undefined],
      'src/proxy.ts': [undefined, guarded.replace('middleware', 'proxy')],
    },
    [],
  ],
  ['it runs for more', { 'src/middleware.ts': [guarded, middleware(refuses, "['/((?!login).*)']")] }, []],
  [
    'it was rewritten',
    { 'src/middleware.ts': [guarded, `export { default } from 'next-auth/middleware';\n`] },
    [],
  ],
  [
    'routes look after themselves now',
    {
      'src/middleware.ts': [guarded, middleware('')],
      'src/app/api/a/route.ts': [route(''), route("  if (!isAdmin(req)) throw new Error('403');\n")],
    },
    ['medium authorization-removed src/middleware.ts:5'],
  ],
  ['there was none', { 'src/middleware.ts': [middleware('  log(token);\n'), middleware('')] }, []],
  [
    'a provider is gone',
    { 'src/app.module.ts': [appModule(jwtGuard), appModule('')] },
    ['high authorization-removed src/app.module.ts:1'],
  ],
  [
    'a provider moved',
    {
      'src/app.module.ts': [appModule(jwtGuard), appModule('')],
      'src/auth/auth.module.ts': [appModule(''), appModule(jwtGuard)],
    },
    [],
  ],
  [
    'a setting is gone',
    { 'shop/settings.py': [settings(session, login), settings(session)] },
    ['high authorization-removed shop/settings.py:3'],
  ],
  [
    'a policy is gone',
    { 'Program.cs': ['options.FallbackPolicy = policy;\napp.Run();\n', 'app.Run();\n'] },
    ['high authorization-removed Program.cs:1'],
  ],
])('%s', (_name, sides, expected) => {
  expect(found(sides).said).toEqual(expected);
});

test('the message names the guard and what it stood in front of', () => {
  expect(found({ 'src/middleware.ts': [guarded, middleware('')] }).messages).toEqual([
    'Before this change `getToken` stood in front of everything below `/api` and turned strangers away; nothing in this change does so now.',
  ]);
});

// Guards that a change weakens are found; moved, renamed and replaced ones, and code that goes with its guard, are not.
import { describe, expect, test } from 'vitest';
import { rulesOf } from '../../../../test/detector-findings.ts';
import { changeOf, type Sides } from '../../../../test/changes.ts';
import { processorMs, tooLongMs } from '../../../../test/processor-time.ts';
import { Facts } from '../../facts.ts';
import { noSyntax } from '../../syntax/parse.ts';
import { weakenedGuards } from './index.ts';

const rules = rulesOf('weakened-guards', 'code/sql-injection');

function found(sides: Sides, head = 'head'): string[] {
  const change = { ...changeOf(sides), head };
  const input = { change, facts: new Facts(), rules, syntax: noSyntax, digest: String, today: '2026-01-01' };
  return [...(weakenedGuards.detectChange?.(input) ?? [])].flatMap((each) =>
    'finding' in each
      ? [`${each.finding.severity} ${each.finding.rule} ${each.finding.path}:${each.finding.start.line}`]
      : [],
  );
}

const view = (guard: string): string =>
  `from app import db\n\n\n@app.post("/users/<id>/delete")\n${guard}def delete_user(id):\n    db.delete(id)\n    return "ok"\n`;

describe('removed controls', () => {
  test.each<[string, Sides, string[]]>([
    [
      'decorator',
      { 'app/views.py': [view('@login_required\n'), view('')] },
      ['high authorization-removed app/views.py:5'],
    ],
    [
      'middleware of a router',
      {
        'src/routes.js': [
          "router.use(requireAuth);\nrouter.post('/pay', pay);\n",
          "router.post('/pay', pay);\n",
        ],
      },
      ['high authorization-removed src/routes.js:1'],
    ],
    [
      'annotation',
      {
        'src/A.java': [
          'class A {\n  @PreAuthorize("hasRole(\'ADMIN\')")\n  @DeleteMapping("/x")\n  void remove() {\n  }\n}\n',
          'class A {\n  @DeleteMapping("/x")\n  void remove() {\n  }\n}\n',
        ],
      },
      ['high authorization-removed src/A.java:2'],
    ],
    [
      'attribute',
      {
        'A.cs': [
          '[Authorize]\npublic class Orders : Controller\n{\n}\n',
          'public class Orders : Controller\n{\n}\n',
        ],
      },
      ['medium authorization-removed A.cs:1'],
    ],
    [
      'filter of Rails',
      {
        'app/controllers/a_controller.rb': [
          'class A < B\n  before_action :authenticate_user!\n  def update\n  end\nend\n',
          'class A < B\n  def update\n  end\nend\n',
        ],
      },
      ['high authorization-removed app/controllers/a_controller.rb:2'],
    ],
    [
      'middleware of a chain',
      { 'r.go': ['\tm.With(requireAdmin).Post("/x", x)\n', '\tm.Post("/x", x)\n'] },
      ['high authorization-removed r.go:1'],
    ],
    [
      'middleware of one route',
      {
        'src/routes.js': [
          "router.post('/admin/reset', requireAdmin, reset);\n",
          "router.post('/admin/reset', reset);\n",
        ],
      },
      ['high authorization-removed src/routes.js:1'],
    ],
    [
      'middleware of one route in Go',
      { 'r.go': ['\tr.DELETE("/u/:id", RequireAuth(), drop)\n', '\tr.DELETE("/u/:id", drop)\n'] },
      ['high authorization-removed r.go:1'],
    ],
    [
      'commented out',
      {
        'a.py': [
          '@login_required\ndef wipe(r):\n    drop()\n',
          '# @login_required\ndef wipe(r):\n    drop()\n',
        ],
      },
      ['medium authorization-removed a.py:1'],
    ],
    [
      'only where a setting says so',
      {
        'a.js': [
          'function wipe(req) {\n  requireAdmin(req);\n  drop();\n}\n',
          'function wipe(req) {\n  if (process.env.CHECK) requireAdmin(req);\n  drop();\n}\n',
        ],
      },
      ['medium authorization-removed a.js:2'],
    ],
    [
      'open to all',
      {
        'a.py': [
          'class A(APIView):\n    permission_classes = [IsAuthenticated]\n    name = 1\n',
          'class A(APIView):\n    permission_classes = [AllowAny]\n    name = 1\n',
        ],
      },
      ['medium authorization-removed a.py:2'],
    ],
    [
      'whose row it is',
      {
        'a.py': [
          'def order(request, id):\n    return Order.objects.get(pk=id, owner=request.user)\n',
          'def order(request, id):\n    return Order.objects.get(pk=id)\n',
        ],
      },
      ['medium ownership-filter-removed a.py:2'],
    ],
    [
      'through whom it is found',
      { 'a.rb': ['@o = current_user.orders.find(params[:id])\n', '@o = Order.find(params[:id])\n'] },
      ['medium ownership-filter-removed a.rb:1'],
    ],
    [
      'validation of a parameter',
      {
        'A.java': [
          '  @PostMapping("/u")\n  void save(@Valid @RequestBody U u) {\n    repo.save(u);\n  }\n',
          '  @PostMapping("/u")\n  void save(@RequestBody U u) {\n    repo.save(u);\n  }\n',
        ],
      },
      ['medium validation-removed A.java:2'],
    ],
    [
      'password',
      {
        'a.py': [
          'def login(u, p):\n    if not bcrypt.checkpw(p, u.hash):\n        raise Denied()\n    return session(u)\n',
          'def login(u, p):\n    return session(u)\n',
        ],
      },
      ['medium authorization-removed a.py:2'],
    ],
    [
      'limit of a login',
      {
        'app.js': [
          "app.use('/login', rateLimit({ max: 5 }));\napp.post('/login', login);\n",
          "app.post('/login', login);\n",
        ],
      },
      ['medium request-protection-removed app.js:1'],
    ],
    [
      'check inside',
      {
        'app/x.py': [
          'def remove(user, doc):\n    if not user.is_admin:\n        raise Forbidden()\n    doc.delete()\n',
          'def remove(user, doc):\n    doc.delete()\n',
        ],
      },
      ['high authorization-removed app/x.py:2'],
    ],
    [
      'schema',
      {
        'src/a.ts': [
          'export async function f(req) {\n  const body = userSchema.parse(req.body);\n  return save(body);\n}\n',
          'export async function f(req) {\n  const body = req.body;\n  return save(body);\n}\n',
        ],
      },
      ['medium validation-removed src/a.ts:2'],
    ],
    [
      'signature of a webhook',
      {
        'src/hook.js': [
          'function hook(req) {\n  const event = stripe.webhooks.constructEvent(req.body, sig, secret);\n  return handle(event);\n}\n',
          'function hook(req) {\n  const event = JSON.parse(req.body);\n  return handle(event);\n}\n',
        ],
      },
      ['high signature-check-removed src/hook.js:2'],
    ],
    [
      'filter on the owner',
      {
        'src/a.ts': [
          'export const list = (req) =>\n  db.invoice.findMany({ where: { userId: req.user.id } });\nexport const x = 1;\n',
          'export const list = (req) =>\n  db.invoice.findMany({});\nexport const x = 1;\n',
        ],
      },
      ['medium ownership-filter-removed src/a.ts:2'],
    ],
    [
      'headers',
      { 'src/app.js': ["app.use(helmet());\napp.use('/api', api);\n", "app.use('/api', api);\n"] },
      ['medium request-protection-removed src/app.js:1'],
    ],
  ])('%s', (_name, sides, expected) => {
    expect(found(sides)).toEqual(expected);
  });

  test.each<[string, Sides]>([
    [
      'moved to the router',
      {
        'app/views.py': [view('@login_required\n'), view('')],
        'app/__init__.py': ['x = 1\n', 'x = 1\nadmin.before_request(login_required)\n'],
      },
    ],
    [
      'another guard in its place',
      { 'app/views.py': [view('@login_required\n'), view('@admin_required\n')] },
    ],
    [
      'renamed',
      {
        'src/routes.js': [
          "router.use(requireAuth);\nrouter.post('/pay', pay);\n",
          "router.use(requireAuthentication);\nrouter.post('/pay', pay);\n",
        ],
      },
    ],
    ['gone with its code', { 'app/views.py': [view('@login_required\n'), 'from app import db\n'] }],
    [
      'moved with its code',
      {
        'app/views.py': [view('@login_required\n'), 'from app import db\n'],
        'app/users.py': [undefined, view('@login_required\n')],
      },
    ],
    [
      'reformatted',
      {
        'src/routes.js': [
          "router.use(requireAuth);\nrouter.post('/pay', pay);\n",
          "router.use(\n  requireAuth,\n);\nrouter.post('/pay', pay);\n",
        ],
      },
    ],
    [
      'comment and import',
      { 'src/a.js': ["// checks isAdmin\nimport { requireAuth } from './auth';\nrun();\n", 'run();\n'] },
    ],
    [
      'of the router',
      {
        'r.js': [
          "router.post('/admin/x', requireAdmin, x);\n",
          "adminRouter.use(requireAdmin);\nadminRouter.post('/admin/x', x);\n",
        ],
      },
    ],
    [
      'gone with its route',
      {
        'r.js': [
          "router.get('/check', checkHealth, report);\nb();\n",
          "router.get('/health', health);\nb();\n",
        ],
      },
    ],
    [
      'by an alias of the dependency',
      {
        'r.py': [
          'def a(user: User = Depends(current_user)):\n    return x(user)\n',
          'def a(user: CurrentUser):\n    return x(user)\n',
        ],
      },
    ],
    [
      'by another of its kind',
      { 'a.ts': ["app.get('/me', requireAuth, me);\n", "app.get('/me', auth(), me);\n"] },
    ],
    [
      'by a parser',
      {
        'a.ts': [
          'const input = schema.parse(body);\nsave(input);\n',
          'const input = parseInput(body);\nsave(input);\n',
        ],
      },
    ],
    [
      'in a scope',
      {
        'v.py': [
          'def a(request, id):\n    return Order.objects.get(pk=id, owner=request.user)\n',
          'def a(request, id):\n    return Order.objects.for_user(request.user).get(pk=id)\n',
        ],
      },
    ],
    [
      'by a helper',
      {
        'w.py': [
          'def hook(r):\n    if not hmac.compare_digest(sig(r), r.headers["X"]):\n        abort(401)\n    handle(r)\n',
          'def hook(r):\n    if not signature_is_valid(r):\n        abort(401)\n    handle(r)\n',
        ],
      },
    ],
    [
      'by a setter that needs no escaping',
      {
        'a.js': [
          'function f(li) {\n  html += "<li>" + escapeHtml(li.name);\n}\n',
          'function f(li) {\n  li.textContent = li.name;\n}\n',
        ],
      },
    ],
    [
      'method gone',
      {
        'A.java': [
          'class A {\n  @PreAuthorize("x")\n  void old() {\n    a();\n  }\n\n  void keep() {\n    b();\n  }\n}\n',
          'class A {\n  void keep() {\n    b();\n  }\n}\n',
        ],
      },
    ],
    [
      'on a condition of its own kind',
      {
        'a.js': [
          'function f(req) {\n  requireAdmin(req);\n  drop();\n}\n',
          'function f(req) {\n  if (!req.internal) requireAdmin(req);\n  drop();\n}\n',
        ],
      },
    ],
    ['in tests', { 'tests/test_a.py': ['@login_required\ndef a():\n    pass\n', 'def a():\n    pass\n'] }],
  ])('kept: %s', (_name, sides) => {
    expect(found(sides)).toEqual([]);
  });
});

test("a scanner's list of what it passes over that grows", () => {
  expect(found({ '.gitleaksignore': ['a\n', 'a\nconfig/x.env:generic:3\n'] })).toEqual([
    'low scanner-ignore-list-grown .gitleaksignore:2',
  ]);
  expect(found({ '.gitleaksignore': ['a\nb\n', 'b\na\n'] })).toEqual([]);
});

test.each<[string, Sides, string[]]>([
  [
    'a new list',
    { '.trivyignore': [undefined, 'CVE-2026-1\n'] },
    ['low scanner-ignore-list-grown .trivyignore:1'],
  ],
  [
    'a rule for security that is off now',
    {
      '.eslintrc.json': [
        '{ "rules": {\n"security/detect-eval": "error"\n} }\n',
        '{ "rules": {\n"security/detect-eval": "off"\n} }\n',
      ],
    },
    ['low scanner-ignore-list-grown .eslintrc.json:2'],
  ],
  [
    'a rule for style that is off now',
    { '.eslintrc.json': ['{ "rules": {\n"semi": "error"\n} }\n', '{ "rules": {\n"semi": "off"\n} }\n'] },
    [],
  ],
  [
    'no updates',
    { '.github/dependabot.yml': ['updates:\n', 'updates:\n  ignore:\n    - dependency-name: "*"\n'] },
    ['low scanner-ignore-list-grown .github/dependabot.yml:3'],
  ],
  [
    'secrets that may be committed',
    { '.gitignore': ['dist\n.env\n*.pem\n', 'dist\n'] },
    ['medium secrets-no-longer-ignored .gitignore:2'],
  ],
  ['a wider entry', { '.gitignore': ['dist\n.env\n', 'dist\n.env*\n'] }, []],
  ['other entries', { '.gitignore': ['dist\n.cache\n', 'dist\n'] }, []],
  ['entries that moved', { '.gitignore': ['.env\ndist\n', 'dist\n.env\n'] }, []],
])('lists: %s', (_name, sides, expected) => {
  expect(found(sides)).toEqual(expected);
});

test('a folder that is read as a whole has nothing before it', () => {
  expect(found({ '.trivyignore': [undefined, 'CVE-2026-1\n'] }, 'files')).toEqual([]);
});

const checks = 'on: pull_request\njobs:\n  a:\n    steps:\n      - run: npm test\n      - run: npm audit\n';
test.each<[string, Sides, string[]]>([
  [
    'the step of the tests gone',
    { '.github/workflows/ci.yml': [checks, checks.replace('      - run: npm test\n', '')] },
    ['low pipeline-check-removed .github/workflows/ci.yml:5'],
  ],
  [
    'the step of the tests by another tool',
    { '.github/workflows/ci.yml': [checks, checks.replace('npm test', 'pnpm test')] },
    [],
  ],
  [
    'a job that never runs',
    { '.github/workflows/ci.yml': [checks, checks.replace('    steps', '    if: false\n    steps')] },
    ['low pipeline-check-tolerated .github/workflows/ci.yml:4'],
  ],
  [
    'not on pull requests',
    { '.github/workflows/ci.yml': [checks, checks.replace('pull_request', 'workflow_dispatch')] },
    ['low pipeline-check-removed .github/workflows/ci.yml:1'],
  ],
  [
    'a script that does nothing',
    {
      'package.json': [
        '{ "scripts": {\n"test": "vitest run"\n} }\n',
        '{ "scripts": {\n"test": "echo ok"\n} }\n',
      ],
    },
    ['medium pipeline-check-removed package.json:2'],
  ],
  [
    'types less strict',
    { 'tsconfig.json': ['{\n"strict": true\n}\n', '{\n"strict": false\n}\n'] },
    ['low threshold-lowered tsconfig.json:2'],
  ],
  [
    'an assertion that always holds',
    {
      'a.test.js': [
        "it('adds', () => {\n  const r = f();\n  expect(r.ok).toBe(false);\n});\n",
        "it('adds', () => {\n  const r = f();\n  expect(true).toBe(true);\n});\n",
      ],
    },
    ['low assertions-removed a.test.js:3'],
  ],
  [
    'printed in place of asserted',
    {
      'tests/test_a.py': [
        'def test_a():\n    r = f()\n    assert r == 1\n',
        'def test_a():\n    r = f()\n    print(r)\n',
      ],
    },
    ['low assertions-removed tests/test_a.py:3'],
  ],
])('checks: %s', (_name, sides, expected) => {
  expect(found(sides)).toEqual(expected);
});

describe('own policy', () => {
  const policy = (text: string): string => `version: 1\n${text}`;
  test.each<[string, [string, string | undefined], string[]]>([
    [
      'no longer fails',
      [policy('mode: enforce\n'), policy('mode: monitor\n')],
      ['high langguard-policy-weakened .langguard.yml:2'],
    ],
    [
      'rule off',
      [
        policy('mode: enforce\n'),
        policy('mode: enforce\nrules:\n  sql-from-interpolation:\n    severity: off\n'),
      ],
      ['high langguard-policy-weakened .langguard.yml:4'],
    ],
    [
      'a tool more',
      [
        policy('ai:\n  tools: { approved: [{ tool: claude-code }] }\n'),
        policy('ai:\n  tools: { approved: [{ tool: claude-code }, { tool: cursor }] }\n'),
      ],
      ['high langguard-policy-weakened .langguard.yml:2'],
    ],
    [
      'no disclosure',
      [policy('ai:\n  require_disclosure: true\n'), policy('ai:\n  require_disclosure: false\n')],
      ['high langguard-policy-weakened .langguard.yml:2'],
    ],
    [
      'a class fewer',
      [policy('ai:\n  data: { restricted: { paths: [pay/] } }\n'), policy('mode: monitor\n')],
      ['high langguard-policy-weakened .langguard.yml:1'],
    ],
    [
      'a list where there was none',
      [policy('mode: monitor\n'), policy('ai:\n  servers: { approved: [] }\n  fail_on: low\n')],
      [],
    ],
    ['stricter', [policy('mode: monitor\n'), policy('mode: enforce\n')], []],
    ['deleted', [policy('mode: enforce\n'), undefined], ['high langguard-policy-weakened .langguard.yml:1']],
  ])('%s', (_name, sides, expected) => {
    expect(found({ '.langguard.yml': sides })).toEqual(expected);
  });
});

describe('tests', () => {
  const suite = (line: string): string =>
    `describe('x', () => {\n  ${line} () => {\n    expect(a).toBe(1);\n  });\n});\n`;
  test.each<[string, Sides, string[]]>([
    [
      'skipped',
      { 'a.test.js': [suite("it('adds',"), suite("it.skip('adds',")] },
      ['low test-skipped a.test.js:2'],
    ],
    [
      'skipped, of a guard',
      {
        'a.test.js': [
          suite("it('rejects without permission',"),
          suite("it.skip('rejects without permission',"),
        ],
      },
      ['medium test-skipped a.test.js:2'],
    ],
    [
      'alone',
      { 'a.test.js': [suite("it('adds',"), suite("it.only('adds',")] },
      ['low test-skipped a.test.js:2'],
    ],
    ['new and waiting', { 'a.test.js': ['', suite("it.skip('adds',")] }, []],
    [
      'skipped in Python',
      {
        'tests/test_a.py': [
          'def test_a():\n    assert f()\n',
          '@pytest.mark.skip\ndef test_a():\n    assert f()\n',
        ],
      },
      ['low test-skipped tests/test_a.py:1'],
    ],
    [
      'emptied',
      { 'a.test.js': [suite("it('adds',"), "describe('x', () => {\n  it('adds', () => {\n  });\n});\n"] },
      ['low assertions-removed a.test.js:3'],
    ],
    [
      'deleted',
      { 'src/auth.test.js': [suite("it('adds',"), undefined], 'src/auth.js': ['a\n', 'b\n'] },
      ['medium tests-deleted src/auth.test.js:1'],
    ],
    [
      'deleted with its subject',
      { 'src/auth.test.js': [suite("it('adds',"), undefined], 'src/auth.js': ['a\n', undefined] },
      [],
    ],
    ['changed', { 'a.test.js': [suite("it('adds',"), suite("it('adds two',")] }, []],
  ])('%s', (_name, sides, expected) => {
    expect(found(sides)).toEqual(expected);
  });
});

describe('pipeline', () => {
  const workflow = (steps: string): string =>
    `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`;
  const path = '.github/workflows/ci.yml';
  test.each<[string, Sides, string[]]>([
    [
      'scanner gone',
      {
        [path]: [
          workflow('      - run: npm test\n      - uses: github/codeql-action/analyze@v3\n'),
          workflow('      - run: npm test\n'),
        ],
      },
      [`medium pipeline-check-removed ${path}:7`],
    ],
    [
      'scanner moved',
      {
        [path]: [
          workflow('      - uses: github/codeql-action/analyze@v3\n'),
          workflow('      - run: npm test\n'),
        ],
        '.github/workflows/b.yml': [undefined, workflow('      - uses: github/codeql-action/analyze@v3\n')],
      },
      [],
    ],
    [
      'may fail',
      {
        [path]: [
          workflow('      - name: s\n        run: semgrep ci\n'),
          workflow('      - name: s\n        run: semgrep ci\n        continue-on-error: true\n'),
        ],
      },
      [`medium pipeline-check-tolerated ${path}:8`],
    ],
    [
      'owners',
      { '.github/CODEOWNERS': ['/auth/ @octo/security\n* @octo/all\n', '* @octo/all\n'] },
      ['medium owners-removed .github/CODEOWNERS:1'],
    ],
    [
      'coverage',
      { 'vitest.config.ts': ['  lines: 90,\n', '  lines: 60,\n'] },
      ['low threshold-lowered vitest.config.ts:1'],
    ],
    ['coverage raised', { 'vitest.config.ts': ['  lines: 60,\n', '  lines: 90,\n'] }, []],
    [
      'lockfile',
      { [path]: [workflow('      - run: npm ci\n'), workflow('      - run: npm install\n')] },
      [`low pipeline-check-removed ${path}:6`],
    ],
  ])('%s', (_name, sides, expected) => {
    expect(found(sides)).toEqual(expected);
  });
});

test('a line of blanks behind an assertion is read in little time', () => {
  const started = processorMs();
  const test = (line: string): string => `def test_sum():\n    ${line}\n`;
  found({ 'tests/test_sum.py': [test('assert sum() == 3'), test(`assert 1${' '.repeat(20_000)}x`)] });
  expect(processorMs() - started).toBeLessThan(tooLongMs);
});

// The dataflow engine on small programs: what reaches which sink, from where, and what does not.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadSyntax, type Syntax } from '../syntax/parse.ts';
import { runFlow } from './index.ts';
import { modelSchema, type Model } from './models.ts';
import { processorMs, tooLongMs } from '../../../test/processor-time.ts';

const require = createRequire(import.meta.url);
let syntax: Syntax;

beforeAll(async () => {
  syntax = await loadSyntax(['python', 'javascript', 'typescript', 'tsx'], (file) =>
    readFile(
      require.resolve(
        file === 'web-tree-sitter.wasm' ? `web-tree-sitter/${file}` : `@vscode/tree-sitter-wasm/wasm/${file}`,
      ),
    ),
  );
});

const models: Model[] = [
  modelSchema.parse({
    framework: 'test',
    languages: ['python', 'javascript'],
    sources: [
      {
        path: ['request', 'http.Request'],
        kind: 'request',
        below: true,
        except: ['user'],
      },
      { path: 'input()', kind: 'environment' },
    ],
    parameters: [
      { names: ['req'], is: 'http.Request' },
      { decorators: ['Query'], kind: 'request' },
    ],
    handlers: [
      { decorator: 'app.route', parameters: ['request'], except: ['Depends'] },
      { call: '*.get', on: '^app\\.', parameters: ['http.Request', '-'] },
    ],
    sinks: [
      { kind: 'sql', call: ['*.execute', '*.query'], arg: [0, 'sql'] },
      { kind: 'shell', call: 'os.system' },
      { kind: 'code', call: 'eval' },
      { kind: 'html', assign: '*.innerHTML' },
      { kind: 'mass', call: ['User.create'], arg: [0] },
      { kind: 'path', call: ['open', 'fs.readFile'] },
      { kind: 'url', call: ['fetch', 'requests.get'] },
    ],
    sanitizers: [
      { call: ['int', 'parseInt', 'Number'], cleans: ['*'] },
      { call: ['html.escape', 'escapeHtml'], cleans: ['html'] },
      { call: ['path.basename', 'os.path.basename'], cleans: ['path'] },
    ],
  }),
];

/** One line per hit: `line kind source/position`, in order of lines. */
function hits(code: string, grammar: string): string[] {
  const tree = syntax.parse(code, grammar);
  if ('reason' in tree) throw new Error(tree.reason);
  return runFlow(tree, models)
    .hits.toSorted((a, b) => a.node.start - b.node.start)
    .map((hit) => {
      const ways = [
        ...new Set(
          hit.ways.map((way) => `${way.taint.source}/${way.position}${way.taint.partly ? '~' : ''}`),
        ),
      ];
      return `${hit.node.region.start.line} ${hit.place === 'build' ? 'build ' : ''}${hit.kind} ${ways.join(' ')}`;
    });
}

const python: [name: string, code: string, expected: string[]][] = [
  [
    'concatenation',
    'db.execute("SELECT a FROM t WHERE b = \'" + request.args["b"] + "\'")',
    ['1 sql request/value'],
  ],
  ['percent', 'db.execute("SELECT a FROM t WHERE b = \'%s\'" % request.args["b"])', ['1 sql request/value']],
  ['percent with a number', 'db.execute("SELECT a FROM t WHERE b = %d" % request.args["b"])', []],
  ['format', 'db.execute("SELECT a FROM t WHERE b = {}".format(request.args["b"]))', ['1 sql request/value']],
  [
    'format with spread values',
    'db.execute("SELECT {c} FROM t WHERE b = {b}".format(c="a", **request.args))',
    ['1 sql request/value'],
  ],
  [
    'named format',
    'db.execute("SELECT a FROM {t} WHERE b = 1".format(t=request.args["t"]))',
    ['1 sql request/name'],
  ],
  [
    'f-string',
    'q = f"SELECT a FROM t WHERE b = \'{request.args[0]}\'"\ndb.execute(q)',
    ['2 sql request/value'],
  ],
  [
    'growing string',
    'q = "SELECT a FROM t"\nq += " WHERE b = " + request.form["b"]\ndb.execute(q)',
    ['3 sql request/value'],
  ],
  [
    'keyword argument',
    'db.execute(sql="DELETE FROM t WHERE b = " + request.form["b"])',
    ['1 sql request/value'],
  ],
  ['bound values', 'db.execute("SELECT a FROM t WHERE b = ?", (request.args["b"],))', []],
  ['cast', 'b = int(request.args["b"])\ndb.execute(f"SELECT a FROM t WHERE b = {b}")', []],
  ['constant', 'T = "t"\ndb.execute(f"SELECT a FROM {T}")', []],
  [
    'placeholders',
    'm = ",".join("?" for _ in request.json)\ndb.execute(f"SELECT a FROM t WHERE b IN ({m})", request.json)',
    [],
  ],
  ['reassigned', 'b = request.args["b"]\nb = "x"\ndb.execute("SELECT a FROM t WHERE b = " + b)', []],
  [
    'list of clauses',
    'w = []\nw.append("b = " + request.args["b"])\ndb.execute("SELECT a FROM t WHERE " + " AND ".join(w))',
    ['3 sql request/value'],
  ],
  ['allow list, positive', 'b = request.args["b"]\nif b in ("x", "y"):\n    os.system("ls " + b)', []],
  [
    'allow list, early exit',
    'def f():\n    b = request.args["b"]\n    if b not in ALLOWED:\n        return\n    os.system("ls " + b)',
    [],
  ],
  [
    'allow list, fallback',
    'b = request.args["b"]\nif b not in ("x", "y"):\n    b = "x"\nos.system("ls " + b)',
    [],
  ],
  [
    'guard that protects nothing',
    'b = request.args["b"]\nif b in ALLOWED:\n    pass\nos.system("ls " + b)',
    ['4 shell request/part'],
  ],
  [
    'strict pattern',
    'import re\nb = request.args["b"]\nif not re.fullmatch(r"[a-z0-9_]+", b):\n    raise ValueError\nos.system("ls " + b)',
    [],
  ],
  [
    'loose pattern',
    'import re\nb = request.args["b"]\nif not re.match(r".+", b):\n    raise ValueError\nos.system("ls " + b)',
    ['5 shell request/part'],
  ],
  [
    'helper with the sink',
    'def run(c):\n    os.system(c)\nrun(request.args["c"])',
    ['2 shell request/whole'],
  ],
  [
    'helper that returns',
    'def name():\n    return request.args["n"]\nos.system("ls " + name())',
    ['3 shell request/part'],
  ],
  ['local sanitizer', 'def clean(x):\n    return int(x)\nos.system("ls %s" % clean(request.args["x"]))', []],
  [
    'unknown sanitizer',
    'os.system("ls " + sanitize(request.args["x"]))',
    ['1 shell request/part~ dynamic/part~'],
  ],
  ['handler parameter', '@app.route("/<n>")\ndef f(n):\n    os.system("ls " + n)', ['3 shell request/part']],
  ['typed handler parameter', '@app.route("/<n>")\ndef f(n: int):\n    os.system("ls " + n)', []],
  [
    'injected handler parameter',
    '@app.route("/")\ndef f(db=Depends(get_db)):\n    db.execute("SELECT 1")',
    [],
  ],
  ['public parameter', 'def f(n):\n    os.system("ls " + n)', ['2 shell parameter/part']],
  ['excluded property', 'os.system("ls " + request.user.name)', []],
  ['loop', 'for n in request.json:\n    os.system("ls " + n)', ['2 shell request/part']],
  [
    'dictionary',
    'd = {"c": request.args["c"], "ok": "ls"}\nos.system(d["c"])\nos.system(d["ok"])',
    ['2 shell request/whole'],
  ],
  ['unpacking', 'a, b = request.args["a"], "x"\nos.system(b)\nos.system(a)', ['3 shell request/whole']],
  ['conditional expression', 'b = request.args["b"]\nc = b if b in OK else "x"\nos.system(c)', []],
  [
    'instance field',
    'class A:\n    def __init__(self):\n        self.c = request.args["c"]\n    def go(self):\n        os.system(self.c)',
    ['5 shell request/whole'],
  ],
  [
    'try and except',
    'try:\n    c = request.args["c"]\nexcept KeyError:\n    c = "ls"\nos.system(c)',
    ['5 shell request/whole'],
  ],
  ['aliased import', 'from os import system as s\ns(request.args["c"])', ['2 shell request/whole']],
  [
    'statement that is only built',
    'def q(n):\n    return f"SELECT a FROM t WHERE n = \'{n}\'"',
    ['2 build sql parameter/value'],
  ],
  ['prose with select', 'def q(n):\n    return f"please select {n} from the list"', []],
  ['basename', 'import os\nopen("x/" + os.path.basename(request.args["f"]))', []],
  [
    'path of a URL',
    'import requests\nrequests.get("https://a.example/" + request.args["p"])',
    ['2 url request/part'],
  ],
  ['host of a URL', 'import requests\nrequests.get("https://" + request.args["h"])', ['2 url request/host']],
  ['environment', 'eval(input())', ['1 code environment/whole']],
  ['lambda', 'f = lambda c: os.system(c)\nf(request.args["c"])', ['1 shell request/whole']],
  ['walrus', 'if (c := request.args.get("c")):\n    os.system(c)', ['2 shell request/whole']],
  ['with', 'with wrap(request.args["c"]) as c:\n    os.system(c)', ['2 shell request/whole dynamic/whole']],
];

const javascript: [name: string, code: string, expected: string[]][] = [
  [
    'keys of the body spread into an object',
    'app.get("/", (req) => {\n  const data = req.body;\n  User.create({ ...data, id: 1 });\n})',
    ['3 mass request/whole'],
  ],
  [
    'named keys beside a spread constant',
    'app.get("/", (req) => User.create({ ...defaults, name: req.body.name }))',
    [],
  ],
  [
    'what an unknown function made',
    'app.get("/", (req) => {\n  const user = load(req.body.id);\n  User.create({ ...user });\n})',
    [],
  ],
  [
    'template',
    'app.get("/", (req) => db.query(`SELECT a FROM t WHERE b = ${req.query.b}`))',
    ['1 sql request/value'],
  ],
  [
    'concatenation',
    'app.get("/", (req) => { let q = "SELECT a FROM t"; q += " WHERE b = \'" + req.query.b + "\'"; db.query(q); })',
    ['1 sql request/value'],
  ],
  [
    'destructured',
    'app.get("/", ({ query: { b } }) => db.query("SELECT a FROM t WHERE b = " + b))',
    ['1 sql request/value'],
  ],
  [
    'concat method',
    'app.get("/", (req) => db.query("SELECT a FROM t WHERE b = ".concat(req.query.b)))',
    ['1 sql request/value'],
  ],
  [
    'array join',
    'app.get("/", (req) => { const w = []; w.push(`b = ${req.query.b}`); db.query("SELECT a FROM t WHERE " + w.join(" AND ")); })',
    ['1 sql request/value'],
  ],
  [
    'placeholders',
    'app.get("/", (req) => { const m = req.body.map(() => "?").join(); db.query(`SELECT a FROM t WHERE b IN (${m})`, req.body); })',
    [],
  ],
  ['number', 'app.get("/", (req) => db.query(`SELECT a FROM t LIMIT ${Number(req.query.n)}`))', []],
  ['unary plus', 'app.get("/", (req) => db.query(`SELECT a FROM t LIMIT ${+req.query.n}`))', []],
  ['tagged template', 'app.get("/", (req) => db.query(sql`SELECT a FROM t WHERE b = ${req.query.b}`))', []],
  [
    'early exit',
    'app.get("/", (req, res) => { const b = req.query.b; if (!OK.includes(b)) return; db.query("SELECT a FROM t ORDER BY " + b); })',
    [],
  ],
  [
    'ternary',
    'app.get("/", (req) => { const b = OK.has(req.query.b) ? req.query.b : "a"; db.query("SELECT a FROM t ORDER BY " + b); })',
    [],
  ],
  ['switch', 'app.get("/", (req) => { const b = req.query.b; switch (b) { case "a": eval(b); } })', []],
  ['object lookup', 'const C = { a: "x" }; app.get("/", (req) => eval(C[req.query.c]))', []],
  [
    'callback',
    'app.get("/", (req) => { req.body.items.forEach((one) => eval(one)); })',
    ['1 code request/whole'],
  ],
  [
    'promise',
    'app.get("/", (req) => { req.json().then((body) => eval(body.code)); })',
    ['1 code request/whole'],
  ],
  [
    'await',
    'app.get("/", async (req) => { const { code } = await req.json(); eval(code); })',
    ['1 code request/whole'],
  ],
  [
    'named handler',
    'app.get("/", show);\nfunction show(req) { eval(req.query.c); }',
    ['2 code request/whole'],
  ],
  ['by parameter name', 'exports.show = (req) => eval(req.query.c);', ['1 code request/whole']],
  [
    'class and decorator',
    "class C { find(@Query() q: string) { return this.db.query(`SELECT a FROM t WHERE b = '${q}'`); } }",
    ['1 sql request/value'],
  ],
  [
    'method of the same class',
    'class C { go(req) { this.run(req.query.c); } run(c) { eval(c); } }',
    ['1 code request/whole'],
  ],
  ['private helper with constants', 'function run(c) { eval(c); }\nrun("1 + 1");\nexport const x = 1;', []],
  ['escaped', 'app.get("/", (req) => { el.innerHTML = escapeHtml(req.query.n); })', []],
  [
    'escape of another kind',
    'app.get("/", (req) => { eval(escapeHtml(req.query.n)); })',
    ['1 code request/whole'],
  ],
  [
    'strict replacement',
    'app.get("/", (req) => { el.innerHTML = req.query.n.replace(/[^a-z0-9]/gi, ""); })',
    [],
  ],
  [
    'incomplete replacement',
    'app.get("/", (req) => { el.innerHTML = req.query.n.replace("<", ""); })',
    ['1 html request/whole~'],
  ],
  ['constant markup', 'const ICON = "<svg></svg>"; el.innerHTML = ICON + "<br>"; el.innerHTML = "";', []],
  ['optional chain', 'app.get("/", (req) => eval(req?.body?.code))', ['1 code request/whole']],
  [
    'spread object',
    'app.get("/", (req) => { const o = { ...req.body }; eval(o.code); })',
    ['1 code request/whole'],
  ],
  [
    'prefix check',
    'app.get("/", (req) => { const p = resolve(ROOT, req.query.f); if (!p.startsWith(ROOT)) return; fs.readFile(p); })',
    [],
  ],
  [
    'host check of a parsed URL',
    'app.get("/", (req) => { const u = new URL(req.query.u); if (!HOSTS.includes(u.hostname)) return; fetch(req.query.u); })',
    [],
  ],
  ['fixed host', 'app.get("/", (req) => fetch(`https://a.example/${req.query.p}`))', ['1 url request/part']],
  [
    'loop variable',
    'app.get("/", (req) => { for (const c of req.body) eval(c); })',
    ['1 code request/whole'],
  ],
  [
    'immediately invoked',
    '(function () { const f = (req) => eval(req.body.c); f; })();',
    ['1 code request/whole'],
  ],
  [
    'default parameter',
    'app.get("/", (req) => { const { c = "1" } = req.query; eval(c); })',
    ['1 code request/whole'],
  ],
  [
    'a key called constructor',
    'app.get("/", (req) => { const o = { constructor: 1 }; eval(o.constructor); eval(req.query.constructor); })',
    ['1 code request/whole'],
  ],
];

describe('python', () => {
  test.each(python)('%s', (_, code, expected) => {
    expect(hits(code, 'python')).toEqual(expected);
  });
});

describe('javascript', () => {
  test.each(javascript)('%s', (_, code, expected) => {
    expect(hits(code, 'typescript')).toEqual(expected);
  });
});

describe('hostile input', () => {
  test.each([
    ['deep nesting', `x = ${'('.repeat(20_000)}1${')'.repeat(20_000)}`],
    ['a long sum', `q = ${Array.from({ length: 20_000 }, (_, i) => `a${i}`).join(' + ')}`],
    [
      'many branches',
      Array.from({ length: 2000 }, (_, i) => `if a${i}:\n  b = request.args["x"] + str(b)`).join('\n'),
    ],
    ['mutual recursion', 'def a(x):\n  b(x)\n  a(x)\ndef b(x):\n  a(x + x)\na(request.args["x"])'],
  ])('%s ends', (_, code) => {
    const tree = syntax.parse(code, 'python');
    if ('reason' in tree) return;
    const started = processorMs();
    runFlow(tree, models);
    // Two seconds are the promise for any file; the margin is for a busy machine.
    expect(processorMs() - started).toBeLessThan(tooLongMs);
  });
});

test('every function body is visited', () => {
  const forms = ['function f() { BODY }', 'const f = () => { BODY };', '(function () { BODY })();', '(() => { BODY })();', 'class A { m() { BODY } }', 'class A { static { BODY } }', 'x = { m() { BODY } };', 'new (class { m() { BODY } })();', 'export default function () { BODY }', 'a.b(function () { BODY });', 'async function* g() { BODY }', 'if (x) { for (;;) { try { BODY } finally { } } }', 'label: { BODY }', 'x = a ? () => { BODY } : null;', 'export default { data() { BODY } }']; // prettier-ignore
  const missed = forms.filter(
    (form) => hits(form.replace('BODY', 'eval(request.x);'), 'typescript').length === 0,
  );
  expect(missed).toEqual([]);
});

test('a value that holds itself many times over is followed without doubling each time', () => {
  const grow = Array.from({ length: 60 }, () => 's = { a: s, b: [s, s] };').join('\n');
  const code = `app.get('/', (req) => {\nlet s = req.query.x;\nif (s) {\n${grow}\n}\nfetch(req.query.u);\n});\n`;
  const started = processorMs();
  expect(hits(code, 'javascript').length).toBe(1);
  expect(processorMs() - started).toBeLessThan(tooLongMs);
});

test('two parts of what is taken apart are two values, each assigned at its own name', () => {
  const source = `app.get('/', (req, res) => {
  const { host, port } = req.body;
  eval(host);
  eval(port);
  const [first, second] = req.body.list;
  eval(first);
  eval(second);
});
`;
  const tree = syntax.parse(source, 'javascript');
  if ('reason' in tree) throw new Error(tree.reason);
  const assigned = runFlow(tree, models).hits.map(({ node, ways }) => {
    const at = ways.map(({ taint }) => taint.steps?.node.text);
    return `${node.text} < ${at.join()}`;
  });
  expect(assigned).toEqual([
    'eval(host) < host',
    'eval(port) < port',
    'eval(first) < first',
    'eval(second) < second',
  ]);
});

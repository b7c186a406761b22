// What functions of other files return and prove: a value that they check or clean is harmless where it comes back, and one that they put together is not.
import { describe, expect, it } from 'vitest';
import { code } from './index.ts';
import { inputOf } from './input-for-tests.ts';

/** What is said of the first file at medium or above, as `rule line`. */
async function said(files: Record<string, string>, around: Record<string, string> = {}): Promise<string[]> {
  const { files: all, input } = await inputOf(files, around);
  const [first] = all;
  return [...((first && code.detectFile?.(first, input)) ?? [])].flatMap((one) =>
    'finding' in one && !/low|info/.test(one.finding.severity)
      ? [`${one.finding.rule} ${one.finding.start.line}`]
      : [],
  );
}

const route = (imports: string, body: string): string =>
  `${imports}\nrouter.get('/u', async (req, res) => {\n${body}\n});\n`;

const paths = `import path from 'node:path';
const ROOT = path.resolve('/srv/files');
export function locate(name: string): string {
  const full = path.resolve(ROOT, name);
  if (!full.startsWith(ROOT + path.sep)) throw new Error('outside');
  return full;
}
export const raw = (name: string): string => path.join(ROOT, name);
export function assertInside(full: string): void {
  if (!['/a', '/b'].includes(full)) throw new Error('outside');
}
export function assertAllowed(address: string): void {
  const { hostname } = new URL(address);
  if (!['api.example.com', 'cdn.example.com'].includes(hostname)) throw new Error('host');
}
export const isSlug = (text: string): boolean => /^[a-z0-9-]+$/.test(text);
export const termOf = (req: any): string => req.query.q;
export const pageOf = (req: any): number => Math.max(1, Number(req.query.page) || 1);
export const escape = (text: string): string => text.replace(/[<>&"']/g, (one) => '&#' + one.charCodeAt(0) + ';');
export const card = (name: string): string => '<div class="card">' + escape(name) + '</div>';
export const rawCard = (name: string): string => '<div class="card">' + name + '</div>';
`;
const imports = "import fs from 'node:fs/promises';\nimport * as lib from './lib/paths';\n";

const python = `import os
import re
ROOT = "/srv/files"

def locate(name):
    full = os.path.realpath(os.path.join(ROOT, name))
    if not full.startswith(ROOT + os.sep):
        raise ValueError("outside")
    return full

def raw(name):
    return os.path.join(ROOT, name)

def is_slug(value):
    return re.fullmatch(r"[a-z0-9-]+", value) is not None

def term_of(request):
    return request.args.get("q", "")

def page_of(request):
    return int(request.args.get("page", 1))
`;
const view = (body: string): string =>
  `from flask import request, abort\nfrom app.paths import locate, raw, is_slug, term_of, page_of\n\n@app.get("/a")\ndef a():\n${body}\n`;

describe('what a function of another file returns', () => {
  it.each<[name: string, body: string, expected: string[]]>([
    ['a path that it checked', '  res.send(await fs.readFile(lib.locate(req.query.name)));', []],
    [
      'a path that it only joined',
      '  res.end(await fs.readFile(lib.raw(req.query.name)));',
      ['path-from-request 5'],
    ],
    [
      'a number of the request',
      '  res.json(await db.query(`SELECT * FROM t OFFSET ${lib.pageOf(req)}`));',
      [],
    ],
    [
      'a text of the request',
      "  res.json(await db.query(`SELECT * FROM t WHERE q = '${lib.termOf(req)}'`));",
      ['sql-from-interpolation 5'],
    ],
    ['a page with the text escaped', '  res.send(lib.card(req.query.name));', []],
    ['a page with the text as it is', '  res.send(lib.rawCard(req.query.name));', ['html-from-text 5']],
  ])('%s', async (_, body, expected) => {
    expect(await said({ 'src/app.ts': route(imports, body), 'src/lib/paths.ts': paths })).toEqual(expected);
  });

  it.each<[name: string, returned: string, expected: string[]]>([
    ['a constant part of a statement', "Source.now ? 'CURRENT_TIMESTAMP' : '?'", []],
    ['a part with a word of the environment', "`'${process.env.ZONE}'`", ['sql-from-interpolation 4']],
  ])('%s, for no argument', async (_, returned, expected) => {
    const job =
      "const Source = require('./source');\nasync function clear(db) {\n  const sqlOffset = Source.sqlOffset();\n  await db.query('DELETE FROM beats WHERE time < ' + sqlOffset);\n}\n";
    const source = `class Source {\n  static sqlOffset() {\n    return ${returned};\n  }\n}\nmodule.exports = Source;\n`;
    expect(await said({ 'src/job.js': job, 'src/source.js': source })).toEqual(expected);
  });

  it.each<[name: string, body: string, expected: string[]]>([
    ['a path that it checked', '    return open(locate(request.args["name"])).read()', []],
    [
      'a path that it only joined',
      '    return open(raw(request.args["name"])).read()',
      ['path-from-request 6'],
    ],
    ['a number of the request', '    return db.execute(f"SELECT * FROM t OFFSET {page_of(request)}")', []],
    [
      'a text of the request',
      `    return db.execute(f"SELECT * FROM t WHERE q = '{term_of(request)}'")`,
      ['sql-from-interpolation 6'],
    ],
  ])('%s, in Python', async (_, body, expected) => {
    expect(await said({ 'app/views.py': view(body), 'app/paths.py': python })).toEqual(expected);
  });

  it('by a method of a service, in Java', async () => {
    const controller = (call: string): string =>
      `@RestController\nclass FileController {\n  private final PathService paths;\n  @GetMapping("/a")\n  byte[] a(@RequestParam String name) throws Exception {\n    return Files.readAllBytes(paths.${call}(name));\n  }\n}\n`;
    const service = `class PathService {\n  private static final Path ROOT = Paths.get("/srv");\n  public Path locate(String name) {\n    Path full = ROOT.resolve(name).normalize();\n    if (!full.startsWith(ROOT)) throw new IllegalArgumentException("outside");\n    return full;\n  }\n  public Path raw(String name) {\n    return ROOT.resolve(name);\n  }\n}\n`;
    const files = (call: string) => ({
      'FileController.java': controller(call),
      'PathService.java': service,
    });
    expect(await said(files('locate'))).toEqual([]);
    expect(await said(files('raw'))).toEqual(['path-from-request 6']);
  });

  it('by way of a third file', async () => {
    const middle =
      "import { termOf } from './paths';\nexport const where = (req: any): string => `q = '${termOf(req)}'`;\n";
    const body = '  res.json(await db.query(`SELECT * FROM t WHERE ${where(req)}`));';
    expect(
      await said({
        'src/app.ts': route("import { where } from './lib/where';", body),
        'src/lib/where.ts': middle,
        'src/lib/paths.ts': paths,
      }),
    ).toEqual(['sql-from-interpolation 3']);
  });

  it('by looking up where a project lies, and not by putting its path together', async () => {
    const files = (body: string): Record<string, string> => ({
      'src/app.ts': route(
        "import fs from 'node:fs/promises';\nimport path from 'node:path';\nimport { findProjectRoot } from './projects.js';",
        "  const root = await findProjectRoot(req.query.projectName);\n  res.send(await fs.readFile(path.join(root, 'notes.md')));",
      ),
      'src/projects.ts': `import fs from 'node:fs/promises';
import path from 'node:path';
export async function findProjectRoot(projectName: string): Promise<string> {
${body}
}
`,
    });
    const stored =
      "  const all = await fs.readdir('/srv/projects');\n  return all.length > 0 ? entryOf(all, projectName).cwd : projectName.replace(/-/g, '/');";
    expect(await said(files(stored))).toEqual([]);
    expect(await said(files("  return path.join('/srv/projects', projectName);"))).toEqual([
      'path-from-request 6',
    ]);
  });

  it('a real path that a helper of a third file finds inside', async () => {
    const files = (refusal: string): Record<string, string> => ({
      'src/app.ts': route(
        "import fs from 'node:fs/promises';\nimport { realOf } from './lib/real';",
        '  const file = await realOf(req.query.name);\n  res.end(await fs.readFile(file));',
      ),
      'src/lib/real.ts': `import fs from 'node:fs/promises';
import path from 'node:path';
import { isPathWithinAllowedDirectories } from './inside';
let folders: string[] = [];
const normalizePath = (file: string): string => file.replace(/\\\\/g, '/');
export async function realOf(asked: string): Promise<string> {
  const absolute = path.resolve(asked);
  const isAllowed = isPathWithinAllowedDirectories(normalizePath(absolute), folders);
  if (!isAllowed) ${refusal};
  try {
    const real = await fs.realpath(absolute);
    if (!isPathWithinAllowedDirectories(normalizePath(real), folders)) ${refusal};
    return real;
  } catch (error) {
    if (error.code === 'ENOENT') return absolute;
    throw error;
  }
}
`,
      'src/lib/inside.ts': `import path from 'node:path';
export function isPathWithinAllowedDirectories(file: string, folders: string[]): boolean {
  if (typeof file !== 'string' || !Array.isArray(folders)) return false;
  const full = path.resolve(path.normalize(file));
  return folders.some((one) => {
    const folder = path.resolve(one);
    if (full === folder) return true;
    return full.startsWith(folder + path.sep);
  });
}
`,
    });
    expect(await said(files("throw new Error('outside')"))).toEqual([]);
    expect(await said(files("console.error('outside')"))).toEqual(['path-from-request 5']);
  });

  it('ends where files call each other', async () => {
    const other =
      "import { again } from '../app';\nexport const more = (text: string): string => again(text) + 'x';\n";
    const own = `import { more } from './lib/more';\nexport const again = (text: string): string => more(text);\n${route('', '  res.send(await db.query(more(req.query.name)));')}`;
    expect(await said({ 'src/app.ts': own, 'src/lib/more.ts': other })).toEqual(['sql-from-interpolation 5']);
  });
});

describe('what a function of another file proves', () => {
  it.each<[name: string, body: string, expected: string[]]>([
    ['by throwing', '  lib.assertInside(req.query.name);\n  res.end(await fs.readFile(req.query.name));', []],
    [
      'by throwing, of the host of an address',
      '  lib.assertAllowed(req.query.url);\n  res.json(await fetch(req.query.url));',
      [],
    ],
    [
      'by what it returns',
      "  if (!lib.isSlug(req.query.name)) return res.sendStatus(400);\n  res.end(await fs.readFile('/srv/' + req.query.name));",
      [],
    ],
    [
      'nothing of another value',
      "  if (!lib.isSlug(req.query.kind)) return res.sendStatus(400);\n  res.end(await fs.readFile('/srv/' + req.query.name));",
      ['path-from-request 6'],
    ],
  ])('%s', async (_, body, expected) => {
    expect(await said({ 'src/app.ts': route(imports, body), 'src/lib/paths.ts': paths })).toEqual(expected);
  });

  it('by what it returns, in Python', async () => {
    const body = (test: string): string =>
      `    slug = request.args["slug"]\n    if ${test}:\n        abort(400)\n    return open("/srv/" + slug).read()`;
    const files = (test: string) => ({ 'app/views.py': view(body(test)), 'app/paths.py': python });
    expect(await said(files('not is_slug(slug)'))).toEqual([]);
    expect(await said(files('is_slug(slug)'))).toEqual(['path-from-request 9']);
  });
});

describe('a file that is not in the change', () => {
  const body = '  res.send(await fs.readFile(lib.locate(req.query.name)));';
  it('counts when it was read beside it', async () => {
    const files = { 'src/app.ts': route(imports, body), 'src/other.ts': 'export const other = 1;\n' };
    expect(await said(files, { 'src/lib/paths.ts': paths })).toEqual([]);
    expect(await said(files)).toEqual(['path-from-request 5']);
  });
});

describe('what a schema of another file lets through', () => {
  const schemas = `import { z } from 'zod';
export const listSchema = z.object({ sort: z.enum(['name', 'price']), raw: z.string() });
export const itemQuery = listSchema.extend({ dir: z.enum(['asc', 'desc']) });
`;
  const order = (from: string): string => `  await pool.query(\`select * from t order by \${${from}}\`);`;
  const imported = "import { itemQuery, listSchema } from './schemas/items.js';\n";
  it.each<[name: string, source: string, expected: string[]]>([
    [
      'a step before the handler',
      `app.get('/a', validate(listSchema, 'query'), async (req, res) => {\n${order('req.query.sort')}\n${order('req.query.raw')}\n});`,
      ['sql-from-interpolation 4'],
    ],
    [
      'what it parses',
      `app.get('/a', async (req, res) => {\n  const { sort, dir, raw } = itemQuery.parse(req.query);\n${order('dir')}\n${order('raw')}\n});`,
      ['sql-from-interpolation 5'],
    ],
    [
      'a condition',
      `app.get('/a', async (req, res) => {\n  if (!itemQuery.safeParse(req.query).success) return;\n${order('req.query.sort')}\n${order('req.query.raw')}\n});`,
      ['sql-from-interpolation 5'],
    ],
  ])('%s', async (_, source, expected) => {
    expect(await said({ 'src/routes.ts': imported + source, 'src/schemas/items.ts': schemas })).toEqual(
      expected,
    );
  });
});

describe('a function of a package that another file gave a name', () => {
  it.each<[name: string, tools: string, call: string, expected: string[]]>([
    [
      'a constant',
      "import cp from 'child_process';\nexport const run = cp.exec;\n",
      'run',
      ['shell-from-interpolation 3'],
    ],
    [
      'a list of exports',
      "export { exec as run } from 'child_process';\n",
      'run',
      ['shell-from-interpolation 3'],
    ],
    [
      'a property of exports',
      "exports.run = require('child_process').exec;\n",
      'run',
      ['shell-from-interpolation 3'],
    ],
    ['another function', "export { basename as run } from 'path';\n", 'run', []],
    ['a function of its own', 'export const run = (text) => text.length;\n', 'run', []],
  ])('%s', async (_name, tools, call, expected) => {
    const found = await said({
      'a.ts': route(`import { ${call} } from './tools';`, `  ${call}('ping ' + req.query.host);`),
      'tools.ts': tools,
    });
    expect(found).toEqual(expected);
  });

  it.each<[name: string, tools: string, expected: string[]]>([
    ['an import', 'from os import system as run\n', ['shell-from-interpolation 5']],
    ['an assignment', 'import os\nrun = os.system\n', ['shell-from-interpolation 5']],
    ['another function', 'from os import getenv as run\n', []],
  ])('in Python, %s', async (_name, tools, expected) => {
    const view =
      "from flask import request\nfrom .tools import run\n@app.route('/u')\ndef u():\n    run('ping ' + request.args['host'])\n";
    expect(await said({ 'app/views.py': view, 'app/tools.py': tools })).toEqual(expected);
  });
});

const catalog = `class Catalog {
  record Column(String expr) {}
  record Source(Map<String, Column> columns) {
    Column column(String key) {
      Column found = columns.get(key);
      if (found == null) throw new IllegalArgumentException(key);
      return found;
    }
  }
}
`;
const sorted = (body: string): string => `@RestController class Reports {
  @GetMapping("/r") Object list(@RequestParam String by, Catalog.Source source) {
    ${body}
  }
}
`;

describe('a class within the class of another file', () => {
  it.each([
    [
      'what it looks up',
      `return jdbc.queryForList("select a from t order by " + source.column(by).expr());`,
      [],
    ],
    [
      'a name that it knows',
      `return jdbc.queryForList("select " + source.column(by).expr() + " as " + by + " from t");`,
      [],
    ],
    [
      'a name that nobody asked',
      `return jdbc.queryForList("select a from t order by " + by);`,
      ['sql-from-interpolation 3'],
    ],
  ])('%s', async (_, body, expected) => {
    expect(await said({ 'Reports.java': sorted(body) }, { 'Catalog.java': catalog })).toEqual(expected);
  });
});

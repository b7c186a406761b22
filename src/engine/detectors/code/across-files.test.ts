// What one file hands to another: told at the sink, with the way from the file in which it entered.
import { describe, expect, it } from 'vitest';
import { code } from './index.ts';
import { inputOf } from './input-for-tests.ts';

/** What needs both files, as `rule path:line < path:line < …` back to where the text entered. */
async function across(files: Record<string, string>, around: Record<string, string> = {}): Promise<string[]> {
  const { files: all, input } = await inputOf(files, around);
  for (const file of all) void [...(code.detectFile?.(file, input) ?? [])];
  return [...(code.detectChange?.(input) ?? [])].map((one) => {
    if ('notChecked' in one) return one.notChecked.reason;
    const { rule, path, start, related } = one.finding;
    const way = related.toReversed().map((step) => `${step.path}:${step.start.line}`);
    return [`${rule} ${path}:${start.line}`, ...way].join(' < ');
  });
}

const sql = (language: 'ts' | 'py' | 'java'): string =>
  ({
    ts: "import { pool } from './pool';\nexport async function find(name: string) {\n  return pool.query(`SELECT * FROM users WHERE name = '${name}'`);\n}\n",
    py: 'def find(name):\n    return conn.execute(f"SELECT * FROM users WHERE name = \'{name}\'")\n',
    java: 'class UserStore {\n  Object find(String name) {\n    return jdbc.queryForList("SELECT * FROM users WHERE name = \'" + name + "\'");\n  }\n}\n',
  })[language];

const route = (imports: string, call: string): string =>
  `${imports}\nrouter.get('/u', async (req, res) => {\n  res.json(await ${call});\n});\n`;

describe('what a file hands to another', () => {
  it.each<[name: string, files: Record<string, string>, expected: string[]]>([
    [
      'a text that is only put together here, and used where it came from',
      {
        'routes/users.ts': route(
          "import { byName } from '../store/sql.js';",
          'db.query(byName(req.query.name))',
        ),
        'store/sql.ts':
          "export const byName = (name: string) => `SELECT * FROM users WHERE name = '${name}'`;\n",
      },
      [],
    ],
    [
      'a text that is put together here for somebody who was not seen',
      {
        'routes/users.ts': route(
          "import { byName } from '../store/sql.js';",
          'remember(byName(req.query.name))',
        ),
        'store/sql.ts':
          "export const byName = (name: string) => `SELECT * FROM users WHERE name = '${name}'`;\n",
      },
      ['sql-from-interpolation store/sql.ts:1 < store/sql.ts:1 < routes/users.ts:3'],
    ],
    [
      'a named import through a barrel of barrels',
      {
        'routes/users.ts': route("import { find } from '../store';", 'find(req.query.name)'),
        'store/index.ts': "export * from './teams/index.js';\nexport { search as find } from './people';\n",
        'store/teams/index.ts': "export * from './teams.js';\n",
        'store/teams/teams.ts': 'export const teams = 1;\n',
        'store/people/index.ts': "export * from './users';\n",
        'store/people/users.ts': sql('ts').replace('find', 'search'),
      },
      ['sql-from-interpolation store/people/users.ts:3 < store/people/users.ts:2 < routes/users.ts:3'],
    ],
    [
      'all of a barrel',
      {
        'routes/users.ts': route("import * as store from '../store/index.js';", 'store.find(req.query.name)'),
        'store/index.ts': "export * from './users.js';\n",
        'store/users.ts': sql('ts'),
      },
      ['sql-from-interpolation store/users.ts:3 < store/users.ts:2 < routes/users.ts:3'],
    ],
    [
      'a barrel that lacks it',
      {
        'routes/users.ts': route("import { find } from '../store';", 'find(req.query.name)'),
        'store/index.ts': "export { search } from './users';\n",
        'store/users.ts': sql('ts'),
      },
      [],
    ],
    [
      'a barrel that is its own',
      {
        'routes/users.ts': route("import { find } from '../store';", 'find(req.query.name)'),
        'store/index.ts': "export * from './index';\nexport * from './other';\n",
        'store/other.ts': "export * from '.';\n",
      },
      [],
    ],
    [
      'a named import',
      {
        'routes/users.ts': route("import { find } from '../store/users.js';", 'find(req.query.name)'),
        'store/users.ts': sql('ts'),
      },
      ['sql-from-interpolation store/users.ts:3 < store/users.ts:2 < routes/users.ts:3'],
    ],
    [
      'a namespace, a required module, an alias of the project',
      {
        'src/routes/a.ts': route("import * as users from '@/store/users';", 'users.find(req.body.name)'),
        'src/routes/b.js': route("const users = require('../store/users');", 'users.find(req.body.name)'),
        'src/store/users.ts': sql('ts'),
      },
      ['sql-from-interpolation src/store/users.ts:3 < src/store/users.ts:2 < src/routes/a.ts:3'],
    ],
    [
      'an instance of a class, with an object taken apart',
      {
        'a.ts': route(
          "import Users from './users';\nconst users = new Users();",
          'users.search({ term: req.query.q, page: 1 })',
        ),
        'users.ts':
          'export default class Users {\n  async search({ term, page }) {\n    return db.query("SELECT * FROM u WHERE t = \'" + term + "\'");\n  }\n}\n',
      },
      ['sql-from-interpolation users.ts:3 < users.ts:2 < a.ts:4'],
    ],
    [
      'a member of an exported object, and exports of a module',
      {
        'a.js': route(
          "const { tools } = require('./tools');\nconst net = require('./net');",
          'tools.build(req.params.id), net.ping(req.params.host)',
        ),
        'tools.js':
          "const { execSync } = require('child_process');\nexports.tools = { build(id) { return execSync(`make ${id}`); } };\n",
        'net.js':
          "const { exec } = require('child_process');\nmodule.exports = {\n  ping: (host) => exec('ping ' + host),\n};\n",
      },
      [
        'shell-from-interpolation tools.js:2 < tools.js:2 < a.js:4',
        'shell-from-interpolation net.js:3 < net.js:3 < a.js:4',
      ],
    ],
    [
      'Python, by function, module and class',
      {
        'app/views.py':
          "from flask import request\nfrom .store import find\nfrom app.files import Files\nfiles = Files('/data')\n@bp.route('/u')\ndef u():\n    return find(request.args['name'])\n@bp.route('/f')\ndef f():\n    return files.load(request.args.get('n'))\n",
        'app/store.py': sql('py'),
        'app/files.py':
          'import os\nclass Files:\n    def load(self, name):\n        return open(os.path.join(self.root, name)).read()\n',
      },
      [
        'sql-from-interpolation app/store.py:2 < app/store.py:1 < app/views.py:7',
        'path-from-request app/files.py:4 < app/files.py:3 < app/views.py:10',
      ],
    ],
    [
      'through a service to what reads the data',
      {
        'UserController.java':
          '@RestController\nclass UserController {\n  private final UserService users;\n  @GetMapping("/u") Object u(@RequestParam String name) {\n    return users.find(name);\n  }\n}\n',
        'UserService.java':
          'class UserService {\n  private final UserStore store;\n  Object find(String name) { return store.find(name); }\n}\n',
        'UserStore.java': sql('java'),
      },
      [
        'sql-from-interpolation UserStore.java:3 < UserStore.java:2 < UserService.java:3 < UserController.java:5 < UserController.java:4',
      ],
    ],
    [
      'services that a constructor of TypeScript is handed',
      {
        'users.controller.ts':
          "import { UserService } from './user.service';\n@Controller()\nexport class Users {\n  constructor(private readonly users: UserService) {}\n  @Get() find(@Query('name') name: string) {\n    return this.users.find(name);\n  }\n}\n",
        'user.service.ts':
          "import { UserStore } from './user.store';\nexport class UserService {\n  constructor(private readonly store: UserStore) {}\n  find(name: string) { return this.store.find(name); }\n}\n",
        'user.store.ts':
          "import { execSync } from 'node:child_process';\nexport class UserStore {\n  find(name: string) { return execSync(`id ${name}`); }\n}\n",
      },
      [
        'shell-from-interpolation user.store.ts:3 < user.store.ts:3 < user.service.ts:4 < users.controller.ts:6 < users.controller.ts:5',
      ],
    ],
    [
      'a service behind its interface',
      {
        'UsersController.cs':
          '[ApiController]\npublic class UsersController : ControllerBase {\n  private readonly IUserService _users;\n  public UsersController(IUserService users) { _users = users; }\n  [HttpGet] public IActionResult Get(string name) { return Ok(_users.Find(name)); }\n}\n',
        'IUserService.cs': 'public interface IUserService { object Find(string name); }\n',
        'UserService.cs':
          'public class UserService : IUserService {\n  public object Find(string name) {\n    return _db.Users.FromSqlRaw("SELECT * FROM Users WHERE Name = \'" + name + "\'").ToList();\n  }\n}\n',
      },
      ['sql-from-interpolation UserService.cs:3 < UserService.cs:2 < UsersController.cs:5'],
    ],
    [
      'PHP, by class and by a function that needs no import',
      {
        'show.php':
          "<?php\n$users = new Users($db);\n$users->load($_GET['id']);\necho get_user($_GET['id']);\n",
        'Users.php':
          '<?php\nclass Users {\n  function load($id) {\n    return $this->db->query("SELECT * FROM u WHERE id = " . $id);\n  }\n}\n',
        'lib.php':
          '<?php\nfunction get_user($id) {\n  global $db;\n  return mysqli_query($db, "SELECT * FROM u WHERE id = $id");\n}\n',
      },
      [
        'sql-from-interpolation Users.php:4 < Users.php:3 < show.php:3',
        'sql-from-interpolation lib.php:4 < lib.php:2 < show.php:4',
      ],
    ],
    [
      'Go, within a package and in another',
      {
        'web/users.go':
          'package web\n\nimport (\n\t"net/http"\n\n\t"example.com/app/store"\n)\n\ntype H struct{ repo *store.Repo }\n\nfunc (h *H) Get(w http.ResponseWriter, r *http.Request) {\n\tname := r.URL.Query().Get("name")\n\th.repo.Find(name)\n\tlist(name)\n}\n',
        'web/list.go':
          'package web\n\nimport "os/exec"\n\nfunc list(name string) {\n\texec.Command("sh", "-c", "ls "+name).Run()\n}\n',
        'store/repo.go':
          'package store\n\ntype Repo struct{ db *sql.DB }\n\nfunc (r *Repo) Find(name string) {\n\tr.db.Query("SELECT * FROM u WHERE n = \'" + name + "\'")\n}\n',
      },
      [
        'sql-from-interpolation store/repo.go:6 < store/repo.go:5 < web/users.go:13 < web/users.go:12',
        'shell-from-interpolation web/list.go:6 < web/list.go:5 < web/users.go:14 < web/users.go:12',
      ],
    ],
    [
      'Go, a method in the last of many files',
      {
        'web/users.go':
          'package web\n\nimport "net/http"\n\ntype H struct{ repo *store.Repo }\n\nfunc (h *H) Get(w http.ResponseWriter, r *http.Request) {\n\th.repo.Find(r.URL.Query().Get("name"))\n}\n',
        'store/a.go': 'package store\n\nfunc A() {}\n',
        'store/b.go': 'package store\n\nfunc B() {}\n',
        'store/c.go': 'package store\n\nfunc C() {}\n',
        'store/repo.go':
          'package store\n\nfunc (r *Repo) Find(name string) {\n\tr.db.Query("SELECT * FROM u WHERE n = \'" + name + "\'")\n}\n',
      },
      ['sql-from-interpolation store/repo.go:4 < store/repo.go:3 < web/users.go:8'],
    ],
    [
      'one function, asked with one argument and then with another',
      {
        'a.js': route(
          "const net = require('./net');",
          "net.run(req.query.a, 'b'), net.run('a', req.query.b)",
        ),
        'net.js':
          "const { exec } = require('child_process');\nexports.run = function (first, second) {\n  exec('one ' + first);\n  exec('two ' + second);\n};\n",
      },
      [
        'shell-from-interpolation net.js:3 < net.js:2 < a.js:3',
        'shell-from-interpolation net.js:4 < net.js:2 < a.js:3',
      ],
    ],
    [
      'Ruby, by the name of a class',
      {
        'app/controllers/users_controller.rb':
          'class UsersController < ApplicationController\n  def show\n    @user = UserFinder.new.by_name(params[:name])\n  end\nend\n',
        'app/services/user_finder.rb':
          'class UserFinder\n  def by_name(name)\n    ActiveRecord::Base.connection.execute("SELECT * FROM users WHERE name = \'#{name}\'")\n  end\nend\n',
      },
      [
        'sql-from-interpolation app/services/user_finder.rb:3 < app/services/user_finder.rb:2 < app/controllers/users_controller.rb:3',
      ],
    ],
  ])('%s', async (_name, files, expected) => {
    expect((await across(files)).toSorted()).toEqual(expected.toSorted());
  });

  it.each<[name: string, files: Record<string, string>]>([
    [
      'values that are bound',
      {
        'a.ts': route("import { find } from './b';", 'find(req.query.name)'),
        'b.ts': "export const find = (name: string) => pool.query('SELECT * FROM u WHERE n = $1', [name]);\n",
      },
    ],
    [
      'a number, a choice of the program, and a constant',
      {
        'a.ts': route(
          "import { find } from './b';",
          "find(Number(req.query.id)), find(['a', 'b'].includes(req.query.n) ? req.query.n : 'a'), find('a')",
        ),
        'b.ts': sql('ts'),
      },
    ],
    [
      'a function of the same name that was not imported',
      {
        'a.ts': route("import { find } from './c';", 'find(req.query.name)'),
        'b.ts': sql('ts'),
        'c.ts': 'export const find = (name: string) => cache.get(name);\n',
      },
    ],
    [
      'a check in the function that is called',
      {
        'a.ts': route("import { read } from './b';", 'read(req.query.name)'),
        'b.ts':
          "import fs from 'node:fs';\nimport path from 'node:path';\nexport function read(name: string) {\n  return fs.readFileSync(path.join('/data', path.basename(name)));\n}\n",
      },
    ],
    [
      'a package of the same name',
      {
        'a.js': route("const users = require('users');", 'users.find(req.query.name)'),
        'users.ts': sql('ts'),
      },
    ],
    [
      'a line of a log',
      {
        'a.ts': route("import { note } from './b';", 'note(req.query.name)'),
        'b.ts': 'export function note(name: string) {\n  console.log(`asked for ${name}`);\n}\n',
      },
    ],
  ])('leaves alone: %s', async (_name, files) => {
    expect(await across(files)).toEqual([]);
  });

  it('says less of what a tool is asked for when a third file gets it', async () => {
    const hand = (own: string, other: string): string =>
      `import { ${other} } from './${other}.js';\nexport async function ${own}(file) {\n  return ${other}(file);\n}\n`;
    const { files, input } = await inputOf({
      'tool.js':
        "import { z } from 'zod';\nimport { first } from './first.js';\nserver.tool('open', { file: z.string() }, async ({ file }) => first(file));\n",
      'first.js': `import fs from 'node:fs';\n${hand('first', 'second')}export const peek = (file) => fs.readFileSync(file);\n`,
      'second.js':
        "import fs from 'node:fs';\nexport async function second(file) {\n  return fs.promises.readFile(`/data/${file}`);\n}\n",
    });
    for (const file of files) void [...(code.detectFile?.(file, input) ?? [])];
    const told = [...(code.detectChange?.(input) ?? [])].flatMap((one) =>
      'finding' in one ? [`${one.finding.path} ${one.finding.severity}`] : [],
    );
    expect(told).toEqual(['second.js low']);
  });

  it('ends where files hand a text to and fro', async () => {
    const ping = (own: string, other: string): string =>
      `import { ${other} } from './${other}';\nexport function ${own}(text) {\n  ${other}(text);\n  eval(text);\n}\n`;
    const found = await across({
      'start.js': route("import { ping } from './ping';", 'ping(req.query.text)'),
      'ping.js': ping('ping', 'pong'),
      'pong.js': ping('pong', 'ping'),
    });
    expect(found.map((one) => one.split(' < ')[0])).toEqual(
      expect.arrayContaining([expect.stringContaining('ping.js:4'), expect.stringContaining('pong.js:4')]),
    );
    expect(found.length).toBeLessThan(5);
  });

  it('says when more files are handed something than are followed', async () => {
    const names = Array.from({ length: 70 }, (_, at) => `f${at}`);
    const imports = names.map((name) => `import { ${name} } from './${name}';`).join('\n');
    const files = Object.fromEntries(
      names.map((name) => [`${name}.js`, `export function ${name}(text) { return text; }\n`]),
    );
    const calls = names.map((name) => `${name}(req.query.q)`).join(', ');
    expect(await across({ ...files, 'a.js': route(imports, calls) })).toEqual([
      'values are handed to more than 60 other files; the rest were not followed',
    ]);
  });

  it('tells what happens in a file that did not change at the call, where the change is', async () => {
    const store = { 'store.ts': sql('ts') };
    const calling = {
      'routes.ts':
        "import { find } from './store';\nrouter.get('/u', async (req, res) => {\n  const { name } = req.query;\n  res.json(await find(name));\n});\n",
    };
    expect(await across(calling, store)).toEqual([
      'sql-from-interpolation routes.ts:4 < store.ts:3 < store.ts:2 < routes.ts:3',
    ]);
    expect(
      await across({ 'routes.ts': calling['routes.ts'].replace('find(name)', 'find(7)') }, store),
    ).toEqual([]);
    expect(await across({ 'notes.ts': 'export const a = 1;\n' }, { ...store, ...calling })).toEqual([]);
  });

  it('follows through an unchanged service into an unchanged store', async () => {
    const found = await across(
      {
        'UserController.java':
          '@RestController\nclass UserController {\n  private final UserService users;\n  @GetMapping("/u") Object u(@RequestParam String name) {\n    return users.find(name);\n  }\n}\n',
      },
      {
        'UserService.java':
          'class UserService {\n  private final UserStore store;\n  Object find(String name) { return store.find(name); }\n}\n',
        'UserStore.java': sql('java'),
      },
    );
    expect(found.map((one) => one.split(' < ')[0])).toEqual(['sql-from-interpolation UserController.java:5']);
  });
});

it.each([
  ['tools/notes.js', 'high'],
  ['src/tools/notes.js', 'high'],
  ['scripts/notes.js', 'medium'],
])('what a tool of an agent is asked for in %s is %s', async (path, expected) => {
  const body = `import fs from 'node:fs';
export const readNote = {
  name: 'read_note',
  description: 'Reads a note',
  inputSchema: { type: 'object', properties: { file: { type: 'string' } } },
  execute: async (input) => fs.readFileSync(input.file, 'utf8'),
};
`;
  const { files, input } = await inputOf({ [path]: body });
  const found = files.flatMap((file) => [...(code.detectFile?.(file, input) ?? [])]);
  expect(found.map((one) => ('finding' in one ? one.finding.severity : one.notChecked.reason))).toEqual([
    expected,
  ]);
});

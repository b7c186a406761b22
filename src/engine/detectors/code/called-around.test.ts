// Which unchanged files a change calls, by language.
import { expect, it } from 'vitest';
import { type ChangedFile, wholeFile } from '../../change.ts';
import { processorMs, tooLongMs } from '../../../../test/processor-time.ts';
import { calledAround } from './called-around.ts';

const repository = [
  'src/store/users.ts',
  'src/store/index.ts',
  'src/mail/users.ts',
  'src/store/users.test.ts',
  'node_modules/store/users.js',
  'app/store.py',
  'app/files/__init__.py',
  'app/mail.py',
  'web/routes.go',
  'web/list_test.go',
  'internal/store/repo.go',
  'internal/mail/mail.go',
  'com/UserService.java',
  'com/UserServiceImpl.java',
  'com/MailService.java',
  'app/Repositories/UserRepository.php',
  'lib/user_search.rb',
];

/** A file of which only the lines after the mark are added. */
function changed(path: string, text: string): ChangedFile {
  const [before = '', added = ''] = text.split('--- added\n');
  const file = wholeFile(path, before + added);
  const first = before.split('\n').length - 1;
  for (const hunk of file.hunks) {
    hunk.lines = hunk.lines.slice(first);
    hunk.newStart = first + 1;
    hunk.newLines = hunk.lines.length;
  }
  return { ...file, status: 'modified' };
}

it.each<[name: string, path: string, text: string, expected: string[]]>([
  [
    'a module of a script, where an added line uses it',
    'src/routes/users.ts',
    "import { find } from '../store/users';\nimport { send } from '../mail/users';\n--- added\nfind(req.query.a);\n",
    ['src/store/users.ts'],
  ],
  [
    'an alias, a required module, a folder',
    'src/routes/users.ts',
    "import users from '@/store/users';\nconst store = require('../store');\n--- added\nusers.find(req.query.a); store.put(1);\n",
    ['src/store/users.ts', 'src/store/index.ts'],
  ],
  [
    'an instance that stands above',
    'src/routes/users.ts',
    "import { Users } from '../store/users';\nconst all = new Users(db);\n--- added\nall.find(req.query.a);\n",
    ['src/store/users.ts'],
  ],
  [
    'a member of the class that answers',
    'src/routes/users.ts',
    "import { Users } from '../store/users';\nclass A { constructor(private readonly users: Users) {}\n--- added\n  get(req) { return this.users.find(req.query.a); } }\n",
    ['src/store/users.ts'],
  ],
  [
    'packages are not looked for, nor tests, nor what only other lines call',
    'src/routes/users.ts',
    "import { find } from '../store/users';\nimport x from 'users';\nfind(1);\n--- added\nx(req.query.a);\n",
    [],
  ],
  [
    'modules of Python',
    'app/views.py',
    'from flask import request\nfrom .store import find\nfrom app import files, mail\n--- added\nfind(request.args["a"])\nfiles.read(request.args["b"])\n',
    ['app/store.py', 'app/files/__init__.py'],
  ],
  [
    'packages of Go, the own one first',
    'web/users.go',
    'package web\nimport (\n\t"net/http"\n\t"example.com/a/internal/store"\n)\nfunc f(r *http.Request) {}\n--- added\nfunc (s *S) get(r *http.Request) { s.repo.Find(r.FormValue("a")) }\n',
    ['web/routes.go', 'internal/store/repo.go'],
  ],
  [
    'a service of Java and what implements it',
    'com/UserController.java',
    'class UserController {\n  private final UserService users; private final MailService mails;\n--- added\n  Object u(@RequestParam String a) { return users.find(a); }\n}\n',
    ['com/UserService.java', 'com/UserServiceImpl.java'],
  ],
  [
    'a class of PHP, and one of Ruby',
    'app/UserController.php',
    '<?php class UserController { function __construct(private UserRepository $users) {}\n--- added\n function a(Request $request) { return $this->users->find($request->input("a")); } }\n',
    ['app/Repositories/UserRepository.php'],
  ],
  [
    'Ruby',
    'app/controllers/users_controller.rb',
    'class UsersController\n--- added\n  def a\n    UserSearch.new.run(params[:a])\n  end\nend\n',
    ['lib/user_search.rb'],
  ],
  [
    'nothing where nobody is asked for anything',
    'src/math.ts',
    "import { find } from './store/users';\n--- added\nfind(1);\n",
    [],
  ],
])('%s', (_name, path, text, expected) => {
  expect(calledAround(repository, [changed(path, text)])).toEqual(expected);
});

it('reads no more than a few', () => {
  const paths = Array.from({ length: 40 }, (_, at) => `s/f${at}.ts`);
  const text = paths.map((_, at) => `import { f${at} } from './f${at}';\nf${at}(req.query.a);\n`).join('');
  expect(calledAround(paths, [wholeFile('s/a.ts', text)])).toHaveLength(6);
  const callers = Array.from({ length: 20 }, (_, at) => wholeFile(`s/a${at}.ts`, text));
  expect(calledAround(paths, callers).length).toBeLessThanOrEqual(12);
});

it('takes no time for a file of nothing but imports', () => {
  const names = Array.from({ length: 4_000 }, (_, at) => `A${at}`);
  const text = names.map((name) => `import { ${name} } from './${name}';\n`).join('');
  const started = processorMs();
  calledAround(
    names.map((name) => `s/${name}.ts`),
    [wholeFile('s/a.ts', `${text}f(req);\n`)],
  );
  calledAround(
    names.map((name) => `s/${name}.java`),
    [wholeFile('s/a.java', `${names.join(' a;\n')}; f(request);\n`)],
  );
  expect(processorMs() - started).toBeLessThan(tooLongMs);
});

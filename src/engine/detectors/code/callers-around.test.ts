// Which unchanged files may call a changed one, by their names.
import { expect, it } from 'vitest';
import { wholeFile } from '../../change.ts';
import { callersAround } from './callers-around.ts';

const repository = [
  'src/users/users.controller.ts',
  'src/users/users.controller.spec.ts',
  'src/users/user.service.ts',
  'src/orders/orders.controller.ts',
  'app/api/files/[id]/route.ts',
  'app/api/files/route.ts',
  'web/UserController.java',
  'web/UserService.java',
  'api/views/report.py',
  'api/index.ts',
];

it.each<[path: string, text: string, expected: string[]]>([
  [
    'src/users/users.repository.ts',
    'db.query(a)',
    ['src/users/user.service.ts', 'src/users/users.controller.ts'],
  ],
  ['src/users/users.repository.ts', 'const a = 1;', []],
  ['lib/files.ts', 'readFile(a)', ['app/api/files/route.ts']],
  ['store/UserRepository.java', 'jdbc.query(a);', ['web/UserController.java', 'web/UserService.java']],
  ['api/services/report_service.py', 'open(name)', ['api/views/report.py']],
  ['src/index.ts', 'open(name)', []],
  ['api/store.ts', 'query(name)', []],
  ['README.md', 'open the file', []],
])('%s with %s', (path, text, expected) => {
  expect(callersAround(repository, [wholeFile(path, `${text}\n`)])).toEqual(expected);
});

it('reads no more than a few', () => {
  const paths = Array.from({ length: 40 }, (_, at) => `a${at}/user.controller.ts`);
  expect(callersAround(paths, [wholeFile('user.store.ts', 'query(a)\n')])).toHaveLength(3);
});

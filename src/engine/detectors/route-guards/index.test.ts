// What the detector says of a finding, what it leaves out, and how it bears hostile input.
import { beforeAll, describe, expect, it } from 'vitest';
import { readRuleFiles, readWasm } from '../../../assets.ts';
import { finder, shown } from './samples.ts';
import { processorMs, tooLongMs } from '../../../../test/processor-time.ts';

let find: Awaited<ReturnType<typeof finder>>;
beforeAll(async () => {
  find = await finder({ readRuleFiles, readWasm });
});

const odd = `router.post('/a', requireAuth, a);
router.put('/a/:id', requireAuth, b);
router.delete('/a/:id', c);
`;

describe('a finding', () => {
  it('names the guard, a sibling and its line, and covers the head of the route', () => {
    const [finding] = find('routes/a.js', odd);
    expect(finding?.message).toBe(
      'DELETE /a/:id lacks `requireAuth`, which 2 other routes of this file have, such as POST /a on line 1.',
    );
    expect(finding?.remedy).toContain('`requireAuth` as on line 1');
    expect(finding?.related.map(({ start, message }) => `${start.line} ${message}`)).toEqual([
      '1 POST /a has `requireAuth`',
      '2 PUT /a/:id has `requireAuth`',
    ]);
    expect([finding?.start, finding?.end]).toEqual([
      { line: 3, column: 1 },
      { line: 3, column: 23 },
    ]);
    expect(finding?.cwe).toEqual([862, 306, 285]);
  });

  it('covers decorators and signature of a Python route, not its body', () => {
    const [finding] = find(
      'app.py',
      `@app.route("/users/<id>", methods=["DELETE"])\ndef gone(id):\n    User.query.filter_by(id=id).delete()\n`,
    );
    expect([finding?.start, finding?.end]).toEqual([
      { line: 1, column: 1 },
      { line: 2, column: 13 },
    ]);
  });

  it('weighs less in tests, examples and scripts', () => {
    expect(find('routes/a.js', odd)[0]?.severity).toBe('high');
    for (const path of ['examples/a.js', 'test/server.js', 'scripts/a.js'])
      expect([path, find(path, odd)[0]?.severity]).toEqual([path, 'medium']);
  });

  it('says the same lack loudly a few times only', () => {
    const routes = Array.from(
      { length: 12 },
      (_, i) =>
        `app.delete('/users/${i}/:id', async (req, res) => { await User.deleteOne({ _id: req.params.id }); });`,
    );
    const found = find('server.js', `const app = express();\n${routes.join('\n')}`);
    expect(found.filter(({ severity }) => severity !== 'low')).toHaveLength(4);
    expect(found).toHaveLength(7);
  });
});

describe('variants of one program', () => {
  const base = `const app = express();
function gate(req, res, next) {
  if (!req.session.userId) return res.sendStatus(401);
  next();
}
app.post('/projects', gate, create);
app.put('/projects/:id', gate, update);
app.delete('/projects/:id', gate, remove);
`;
  it.each<[string, (code: string) => string]>([
    ['as it is', (code) => code],
    ['comments and line ends', (code) => code.replaceAll(', gate,', ', /* only us */\n  gate,\r\n')],
    [
      'an arrow in a constant',
      (code) => code.replace('function gate(req, res, next) {', 'const gate = (req, res, next) => {'),
    ],
    [
      'an alias',
      (code) => code.replace('app.post', 'const only = [gate];\napp.post').replaceAll(', gate,', ', only,'),
    ],
    [
      'a helper that decides',
      (code) =>
        code
          .replace('if (!req.session.userId) return', 'if (!isIn(req)) return')
          .replace('function gate', 'const isIn = (req) => Boolean(req.session.userId);\nfunction gate'),
    ],
    [
      'typed',
      (code) => code.replace('(req, res, next)', '(req: Request, res: Response, next: NextFunction): void'),
    ],
    [
      'the guard below its use',
      (code) => `${code.split('\n').slice(5).join('\n')}\n${code.split('\n').slice(0, 5).join('\n')}`,
    ],
  ])('%s', (_, change) => {
    expect(shown(find('src/server.ts', change(base)))).toEqual([]);
    const bare = change(base).replace(/(app\.delete\('\/projects\/:id'),[\s\S]*?remove/, '$1, remove');
    expect(bare).not.toBe(change(base));
    expect(find('src/server.ts', bare).map(({ message }) => message.slice(0, 20))).toEqual([
      'DELETE /projects/:id',
    ]);
  });
});

describe('hostile input', () => {
  const many = (count: number, line: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => line(i)).join('\n');
  it.each<[string, string, string]>([
    ['deep nesting', 'a.js', `app.get('/a', ${'f('.repeat(20_000)}${')'.repeat(20_000)});`],
    ['deep functions', 'a.js', `app.get('/a', ${'() => '.repeat(5000)}1); req.role`],
    ['deep blocks', 'a.py', many(90, (i) => `${' '.repeat(i)}if request.x:`)],
    [
      'many routes',
      'a.js',
      many(4000, (i) => `app.get('/a${i}/:id', auth${i % 7}, (req, res) => db.find(req.params.id));`),
    ],
    ['many middlewares', 'a.js', many(4000, (i) => `app.use('/x${i}', auth${i}); app.get('/x${i}', h${i});`)],
    [
      'many Python routes',
      'a.py',
      many(
        3000,
        (i) => `@app.get("/a${i}")\n@login_required\ndef f${i}(id):\n    return Order.query.get(id)\n`,
      ),
    ],
    [
      'helpers in a circle',
      'a.js',
      many(
        2000,
        (i) => `function f${i}(req, res) { f${(i + 1) % 2000}(req, res); }\napp.get('/x${i}', f${i}, f${i});`,
      ),
    ],
    [
      'classes in a circle',
      'a.py',
      'from django.views import View\nclass A(B, View): pass\nclass B(A): pass\n',
    ],
    [
      'names of objects',
      'a.js',
      `const constructor = 1; app.get('/__proto__', toString, hasOwnProperty); app.use(constructor); x({ constructor: publicProcedure.mutation(() => 1) })`,
    ],
    ['a long line', 'a.js', `app.get('/a', ${'x+'.repeat(100_000)}1); req.role`],
    [
      'long names',
      'a.js',
      `app.get('/${'a'.repeat(100_000)}', ${'isAdmin'.repeat(10_000)}, ${'b'.repeat(100_000)});`,
    ],
    ['broken code', 'a.ts', `@Controller( export class { @Get( x( { app.get('/`],
    ['lists in lists', 'a.js', `const a = [b]; const b = [a]; app.get('/x', a, b, (req, res) => 1);`],
  ])('%s', (_, path, body) => {
    const start = processorMs();
    find(path, body);
    // A fraction of this on a quiet machine; tests share theirs.
    expect(processorMs() - start).toBeLessThan(tooLongMs);
  });
});

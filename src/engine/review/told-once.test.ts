// What a change says many times is told once.
import { describe, expect, it } from 'vitest';
import type { JudgedFinding } from '../review.ts';
import { toldOnce } from './told-once.ts';

const found = (place: string, more: Partial<JudgedFinding> = {}): JudgedFinding => {
  const [path = '', line = '1'] = place.split(':');
  return {
    rule: 'shell-from-interpolation',
    title: '',
    class: 'command-injection',
    path,
    start: { line: Number(line), column: 1 },
    end: { line: Number(line), column: 9 },
    message: 'Said.',
    severity: 'medium',
    confidence: 'medium',
    why: '',
    remedy: '',
    cwe: [],
    references: [],
    related: [],
    fingerprint: '',
    detectedSeverity: 'medium',
    disposition: { state: 'reported' },
    origin: { grade: 'unknown', evidence: [] },
    excerpt: { startLine: Number(line), lines: ["exec('tar ' + name);"] },
    ...more,
  };
};
const hook = (place: string, message = 'Runs `node a.js`.') =>
  found(place, { rule: 'agent-hook-command', message });
const start = (place: string, message: string) => found(place, { rule: 'agent-bypass-mode', message });

const entered = (place: string, from: string): JudgedFinding => {
  const { path, start, end } = found(from);
  const entry = { path, start, end, message: 'comes from the request here' };
  return found(place, { rule: 'path-from-request', class: 'path-traversal', related: [entry] });
};

const tool = (place: string, from: string, more: Partial<JudgedFinding> = {}): JudgedFinding => {
  const [entry] = entered(place, from).related;
  return found(place, {
    rule: 'path-from-request',
    class: 'path-traversal',
    related: entry ? [{ ...entry, message: 'comes from a language model here' }] : [],
    ...more,
  });
};
const sql = { rule: 'sql-from-interpolation', class: 'sql-injection' };

const command = (line: number, text: string, more: Partial<JudgedFinding> = {}): JudgedFinding =>
  found(`a.js:${line}`, {
    message: '`execSync` hands a shell a command.',
    related: [{ ...found(`a.js:${line - 1}`), message: 'comes from a parameter of this function' }],
    excerpt: { startLine: line, lines: [text] },
    ...more,
  });
const silenced = (place: string, line: string): JudgedFinding =>
  found(place, { rule: 'security-check-silenced', excerpt: { startLine: 1, lines: [line] } });
const secret = (place: string, more: Partial<JudgedFinding> = {}): JudgedFinding =>
  found(place, { secretDigest: 'x', ...more });
const asked = { related: [{ ...found('a.js:1'), message: 'comes from the request here' }] };

const body = Array.from({ length: 20 }, (_, at) => `const value${at}: string = compute('${at}', {\n  at });`).join('\n'); // prettier-ignore
const compiled = body.replaceAll("'", '"').replaceAll(': string', '').replaceAll('\n', ' ');
const other = body.replace(/value(\d+)/g, 'item_$1_total').replaceAll('compute', 'measure');

const loud = (findings: JudgedFinding[], bodies: Record<string, string> = {}): string[] => {
  const changed = toldOnce(findings, (path) => bodies[path]);
  return findings
    .filter((one) => changed.get(one)?.severity !== 'low')
    .map((one) => `${one.path}:${one.start.line}`);
};

describe('what is told once', () => {
  it.each<[name: string, findings: JudgedFinding[], bodies: Record<string, string>, loud: string[]]>([
    [
      'hooks of a file',
      [hook('hooks.json:3'), hook('hooks.json:9'), hook('a/hooks.json:3')],
      {},
      ['hooks.json:3', 'a/hooks.json:3'],
    ],
    [
      'a hook that speaks to another machine',
      [hook('hooks.json:3'), hook('hooks.json:9', 'Runs `curl https://x.example`.')],
      {},
      ['hooks.json:3', 'hooks.json:9'],
    ],
    [
      'a hook that was there before',
      [
        found('hooks.json:3', {
          rule: 'agent-hook-command',
          disposition: { state: 'outside-change', reason: 'before' },
        }),
        hook('hooks.json:9'),
      ],
      {},
      ['hooks.json:3', 'hooks.json:9'],
    ],
    [
      'one silenced check all over a file, and another one',
      [
        silenced('a.ts:3', "const file = join(folder, 'a.json'); // nosemgrep"),
        silenced('a.ts:9', '    // nosemgrep'),
        silenced('a.ts:12', "open('ws://localhost'); // nosemgrep"),
        silenced('a.ts:20', '// eslint-disable-next-line no-eval'),
        silenced('b.ts:4', '// nosemgrep'),
      ],
      {},
      ['a.ts:3', 'a.ts:20', 'b.ts:4'],
    ],
    [
      'one command in many scripts',
      [
        start('a.sh:3', 'Starts `claude --yolo "$@"`.'),
        start('b.cmd:4', 'Starts `claude --yolo %*`.'),
        start('c.sh:5', 'Starts `codex --yolo`.'),
      ],
      {},
      ['a.sh:3', 'c.sh:5'],
    ],
    [
      'source and what was made of it',
      [found('dist/tool.js:3'), found('src/tool.ts:5')],
      { 'dist/tool.js': compiled, 'src/tool.ts': body },
      ['src/tool.ts:5'],
    ],
    [
      'copies that people keep',
      [found('a/tool.js:3'), found('b/tool.js:3'), found('dist/tool.js:3')],
      { 'a/tool.js': body, 'b/tool.js': body, 'dist/tool.js': body },
      ['a/tool.js:3', 'b/tool.js:3'],
    ],
    [
      'one entry into many files',
      [entered('a.js:3', 'routes.js:5'), entered('b.js:4', 'routes.js:5'), entered('c.js:4', 'routes.js:9')],
      {},
      ['a.js:3', 'c.js:4'],
    ],
    [
      'two sinks in the file of the entry',
      [entered('routes.js:7', 'routes.js:5'), entered('routes.js:9', 'routes.js:5')],
      {},
      ['routes.js:7', 'routes.js:9'],
    ],
    [
      'one server for several agents',
      ['a/.mcp.json:5', 'b/mcp.json:5'].map((place) =>
        found(place, { rule: 'mcp-server-unpinned', class: 'agent-surface', message: 'Runs `npx notes`.' }),
      ),
      {},
      ['a/.mcp.json:5'],
    ],
    [
      'two sinks of one tool',
      [
        tool('tools.js:7', 'tools.js:5'),
        tool('tools.js:9', 'tools.js:5'),
        tool('tools.js:19', 'tools.js:15'),
      ],
      {},
      ['tools.js:7', 'tools.js:19'],
    ],
    [
      'statements of the tools of one file',
      [7, 17, 27, 37].map((line) => tool(`tools.js:${line}`, `tools.js:${line - 2}`, sql)),
      {},
      ['tools.js:7'],
    ],
    [
      'statements of two tools',
      [7, 17].map((line) => tool(`tools.js:${line}`, `tools.js:${line - 2}`, sql)),
      {},
      ['tools.js:7', 'tools.js:17'],
    ],
    [
      'one comparison in three routes of a file',
      [3, 9, 15].map((line) =>
        found(`serve.js:${line}`, {
          rule: 'secret-compared-in-variable-time',
          class: 'timing',
          excerpt: {
            startLine: line,
            lines: [`if (given !== \`Bearer ${'$'}{${line === 15 ? 'params.token' : 'token'}}\`) {`],
          },
        }),
      ),
      {},
      ['serve.js:3'],
    ],
    [
      'one check of statements in two tools of a file, and one in another',
      ['tools.js:3', 'tools.js:9', 'export.js:2'].map((place) =>
        found(place, { rule: 'statement-checked-by-first-word', class: 'incomplete-sanitization' }),
      ),
      {},
      ['tools.js:3', 'export.js:2'],
    ],
    [
      'one fast hash of a password where it is made and where it is compared, and another',
      [3, 9, 15].map((line) =>
        found(`auth.js:${line}`, {
          rule: 'weak-key-derivation',
          class: 'weak-crypto',
          start: { line, column: line === 3 ? 8 : 14 },
          excerpt: {
            startLine: line,
            lines: [
              { 3: "return hash(password + 'salt');", 9: "const made = hash(password + 'salt');" }[line] ??
                'const made = hash(pin);',
            ],
          },
        }),
      ),
      {},
      ['auth.js:3', 'auth.js:15'],
    ],
    [
      'two draws for one token, and one for another',
      [3, 4, 12]
        .map((line) =>
          found(`token.js:${line}`, {
            rule: 'weak-random',
            class: 'weak-crypto',
            start: { line, column: 14 },
            excerpt: { startLine: line, lines: [`const part${line} = Math.random().toString(36);`] },
          }),
        )
        .map((one) => ({
          ...one,
          start: { line: one.start.line, column: one.excerpt.lines[0]?.indexOf('Math') ?? 0 },
        })),
      {},
      ['token.js:3', 'token.js:12'],
    ],
    [
      'first passwords of two accounts, and a password of a database',
      [
        ...[3, 9].map((line) =>
          found(`users.js:${line}`, {
            rule: 'credential-argument',
            message: "Whoever reads the code can sign in with `'****'`.",
          }),
        ),
        found('users.js:20', { rule: 'credential-argument', message: "`'****'` stands in the code." }),
      ],
      {},
      ['users.js:3', 'users.js:20'],
    ],
    [
      'two comparisons of a file',
      ['given !== token', 'given !== adminToken'].map((text, at) =>
        found(`serve.js:${at * 6 + 3}`, {
          rule: 'secret-compared-in-variable-time',
          class: 'timing',
          excerpt: { startLine: at * 6 + 3, lines: [`if (${text}) {`] },
        }),
      ),
      {},
      ['serve.js:3', 'serve.js:9'],
    ],
    [
      'files of one name that differ',
      [found('a/index.js:3'), found('b/index.js:5')],
      { 'a/index.js': body, 'b/index.js': other },
      ['a/index.js:3', 'b/index.js:5'],
    ],
    [
      'files of other names',
      [found('a/one.js:3'), found('a/two.js:3')],
      { 'a/one.js': body, 'a/two.js': body },
      ['a/one.js:3', 'a/two.js:3'],
    ],
    ['one line twice in a file', [found('a.js:3'), found('a.js:9')], { 'a.js': body }, ['a.js:3', 'a.js:9']],
    [
      'one program in many functions of a file',
      [
        command(3, 'execSync(`git add ${name}`);'),
        command(9, "execSync('git show ' + name);"),
        command(15, 'execSync(text);'),
        command(21, 'execSync(`git log ${name}`);'),
      ],
      {},
      ['a.js:3'],
    ],
    [
      'one value in two commands of a program',
      [3, 9].map((line) =>
        command(line, 'execSync(`git add ${name}`);', { related: command(2, '').related }),
      ),
      {},
      ['a.js:3'],
    ],
    [
      'two values in two commands',
      [command(3, 'execSync(`git add ${name}`);'), command(9, 'execSync(`git add ${name}`);')],
      {},
      ['a.js:3', 'a.js:9'],
    ],
    [
      'four programs',
      ['tar', 'git', 'convert', 'ping'].map((name, at) => command(at * 4 + 3, `execSync(\`${name} \${x}\`)`)),
      {},
      ['a.js:3', 'a.js:7', 'a.js:11', 'a.js:15'],
    ],
    [
      'four requests',
      [3, 7, 11, 15].map((line) => command(line, 'execSync(`git add ${name}`);', asked)),
      {},
      ['a.js:3', 'a.js:7', 'a.js:11', 'a.js:15'],
    ],
    ['a secret in a manual', [secret('docs/a.md:3'), secret('docs/a.md:9')], {}, ['docs/a.md:3']],
    ['a secret in what was made', [secret('dist/a.js:3'), secret('src/a.ts:3')], {}, ['src/a.ts:3']],
    ['a secret and its manual', [secret('a.md:3'), secret('b.ts:3')], {}, ['b.ts:3']],
    ['a secret in two files', [secret('a.py:3'), secret('b.py:3')], {}, ['a.py:3', 'b.py:3']],
    [
      'a secret of two kinds',
      [secret('a.md:3', { rule: 'flask-secret-key' }), secret('b.py:3', { severity: 'high' })],
      {},
      ['b.py:3'],
    ],
    ['a secret twice in a file', [secret('a.py:3'), secret('a.py:9')], {}, ['a.py:3', 'a.py:9']],
    ['two secrets', [secret('a.py:3'), secret('b.py:3', { secretDigest: 'y' })], {}, ['a.py:3', 'b.py:3']],
  ])('%s', (_name, findings, bodies, expected) => {
    expect(loud(findings, bodies)).toEqual(expected);
  });

  it('speaks for a habit and for the copies of its file', () => {
    const both = ['src/a.js', 'dist/a.js'].flatMap((path) =>
      [3, 9].map((line) =>
        command(line, 'execSync(`git add ${name}`);', { path, related: command(2, '').related }),
      ),
    );
    expect(loud(both, { 'src/a.js': body, 'dist/a.js': body })).toEqual(['src/a.js:3']);
  });

  it('says where the others are', () => {
    const [first, second] = [hook('hooks.json:3'), hook('hooks.json:9')];
    const changed = toldOnce([first, second], () => undefined);
    expect(changed.get(first)?.message).toBe('Runs `node a.js`. One more command of this file runs so too.');
    expect(changed.get(second)?.message).toBe('Runs `node a.js`. It is told with line 3.');
    const copies = [found('dist/tool.js:3'), found('src/tool.js:5')];
    const said = toldOnce(copies, () => body);
    expect(copies.map((one) => said.get(one)?.message)).toEqual([
      'Said. It is told with src/tool.js:5.',
      'Said. The same stands at dist/tool.js:3.',
    ]);
  });
});

// Pairs of files before and after a change, reviewed with the shipped code rules: what counts, what moved, what was laid bare.
import { beforeAll, describe, expect, it } from 'vitest';
import { syntaxFor } from '../../assets.ts';
import { loadShippedRules } from '../../shipped-rules.ts';
import { diffLines } from '../../sources/line-diff.ts';
import { wholeFile, type ChangedFile } from '../change.ts';
import { code } from '../detectors/code/index.ts';
import { secrets } from '../detectors/secrets/index.ts';
import { expandExample } from '../detectors/secrets/templates.ts';
import type { Detector } from '../detector.ts';
import { Facts } from '../facts.ts';
import { defaultPolicy } from '../policy/policy.ts';
import { review } from '../review.ts';
import type { RuleSet } from '../rule.ts';
import { processorMs } from '../../../test/processor-time.ts';

let rules: RuleSet;
beforeAll(async () => {
  rules = (await loadShippedRules()).rules;
});

type Texts = Record<string, string>;

/** The changed files between two states; a file that is gone has no text after. */
function changed(before: Texts, after: Texts): ChangedFile[] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return paths.flatMap((path): ChangedFile[] => {
    const [old, now] = [before[path], after[path]];
    if (old === now) return [];
    if (old === undefined) return [wholeFile(path, now ?? '')];
    const { hunks } = diffLines(old, now ?? '');
    return [
      now === undefined
        ? { path, status: 'removed', class: 'text', hunks }
        : { path, status: 'modified', class: 'text', hunks, body: now },
    ];
  });
}

/** Each finding of medium or above as `path:line state` with the reason or what the message adds. */
async function judged(before: Texts, after: Texts): Promise<string[]> {
  const asked: string[] = [];
  const counted: Detector = {
    ...code,
    *detectFile(file, input) {
      asked.push(file.path);
      yield* code.detectFile?.(file, input) ?? [];
    },
  };
  const files = changed(before, after);
  const callers = Object.entries(after).flatMap(([path, text]) =>
    before[path] === text ? [{ path, text }] : [],
  );
  const surroundings = { own: [], manifests: [], callers };
  const { findings } = await review({
    change: { base: 'b', head: 'h', files, commits: [], unread: [], surroundings },
    facts: new Facts(),
    rules,
    syntax: await syntaxFor(files),
    policy: defaultPolicy,
    policyProblems: [],
    detectors: [counted, secrets],
    digestKey: 'k',
    today: '2026-11-20',
  });
  // After the change each file once, before it each file at most once.
  const most = files.filter((file) => file.status !== 'removed').length + files.length;
  expect(asked.length).toBeLessThanOrEqual(most);
  return findings
    .filter(({ severity }) => severity !== 'low')
    .map(({ path, start, disposition, message }) => {
      const why = 'reason' in disposition && disposition.state === 'outside-change' ? disposition.reason : '';
      const note = /Became reachable.*?change\./.exec(message)?.[0] ?? '';
      return `${path}:${start.line} ${[disposition.state, why, note].filter((part) => part !== '').join(': ')}`;
    })
    .filter((line) => !line.includes(' ignored'));
}

const head = `import sqlite3
from flask import Flask, request
app = Flask(__name__)
db = sqlite3.connect("a.db")

`;
const unsafe = `@app.get("/find")
def find():
    name = request.args["name"]
    limit = 10
    rows = db.execute("SELECT * FROM users WHERE name = '" + name + "'")
    return rows.fetchall()
`;
const guarded = unsafe.replace('    limit', '    name = int(name)\n    limit');
const other = `

@app.get("/ping")
def ping():
    return "pong"
`;
const much = Array.from({ length: 20 }, (_, at) => `def help_${at}():\n    return ${at}\n`).join('\n');
/** A line with a made-up key of a known shape. */
const secret = (seed: string) =>
  `KEY = "${expandExample(`{{random:${['AK', 'IA'].join('')}[A-Z2-7]{16}}}`, seed)}"`;
const outside = 'the change did not touch these lines';
const finder = (name: string): string =>
  `from store.files import ${name}\n${head}@app.get("/file")\ndef show():\n    return ${name}(request.args["name"])\n`;
const loader = (name: string, check = ''): string =>
  `DATA = "/data/"\n\n\ndef ${name}(name):\n${check}    with open(DATA + name) as file:\n        return file.read()\n`;

const cases: { name: string; before: Texts; after: Texts; expected: string[] }[] = [
  {
    name: 'a way through two files counts when its end is new',
    before: { 'app.py': finder('load') },
    after: { 'app.py': `${finder('load')}${other}`, 'store/files.py': loader('load') },
    expected: ['store/files.py:5 reported'],
  },
  {
    name: 'and when its beginning is',
    before: { 'app.py': head, 'store/files.py': loader('load') },
    after: { 'app.py': finder('load'), 'store/files.py': `${loader('load')}\n\nEMPTY = ""\n` },
    expected: ['store/files.py:5 reported'],
  },
  {
    name: 'a way through two files of which one was moved does not',
    before: { 'app.py': finder('load'), 'lib/files.py': loader('load') },
    after: { 'app.py': `${finder('load')}\n\nEMPTY = ""\n`, 'store/files.py': loader('load') },
    expected: ['store/files.py:5 outside-change: the lines on the way were only moved'],
  },
  {
    name: 'a way that begins in a file that did not change counts when its end is new',
    before: { 'app.py': finder('load'), 'store/files.py': 'def load(name):\n    return ""\n' },
    after: { 'app.py': finder('load'), 'store/files.py': loader('load') },
    expected: ['store/files.py:5 reported'],
  },
  {
    name: 'and when a check in front of its end goes',
    before: {
      'app.py': finder('load'),
      'store/files.py': loader('load', '    if not name.isalnum():\n        raise ValueError\n'),
    },
    after: { 'app.py': finder('load'), 'store/files.py': loader('load') },
    expected: [
      'store/files.py:5 reported: Became reachable by a removal at line 6 of the file before the change.',
    ],
  },
  {
    name: 'and not when only other lines change',
    before: { 'app.py': finder('load'), 'store/files.py': `${loader('load')}\n\nEMPTY = 1\n` },
    after: { 'app.py': finder('load'), 'store/files.py': `${loader('load')}\n\nEMPTY = 2\n` },
    expected: [`store/files.py:5 outside-change: ${outside}`],
  },
  {
    name: 'it does when its check was lost on the way',
    before: {
      'app.py': finder('load'),
      'lib/files.py': loader('load', '    if not name.isalnum():\n        raise ValueError\n'),
    },
    after: { 'app.py': `${finder('load')}\n\nEMPTY = ""\n`, 'store/files.py': loader('load') },
    expected: ['store/files.py:5 reported'],
  },
  {
    name: 'new code counts',
    before: { 'app.py': head + other },
    after: { 'app.py': head + unsafe + other },
    expected: ['app.py:10 reported'],
  },
  {
    name: 'old code beside new code does not',
    before: { 'app.py': head + unsafe },
    after: { 'app.py': head + unsafe + other },
    expected: [`app.py:10 outside-change: ${outside}`],
  },
  {
    name: 'a new source counts at an old sink',
    before: { 'app.py': head + unsafe.replace('request.args["name"]', '"fixed"') },
    after: { 'app.py': head + unsafe },
    expected: ['app.py:10 reported'],
  },
  {
    name: 'a step between counts',
    before: { 'app.py': head + unsafe.replace('    limit = 10', '    name = "fixed"') },
    after: { 'app.py': head + unsafe.replace('    limit = 10', '    name = name.strip()') },
    expected: ['app.py:10 reported'],
  },
  {
    name: 'a guard that is removed lays an old line bare',
    before: { 'app.py': head + guarded },
    after: { 'app.py': head + unsafe },
    expected: ['app.py:10 reported: Became reachable by a removal at line 9 of the file before the change.'],
  },
  {
    name: 'lines removed elsewhere lay nothing bare',
    before: { 'app.py': head + unsafe + other },
    after: { 'app.py': head + unsafe },
    expected: [`app.py:10 outside-change: ${outside}`],
  },
  {
    name: 'only a comment is removed',
    before: { 'app.py': head + unsafe.replace('    limit', '    # the name is known\n    limit') },
    after: { 'app.py': head + unsafe },
    expected: [`app.py:10 outside-change: ${outside}`],
  },
  {
    name: 'code that moved within its file is not new',
    before: { 'app.py': `${head}${unsafe}\n${much}` },
    after: { 'app.py': `${head}${much}\n${unsafe}` },
    expected: ['app.py:70 outside-change: moved from app.py:10'],
  },
  {
    name: 'code that moved to a new file is not new',
    before: { 'app.py': head + unsafe + other },
    after: { 'app.py': head + other, 'views/find.py': head + unsafe },
    expected: ['views/find.py:10 outside-change: moved from app.py:10'],
  },
  {
    name: 'code that moved from a file that is gone is not new',
    before: { 'old.py': head + unsafe },
    after: { 'views/find.py': `"""Views."""\n${head}${unsafe}` },
    expected: ['views/find.py:11 outside-change: moved from old.py:10'],
  },
  {
    name: 're-indented code is not new',
    before: { 'app.py': head + unsafe },
    after: {
      'app.py':
        head +
        unsafe.replace(
          / {4}rows.*\n.*\n/,
          (text) => `    with db:\n${text.replace(/^/gm, '    ').trimEnd()}\n`,
        ),
    },
    expected: ['app.py:11 outside-change: moved from app.py:10'],
  },
  {
    name: 'code that moved out of its guard counts',
    before: { 'app.py': head + guarded + other },
    after: { 'app.py': head + other, 'views/find.py': head + unsafe },
    expected: ['views/find.py:10 reported'],
  },
  {
    name: 'a copy beside the old code counts',
    before: { 'app.py': head + unsafe },
    after: { 'app.py': head + unsafe + other, 'views/find.py': head + unsafe },
    expected: [`app.py:10 outside-change: ${outside}`, 'views/find.py:10 reported'],
  },
  {
    name: 'of two copies of moved code one is new',
    before: { 'app.py': head + unsafe + other },
    after: { 'app.py': head + other, 'a.py': head + unsafe, 'b.py': head + unsafe },
    expected: ['a.py:10 outside-change: moved from app.py:10', 'b.py:10 reported'],
  },
  {
    name: 'a moved sink with a new source counts',
    before: { 'app.py': head + unsafe + other },
    after: {
      'app.py': head + other,
      'views/find.py': head + unsafe.replace('request.args["name"]', 'request.form["title"]'),
    },
    expected: ['views/find.py:10 reported'],
  },
  {
    name: 'a guard that moved to another file took nothing away',
    before: { 'app.py': head + guarded },
    after: {
      'app.py': head + unsafe,
      'clean.py': 'def clean(name):\n    name = int(name)\n    return name\n',
    },
    expected: ['app.py:10 outside-change: what guarded these lines was only moved'],
  },
  {
    name: 'a secret that moved is not new, another one is',
    before: { 'app.py': `${head}${secret('a')}\n${much}` },
    after: { 'app.py': head + much, 'settings.py': `${secret('a')}\n${secret('b')}\n` },
    expected: ['settings.py:1 outside-change: moved from app.py:6', 'settings.py:2 reported'],
  },
  {
    name: 'JavaScript: a guard is removed',
    before: {
      'a.js': `const { exec } = require('child_process');
app.get('/a', (req, res) => {
  if (!['x', 'y'].includes(req.query.a)) return res.end();
  exec('ls ' + req.query.a);
});
`,
    },
    after: {
      'a.js': `const { exec } = require('child_process');
app.get('/a', (req, res) => {
  exec('ls ' + req.query.a);
});
`,
    },
    expected: ['a.js:3 reported: Became reachable by a removal at line 3 of the file before the change.'],
  },
];

describe('a large change', () => {
  it('is judged in time that grows with its size', async () => {
    const views = (indent: string, count: number) =>
      Array.from(
        { length: count },
        (_, at) =>
          `${indent}def view_${at}(name = request.args["n${at}"]):\n${indent}    db.execute("SELECT " + name)\n`,
      ).join('');
    const milliseconds = async (count: number) => {
      const start = processorMs();
      await judged(
        { 'a.py': head + views('', count) },
        { 'a.py': `${head}class Views:\n${views('    ', count)}` },
      );
      return processorMs() - start;
    };
    await milliseconds(100);
    const [once, eight] = [await milliseconds(500), await milliseconds(4000)];
    // Eight times the lines, with room for a busy machine.
    expect(eight).toBeLessThan(Math.max(30 * once, 5000));
  });
});

describe('a finding and the change', () => {
  it.each(cases)('$name', async ({ before, after, expected }) => {
    expect(await judged(before, after)).toEqual(expected);
  });
});

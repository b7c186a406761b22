// Pieces of files: what is blanked of them, and that the rest is read as if it stood alone.
import { beforeAll, describe, expect, test } from 'vitest';
import { readWasm } from '../../assets.ts';
import { loadSyntax, type Syntax } from './parse.ts';
import { withoutTorn } from './torn.ts';

/** What is blanked, with the lines joined by `|`. */
function blanked(text: string, grammar: string): string {
  const rest = withoutTorn(text, grammar)?.text ?? text;
  expect(rest.length).toBe(text.length);
  return [...text]
    .map((char, at) => (char === '\n' ? '|' : rest[at] === char ? ' ' : char))
    .join('')
    .replace(/ *\| */g, '|')
    .replace(/^\|+|\|+$/g, '')
    .trim();
}

const whole: Record<string, string> = {
  javascript: 'function load(id) {\n  return find(id);\n}\n',
  php: 'function load($id) {\n  return find($id);\n}\n',
  java: 'class Store {\n  String load(String id) {\n    return find(id);\n  }\n}\n',
  'c-sharp': 'class Store {\n  string Load(string id) {\n    return Find(id);\n  }\n}\n',
  kotlin: 'fun load(id: String): String {\n  return find(id)\n}\n',
  go: 'func load(id string) string {\n\treturn find(id)\n}\n',
  rust: 'fn load(id: &str) -> String {\n    find(id)\n}\n',
  cpp: 'int load(int id) {\n  return find(id);\n}\n',
  python: 'def load(id):\n    return find(id)\n',
  ruby: 'def load(id)\n  find(id)\nend\n',
};
const heads: Record<string, string> = {
  'arguments of a call': '      name,\n      other\n    );\n',
  'an object among arguments': '      name: 1,\n    });\n',
  'parameters of a function': '    name,\n    other\n  ) {\n    go();\n  }\n',
  'a branch and two blocks': '    } else {\n      go();\n    }\n  }\n',
  'a comment': '   * Says what it does.\n   */\n',
  'a condition': '      && other\n      || third) {\n    go();\n  }\n',
};
const pythonHeads: Record<string, string> = {
  'arguments of a call': '        name,\n        other,\n    )\n',
  'parameters of a function': '    name: str,\n):\n    go()\n',
  'a branch': '    else:\n        go()\n',
  'a handler of errors': '    except ValueError as error:\n        go()\n',
  'a docstring': '    Says what it does.\n    """\n',
  'a chain': '    .filter(name)\n    .first()\n',
};

let syntax: Syntax;
beforeAll(async () => {
  syntax = await loadSyntax(Object.keys(whole), readWasm);
});

describe('what stands behind a torn beginning is read as if it stood alone', () => {
  for (const [grammar, text] of Object.entries(whole))
    for (const [name, head] of Object.entries(grammar === 'python' ? pythonHeads : heads)) {
      // Ruby has no such brackets and comments.
      if (grammar === 'ruby' && !name.includes('arguments')) continue;
      test(`${grammar}: ${name}`, () => {
        const start = grammar === 'php' ? '<?php\n' : '';
        const own = head.replaceAll(';', grammar === 'kotlin' || grammar === 'go' ? '' : ';');
        const alone = syntax.parse(start + text, grammar, true);
        const tree = syntax.parse(`${start}${own}\n${text}`, grammar, true);
        if ('reason' in tree || 'reason' in alone) throw new Error('no tree');
        const last = alone.root.children.at(-1);
        const found = (tree.byKind.get(last?.kind ?? '') ?? []).map((node) => node.text);
        expect(found).toContain(last?.text);
        // What a grammar reads in spite of it need not be cut.
        expect((tree.byKind.get('ERROR') ?? []).length).toBeLessThan(3);
      });
    }
});

describe('what is blanked', () => {
  test.each([
    ['nothing of what is whole', 'javascript', 'f(a, [b]);\nif (c) {\n  d();\n} else {\n  e();\n}\n', ''],
    ['no brackets in texts and comments', 'javascript', 'f("}"); // )\n/* ] */ g(\')\');\n', ''],
    ['nor in long ones', 'kotlin', 'val a = """\n  )\n"""\nval b = \'}\'\n', ''],
    ['a closer with its line', 'java', '  } else {\n    a();\n', '} else {'],
    ['a closer behind something, alone', 'java', 'a(); }\n', '}'],
    ['arguments and no statement before them', 'java', 'a();\n    b,\n    c);\n', 'b,|c);'],
    ['no line that is indented less', 'python', 'import a\n    b,\n    c)\n', 'b,|c)'],
    ['a closer of the wrong kind', 'java', 'f(a, { b ]);\n', ']'],
    ['labels outside of a choice', 'cpp', '  case 3:\n    a();\n', 'case 3:'],
    ['and none within', 'cpp', 'switch (a) {\n  case 3:\n    b();\n}\n', ''],
    ['a branch without its beginning', 'python', '    else:\n        a()\n    b()\n', 'else:'],
    [
      'the middle of a comment',
      'java',
      " * Call {@code f(a)}.\n * It isn't much.\n",
      "* Call {@code f(a)}.|* It isn't much.",
    ],
    ['a comment that does not end', 'javascript', 'a();\n/**\n * f({\n * b\nc();\n', '/**|* f({|* b'],
    ['no comment as a whole', 'javascript', '/**\n * f({\n */\na(b\n  * c);\n', ''],
    [
      'a docstring that does not end',
      'python',
      'class A:\n    """Says::\n\n        f(a)\n\n    def g(self):\n        pass\n',
      '"""Says::||f(a)',
    ],
    [
      'one that another one follows',
      'python',
      'class A:\n    """Says.\n    def g(self):\n        """Does."""\n',
      '"""Says.',
    ],
    [
      'the end of one before a text',
      'python',
      '    It is.\n    """\n    usage = """\n    a\n    """\n',
      'It is.|"""',
    ],
    [
      'no texts as a whole',
      'python',
      'f("""\n  a\n""", b)\ndef g():\n    """Says.\n\n    More.\n    """\n',
      '',
    ],
    ['and none with it', 'python', 'if a:\n    b()\nelse:\n    c()\nx = 1 if y else 2\n', ''],
    ['nor cases', 'python', 'match a:\n    case 1:\n        b()\n    case 2:\n        c()\n', ''],
  ])('%s', (_, grammar, text, gone) => expect(blanked(`${text}follow(more);\n`, grammar)).toBe(gone));
});

describe('what a piece begins is read although it does not end', () => {
  test.each([
    [
      'c-sharp',
      'class A {\n  void F(string a) {\n    Run(a, [b(c)]);\n',
      'method_declaration',
      'void F(string a) {\n    Run(a, [b(c)]);',
    ],
    [
      'kotlin',
      'class A {\n  fun f(a: String) {\n    run(a)\n',
      'function_declaration',
      'fun f(a: String) {\n    run(a)',
    ],
    [
      'php',
      '<?php\nclass A {\n  function f($a) {\n    run($a);\n',
      'method_declaration',
      'function f($a) {\n    run($a);',
    ],
    [
      'php',
      '    run($a);\n  }\n  public function f($b) {\n    return $b;\n  }\n}\n',
      'function_call_expression',
      'run($a)',
    ],
    ['php', '  if ($a) {\n    run($a);\n?>\n<p><?= $b ?></p>\n', 'function_call_expression', 'run($a)'],
  ])('%s: %j', (grammar, text, kind, part) => {
    const tree = syntax.parse(text, grammar, true);
    if ('reason' in tree) throw new Error(tree.reason);
    const [node] = tree.byKind.get(kind) ?? [];
    expect([tree.isTorn, node?.text, node && text.slice(node.start, node.end)]).toEqual([true, part, part]);
    // Nothing ends on a line that is not there.
    expect(text.slice(tree.root.end).trim()).toBe('');
    expect(tree.root.end).toBeLessThanOrEqual(text.length);
  });

  test.each(['<p>It costs $5 and <?= $b ?></p>\n', 'Hello $name, it is\n', '<?php\nrun($a);\n'])(
    '%j is whole',
    (text) => {
      const tree = syntax.parse(text, 'php', true);
      expect('reason' in tree || tree.isTorn).toBeFalsy();
    },
  );
});

test('a file that errors and is no piece stays as it is, and a piece says that it is one', () => {
  const parse = (text: string) => {
    const tree = syntax.parse(text, 'javascript', true);
    if ('reason' in tree) throw new Error(tree.reason);
    return { isTorn: tree.isTorn ?? false, isWrong: tree.errors > 0, text: tree.source.text };
  };
  for (const [text, isTorn, isWrong] of [
    ['const = ;\nf(a);\n', false, true],
    ['f(a);\n', false, false],
    ['  name,\n  );\nf(a);\n', true, true],
  ] as const)
    expect(parse(text)).toEqual({ isTorn, isWrong, text });
});

test('a long text that does not end is not taken for the end of one', () => {
  const text = `${'x = find(a)\n'.repeat(20)}y = """ and more\n`;
  const tree = syntax.parse(text, 'python', true);
  if ('reason' in tree) throw new Error(tree.reason);
  expect(tree.byKind.get('call')).toHaveLength(20);
});

test.each([
  ['python', '"""'],
  ['python', '"""A\n'],
  ['python', "x = '''\n  "],
  ['java', ' * a\n/*\n'],
  ['php', '$a '],
  ['c-sharp', '{(['],
])('%s: takes little time for many of %j', (grammar, part) => {
  // Processor time, which other work on the machine does not lengthen; what is quadratic takes minutes.
  const from = process.cpuUsage();
  withoutTorn(part.repeat(300_000 / part.length), grammar);
  expect(process.cpuUsage(from).user / 1000).toBeLessThan(5000);
});

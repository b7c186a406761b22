// The matcher case by case: what a rule object matches in JavaScript, TypeScript and Python, and what it does not.
import { beforeAll, describe, expect, it } from 'vitest';
import { readWasm } from '../../assets.ts';
import type { AstRule } from './ast-rule.ts';
import { compileAstRule, type CompileContext, type CompiledAstRule } from './ast-rule-compile.ts';
import { toSearch } from './ast-rule-fit.ts';
import { matchAstRule } from './ast-rule-match.ts';
import { literalsOf, soughtTexts } from '../text/literals.ts';
import { bindingOf, type Pass } from './match.ts';
import { loadSyntax, type Syntax } from './parse.ts';
import { processorMs } from '../../../test/processor-time.ts';

let syntax: Syntax;
beforeAll(async () => {
  syntax = await loadSyntax(
    ['javascript', 'typescript', 'tsx', 'python', 'go', 'java', 'php', 'rust'],
    readWasm,
  );
});

const maxSteps = 2_000_000;

function compile(
  rule: AstRule,
  grammar: string,
): { context: CompileContext; compiled: ReturnType<typeof compileAstRule> } {
  const context: CompileContext = {
    grammar,
    grammars: [grammar],
    syntax,
    trusted: true,
    utils: new Map(),
    problems: [],
    sought: soughtTexts(),
  };
  return { context, compiled: compileAstRule(rule, context) };
}

/** The code of each match; with `show` the text of that metavariable instead. */
function matches(rule: AstRule, grammar: string, code: string, show?: string): string[] {
  const { compiled, context } = compile(rule, grammar);
  expect(context.problems).toEqual([]);
  const tree = syntax.parse(code, grammar);
  if ('reason' in tree) throw new Error(tree.reason);
  const file = toSearch(literalsOf(code), tree);
  const found = matchesIn(compiled, { tree, stepsLeft: maxSteps }, show);
  // Where it need not look nothing may be missed.
  expect(matchesIn(compiled, { tree, stepsLeft: maxSteps, file }, show)).toEqual(found);
  return found;
}

function matchesIn(compiled: CompiledAstRule, pass: Pass, show: string | undefined): string[] {
  const { tree } = pass;
  const out: string[] = [];
  for (const kind of compiled.kinds ?? tree.byKind.keys())
    for (const node of tree.byKind.get(kind) ?? []) {
      const matched = matchAstRule(compiled, node, undefined, pass);
      if (matched)
        out.push(show === undefined ? node.text : (bindingOf(matched.bindings, show)?.text ?? '-'));
    }
  return out;
}

const pattern = (text: string): AstRule => ({ pattern: text });

describe('patterns in JavaScript', () => {
  it.each<[name: string, rule: string, code: string, expected: string[]]>([
    ['a literal call', 'eval(x)', 'eval(x); eval(y)', ['eval(x)']],
    ['layout does not count', 'f($A, $B)', 'f(\n  a, // why\n  b,\n)', ['f(\n  a, // why\n  b,\n)']],
    ['a metavariable is one node', 'f($A)', 'f(1); f(); f(1, 2)', ['f(1)']],
    ['an anonymous one too', 'f($_)', 'f(1); f()', ['f(1)']],
    ['the same name means the same code', '$A === $A', 'a.b === a . b; a === b', ['a.b === a . b']],
    ['$$$ takes none', 'f($$$)', 'f()', ['f()']],
    ['$$$ takes many', 'f($$$)', 'f(1, 2, 3)', ['f(1, 2, 3)']],
    ['$$$ before', 'f($$$, last)', 'f(1, 2, last); f(last); f(last, 1)', ['f(1, 2, last)', 'f(last)']],
    [
      '$$$ around',
      'f($$$, x, $$$)',
      'f(x); f(1, x); f(x, 1); f(1, x, 1); f(1)',
      ['f(x)', 'f(1, x)', 'f(x, 1)', 'f(1, x, 1)'],
    ],
    ['quotes are equal', "f('a')", 'f("a"); f(`a`); f("b"); f(`a${x}`)', ['f("a")', 'f(`a`)']],
    [
      'a property of any object',
      '$O.innerHTML = $V',
      'a.b.innerHTML = x; innerHTML = x',
      ['a.b.innerHTML = x'],
    ],
    [
      'a computed property with a constant name',
      '$O.innerHTML = $V',
      "a['innerHTML'] = x; a[k] = x",
      ["a['innerHTML'] = x"],
    ],
    ['optional chaining', '$O.exec($C)', 'a?.exec(c)', ['a?.exec(c)']],
    ['operators count', '$A == $B', 'a === b; a == b; a != b', ['a == b']],
    ['assignment is not augmented assignment', '$A = $B', 'a = b; a += b', ['a = b']],
    [
      'async is no part of a function',
      'function $F($$$) { $$$ }',
      'async function f(a) { g() }',
      ['async function f(a) { g() }'],
    ],
    ['an object as a value', '{ a: $A, $$$ }', 'f({ a: 1, b: 2 })', ['{ a: 1, b: 2 }']],
    [
      'the order of keys with $$$',
      'f({ $$$, a: true, $$$ })',
      'f({ b, "a": true, c }); f({ a: false })',
      ['f({ b, "a": true, c })'],
    ],
    ['a shorthand is not a pair', 'f({ a: $V })', 'f({ a })', []],
    ['a new expression', 'new Function($$$)', 'new Function("a", b); Function(b)', ['new Function("a", b)']],
    ['a template call', '$T`$$$`', 'sql`a`', ['sql`a`']],
    ['a template with values', '$T`$$$`', 'sql`a ${b}`', ['sql`a ${b}`']],
    ['a return', 'return $X', 'function f() { return a.b }', ['return a.b']],
    ['strings are matched whole', "f('md5')", 'f("md5x")', []],
    ['escapes and splits are no other words', "f('a b')", 'f("a  b")', []],
    ['brackets do not count', 'f({ a: 1 })', 'f(({ a: 1 }))', ['f(({ a: 1 }))']],
    ['comments do not match', 'eval($X)', '// eval(x)\n"eval(x)"', []],
  ])('%s', (_, rule, code, expected) => {
    expect(matches(pattern(rule), 'javascript', code)).toEqual(expected);
  });

  it.each<[name: string, rule: string, code: string, expected: string[]]>([
    [
      'default import',
      'child_process.exec($C)',
      "import cp from 'child_process'; cp.exec(a)",
      ['cp.exec(a)'],
    ],
    [
      'node: prefix',
      'child_process.exec($C)',
      "import * as cp from 'node:child_process'; cp.exec(a)",
      ['cp.exec(a)'],
    ],
    [
      'named import',
      'child_process.exec($C)',
      "import { exec as run } from 'child_process'; run(a)",
      ['run(a)'],
    ],
    ['require', 'child_process.exec($C)', "const cp = require('child_process'); cp.exec(a)", ['cp.exec(a)']],
    [
      'destructured require',
      'child_process.exec($C)',
      "const { exec: run } = require('child_process'); run(a)",
      ['run(a)'],
    ],
    [
      'inline require',
      'child_process.exec($C)',
      "require('child_process').exec(a)",
      ["require('child_process').exec(a)"],
    ],
    [
      'compiled import',
      'child_process.exec($C)',
      "const child_process_1 = require('child_process'); (0, child_process_1.exec)(a)",
      ['(0, child_process_1.exec)(a)'],
    ],
    [
      'compiled default import',
      'fs.readFile($F)',
      "const fs_1 = __importDefault(require('fs')); fs_1.default.readFile(a)",
      ['fs_1.default.readFile(a)'],
    ],
    [
      'promisified',
      'child_process.exec($C)',
      "import cp from 'child_process'; const run = promisify(cp.exec); run(a)",
      ['run(a)'],
    ],
    [
      'a package with a hyphen',
      'js_yaml.load($C)',
      "import yaml from 'js-yaml'; yaml.load(a)",
      ['yaml.load(a)'],
    ],
    [
      'a local function of the same name',
      'child_process.exec($C)',
      'function exec(c) {} exec(a); re.exec(a)',
      [],
    ],
    [
      'a metavariable for the member',
      'child_process.$M($C)',
      "import { execSync } from 'child_process'; execSync(a)",
      ['execSync(a)'],
    ],
    ['a name that is not imported', 'crypto.createHash($H)', "createHash('md5')", ["createHash('md5')"]],
    ['a function of the file', 'crypto.createHash($H)', 'function createHash(name) {} createHash(a)', []],
    ['a parameter', 'crypto.createHash($H)', 'const f = (createHash) => createHash(a)', []],
    ['another module', 'crypto.createHash($H)', "import { createHash } from './hash'; createHash(a)", []],
    ['what an object holds', 'crypto.createHash($H)', 'const { createHash } = provider; createHash(a)', []],
  ])('names: %s', (_, rule, code, expected) => {
    expect(matches(pattern(rule), 'javascript', code)).toEqual(expected);
  });

  it('takes types for nothing', () => {
    expect(matches(pattern('f($A)'), 'typescript', 'f<string>(a)')).toEqual(['f<string>(a)']);
    expect(matches(pattern('const $A = $B'), 'typescript', 'const a: string = b')).toEqual([
      'const a: string = b',
    ]);
    expect(matches(pattern('f({ a: 1 })'), 'typescript', 'f({ a: 1 } as Options)')).toEqual([
      'f({ a: 1 } as Options)',
    ]);
    expect(
      matches(pattern('<div dangerouslySetInnerHTML={$V} />'), 'tsx', '<div dangerouslySetInnerHTML={x} />'),
    ).toHaveLength(1);
  });
});

describe('patterns in Python', () => {
  it.each<[name: string, rule: string, code: string, expected: string[]]>([
    ['a call', 'eval($X)', 'eval(a)\nx.eval(a)', ['eval(a)']],
    [
      'keyword arguments',
      'f($$$, shell=True, $$$)',
      'f(a, shell=True)\nf(shell=True, b=1)\nf(shell=False)',
      ['f(a, shell=True)', 'f(shell=True, b=1)'],
    ],
    ['a trailing comma', 'f($A, $B)', 'f(\n  a,\n  b,\n)', ['f(\n  a,\n  b,\n)']],
    ['prefixes of strings', "f('a')", 'f(b"a")\nf(f"a")\nf(f"{a}")', ['f(b"a")', 'f(f"a")']],
    ['joined strings', "f('a b')", 'f("a " "b")', ['f("a " "b")']],
    [
      'a dictionary',
      'f({$$$, "a": False, $$$})',
      'f({"b": 1, "a": False})\nf({"a": True})\nf({**x, "a": False})',
      ['f({"b": 1, "a": False})', 'f({**x, "a": False})'],
    ],
    [
      'a decorator',
      '@app.route($$$)',
      '@app.route("/x", methods=["GET"])\ndef f(): pass',
      ['@app.route("/x", methods=["GET"])'],
    ],
    [
      'a definition',
      'def $F($$$): $$$',
      'def f(a, b=1):\n  x()\n  return 1',
      ['def f(a, b=1):\n  x()\n  return 1'],
    ],
    ['an annotated assignment', '$A = 1', 'a: int = 1', ['a: int = 1']],
    ['a subscript', "$A['k'] = $V", 'a["k"] = 1\na["l"] = 1', ['a["k"] = 1']],
    ['an import', 'import pickle', 'import pickle\nimport json', ['import pickle']],
    [
      'a with statement',
      'with open($P) as $F: $$$',
      'with open(p) as f:\n  x()',
      ['with open(p) as f:\n  x()'],
    ],
    [
      'except without a type',
      'try: $$$\nexcept: $$$',
      'try:\n  a()\nexcept:\n  pass',
      ['try:\n  a()\nexcept:\n  pass'],
    ],
    ['not in is not in', '$A in $B', 'a in b\na not in b', ['a in b']],
    ['import as', 'hashlib.md5($$$)', 'import hashlib as h\nh.md5(x)', ['h.md5(x)']],
    ['from import', 'hashlib.md5($$$)', 'from hashlib import md5\nmd5(x)', ['md5(x)']],
    ['from import as', 'hashlib.md5($$$)', 'from hashlib import md5 as m\nm(x)', ['m(x)']],
    [
      'the end of a full name',
      'etree.parse($$$)',
      'from lxml import etree\netree.parse(x)',
      ['etree.parse(x)'],
    ],
    ['an alias by assignment', 'hashlib.md5($$$)', 'import hashlib\nm = hashlib.md5\nm(x)', ['m(x)']],
    [
      'a name that an import gives to something else',
      'ET.parse($$$)',
      'import defusedxml.ElementTree as ET\nET.parse(x)',
      [],
    ],
    ['a member of another object', 'hashlib.md5($$$)', 'self.hashlib.md5(x)', []],
    ['a relative import', 'requests.get($$$)', 'from . import requests\nrequests.get(x)', []],
  ])('%s', (_, rule, code, expected) => {
    expect(matches(pattern(rule), 'python', code)).toEqual(expected);
  });

  it('binds the full name where an import gave another', () => {
    expect(matches(pattern('hashlib.$F($$$A)'), 'python', 'from hashlib import md5 as m\nm(x)', 'F')).toEqual(
      ['md5'],
    );
    expect(matches(pattern('f($$$A)'), 'python', 'f(a, *b, c=1)', 'A')).toEqual(['a, *b, c=1']);
    expect(matches(pattern("f('$S')"), 'python', 'f("text")', 'S')).toEqual(['text']);
  });
});

describe('rule objects', () => {
  const code = 'def f(a):\n  x = 1\n  y = g(a)\n  return h(y)\n\nz = g(b)\n';
  it.each<[name: string, rule: AstRule, expected: string[]]>([
    ['kind', { kind: 'return_statement' }, ['return h(y)']],
    ['kind and regex', { kind: 'call', regex: '^g' }, ['g(a)', 'g(b)']],
    ['not', { kind: 'call', not: { regex: '^g' } }, ['h(y)']],
    ['any', { any: [pattern('h($A)'), pattern('g(b)')] }, ['h(y)', 'g(b)']],
    ['all', { all: [{ kind: 'call' }, { regex: 'a' }] }, ['g(a)']],
    ['inside the parent only', { pattern: 'g($A)', inside: { kind: 'function_definition' } }, []],
    [
      'inside to the end',
      { pattern: 'g($A)', inside: { kind: 'function_definition', stopBy: 'end' } },
      ['g(a)'],
    ],
    [
      'inside until a rule',
      { pattern: 'g($A)', inside: { kind: 'module', stopBy: { kind: 'function_definition' } } },
      ['g(b)'],
    ],
    ['inside a field', { kind: 'identifier', inside: { kind: 'call', field: 'function' } }, ['g', 'h', 'g']],
    [
      'not inside',
      { pattern: 'g($A)', not: { inside: { kind: 'function_definition', stopBy: 'end' } } },
      ['g(b)'],
    ],
    ['has among the children only', { kind: 'function_definition', has: pattern('h($A)') }, []],
    [
      'has to the end',
      { kind: 'function_definition', has: { pattern: 'h($A)', stopBy: 'end' } },
      [code.slice(0, -11)],
    ],
    [
      'has in a field',
      { kind: 'assignment', has: { field: 'right', kind: 'call' } },
      ['y = g(a)', 'z = g(b)'],
    ],
    [
      'has until a rule',
      { kind: 'module', has: { pattern: 'h($A)', stopBy: { kind: 'function_definition' } } },
      [],
    ],
    ['follows', { kind: 'return_statement', follows: { has: pattern('$Y = g($A)') } }, ['return h(y)']],
    ['follows the neighbour only', { kind: 'return_statement', follows: { has: pattern('x = 1') } }, []],
    [
      'follows to the end',
      { kind: 'return_statement', follows: { has: pattern('x = 1'), stopBy: 'end' } },
      ['return h(y)'],
    ],
    ['precedes', { kind: 'expression_statement', precedes: { kind: 'return_statement' } }, ['y = g(a)']],
    ['nthChild', { kind: 'identifier', nthChild: 1, inside: { kind: 'argument_list' } }, ['a', 'y', 'b']],
    [
      'a metavariable across parts',
      { pattern: 'return h($Y)', follows: { has: pattern('$Y = g($A)') } },
      ['return h(y)'],
    ],
    [
      'a metavariable in a negation',
      { pattern: 'return h($Y)', not: { follows: { has: pattern('$Y = g($A)') } } },
      [],
    ],
    ['value of a literal', { kind: 'integer', value: '^1$' }, ['1']],
    ['value of a name', { kind: 'identifier', value: '^1$' }, ['x']],
  ])('%s', (_, rule, expected) => {
    expect(matches(rule, 'python', code)).toEqual(expected);
  });

  it('looks past comments for the neighbour', () => {
    const commented = 'x = 1\n# one\n# two\nreturn_of(x)\n';
    const call = (follows: AstRule['follows']): AstRule => ({
      pattern: 'return_of($A)',
      inside: { kind: 'expression_statement', follows },
    });
    expect(matches(call({ has: { pattern: 'x = 1' } }), 'python', commented)).toEqual(['return_of(x)']);
    expect(matches(call({ kind: 'comment', regex: 'two' }), 'python', commented)).toEqual(['return_of(x)']);
    expect(matches(call({ has: { pattern: 'x = 2' } }), 'python', commented)).toEqual([]);
  });

  it('reads a whole file, but of other code the beginning', () => {
    const filler = 'y = 1\n'.repeat(3_000);
    const inside = (kind: string): AstRule => ({
      pattern: 'g($A)',
      inside: { kind, stopBy: 'end', regex: 'last' },
    });
    expect(matches(inside('module'), 'python', `g(1)\n${filler}last = 1\n`)).toEqual(['g(1)']);
    expect(matches(inside('module'), 'python', `g(1)\n${filler}`)).toEqual([]);
    const method = `def f():\n  g(1)\n${filler.replace(/^/gm, '  ')}last = 1\n`;
    expect(matches(inside('function_definition'), 'python', method)).toEqual([]);
  });

  it('reads code as if it stood on one line, and as it is written', () => {
    const rule: AstRule = { kind: 'method_invocation', regex: '^r\\.get\\("a", b\\)\\.close\\(\\)$' };
    const found = (code: string): number => matches(rule, 'java', code).length;
    expect(found('r.get("a", b).close();')).toBe(1);
    expect(found('r\n  .get(\n    "a", // first\n    b)\n  .close();')).toBe(1);
    expect(found('r.get(/* given */ "a", b).close();')).toBe(1);
    // What a text says is no layout, and what stands in a comment no code.
    expect(found('r.get("a /* given */", b).close();')).toBe(0);
    expect(found('r.get("a" /* , b */).close();')).toBe(0);
    const written: AstRule = { kind: 'method_invocation', regex: 'checked by hand' };
    expect(matches(written, 'java', 'r.get(/* checked by hand */ b);')).toHaveLength(1);
    const list: AstRule = { kind: 'call_expression', regex: '^f\\(a, b\\)$' };
    expect(matches(list, 'javascript', 'f(\n  a,\n  b,\n);')).toHaveLength(1);
    const block: AstRule = { kind: 'statement_block', regex: 'a\\(\\); b' };
    expect(matches(block, 'javascript', 'function f() {\n  a();\n  b();\n}')).toHaveLength(0);
  });

  it('knows constants of the file, and only those', () => {
    const rule: AstRule = { pattern: 'f($A)', has: { field: 'arguments', has: { value: '^md5$' } } };
    const found = (body: string): number => matches(rule, 'javascript', body).length;
    expect(found("const A = 'md5'; f(A)")).toBe(1);
    expect(found("const A = 'm' + 'd5'; f(A)")).toBe(1);
    expect(found("let A = 'md5'; A = 'sha256'; f(A)")).toBe(0);
    expect(found("const A = 'md5'; function g(A) { f(A) }")).toBe(0);
    expect(
      found("const g = () => { const A = 'md5'; f(A) }; const h = () => { const A = 'sha1'; f(A) }"),
    ).toBe(1);
    expect(found("const A = 'md5'; function g() { const A = 'sha1'; return () => f(A) } f(A)")).toBe(1);
    expect(found("function g() { const A = 'sha1'; A = 'md5'; f(A) } function h(A) { f(A) }")).toBe(0);
    expect(found("const g = () => { if (x) { const A = 'md5' } else { const A = 'sha1' } f(A) }")).toBe(0);
  });

  it('knows the variables of Go and Rust', () => {
    const go: AstRule = { pattern: 'md($A)', all: [{ has: { stopBy: 'end', value: '^a$' } }] };
    const inGo = (body: string): number =>
      matches(go, 'go', `package x\nfunc f(p string) {\n${body}\n}`).length;
    expect(inGo('s := "a"\nmd(s)')).toBe(1);
    expect(inGo('var s string = "a"\nmd(s)')).toBe(1);
    expect(inGo('s := "a"\nif p != "" { s = p }\nmd(s)')).toBe(0);
    expect(inGo('s := "a"\ns += p\nmd(s)')).toBe(0);
    expect(inGo('s := "a"\nread(&s)\nmd(s)')).toBe(0);
    expect(inGo('s, err := "a", p\nmd(s)')).toBe(0);
    expect(inGo('for _, s := range p { md(s) }')).toBe(0);
    expect(inGo('md(p)')).toBe(0);
    const rust: AstRule = { pattern: 'md($A)', all: [{ has: { stopBy: 'end', value: '^a$' } }] };
    const inRust = (body: string): number => matches(rust, 'rust', `fn f(p: &str) {\n${body}\n}`).length;
    expect(inRust('let s = "a"; md(s);')).toBe(1);
    expect(inRust('const S: &str = "a"; md(S);')).toBe(1);
    expect(inRust('let mut s = "a"; s = p; md(s);')).toBe(0);
    expect(inRust('let s = "a"; let s = p; md(s);')).toBe(0);
    expect(inRust('let mut s = "a"; read(&mut s); md(s);')).toBe(0);
    expect(inRust('if let Some(s) = p { md(s); }')).toBe(0);
    expect(inRust('let s = "a"; q(|s| md(s));')).toBe(0);
  });

  it('knows the constants of a class', () => {
    const rule: AstRule = { pattern: 'f($A)', has: { field: 'arguments', has: { value: '^md5$' } } };
    const python = (body: string): number => matches(rule, 'python', body).length;
    expect(python("class C:\n    A = 'md5'\n    def g(self):\n        f(self.A)\n")).toBe(1);
    expect(python("class C:\n    A = 'md5'\nf(C.A)\n")).toBe(1);
    expect(
      python("class C:\n    A = 'md5'\n    def g(self, a):\n        self.A = a\n        f(self.A)\n"),
    ).toBe(0);
    expect(python("class C:\n    A = 'md5'\nclass D:\n    def g(self):\n        f(self.A)\n")).toBe(0);
    expect(python("class C:\n    A = 'md5'\nclass D:\n    A = 'sha1'\nf(C.A)\n")).toBe(0);
    const script = (body: string): number => matches(rule, 'javascript', body).length;
    expect(script("class C { static A = 'md5'; g() { f(C.A) } }")).toBe(1);
    expect(script("class C { a = 'md5'; g() { f(this.a) } }")).toBe(1);
    expect(script("class C { a = 'md5'; g(a) { this.a = a; f(this.a) } }")).toBe(0);
  });

  it('knows the fields of Java', () => {
    const rule: AstRule = { pattern: 'f($A)', has: { field: 'arguments', has: { value: '^md5$' } } };
    const found = (body: string): number => matches(rule, 'java', body).length;
    expect(found('class C { static String A = "md5"; void g() { f(A); } }')).toBe(1);
    expect(found('class C { String a = "md5"; void g() { f(this.a); } }')).toBe(1);
    expect(found('class C { static final String A = "md5"; } class D { void g() { f(C.A); } }')).toBe(1);
    expect(
      found(
        'class C { String a = "md5"; void g() { f(a); } } class D { String a = "sha1"; void g() { f(a); } }',
      ),
    ).toBe(1);
    expect(found('class C { String a = "md5"; C(String b) { this.a = b; } void g() { f(a); } }')).toBe(0);
    expect(found('class C { String a = "md5"; C(String b) { this.a = b; } void g() { f(this.a); } }')).toBe(
      0,
    );
    expect(found('class C { void g() { f(D.A); } }')).toBe(0);
  });

  it('knows which name of a Python function is its own', () => {
    const rule: AstRule = { pattern: 'f($A)', has: { field: 'arguments', has: { value: '^md5$' } } };
    const found = (body: string): number => matches(rule, 'python', body).length;
    expect(found("def g():\n    a = 'md5'\n    f(a)\ndef h(a):\n    f(a)\n")).toBe(1);
    expect(found("a = 'md5'\ndef g():\n    global a\n    a = 'sha1'\nf(a)\n")).toBe(0);
  });
});

describe('other grammars', () => {
  it.each<[grammar: string, rule: string, code: string, expected: string[]]>([
    [
      'go',
      'exec.Command("sh", $$$)',
      'package p\nfunc f() { exec.Command("sh", "-c", x) }',
      ['exec.Command("sh", "-c", x)'],
    ],
    ['go', 'md5.New()', 'package p\nimport h "crypto/md5"\nfunc f() { h.New() }', ['h.New()']],
    [
      'java',
      'MessageDigest.getInstance("MD5")',
      'class A { void f() { MessageDigest.getInstance("MD5"); } }',
      ['MessageDigest.getInstance("MD5")'],
    ],
    ['php', 'mysql_query($A . $B)', '<?php mysql_query("a" . $b);', ['mysql_query("a" . $b)']],
    ['php', 'eval($_GET[$K])', '<?php f($_GET["a"]); system($_GET["b"]);', []],
    ['php', 'system($_GET[$K])', '<?php system($_GET["b"]); system($x["b"]);', ['system($_GET["b"])']],
  ])('%s: %s', (grammar, rule, code, expected) => {
    expect(matches(pattern(rule), grammar, code)).toEqual(expected);
  });
});

describe('what an author must mend', () => {
  it.each<[name: string, rule: AstRule, message: string]>([
    ['a broken pattern', pattern('f(('), 'pattern: the pattern is no valid javascript'],
    ['two statements', pattern('a(); b()'), 'pattern: the pattern must be one expression'],
    ['only $$$', pattern('$$$A'), 'pattern: a pattern cannot be `$$$` alone'],
    ['an unknown kind', { kind: 'cal_expression' }, 'kind: javascript has no node of kind cal_expression'],
    ['an unknown util', { matches: 'nothing' }, 'matches: no util is named nothing'],
    [
      'a broken expression',
      { any: [{ kind: 'identifier', regex: '(' }] },
      'any.0.regex: Invalid regular expression',
    ],
    [
      'a selector that is not there',
      { pattern: { context: 'f(a)', selector: 'class_body' } },
      'pattern: the context holds no class_body',
    ],
  ])('%s', (_, rule, message) => {
    const { context } = compile(rule, 'javascript');
    expect(context.problems.map((problem) => `${problem.path.join('.')}: ${problem.message}`)[0]).toContain(
      message,
    );
  });
});

describe('hostile inputs', () => {
  const hostile: AstRule = {
    any: [
      pattern('f($$$A, $X, $$$B, $X, $$$C, $Y, $$$D, $Y, q, $$$E)'),
      { kind: 'call_expression', has: { pattern: 'never($A)', stopBy: 'end' } },
      { pattern: 'f($A)', inside: { kind: 'class_body', stopBy: 'end' } },
    ],
  };
  it.each<[name: string, code: string]>([
    ['many arguments', `f(${Array.from({ length: 2_000 }, (_, i) => `a${i}`).join(', ')})`],
    ['deep nesting', `${'f('.repeat(3_000)}1${')'.repeat(3_000)}`],
    ['one long line', `x = [${'f(1), '.repeat(60_000)}]`],
    ['a long chain', `a${'.b(f(1))'.repeat(5_000)}`],
    ['a long sum', `x = ${'"a" + '.repeat(20_000)}"b"`],
  ])('%s end within the step budget', (_, code) => {
    const { compiled } = compile(hostile, 'javascript');
    const tree = syntax.parse(code, 'javascript');
    if ('reason' in tree) return;
    const started = processorMs();
    const pass: Pass = { tree, stepsLeft: maxSteps };
    for (const kind of compiled.kinds ?? [])
      for (const node of tree.byKind.get(kind) ?? []) {
        if (pass.stepsLeft < 0) break;
        matchAstRule(compiled, node, undefined, pass);
      }
    expect(processorMs() - started).toBeLessThan(15_000);
  });
});

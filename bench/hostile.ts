// Inputs made to be slow, as a file name and a text; none may take more than two seconds.
import { hostileLanguages } from './hostile-languages.ts';

const megabyte = 1_000_000;
const repeat = (piece: string, chars = megabyte): string =>
  piece.repeat(Math.ceil(chars / piece.length)).slice(0, chars);
const times = (count: number, line: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => line(n)).join('');

/** Words that wake many secret rules and expressions; spelled out of parts, so that none stands here. */
const secretWords = [
  'password',
  'api_key',
  'token',
  'AKIA',
  'ghp_',
  'sk_live_',
  'xoxb-',
  'eyJ',
  'secret',
  'BEGIN PRIVATE KEY',
];

/** Every hostile input, by name. */
export const hostile: Readonly<Record<string, { path: string; text: () => string }>> = {
  ...hostileLanguages,
  'one line of JavaScript calls': { path: 'a.js', text: () => repeat('f(a,b);g(`${c}`);') },
  'one line of minified JavaScript': {
    path: 'b.js',
    text: () => repeat('!function(e,t){var n=e[t]||{};n.a=t?e.b+"/"+t:n.c(e,{d:1});return n}(x,y);'),
  },
  'one line of Python': { path: 'c.py', text: () => repeat('x = y + z; print(x); ') },
  'one line of JSON': { path: 'd.json', text: () => `[${repeat('{"key":"value","n":[1,2,3]},')}0]` },
  'one line of Markdown': {
    path: 'e.md',
    text: () => repeat('some [words](http://example.com/a?b=c) and `code` '),
  },
  'one word': { path: 'f.txt', text: () => repeat('a') },
  'one string': { path: 'g.js', text: () => `x = "${repeat('A9b/+')}"` },
  'nested brackets': { path: 'h.js', text: () => `${'['.repeat(100_000)}${']'.repeat(100_000)}` },
  'nested brackets in Python': {
    path: 'i.py',
    text: () => `x = ${'('.repeat(100_000)}1${')'.repeat(100_000)}`,
  },
  'nested brackets, never closed': { path: 'j.ts', text: () => '({['.repeat(33_000) },
  'nested JSON': { path: 'k.json', text: () => `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}` },
  'nested YAML': { path: 'l.yml', text: () => `${'['.repeat(50_000)}${']'.repeat(50_000)}` },
  'array of 50,000': { path: 'm.js', text: () => `const a = [${times(50_000, (n) => `'item ${n}', `)}];` },
  'array of 50,000 in Python': { path: 'n.py', text: () => `a = [${times(50_000, (n) => `'item ${n}', `)}]` },
  'array of 50,000 objects': {
    path: 'o.ts',
    text: () => `export const a = [${times(20_000, (n) => `{ id: ${n}, name: 'n${n}', tags: [b, c] },\n`)}];`,
  },
  'sum of 20,000': {
    path: 'p.js',
    text: () => `app.get('/', (req) => { db.query(${times(20_000, (n) => `req.query.a${n} + `)}''); });`,
  },
  'sum of 20,000 in Python': {
    path: 'q.py',
    text: () =>
      `from flask import request\ndef f(db):\n    db.execute(${times(20_000, (n) => `request.args["a${n}"] + `)}"")\n`,
  },
  'spaces and dots for expressions': {
    path: 'r.js',
    text: () => times(500, () => `${' '.repeat(1_000)}${'.'.repeat(1_000)}\n`),
  },
  'quotes and equals for expressions': {
    path: 's.env',
    text: () => times(500, () => `password${'='.repeat(900)}"'"'${'a='.repeat(500)}\n`),
  },
  'addresses for expressions': { path: 't.txt', text: () => repeat('http://a:b@c:d@e:f@') },
  'words of secrets': { path: 'u.txt', text: () => repeat(`${secretWords.join(' = ')} `) },
  'words of secrets, a line each': {
    path: 'v.env',
    text: () => repeat(secretWords.map((word) => `${word}=${word}${word}9f8e7d6c5b4a\n`).join('')),
  },
  'words of secrets in Python': {
    path: 'w.py',
    text: () =>
      repeat(secretWords.map((word, n) => `x${n} = "${word}" + "A1b2C3d4E5f6G7h8" + password\n`).join('')),
  },
  'base64 that goes on': { path: 'x.txt', text: () => repeat('c2VjcmV0IHRva2VuIHBhc3N3b3Jk') },
  'string that never ends': { path: 'aa.js', text: () => `x = "${repeat('a b ')}` },
  'template that never ends': { path: 'ab.js', text: () => `x = \`${repeat('${a} b ')}` },
  'templates within templates': {
    path: 'ac.js',
    text: () => `x = ${'`${'.repeat(20_000)}1${'}`'.repeat(20_000)}`,
  },
  'comment that never ends': { path: 'ad.js', text: () => `/*${repeat(' * a\n')}` },
  'opened strings': { path: 'ae.py', text: () => repeat('x = """ \' " \n') },
  'f-strings within f-strings': {
    path: 'af.py',
    text: () => `x = ${'f"{'.repeat(10_000)}1${'}"'.repeat(10_000)}`,
  },
  '10,000 functions': {
    path: 'ag.js',
    text: () =>
      times(10_000, (n) => `function f${n}(a, b) { const c = a + b; return f${(n * 7) % 10_000}(c, a); }\n`),
  },
  '10,000 functions in Python': {
    path: 'ah.py',
    text: () =>
      times(10_000, (n) => `def f${n}(a, b):\n    c = a + b\n    return f${(n * 7) % 10_000}(c, a)\n\n`),
  },
  '10,000 functions in TypeScript': {
    path: 'ai.ts',
    text: () =>
      times(
        10_000,
        (n) =>
          `export const f${n} = async (req: Request, res: Response) => { res.send(req.query.a${n}); };\n`,
      ),
  },
  '7,500 classes with one field': {
    path: 'Ai.java',
    text: () =>
      times(
        7_500,
        (n) =>
          `class C${n} { static String A = "MD5"; void g() { MessageDigest.getInstance(A); MessageDigest.getInstance(C${n}.A); } }\n`,
      ),
  },
  '12,000 writes of one field': {
    path: 'Aj.java',
    text: () =>
      `class C { String a = "MD5";\n${times(12_000, (n) => `void g${n}() { this.a = "x"; MessageDigest.getInstance(this.a); }\n`)}}`,
  },
  '10,000 functions with one name within': {
    path: 'aj.js',
    text: () => times(10_000, (n) => `function f${n}() { const a = 'md5'; crypto.createHash(a); }\n`),
  },
  '10,000 nested functions': {
    path: 'aj.js',
    text: () => `${'(() => {'.repeat(10_000)}${'})();'.repeat(10_000)}`,
  },
  '10,000 nested ifs': { path: 'ak.js', text: () => `${'if (a) {'.repeat(10_000)}${'}'.repeat(10_000)}` },
  '200 nested ifs with assignments': {
    path: 'al.js',
    text: () =>
      `function f(req) { let a = req.query.a;\n${times(200, (n) => `if (x${n}) { a = a + '${n}';\n`)}db.query(a);${'}'.repeat(201)}`,
  },
  '1,000 nested ifs in Python': {
    path: 'am.py',
    text: () => times(1_000, (n) => `${' '.repeat(n)}if a${n}:\n`) + `${' '.repeat(1_000)}pass\n`,
  },
  '5,000 elifs': {
    path: 'an.py',
    text: () => `if a == 0:\n    b = 0\n${times(5_000, (n) => `elif a == ${n}:\n    b = c + "${n}"\n`)}`,
  },
  '5,000 else-ifs': {
    path: 'ao.js',
    text: () => `if (a) {}${times(5_000, (n) => ` else if (a === ${n}) { b = c + ${n}; }`)}`,
  },
  'chain of 10,000 calls': { path: 'ap.js', text: () => `x${times(10_000, (n) => `.a${n}(b)`)};` },
  '3,000 routes': {
    path: 'aq.js',
    text: () =>
      times(
        3_000,
        (n) =>
          `app.get('/a${n}', auth, async (req, res) => { res.json(await db.query('select * from a where b = ' + req.params.b)); });\n`,
      ),
  },
  '1,500 routes held to a schema of 5,000 fields': {
    path: 'schema-fields.ts',
    text: () =>
      `const S = z.object({ ${times(5_000, (n) => `f${n}: z.string(), `)}});\n${times(1_500, (n) => `app.get('/a${n}', validate(S, 'query'), (req, res) => { if (!S.safeParse(req.query).success) return; db.query('select ' + req.query.f${n}); });\n`)}`,
  },
  '6,000 schemas, each an extension of the one before': {
    path: 'schema-chain.ts',
    text: () =>
      `const s0 = z.object({ a: z.string() });\n${times(6_000, (n) => `const s${n + 1} = s${n}.extend({ f${n}: z.enum(['a']) });\n`)}`,
  },
  '3,000 routes in Python': {
    path: 'ar.py',
    text: () =>
      `from flask import Flask, request\napp = Flask(__name__)\n${times(3_000, (n) => `@app.get("/a${n}")\ndef a${n}():\n    return db.execute(f"select * from a where b = {request.args['b']}")\n\n`)}`,
  },
  '20,000 assignments to one name': {
    path: 'as.js',
    text: () => `let a = location.hash;\n${times(20_000, (n) => `a = a + '${n}';\n`)}eval(a);`,
  },
  '2,000 loops within loops of ten': {
    path: 'at.py',
    text: () =>
      times(
        2_000,
        (n) => times(10, (d) => `${'  '.repeat(d)}for a${d} in b${n}:\n`) + `${'  '.repeat(10)}c = c + a1\n`,
      ),
  },
  'subscript assignments in one function': {
    path: 'au.js',
    text: () => `function f(a, b, c) {\n${times(20_000, (n) => `a[b] = c[${n}];\n`)}}`,
  },
  shell: { path: 'av.sh', text: () => repeat('$(echo "`$((1 + ${a:-b}))`" | sh -c "$x"); ', 300_000) },
  'nested shell': { path: 'aw.sh', text: () => `${'$('.repeat(20_000)}a${')'.repeat(20_000)}` },
  'HTML with scripts never closed': {
    path: 'ax.html',
    text: () => repeat('<script>let a = 1;\n<div onclick="b()">', 300_000),
  },
  'Vue with many scripts': {
    path: 'ay.vue',
    text: () => repeat('<script>eval(location.hash)</script><template></template>\n', 500_000),
  },
  '20,000 fields of one object': {
    path: 'bz.js',
    text: () => `const state = {};\n${times(20_000, (n) => `state.k${n} = g(${n});\n`)}`,
  },
  '20,000 fields of one object in Python': {
    path: 'ca.py',
    text: () => `def f(self, a):\n${times(20_000, (n) => `    self.k${n} = a.b${n}\n`)}`,
  },
  '5,000 conditions that a statement grows by': {
    path: 'cb.js',
    text: () =>
      `app.get('/', (req) => {\nlet s = 'select * from x where 1';\n${times(5_000, (n) => `if (req.query.a${n}) s += ' AND a${n} = ' + req.query.a${n};\n`)}db.query(s);\n});\n`,
  },
  '5,000 lines of forty signs before a value in Python': {
    path: 'cc.py',
    text: () => times(5_000, (n) => `x${n} = ${'-'.repeat(40)}y\n`),
  },
  '4,000 lines of forty divisions': {
    path: 'cd.ts',
    text: () =>
      `function f(req, a) {\n${times(4_000, (n) => `const x${n} = req.query.a${' / a'.repeat(40)};\n`)}}`,
  },
  'a source map in a line': {
    path: 'ce.js',
    text: () =>
      `function f(req) { db.query('select ' + req.query.a); }\n//# sourceMappingURL=data:application/json;base64,${repeat('eyJ2ZXJzaW9uIjozLCJzb3VyY2VzIjpbXX', 500_000)}`,
  },
  'classes never closed': {
    path: 'cf.ts',
    text: () =>
      times(5_000, (n) => `export class A${n} {\n  m(req) {\n    db.query('select ' + req.query.a${n});\n`),
  },
  'pieces of functions in Python': {
    path: 'cg.py',
    text: () =>
      times(
        6_000,
        (n) =>
          `        if a${n}:\n            c.execute("select " + request.args["a${n}"])\n    return (x[${n}\n`,
      ),
  },
  'ends of what began before in Kotlin': {
    path: 'ch.kt',
    text: () =>
      times(
        4_000,
        (n) =>
          `      name${n},\n    )\n  } else {\n    run(a${n})\n  }\n}\n\nfun f${n}(a: String) { g(a) }\n`,
      ).slice(0, 299_000),
  },
  'ends of what began before in TypeScript': {
    path: 'ci.ts',
    text: () =>
      times(
        4_000,
        (n) =>
          `   * Words.\n   */\n    req${n},\n  });\n  db.query('select ' + req.query.a${n});\n} catch (error) {\n  log(error);\n}\n`,
      ).slice(0, 299_000),
  },
  workflow: {
    path: '.github/workflows/az.yml',
    text: () =>
      `on: push\njobs:\n${times(2_000, (n) => `  j${n}:\n    steps:\n      - uses: a/b@v1\n      - run: echo \${{ github.event.issue.title }}\n`)}`,
  },
  Dockerfile: {
    path: 'Dockerfile',
    text: () => `FROM a\n${times(10_000, (n) => `RUN curl http://a/${n} | sh && echo \\\n  b\n`)}`,
  },
  '8,000 aliases, each of the one before': {
    path: 'compose.yml',
    text: () =>
      `x0: &a0 { privileged: true }\n${times(8_000, (n) => `x${n + 1}: &a${n + 1}\n  <<: *a${n}\n  k: *a${n}\n`)}`,
  },
  '2,000 pods': {
    path: 'pod.yaml',
    text: () =>
      times(
        2_000,
        (n) =>
          `---\napiVersion: v1\nkind: Pod\nmetadata: { name: a${n} }\nspec:\n  hostNetwork: true\n  containers:\n    - image: nginx:latest\n      securityContext: { privileged: true }\n`,
      ),
  },
  '8,000 passwords': {
    path: 'bd.ini',
    text: () => times(8_000, (n) => `[s${n}]\npassword = hunter2x${n}\n`),
  },
  '10,000 weak nonces, each with an import': {
    path: 'be.js',
    text: () =>
      times(
        10_000,
        (n) => `const c${n} = require('crypto');\nconst nonce${n} = crypto.pseudoRandomBytes(16);\n`,
      ),
  },
  '5,000 weak keys, each with imports': {
    path: 'bf.go',
    text: () =>
      `package keys\n${times(5_000, () => 'import (\n"crypto/rand"\n"crypto/rsa"\n)\nfunc make() { return rsa.GenerateKey(rand.Reader, 1024) }\n')}`,
  },
  '20,000 addresses bound in one tag': {
    path: 'bh.vue',
    text: () =>
      `<template>\n${times(20_000, () => '<a :href="x" ')}\n</template>\n<script setup>\nconst x = useRoute().query.x;\n</script>\n`,
  },
  '15,000 tags of EJS': {
    path: 'bi.ejs',
    text: () => `<% const q = req.query.q %>\n${times(15_000, () => '<%- q %>\n')}`,
  },
  '5,000 values in a statement': {
    path: 'bg.js',
    text: () =>
      `const pool = new (require('pg').Pool)();\napp.get('/', async (req, res) => { await pool.query(\`select * from t where ${times(5_000, (n) => `a = '\${req.query.a${n}}' and `)} 1\`); });`,
  },
  PHP: {
    path: 'ba.php',
    text: () =>
      `<?php\n${times(5_000, (n) => `$a${n} = $_GET['a'] . $a${n}; mysqli_query($c, "select $a${n}");\n`)}`,
  },
  Java: {
    path: 'bb.java',
    text: () =>
      `class A {\n${times(5_000, (n) => `  void a${n}(String b) throws Exception { c.executeQuery("select " + b + ${n}); }\n`)}}`,
  },
  Go: {
    path: 'bc.go',
    text: () =>
      `package a\n${times(5_000, (n) => `func a${n}(b string) { db.Query("select " + b + "${n}") }\n`)}`,
  },
  'PHP text that is put into itself by its marks': {
    path: 'a.php',
    text: () =>
      `<?php\n$u = $_GET['u'];\n$t = "{aa}{aa}$u";\n${times(60, () => "$t = strtr($t, ['{aa}' => '{aa}{aa}', '{b}' => $t]);\n")}mysqli_query($c, $t);\n`,
  },
  'one function with many callbacks that write by key': {
    path: 'a.js',
    text: () =>
      `function main(list, own) {\n${times(12_000, (n) => `list.forEach((k${n}) => { if (own[k${n}]) main(own[k${n}], list); else own[k${n}] = list[k${n}]; });\n`)}}\nmodule.exports = main;\n`,
  },
};

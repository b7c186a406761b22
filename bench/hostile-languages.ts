// The shapes that are slow in any language, written in each: chains, sums, lists, nesting, and strings that never end.

/** How a language writes what the shapes are made of; `n` numbers the piece. */
interface Dialect {
  extension: string;
  /** Around statements of one function. */
  open: string;
  close: string;
  /** A value from outside. */
  input: string;
  assign: (name: string, value: string) => string;
  /** The operator that puts strings together. */
  plus: string;
  /** The head of a branch and what ends it; an `else if` after the first. */
  first: (test: string) => string;
  next: (test: string) => string;
  end: string;
  list: (items: string) => string;
  call: (name: string, argument: string) => string;
  /** A function by itself. */
  define: (n: number) => string;
  /** How a variable is written. */
  name: (name: string) => string;
}

const plainName = (name: string): string => name;
const braces = {
  first: (test: string): string => `if (${test}) {`,
  next: (test: string): string => `} else if (${test}) {`,
  end: '}',
  plus: '+',
  name: plainName,
  call: (name: string, argument: string): string => `${name}(${argument});`,
};

const dialects: Readonly<Record<string, Dialect>> = {
  JavaScript: {
    ...braces,
    extension: 'js',
    open: 'app.get("/", (req, res) => {',
    close: '});',
    input: 'req.query.a',
    assign: (name, value) => `let ${name} = ${value};`,
    list: (items) => `[${items}]`,
    call: (name, argument) => `db.${name}(${argument});`,
    define: (n) => `function f${n}(a) { return g${n + 1}(a + "x"); }`,
  },
  TypeScript: {
    ...braces,
    extension: 'ts',
    open: 'export async function f(req: Request, db: Db): Promise<void> {',
    close: '}',
    input: 'req.query.a as string',
    assign: (name, value) => `const ${name}: string = ${value};`,
    list: (items) => `[${items}] as const`,
    call: (name, argument) => `await db.${name}(${argument});`,
    define: (n) => `export function f${n}(a: string): string { return g${n + 1}(a + "x"); }`,
  },
  Python: {
    extension: 'py',
    open: 'def f(db):',
    close: '',
    input: 'request.args["a"]',
    assign: (name, value) => ` ${name} = ${value}`,
    plus: '+',
    first: (test) => ` if ${test}:\n  pass`,
    next: (test) => ` elif ${test}:\n  x = y + "a"`,
    end: '',
    list: (items) => `[${items}]`,
    call: (name, argument) => ` db.${name}(${argument})`,
    define: (n) => `def f${n}(a):\n    return g${n + 1}(a + "x")\n`,
    name: plainName,
  },
  Java: {
    ...braces,
    extension: 'java',
    open: 'class A { void f(HttpServletRequest request) throws Exception {',
    close: '} }',
    input: 'request.getParameter("a")',
    assign: (name, value) => `String ${name} = ${value};`,
    list: (items) => `new String[] {${items}}`,
    call: (name, argument) => `statement.${name}(${argument});`,
    define: (n) => `class C${n} { String f${n}(String a) { return g${n + 1}(a + "x"); } }`,
  },
  Go: {
    ...braces,
    extension: 'go',
    open: 'package a\nfunc f(w http.ResponseWriter, r *http.Request) {',
    close: '}',
    input: 'r.URL.Query().Get("a")',
    assign: (name, value) => `${name} := ${value}\n`,
    first: (test) => `if ${test} {`,
    next: (test) => `} else if ${test} {`,
    list: (items) => `[]string{${items}}`,
    call: (name, argument) => `db.${name}(${argument})\n`,
    define: (n) => `func f${n}(a string) string { return g${n + 1}(a + "x") }\n`,
  },
  PHP: {
    ...braces,
    extension: 'php',
    open: '<?php function f($db) {',
    close: '}',
    input: '$_GET["a"]',
    assign: (name, value) => `$${name} = ${value};`,
    plus: '.',
    next: (test) => `} elseif (${test}) {`,
    list: (items) => `[${items}]`,
    call: (name, argument) => `$db->${name}(${argument});`,
    define: (n) => `<?php function f${n}($a) { return g${n + 1}($a . "x"); } ?>`,
    name: (name) => `$${name}`,
  },
  Ruby: {
    extension: 'rb',
    open: 'def f',
    close: 'end',
    input: 'params[:a]',
    assign: (name, value) => `${name} = ${value}\n`,
    plus: '+',
    first: (test) => `if ${test}\n`,
    next: (test) => `elsif ${test}\n x = y + "a"\n`,
    end: 'end\n',
    list: (items) => `[${items}]`,
    call: (name, argument) => `db.${name}(${argument})\n`,
    define: (n) => `def f${n}(a)\n  g${n + 1}(a + "x")\nend\n`,
    name: plainName,
  },
  'C#': {
    ...braces,
    extension: 'cs',
    open: 'class A : Controller { public IActionResult F(string a) {',
    close: '} }',
    input: 'Request.Query["a"]',
    assign: (name, value) => `var ${name} = ${value};`,
    list: (items) => `new[] {${items}}`,
    call: (name, argument) => `db.${name}(${argument});`,
    define: (n) => `class C${n} { string F${n}(string a) { return G${n + 1}(a + "x"); } }`,
  },
  Rust: {
    ...braces,
    extension: 'rs',
    open: 'async fn f(query: web::Query<Q>) {',
    close: '}',
    input: 'query.a.clone()',
    assign: (name, value) => `let ${name} = ${value};`,
    first: (test) => `if ${test} {`,
    next: (test) => `} else if ${test} {`,
    list: (items) => `vec![${items}]`,
    call: (name, argument) => `db.${name}(${argument});`,
    define: (n) => `fn f${n}(a: String) -> String { g${n + 1}(a + "x") }`,
  },
  'C++': {
    ...braces,
    extension: 'cpp',
    open: 'int main(int argc, char **argv) {',
    close: '}',
    input: 'std::string(argv[1])',
    assign: (name, value) => `auto ${name} = ${value};`,
    list: (items) => `std::vector<std::string>{${items}}`,
    call: (name, argument) => `${name}(${argument});`,
    define: (n) => `std::string f${n}(std::string a) { return g${n + 1}(a + "x"); }`,
  },
  Kotlin: {
    ...braces,
    extension: 'kt',
    open: 'fun f(call: ApplicationCall) {',
    close: '}',
    input: 'call.parameters["a"]',
    assign: (name, value) => `val ${name} = ${value}\n`,
    list: (items) => `listOf(${items})`,
    call: (name, argument) => `db.${name}(${argument})\n`,
    define: (n) => `fun f${n}(a: String): String { return g${n + 1}(a + "x") }\n`,
  },
};

const times = (count: number, line: (n: number) => string, between = ''): string =>
  Array.from({ length: count }, (_, n) => line(n)).join(between);

const shapes: Readonly<Record<string, (d: Dialect) => string>> = {
  '5,000 assignments, each of the one before': (d) =>
    times(5_000, (n) => d.assign(`a${n + 1}`, n === 0 ? d.input : `${d.name(`a${n}`)} ${d.plus} "x"`), '\n') +
    d.call('query', d.name('a5000')),
  'sum of 10,000': (d) =>
    d.call('query', `"select " ${d.plus} ${times(10_000, () => d.input, ` ${d.plus} `)} ${d.plus} ""`),
  'chain of 3,000 branches': (d) =>
    `${d.first(`${d.name('a')} == 0`)}\n${times(3_000, (n) => d.next(`${d.name('a')} == ${n}`), '\n')}\n${d.end}`,
  'list of 30,000': (d) => d.assign('a', d.list(times(30_000, (n) => `"item ${n}"`, ', '))),
  '3,000 calls within one another': (d) =>
    d.assign('a', `${'f('.repeat(3_000)}${d.input}${')'.repeat(3_000)}`),
  '5,000 queries of one value': (d) =>
    `${d.assign('a', d.input)}\n${times(5_000, (n) => d.call('query', `"select ${n} " ${d.plus} ${d.name('a')}`), '\n')}`,
  'one line of a megabyte': (d) =>
    d.assign(
      'a',
      times(60_000, (n) => `f(${d.name(`b${n % 10}`)}, "c")`, ` ${d.plus} `),
    ),
  'strings that never end': (d) => `${d.assign('a', `"${'b \' c \\" '.repeat(30_000)}`)}`,
  'brackets that never close': (d) => d.assign('a', '([{'.repeat(20_000)),
};

/** Every shape in every language, by the names of both. */
export const hostileLanguages: Readonly<Record<string, { path: string; text: () => string }>> =
  Object.fromEntries(
    Object.entries(dialects).flatMap(([language, d]) => [
      ...Object.entries(shapes).map(
        ([name, body]) =>
          [
            `${name} in ${language}`,
            { path: `src/a.${d.extension}`, text: () => `${d.open}\n${body(d)}\n${d.close}\n` },
          ] as const,
      ),
      [
        `8,000 functions in ${language}`,
        { path: `src/a.${d.extension}`, text: () => times(8_000, d.define, '\n') },
      ] as const,
    ]),
  );

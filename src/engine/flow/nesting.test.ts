// What is written within itself again and again costs as much more as it is longer: a part that is looked at twice on each level never ends.
import { expect, test } from 'vitest';
import { processorMs, tooLongMs } from '../../../test/processor-time.ts';
import { linesOf } from './cases.ts';

/** `#` stands for what is within, on the innermost level for a value of the request. */
interface Written {
  grammar: string;
  path: string;
  around: string;
  value: string;
  shapes: readonly string[];
}

/** Where each level doubles the work, the steps of a file are used up before this one. */
const depth = 22;

const binary = (operators: string): string[] =>
  operators.split(' ').flatMap((operator) => [`# ${operator} b`, `(#) ${operator} b`, `b ${operator} (#)`]);
/** Two blanks between one and the next. */
const shapesOf = (text: string): string[] => text.split('  ');
const c = binary('+ - * / % && || == < & |');

const all: Readonly<Record<string, Written>> = {
  JavaScript: {
    grammar: 'typescript',
    path: 'src/a.ts',
    around: `app.get('/a', async (req, res) => { const x = #; exec('ls ' + x); res.send(x); });`,
    value: 'req.query.a',
    shapes: [
      ...c,
      ...binary('?? ** in'),
      ...shapesOf('- #  ~#  !#  typeof #  await #  (#)  (#).p  (#)?.p  a[#]  [#]  ({ k: # })  f(#)  o.m(#)'),
      ...shapesOf('#.trim()  #.m(b)  new K(#)  f(...[#])  ({ ...# })  (#) ? b : c  b ? (#) : c  b ? c : #'),
      ...shapesOf(
        '(() => #)()  ((p) => #)(q)  xs.map((v) => #)  `a${#}b`  #.then((v) => v)  p.then((v) => #)',
      ),
      ...shapesOf("String(#)  path.join(r, #)  'a'.concat(#)  [#, 'b'].join('')  Object.assign({}, #)"),
      ...shapesOf("#.replace(/a/g, 'b')  s.replace(/a/, () => #)  (b = #)  (# as any)"),
    ],
  },
  Python: {
    grammar: 'python',
    path: 'a.py',
    around: `from flask import request\n@app.route('/a')\ndef a():\n    x = #\n    os.system('ls ' + x)\n    return x\n`,
    value: "request.args['a']",
    shapes: [
      ...binary('+ - * / // % and or == in | @'),
      ...shapesOf(
        "-#  ~#  not #  (#)  (#).p  a[#]  (#)[1:]  [#]  (#,)  {'k': #}  {**#}  f(#)  f(k=#)  f(*#)",
      ),
      ...shapesOf('o.m(#)  #.strip()  (# if b else c)  (b if # else c)  (b if c else #)  (lambda: #)()'),
      ...shapesOf(
        "(lambda p: #)(q)  [v for v in #]  [# for v in xs]  ','.join([#])  'a{}'.format(#)  'a%s' % (#)",
      ),
      ...shapesOf("os.path.join(r, #)  Path(#)  Path(#) / 'b'  d.get('a', #)  (b := #)  str(#)"),
    ],
  },
  Java: {
    grammar: 'java',
    path: 'A.java',
    around:
      'class A extends HttpServlet { void doGet(HttpServletRequest req, HttpServletResponse res) { Object x = #; Runtime.getRuntime().exec("sh -c " + x); } }',
    value: 'req.getParameter("a")',
    shapes: [
      ...c,
      ...shapesOf(
        '-#  ~#  !#  (#)  (#).p  a[#]  (String) (#)  ((#) ? b : c)  (b ? (#) : c)  (b ? c : (#))  f(#)',
      ),
      ...shapesOf('o.m(#)  #.trim()  new K(#)  g(() -> #)  g(p -> #)  new String[]{#}  (b = #)'),
      ...shapesOf('String.format("a%s", #)  "a".concat(#)  new StringBuilder(#).append(1).toString()'),
      ...shapesOf('Optional.of(#).map(v -> v).get()'),
    ],
  },
  'C#': {
    grammar: 'c-sharp',
    path: 'A.cs',
    around:
      'class A : Controller { public IActionResult Get() { var x = #; Process.Start("sh", "-c " + x); return Ok(x); } }',
    value: 'Request.Query["a"]',
    shapes: [
      ...c,
      ...shapesOf('-#  ~#  !#  (#)  (#).P  (#)?.P  a[#]  (string)(#)  ((#) as K)  ((#) is K)  ((#) ? b : c)'),
      ...shapesOf(
        '(b ? (#) : c)  (b ? c : (#))  ((#) ?? b)  f(#)  o.M(#)  #.Trim()  new K(#)  new K { A = # }',
      ),
      ...shapesOf('G(() => #)  G(p => #)  new[] { # }  string.Format("a{0}", #)  $"a{F(#)}"  (b = #)'),
      ...shapesOf('(k switch { 1 => #, _ => b })'),
    ],
  },
  Go: {
    grammar: 'go',
    path: 'a.go',
    around:
      'package a\nfunc h(w http.ResponseWriter, r *http.Request) {\n\tx := #\n\texec.Command("sh", "-c", "ls "+x).Run()\n}\n',
    value: 'r.URL.Query().Get("a")',
    shapes: [
      ...c,
      ...shapesOf(
        '-#  !#  &#  <-#  (#)  (#).p  a[#]  (#)[1:]  string(#)  T{A: #}  []string{#}  f(#)  o.M(#)',
      ),
      ...shapesOf('func() string { return # }()  fmt.Sprintf("a%s", #)  (#).(string)  filepath.Join(r, #)'),
      ...shapesOf('append(a, #)'),
    ],
  },
  PHP: {
    grammar: 'php',
    path: 'a.php',
    around: "<?php\nfunction a() { $x = #; system('ls ' . $x); echo $x; }\n",
    value: "$_GET['a']",
    shapes: [
      ...binary('+ - * / % && || == . ??').map((one) => one.replaceAll('b', '$b')),
      ...shapesOf(
        '-#  ~#  !#  @#  (#)  (#)->p  $a[#]  (string) #  ((#) ? $b : $c)  ($b ? (#) : $c)  ((#) ?: $b)',
      ),
      ...shapesOf("f(#)  $o->m(#)  K::m(#)  new K(#)  ['k' => #]  (fn() => #)()  sprintf('a%s', #)"),
      ...shapesOf(
        "implode(',', [#])  array_map(fn($v) => #, $xs)  match($k) { 1 => #, default => $b }  ($b = #)",
      ),
    ],
  },
  Ruby: {
    grammar: 'ruby',
    path: 'app/controllers/a_controller.rb',
    around:
      'class AController < ApplicationController\n  def a\n    x = #\n    system("ls #{x}")\n    render html: x\n  end\nend\n'.replace(
        '#{',
        '\0{',
      ),
    value: 'params[:a]',
    shapes: [
      ...c,
      ...shapesOf(
        '-#  ~#  !#  (not #)  (#)  (#).p  (#)&.p  a[#]  [#]  { k: # }  ((#) ? b : c)  (b ? (#) : c)',
      ),
      ...shapesOf('f(#)  o.m(#)  #.strip  (-> { # }).call  xs.map { |v| # }  #.map { |v| v }'),
      ...shapesOf("(if k then # else b end)  (# rescue nil)  format('a%s', #)  (b = #)  f(*#)"),
      ...shapesOf('(case k when 1 then # else b end)'),
    ],
  },
  Kotlin: {
    grammar: 'kotlin',
    path: 'A.kt',
    around:
      'fun Application.m() { routing { get("/a") { val x = #\n Runtime.getRuntime().exec("ls " + x) } } }\n',
    value: 'call.parameters["a"]',
    shapes: [
      ...c.filter((one) => !/[&|] /.test(one.replaceAll(/&&|\|\|/g, ''))),
      ...shapesOf('-#  !#  (#)  (#).p  (#)?.p  (#)!!  a[#]  ((#) ?: b)  (if (k) # else b)'),
      ...shapesOf(
        '(when (k) { 1 -> #; else -> b })  f(#)  o.m(#)  #.trim()  g { # }  (#).let { it }  o.let { # }',
      ),
      ...shapesOf('((#) as String)  listOf(#)  xs.map { # }'),
    ],
  },
  Rust: {
    grammar: 'rust',
    path: 'a.rs',
    around:
      'async fn a(q: web::Query<Q>) -> impl Responder { let x = #; Command::new("sh").arg("-c").arg(format!("ls {}", x)).output(); x }\n',
    value: 'q.a',
    shapes: [
      ...c,
      ...shapesOf('-#  !#  &#  *#  (#)  (#).p  (#)?  a[#]  ((#) as u8)  { # }  if k { # } else { b }'),
      ...shapesOf('match k { 1 => #, _ => b }  f(#)  o.m(#)  (#).unwrap()  (|| #)()  xs.map(|v| #)  vec![#]'),
      ...shapesOf('format!("{}", #)  Some(#)  T { a: # }  (#).await'),
    ],
  },
  'C++': {
    grammar: 'cpp',
    path: 'a.cpp',
    around:
      'int main(int argc, char **argv) { char buf[10]; auto x = #; system(x); strcpy(buf, x); return 0; }\n',
    value: 'argv[1]',
    shapes: [
      ...c,
      ...shapesOf(
        '-#  ~#  !#  &#  *#  (#)  (#)->p  a[#]  (char *)(#)  ((#) ? b : c)  (b ? (#) : c)  (b ? c : (#))',
      ),
      ...shapesOf('f(#)  o.m(#)  new K(#)  K{#}  [&]() { return #; }()  static_cast<int>(#)  std::string(#)'),
      ...shapesOf('strlen(#)  (b = #)  ++(#)'),
    ],
  },
};

test.each(Object.entries(all))(
  '%s',
  { timeout: 600_000 },
  async (_, { grammar, path, around, value, shapes }) => {
    const read = linesOf(grammar, path);
    const slow: string[] = [];
    for (const shape of shapes) {
      let text = value;
      for (let level = 0; level < depth; level++) text = shape.replace('#', () => text);
      const started = processorMs();
      const { notChecked } = await read(around.replace('#', () => text).replaceAll('\0', '#'), []);
      if (notChecked.length > 0 || processorMs() - started > tooLongMs)
        slow.push(`${shape}: ${notChecked.join()}`);
    }
    expect(slow).toEqual([]);
  },
);

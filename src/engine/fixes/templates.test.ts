// Files before and after the fixes of rules: commands, pages, imports and the style of the file; and what is left alone.
import { beforeAll, describe, expect, it } from 'vitest';
import { code } from '../detectors/code/index.ts';
import { mending } from './mending.ts';

let mend: Awaited<ReturnType<typeof mending>>;
beforeAll(async () => void (mend = await mending(code)));

function mended(rule: string, path: string, before: string): string {
  const { text, errors, findings } = mend(rule, path, before);
  expect(findings[0], 'something to mend').toBeGreaterThan(0);
  if (text !== before) {
    expect(errors[1], text).toBeLessThanOrEqual(errors[0]);
    expect(findings[1], text).toBeLessThan(findings[0]);
  }
  return text;
}

const flask = (imports: string, body: string): string =>
  `${imports}\nfrom flask import request\n\n@app.route("/")\ndef view():\n    x = request.args["x"]\n${body.replace(/^/gm, '    ')}\n`;
const express = (imports: string, body: string): string =>
  `${imports}\napp.get('/', (req, res) => {\n${body.replace(/^/gm, '  ')}\n});\n`;

describe('shell-arguments and shell-quotes', () => {
  const rule = 'shell-from-interpolation';
  it.each([
    [
      'subprocess.run(f"ping -c 1 {x}", shell=True, check=True)',
      'subprocess.run(["ping", "-c", "1", x], check=True)',
    ],
    ['subprocess.run(f"ls --color={x}", shell=True)', 'subprocess.run(["ls", f"--color={x}"])'],
    [`subprocess.run('ls "' + x + '"', shell=True)`, `subprocess.run(['ls', x])`],
    [
      'line = "ls %s" % x\nsubprocess.check_output(line, shell=True)',
      'line = ["ls", x]\nsubprocess.check_output(line)',
    ],
    ['os.system("ls " + x)', 'subprocess.run(["ls", x])'],
    [
      'return os.popen("ls " + x).read()',
      'return subprocess.run(["ls", x], stdout=subprocess.PIPE, text=True).stdout',
    ],
  ])('Python: %s', (before, after) => {
    expect(mended(rule, 'app.py', flask('import os, subprocess', before))).toBe(
      flask('import os, subprocess', after),
    );
  });

  it.each([
    ['a pipe', 'os.system(f"ls {x} | sort")', 'os.system(f"ls {shlex.quote(x)} | sort")'],
    ['what os.system returns', 'return os.system("ls " + x)', 'return os.system("ls " + shlex.quote(x))'],
  ])('Python quotes where a shell is needed: %s', (_, before, after) => {
    const imports = 'import os';
    const text = mended(rule, 'app.py', flask(imports, before));
    expect(text).toBe(flask(imports, after).replace('import request', 'import request\nimport shlex'));
  });

  it.each([
    [
      "const { exec } = require('child_process');",
      'exec(`ls ${req.query.x}`);',
      "const { execFile } = require('child_process');",
      "execFile('ls', [req.query.x]);",
    ],
    [
      "import { execSync } from 'node:child_process';",
      "execSync('ls ' + req.body.x, { cwd });",
      "import { execFileSync } from 'node:child_process';",
      "execFileSync('ls', [String(req.body.x)], { cwd });",
    ],
    [
      "import * as cp from 'child_process';",
      'cp.exec(`tar czf ${req.query.x}.tgz src`, done);',
      "import * as cp from 'child_process';",
      "cp.execFile('tar', ['czf', `${req.query.x}.tgz`, 'src'], done);",
    ],
    [
      "import { exec } from 'child_process';\nexec('make');",
      'exec(`ls ${req.query.x}`);',
      "import { exec, execFile } from 'child_process';\nexec('make');",
      "execFile('ls', [req.query.x]);",
    ],
  ])('JavaScript: %s %s', (imports, before, importsAfter, after) => {
    expect(mended(rule, 'app.js', express(imports, before))).toBe(express(importsAfter, after));
  });

  it.each([
    ['a variable for the program', 'subprocess.run(f"{x} -h", shell=True)'],
    ['a list of arguments', 'subprocess.run(f"git {x.args}", shell=True)'],
    ['a file pattern beside quotes', `os.system(f'sh -c "ls {x}"')`],
  ])('offers nothing for %s', (_, body) => {
    const before = flask('import os, subprocess', body);
    expect(mended(rule, 'app.py', before)).toBe(before);
  });
});

describe('html-escape and text-content', () => {
  const rule = 'html-from-text';
  it.each([
    ['return f"<p>{x}</p>"', 'return f"<p>{escape(x)}</p>"'],
    // Text plus markupsafe's answer would escape the text as well.
    ['return "<p>" + x + "</p>"', 'return "<p>" + str(escape(x)) + "</p>"'],
    ['return "<p>%s</p>" % x', 'return "<p>%s</p>" % escape(x)'],
  ])('Python: %s', (before, after) => {
    expect(mended(rule, 'app.py', flask('from markupsafe import escape', before))).toBe(
      flask('from markupsafe import escape', after),
    );
  });

  it.each([
    ['a script', 'return f"<script>var x = {x}</script>"'],
    ['an attribute without quotes', 'return f"<p class={x}>"'],
    ['an address', `return f"<a href='{x}'>"`],
    ['a value that holds tags', 'x = "<b>" + request.args["y"] + "</b>"\nreturn f"<p>{x}</p>"'],
    ['the text of a template', 'return render_template_string("<p>" + x + "</p>")'],
  ])('offers nothing in %s', (_, body) => {
    const before = flask('', body);
    expect(mended(rule, 'app.py', before)).toBe(before);
  });

  it.each([
    ['el.innerHTML = location.hash.slice(1);', 'el.textContent = location.hash.slice(1);'],
    [`el.innerHTML = 'Hello ' + location.hash;`, `el.textContent = 'Hello ' + location.hash;`],
    [
      `el.insertAdjacentHTML('beforeend', location.hash);`,
      `el.insertAdjacentText('beforeend', location.hash);`,
    ],
    ['el.innerHTML = `<b>${location.hash}</b>`;', 'el.innerHTML = `<b>${location.hash}</b>`;'],
  ])('page: %s', (before, after) => {
    expect(mended(rule, 'page.js', `const el = document.body;\n${before}\n`)).toBe(
      `const el = document.body;\n${after}\n`,
    );
  });
});

describe('templates', () => {
  it.each<[why: string, rule: string, path: string, before: string, after: string]>([
    [
      'quotes of the file',
      'weak-hash',
      'a.js',
      `import { createHash } from "crypto";\nconst name = "a";\nexport const h = (x) => createHash("md5").update(x);\n`,
      `import { createHash } from "crypto";\nconst name = "a";\nexport const h = (x) => createHash("sha256").update(x);\n`,
    ],
    [
      'the other quotes within a string',
      'weak-hash',
      'a.py',
      `import hashlib\nname = f"{hashlib.new('md5', data).hexdigest()}"\n`,
      `import hashlib\nname = f"{hashlib.new('sha256', data).hexdigest()}"\n`,
    ],
    [
      'the alias of an import',
      'unsafe-deserialization',
      'a.py',
      'import yaml as y\n\nprint(y.load(open("a.yml")))\n',
      'import yaml as y\n\nprint(y.safe_load(open("a.yml")))\n',
    ],
    [
      'a member import',
      'weak-random',
      'a.py',
      '"""Codes."""\nfrom random import randint\n\notp = randint(100000, 999999)\n',
      '"""Codes."""\nfrom random import randint\nimport secrets\n\notp = secrets.SystemRandom().randint(100000, 999999)\n',
    ],
    [
      'a file without imports',
      'secret-compared-in-variable-time',
      'a.py',
      '#!/usr/bin/env python\nif user.reset_token == given.reset_token:\n    go()\n',
      '#!/usr/bin/env python\nimport hmac\n\nif hmac.compare_digest(user.reset_token, given.reset_token):\n    go()\n',
    ],
    [
      'an import in the style of the file',
      'weak-random',
      'a.ts',
      `import a from "a"\n\nconst otp = Math.floor(Math.random() * 10)\n`,
      `import a from "a"\nimport { randomInt } from "node:crypto"\n\nconst otp = randomInt(10)\n`,
    ],
    [
      'a require',
      'weak-random',
      'a.js',
      `const a = require('a');\n\nconst token = Math.floor(100 + Math.random() * 900);\n`,
      `const a = require('a');\nconst { randomInt } = require('node:crypto');\n\nconst token = randomInt(100, 100 + 900);\n`,
    ],
    [
      'an import of Go in place of the one that goes',
      'weak-hash',
      'a.go',
      'package a\n\nimport (\n\t"crypto/md5"\n\t"fmt"\n)\n\nfunc etag(b []byte) string { return fmt.Sprintf("%x", md5.Sum(b)) }\n',
      'package a\n\nimport (\n\t"crypto/sha256"\n\t"fmt"\n)\n\nfunc etag(b []byte) string { return fmt.Sprintf("%x", sha256.Sum256(b)) }\n',
    ],
    [
      'an import of Java',
      'weak-random',
      'A.java',
      'package a;\n\nimport java.util.Random;\n\nclass A {\n  String token() { Random r = new Random(); return "" + r.nextInt(); }\n}\n',
      'package a;\n\nimport java.util.Random;\nimport java.security.SecureRandom;\n\nclass A {\n  String token() { Random r = new SecureRandom(); return "" + r.nextInt(); }\n}\n',
    ],
    [
      'one entry to a line',
      'cookie-without-protection',
      'a.py',
      'response.set_cookie(\n    "session_id",\n    session.id,\n)\n',
      'response.set_cookie(\n    "session_id",\n    session.id,\n    httponly=True, secure=True, samesite="Lax",\n)\n',
    ],
    [
      'a type that stays',
      'debug-mode-on',
      'app/settings.py',
      'DEBUG: bool = True\nINSTALLED_APPS = []\n',
      'DEBUG: bool = False\nINSTALLED_APPS = []\n',
    ],
    [
      'operators in a query',
      'query-object-from-request',
      'a.js',
      `import mongoose from 'mongoose';\napp.post('/', async (req, res) => {\n  res.json(await User.findOne({ email: req.body.email, active: true }));\n});\n`,
      `import mongoose from 'mongoose';\napp.post('/', async (req, res) => {\n  res.json(await User.findOne({ email: String(req.body.email), active: true }));\n});\n`,
    ],
  ])('%s', (_, rule, path, before, after) => {
    expect(mended(rule, path, before)).toBe(after);
  });

  it.each<[why: string, rule: string, path: string, text: string]>([
    [
      'a name that the file uses for something else',
      'weak-random',
      'a.py',
      'import random\n\nsecrets = load()\ntoken = random.choice(CHARS)\n',
    ],
    [
      'a global that is another module here',
      'weak-random',
      'a.js',
      `import crypto from 'crypto-js';\nconst token = Math.random().toString(36).slice(2);\n`,
    ],
    [
      'the array of a certain length',
      'weak-hash',
      'a.go',
      'package a\n\nimport "crypto/md5"\n\nfunc f(b []byte) [16]byte { return md5.Sum(b) }\n',
    ],
    ['numpy', 'weak-random', 'a.py', 'import numpy as np\n\ntoken = np.random.choice(CHARS, 8)\n'],
  ])('offers nothing for %s', (_, rule, path, text) => {
    expect(mended(rule, path, text)).toBe(text);
  });
});

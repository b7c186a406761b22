// Which imports each language's text holds, what is left out as its own or the standard library's, and which manifest entry brings them.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ecosystems, ecosystemOf } from './index.ts';
import { fuzzBudget } from '../../../test/fuzz-budget.ts';
import { processorMs, tooLongMs } from '../../../test/processor-time.ts';

/** Written names with the package asked for where that differs; `?` optional, `~` vague, `!` declared by itself. */
function found(id: string, path: string, text: string): string[] {
  return ecosystemOf(id)!
    .imports!.find(path, text)
    .map((one) => {
      const marks = [one.isOptional && '?', one.isVague && '~', one.isDeclared && '!']
        .filter(Boolean)
        .join('');
      return `${one.written}${one.name === one.written ? '' : ` -> ${one.name}`}${marks}`;
    });
}

const scripts: [name: string, text: string, expected: string[], path?: string][] = [
  ['default import', `import a from 'left-pad';`, ['left-pad']],
  ['named, over lines', `import {\n  a,\n  b as c,\n} from "lodash/fp";`, ['lodash/fp -> lodash']],
  ['side effect', `import 'normalize.css';`, ['normalize.css']],
  ['export from', `export * from '@scope/pkg/sub';`, ['@scope/pkg/sub -> @scope/pkg']],
  ['type only', `import type { A } from 'estree';\nimport { type B } from 'zod';`, ['estree?', 'zod']],
  ['require and resolve', `const a = require('a-b'), b = require.resolve("c.d/x");`, ['a-b', 'c.d/x -> c.d']],
  ['dynamic', `const m = await import('nanoid');`, ['nanoid']],
  ['required in a try', `try { x = require('fsevents'); } catch {}`, ['fsevents?']],
  ['Node itself', `import fs from 'fs';\nimport 'node:sqlite';\nimport p from 'fs/promises';`, []],
  ['the package of the same name', `import b from 'buffer/';`, ['buffer/ -> buffer']],
  ['relative and absolute', `import a from './a';\nimport b from '..';\nimport c from '/c.js';`, []],
  ['aliases', `import a from '@/a';\nimport b from '~/b';\nimport c from '#c';\nimport d from '$lib/d';`, []],
  [
    'schemes of hosts and bundlers',
    `import 'virtual:pwa';\nimport 'astro:content';\nimport 'bun:test';\nimport 'cloudflare:workers';\nimport 'https://esm.sh/x';`,
    [],
  ],
  // What names its registry is no phantom: it is read as a package of that registry.
  ['npm: of Deno', `import c from 'npm:chalk@5';`, []],
  [
    'loaders and queries',
    `import a from '!!raw-loader!./a';\nimport w from 'some-worker?worker';`,
    ['some-worker?worker -> some-worker'],
  ],
  ['a module of the host', `import * as vscode from 'vscode';`, []],
  ['comments', `// import a from 'no'\n/* import b from 'no' */`, []],
  [
    'templates',
    'const t = `import a from "no"; ${require("yes")} import b from "no"`;\nimport c from "c-c";',
    ['yes', 'c-c'],
  ],
  ['texts', `const t = "require('no')";\nconst u = 'import x from "no"';`, []],
  [
    'patterns',
    'const p = /`/; import_;\nimport c from "c-c";\nconst q = a / b; const r = "`";\nimport d from "d-d";',
    ['c-c', 'd-d'],
  ],
  ['a word that is no import', `sql.from('users'); Array.from("abc"); obj.require('x');`, []],
  ['capital letters', `import A from '@Components/A';`, []],
  ['types of a declaration file', `import { X } from 'undici';`, ['undici?'], 'a.d.ts'],
  [
    'Vue',
    `<template>import a from 'no'</template>\n<script setup lang="ts">\nimport v from 'vue';\n</script>`,
    ['vue'],
    'a.vue',
  ],
  [
    'Svelte',
    `<script>\n import s from 'svelte/store';\n</script>\n<p>require('no')</p>`,
    ['svelte/store -> svelte'],
    'a.svelte',
  ],
  ['Astro', `---\nimport a from 'astro-icon';\n---\n<p>import b from 'no'</p>`, ['astro-icon'], 'a.astro'],
];
test.each(scripts)('JavaScript: %s', (_name, text, expected, path = 'src/a.ts') => {
  expect(found('npm', path, text)).toEqual(expected);
});

const pythons: [name: string, text: string, expected: string[], path?: string][] = [
  ['plain', 'import requests', ['requests']],
  ['several with names', 'import numpy as np, os, pandas', ['numpy', 'pandas']],
  ['from', 'from flask import Flask', ['flask']],
  ['a submodule', 'import matplotlib.pyplot as plt', ['matplotlib.pyplot -> matplotlib']],
  ['relative', 'from . import a\nfrom .b import c\nfrom ..d import e', []],
  [
    'standard library of 3.8 to 3.14',
    'import tomllib, distutils, annotationlib, asyncore\nfrom compression import zstd',
    [],
  ],
  ['Python 2', 'import urllib2, ConfigParser\nfrom StringIO import StringIO', []],
  [
    'known by another name',
    'import cv2\nfrom PIL import Image\nimport yaml',
    ['cv2 -> opencv-python', 'PIL -> pillow', 'yaml -> pyyaml'],
  ],
  ['Windows', 'import win32api, win32gadget', ['win32api -> pywin32', 'win32gadget -> pywin32']],
  ['private modules', 'import _ssl\nimport _pytest', ['_pytest -> pytest']],
  [
    'namespaces',
    'from google.cloud import storage\nfrom google.protobuf import message\nimport azure.identity\nimport google.colab',
    [
      'google.cloud.storage -> google-cloud-storage~',
      'google.protobuf -> protobuf',
      'azure.identity -> azure-identity~',
    ],
  ],
  ['in try', 'try:\n    import ujson as json\nexcept ImportError:\n    import json', ['ujson?']],
  ['for type checkers', 'if TYPE_CHECKING:\n    from mypy_boto3 import X', ['mypy_boto3 -> mypy-boto3?']],
  ['inside a function', 'def f():\n    if x:\n        import redis', ['redis']],
  [
    'docstrings and comments',
    '"""\nimport no\n"""\n# import no\nx = """\nfrom no import a\n"""\nimport yes',
    ['yes'],
  ],
  [
    'over two lines',
    'from a_b.c import \\\n    x\nfrom d_e \\\n    import y',
    ['a_b.c -> a-b', 'd_e -> d-e'],
  ],
  [
    'after a changed path',
    'import sys\nsys.path.insert(0, "x")\nimport helpers_x',
    ['helpers_x -> helpers-x~'],
  ],
  [
    'what a test wrote',
    'def test_a():\n    import written_here',
    ['written_here -> written-here~'],
    'tests/test_a.py',
  ],
  ['hosts', 'import bpy\nimport idaapi\nimport machine', []],
  [
    'PEP 723',
    '# /// script\n# dependencies = [\n#   "rich>=13",\n# ]\n# ///\nimport rich\nimport httpx',
    ['rich!', 'httpx'],
  ],
  [
    'a notebook',
    '{"cells": [{"source": [\n "import polars as pl\\n",\n "from os import path"\n]}]}',
    ['polars~'],
    'a.ipynb',
  ],
];
test.each(pythons)('Python: %s', (_name, text, expected, path = 'app/a.py') => {
  expect(found('pypi', path, text)).toEqual(expected);
});

const others: [id: string, name: string, text: string, expected: string[]][] = [
  [
    'go',
    'a block',
    'package a\nimport (\n\t"fmt"\n\tx "github.com/a/b/v2/c"\n\t_ "golang.org/x/net/html"\n)\nfunc f() {}',
    ['github.com/a/b/v2/c -> github.com/a/b/v2', 'golang.org/x/net/html -> golang.org/x/net'],
  ],
  [
    'go',
    'one line',
    'package a\nimport "gopkg.in/yaml.v3"\nimport . "corp.example/x/y"',
    ['gopkg.in/yaml.v3', 'corp.example/x/y~'],
  ],
  [
    'go',
    'not in code',
    'package a\n// import "github.com/no/no"\nfunc f() { s := `\nimport "github.com/no/no"\n` }',
    [],
  ],
  [
    'crates',
    'use',
    'use serde::Deserialize;\nuse std::io;\nuse crate::a;\nuse tokio_util::codec as c;',
    ['serde', 'tokio_util -> tokio-util'],
  ],
  [
    'crates',
    'own modules and names in scope',
    'mod store;\nuse store::Db;\nuse std::{fmt, io};\nuse fmt::Display;\nuse Kind::*;',
    [],
  ],
  [
    'crates',
    'extern crate and features',
    'extern crate libc;\n#[cfg(feature = "x")]\nuse rayon::prelude::*;',
    ['libc', 'rayon?'],
  ],
  [
    'crates',
    'a character that is a quotation mark',
    `let c = '"';\nuse anyhow::Result;\nlet s = "\nuse no::no;\n";`,
    ['anyhow'],
  ],
  [
    'rubygems',
    'require',
    "require 'json'\nrequire 'sinatra/base'\nrequire_relative 'x'\nrequire \"nokogiri\"",
    ['sinatra/base -> sinatra~', 'nokogiri'],
  ],
  [
    'rubygems',
    'not in code',
    "=begin\nrequire 'no'\n=end\nx = <<~EOS\n  require 'no'\nEOS\n# require 'no'\n__END__\nrequire 'no'",
    [],
  ],
  ['rubygems', 'optional', "begin\n  require 'oj'\n  require 'ox'\nrescue LoadError\nend", ['oj?', 'ox?']],
];
test.each(others)('%s: %s', (id, _name, text, expected) => {
  expect(found(id, id === 'go' ? 'a.go' : id === 'crates' ? 'src/a.rs' : 'lib/a.rb', text)).toEqual(expected);
});

test.each<[id: string, text: string, declared: string, expected: boolean]>([
  ['npm', `import 'lodash/fp'`, 'lodash', true],
  ['npm', `import 'lodash-es'`, 'lodash', false],
  ['npm', `import type { A } from 'express'`, '@types/express', true],
  ['npm', `import e from 'express'`, '@types/express', false],
  ['npm', `import { test } from '@jest/globals'`, 'jest', true],
  ['pypi', 'import cv2', 'opencv-python-headless', true],
  ['pypi', 'import dotenv', 'python-dotenv', true],
  ['pypi', 'import acme_thing', 'acme-thing-sdk', true],
  ['pypi', 'import yaml', 'types-pyyaml', false],
  ['pypi', 'import requests_toolbelt', 'requests', false],
  ['pypi', 'from google.cloud import bigquery', 'google-cloud-bigquery', true],
  ['pypi', 'from google.cloud import bigquery', 'google-cloud-storage', false],
  ['go', 'package a\nimport "github.com/a/b/c"', 'github.com/a/b', true],
  ['go', 'package a\nimport "github.com/a/bc"', 'github.com/a/b', false],
  ['crates', 'use async_trait::x;', 'async-trait', true],
  ['rubygems', `require 'active_support/core_ext'`, 'rails', true],
  ['rubygems', `require 'google/cloud/storage'`, 'google-cloud-storage', true],
  ['rubygems', `require 'nokogiri'`, 'rails', true],
  ['rubygems', `require 'sinatra'`, 'rails', false],
])('%s: %s is brought by %s: %s', (id, text, declared, expected) => {
  const { imports } = ecosystemOf(id)!;
  const [one] = imports!.find(id === 'rubygems' ? 'a.rb' : 'a.x', text);
  const manifest = {
    ecosystem: id,
    name: declared,
    writtenName: declared,
    path: 'm',
    line: 1,
    column: 1,
    endColumn: 1,
  };
  const dependency = { ...manifest, scope: 'runtime', source: 'registry', direct: true } as const;
  expect(imports!.brings(dependency, one!)).toBe(expected);
});

test('the columns are those of what is written', () => {
  const text = `const a = require( 'left-pad' );`;
  const [one] = ecosystemOf('npm')!.imports!.find('a.js', text);
  expect(text.slice(one!.column - 1, one!.endColumn - 1)).toBe('left-pad');
  const python = '    from   flask.json import x';
  const [two] = ecosystemOf('pypi')!.imports!.find('a.py', python);
  expect(python.slice(two!.column - 1, two!.endColumn - 1)).toBe('flask.json');
});

test('names that files give to the own code', () => {
  const { defines } = ecosystemOf('npm')!.imports!;
  expect(defines('package.json', '{"name": "@acme/app"}')).toEqual(['@acme/app', '@acme/app/*']);
  expect(
    defines('tsconfig.json', '{"compilerOptions": {"paths": {"ui/*": ["./ui/*"], /* c */ "core": [],}}}'),
  ).toEqual(['ui/*', 'core']);
  expect(
    defines('vite.config.ts', `alias: { '@acme-x': path.resolve('src'), core: './src/core', port: 3000 }`),
  ).toEqual(['@acme-x', '@acme-x/*', 'core', 'core/*']);
  expect(defines('deno.json', '{"imports": {"std/": "https://x/", "oak": "jsr:@oak/oak"}}')).toEqual([
    'std/*',
    'oak',
  ]);
  expect(ecosystemOf('go')!.imports!.defines('go.mod', 'module corp.example/app\n')).toEqual([
    'corp.example/app',
    'corp.example/app/*',
  ]);
  expect(ecosystemOf('crates')!.imports!.defines('Cargo.toml', '[package]\nname = "my-app"\n')).toEqual([
    'my_app',
  ]);
  expect(ecosystemOf('pypi')!.imports!.defines('pyproject.toml', '[project]\nname = "My-App"\n')).toEqual([
    'my_app',
  ]);
});

test('no text throws, and a hostile one takes no long time', () => {
  const readers = ecosystems.flatMap(({ imports }) => imports ?? []);
  const paths = [
    'a.ts',
    'a.vue',
    'a.astro',
    'a.py',
    'a.ipynb',
    'a.go',
    'a.rs',
    'a.rb',
    'package.json',
    'tsconfig.json',
    'vite.config.ts',
    'Cargo.toml',
  ];
  const words = fc.constantFrom(
    'import ',
    'from ',
    "'x'",
    '`',
    '${',
    '}',
    '"""',
    '\n',
    '\\',
    '/',
    '/*',
    'require(',
    '(',
    '# ',
    'try:',
    'use ',
    'a::',
    '<script',
    '>',
    '---',
    '{',
    "'",
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 60 }), fc.constantFrom(...paths), (parts, path) => {
      for (const imports of readers) {
        imports.find(path, parts.join(''));
        imports.defines(path, parts.join(''));
      }
    }),
    fuzzBudget(300),
  );
  for (const part of [
    'import ',
    'from "x" ',
    '`${',
    '/',
    "'",
    '"""',
    '<script ',
    '<script>',
    'use a::{',
    '    import a\n',
    'try:\n ',
    '#\n',
    'require(',
    '{',
    '{"a":',
    '# /// script\n',
    'begin\nrequire "a"\n',
  ]) {
    const text = part.repeat(Math.ceil(60_000 / part.length));
    for (const path of paths)
      for (const imports of readers) {
        const start = processorMs();
        imports.find(path, text);
        imports.defines(path, text);
        expect(processorMs() - start, `${JSON.stringify(part)} ${path}`).toBeLessThan(tooLongMs);
      }
  }
});

const jvm = `package com.acme.app;
import java.util.List;
import com.acme.other.Thing;
import org.jsoup.Jsoup;
import static org.assertj.core.api.Assertions.*;
// import com.opencsv.CSVReader;
/* import com.opencsv.CSVReader; */
import org.apache.commons.lang.StringUtils
import org.apache.commons.lang3.{StringUtils => S}
import com.google.common.collect.ImmutableList as L
import org.jsoupish.Thing;
`;

test('Java, Kotlin and Scala: only well-known libraries are told', () => {
  expect(found('maven', 'src/A.java', jvm)).toEqual([
    'org.jsoup.Jsoup -> org.jsoup:jsoup~',
    'org.assertj.core.api.Assertions -> org.assertj:assertj-core~',
    'org.apache.commons.lang.StringUtils -> commons-lang:commons-lang~',
    'org.apache.commons.lang3 -> org.apache.commons:commons-lang3~',
    'com.google.common.collect.ImmutableList -> com.google.guava:guava~',
  ]);
  const maven = ecosystemOf('maven')!;
  const [jsoup, , , , guava] = maven.imports!.find('src/A.java', jvm);
  const brought = (manifest: string, path = 'build.gradle'): boolean[] =>
    [jsoup!, guava!].map((one) =>
      maven.parse(path, manifest).dependencies.some((entry) => maven.imports!.brings(entry, one)),
    );
  const script = (...names: string[]): string =>
    `dependencies {\n${names.map((name) => `implementation '${name}:1'\n`).join('')}}\n`;
  expect(brought(script('org.jsoup:jsoup'))).toEqual([true, false]);
  expect(brought(script('com.acme:kit'))).toEqual([false, true]);
  expect(brought(script('org.springframework.boot:spring-boot-starter'))).toEqual([true, true]);
  expect(brought(script('junit:junit', 'org.projectlombok:lombok'))).toEqual([false, false]);
  const own = maven.imports!.defines;
  expect(own('build.gradle', "plugins {\n id 'java'\n id 'x.y' version '1'\n}")).toEqual([]);
  expect(own('build.gradle', "plugins {\n id 'acme.conventions'\n}")).toContain('org*');
  expect(own('build.gradle.kts', 'apply(from = "x.gradle.kts")')).toContain('org*');
});

test('each known prefix is found, by its usual artifact', async () => {
  const { bringers } = await import('./maven/import-names.ts');
  const maven = ecosystemOf('maven')!;
  for (const { prefix, artifacts } of bringers) {
    expect(artifacts[0]).toMatch(/^[\w.-]+:[\w.-]+$/);
    const [one] = maven.imports!.find('A.java', `import ${prefix}.X;`);
    expect(one?.name, prefix).toBe(artifacts[0]);
  }
  expect(new Set(bringers.map(({ prefix }) => prefix)).size).toBe(bringers.length);
});

test('PHP: only well-known libraries are told', () => {
  const text = `<?php
namespace App;
use App\\Models\\User;
use PHPMailer\\PHPMailer\\{PHPMailer, SMTP};
use \\Firebase\\JWT\\JWT;
use function GuzzleHttp\\json_decode;
// use Dompdf\\Dompdf;
use Unknown\\Thing;
class A { use SomeTrait; }
`;
  expect(found('packagist', 'a.php', text)).toEqual([
    'PHPMailer\\PHPMailer -> phpmailer/phpmailer~',
    'Firebase\\JWT\\JWT -> firebase/php-jwt~',
    'GuzzleHttp\\json_decode -> guzzlehttp/guzzle~',
  ]);
  const packagist = ecosystemOf('packagist')!;
  const [mailer, , guzzle] = packagist.imports!.find('a.php', text);
  const brought = (...names: string[]): boolean[] => {
    const manifest = JSON.stringify({ require: Object.fromEntries(names.map((name) => [name, '1'])) });
    const { dependencies } = packagist.parse('composer.json', manifest);
    return [mailer!, guzzle!].map((one) =>
      dependencies.some((entry) => packagist.imports!.brings(entry, one)),
    );
  };
  expect(brought()).toEqual([false, false]);
  expect(brought('phpmailer/phpmailer')).toEqual([true, true]);
  expect(brought('acme/kit')).toEqual([false, true]);
  expect(brought('laravel/framework')).toEqual([true, true]);
  expect(packagist.imports!.defines('composer.json', '{"autoload":{"psr-4":{"App\\\\":"src/"}}}')).toEqual([
    'App\\*',
  ]);
  expect(packagist.imports!.defines('composer.json', '{')).toEqual([]);
});

// The function around a node is found in every grammar, and what only sounds like one is none.
import { describe, expect, it } from 'vitest';
import { readWasm } from '../../assets.ts';
import { functionAround } from './enclosing.ts';
import { loadSyntax } from './parse.ts';

const samples: [grammar: string, text: string, expected: string | undefined][] = [
  ['javascript', 'function f() { here(); }', 'function_declaration'],
  ['javascript', 'const f = async () => { here(); };', 'arrow_function'],
  ['javascript', 'class A { m() { here(); } }', 'method_definition'],
  ['javascript', 'const f = function* () { here(); };', 'generator_function'],
  ['javascript', 'here();', undefined],
  ['python', 'def f():\n    here()\n', 'function_definition'],
  ['python', 'f = lambda x: here(x)\n', 'lambda'],
  ['ruby', 'def f\n  [1].each { here() }\nend\n', 'method'],
  ['ruby', 'def self.f\n  here()\nend\n', 'singleton_method'],
  ['java', 'class A { A() { here(); } }', 'constructor_declaration'],
  ['java', 'class A { Runnable r = () -> here(); }', 'lambda_expression'],
  ['go', 'package a\nfunc (s S) m() { here() }\n', 'method_declaration'],
  ['go', 'package a\nvar f = func() { here() }\n', 'func_literal'],
  ['php', '<?php $f = function () { return here(); };', 'anonymous_function'],
  ['php', '<?php g(here());', undefined],
  ['rust', 'fn f() { here(); }', 'function_item'],
  ['rust', 'static F: fn() = || here();', 'closure_expression'],
  ['kotlin', 'fun f() { here() }', 'function_declaration'],
  ['kotlin', 'val f = { here() }', 'lambda_literal'],
  ['c-sharp', 'class A { void M() { void L() { here(); } } }', 'local_function_statement'],
];

const syntax = await loadSyntax([...new Set(samples.map(([grammar]) => grammar))], readWasm);

describe('functionAround', () => {
  it.each(samples)('%s: %s', (grammar, text, expected) => {
    const tree = syntax.parse(text, grammar);
    if ('reason' in tree) throw new Error(tree.reason);
    const here = [...tree.root.walk()].find((node) => node.text === 'here' && node.children.length === 0);
    expect(here).toBeDefined();
    expect(here && functionAround(here)?.kind).toBe(expected);
  });
});

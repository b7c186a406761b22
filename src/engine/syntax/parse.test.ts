// The parser survives hostile text and still reads what comes after it.
import { describe, expect, it } from 'vitest';
import { readWasm } from '../../assets.ts';
import { loadSyntax } from './parse.ts';
import { cursorFunctions } from './read-tree.ts';
import type { SyntaxNode, SyntaxTree } from './tree.ts';

const syntax = await loadSyntax(['javascript', 'java', 'python'], readWasm);

function treeOf(text: string, grammar: string): SyntaxTree {
  const tree = syntax.parse(text, grammar);
  if ('reason' in tree) throw new Error(tree.reason);
  return tree;
}

/** A tree as text; leaves with what they hold, unnamed ones as that alone. */
function show(node: SyntaxNode): string {
  const name = node.field === undefined ? node.kind : `${node.field}=${node.kind}`;
  if (node.children.length > 0) return `${name}(${node.children.map(show).join(' ')})`;
  return node.named ? `${name} ${node.text}` : node.text;
}

describe('parse', () => {
  it('reads kinds, fields, offsets and unnamed nodes', () => {
    expect(show(treeOf('f(a.b)', 'javascript').root)).toBe(
      'program(expression_statement(call_expression(function=identifier f arguments=arguments(( member_expression(object=identifier a . property=property_identifier b) )))))',
    );
    expect(show(treeOf('x = "é😀" + y', 'python').root)).toBe(
      'module(expression_statement(assignment(left=identifier x = right=binary_operator(left=string(string_start " string_content é😀 string_end ") + right=identifier y))))',
    );
  });

  it('knows of each node its parent, its place and its kind', () => {
    const { root, byKind } = treeOf('if (a) { f(1, 2); } else g`x${b}`;', 'javascript');
    let count = 0;
    for (const node of root.walk()) {
      count++;
      node.children.forEach((child, index) => expect([child.parent, child.index]).toEqual([node, index]));
      expect(byKind.get(node.kind)?.includes(node)).toBe(true);
    }
    expect([...byKind.values()].flat()).toHaveLength(count);
    for (const nodes of byKind.values())
      expect(nodes.map(({ start }) => start)).toEqual(
        nodes.map(({ start }) => start).toSorted((a, b) => a - b),
      );
  });

  it.each([
    ['javascript', 'f(;', 1],
    ['javascript', 'f(1', 1],
    ['python', 'def f(:\n  pass', 1],
    ['java', 'class A {}', 0],
  ])('counts errors and what is missing: %s %s', (grammar, text, errors) => {
    expect(treeOf(text, grammar).errors > 0).toBe(errors > 0);
  });

  it.each([
    ['python', '# fine\rf(1)\n'],
    ['javascript', '// fine\rf(1)\n'],
    ['javascript', '// fine\u2028f(1)\n'],
    ['java', '// fine\rclass A { B b = f(1); }\n'],
  ])('a comment ends where the language ends its line: %s %j', (grammar, text) => {
    const { byKind, errors } = treeOf(text, grammar);
    const call = byKind.get(grammar === 'python' ? 'call' : grammar === 'java' ? 'method_invocation' : 'call_expression'); // prettier-ignore
    expect([errors, call?.map((node) => [node.text, node.region.start.line])]).toEqual([0, [['f(1)', 1]]]);
  });

  it('reads both sides of a conflict', () => {
    const { byKind, errors } = treeOf(
      'def a():\n<<<<<<< HEAD\n    f(1)\n||||||| base\n    f(0)\n=======\n    f(2)\n>>>>>>> other\n    f(3)\n',
      'python',
    );
    expect([errors, byKind.get('call')?.map(({ text, region }) => `${text} ${region.start.line}`)]).toEqual([
      0,
      ['f(1) 3', 'f(0) 5', 'f(2) 7', 'f(3) 9'],
    ]);
  });

  it('survives brackets that never close, and so do the parses after it', async () => {
    expect(syntax.parse('([{'.repeat(20_000), 'java')).toEqual({
      reason: 'nested too deeply to be parsed; only text rules were applied',
    });
    expect(treeOf('class A { int b = 1; }', 'java').errors).toBe(0);
    expect(treeOf('x = 1', 'python').errors).toBe(0);
    const later = await loadSyntax(['go'], readWasm);
    expect(later.parse('package a', 'go')).toMatchObject({ errors: 0 });
  });
});

describe('cursorFunctions', () => {
  it('refuses a module that has changed', () => {
    expect(() => cursorFunctions({ ts_tree_root_node_wasm: () => 0 })).toThrow(
      'has no ts_tree_cursor_new_wasm',
    );
  });
});

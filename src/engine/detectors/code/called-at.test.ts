// A call in a chain over several lines is found where its name stands, in every grammar; others where they begin.
import { beforeAll, describe, expect, it } from 'vitest';
import { readWasm } from '../../../assets.ts';
import { loadSyntax, type Syntax } from '../../syntax/parse.ts';
import { positionAt } from '../../syntax/tree.ts';
import { calledAt } from './called-at.ts';

const grammars = ['javascript', 'python', 'java', 'c-sharp', 'go', 'php', 'ruby', 'kotlin', 'rust'];

let syntax: Syntax;
beforeAll(async () => {
  syntax = await loadSyntax(grammars, readWasm);
});

/** Grammar, kind of the call, text, and the line on which the longest call of that kind is told. */
const samples: [grammar: string, kind: string, text: string, line: number][] = [
  ['javascript', 'call_expression', 'db\n  .query(text)', 2],
  ['javascript', 'call_expression', 'db.query(\n  text)', 1],
  ['python', 'call', '(db\n  .query(text))', 2],
  ['java', 'method_invocation', 'class A { void a() { http\n.csrf(c)\n.cors(d); } }', 3],
  ['java', 'method_invocation', 'class A { void a() { http.csrf(\nc); } }', 1],
  ['c-sharp', 'invocation_expression', 'class A { void B() { policy\n.AllowAnyOrigin()\n.Build(); } }', 3],
  ['go', 'call_expression', 'package a\nfunc b() { q.\nWhere(text) }', 3],
  ['php', 'member_call_expression', '<?php\n$query\n->orderByRaw($text);', 3],
  ['ruby', 'call', 'scope\n  .order(text)', 2],
  ['kotlin', 'call_expression', 'fun a() { builder\n.hostnameVerifier(x) }', 2],
  ['rust', 'call_expression', 'fn a() { builder\n.danger_accept_invalid_certs(true); }', 2],
];

describe('calledAt', () => {
  it.each(samples)('%s %s %j', (grammar, kind, text, line) => {
    const tree = syntax.parse(text, grammar);
    if ('reason' in tree) throw new Error(tree.reason);
    const calls = (tree.byKind.get(kind) ?? []).toSorted((a, b) => b.end - b.start - (a.end - a.start));
    const [longest] = calls;
    if (!longest) throw new Error('no call');
    expect(positionAt(tree.source, calledAt(longest).start).line).toBe(line);
  });

  it('leaves a span that is no node', () => {
    expect(calledAt({ start: 3, end: 9 })).toEqual({ start: 3, end: 9 });
  });
});

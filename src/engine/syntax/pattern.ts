// Compiles a code pattern such as `open($PATH, $$$)` by parsing it with the grammar of the code that it shall match.
import { bareNames } from './names.ts';
import { isString, stringContent, stringKinds } from './strings.ts';
import type { Syntax } from './parse.ts';
import { isComment, type SyntaxNode } from './tree.ts';

/** A pattern as rules write it; with `selector` it is the first node of that kind within `context`. */
export type PatternText = string | { context: string; selector: string };

/** One node of a compiled pattern. */
export type PatternNode =
  /** `$NAME`, or `$_` without a name: one node; `$$NAME` also takes punctuation. */
  | { type: 'one'; name?: string; named: boolean }
  /** `$$$NAME` or `$$$`: any number of nodes. */
  | { type: 'many'; name?: string }
  | { type: 'string'; content: string }
  /** `'$NAME'`: any plain string, by its content; `'$$$'`: any string at all. */
  | { type: 'content'; plain: boolean; name?: string }
  | { type: 'leaf'; kind: string; named: boolean; text: string }
  | { type: 'branch'; kind: string; children: PatternNode[]; path?: string; member?: PatternMember };

/** A member access in a pattern, whose property may be a metavariable. */
export interface PatternMember {
  object: PatternNode;
  property: PatternNode;
}

/** A compiled pattern. */
export interface Pattern {
  root: PatternNode;
  /** Kinds of node at which it can match; undefined for any kind. */
  kinds: ReadonlySet<string> | undefined;
  /** Words that a file must hold for the pattern to match. */
  words: readonly string[];
  /** Names of its metavariables. */
  variables: ReadonlySet<string>;
}

/** Code that makes a pattern a whole file, tried in order; `$` becomes `sigil` where it may not start a name. */
interface Dialect {
  sigil: string;
  /** What every name begins with in the language, before the sigil. */
  prefix?: string;
  contexts: readonly (readonly [string, string])[];
}

const scriptDialect: Dialect = {
  sigil: '$',
  contexts: [
    ['', ''],
    ['(', ')'],
    ['class C { ', ' }'],
    ['async function* f() { ', ' }'],
  ],
};
const plain: Dialect = { sigil: 'µ', contexts: [['', '']] };
const dialects: ReadonlyMap<string, Dialect> = new Map([
  ['javascript', scriptDialect],
  ['typescript', scriptDialect],
  ['tsx', scriptDialect],
  [
    'python',
    {
      sigil: 'µ',
      contexts: [
        ['', ''],
        ['', '\ndef f(): pass'],
        ['class C:\n ', ''],
        ['def f():\n ', ''],
      ],
    },
  ],
  [
    'java',
    {
      sigil: '$',
      contexts: [
        ['class C { void m() { ', '; } }'],
        ['class C { void m() { ', ' } }'],
        ['class C { ', ' }'],
        ['', ''],
      ],
    },
  ],
  [
    'go',
    {
      sigil: 'µ',
      contexts: [
        ['package p\nfunc f() { ', ' }'],
        ['package p\n', ''],
      ],
    },
  ],
  [
    'c-sharp',
    {
      sigil: 'µ',
      contexts: [
        ['', ';'],
        ['', ''],
        ['class C { ', ' }'],
        // A name or a member alone is no statement.
        ['µ = ', ';'],
      ],
    },
  ],
  [
    'php',
    {
      sigil: 'µ',
      prefix: '$',
      contexts: [
        ['<?php ', ';'],
        ['<?php ', ''],
        ['<?php class C { ', ' }'],
      ],
    },
  ],
  [
    'rust',
    {
      sigil: 'µ',
      contexts: [
        ['fn f() { ', '; }'],
        ['fn f() { ', ' }'],
        ['', ''],
      ],
    },
  ],
  [
    'kotlin',
    {
      sigil: 'µ',
      contexts: [
        ['fun f() { ', ' }'],
        ['', ''],
        ['class C { ', ' }'],
      ],
    },
  ],
  [
    'cpp',
    {
      sigil: '$',
      contexts: [
        ['void f() { ', '; }'],
        ['void f() { ', ' }'],
        ['', ''],
      ],
    },
  ],
]);

const metavariable = /\$(\$\$)?(?:[A-Z_][A-Z0-9_]*)?/g;

/** Names of PHP itself, which look like metavariables. */
const superglobal = /^\$(?:_GET|_POST|_REQUEST|_COOKIE|_SERVER|_FILES|_ENV|_SESSION|GLOBALS)$/;

/** Compiles a pattern; `problem` says what its author must mend. */
export function compilePattern(
  text: PatternText,
  grammar: string,
  syntax: Syntax,
): Pattern | { problem: string } {
  const whole = typeof text === 'string' ? text : text.context;
  const code = whole.trim().replace(/;$/, '');
  if (code === '') return { problem: 'the pattern is empty' };
  const dialect = dialects.get(grammar) ?? plain;
  const substituted = code.replace(metavariable, (written) =>
    written === '$' || (grammar === 'php' && superglobal.test(written))
      ? written
      : (dialect.prefix ?? '') +
        dialect.sigil.repeat(written.startsWith('$$$') ? 3 : written.startsWith('$$') ? 2 : 1) +
        written.replace(/^\$+/, ''),
  );
  const selector = typeof text === 'string' ? undefined : text.selector;
  let found = parseInContext(substituted, grammar, dialect, syntax, selector);
  // Among the pairs of a Python dictionary a name alone is an error, `**name` is not.
  if ('problem' in found && grammar === 'python')
    found = parseInContext(
      substituted.replace(/(?<=[{,] *)(?=µµµ)/g, '**'),
      grammar,
      dialect,
      syntax,
      selector,
    );
  if ('problem' in found) return found;
  const root = simplest(found.node);
  const variables = new Set<string>();
  const words = new Set<string>();
  const compiled = compileNode(root, dialect, variables, words);
  // A file may call these without a word of their module.
  if ([...words].some((word) => bareNames.has(word))) words.delete('crypto');
  if (compiled.type === 'many') return { problem: 'a pattern cannot be `$$$` alone' };
  return { root: compiled, kinds: kindsOf(compiled), words: [...words], variables };
}

function parseInContext(
  code: string,
  grammar: string,
  dialect: Dialect,
  syntax: Syntax,
  selector: string | undefined,
): { node: SyntaxNode } | { problem: string } {
  // `{ a: 1 }` is an object where a value is expected; as a statement it would be a block with a label.
  const contexts =
    dialect === scriptDialect && code.startsWith('{')
      ? dialect.contexts.toSorted(([a], [b]) => Number(b === '(') - Number(a === '('))
      : dialect.contexts;
  let parsed = false;
  for (const [before, after] of contexts) {
    // In the middle of a file's review; its own tree is asked for again.
    const tree = syntax.parse(before + code + after, grammar, true);
    if ('reason' in tree) return { problem: tree.reason };
    if (tree.errors > 0) continue;
    parsed = true;
    if (selector !== undefined) {
      for (const node of tree.root.walk())
        if (node.kind === selector && node.start >= before.length) return { node };
      continue;
    }
    const [start, end] = [before.length, before.length + code.length];
    for (const node of tree.root.walk())
      if (node.named && node !== tree.root && node.start === start && node.end === end) return { node };
  }
  if (!parsed) return { problem: `the pattern is no valid ${grammar}: ${short(code)}` };
  return {
    problem:
      selector === undefined
        ? `the pattern must be one expression, statement or definition: ${short(code)}`
        : `the context holds no ${selector}`,
  };
}

/** The innermost node with the same text, so that a pattern for a call matches it as a statement and as a value. */
function simplest(node: SyntaxNode): SyntaxNode {
  let at = node;
  for (;;) {
    const only = at.children.filter((child) => child.kind !== ';' && child.end > child.start);
    const [first] = only;
    if (only.length !== 1 || !first?.named || isString(at)) return at;
    at = first;
  }
}

function compileNode(
  node: SyntaxNode,
  dialect: Dialect,
  variables: Set<string>,
  words: Set<string>,
): PatternNode {
  const variable = variableOf(
    node.kind === 'dictionary_splat' ? node.text.replace(/^\*\*(?=µµµ)/, '') : node.text,
    dialect,
  );
  if (variable) {
    if (variable.name !== undefined) variables.add(variable.name);
    return variable;
  }
  const content = isString(node) ? stringContent(node) : undefined;
  if (content !== undefined) {
    const inside = variableOf(content, dialect);
    if (inside) {
      const plain = inside.type === 'one';
      if (inside.name === undefined) return { type: 'content', plain };
      variables.add(inside.name);
      return { type: 'content', plain, name: inside.name };
    }
    addWords(content, words);
    return { type: 'string', content };
  }
  if (node.children.length === 0) {
    if (node.named) addWords(node.text, words);
    return { type: 'leaf', kind: node.kind, named: node.named, text: node.text };
  }
  const kept = partsOf(node);
  const children = kept.map((child) => compileNode(child, dialect, variables, words));
  const branch: Extract<PatternNode, { type: 'branch' }> = { type: 'branch', kind: node.kind, children };
  const fields = memberFields.get(node.kind);
  const object = fields && children[kept.findIndex((child) => child.field === fields[0])];
  const property = fields && children[kept.findIndex((child) => child.field === fields[1])];
  if (object && property) {
    branch.member = { object, property };
    const head = pathOf(object);
    if (head !== undefined && property.type === 'leaf') branch.path = `${head}.${property.text}`;
  }
  return branch;
}

const memberFields: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['attribute', ['object', 'attribute']],
  ['member_expression', ['object', 'property']],
  ['selector_expression', ['operand', 'field']],
]);

/** The dotted name that a part of a pattern writes, when it is nothing else. */
export function pathOf(node: PatternNode): string | undefined {
  if (node.type === 'leaf')
    return node.kind === 'identifier' || node.kind === 'type_identifier' ? node.text : undefined;
  return node.type === 'branch' ? node.path : undefined;
}

/** The children that count in a match: commas, semicolons and comments only separate. */
export function partsOf(node: SyntaxNode): SyntaxNode[] {
  // `a?.b` in Kotlin is `a.b`.
  if (node.kind === 'navigation_expression') return node.items;
  return node.children.filter((child) => child.kind !== ',' && child.kind !== ';' && !isComment(child));
}

function variableOf(
  text: string,
  { sigil, prefix = '' }: Dialect,
): Extract<PatternNode, { type: 'one' | 'many' }> | undefined {
  if (!text.startsWith(prefix + sigil)) return undefined;
  let rest = text.slice(prefix.length);
  let sigils = 0;
  for (; rest.startsWith(sigil); sigils++) rest = rest.slice(sigil.length);
  if (sigils > 3 || (rest !== '' && !/^[A-Z_][A-Z0-9_]*$/.test(rest)) || (rest === '' && sigils !== 3))
    return undefined;
  const name = rest === '' || rest.startsWith('_') ? {} : { name: rest };
  return sigils === 3 ? { type: 'many', ...name } : { type: 'one', named: sigils === 1, ...name };
}

function kindsOf(root: PatternNode): ReadonlySet<string> | undefined {
  if (root.type === 'leaf')
    return new Set([root.kind, ...(root.kind === 'identifier' ? ['attribute', 'member_expression'] : [])]);
  if (root.type === 'branch')
    return new Set(root.member ? [root.kind, 'subscript_expression', 'identifier'] : [root.kind]);
  if (root.type === 'string' || root.type === 'content') return stringKinds;
  return undefined;
}

function addWords(text: string, words: Set<string>): void {
  for (const word of text.match(/[A-Za-z0-9]+/g) ?? []) words.add(word);
}

function short(code: string): string {
  return code.length > 80 ? `${code.slice(0, 77)}...` : code;
}

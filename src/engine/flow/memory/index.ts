// Mistakes with memory within each function of a C or C++ file, as hits that rules weigh.
import type { SyntaxNode, SyntaxTree } from '../../syntax/tree.ts';
import type { Hit } from '../state.ts';
import { taint } from '../value.ts';
import { giversOf } from './givers.ts';
import { constantOf, type Known, typeSize } from './sizes.ts';
import type { Field, FileNames, Sized } from './state.ts';
import { walkFunction } from './walk.ts';

/** Nodes that are visited in one file, some more than once. */
const maxSteps = 2_000_000;

/** The hits of all functions of a tree. */
export function memoryHits(tree: SyntaxTree): Hit[] {
  const names = constantsOf(tree);
  const hits: Hit[] = [];
  const budget = { steps: maxSteps };
  let end = 0;
  for (const node of tree.byKind.get('function_definition') ?? []) {
    const body = node.get('body');
    // One within another is part of that.
    if (!body || node.start < end) continue;
    end = node.end;
    if (budget.steps <= 0) break;
    if (
      node.get('declarator')?.kind !== 'reference_declarator' &&
      !/free|alloc|delete|\[|NULL|nullptr|open|close|new\b|dup|cpy|memmove|memset|strcat|from_user|return &|if ?\(!\w{1,60}\)|\b(?:int|char|short|long|unsigned|float|double|bool|\w{1,30}_t)\s{1,4}\*{0,2}\w{1,40}\s?[;,]/.test(
        body.text,
      )
    )
      continue;
    for (const { kind, node: at, from } of walkFunction(node, body, names, budget))
      hits.push(hit(kind, at, from));
  }
  return hits;
}

function hit(kind: string, node: SyntaxNode, from: SyntaxNode): Hit {
  return {
    kind,
    node,
    place: 'sink',
    ways: [{ taint: taint('dynamic', from), position: 'whole' }],
    built: false,
    strong: true,
    name: node.get('function')?.text.slice(0, 60) ?? node.text.slice(0, 60),
  };
}

/** What `#define` and constants of the file say. */
function constantsOf(tree: SyntaxTree): FileNames {
  const constants = new Map<string, number>();
  const texts = new Map<string, string>();
  for (const node of tree.byKind.get('preproc_def') ?? []) {
    const name = node.get('name')?.text;
    const value = node.get('value')?.text.trim().slice(0, 400) ?? '';
    if (name === undefined) continue;
    const number = /^\(?(-?\d{1,9})[uUlL]{0,3}\)?$/.exec(value)?.[1];
    const text = /^L?"((?:[^"\\]|\\.){0,380})"$/.exec(value)?.[1];
    if (number !== undefined) constants.set(name, Number(number));
    else if (text !== undefined) texts.set(name, text.replace(/\\(?:[0-7]{1,3}|x[\da-fA-F]{1,8}|.)/g, '_'));
  }
  enumerators(tree, constants);
  let written: Set<string> | undefined;
  for (const node of tree.byKind.get('init_declarator') ?? []) {
    const isConst = /\bconst(?:expr)?\b/.test(node.parent?.text.slice(0, 60) ?? '');
    if (node.parent?.parent?.kind !== 'translation_unit' && !isConst) continue;
    const value = node.get('value');
    const name = node.get('declarator');
    if (name?.kind === 'identifier' && value?.kind === 'number_literal' && /^\d{1,9}$/.test(value.text)) {
      written ??= isConst ? undefined : writtenIn(tree);
      if (isConst || !written?.has(name.text)) constants.set(name.text, Number(value.text));
    }
  }
  const known = { constants, texts, bytesOf: () => undefined, lengthOf: () => undefined };
  return {
    constants,
    texts,
    macros: writingMacros(tree),
    fields: fieldsOf(tree, known),
    shared: sharedArrays(tree, known),
    givers: giversOf(tree),
  };
}

/** `enum { ROOM = 16 }`; a name that also stands for another number says nothing. */
function enumerators(tree: SyntaxTree, constants: Map<string, number>): void {
  const several = new Set<string>();
  for (const node of tree.byKind.get('enumerator') ?? []) {
    const name = node.get('name')?.text ?? '';
    const value = node.get('value')?.text ?? '';
    if (!/^[A-Zk]\w*$/.test(name) || !/^(?:\d{1,9}|0x[\da-fA-F]{1,7})$/.test(value)) continue;
    const before = constants.get(name);
    if (before !== undefined && before !== Number(value)) several.add(name);
    constants.set(name, Number(value));
  }
  for (const name of several) constants.delete(name);
}

/** Names that some statement of the file counts with, writes to or hands out the place of. */
function writtenIn(tree: SyntaxTree): Set<string> {
  const names = new Set<string>();
  const note = (node: SyntaxNode | undefined) => {
    if (node?.kind === 'identifier') names.add(node.text);
  };
  for (const node of tree.byKind.get('assignment_expression') ?? []) note(node.get('left'));
  for (const node of tree.byKind.get('update_expression') ?? []) note(node.get('argument'));
  for (const node of tree.byKind.get('pointer_expression') ?? []) note(node.get('argument'));
  return names;
}

function writingMacros(tree: SyntaxTree): Set<string> {
  const names = new Set<string>();
  for (const node of tree.byKind.get('preproc_function_def') ?? []) {
    const name = node.get('name')?.text;
    if (name !== undefined && /(?<![=!<>])=(?!=)|\+\+|--/.test(node.get('value')?.text.slice(0, 2000) ?? ''))
      names.add(name);
  }
  return names;
}

/** Arrays in structs; of a name that stands for several of different size nothing is known. */
function fieldsOf(tree: SyntaxTree, known: Known): FileNames['fields'] {
  const fields = new Map<string, Field>();
  const several = new Set<string>();
  for (const node of tree.byKind.get('field_declaration') ?? []) {
    for (const declarator of node.all('declarator')) {
      const isArray = declarator.kind === 'array_declarator';
      const name = (isArray ? declarator.get('declarator') : declarator)?.text ?? '';
      const count = isArray ? constantOf(declarator.get('size'), known) : undefined;
      const before = fields.get(name);
      // The last array of a struct may be as long as the memory behind it.
      if (count === undefined || count < 2 || (before && before.count !== count)) several.add(name);
      else {
        const element = typeSize(node.get('type')?.text.slice(0, 80) ?? '');
        fields.set(name, {
          count,
          bytes: element === undefined ? undefined : count * element,
          node: declarator,
          owners: new Set([...(before?.owners ?? []), ...ownersOf(node)]),
          isLast: before?.isLast === true || isLast(node),
        });
      }
    }
  }
  for (const name of several) fields.delete(name);
  return fields;
}

function isLast(field: SyntaxNode): boolean {
  const fields = field.parent?.items.filter((one) => one.kind === 'field_declaration') ?? [];
  return fields.at(-1) === field;
}

/** What the struct around a field is called: its tag, and the name of a `typedef`. */
function ownersOf(field: SyntaxNode): string[] {
  const struct = field.parent?.parent;
  const alias = struct?.parent?.kind === 'type_definition' ? struct.parent.all('declarator') : [];
  return [struct?.get('name'), ...alias].flatMap((one) => (one && /^\w+$/.test(one.text) ? [one.text] : []));
}

/** Arrays of the file; of a name that is declared with several sizes nothing is known. */
function sharedArrays(tree: SyntaxTree, known: Known): FileNames['shared'] {
  const arrays = new Map<string, Sized>();
  const several = new Set<string>();
  for (const node of tree.byKind.get('array_declarator') ?? []) {
    const around = node.parent?.kind === 'init_declarator' ? node.parent.parent : node.parent;
    if (around?.kind !== 'declaration' || around.parent?.kind !== 'translation_unit') continue;
    const name = node.get('declarator');
    const count = constantOf(node.get('size'), known);
    if (name?.kind !== 'identifier') continue;
    const before = arrays.get(name.text);
    if (count === undefined || count < 1 || (before && before.count !== count)) several.add(name.text);
    else {
      const element = typeSize(around.get('type')?.text.slice(0, 80) ?? '');
      arrays.set(name.text, { count, bytes: element === undefined ? undefined : count * element, node });
    }
  }
  for (const name of several) arrays.delete(name);
  return arrays;
}

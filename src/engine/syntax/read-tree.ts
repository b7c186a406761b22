// Copies a parser's tree into plain nodes, straight from the functions of the parser's WebAssembly module.
import type { Language as Grammar, Tree } from 'web-tree-sitter';
import { lineStartsOf, SyntaxNode, type SyntaxSource, type SyntaxTree } from './tree.ts';

const functionNames = [
  'ts_tree_root_node_wasm',
  'ts_tree_cursor_new_wasm',
  'ts_tree_cursor_delete_wasm',
  'ts_tree_cursor_goto_first_child_wasm',
  'ts_tree_cursor_goto_next_sibling_wasm',
  'ts_tree_cursor_goto_parent_wasm',
  'ts_tree_cursor_current_node_type_id_wasm',
  'ts_tree_cursor_current_node_is_named_wasm',
  'ts_tree_cursor_current_node_is_missing_wasm',
  'ts_tree_cursor_current_field_id_wasm',
  'ts_tree_cursor_start_index_wasm',
  'ts_tree_cursor_end_index_wasm',
] as const;

/**
 * The module's own functions. Each takes the address of a tree and finds the cursor in a buffer of the module, where the
 * last one left it; the library's TreeCursor copies it out and in again at every step, which costs more than the parse.
 */
export type CursorFunctions = Record<(typeof functionNames)[number], (tree: number) => number>;

/** Picks the functions out of what the module exports. Throws when one is missing, as after a change of the library. */
export function cursorFunctions(exported: Readonly<Record<string, unknown>>): CursorFunctions {
  for (const name of functionNames)
    if (typeof exported[name] !== 'function') throw new Error(`web-tree-sitter has no ${name}`);
  return exported as unknown as CursorFunctions;
}

/** What is the same for all nodes of one type of a grammar. */
interface NodeType {
  kind: string;
  named: boolean;
  /** The same for types of one kind, such as the named and the unnamed `string`. */
  slot: number;
}

/** Learns the types of a grammar while it reads trees. */
export interface TreeReader {
  /** What the parser was given stands in the text `before` characters earlier; the rest of it nowhere. */
  read(tree: Tree, text: string, before: number): SyntaxTree;
}

/** A reader for trees of one grammar. */
export function treeReader(grammar: Grammar, language: string, cursor: CursorFunctions): TreeReader {
  const types = grammar.types.map((): NodeType | undefined => undefined);
  let errorType: NodeType | undefined;
  const slots = new Map<string, number>();
  const fields = grammar.fields.map((name) => name ?? undefined);
  const learn = (id: number, at: number): NodeType => {
    const kind = grammar.types[id] ?? 'ERROR';
    const slot = slots.get(kind) ?? slots.size;
    slots.set(kind, slot);
    const type = { kind, named: cursor.ts_tree_cursor_current_node_is_named_wasm(at) === 1, slot };
    if (id < types.length) types[id] = type;
    else errorType = type;
    return type;
  };
  return {
    read(tree, text, before) {
      // What only the parser was given to the end of it ends where the text does, and on no line behind it.
      const end = text.trimEnd().length;
      const placeOf = (index: number) => (index - before > text.length ? end : Math.max(index - before, 0));
      const source: SyntaxSource = { text, language, lineStarts: lineStartsOf(text) };
      const at = addressOf(tree);
      const byKind = new Map<string, SyntaxNode[]>();
      const bySlot: (SyntaxNode[] | undefined)[] = [];
      let errors = 0;
      const readNode = (parent: SyntaxNode | undefined): SyntaxNode => {
        const id = cursor.ts_tree_cursor_current_node_type_id_wasm(at);
        const type = (id < types.length ? types[id] : errorType) ?? learn(id, at);
        const start = placeOf(cursor.ts_tree_cursor_start_index_wasm(at));
        const end = placeOf(cursor.ts_tree_cursor_end_index_wasm(at));
        const field = fields[cursor.ts_tree_cursor_current_field_id_wasm(at)];
        const node = new SyntaxNode(source, type.kind, type.named, field, start, end, parent);
        // What is missing is empty.
        if (
          type === errorType ||
          (start === end && cursor.ts_tree_cursor_current_node_is_missing_wasm(at) === 1)
        )
          errors++;
        const same = bySlot[type.slot];
        if (same) same.push(node);
        else byKind.set(type.kind, (bySlot[type.slot] = [node]));
        return node;
      };
      cursor.ts_tree_root_node_wasm(at);
      cursor.ts_tree_cursor_new_wasm(at);
      try {
        const root = readNode(undefined);
        walk(root, at, cursor, readNode);
        return { root, source, errors, byKind };
      } finally {
        cursor.ts_tree_cursor_delete_wasm(at);
      }
    },
  };
}

/** The library keeps the address of a tree under 0. */
function addressOf(tree: Tree): number {
  const { 0: address } = tree as unknown as { 0: unknown };
  if (typeof address !== 'number') throw new Error('web-tree-sitter keeps its trees elsewhere');
  return address;
}

/** Reads what is below a node, without recursion; a list of children is made when it is complete, of that length. */
function walk(
  root: SyntaxNode,
  at: number,
  cursor: CursorFunctions,
  readNode: (parent: SyntaxNode) => SyntaxNode,
): void {
  /** The children read so far of the current node and of those above it. */
  const open: SyntaxNode[] = [];
  /** Where the children of each begin. */
  const begins: number[] = [];
  let current = root;
  for (;;) {
    if (cursor.ts_tree_cursor_goto_first_child_wasm(at) === 1) {
      begins.push(open.length);
      current = readNode(current);
      open.push(current);
      continue;
    }
    for (;;) {
      if (current === root) return;
      const parent = current.parent as SyntaxNode;
      if (cursor.ts_tree_cursor_goto_next_sibling_wasm(at) === 1) {
        current = readNode(parent);
        current.index = open.length - (begins.at(-1) as number);
        open.push(current);
        break;
      }
      cursor.ts_tree_cursor_goto_parent_wasm(at);
      parent.children = open.splice(begins.pop() as number);
      current = parent;
    }
  }
}

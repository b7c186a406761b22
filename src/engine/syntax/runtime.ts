// Starts the parser's WebAssembly module, gives it a stack that hostile files cannot outgrow, and keeps hold of its functions.
import { Parser } from 'web-tree-sitter';
import { cursorFunctions, type CursorFunctions } from './read-tree.ts';

/** The module while it runs. */
export interface Runtime {
  cursor: CursorFunctions;
  /** Forgets the calls that an exception left behind. */
  resetStack(): void;
}

/** As much of WebAssembly as is used; the types of Node do not describe it. */
interface WebAssemblyApi {
  compile(bytes: Uint8Array): Promise<object>;
  Instance: new (module: object, imports: object) => { exports: Record<string, unknown> };
}
const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly: WebAssemblyApi };

interface Imports {
  env: Record<string, { value: number } | undefined>;
}

/**
 * The module is built with a stack of 64 KB and nothing that notices its end: some 10,000 brackets that never close in
 * Java write over the data below it, and every later parse in the process fails. JavaScript's own stack of about a
 * megabyte, which the same calls need, ends before one of this size does, and that throws.
 */
const stackBytes = 16 * 1024 * 1024;

/** Starts the module from its bytes. Throws when the library has changed what it exports. */
export async function startRuntime(bytes: Uint8Array): Promise<Runtime> {
  const module = await wasm.compile(bytes);
  let exported: Record<string, unknown> = {};
  let pointer: { value: number } | undefined;
  await Parser.init({
    instantiateWasm(imports: Imports, use: (instance: object, module: object) => void) {
      const instance = new wasm.Instance(module, imports);
      exported = instance.exports;
      pointer = imports.env['__stack_pointer'];
      use(instance, module);
      return exported;
    },
  });
  const { malloc } = exported;
  if (!pointer || typeof malloc !== 'function') throw new Error('web-tree-sitter keeps its stack elsewhere');
  const stack = pointer;
  const top = ((malloc as (bytes: number) => number)(stackBytes) + stackBytes) & ~15;
  const resetStack = (): void => void (stack.value = top);
  resetStack();
  return { cursor: cursorFunctions(exported), resetStack };
}

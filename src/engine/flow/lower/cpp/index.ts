// Lowers C and C++ trees to the shapes of ir.ts. A pointer stands for what it points to, `std::` goes without saying.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Program } from '../../ir.ts';
import { publishUncalled } from '../shapes.ts';
import { inputsOf } from './inputs.ts';
import { fileNames } from './names.ts';
import { macrosOf, type Scope, recordsOf } from './scope.ts';
import { statements } from './statements.ts';

/** Lowers a tree of the grammar cpp. */
export function lowerCpp(root: SyntaxNode): Program {
  const text = root.text;
  const scope: Scope = {
    names: fileNames(root),
    inputs: inputsOf(text),
    isC: !/::|\btemplate\s?<|\bclass\s/.test(text),
    aliases: new Map(),
    macros: macrosOf(text),
    records: recordsOf(root),
  };
  const body = statements(root, scope);
  const functions = body.flatMap((one) => (one.kind === 'function' ? one.fn : []));
  publishUncalled(functions, text);
  return { root, body };
}

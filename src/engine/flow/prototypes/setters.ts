// Finds the functions of a script that do nothing but write under a key: `function put(object, key, value) { object[key] = value; }`.
import type { SyntaxNode } from '../../syntax/tree.ts';
import { bare, functionsNamed, hasPart, parametersOf, perFile } from './code-near.ts';

/** At which places a setter takes the object, the key and the value. */
export interface Setter {
  object: number;
  key: number;
  value: number;
}

/** Longer functions do more than to set. */
const maxChars = 600;
const looksAtKeys =
  /__proto__|['"]prototype['"]|Object\.create|\bMap\b|[vV]alid|[sS]afe|[aA]llow|[fF]orbid|[dD]eny/;

/** What the function of a file that is called so writes of what it is handed; undefined where it is no setter. */
export function setterNamed(name: string, node: SyntaxNode): Setter | undefined {
  return setters(node).get(name);
}

const setters = perFile((file): ReadonlyMap<string, Setter> => {
  const found = new Map<string, Setter>();
  for (const [name, fn] of functionsNamed(file)) {
    if (fn.end - fn.start > maxChars || looksAtKeys.test(fn.text)) continue;
    const setter = setterOf(fn);
    if (setter) found.set(name, setter);
  }
  return found;
});

function setterOf(fn: SyntaxNode): Setter | undefined {
  const names = parametersOf(fn);
  if (names.length < 3) return undefined;
  let found: Setter | undefined;
  hasPart(fn, (part) => {
    const left = part.kind === 'assignment_expression' ? part.get('left') : undefined;
    const right = part.get('right');
    if (left?.kind !== 'subscript_expression' || !right) return false;
    const object = names.indexOf(left.get('object')?.text ?? '');
    const key = names.indexOf(left.get('index')?.text ?? '');
    const value = names.indexOf(bare(right).text);
    if (Math.min(object, key, value) >= 0) found = { object, key, value };
    return found !== undefined;
  });
  return found;
}

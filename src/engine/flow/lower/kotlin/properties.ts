// Properties in Kotlin: `a.b`, which may be a getter of Java.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { expression } from './expressions.ts';
import type { Scope } from './scope.ts';

/** Properties by which Kotlin writes the getters that models name. */
const getters: ReadonlyMap<string, string> = new Map(
  'queryString requestURI requestURL pathInfo pathTranslated servletPath cookies reader inputStream outputStream writer parameterMap parameterNames headerNames originalFilename submittedFileName session nextEntry canonicalPath canonicalFile absolutePath absoluteFile remoteUser parts entityManager jdbcTemplate contextPath errorStream currentSession engineByName encoder stringExtra data dataString settings extras'
    .split(' ')
    .map((name) => [name, `get${name[0]?.toUpperCase()}${name.slice(1)}`]),
);

/** Properties whose assignment is the call of a setter that models name. */
export const setters: ReadonlyMap<string, string> = new Map(
  'contentType'.split(' ').map((name) => [name, `set${name[0]?.toUpperCase()}${name.slice(1)}`]),
);
const entryLike = /(?:^|\.)\w*(?:entry|entries|ze)$/i;

/** Whether a name is that of a package. */
export function isPackage(node: SyntaxNode | undefined): boolean {
  return node !== undefined && /^(?:java|javax|jakarta|org|com|net|io|de|edu|sun|kotlin|kotlinx)(?:\.[a-z]\w*)+$/.test(node.text); // prettier-ignore
}

/** A property, a getter or a class by its full name. */
export function navigation(node: SyntaxNode, scope: Scope, isTarget: boolean): Expression {
  const [object, last] = node.items;
  const name = last?.text ?? '';
  if (!object) return { kind: 'other', node, parts: [] };
  if (isPackage(object) && /^[A-Z]/.test(name)) return { kind: 'name', node, name: `:${name}` };
  const owner = expression(object, scope);
  // `"x".toRegex().pattern`, `Foo::class.java`: no data.
  if (name === 'class' || (name === 'java' && object.text.endsWith('::class'))) return { kind: 'name', node, name: ':Class' }; // prettier-ignore
  // `File(given).name` opens nothing: it is the last part of a path.
  if (
    name === 'name' &&
    object.kind === 'call_expression' &&
    owner.kind === 'call' &&
    owner.result === 'File' &&
    owner.args.length === 1
  )
    return {
      kind: 'call',
      node,
      callee: { kind: 'name', node, name: 'FilenameUtils.getName' },
      args: owner.args,
    };
  const getter =
    getters.get(name) ?? (name === 'name' && entryLike.test(object.text) ? 'getName' : undefined);
  const property: Expression = { kind: 'member', node, object: owner, property: getter ?? name };
  return getter === undefined || isTarget ? property : { kind: 'call', node, callee: property, args: [] };
}

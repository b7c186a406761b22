// What a name in a file stands for: the module member that an import or an alias gave it.
import { stringContent } from './strings.ts';
import type { SyntaxNode, SyntaxTree } from './tree.ts';

/** Full names such as `hashlib.md5` or `child_process.exec` by the local name. */
export type Names = ReadonlyMap<string, string>;

const known = new WeakMap<SyntaxTree, Names>();

/** The full names of a file's imports and of plain aliases of them; read once for each tree. */
export function namesOf(tree: SyntaxTree): Names {
  let names = known.get(tree);
  if (!names) known.set(tree, (names = readNames(tree)));
  return names;
}

/**
 * A module's name as patterns write it: `node:fs/promises` is `fs.promises`, `js-yaml` is `js_yaml`.
 * A file of the project begins with `./`, so that it is no package of the same name.
 */
export function moduleName(specifier: string): string {
  if (specifier.startsWith('.')) return `./${specifier.replace(/^[./]+/, '').replace(/\W/g, '_')}`;
  return specifier
    .replace(/^node:/, '')
    .replaceAll('/', '.')
    .replace(/[^\w.]/g, '_');
}

/** The dotted name that a chain of plain members writes, its head resolved; undefined for any other expression. */
export function fullName(node: SyntaxNode, names: Names): string | undefined {
  const parts: string[] = [];
  let at: SyntaxNode | undefined = node;
  for (;;) {
    const member: Member | undefined = memberOf(at);
    if (!member) break;
    parts.push(member.property);
    at = member.object;
  }
  const head = identifierKinds.has(at.kind) ? (names.get(at.text) ?? at.text) : requiredModule(at);
  if (head === undefined) return undefined;
  // `fs_1.default.readFile`, as compilers write it.
  if (parts.at(-1) === 'default' && compiled.test(at.text)) parts.pop();
  if (parts.length === 0) return head;
  return `${head}.${parts.toReversed().join('.')}`;
}

const compiled = /^_\w+$|_\d+$|_+$/;

/** A member access: `a.b`, `a['b']`, `a?.b`. */
export interface Member {
  object: SyntaxNode;
  property: string;
  propertyNode: SyntaxNode;
}

/** Reads a member access in any of the grammars; undefined for other nodes and computed members. */
export function memberOf(node: SyntaxNode): Member | undefined {
  const fields = memberFields.get(node.kind);
  if (fields) {
    const object = node.get(fields[0]);
    const propertyNode = node.get(fields[1]);
    return object && propertyNode ? { object, property: propertyNode.text, propertyNode } : undefined;
  }
  if (node.kind !== 'subscript_expression') return undefined;
  const object = node.get('object');
  const propertyNode = node.get('index');
  const property = propertyNode && stringContent(propertyNode);
  return object && propertyNode && property !== undefined ? { object, property, propertyNode } : undefined;
}

const memberFields: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['attribute', ['object', 'attribute']],
  ['member_expression', ['object', 'property']],
  ['selector_expression', ['operand', 'field']],
  ['field_access', ['object', 'field']],
  ['member_access_expression', ['expression', 'name']],
]);

const identifierKinds = new Set([
  'identifier',
  'property_identifier',
  'shorthand_property_identifier',
  'type_identifier',
  'field_identifier',
  'package_identifier',
]);

/** True for the leaves that name something, whatever the grammar calls them. */
export function isIdentifier(node: SyntaxNode): boolean {
  return identifierKinds.has(node.kind);
}

function readNames(tree: SyntaxTree): Names {
  const names = new Map<string, string>();
  const of = (kind: string): readonly SyntaxNode[] => tree.byKind.get(kind) ?? [];
  for (const node of of('import_statement')) {
    if (tree.source.language === 'python') readPythonImport(node, names);
    else readScriptImport(node, names);
  }
  for (const node of of('import_from_statement')) readPythonFrom(node, names);
  for (const node of of('import_spec')) readGoImport(node, names);
  for (const node of of('variable_declarator')) readAlias(node.get('name'), node.get('value'), names);
  if (tree.source.language === 'python')
    for (const node of of('assignment')) readAlias(node.get('left'), node.get('right'), names);
  else if (scripts.has(tree.source.language)) readBareNames(tree, names);
  return names;
}

/** A snippet or a patch shows the call and not its import; these names mean one thing in Node. */
function readBareNames(tree: SyntaxTree, names: Map<string, string>): void {
  const called = new Set<string>();
  for (const node of tree.byKind.get('call_expression') ?? []) {
    const callee = node.get('function');
    if (callee?.kind === 'identifier' && bareNames.has(callee.text)) called.add(callee.text);
  }
  if (called.size === 0) return;
  for (const declared of declaredNames(tree)) called.delete(declared);
  for (const name of called) if (!names.has(name)) names.set(name, `crypto.${name}`);
}

const scripts: ReadonlySet<string> = new Set(['javascript', 'typescript', 'tsx']);

/** Functions of Node's `crypto` that are known by their name alone. */
export const bareNames: ReadonlySet<string> = new Set([
  'createHash',
  'createHmac',
  'createCipher',
  'createCipheriv',
  'createDecipher',
  'createDecipheriv',
  'createSign',
  'createVerify',
  'createDiffieHellman',
  'generateKeyPairSync',
  'pbkdf2Sync',
  'pseudoRandomBytes',
  'scryptSync',
]);

function* declaredNames(tree: SyntaxTree): Generator<string> {
  const of = (kind: string): readonly SyntaxNode[] => tree.byKind.get(kind) ?? [];
  for (const kind of ['function_declaration', 'generator_function_declaration', 'variable_declarator'])
    for (const node of of(kind)) yield node.get('name')?.text ?? '';
  for (const kind of ['required_parameter', 'optional_parameter'])
    for (const node of of(kind)) yield node.get('pattern')?.text ?? '';
  for (const node of of('formal_parameters')) for (const parameter of node.items) yield parameter.text;
  for (const node of of('shorthand_property_identifier_pattern')) yield node.text;
  for (const node of of('pair_pattern')) yield node.get('value')?.text ?? '';
  for (const node of of('assignment_expression')) yield node.get('left')?.text ?? '';
}

function readPythonImport(node: SyntaxNode, names: Map<string, string>): void {
  for (const name of node.all('name')) {
    const alias = name.get('alias')?.text;
    const path = (name.get('name') ?? name).text;
    if (alias === undefined) names.set(head(path), head(path));
    else names.set(alias, path);
  }
}

function readPythonFrom(node: SyntaxNode, names: Map<string, string>): void {
  const written = node.get('module_name')?.text ?? '';
  const module = written.startsWith('.') ? moduleName(written) : written;
  for (const name of node.all('name')) {
    const path = (name.get('name') ?? name).text;
    names.set(name.get('alias')?.text ?? path, module === './' ? module + path : `${module}.${path}`);
  }
}

function readScriptImport(node: SyntaxNode, names: Map<string, string>): void {
  const specifier = node.get('source') && stringContent(node.get('source') as SyntaxNode);
  if (specifier === undefined) return;
  const module = moduleName(specifier);
  for (const part of node.walk()) {
    if (part.kind === 'import_specifier') {
      const name = part.get('name')?.text ?? '';
      names.set(part.get('alias')?.text ?? name, name === 'default' ? module : `${module}.${name}`);
    } else if (part.kind === 'identifier' && part.parent?.kind !== 'import_specifier')
      names.set(part.text, module);
  }
}

function readGoImport(node: SyntaxNode, names: Map<string, string>): void {
  const path = node.get('path') && stringContent(node.get('path') as SyntaxNode);
  if (path === undefined) return;
  // The major version at the end of a path is no part of the package's name.
  const module = path.replace(/[./]v\d+$/, '').replaceAll('/', '.');
  names.set(node.get('name')?.text ?? module.slice(module.lastIndexOf('.') + 1), module);
}

/** `const run = cp.exec`, `const { exec: run } = require('child_process')`, `md5 = hashlib.md5`. */
function readAlias(
  target: SyntaxNode | undefined,
  value: SyntaxNode | undefined,
  names: Map<string, string>,
): void {
  if (!target || !value) return;
  const module = imported(value, names);
  if (module === undefined) return;
  if (target.kind === 'identifier') {
    names.set(target.text, module);
    return;
  }
  if (target.kind !== 'object_pattern') return;
  for (const part of target.items) {
    if (part.kind === 'shorthand_property_identifier_pattern') names.set(part.text, `${module}.${part.text}`);
    const local = part.get('value');
    if (part.kind === 'pair_pattern' && local?.kind === 'identifier')
      names.set(local.text, `${module}.${part.get('key')?.text ?? ''}`);
  }
}

/** The full name of a value that comes from an import; local values have none. */
function imported(value: SyntaxNode, names: Names): string | undefined {
  if (value.kind === 'await_expression') return value.items[0] && imported(value.items[0], names);
  const called = value.kind === 'call_expression' ? (value.get('function')?.text ?? '') : '';
  const wrapped = called !== '' && (wrappers.has(called) || interop.test(called));
  if (wrapped) {
    const first = value.get('arguments')?.items[0];
    return first && imported(first, names);
  }
  let root: SyntaxNode = value;
  for (let member = memberOf(root); member; member = memberOf(root)) root = member.object;
  if (requiredModule(root) === undefined && !names.has(root.text)) return undefined;
  return fullName(value, names);
}

/** Calls that give back the function that they are given, for another calling style. */
const wrappers = new Set(['promisify', 'util.promisify', 'utils.promisify']);

/** What compilers put around `require`. */
const interop = /^(?:\w{1,40}\.)?_*(?:importDefault|importStar|interopRequire(?:Default|Wildcard)|toESM)$/;
const requires = new Set([
  'require',
  'import',
  'module.require',
  'process.mainModule.require',
  'process.getBuiltinModule',
  '__webpack_require__',
  '__non_webpack_require__',
]);

/** `require('x')` and `import('x')`, also as `(await import('x')).default`. */
function requiredModule(expression: SyntaxNode): string | undefined {
  let node: SyntaxNode | undefined = expression;
  while (node?.kind === 'await_expression' || node?.kind === 'parenthesized_expression') node = node.items[0];
  if (node?.kind !== 'call_expression') return undefined;
  const callee = node.get('function')?.text;
  const first = node.get('arguments')?.items[0];
  if (callee === undefined || !requires.has(callee) || !first) return undefined;
  const specifier = stringContent(first);
  return specifier === undefined ? undefined : moduleName(specifier);
}

function head(path: string): string {
  const dot = path.indexOf('.');
  return dot === -1 ? path : path.slice(0, dot);
}

// What the declarations of a C or C++ function say of its variables: numbers, texts, streams, maps, patterns.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import { declared } from './assignments.ts';
import { isNumberType, stringType, typeText } from './types.ts';

/** The variables of a function by what can be in them. */
export interface Names {
  numbers: Set<string>;
  texts: Set<string>;
  streams: Set<string>;
  maps: Set<string>;
  /** Compiled patterns. */
  patterns: Map<string, string>;
  /** `char **p = &text`: what `*p` is. */
  pointees: Map<string, string>;
  /** Arrays, and pointers that only ever point to what a search found. */
  places: Set<string>;
}

/** Notes what one declaration or parameter says. */
function note(names: Names, node: SyntaxNode): void {
  const type = typeText(node);
  if (type === '') return;
  const declarators = node.all('declarator');
  for (const one of declarators) {
    const { name, isPlain } = declared(one);
    const to = one.kind === 'init_declarator' ? one.get('value') : undefined;
    if (
      name &&
      to?.kind === 'pointer_expression' &&
      /^&\s?[A-Za-z_]\w*$/.test(to.text) &&
      one.text.startsWith('*')
    )
      names.pointees.set(name.text, to.text.replace(/^&\s?/, ''));
    if (name && one.kind === 'array_declarator') names.places.add(name.text);
    if (!name || !isPlain) continue;
    if (isNumberType(type)) names.numbers.add(name.text);
    else if (stringType.test(type)) names.texts.add(name.text);
    else if (streamType.test(type)) names.streams.add(name.text);
    else if (mapType.test(type)) names.maps.add(name.text);
    else if (/^(?:const |static )*std::w?regex$/.test(type)) {
      const source = /R?"(?:\w{0,16}\()?((?:[^"\\]|\\.){1,200}?)\)?"/.exec(one.text.slice(0, 300))?.[1];
      if (source !== undefined) names.patterns.set(name.text, source);
    }
  }
}

/** The names that a function declares; a name of which two declarations differ counts as a text. */
export function namesOf(root: SyntaxNode, file: Names): Names {
  const names: Names = {
    numbers: new Set(),
    texts: new Set(file.texts),
    streams: new Set(file.streams),
    maps: new Set(file.maps),
    patterns: new Map(file.patterns),
    pointees: new Map(),
    places: new Set(),
  };
  const found = new Set<string>();
  const moved = new Set<string>();
  for (const node of root.walk()) {
    if (
      node.kind === 'declaration' ||
      node.kind === 'parameter_declaration' ||
      node.kind === 'for_range_loop'
    )
      note(names, node);
    const given = assignedName(node);
    if (given) (isSearch(node.get('right') ?? node.get('value')) ? found : moved).add(given);
  }
  for (const name of found) if (!moved.has(name)) names.places.add(name);
  return names;
}

/** The variable that a node gives another value. */
function assignedName(node: SyntaxNode): string | undefined {
  const { kind } = node;
  const to =
    kind === 'assignment_expression'
      ? node.get('left')
      : kind === 'init_declarator'
        ? declared(node).name
        : kind === 'update_expression' || (kind === 'pointer_expression' && node.text.startsWith('&'))
          ? node.get('argument')
          : undefined;
  return to?.kind === 'identifier' ? to.text : undefined;
}

/** `memmem(buffer, length, "\r\n\r\n", 4)`: where in a text something stands, or nowhere. */
function isSearch(value: SyntaxNode | undefined): boolean {
  return value?.kind === 'call_expression' && searches.test(value.get('function')?.text ?? '');
}

const searches = /^(?:std::)?(?:memmem|mem(?:r?chr)|rawmemchr|str(?:r?chr|str|casestr|nstr|pbrk|chrnul))$/;

/** What the fields and variables outside of functions are. */
export function fileNames(root: SyntaxNode): Names {
  const names = noNames();
  const stack = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.kind === 'declaration' || node.kind === 'field_declaration') note(names, node);
    if (node.kind === 'function_definition' || node.kind === 'enum_specifier') continue;
    for (const child of node.children) if (child.named && child.children.length > 0) stack.push(child);
  }
  names.numbers.clear();
  return names;
}

/** An empty set of names. */
function noNames(): Names {
  return {
    numbers: new Set(),
    texts: new Set(),
    streams: new Set(),
    maps: new Set(),
    patterns: new Map(),
    pointees: new Map(),
    places: new Set(),
  };
}

/** Classes of streams. */
const streamType =
  /^(?:const )?(?:std::)?(?:w?[io]?stringstream|w?[io]?fstream|[io]?stream|QTextStream)[\s&]*$/;

/** Types of what maps keys to values. */
const mapType =
  /\b(?:unordered_)?(?:multi)?map<|^(?:Q(?:Hash|Map)|json|nlohmann::json|Json::Value|YAML::Node|boost::property_tree)/;

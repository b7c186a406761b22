// What the declarations of a C or C++ function say of its variables: numbers, texts, streams, maps, patterns.
import type { SyntaxNode } from '../../syntax/tree.ts';

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
}

const number =
  /^(?:const|static|volatile|register|constexpr|inline|mutable|unsigned|signed|long|short|int|float|double|bool|_Bool|BOOL|s?size_t|off_t|loff_t|time_t|[pugk]id_t|mode_t|socklen_t|ptrdiff_t|u?int(?:_fast|_least)?\d{0,2}_t|u?intptr_t|[us]\d{1,2}|D?WORD\d{0,2}|U?(?:INT|SHORT|LONG|LONGLONG)\d{0,2}|g?u?int\d{0,2}|gboolean|gs?size|in_(?:port|addr)_t|u_?(?:char|short|int|long|int\d{1,2}_t)|byte|std::byte|std::s?size_t|std::u?int\d{1,2}_t|std::chrono::\w+|qu?int\d{1,2}|clock_t|enum)$/;
const string =
  /^(?:const |static )*(?:std::)?(?:w?string|u8string|string_view|QString|CString|CStringA|CStringW|Glib::ustring|wxString|AnsiString|String|QByteArray|StringPiece|absl::string_view|fs::path|std::filesystem::path)[\s&]*$/;
const stream = /^(?:const )?(?:std::)?(?:w?[io]?stringstream|w?[io]?fstream|[io]?stream|QTextStream)[\s&]*$/;
const map =
  /\b(?:unordered_)?(?:multi)?map<|^(?:Q(?:Hash|Map)|json|nlohmann::json|Json::Value|YAML::Node|boost::property_tree)/;

/** True for a type that leaves no room for text. */
export function isNumberType(type: string): boolean {
  const words = type
    .replace(/[&\s]+/g, ' ')
    .trim()
    .split(' ');
  return words.length < 8 && words.every((word) => number.test(word));
}

/** True for a class of texts. */
export function isStringType(type: string): boolean {
  return string.test(type);
}

/** The name that a declarator declares, and whether it is a pointer or an array on the way. */
export function declared(declarator: SyntaxNode | undefined): {
  name: SyntaxNode | undefined;
  isPlain: boolean;
} {
  let isPlain = true;
  let node = declarator;
  for (let left = 20; node && left > 0; left--) {
    if (node.kind === 'identifier' || node.kind === 'field_identifier') return { name: node, isPlain };
    if (
      node.kind === 'qualified_identifier' ||
      node.kind === 'destructor_name' ||
      node.kind === 'operator_name'
    )
      return { name: node, isPlain };
    if (
      node.kind !== 'reference_declarator' &&
      node.kind !== 'init_declarator' &&
      node.kind !== 'parenthesized_declarator'
    )
      isPlain = false;
    node = node.get('declarator') ?? node.items[0];
  }
  return { name: undefined, isPlain };
}

/** The type of a declaration as it is written, with its qualifiers. */
export function typeText(node: SyntaxNode): string {
  const type = node.get('type');
  if (!type || type.kind === 'struct_specifier' || type.kind === 'class_specifier') {
    const name = type?.get('name')?.text;
    return name === undefined ? '' : name;
  }
  return type.text.length > 200 ? '' : type.text.replace(/\s+/g, ' ').trim();
}

/** An empty set of names. */
export function noNames(): Names {
  return {
    numbers: new Set(),
    texts: new Set(),
    streams: new Set(),
    maps: new Set(),
    patterns: new Map(),
    pointees: new Map(),
  };
}

/** Notes what one declaration or parameter says. */
export function note(names: Names, node: SyntaxNode): void {
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
    if (!name || !isPlain) continue;
    if (isNumberType(type)) names.numbers.add(name.text);
    else if (string.test(type)) names.texts.add(name.text);
    else if (stream.test(type)) names.streams.add(name.text);
    else if (map.test(type)) names.maps.add(name.text);
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
  };
  for (const node of root.walk())
    if (
      node.kind === 'declaration' ||
      node.kind === 'parameter_declaration' ||
      node.kind === 'for_range_loop'
    )
      note(names, node);
  return names;
}

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

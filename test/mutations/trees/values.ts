// Transformations of a tree that change how a value is named and handed on.
import type { SyntaxNode } from '../../../src/engine/syntax/tree.ts';
import { chosenArgument, classBodyAround, edited, indentAt, insertion, replacement, type Argument, type Edit, type Program, type Rewriting } from './program.ts'; // prettier-ignore
import { piecesOf } from './texts.ts';

/** What frameworks or rules know by name: a change of these changes the meaning. */
const known =
  /^\$?(?:req|request|res|response|resp|rw|w|r|ctx|context|c|app|router|server|db|conn|connection|cursor|pool|client|session|event|args|argv|params|cookies|headers|env|_\w*|id|it|self|this|call|exchange|mux|pdo|wpdb|mysqli|user)$/;

/** The nodes that declare a variable of a function or a script. */
const declares: Record<string, RegExp> = {
  java: /^variable_declarator$/,
  'c-sharp': /^variable_declarator$/,
  go: /^(?:short_var_declaration|var_spec)$/,
  php: /^assignment_expression$/,
  ruby: /^assignment$/,
  kotlin: /^variable_declaration$/,
  rust: /^let_declaration$/,
};

function declaredNames({ tree, dialect }: Program): Set<string> {
  const names = new Set<string>();
  for (const node of tree.root.walk()) {
    if (!declares[dialect.grammar]?.test(node.kind) || isOfClass(node)) continue;
    const first = node.get('name') ?? node.get('left') ?? node.get('pattern') ?? node.items[0];
    for (const target of first?.kind === 'expression_list' ? first.items : [first])
      if (target && /^(?:identifier|variable_name)$/.test(target.kind)) names.add(target.text);
  }
  return names;
}

/** Whether a declaration is that of a field or of the whole file, which others may know by its name. */
function isOfClass(node: SyntaxNode): boolean {
  const [parent, above] = [node.parent, node.parent?.parent];
  return [parent, above].some((each) => /field_declaration|class_body|source_file/.test(each?.kind ?? ''));
}

/** Where a name is something else than a variable: a member, a method, a key, an argument's name. */
function isOther(node: SyntaxNode): boolean {
  const parent = node.parent;
  if (!parent) return false;
  if (/^(?:method|property|label|key)$/.test(node.field ?? '')) return true;
  if (node.field === 'name' && !/^variable_declarator$|^var_spec$|parameter/.test(parent.kind)) return true;
  if (node.field === 'field' || (node.field === 'function' && /call/.test(parent.kind))) return true;
  if (/argument/.test(parent.kind) && parent.children.some(({ text }) => text === ':' || text === '=')) return true; // prettier-ignore
  if (parent.kind === 'navigation_expression' && node.index > 0) return true;
  return /keyed_element|literal_element|field_initializer|pair|import|use_|qualified|annotation|attribute|member_declarator/.test(parent.kind); // prettier-ignore
}

/** The name given to what the file names itself; the old one stays within, since some rules know a secret by it. */
function renamedIn(program: Program, names: Iterable<string>): string | undefined {
  const { tree, code, dialect } = program;
  const edits: Edit[] = [];
  for (const name of names) {
    if (known.test(name) || name.length < 2) continue;
    const bare = name.replace(/^\$/, '');
    // A hole that the grammar takes for text, a name as a text, or a keyword argument without a value.
    const isWritten = dialect.grammar === 'kotlin' ? `\\$${bare}\\b` : `\\{${bare}[:}]|['":]${bare}\\b['"]?|\\b${bare}:(?!:)`; // prettier-ignore
    if (new RegExp(isWritten).test(code)) continue;
    const uses = [...tree.root.walk()].filter((node) => /^(?:identifier|variable_name)$/.test(node.kind) && node.text === name); // prettier-ignore
    if (uses.some(isOther)) continue;
    const to = /^[a-z]+[A-Z]|^[a-z]+$/.test(bare) && !/ruby|rust/.test(dialect.grammar) ? `${name}Here` : `${name}_here`; // prettier-ignore
    edits.push(...uses.map((node) => replacement(node, to)));
  }
  return edited(code, edits);
}

export const names: Record<string, Rewriting> = {
  'local variables renamed': (program) => renamedIn(program, declaredNames(program)),
};

/** How a value goes another way: statements before, what stands in its place, and a helper somewhere else. */
interface Way {
  before?: string;
  use: string;
  /** A function of the file; `member` where it is a method of the class. */
  helper?: string;
  member?: string;
}

type Make = (value: string, isText: boolean) => Way;

/** The ways of each language, by what they are called in the test. */
const ways: Record<string, Record<string, Make>> = {
  java: {
    'an intermediate variable': (value) => ({ before: `var handedOn = ${value};`, use: 'handedOn' }),
    'a typed variable': (value, isText) => ({ before: `final ${isText ? 'String' : 'Object'} handedOn = ${value};`, use: 'handedOn' }), // prettier-ignore
    'two variables': (value) => ({ before: `var first = ${value};\nvar second = first;`, use: 'second' }),
    'a conditional': (value) => ({ before: `String handedOn = "";\nif (settings.isEnabled()) {\n  handedOn = ${value};\n}`, use: 'handedOn' }), // prettier-ignore
    'a ternary': (value) => ({ use: `(settings.isEnabled() ? ${value} : "")` }),
    'a map': (value) => ({ before: `java.util.Map<String, Object> given = new java.util.HashMap<>();\ngiven.put("value", ${value});`, use: '(String) given.get("value")' }), // prettier-ignore
    'a list': (value) => ({ before: `var given = java.util.List.of(${value});`, use: 'given.get(0)' }),
    'an array': (value) => ({ before: `Object[] given = { ${value} };`, use: 'given[0]' }),
    'a function that hands it back': (value) => ({
      use: `handedBack(${value})`,
      member: 'private static <T> T handedBack(T value) {\n    return value;\n  }',
      helper: 'static <T> T handedBack(T value) {\n  return value;\n}',
    }),
    'a lambda': (value) => ({
      before: `java.util.function.Supplier<String> made = () -> ${value};`,
      use: 'made.get()',
    }),
    'an optional': (value) => ({ use: `java.util.Optional.of(${value}).get()` }),
    'a null check': (value) => ({ use: `java.util.Objects.requireNonNull(${value})` }),
    brackets: (value) => ({ use: `(${value})` }),
  },
  go: {
    'an intermediate variable': (value) => ({ before: `handedOn := ${value}`, use: 'handedOn' }),
    'a typed variable': (value, isText) => ({ before: `var handedOn ${isText ? 'string' : 'any'} = ${value}`, use: 'handedOn' }), // prettier-ignore
    'two variables': (value) => ({ before: `first := ${value}\nsecond := first`, use: 'second' }),
    'a conditional': (value) => ({ before: `handedOn := ""\nif settings.Enabled {\n\thandedOn = ${value}\n}`, use: 'handedOn' }), // prettier-ignore
    'a map': (value) => ({ before: `given := map[string]any{"value": ${value}}`, use: 'given["value"]' }),
    'a list': (value) => ({ before: `given := []any{${value}}`, use: 'given[0]' }),
    'a field': (value) => ({ before: `given := struct{ value any }{value: ${value}}`, use: 'given.value' }),
    'a function that hands it back': (value) => ({ use: `handedBack(${value})`, helper: 'func handedBack[T any](value T) T {\n\treturn value\n}' }), // prettier-ignore
    'a lambda': (value) => ({ before: `made := func() any { return ${value} }`, use: 'made()' }),
    'a pointer': (value) => ({ before: `first := ${value}\nsecond := &first`, use: '*second' }),
    brackets: (value) => ({ use: `(${value})` }),
  },
  php: {
    'an intermediate variable': (value) => ({ before: `$handedOn = ${value};`, use: '$handedOn' }),
    'two variables': (value) => ({ before: `$first = ${value};\n$second = $first;`, use: '$second' }),
    'a conditional': (value) => ({ before: `$handedOn = '';\nif ($settings->enabled) {\n    $handedOn = ${value};\n}`, use: '$handedOn' }), // prettier-ignore
    'a ternary': (value) => ({ use: `($settings->enabled ? ${value} : '')` }),
    'a map': (value) => ({ before: `$given = ['value' => ${value}];`, use: "$given['value']" }),
    destructuring: (value) => ({ before: `[$handedOn, $other] = [${value}, null];`, use: '$handedOn' }),
    'a field': (value) => ({ before: `$given = new stdClass();\n$given->value = ${value};`, use: '$given->value' }), // prettier-ignore
    'a function that hands it back': (value) => ({ use: `handedBack(${value})`, helper: 'function handedBack($value)\n{\n    return $value;\n}' }), // prettier-ignore
    'a lambda': (value) => ({ before: `$made = fn() => ${value};`, use: '$made()' }),
    'a null check': (value) => ({ use: `(${value} ?? '')` }),
    brackets: (value) => ({ use: `(${value})` }),
  },
  'c-sharp': {
    'an intermediate variable': (value) => ({ before: `var handedOn = ${value};`, use: 'handedOn' }),
    'a typed variable': (value, isText) => ({ before: `${isText ? 'string' : 'object'} handedOn = ${value};`, use: 'handedOn' }), // prettier-ignore
    'two variables': (value) => ({ before: `var first = ${value};\nvar second = first;`, use: 'second' }),
    'a conditional': (value) => ({ before: `string handedOn = "";\nif (settings.Enabled) {\n  handedOn = ${value};\n}`, use: 'handedOn' }), // prettier-ignore
    'a ternary': (value) => ({ use: `(settings.Enabled ? ${value} : "")` }),
    'a map': (value) => ({ before: `var given = new Dictionary<string, object> { ["value"] = ${value} };`, use: 'given["value"]' }), // prettier-ignore
    'a list': (value) => ({ before: `var given = new[] { ${value} };`, use: 'given[0]' }),
    'a field': (value) => ({ before: `var given = new { Value = ${value} };`, use: 'given.Value' }),
    destructuring: (value) => ({ before: `var (handedOn, other) = (${value}, 0);`, use: 'handedOn' }),
    'a function that hands it back': (value) => ({
      use: `HandedBack(${value})`,
      member: 'private static T HandedBack<T>(T value) => value;',
      helper: 'static T HandedBack<T>(T value)\n{\n  return value;\n}',
    }),
    'a lambda': (value) => ({ before: `Func<string> made = () => ${value};`, use: 'made()' }),
    'a null check': (value) => ({ use: `(${value} ?? "")` }),
    brackets: (value) => ({ use: `(${value})` }),
  },
  ruby: {
    'an intermediate variable': (value) => ({ before: `handed_on = ${value}`, use: 'handed_on' }),
    'two variables': (value) => ({ before: `first = ${value}\nsecond = first`, use: 'second' }),
    'a conditional': (value) => ({ before: `handed_on = ""\nif settings.enabled\n  handed_on = ${value}\nend`, use: 'handed_on' }), // prettier-ignore
    'a ternary': (value) => ({ use: `(settings.enabled ? ${value} : "")` }),
    'a map': (value) => ({ before: `given = { value: ${value} }`, use: 'given[:value]' }),
    destructuring: (value) => ({ before: `handed_on, other = ${value}, nil`, use: 'handed_on' }),
    'a function that hands it back': (value) => ({
      use: `handed_back(${value})`,
      helper: 'def handed_back(value)\n  value\nend',
    }),
    'a lambda': (value) => ({ before: `made = -> { ${value} }`, use: 'made.call' }),
    'a null check': (value) => ({ use: `(${value} || "")` }),
    brackets: (value) => ({ use: `((${value}))` }),
  },
  kotlin: {
    'an intermediate variable': (value) => ({ before: `val handedOn = ${value}`, use: 'handedOn' }),
    'a typed variable': (value, isText) => ({ before: `val handedOn: ${isText ? 'String' : 'Any'} = ${value}`, use: 'handedOn' }), // prettier-ignore
    'two variables': (value) => ({ before: `val first = ${value}\nval second = first`, use: 'second' }),
    'a conditional': (value) => ({ before: `var handedOn = ""\nif (settings.enabled) {\n    handedOn = ${value}\n}`, use: 'handedOn' }), // prettier-ignore
    'a ternary': (value) => ({ use: `(if (settings.enabled) ${value} else "")` }),
    'a map': (value) => ({ before: `val given = mapOf("value" to ${value})`, use: 'given["value"]' }),
    'a list': (value) => ({ before: `val given = listOf(${value})`, use: 'given.first()' }),
    destructuring: (value) => ({ before: `val (handedOn, other) = Pair(${value}, null)`, use: 'handedOn' }),
    'a function that hands it back': (value) => ({ use: `handedBack(${value})`, helper: 'fun <T> handedBack(value: T): T {\n    return value\n}' }), // prettier-ignore
    'an expression function': (value) => ({ use: `handedBack(${value})`, helper: 'fun <T> handedBack(value: T): T = value' }), // prettier-ignore
    'a lambda': (value) => ({ before: `val made = { ${value} }`, use: 'made()' }),
    'a let': (value) => ({ use: `${/^[\w.]+(?:\([^()]*\))?$/.test(value) ? value : `(${value})`}.let { it }` }), // prettier-ignore
    'a null check': (value) => ({ use: `(${value} ?: "")` }),
    'a null assertion': (value) => ({ use: `(${value})!!` }),
    brackets: (value) => ({ use: `(${value})` }),
  },
  rust: {
    'an intermediate variable': (value) => ({ before: `let handed_on = ${value};`, use: 'handed_on' }),
    'a typed variable': (value, isText) => ({ before: `let handed_on${isText ? ': String' : ''} = ${value};`, use: isText ? '&handed_on' : 'handed_on' }), // prettier-ignore
    'two variables': (value) => ({ before: `let first = ${value};\nlet second = first;`, use: 'second' }),
    'a conditional': (value) => ({ before: `let mut handed_on = Default::default();\nif settings.enabled {\n    handed_on = ${value};\n}`, use: 'handed_on' }), // prettier-ignore
    'a ternary': (value) => ({ before: `let handed_on = if settings.enabled { ${value} } else { Default::default() };`, use: 'handed_on' }), // prettier-ignore
    destructuring: (value) => ({ before: `let (handed_on, _other) = (${value}, 0);`, use: 'handed_on' }),
    'a list': (value) => ({ before: `let given = [${value}];`, use: 'given[0]' }),
    'a function that hands it back': (value) => ({ use: `handed_back(${value})`, helper: 'fn handed_back<T>(value: T) -> T {\n    value\n}' }), // prettier-ignore
    'a lambda': (value) => ({ before: `let made = || ${value};`, use: 'made()' }),
    'an optional': (value) => ({ use: `Some(${value}).unwrap()` }),
    brackets: (value) => ({ use: `(${value})` }),
  },
};

const isText = ({ node }: Argument): boolean =>
  piecesOf(node) !== undefined || /string|binary/.test(node.kind) || /^(?:format!|String\.format|fmt\.Sprintf|string\.Format)\(/.test(node.text); // prettier-ignore

function through(name: string): Rewriting {
  return (program) => {
    const make = ways[program.dialect.grammar]?.[name];
    const argument = make && chosenArgument(program);
    if (
      !argument ||
      (program.code.includes('?>') && /function/.test(name)) ||
      (/lambda/.test(name) && argument.node.text.includes('\n'))
    )
      return undefined;
    const { node, statement } = argument;
    const { before, use, helper, member } = make(node.text, isText(argument));
    const indent = indentAt(program.code, statement.start);
    const edits = [replacement(node, use)];
    if (before !== undefined) edits.push(insertion(statement.start, `${before.replaceAll('\n', `\n${indent}`)}\n${indent}`)); // prettier-ignore
    const around = classBodyAround(node);
    if (around && member !== undefined) edits.push(insertion(around.start + 1, `\n  ${member}`));
    const done = edited(program.code, edits);
    if (helper === undefined || (around && member !== undefined) || done === undefined) return done;
    // Ruby's scripts need a method before its use.
    return program.dialect.grammar === 'ruby' ? `${helper}\n\n${done}` : `${done.trimEnd()}\n\n${helper}\n`;
  };
}

export const handedOn: Record<string, Rewriting> = Object.fromEntries(
  [...new Set(Object.values(ways).flatMap((own) => Object.keys(own)))].map((name) => [
    name === 'brackets' ? 'in brackets' : `through ${name}`,
    through(name),
  ]),
);

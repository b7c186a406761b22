// The texts that a program builds from pieces, and the other ways in which each language would build them.
import type { SyntaxNode } from '../../../src/engine/syntax/tree.ts';
import { edited, indentAt, insertion, replacement, statementOf, type Edit, type Program, type Rewriting } from './program.ts'; // prettier-ignore

/** A literal piece or an expression. */
export type Piece = { text: string } | { value: string };

/** What a literal may hold so that it means the same in every form. */
const plain = /^[^"\\%{}$#`\n\r]*$/;

function literalOf(node: SyntaxNode): string | undefined {
  if (!/^(?:string_literal|string|encapsed_string|interpreted_string_literal)$/.test(node.kind)) return undefined; // prettier-ignore
  const inner = /^(["'])([\s\S]*)\1$/.exec(node.text)?.[2];
  return inner !== undefined && plain.test(inner) && !node.text.startsWith('""') ? inner : undefined;
}

/** The operands of a concatenation, from left to right; undefined for another expression. */
function operandsOf(node: SyntaxNode): SyntaxNode[] | undefined {
  if (node.kind !== 'binary_expression' && node.kind !== 'binary' && node.kind !== 'additive_expression')
    return undefined;
  const operator = node.source.language === 'php' ? '.' : '+';
  if (!node.children.some(({ named, text }) => !named && text === operator)) return undefined;
  const [left, right] = node.items;
  return left && right ? [...(operandsOf(left) ?? [left]), right] : undefined;
}

/** The pieces of an interpolated text whose holes are without a format. */
function holesOf(node: SyntaxNode): Piece[] | undefined {
  if (!/^(?:string|string_literal|encapsed_string|interpolated_string_expression)$/.test(node.kind)) return undefined; // prettier-ignore
  const open = /^(?:\$?"(?!""))/.exec(node.text)?.[0];
  if (open === undefined) return undefined;
  const pieces: Piece[] = [];
  let at = node.start + open.length;
  const text = (to: number): void => {
    if (at < to) pieces.push({ text: node.source.text.slice(at, to) });
  };
  for (const item of node.items) {
    if (/content|fragment|escape|interpolation_start/.test(item.kind)) continue;
    let [from, to] = [item.start, item.end];
    // PHP's braces stand outside of the expression.
    if (node.source.text[from - 1] === '{' && node.kind === 'encapsed_string')
      [from, to] = [from - 1, to + 1];
    text(from);
    const whole = node.source.text.slice(from, to);
    const value = /^(?:#\{|\$\{|\{)([\s\S]*)\}$/.exec(whole)?.[1] ?? whole.replace(/^\$(?=\w+$)/, node.kind === 'encapsed_string' ? '$' : ''); // prettier-ignore
    if (/["\n]/.test(value) || (node.kind.startsWith('interpolated') && /[:,?]/.test(value))) return undefined; // prettier-ignore
    pieces.push({ value: value.trim() });
    at = to;
  }
  text(node.end - 1);
  return pieces.every((piece) => 'value' in piece || plain.test(piece.text)) ? pieces : undefined;
}

const formats = /^(?:fmt\.Sprintf|String\.format|string\.Format|sprintf|format)$/;

/** The pieces of `String.format("… %s …", a)` and the like, without widths and flags. */
function formattedOf(node: SyntaxNode): Piece[] | undefined {
  const call = /^([\w.]+)(!?)\(([\s\S]*)\)$/.exec(node.text);
  if (!call || !formats.test(call[1] as string) || !/invocation|call/.test(node.kind)) return undefined;
  if ((call[1] === 'format') !== (node.source.language === 'rust' || node.source.language === 'ruby')) return undefined; // prettier-ignore
  const list = node.items.at(-1);
  const parts = node.source.language === 'rust' ? macroArguments(list) : list?.items.map(({ text }) => text);
  const [format, ...values] = parts ?? [];
  const inner = /^"([^"\\]*)"$/.exec(format ?? '')?.[1];
  if (inner === undefined) return undefined;
  const split = inner.split(/(%[svd]|\{\w*\})/);
  let used = 0;
  const pieces = split.map((piece, i): Piece => {
    if (i % 2 === 0) return { text: piece };
    const name = /^\{([a-z_]\w*)\}$/.exec(piece)?.[1];
    return { value: name ?? values[used++] ?? '"' };
  });
  const isWhole = used === values.length && pieces.every((piece) => ('text' in piece ? plain.test(piece.text) : !piece.value.includes('"'))); // prettier-ignore
  return isWhole ? pieces.filter((piece) => !('text' in piece) || piece.text !== '') : undefined;
}

/** The arguments of a macro, which has a list of tokens only. */
function macroArguments(tokens: SyntaxNode | undefined): string[] | undefined {
  if (tokens?.kind !== 'token_tree') return undefined;
  const parts: string[] = [''];
  for (const child of tokens.children.slice(1, -1)) {
    const before = child.children.length === 0 && child.text === ',';
    if (before) parts.push('');
    else parts[parts.length - 1] += tokens.source.text.slice(child.start, child.end);
  }
  return parts.at(-1) === '' ? parts.slice(0, -1) : parts;
}

/** The pieces of a text that is built in one expression; undefined when it is built of none or in another way. */
export function piecesOf(node: SyntaxNode): Piece[] | undefined {
  const operands = operandsOf(node);
  const found = operands
    ? operands.flatMap((each): Piece[] | [undefined] => {
        const text = literalOf(each);
        if (text !== undefined) return [{ text }];
        const own = holesOf(each);
        if (own) return own;
        return /string|template|heredoc/.test(each.kind) || each.text.includes('\n') ? [undefined] : [{ value: withoutText(each) }]; // prettier-ignore
      })
    : (holesOf(node) ?? formattedOf(node));
  if (!found || found.includes(undefined)) return undefined;
  const pieces = found as Piece[];
  return pieces.some((piece) => 'value' in piece) && pieces.some((piece) => 'text' in piece) ? pieces : undefined; // prettier-ignore
}

/** An operand without what only a concatenation needs. */
const withoutText = (node: SyntaxNode): string =>
  node.source.language === 'rust' ? node.text.replace(/^&/, '') : node.text;

/** The built texts of a program that stand in no other. */
export function builtTexts({ tree }: Program): { node: SyntaxNode; pieces: Piece[] }[] {
  const found: { node: SyntaxNode; pieces: Piece[] }[] = [];
  let end = 0;
  for (const node of tree.root.walk()) {
    if (node.start < end) continue;
    const pieces = piecesOf(node);
    if (!pieces) continue;
    found.push({ node, pieces });
    end = node.end;
  }
  return found;
}

const quoted = (text: string): string => `"${text}"`;
const each = (
  pieces: Piece[],
  literal: (text: string) => string,
  value: (text: string) => string,
): string[] =>
  // prettier-ignore
  pieces.map((piece) => ('text' in piece ? literal(piece.text) : value(piece.value)));
const holes = (pieces: Piece[], value: (text: string) => string): string =>
  quoted(each(pieces, (text) => text, value).join(''));
const valuesOf = (pieces: Piece[]): string[] => pieces.flatMap((piece) => ('value' in piece ? [piece.value] : [])); // prettier-ignore
const formatted =
  (mark: string | ((n: number) => string), call: (format: string, values: string) => string) =>
  (pieces: Piece[]): string => {
    // prettier-ignore
    let n = 0;
    const format = holes(pieces, () => (typeof mark === 'string' ? mark : mark(n++)));
    return call(format, valuesOf(pieces).join(', '));
  };
const listed =
  (open: string, close: string, text = (value: string): string => value) =>
  (pieces: Piece[]): string =>
    // prettier-ignore
    `${open}${each(pieces, quoted, text).join(', ')}${close}`;
const added = (pieces: Piece[]): string =>
  ('text' in (pieces[0] as Piece) ? [] : ['""']).concat(each(pieces, quoted, inBrackets)).join(' + ');
const inBrackets = (value: string): string => (/\s[-+*/?:<>=&|]+\s|^!/.test(value) ? `(${value})` : value);

/** One expression for another. */
const expressions: Record<string, Record<string, (pieces: Piece[]) => string | undefined>> = {
  java: {
    concatenation: added,
    'format call': formatted('%s', (format, values) => `String.format(${format}, ${values})`),
    'formatted call': formatted('%s', (format, values) => `${format}.formatted(${values})`),
    'builder chain': (pieces) =>
      `new StringBuilder()${each(pieces, quoted, (value) => value)
        .map((one) => `.append(${one})`)
        .join('')}.toString()`,
    'concat call': (pieces) =>
      `""${each(pieces, quoted, (value) => `String.valueOf(${value})`)
        .map((one) => `.concat(${one})`)
        .join('')}`,
    join: listed('String.join("", ', ')', (value) => `String.valueOf(${value})`),
  },
  go: {
    concatenation: added,
    'format call': formatted('%v', (format, values) => `fmt.Sprintf(${format}, ${values})`),
    join: listed('strings.Join([]string{', '}, "")'),
    'print call': listed('fmt.Sprint(', ')'),
  },
  php: {
    concatenation: (pieces) => each(pieces, quoted, inBrackets).join(' . '),
    interpolation: (pieces) =>
      valuesOf(pieces).every((value) => /^\$\w+(?:->\w+|\['\w+'\])*$/.test(value)) ? holes(pieces, (value) => `{${value}}`) : undefined, // prettier-ignore
    'format call': formatted('%s', (format, values) => `sprintf(${format}, ${values})`),
    join: listed("implode('', [", '])'),
    heredoc: (pieces) =>
      valuesOf(pieces).every((value) => /^\$\w+(?:->\w+)*$/.test(value)) ? `<<<TEXT\n${holes(pieces, (value) => `{${value}}`).slice(1, -1)}\nTEXT` : undefined, // prettier-ignore
  },
  'c-sharp': {
    concatenation: added,
    interpolation: (pieces) =>
      valuesOf(pieces).every((value) => !/["?:{]/.test(value)) ? `$${holes(pieces, (value) => `{${value}}`)}` : undefined, // prettier-ignore
    'format call': formatted(
      (n) => `{${n}}`,
      (format, values) => `string.Format(${format}, ${values})`,
    ),
    'concat call': listed('string.Concat(', ')'),
    join: listed('string.Join("", ', ')'),
    'builder chain': (pieces) =>
      `new StringBuilder()${each(pieces, quoted, (value) => value)
        .map((one) => `.Append(${one})`)
        .join('')}.ToString()`,
  },
  ruby: {
    concatenation: (pieces) => each(pieces, quoted, (value) => `${inBrackets(value)}.to_s`).join(' + '),
    interpolation: (pieces) => holes(pieces, (value) => `#{${value}}`),
    'format call': formatted('%s', (format, values) => `format(${format}, ${values})`),
    'percent format': formatted('%s', (format, values) => `${format} % [${values}]`),
    join: listed('[', '].join'),
    'concat call': listed('"".concat(', ')', (value) => `${inBrackets(value)}.to_s`),
  },
  kotlin: {
    concatenation: added,
    interpolation: (pieces) => holes(pieces, (value) => `\${${value}}`),
    'format call': formatted('%s', (format, values) => `String.format(${format}, ${values})`),
    'formatted call': formatted('%s', (format, values) => `${format}.format(${values})`),
    join: listed('listOf(', ').joinToString("")'),
    builder: (pieces) =>
      `buildString { ${each(pieces, quoted, (value) => value)
        .map((one) => `append(${one})`)
        .join('; ')} }`,
    'builder chain': (pieces) =>
      `StringBuilder()${each(pieces, quoted, (value) => value)
        .map((one) => `.append(${one})`)
        .join('')}.toString()`,
  },
  rust: {
    concatenation: (pieces) =>
      `String::new()${each(
        pieces,
        (text) => ` + ${quoted(text)}`,
        (value) => ` + &${value}.to_string()`,
      ).join('')}`,
    'format call': formatted('{}', (format, values) => `format!(${format}, ${values})`),
    interpolation: (pieces) =>
      valuesOf(pieces).every((value) => /^[a-z_]\w*$/.test(value)) ? `format!(${holes(pieces, (value) => `{${value}}`)})` : undefined, // prettier-ignore
    join: listed('[', '].concat()', (value) => `&${value}.to_string()`),
    'join of a vector': listed('vec![', '].join("")', (value) => `${value}.to_string()`),
  },
};

interface Steps {
  open: string;
  add: (piece: string) => string;
  /** The name in use where the text stood. */
  use: string;
  value?: (text: string) => string;
}

/** Statements before, which build the text piece by piece. */
const steps: Record<string, Record<string, Steps>> = {
  java: {
    'added in steps': { open: 'String built = "";', add: (piece) => `built += ${piece};`, use: 'built' },
    'appended in steps': {
      open: 'StringBuilder built = new StringBuilder();',
      add: (piece) => `built.append(${piece});`,
      use: 'built.toString()',
    },
  },
  go: {
    'added in steps': { open: 'built := ""', add: (piece) => `built += ${piece}`, use: 'built' },
    'appended in steps': {
      open: 'var built strings.Builder',
      add: (piece) => `built.WriteString(${piece})`,
      use: 'built.String()',
    },
    'printed in steps': {
      open: 'var built strings.Builder',
      add: (piece) => `fmt.Fprintf(&built, "%v", ${piece})`,
      use: 'built.String()',
    },
  },
  php: {
    'added in steps': { open: "$built = '';", add: (piece) => `$built .= ${piece};`, use: '$built' },
    'listed in steps': {
      open: '$built = [];',
      add: (piece) => `$built[] = ${piece};`,
      use: "implode('', $built)",
    },
  },
  'c-sharp': {
    'added in steps': { open: 'string built = "";', add: (piece) => `built += ${piece};`, use: 'built' },
    'appended in steps': {
      open: 'var built = new StringBuilder();',
      add: (piece) => `built.Append(${piece});`,
      use: 'built.ToString()',
    },
  },
  ruby: {
    'added in steps': { open: 'built = +""', add: (piece) => `built += ${piece}`, use: 'built', value: (value) => `${inBrackets(value)}.to_s` }, // prettier-ignore
    'appended in steps': { open: 'built = +""', add: (piece) => `built << ${piece}`, use: 'built', value: (value) => `${inBrackets(value)}.to_s` }, // prettier-ignore
  },
  kotlin: {
    'added in steps': { open: 'var built = ""', add: (piece) => `built += ${piece}`, use: 'built' },
    'appended in steps': {
      open: 'val built = StringBuilder()',
      add: (piece) => `built.append(${piece})`,
      use: 'built.toString()',
    },
  },
  rust: {
    'added in steps': { open: 'let mut built = String::new();', add: (piece) => `built += ${piece};`, use: '&built', value: (value) => `&${value}.to_string()` }, // prettier-ignore
    'appended in steps': { open: 'let mut built = String::new();', add: (piece) => `built.push_str(${piece});`, use: '&built', value: (value) => `&${value}.to_string()` }, // prettier-ignore
  },
};

function asExpression(form: string): Rewriting {
  return (program) => {
    const make = expressions[program.dialect.grammar]?.[form];
    if (!make) return undefined;
    const edits = builtTexts(program).flatMap(({ node, pieces }): Edit[] => {
      const text = make(pieces);
      if (text === undefined) return [];
      // A call on a concatenation has it in brackets already, unless it was a string of holes.
      const isOperand = /navigation|member_access|field_expression|^call$|method_invocation/.test(node.parent?.kind ?? '') && node.index === 0; // prettier-ignore
      return [replacement(node, isOperand ? `(${text})` : text)];
    });
    return withImports(program, edited(program.code, edits));
  };
}

/** Go's texts with the packages whose functions they use now. */
function withImports({ dialect }: Program, code: string | undefined): string | undefined {
  if (dialect.grammar !== 'go') return code;
  return ['fmt', 'strings'].reduce(
    (text, name) => text?.includes(`${name}.`) && !text.includes(`"${name}"`) ? text.replace(/^package .*\n/, `$&\nimport "${name}"\n`) : text, // prettier-ignore
    code,
  );
}

function inSteps(form: string): Rewriting {
  return (program) => {
    const kind = steps[program.dialect.grammar]?.[form];
    if (!kind) return undefined;
    const built = builtTexts(program).flatMap((one) => {
      const statement = statementOf(one.node, program.dialect);
      return statement ? [{ ...one, statement }] : [];
    });
    const { at } = program;
    const one = built.find(({ statement }) => at !== undefined && statement.start <= at && at < statement.end) ?? built.at(-1); // prettier-ignore
    if (!one) return undefined;
    const { node, pieces, statement } = one;
    const lines = [kind.open, ...each(pieces, quoted, kind.value ?? ((value) => value)).map(kind.add)];
    const indent = indentAt(program.code, statement.start);
    const edits = [
      insertion(statement.start, lines.map((line) => `${line}\n${indent}`).join('')),
      replacement(node, kind.use),
    ];
    return withImports(program, edited(program.code, edits));
  };
}

const forms = (table: Record<string, Record<string, unknown>>): string[] => [
  ...new Set(Object.values(table).flatMap((own) => Object.keys(own))),
];

export const stringForms: Record<string, Rewriting> = Object.fromEntries([
  ...forms(expressions).map((form) => [`as a ${form}`, asExpression(form)]),
  ...forms(steps).map((form) => [form, inSteps(form)]),
]);

/** What makes a number of a text; what has an effect of its own is not cast. */
const casts: Record<string, (value: string) => string> = {
  java: (value) => `Integer.parseInt(${value})`,
  php: (value) => `intval(${value})`,
  'c-sharp': (value) => `int.Parse(${value})`,
  ruby: (value) => `Integer(${value})`,
  kotlin: (value) => `${inBrackets(value)}.toInt()`,
  rust: (value) => `${inBrackets(value)}.parse::<i32>().unwrap()`,
};

/** Transformations that mend a program whose mistake is one text that it builds. */
export const mended: Record<string, Rewriting> = {
  'cast to a number'(program) {
    const { grammar } = program.dialect;
    const cast = casts[grammar];
    const make = expressions[grammar]?.['format call'];
    const [built, ...others] = builtTexts(program);
    // With more texts the mistake may be in any of them.
    if (!cast || !make || !built || others.length > 0) return undefined;
    const pieces = built.pieces.map((piece) => ('value' in piece ? { value: cast(piece.value) } : piece));
    return edited(program.code, [replacement(built.node, make(pieces) ?? '')]);
  },
};

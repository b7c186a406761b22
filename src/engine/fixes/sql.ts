// Moves the values in a SQL text into parameters, as the library that runs it wants them.
import type { SyntaxNode, SyntaxTree } from '../syntax/tree.ts';
import { mayMove, isName, onlyValueOf } from './definition.ts';
import type { SourceEdit } from './edit.ts';
import { csharpSink, goSink, javaSink, phpSink, rubySink } from './sql-compiled.ts';
import { pythonSink } from './sql-python.ts';
import { scriptSink } from './sql-script.ts';
import { placeholderEdits, slotsOf, type Slot } from './sql-slots.ts';
import { readBuilt, type Built, type ValuePiece } from './text-pieces.ts';

/** How one call takes a statement and its parameters. */
export interface SqlSink {
  /** The argument that holds the statement. */
  text: SyntaxNode;
  /** The placeholder of a parameter, by its position from 0 and its expression. */
  placeholder: (index: number, expression: string) => string;
  /** The edits that hand the parameters over; `names` are those that `placeholder` gave out. */
  pass: (expressions: readonly string[], placeholders: readonly string[]) => SourceEdit[] | undefined;
  /** False when the text is a part of a statement, such as a condition. */
  isWhole?: boolean;
  /** A sign that must not stand in the literal text, since the library would read it as a placeholder. */
  reserved: RegExp;
}

const sinks: Readonly<Record<string, (call: SyntaxNode, tree: SyntaxTree) => SqlSink | undefined>> = {
  python: pythonSink,
  javascript: scriptSink,
  typescript: scriptSink,
  tsx: scriptSink,
  go: goSink,
  java: javaSink,
  ruby: rubySink,
  php: phpSink,
  'c-sharp': csharpSink,
};

/** The edits that put a placeholder where each value stands and hand the values over. */
export function sqlParameters(node: SyntaxNode, tree: SyntaxTree): SourceEdit[] | undefined {
  const sink = sinks[tree.source.language]?.(node, tree);
  if (!sink) return undefined;
  const value = isName(sink.text) ? onlyValueOf(sink.text) : sink.text;
  const built = value && readBuilt(value);
  if (!built || !isUnderstood(built, sink)) return undefined;
  const slots = slotsOf(built, sink.isWhole ?? true);
  const expressions = slots?.map((slot) => expressionOf(slot, built));
  if (!slots || !expressions?.every((one) => one !== undefined)) return undefined;
  const values = slots.flatMap((slot) => slot.parts.filter((part) => typeof part !== 'string'));
  if (values.some(({ node: one }) => isEscaped(one))) return undefined;
  if (
    value !== sink.text &&
    !mayMove(
      values.map((one) => one.node),
      value,
      sink.text,
    )
  )
    return undefined;
  const placeholders = expressions.map((one, index) => sink.placeholder(index, one));
  const edits = placeholderEdits(built, slots, (index) => placeholders[index] ?? '?');
  const passed = sink.pass(expressions, placeholders);
  return edits && passed && [...edits, ...passed];
}

/** Whether the literal text means the same once the values are gone from it. */
function isUnderstood({ pieces, isPercent }: Built, { reserved }: SqlSink): boolean {
  return pieces.every((piece) => {
    if (piece.type === 'value') return true;
    const { language } = piece.literal.source;
    if ((language === 'python' || language === 'c-sharp') && /\{\{|\}\}/.test(piece.text)) return false;
    // Inside quotes beside a value a sign goes along with the value; elsewhere it would stay.
    const inner = piece.text.replace(/^[\w%@. -]*(?=\\?')|(?<=')[\w%@. -]*$/g, '');
    return !reserved.test(inner) && !(isPercent && inner.includes('%'));
  });
}

/** A value that something has escaped for SQL would be stored with its escapes. */
function isEscaped(node: SyntaxNode): boolean {
  return /escape|quote|sanitiz|addslashes/i.test(node.text) || /[\r\n]/.test(node.text);
}

/** The parameter as the language writes it. */
function expressionOf({ parts, isQuoted }: Slot, { isPercent }: Built): string | undefined {
  const [only] = parts;
  if (parts.length === 1 && only && typeof only !== 'string')
    return isQuoted ? unwrapped(only) : (textless(only) ?? unwrapped(only));
  const texts = parts.map((part) =>
    typeof part === 'string' && isPercent ? part.replaceAll('%%', '%') : part,
  );
  const value = parts.find((part) => typeof part !== 'string') as ValuePiece;
  const quote = value.node.text.includes('"') ? "'" : '"';
  switch (value.node.source.language) {
    case 'python':
      if (parts.some((part) => typeof part !== 'string' && /["'\\{}]/.test(part.node.text))) return undefined;
      return `f"${texts.map((part) => (typeof part === 'string' ? part : `{${part.node.text}}`)).join('')}"`;
    case 'javascript':
    case 'typescript':
    case 'tsx':
      return `\`${texts.map((part) => (typeof part === 'string' ? part : `\${${part.node.text}}`)).join('')}\``;
    case 'ruby':
      if (quote === "'") return undefined;
      return `"${texts.map((part) => (typeof part === 'string' ? part : `#{${part.node.text}}`)).join('')}"`;
    case 'php':
      return texts.map((part) => (typeof part === 'string' ? `'${part}'` : part.node.text)).join(' . ');
    default:
      return texts.map((part) => (typeof part === 'string' ? `"${part}"` : part.node.text)).join(' + ');
  }
}

const simple =
  /^(?:identifier|attribute|member_expression|subscript|subscript_expression|call|call_expression|await|await_expression|method_invocation|invocation_expression|field_access|member_access_expression|member_call_expression|selector_expression|variable_name|element_access_expression|element_reference|index_expression|instance_variable|integer|number|string|this|self|non_null_expression|scoped_call_expression|function_call_expression|scoped_property_access_expression|constant|parenthesized_expression|as_expression)$/;

function unwrapped({ node }: ValuePiece): string | undefined {
  return simple.test(node.kind) || /binary|conditional/.test(node.kind) ? node.text : undefined;
}

/** What is turned into text only so that it can stand in the statement. */
function textless({ node }: ValuePiece): string | undefined {
  const given = node.get('arguments')?.items;
  const callee = node.get('function')?.text;
  const isCast = callee === 'str' || callee === 'String';
  return isCast && given?.length === 1 ? given[0]?.text : undefined;
}

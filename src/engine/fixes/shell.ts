// Takes a command line apart into arguments, so that no shell reads its values; where a shell is needed, quotes them.
import { fullName, namesOf } from '../syntax/names.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax/tree.ts';
import { isName, mayMove, onlyValueOf } from './definition.ts';
import type { SourceEdit } from './edit.ts';
import { importInto } from './imports.ts';
import { byText, perTree } from './per-tree.ts';
import { isText, mayBeSeveral, unquotedValues, wordsOf, type Word } from './shell-words.ts';
import { readBuilt, type Built, type ValuePiece } from './text-pieces.ts';

/** The edits by which a program gets its arguments one by one instead of through a shell. */
export function shellArguments(node: SyntaxNode, tree: SyntaxTree): SourceEdit[] | undefined {
  switch (tree.source.language) {
    case 'python':
      return python(node, tree);
    case 'javascript':
    case 'typescript':
    case 'tsx':
      return script(node, tree);
    case 'go':
      return go(node);
    case 'java':
      return java(node);
    case 'ruby':
      return ruby(node);
    default:
      return undefined;
  }
}

interface Command {
  words: string[];
  /** Where the text was built; an edit there says how it changes. */
  value: SyntaxNode;
}

/** The words of an argument's text as expressions of the language. */
function commandOf(text: SyntaxNode, language: Writer): Command | undefined {
  const value = isName(text) ? onlyValueOf(text) : text;
  const built = value && readBuilt(value);
  const words = built && wordsOf(built);
  if (!words || !value) return undefined;
  const values = words.flat().filter((part) => typeof part !== 'string');
  if (
    values.length === 0 ||
    values.some((one) => /quote|escape|[\r\n]/i.test(one.node.text) || mayBeSeveral(one))
  )
    return undefined;
  if (
    value !== text &&
    !mayMove(
      values.map((one) => one.node),
      value,
      text,
    )
  )
    return undefined;
  const written = words.map((word) => language.word(word));
  return written.every((one) => one !== undefined) ? { words: written, value } : undefined;
}

interface Writer {
  word(parts: Word): string | undefined;
}

/** Writes a word: a literal, a value alone, or both as the language joins them. */
function writer(
  quote: string,
  value: (one: ValuePiece) => string | undefined,
  join: (parts: Word) => string | undefined,
): Writer {
  return {
    word(parts) {
      const [only] = parts;
      if (parts.length === 1 && only !== undefined)
        return typeof only === 'string' ? quote + only + quote : value(only);
      if (parts.some((part) => typeof part !== 'string' && /["'`\\{}]/.test(part.node.text)))
        return undefined;
      return join(parts);
    },
  };
}

function interpolation(opening: string, closing: string, before: string, after: string) {
  return (parts: Word): string =>
    opening +
    parts.map((part) => (typeof part === 'string' ? part : before + part.node.text + after)).join('') +
    closing;
}

function sum(parts: Word): string {
  return parts.map((part) => (typeof part === 'string' ? `"${part}"` : part.node.text)).join(' + ');
}

const quoteIn = (node: SyntaxNode): string => (/["'](?!["'])/.exec(node.text)?.[0] === "'" ? "'" : '"');

function python(call: SyntaxNode, tree: SyntaxTree): SourceEdit[] | undefined {
  const callee = call.get('function');
  const list = call.get('arguments');
  const [text, ...rest] = list?.items ?? [];
  const path = callee && fullName(callee, namesOf(tree));
  if (call.kind !== 'call' || !text || !callee || !list) return undefined;
  const quote = quoteIn(isName(text) ? (onlyValueOf(text) ?? text) : text);
  const language = writer(
    quote,
    (one) => (isText(one) ? one.node.text : `str(${one.node.text})`),
    interpolation(`f${quote}`, quote, '{', '}'),
  );
  const command = commandOf(text, language);
  if (!command) return undefined;
  const words = `[${command.words.join(', ')}]`;
  const replaced = { start: command.value.start, end: command.value.end, text: words };
  if (path === 'os.system' || path === 'os.popen') {
    const isPopen = path === 'os.popen';
    // What `os.system` returns is no plain exit status.
    if (rest.length > 0 || (!isPopen && call.parent?.kind !== 'expression_statement')) return undefined;
    const read = call.parent?.parent;
    if (
      isPopen &&
      (call.parent?.get('attribute')?.text !== 'read' || read?.get('arguments')?.items.length !== 0)
    )
      return undefined;
    const imported = importInto(tree, 'import subprocess');
    if (!imported) return undefined;
    const run = `${imported.local}.run`;
    const edits = [replaced, { start: callee.start, end: callee.end, text: run }, ...imported.edits];
    if (!isPopen || !read) return edits;
    return [
      ...edits,
      { start: text.end, end: text.end, text: `, stdout=${imported.local}.PIPE, text=True` },
      { start: call.end, end: read.end, text: '.stdout' },
    ];
  }
  if (!/^subprocess\.(?:run|call|check_call|check_output|Popen)$/.test(path ?? '')) return undefined;
  const shell = rest.find((one) => one.get('name')?.text === 'shell');
  if (shell?.get('value')?.text !== 'True' || rest.some((one) => one.kind !== 'keyword_argument'))
    return undefined;
  if (rest.some((one) => one.get('name')?.text === 'executable')) return undefined;
  const before = list.children[list.children.indexOf(shell) - 2];
  return before ? [replaced, { start: before.end, end: shell.end, text: '' }] : undefined;
}

function script(call: SyntaxNode, tree: SyntaxTree): SourceEdit[] | undefined {
  const callee = call.get('function');
  const [text, ...rest] = call.get('arguments')?.items ?? [];
  const path = callee && fullName(callee, namesOf(tree));
  const name = /^child_process\.(exec|execSync)$/.exec(path ?? '')?.[1];
  if (call.kind !== 'call_expression' || !text || !callee || name === undefined) return undefined;
  if (rest.some((one) => one.kind === 'spread_element' || /\bshell\b/.test(one.text))) return undefined;
  const quote = quoteIn(tree.byKind.get('string')?.[0] ?? text);
  const language = writer(
    quote,
    (one) => (isText(one) ? one.node.text : `String(${one.node.text})`),
    interpolation('`', '`', '${', '}'),
  );
  const command = commandOf(text, language);
  const renamed = name === 'exec' ? 'execFile' : 'execFileSync';
  const renaming = command && callTo(callee, renamed, tree);
  if (!command || !renaming) return undefined;
  const [program = '', ...words] = command.words;
  const given = `${program}, [${words.join(', ')}]`;
  // The text in a variable of its own was the whole command; now its variable goes.
  if (command.value !== text) return undefined;
  return [{ start: text.start, end: text.end, text: given }, ...renaming];
}

/** The edits by which a callee of one module becomes another of it. */
function callTo(callee: SyntaxNode, name: string, tree: SyntaxTree): SourceEdit[] | undefined {
  const property = callee.get('property');
  if (property) return [{ start: property.start, end: property.end, text: name }];
  const known = [...namesOf(tree)].find(([, full]) => full === `child_process.${name}`)?.[0];
  if (known !== undefined) return [{ start: callee.start, end: callee.end, text: known }];
  const uses = leavesOf(tree).get(callee.text) ?? [];
  const specifier = uses.find(
    (one) =>
      /^(?:import_specifier|object_pattern)$/.test(one.parent?.kind ?? '') &&
      one.parent?.get('alias') === undefined,
  );
  if (!specifier || leavesOf(tree).has(name)) return undefined;
  const isLast = uses.length === 2;
  const edit = isLast
    ? { start: specifier.start, end: specifier.end, text: name }
    : { start: specifier.end, end: specifier.end, text: `, ${name}` };
  return [{ start: callee.start, end: callee.end, text: name }, edit];
}

/** The leaves of a file by their text. */
const leavesOf = perTree((tree) =>
  byText(
    [...tree.root.walk()].filter((one) => one.children.length === 0).map((one) => [one.text, one] as const),
  ),
);

/** `exec.Command("sh", "-c", "ping " + host)` becomes `exec.Command("ping", host)`. */
function go(call: SyntaxNode): SourceEdit[] | undefined {
  const found = /^exec\.Command(Context)?$/.exec(call.get('function')?.text ?? '');
  const given = call.get('arguments')?.items ?? [];
  const [shell, option, text] = given.slice(found?.[1] === undefined ? 0 : 1);
  const isShell = /^"(?:\/(?:usr\/)?bin\/)?(?:ba)?sh"$/.test(shell?.text ?? '') && option?.text === '"-c"';
  if (!found || !isShell || !shell || !text || given.at(-1) !== text || isName(text)) return undefined;
  const built = readBuilt(text);
  // In a sum every operand is text; a format takes anything.
  const isFormat = built ? built.extra.length > 0 : false;
  const language = writer(
    '"',
    (one) => (!isFormat || isText(one) ? one.node.text : undefined),
    (parts) =>
      isFormat && parts.some((part) => typeof part !== 'string' && !isText(part)) ? undefined : sum(parts),
  );
  const command = commandOf(text, language);
  return command && [{ start: shell.start, end: text.end, text: command.words.join(', ') }];
}

/** `Runtime.exec` with a text splits at spaces; with an array it does not. */
function java(call: SyntaxNode): SourceEdit[] | undefined {
  const [text, ...rest] = call.get('arguments')?.items ?? [];
  const isRuntime = /\bgetRuntime\(\)$|^(?:runtime|rt)$/i.test(call.get('object')?.text ?? '');
  if (call.get('name')?.text !== 'exec' || !isRuntime || !text || rest.length > 0) return undefined;
  const language = writer(
    '"',
    (one) => (isText(one) ? one.node.text : `String.valueOf(${one.node.text})`),
    sum,
  );
  const command = isName(text) ? undefined : commandOf(text, language);
  return (
    command && [{ start: text.start, end: text.end, text: `new String[] {${command.words.join(', ')}}` }]
  );
}

/** `system("ping #{host}")` becomes `system("ping", host)`. */
function ruby(call: SyntaxNode): SourceEdit[] | undefined {
  const [text, ...rest] = call.get('arguments')?.items ?? [];
  const name = call.get('method')?.text ?? '';
  if (!/^(?:system|spawn|exec)$/.test(name) || !text || rest.length > 0 || isName(text)) return undefined;
  const language = writer(
    '"',
    (one) => (isText(one) ? `${one.node.text}.to_s` : `${one.node.text}.to_s`),
    interpolation('"', '"', '#{', '}'),
  );
  const command = commandOf(text, language);
  return command && [{ start: text.start, end: text.end, text: command.words.join(', ') }];
}

/** How a language quotes one word for a shell. */
const quoters: Readonly<Record<string, { call: string; import?: string }>> = {
  python: { call: 'shlex.quote', import: 'import shlex' },
  ruby: { call: 'Shellwords.escape', import: "require 'shellwords'" },
  php: { call: 'escapeshellarg' },
};

/** The edits that quote every value in a command that needs its shell, such as one with a pipe. */
export function shellQuotes(call: SyntaxNode, tree: SyntaxTree): SourceEdit[] | undefined {
  const { language } = tree.source;
  const quoter = quoters[language];
  const [first] = call.get('arguments')?.items ?? [];
  const text = first?.kind === 'argument' ? first.items[0] : first;
  const value = text && isName(text) ? onlyValueOf(text) : text;
  const built = value && readBuilt(value);
  const values = built && unquotedValues(built);
  if (!quoter || !built || !values || isSplitByItself(built)) return undefined;
  if (built.pieces[0]?.type === 'value') return undefined;
  if (values.some(({ value: one }) => /quote|escape|sanit/i.test(one.node.text) || mayBeSeveral(one)))
    return undefined;
  const imported = quoter.import === undefined ? undefined : importInto(tree, quoter.import);
  if (quoter.import !== undefined && !imported) return undefined;
  const local = imported?.local ?? '';
  const name = language === 'python' ? quoter.call.replace('shlex', local) : quoter.call;
  const edits = values.map((one) => quoteEdit(one.value, one.start, one.end, name, language));
  return edits.every((one) => one !== undefined) ? [...edits, ...(imported?.edits ?? [])] : undefined;
}

/** A format hands its values over elsewhere than where they stand. */
function isSplitByItself(built: Built): boolean {
  return built.extra.length > 0;
}

function quoteEdit(
  value: ValuePiece,
  start: number,
  end: number,
  name: string,
  language: string,
): SourceEdit | undefined {
  const { node, literal } = value;
  if (!literal) return { start, end, text: `${name}(${node.text})` };
  if (/["'\\]/.test(node.text)) return undefined;
  if (language === 'python') return { start, end, text: `{${name}(${node.text})}` };
  if (language === 'ruby') return { start, end, text: `#{${name}(${node.text})}` };
  const mark = literal.text[0] ?? '"';
  // PHP calls no function inside a literal.
  const isLast = end === literal.end - 1;
  return {
    start,
    end: isLast ? literal.end : end,
    text: `${mark} . ${name}(${node.text})${isLast ? '' : ` . ${mark}`}`,
  };
}

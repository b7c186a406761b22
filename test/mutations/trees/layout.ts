// Transformations of a tree that change how a program is laid out and what stands around a mistake.
import type { SyntaxNode } from '../../../src/engine/syntax/tree.ts';
import { dialects } from './dialects.ts';
import { bodies, edited, indentAt, insertion, replacement, statementLists, type Edit, type Program, type Rewriting } from './program.ts'; // prettier-ignore

const isText = /string|heredoc|template|char_literal|nowdoc|shell_command|subshell|regex/;

/** Texts over several lines, whose line starts are their own. */
const hasLongText = ({ tree }: Program): boolean =>
  [...tree.root.walk()].some((node) => isText.test(node.kind) && node.text.includes('\n'));

const beforeEach =
  (make: (n: number, program: Program) => string): Rewriting =>
  (program) =>
    // prettier-ignore
    edited(
    program.code,
    statementLists(program)
      .flat()
      .map(({ start }, n) => insertion(start, `${make(n + 1, program)}\n${indentAt(program.code, start)}`)),
  );

function argumentListsOf({ tree, dialect }: Program): SyntaxNode[] {
  return [...tree.root.walk()].filter(
    (node) => dialect.argumentLists.has(node.kind) && node.items.length > 0 && node.text.startsWith('('),
  );
}

export const formatting: Record<string, Rewriting> = {
  'CRLF line ends': ({ code }) => code.replaceAll('\n', '\r\n'),

  'tabs for spaces'(program) {
    if (hasLongText(program)) return undefined;
    return program.code.replace(/^(?: {2})+(?! )/gm, (spaces) => '\t'.repeat(spaces.length / 2));
  },

  'blank lines between statements': beforeEach(() => '\n'),
  'comments between statements': beforeEach((_, { dialect }) => dialect.comment),

  'comments inside calls': (program) =>
    edited(
      program.code,
      argumentListsOf(program).map(({ start }) => insertion(start + 1, program.dialect.inlineComment)),
    ),

  'line breaks inside calls': (program) =>
    edited(
      program.code,
      argumentListsOf(program).flatMap((list) =>
        list.children
          .filter(({ kind }) => kind === '(' || kind === ',')
          .map(({ end }) => insertion(end, `\n        `)),
      ),
    ),

  'trailing commas'(program) {
    if (!['php', 'ruby', 'kotlin', 'rust', 'go'].includes(program.dialect.grammar)) return undefined;
    return edited(
      program.code,
      argumentListsOf(program)
        .filter(
          (list) =>
            !/splat|block_argument|variadic|unpacking|heredoc/.test(list.items.at(-1)?.kind ?? '') &&
            list.children.at(-2)?.kind !== ',',
        ) // prettier-ignore
        .map((list) =>
          insertion((list.items.at(-1) as SyntaxNode).end, `,\n${indentAt(program.code, list.start)}`),
        ),
    );
  },

  'braces on their own line'(program) {
    if (!['java', 'c-sharp', 'php', 'rust'].includes(program.dialect.grammar)) return undefined;
    const edits: Edit[] = [];
    for (const node of program.tree.root.walk()) {
      const space = program.code[node.start - 1] === ' ';
      if (
        /^(?:block|compound_statement|class_body|declaration_list)$/.test(node.kind) &&
        node.text.startsWith('{') &&
        space
      )
        // prettier-ignore
        edits.push({
          from: node.start - 1,
          to: node.start,
          text: `\n${indentAt(program.code, node.start)}`,
        });
    }
    return edited(program.code, edits);
  },

  'no space around operators'(program) {
    const edits: Edit[] = [];
    for (const node of program.tree.root.walk()) {
      if (node.kind !== 'binary_expression' && node.kind !== 'binary') continue;
      const operator = node.children.find(({ named, text }) => !named && /^[+.]$|^[=!]=$/.test(text));
      const [left, right] = [node.items[0], node.items.at(-1)];
      // Ruby reads `a +b` and a number before a dot in another way.
      if (!operator || !left || !right || program.code.slice(left.end, right.start) !== ` ${operator.text} `) continue; // prettier-ignore
      edits.push(replacement({ start: left.end, end: right.start }, operator.text));
    }
    return edited(program.code, edits);
  },

  'the other quotes'({ code, tree, dialect }) {
    if (dialect !== dialects['php'] && dialect !== dialects['ruby']) return undefined;
    return edited(
      code,
      [...tree.root.walk()].flatMap((node) => {
        const simple = /^(["'])([^"'\\$#\n{}]*)\1$/.exec(node.text);
        if (!/^(?:string|encapsed_string)$/.test(node.kind) || !simple) return [];
        const quote = simple[1] === '"' ? "'" : '"';
        return [replacement(node, `${quote}${simple[2] as string}${quote}`)];
      }),
    );
  },
};

/** The statements of each body put into a block. */
function inside(name: string): Rewriting {
  return (program) => {
    const around = program.dialect.around[name];
    if (!around) return undefined;
    const lists = bodies(program);
    // A value that is returned would leave the lambda only.
    if (/lambda/.test(name) && (/\b(?:return|await|break|next)\b|\?[;.]/.test(program.code) || isRustValue(program, lists))) return undefined; // prettier-ignore
    return edited(
      program.code,
      lists.flatMap((statements) => {
        const [first, last] = [statements[0] as SyntaxNode, statements.at(-1) as SyntaxNode];
        const end = endOf(program, last);
        return [insertion(first.start, `${around[0]}\n`), insertion(end, `\n${around[1]}`)];
      }),
    );
  };
}

/** Where a statement ends with its semicolon, which Go's and PHP's grammars do not always count to it, and its comment. */
function endOf({ code }: Program, last: SyntaxNode): number {
  const rest = /^[ \t]*;?(?:[ \t]*(?:\/\/|#)[^\n]*)?/.exec(code.slice(last.end));
  return last.end + (rest?.[0].length ?? 0);
}

const isRustValue = ({ dialect }: Program, lists: SyntaxNode[][]): boolean =>
  dialect.grammar === 'rust' && lists.some((list) => !/[;}]$/.test(list.at(-1)?.text ?? ''));

/** Names that a declaration of one variable binds, for statements that may change places. */
const bound = /^(?:(?:final|const|var|val|let|mut|[A-Z]\w*(?:<[^=]*>)?|string|int|bool|byte\[\])\s+)*(\$?[A-Za-z_]\w*)(?:\s*:\s*[^=]+)?\s*:?=\s*([^=][\s\S]*)$/; // prettier-ignore

export const structure: Record<string, Rewriting> = {
  'inside if': inside('if'),
  'inside else': inside('else'),
  'inside try': inside('try'),
  'inside finally': inside('finally'),
  'inside a loop': inside('a loop'),
  'inside a block': inside('a block'),
  'inside a lambda': inside('a lambda'),
  'after an early exit': inside('an early exit'),

  'unrelated statements in between': beforeEach((n, { dialect }) => dialect.unrelated(n)),
  'unrelated calls in between': beforeEach((_, { dialect }) => dialect.unrelatedCall),

  'unrelated functions around': ({ code, dialect }) =>
    code.includes('?>') ? undefined : `${code.trimEnd()}\n\n${dialect.unrelatedFunction}\n`,

  'independent statements reordered'(program) {
    const edits: Edit[] = [];
    for (const list of statementLists(program))
      for (let i = 0; i + 1 < list.length; i++) {
        const [a, b] = [list[i] as SyntaxNode, list[i + 1] as SyntaxNode];
        const [one, two] = [bound.exec(a.text), bound.exec(b.text)];
        if (!one || !two || one[1] === two[1] || a.field !== b.field) continue;
        const mentions = (name: string | undefined, text: string): boolean =>
          new RegExp(`${name?.startsWith('$') ? '\\' : '(?<![\\w$])'}${name}\\b`).test(text);
        if (mentions(one[1], b.text) || mentions(two[1], a.text)) continue;
        edits.push(replacement(a, b.text), replacement(b, a.text));
        i++;
      }
    return edited(program.code, edits);
  },
};

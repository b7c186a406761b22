// Transformations that change what stands around a mistake: blocks, functions, order, unrelated statements.
import type { Transformation } from './formatting.ts';
import { linesOf, masked, type Language } from './text.ts';

const indented = (code: string): string => code.replace(/^(?=.)/gm, '    ');

/** Python above what has to stand first, and the rest; undefined when the rest cannot move. */
function split(code: string, language: Language): [head: string, rest: string] | undefined {
  if (/"""|'''|`[^`]*\n/.test(code)) return undefined;
  const lines = code.trimEnd().split('\n');
  let at = lines.findIndex(
    (line) => !/^(?:import\b|from\b|const [^=]+ = require\(|#|\/\/|['"]use|\s*$)/.test(line),
  );
  if (at === -1) at = lines.length - 1;
  const rest = lines.slice(at).join('\n');
  if (
    language === 'javascript'
      ? /^(?:export|import|module\.exports)\b/m.test(rest)
      : /^from __future__|^import\b|^from\b/m.test(rest)
  )
    return undefined;
  return [lines.slice(0, at).join('\n'), rest];
}

/** Everything but the imports, put into a block or function. */
function wrap(
  python: [string, string] | undefined,
  javascript: [string, string],
  needsAsync = false,
): Transformation {
  return (code, language) => {
    const both = split(code, language);
    const around = language === 'python' ? python : javascript;
    if (!both || !around) return undefined;
    // `await` at the top of a module is not allowed in a plain function.
    if (needsAsync && /^(?:\w.*)?\bawait\b/m.test(both[1])) return undefined;
    // A `return` may not leave the module, nor a handler its decorator.
    return `${both[0]}\n${around[0]}\n${indented(both[1])}\n${around[1]}\n`;
  };
}

const bound = /^\s*(?:(?:const|let|var)\s+)?([A-Za-z_]\w*)\s*(?::[^=]+)?=\s*([^=].*)$/;

export const structure: Record<string, Transformation> = {
  'inside if': wrap(['if settings.enabled:', ''], ['if (settings.enabled) {', '}']),
  'inside try': wrap(
    ['try:', 'except ValueError:\n    raise'],
    ['try {', '} catch (error) {\n  throw error;\n}'],
  ),
  'inside finally': wrap(['try:\n    prepare()\nfinally:', ''], ['try { prepare(); } finally {', '}']),
  'inside a function': wrap(['def set_up():', ''], ['function setUp() {', '}'], true),
  'inside an async function': wrap(['async def set_up():', ''], ['(async () => {', '})();']),
  'inside an arrow function': wrap(undefined, ['const setUp = async () => {', '};']),
  'inside a method': wrap(
    ['class Holder:\n  def set_up(self):', ''],
    ['class Holder { async setUp() {', '} }'],
  ),
  'inside else': wrap(
    ['if not settings.enabled:\n    pass\nelse:', ''],
    ['if (!settings.enabled) { skip(); } else {', '}'],
  ),
  'inside with': wrap(['with lock:', ''], ['{', '}']),
  'inside a loop': wrap(['for attempt in range(3):', ''], ['for (const attempt of [1, 2, 3]) {', '}']),

  'unrelated statements in between'(code, language) {
    let n = 0;
    return linesOf(code, language)
      .map(({ text, indent, begins }) => {
        if (!begins) return text;
        const statement =
          language === 'python' ? `unrelated_${++n} = [0, 1]` : `const unrelated${++n} = [0, 1];`;
        // Imports and directives come first.
        if (/^\s*(?:import|from|["'])/.test(text)) return text;
        return `${indent}${statement}\n${text}`;
      })
      .join('\n');
  },

  'unrelated calls in between': (code, language) =>
    linesOf(code, language)
      .map(({ text, indent, begins }) => {
        if (!begins || /^\s*(?:import|from|["'])/.test(text)) return text;
        return `${indent}${language === 'python' ? 'metrics.count(1)' : 'metrics.count(1);'}\n${text}`;
      })
      .join('\n'),

  'unrelated functions around': (code, language) =>
    language === 'python'
      ? `${code.trimEnd()}\n\n\ndef total_of(rows):\n    return sum(row.total for row in rows)\n`
      : `${code.trimEnd()}\n\nfunction totalOf(rows) {\n  return rows.reduce((sum, row) => sum + row.total, 0);\n}\n`,

  'independent statements reordered'(code, language) {
    const lines = linesOf(code, language);
    const mask = masked(code, language).split('\n');
    let hasSwapped = false;
    for (let i = 0; i + 1 < lines.length; i++) {
      const [a, b] = [lines[i], lines[i + 1]];
      if (!a || !b || !a.begins || !b.begins || a.indent !== b.indent) continue;
      const [one, two] = [bound.exec(mask[i] as string), bound.exec(mask[i + 1] as string)];
      if (!one || !two || one[1] === two[1] || !isWhole(mask[i]) || !isWhole(mask[i + 1])) continue;
      const mentions = (name: string | undefined, text: string): boolean =>
        new RegExp(`\\b${name}\\b`).test(text);
      if (mentions(one[1], b.text) || mentions(two[1], a.text)) continue;
      [lines[i], lines[i + 1]] = [b, a];
      hasSwapped = true;
      i++;
    }
    return hasSwapped ? lines.map(({ text }) => text).join('\n') : undefined;
  },

  'imports reordered'(code, language) {
    const imports = code.match(
      /^(?:import [^\n{]+|import \{[^\n]+|from [^\n(]+|const [^\n]+ = require\([^\n]+)\n/gm,
    );
    if (!imports || imports.length < 2 || code.includes('__future__')) return undefined;
    const block = imports.join('');
    // Only where nothing stands in between.
    if (!code.includes(block)) return undefined;
    return language === 'python' || language === 'javascript'
      ? code.replace(block, () => imports.toReversed().join(''))
      : undefined;
  },

  'let for const'(code, language) {
    if (language === 'python' || !/^\s+const /m.test(code)) return undefined;
    return code.replace(/^(\s+)const /gm, '$1let ');
  },
};

/** Whether all brackets that a line opens are closed on it. */
function isWhole(mask: string | undefined): boolean {
  let depth = 0;
  for (const char of mask ?? '') {
    if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char) && --depth < 0) return false;
  }
  return depth === 0;
}

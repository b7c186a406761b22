// Transformations that change only how a program is written down: space, comments, commas, quotes.
import { closing, linesOf, mapCode, masked, partsOf, type Language } from './text.ts';

/** A program that means the same; undefined when the transformation does not apply. */
export type Transformation = (code: string, language: Language) => string | undefined;

const hasLongString = (code: string, language: Language): boolean =>
  partsOf(code, language).some(({ kind, text }) => kind === 'string' && text.includes('\n'));

export const formatting: Record<string, Transformation> = {
  'CRLF line ends': (code) => code.replaceAll('\n', '\r\n'),

  'tabs for spaces'(code, language) {
    if (hasLongString(code, language)) return undefined;
    const unit = language === 'python' ? '    ' : '  ';
    if (!code.includes(`\n${unit}`)) return undefined;
    return code.replace(/^ +/gm, (spaces) =>
      spaces.length % unit.length === 0 ? '\t'.repeat(spaces.length / unit.length) : spaces,
    );
  },

  'blank lines between statements': (code, language) =>
    linesOf(code, language)
      .map(({ text, begins }) => (begins ? `\n\n${text}` : text))
      .join('\n'),

  'comments between statements'(code, language) {
    const comment = language === 'python' ? '# told apart for clarity' : '// told apart for clarity';
    return linesOf(code, language)
      .map(({ text, indent, begins }) => (begins ? `${indent}${comment}\n${text}` : text))
      .join('\n');
  },

  'comments inside calls'(code, language) {
    if (language === 'python')
      return mapCode(code, language, (text) => text.replace(/(?<=\w)\((?!\))/g, '(  # given\n'));
    return mapCode(code, language, (text) => text.replace(/(?<=\w)\((?!\))/g, '(/* given */ '));
  },

  'line breaks inside calls': (code, language) => broken(code, language),

  'trailing commas': (code, language) => withTrailingCommas(code, language),

  'the other quotes'(code, language) {
    const other = partsOf(code, language)
      .map(({ kind, text }) => (kind === 'string' ? otherQuotes(text) : text))
      .join('');
    return other === code ? undefined : other;
  },

  'no space around operators': (code, language) =>
    mapCode(code, language, (text) => text.replace(/ (\+|==|===|\+=) /g, '$1').replace(/,[ ]/g, ',')),

  'without semicolons'(code, language) {
    if (language === 'python' || /\bfor \(/.test(code) || /\n\s*[([`/]/.test(code)) return undefined;
    const without = mapCode(code, language, (text) => text.replace(/;(?=\s*(?:\n|$))/g, ''));
    return without === code ? undefined : without;
  },
};

function broken(code: string, language: Language): string {
  const mask = masked(code, language);
  const stack: string[] = [];
  let out = '';
  for (let i = 0; i < code.length; i++) {
    const char = mask[i] as string;
    out += code[i];
    if ('([{'.includes(char)) {
      // What stands after `return (` or `import (` must stay there only where no bracket is open.
      stack.push(char);
      if (char === '(' && mask[i + 1] !== ')' && /\w/.test(mask[i - 1] ?? '')) out += '\n        ';
    } else if (')]}'.includes(char)) stack.pop();
    else if (char === ',' && stack.at(-1) === '(') out += '\n        ';
  }
  return out;
}

function withTrailingCommas(code: string, language: Language): string | undefined {
  const mask = masked(code, language);
  const inserts: number[] = [];
  for (const { index, 1: name } of mask.matchAll(/\b(\w+)\(/g)) {
    if (
      /^(?:if|for|while|switch|catch|return|await|typeof|in|and|or|not|import|assert|del|yield|super|constructor)$/.test(
        name as string,
      )
    )
      continue;
    const open = index + (name as string).length;
    const close = closing(mask, open);
    if (close === undefined) continue;
    const inner = mask.slice(open + 1, close);
    if (/^\s*$|\.\.\.|\bfor\b|\*|,\s*$|=>\s*\w/.test(inner)) continue;
    inserts.push(close);
  }
  if (inserts.length === 0) return undefined;
  let out = code;
  for (const at of inserts.toSorted((a, b) => b - a)) {
    const end = out.slice(0, at).trimEnd().length;
    out = `${out.slice(0, end)},${out.slice(end)}`;
  }
  return out;
}

function otherQuotes(text: string): string {
  const simple = /^(["'])([^"'\\`$\n{}]*)\1$/.exec(text);
  if (!simple) return text;
  const quote = simple[1] === '"' ? "'" : '"';
  return `${quote}${simple[2] as string}${quote}`;
}

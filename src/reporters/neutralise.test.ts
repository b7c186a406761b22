// Text from strangers stays text, whatever it holds.
import { array, assert, constantFrom, nat, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cellCode,
  cellProse,
  clipBytes,
  codeBlock,
  inlineCode,
  prose,
  terminalText,
  visible,
  visibleLines,
} from './neutralise.ts';
import { fuzzBudget } from '../../test/fuzz-budget.ts';

const hostileParts = [
  '`',
  '``',
  '```',
  '~~~',
  '\n',
  '\r\n',
  '\t',
  '\\',
  '|',
  '<img src=x onerror=1>',
  '<!--',
  '](http://evil.example)',
  '[x](y)',
  '![i](j)',
  '@everyone',
  'a@b.example',
  '#12',
  'GH-7',
  'www.evil.example',
  'https://evil.example',
  ':smile:',
  '\u202E',
  '\u200B',
  '\u0000',
  '\u001B[31m',
  '\u009B',
  '\uD800',
  '\u{E0041}',
  '**',
  '_',
  '$x$',
  '&lt;',
  'name.py',
  ' ',
  '- ',
  '1. ',
  '# ',
  '> ',
  'é',
  '漢',
];
const hostile = array(oneof(constantFrom(...hostileParts), string()), { maxLength: 12 }).map((parts) =>
  parts.join(''),
);

/** Splits Markdown into code spans and the rest as CommonMark 6.1 does, where no backslash escape precedes a fence. */
function spans(markdown: string): { code: string[]; rest: string } {
  const code: string[] = [];
  let rest = '';
  for (let i = 0; i < markdown.length;) {
    if (markdown[i] === '\\' && /[!-/:-@[-`{-~]/.test(markdown[i + 1] ?? '')) {
      rest += markdown.slice(i, i + 2);
      i += 2;
      continue;
    }
    const fence = /^`+/.exec(markdown.slice(i))?.[0];
    if (fence === undefined) {
      rest += markdown[i++];
      continue;
    }
    const close = [...markdown.slice(i + fence.length).matchAll(/`+/g)].find(
      (run) => run[0].length === fence.length,
    );
    if (!close) {
      rest += fence;
      i += fence.length;
      continue;
    }
    code.push(markdown.slice(i + fence.length, i + fence.length + close.index));
    rest += ' ';
    i += 2 * fence.length + close.index;
  }
  return { code, rest };
}

describe('inlineCode', () => {
  it.each([
    ['app/db.py', '`app/db.py`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['a``b`c', '```a``b`c```'],
    ['x](http://evil.example)', '`x](http://evil.example)`'],
    ['line\nbreak', '`line\\nbreak`'],
    ['evil\u202Etxt.py', '`evil\\u{202E}txt.py`'],
    ['', '(empty)'],
  ])('%j', (text, expected) => expect(inlineCode(text)).toBe(expected));

  it('fault 25: is exactly one code span whatever the text', () => {
    assert(
      property(hostile, (text) => {
        const markdown = inlineCode(text);
        if (text === '') return;
        expect(markdown).not.toMatch(/[\r\n]/);
        const { code, rest } = spans(markdown);
        expect(code).toHaveLength(1);
        expect(rest).toBe(' ');
      }),
    );
  });

  it('keeps a bar out of table cells', () => {
    assert(
      property(hostile, (text) => {
        expect(cellCode(text)).not.toContain('|');
      }),
    );
  });
});

describe('prose', () => {
  it.each([
    ['Use `verify=True` here.', 'Use `verify=True` here.'],
    ['mail @octo', 'mail @&#8203;octo'],
    ['<img src=x>', '&lt;img src=x\\>'],
    ['see [x](https://e.example)', 'see \\[x\\](https:&#8203;//e.example)'],
    ['fixes #12', 'fixes \\#&#8203;12'],
    ['two\n\nparagraphs', 'two paragraphs'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['fail-on is fail_on', 'fail-on is fail\\_on'],
    ['`unclosed', '\\`unclosed'],
    ['a `b || c` | d', 'a `b || c` \\| d'],
  ])('%j', (text, expected) => expect(prose(text)).toBe(expected));

  it('keeps bars out of a table cell, in code too', () => {
    expect(cellProse('a `b || c` | d')).toBe('a `b \\u{7C}\\u{7C} c` \\| d');
    assert(
      property(hostile, (text) => {
        expect(cellProse(text).replaceAll('\\|', '')).not.toContain('|');
      }),
    );
  });

  it('links what a rule refers to, and nothing else', () => {
    const rule = ['https://docs.example.com/a', 'https://docs.example.com/a_b#c', 'https://x.example/)<img>'];
    expect(prose('see https://docs.example.com/a_b#c or https://evil.example/', rule)).toBe(
      'see <https://docs.example.com/a_b#c> or https:&#8203;//evil.example/',
    );
    expect(prose('https://x.example/)<img>', rule)).not.toContain('<img>');
  });

  it('fault 25: leaves no markup, mention, reference or link outside code', () => {
    assert(
      property(hostile, (text) => {
        const { rest } = spans(prose(text));
        const plain = rest.replace(/\\[!-/:-@[-`{-~]/g, (escape) => (escape === '\\#' ? '#' : '·'));
        expect(plain).not.toMatch(/[`*_[\]<>|~$\r\n]/);
        expect(plain).not.toMatch(/@(?!&#8203;)/);
        expect(plain).not.toMatch(/#\d(?!203;)/);
        expect(plain).not.toMatch(/:\/\/|www\.|GH-\d/i);
      }),
      fuzzBudget(500),
    );
  });

  it('fails on text that was not neutralised', () => {
    expect(spans('[x](y) @octo').rest).toMatch(/[[\]]|@/);
  });
});

describe('plain text', () => {
  it('shows what hides', () => {
    expect(visible('a\u0000b\u001B[31mc\uFEFFd\uD800')).toBe('a\\u{00}b\\u{1B}[31mc\\u{FEFF}d\\u{D800}');
    expect(visible('ok 漢字 é 👍')).toBe('ok 漢字 é 👍');
    expect(visibleLines('a\r\nb\tc\u202E')).toBe('a\nb\tc\\u{202E}');
  });

  it('fault 35: lets no control character reach a terminal', () => {
    assert(
      property(hostile, (text) => {
        expect(terminalText(text)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }),
    );
  });

  it('cuts between characters', () => {
    expect(clipBytes('é'.repeat(10), 9)).toBe('ééé…');
    assert(
      property(hostile, nat(40), (text, max) => {
        const cut = clipBytes(text.toWellFormed(), max + 3);
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(max + 3);
        expect(cut).not.toContain('\uFFFD\u2026');
      }),
    );
  });

  it('keeps code inside its block', () => {
    assert(
      property(array(hostile, { maxLength: 4 }), (lines) => {
        const block = codeBlock(lines).split('\n');
        const fence = block[0] ?? '';
        expect(block).toHaveLength(lines.length + 2);
        for (const line of block.slice(1, -1)) expect(line.trimStart().startsWith(fence)).toBe(false);
      }),
    );
  });
});

// Which names count as made of what cleans them.
import { describe, expect, it } from 'vitest';
import { compileExpression } from '../../text/regex.ts';
import { isMadeOf } from './made-of.ts';

const cleans = compileExpression('\\bclean\\(', true);

describe('what a name is made of', () => {
  it.each<[string, string, boolean]>([
    ['a computed arrow', 'const html = computed(() => clean(text));', true],
    ['a method', '  html() {\n    return clean(this.text);\n  },', true],
    ['a method with an empty way', 'html() { if (!a) return ""; return clean(a); }', true],
    ['a function in an object', 'methods: { html: function (a) { return clean(a); } }', true],
    ['one of two ways', 'html() { if (a) return a; return clean(b); }', false],
    ['nothing that cleans', 'const html = computed(() => text);', false],
    ['another name', 'const htmlSafe = clean(text);', false],
    ['what stands behind it', 'const html = text;\nconst other = clean(text);', false],
    ['nothing at all', '', false],
    ['made twice', 'const html = clean(a);\nconst html = a;', false],
  ])('%s', (_, text, expected) => {
    expect(isMadeOf(text, 'v-html="html"', cleans)).toBe(expected);
  });
});

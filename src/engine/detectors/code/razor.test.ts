// Tests that the code of Razor components and the head of Astro pages are found at their place.
import { describe, expect, it } from 'vitest';
import { processorMs, tooLongMs } from '../../../../test/processor-time.ts';
import { frontmatterOf } from './embedded.ts';
import { codeBlocksOf } from './razor.ts';

describe('code blocks of a component', () => {
  it.each([
    ['no code', '<h1>@Title</h1>', undefined],
    ['a block that never ends', '<b>hello</b> @code { int n;', undefined],
    ['nothing before it', '@code { int n; }', undefined],
  ])('%s', (_, body, expected) => {
    expect(codeBlocksOf(body)).toBe(expected);
  });

  it('keeps every position, and counts no brace of a text', () => {
    const body =
      '@page "/a"\n<h1>@Title</h1>\n\n@code {\n  string a = "}"; // }\n  void B() { }\n}\n<p>{</p>';
    const text = codeBlocksOf(body) ?? '';
    expect(text.indexOf('void B')).toBe(body.indexOf('void B'));
    expect(text.slice(0, body.length)).not.toContain('<p>');
    expect(text).toContain('class _{');
  });

  it('is quick with what never ends', () => {
    const started = processorMs();
    codeBlocksOf(` ${'@code {'.repeat(40_000)}`);
    codeBlocksOf(`         @code {${'{"'.repeat(40_000)}`);
    expect(processorMs() - started).toBeLessThan(tooLongMs);
  });
});

describe('the head of an Astro page', () => {
  it.each([
    ['no head', '<p>a</p>', undefined],
    ['a head', '---\nconst a = 1\n---\n<p>{a}</p>', '   \nconst a = 1\n   \n          '],
    ['a head that does not end', '---\nconst a = 1\n<p>', undefined],
    ['a script behind it', '---\na()\n---\n<script>b()</script>', '   \na()\n   \n        b()         '],
  ])('%s', (_, body, expected) => {
    expect(frontmatterOf(body)?.text).toBe(expected);
  });
});

// Tests that the Ruby of a template is found at its place.
import { describe, expect, it } from 'vitest';
import { processorMs, tooLongMs } from '../../../../test/processor-time.ts';
import { rubyOf } from './embedded-ruby.ts';

describe('the Ruby of a template', () => {
  it.each([
    ['no code', '<p>%></p>', undefined],
    ['a comment only', '<p><%# a %></p><% # b %>', undefined],
    ['a tag that stands for itself', '<%% a %>', undefined],
    ['a value', '<p><%= a %></p>', '       a ;     '],
    ['a value as it is', '<%== a %><%=raw b%>', '     a ;    raw b; '],
    ['blocks', '<% a.each do |b| -%>x<% end %>', '   a.each do |b|  ;     end ; '],
    ['comments in code', '<% a # b\nc "#{d}" %>', '   a    \nc "#{d}" ; '],
    ['what never ends', '<% a %><% b', '   a ;     '],
    ['lines', 'a\n<%=\n b %>\n', ' \n   \n b ; \n'],
  ])('%s', (_, body, expected) => expect(rubyOf(body)).toBe(expected));

  it('is quick with what never ends', () => {
    const started = processorMs();
    rubyOf('<%= '.repeat(50_000));
    rubyOf('<% a %>'.repeat(50_000));
    rubyOf(`<% ${' #'.repeat(50_000)} %>`);
    expect(processorMs() - started).toBeLessThan(tooLongMs);
  });
});

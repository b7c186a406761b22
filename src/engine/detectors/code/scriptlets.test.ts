// Tests that the Java of a page is found at its place, and that the detector follows values through it.
import { describe, expect, it } from 'vitest';
import { processorMs, tooLongMs } from '../../../../test/processor-time.ts';
import { scriptletsOf } from './scriptlets.ts';

describe('scriptlets', () => {
  it.each([
    ['no code', '<p>${param.q}</p>', undefined],
    ['a comment only', '<%-- <%= q %> --%>', undefined],
    ['a value that is printed', '<p><%= q %></p>', '   _e( q );    '],
    ['a statement around markup', '<% if (a) { %><b>x</b><% } %>', '   if (a) {              }   '],
    ['a declaration', '<%! int n = 1; %>', '    int n = 1;   '],
    ['an attribute of a tag library', '<c:out value="<%= q %>"/>', '              _v( q );   '],
    ['an attribute after another value', '<a b="<%= x %>" c="<%= q %>">', '      _e( x );     _e( q );  '],
    ['a page that is included', '<jsp:include page="<%= p %>"/>', '                   _i( p );   '],
    ['an element', '<jsp:expression>q</jsp:expression>', `${' '.repeat(13)}_e(q);${' '.repeat(15)}`],
    ['lines stay', 'a\r\n<%\nx();\n%>', ' \r\n  \nx();\n  '],
  ])('%s', (_, body, expected) => {
    const text = scriptletsOf(body);
    expect(text?.slice(0, body.length)).toBe(expected);
  });

  it('names the imports behind the last line', () => {
    const text = scriptletsOf('<%@ page import="java.util.List, java.io.*" %><%= x %>');
    expect(text?.split('\n')[1]).toBe('import javax.servlet.jsp.*;import java.util.List;import java.io.*;');
  });

  it('is quick with what never ends', () => {
    const started = processorMs();
    scriptletsOf('<%= '.repeat(50_000));
    scriptletsOf(`<c:out ${'a="<%= '.repeat(20_000)}`);
    scriptletsOf('<jsp:scriptlet>'.repeat(20_000));
    expect(processorMs() - started).toBeLessThan(tooLongMs);
  });
});

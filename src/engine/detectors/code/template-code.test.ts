// Tests that the code of EJS, Blade, Razor and ASPX pages is found at its place, and that values are followed through it.
import { describe, expect, it } from 'vitest';
import { processorMs, tooLongMs } from '../../../../test/processor-time.ts';
import { code } from './index.ts';
import { inputOf } from './input-for-tests.ts';
import { aspOf, bladeOf, ejsOf, razorStatementsOf } from './template-code.ts';

type TextOf = (body: string) => string | undefined;

describe.each<[string, TextOf, [string, string, string | undefined][]]>([
  [
    'EJS',
    ejsOf,
    [
      ['no code', '<p>%></p>', undefined],
      ['a comment only', '<%# a %>', undefined],
      ['a tag that stands for itself', '<%% a %>', undefined],
      ['a value', '<p><%= a %></p>', '       a ;     '],
      ['a value as it is', '<%- a; -%>', '_e( a   );'],
      ['a part of the page', "<%- include('a') -%><%- body %>", "    include('a')  ;     body ; "],
      ['blocks', '<% if (a) { %>x<% } else { %>y<% } %>', '   if (a) {       } else {       }   '],
      ['statements', '<% a() %><%_ b(); _%>', '   a() ;     b();    '],
      ['comments', '<% a() // b %>', '   a()      ; '],
      ['lines', 'a\n<%=\n b %>\n', ' \n   \n b ; \n'],
      ['what never ends', '<% a() %><% b', '   a() ;     '],
    ],
  ],
  [
    'Blade',
    bladeOf,
    [
      ['no code', '<p>{{ $a }}</p>', undefined],
      ['a block', '@php\n$a = 1;\n@endphp', '<?  \n$a = 1;\n     ?>'],
      ['a value as it is', '<p>{!! $a !!}</p>', '<p><?= $a  ?></p>'],
      ['a comment', '{{-- {!! $a !!} --}}@php $b @endphp', `${' '.repeat(20)}<?   $b      ?>`],
      ['the short form', '@php($a = 1)', undefined],
      ['a tag that stands for itself', '@{!! $a !!}', undefined],
    ],
  ],
  [
    'Razor',
    razorStatementsOf,
    [
      ['no code', '<p>@Model.A</p>', undefined],
      ['a block', '@{\n  var a = 1;\n}\n<p>', '; \n  var a = 1;\n \n   '],
      ['markup in a block', '@{\n  <p>a</p>\n  var a = "}";\n}', '; \n          \n  var a = "}";\n '],
      ['a value as it is', '<b>@Html.Raw(a(")"))</b>', '   ;Html.Raw(a(")"))    '],
      ['a block that never ends', '@{ var a = 1;', undefined],
    ],
  ],
  [
    'ASPX',
    aspOf,
    [
      ['no code', '<%@ Page Language="C#" %><%: a %><%# b %>', undefined],
      ['Visual Basic', '<%@ Page Language="VB" %><% a() %>', undefined],
      ['a statement', '<% a(); %>', '   a();   '],
      ['a value', '<p><%= a %></p>', '   _e( a );    '],
      ['members', '<script runat="server">int n;</script>', `${' '.repeat(15)}class _{int n;}        `],
    ],
  ],
])('%s', (_, textOf, rows) => {
  it.each(rows)('%s', (_name, body, expected) => {
    const text = textOf(body)?.slice(0, body.length);
    expect(text).toBe(expected);
  });
});

it('is quick with what never ends', () => {
  const started = processorMs();
  for (const textOf of [ejsOf, bladeOf, razorStatementsOf, aspOf])
    for (const part of [
      '<% ',
      '<%= a %>',
      '{!! ',
      '{!! $a !!}',
      '@php ',
      '@{',
      '@Html.Raw(',
      '@{}',
      '<script runat="server">',
    ])
      textOf(part.repeat(40_000));
  ejsOf(`<% ${'// '.repeat(50_000)}" %>`);
  expect(processorMs() - started).toBeLessThan(tooLongMs);
});

describe('values of a page', () => {
  it.each([
    ['views/a.ejs', '<% const q = req.query.q; %>\n<p><%- q %></p>', ['html-from-text high']],
    ['views/a.ejs', '<% const q = req.query.q; %>\n<p><%= q %></p>', []],
    ['views/a.ejs', '<% eval(locals.query.code) %>', ['eval-of-text critical']],
    ['views/a.ejs', "<%- include('a', { q: req.query.q }) %><%- body %>", []],
    [
      'views/a.ejs',
      '<% const n = Number(req.query.n); %>\n<p><%- n %></p>',
      ['template-escaping-bypassed low'],
    ],
    ['views/a.blade.php', "@php\n  $q = request('q');\n@endphp\n{!! $q !!}", ['html-from-text high']],
    ['views/a.blade.php', "@php\n  $q = request('q');\n@endphp\n{{ $q }}", []],
    [
      'views/a.blade.php',
      `@php($x = 1)\n<?php DB::select("select * from a where b = '" . $_GET['b'] . "'"); ?>`,
      ['sql-from-interpolation high'],
    ],
    ['views/a.blade.php', '<p>{!! $page->body() !!}</p>', ['template-escaping-bypassed medium']],
    ['views/a.blade.php', '<p>{!! $page->html() !!}</p>', ['template-escaping-bypassed low']],
    ['views/a.erb', '<p><%== @row %></p>', ['template-escaping-bypassed medium']],
    ['views/a.erb', '<p><%== spark(@rows) %></p>', ['template-escaping-bypassed low']],
    ['Views/A.cshtml', '@{\n  var q = Request.Query["q"];\n}\n<p>@Html.Raw(q)</p>', ['html-from-text high']],
    ['Views/A.cshtml', '@{\n  var q = Request.Query["q"];\n}\n<p>@q</p>', []],
    ['A.aspx', '<% Response.Redirect(Request["to"]); %>', ['redirect-from-request medium']],
    ['A.aspx', '<% var q = Request["q"]; %><p><%= q %></p>', ['html-from-text high']],
    ['A.aspx', '<% var q = Request["q"]; %><p><%: q %></p>', []],
  ])('%s: %s', async (path, body, expected) => {
    const { files, input } = await inputOf({ [path]: body });
    const found = files.flatMap((file) => [...(code.detectFile?.(file, input) ?? [])]);
    expect(
      found.map((one) =>
        'finding' in one ? `${one.finding.rule} ${one.finding.severity}` : one.notChecked.reason,
      ),
    ).toEqual(expected);
  });
});

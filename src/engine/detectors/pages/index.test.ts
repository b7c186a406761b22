// What is found in pages and templates, and what is left alone.
import { describe, expect, it } from 'vitest';
import { allFindings } from '../../../../test/detector-findings.ts';
import { pages } from './index.ts';

const found = (body: string, path = 'app/pages/a.html'): string[] =>
  allFindings(pages, path, body, 'templates', 'code/debug-mode');
const django = (body: string): string => `{% extends "base.html" %}\n${body}\n`;

describe('pages', () => {
  it.each([
    ['form-without-token low', django('<form\n  method="post"><input name="a">\n</form>')],
    ['form-without-token low', django('<form action="{% url \'x\' %}" method=POST></form>')],
    ['page-loads-unprotected medium', '<form action="http://shop.acme.dev/pay" method="post"></form>'],
    ['page-loads-unprotected medium', '<script src="http://cdn.acme.dev/a.js"></script>'],
    ['page-loads-unprotected low', '<link rel="stylesheet" href="http://cdn.acme.dev/a.css">'],
    ['script-without-integrity low', '<script\n  src="https://cdn.acme.dev/a.js"></script>'],
    ['link-hands-over-window low', '<a target="_blank" href="https://acme.dev">x</a>'],
    ['template-value-in-event-handler low', '<a href="javascript:go(\'{{ id }}\')">x</a>'],
    ['template-value-as-address low', '<iframe src="{{ url }}"></iframe>'],
    ['frame-sandbox-open low', '<iframe src="/a" sandbox="allow-scripts allow-same-origin"></iframe>'],
    ['form-without-token low', django('<form method="post" class="a">\n{{ form.as_p }}\n</form>')],
    ['link-hands-over-window low', '<a href="//acme.dev/a" target=_blank>x</a>'],
    ['link-hands-over-window low', '<a href="{{ page.link }}" target="_blank">x</a>'],
    ['script-without-integrity low', '<link rel="stylesheet" href="https://cdn.acme.dev/a.css">'],
    ['script-without-integrity low', '<script src="//cdn.acme.dev/a.js"></script>'],
    ['frame-sandbox-open low', '<iframe sandbox="allow-same-origin allow-scripts" src="/b"></iframe>'],
    ['frame-sandbox-open low', '<iframe sandbox="allow-forms allow-scripts allow-same-origin"></iframe>'],
    ['debug-mode-on low', '{% debug %}'],
    ['template-escaping-bypassed low', '{% blocktranslate with name=x|safe %}hello{% endblocktranslate %}'],
  ])('%s: %s', (expected, body) => expect(found(body)).toEqual([expected]));

  it.each([
    django('<form method="post">\n  {% csrf_token %}\n</form>'),
    django('<form method="post">{{ form.hidden_tag() }}</form>'),
    django('<form method="get" action="/search"></form>'),
    '<form method="post" action="/a"></form>',
    '<!-- <script src="http://cdn.acme.dev/a.js"></script> -->',
    '<script src="https://cdn.acme.dev/a.js" integrity="sha384-abc" crossorigin="anonymous"></script>',
    '<script src="/static/a.js"></script>',
    '<script src="http://localhost:3000/a.js"></script>',
    '<a target="_blank" rel="noopener" href="https://acme.dev">x</a>',
    '<a target="_blank" href="/help">x</a>',
    '<a href="javascript:void(0)">x</a>',
    '<iframe src="/a" sandbox="allow-scripts"></iframe>',
    '<link rel="canonical" href="http://acme.dev/">',
    '<script id="tsd-icons"></script><a target="_blank" href="https://acme.dev">x</a>',
  ])('leaves alone: %s', (body) => expect(found(body)).toEqual([]));

  it.each([
    ['<form method="POST" action="/pay">\n  <input name="a">\n</form>', ['form-without-token low']],
    ['<form method="POST">\n  @csrf\n</form>', []],
    ['<form method="POST">\n  {{ csrf_field() }}\n</form>', []],
    ['<form method="POST" wire:submit="save"></form>', []],
    ['<form method="GET" action="/find"></form>', []],
  ])('Blade: %s', (body, expected) => expect(found(body, 'resources/views/pay.blade.php')).toEqual(expected));

  it.each([
    [
      'views/pay.ejs',
      '<form method="post" action="/pay"><input name="a"></form>',
      ['form-without-token low'],
    ],
    ['app/views/a.html.erb', '<form action="/pay" method="POST"></form>', ['form-without-token low']],
    ['WEB-INF/a.jsp', '<form method="post" action="/a"><input name="b"></form>', ['form-without-token low']],
    ['views/pay.hbs', '<form method="post"><input name="_csrf" value="{{csrfToken}}"></form>', []],
    ['views/pay.ejs', '<form method="post"><%- include("token") %></form>', []],
    ['views/pay.ejs', '<form method="get" action="/find"></form>', []],
    ['app/views/a.html.erb', '<form method="post" data-remote="true"></form>', []],
    ['WEB-INF/a.jsp', '<form method="post"><input type="hidden" name="key" value="${key}"></form>', []],
  ])('forms of servers: %s %s', (path, body, expected) => expect(found(body, path)).toEqual(expected));

  it('reads other files not at all', () =>
    expect(found('<script src="http://cdn.acme.dev/a.js"></script>', 'app/a.md')).toEqual([]));
});

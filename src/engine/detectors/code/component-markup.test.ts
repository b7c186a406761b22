// Tests that the bindings of a component's markup are read with its script.
import { describe, expect, it } from 'vitest';
import { processorMs, tooLongMs } from '../../../../test/processor-time.ts';
import { withMarkup } from './component-markup.ts';
import { code } from './index.ts';
import { inputOf } from './input-for-tests.ts';

describe('bindings', () => {
  it.each([
    ['nothing bound', '<p>{{ a }}</p>', true, undefined],
    ['a text', '<p :title="a"><img :src="a"></p>', true, undefined],
    ['an address', '<a :href="a">x</a>', true, ';_u(a)'],
    ['a style sheet', '<link :href="a">', true, undefined],
    ['markup', '<p v-html="a"/>', true, ';_e(a)'],
    ['a comment', '<!-- <p v-html="a"/> --><p/>', true, undefined],
    ['before the script', '<template>\n<a :href="a">\n</template>\n', true, ';()=>{ ;_u(a) };'],
    ['in braces', '<a href={a}>x</a>', false, ';_u(a)'],
    ['in braces and quotes', '<a href="{a}">', false, ';_u(a)'],
    ['beside other text', '<a href="/b/{a}">', false, undefined],
    ['a tag of Svelte', '{@html a}', false, ';_e( a)'],
    ['what Astro sets', '<p set:html={a} />', false, ';_e(a)'],
    ['braces that never end', '<a href={a', false, undefined],
  ])('%s', (_, body, isVue, expected) => {
    const text = withMarkup(body, undefined, isVue)?.replace(/\nimport _p from 'component-page';\n$/, '');
    expect(text?.trim().replace(/\s+/g, ' ')).toBe(expected);
    if (text !== undefined) expect(text.length).toBe(body.length);
    expect(text?.search(/a\)/)).toBe(expected && body.search(/a["}]/));
  });

  it('is quick with what never ends', () => {
    const started = processorMs();
    for (const part of ['<a href={', '{@html ', '<a :href="', '<a b', '<!-- ', '{@html {', '<script '])
      for (const isVue of [true, false]) withMarkup(part.repeat(40_000), undefined, isVue);
    expect(processorMs() - started).toBeLessThan(tooLongMs);
  });
});

const vue = (markup: string, script: string): string =>
  `<template>\n${markup}\n</template>\n<script setup>\nimport { computed } from 'vue';\nimport { useRoute } from 'vue-router';\nconst route = useRoute();\n${script}\n</script>\n`;

describe('values of a component', () => {
  it.each([
    [
      'A.vue',
      vue('<a :href="to">x</a>', 'const to = route.query.to;'),
      ['2 script-address-from-page medium'],
    ],
    [
      'A.vue',
      vue('<p v-html="note" />', 'const note = computed(() => route.query.note);'),
      ['2 html-from-text high'],
    ],
    ['A.vue', vue('<a :href="`/users/${id}`">x</a>', 'const id = route.params.id;'), []],
    ['A.vue', vue('<a v-for="l in links" :href="l.href">x</a>', "const links = [{ href: '/a' }];"), []],
    ['A.js', '_u(location.hash);\n_e(location.hash);', []],
    // What no script can read leaves the script as it was.
    ['A.vue', vue('<a :href="to in">x</a>', 'eval(route.query.to);'), ['8 eval-of-text critical']],
    [
      'A.svelte',
      '<script>\n  import { page } from "$app/stores";\n  $: to = $page.url.searchParams.get("to");\n</script>\n<a href={to}>x</a>',
      ['5 script-address-from-page medium'],
    ],
    [
      'A.svelte',
      '<script>\n  export let data;\n</script>\n<a href={data.user.id}>x</a>\n<img src={data.image}>',
      [],
    ],
    [
      'A.astro',
      "---\nconst q = Astro.url.searchParams.get('q');\n---\n<p>{q}</p>\n<p set:html={q} />",
      ['5 html-from-text high'],
    ],
    ['A.html.erb', '<% to = params[:to] %>\n<a href="<%= to %>">x</a>', ['2 html-from-text medium']],
    ['A.html.erb', '<a href="<%= request.path %>?sort=name">x</a>', []],
    ['A.html.erb', '<a href="<%= request.referer %>">x</a>', []],
    ['views/a.ejs', '<form action="<%= req.originalUrl %>">', []],
    ['Views/A.cshtml', '@{\n  var to = Request.Path;\n}\n<a href="@to">x</a>', []],
    [
      'Views/A.cshtml',
      '@{\n  var to = Request.Query["to"];\n}\n<a href="@to">x</a>',
      ['4 html-from-text medium'],
    ],
    ['A.astro', '---\nconst to = Astro.url.pathname;\n---\n<a href={to}>x</a>', []],
    ['A.html.erb', '<% to = params[:to] %>\n<a href="/a?to=<%= to %>">x</a>', []],
    [
      'views/a.ejs',
      '<% const to = req.query.to %>\n<a href="<%= to %>">x</a>',
      ['2 script-address-from-page medium'],
    ],
    ['views/a.ejs', '<% const to = req.query.to %>\n<a title="<%= to %>">x</a>', []],
  ])('%s: %s', async (path, body, expected) => {
    const { files, input } = await inputOf({ [path]: body });
    const found = files.flatMap((file) => [...(code.detectFile?.(file, input) ?? [])]);
    expect(
      found.map((one) =>
        'finding' in one
          ? `${one.finding.start.line} ${one.finding.rule} ${one.finding.severity}`
          : one.notChecked.reason,
      ),
    ).toEqual(expected);
  });
});

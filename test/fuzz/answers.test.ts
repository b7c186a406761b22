// No answer of a registry and no payload of a webhook makes a reader do more than refuse.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ZodError } from 'zod';
import { ecosystems } from '../../src/engine/ecosystems/index.ts';
import { interpret, knownEvents } from '../../src/server/events.ts';
import { realPorts, type Ports } from '../../src/lookups/ports.ts';
import { createPlainRegistry, packageLimits } from '../../src/lookups/registries.ts';
import { fuzzBudget, fuzzTimeout } from '../fuzz-budget.ts';
import { processorMs, tooLongMs } from '../processor-time.ts';
import { reshaped, texts } from './damage.ts';

const time = '2020-01-01T00:00:00Z';
/** A sound answer of each registry about the package `a/x` or the like. */
const answers: Readonly<Record<string, unknown>> = {
  npm: {
    name: 'x',
    versions: { '1.0.0': { scripts: { install: 'y' } } },
    time: { '1.0.0': time },
    maintainers: [{ name: 'm' }],
    license: 'MIT',
  },
  pypi: {
    info: { name: 'x', classifiers: [], project_urls: { Source: 'https://github.com/a/x' } },
    releases: { '1.0': [{ upload_time_iso_8601: time, packagetype: 'sdist' }] },
  },
  crates: {
    crate: { id: 'x', name: 'x', created_at: time, recent_downloads: 1 },
    versions: [{ num: '1.0.0', created_at: time, yanked: false }],
  },
  hex: {
    name: 'x',
    inserted_at: time,
    releases: [{ version: '1.0.0', inserted_at: time }],
    retirements: {},
    meta: { licenses: ['MIT'], links: {} },
    owners: [],
  },
  pub: {
    name: 'x',
    versions: [{ version: '1.0.0', published: time }],
    latest: { version: '1.0.0', pubspec: {} },
  },
  packagist: { minified: 'composer/2.0', packages: { 'a/x': [{ name: 'a/x', version: '1.0.0', time }] } },
  rubygems: [[{ number: '1.0.0', created_at: time, platform: 'ruby' }], { name: 'x', downloads: 1 }],
  nuget: {
    items: [
      {
        '@id': 'https://h/v3/registration5-gz-semver2/x/page/1.json',
        count: 1,
        items: [{ catalogEntry: { id: 'x', version: '1.0.0', published: time } }],
      },
    ],
  },
  go: ['v1.0.0\nv1.1.0', { Version: 'v1.1.0', Time: time }],
  jsr: { scope: 'a', name: 'x', versions: { '1.0.0': { createdAt: time } } },
  actions: [
    { full_name: 'a/x', archived: false, created_at: time, license: { spdx_id: 'MIT' } },
    [{ ref: 'refs/tags/v1' }],
  ],
  swift: [{ full_name: 'a/x', archived: false }, [{ ref: 'refs/tags/1.0.0' }]],
  conda: {},
  docker: { name: 'x', namespace: 'a', last_updated: time },
};
const named: Readonly<Record<string, string>> = {
  jsr: '@a/x',
  packagist: 'a/x',
  go: 'example.com/a/x',
  actions: 'a/x',
  swift: 'github.com/a/x',
  docker: 'a/x',
  maven: 'g.h:x',
};
const metadata =
  '<?xml version="1.0"?><metadata><groupId>g.h</groupId><artifactId>x</artifactId><versioning><versions><version>1.0</version></versions></versioning></metadata>';
const simple = '<!doctype html><a href="x-1.0.tar.gz" data-yanked="">x-1.0.tar.gz</a>';

describe.each(ecosystems.map((ecosystem) => [ecosystem.id, ecosystem] as const))('%s', (id, ecosystem) => {
  const name = named[id] ?? 'x';
  const seed = id === 'maven' ? undefined : answers[id];

  test('has a sample', () => {
    expect(id === 'maven' || seed !== undefined).toBe(true);
    // One that is refused would leave the reader unseen.
    if (id !== 'conda') ecosystem.readRecord(name, id === 'maven' ? metadata : seed, []);
  });

  test(
    'an answer is read or refused',
    () => {
      const bodies = id === 'maven' ? texts([metadata]) : reshaped(seed);
      fc.assert(
        fc.property(bodies, fc.array(bodies, { maxLength: 2 }), (body, pages) => {
          // Where the next answers lie is the server's word: they stay below the registry's own address.
          for (const path of attempt(() => [
            ...(ecosystem.further?.(body) ?? []),
            ...(ecosystem.extras?.(name, body) ?? []),
          ]) ?? [])
            expect(path).toMatch(/^\/(?!\/)/);
          const record = attempt(() => ecosystem.readRecord(name, body, pages));
          if (record?.exists)
            for (const { version } of record.versions) expect(typeof version).toBe('string');
        }),
        fuzzBudget(150),
      );
    },
    fuzzTimeout(30_000),
  );

  test(
    'any name is asked for below the registry',
    async () => {
      const seen: string[] = [];
      const ports = {
        ...realPorts,
        fetch: async (url: string) => {
          seen.push(url);
          return new Response('{}', { status: 404 });
        },
      } as unknown as Ports;
      const address = 'https://registry.example/base';
      const ask = createPlainRegistry(address, {
        userAgent: 'x',
        ports,
        limits: packageLimits,
        isPrivate: true,
      });
      const hostile = [
        '../../x',
        'a/../../b',
        '//evil.example/x',
        'x?y#z',
        '@a/x',
        'a:b',
        'x\r\ny: z',
        '..%2f..',
        'a\\..\\b',
      ];
      await fc.assert(
        fc.asyncProperty(texts(hostile), async (wanted) => {
          for (const asked of [ecosystem, { ...ecosystem, ...ecosystem.privately }])
            await ask(asked, wanted, { deadline: Infinity, requestsLeft: 9 }).catch(() => {});
          for (const url of seen.splice(0)) {
            const { origin, pathname } = new URL(url);
            expect(origin).toBe('https://registry.example');
            expect(pathname.startsWith('/base/'), url).toBe(true);
          }
        }),
        fuzzBudget(150),
      );
    },
    fuzzTimeout(30_000),
  );
});

test('pages of an index of pip', () => {
  const { privately } = ecosystems.find(({ id }) => id === 'pypi')!;
  privately!.readRecord('x', simple);
  fc.assert(
    fc.property(
      texts([simple, '{"name":"x","files":[{"filename":"x-1.0-py3-none-any.whl","yanked":"why"}]}']),
      (body) => {
        attempt(() => privately!.readRecord('x', body));
      },
    ),
    fuzzBudget(300),
  );
  const started = processorMs();
  for (const part of ['<a ', '<a>', 'x-', '<a href="x">x-1.0.tar.gz</a>'])
    attempt(() => privately!.readRecord('x', part.repeat(100_000)));
  expect(processorMs() - started).toBeLessThan(tooLongMs);
});

test.each([
  ['crates', '{"name":"x","vers":"1.0.0","yanked":false}\n{"name":"x","vers":"1.1.0"}\n'],
  ['rubygems', `---\n1.0.0 y:>= 1|checksum:${'a'.repeat(64)}\n`],
  ['maven', metadata],
])('an index of one’s own: %s', (id, text) => {
  const { privately } = ecosystems.find((one) => one.id === id)!;
  privately!.readRecord(named[id] ?? 'x', text);
  fc.assert(
    fc.property(texts([text]), (body) => {
      attempt(() => privately!.readRecord(named[id] ?? 'x', body));
    }),
    fuzzBudget(200),
  );
});

const payload = {
  action: 'opened',
  number: 7,
  pull_request: {
    number: 7,
    head: { sha: 'a'.repeat(40), ref: 'b' },
    base: { ref: 'main' },
    title: 't',
    user: { login: 'u' },
  },
  merge_group: { head_sha: 'b'.repeat(40), head_ref: 'refs/heads/gh-readonly-queue/main/pr-7-x' },
  check_run: { id: 1, head_sha: 'c'.repeat(40), app: { id: 1 }, external_id: 'x', name: 'LangGuard' },
  check_suite: { head_sha: 'd'.repeat(40), app: { id: 1 } },
  requested_action: { identifier: 'waive' },
  issue: { number: 7, pull_request: {} },
  comment: { id: 1, body: '/langguard rerun', user: { login: 'u', type: 'User' } },
  review: { state: 'approved', user: { login: 'u' } },
  changes: { base: { ref: { from: 'x' } }, login: { from: 'y' } },
  repository: { id: 2, name: 'r', full_name: 'o/r', owner: { login: 'o' } },
  repositories_added: [{ id: 2 }],
  repositories_removed: [{ id: 3 }],
  account: { login: 'o' },
  sender: { login: 's', type: 'User' },
  installation: { id: 3 },
};

test.each([...knownEvents])(
  'the event %s',
  (event) => {
    fc.assert(
      fc.property(reshaped(payload), fc.string({ maxLength: 20 }), (body, action) => {
        for (const given of [body, typeof body === 'object' && body !== null ? { ...body, action } : body]) {
          try {
            interpret(event, given, new Date(0));
          } catch (error) {
            // What lacks its fields is refused, and said so by the ingress.
            if (!(error instanceof ZodError)) throw error;
          }
        }
      }),
      fuzzBudget(100),
    );
  },
  fuzzTimeout(30_000),
);

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

// The readers, the registry's record and the remedies of rubygems.
import { expect, test } from 'vitest';
import { entriesOf, restOf } from '../../../../test/parsed-entries.ts';
import { rubygems } from './index.ts';

const gemfile = `# frozen_string_literal: true
source "https://rubygems.org"
git_source(:github) { |repo| "https://github.com/#{repo}.git" }

ruby "3.2.2"

gem "rails", "~> 7.0.4", ">= 7.0.4.3"
gem 'pg', '1.5.3'
gem "bootsnap", require: false # speed
gem 'a', git: 'https://github.com/x/a.git', branch: 'main'
gem 'b', github: 'x/b', :ref => 'abc'
gem('c', '~> 1')
gem "d",
    "~> 2.0",
    require: false
gem 'e' if RUBY_VERSION < '3'
group :development, :test do
  gem "rspec-rails", "~> 6.0"
  platforms :mri do
    gem 'byebug'
  end
end
if ENV['X']
  gem 'f', path: './f'
end
source 'https://gems.acme.example' do
  gem 'private'
end
gem 'g', group: :test
gem %q{h}, [">= 1", "< 2"]
gem "i#{x}"
gemspec
%w[j k].each { |n| gem n }
gem 'last'
`;

test('Gemfile', () => {
  expect(entriesOf(rubygems, 'Gemfile', gemfile)).toEqual([
    'rails ~> 7.0.4, >= 7.0.4.3 runtime registry 7:1 gem "rails", "~> 7.0.4", ">= 7.0.4.3"',
    "pg 1.5.3 runtime registry 8:1 gem 'pg', '1.5.3'",
    'bootsnap - runtime registry 9:1 gem "bootsnap"',
    "a https://github.com/x/a.git#main runtime git 10:1 gem 'a'",
    "b https://github.com/x/b.git#abc runtime git 11:1 gem 'b'",
    "c ~> 1 runtime registry 12:5 'c', '~> 1'",
    'd ~> 2.0 runtime registry 14:5 "~> 2.0"',
    "e - runtime registry 16:1 gem 'e'",
    'rspec-rails ~> 6.0 development registry 18:3 gem "rspec-rails", "~> 6.0"',
    "byebug - development registry 20:5 gem 'byebug'",
    "f ./f runtime path 24:3 gem 'f'",
    "private - runtime registry=https://gems.acme.example 27:3 gem 'private'",
    "g - development registry 29:1 gem 'g'",
    'h >= 1, < 2 runtime registry 30:1 gem %q{h}, [">= 1", "< 2"]',
    "last - runtime registry 34:1 gem 'last'",
  ]);
  expect(restOf(rubygems.parse('Gemfile', gemfile))).toEqual({
    unreadable: ['31: the name of a gem is not a plain text'],
    registries: [],
    includes: [],
  });
});

const xGemspec = `Gem::Specification.new do |s|
  s.name = "x"
  s.add_dependency "rack", ">= 2.0", "< 4"
  s.add_runtime_dependency(%q<nokogiri>.freeze, ["~> 1.6".freeze])
  s.add_development_dependency 'rake'
end
`;

test('x.gemspec', () => {
  expect(entriesOf(rubygems, 'x.gemspec', xGemspec)).toEqual([
    'rack >= 2.0, < 4 runtime registry 3:20 "rack", ">= 2.0", "< 4"',
    'nokogiri ~> 1.6 runtime registry 4:28 %q<nokogiri>.freeze, ["~> 1.6".freeze]',
    "rake - development registry 5:32 'rake'",
  ]);
  expect(restOf(rubygems.parse('x.gemspec', xGemspec))).toEqual({
    unreadable: [],
    registries: [],
    includes: [],
  });
});

const gemfileLock = `GIT
  remote: https://github.com/x/a.git
  revision: 0123456789012345678901234567890123456789
  branch: main
  specs:
    a (0.1.0)
      rack

PATH
  remote: .
  specs:
    x (1.0.0)

GEM
  remote: https://rubygems.org/
  specs:
    nokogiri (1.15.4)
      mini_portile2 (~> 2.8.2)
      racc (~> 1.4)
    nokogiri (1.15.4-x86_64-linux)
      racc (~> 1.4)
    racc (1.7.1)

PLATFORMS
  ruby

DEPENDENCIES
  a!
  nokogiri

CHECKSUMS
  nokogiri (1.15.4) sha256=aa
  nokogiri (1.15.4-x86_64-linux) sha256=bb
  racc (1.7.1) sha256=cc

BUNDLED WITH
   2.4.19
`;

test('Gemfile.lock', () => {
  expect(entriesOf(rubygems, 'Gemfile.lock', gemfileLock)).toEqual([
    'a 0.1.0 runtime git 6:5 a (0.1.0)',
    'x 1.0.0 runtime path 12:5 x (1.0.0)',
    'nokogiri 1.15.4 runtime registry 17:5 nokogiri (1.15.4)',
    'racc 1.7.1 runtime registry 22:5 racc (1.7.1)',
  ]);
  expect(restOf(rubygems.parse('Gemfile.lock', gemfileLock))).toEqual({
    unreadable: [],
    registries: [],
    includes: [],
  });
});

test('Gemfile.lock: origins, digests of every platform, and what each gem asks for', () => {
  expect(
    rubygems
      .parse('Gemfile.lock', gemfileLock)
      .dependencies.map((one) => [one.name, one.resolved, one.integrity, one.requires]),
  ).toEqual([
    ['a', `https://github.com/x/a.git#${'0123456789'.repeat(4)}`, undefined, ['rack']],
    ['x', '.', undefined, undefined],
    ['nokogiri', undefined, 'sha256:aa sha256:bb', ['mini_portile2', 'racc']],
    ['racc', undefined, 'sha256:cc', undefined],
  ]);
});

test('gems of another registry', () => {
  const text = 'GEM\n  remote: https://gems.acme.example/\n  specs:\n    own (1.0)\n';
  expect(rubygems.parse('Gemfile.lock', text)).toMatchObject({
    dependencies: [{ name: 'own', resolved: 'https://gems.acme.example/' }],
    registries: ['https://gems.acme.example/'],
  });
});

test.each([
  ["gem 'a', '1.0' # gem 'b'", ['a 1.0']],
  ["gem('a', require: false) if x", ['a -']],
  ["gem 'a'; gem 'b'", ['a -', 'b -']],
  ["=begin\ngem 'a'\n=end\ngem 'b'", ['b -']],
  ["gem 'a'\n__END__\ngem 'b'", ['a -']],
  ['gem \'a\', "#{x}"', ['a #{x}']],
  ["group :test do\n  gem 'a',\n    '~> 1',\n    require: false\nend\ngem 'b'", ['a ~> 1', 'b -']],
  ["gem 'a', '>= 1', '< 3', platforms: [:mri, :mingw]", ['a >= 1, < 3']],
])('%j', (text, expected) => {
  const { dependencies } = rubygems.parse('Gemfile', text);
  expect(dependencies.map((one) => `${one.name} ${one.requirement ?? '-'}`)).toEqual(expected);
});

test('blocks give their scope and source to what stands in them, and to nothing after', () => {
  const text =
    "git 'https://x/y.git', tag: 'v1' do\n  gem 'a'\nend\ngroup :development do\n  if x\n    gem 'b'\n  end\n  gem 'c'\nend\ngem 'd'\n";
  expect(entriesOf(rubygems, 'Gemfile', text).map((line) => line.split(' ').slice(0, 4).join(' '))).toEqual([
    'a https://x/y.git#v1 runtime git',
    'b - development registry',
    'c - development registry',
    'd - runtime registry',
  ]);
});

test('a record of RubyGems', () => {
  const versions = [
    { number: '2.0.0', created_at: '2024-01-02T00:00:00Z', platform: 'java', licenses: ['MIT'] },
    { number: '2.0.0', created_at: '2024-01-01T00:00:00Z', platform: 'ruby', licenses: ['MIT'] },
    { number: '1.0.0', created_at: '2020-01-01T00:00:00Z', platform: 'ruby', licenses: null },
  ];
  const about = { name: 'thing', homepage_uri: 'https://github.com/x/thing', source_code_uri: null };
  expect(rubygems.readRecord('thing', [versions, about])).toEqual({
    exists: true,
    versions: [
      { version: '2.0.0', publishedAt: '2024-01-01T00:00:00Z' },
      { version: '1.0.0', publishedAt: '2020-01-01T00:00:00Z' },
    ],
    createdAt: '2020-01-01T00:00:00Z',
    maintainers: [],
    repository: 'https://github.com/x/thing',
    license: 'MIT',
  });
  expect(() => rubygems.readRecord('other', [versions, about])).toThrow('thing');
  expect(() => rubygems.readRecord('thing', [{ error: 'x' }])).toThrow();
});

test('what was meant', () => {
  expect(rubygems.meant?.('socket')).toEqual({ kind: 'standard-library', of: 'Ruby' });
  expect(rubygems.meant?.('net-http')).toEqual({ kind: 'standard-library', of: 'Ruby' });
  expect(rubygems.meant?.('active-record')).toEqual({ kind: 'package', name: 'activerecord' });
  expect(rubygems.meant?.('rails')).toBeUndefined();
});

test('a remedy put in the place of the entry leaves a Gemfile that reads the same', () => {
  const lines = gemfile.split('\n');
  const { dependencies } = rubygems.parse('Gemfile', gemfile);
  const registry = dependencies.filter((one) => one.source === 'registry');
  for (const one of registry.toReversed()) {
    const line = lines[one.line - 1] ?? '';
    lines[one.line - 1] =
      `${line.slice(0, one.column - 1)}${rubygems.write(one, '9.0.0')}${line.slice(one.endColumn - 1)}`;
  }
  const after = rubygems.parse('Gemfile', lines.join('\n')).dependencies;
  expect(after.map((one) => [one.name, one.source, one.scope])).toEqual(
    dependencies.map((one) => [one.name, one.source, one.scope]),
  );
  expect(new Set(after.filter((one) => one.source === 'registry').map((one) => one.requirement))).toEqual(
    new Set(['~> 9.0.0', '9.0.0']),
  );
});

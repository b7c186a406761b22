// How Ruby requires gems: which feature belongs to which gem, and what comes with Ruby.
import type { Dependency, Import, Imports } from '../../ecosystem.ts';
import { codeText, maxImportChars, rubyLexis } from '../code-text.ts';
import { traces } from './traces.ts';

// Ruby 3.4's standard library with its default and bundled gems. Written by hand, 2026-11-21.
const standard = new Set(
  `English abbrev base64 benchmark bigdecimal bundler cgi coverage csv date datetime dbm debug delegate did_you_mean digest
  drb enumerator erb error_highlight etc expect fcntl fiber fiddle fileutils find forwardable gdbm getoptlong io ipaddr irb
  jruby java json kconv logger mathn matrix minitest mkmf monitor mutex_m net nkf objspace observer open-uri open3 openssl
  optionparser optparse ostruct pathname pp prettyprint prime profile profiler pstore psych pty racc random rational rbconfig
  rdoc readline reline resolv resolv-replace rexml rinda ripper rss rubygems ruby-vm securerandom set shell shellwords
  singleton socket stringio strscan sync syntax_suggest syslog tempfile test tk thread thwait time timeout tmpdir tracer
  tsort typeprof un unicode_normalize uri weakref webrick win32ole win32 yaml zlib ubygems rake complex continuation bcrypt_pbkdf
  power_assert rbs prism io-console continuation test-unit spec_helper rails_helper test_helper helper config environment
  boot application version`.split(/\s+/),
);

// Feature, then the gems that bring it, the usual one first.
const bringersOf = new Map(
  `
active_support activesupport rails
active_record activerecord rails
active_model activemodel rails
active_job activejob rails
active_storage activestorage rails
action_controller actionpack rails
action_dispatch actionpack rails
action_view actionview rails
action_mailer actionmailer rails
action_cable actioncable rails
abstract_controller actionpack rails
rails rails railties
sprockets sprockets sprockets-rails rails
rack rack sinatra rails
spec rspec
rspec rspec rspec-core rspec-rails
capybara capybara
bundler bundler
aws-sdk aws-sdk
redis redis
sidekiq sidekiq
faraday faraday
mongo mongo mongoid
bson bson mongo mongoid
pg pg
mysql2 mysql2
sqlite3 sqlite3
nokogiri nokogiri rails
mail mail actionmailer rails
thor thor rails railties
i18n i18n activesupport rails
tzinfo tzinfo activesupport rails
concurrent concurrent-ruby activesupport rails
zeitwerk zeitwerk rails
google googleauth google-cloud-storage
jwt jwt
oauth2 oauth2
octokit octokit
slack-notifier slack-notifier
slack-ruby-client slack-ruby-client
dotenv dotenv dotenv-rails
factory_bot factory_bot factory_bot_rails
faker faker
webmock webmock
vcr vcr
simplecov simplecov
pry pry pry-byebug pry-rails
byebug byebug pry-byebug
rubocop rubocop
yard yard
mime mime-types
chunky_png chunky_png
RMagick rmagick
rmagick rmagick
mini_magick mini_magick
elasticsearch elasticsearch
httparty httparty
http http
rest-client rest-client
rest_client rest-client
typhoeus typhoeus
eventmachine eventmachine
em-http em-http-request
ffi ffi
google_drive google_drive
openai ruby-openai openai
anthropic anthropic ruby-anthropic
`
    .trim()
    .split('\n')
    .map((line): [string, string[]] => {
      const [name = '', ...gems] = line.split(' ');
      return [name, gems];
    }),
);

/** How gems are required. */
export const imports: Imports = {
  isByFolder: false,
  reads: (path) => /\.(?:rb|rake|ru)$|(?:^|\/)Rakefile$/.test(path),
  find,
  explains: () => false,
  defines: (path, text) =>
    path.endsWith('.gemspec')
      ? [...text.matchAll(/\.name\s*=\s*["']([\w.-]+)["']/g)].map((found) => found[1]!)
      : [],
  brings,
  declare: (name, _manifest, version) => `gem '${name}'${version === undefined ? '' : `, '~> ${version}'`}`,
  traces,
};

function find(_path: string, text: string): Import[] {
  if (text.length > maxImportChars) return [];
  const out: Import[] = [];
  const lines = codeText(text, rubyLexis).split('\n');
  let isInBlockComment = false;
  let heredoc: string | undefined;
  for (const [index, line] of lines.entries()) {
    if (line.startsWith('__END__')) break;
    if (line.startsWith('=begin')) isInBlockComment = true;
    else if (line.startsWith('=end')) isInBlockComment = false;
    if (heredoc !== undefined) {
      if (line.trim() === heredoc) heredoc = undefined;
      continue;
    }
    heredoc = /<<[~-]?["'`]?([A-Z][A-Z_\d]+)/.exec(line)?.[1];
    const found = /^(\s*require[ \t]*\(?[ \t]*["'])([\w/.-]+)["']/.exec(line);
    if (isInBlockComment || !found) continue;
    const written = found[2]!;
    const [top = ''] = written.split('/');
    if (standard.has(top) || standard.has(written) || /^\.{0,2}$/.test(top)) continue;
    const column = found[1]!.length + 1;
    let above = index - 1;
    while (index - above < 20 && /^\s*require\b/.test(lines[above] ?? '')) above--;
    const isOptional = /^\s*begin\s*$/.test(lines[above] ?? '') || /\brescue\b/.test(line);
    out.push({
      written,
      name: bringersOf.get(top)?.[0] ?? top,
      own: [top, written.slice(written.lastIndexOf('/') + 1)],
      line: index + 1,
      column,
      endColumn: column + written.length,
      ...(isOptional ? { isOptional: true as const } : {}),
      // `foo/bar` may come from foo, foo-bar or foo_bar.
      ...(written.includes('/') ? { isVague: true as const } : {}),
    });
  }
  return out;
}

function brings({ name }: Dependency, { written, name: usual }: Import): boolean {
  const [top = ''] = written.split('/');
  if (name === usual || name === top || bringersOf.get(top)?.includes(name) === true) return true;
  const plain = (text: string): string => text.toLowerCase().replace(/[-_/.]/g, '');
  const [gem, feature, first] = [plain(name), plain(written), plain(top)];
  return gem === feature || feature.startsWith(gem) || (first.length >= 3 && gem.includes(first));
}

// Where a value stands: the syntax of the file, and whether it is production code, a test or a manual.
import { languageOf } from '../../languages.ts';
import type { FileClass } from '../../change.ts';

/** How values are written in a file: in quotes only, bare after a separator, between tags, or in running text. */
export type Syntax = 'code' | 'config' | 'shell' | 'markup' | 'text' | 'json';

/** What is known of the file before its lines are read. */
export interface Place {
  path: string;
  syntax: Syntax;
  language: string | undefined;
  isTest: boolean;
  isManual: boolean;
  /** Texts that people read, often in many languages: their keys name passwords and hold none. */
  isMessages: boolean;
  /** Lockfiles, style sheets, minified and generated files hold digests, class names and tables: only unmistakable kinds count there. */
  onlyKnownKinds: boolean;
}

const testPath =
  /(?:^|[/_.-])(?:tests?|specs?|__tests__|__mocks__|mocks?|fixtures?|testdata|test-?data|(?:test[-_]?)?vectors|wycheproof|e2e|testing|regress|fuzz(?:ing|ers?|-harness)?|stubs?|snapshots?|__snapshots__|cassettes|conftest|acceptance|integration-?tests?)(?:[/_.-]|$)|Tests?\.\w+$|TestCase\.\w+$|Spec\.\w+$|(?:^|\/)(?:[A-Z][\w.]{0,40})?(?:Tests?|Fixtures?|Specs|Mocks|TestData)\/|(?:^|[/_.-])test[-_]?(?:utils?|helpers?|lib|kit|support)(?:[/_.-]|$)|(?:^|\/)src\/test\//;
const manualPath =
  /(?:^|\/)(?:locales?|i18n|l10n|lang|langs|languages|translations?|messages)(?:\/|$)|(?:^|\/)(?:docs?|documentation|examples?|samples?|demos?|tutorials?|guides?|website|man|templates?|boilerplates?|cookbook)(?:\/|$)|(?:^|\/)(?:PKG-INFO|METADATA|README|(?:swagger|openapi)[\w.-]{0,40}\.(?:ya?ml|json))$|\.(?:md|mdx|markdown|rdoc|textile|rst|adoc|asciidoc|txt|html?|example|sample|template|dist|tmpl|tpl)$|(?:^|\/)\.env\.(?:example|sample|template|dist|test)|[.-](?:example|sample|template|dist)\.\w+$/i;
const language =
  '(?:ar|bg|ca|cs|da|de|el|en|es|et|fi|fr|he|hr|hu|id|it|ja|ko|lt|lv|nb|nl|no|pl|pt|ro|ru|sk|sl|sr|sv|th|tr|uk|vi|zh)(?:[_-][A-Za-z]{2,4})?';
const messagesPath = new RegExp(
  `(?:^|/)(?:locales?|i18n|l10n|langs?|languages|translations?|messages)/|\\.(?:po|pot|xlf|xliff|arb|ftl|strings|resx)$|(?:^|/)values[\\w-]*/strings\\.xml$|(?:^|/)(?:messages?|translations?|i18n|labels?)(?:[_.-][\\w-]+)?\\.(?:properties|json|ya?ml|php|[jt]s)$|[\\w](?:Resources?|Messages|Bundle)(?:_\\w+)?\\.java$|[_.]${language}\\.(?:properties|java|json|ya?ml)$|(?:^|/)${language}\\.(?:properties|json|ya?ml|php|[jt]s)$`,
);
const lockPath =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.ya?ml|bun\.lockb?|Cargo\.lock|poetry\.lock|uv\.lock|Pipfile\.lock|composer\.lock|Gemfile\.lock|go\.sum|packages\.lock\.json|flake\.lock|mix\.lock|pubspec\.lock|Podfile\.lock|deno\.lock|pdm\.lock|conda-lock\.ya?ml|gradle\.lockfile|verification-metadata\.xml|\.terraform\.lock\.hcl)$|\.(?:min\.js|min\.mjs|css|less|s[ac]ss|styl|map|svg|wasm|snap)$/i;

const bareLanguages = new Set(['yaml', 'toml', 'ini', 'dockerfile', 'terraform']);
const codeLanguages = new Set([
  'javascript',
  'typescript',
  'tsx',
  'python',
  'java',
  'go',
  'php',
  'ruby',
  'csharp',
  'rust',
  'cpp',
  'kotlin',
  'sql',
  'vue',
  'svelte',
  'astro',
  'razor',
  'template',
  'blade',
  'aspx',
  'erb',
  'jsp',
]);

/** Reads a file's place from its path, class and first line. */
export function placeOf(path: string, fileClass: FileClass, body?: string): Place {
  const language = languageOf(path, body)?.id;
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return {
    path,
    language,
    syntax: syntaxOf(name, language),
    isTest: testPath.test(path),
    isManual: manualPath.test(path),
    isMessages: messagesPath.test(path),
    onlyKnownKinds:
      fileClass === 'lockfile' ||
      fileClass === 'minified' ||
      fileClass === 'generated' ||
      lockPath.test(path),
  };
}

function syntaxOf(name: string, language: string | undefined): Syntax {
  if (language === 'json') return 'json';
  if (
    language === 'shell' ||
    /\.(?:zsh|fish|ksh|bat|cmd|ps1|psm1|profile)$|^\.?(?:bash|zsh|profile|bashrc|zshrc|envrc)/.test(name)
  )
    return 'shell';
  if (
    language === 'xml' ||
    language === 'html' ||
    /\.(?:plist|pom|props|targets|settings|xaml|svg|nuspec|xhtml|resx|jmx)$/.test(name)
  )
    return 'markup';
  if (language !== undefined && bareLanguages.has(language)) return 'config';
  if (language !== undefined && codeLanguages.has(language)) return 'code';
  if (
    /\.(?:swift|m|mm|scala|groovy|gradle|dart|lua|pl|pm|t|r|ex|exs|erl|hrl|clj|cljs|fs|fsx|vb|vbs|elm|hs|ml|jl|nim|zig|sol|coffee|bicep|cr|d|pas|asm|tcl|jsonnet|libsonnet|cue|nix|cls|apex|astro|ipynb|proto|graphql|prisma)$/.test(
      name,
    )
  )
    return 'code';
  if (
    language === 'markdown' ||
    /\.(?:rst|adoc|txt|log|csv|tsv|eml|http|rest)$/.test(name) ||
    !name.includes('.', 1)
  )
    return /^\.?(?:netrc|msmtprc|fetchmailrc|mbsyncrc|offlineimaprc|curlrc|wgetrc|muttrc|npmrc|pypirc|pgpass|env|my\.cnf|credentials|config|s3cfg|boto|htpasswd|jenkinsfile|procfile|makefile|vagrantfile)/.test(
      name,
    )
      ? /vagrantfile|jenkinsfile/.test(name)
        ? 'code'
        : 'config'
      : 'text';
  return 'config';
}

const maxDocstrings = 200;
const documented =
  /(?:^|\n)[ \t]*(?:(?:DOCUMENTATION|EXAMPLES?|RETURN|USAGE|HELP|usage|epilog|__doc__)[ \t]{0,4}=[ \t]{0,4})?[rRuU]?$/;

/** Where documentation stands in code: texts in triple quotes of Python that begin a line or are named for it, and the pages in Perl. */
export function docstringsOf(text: string, place: Place): readonly (readonly [number, number])[] {
  if (/\.(?:p[lm]|pod|t)$/.test(place.path)) return pagesOf(text);
  if (place.language !== 'python') return [];
  const ranges: [number, number][] = [];
  const mark = /"""|'''/g;
  for (let open = mark.exec(text); open && ranges.length < maxDocstrings; open = mark.exec(text)) {
    const close = text.indexOf(open[0], open.index + 3);
    if (close < 0) break;
    // A docstring stands alone after its indentation; other texts are assigned.
    if (documented.test(text.slice(Math.max(0, open.index - 60), open.index)))
      ranges.push([open.index, close]);
    mark.lastIndex = close + 3;
  }
  return ranges;
}

/** Where the pages of documentation stand in Perl: from a heading up to `=cut`. */
function pagesOf(text: string): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  const head = /(?:^|\n)=(?:head[1-6]|pod|over|item|begin|for|encoding)\b/g;
  for (let open = head.exec(text); open && ranges.length < maxDocstrings; open = head.exec(text)) {
    const cut = text.indexOf('\n=cut', open.index + 1);
    const close = cut < 0 ? text.length : cut;
    ranges.push([open.index, close]);
    head.lastIndex = close;
  }
  return ranges;
}

/** The offset at which the inline tests of a Rust file start, below which values are samples; -1 without any. */
export function startsInlineTests(language: string | undefined, text: string): number {
  if (language !== 'rust') return -1;
  return text.search(/^[ \t]*#\[cfg\(test\)\]/m);
}

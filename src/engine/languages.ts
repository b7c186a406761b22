// Which language a file is in, by its name or its first line.

/** A language as rules name it. `grammar` is the parser's file stem; without one only text rules apply. */
export interface Language {
  id: string;
  grammar?: string;
  extensions: readonly string[];
  names?: readonly string[];
  interpreters?: readonly string[];
}

export const languages: readonly Language[] = [
  {
    id: 'javascript',
    // The TSX grammar would misread `<T>x` casts, the JavaScript one reads JSX.
    grammar: 'javascript',
    extensions: ['.js', '.jsx', '.mjs', '.cjs', '.es6', '.jsm'],
    names: ['Jakefile'],
    interpreters: ['node', 'nodejs', 'bun', 'deno', 'zx'],
  },
  {
    id: 'typescript',
    grammar: 'typescript',
    extensions: ['.ts', '.mts', '.cts'],
    interpreters: ['tsx', 'ts-node'],
  },
  { id: 'tsx', grammar: 'tsx', extensions: ['.tsx'] },
  {
    id: 'python',
    grammar: 'python',
    extensions: ['.py', '.pyi', '.pyw', '.py3', '.wsgi'],
    names: ['SConstruct', 'SConscript', 'wscript'],
    interpreters: ['python', 'pypy'],
  },
  { id: 'java', grammar: 'java', extensions: ['.java'] },
  { id: 'go', grammar: 'go', extensions: ['.go'] },
  {
    id: 'php',
    grammar: 'php',
    extensions: [
      '.php',
      '.php3',
      '.php4',
      '.php5',
      '.php7',
      '.php8',
      '.phps',
      '.pht',
      '.phtml',
      '.inc',
      '.module',
      '.install',
    ],
    interpreters: ['php'],
  },
  {
    id: 'ruby',
    grammar: 'ruby',
    extensions: ['.rb', '.rake', '.rbw', '.ru', '.gemspec', '.podspec', '.thor', '.jbuilder'],
    names:
      'Rakefile Gemfile Guardfile Capfile Thorfile Vagrantfile Podfile Brewfile Dangerfile Fastfile'.split(
        ' ',
      ),
    interpreters: ['ruby', 'jruby'],
  },
  { id: 'csharp', grammar: 'c-sharp', extensions: ['.cs', '.csx'] },
  { id: 'rust', grammar: 'rust', extensions: ['.rs'] },
  { id: 'cpp', grammar: 'cpp', extensions: ['.c', '.h', '.cc', '.cpp', '.cxx', '.hpp', '.hh'] },
  {
    id: 'shell',
    grammar: 'bash',
    extensions: ['.sh', '.bash', '.zsh', '.ksh', '.bats', '.command'],
    names: '.bashrc .bash_profile .bash_aliases .zshrc .zshenv .zprofile .profile .envrc'.split(' '),
    interpreters: ['sh', 'bash', 'dash', 'ash', 'zsh', 'ksh', 'bats'],
  },
  { id: 'kotlin', grammar: 'kotlin', extensions: ['.kt', '.kts'] },
  { id: 'sql', extensions: ['.sql'] },
  { id: 'html', extensions: ['.html', '.htm', '.xhtml'] },
  { id: 'vue', extensions: ['.vue'] },
  { id: 'svelte', extensions: ['.svelte'] },
  { id: 'astro', extensions: ['.astro'] },
  { id: 'notebook', extensions: ['.ipynb'] },
  { id: 'razor', extensions: ['.razor', '.cshtml'] },
  {
    id: 'template',
    extensions: ['.j2', '.jinja', '.jinja2', '.ejs', '.hbs', '.handlebars', '.mustache', '.twig', '.njk'],
  },
  // The rest of its name is PHP's.
  { id: 'blade', extensions: ['.blade.php'] },
  { id: 'aspx', extensions: ['.aspx', '.ascx', '.master'] },
  { id: 'erb', extensions: ['.erb', '.rhtml'] },
  { id: 'jsp', extensions: ['.jsp', '.jspf', '.tag'] },
  { id: 'dockerfile', extensions: ['.dockerfile'], names: ['Dockerfile', 'Containerfile'] },
  { id: 'terraform', extensions: ['.tf', '.tfvars', '.hcl'] },
  { id: 'yaml', extensions: ['.yml', '.yaml'] },
  { id: 'json', extensions: ['.json', '.jsonc', '.json5'] },
  { id: 'toml', extensions: ['.toml'] },
  { id: 'ini', extensions: ['.ini', '.cfg', '.conf', '.properties', '.env'], names: ['.env'] },
  { id: 'markdown', extensions: ['.md', '.mdx', '.markdown'] },
  { id: 'xml', extensions: ['.xml', '.csproj', '.config'] },
];

const byExtension = new Map(
  languages.flatMap((language) => language.extensions.map((e) => [e, language] as const)),
);
const byName = new Map(
  languages.flatMap((language) => (language.names ?? []).map((n) => [n, language] as const)),
);
const byInterpreter = new Map(
  languages.flatMap((language) => (language.interpreters ?? []).map((n) => [n, language] as const)),
);

/** The language of a path, else of a `#!` first line, else undefined. */
export function languageOf(path: string, body?: string): Language | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const known = byName.get(name);
  if (known) return known;
  if (/^(?:Dockerfile|Containerfile)\./.test(name)) return byName.get('Dockerfile');
  if (name.startsWith('.env.')) return byName.get('.env');
  if (name.endsWith('.blade.php')) return byExtension.get('.blade.php');
  const dot = name.lastIndexOf('.');
  const language = dot > 0 ? byExtension.get(name.slice(dot).toLowerCase()) : undefined;
  if (language) return language;
  const interpreter =
    /^#!\s*\S*\/(?:env\s+(?:-\S+\s+|\w+=\S*\s+)*)?(?:\S*\/)?([a-z]+(?:-[a-z]+)*)[\d.]*/.exec(
      body?.slice(0, 200) ?? '',
    )?.[1];
  if (interpreter === undefined) return undefined;
  return byInterpreter.get(interpreter) ?? byInterpreter.get(interpreter.replace(/-.*/, ''));
}

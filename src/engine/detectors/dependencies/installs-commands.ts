// Which packages a command line installs or fetches to run: each package manager's commands and the flags that take a value.

/** A word of a command with its place in the file. */
export interface InstallWord {
  text: string;
  start: number;
  end: number;
}

/** How the packages of a command are written. */
export type Notation =
  | 'npm'
  | 'npm create'
  | 'pip'
  | 'uv'
  | 'poetry'
  | 'conda'
  | 'go'
  | 'cargo'
  | 'gem'
  | 'composer'
  | 'nuget'
  | 'pub'
  | 'hex'
  | 'deno'
  | 'image';

/** One package that a command names. */
export interface Install {
  notation: Notation;
  /** The words that make it install, such as `pnpm dlx`. */
  command: string;
  word: InstallWord;
  /** A version that stands in a flag or word of its own. */
  version?: InstallWord;
  /** The value of the flag that says where it comes from instead of the registry. */
  registry?: string;
  /** Set by flags such as `--git` and `--path`. */
  source?: 'git' | 'path';
  isDevelopment: boolean;
  /** True for what is fetched to be run once, such as by `npx`. */
  isRunner: boolean;
}

interface Shape {
  notation: Notation;
  /** Flags that are followed by a value. */
  valued: ReadonlySet<string>;
  /** Flags whose value names another registry. */
  registries?: ReadonlySet<string>;
  /** Flags whose value is a package; with a runner they stand for it. */
  packages?: ReadonlySet<string>;
  /** Flags whose value is a package beside the others. */
  more?: ReadonlySet<string>;
  versions?: ReadonlySet<string>;
  git?: ReadonlySet<string>;
  path?: ReadonlySet<string>;
  /** Takes one package and hands it the other words. */
  isRunner?: boolean;
  /** Only the first word is a package. */
  isSingle?: boolean;
}

const flags = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const npm: Shape = {
  notation: 'npm',
  valued: flags(
    '--prefix -C --workspace --omit --include --tag --cache --loglevel --userconfig --save-prefix --before --cpu --os --libc --location --install-strategy --dir --filter -F --cwd --modules-folder --cache-folder --network-timeout --mutex --backend --registry --node-options --global-dir --store-dir --reporter --network-concurrency',
  ),
  registries: flags('--registry'),
};
const npmRunner: Shape = {
  ...npm,
  valued: flags(
    '-c --call --registry -w --workspace --cache --prefix --node-options --userconfig --loglevel --cwd',
  ),
  packages: flags('-p --package'),
  isRunner: true,
};
const npmCreate: Shape = { ...npmRunner, notation: 'npm create', packages: new Set() };
const pip: Shape = {
  notation: 'pip',
  valued: flags(
    '-r --requirement --requirements -c --constraint --constraints -e --editable -t --target -i --index-url --extra-index-url -f --find-links --python --prefix --root --src --log --proxy --retries --timeout --exists-action --trusted-host --cert --client-cert --cache-dir --platform --python-version --implementation --abi --no-binary --only-binary --upgrade-strategy --report --config-settings -C --global-option --install-option --progress-bar --use-feature --use-deprecated -d --dest --root-user-action --index --default-index --index-strategy --keyring-provider --resolution --prerelease --exclude-newer --group --optional --extra --package --script --directory --project -p --link-mode --override --overrides --with-requirements --torch-backend --refresh-package --reinstall-package --upgrade-package -P --marker --rev --tag --branch --env-file --color --allow-insecure-host --config-file --python-platform',
  ),
  registries: flags('-i --index-url --extra-index-url -f --find-links --index --default-index'),
};
const uvRunner: Shape = {
  ...pip,
  notation: 'uv',
  packages: flags('--from --spec'),
  more: flags('--with'),
  isRunner: true,
};
const pipxFlags = flags(
  '--python --pip-args --index-url -i --suffix --backend --preinstall --fetch-missing-python',
);
const cargo: Shape = {
  notation: 'cargo',
  valued: flags(
    '--version --vers --git --branch --tag --rev --path --registry --index --features -F --bin --example --root --target --profile -j --jobs --manifest-path -p --package --rename --target-dir --color --config -Z --strategies',
  ),
  registries: flags('--registry --index'),
  versions: flags('--version --vers'),
  git: flags('--git'),
  path: flags('--path'),
};
const gem: Shape = {
  notation: 'gem',
  valued: flags(
    '-v --version -s --source --platform -i --install-dir -n --bindir -P --trust-policy --group -g --git --github --branch --path --require -r --glob --ref -p --http-proxy',
  ),
  registries: flags('-s --source'),
  versions: flags('-v --version'),
  git: flags('--git --github'),
  path: flags('--path'),
};
const dotnet: Shape = {
  notation: 'nuget',
  valued: flags(
    '-v --version -s --source -f --framework --package-directory --add-source --tool-path --configfile -Version -Source -OutputDirectory -ProjectName --project --verbosity --tool-manifest -RequiredVersion',
  ),
  registries: flags('-s --source --add-source -Source'),
  versions: flags('-v --version -Version -RequiredVersion'),
  isSingle: true,
};
const pub: Shape = {
  notation: 'pub',
  valued: flags('--hosted-url --git-url --git-ref --git-path --path --directory -C --sdk'),
  registries: flags('--hosted-url'),
  git: flags('--git-url'),
  path: flags('--path'),
};

/** Commands by their first words, the longest first; `|` stands between words that mean the same. */
const commands: readonly (readonly [string, Shape])[] = [
  ['npm i|install|in|ins|inst|add|isntall', npm],
  ['npm exec|x', npmRunner],
  ['npx|pnpx|bunx', npmRunner],
  ['npm|pnpm|yarn|bun create', npmCreate],
  ['npm init|innit', npmCreate],
  ['pnpm add|i|install', npm],
  ['pnpm dlx', npmRunner],
  ['yarn global add', npm],
  ['yarn add', npm],
  ['yarn dlx', npmRunner],
  ['bun add|i|install|a', npm],
  ['bun x', npmRunner],
  ['corepack prepare|use|install', npm],
  ['deno add|install', { notation: 'deno', valued: flags('-n --name --root --config -c --lock') }],
  ['pip|pip3 install|download|wheel', pip],
  ['uv pip install', pip],
  ['uv add', { ...pip, notation: 'uv' }],
  ['uv tool install', { ...pip, notation: 'uv', packages: flags('--with --from'), isSingle: true }],
  ['uv tool run', uvRunner],
  ['uvx', uvRunner],
  ['uv run', { ...pip, notation: 'uv', more: flags('--with'), isRunner: true }],
  ['pipx run', { ...pip, notation: 'uv', valued: pipxFlags, packages: flags('--spec'), isRunner: true }],
  ['pipx install|upgrade', { ...pip, valued: pipxFlags }],
  ['pipenv install', pip],
  ['pdm add', { ...pip, valued: flags('-G --group -p --project -e --editable') }],
  ['rye add|install', { ...pip, valued: flags('--features --git --path --url') }],
  [
    'poetry add',
    {
      notation: 'poetry',
      valued: flags('--group -G --extras -E --source --python --platform --directory -C --markers'),
      registries: flags('--source'),
    },
  ],
  [
    'conda|mamba|micromamba install|create|update',
    {
      notation: 'conda',
      valued: flags('-n --name -p --prefix -c --channel --file -f --solver --revision --platform --subdir'),
      registries: flags('-c --channel'),
    },
  ],
  [
    'go install|get',
    { notation: 'go', valued: flags('-C -ldflags -tags -mod -modfile -o -p -gcflags -asmflags') },
  ],
  ['go run', { notation: 'go', valued: flags('-C -ldflags -tags -mod -modfile -exec'), isRunner: true }],
  ['cargo install|add|binstall', cargo],
  ['gem install', gem],
  ['bundle add', gem],
  [
    'composer global require',
    { notation: 'composer', valued: flags('-d --working-dir --ignore-platform-req --prefer-install') },
  ],
  [
    'composer require|create-project',
    {
      notation: 'composer',
      valued: flags(
        '-d --working-dir --ignore-platform-req --prefer-install --repository --repository-url -s --stability',
      ),
      registries: flags('--repository --repository-url'),
    },
  ],
  ['dotnet add package', dotnet],
  ['dotnet package add', dotnet],
  ['dotnet tool install|update', dotnet],
  ['nuget install', dotnet],
  ['Install-Package', dotnet],
  ['dart|flutter pub add', pub],
  ['dart pub global activate', { ...pub, isSingle: true }],
  ['mix archive.install|escript.install hex', { notation: 'hex', valued: new Set(), isSingle: true }],
  [
    'docker|podman|nerdctl run|pull|create',
    {
      notation: 'image',
      valued: flags(
        '-e --env -v --volume -p --publish --name --network --net -u --user -w --workdir --mount --entrypoint --env-file --platform --add-host -l --label --memory -m --cpus --pull --cap-add --cap-drop --security-opt -h --hostname --restart --gpus --shm-size --device --ulimit --log-driver --log-opt --tmpfs --dns --ip --pid --ipc --userns --cpuset-cpus --cidfile --expose --link --volumes-from --health-cmd --stop-signal --runtime -c --cpu-shares --group-add',
      ),
      isRunner: true,
    },
  ],
];

interface Known {
  words: ReadonlySet<string>[];
  shape: Shape;
}
const byFirst = new Map<string, Known[]>();
for (const [written, shape] of commands) {
  const words = written.split(' ').map((word) => new Set(word.split('|')));
  for (const first of words[0] ?? [])
    byFirst.set(first, [...(byFirst.get(first) ?? []), { words: words.slice(1), shape }]);
}

/** A text without any of these holds no command that installs. */
export const installers = new RegExp(
  `(?:^|[^\\w.-])(?:${[...byFirst.keys(), 'python[\\d.]*', 'py'].join('|')}|session\\.install)(?:\\.exe|\\.cmd|[\\d.]*)?["'\\s(,\\]]`,
  'm',
);

/** Wrappers of a command, with their flags that take a value. */
const wrappers: Readonly<Record<string, ReadonlySet<string>>> = {
  sudo: flags('-u -g --user --group -p -C'),
  doas: flags('-u'),
  env: flags('-u --unset -C'),
  exec: flags('-a'),
  time: new Set(),
  nohup: new Set(),
  command: new Set(),
  nice: flags('-n'),
  timeout: flags('-k -s'),
  retry: new Set(),
  wsl: new Set(),
};

/** The packages that the words of one command install; none for any other command. */
export function installsOf(given: readonly InstallWord[]): Install[] {
  const words = unwrapped(given);
  const first = words[0]?.text.replace(/^.*[\\/]/, '').replace(/\.(?:exe|cmd)$/i, '') ?? '';
  const name = /^pip[\d.]*$/.test(first) ? 'pip' : first;
  if (/^(?:python[\d.]*|py|\{sys\.executable\})$/.test(name)) {
    const module = words.findIndex(({ text }) => text === '-m');
    return module > 0 && module < 4 ? installsOf(words.slice(module + 1)) : [];
  }
  for (const { words: wanted, shape } of byFirst.get(name) ?? []) {
    const rest = after(words, wanted, name);
    if (!rest) continue;
    // The words of the command stand before the rest, with flags between them.
    const said = words
      .slice(1, words.length - rest.length)
      .filter(({ text }) => wanted.some((set) => set.has(text)));
    return read(shape, rest, [name, ...said.map(({ text }) => text)].join(' '));
  }
  return [];
}

/** Flags before the word of a command that take a value: `pnpm --filter web add`. */
const before = flags('-C --cwd --prefix --dir --filter -F --directory --project --config');

/** What follows the words of a command; flags may stand between them, and a project before dotnet's `package`. */
function after(
  words: readonly InstallWord[],
  wanted: readonly ReadonlySet<string>[],
  name: string,
): readonly InstallWord[] | undefined {
  const text = (at: number): string => words[at]?.text ?? '';
  let at = 1;
  for (const choices of wanted) {
    while (isFlag(text(at))) at += before.has(text(at)) ? 2 : 1;
    if (name === 'dotnet' && /\.(?:cs|fs|vb)proj$/.test(text(at))) at++;
    if (!choices.has(text(at))) return undefined;
    at++;
  }
  return words.slice(at);
}

function isFlag(text: string): boolean {
  return text.startsWith('-');
}

function unwrapped(words: readonly InstallWord[]): readonly InstallWord[] {
  let at = 0;
  for (; at < words.length; at++) {
    const text = words[at]?.text.replace(/^[@+-]+(?=[a-z])/, '') ?? '';
    const valued = wrappers[text];
    if (valued) {
      while (isFlag(words[at + 1]?.text ?? '')) at += valued.has(words[at + 1]?.text ?? '') ? 2 : 1;
      if (text === 'timeout') at++;
    } else if (!/^[A-Za-z_]\w*=/.test(text)) break;
  }
  const [head, ...rest] = words.slice(at);
  if (!head) return [];
  // `@pip` and `-pip` of a Makefile, `!pip` and `%pip` of a notebook.
  return [{ ...head, text: head.text.replace(/^[@!%+-]+(?=[a-z{])/i, '') }, ...rest];
}

function read(shape: Shape, words: readonly InstallWord[], command: string): Install[] {
  const found: InstallWord[] = [];
  const named: InstallWord[] = [];
  const more: InstallWord[] = [];
  let registry: string | undefined;
  let version: InstallWord | undefined;
  let source: Install['source'];
  let isDevelopment = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word.text === '--') {
      found.push(...words.slice(at + 1));
      break;
    }
    if (!word.text.startsWith('-') || word.text === '-') {
      found.push(word);
      if (shape.isRunner) break;
      continue;
    }
    const equals = word.text.startsWith('--') ? word.text.indexOf('=') : -1;
    const flag = equals === -1 ? word.text : word.text.slice(0, equals);
    if (/^(?:-D|--save-dev|--dev|--group=dev|-d)$/.test(flag) && !shape.valued.has(flag))
      isDevelopment = true;
    const takes =
      shape.valued.has(flag) ||
      shape.packages?.has(flag) ||
      shape.more?.has(flag) ||
      shape.versions?.has(flag) ||
      shape.registries?.has(flag);
    if (!takes) {
      if (flag === '--no-index') registry = flag;
      continue;
    }
    const value = equals === -1 ? words[++at] : valueOf(word, equals);
    if (!value) break;
    if (shape.packages?.has(flag)) named.push(...(shape.notation === 'uv' ? commaList(value) : [value]));
    else if (shape.more?.has(flag)) more.push(...commaList(value));
    else if (shape.versions?.has(flag)) version = value;
    else if (shape.registries?.has(flag)) registry = value.text;
    else if (shape.git?.has(flag)) source = 'git';
    else if (shape.path?.has(flag)) source = 'path';
    else if (/^(?:-e|--editable)$/.test(flag) && /^(?:git|hg|svn)\+/.test(value.text)) found.push(value);
    else if (/^(?:-G|--group)$/.test(flag) && /dev|test|lint|doc/.test(value.text)) isDevelopment = true;
  }
  let packages = found;
  if (shape.isRunner) {
    const isNamed = named.length > 0;
    // `uv run` runs what the project has; only what it is told to add is fetched.
    const own = isNamed ? named : command === 'uv run' ? [] : found.slice(0, 1);
    packages = [...own, ...more];
  } else if (shape.isSingle) packages = [...found.slice(0, 1), ...named];
  if (shape.notation === 'composer') packages = packages.filter(({ text }) => text.includes('/'));
  return packages.map((word): Install => {
    const index = found.indexOf(word);
    const next = found[index + 1];
    const apart =
      shape.notation === 'composer' && next && /^[\d^~>=<*v]/.test(next.text)
        ? next
        : shape.notation === 'hex' && next && /^\d/.test(next.text)
          ? next
          : version;
    return {
      notation: shape.notation,
      command,
      word,
      ...(apart === undefined ? {} : { version: apart }),
      ...(registry === undefined ? {} : { registry }),
      ...(source === undefined ? {} : { source }),
      isDevelopment,
      isRunner: shape.isRunner === true,
    };
  });
}

function valueOf(word: InstallWord, equals: number): InstallWord {
  const text = word.text.slice(equals + 1);
  return { text, start: word.end - text.length, end: word.end };
}

/** `--with a,b`. */
function commaList(word: InstallWord): InstallWord[] {
  if (!word.text.includes(',') || /[<>=~!]/.test(word.text)) return [word];
  let at = word.start;
  return word.text.split(',').map((text) => {
    const start = at;
    at += text.length + 1;
    return { text, start, end: start + text.length };
  });
}

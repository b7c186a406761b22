// How each package manager writes the commands that install or fetch packages, and which of its flags take a value.

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

/** What a command's words mean: which flags take a value, and of what kind. */
export interface Shape {
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

/** Flags by name. */
export const flags = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

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
  /** The words behind the first; those in one set mean the same. */
  words: ReadonlySet<string>[];
  shape: Shape;
}

/** Every command that installs, by its first word, the longest first. */
export const byFirst: ReadonlyMap<string, readonly Known[]> = indexed();

function indexed(): Map<string, Known[]> {
  const byWord = new Map<string, Known[]>();
  for (const [written, shape] of commands) {
    const words = written.split(' ').map((word) => new Set(word.split('|')));
    for (const first of words[0] ?? [])
      byWord.set(first, [...(byWord.get(first) ?? []), { words: words.slice(1), shape }]);
  }
  return byWord;
}

/** A text without any of these holds no command that installs. */
export const installers = new RegExp(
  `(?:^|[^\\w.-])(?:${[...byFirst.keys(), 'python[\\d.]*', 'py'].join('|')}|session\\.install)(?:\\.exe|\\.cmd|[\\d.]*)?["'\\s(,\\]]`,
  'm',
);

// Install commands outside manifests: which package, of which ecosystem, on which line and in which columns.
import { expect, test } from 'vitest';
import { wholeFile } from '../../change.ts';
import { addedInstalls, ownNames, readInstalls } from './installs.ts';
import { ownerSlip } from './owner-slips.ts';
import { processorMs, tooLongMs } from '../../../../test/processor-time.ts';

/** `ecosystem name version-or-requirement source line:column text` of each. */
function told(path: string, body: string): string[] {
  const lines = body.split('\n');
  return readInstalls(path, body).map((one) => {
    const written = (lines[one.line - 1] ?? '').slice(one.column - 1, one.endColumn - 1);
    const from = one.registry === undefined ? one.source : `${one.source}=${one.registry}`;
    return `${one.ecosystem} ${one.name} ${one.version ?? one.requirement ?? '-'} ${from} ${one.line}:${one.column} ${written}`;
  });
}

const short = (path: string, body: string): string[] =>
  told(path, body).map((one) => one.replace(/ registry \d.*$| \d+:\d.*$/, ''));

test.each([
  ['npm install lodash', ['npm lodash -']],
  ['npm i -g @acme/cli@1.2.3 other@^2', ['npm @acme/cli 1.2.3', 'npm other ^2']],
  ['sudo -E npm i -D "typescript@5.4.2"', ['npm typescript 5.4.2']],
  ['npm ci', []],
  ['npm install', []],
  ['npm i ./local ../x file:y .', []],
  ['npm i $PKG ${A}b', []],
  ['npx -y create-thing@latest my-app', ['npm create-thing -']],
  ['npx --package=cowsay -- cowsay hi', ['npm cowsay -']],
  ['npx -p a1 -p b2 run', ['npm a1 -', 'npm b2 -']],
  ['npm exec --yes -- some-cli@1.0.0 x', ['npm some-cli 1.0.0']],
  ['npm create vite@latest app -- --template x', ['npm create-vite -']],
  ['npm init @acme/app', ['npm @acme/create-app -']],
  ['pnpm --filter web add react zod', ['npm react -', 'npm zod -']],
  ['pnpm dlx degit a/b', ['npm degit -']],
  ['yarn add left-pad --dev', ['npm left-pad -']],
  ['yarn workspace web add x', []],
  ['bunx cowsay && bun add hono', ['npm cowsay -', 'npm hono -']],
  ['pip install requests==2.31.0 "flask[async]>=2,<3"', ['pypi requests 2.31.0', 'pypi flask >=2,<3']],
  ['pip3 install -U pip setuptools -r requirements.txt -e .', ['pypi pip -', 'pypi setuptools -']],
  ['python3 -m pip install --no-cache-dir numpy', ['pypi numpy -']],
  ['PIP_X=1 python -m pip install -c c.txt Django', ['pypi django -']],
  [
    'uv pip install torch && uv add "httpx>=0.27" rich@13.7.0',
    ['pypi torch -', 'pypi httpx >=0.27', 'pypi rich 13.7.0'],
  ],
  ['uvx --from mcp-server mcp-run --port 1', ['pypi mcp-server -']],
  ['uvx --with rich ruff check -p x', ['pypi ruff -', 'pypi rich -']],
  ['npx -p a1 cmd -p 8080', ['npm a1 -']],
  ['uvx ruff@0.4.0 check .', ['pypi ruff 0.4.0']],
  ['uv tool install black', ['pypi black -']],
  ['uv run --with pandas,numpy script.py', ['pypi pandas -', 'pypi numpy -']],
  ['uv run pytest', []],
  ['pipx install poetry==1.8.2; pipx run cowsay', ['pypi poetry 1.8.2', 'pypi cowsay -']],
  ['poetry add requests@^2.31 -G dev', ['pypi requests ^2.31']],
  ['go install github.com/a/b/cmd/x@v1.2.3', ['go github.com/a/b 1.2.3']],
  ['go install golang.org/x/tools/cmd/goimports@latest', ['go golang.org/x/tools -']],
  ['go install github.com/x/y/v2/cmd/z@v2.0.1', ['go github.com/x/y/v2 2.0.1']],
  ['go get ./... && go install .', []],
  ['cargo install ripgrep --version 13.0.0 --locked', ['crates ripgrep 13.0.0']],
  ['cargo add serde@1 tokio --features full', ['crates serde 1', 'crates tokio -']],
  ['gem install rails -v 7.1.2', ['rubygems rails 7.1.2']],
  ['gem install bundler:2.5.0 rake', ['rubygems bundler 2.5.0', 'rubygems rake -']],
  ['bundle add sidekiq --version "~> 7"', ['rubygems sidekiq ~> 7']],
  [
    'composer require monolog/monolog:^3.0 "a/b" "^1.2"',
    ['packagist monolog/monolog ^3.0', 'packagist a/b ^1.2'],
  ],
  ['dotnet add src/App.csproj package Newtonsoft.Json --version 13.0.3', ['nuget newtonsoft.json 13.0.3']],
  ['dotnet tool install -g dotnet-ef', ['nuget dotnet-ef -']],
  ['dart pub add http dev:test', ['pub http -', 'pub test -']],
  ['docker run --rm -v a:b nginx:1.25 sh', ['docker nginx 1.25']],
  ['bash -c "pip install evil"', ['pypi evil -']],
  ['if x; then pip install a1; fi', ['pypi a1 -']],
  ['echo pip install nothing', []],
  ['deno add jsr:@std/path npm:chalk@5.3.0', ['jsr @std/path -', 'npm chalk 5.3.0']],
  [
    'conda install -n x -c conda-forge numpy=1.26 bioconda::samtools',
    ['conda numpy =1.26', 'conda samtools - registry=bioconda'],
  ],
  ['brew install jq', []],
  ['apt-get install -y python3-pip', []],
])('%s', (line, expected) => {
  expect(short('run.sh', `#!/bin/sh\n${line}\n`)).toEqual(expected);
});

test('git, addresses and private indexes', () => {
  expect(told('a.sh', 'pip install git+https://github.com/a/b.git@v1#egg=thing\n')).toEqual([
    'pypi thing git+https://github.com/a/b.git@v1#egg=thing git 1:13 git+https://github.com/a/b.git@v1#egg=thing',
  ]);
  expect(told('a.sh', 'npm i octo/repo#main\n')[0]).toMatch(/^npm octo\/repo#main octo\/repo#main git 1:7/);
  expect(told('a.sh', 'pip install --index-url https://pypi.acme.test/simple own\n')).toEqual([
    'pypi own - registry=https://pypi.acme.test/simple 1:55 own',
  ]);
  expect(told('a.sh', 'cargo install --git https://github.com/a/b tool\n')[0]).toMatch(/^crates tool - git/);
});

test('places: continued lines, a Dockerfile, a workflow', () => {
  expect(
    told(
      'Dockerfile',
      'FROM x\nRUN apt-get update && \\\n    # why\n    pip install \\\n      "a1==1.0" b2\nCMD ["npx", "-y", "serve@14.2.0"]\n',
    ),
  ).toEqual([
    'pypi a1 1.0 registry 5:8 a1==1.0',
    'pypi b2 - registry 5:17 b2',
    'npm serve 14.2.0 registry 6:20 serve@14.2.0',
  ]);
  expect(
    told(
      '.github/workflows/a.yml',
      'jobs:\n  a:\n    steps:\n      - run: npm i -g left-pad\n      - run: |\n          pip install x1\n      - shell: python\n        run: pip install no\n',
    ),
  ).toEqual(['npm left-pad - registry 4:23 left-pad', 'pypi x1 - registry 6:23 x1']);
});

test('settings: MCP servers in JSON and TOML, scripts of a package, a development container', () => {
  expect(
    told('.mcp.json', '{"mcpServers": {"a": {"command": "npx", "args": ["-y", "@x/mcp@1.0.0", "/data"]}}}'),
  ).toEqual(['npm @x/mcp 1.0.0 registry 1:57 @x/mcp@1.0.0']);
  expect(
    told('mcp.json', '{"servers": {"a": {"command": "cmd", "args": ["/c", "npx", "some-server"]}}}'),
  ).toEqual(['npm some-server - registry 1:61 some-server']);
  expect(told('.codex/config.toml', '[mcp_servers.a]\ncommand = "uvx"\nargs = ["mcp-thing"]\n')).toEqual([
    'pypi mcp-thing - registry 3:10 mcp-thing',
  ]);
  expect(told('package.json', '{"scripts": {"x": "npx tool-a && npm run y"}}')).toEqual([
    'npm tool-a - registry 1:24 tool-a',
  ]);
  expect(short('.devcontainer/devcontainer.json', '{"postCreateCommand": {"a": "pip install q1"}}')).toEqual([
    'pypi q1 -',
  ]);
});

test('Markdown: fences and inline code, not prose; skills are run', () => {
  const text = [
    'Just pip install prose.',
    '```bash',
    '$ npm install real-one',
    'output: npm install none',
    '```',
    '```python',
    'pip install not',
    '```',
    'Use `pip install inline-one` or `npm install <name>` or `npm i your-package`.',
  ].join('\n');
  expect(told('docs/x.md', text)).toEqual([
    'npm real-one - registry 3:15 real-one',
    'pypi inline-one - registry 9:18 inline-one',
  ]);
  expect(readInstalls('docs/x.md', text).map(({ command }) => command)).toEqual([
    'documentation',
    'documentation',
  ]);
  expect(readInstalls('.claude/skills/a/SKILL.md', '`pip install z1`').map(({ command }) => command)).toEqual(
    ['run'],
  );
});

test('notebooks, tox and nox', () => {
  const cell =
    '{"cells": [{"source": [\n    "!pip install -q alpha==1.0\\n",\n    "%pip install beta\\n",\n    "import pip\\n"\n]}]}';
  expect(told('a.ipynb', cell)).toEqual([
    'pypi alpha 1.0 registry 2:22 alpha==1.0',
    'pypi beta - registry 3:19 beta',
  ]);
  expect(told('tox.ini', '[testenv]\ndeps =\n  pytest>=8\n  -r x.txt\ncommands = pip install c1\n')).toEqual([
    'pypi pytest >=8 registry 3:3 pytest>=8',
    'pypi c1 - registry 5:24 c1',
  ]);
  expect(
    told('noxfile.py', 'def t(session):\n    session.install("pytest", "-r", "a.txt", f"{x}")\n'),
  ).toEqual(['pypi pytest - registry 2:22 pytest']);
});

test('Makefiles and others', () => {
  expect(short('Makefile', 'x:\n\t@pip install m1\n\t-npm i m2\n')).toEqual(['pypi m1 -', 'npm m2 -']);
  expect(short('.gitlab-ci.yml', 'a:\n  script:\n    - pip install g1\n    - |\n      npm i g2\n')).toEqual([
    'pypi g1 -',
    'npm g2 -',
  ]);
});

test('what a manifest declares is not said again, nor the same twice', () => {
  const file = wholeFile('a.sh', 'npm i a1\nnpm i a1\nnpm i b2\n');
  const names = addedInstalls(file, ({ name }) => name === 'b2').map(({ dependency }) => dependency.name);
  expect(names).toEqual(['a1']);
});

test('a command is written as a command', () => {
  const [one] = addedInstalls(wholeFile('a.sh', 'gem install rails -v 7.1.2\n'), () => false);
  expect(one?.ecosystem.write(one.dependency, '7.1.3')).toBe('rails -v 7.1.3');
  const [two] = addedInstalls(wholeFile('a.sh', 'pip install Flask==1.0\n'), () => false);
  expect(two?.ecosystem.write(two.dependency, '3.0')).toBe('Flask==3.0');
});

test.each([
  'npm i `',
  '`npm i ',
  '$(npm i a ',
  '"npx ',
  'pip install -',
  '```sh\nnpm i a\n',
  'RUN npm i \\\n',
  '- run: npm i a\n',
  '{"command": "npx",',
  'env ',
])('hostile %j takes reasonable time', (unit) => {
  for (const path of [
    'a.md',
    'a.sh',
    'Dockerfile',
    'a.yml',
    'a.json',
    'a.ipynb',
    'tox.ini',
    'noxfile.py',
    'a.toml',
  ]) {
    const before = processorMs();
    readInstalls(path, unit.repeat(8000));
    expect(processorMs() - before, path).toBeLessThan(tooLongMs);
  }
});

test("a project's own name is not asked for", () => {
  expect(ownNames(wholeFile('package.json', '{\n  "name": "@a/b"\n}'))).toEqual(['npm @a/b']);
  expect(ownNames(wholeFile('pyproject.toml', '[project]\nname = "My_Thing"\n'))).toEqual(['pypi my-thing']);
  expect(ownNames(wholeFile('x.json', '{"name": "a"}'))).toEqual([]);
});

test.each([
  ['actions/chekout', 'actions/checkout'],
  ['actions/check-out', 'actions/checkout'],
  ['actions/setup-nodes', 'actions/setup-node'],
  ['actions/checkout', undefined],
  ['actions/case', undefined],
  ['other/chekout', undefined],
])('%s is a slip of %s', (name, target) => {
  expect(ownerSlip(name, ['actions/checkout', 'actions/setup-node', 'actions/cases'])?.target).toBe(target);
});

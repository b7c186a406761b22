// Weighs a command that an agent's settings run or allow.
import type { Severity } from '../../finding.ts';

const fetchesAndRuns =
  /\b(?:curl|wget|iwr|Invoke-WebRequest|fetch)\b[^|;&\n]*\|\s*(?:sudo\s+)?(?:ba|z|da|k)?sh\b|\b(?:ba|z)?sh\s+-c\s+["']?\$\((?:curl|wget)|\b(?:iex|Invoke-Expression)\b|base64\s+(?:-d|--decode|-D)\b[^|\n]*\|\s*(?:ba|z)?sh|\beval\s+["']?\$\(|(?:python3?|node|perl|ruby)\s+-[ce]\s+["'][^"'\n]*(?:b64decode|atob|fromhex|exec\()/i;
const network =
  /\b(?:curl|wget|nc|ncat|netcat|scp|rsync|ftp|telnet|Invoke-WebRequest|iwr)\b|https?:\/\/(?!localhost|127\.0\.0\.1|\[::1\])/i;
const harmless =
  /^(?:cd\s+\S+\s*&&\s*)?(?:npx\s+(?:--no-install\s+)?|pnpm\s+(?:exec\s+)?|yarn\s+|bun(?:x)?\s+|uv run\s+|poetry run\s+|bundle exec\s+)?(?:prettier|eslint|biome|oxlint|stylelint|tsc|ruff|black|isort|flake8|mypy|pyright|gofmt|goimports|golangci-lint|rustfmt|cargo (?:fmt|check|clippy|test)|clang-format|ktlint|rubocop|standard|dprint|markdownlint|shellcheck|terraform fmt|go (?:vet|test|fmt)|jest|vitest|pytest|(?:npm|pnpm|yarn|bun)(?: run)? (?:lint|format|fmt|test|check|typecheck|type-check)[\w:-]*|(?:run )?(?:lint|format|fmt|test|check|typecheck)[\w:-]*|make (?:lint|fmt|format|test|check)|echo|printf|say|afplay|notify-send|terminal-notifier|osascript\s+-e\s+['"]display notification|tput|true|date|jq|git (?:status|diff|add|log|branch)|entire|bd|task)\b/i;

/** How bad it is that this runs without anybody being asked. */
export function weighCommand(command: string): Severity {
  if (fetchesAndRuns.test(command)) return 'high';
  if (network.test(command)) return 'medium';
  return harmless.test(command.trim()) &&
    !/[;&|`]\s*(?:rm|curl|wget|bash|sh|python|node)\b|\$\(/.test(command)
    ? 'low'
    : 'medium';
}

/** True when it downloads and runs what it downloads, or unpacks what it hides. */
export function downloadsAndRuns(command: string): boolean {
  return fetchesAndRuns.test(command);
}

/** A package that a runner fetches, and whether what it fetches is fixed. */
export interface Fetched {
  runner: string;
  name: string;
  isPinned: boolean;
  /** How to write it fixed. */
  pinned: string;
}

/** The package that a command line such as `npx -y name` fetches; undefined when it runs none. */
export function fetchedBy(words: readonly string[]): Fetched | undefined {
  const [command = '', ...rest] = words;
  const runner = command.replace(/^.*[\\/]/, '').replace(/\.(?:cmd|exe)$/i, '');
  switch (runner) {
    case 'npx':
    case 'bunx':
      return npmPackage(runner, rest);
    case 'npm':
      return rest[0] === 'exec' || rest[0] === 'x' ? npmPackage('npm exec', rest.slice(1)) : undefined;
    case 'pnpm':
    case 'yarn':
      return rest[0] === 'dlx' ? npmPackage(`${runner} dlx`, rest.slice(1)) : undefined;
    case 'bun':
      return rest[0] === 'x' ? npmPackage('bun x', rest.slice(1)) : undefined;
    case 'uvx':
      return pythonPackage('uvx', rest);
    case 'uv':
      return rest[0] === 'tool' && rest[1] === 'run'
        ? pythonPackage('uv tool run', rest.slice(2))
        : undefined;
    case 'pipx':
      return rest[0] === 'run' ? pythonPackage('pipx run', rest.slice(1)) : undefined;
    case 'docker':
    case 'podman':
      return image(runner, rest);
    case 'cmd':
      return rest[0] === '/c' ? fetchedBy(rest.slice(1)) : undefined;
    case 'wsl':
      return fetchedBy(rest);
    default:
      return undefined;
  }
}

/** Flags that are followed by a value of their own. */
const valued: Readonly<Record<string, ReadonlySet<string>>> = {
  npm: new Set(['-c', '--call', '--registry', '-w', '--workspace', '--cache']),
  python: new Set([
    '--python',
    '-p',
    '--with',
    '--index',
    '--index-url',
    '--extra-index-url',
    '--spec',
    '--pip-args',
  ]),
};

function npmPackage(runner: string, words: readonly string[]): Fetched | undefined {
  let name = named(words, ['-p', '--package']) ?? firstPlain(words, valued['npm']);
  if (name === undefined || /[$<{]/.test(name)) return undefined;
  if (/^(?:\.{0,2}\/|file:)/.test(name)) return undefined;
  if (/^(?:git\+|github:|https?:)/.test(name) || /^[\w-]+\/[\w.-]+(?:#|$)/.test(name))
    return {
      runner,
      name,
      isPinned: /#[\da-f]{40}$/.test(name),
      pinned: `${name.replace(/#.*/, '')}#<commit>`,
    };
  const split = name.lastIndexOf('@');
  const version = split > 0 ? name.slice(split + 1) : '';
  if (split > 0) name = name.slice(0, split);
  return { runner, name, isPinned: /^\d+\.\d+\.\d+/.test(version), pinned: `${name}@<version>` };
}

function pythonPackage(runner: string, words: readonly string[]): Fetched | undefined {
  const name = named(words, ['--from', '--spec']) ?? firstPlain(words, valued['python']);
  if (name === undefined || /[$<{]/.test(name) || /^\.{0,2}\//.test(name)) return undefined;
  if (/^(?:git\+|https?:)/.test(name))
    return {
      runner,
      name,
      isPinned: /@[\da-f]{40}(?:#|$)/.test(name),
      pinned: `${name.replace(/(?<=\.git)@.*/, '')}@<commit>`,
    };
  const [, bare = name, version] = /^([\w.-]+(?:\[[^\]]*\])?)(?:(?:==|@)(.+))?$/.exec(name) ?? [];
  const isPinned = version !== undefined && /^\d/.test(version);
  return { runner, name: bare, isPinned, pinned: `${bare}==<version>` };
}

function image(runner: string, words: readonly string[]): Fetched | undefined {
  const run = words.indexOf('run');
  if (run < 0) return undefined;
  const flags = new Set([
    '-e',
    '--env',
    '-v',
    '--volume',
    '-p',
    '--publish',
    '--name',
    '--network',
    '--net',
    '-u',
    '--user',
    '-w',
    '--workdir',
    '--mount',
    '--entrypoint',
    '--env-file',
    '--platform',
    '--add-host',
    '-l',
    '--label',
    '--memory',
    '-m',
    '--cpus',
    '--pull',
    '--cap-add',
    '--security-opt',
    '-h',
    '--hostname',
  ]);
  const name = firstPlain(words.slice(run + 1), flags);
  if (name === undefined || /[$<{]/.test(name)) return undefined;
  const tag = /:([\w.-]+)$/.exec(name)?.[1];
  const isPinned = name.includes('@sha256:') || (tag !== undefined && tag !== 'latest');
  return {
    runner: `${runner} run`,
    name: name.replace(/:latest$/, ''),
    isPinned,
    pinned: `${name.replace(/:[\w.-]+$/, '')}@sha256:<digest>`,
  };
}

function named(words: readonly string[], flags: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    if (flags.includes(word)) return words[index + 1];
    const flag = flags.find((each) => each.startsWith('--') && word.startsWith(`${each}=`));
    if (flag !== undefined) return word.slice(flag.length + 1);
  }
  return undefined;
}

function firstPlain(
  words: readonly string[],
  withValue: ReadonlySet<string> | undefined,
): string | undefined {
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (withValue?.has(word)) index++;
    else if (!word.startsWith('-')) return word;
  }
  return undefined;
}

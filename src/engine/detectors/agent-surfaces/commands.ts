// Weighs a command that an agent's settings run or allow.
import type { Severity } from '../../finding.ts';
import { installsOf } from '../dependencies/installs-commands.ts';

const fetchesAndRuns =
  /\b(?:curl|wget|iwr|Invoke-WebRequest|fetch)\b[^|;&\n]*\|\s*(?:sudo\s+)?(?:ba|z|da|k)?sh\b|\b(?:ba|z)?sh\s+-c\s+["']?\$\((?:curl|wget)|\b(?:iex|Invoke-Expression)\b|base64\s+(?:-d|--decode|-D)\b[^|\n]*\|\s*(?:ba|z)?sh|\beval\s+["']?\$\(|(?:python3?|node|perl|ruby)\s+-[ce]\s+["'][^"'\n]*(?:b64decode|atob|fromhex|exec\()/i;
const network =
  /\b(?:curl|wget|nc|ncat|netcat|scp|rsync|ftp|telnet|Invoke-WebRequest|iwr)\b|https?:\/\/(?!localhost|127\.0\.0\.1|\[::1\])/i;
const harmless =
  /^(?:cd\s+\S+\s*&&\s*)?(?:npx\s+(?:--no-install\s+)?|pnpm\s+(?:exec\s+)?|yarn\s+|bun(?:x)?\s+|uv run\s+|poetry run\s+|bundle exec\s+)?(?:prettier|eslint|biome|oxlint|stylelint|tsc|ruff|black|isort|flake8|mypy|pyright|gofmt|goimports|golangci-lint|rustfmt|cargo (?:fmt|check|clippy|test)|clang-format|ktlint|rubocop|standard|dprint|markdownlint|shellcheck|terraform fmt|go (?:vet|test|fmt)|jest|vitest|pytest|(?:npm|pnpm|yarn|bun)(?: run)? (?:lint|format|fmt|test|check|typecheck|type-check)[\w:-]*|(?:run )?(?:lint|format|fmt|test|check|typecheck)[\w:-]*|make (?:lint|fmt|format|test|check)|echo|printf|say|afplay|notify-send|terminal-notifier|osascript\s+-e\s+['"]display notification|tput|true|date|jq|git (?:status|diff|add|log|branch)|entire|bd|task)\b/i;
/** `bash -c 'echo "…"; echo "…"'`. */
const onlyTells =
  /^(?:\/bin\/)?(?:ba|z)?sh -c '\s{0,4}(?:echo "[^"$`\n]{0,400}"(?:\s{0,4};)?\s{0,4}){1,40}'(?: \|\| true)?$/;

/** How bad it is that this runs without anybody being asked. */
export function weighCommand(command: string): Severity {
  if (fetchesAndRuns.test(command)) return 'high';
  if (network.test(command)) return 'medium';
  if (onlyTells.test(command)) return 'low';
  return harmless.test(command.trim()) &&
    !/[;&|`]\s*(?:rm|curl|wget|bash|sh|python|node)\b|\$\(/.test(command)
    ? 'low'
    : 'medium';
}

/** True when it speaks to another machine. */
export function reachesOut(command: string): boolean {
  return network.test(command);
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
  if (words[0] === 'cmd' || words[0] === 'cmd.exe')
    return words[1] === '/c' ? fetchedBy(words.slice(2)) : undefined;
  const [install] = installsOf(words.map((text) => ({ text, start: 0, end: 0 })));
  const name = install?.word.text;
  if (!install?.isRunner || name === undefined || /[$<{]/.test(name) || /^(?:\.{0,2}\/|file:)/.test(name))
    return undefined;
  switch (install.notation) {
    case 'npm':
      return { runner: install.command, ...npmPackage(name) };
    case 'uv':
      return { runner: install.command, ...pythonPackage(name) };
    case 'image':
      return install.command.endsWith(' run') ? { runner: install.command, ...image(name) } : undefined;
    default:
      return undefined;
  }
}

type Pin = Omit<Fetched, 'runner'>;

function npmPackage(written: string): Pin {
  if (/^(?:git\+|github:|https?:)/.test(written) || /^[\w-]+\/[\w.-]+(?:#|$)/.test(written))
    return {
      name: written,
      isPinned: /#[\da-f]{40}$/.test(written),
      pinned: `${written.replace(/#.*/, '')}#<commit>`,
    };
  const split = written.lastIndexOf('@');
  const version = split > 0 ? written.slice(split + 1) : '';
  const name = split > 0 ? written.slice(0, split) : written;
  return { name, isPinned: /^\d+\.\d+\.\d+/.test(version), pinned: `${name}@<version>` };
}

function pythonPackage(written: string): Pin {
  if (/^(?:git\+|https?:)/.test(written))
    return {
      name: written,
      isPinned: /@[\da-f]{40}(?:#|$)/.test(written),
      pinned: `${written.replace(/(?<=\.git)@.*/, '')}@<commit>`,
    };
  const [, name = written, version] = /^([\w.-]+(?:\[[^\]]*\])?)(?:(?:==|@)(.+))?$/.exec(written) ?? [];
  return { name, isPinned: version !== undefined && /^\d/.test(version), pinned: `${name}==<version>` };
}

function image(written: string): Pin {
  const tag = /:([\w.-]+)$/.exec(written)?.[1];
  return {
    name: written.replace(/:latest$/, ''),
    isPinned: written.includes('@sha256:') || (tag !== undefined && tag !== 'latest'),
    pinned: `${written.replace(/:[\w.-]+$/, '')}@sha256:<digest>`,
  };
}

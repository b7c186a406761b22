// Weighs the permissions that let an agent act without asking: `Bash(npm test:*)`, `WebFetch`, `Edit(~/**)`.
import type { Verdict } from '../verdict.ts';
import { at, quote } from './surface.ts';

/** A permission as it is written, at its place. */
export interface Permission {
  text: string;
  start: number;
  end: number;
}

const shells =
  /^(?:Bash|Shell|Terminal|PowerShell|run_shell_command|ShellTool|execute|runCommands|run_in_terminal|bash|shell)$/;

const interpreters =
  /^(?:ba|z|da|k|fi)?sh$|^(?:python[\d.]*|node|deno|bun|ruby|perl|php|lua|osascript|pwsh|powershell|eval|exec|xargs|env|sudo|doas|su|ssh|nohup|awk|tclsh|Rscript|irb|ipython|jshell|ts-node|tsx)$/;
const fetchers = /^(?:curl|wget|nc|ncat|netcat|scp|sftp|rsync|ftp|telnet|iwr|Invoke-WebRequest|http|https)$/;
const runners = /^(?:npx|bunx|uvx|pipx|pnpx)$/;
const actors =
  /^(?:gh|glab|aws|gcloud|az|kubectl|helm|terraform|pulumi|docker|podman|heroku|vercel|netlify|fly|flyctl|doctl|psql|mysql|mongosh|redis-cli|sqlite3|supabase|wrangler|firebase)$/;
const destroyers = /^(?:rm|dd|mkfs[\w.]*|shred|chmod|chown|truncate)$/;

const anyPage = 'fetch any page';

/** What a set of permissions allows that nobody is asked about; one finding for each kind of grant. */
export function* weighPermissions(permissions: readonly Permission[], where: string): Generator<Verdict> {
  const broad: [Permission, string][] = [];
  for (const permission of permissions) {
    const { tool, spec } = parse(permission.text);
    if (permission.text.trim() === '*' || tool === '*') {
      yield at(
        permission,
        'agent-permission-wildcard',
        `${where} lets the agent use every tool without asking.`,
        {
          severity: 'high',
          remedy: 'List the tools and commands that it needs, such as `Bash(npm run test:*)`.',
        },
      );
    } else if (shells.test(tool) && isEverything(spec)) {
      yield at(
        permission,
        'agent-permission-wildcard',
        `${quote(permission.text)} in ${where} lets the agent run any command without asking.`,
        {
          severity: 'high',
          remedy:
            'List the commands that it needs, such as `Bash(npm run test:*)`, and leave the others to be asked about.',
        },
      );
    } else {
      const reason = broadness(tool, spec);
      if (reason !== undefined) broad.push([permission, reason]);
    }
  }
  const [first, ...others] = broad;
  if (!first) return;
  const isMild = broad.every(([, reason]) => reason === anyPage);
  const reasons = [...new Set(broad.map(([, reason]) => reason))];
  const names = broad.slice(0, 6).map(([permission]) => quote(permission.text));
  const list = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names[0];
  yield at(
    first[0],
    'agent-permission-broad',
    `${list} in ${where} let the agent ${reasons.join(', ')} without asking.`,
    {
      // It is how agents look things up; with private data beside it, it is a way out.
      ...(isMild ? { severity: 'low' as const } : {}),
      related: others
        .slice(0, 8)
        .map(([permission, reason]) => ({ start: permission.start, end: permission.end, message: reason })),
    },
  );
}

function parse(text: string): { tool: string; spec: string | undefined } {
  const match = /^\s*([\w*.-]+)\s*(?:\(([^]*)\))?\s*$/.exec(text);
  return { tool: match?.[1] ?? text.trim(), spec: match?.[2]?.trim() };
}

function isEverything(spec: string | undefined): boolean {
  return spec === undefined || /^(?::?\*{1,2}|\*:\*|\.\*)?$/.test(spec);
}

/** What a permission lets the agent do beyond one narrow command; undefined when it is narrow. */
function broadness(tool: string, spec: string | undefined): string | undefined {
  if (shells.test(tool)) return shellBroadness(spec ?? '');
  if (tool.startsWith('mcp__*')) return 'use every tool of every server';
  if (/^(?:WebFetch|web_fetch|webfetch|fetch)$/.test(tool) && (isEverything(spec) || spec === 'domain:*'))
    return anyPage;
  if (
    /^(?:Edit|Write|MultiEdit|NotebookEdit|Read)$/.test(tool) &&
    spec !== undefined &&
    /^(?:~|\/\/|\/\*\*|\.\.)/.test(spec)
  )
    return tool === 'Read' ? 'read outside the repository' : 'write outside the repository';
  return undefined;
}

function shellBroadness(spec: string): string | undefined {
  const [, command = '', rest = ''] = /^([\w./-]+)\s*([^]*)$/.exec(spec) ?? [];
  const name = command.replace(/^.*\//, '');
  // A wildcard right after the command, or after a flag that takes code.
  const isOpen =
    /^(?::?\s*\*+|-[ce]\b[^]*\*)$/.test(rest.trim()) || (rest.trim() === '' && /^(?:eval|sudo)$/.test(name));
  if (!isOpen) return undefined;
  if (interpreters.test(name)) return 'run any code';
  if (runners.test(name)) return 'run any package';
  if (fetchers.test(name)) return 'reach any address';
  if (actors.test(name)) return 'act with your accounts';
  if (destroyers.test(name)) return 'delete or open any file';
  return undefined;
}

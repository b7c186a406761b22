// Commands that run what a variable holds.
import type { Command, Word } from '../../text/shell.ts';
import type { Verdict } from '../verdict.ts';
import { fetchedVariable } from './downloads.ts';
import { programOf, shells } from './program.ts';

/** `eval` and `sh -c` of what a variable holds. */
export function* evaluations(
  script: string,
  command: Command,
  variables: Map<string, Word[]>,
): Generator<Verdict> {
  const program = programOf(command);
  if (!program) return;
  const text = program.name === 'eval' ? program.args : handedToShell(program);
  const isEval = program.name === 'eval';
  const called =
    isEval || program.name === 'ssh'
      ? program.name
      : `${carriers.test(program.name) ? 'sh' : program.name} -c`;
  const source = text
    .filter(({ raw }) => !/^'[^']*'$|^"?\$\((?:(?!\$\()[\s\S])*\)"?$/.test(raw))
    .flatMap(({ raw }) => [
      // What a program prints is its own affair, and `\$$name` and `$name=` are how old shells say `${!name}`.
      ...raw
        .replace(/\$\([^)]*\)?|`[^`]*`?|\$\{\w+@Q\}/g, ' ')
        .matchAll(/(?<![\\\w$}])\$\{?([A-Za-z_]\w*|[1-9@*])(?!\w*\}?\+?=)/g),
    ])
    .map(([, name = '']) => name)
    .find((name) => !isHarmless(name, variables));
  if (source === undefined || fetchedVariable(text, variables)) return;
  const given =
    /^[1-9@*]$/.test(source) ||
    (variables.get(source) ?? []).some(
      (value) =>
        (/=\$\{?[1-9@*]/.test(value.text) || isOfRequest(value.raw)) && !isInFunction(script, value.start),
    ) ||
    isRead(source);
  // What goes to another machine is mostly written by who may log in there.
  const fromCaller = given && program.name !== 'ssh' && !isInFunction(script, command.start);
  yield {
    rule: 'shell-evaluates-variable',
    start: command.start,
    end: command.end,
    severity: fromCaller ? 'medium' : 'low',
    confidence: fromCaller ? 'medium' : 'low',
    message: `\`${called}\` runs what \`$${source}\` holds as commands.`,
    remedy: isEval
      ? 'Call the command with its arguments as an array: `args=(…); "${args[@]}"`; for indirect names `${!name}` or `declare -n`.'
      : program.name === 'ssh'
        ? 'Quote the value for the other shell: `ssh host "rm -- ${path@Q}"`.'
        : 'Pass the value as an argument: `sh -c \'use "$1"\' _ "$value"`.',
  };
}

/** The words that a shell reads as a script: here, in a container, on another machine. */
function handedToShell({ name, args }: { name: string; args: readonly Word[] }): readonly Word[] {
  const isOwn = shells.test(name) || /^(?:su|runuser)$/.test(name);
  if (!isOwn && !carriers.test(name)) return [];
  if (name === 'ssh') return args.slice(-1).filter(({ raw }) => raw.startsWith('"') && /\s/.test(raw));
  const flag = args.findIndex(
    ({ text }, index) =>
      /^-\w*c$/.test(text) && (isOwn || shells.test(args[index - 1]?.text.replace(/^.*\//, '') ?? '')),
  );
  return flag === -1 ? [] : args.slice(flag + 1, flag + 2);
}

/** Programs that run the command that follows elsewhere. */
const carriers = /^(?:ssh|docker|podman|kubectl|oc|lxc|nsenter|chroot|docker-compose)$/;

/** Whether a place is in the body of a function, whose arguments the script itself gives. */
function isInFunction(script: string, at: number): boolean {
  const before = script.slice(Math.max(0, at - 4_000), at);
  const opened = before.search(/^[ \t]*(?:function\s+[\w:-]+|[\w:-]+[ \t]*\(\))(?![\s\S]*^\}[ \t;]*$)/m);
  return opened !== -1;
}

/** Whether a value is cut out of what a request or a login says, and not cleaned. */
const isOfRequest = (raw: string): boolean =>
  /^\w+=["']?(?:\$\(|`)[\s\S]{0,400}?\$\{?(?:QUERY_STRING|HTTP_\w+|REQUEST_URI|PATH_INFO|SSH_ORIGINAL_COMMAND)\b/.test(
    raw,
  ) && !/\btr\s{1,9}-\w{0,4}d|%q|@Q\}/.test(raw);

const isRead = (name: string): boolean =>
  /^(?:REPLY|QUERY_STRING|HTTP_\w+|REQUEST_URI|PATH_INFO|INPUT_\w+|SSH_ORIGINAL_COMMAND)$/.test(name);

/** Variables whose value this script alone sets, from constants or from well-known programs. */
function isHarmless(name: string, variables: Map<string, Word[]>): boolean {
  const values = variables.get(name);
  if (!values) return /^(?:SHELL|HOME|PWD|IFS|OLDPWD|PATH|shell|i|n)$/.test(name);
  return values.every(({ raw, nested }) => !raw.replace(/^\w+\+?=/, '').includes('$') && nested.length === 0);
}

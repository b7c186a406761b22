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
  const text =
    program.name === 'eval'
      ? program.args
      : shells.test(program.name) || /^(?:su|runuser)$/.test(program.name)
        ? program.args
            .slice(program.args.findIndex(({ text }) => /^-\w*c$/.test(text)) + 1)
            .slice(0, program.args.some(({ text }) => /^-\w*c$/.test(text)) ? 1 : 0)
        : [];
  const isEval = program.name === 'eval';
  const source = text
    .filter(({ raw }) => !/^'[^']*'$/.test(raw))
    .flatMap(({ raw }) => [
      // What a program prints is its own affair, and `\$$name` and `$name=` are how old shells say `${!name}`.
      ...raw
        .replace(/\$\([^)]*\)?|`[^`]*`?/g, ' ')
        .matchAll(/(?<![\\\w$}])\$\{?([A-Za-z_]\w*|[1-9@*])(?!\w*\}?\+?=)/g),
    ])
    .map(([, name = '']) => name)
    .find((name) => !isHarmless(name, variables));
  if (source === undefined || fetchedVariable(text, variables)) return;
  const given =
    /^[1-9@*]$/.test(source) ||
    (variables.get(source) ?? []).some(
      (value) => /=\$\{?[1-9@*]/.test(value.text) && !isInFunction(script, value.start),
    ) ||
    isRead(source);
  const fromCaller = given && !isInFunction(script, command.start);
  yield {
    rule: 'shell-evaluates-variable',
    start: command.start,
    end: command.end,
    severity: fromCaller ? 'medium' : 'low',
    confidence: fromCaller ? 'medium' : 'low',
    message: `\`${isEval ? 'eval' : `${program.name} -c`}\` runs what \`$${source}\` holds as commands.`,
    remedy: isEval
      ? 'Call the command with its arguments as an array: `args=(…); "${args[@]}"`; for indirect names `${!name}` or `declare -n`.'
      : 'Pass the value as an argument: `sh -c \'use "$1"\' _ "$value"`.',
  };
}

/** Whether a place is in the body of a function, whose arguments the script itself gives. */
function isInFunction(script: string, at: number): boolean {
  const before = script.slice(Math.max(0, at - 4_000), at);
  const opened = before.search(/^[ \t]*(?:function\s+[\w:-]+|[\w:-]+[ \t]*\(\))(?![\s\S]*^\}[ \t;]*$)/m);
  return opened !== -1;
}

const isRead = (name: string): boolean =>
  /^(?:REPLY|QUERY_STRING|HTTP_\w+|REQUEST_URI|PATH_INFO|INPUT_\w+|SSH_ORIGINAL_COMMAND)$/.test(name);

/** Variables whose value this script alone sets, from constants or from well-known programs. */
function isHarmless(name: string, variables: Map<string, Word[]>): boolean {
  const values = variables.get(name);
  if (!values) return /^(?:SHELL|HOME|PWD|IFS|OLDPWD|PATH|shell|i|n)$/.test(name);
  return values.every(({ raw, nested }) => !raw.replace(/^\w+\+?=/, '').includes('$') && nested.length === 0);
}

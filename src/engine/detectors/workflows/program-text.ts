// Event text in a variable that a program of a script reads as part of its own program.
import type { Command } from '../../text/shell.ts';
import type { YamlScalar } from '../../text/yaml-tree.ts';
import { codeWord, databases } from '../shell/arguments.ts';
import { interpreters } from '../shell/downloads.ts';
import { programOf } from '../shell/program.ts';
import type { Verdict } from '../verdict.ts';

/** Which of the variables that strangers fill stands in a text. */
export type Holds = (text: string) => string | undefined;

/** What a command makes of such a variable, apart from handing it on whole. */
export function* programTexts(command: Command, holds: Holds): Generator<Verdict> {
  const program = programOf(command);
  if (!program) return;
  const { name, args } = program;
  const open = args.filter(({ raw }) => !raw.startsWith("'"));
  const code = /^g?sed$/.test(name)
    ? args.find(({ text }, i) => !text.startsWith('-') && !/^-\w*[fl]$/.test(args[i - 1]?.text ?? ''))
    : codeWord(name, args);
  const variable = code && !code.raw.startsWith("'") ? holds(code.raw) : undefined;
  if (variable !== undefined) {
    const isLanguage = interpreters.test(name);
    yield {
      rule: 'expression-in-run-script',
      start: command.start,
      end: command.end,
      severity: isLanguage ? 'high' : 'medium',
      confidence: 'medium',
      message: `\`${name}\` reads what \`$${variable}\` holds as part of its program, and anyone can write that.`,
      remedy: name.endsWith('awk')
        ? `Hand it over as a value: \`awk -v text="$${variable}" '…'\`.`
        : isLanguage
          ? `Keep the program in single quotes and read the variable in it (\`os.environ["${variable}"]\`).`
          : 'Use a program that takes values (`envsubst`, `jq --arg`), not one that takes commands.',
    };
    return;
  }
  const query = databases.test(name)
    ? open.find(
        ({ raw }) => /\b(?:select|insert|update|delete|replace)\b/i.test(raw) && holds(raw) !== undefined,
      )
    : undefined;
  if (query) {
    yield {
      rule: 'sql-from-interpolation',
      start: query.start,
      end: query.end,
      severity: 'medium',
      message: `A quote in \`$${holds(query.raw)}\` changes what \`${name}\` does, and anyone can write that.`,
      remedy: 'Pass it as a variable of the client: `psql -v name="$NAME"` with `:\'name\'` in the query.',
    };
    return;
  }
  if (/^(?:echo|printf|test|\[|\[\[|:|case|for|local|export)$/.test(name)) return;
  const bare = open.find(({ raw }) => /^\$\{?\w+\}?$/.test(raw) && holds(raw) !== undefined);
  if (bare)
    yield {
      rule: 'option-from-argument',
      start: bare.start,
      end: bare.end,
      severity: 'low',
      confidence: 'medium',
      message: `Without quotes the words of \`${bare.text}\` are arguments of \`${name.slice(0, 40)}\`, options too, and anyone can write them.`,
      remedy: `Write \`-- "${bare.text}"\`.`,
    };
}

/** Lines of PowerShell that give such a variable to the runner's files, or run it. */
export function* powershellLines(
  text: string,
  run: YamlScalar,
  tainted: (name: string) => boolean,
): Generator<Verdict> {
  let start = run.start;
  for (const line of text.slice(run.start, run.end).split('\n')) {
    const name = [...line.matchAll(/\$env:(\w+)/gi)].map(([, one = '']) => one).find(tainted);
    const span = {
      start: start + (line.length - line.trimStart().length),
      end: start + line.trimEnd().length,
    };
    start += line.length + 1;
    if (name === undefined) continue;
    if (/\$(?:env:|\{env:)GITHUB_(?:ENV|PATH)\b/i.test(line))
      yield {
        rule: 'event-text-in-runner-environment',
        ...span,
        severity: 'medium',
        message: `\`$env:${name}\` holds text that anyone can write; a line break in it sets further variables for every later step.`,
      };
    else if (
      /^\s*(?:iex|Invoke-Expression)\b|\|\s*(?:iex|Invoke-Expression)\b|(?:pwsh|powershell|cmd)(?:\.exe)?\s+(?:-c\w*|\/c)\s/i.test(
        line,
      )
    )
      yield {
        rule: 'expression-in-run-script',
        ...span,
        severity: 'high',
        message: `This runs what \`$env:${name}\` holds, and anyone can write that.`,
        remedy: 'Call the program itself with `&` and hand the value over as an argument.',
      };
  }
}

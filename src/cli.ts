// The command line: reads the arguments and hands each command its own.
import { Command, CommanderError } from 'commander';
import { UserError } from './engine/problem.ts';
import { terminalText } from './reporters/neutralise.ts';
import { version } from './version.ts';

/** Runs the command line and sets the exit code: 0 clean, 1 findings at or above the threshold, 2 could not run. */
export async function main(args: readonly string[]): Promise<void> {
  quietWhenReaderLeaves(process.stdout);
  quietWhenReaderLeaves(process.stderr);
  try {
    await (await createProgram(args[0])).parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

/** Adds a command to the program. */
type Add = (program: Command, version: string) => void;

// In the order of the help. Each is loaded when it is asked for: what all of them need together takes longer than most of them.
const commands: Readonly<Record<string, () => Promise<Add>>> = {
  review: async () => (await import('./commands/review.ts')).addReview,
  scan: async () => (await import('./commands/scan.ts')).addScan,
  rules: async () => (await import('./commands/rules.ts')).addRules,
  config: async () => (await import('./commands/config.ts')).addConfig,
  audit: async () => (await import('./commands/audit.ts')).addAudit,
  token: async () => (await import('./commands/token.ts')).addToken,
  data: async () => (await import('./commands/data.ts')).addData,
  doctor: async () => (await import('./commands/doctor.ts')).addDoctor,
  explain: async () => (await import('./commands/explain.ts')).addExplain,
  elsewhere: async () => (await import('./commands/elsewhere.ts')).addElsewhere,
  attribute: async () => (await import('./commands/attribute.ts')).addAttribute,
  'explain-origin': async () => (await import('./commands/explain-origin.ts')).addExplainOrigin,
  deps: async () => (await import('./commands/deps.ts')).addDeps,
  osv: async () => (await import('./commands/osv.ts')).addOsv,
  report: async () => (await import('./commands/security-report.ts')).addSecurityReport,
  traces: async () => (await import('./commands/traces.ts')).addTraces,
};

/** Only the version needs no command; whoever names none of them sees all. */
function wanted(first: string | undefined): string[] {
  if (first === '-V' || first === '--version') return [];
  return first !== undefined && Object.hasOwn(commands, first) ? [first] : Object.keys(commands);
}

async function createProgram(first: string | undefined): Promise<Command> {
  const program = new Command('langguard')
    .description(
      'Reviews the risk in a change, line by line: code, secrets, dependencies and who or what wrote it.',
    )
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'langguard: ')) })
    .addHelpText(
      'after',
      '\nExit codes: 0 clean, 1 findings at or above --fail-on, 2 could not run.\n\n' +
        'Examples:\n  langguard review --base main\n  langguard review --staged --fail-on medium\n' +
        '  git diff main | langguard review --patch -\n  langguard scan src --format sarif --output findings.sarif',
    );
  for (const name of wanted(first)) (await commands[name]?.())?.(program, version);
  inherit(program);
  return program;
}

/** Each command throws in place of ending the process, so that what was written to a pipe arrives. */
function inherit(command: Command): void {
  command.exitOverride();
  for (const child of command.commands) inherit(child.copyInheritedSettings(command));
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UserError)
    process.stderr.write(
      `langguard: ${terminalText(error.message)}\n  at ${terminalText(error.where)}\n  ${terminalText(error.remedy)}\n`,
    );
  else {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(
      `langguard failed; this is a mistake of LangGuard's own, please report it.\n${text}\n`,
    );
  }
  return 2;
}

/** `langguard … | head` ends without a stack. */
function quietWhenReaderLeaves(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.stderr.write(`langguard: the report cannot be written: ${error.message}\n`);
    process.exitCode = 2;
  });
}

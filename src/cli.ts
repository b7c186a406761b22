// The command line: reads the arguments and hands each command its own.
import { Command, CommanderError } from 'commander';
import { addAttribute } from './commands/attribute.ts';
import { addAudit } from './commands/audit.ts';
import { addConfig } from './commands/config.ts';
import { addData } from './commands/data.ts';
import { addDeps } from './commands/deps.ts';
import { addDoctor } from './commands/doctor.ts';
import { addElsewhere } from './commands/elsewhere.ts';
import { addExplain } from './commands/explain.ts';
import { addExplainOrigin } from './commands/explain-origin.ts';
import { addOsv } from './commands/osv.ts';
import { addReview } from './commands/review.ts';
import { addRules } from './commands/rules.ts';
import { addScan } from './commands/scan.ts';
import { addToken } from './commands/token.ts';
import { addSecurityReport } from './commands/security-report.ts';
import { addTraces } from './commands/traces.ts';
import { UserError } from './engine/problem.ts';
import { terminalText } from './reporters/neutralise.ts';
import { version } from './version.ts';

/** Runs the command line and sets the exit code: 0 clean, 1 findings at or above the threshold, 2 could not run. */
export async function main(args: readonly string[]): Promise<void> {
  quietWhenReaderLeaves(process.stdout);
  quietWhenReaderLeaves(process.stderr);
  try {
    await createProgram().parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

function createProgram(): Command {
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
  addReview(program, version);
  addScan(program, version);
  addRules(program);
  addConfig(program);
  addAudit(program);
  addToken(program);
  addData(program);
  addDoctor(program);
  addExplain(program);
  addElsewhere(program);
  addAttribute(program);
  addExplainOrigin(program);
  addDeps(program);
  addOsv(program, version);
  addSecurityReport(program);
  addTraces(program);
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

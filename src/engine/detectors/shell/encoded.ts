// Programs that stand encoded in a command and are decoded only to be run.
import type { Command, Pipeline, Word } from '../../text/shell.ts';
import { quoted } from '../quoted.ts';
import type { Verdict } from '../verdict.ts';
import { interpreters, runsInput } from './downloads.ts';
import { programOf, shells } from './program.ts';

const blob = /[A-Za-z0-9+/]{16,}={0,2}|(?:\\x[0-9a-f]{2}){6,}/;
const decodesAndRuns =
  /\b(?:exec|eval|system)\b[^\n]{0,80}?(?:b64decode|base64\.decode|base64_decode|fromhex|unpack\(?['"]m|Base64\.(?:strict_)?decode64|Buffer\.from\([^\n]{0,4000}['"](?:base64|hex)['"]|\batob\()/;

/** A pipeline, or a shell's text, that decodes a program and runs it. */
export function* encodedPrograms({ commands }: Pipeline): Generator<Verdict> {
  let decoder: number | undefined;
  for (const [i, command] of commands.entries()) {
    if (decoder !== undefined && runsInput(command)) {
      yield verdict(commands.slice(0, i), command);
      return;
    }
    if (isDecoder(command)) decoder = i;
    const inner = decodedText(command);
    if (inner) yield verdict(inner.commands, command);
    else yield* inProgramText(command);
  }
}

function verdict(makers: readonly Command[], runner: Command): Verdict {
  const isWritten = makers.some((one) =>
    [...one.words.slice(1), ...texts(one)].some(({ raw }) => holdsBlob(raw)),
  );
  return {
    rule: 'encoded-command-run',
    start:
      (makers[0]?.start ?? runner.start) < runner.start ? (makers[0]?.start ?? runner.start) : runner.start,
    end: runner.end,
    ...(isWritten ? {} : { severity: 'low', confidence: 'low' }),
    message: isWritten
      ? `${quoted(programOf(runner)?.name ?? 'The shell')} runs a program that stands here encoded: nobody who reads the line sees what it does.`
      : `${quoted(programOf(runner)?.name ?? 'The shell')} runs whatever is decoded here.`,
  };
}

const texts = (command: Command): Word[] =>
  command.redirects.filter(({ operator }) => operator === '<<<').map(({ target }) => target);

const holdsBlob = (raw: string): boolean => !raw.includes('$') && blob.test(raw);

function isDecoder(command: Command): boolean {
  const program = programOf(command);
  if (!program) return false;
  const args = program.args.map(({ text }) => text);
  if (/^(?:g?base64|base32)$/.test(program.name))
    return args.some((text) => /^(?:-[di]*[dD][di]*|--decode)$/.test(text));
  if (program.name === 'openssl')
    return (
      /^(?:base64|enc)$/.test(args[0] ?? '') &&
      args.includes('-d') &&
      args.some((text) => /base64|^-a$/.test(text))
    );
  return program.name === 'xxd' && args.some((text) => /^-\w*r/.test(text));
}

/** The pipeline that decodes what `eval`, `sh -c` or a file of its output runs. */
function decodedText(command: Command): Pipeline | undefined {
  const program = programOf(command);
  if (!program) return undefined;
  const reads = shells.test(program.name) || interpreters.test(program.name);
  const runsText =
    /^(?:eval|source|\.)$/.test(program.name) ||
    (reads && program.args.some(({ text, raw }) => /^-\w*[ce]$/.test(text) || raw.startsWith('<(')));
  return [...(runsText ? program.args : []), ...(reads ? texts(command) : [])]
    .flatMap(({ nested }) => nested)
    .find((one) => one.commands.some(isDecoder));
}

/** `python -c "exec(b64decode('…'))"` and PowerShell's encoded commands. */
function* inProgramText(command: Command): Generator<Verdict> {
  const program = programOf(command);
  if (!program) return;
  const flag = program.args.findIndex(({ text }) => /^-\w*[cer]$/.test(text));
  const code = program.args[flag + 1];
  if (interpreters.test(program.name) && flag !== -1 && code && decodesAndRuns.test(code.raw)) {
    yield verdict(holdsBlob(code.raw) ? [{ ...command, words: [code, code] }] : [], command);
    return;
  }
  const encoded = program.args.findIndex(({ text }) => /^-e(?:nc?(?:odedcommand)?|c)$/i.test(text));
  const given = program.args[encoded + 1];
  if (/^(?:pwsh|powershell)(?:\.exe)?$/i.test(program.name) && encoded !== -1 && given)
    yield verdict(holdsBlob(given.raw) ? [{ ...command, words: [given, given] }] : [], command);
}

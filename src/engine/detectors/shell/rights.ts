// Commands that give rights away: files that all may write, root without a password.
import type { Command, Pipeline } from '../../text/shell.ts';
import { quoted, quotedText } from '../quoted.ts';
import type { Verdict } from '../verdict.ts';
import { programOf } from './program.ts';

/** Modes by which every account may write. */
export function* openModes(command: Command): Generator<Verdict> {
  const program = programOf(command);
  if (!program) return;
  const { name, args } = program;
  if (
    name !== 'chmod' &&
    !(/^(?:mkdir|install)$/.test(name) && args.some(({ text }) => /^-m|^--mode/.test(text)))
  )
    return;
  const mode = args.find(
    ({ text }) =>
      /^(?:-m|--mode=)?(?:[0-7]?[0-7]{2}[2367]|[ugoa]*[ao][ugoa]*[+=][rxXst]*w[rwxXst]*|\+rwx)$/.test(text) &&
      !/^(?:-m|--mode=)?1[0-7]{3}$/.test(text),
  );
  if (!mode || args.some(({ text }) => /^\/dev\/(?!shm)/.test(text))) return;
  const recursive = args.some(({ text }) => /^-\w*R|^--recursive$/.test(text));
  const files = args.filter((word) => word !== mode && !word.text.startsWith('-')).map(({ text }) => text);
  // Words of an expression that looks for such commands, as in `[[ $line =~ (rm -rf|chmod 777) ]]`.
  if (files.length === 0 && command.words[0]?.text === 'chmod') return;
  const digits: Readonly<Record<string, string>> = { 777: '755', 666: '644', '0777': '0755', '0666': '0644' };
  const narrower = digits[mode.raw];
  const isProgram = /7$|x/.test(mode.text);
  // Folders keep the right to be entered, and only they.
  const rights = recursive ? '-R u=rwX,go=rX' : isProgram ? '755' : '644';
  const narrow = `chmod ${rights} ${files.join(' ').slice(0, 60)}`.trim();
  yield {
    rule: 'world-writable-chmod',
    start: command.start,
    end: command.end,
    severity: 'medium',
    ...(narrower === undefined ? {} : { edits: [{ start: mode.start, end: mode.end, text: narrower }] }),
    message: `\`${name} ${quotedText(mode.text)}\` lets every account ${recursive ? 'change everything below' : 'change'} ${files.length > 0 ? quoted(files.join(' ')) : 'it'}.`,
    remedy: `Give the owner what is needed and others at most to read: \`${narrow}\`, or \`chown\` it to the account that writes.`,
  };
}

/** A rule for sudo that asks for no password. */
export function* freeSudo(command: Command, pipeline: Pipeline): Generator<Verdict> {
  const program = programOf(command);
  if (!program || !/^(?:echo|printf|tee|cat)$/.test(program.name)) return;
  const word = program.args.find(({ text }) => /NOPASSWD:\s*ALL/.test(text));
  if (!word) return;
  yield {
    rule: 'sudo-without-password',
    start: pipeline.start,
    end: pipeline.end,
    message: 'This lets an account become root without a password.',
    remedy: 'Name the one command that it needs in place of `ALL`, or run that step as root.',
  };
}

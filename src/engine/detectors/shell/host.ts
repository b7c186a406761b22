// Commands that open the machine, weaken its cryptography, or take code and data over unprotected lines.
import type { Command, Pipeline, Word } from '../../text/shell.ts';
import type { Verdict } from '../verdict.ts';
import { callsOf } from './host-calls.ts';
import { programOf } from './program.ts';

/** What a single command does to the machine that it runs on. */
export function* hostVerdicts(command: Command, pipeline: Pipeline, hasCallers: boolean): Generator<Verdict> {
  const program = programOf(command);
  if (hasCallers) yield* searchPath(command);
  if (!program) return;
  const { name, args } = program;
  const words = args.map(({ text }) => text).join(' ');
  const span = { start: command.start, end: command.end };
  for (const call of callsOf(name))
    if (call.words.test(words)) {
      const { rule, severity, message, remedy } = call;
      yield { rule, ...span, severity, message, ...(remedy === undefined ? {} : { remedy }) };
      break;
    }
  yield* setuid(name, args, span);
  if (
    /^(?:ba|z|k)?sh$/.test(name) &&
    command.redirects.some(({ target }) => /^\/dev\/(?:tcp|udp)\//.test(target.text)) &&
    args.some(({ text }) => text === '-i')
  )
    yield {
      rule: 'remote-shell',
      ...span,
      severity: 'high',
      message: 'Whoever is at the other end of this connection has a shell.',
    };
  const plain = /^(?:curl|wget)$/.test(name) ? /(?:^|\s)http:\/\/\S+/.exec(words)?.[0]?.trim() : undefined;
  const unpacker =
    plain === undefined ? undefined : pipeline.commands[pipeline.commands.indexOf(command) + 1];
  if (
    plain !== undefined &&
    /^(?:tar|unzip|dpkg|bsdtar|cpio|gunzip|apt-key|gpg)$/.test(
      (unpacker && programOf(unpacker)?.name) ?? '',
    ) &&
    !/\/\/(?:localhost|127\.|\$)/.test(plain)
  )
    yield {
      rule: 'download-without-verification',
      ...span,
      severity: 'low',
      message: 'What is unpacked comes over a line that anyone on the way can change.',
      remedy: 'Use the `https:` address, and compare the digest.',
    };
  if (hasCallers) yield* inScripts(command, name, args, span, pipeline);
}

function* setuid(
  name: string,
  args: readonly Word[],
  span: { start: number; end: number },
): Generator<Verdict> {
  if (name !== 'chmod' && name !== 'install') return;
  const mode = args.find(({ text }) => /^(?:-m)?(?:[4-7][0-7]{3}|[ugoa]*\+[rwx]*s)$/.test(text));
  if (!mode || /^(?:-m)?(?:g\+s|2\d{3})$/.test(mode.text)) return;
  const isShell = args.some(({ text }) =>
    /\/(?:ba|da|z|k)?sh$|\/(?:python[\d.]*|perl|ruby|node|vim?|find|env|nmap|less|cp)$/.test(text),
  );
  yield {
    rule: 'setuid-bit-set',
    ...span,
    severity: isShell ? 'high' : 'low',
    message: isShell
      ? 'Every account becomes root with this program.'
      : 'This program runs with the rights of its owner.',
  };
}

/** A search path with the working folder in it. */
function* searchPath(command: Command): Generator<Verdict> {
  const preload = command.words.find(({ raw }) =>
    /^LD_(?:PRELOAD|LIBRARY_PATH)=["']?(?:\/(?:var\/)?tmp\/|\.(?:\/|:|["']?$))|^PATH=["']?\/(?:var\/)?tmp\//.test(
      raw,
    ),
  );
  if (preload)
    yield {
      rule: 'unsafe-search-path',
      start: preload.start,
      end: preload.end,
      message: 'Code is taken from a folder in which others may write, or from where the script is called.',
    };
  const word = command.words.find(({ raw }) => raw.startsWith('PATH='));
  if (word && /^PATH=["']?(?:\.:|:)|:\.(?:[:"']|$)|::/.test(word.raw) && !/\$\{?PATH:?\+|:\+/.test(word.raw))
    yield {
      rule: 'unsafe-search-path',
      start: word.start,
      end: word.end,
      message: 'Programs are taken from the folder in which the script is called.',
    };
}

const shells = /^(?:ba|da|z|k)?sh$/;

function* inScripts(
  command: Command,
  name: string,
  args: readonly Word[],
  span: { start: number; end: number },
  pipeline: Pipeline,
): Generator<Verdict> {
  const texts = args.map(({ text }) => text);
  if (/^(?:source|\.)$/.test(name) && /^"?\$\{?[1-9@*]\}?"?$/.test(args[0]?.raw ?? ''))
    yield {
      rule: 'file-of-variable-sourced',
      ...span,
      message: 'Whoever calls this script names the file that is run.',
    };
  if (/^(?:source|\.)$/.test(name) && /^["']?\/(?:var\/)?tmp\/[\w./-]+["']?$/.test(args[0]?.raw ?? ''))
    yield {
      rule: 'predictable-shell-temp-file',
      ...span,
      severity: 'low',
      message: 'Anyone on the machine can put commands into this file first.',
      remedy: 'Keep the file where only its owner writes.',
    };
  // Of what `sed` looks for and what it writes, the last is what stands there afterwards.
  const login = /^(?:sed|echo|printf)$/.test(name)
    ? [...texts.join(' ').matchAll(/(?<!#\s{0,3})\bPermit(?:RootLogin|EmptyPasswords)\s{1,9}(\w+)/gi)].at(-1)
    : undefined;
  if (login?.[1]?.toLowerCase() === 'yes')
    yield {
      rule: 'host-protection-off',
      ...span,
      severity: 'medium',
      message: 'This lets root, or an account without a password, log in from the network.',
      remedy: 'Write `PermitRootLogin no`, and log in with a key of your own.',
    };
  // The name of a file is pasted into a script.
  const all = command.words.map(({ text }) => text);
  const words = all.includes('xargs') ? all : texts;
  const at = words.findIndex((text) => shells.test(text.replace(/^.*\//, '')));
  const script =
    /^(?:find|xargs|parallel|fd)$/.test(name) || /-exec|-I/.test(words.join(' ')) ? words[at + 2] : undefined;
  if (
    at !== -1 &&
    /^-\w*c$/.test(words[at + 1] ?? '') &&
    script !== undefined &&
    /\{\}|(?<!\w)%(?!\w)/.test(script) &&
    !/\{\}['"]?$/.test(words[at + 1] ?? '')
  )
    yield {
      rule: 'shell-evaluates-variable',
      ...span,
      severity: 'low',
      confidence: 'medium',
      message: 'The name of each file becomes part of the script, so a file can be named like a command.',
      remedy: 'Pass it as an argument: `sh -c \'use "$1"\' _ {}`.',
    };
  if (/^(?:md5sum|sha1sum)$/.test(name)) {
    const source = pipeline.commands[0];
    if (
      source &&
      /\$\{?\w*(?:pass(?:word|wd)?|pw|secret)\w*\b/i.test(source.words.map(({ raw }) => raw).join(' '))
    )
      yield {
        rule: 'weak-hash',
        ...span,
        severity: 'medium',
        message: 'A password hashed so is guessed in no time.',
        remedy: 'Use `openssl passwd -6` or `mkpasswd -m yescrypt`.',
      };
  }
  const only =
    pipeline.commands.length === 1 &&
    (pipeline.commands[0]?.redirects ?? []).every(({ target }) =>
      /\.log["']?$|^["']?\/var\/log\/|^["']?\$\{?\w*LOG(?:_?FILE)?\}?["']?$/i.test(target.raw),
    );
  if (
    only &&
    /^(?:echo|printf|logger)$/.test(name) &&
    args.some(
      ({ raw }) =>
        /^[^']*\$\{?(?:\w*_)?(?:password|passwd|secret|private_key|api_?key|access_token)\}?(?!\w)/i.test(
          raw,
        ) ||
        // A function hands a token to its caller by printing it, alone.
        /^"[^"$']*\w[^"$']*\$\{?(?:\w*_)?token\d?\}?(?!\w)/i.test(raw),
    ) &&
    !texts.some((text) => /add-mask|GITHUB_OUTPUT/.test(text))
  )
    yield {
      rule: 'secret-in-log',
      ...span,
      severity: 'low',
      confidence: 'low',
      message: 'This prints a secret, which then stands in the log of whoever runs the script.',
      remedy: 'Leave it out.',
    };
}

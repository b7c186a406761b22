// What is risky in shell commands, wherever they stand: scripts, image builds, workflow steps.
import { allPipelines, readShell, type Command, type Pipeline, type Word } from '../../text/shell.ts';
import type { SourceEdit } from '../../fixes/edit.ts';
import type { Verdict } from '../verdict.ts';
import { argumentVerdicts } from './arguments.ts';
import { hostVerdicts } from './host.ts';
import { programOf } from './program.ts';

/** Where the commands stand. */
export interface ShellPlace {
  /** True for scripts whose variables may hold what a caller gave; an image's build has none. */
  hasCallers: boolean;
}

/** Looking for the function around each takes time, and more say the same thing. */
const maxEvaluations = 50;

const shells = /^(?:\/(?:usr\/)?bin\/)?(?:ba|da|z|k|a|fi)?sh$/;
const interpreters =
  /^(?:\/(?:usr\/)?(?:local\/)?bin\/)?(?:python[\d.]*|perl|ruby|node|php|deno|bun|pwsh|powershell)$/;
const loopback =
  /\b(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|host\.docker\.internal)\b|\.(?:local|test|internal|localhost)(?=[:/\s"']|$)|\.svc\b/;

/** Everything that the commands of a stretch of text do wrong. */
export function* checkShell(
  text: string,
  from: number,
  to: number,
  place: ShellPlace,
  depth = 0,
): Generator<Verdict> {
  yield* checkPipelines(text, [...allPipelines(readShell(text, from, to))], place, depth);
}

/** The same of commands that were read already. */
export function* checkPipelines(
  text: string,
  pipelines: readonly Pipeline[],
  place: ShellPlace,
  depth = 0,
): Generator<Verdict> {
  const downloads = new Map<string, Command>();
  const pinned = hasChecksum(pipelines);
  const variables = variablesOf(pipelines);
  let evaluated = 0;
  for (const pipeline of pipelines) {
    yield* pipedToShell(pipeline, pinned, downloads, variables);
    for (const command of pipeline.commands) {
      const inner = scriptWord(command);
      if (inner && depth < 3) yield* checkShell(text, inner.start + 1, inner.end - 1, place, depth + 1);
      yield* uncheckedTls(command);
      yield* openModes(command);
      yield* deletions(command, variables);
      if (place.hasCallers && evaluated < maxEvaluations)
        for (const verdict of evaluations(text, command, variables)) {
          evaluated++;
          yield verdict;
        }
      if (place.hasCallers) yield* temporaryFiles(command, variables);
      yield* freeSudo(command, pipeline);
      yield* hostVerdicts(command, pipeline, place.hasCallers);
      if (!pinned) yield* plainDownload(command);
      yield* argumentVerdicts(command, place.hasCallers);
    }
  }
  if (place.hasCallers) yield* tracedSecrets(pipelines);
}

/** The quoted script of `sh -c '…'`. */
function scriptWord(command: Command): Word | undefined {
  const program = programOf(command);
  if (!program || !shells.test(program.name)) return undefined;
  const at = program.args.findIndex(({ text }) => /^-\w*c$/.test(text));
  const word = at === -1 ? undefined : program.args[at + 1];
  return word && /^(['"])[\s\S]*\1$/.test(word.raw) ? word : undefined;
}

/** Variables with what is assigned to them in this script. */
function variablesOf(pipelines: readonly Pipeline[]): Map<string, Word[]> {
  const out = new Map<string, Word[]>();
  for (const { commands } of pipelines)
    for (const { words } of commands)
      for (const word of words) {
        const name = /^(\w+)\+?=/.exec(word.raw)?.[1];
        if (name === undefined) {
          if (/^(?:export|local|readonly|declare|typeset|-\w+)$/.test(word.raw)) continue;
          break;
        }
        {
          const values = out.get(name) ?? [];
          if (values.length < 20) values.push(word);
          out.set(name, values);
        }
      }
  return out;
}

function hasChecksum(pipelines: readonly Pipeline[]): boolean {
  return pipelines.some(({ commands }) =>
    commands.some((command) => {
      const program = programOf(command);
      return (
        program !== undefined &&
        ((/^(?:sha\d*sum|shasum|md5sum|b2sum)$/.test(program.name) &&
          program.args.some(({ text }) => /^(?:-c|--check|-\w*c\w*|--status)$/.test(text))) ||
          (/^gpgv?2?$/.test(program.name) && program.args.some(({ text }) => text === '--verify')) ||
          /^(?:cosign|minisign|slsa-verifier)$/.test(program.name))
      );
    }),
  );
}

/** A command that writes what it fetches to standard output. */
function fetches(command: Command | undefined): boolean {
  const program = command && programOf(command);
  if (!program) return false;
  const args = program.args.map(({ text }) => text);
  if (args.some((text) => text === '--version' || text === '--help')) return false;
  const address = args.find((text) => /^[a-z]+:\/\//.test(text));
  if (address !== undefined && loopback.test(address)) return false;
  if (program.name === 'curl')
    return (
      !args.some(
        (text) =>
          /^(?:-[a-zA-Z]*[oOJ][a-zA-Z]*|--output|--remote-name)$/.test(text) && !/^-[a-zA-Z]*o$/.test(text),
      ) && !args.some((text, i) => /^(?:-[a-zA-Z]*o|--output)$/.test(text) && args[i + 1] !== '-')
    );
  if (program.name === 'wget')
    return args.some(
      (text, i) =>
        /^-[a-zA-Z]*O-$|^--output-document=-$/.test(text) ||
        (/^(?:-[a-zA-Z]*O|--output-document)$/.test(text) &&
          (args[i + 1] === '-' || args[i + 1] === '/dev/stdout')),
    );
  return (
    /^(?:iwr|irm|Invoke-WebRequest|Invoke-RestMethod|http|fetch|aria2c)$/.test(program.name) &&
    address !== undefined
  );
}

/** A command that runs the program text of its standard input. */
function runsInput(command: Command): boolean {
  const program = programOf(command);
  if (!program) return false;
  const args = program.args.map(({ text }) => text);
  if (shells.test(program.name)) {
    if (args.includes('-s') || args.includes('-')) return true;
    return (
      !args.some((text) => text === '-c' || /^-\w*c$/.test(text)) &&
      !args.some((text, i) => !text.startsWith('-') && args[i - 1] !== '-o')
    );
  }
  if (interpreters.test(program.name)) return args.length === 0 || args[0] === '-';
  return /^(?:iex|Invoke-Expression|source|\.)$/.test(program.name);
}

const addressIn = (command: Command | undefined): string | undefined =>
  command?.words
    .map(({ text }) => /[a-z]+:\/\/[^\s'"|)]+/.exec(text)?.[0])
    .find((text) => text !== undefined);

/** The same script by commit, digest or version in its address cannot be exchanged by a branch push. */
function isFixedAddress(address: string | undefined): boolean {
  return address !== undefined && address.startsWith('https:') && /\/[0-9a-f]{40}\//.test(address);
}

function* pipedToShell(
  pipeline: Pipeline,
  pinned: boolean,
  downloads: Map<string, Command>,
  variables: Map<string, Word[]>,
): Generator<Verdict> {
  const found = (command: Command | undefined, start: number, end: number, how: string): Verdict[] => {
    const address = addressIn(command);
    if (isFixedAddress(address)) return [];
    const plain = address?.startsWith('http:') === true;
    const where = address === undefined ? 'an address' : quoted(address);
    return [
      {
        rule: 'remote-script-piped-to-shell',
        start,
        end,
        severity: plain ? 'high' : 'medium',
        message: `${how} what ${where} serves at that moment${plain ? ', over a line that anyone on the way can change' : ''}.`,
        remedy: `Download it to a file, compare its digest (\`echo "<sha256>  install.sh" | sha256sum -c -\`) and run the file; or install a pinned version from a package manager.`,
      },
    ];
  };
  const { commands } = pipeline;
  let source: Command | undefined;
  let variable: Command | undefined;
  for (const command of commands) {
    if ((source || variable) && runsInput(command)) {
      if (source) yield* found(source, source.start, command.end, 'The shell runs');
      else if (variable) yield* found(variable, pipeline.start, command.end, 'The shell runs');
    }
    if (!source && fetches(command)) source = command;
    variable ??= fetchedVariable(command.words.slice(1), variables);
  }
  for (const command of commands) {
    const program = programOf(command);
    if (!program) continue;
    const saved = savedFile(command);
    if (saved !== undefined) downloads.set(saved, command);
    const runsText =
      (shells.test(program.name) && program.args.some(({ text }) => /^-\w*c$/.test(text))) ||
      (interpreters.test(program.name) && program.args.some(({ text }) => /^-[ce]$/.test(text))) ||
      /^(?:eval|source|\.|iex|Invoke-Expression)$/.test(program.name);
    const runsFile =
      shells.test(program.name) || interpreters.test(program.name) || /^(?:source|\.)$/.test(program.name);
    if (runsText || runsFile) {
      for (const word of program.args) {
        const inner = word.nested.flatMap((nested) => nested.commands).find(fetches);
        if (inner && (runsText || word.raw.startsWith('<(')))
          yield* found(inner, command.start, command.end, 'The shell runs');
      }
      for (const { operator, target } of command.redirects) {
        const inner = target.nested.flatMap((nested) => nested.commands).find(fetches);
        if (operator === '<<<' && inner) yield* found(inner, command.start, command.end, 'The shell runs');
      }
      const variable = runsText ? fetchedVariable(program.args, variables) : undefined;
      if (variable) yield* found(variable, command.start, command.end, 'The shell runs');
    }
    // A file that was fetched and is run without a look at its digest.
    if (pinned) continue;
    const run = runsFile ? program.args.find(({ text }) => !text.startsWith('-')) : program.word;
    const source = run && downloads.get(fileName(run.text));
    if (run && source && source !== command && /\.(?:sh|bash|py|pl|rb|ps1|run)$|install/.test(run.text))
      for (const verdict of found(source, command.start, command.end, 'This runs'))
        yield {
          ...verdict,
          severity: verdict.severity === 'high' ? 'medium' : 'low',
          related: [{ start: source.start, end: source.end, message: 'Fetched here.' }],
        };
  }
}

/** The fetch whose output a variable among the words holds. */
function fetchedVariable(words: readonly Word[], variables: Map<string, Word[]>): Command | undefined {
  for (const { text } of words)
    for (const [, name = ''] of text.matchAll(/\$\{?(\w+)/g))
      for (const value of variables.get(name) ?? []) {
        const source = value.nested.flatMap((nested) => nested.commands).find(fetches);
        if (source) return source;
      }
  return undefined;
}

const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A program or an archive that comes over a line without encryption, and whose digest nobody compares. */
function* plainDownload(command: Command): Generator<Verdict> {
  const program = programOf(command);
  if (!program || !/^(?:curl|wget)$/.test(program.name)) return;
  const address = program.args.find(({ text }) =>
    /^http:\/\/[^\s]+\.(?:tar(?:\.\w+)?|t[gbx]z|zip|deb|rpm|apk|run|bin|exe|msi|jar|whl|pkg|dmg|gpg|asc|pub|ova|iso|img|AppImage)$/i.test(
      text,
    ),
  );
  if (address && !loopback.test(address.text) && !/^http:\/\/(?:10\.|192\.168\.|\$)/.test(address.text))
    yield {
      rule: 'download-without-verification',
      start: command.start,
      end: command.end,
      severity: 'low',
      message: 'What is fetched comes over a line that anyone on the way can change.',
      remedy: 'Use the `https:` address, and compare the digest.',
    };
}

/** The file that a download writes, without its folder. */
function savedFile(command: Command): string | undefined {
  const program = programOf(command);
  if (!program || !/^(?:curl|wget)$/.test(program.name)) return undefined;
  const args = program.args.map(({ text }) => text);
  const address = args.find((text) => /^https?:\/\//.test(text));
  if (address === undefined || loopback.test(address)) return undefined;
  const flag = args.findIndex((text) =>
    (program.name === 'curl' ? /^(?:-[a-zA-Z]*o|--output)$/ : /^(?:-[a-zA-Z]*O|--output-document)$/).test(
      text,
    ),
  );
  const redirect = command.redirects.find(({ operator }) => operator === '>')?.target.text;
  const named = flag === -1 ? redirect : args[flag + 1];
  if (named !== undefined) return named === '-' ? undefined : fileName(named);
  if (program.name === 'wget' || args.some((text) => /^-[a-zA-Z]*O/.test(text) || text === '--remote-name'))
    return fileName(address.replace(/[?#].*$/, ''));
  return undefined;
}

/** Flags that turn off the check of the other side's certificate, by program. */
const unchecked: readonly { program: RegExp; flag: RegExp; says: string }[] = [
  {
    program: /^curl$/,
    flag: /^(?:--insecure|--proxy-insecure|-[a-zA-Z]*k[a-zA-Z]*)$/,
    says: 'accepts any certificate',
  },
  { program: /^wget$/, flag: /^--no-check-certificate$/, says: 'accepts any certificate' },
  {
    program: /^(?:pip[\d.]*|python[\d.]*|uv|pipenv|easy_install)$/,
    flag: /^--(?:trusted-host|allow-insecure-host|allow-unverified)(?:=|$)/,
    says: 'takes packages from a host whose certificate is not checked',
  },
  {
    program: /^(?:apt|apt-get|aptitude)$/,
    flag: /^(?:--allow-unauthenticated|--force-yes|--allow-insecure-repositories)$|AllowUnauthenticated=(?:true|1)|Verify-Peer=false/i,
    says: 'installs packages without a valid signature',
  },
  {
    program: /^(?:yum|dnf|microdnf|zypper|tdnf)$/,
    flag: /^(?:--nogpgcheck|--no-gpg-checks|--setopt=sslverify=(?:false|0))$/,
    says: 'installs packages without a look at their signature',
  },
  {
    program: /^(?:npm|yarn|pnpm)$/,
    flag: /^--(?:no-strict-ssl|strict-ssl=false)$/,
    says: 'accepts any certificate',
  },
  {
    program: /^rpm$/,
    flag: /^--(?:nodigest|nosignature|nogpgcheck)$/,
    says: 'installs packages without a look at their signature',
  },
  {
    program: /^apk$/,
    flag: /^--allow-untrusted$/,
    says: 'installs packages without a look at their signature',
  },
  {
    program: /^(?:kubectl|helm|oc)$/,
    flag: /^--(?:insecure-skip-tls-verify|kube-insecure-skip-tls-verify)(?:=true)?$/,
    says: 'accepts any certificate',
  },
  {
    program: /^(?:docker|podman|skopeo|buildah|crane)$/,
    flag: /^--(?:tls-verify=false|src-tls-verify=false|dest-tls-verify=false|insecure-registry(?:=.*)?|disable-content-trust=true)$/,
    says: 'accepts any certificate',
  },
  { program: /^(?:aws)$/, flag: /^--no-verify-ssl$/, says: 'accepts any certificate' },
  {
    program: /^(?:ssh|scp|sftp|rsync)$/,
    flag: /^-?o?StrictHostKeyChecking[= ]no$/i,
    says: 'accepts any host key',
  },
  {
    program: /^(?:ssh|scp|sftp|rsync)$/,
    flag: /^-?o?UserKnownHostsFile[= ]\/dev\/null$/i,
    says: 'accepts any host key',
  },
];

function* uncheckedTls(command: Command): Generator<Verdict> {
  const program = programOf(command);
  const assignment = command.words.find(({ raw }) =>
    /^(?:NODE_TLS_REJECT_UNAUTHORIZED=['"]?0|PYTHONHTTPSVERIFY=['"]?0|GIT_SSL_NO_VERIFY=['"]?(?:1|true)|PERL_LWP_SSL_VERIFY_HOSTNAME=['"]?0)/.test(
      raw,
    ),
  );
  if (assignment)
    yield unverified(assignment, `\`${quotedText(assignment.text)}\` turns off the check of certificates.`);
  if (!program) return;
  const { name, args } = program;
  const whole = command.words.map(({ text }) => text).join(' ');
  if (/^(?:npm|yarn|pnpm|git|conda|gem|bundle)$/.test(name) && /\bconfig\b/.test(whole)) {
    const off =
      /\b(?:strict-ssl|http\.sslVerify|ssl_verify|enableStrictSsl)[ =]+(?:"?)(?:false|0|no|False)\b|ssl_verify_mode[ =]+0/i.exec(
        whole,
      );
    if (off) yield unverified(command, `\`${quotedText(off[0])}\` turns off the check of certificates.`);
  }
  if (name === 'git' && args.some(({ text }) => /^http\.sslVerify=(?:false|0)$/i.test(text)))
    yield unverified(command, '`http.sslVerify=false` turns off the check of certificates.');
  for (const { program: wanted, flag, says } of unchecked) {
    if (!wanted.test(name)) continue;
    const at = args.findIndex(({ text }, i) => flag.test(text) && !(name === 'curl' && isValue(args[i - 1])));
    const word = args[at];
    if (!word) continue;
    if (
      loopback.test(whole) ||
      (/^(?:pip[\d.]*|python[\d.]*)$/.test(name) && loopback.test(args[at + 1]?.text ?? ''))
    )
      continue;
    const isHostKey = /StrictHostKey|KnownHostsFile/i.test(word.text);
    yield {
      ...unverified(command, `\`${name} ${quotedText(word.text)}\` ${says}.`),
      ...(word.raw === word.text &&
      /^--?[a-z-]+$/i.test(word.raw) &&
      !/^-\w{2,}$|-host$|-unverified$/.test(word.raw)
        ? { edits: (text: string) => [withoutWord(text, word)] }
        : {}),
      severity: isHostKey ? 'low' : 'medium',
    };
  }
}

/** Takes a word out with the space before it. */
function withoutWord(text: string, { start, end }: Word): SourceEdit {
  const from = start - (/[ \t]*$/.exec(text.slice(Math.max(0, start - 80), start))?.[0].length ?? 0);
  return { start: from, end, text: '' };
}

/** Whether a curl option takes the next word, so that `-o -k` is no flag. */
function isValue(before: Word | undefined): boolean {
  return (
    before !== undefined &&
    /^(?:-[oHdXuFAebTcK]|--(?:output|header|data|request|user|form|user-agent))$/.test(before.text)
  );
}

function unverified({ start, end }: { start: number; end: number }, message: string): Verdict {
  return {
    rule: 'download-without-verification',
    start,
    end,
    message,
    remedy:
      'Drop the flag; where the server has a private authority, pass its certificate (`curl --cacert ca.pem`, `pip --cert ca.pem`, `NODE_EXTRA_CA_CERTS`).',
  };
}

function* openModes(command: Command): Generator<Verdict> {
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
  yield {
    rule: 'world-writable-chmod',
    start: command.start,
    end: command.end,
    severity: 'medium',
    ...(narrower === undefined ? {} : { edits: [{ start: mode.start, end: mode.end, text: narrower }] }),
    message: `\`${name} ${quotedText(mode.text)}\` lets every account ${recursive ? 'change everything below' : 'change'} ${files.length > 0 ? quoted(files.join(' ')) : 'it'}.`,
    remedy:
      `Give the owner what is needed and others at most to read: \`chmod ${recursive ? '-R ' : ''}${/^(?:-m)?[0-7]*7$/.test(mode.text) ? (recursive ? 'u=rwX,go=rX' : '755') : '644'} ${files.join(' ').slice(0, 60)}\`, or \`chown\` it to the account that writes.`.replace(
        /\s+`/,
        '`',
      ),
  };
}

/** `"${NAME:?}"` in place of a variable; a name in the plural may be a list that has to split. */
function guarded({ start, end, raw, bare }: Word, name: string): Pick<Verdict, 'edits'> {
  const found = /^("?)\$\{?(\w+)\}?("?)(\/[\w./*-]*)?("?)$/.exec(raw);
  if (!found || found[2] !== name || /^\d|s$|list|args|files/i.test(name)) return {};
  const [, open, , close = '', rest = '', last = ''] = found;
  if (open !== '' && (close === '') === (last === '')) return {};
  const variable = `\${${name}:?}`;
  const text = bare ? `"${variable}"${rest}` : `${open}${variable}${close}${rest}${last}`;
  return { edits: [{ start, end, text }] };
}

/** Variables that are there wherever a script runs, and hold no space. */
const alwaysSet = /^(?:HOME|PWD|OLDPWD|GITHUB_WORKSPACE|RUNNER_TEMP|CI_PROJECT_DIR)$/;

function* deletions(command: Command, variables: Map<string, Word[]>): Generator<Verdict> {
  const program = programOf(command);
  if (program?.name !== 'rm' || !program.args.some(({ text }) => /^-\w*[rR]|^--recursive$/.test(text)))
    return;
  for (const word of program.args) {
    const name =
      /^"?\$\{?(\w+)\}?"?(?:\/\*?|\/?"?\*?)$/.exec(word.raw)?.[1] ??
      (word.bare ? /^\$\{?([A-Za-z_]\w*)\}?(?:\/|$)/.exec(word.raw)?.[1] : undefined);
    const below = word.bare ? /^\/\$\{?([A-Za-z_]\w*)\}?(?:\/\*?)?$/.exec(word.raw)?.[1] : undefined;
    if (below !== undefined && !variables.has(below))
      yield {
        rule: 'unquoted-variable-in-rm',
        start: word.start,
        end: word.end,
        severity: 'medium',
        message: `When \`${below}\` is empty, \`rm\` deletes everything from the root on.`,
        remedy: `Write \`"/\${${below}:?}"\` in quotes, which stops when it is empty.`,
      };
    if (name === undefined || (/^\d/.test(name) && !/^[1-9]$/.test(name))) continue;
    const toRoot = /\}?"?\/(?:"?\*|"?$)/.test(word.raw);
    if (!word.bare && !toRoot) continue;
    if (!toRoot && alwaysSet.test(name)) continue;
    // A value that this script sets and that is not empty splits only when it has spaces.
    const known = (variables.get(name) ?? []).some(
      ({ text }) => !/^\w+\+?=$/.test(text) && !/=\$\{?\d/.test(text),
    );
    if (known) continue;
    yield {
      rule: 'unquoted-variable-in-rm',
      start: word.start,
      end: word.end,
      severity: toRoot && /^[A-Za-z_]/.test(name) ? 'medium' : 'low',
      message: `When \`${name}\` is empty or holds a space, \`rm\` deletes something else${toRoot ? ', from the root on' : ''}.`,
      remedy: `Write \`"\${${name}:?}"\` in quotes, which stops when it is empty.`,
      ...guarded(word, name),
    };
  }
}

function* evaluations(script: string, command: Command, variables: Map<string, Word[]>): Generator<Verdict> {
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

/** A place for temporary files with a constant name, or one with the number of the process or the user in it. */
const foreseenFile =
  /^\w+=["']?(?:\/(?:var\/)?tmp|\$\{TMPDIR:-\/tmp\})\/(?:[\w.-]|\$(?:\$|\{?(?:PPID|USER|LOGNAME)\}?))+["']?$/;

function* temporaryFiles(command: Command, variables: Map<string, Word[]>): Generator<Verdict> {
  const targets = command.redirects
    .filter(({ operator }) => /^(?:>|>>|>\||&>|&>>)$/.test(operator))
    .map(({ target }) => target);
  const program = programOf(command);
  if (program && /^(?:tee|touch|mkfifo|mknod)$/.test(program.name))
    targets.push(...program.args.filter(({ text }) => !text.startsWith('-')));
  for (const target of targets) {
    // A name that this script alone sets, to a constant place.
    const named = /^"?\$\{?(\w+)\}?"?$/.exec(target.raw)?.[1];
    const values = named === undefined ? undefined : variables.get(named);
    const [value] = values ?? [];
    if (values?.length === 1 && value && foreseenFile.test(value.raw)) {
      yield {
        rule: 'predictable-shell-temp-file',
        start: value.start,
        end: value.end,
        severity: 'low',
        message: `Anyone on the machine can put a link or a file at ${quoted(value.text.replace(/^\w+=/, ''))} first.`,
        remedy: `Write \`${named}=$(mktemp)\`.`,
        related: [{ start: target.start, end: target.end, message: 'Written here.' }],
      };
      return;
    }
    if (!/^\/(?:var\/)?tmp\/[\w.$@%+{}-]+$/.test(target.text) || /XXX|mktemp/.test(target.text)) continue;
    yield {
      rule: 'predictable-shell-temp-file',
      start: target.start,
      end: target.end,
      message: `Anyone on the machine can put a link or a file at ${quoted(target.text)} first.`,
      remedy: 'Write `file=$(mktemp)` and use `"$file"`.',
    };
    return;
  }
}

function* freeSudo(command: Command, pipeline: Pipeline): Generator<Verdict> {
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

function* tracedSecrets(pipelines: readonly Pipeline[]): Generator<Verdict> {
  let tracing: Command | undefined;
  for (const { commands } of pipelines)
    for (const command of commands) {
      const program = programOf(command);
      if (!program) continue;
      if (program.name === 'set') {
        if (program.args.some(({ text }) => /^-\w*x/.test(text) || text === 'xtrace')) tracing = command;
        if (program.args.some(({ text }) => /^\+\w*x/.test(text))) tracing = undefined;
        continue;
      }
      if (!tracing) continue;
      const secret = command.words.find(
        ({ text }) =>
          /\$\{?\w*(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_KEY|CREDENTIAL)\w*/i.test(text) &&
          !/\$\{?\w*(?:FILE|PATH|NAME|URL|DIR|_ID)\b/i.test(text),
      );
      if (!secret) continue;
      yield {
        rule: 'secret-in-shell-trace',
        start: tracing.start,
        end: tracing.end,
        message: `\`set -x\` prints every command with its values, ${quoted(secret.text)} below among them.`,
        remedy: 'Write `set +x` before the lines that use it.',
        related: [{ start: secret.start, end: secret.end, message: 'Printed here.' }],
      };
      return;
    }
}

/** A value for a message: one line, short, in backquotes. */
export function quoted(text: string): string {
  return `\`${quotedText(text)}\``;
}

function quotedText(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/`/g, "'");
  return line.length > 70 ? `${line.slice(0, 69)}…` : line;
}

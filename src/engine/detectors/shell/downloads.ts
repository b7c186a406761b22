// What commands fetch and run, unpack or install unseen.
import type { Command, Pipeline, Word } from '../../text/shell.ts';
import { quoted } from '../quoted.ts';
import type { Verdict } from '../verdict.ts';
import { isMakersInstaller } from './makers.ts';
import { programOf, shells } from './program.ts';

/** Addresses that lead nowhere but to this machine or its own network. */
export const loopback =
  /\b(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|host\.docker\.internal)\b|\.(?:local|test|internal|localhost)(?=[:/\s"']|$)|\.svc\b/;

/** Programs that read other programs. */
export const interpreters =
  /^(?:\/(?:usr\/)?(?:local\/)?bin\/)?(?:python[\d.]*|perl|ruby|node|php|deno|bun|pwsh|powershell)$/;

/** Whether something compares a digest or a signature. */
export function hasChecksum(pipelines: readonly Pipeline[]): boolean {
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

/** What is fetched and run in one pipeline, or saved and run after it. */
export function* pipedToShell(
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
        severity: plain ? 'high' : isMakersInstaller(address ?? '') ? 'low' : 'medium',
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
export function runsInput(command: Command): boolean {
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
  // What stands behind `-` or `--` is for the program that is read.
  if (/(?:deno|bun)$/.test(program.name) && args[0] === 'run') return args.includes('-');
  if (interpreters.test(program.name)) return args.length === 0 || args[0] === '-' || args[0] === '--';
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

/** The fetch whose output a variable among the words holds. */
export function fetchedVariable(words: readonly Word[], variables: Map<string, Word[]>): Command | undefined {
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
export function* plainDownload(command: Command): Generator<Verdict> {
  const program = programOf(command);
  if (!program || !/^(?:curl|wget)$/.test(program.name)) return;
  // Whatever its name, what is saved among the programs is one.
  const isProgram = program.args.some(({ text }) => /^\/(?:\w+\/){0,4}s?bin\/[\w.-]+$/.test(text));
  const address = program.args.find(
    ({ text }) =>
      (isProgram && /^http:\/\/[^\s]/.test(text)) ||
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

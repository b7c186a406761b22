// Values that commands hand over where others can read them, or where another program reads them as code.
import type { Command, Word } from '../../text/shell.ts';
import type { Verdict } from '../verdict.ts';
import { programOf } from './program.ts';

/** Flags whose value is a password, with the programs that take them. */
const secretFlags: readonly { program: RegExp; flag: RegExp }[] = [
  { program: /^sshpass$/, flag: /^-p/ },
  { program: /^(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump|7za?|sqlcmd)$/, flag: /^-[pP](?!ort)/ },
  { program: /^(?:docker|podman|buildah|skopeo|helm|oras|az|twine|mongo|mongosh|mongodump)$/, flag: /^-p$/ },
  { program: /^(?:unzip|zip)$/, flag: /^-P$/ },
  { program: /^(?:ldapsearch|ldapadd|ldapmodify|ldappasswd)$/, flag: /^-w$/ },
  { program: /^redis-cli$/, flag: /^-a$/ },
  { program: /^openssl$/, flag: /^-k$/ },
  { program: /^npm|^yarn|^vsce$|^ovsx$/, flag: /^--token(?:=|$)/ },
  {
    program:
      /^(?:mysql\w*|mariadb\S*|docker|podman|buildah|skopeo|helm|vault|gpg2?|az|twine|oc|argocd|mongo\w*|sqlcmd|kubectl|keytool|rclone|restic|svn)$/,
    flag: /^--(?:password|passphrase|client-secret|secret-key)(?:=|$)/,
  },
];
/** Programs whose `-p` is a password only behind `login`. */
const tenants = /^(?:docker|podman|buildah|skopeo|helm|oras)$/;
const secretWords: readonly { program: RegExp; word: RegExp }[] = [
  { program: /^openssl$/, word: /^pass:.*\$/ },
  // `-u name:password`; a name alone is asked for its password.
  {
    program: /^curl$/,
    word: /^(?:-u|--user=)?(?!https?:)[\w.@${}-]{1,80}:\$\{?\w*(?:PASS|PW|SECRET|TOKEN|KEY|CRED)\w*\}?$/i,
  },
  { program: /^psql$|^pg_dump$|^mongo\w*$/, word: /^(?:postgres(?:ql)?|mongodb(?:\+srv)?):\/\/[^:@/\s]+:\$/ },
  // It stays in the configuration of the repository as well.
  {
    program: /^git$/,
    word: /^(?:url\.)?["']?https?:\/\/(?:[\w.-]{1,40}:)?\$\{?\w*(?:TOKEN|PASS|PAT|SECRET|KEY|CRED)\w*\}?@/i,
  },
  { program: /^npm$/, word: /_authToken=?.*\$/ },
];
const interpreters = /^(?:python[\d.]*|perl|ruby|node|php)$/;
/** Clients whose arguments may be queries. */
export const databases = /^(?:mysql|mariadb|psql|sqlite3?|sqlcmd|clickhouse-client|cqlsh|duckdb)$/;
const expansion = /(?<!\\)\$\{?(?:[A-Za-z_]\w*|[1-9@*])/;

/** What the words of a command give away, or turn into code of another program. */
export function* argumentVerdicts(command: Command, hasCallers: boolean): Generator<Verdict> {
  const program = programOf(command);
  if (!program) return;
  const { name, args } = program;
  const secret = secretAmong(name, args);
  if (secret)
    yield {
      rule: 'secret-in-arguments',
      start: secret.start,
      end: secret.end,
      message: `Every account of the machine sees this while \`${name.slice(0, 40)}\` runs.`,
    };
  yield* buildArguments(name, args);
  if (!hasCallers) return;
  if (databases.test(name)) yield* queries(name, args);
  const code = codeWord(name, args);
  const found = code?.raw.startsWith('"') ? expansion.exec(code.raw) : undefined;
  if (found && code)
    yield {
      rule: 'shell-evaluates-variable',
      start: command.start,
      end: command.end,
      severity: 'low',
      confidence: 'low',
      message: `\`${name}\` runs what \`${found[0].replace('{', '')}\` holds as part of its program.`,
      remedy: 'Put the program in single quotes and pass the value as an argument or a variable of it.',
    };
}

function secretAmong(name: string, args: readonly Word[]): Word | undefined {
  for (let i = 0; i < args.length; i++) {
    const word = args[i] as Word;
    if (secretWords.some(({ program, word: shape }) => program.test(name) && shape.test(word.text)))
      return word;
    const flag = secretFlags.find((one) => one.program.test(name) && one.flag.test(word.text));
    // `docker run -p` is a port.
    const isPort = word.text === '-p' && tenants.test(name) && !args.some(({ text }) => text === 'login');
    if (!flag || isPort) continue;
    const value = /^--?[\w-]+=?\$|^-[pP]['"]?\$/.test(word.text) ? word : args[i + 1];
    const alone = /^(?:-\w|--[\w-]+)$/.test(word.text);
    if (value === word || (alone && value && /^\$(?!\(mktemp)/.test(value.text))) return value;
  }
  return undefined;
}

/** Secrets that an image keeps in its history. */
function* buildArguments(name: string, args: readonly Word[]): Generator<Verdict> {
  if (!/^(?:docker|podman|buildah|nerdctl)$/.test(name)) return;
  for (let i = 0; i < args.length; i++) {
    const word = args[i] as Word;
    const given =
      word.text === '--build-arg' ? args[i + 1] : word.text.startsWith('--build-arg=') ? word : undefined;
    const [, key = ''] = /^(?:--build-arg=)?["']?(\w+)=./.exec(given?.text ?? '') ?? [];
    if (
      given &&
      /(?:^|_)(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_KEY|PRIVATE_KEY|SECRET_KEY)$/i.test(key)
    )
      yield {
        rule: 'secret-as-build-argument',
        start: given.start,
        end: given.end,
        severity: 'low',
        message: `What \`${key}\` is given stays readable in the history of the image.`,
      };
  }
}

/** The word that is a program for an interpreter. */
export function codeWord(name: string, args: readonly Word[]): Word | undefined {
  if (interpreters.test(name)) {
    const at = args.findIndex(({ text }) => /^-(?:c|e|r|ne|pe|le)$/.test(text));
    return at === -1 ? undefined : args[at + 1];
  }
  // With `-f` the program stands in a file.
  if (!/^[gmn]?awk$/.test(name) || args.some(({ text }) => /^(?:-f|--file)/.test(text))) return undefined;
  return args.find(({ text }, i) => !text.startsWith('-') && !/^-[vF]$/.test(args[i - 1]?.text ?? ''));
}

function* queries(name: string, args: readonly Word[]): Generator<Verdict> {
  for (const { raw, start, end } of args) {
    if (!/\b(?:select|insert|update|delete|replace)\b/i.test(raw) || raw.startsWith("'")) continue;
    const value =
      /(?:[=<>]|\blike|\bvalues\s*\([^$]{0,300}|,)\s{0,5}\\?['"]?%?(?<!\\)(\$\{?(?:[A-Za-z_]\w*|[1-9@*]))/i.exec(
        raw,
      );
    if (value)
      yield {
        rule: 'sql-from-interpolation',
        start,
        end,
        severity: 'low',
        confidence: 'low',
        message: `A quote in \`${(value[1] ?? '').replace('{', '')}\` changes what \`${name}\` does.`,
        remedy: 'Pass it as a variable of the client: `psql -v name="$name"` with `:\'name\'` in the query.',
      };
  }
}

// What is risky in the instructions of an image build.
import { allPipelines, readShell } from '../../text/shell.ts';
import { quoted } from '../quoted.ts';
import { checkPipelines } from '../shell/checks.ts';
import { debugSetting } from '../shell/servers.ts';
import { uncheckedVariable } from '../shell/variables.ts';
import type { Verdict } from '../verdict.ts';
import { leavesOpen } from './data-stores.ts';
import { execForm, readDockerfile, type Instruction } from './dockerfile.ts';

/** Images whose own default account is not root, or that hold nothing to run as root. */
const unprivilegedImage =
  /nonroot|rootless|unprivileged|^scratch$|chainguard|cgr\.dev|distroless.*nonroot|bitnami|jenkins\/jenkins|^elasticsearch|^grafana\/|sonarqube|selenium|jupyter|keycloak|mcr\.microsoft\.com\/playwright/i;

const isRoot = (user: string): boolean => /^(?:root|0)(?::|$)/.test(user);

export function* dockerVerdicts(body: string): Generator<Verdict> {
  const instructions = readDockerfile(body);
  if (!instructions.some(({ name }) => name === 'FROM')) return;
  yield* accounts(instructions);
  yield* instructionVerdicts(body, instructions);
}

const keyword =
  /^[ \t]*(?:FROM|RUN|CMD|LABEL|EXPOSE|ENV|ADD|COPY|ENTRYPOINT|VOLUME|USER|WORKDIR|ARG|ONBUILD|STOPSIGNAL|HEALTHCHECK|SHELL|MAINTAINER)[ \t]/m;

/** What lines of such a file do, whatever the rest says: neither who runs it in the end nor which names are stages. */
export function* dockerPieceVerdicts(text: string): Generator<Verdict> {
  const from = keyword.exec(text)?.index ?? text.length;
  // Lines of an instruction that began before are mostly those of a command.
  const pipelines = [...allPipelines(readShell(text, 0, from))];
  yield* checkPipelines(text, pipelines, { hasCallers: false });
  const blank = text.slice(0, from).replace(/[^\n]/g, ' ') + text.slice(from);
  for (const verdict of instructionVerdicts(blank, readDockerfile(blank))) {
    const isStage =
      verdict.rule === 'unpinned-image' && !text.slice(verdict.start, verdict.end).includes(':');
    if (!isStage) yield verdict;
  }
}

function* instructionVerdicts(body: string, instructions: readonly Instruction[]): Generator<Verdict> {
  const stages = new Set<string>();
  const args = new Map<string, string>();
  for (const instruction of instructions) {
    const { name, text, argumentsStart } = instruction;
    if (name === 'ARG') {
      const [, key = '', value = ''] = /^(\w+)=["']?([^"'\s]*)/.exec(text) ?? [];
      if (key !== '') args.set(key, value);
    }
    if (name === 'FROM') yield* image(instruction, stages, args);
    if (name === 'ADD') yield* remoteAdd(instruction);
    if (name === 'ENV' || name === 'ARG') {
      yield* unsafeEnvironment(instruction);
      yield* secretArgument(instruction);
    }
    if (name === 'VOLUME' && text.includes('docker.sock')) yield socket(instruction);
    if (name === 'COPY' || name === 'ADD') {
      yield* openMode(instruction);
      yield* secretFile(instruction);
    }
    if (name === 'EXPOSE') yield* ssh(instruction);
    if (name !== 'RUN' && name !== 'CMD' && name !== 'ENTRYPOINT') continue;
    if (instruction.flags.some((flag) => /^--security=insecure$/.test(flag)))
      yield {
        rule: 'privileged-container',
        start: instruction.start,
        end: instruction.end,
        message: 'This build step runs without confinement.',
      };
    const exec = execForm(text);
    if (exec) {
      // Words of a list become one command line; its places are the instruction's.
      const line =
        exec.length === 3 && /^-\w*c$/.test(exec[1] ?? '')
          ? (exec[2] as string)
          : exec.map((word) => (/[\s|;&]/.test(word) ? `'${word}'` : word)).join(' ');
      for (const verdict of commands(line, 0, line.length, name))
        yield { ...verdict, start: argumentsStart, end: argumentsStart + text.trimEnd().length, related: [] };
      continue;
    }
    // Reading from the text alone keeps a file of many instructions linear.
    for (const verdict of commands(text, 0, text.length, name)) yield moved(verdict, argumentsStart);
    for (const { start, end } of instruction.heredocs) yield* commands(body, start, end, name);
  }
}

/** A verdict found in a stretch of text, at the offsets of the file that the stretch comes from. */
function moved(verdict: Verdict, by: number): Verdict {
  const shift = (span: { start: number; end: number }) => ({ start: span.start + by, end: span.end + by });
  return {
    ...verdict,
    ...shift(verdict),
    ...(verdict.related && { related: verdict.related.map((step) => ({ ...step, ...shift(step) })) }),
  };
}

function* commands(text: string, from: number, to: number, name: string): Generator<Verdict> {
  const pipelines = [...allPipelines(readShell(text, from, to))];
  yield* checkPipelines(text, pipelines, { hasCallers: false });
  if (name === 'RUN') yield* keptLogin(text.slice(from, to), from);
  for (const { commands: all } of pipelines)
    for (const command of all) {
      const words = command.words.map((word) => word.text);
      if (words[0] === 'sudo')
        yield {
          rule: 'sudo-in-image',
          start: command.start,
          end: command.end,
          message:
            name === 'RUN'
              ? '`sudo` in a build step runs as root what already is root, and leaves a way to root in the image.'
              : 'The program starts as root through `sudo`, past the account of the image.',
        };
      if (words.some((word) => /^--unsafe-perm(?:=true)?$/.test(word)))
        yield {
          rule: 'container-runs-as-root',
          start: command.start,
          end: command.end,
          severity: 'low',
          message: '`--unsafe-perm` lets install scripts of packages run as root.',
          remedy: 'Drop the flag and install as a user of its own.',
        };
      if (words.some((word) => /\/var\/run\/docker\.sock/.test(word))) yield socket(command);
      if (/^(?:sshd|\/usr\/sbin\/sshd|dropbear)$/.test(words[0] ?? '') && name !== 'RUN')
        yield {
          rule: 'remote-login-in-image',
          start: command.start,
          end: command.end,
          message: 'The container starts a server for logins.',
        };
      if (words[0] === 'sed' || words[0] === 'echo')
        if (
          words.some((word) => /PermitRootLogin\s+yes|PermitEmptyPasswords\s+yes/i.test(word)) &&
          !words.some((word) => /PermitRootLogin yes\/.*(?:no|prohibit)/i.test(word))
        )
          yield {
            rule: 'remote-login-in-image',
            start: command.start,
            end: command.end,
            severity: 'medium',
            message: 'This lets root log in from the network.',
          };
    }
}

function socket({ start, end }: { start: number; end: number }): Verdict {
  return {
    rule: 'docker-socket-mounted',
    start,
    end,
    message: 'The container gets the socket of the Docker daemon, and with it root on the host.',
  };
}

function* accounts(instructions: readonly Instruction[]): Generator<Verdict> {
  const lastFrom = instructions.findLastIndex(({ name }) => name === 'FROM');
  const stage = instructions.slice(lastFrom);
  const users = stage.filter(({ name }) => name === 'USER');
  const last = users.at(-1);
  const starts = stage.some(({ name }) => name === 'CMD' || name === 'ENTRYPOINT');
  if (last && isRoot(last.text.trim()))
    yield {
      rule: 'container-runs-as-root',
      start: last.start,
      end: last.end,
      severity: users.length > 1 || starts ? 'medium' : 'low',
      message: `\`USER ${last.text.trim()}\` is the last word on the account: the container runs as root.`,
    };
  const from = instructions[lastFrom] as Instruction;
  if (last || unprivilegedImage.test(from.text)) return;
  // A later stage inherits the account of the one that it builds on.
  const base = /^\S+/.exec(from.text)?.[0] ?? '';
  let parent = instructions.findIndex(
    ({ name, text }) =>
      name === 'FROM' && new RegExp(`\\bas\\s+${base.replace(/[^\w.-]/g, '.')}\\s*$`, 'i').test(text),
  );
  if (parent !== -1) {
    for (parent++; parent < instructions.length && instructions[parent]?.name !== 'FROM'; parent++)
      if (instructions[parent]?.name === 'USER') return;
  }
  const command = stage.findLast(({ name }) => name === 'CMD' || name === 'ENTRYPOINT');
  // An image without a program is one to build on, or a tool.
  if (!command) return;
  if (/gosu|su-exec|setpriv|runuser|s6-setuidgid|tini.*-u/.test(stage.map(({ text }) => text).join('\n')))
    return;
  yield {
    rule: 'container-runs-as-root',
    start: command.start,
    end: command.end,
    severity: 'low',
    confidence: 'medium',
    message: 'No `USER` stands before this, so it runs as root.',
  };
}

function* image(
  { text, argumentsStart }: Instruction,
  stages: Set<string>,
  args: ReadonlyMap<string, string>,
): Generator<Verdict> {
  const match = /^(\S+)(?:\s+as\s+(\S+))?/i.exec(text);
  if (!match) return;
  const [, written = '', alias] = match;
  const name = written.replace(/\$\{?(\w+)\}?/g, (whole, key: string) => args.get(key) || whole);
  const isStage = stages.has(name.toLowerCase());
  if (alias !== undefined) stages.add(alias.toLowerCase());
  if (isStage || name === 'scratch' || name.includes('@sha256:') || name.includes('$')) return;
  const tag = /:([\w.-]+)$/.exec(name.slice(name.lastIndexOf('/') + 1))?.[1];
  if (tag !== undefined && tag !== 'latest') return;
  yield {
    rule: 'unpinned-image',
    start: argumentsStart,
    end: argumentsStart + written.length,
    message: `${quoted(name)} is another image from one day to the next.`,
  };
}

function* remoteAdd({ start, end, text, flags }: Instruction): Generator<Verdict> {
  const address = /https?:\/\/\S+/.exec(text)?.[0];
  if (address === undefined || flags.some((flag) => flag.startsWith('--checksum='))) return;
  if (/\.git(?:#|$)/.test(address)) return;
  const plain = address.startsWith('http:');
  yield {
    rule: 'add-from-address',
    start,
    end,
    severity: plain ? 'medium' : 'low',
    message: `\`ADD\` takes what ${quoted(address)} serves on the day of the build${plain ? ', over a line that anyone on the way can change' : ''}.`,
  };
}

const assigned = /([A-Za-z_]\w*)(?:=("[^"\n]{0,300}"|'[^'\n]{0,300}'|\S*)|[ \t]+(\S[^\n]{0,300}))/g;

/** `NAME=value` as often as it stands there, or one `NAME value`. */
function* unsafeEnvironment({ name: instruction, text, argumentsStart }: Instruction): Generator<Verdict> {
  for (const found of text.matchAll(assigned)) {
    const [whole, name = '', equal, behind = ''] = found;
    // What a build is given may be anything.
    if (instruction === 'ARG' && equal === undefined) continue;
    const value = (equal ?? behind).trim().replace(/^["']|["']$/g, '');
    const start = argumentsStart + found.index;
    const span = { start, end: start + whole.trimEnd().length };
    if (leavesOpen(`${name}=${value}`))
      yield {
        rule: 'data-store-without-login',
        ...span,
        message: `${quoted(whole)}: whoever reaches the port needs no password.`,
      };
    const debug = debugSetting(name, value, span, 'medium');
    if (debug && instruction === 'ENV') yield debug;
    const severity =
      uncheckedVariable(name, value) ??
      (/^NPM_CONFIG_UNSAFE_PERM$/i.test(name) && value === 'true' ? 'low' : undefined);
    if (severity)
      yield {
        rule: 'download-without-verification',
        ...span,
        severity,
        message: `${quoted(whole)} turns off a check for every command of the image.`,
      };
  }
}

/** The value comes from whoever builds; values that stand here are for the search for secrets. */
const secretArgumentName =
  /^(?!\w*(?:_FILE|_PATH|_NAME|_ID|_URL|_DIR|PUBLIC\w*)\b)(?:\w*_)?(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIALS?|SECRET_KEY|SECRET_ACCESS_KEY)$/i;

/** A token that is written into a file of the client which reads it, and so into a layer. */
const loginFile =
  /\b(?:echo|printf)[ \t][^\n|>;]{0,300}?\$\{?(\w{0,60}(?:TOKEN|PASSWORD|PASSWD|SECRET|AUTH|API_?KEY|PAT))\b[^\n|;&]{0,120}>{1,2}[ \t]{0,3}["']?[^\s"';&|]{0,100}(?:\.npmrc|\.netrc|pip\.conf|\.yarnrc\S{0,6}|\.pypirc|\.git-credentials|auth\.json|config\.json)\b/g;

function* keptLogin(text: string, from: number): Generator<Verdict> {
  for (const found of text.matchAll(loginFile))
    yield {
      rule: 'secret-as-build-argument',
      start: from + found.index,
      end: from + found.index + found[0].length,
      severity: 'medium',
      message: `What ${quoted(found[1] ?? '')} holds stays in this layer of the image, also when a later line deletes the file.`,
      remedy: 'Write `RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci`.',
    };
}

function* secretArgument({ name, text, start, end }: Instruction): Generator<Verdict> {
  const [, key = '', value = ''] = /^(\w+)(?:[= ]["']?(?:\$\{?(\w+)\}?["']?)?)?\s*$/.exec(text.trim()) ?? [];
  if (!secretArgumentName.test(key)) return;
  // An argument with nothing behind it is given by the caller; a variable is, when it takes an argument over.
  if (name === 'ENV' && value === '') return;
  yield {
    rule: 'secret-as-build-argument',
    start,
    end,
    // Every container that is started from the image has it too, and `docker inspect` shows it.
    ...(name === 'ENV' && { severity: 'medium' as const }),
    message:
      name === 'ENV'
        ? `What ${quoted(key)} is given stands in the settings of the image, for whoever can pull it.`
        : `What ${quoted(key)} is given stays readable in the history of the image.`,
  };
}

function* openMode({ start, end, flags }: Instruction): Generator<Verdict> {
  const mode = flags.find((flag) => /^--chmod=0?[0-7]{2}[2367]$/.test(flag));
  if (mode !== undefined)
    yield {
      rule: 'world-writable-chmod',
      start,
      end,
      message: `${quoted(mode)} lets every account of the container change the files.`,
    };
}

const secretName =
  /(?:^|\/)(?:id_(?:rsa|dsa|ecdsa|ed25519)|\.ssh\/?|\.aws\/?|\.npmrc|\.pypirc|\.netrc|\.git-credentials|\.kube\/?|kubeconfig|\.docker\/config\.json|credentials\.json|service[-_]account[\w-]*\.json|secrets?\.(?:ya?ml|json|env|txt)|[\w.-]*\.(?:key|p12|pfx|jks|keystore|kdbx)|[\w.-]*private[\w.-]*\.pem)$/i;

function* secretFile({ start, end, text, flags }: Instruction): Generator<Verdict> {
  if (flags.some((flag) => flag.startsWith('--from='))) return;
  const words = execForm(text) ?? text.trim().split(/\s+/);
  const found = words
    .slice(0, -1)
    .find((word) => secretName.test(word) || /(?:^|\/)\.env(?:\.(?:local|prod\w*))?$/.test(word));
  if (found === undefined || /example|sample|template|public|\.pub$|gpg|keyring/i.test(found)) return;
  yield {
    rule: 'secret-file-in-image',
    start,
    end,
    severity: /id_(?:rsa|dsa|ecdsa|ed25519)|credentials|service[-_]account/i.test(found) ? 'medium' : 'low',
    message: `${quoted(found)} becomes part of the image.`,
  };
}

function* ssh({ start, end, text }: Instruction): Generator<Verdict> {
  if (/(?:^|\s)(?:22|23|3389)(?:\/tcp)?(?:\s|$)/.test(text))
    yield { rule: 'remote-login-in-image', start, end, message: 'The image offers a port for logins.' };
}

// Commands that take any certificate or host key for good.
import type { SourceEdit } from '../../fixes/edit.ts';
import type { Command, Word } from '../../text/shell.ts';
import { quotedText } from '../quoted.ts';
import type { Verdict } from '../verdict.ts';
import { loopback } from './downloads.ts';
import { programOf, rowsByProgram } from './program.ts';
import { uncheckedVariable } from './variables.ts';

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
    flag: /^(?:--allow-unauthenticated|--force-yes|--allow-insecure-repositories)$|AllowUnauthenticated=(?:true|1)|Verify-Peer=false|AllowInsecureRepositories=(?:true|1)/i,
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
  {
    program: /^ansible-galaxy$/,
    flag: /^(?:-c|--ignore-certs)$/,
    says: 'accepts any certificate',
  },
  { program: /^https?$/, flag: /^--verify=(?:no|false)$/, says: 'accepts any certificate' },
  {
    program: /^mvnw?$/,
    flag: /^-Dmaven\.wagon\.http\.ssl\.(?:insecure|allowall)=true$/,
    says: 'accepts any certificate',
  },
  {
    program: /^(?:crane|oras|argocd|mc|regctl|grpcurl|nerdctl)$/,
    flag: /^--?insecure(?:=true)?$/,
    says: 'accepts any certificate',
  },
  {
    program: /^(?:vault|consul|nomad)$/,
    flag: /^-tls-skip-verify(?:=true)?$/,
    says: 'accepts any certificate',
  },
  { program: /^rclone$/, flag: /^--no-check-certificate$/, says: 'accepts any certificate' },
  {
    program: /^lftp$/,
    flag: /\bssl:verify-certificate[ =](?:no|false|off)\b/,
    says: 'accepts any certificate',
  },
  {
    program: /^rsync$/,
    flag: /^--rsh=.*StrictHostKeyChecking=no|^ssh\s.*(?:StrictHostKeyChecking=no|UserKnownHostsFile=\/dev\/null)/i,
    says: 'accepts any host key',
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

const uncheckedBy = rowsByProgram(unchecked);

/** Flags and variables that turn off the check of certificates. */
export function* uncheckedTls(command: Command): Generator<Verdict> {
  const program = programOf(command);
  for (const word of command.words) {
    const [, name = '', value = ''] = /^([A-Za-z_]\w*)=(.*)$/s.exec(word.text) ?? [];
    const severity = name === '' ? undefined : uncheckedVariable(name, value);
    if (severity)
      yield {
        ...unverified(word, `\`${quotedText(word.text)}\` turns off a check of whom programs talk to.`),
        severity,
      };
  }
  if (!program) return;
  const { name, args } = program;
  if (
    /^(?:npm|yarn|pnpm|git|conda|gem|bundle|composer|poetry|pip[\d.]*)$/.test(name) &&
    args.some(({ text }) => /\bconfig\b/.test(text))
  ) {
    const off =
      /\b(?:strict-ssl|http\.sslVerify|ssl_verify|enableStrictSsl|secure-http|certificates\.[\w-]+\.cert)[ =]+(?:"?)(?:false|0|no|False)\b|ssl_verify_mode[ =]+0|\bdisable-tls[ =]+(?:true|1)\b|\btrusted-host[ =]+[\w.-]+/i.exec(
        wholeOf(command),
      );
    if (off) yield unverified(command, `\`${quotedText(off[0])}\` turns off the check of certificates.`);
  }
  if (name === 'git' && args.some(({ text }) => /^http\.sslVerify=(?:false|0)$/i.test(text)))
    yield unverified(command, '`http.sslVerify=false` turns off the check of certificates.');
  for (const { flag, says } of uncheckedBy(name)) {
    const at = args.findIndex(({ text }, i) => flag.test(text) && !(name === 'curl' && isValue(args[i - 1])));
    const word = args[at];
    if (!word) continue;
    if (
      loopback.test(wholeOf(command)) ||
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

const wholeOf = (command: Command): string => command.words.map(({ text }) => text).join(' ');

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
      'Take it out; where the server has a private authority, pass its certificate (`curl --cacert ca.pem`, `pip --cert ca.pem`, `NODE_EXTRA_CA_CERTS`).',
  };
}

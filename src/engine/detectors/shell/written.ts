// Settings that commands write into the configuration of a machine and that take a protection away.
import type { Severity } from '../../finding.ts';
import type { Command, Pipeline } from '../../text/shell.ts';
import { quoted } from '../quoted.ts';
import type { Verdict } from '../verdict.ts';
import { programOf } from './program.ts';

interface Setting {
  /** The setting with its value; what stands behind a comment mark is none. */
  pattern: RegExp;
  /** The value that takes the protection away. */
  bad: RegExp;
  rule: string;
  severity: Severity;
  message: string;
  remedy: string;
}

const gap = String.raw`[ \t]{0,9}`;
const setting = (name: string, separator = '='): RegExp =>
  new RegExp(`(?<![#\\w][ \\t]{0,3})\\b(?:${name})${gap}${separator}${gap}(\\w+)`, 'gi');

const settings: readonly Setting[] = [
  {
    pattern: setting('StrictHostKeyChecking', '[ =]'),
    bad: /^(?:no|off)$/i,
    rule: 'download-without-verification',
    severity: 'low',
    message: 'every SSH client of the machine takes any host key for good from here on',
    remedy: 'Put the key into `known_hosts`, or write `StrictHostKeyChecking accept-new`.',
  },
  {
    pattern: setting('gpgcheck|repo_gpgcheck|sslverify'),
    bad: /^(?:0|no|false)$/i,
    rule: 'download-without-verification',
    severity: 'medium',
    message: 'packages are installed from here on without a look at who made them',
    remedy:
      'Leave the check on, and import the key of the repository (`gpgkey=`) or its authority (`sslcacert=`).',
  },
  {
    pattern: setting('SELINUX'),
    bad: /^(?:disabled|permissive)$/i,
    rule: 'host-protection-off',
    severity: 'low',
    message: 'SELinux holds nothing back any more, also after the next start',
    remedy: 'Leave it `enforcing`, and allow the one thing that it denies (`audit2allow`).',
  },
  {
    pattern: setting('PasswordAuthentication', '[ =]'),
    bad: /^yes$/i,
    rule: 'host-protection-off',
    severity: 'low',
    message: 'logins by password are open to guessing',
    remedy: 'Write `PasswordAuthentication no`, and log in with keys.',
  },
  {
    pattern: setting('display_(?:startup_)?errors'),
    bad: /^(?:on|1|true|stdout)$/i,
    rule: 'debug-mode-on',
    severity: 'low',
    message: 'errors, with paths and statements, are shown to whoever causes them',
    remedy: 'Write `display_errors=Off` and `log_errors=On`.',
  },
  {
    pattern: setting('allow_url_include'),
    bad: /^(?:on|1|true)$/i,
    rule: 'php-setting-weakened',
    severity: 'medium',
    message: 'code from any address can be included by a path',
    remedy: 'Leave it off: `allow_url_include=Off`.',
  },
  {
    pattern: /\bDefaults[ \t]{1,9}(!authenticate)\b/g,
    bad: /./,
    rule: 'sudo-without-password',
    severity: 'medium',
    message: 'every account in the list of `sudo` becomes root without a password',
    remedy: 'Name the one command that needs it: `name ALL=(root) NOPASSWD: /usr/bin/tool`.',
  },
];

/** What `echo`, `printf` and `sed` write; of what `sed` looks for and what it writes, the last is what stands there afterwards. */
export function* writtenSettings(command: Command, pipeline: Pipeline): Generator<Verdict> {
  const program = programOf(command);
  if (!program || !/^(?:echo|printf|sed|tee)$/.test(program.name)) return;
  const isKept =
    program.name === 'sed' ||
    pipeline.commands.some(
      (one) =>
        one.redirects.some(({ operator }) => operator.startsWith('>')) || programOf(one)?.name === 'tee',
    );
  if (!isKept) return;
  // What `\n` stands for is the end of a line, not a part of the next word.
  const text = program.args.map((word) => word.text.replace(/\\n/g, '\n')).join(' ');
  for (const { pattern, bad, rule, severity, message, remedy } of settings) {
    const last = [...text.matchAll(pattern)].at(-1);
    if (last && bad.test(last[1] ?? ''))
      yield {
        rule,
        start: command.start,
        end: command.end,
        severity,
        message: `${quoted(last[0])} is written: ${message}.`,
        remedy,
      };
  }
}

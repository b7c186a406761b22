// Commands that delete or write more than was meant: empty variables behind `rm`, foreseen temporary files.
import type { Command, Word } from '../../text/shell.ts';
import { quoted } from '../quoted.ts';
import type { Verdict } from '../verdict.ts';
import { programOf } from './program.ts';

/** `rm` of a variable that may be empty or hold a space. */
export function* deletions(command: Command, variables: Map<string, Word[]>): Generator<Verdict> {
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

/** Variables that are there wherever a script runs, and hold no space. */
const alwaysSet = /^(?:HOME|PWD|OLDPWD|GITHUB_WORKSPACE|RUNNER_TEMP|CI_PROJECT_DIR)$/;

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

/** Files in a shared folder whose names others can foresee. */
export function* temporaryFiles(command: Command, variables: Map<string, Word[]>): Generator<Verdict> {
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

/** A place for temporary files with a constant name, or one with the number of the process or the user in it. */
const foreseenFile =
  /^\w+=["']?(?:\/(?:var\/)?tmp|\$\{TMPDIR:-\/tmp\})\/(?:[\w.-]|\$(?:\$|\{?(?:PPID|USER|LOGNAME)\}?))+["']?$/;

// Reads a shell's argument list as the shell does: which of it is commands, which a script's name, which only data.
import { textOf } from '../texts/positions.ts';
import type { Value } from '../value.ts';

/** What a shell makes of its arguments. */
export interface ShellList {
  /** Read as commands. */
  texts: readonly Value[];
  /** The file that it runs. */
  script?: Value;
}

interface Family {
  program: RegExp;
  /** What follows is commands. */
  text: RegExp;
  /** All that follows is, and not the next argument alone. */
  takesRest: boolean;
  /** What follows is the name of a script. */
  script?: RegExp;
  /** Options with a value of their own. */
  valued: RegExp;
  option: RegExp;
  /** What an argument that is no option is. */
  bare: 'script' | 'text' | 'nothing';
}

const families: readonly Family[] = [
  {
    program: /^(?:ba|z|da|k|a)?sh$/,
    text: /^-[a-z]{0,6}c$/,
    takesRest: false,
    valued: /^(?:[-+][oO]|--(?:rcfile|init-file))$/,
    option: /^[-+]/,
    bare: 'script',
  },
  {
    program: /^cmd(?:\.exe)?$/i,
    text: /^\/[ckr]$/i,
    takesRest: true,
    valued: /^$/,
    option: /^\//,
    bare: 'nothing',
  },
  {
    program: /^(?:powershell|pwsh)(?:\.exe)?$/i,
    text: /^[-/](?:c|command|e|ec|enc|encodedcommand)$/i,
    takesRest: true,
    script: /^[-/]f(?:ile)?$/i,
    valued:
      /^[-/](?:ex\w*|ep|w|windowstyle|version|inputformat|outputformat|configurationname|wd|workingdirectory|psconsolefile)$/i,
    option: /^[-/]/,
    bare: 'text',
  },
];

/** Reads the list that a program is started with; undefined when it is no shell or the list does not tell. */
export function readShellList(program: unknown, list: Value): ShellList | undefined {
  const name = typeof program === 'string' ? (program.split(/[\\/]/).pop() ?? '') : '';
  const family = families.find((one) => one.program.test(name));
  if (!family || !list.fields) return undefined;
  const items = [...list.fields.values()].flatMap((one) =>
    one.isList && one.fields ? [...one.fields.values()] : [one],
  );
  for (let at = 0; at < items.length; at++) {
    const item = items[at] as Value;
    const begin = item.pieces ? textOf(item.pieces) : item.literal;
    const isOpen = item.literal === undefined && !item.pieces && !item.path && item.taints.length === 0;
    // `isWindows ? '/c' : '-c'` may be any option.
    if (isOpen || item.isList) return undefined;
    if (typeof begin !== 'string' || !family.option.test(begin)) {
      if (family.bare === 'script') return { texts: [], script: item };
      return { texts: family.bare === 'text' ? items.slice(at) : [] };
    }
    if (item.literal === undefined) return { texts: items.slice(at) };
    if (family.text.test(begin)) return { texts: items.slice(at + 1, family.takesRest ? undefined : at + 2) };
    if (family.script?.test(begin)) return withScript(items[at + 1]);
    if (family.valued.test(begin)) at++;
  }
  return undefined;
}

function withScript(script: Value | undefined): ShellList {
  return { texts: [], ...(script && { script }) };
}

/** What a shell reads among a program's arguments: `sh -c <text>`. */
export function scriptOf(list: Value): Value | undefined {
  // The name may stand there twice, and after a mode: `spawnl(P_WAIT, "/bin/sh", "sh", "-c", text)`.
  const items = [...(list.fields?.values() ?? [])].flatMap((one) =>
    one.isList && one.fields ? [...one.fields.values()] : [one],
  );
  const option = items.findIndex(
    (one, index) =>
      index > 0 && typeof one.literal === 'string' && /^(?:-\w*c|\/[ck]|-command)$/i.test(one.literal),
  );
  // `{shell, option, "echo " + text}`, where what stands in front depends on the system.
  const [first, second, third] = items;
  const isEither = (one: Value | undefined): boolean =>
    one !== undefined && one.literal === undefined && one.taints.length === 0 && !one.path && !one.pieces;
  if (
    option === -1 &&
    items.length === 3 &&
    isEither(first) &&
    isEither(second) &&
    /^[\w./-]{1,60} /.test(third?.pieces ? textOf(third.pieces) : '')
  )
    return third;
  const named = items[option - 1];
  const program = named?.literal;
  // One of several constants, such as `cmd.exe` here and `sh` there, is a shell when `-c` follows.
  const isOneOfSome =
    named !== undefined && program === undefined && named.taints.length === 0 && !named.path;
  const isShell =
    isOneOfSome ||
    (typeof program === 'string' &&
      /(?:^|[\\/])(?:(?:ba|da|z|k|a)?sh|cmd(?:\.exe)?|powershell(?:\.exe)?|pwsh)$/i.test(program));
  return isShell && option < 5 ? items[option + 1] : undefined;
}

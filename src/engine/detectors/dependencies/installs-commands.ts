// Which packages a command line installs or fetches to run: each package manager's commands and the flags that take a value.
import { byFirst, flags, type Notation, type Shape } from './installs-shapes.ts';

/** A word of a command with its place in the file. */
export interface InstallWord {
  text: string;
  start: number;
  end: number;
}

/** One package that a command names. */
export interface Install {
  notation: Notation;
  /** The words that make it install, such as `pnpm dlx`. */
  command: string;
  word: InstallWord;
  /** A version that stands in a flag or word of its own. */
  version?: InstallWord;
  /** The value of the flag that says where it comes from instead of the registry. */
  registry?: string;
  /** Set by flags such as `--git` and `--path`. */
  source?: 'git' | 'path';
  isDevelopment: boolean;
  /** True for what is fetched to be run once, such as by `npx`. */
  isRunner: boolean;
}

/** Wrappers of a command, with their flags that take a value. */
const wrappers: Readonly<Record<string, ReadonlySet<string>>> = {
  sudo: flags('-u -g --user --group -p -C'),
  doas: flags('-u'),
  env: flags('-u --unset -C'),
  exec: flags('-a'),
  time: new Set(),
  nohup: new Set(),
  command: new Set(),
  nice: flags('-n'),
  timeout: flags('-k -s'),
  retry: new Set(),
  wsl: new Set(),
};

/** The packages that the words of one command install; none for any other command. */
export function installsOf(given: readonly InstallWord[]): Install[] {
  const words = unwrapped(given);
  const first = words[0]?.text.replace(/^.*[\\/]/, '').replace(/\.(?:exe|cmd)$/i, '') ?? '';
  const name = /^pip[\d.]*$/.test(first) ? 'pip' : first;
  if (/^(?:python[\d.]*|py|\{sys\.executable\})$/.test(name)) {
    const module = words.findIndex(({ text }) => text === '-m');
    return module > 0 && module < 4 ? installsOf(words.slice(module + 1)) : [];
  }
  for (const { words: wanted, shape } of byFirst.get(name) ?? []) {
    const rest = after(words, wanted, name);
    if (!rest) continue;
    // The words of the command stand before the rest, with flags between them.
    const said = words
      .slice(1, words.length - rest.length)
      .filter(({ text }) => wanted.some((set) => set.has(text)));
    return read(shape, rest, [name, ...said.map(({ text }) => text)].join(' '));
  }
  return [];
}

/** Flags before the word of a command that take a value: `pnpm --filter web add`. */
const before = flags('-C --cwd --prefix --dir --filter -F --directory --project --config');

/** What follows the words of a command; flags may stand between them, and a project before dotnet's `package`. */
function after(
  words: readonly InstallWord[],
  wanted: readonly ReadonlySet<string>[],
  name: string,
): readonly InstallWord[] | undefined {
  const text = (at: number): string => words[at]?.text ?? '';
  let at = 1;
  for (const choices of wanted) {
    while (isFlag(text(at))) at += before.has(text(at)) ? 2 : 1;
    if (name === 'dotnet' && /\.(?:cs|fs|vb)proj$/.test(text(at))) at++;
    if (!choices.has(text(at))) return undefined;
    at++;
  }
  return words.slice(at);
}

function isFlag(text: string): boolean {
  return text.startsWith('-');
}

function unwrapped(words: readonly InstallWord[]): readonly InstallWord[] {
  let at = 0;
  for (; at < words.length; at++) {
    const text = words[at]?.text.replace(/^[@+-]+(?=[a-z])/, '') ?? '';
    const valued = wrappers[text];
    if (valued) {
      while (isFlag(words[at + 1]?.text ?? '')) at += valued.has(words[at + 1]?.text ?? '') ? 2 : 1;
      if (text === 'timeout') at++;
    } else if (!/^[A-Za-z_]\w*=/.test(text)) break;
  }
  const [head, ...rest] = words.slice(at);
  if (!head) return [];
  // `@pip` and `-pip` of a Makefile, `!pip` and `%pip` of a notebook.
  return [{ ...head, text: head.text.replace(/^[@!%+-]+(?=[a-z{])/i, '') }, ...rest];
}

function read(shape: Shape, words: readonly InstallWord[], command: string): Install[] {
  const found: InstallWord[] = [];
  const named: InstallWord[] = [];
  const more: InstallWord[] = [];
  let registry: string | undefined;
  let version: InstallWord | undefined;
  let source: Install['source'];
  let isDevelopment = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word.text === '--') {
      found.push(...words.slice(at + 1));
      break;
    }
    if (!word.text.startsWith('-') || word.text === '-') {
      found.push(word);
      if (shape.isRunner) break;
      continue;
    }
    const equals = word.text.startsWith('--') ? word.text.indexOf('=') : -1;
    const flag = equals === -1 ? word.text : word.text.slice(0, equals);
    if (/^(?:-D|--save-dev|--dev|--group=dev|-d)$/.test(flag) && !shape.valued.has(flag))
      isDevelopment = true;
    const takes =
      shape.valued.has(flag) ||
      shape.packages?.has(flag) ||
      shape.more?.has(flag) ||
      shape.versions?.has(flag) ||
      shape.registries?.has(flag);
    if (!takes) {
      if (flag === '--no-index') registry = flag;
      continue;
    }
    const value = equals === -1 ? words[++at] : valueOf(word, equals);
    if (!value) break;
    if (shape.packages?.has(flag)) named.push(...(shape.notation === 'uv' ? commaList(value) : [value]));
    else if (shape.more?.has(flag)) more.push(...commaList(value));
    else if (shape.versions?.has(flag)) version = value;
    else if (shape.registries?.has(flag)) registry = value.text;
    else if (shape.git?.has(flag)) source = 'git';
    else if (shape.path?.has(flag)) source = 'path';
    else if (/^(?:-e|--editable)$/.test(flag) && /^(?:git|hg|svn)\+/.test(value.text)) found.push(value);
    else if (/^(?:-G|--group)$/.test(flag) && /dev|test|lint|doc/.test(value.text)) isDevelopment = true;
  }
  let packages = found;
  if (shape.isRunner) {
    const isNamed = named.length > 0;
    // `uv run` runs what the project has; only what it is told to add is fetched.
    const own = isNamed ? named : command === 'uv run' ? [] : found.slice(0, 1);
    packages = [...own, ...more];
  } else if (shape.isSingle) packages = [...found.slice(0, 1), ...named];
  if (shape.notation === 'composer') packages = packages.filter(({ text }) => text.includes('/'));
  return packages.map((word): Install => {
    const index = found.indexOf(word);
    const next = found[index + 1];
    const apart =
      shape.notation === 'composer' && next && /^[\d^~>=<*v]/.test(next.text)
        ? next
        : shape.notation === 'hex' && next && /^\d/.test(next.text)
          ? next
          : version;
    return {
      notation: shape.notation,
      command,
      word,
      ...(apart === undefined ? {} : { version: apart }),
      ...(registry === undefined ? {} : { registry }),
      ...(source === undefined ? {} : { source }),
      isDevelopment,
      isRunner: shape.isRunner === true,
    };
  });
}

function valueOf(word: InstallWord, equals: number): InstallWord {
  const text = word.text.slice(equals + 1);
  return { text, start: word.end - text.length, end: word.end };
}

/** `--with a,b`. */
function commaList(word: InstallWord): InstallWord[] {
  if (!word.text.includes(',') || /[<>=~!]/.test(word.text)) return [word];
  let at = word.start;
  return word.text.split(',').map((text) => {
    const start = at;
    at += text.length + 1;
    return { text, start, end: start + text.length };
  });
}

// Matches paths against the globs of a policy in linear time, because the paths come from strangers.
import { RE2JS } from 're2js';

const maxGlobLength = 256;

/** Why a glob is refused, or undefined when it may be used. */
export function globProblem(glob: string): string | undefined {
  if (glob.trim() === '') return 'is empty';
  if (glob.length > maxGlobLength) return `is longer than ${maxGlobLength} characters`;
  if (glob.startsWith('!')) return 'starts with "!"; list what to leave out, exceptions are not supported';
  if (glob.startsWith('/') || glob.startsWith('./'))
    return 'starts at "/"; paths are relative to the top of the repository';
  if (/(?:^|\/)\.\.(?:\/|$)/.test(glob)) return 'contains ".."';
  if (glob.includes('\\')) return 'contains "\\"; use "/" between folders';
  if (/[@?+*!]\(/.test(glob))
    return 'contains an extended pattern such as "+(…)"; use "*", "**", "?", "[…]" and "{a,b}"';
  if (/\{[^}]*(?:\{|$)/.test(glob)) return 'has a "{" that is nested or not closed';
  try {
    compile(glob);
    return undefined;
  } catch {
    return 'cannot be read';
  }
}

/** Tells whether a path matches one of the globs; a glob without a slash names files at any depth, one that ends in a slash all below it. */
export function pathMatcher(globs: readonly string[]): (path: string) => boolean {
  // Only when a path is asked about: most rules never see a file.
  let expressions: RE2JS[] | undefined;
  return (path) => {
    expressions ??= globs.filter((glob) => globProblem(glob) === undefined).map(compile);
    return expressions.some((expression) => expression.matches(path));
  };
}

/** More than the rules that ship here have; those of policies come on top. */
const maxCompiled = 1_000;
const compiled = new Map<string, RE2JS>();

function compile(glob: string): RE2JS {
  const before = compiled.get(glob);
  if (before) return before;
  const made = expressionOf(glob);
  if (compiled.size < maxCompiled) compiled.set(glob, made);
  return made;
}

function expressionOf(glob: string): RE2JS {
  const whole = (glob.includes('/') ? glob : `**/${glob}`) + (glob.endsWith('/') ? '**' : '');
  // Braces are alternatives, and commas mean that only inside of them.
  const parts = whole.split(/(\*\*\/|\*\*|\*|\?|\[[^\]/]+\]|\{[^}]*\})/);
  return RE2JS.compile(
    parts.map((part, index) => (index % 2 === 0 ? RE2JS.quote(part) : wildcard(part))).join(''),
    RE2JS.DOTALL,
  );
}

function wildcard(part: string): string {
  if (part === '**/') return '(?:.*/)?';
  if (part === '**') return '.*';
  if (part === '*') return '[^/]*';
  if (part === '?') return '[^/]';
  if (part.startsWith('['))
    return `[${part
      .slice(1, -1)
      .replace(/^!/, '^')
      .replace(/[[\]&~]/g, '\\$&')}]`;
  const alternatives = part.slice(1, -1).split(',');
  return `(?:${alternatives
    .map((each) =>
      each
        .split(/(\*)/)
        .map((piece) => (piece === '*' ? '[^/]*' : RE2JS.quote(piece)))
        .join(''),
    )
    .join('|')})`;
}

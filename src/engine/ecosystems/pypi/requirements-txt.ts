// Reads requirements files of pip: includes, constraints, markers, extras, hashes, editable and direct links.
import type { Around, Dependency, Parsed } from '../../ecosystem.ts';
import { nothingAround, resolvePath } from '../around.ts';
import { dependency, readSafely } from '../reading.ts';
import { exactVersion, normalise, readRequirement } from './requirement.ts';

/** The dependencies of a requirements or constraints file; never throws. */
export function readRequirementsTxt(path: string, body: string, around: Around = nothingAround): Parsed {
  const parsed = readFile(path, body);
  const { constraints, ...rest } = parsed;
  if (constraints.length === 0) return rest;
  return { ...rest, dependencies: constrained(rest.dependencies, constraints, around) };
}

/** What a file of constraints says of a dependency that asks for any version. */
function constrained(
  dependencies: readonly Dependency[],
  constraints: readonly string[],
  around: Around,
): Dependency[] {
  const pins = new Map<string, Dependency>();
  const missing: string[] = [];
  const seen = new Set(constraints);
  // A constraints file may name another one.
  for (const path of seen) {
    const text = around.text(path);
    if (text === undefined) missing.push(path);
    else {
      const read = readFile(path, text);
      for (const one of read.dependencies) if (!pins.has(one.name)) pins.set(one.name, one);
      if (seen.size < maxConstraints) for (const more of read.constraints) seen.add(more);
    }
  }
  return dependencies.map((one) => {
    if (one.requirement !== undefined || one.source !== 'registry') return one;
    const pin = pins.get(one.name);
    if (pin?.requirement !== undefined && pin.source === 'registry') {
      const { requirement, version, path, line } = pin;
      return { ...one, requirement, ...(version === undefined ? {} : { version }), decided: { path, line } };
    }
    return missing[0] === undefined ? one : { ...one, awaits: missing[0] };
  });
}

/** Constraints files read for one file of requirements. */
const maxConstraints = 20;

function readFile(path: string, body: string): Required<Parsed> & { constraints: string[] } {
  const constraints: string[] = [];
  const parsed = readSafely(body, (into) => {
    const lines = physicalLines(body.replace(/^\uFEFF/, ' '));
    for (let index = 0; index < lines.length; index++) {
      const parts: Part[] = [];
      let text = '';
      for (; ; index++) {
        const physical = lines[index] ?? { line: 1, column: 0, text: '' };
        const isComment = /^\s*#/.test(physical.text);
        const indent = parts.length === 0 ? 0 : physical.text.length - physical.text.trimStart().length;
        if (parts.length > 0) text += ' ';
        parts.push({
          line: physical.line,
          from: text.length,
          column: physical.column + indent,
          end: physical.column + physical.text.length,
        });
        // As pip joins lines: a backslash continues, but not in a line that is a comment.
        const continues = !isComment && physical.text.endsWith('\\') && index + 1 < lines.length;
        text += continues ? physical.text.slice(indent, -1) : physical.text.slice(indent);
        if (!continues) break;
      }
      readLine(path, { text: text.replace(/(?:^|\s)#.*$/, '').trimEnd(), parts }, into, constraints);
    }
  });
  return { registries: [], includes: [], ...parsed, constraints };
}

/** A physical line within a joined one. */
interface Part {
  line: number;
  /** Offset in the joined text at which it begins. */
  from: number;
  /** Offset in the physical line at which it begins. */
  column: number;
  /** Offset in the physical line after its last character. */
  end: number;
}

interface Joined {
  text: string;
  parts: readonly Part[];
}

// The separators of Python's str.splitlines.
// oxlint-disable-next-line no-control-regex
const separators = /[\r\v\f\x1c-\x1e\x85\u2028\u2029]/;

/** Lines as Python's `splitlines` sees them, numbered as git does: a form feed ends a comment for pip. */
function physicalLines(body: string): { line: number; column: number; text: string }[] {
  return body.split('\n').flatMap((whole, index) => {
    let column = 0;
    return whole
      .replace(/\r$/, '')
      .split(separators)
      .map((text) => {
        const at = column;
        column += text.length + 1;
        return { line: index + 1, column: at, text };
      });
  });
}

function readLine(path: string, joined: Joined, into: Required<Parsed>, constraints: string[]): void {
  const trimmed = joined.text.trimStart();
  if (trimmed === '') return;
  if (!trimmed.startsWith('-')) {
    add(path, joined, 0, into);
    return;
  }
  const long = /^(--[a-zA-Z][\w-]*)(?:\s*=\s*|\s+|$)(.*)$/.exec(trimmed);
  const name = long?.[1] ?? trimmed.slice(0, 2);
  const value = (long?.[2] ?? trimmed.slice(2).replace(/^\s*=?\s*/, '')).trim();
  const isConstraint = name === '-c' || name === '--constraint';
  if (isConstraint || name === '-r' || name === '--requirement') {
    const target = resolvePath(path, value.replace(/^["']|["']$/g, ''));
    // What lies outside the repository, or at an address, cannot be read here.
    if (/^[a-z][a-z+]+:\/\//i.test(value))
      into.unreadable.push({ reason: `\`${name}\` takes an address, which was not read` });
    else if (target !== undefined) {
      into.includes.push(target);
      if (isConstraint) constraints.push(target);
    }
  } else if (['-i', '--index-url', '--extra-index-url', '-f', '--find-links', '--pypi-url'].includes(name)) {
    if (!isPublicIndex(value)) into.registries.push(value);
  } else if (name === '--no-index') into.registries.push('--no-index');
  else if (name === '-e' || name === '--editable') add(path, joined, joined.text.lastIndexOf(value), into);
}

function add(path: string, { text, parts }: Joined, offset: number, into: Required<Parsed>): void {
  const withoutOptions = text
    .slice(offset)
    .replace(/\s--(?:hash|config-settings|global-option|install-option)\b.*$/, '');
  const read = readRequirement(withoutOptions);
  const start = offset + (read?.start ?? 0);
  const part = parts.findLast(({ from }) => from <= start) ?? { line: 1, from: 0, column: 0, end: 0 };
  if (!read) {
    into.unreadable.push({ line: part.line, reason: `not a requirement: ${text.trim().slice(0, 80)}` });
    return;
  }
  const column = start - part.from + part.column;
  into.dependencies.push(
    pythonDependency(read, {
      path,
      line: part.line,
      column: column + 1,
      // What goes on in the next line ends with this one.
      endColumn: Math.max(column + 1, Math.min(column + read.end - read.start, part.end)) + 1,
      scope: /(?:dev|test|lint|docs?)/i.test(path.slice(path.lastIndexOf('/') + 1))
        ? 'development'
        : 'runtime',
      ...(/--hash\b/.test(text) ? { form: 'hashed' } : {}),
    }),
  );
}

/** A dependency from a requirement and its place. */
export function pythonDependency(
  read: NonNullable<ReturnType<typeof readRequirement>>,
  place: Pick<Dependency, 'path' | 'line' | 'column' | 'endColumn' | 'scope' | 'form'>,
): Dependency {
  const written = read.name ?? read.requirement ?? '(path)';
  return dependency({
    ecosystem: 'pypi',
    name: read.name === undefined ? written : normalise(read.name),
    writtenName: `${written}${read.extras}`,
    requirement: read.requirement,
    version: read.source === 'registry' ? exactVersion(read.requirement) : undefined,
    ...place,
    source: read.source,
    direct: true,
    form: place.form,
    resolved: undefined,
    integrity: undefined,
    requires: undefined,
  });
}

/** Whether an index is the public one, so that its 404 is definite. */
export function isPublicIndex(url: string): boolean {
  return /^https:\/\/(?:[\w-]+\.)?(?:pypi\.org|pypi\.python\.org)(?:[/:]|$)/i.test(
    url.trim().replace(/^["']|["']$/g, ''),
  );
}

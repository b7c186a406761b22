// Reads requirements files of pip: includes, constraints, markers, extras, hashes, editable and direct links.
import type { Dependency, Parsed } from '../../ecosystem.ts';
import { dependency, readSafely } from '../reading.ts';
import { exactVersion, normalise, readRequirement } from './requirement.ts';

/** The dependencies of a requirements or constraints file; never throws. */
export function readRequirementsTxt(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    const lines = body.replace(/^\uFEFF/, ' ').split('\n');
    for (let index = 0; index < lines.length; index++) {
      const number = index + 1;
      const first = (lines[index] ?? '').replace(/\r$/, '');
      let whole = first;
      // A backslash at the end of a line joins the next one; hashes are written so.
      while (whole.endsWith('\\') && index + 1 < lines.length) {
        whole = `${whole.slice(0, -1)} ${(lines[++index] ?? '').replace(/\r$/, '').trim()}`;
      }
      readLine(path, number, whole, first, into);
    }
  });
}

function readLine(path: string, line: number, whole: string, first: string, into: Required<Parsed>): void {
  const text = whole.replace(/(?:^|\s)#.*$/, '').trimEnd();
  const trimmed = text.trimStart();
  if (trimmed === '') return;
  const option = /^(--?[a-zA-Z][\w-]*)(?:\s*=\s*|\s+|(?=[^\s=-]))(.*)$/.exec(trimmed);
  if (trimmed.startsWith('-')) {
    const name = /^-[a-zA-Z]/.test(trimmed) ? trimmed.slice(0, 2) : (option?.[1] ?? trimmed);
    const value = (
      /^-[a-zA-Z]/.test(trimmed) ? trimmed.slice(2).replace(/^\s*=?\s*/, '') : (option?.[2] ?? '')
    ).trim();
    if (['-r', '--requirement', '-c', '--constraint'].includes(name)) into.includes.push(join(path, value));
    else if (['-i', '--index-url', '--extra-index-url', '-f', '--find-links', '--pypi-url'].includes(name)) {
      if (!isPublicIndex(value)) into.registries.push(value);
    } else if (name === '--no-index') into.registries.push('--no-index');
    else if (name === '-e' || name === '--editable') add(path, line, text, text.indexOf(value), into, first);
    return;
  }
  add(path, line, text, 0, into, first);
}

function add(
  path: string,
  line: number,
  text: string,
  offset: number,
  into: Required<Parsed>,
  first: string,
): void {
  const withoutOptions = text
    .slice(offset)
    .replace(/\s--(?:hash|config-settings|global-option|install-option)\b.*$/, '');
  const read = readRequirement(withoutOptions);
  if (!read) {
    into.unreadable.push({ line, reason: `not a requirement: ${text.trim().slice(0, 80)}` });
    return;
  }
  into.dependencies.push(
    pythonDependency(read, {
      path,
      line,
      column: offset + read.start + 1,
      endColumn: Math.min(offset + read.end, first.length) + 1,
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

function join(path: string, relative: string): string {
  const parts = path.split('/').slice(0, -1);
  for (const part of relative.replace(/^["']|["']$/g, '').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

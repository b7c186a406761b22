// What the value of an npm dependency means: a range, an alias, or a source outside the registry.
import type { Dependency } from '../../ecosystem.ts';

/** The parts of a specifier. `name` is set when an alias points at another package. */
export interface Specifier {
  source: Dependency['source'];
  name?: string;
  requirement?: string;
}

// Protocols of npm, yarn, pnpm and bun; the names are in npm-package-arg and in each tool's documentation.
const paths = /^(?:file:|link:|portal:|\.{1,2}(?:\/|\\|$)|\/|~\/|[a-z]:[\\/])/i;
const git = /^(?:git(?:\+[a-z]+)?:|git@|(?:github|gitlab|bitbucket|gist):|ssh:)/i;
const hosted =
  /^https?:\/\/(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org)\/[^/]+\/[^/#]+?(?:\.git)?(?:#.*)?$/i;
const shorthand = /^[\w.-]+\/[\w.-]+(?:#.*)?$/;

/** Reads a specifier such as `^1.0.0`, `npm:other@2`, `octo/repo#v1` or `workspace:*`. */
export function readSpecifier(written: string): Specifier {
  const spec = written.trim();
  if (/^(?:workspace:|catalog:)/.test(spec)) return { source: 'workspace' };
  if (spec.startsWith('patch:')) return readPatch(spec.slice('patch:'.length));
  if (spec.startsWith('npm:')) return readAlias(spec.slice('npm:'.length));
  if (paths.test(spec)) return { source: 'path' };
  if (git.test(spec) || hosted.test(spec) || /^https?:.*\.git(?:#|$)/i.test(spec)) return { source: 'git' };
  if (/^https?:/i.test(spec)) return { source: 'url' };
  if (shorthand.test(spec)) return { source: 'git' };
  // A protocol that no tool documents is not a version either.
  if (/^[a-z][a-z+.-]*:/i.test(spec)) return { source: 'url' };
  return spec === '' ? { source: 'registry' } : { source: 'registry', requirement: spec };
}

function readAlias(rest: string): Specifier {
  const at = rest.indexOf('@', 1);
  // Yarn writes `npm:^1.2.3` for a plain range.
  if (at === -1 && /^[\d^~<>=*v]/.test(rest)) return { source: 'registry', requirement: rest };
  const name = at === -1 ? rest : rest.slice(0, at);
  const requirement = at === -1 ? '' : rest.slice(at + 1);
  return requirement === '' ? { source: 'registry', name } : { source: 'registry', name, requirement };
}

function readPatch(rest: string): Specifier {
  const locator = rest.split('#', 1)[0] ?? '';
  const at = locator.indexOf('@', 1);
  if (at === -1) return { source: 'registry' };
  let inner = locator.slice(at + 1);
  try {
    inner = decodeURIComponent(inner);
  } catch {
    return { source: 'registry' };
  }
  return readSpecifier(inner);
}

/** Splits `name@rest` at the `@` that is not the scope's. */
export function splitDescriptor(descriptor: string): { name: string; rest: string } {
  const at = descriptor.indexOf('@', 1);
  return at === -1
    ? { name: descriptor, rest: '' }
    : { name: descriptor.slice(0, at), rest: descriptor.slice(at + 1) };
}

/** Whether a text can be the name of a package; old packages have capitals. */
export function isName(name: string): boolean {
  return name.length <= 214 && /^(?:@[\w.~!'()*-]+\/)?[\w.~!'()*-]+$/.test(name) && !/^[._]/.test(name);
}

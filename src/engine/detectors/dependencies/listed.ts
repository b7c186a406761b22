// Finds a package on the lists of the policy: names with `*`, and ranges of versions.
import type { Ecosystem } from '../../ecosystem.ts';
import { splitName } from './name-forms.ts';

/** Whether `ecosystem:name`, in which `*` stands for any text, covers a package. */
export function coversName(pattern: string, ecosystem: Ecosystem, name: string): boolean {
  const colon = pattern.indexOf(':');
  if (pattern.slice(0, colon) !== ecosystem.id) return false;
  const wanted = pattern.slice(colon + 1);
  const given = ecosystem.normalise(name);
  if (!wanted.includes('*')) return ecosystem.normalise(wanted) === given;
  return matchesStars(
    wanted.split('*').map((part) => part.toLowerCase()),
    given.toLowerCase(),
  );
}

/** Whether an entry covers a version; undefined when that cannot be told. */
export function coversVersion(
  versions: string | undefined,
  ecosystem: Ecosystem,
  version: string | undefined,
): boolean | undefined {
  if (versions === undefined) return true;
  return version === undefined ? undefined : ecosystem.satisfies(version, versions);
}

/** Whether a scope, group or vendor such as `npm:@acme` is the owner of a package. */
export function coversScope(pattern: string, ecosystem: Ecosystem, name: string): boolean {
  const colon = pattern.indexOf(':');
  if (pattern.slice(0, colon) !== ecosystem.id) return false;
  const owner = pattern.slice(colon + 1).replace(/[/:]$/, '');
  const { scope } = splitName(name);
  // A group owns the groups below it: `com.acme` is the owner of `com.acme.build`.
  return (
    scope === owner || (scope !== '' && [`${owner}.`, `${owner}/`].some((start) => scope.startsWith(start)))
  );
}

/** The name of an entry, without its ecosystem. */
export function nameOf(pattern: string): string {
  return pattern.slice(pattern.indexOf(':') + 1);
}

/** Parts between stars must stand in this order; linear, unlike a regular expression made of them. */
function matchesStars(parts: readonly string[], text: string): boolean {
  const [first = '', ...rest] = parts;
  const last = rest.pop() ?? '';
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found === -1 || found + part.length > text.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}

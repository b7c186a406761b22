// Turns the places that a scanner names into paths of the repository, or refuses them.
import { field, type Json, textOf, wholeOf } from './shape.ts';

const maxPathChars = 1000;

/** Bases of a chain that point at each other end here. */
const maxBases = 5;

/** Reads the artifact locations of one run. `roots` are absolute folders that are known to be the top of the repository. */
export function pathReader(
  run: Json,
  roots: readonly string[] = [],
): (location: Json | undefined) => string | undefined {
  const bases = field(run, 'originalUriBaseIds');
  const artifacts = field(run, 'artifacts');
  const folders = [...roots.map(withSlash), ...absoluteFolders(run, bases)];

  /** The base as a prefix: absolute, relative to the top, or unknown and then taken as the top. */
  function baseOf(id: string | undefined): string {
    let prefix = '';
    for (let step = 0, name = id; name !== undefined && step < maxBases; step++) {
      const base = field(bases, name);
      const uri = textOf(field(base, 'uri'));
      if (uri !== undefined) prefix = withSlash(uri) + prefix;
      if (uri !== undefined && isAbsolute(uri)) break;
      name = textOf(field(base, 'uriBaseId'));
    }
    return prefix;
  }

  return (given) => {
    const index = wholeOf(field(given, 'index'));
    const listed =
      index === undefined
        ? undefined
        : field(Array.isArray(artifacts) ? artifacts[index] : undefined, 'location');
    const place = textOf(field(given, 'uri')) === undefined ? listed : given;
    const uri = textOf(field(place, 'uri'));
    if (uri === undefined || uri === '' || uri.length > maxPathChars) return undefined;
    const whole = isAbsolute(uri) ? uri : baseOf(textOf(field(place, 'uriBaseId'))) + uri;
    return repositoryPath(whole, folders);
  };
}

/** A URI as a path of the repository; undefined where it is absolute and below no known folder, or leads outside. */
export function repositoryPath(uri: string, folders: readonly string[] = []): string | undefined {
  let rest = plain(uri);
  if (rest === undefined) return undefined;
  if (isAbsolute(rest)) {
    const inside = folders
      .map((folder) => plain(folder))
      .filter((folder) => folder !== undefined && folder.replace(/\//g, '') !== '')
      .toSorted((a, b) => (b?.length ?? 0) - (a?.length ?? 0))
      .find((folder) => rest?.startsWith(folder as string));
    if (inside === undefined) return undefined;
    rest = rest.slice(inside.length);
  }
  const parts = rest.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.length === 0 || parts.includes('..') || parts.some((part) => /[\p{Cc}\p{Cs}]/u.test(part)))
    return undefined;
  return parts.join('/');
}

function absoluteFolders(run: Json, bases: Json | undefined): string[] {
  const named =
    typeof bases === 'object' && bases !== null && !Array.isArray(bases) ? Object.values(bases) : [];
  const invocations = field(run, 'invocations');
  const working = Array.isArray(invocations)
    ? invocations.map((each) => field(each, 'workingDirectory'))
    : [];
  return [...named, ...working]
    .slice(0, 50)
    .flatMap((place) => textOf(field(place, 'uri')) ?? [])
    .filter(isAbsolute)
    .map(withSlash);
}

/** Decoded, with forward slashes, without scheme and drive of a file. */
function plain(uri: string): string | undefined {
  const isFile = /^file:/i.test(uri);
  const decoded = decode(uri.replace(/^file:\/\/(?:localhost(?=\/))?/i, '').replace(/^file:/i, ''));
  if (decoded.includes('\0')) return undefined;
  const path = decoded
    .replaceAll('\\', '/')
    .replace(/^\/?([a-z]):\//i, (_, drive: string) => `/${drive.toLowerCase()}:/`);
  // A scheme of one letter is a drive, and a colon further on belongs to a name.
  if (!isFile && /^[a-z][a-z\d+.-]+:/i.test(uri)) return undefined;
  return path;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isAbsolute(uri: string): boolean {
  return /^(?:[/\\]|file:|[a-z]:[/\\]|[a-z][a-z\d+.-]+:\/\/)/i.test(uri);
}

function withSlash(uri: string): string {
  return uri.endsWith('/') ? uri : `${uri}/`;
}

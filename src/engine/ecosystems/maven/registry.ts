// How Maven Central is asked about an artifact, and how its maven-metadata.xml is read.
import type { RegistryRequest } from '../../ecosystem.ts';
import type { PackageRecord } from '../../facts.ts';
import { at, childText, readXml } from '../xml-places.ts';
import { normalise } from './coordinates.ts';

/** The path of an artifact's list of versions; the answer is XML. */
export function request(name: string): RegistryRequest {
  const [group = '', artifact = ''] = normalise(name).split(':');
  const folders = [...group.split('.'), artifact].map((part) => encodeURIComponent(part));
  return {
    path: `/maven2/${folders.join('/')}/maven-metadata.xml`,
    accept: 'application/xml, text/xml',
    answer: 'text',
  };
}

/** The same in a repository whose address ends where its layout begins, as it stands in settings.xml. */
export function requestPrivately(name: string): RegistryRequest {
  const { path, ...rest } = request(name);
  return { ...rest, path: path.replace(/^\/maven2/, '') };
}

/**
 * Reads an artifact's versions. Maven Central says no dates, maintainers or licence there, so they stay unknown.
 * Throws when the text is no such list, or is that of another artifact.
 * https://maven.apache.org/ref/current/maven-repository-metadata/
 */
export function readRecord(name: string, body: unknown): PackageRecord {
  if (typeof body !== 'string') throw new Error('not a text');
  const { root, error } = readXml(body);
  if (error || root?.name !== 'metadata') throw new Error('not a list of versions');
  const found = `${childText(root, 'groupId') ?? ''}:${childText(root, 'artifactId') ?? ''}`;
  // Old lists of Maven Central leave the names out.
  if (found !== ':' && found !== normalise(name))
    throw new Error(`the registry answered for ${found.slice(0, 100)}`);
  const versions = at(root, 'versioning', 'versions', 'version').map(({ text }) => text);
  const [versioning] = at(root, 'versioning');
  if (!versioning || versions.length === 0) throw new Error('a list without versions');
  return { exists: true, versions: versions.map((version) => ({ version })), maintainers: [] };
}

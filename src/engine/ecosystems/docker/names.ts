// Takes the name of an image apart as Docker does.
import type { Dependency } from '../../ecosystem.ts';
import { dependency } from '../reading.ts';

/** An image's name without its tag and digest, and those. */
export interface ImageName {
  name: string;
  tag?: string;
  digest?: string;
}

/** Reads `host:5000/owner/name:tag@sha256:…`; undefined for what is none, and for what a variable decides. */
export function readImageName(written: string): ImageName | undefined {
  if (written.length > 400) return undefined;
  const match =
    /^((?:[\w.-]+(?::\d+)?\/)?[a-z0-9][\w.-]*(?:\/[a-z0-9][\w.-]*)*)(?::([\w][\w.-]{0,127}))?(?:@([a-z0-9]+:[\da-fA-F]+))?$/.exec(
      written,
    );
  if (!match) return undefined;
  const [, name = '', tag, digest] = match;
  return { name, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
}

/** The host of an image that is not on Docker Hub; undefined for one that is. */
export function hostOfImage(name: string): string | undefined {
  const slash = name.indexOf('/');
  const first = slash === -1 ? '' : name.slice(0, slash);
  return /[.:]|^localhost$/.test(first) &&
    !/^(?:(?:index|registry-1|registry\.hub)\.)?docker\.(?:io|com)$/.test(first)
    ? first
    : undefined;
}

/** The name as Docker Hub has it: official images stand alone. */
export function normalise(name: string): string {
  const plain = name.trim().toLowerCase();
  return plain
    .replace(/^(?:(?:index|registry-1|registry\.hub)\.)?docker\.(?:io|com)\//, '')
    .replace(/^library\//, '');
}

/** A dependency on an image; undefined when it names none that could be fetched. */
export function imageDependency(
  written: string,
  place: Pick<Dependency, 'path' | 'line' | 'column' | 'endColumn'>,
): Dependency | undefined {
  const read = readImageName(written);
  if (!read || read.name === 'scratch') return undefined;
  const host = hostOfImage(read.name);
  return dependency({
    ecosystem: 'docker',
    name: normalise(read.name),
    writtenName: read.name,
    requirement: undefined,
    // Docker takes `latest` where no tag stands.
    version: read.tag ?? read.digest ?? 'latest',
    ...place,
    scope: 'build',
    source: 'registry',
    direct: true,
    registry: host === undefined ? undefined : `https://${host}`,
    integrity: read.digest,
    form: read.digest === undefined ? undefined : 'digest',
    resolved: undefined,
    requires: undefined,
  });
}

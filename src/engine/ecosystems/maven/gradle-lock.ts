// Reads what Gradle pins: gradle.lockfile and gradle/verification-metadata.xml.
import type { Dependency, Parsed } from '../../ecosystem.ts';
import { dependency, lineIndex, readSafely } from '../reading.ts';
import { at, readXml, span } from '../xml-places.ts';
import { isId } from './coordinates.ts';

/** The entries of a gradle.lockfile, `group:artifact:version=configurations`; never throws. */
export function readGradleLock(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    body.split('\n').forEach((raw, index) => {
      const text = raw.trim();
      if (text === '' || text.startsWith('#') || text.startsWith('empty=')) return;
      const match = /^([^:=\s]+):([^:=\s]+):([^:=\s]+)(?:=(.*))?$/.exec(text);
      const [, group = '', artifact = '', version = '', configurations = ''] = match ?? [];
      if (!match || !isId(group) || !isId(artifact)) {
        into.unreadable.push({ line: index + 1, reason: `not a locked dependency: ${text.slice(0, 80)}` });
        return;
      }
      const column = raw.length - raw.trimStart().length + 1;
      const name = `${group}:${artifact}`;
      into.dependencies.push(
        locked({ name, version }, path, {
          line: index + 1,
          column,
          endColumn: column + name.length + 1 + version.length,
          scope: scopeOf(configurations),
        }),
      );
    });
  });
}

/** The components of a verification-metadata.xml with a digest of each; never throws. */
export function readVerificationMetadata(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    const { root, error } = readXml(body);
    if (error) into.unreadable.push(error);
    const place = lineIndex(body);
    for (const component of at(root, 'components', 'component')) {
      const { group = '', name = '', version = '' } = component.attributes;
      if (!isId(group) || !isId(name) || version === '') {
        into.unreadable.push({
          line: place(component.start).line,
          reason: 'a component without a name or version',
        });
        continue;
      }
      const artifact =
        component.children.find((one) => one.attributes['name']?.endsWith('.jar')) ?? component.children[0];
      const digest = artifact?.children.find((one) => /^sha\d+$/.test(one.name));
      const value = digest?.attributes['value'];
      into.dependencies.push({
        ...locked({ name: `${group}:${name}`, version }, path, {
          ...span(component, place),
          scope: 'runtime',
        }),
        ...(value === undefined ? {} : { integrity: `${digest?.name}:${value}` }),
      });
    }
  });
}

function locked(
  { name, version }: { name: string; version: string },
  path: string,
  where: Pick<Dependency, 'line' | 'column' | 'endColumn' | 'scope'>,
): Dependency {
  return dependency({
    ecosystem: 'maven',
    name,
    writtenName: name,
    requirement: undefined,
    version,
    path,
    ...where,
    source: 'registry',
    direct: false,
    resolved: undefined,
    integrity: undefined,
    requires: undefined,
    registry: undefined,
    form: undefined,
  });
}

function scopeOf(configurations: string): Dependency['scope'] {
  const names = configurations.split(',').filter((name) => name !== '');
  if (names.length === 0) return 'runtime';
  if (names.every((name) => /test/i.test(name))) return 'development';
  return names.every((name) => /^(?:classpath|annotationProcessor|kapt|ksp|.*AnnotationProcessor)/.test(name))
    ? 'build'
    : 'runtime';
}

// Reads sbt builds (`"group" %% "artifact" % "version"`) and ivy.xml.
import type { Parsed } from '../../ecosystem.ts';
import { lineIndex, readSafely } from '../reading.ts';
import { readXml, span, type XmlElement } from '../xml-places.ts';
import { elsewhere, isCentral, isId, mavenDependency } from './coordinates.ts';
import { gradleProperties, readNames } from './gradle-properties.ts';
import { statements, type Token } from './gradle-tokens.ts';

/** The library dependencies and plugins of build.sbt, project/*.sbt and project/*.scala; never throws. */
export function readSbt(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    const script = statements(body);
    const properties = gradleProperties(readNames(script));
    const place = lineIndex(body);
    // Blocks do not matter here, and a line may go on after a sign.
    const tokens = script.flatMap((statement) => statement.tokens);
    const suffix = `_${scalaVersion(tokens)}`;
    for (let at = 0; at < tokens.length; at++) {
      const group = tokens[at];
      let next = at + 1;
      while (tokens[next]?.value === '%' && tokens[next]?.kind === 'sign') next++;
      const percents = next - at - 1;
      const artifact = tokens[next];
      if (group?.kind !== 'text' || percents === 0 || artifact?.kind !== 'text') {
        if (group?.value === 'at' || group?.value === 'resolvers') addResolver(tokens, at, into);
        continue;
      }
      const hasVersion = tokens[next + 1]?.value === '%';
      const version = hasVersion ? properties.evaluate(tokens, next + 2) : undefined;
      const last = tokens[(version?.next ?? next + 1) - 1] ?? artifact;
      const scope =
        tokens[version?.next ?? next + 1]?.value === '%' ? tokens[(version?.next ?? next) + 1]?.value : '';
      const isPlugin = tokens[at - 2]?.value === 'addSbtPlugin';
      if (isId(group.value) && isId(artifact.value)) {
        const from = place(group.start);
        const to = place(last.end);
        into.dependencies.push(
          mavenDependency(
            {
              group: group.value,
              artifact: isPlugin
                ? `${artifact.value}_2.12_1.0`
                : `${artifact.value}${percents > 1 ? suffix : ''}`,
              version: version?.value ?? elsewhere,
            },
            {
              path,
              ...from,
              endColumn: to.line === from.line ? to.column : from.column + group.value.length + 2,
              scope: isPlugin ? 'build' : /^(?:test|it)\b/i.test(scope ?? '') ? 'development' : 'runtime',
              writtenName: artifact.value,
              form: `sbt ${'%'.repeat(percents)}`,
            },
          ),
        );
      }
      at = Math.max(at, (version?.next ?? next + 1) - 1);
    }
  });
}

/** The Scala version that `%%` adds to a name; 2.13 unless the build says another. */
function scalaVersion(tokens: readonly Token[]): string {
  const at = tokens.findIndex(({ value }) => value === 'scalaVersion');
  const written = at === -1 ? undefined : tokens.slice(at, at + 6).find(({ kind }) => kind === 'text')?.value;
  return written?.startsWith('3') ? '3' : (/^2\.\d+/.exec(written ?? '')?.[0] ?? '2.13');
}

function addResolver(tokens: readonly Token[], at: number, into: Required<Parsed>): void {
  const url = tokens[at + 1]?.kind === 'text' ? tokens[at + 1]?.value : undefined;
  if (tokens[at]?.value === 'at' && url !== undefined && !isCentral(url)) into.registries.push(url);
}

/** The dependencies of an ivy.xml; never throws. */
export function readIvy(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    const { root, error } = readXml(body);
    if (error) into.unreadable.push(error);
    const place = lineIndex(body);
    const organisation = root?.children.find((one) => one.name === 'info')?.attributes['organisation'];
    const entries: XmlElement[] = (root?.children ?? [])
      .filter((one) => one.name === 'dependencies')
      .flatMap((one) => one.children.filter((inner) => inner.name === 'dependency'));
    for (const entry of entries) {
      const { org: group = organisation ?? '', name: artifact = '', rev: version } = entry.attributes;
      if (!isId(group) || !isId(artifact)) {
        into.unreadable.push({ line: place(entry.start).line, reason: 'a dependency without org and name' });
        continue;
      }
      into.dependencies.push(
        mavenDependency(
          { group, artifact, version },
          {
            path,
            ...span(entry, place),
            scope: /^test\b/.test(entry.attributes['conf'] ?? '') ? 'development' : 'runtime',
            source: entry.attributes['org'] === undefined ? 'workspace' : 'registry',
            writtenName: artifact,
            form: 'ivy',
          },
        ),
      );
    }
  });
}

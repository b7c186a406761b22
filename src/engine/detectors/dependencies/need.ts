// Reports packages that are not needed, because the language or its standard library does the same.
import { microUtilsReplacements, nativeReplacements } from 'module-replacements';
import type { Ecosystem } from '../../ecosystem.ts';
import type { Report } from './report.ts';
import type { Subject } from './subject.ts';

/** Where the alternatives come from; undefined where none are known. */
export function needSource({ id, standardWay }: Ecosystem): string | undefined {
  return id === 'npm' ? 'module-replacements' : standardWay && 'table of the standard library';
}

/** A report for a direct dependency that something built in replaces. */
export function* judgeNeed({ dependency, ecosystem, wasNamed }: Subject): Generator<Report> {
  if (!dependency.direct || wasNamed || dependency.scope === 'peer') return;
  const { name } = dependency;
  const way = ecosystem.id === 'npm' ? nativeWay(name) : ecosystem.standardWay?.(name);
  if (way === undefined) return;
  yield {
    rule: 'unneeded-dependency',
    dependency,
    message: `\`${dependency.name}\` is not needed: ${way}.`,
    remedy: `Remove \`${dependency.writtenName}\`: ${way}.`,
  };
}

/** How Node itself, or one line of code, does what a package does. */
function nativeWay(name: string): string | undefined {
  for (const { mappings, replacements } of [nativeReplacements, microUtilsReplacements]) {
    if (!Object.hasOwn(mappings, name)) continue;
    for (const id of mappings[name]?.replacements ?? []) {
      const replacement = replacements[id];
      if (replacement?.type === 'native') return nativeText(id, replacement);
      if (replacement?.type === 'simple') return withoutStop(replacement.description);
    }
  }
  return undefined;
}

function nativeText(
  id: string,
  { engines }: { engines?: readonly { engine: string; minVersion?: string }[] },
): string {
  const node = engines?.find(({ engine }) => engine === 'nodejs')?.minVersion;
  return `\`${id.replaceAll('_', ' ')}\` is built in${node === undefined ? '' : ` (Node ${node} and later)`}`;
}

function withoutStop(text: string): string {
  const first = text.replace(/\s+/g, ' ').trim().replace(/\.$/, '').slice(0, 200);
  return first.charAt(0).toLowerCase() + first.slice(1);
}

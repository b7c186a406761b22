// Reads an environment.yml: packages of conda's channels, and those of its pip part.
import type { Parsed } from '../../ecosystem.ts';
import { getIn, itemsOf, readYaml, textOf, textsOf, type YamlNode } from '../../text/yaml-tree.ts';
import { pythonDependency } from '../pypi/requirements-txt.ts';
import { readRequirement } from '../pypi/requirement.ts';
import { dependency, lineIndex, readSafely, regionOf } from '../reading.ts';

const usualChannels = /^(?:conda-forge|defaults|nodefaults|main|anaconda|r|msys2)$/;

/** The dependencies of an environment file, conda's and PyPI's; never throws. */
export function readEnvironment(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    const read = readYaml(body);
    if ('reason' in read) {
      into.unreadable.push({ reason: read.reason });
      return;
    }
    const place = lineIndex(body);
    const at = ({
      start,
      end,
    }: YamlNode): { path: string; line: number; column: number; endColumn: number } => {
      return { path, ...regionOf(body, place, start, end) };
    };
    for (const root of read.documents) {
      const others = textsOf(getIn(root, 'channels')).filter((channel) => !usualChannels.test(channel));
      for (const item of itemsOf(getIn(root, 'dependencies'))) {
        for (const one of itemsOf(getIn(item, 'pip'))) {
          const text = textOf(one) ?? '';
          if (text.startsWith('-')) {
            const index = /^(?:-i|--index-url|--extra-index-url)[\s=]+(\S+)/.exec(text)?.[1];
            if (index !== undefined) into.registries.push(index);
            const included = /^(?:-r|--requirement)[\s=]+(\S+)/.exec(text)?.[1];
            if (included !== undefined)
              into.includes.push(path.slice(0, path.lastIndexOf('/') + 1) + included.replace(/^\.\//, ''));
            continue;
          }
          const requirement = readRequirement(text);
          if (requirement)
            into.dependencies.push(pythonDependency(requirement, { ...at(one), scope: 'runtime' }));
          else if (text !== '')
            into.unreadable.push({ line: at(one).line, reason: `not a requirement: ${text.slice(0, 80)}` });
        }
        const [, channel, name, asked] =
          /^(?:([^\s:]+)::)?([A-Za-z_][\w.-]*)\s*(.*)$/s.exec(textOf(item) ?? '') ?? [];
        if (name === undefined || item.kind !== 'scalar' || name.toLowerCase() === 'pip') continue;
        const elsewhere =
          channel === undefined ? others[0] : usualChannels.test(channel) ? undefined : channel;
        into.dependencies.push(
          dependency({
            ecosystem: 'conda',
            name: name.toLowerCase(),
            writtenName: name,
            requirement: asked === '' ? undefined : asked,
            version: undefined,
            ...at(item),
            scope: 'runtime',
            source: 'registry',
            direct: true,
            registry: elsewhere === undefined ? undefined : `https://conda.anaconda.org/${elsewhere}`,
            resolved: undefined,
            integrity: undefined,
            requires: undefined,
            form: undefined,
          }),
        );
      }
    }
  });
}

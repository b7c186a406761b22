// Reads paket.dependencies and paket.lock as https://fsprojects.github.io/Paket/dependencies-file.html describes them.
import type { Dependency, Parsed } from '../../ecosystem.ts';
import { readSafely } from '../reading.ts';
import { isGallery, isId, lockedDependency, manifestDependency } from './dotnet.ts';

/** The packages and sources of a paket.dependencies; never throws. */
export function readPaketDependencies(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    let scope: Dependency['scope'] = 'runtime';
    body.split('\n').forEach((raw, index) => {
      const text = raw.replace(/(?:^|\s)(?:\/\/|#).*$/, '').trimEnd();
      const source = /^\s*source\s+(\S+)/i.exec(text)?.[1];
      if (source !== undefined && !isGallery(source)) into.registries.push(source);
      const group = /^\s*group\s+(\S+)/i.exec(text)?.[1];
      if (group !== undefined)
        scope = /^(?:test|dev)/i.test(group) ? 'development' : /^build/i.test(group) ? 'build' : 'runtime';
      const entry = /^(\s*)(?:nuget|clitool)\s+(\S+)(?:\s+(.*\S))?/i.exec(text);
      if (!entry) return;
      const [whole, indent = '', name = '', rest = ''] = entry;
      if (!isId(name)) {
        into.unreadable.push({ line: index + 1, reason: `not a package name: ${name.slice(0, 80)}` });
        return;
      }
      into.dependencies.push(
        manifestDependency({
          path,
          line: index + 1,
          column: indent.length + 1,
          endColumn: whole.length + 1,
          written: name,
          requirement: toRange(rest),
          scope,
          form: 'paket',
        }),
      );
    });
  });
}

/** Paket's constraints in NuGet's notation: `~> 1.2` is `[1.2, 2)`, a bare version pins. */
function toRange(text: string): string | undefined {
  const parts = [...text.matchAll(/(==|>=|<=|~>|>|<|=|@|!)?\s*(\d[\w.+*-]*)(?=\s|$)/g)].map(
    ([, operator = '', version = '']) => ({
      operator: operator.replace(/^[@!]/, ''),
      version,
    }),
  );
  const [first, second] = parts;
  if (!first) return undefined;
  if (/^==?$|^$/.test(first.operator)) return `[${first.version}]`;
  if (first.operator === '~>') {
    const numbers = first.version.replace(/-.*$/, '').split('.').map(Number);
    const kept = numbers.slice(0, Math.max(1, numbers.length - 1));
    kept[kept.length - 1] = (kept.at(-1) ?? 0) + 1;
    return `[${first.version},${kept.join('.')})`;
  }
  const low = parts.find(({ operator }) => operator.startsWith('>'));
  const high = second && parts.find(({ operator }) => operator.startsWith('<'));
  const only = low ?? first;
  if (only.operator.startsWith('<')) return `(,${only.version}${only.operator === '<=' ? ']' : ')'}`;
  return `${only.operator === '>=' ? '[' : '('}${only.version},${high ? `${high.version}${high.operator === '<=' ? ']' : ')'}` : ')'}`;
}

/** The packages that a paket.lock pins; never throws. */
export function readPaketLock(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    let isNuget = false;
    let remote: string | undefined;
    let last: Dependency | undefined;
    body.split('\n').forEach((raw, index) => {
      const heading = /^(\S+)/.exec(raw)?.[1];
      if (heading !== undefined) isNuget = heading === 'NUGET';
      if (!isNuget) return;
      remote = /^ {2}remote:\s*(\S+)/.exec(raw)?.[1] ?? remote;
      const entry = /^ {4}(\S+) \(([^()\s]+)\)/.exec(raw);
      if (entry && isId(entry[1] ?? '')) {
        last = lockedDependency(
          entry[1] ?? '',
          entry[2] ?? '',
          { path, line: index + 1, column: 5, endColumn: entry[0].length + 1 },
          { resolved: remote, requires: [] },
        );
        into.dependencies.push(last);
      }
      const required = /^ {6}(\S+)/.exec(raw)?.[1];
      if (required !== undefined) last?.requires?.push(required);
    });
  });
}

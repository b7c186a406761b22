// Reads Package.swift, as text and without running it, and Package.resolved.
import type { Node } from 'jsonc-parser';
import type { Dependency, Parsed } from '../../ecosystem.ts';
import { keyOf, parseObject } from '../npm/package-json.ts';
import { dependency, lineIndex, readSafely } from '../reading.ts';
import { compareSemverLike, maxVersionChars } from '../semver-like.ts';

const maxChars = 400_000;

/** The address of a repository as OSV writes it: without scheme, account and `.git`, the host in lower case. */
export function normalise(name: string): string {
  return name
    .trim()
    .replace(/^git@([^:/]+):/, '$1/')
    .replace(/^[a-z+]+:\/\/(?:[^/@]*@)?/i, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .toLowerCase();
}

/** Whether a version lies in a range such as `>=1.0.0 <2.0.0`; undefined when either cannot be read. */
export function satisfies(version: string, requirement: string): boolean | undefined {
  if (requirement.length > maxVersionChars) return undefined;
  let meetsAll = true;
  for (const part of requirement.trim().split(/\s+/)) {
    const [, operator = '', bound = ''] = /^(<=?|>=?|={0,2})(.*)$/s.exec(part) ?? [];
    const order = compareSemverLike(version, bound);
    if (order === undefined) return undefined;
    const isPrerelease = /^v?[\d.]+-/i.test(version);
    meetsAll &&=
      operator === '<'
        ? order < 0 && !isPrerelease
        : operator === '<='
          ? order <= 0
          : operator === '>'
            ? order > 0
            : operator === '>='
              ? order >= 0
              : order === 0;
  }
  return meetsAll;
}

/** The dependencies of a Package.swift; never throws. */
export function readPackageSwift(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    if (body.length > maxChars) throw new Error(`longer than ${maxChars} characters`);
    const place = lineIndex(body);
    const text = withoutComments(body);
    // An entry's arguments hold no brackets but those of a range's function.
    for (const match of text.matchAll(/\.package\s*\(((?:[^()]|\([^()]{0,300}\)){1,1000}?)\)/g)) {
      const args = match[1] ?? '';
      const url = /\burl\s*:\s*"([^"\n]+)"/.exec(args)?.[1];
      if (url === undefined || url.includes('\\(')) continue;
      const { line, column } = place(match.index);
      const end = place(match.index + match[0].length);
      const asked = requirementOf(args);
      into.dependencies.push(
        dependency({
          ecosystem: 'swift',
          name: normalise(url),
          writtenName: url,
          requirement: asked.source === 'git' ? `${url}#${asked.requirement ?? ''}` : asked.requirement,
          version: asked.version,
          path,
          line,
          column,
          endColumn: end.line === line ? end.column : column + '.package('.length,
          scope: 'runtime',
          source: asked.source,
          direct: true,
          form: asked.form,
          registry: undefined,
          resolved: undefined,
          integrity: undefined,
          requires: undefined,
        }),
      );
    }
  });
}

type Asked = Pick<Dependency, 'source'> & { requirement?: string; version?: string; form?: string };

function requirementOf(args: string): Asked {
  const [, label = '', value = ''] =
    /\b(from|exact|branch|revision|upToNextMajor|upToNextMinor)\s*(?::|\(\s*from\s*:|\()\s*"([^"\n]*)"/.exec(
      args,
    ) ?? [];
  if (label === 'branch' || label === 'revision') return { source: 'git', requirement: value };
  const exact = /\.exact\(\s*"([^"\n]*)"/.exec(args)?.[1] ?? (label === 'exact' ? value : undefined);
  if (exact !== undefined) return { source: 'registry', requirement: exact, version: exact, form: 'exact' };
  const range = /"([^"\n]*)"\s*(\.\.<|\.\.\.)\s*"([^"\n]*)"/.exec(args);
  if (range)
    return { source: 'registry', requirement: `>=${range[1]} ${range[2] === '...' ? '<=' : '<'}${range[3]}` };
  if (value === '') return { source: 'registry' };
  const isMinor = /upToNextMinor/.test(args);
  const [major = 0, minor = 0] = value.replace(/^v/, '').split('.').map(Number);
  const upper = isMinor ? `${major}.${minor + 1}.0` : `${major + 1}.0.0`;
  return { source: 'registry', requirement: `>=${value} <${upper}` };
}

/** Comments become blanks of the same length. */
function withoutComments(body: string): string {
  return body.replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[^*]*(?:\*(?!\/)[^*]*)*\*\//g, (found) =>
    found.startsWith('"') ? found : found.replace(/[^\n]/g, ' '),
  );
}

/** The pins of a Package.resolved, of formats 1 to 3; never throws. */
export function readPackageResolved(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    const root = parseObject(body, into);
    if (!root) return;
    const place = lineIndex(body);
    const object = child(root, 'object') ?? root;
    for (const pin of child(object, 'pins')?.children ?? []) {
      const link = child(pin, 'location') ?? child(pin, 'repositoryURL');
      const url: unknown = link?.value;
      if (!link || typeof url !== 'string') continue;
      if (url === '') {
        const identity: unknown = child(pin, 'identity')?.value;
        const name = typeof identity === 'string' ? `${identity.slice(0, 80)} ` : '';
        into.unreadable.push({
          line: place(pin.offset).line,
          reason: `${name}comes from a Swift registry, which is not asked`,
        });
        continue;
      }
      const state = child(pin, 'state');
      const version: unknown = child(state, 'version')?.value;
      const revision: unknown = child(state, 'revision')?.value;
      const { line, column } = place(link.offset);
      into.dependencies.push(
        dependency({
          ecosystem: 'swift',
          name: normalise(url),
          writtenName: url,
          requirement: undefined,
          version: typeof version === 'string' ? version : undefined,
          path,
          line,
          column,
          endColumn: column + link.length,
          scope: 'runtime',
          source: /^(?:\/|\.|file:)/.test(url) ? 'path' : typeof version === 'string' ? 'registry' : 'git',
          direct: false,
          registry: undefined,
          resolved: typeof revision === 'string' ? `${url}#${revision}` : undefined,
          integrity: typeof revision === 'string' ? revision : undefined,
          requires: undefined,
          form: undefined,
        }),
      );
    }
  });
}

function child(node: Node | undefined, key: string): Node | undefined {
  return node?.type === 'object'
    ? node.children?.find((property) => keyOf(property) === key)?.children?.[1]
    : undefined;
}

// Lists the packages that the manifests and lockfiles of a folder or a change name, with file and line.
import { resolve } from 'node:path';
import type { Change } from '../engine/change.ts';
import { collect } from '../engine/detectors/dependencies/collect.ts';
import type { Dependency, Ecosystem } from '../engine/ecosystem.ts';
import { writePurl } from '../engine/ecosystems/purl.ts';
import { UserError } from '../engine/problem.ts';
import { terminalText } from '../reporters/neutralise.ts';
import { scanFiles } from '../sources/files.ts';
import { readGitChange } from '../sources/git.ts';

/** The options of `deps list`. */
export interface ListFlags {
  base?: string;
  head?: string;
  format: 'text' | 'json';
}

/** Lists and sets the exit code: 2 when something could not be read. */
export async function listDeps(path: string, flags: ListFlags): Promise<void> {
  if (flags.base === undefined && flags.head !== undefined)
    throw new UserError(
      '--head needs --base.',
      `--head ${flags.head}`,
      'Name with --base what the change goes to.',
    );
  let listed = 0;
  let unread = 0;
  for await (const change of changes(path, flags)) {
    const { added, notChecked } = collect(change);
    listed += added.length;
    for (const { dependency, ecosystem } of added)
      process.stdout.write(flags.format === 'json' ? jsonOf(dependency, ecosystem) : rowOf(dependency));
    // A path that a workspace leaves out is no gap of the list.
    const gaps = [...notChecked, ...change.unread.filter((gap) => gap.what !== 'config')];
    unread += gaps.length;
    for (const gap of gaps)
      process.stderr.write(`langguard: not read: ${terminalText(`${gap.path ?? ''}: ${gap.reason}`)}\n`);
  }
  if (flags.format === 'text')
    process.stdout.write(
      `${listed} dependencies${unread === 0 ? '' : `; ${unread} places could not be read`}\n`,
    );
  if (unread > 0) process.exitCode = 2;
}

async function* changes(path: string, { base, head }: ListFlags): AsyncGenerator<Change> {
  if (base === undefined) {
    for await (const { change } of scanFiles([path], { cwd: process.cwd() })) yield change;
    return;
  }
  yield await readGitChange({ cwd: resolve(path), base, ...(head === undefined ? {} : { head }) });
}

function jsonOf(dependency: Dependency, ecosystem: Ecosystem): string {
  const { path, line, name, writtenName, requirement, version, scope, source, direct, resolved } = dependency;
  return `${JSON.stringify({
    path,
    line,
    ecosystem: ecosystem.id,
    name,
    ...(writtenName === name ? {} : { writtenName }),
    ...(requirement === undefined ? {} : { requirement }),
    ...(version === undefined ? {} : { version }),
    scope,
    source,
    direct,
    ...(source === 'registry' ? { purl: writePurl(ecosystem, name, version) } : {}),
    ...(resolved === undefined ? {} : { resolved: withoutCredentials(resolved) }),
  })}\n`;
}

function rowOf(one: Dependency): string {
  const what = [one.name, one.version ?? one.requirement ?? 'any version'].join(' ');
  const how = [
    one.scope,
    one.direct ? 'direct' : 'locked',
    ...(one.source === 'registry' ? [] : [one.source]),
  ];
  const row = `${one.path}:${one.line}: ${one.ecosystem} ${what} (${how.join(', ')})`;
  return `${terminalText(withoutCredentials(row))}\n`;
}

function withoutCredentials(text: string): string {
  return text.replace(/\/\/[^/@\s]*@/g, '//');
}

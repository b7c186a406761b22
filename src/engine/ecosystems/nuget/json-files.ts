// Reads packages.lock.json, dotnet-tools.json, global.json and the old project.json.
import { type Node, parseTree, type ParseError } from 'jsonc-parser';
import type { Parsed } from '../../ecosystem.ts';
import { lineIndex, readSafely } from '../reading.ts';
import { isId, lockedDependency, manifestDependency } from './dotnet.ts';

/** The resolved packages of every framework; never throws. */
export function readPackagesLock(path: string, body: string): Parsed {
  return readJson(body, (root, place, into) => {
    for (const framework of children(valueOf(root, 'dependencies'))) {
      for (const entry of children(framework.children?.[1])) {
        const about = entry.children?.[1];
        const version = stringOf(about, 'resolved');
        // A project of the same solution has no version.
        if (stringOf(about, 'type') === 'Project') continue;
        if (version === undefined || !isId(keyOf(entry))) {
          into.unreadable.push({
            line: place(entry.offset).line,
            reason: `${keyOf(entry).slice(0, 80)} has no version`,
          });
          continue;
        }
        const integrity = stringOf(about, 'contentHash');
        into.dependencies.push(
          lockedDependency(
            keyOf(entry),
            version,
            { path, ...keySpan(entry, place) },
            {
              integrity: integrity === undefined ? undefined : `sha512-${integrity}`,
              requires: children(valueOf(about, 'dependencies')).map(keyOf),
            },
          ),
        );
      }
    }
  });
}

/** The tools of a dotnet-tools.json; never throws. */
export function readDotnetTools(path: string, body: string): Parsed {
  return readJson(body, (root, place, into) => {
    for (const tool of children(valueOf(root, 'tools'))) {
      const version = stringOf(tool.children?.[1], 'version');
      add(path, tool, version === undefined ? undefined : `[${version}]`, 'tool', { place, into });
    }
  });
}

/** The SDKs that a global.json pins, and the dependencies of a project.json of the years before csproj; never throws. */
export function readProjectJson(path: string, body: string): Parsed {
  return readJson(body, (root, place, into) => {
    for (const sdk of children(valueOf(root, 'msbuild-sdks'))) {
      const version: unknown = sdk.children?.[1]?.value;
      add(path, sdk, typeof version === 'string' ? `[${version}]` : undefined, 'json', { place, into });
    }
    // Other tools have a project.json too; only .NET's names frameworks.
    const frameworks = valueOf(root, 'frameworks');
    if (!frameworks) return;
    const blocks = [root, ...children(frameworks).map((one) => one.children?.[1])];
    for (const block of blocks) {
      for (const entry of children(valueOf(block, 'dependencies'))) {
        const value = entry.children?.[1];
        if (stringOf(value, 'target') === 'project') continue;
        const version: unknown = value?.type === 'object' ? stringOf(value, 'version') : value?.value;
        add(path, entry, typeof version === 'string' ? version : undefined, 'json', { place, into });
      }
    }
  });
}

interface Context {
  place: (offset: number) => { line: number; column: number };
  into: Required<Parsed>;
}

function add(
  path: string,
  entry: Node,
  requirement: string | undefined,
  form: string,
  { place, into }: Context,
): void {
  if (!isId(keyOf(entry))) {
    into.unreadable.push({
      line: place(entry.offset).line,
      reason: `not a package name: ${keyOf(entry).slice(0, 80)}`,
    });
    return;
  }
  into.dependencies.push(
    manifestDependency({
      path,
      ...keySpan(entry, place),
      written: keyOf(entry),
      requirement,
      scope:
        form === 'tool'
          ? 'development'
          : form === 'json' && requirement?.startsWith('[')
            ? 'build'
            : 'runtime',
      form,
    }),
  );
}

function readJson(
  body: string,
  read: (root: Node, place: Context['place'], into: Required<Parsed>) => void,
): Parsed {
  return readSafely(body, (into) => {
    const errors: ParseError[] = [];
    const root = parseTree(body.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true });
    const place = lineIndex(body);
    if (errors[0]) into.unreadable.push({ line: place(errors[0].offset).line, reason: 'not JSON' });
    if (root?.type === 'object') read(root, place, into);
    else if (!errors[0]) into.unreadable.push({ reason: 'not a JSON object' });
  });
}

function keyOf(property: Node): string {
  const key: unknown = property.children?.[0]?.value;
  return typeof key === 'string' ? key : '';
}

function children(value: Node | undefined): Node[] {
  return value?.type === 'object' ? (value.children ?? []) : [];
}

function valueOf(object: Node | undefined, key: string): Node | undefined {
  return children(object).find((property) => keyOf(property) === key)?.children?.[1];
}

function stringOf(object: Node | undefined, key: string): string | undefined {
  const value: unknown = valueOf(object, key)?.value;
  return typeof value === 'string' ? value : undefined;
}

/** The place of a key with its quotes, or of the whole entry when it stands on one line. */
function keySpan(entry: Node, place: Context['place']): { line: number; column: number; endColumn: number } {
  const start = place(entry.offset);
  const end = place(entry.offset + entry.length);
  const key = entry.children?.[0] ?? entry;
  const last = end.line === start.line ? end : place(key.offset + key.length);
  return { ...start, endColumn: Math.max(last.column, start.column + 1) };
}

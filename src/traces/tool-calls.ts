// What a call of an assistant's tool touches and suggests, by the names of its arguments.
import { pathOf, type TraceEvent } from './event.ts';
import type { Value } from './otlp/read.ts';

/** What was read of a call. */
export type Call = Pick<TraceEvent, 'paths' | 'code'>;

type Fields = Readonly<Record<string, unknown>>;

/** Names of arguments in Claude Code, Codex, Gemini CLI, Copilot, Cursor and the editors' own tools. */
const pathNames = [
  'file_path',
  'filePath',
  'absolute_path',
  'notebook_path',
  'path',
  'target_file',
  'filename',
  'relative_workspace_path',
];
const listNames = ['paths', 'filePaths', 'files'];
const newNames = [
  'new_string',
  'newString',
  'new_str',
  'content',
  'contents',
  'file_text',
  'code',
  'new_source',
  'code_edit',
  'insert_text',
];
const oldNames = ['old_string', 'oldString', 'old_str', 'old_source'];
const editNames = ['edits', 'replacements', 'operations'];
const patchNames = ['patch', 'input', 'diff', 'changes'];
const commandNames = ['command', 'cmd', 'script'];

/** Names of tools that change files; one that is neither listed nor says so reads. */
const writers = /write|edit|replace|create|insert|patch|update|append/i;

const maxPaths = 100;

/** Reads a call. Its arguments are an object, or the JSON of one; what is not understood says nothing. */
export function readCall(tool: string, given: Value | undefined): Call {
  const call: Call = { paths: [], code: [] };
  const fields = objectOf(given);
  if (!fields) {
    // Some tools take the patch as it is.
    if (typeof given === 'string') readPatch(given, call);
    return call;
  }
  const how = writers.test(tool) ? 'write' : 'read';
  const path = firstOf(fields, pathNames, pathOf);
  if (path !== undefined) note(call, path, how);
  for (const name of listNames)
    for (const each of arrayOf(fields[name])) {
      const one = pathOf(typeof each === 'string' ? each : firstOf(objectOf(each) ?? {}, pathNames, textOf));
      if (one !== undefined) note(call, one, how);
    }
  if (how === 'write') {
    suggest(fields, path, call);
    for (const name of editNames)
      for (const each of arrayOf(fields[name])) {
        const edit = objectOf(each);
        if (edit) suggest(edit, firstOf(edit, pathNames, pathOf) ?? path, call);
      }
  }
  for (const name of [...patchNames, ...commandNames]) {
    const value = fields[name];
    const text = Array.isArray(value) ? value.filter((each) => typeof each === 'string').join('\n') : value;
    if (typeof text === 'string') readPatch(text, call);
  }
  return call;
}

/** The lines of the new text that were not in the old one. */
function suggest(fields: Fields, path: string | undefined, call: Call): void {
  const text = firstOf(fields, newNames, textOf);
  if (text === undefined) return;
  const old = new Set((firstOf(fields, oldNames, textOf) ?? '').split('\n').map((line) => line.trim()));
  const added = whole(text)
    .split('\n')
    .filter((line) => !old.has(line.trim()))
    .join('\n');
  if (added.trim() !== '') call.code.push({ ...(path === undefined ? {} : { path }), text: added });
}

/** Tools cut long arguments short and say so; half a line is no line. */
function whole(text: string): string {
  return /(?:…|\.\.\.|\[truncated[^\]]*\])\s*$/i.test(text.slice(-80))
    ? text.slice(0, Math.max(0, text.lastIndexOf('\n')))
    : text;
}

/** The added lines of a patch in the form of `apply_patch` or of a unified diff. */
function readPatch(text: string, call: Call): void {
  if (!/^(?:\*\*\* (?:Begin Patch|Add File|Update File)|diff --git |\+\+\+ )/m.test(text)) return;
  let path: string | undefined;
  let lines: string[] = [];
  const flush = (): void => {
    if (lines.some((line) => line.trim() !== ''))
      call.code.push({ ...(path === undefined ? {} : { path }), text: lines.join('\n') });
    lines = [];
  };
  for (const line of text.split('\n')) {
    const named = /^(?:\*\*\* (?:Add|Update|Delete) File: |\*\*\* Move to: |\+\+\+ (?:b\/)?)(.+)$/.exec(
      line,
    )?.[1];
    if (named !== undefined) {
      flush();
      path = named === '/dev/null' ? undefined : pathOf(named.split('\t')[0]);
      if (path !== undefined) note(call, path, 'write');
    } else if (line.startsWith('*** End Patch')) flush();
    else if (line.startsWith('+')) lines.push(line.slice(1));
  }
  flush();
}

function note({ paths }: Call, path: string, how: 'read' | 'write'): void {
  if (paths.length < maxPaths && !paths.some((one) => one.path === path && one.how === how))
    paths.push({ path, how });
}

/** The blocks of code in an answer of a model. */
export function codeBlocks(text: string): Call['code'] {
  const out: Call['code'] = [];
  let lines: string[] | undefined;
  for (const line of text.split('\n')) {
    if (!/^\s*(?:```|~~~)/.test(line)) lines?.push(line);
    else if (lines) {
      if (lines.some((one) => one.trim() !== '')) out.push({ text: lines.join('\n') });
      lines = undefined;
    } else lines = [];
  }
  return out.slice(0, 50);
}

/** An object, or the one in a text of JSON. */
export function objectOf(value: unknown): Fields | undefined {
  if (typeof value === 'string' && value.trimStart().startsWith('{')) {
    try {
      return objectOf(JSON.parse(value));
    } catch {
      // Tools cut long arguments short, and half a text of JSON says nothing sure.
      return undefined;
    }
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** The entries of a list, or of the list in a text of JSON. */
export function arrayOf(value: unknown): unknown[] {
  if (typeof value === 'string' && value.trimStart().startsWith('[')) {
    try {
      return arrayOf(JSON.parse(value));
    } catch {
      return [];
    }
  }
  return Array.isArray(value) ? value.slice(0, 500) : [];
}

function textOf(value: unknown): string | undefined {
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join('\n');
  return typeof value === 'string' ? value : undefined;
}

function firstOf(
  fields: Fields,
  names: readonly string[],
  read: (value: unknown) => string | undefined,
): string | undefined {
  for (const name of names) {
    const found = fields[name] === undefined ? undefined : read(fields[name]);
    if (found !== undefined) return found;
  }
  return undefined;
}

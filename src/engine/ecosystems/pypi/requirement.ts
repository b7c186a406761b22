// Reads one requirement as PEP 508 and pip write it, with the place of each part.
import type { Dependency } from '../../ecosystem.ts';

/** A requirement; offsets count from the start of the text. */
export interface Requirement {
  /** Name as written; absent for a URL or path that names none. */
  name?: string;
  /** With its brackets, such as `[socks]`. */
  extras: string;
  requirement?: string;
  source: Dependency['source'];
  start: number;
  /** After the version specifiers or the URL, before the marker. */
  end: number;
}

const vcs = /^(?:git|hg|svn|bzr)\+/i;

/** Reads a requirement; undefined when the text is none. */
export function readRequirement(text: string): Requirement | undefined {
  const start = text.length - text.trimStart().length;
  const body = text.slice(start).trimEnd();
  if (body === '') return undefined;
  if (vcs.test(body) || /^(?:https?|ftp):\/\//i.test(body))
    return readLink(body, start, vcs.test(body) ? 'git' : 'url');
  if (/^(?:file:|\.{1,2}(?:[/\\[]|$)|[/\\]|[a-z]:[\\/]|~[/\\])/i.test(body))
    return { extras: '', source: 'path', start, end: start + body.length };
  const head = /^([A-Za-z0-9][\w.-]*)[ \t]*(\[[^\]]*\])?[ \t]*/.exec(body);
  const name = head?.[1];
  if (!head || name === undefined || /[._-]$/.test(name)) {
    return /[/\\]/.test(body) ? { extras: '', source: 'path', start, end: start + body.length } : undefined;
  }
  const extras = (head[2] ?? '').replace(/\s/g, '');
  const rest = body.slice(head[0].length);
  if (rest.startsWith('@')) {
    const link = rest.slice(1).trim().split(/\s+;/, 1)[0] ?? '';
    const source = vcs.test(link) ? 'git' : /^(?:file:|\.|\/)/i.test(link) ? 'path' : 'url';
    return { name, extras, requirement: link, source, start, end: start + body.split(/\s+;/, 1)[0]!.length };
  }
  const written = rest.split(';', 1)[0]!.trimEnd();
  const inner = written.replace(/^\((.*)\)$/, '$1').trim();
  if (inner !== '' && !isSpecifier(inner)) {
    return /[/\\]/.test(body) && !/\s/.test(body)
      ? { extras: '', source: 'path', start, end: start + body.length }
      : undefined;
  }
  const end = start + (written === '' ? head[0].trimEnd().length : head[0].length + written.length);
  return inner === ''
    ? { name, extras, source: 'registry', start, end }
    : { name, extras, requirement: inner, source: 'registry', start, end };
}

function isSpecifier(text: string): boolean {
  return text.split(',').every((part, index, all) => {
    const one = part.trim();
    return (
      (one === '' && index === all.length - 1) || /^(?:===|~=|==|!=|<=|>=|<|>)\s*[\w.*+!${}-]+$/.test(one)
    );
  });
}

function readLink(body: string, start: number, source: 'git' | 'url'): Requirement {
  const link = body.split(/\s/, 1)[0] ?? body;
  const egg = /[#&]egg=([A-Za-z0-9][\w.-]*)(\[[^\]]*\])?/.exec(link);
  const wheel = /\/([A-Za-z0-9][A-Za-z0-9_.]*)-\d[^/]*\.(?:whl|tar\.gz|zip)(?:[#?]|$)/.exec(link);
  const name = egg?.[1] ?? wheel?.[1];
  const rest = { extras: egg?.[2] ?? '', requirement: link, source, start, end: start + link.length };
  return name === undefined ? rest : { name, ...rest };
}

/** PEP 503: lower case, with runs of `-`, `_` and `.` as one hyphen. */
export function normalise(name: string): string {
  return name
    .trim()
    .replace(/[-_.]+/g, '-')
    .toLowerCase();
}

/** The version when the requirement pins exactly one. */
export function exactVersion(requirement: string | undefined): string | undefined {
  return /^={2,3}\s*([^\s,*;]+)$/.exec(requirement?.trim() ?? '')?.[1];
}

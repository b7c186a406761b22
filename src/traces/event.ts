// What is kept of a trace, whatever tool sent it: who asked which model when, what it cost, and what it touched.

/** One thing that happened in a conversation. Its texts come from strangers, cut to a length and without controls. */
export interface TraceEvent {
  /** `usage` comes from counters, which repeat what requests say. */
  kind: 'prompt' | 'request' | 'tool' | 'usage';
  /** How the tool calls itself, or its id in rules/ai-markers/. */
  tool: string;
  model?: string;
  /** The conversation. */
  session?: string;
  /** As the tool names people: an address, a login or an account. */
  person?: string;
  /** `owner/name` in lower case, of the repository that was worked on. */
  repository?: string;
  /** Where the conversation lives, on https. */
  link?: string;
  /** Milliseconds since 1970. */
  at: number;
  tokens: { input: number; output: number; cached: number };
  /** In millionths of a US dollar. */
  costMicros?: number;
  failed: boolean;
  /** The tool that the assistant called, such as `Edit`. */
  called?: string;
  /** Files that it read or wrote. */
  paths: { path: string; how: 'read' | 'write' }[];
  /** Code that it suggested; printed and then dropped. */
  code: { path?: string; text: string }[];
  /** What was said; kept only where an administrator allows it, and redacted. */
  content?: string;
  /** Names it within the installation, so that what is sent twice is kept once. */
  key: string;
}

/** An event without its content. */
export const emptyEvent = {
  tokens: { input: 0, output: 0, cached: 0 },
  failed: false,
  paths: [],
  code: [],
} as const;

/** A short line without control characters; undefined for anything else. */
export function wordOf(value: unknown, maxChars = 200): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .trim();
  return text === '' ? undefined : text.slice(0, maxChars).toWellFormed();
}

/** A number of something: a whole one from 0 on, else 0. */
export function countOf(value: unknown): number {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && number > 0 && number < 1e12 ? Math.round(number) : 0;
}

/** `owner/name` of an address or a name; undefined where it is none. */
export function repositoryOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 500) return undefined;
  const text = value
    .trim()
    .replace(/\/+$/, '')
    .replace(/\.git$/i, '');
  const [, path] = /^(?:[a-z+]+:\/\/(?:[^/@\s]*@)?[^/\s]+\/|[^@\s/]+@[^:\s/]+:)(.+)$/i.exec(text) ?? [
    '',
    text,
  ];
  const name = /^([\w.-]+\/[\w.-]+)$/.exec(path ?? '')?.[1]?.toLowerCase();
  return name === undefined || name.split('/').some((part) => /^\.+$/.test(part)) ? undefined : name;
}

/** An https address without user, password and query; undefined for anything else. */
export function linkOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 1000 || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  return url.protocol === 'https:' ? `${url.origin}${url.pathname}` : undefined;
}

/** A file's path without the folder of somebody's home, which names the person; undefined where it is none. */
export function pathOf(value: unknown): string | undefined {
  const text = wordOf(value, 1000)
    ?.replaceAll('\\', '/')
    .replace(/^file:\/\//, '')
    .replace(/^(?:[a-z]:)?\/(?:home|users)\/[^/]+\//i, '')
    .replace(/^(?:[a-z]:\/|\/|\.\/)/i, '');
  return text === undefined || text === '' || text.split('/').includes('..') ? undefined : text;
}

// What a notice says: values only, harmless text, at most one masked line of code.
import type { Severity } from '../engine/finding.ts';

/** One finding for people who were not there. Every text is one line without control characters. */
export interface Notice {
  severity: Severity;
  rule: string;
  title: string;
  /** The id that comment commands take. */
  finding: string;
  repository: string;
  pull: number;
  path: string;
  line: number;
  /** The line with secrets masked; absent where there is none. */
  code?: string;
  message: string;
  remedy: string;
  /** Who or what wrote the line, and on what evidence. */
  origin: string;
  /** Who opened the pull request. */
  author: string;
  /** Whether the check fails because of it. */
  fails: boolean;
  pullUrl: string;
  checkUrl: string;
}

/** What one message to a destination holds. */
export interface Message {
  /** The same at every attempt, so that whoever receives it twice can tell. */
  id: string;
  /** When it was first put together. */
  at: Date;
  notices: Notice[];
  isDigest: boolean;
}

/** What became of an attempt; a reason holds no address, secret or answer. */
export type Delivery = { ok: true } | { ok: false; reason: string; isFinal: boolean; retryAfterMs?: number };

/** The most a message shows; how many more there are is said. */
export const maxShown = 20;

/** `LangGuard: 1 critical, 2 high in acme/shop #7`, or `… in 3 repositories`. */
export function headline({ notices, isDigest }: Message): string {
  const counts = (['critical', 'high', 'medium', 'low'] as const)
    .map((severity) => ({ severity, n: notices.filter((each) => each.severity === severity).length }))
    .filter(({ n }) => n > 0)
    .map(({ severity, n }) => `${n} ${severity}`);
  const repositories = new Set(notices.map(({ repository }) => repository));
  const pulls = new Set(notices.map(({ pull, repository }) => `${repository} #${pull}`));
  const where =
    pulls.size === 1
      ? [...pulls].join('')
      : repositories.size === 1
        ? [...repositories].join('')
        : `${repositories.size} repositories`;
  return `LangGuard${isDigest ? ' digest' : ''}: ${counts.join(', ')} in ${where}`;
}

/** The notices by repository, the worst first in each. */
export function byRepository(notices: readonly Notice[]): [repository: string, notices: Notice[]][] {
  const order = ['critical', 'high', 'medium', 'low'];
  const sorted = notices.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  return [...Map.groupBy(sorted, ({ repository }) => repository)];
}

/** The first so many notices, the worst first, and how many are left out. */
export function shown(notices: readonly Notice[], limit: number): { list: Notice[]; more: number } {
  const order = ['critical', 'high', 'medium', 'low'];
  const sorted = notices.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  return { list: sorted.slice(0, limit), more: Math.max(0, notices.length - limit) };
}

/** The facts of a notice in lines, without its code. */
export function factsOf(notice: Notice): { what: string; where: string; who: string; todo: string } {
  return {
    what: `${notice.severity.toUpperCase()}${notice.fails ? ', fails the check' : ''}: ${notice.title} (${notice.rule}, id ${notice.finding})`,
    where: `${notice.path}:${notice.line}`,
    who: `Opened by ${notice.author}; the line's origin: ${notice.origin}`,
    todo: `What to do: ${notice.remedy}`,
  };
}

/** Renders with fewer and fewer notices until the text fits, so that a long message is cut and never refused. */
export function renderWithin(maxBytes: number, render: (limit: number) => unknown): string {
  for (let limit = maxShown; limit > 1; limit = Math.floor(limit / 2)) {
    const text = JSON.stringify(render(limit));
    if (Buffer.byteLength(text) <= maxBytes) return text;
  }
  return JSON.stringify(render(1));
}

// Finds the person behind a pull request that an agent opened or wrote.
import type { Change, Identity } from '../change.ts';
import { bodyLines, coAuthorOf, messageLines } from './read-text.ts';

/** Who asked for the change; only what GitHub asserts is `isSure`, the rest is text that anyone can write. */
export interface Prompter {
  login?: string;
  name?: string;
  email?: string;
  /** Where the name stands. */
  from: 'author' | 'body' | 'co-author' | 'committer';
  isSure: boolean;
}

const login = '([a-z\\d](?:[a-z\\d-]{0,38}))';

/** What tools write into the body of a request for somebody; the first group is a login, the second an address. */
const bodyMarks: readonly RegExp[] = [
  new RegExp(`^<!-- ccr-projects-attribution: \\{[^}]*"github_login"\\s*:\\s*"${login}"`, 'i'),
  new RegExp(`^[_*]{0,2}Requested by:?[_*]{0,2}:? ?[_*]{0,2}@?${login}[_*]{0,4}$`, 'i'),
  new RegExp(
    `^[_*]{0,2}PR created automatically by Jules for task .{0,200}started by @${login}[_*]{0,2}$`,
    'i',
  ),
];
const requestedByMail = /^[_*]{0,2}Requested by:?[_*]{0,2}:? ?([^\s@<>]{1,64}@[^\s@<>]{1,255})$/i;

/**
 * The person behind the change: the author of the pull request where that is a person, else whom its body names, else the
 * one person among the co-authors, authors and committers of its commits. Undefined where there is none or more than one.
 */
export function prompterOf({ pullRequest, commits }: Change): Prompter | undefined {
  for (const line of pullRequest ? bodyLines(pullRequest.body) : []) {
    const found = bodyMarks.map((mark) => mark.exec(line)?.[1]).find((each) => each !== undefined);
    if (found !== undefined) return { login: found, from: 'body', isSure: false };
    const email = requestedByMail.exec(line)?.[1];
    if (email !== undefined) return { email, from: 'body', isSure: false };
  }
  if (pullRequest && isPerson(pullRequest.author) && pullRequest.author.login !== undefined)
    return { login: pullRequest.author.login, from: 'author', isSure: true };
  const coAuthors = commits.flatMap(({ message }) =>
    messageLines(message)
      .map(coAuthorOf)
      .filter((each) => each !== undefined && isPerson(each)),
  ) as Identity[];
  return (
    onlyOne(coAuthors, 'co-author') ??
    onlyOne(
      commits.flatMap(({ author, committer }) => [author, committer]).filter((each) => isPerson(each)),
      'committer',
    )
  );
}

function onlyOne(people: readonly Identity[], from: Prompter['from']): Prompter | undefined {
  const byMail = new Map(people.map((person) => [person.email.toLowerCase(), person]));
  const [person] = byMail.values();
  if (!person || byMail.size > 1) return undefined;
  const { name, email } = person;
  const known = person.login ?? /^(?:\d+\+)?([^@+]+)@users\.noreply\.github\.com$/i.exec(email)?.[1];
  return { ...(known !== undefined && { login: known }), name, email, from, isSure: false };
}

/** Addresses that tools and services share. */
const shared =
  /^(?:noreply@(?:anthropic|openai|github|opencode|aider|continue|kiro|tabnine|termai)\.|(?:\d+\+)?copilot@|.*\[bot\]@|cursoragent@|codex@openai|aider@|openhands@|crush@charm|amp@ampcode|droid@factory|junie@jetbrains|qwen-coder@|vibe@mistral|agent@|oz-agent@|traecli@|cascade@windsurf)/i;

function isPerson({ login: account, type, name, email }: Identity): boolean {
  return type !== 'Bot' && !/\[bot\]$/i.test(account ?? '') && !/\[bot\]$/i.test(name) && !shared.test(email);
}

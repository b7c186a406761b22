// What is learned of a route before it is judged: its guards, and how sensitive what it does is.
import type { BodyFacts, Guard } from './body/facts.ts';
import { routeFacts, type FileContext, type Route } from './route.ts';
import { isPublic, phraseOf, privateWord, sensitivityOf } from './words.ts';

/** A route with what was learned of it. */
export interface Weighed {
  route: Route;
  facts: BodyFacts | undefined;
  /** Certain guards, declared or in the body. */
  guards: Guard[];
  mayBeGuarded: boolean;
  isPublic: boolean;
  isMutating: boolean;
  grade: 0 | 1 | 2 | 3;
  word: string;
}

/** Frameworks whose handlers save through forms, so that a read record may be what changes. */
export const pythonic =
  /^(?:python|django|drf|flask-class|tornado|async-class|falcon|cherrypy|graphql-python|lambda)$/;

/** Names of handlers that change the record they read; asked of a phrase. */
export const editing =
  / (?:edit|update|change|delete|remove|destroy|publish|unpublish|archive|toggle|rename|move|approve|close|cancel|pin|save|modify|assign) /;

/** The route with its certain guards, declared or in the body, and a grade from 0 to 3 of what it touches. */
export function weighed(route: Route, file: FileContext): Weighed {
  const facts = routeFacts(route, file);
  const declared = route.guards.filter(({ level }) => level !== 'maybe');
  const guards =
    facts?.guard && !declared.some(({ name }) => name === facts.guard?.name)
      ? [...declared, facts.guard]
      : declared;
  const isMutating = route.isMutating || (facts?.records.some(({ verb }) => verb === 'delete') ?? false);
  let { grade, word } = sensitivityOf(
    route.path,
    route.name === '' ? (route.fn?.name ?? '') : route.name,
    isMutating,
  );
  if (facts?.runs && route.method !== 'GET' && grade < 3 && grade > 0) grade = 2;
  // `posts = posts.filter(p => p.id !== id)` deletes too: the method says what a read is for.
  const changed =
    facts?.records.find(({ verb }) => verb !== 'read') ??
    (/^(?:PUT|PATCH|DELETE)$/.test(route.method) ||
    (facts?.changes === true && pythonic.test(route.framework) && editing.test(phraseOf(route.name)))
      ? facts?.records[0]
      : undefined);
  if (changed && isMutating && grade < 2) {
    grade = 2;
    word =
      changed.verb === 'delete' || route.method === 'DELETE'
        ? 'a record deleted by id'
        : 'a record changed by id';
  }
  // What the tools behind it do is told in them, and its sessions are no records.
  if (grade === 2 && handsToTransport.test(route.fn?.node.text ?? '')) {
    grade = 1;
    word = '';
  }
  const mine =
    grade < 2
      ? facts?.records.map(({ text }) => privateWord(text)).find((one) => one !== undefined)
      : undefined;
  if (mine !== undefined) {
    grade = 2;
    word = mine;
  }
  const runsForAll =
    facts?.runs === true &&
    isMutating &&
    / (?:hooks?|webhooks?|deploy|github|gitlab) /.test(phraseOf(`${route.path ?? ''} ${route.name}`));
  if (runsForAll) {
    grade = 3;
    word = 'a command that is run';
  }
  const removed = facts?.records.find(({ verb }) => verb === 'delete');
  if (removed && grade < 3 && / (?:users?|accounts?|customers?|members?) /.test(phraseOf(removed.text))) {
    grade = 3;
    word = 'users';
  }
  if (facts?.power !== undefined && grade < 3) {
    grade = 3;
    word = facts.power;
  }
  const setsPassword = resetsWithoutProof(route);
  if (setsPassword) {
    grade = 3;
    word = 'password';
  }
  if (facts?.readsUsers && grade < 2 && !isPublic(route.path, route.name, isMutating)) {
    grade = 2;
    word = 'user records';
  }
  return {
    route,
    facts,
    guards,
    mayBeGuarded: route.guards.some(({ level }) => level === 'maybe'),
    isPublic:
      (isPublic(route.path, route.name, isMutating) && !setsPassword && !runsForAll) ||
      (facts !== undefined && facts.power === undefined && foundByToken.test(route.fn?.node.text ?? '')) ||
      (!isMutating &&
        facts !== undefined &&
        facts.records.length > 0 &&
        facts.records.every(({ text }) => published.test(text))),
    isMutating,
    grade,
    word,
  };
}

/** The address at which clients speak the Model Context Protocol: `await transport.handlePostMessage(req, res)`. */
const handsToTransport =
  /\bnew (?:SSE|StreamableHTTP)ServerTransport\(|\.handlePostMessage\(|[tT]ransports?(?:\.get\([\w.]{1,60}\)|\[[\w.]{1,60}\])?[!?]{0,2}\.handleRequest\(/;

/** Who knows the token that a record was given for this, such as one that was mailed, has been let in. */
const foundByToken =
  /\b(?:where|filter(?:_by)?|find\w{0,20}|get\w{0,20}|first|update\w{0,10})\b[^;]{0,80}\b(?:(?:password_?)?reset|verif\w{0,10}|confirm\w{0,10}|invit\w{0,10}|activat\w{0,5}|magic(?:_?link)?|unsubscribe|share)_?(?:token|code|hash|key)["']?\s{0,3}(?::|={1,3}|,)\s{0,3}[\w$.({[]/i;

/** What is only found when it has been published is for everyone. */
const published =
  /\b(?:is_)?(?:published|public|visible|listed)\s{0,2}(?:==?|\.is_\()\s{0,2}(?:True|1|true)\b|status\s{0,2}==?\s{0,2}['"](?:published|public|live)['"]/;

/** A password that is set for whoever is named, without a token, a code or the old password. */
function resetsWithoutProof({ path, name, fn, isMutating }: Route): boolean {
  if (
    !fn ||
    !isMutating ||
    !/ (?:reset|change|update|set|new) (?:the |user )?(?:password|passwd) | passwords? (?:reset|change|update) /.test(
      `${phraseOf(path ?? '')} ${phraseOf(name)}`,
    )
  )
    return false;
  const text = fn.node.text;
  return (
    /password["']?\]?\s*=(?!=)|(?:set|change|update|reset)_?[pP]assword\(|password["']?\s*:|SET\s+password/i.test(
      text,
    ) &&
    !/token|code|otp|proof|verif|signature|old_?pass|current_?pass|oldPass|currentPass|mail\(|send(?!Status)|uid/i.test(
      text,
    )
  );
}

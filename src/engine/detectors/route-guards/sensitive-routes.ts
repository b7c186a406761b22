// Finds routes that do something sensitive while nothing in sight asks who calls, and says how loud that is.
import { addressBefore, type FileContext } from './route.ts';
import { lastName } from './shapes.ts';
import { label, line, siblingNote, type Verdict } from './verdict.ts';
import type { Weighed } from './weighed-route.ts';
import { privateWord } from './words.ts';

/** What tools and small services serve every day; by itself no secret. */
const workday =
  /^(?:files?|uploads?|reports?|logs?|sessions?|projects?|notes?|teams?|workspaces?|organi[sz]ations?|invitations?|notifications?|dashboard|analytics|tickets?|addresses|messages?|documents?|inbox|conversations?|preferences|devices?|contracts?|settings|config|configuration|keys?|tokens?|email change|change email)$/;

/** Frameworks of Python whose routers carry their guards, or get them from whoever mounts them. */
const mountsRead = /^(?:fastapi|ninja|sanic|litestar|aiohttp|starlette)(?:\.|$)/;

/** At medium or above the same lack is said this often in a file; it has one cause. */
const maxLoud = 4;
const maxQuiet = 3;

/** What is loud by itself and falls to low because the same lack was already said of another route. */
const maxRepeated = 6;

/**
 * The bare, sensitive routes that nothing was said of yet, the most sensitive first.
 *
 * How loud a bare, sensitive route is depends on how likely a guard stands where this file does not show it:
 * app     the file builds the server itself: nothing can be around it. Grade 3 high, grade 2 medium.
 * view    guards of this framework stand at each handler: grade 3 medium, grade 2 medium if it changes something, else low.
 * router  mounted by another file, perhaps behind a guard: low. But where one route of the file has a guard of its
 *         own, guards are evidently given route by route here, and it counts as `view`, as it does where a server
 *         is seen to mount it with nothing in front. Where Python's
 *         routers are mounted is looked up, and guards there are known: medium for grade 3 when it changes something.
 * global  NestJS, Next.js, DRF: guards for all may stand in a module, middleware.ts or settings: as `router`,
 *         but medium for grade 3 when it changes something.
 * A middleware of unknown purpose, a server on loopback, or a body that is not in the file: one step down; but a socket
 * that runs commands is medium there too, because browsers let every page connect to it.
 * Where no route of a file that builds the server has a guard, that is one lack: medium is said once, and the others point to it.
 */
export function* sensitiveOnes(
  all: readonly Weighed[],
  file: FileContext,
  said: ReadonlySet<Weighed>,
): Generator<[Weighed, Omit<Verdict, 'start' | 'end'>]> {
  const declared = all.filter(
    ({ route, guards }) =>
      guards.length > 0 &&
      route.guards.some(({ level, isElsewhere }) => level !== 'maybe' && isElsewhere !== true),
  );
  const onLoopback =
    /(?:listen|run|serve|run_app|hostname|host|\bHOST)\b[^\n]{0,60}['"](?:127\.0\.0\.1|localhost|::1)['"]/.test(
      file.text,
    );
  const bare = all
    .filter(
      (one) =>
        one.guards.length === 0 &&
        !one.isPublic &&
        !said.has(one) &&
        one.grade >= 2 &&
        one.route.method !== 'HEAD',
    )
    .sort((a, b) => b.grade - a.grade || Number(b.isMutating) - Number(a.isMutating));
  const hasNoGuard = all.every(({ guards, mayBeGuarded }) => guards.length === 0 && !mayBeGuarded);
  let firstLoud: Weighed | undefined;
  let loud = 0;
  let quiet = 0;
  let repeated = 0;
  const open = all.filter((one) => one.guards.length === 0 && !one.isPublic);
  const perRoute = declared.length > 0 && declared.length >= open.length;
  const isSearched = file.imports.some(({ path }) => mountsRead.test(path));
  for (const one of bare) {
    const { place } = one.route;
    const isView = perRoute || one.route.isMountedBare === true;
    const effective = place === 'router' || place === 'global' ? (isView ? 'view' : place) : place;
    const isWorkday = workday.test(one.word) && (one.facts?.records.length ?? 0) === 0;
    const touches =
      (one.isMutating && !isWorkday) ||
      (one.facts?.records.length ?? 0) > 0 ||
      one.facts?.readsUsers === true;
    let level =
      effective === 'app'
        ? one.grade === 3
          ? 3
          : touches ||
              (one.route.fn === undefined && !isWorkday) ||
              (!one.isMutating && !workday.test(one.word))
            ? 2
            : 1
        : effective === 'view'
          ? one.grade === 3 || (one.isMutating && touches) || isPrivate(one)
            ? 2
            : 1
          : one.grade === 3 &&
              one.isMutating &&
              (effective === 'global' || (effective === 'router' && isSearched))
            ? 2
            : 1;
    if (one.mayBeGuarded) level--;
    if (onLoopback) level = Math.min(level, 1);
    if (isOpenToPages(one, file)) level = 2;
    if (level <= 0 || isForward(one) || isOwnSession(one) || isAlsoServed(one, open)) continue;
    if (onlyAnswers(one) || isOpenToRead(one, declared)) level = 1;
    // A static page under /admin is not yet an administrator's power.
    if (
      level === 3 &&
      !one.isMutating &&
      one.facts &&
      one.facts.records.length === 0 &&
      !one.facts.readsUsers &&
      !one.facts.changes &&
      !one.facts.runs
    )
      level = 2;
    const isRepeated = level === 2 && hasNoGuard && effective === 'app' && one.facts?.power === undefined;
    const same =
      isRepeated && (one.facts?.runs !== true || firstLoud?.facts?.runs === true) ? firstLoud : undefined;
    if (same) {
      if (++repeated > maxRepeated) continue;
      level = 1;
    } else {
      if (level >= 2 && ++loud > maxLoud) level = 1;
      if (level === 1 && ++quiet > maxQuiet) continue;
    }
    if (level >= 2) firstLoud ??= one;
    const sibling = declared[0];
    const name = sibling?.guards[0]?.name;
    yield [
      one,
      {
        rule: 'sensitive-route-without-guard',
        severity: level === 3 ? 'high' : level === 2 ? 'medium' : 'low',
        confidence: level === 3 ? 'high' : level === 2 ? 'medium' : 'low',
        message: `${label(one)} ${describe(one)} and nothing in sight asks who calls${same ? `, as with ${label(same)} on line ${line(same)}` : ''}.`,
        ...(sibling && name !== undefined
          ? {
              remedy: `Add \`${name}\`, as on line ${line(sibling)}.`,
              related: siblingNote(sibling, `\`${name}\``),
            }
          : { related: [] }),
      },
    ];
  }
}

/** Things of everyday work are shown to everyone at the very address where changing them asks who calls. */
function isOpenToRead(one: Weighed, declared: readonly Weighed[]): boolean {
  const { isMutating, grade, word, route, facts } = one;
  const address = addressBefore(route.path);
  return (
    !isMutating &&
    grade < 3 &&
    address !== undefined &&
    facts?.readsUsers !== true &&
    /^(?:files?|uploads?)$/.test(word) &&
    !isPrivate(one) &&
    privateWord(address) === undefined &&
    declared.every((other) => other.isMutating) &&
    declared.some((other) => addressBefore(other.route.path) === address)
  );
}

/** A socket whose every call is also made by routes that everyone may read hands out what is public. */
function isAlsoServed({ word, route: { fn }, facts }: Weighed, open: readonly Weighed[]): boolean {
  if (word !== 'a socket' || !fn || !facts || facts.runs || facts.changes || facts.readsUsers) return false;
  const served = new Set(
    open.flatMap(({ isMutating, route }) =>
      isMutating || route.method === 'WS' ? [] : calledIn(route.fn?.node.text),
    ),
  );
  const called = calledIn(fn.node.text);
  return called.length > 0 && called.every((name) => served.has(name));
}

/** Names of what a handler calls, without those of its connection, of the log and of the language. */
function calledIn(text = ''): string[] {
  return [...text.slice(0, 4000).matchAll(/(?<![\w$.])([\w$]{1,60}(?:\.[\w$]{1,60}){0,3})\(/g)].flatMap(
    ([, name = '']) =>
      /^(?:socket|io|ws|conn|connection|client|console|log|logger|Math|Number|String|JSON)\.|^(?:if|for|while|switch|catch|function|async|await|return|Number|String|Boolean)$|\.(?:includes|has|trim|on)$/.test(
        name,
      )
        ? []
        : [name],
  );
}

/** A socket server that the file makes, which runs commands and looks at no origin. */
function isOpenToPages({ route: { method }, facts, mayBeGuarded }: Weighed, { text }: FileContext): boolean {
  return (
    method === 'WS' &&
    facts?.runs === true &&
    !mayBeGuarded &&
    /\bnew (?:WebSocketServer|(?:WebSocket|ws|WS)\.(?:Server|WebSocketServer))\(/.test(text) &&
    !/origin|verifyClient|token|secret|password/i.test(text)
  );
}

/** A handler that only sends on, to a login page or to another address. */
function isForward({ route: { fn } }: Weighed): boolean {
  const [only, more] = fn?.body ?? [];
  return (
    only !== undefined &&
    more === undefined &&
    (only.kind === 'return' || only.kind === 'expression') &&
    only.value?.kind === 'call' &&
    /^(?:permanent)?redirect/i.test(lastName(only.value) ?? '')
  );
}

/** A handler that writes its answer from the request and touches nothing: its name alone says that it changes something. */
function onlyAnswers({ route: { fn }, facts, grade }: Weighed): boolean {
  if (fn === undefined || facts === undefined || grade === 3) return false;
  if (facts.records.length > 0 || facts.changes || facts.runs || facts.readsUsers) return false;
  const text = fn.node.text.replace(/^(?:async )?(?:def|function) [\w$]{0,80}/, '');
  if (text.length > 2000 || /\]\s?=(?!=)|\b(?:global|await|yield|self|this)\b/.test(text)) return false;
  for (const [, name = ''] of text.matchAll(/([\w$.]{1,80})\(/g)) if (!answering.test(name)) return false;
  return true;
}

/** What reads a request or puts an answer together. */
const answering =
  /^(?:(?:flask\.)?(?:request|req)\.[\w.]+|(?:res|response|reply|\.)\.?(?:json|send|end|status|type|set)|jsonify|Response|JSONResponse|JsonResponse|HttpResponse|make_response|abort|str|int|float|len|round|bool|escape|html\.escape|(?:ET|etree|ElementTree)\.(?:Element|SubElement|tostring)|json\.dumps|Number|String|JSON\.stringify|escapeHtml)$/;

/** A handler that only keeps something in the caller's own session, such as a cart. */
function isOwnSession({ route: { fn }, facts, grade }: Weighed): boolean {
  return (
    fn !== undefined &&
    facts !== undefined &&
    grade < 3 &&
    facts.records.length === 0 &&
    !facts.changes &&
    !facts.runs &&
    !facts.readsUsers &&
    /\bsession(?:\[|\.(?:get|pop|setdefault|modified)\b)/.test(fn.node.text) &&
    /^(?:async )?def /.test(fn.node.text)
  );
}

function isPrivate(one: Weighed): boolean {
  return one.facts?.records.some(({ text }) => privateWord(text) !== undefined) === true;
}

function describe(one: Weighed): string {
  if (one.word === 'a socket') return 'opens a socket beside guarded routes';
  if (one.word === 'a command that is run' || (one.word === '' && one.facts?.runs)) return 'runs a command';
  if (/ /.test(one.word)) return `touches ${one.word}`;
  return `${one.isMutating ? 'changes' : 'shows'} something sensitive (${one.word === '' ? 'by id' : one.word})`;
}

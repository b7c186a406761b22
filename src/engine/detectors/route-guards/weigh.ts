// Decides which routes lack a guard: against their siblings, by what they do, by whose records they touch.
import { isCaller, type BodyFacts, type Guard } from './body.ts';
import { lastName } from './shapes.ts';
import { routeFacts, type FileContext, type Route } from './route.ts';
import type { Confidence, Severity } from '../../finding.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { guardLevelOf, isPublic, ownedWord, phraseOf, privateWord, sensitivityOf } from './words.ts';

/** What is to be said of a place, before the rule's own words are added. */
export interface Verdict {
  rule: string;
  start: number;
  end: number;
  severity: Severity;
  confidence: Confidence;
  message: string;
  remedy?: string;
  related: { node: SyntaxNode; message: string }[];
}

/** A route with what was learned of it. */
interface Weighed {
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

/** Every verdict on the routes of a file. */
export function weighRoutes(file: FileContext): Verdict[] {
  const all = file.routes.map((route) => weighed(route, file));
  const asksElsewhere = all.some(
    ({ route, guards }) => (route.method !== 'WS' || route.framework === 'channels') && guards.length > 0,
  );
  for (const one of all)
    if (one.route.method === 'WS' && one.grade < 2 && asksElsewhere) {
      one.grade = 2;
      one.word = 'a socket';
    }
  const out: Verdict[] = [];
  const said = new Set<Weighed>();
  const say = (one: Weighed, verdict: Omit<Verdict, 'start' | 'end'>): void => {
    if (said.has(one)) return;
    said.add(one);
    out.push({ ...verdict, start: one.route.start.start, end: one.route.end });
  };
  for (const one of all)
    if (one.route.above && one.guards.length === 0) say(one, guardAbove(one, one.route.above));
  for (const one of all)
    if (one.route.opened && one.guards.every(({ inBody }) => inBody !== true)) {
      const verdict = openedVerdict(one);
      const { opened } = one.route;
      if (verdict && one.route.openedBelow === true && !said.has(one)) {
        if (!out.some(({ start }) => start === opened.start))
          out.push({ ...verdict, start: opened.start, end: opened.end });
      } else if (verdict) say(one, verdict);
      said.add(one);
    }
  for (const [one, verdict] of oddOnes(all, file)) say(one, verdict);
  for (const [one, verdict] of sensitiveOnes(all, file, said)) say(one, verdict);
  const better = new Map<string, Weighed>();
  const owners = new Map<string, Weighed>();
  for (const one of all) {
    const { framework } = one.route;
    if (!better.has(framework) && one.guards.some(({ level }) => level === 'authorised'))
      better.set(framework, one);
    if (
      !owners.has(framework) &&
      one.facts?.usesCaller === true &&
      (one.facts.records.length > 0 || framework === 'django')
    )
      owners.set(framework, one);
  }
  for (const one of all) {
    const weaker = weakerGuard(one, better.get(one.route.framework));
    if (weaker) say(one, weaker);
    else if (!said.has(one)) {
      const found = ownerVerdict(one, owners.get(one.route.framework));
      if (found) {
        said.add(one);
        out.push({ ...found.verdict, start: found.at.start, end: found.at.end });
      }
    }
  }
  out.push(...bareMounts(file));
  for (const one of all) if (isUnsignedHook(one)) say(one, unsignedHook(one));
  return out;
}

/** A web hook that changes records, and nothing in it looks for a signature or a secret. */
function isUnsignedHook({ route, facts, guards }: Weighed): boolean {
  return (
    guards.length === 0 &&
    route.guards.length === 0 &&
    facts?.changes === true &&
    route.method === 'POST' &&
    / (?:webhooks?|ipn) /.test(`${phraseOf(route.path ?? '')} ${phraseOf(route.name)}`) &&
    route.fn !== undefined &&
    !/sign|hmac|construct_?event|verif|timing_?safe|secret|digest|svix|token/i.test(route.fn.node.text)
  );
}

function unsignedHook(one: Weighed): Omit<Verdict, 'start' | 'end'> {
  return {
    rule: 'sensitive-route-without-guard',
    severity: 'low',
    confidence: 'medium',
    message: `${label(one)} believes what it is sent: nothing in it looks at a signature before it changes records.`,
    remedy:
      'Compare the signature that the sender puts into a header with the one of the raw body, before anything else.',
    related: [],
  };
}

/** An administrator's router that is mounted bare where others are mounted behind a guard. */
function bareMounts({ mounts }: FileContext): Verdict[] {
  const first = mounts.find(({ guards }) => guards.some(({ level }) => level !== 'maybe'));
  return mounts.flatMap(({ node, end, path, guards, later }): Verdict[] => {
    if (guards.length > 0 || isPublic(path, '', true) || sensitivityOf(path, '', true).grade < 3) return [];
    const guard = later ?? first?.guards.find(({ level }) => level !== 'maybe');
    if (!guard) return [];
    const place = path.slice(0, 60);
    return [
      {
        rule: 'route-without-siblings-guard',
        start: node.start,
        end,
        severity: later ? 'medium' : 'low',
        confidence: later ? 'medium' : 'low',
        message: later
          ? `The router at ${place} is mounted before \`${later.name}\`, which only guards what comes after it.`
          : `The router at ${place} is mounted without \`${guard.name}\`, which ${first?.path.slice(0, 60)} has.`,
        remedy: later
          ? `Move this below line ${later.node.region.start.line}, or name the guard here too.`
          : 'Mount it behind a guard too, unless the router asks for itself.',
        related: [{ node: guard.node, message: 'the guard' }],
      },
    ];
  });
}

function weighed(route: Route, file: FileContext): Weighed {
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
      (!isMutating &&
        facts !== undefined &&
        facts.records.length > 0 &&
        facts.records.every(({ text }) => published.test(text))),
    isMutating,
    grade,
    word,
  };
}

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
    /password["']?\]?\s*=(?!=)|set_password|password["']?\s*:|SET\s+password/i.test(text) &&
    !/token|code|otp|proof|verif|signature|old_?pass|current_?pass|oldPass|currentPass|mail\(|send|uid/i.test(
      text,
    )
  );
}

const label = ({ route }: Weighed): string => {
  const place =
    route.path !== undefined && route.path !== ''
      ? `${route.method} ${route.path}`
      : route.name === ''
        ? route.method
        : route.name;
  return place.length > 60 ? `${place.slice(0, 59)}…` : place;
};
const line = (one: Weighed): number => one.route.start.region.start.line;

function siblingNote(one: Weighed, guard: string): Verdict['related'] {
  return [{ node: one.route.start, message: `${label(one)} has ${guard}` }];
}

function guardAbove(one: Weighed, guard: Guard): Omit<Verdict, 'start' | 'end'> {
  const harmless = one.isPublic || one.grade === 0;
  return {
    rule: 'guard-above-route',
    severity: harmless ? 'medium' : 'high',
    confidence: 'high',
    message: `\`${guard.name}\` stands above the decorator that registers the route, so ${label(one)} is served without it.`,
    remedy: `Put \`${guard.name}\` below the route's decorator.`,
    related: [],
  };
}

function openedVerdict(one: Weighed): Omit<Verdict, 'start' | 'end'> | undefined {
  if (one.isPublic && one.grade < 3) return undefined;
  const isBad = one.grade >= 2 && (one.isMutating || one.grade === 3);
  if (!isBad && one.grade < 2 && !one.isMutating) return undefined;
  return {
    rule: 'authorization-opened',
    severity: isBad ? 'medium' : 'low',
    confidence: isBad ? 'medium' : 'low',
    message: `${label(one)} is opened to everyone${one.word === '' ? '' : `, and it is about ${one.word}`}.`,
    related: one.route.opened ? [{ node: one.route.opened, message: 'opened here' }] : [],
  };
}

function isGuardName(name: string): boolean {
  return (
    name.includes(' ') ||
    guardLevelOf(name) !== undefined ||
    isCaller(name) ||
    /^(?:user|currentUser|viewer|userId)$|procedure$|session|^permission_classes$|^APP_GUARD$|^Is[A-Z]|^_{0,2}(?:require|ensure|must|assert|verify|check|need)s?_[a-z]/i.test(
      name,
    )
  );
}

/** Routes that lack what at least two others of the file have, while few others lack it. */
function* oddOnes(
  all: readonly Weighed[],
  file: FileContext,
): Generator<[Weighed, Omit<Verdict, 'start' | 'end'>]> {
  for (const framework of new Set(all.map(({ route }) => route.framework))) {
    const group = all.filter(({ route }) => route.framework === framework && route.method !== 'HEAD');
    const guarded = group.filter(({ guards }) => guards.length > 0);
    const names = new Map<string, Weighed[]>();
    for (const one of guarded)
      for (const name of new Set(
        one.guards.flatMap((guard) => (guard.isShared === true ? [] : [guard.name])),
      ))
        names.set(name, [...(names.get(name) ?? []), one]);
    // A helper that is a guard only by what it happens to refuse is no custom of the file.
    for (const name of names.keys())
      if (!isGuardName(file.helpers.aliases.get(name) ?? name)) names.delete(name);
    const [common, siblings] = [...names].sort((a, b) => b[1].length - a[1].length)[0] ?? [];
    if (common === undefined || !siblings || siblings.length < 2) continue;
    const bare = group.filter(
      (one) =>
        one.guards.length === 0 &&
        !one.mayBeGuarded &&
        !one.isPublic &&
        !one.route.opened &&
        !one.route.above,
    );
    const writers = {
      guarded: guarded.filter((one) => one.isMutating),
      bare: bare.filter((one) => one.isMutating),
    };
    const readers = {
      guarded: siblings.filter((one) => !one.isMutating),
      bare: bare.filter((one) => !one.isMutating),
    };
    const first = siblings[0] as Weighed;
    const quote = common.includes(' ') ? common : `\`${common}\``;
    const isWeak =
      common.includes(' ') && siblings.every(({ guards }) => guards.every((guard) => guard.inBody === true));
    const related = siblings.slice(0, 2).flatMap((one) => siblingNote(one, quote));
    for (const one of bare) {
      const same = one.isMutating ? writers : readers;
      const isFew = same.bare.length <= Math.max(1, same.guarded.length / 2);
      const isOdd = one.isMutating
        ? isFew || (one.grade >= 2 && siblings.length >= bare.length)
        : (same.guarded.length >= (one.grade === 0 && (one.facts?.records.length ?? 0) === 0 ? 5 : 2) &&
            isFew) ||
          (one.grade >= 2 && siblings.length > bare.length);
      if (!isOdd) continue;
      const severity: Severity =
        (one.isMutating || one.grade === 3) && !isWeak
          ? one.isMutating && one.grade === 0
            ? 'medium'
            : 'high'
          : 'medium';
      const isRead = isWeak || (!one.isMutating && one.grade < 2);
      yield [
        one,
        {
          rule: 'route-without-siblings-guard',
          severity: isRead && (isWeak || siblings.length < 3) ? 'low' : severity,
          confidence: isRead || isWeak ? 'medium' : 'high',
          message: `${label(one)} lacks ${quote}, which ${siblings.length} other routes of this file have, such as ${label(first)} on line ${line(first)}.`,
          remedy: `Add ${quote} as on line ${line(first)}, or say in its name or path that it is public.`,
          related,
        },
      ];
    }
  }
}

/** What tools and small services serve every day; by itself no secret. */
const workday =
  /^(?:files?|uploads?|reports?|logs?|sessions?|projects?|notes?|teams?|workspaces?|organi[sz]ations?|invitations?|notifications?|dashboard|analytics|tickets?|addresses|messages?|documents?|inbox|conversations?|preferences|devices?|contracts?|settings|config|configuration|keys?|tokens?|email change|change email)$/;

/** At medium or above the same lack is said this often in a file; it has one cause. */
const maxLoud = 4;
const maxQuiet = 3;

/*
 * How loud a bare, sensitive route is depends on how likely a guard stands where this file does not show it:
 * app     the file builds the server itself: nothing can be around it. Grade 3 high, grade 2 medium.
 * view    guards of this framework stand at each handler: grade 3 medium, grade 2 medium if it changes something, else low.
 * router  mounted by another file, perhaps behind a guard: low. But where one route of the file has a guard of its
 *         own, guards are evidently given route by route here, and it counts as `view`.
 * global  NestJS, Next.js, DRF: guards for all may stand in a module, middleware.ts or settings: as `router`,
 *         but medium for grade 3 when it changes something.
 * A middleware of unknown purpose, a server on loopback, or a body that is not in the file: one step down.
 */
function* sensitiveOnes(
  all: readonly Weighed[],
  file: FileContext,
  said: ReadonlySet<Weighed>,
): Generator<[Weighed, Omit<Verdict, 'start' | 'end'>]> {
  const declared = all.filter(
    ({ route, guards }) => guards.length > 0 && route.guards.some(({ level }) => level !== 'maybe'),
  );
  const onLoopback =
    /(?:listen|run|serve|run_app|hostname|host)\b[^\n]{0,60}['"](?:127\.0\.0\.1|localhost|::1)['"]/.test(
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
    .sort((a, b) => b.grade - a.grade);
  let loud = 0;
  let quiet = 0;
  const open = all.filter((one) => one.guards.length === 0 && !one.isPublic);
  const perRoute = declared.length > 0 && declared.length >= open.length;
  for (const one of bare) {
    const { place } = one.route;
    const effective = place === 'router' || place === 'global' ? (perRoute ? 'view' : place) : place;
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
          : effective === 'global' && one.grade === 3 && one.isMutating
            ? 2
            : 1;
    if (one.mayBeGuarded) level--;
    if (onLoopback) level = Math.min(level, 1);
    if (level <= 0 || isForward(one) || isOwnSession(one)) continue;
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
    if (level >= 2 && ++loud > maxLoud) level = 1;
    if (level === 1 && ++quiet > maxQuiet) continue;
    const sibling = declared[0];
    const name = sibling?.guards[0]?.name;
    yield [
      one,
      {
        rule: 'sensitive-route-without-guard',
        severity: level === 3 ? 'high' : level === 2 ? 'medium' : 'low',
        confidence: level === 3 ? 'high' : level === 2 ? 'medium' : 'low',
        message: `${label(one)} ${describe(one)} and nothing in sight asks who calls.`,
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
  if (/ /.test(one.word)) return `touches ${one.word}`;
  return `${one.isMutating ? 'changes' : 'shows'} something sensitive (${one.word === '' ? 'by id' : one.word})`;
}

const administration =
  / (?:admin|admins|administrator|superuser|impersonate|promote|demote|ban|unban|grant|revoke|make admin|audit|maintenance|roles?|permissions?) /;

/** Guards that know a secret and no users. */
const sharedSecret =
  /signature|hmac|webhook|secret|api.?key|basic.?auth|auth.?basic|bearer.?auth|internal|cron|service|localhost/i;

/** An administrator's route that only asks whether somebody is signed in. */
function weakerGuard(one: Weighed, sibling: Weighed | undefined): Omit<Verdict, 'start' | 'end'> | undefined {
  if (one.guards.length === 0 || one.mayBeGuarded || one.route.opened || one.isPublic) return undefined;
  if (one.guards.some(({ level }) => level === 'authorised') || one.facts?.decides === true) return undefined;
  if (one.guards.every(({ name }) => sharedSecret.test(name))) return undefined;
  if (!one.facts) return weakerElsewhere(one, sibling);
  const phrase = `${phraseOf(one.route.path ?? '')}${phraseOf(one.route.name)}`;
  const admin = administration.exec(phrase)?.[0].trim();
  // Behind a sign-in around the whole app, only what calls itself an administrator's is surely one's.
  const isWide = one.guards.every((guard) => guard.isWide === true);
  if (isWide && !/^(?:admins?|administrator|superuser|impersonate)$/.test(admin ?? '')) return undefined;
  const isOthers =
    one.isMutating &&
    !one.facts.usesCaller &&
    one.facts.records.some(
      ({ verb, text }) =>
        (verb !== 'read' || /^(?:PUT|PATCH|DELETE)$/.test(one.route.method)) &&
        (/ users? /.test(
          phraseOf(
            text
              .replace(/\b(?:req|request|ctx|session|current_user|g|this|self)\.[\w.]+/g, '')
              .replace(/\b(?:user|currentUser|viewer|me)\.(?:_?id|sub|uid|userId)\b/g, ''),
          ),
        ) ||
          (one.grade === 3 && / users?| accounts?| members?/.test(phrase))),
    );
  // Who may join what, given out by somebody whom nothing compares with anything.
  const givesPart =
    one.isMutating &&
    !one.facts.usesCaller &&
    one.facts.changes &&
    / (?:members?|memberships?|collaborators?) /.test(phrase) &&
    /[{<:]/.test(one.route.path ?? '');
  if (admin === undefined && !isOthers && !givesPart) return undefined;
  if (one.facts.usesCaller && !/ admins? | impersonate | promote | roles? /.test(phrase)) return undefined;
  // What shows the caller's own is for the caller, whatever it is called.
  if (one.facts.usesCaller && !one.isMutating) return undefined;
  // `GET /roles` for a drop-down is everybody's business.
  if (admin !== undefined && !/^(?:admins?|administrator|superuser)$/.test(admin) && !one.isMutating)
    return undefined;
  if (!one.isMutating && one.facts.records.length === 0 && !one.facts.readsUsers && !one.facts.changes)
    return undefined;
  const guard = one.guards[0] as Guard;
  const better = sibling?.guards.find(({ level }) => level === 'authorised')?.name;
  const quote = guard.name.includes(' ') ? guard.name : `\`${guard.name}\``;
  return {
    rule: 'admin-route-for-any-user',
    severity: 'medium',
    confidence: sibling ? 'high' : 'medium',
    message: `${label(one)} only asks who calls (${quote}), not whether they may ${isOthers && admin === undefined ? 'change other users' : `do an administrator's work`}.`,
    ...(sibling && better !== undefined
      ? {
          remedy: `Ask for the role too, with \`${better}\` as on line ${line(sibling)}.`,
          related: siblingNote(sibling, `\`${better}\``),
        }
      : { related: [] }),
  };
}

/** The same where the handler stands in another file, which may ask for the role itself. */
function weakerElsewhere(
  one: Weighed,
  sibling: Weighed | undefined,
): Omit<Verdict, 'start' | 'end'> | undefined {
  const [guard] = one.guards;
  if (!one.isMutating || !guard || !/ admins? /.test(phraseOf(one.route.path ?? ''))) return undefined;
  return {
    rule: 'admin-route-for-any-user',
    severity: sibling ? 'medium' : 'low',
    confidence: sibling ? 'medium' : 'low',
    message: `${label(one)} only asks who calls (\`${guard.name}\`), not whether they may do an administrator's work.`,
    related: sibling ? siblingNote(sibling, 'a guard that asks for the role') : [],
  };
}

const pythonic =
  /^(?:python|django|drf|flask-class|tornado|async-class|falcon|cherrypy|graphql-python|lambda)$/;
const editing =
  / (?:edit|update|change|delete|remove|destroy|publish|unpublish|archive|toggle|rename|move|approve|close|cancel|pin|save|modify|assign) /;

/** A signed-in caller names a record by id, and nothing asks whether it is theirs. */
function ownerVerdict(
  one: Weighed,
  sibling: Weighed | undefined,
): { verdict: Omit<Verdict, 'start' | 'end'>; at: SyntaxNode } | undefined {
  const { facts, route } = one;
  if (!facts || one.guards.length === 0 || one.isPublic) return undefined;
  if (one.guards.some(({ level }) => level === 'authorised') || one.mayBeGuarded) return undefined;
  if (facts.usesCaller || facts.decides) return undefined;
  // What only a webhook's signature guards has no user.
  if (one.guards.every(({ name }) => sharedSecret.test(name))) return undefined;
  const isWhole =
    /\.objects\.all\(\)/.test(route.className ?? '') && /^(?:drf|django)$/.test(route.framework);
  const record =
    facts.records.find(({ verb }) => verb !== 'read') ??
    facts.records[0] ??
    (isWhole
      ? {
          node: route.framework === 'django' ? route.start : (route.queryset ?? route.start),
          verb:
            route.framework !== 'django' || !route.isMutating
              ? ('read' as const)
              : route.method === 'DELETE'
                ? ('delete' as const)
                : ('update' as const),
          text: route.className ?? '',
          id: 'pk',
        }
      : undefined);
  if (!record) return undefined;
  // `post = get(pk)`, then a form saves it: the name says that this record is what changes.
  const edits =
    record.verb !== 'read' ||
    (one.isMutating &&
      facts.changes &&
      pythonic.test(route.framework) &&
      (/^(?:PUT|PATCH|DELETE)$/.test(route.method) || editing.test(phraseOf(route.name))));
  const thing = ownedWord(`${route.path ?? ''} ${route.name} ${record.text} ${route.className ?? ''}`, edits);
  if (thing === undefined) return undefined;
  const verb = record.verb === 'read' ? 'reads' : record.verb === 'delete' ? 'deletes' : 'changes';
  const isGeneric = isWhole && route.framework === 'django';
  // A list of everybody's is a custom of many offices; beside a list of one's own it is odd.
  const isList = isGeneric && route.className?.endsWith(' of a list') === true;
  if (isList && (!sibling || privateWord(record.text) === undefined)) return undefined;
  const isStrong =
    !isGeneric &&
    (sibling !== undefined ||
      /^(?:orders?|invoices?|documents?|messages?|profiles?|accounts?|files?|notes?|payments?|addresses|address|transactions?|wallets?|cards?|prescriptions?|patients?|records?|medical|conversations?|statements?|bank|subscriptions?|receipts?|bookings?|appointments?|carts?|users?|tickets?|tasks?|todos?|projects?|reports?|expenses?|contracts?|posts?|comments?)$/.test(
        thing,
      ));
  const verdict = {
    rule: 'object-by-id-without-owner',
    severity: isStrong ? ('medium' as const) : ('low' as const),
    confidence: sibling && !isGeneric ? ('high' as const) : isStrong ? ('medium' as const) : ('low' as const),
    message: `${label(one)} ${isList ? `shows all of ${thing}` : `${verb} ${thing} by \`${record.id.slice(0, 40)}\` from the request`} without asking whether it belongs to the caller.`,
    related: [
      { node: route.start, message: 'the route' },
      ...(sibling ? [{ node: sibling.route.start, message: `${label(sibling)} asks for the owner` }] : []),
    ],
  };
  return { verdict, at: record.node };
}

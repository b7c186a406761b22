// Decides which routes lack a guard: against their siblings, by what they do, by whose records they touch.
import type { Guard } from './body/facts.ts';
import { lesserGuard, ownerVerdict, rightsByAddress, weakerGuard } from './missing-rights.ts';
import { oddOnes } from './odd-routes.ts';
import { ownThings } from './owned-things.ts';
import { addressBefore, type FileContext } from './route.ts';
import { sensitiveOnes } from './sensitive-routes.ts';
import { label, type Verdict } from './verdict.ts';
import { weighed, type Weighed } from './weighed-route.ts';
import { isPublic, phraseOf, sensitivityOf } from './words.ts';

/** The routes of a file as they are weighed, and every verdict on them. */
export function weighRoutes(file: FileContext): { all: Weighed[]; verdicts: Verdict[] } {
  const all = file.routes.map((route) => weighed(route, file));
  return { all, verdicts: verdictsOn(all, file) };
}

function verdictsOn(all: readonly Weighed[], file: FileContext): Verdict[] {
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
    if (one.route.above && (one.guards.length === 0 || onlyUsesCaller(one)))
      say(one, guardAbove(one, one.route.above));
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
  const own = ownThings(all);
  const akin = byAddress(all);
  const rights = rightsByAddress(all);
  const better = new Map<string, Weighed>();
  const owners = new Map<string, Weighed>();
  for (const one of all) {
    const { framework } = one.route;
    if (!better.has(framework) && one.guards.some(({ level }) => level === 'authorised'))
      better.set(framework, one);
    if (
      !owners.has(framework) &&
      one.facts?.usesCaller === true &&
      (one.facts.records.length > 0 ||
        framework === 'django' ||
        (framework === 'drf' && one.facts.own?.some(({ isFilter }) => isFilter) === true))
    )
      owners.set(framework, one);
  }
  for (const one of all) {
    const weaker = weakerGuard(one, better.get(one.route.framework)) ?? lesserGuard(one, rights);
    if (weaker) say(one, weaker);
    else if (!said.has(one)) {
      const found = ownerVerdict(
        one,
        akin.get(addressBefore(one.route.path) ?? '') ?? owners.get(one.route.framework),
        own,
      );
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

/** By the address before the parameter, a route that takes its record by who calls. */
function byAddress(all: readonly Weighed[]): ReadonlyMap<string, Weighed> {
  const out = new Map<string, Weighed>();
  for (const one of all) {
    if (one.facts?.usesCaller !== true || one.facts.records.length === 0) continue;
    const base = addressBefore(one.route.path);
    if (base !== undefined && !out.has(base)) out.set(base, one);
  }
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

/** Whether the body reads who the caller is and asks nothing of them: a stranger fails there by luck only. */
function onlyUsesCaller({ guards, facts }: Weighed): boolean {
  return (
    facts?.usesCaller === true && facts.decides !== true && guards.every(({ inBody }) => inBody === true)
  );
}

function guardAbove(one: Weighed, guard: Guard): Omit<Verdict, 'start' | 'end'> {
  const harmless = one.isPublic || one.grade === 0 || one.guards.length > 0;
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
  const isSaid = one.word === '' || label(one).toLowerCase().includes(one.word.toLowerCase());
  const about = isSaid ? '' : `, and handles ${one.word}`;
  return {
    rule: 'authorization-opened',
    severity: isBad ? 'medium' : 'low',
    confidence: isBad ? 'medium' : 'low',
    message: `${label(one)} answers whoever asks${about}.`,
    related: one.route.opened ? [{ node: one.route.opened, message: 'opened here' }] : [],
  };
}

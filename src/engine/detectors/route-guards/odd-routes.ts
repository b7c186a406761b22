// Finds the routes that lack a guard which their siblings in the file have.
import type { Severity } from '../../finding.ts';
import { isCaller } from './roles/caller.ts';
import type { FileContext } from './route.ts';
import { label, line, siblingNote, type Verdict } from './verdict.ts';
import type { Weighed } from './weighed-route.ts';
import { guardLevelOf, phraseOf, wordsOf } from './words.ts';

/** Routes that lack what at least two others of the file have, while few others lack it. */
export function* oddOnes(
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
      )) {
        const of = names.get(name);
        if (of) of.push(one);
        else names.set(name, [one]);
      }
    // A helper that is a guard only by what it happens to refuse is no custom of the file.
    for (const name of names.keys())
      if (!isGuardName(file.helpers.aliases.get(name) ?? name)) names.delete(name);
    const [common, siblings] = [...names].sort((a, b) => b[1].length - a[1].length)[0] ?? [];
    if (common === undefined || !siblings) continue;
    if (siblings.length < 2) yield* openBeside(siblings[0] as Weighed, common, group);
    const bare = group.filter(
      (one) =>
        one.guards.length === 0 &&
        !one.mayBeGuarded &&
        !one.isPublic &&
        !one.route.opened &&
        !one.route.above &&
        !onlySendsOn(one) &&
        !onlySaysSo(one),
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
    // `@AuthenticationPrincipal Jwt jwt` is asked for by what shows the caller's own; it keeps nobody out.
    const isAskedFor =
      framework === 'spring' &&
      siblings.every(({ route }) => route.guards.some(({ level }) => level === 'maybe'));
    const byAddress = new Map(siblings.map((one) => [sharedAddress(one), one]));
    const related = siblings.slice(0, 2).flatMap((one) => siblingNote(one, quote));
    for (const one of bare) {
      const isOfRecords = one.grade >= 2 && (one.facts?.records.length ?? 0) > 0;
      if (isAskedFor && !one.isMutating && !isOfRecords) continue;
      const same = one.isMutating ? writers : readers;
      const isFew = same.bare.length <= Math.max(1, same.guarded.length / 2);
      const isOdd = one.isMutating
        ? isFew || (one.grade >= 2 && siblings.length >= bare.length)
        : (same.guarded.length >= (one.grade === 0 && (one.facts?.records.length ?? 0) === 0 ? 5 : 2) &&
            isFew) ||
          (one.grade >= 2 && siblings.length > bare.length);
      if (siblings.length < 2 || !isOdd) {
        const beside = byAddress.get(sharedAddress(one) ?? '');
        if (beside && overwrites.test(one.route.method) && one.grade >= 2)
          yield [one, lacks(one, beside, quote)];
        continue;
      }
      const severity: Severity =
        (one.isMutating || one.grade === 3) && !isWeak
          ? one.isMutating && one.grade === 0
            ? 'medium'
            : 'high'
          : 'medium';
      const isRead =
        isWeak || (!one.isMutating && one.grade < 2) || isForVisitors(one, common, siblings, guarded);
      yield [
        one,
        {
          rule: 'route-without-siblings-guard',
          severity: isRead && (isWeak || one.isMutating || siblings.length < 3) ? 'low' : severity,
          confidence: isRead || isWeak ? 'medium' : 'high',
          message: `${label(one)} lacks ${quote}, which ${siblings.length} other routes of this file have, such as ${label(first)} on line ${line(first)}.`,
          remedy: `Add ${quote} as on line ${line(first)}, or say in its name or path that it is public.`,
          related,
        },
      ];
    }
  }
}

/** A route that changes what stands at an address, where the only guarded one changes the same. */
function* openBeside(
  sibling: Weighed,
  common: string,
  group: readonly Weighed[],
): Generator<[Weighed, Omit<Verdict, 'start' | 'end'>]> {
  const address = addressOf(sibling);
  if (!sibling.isMutating || address === undefined || sibling.guards.length === 0) return;
  const open = group.filter(
    (one) =>
      one !== sibling &&
      one.isMutating &&
      one.grade >= 2 &&
      addressOf(one) === address &&
      one.guards.length === 0 &&
      !one.mayBeGuarded &&
      !one.isPublic &&
      !one.route.opened &&
      !one.route.above,
  );
  const [one, another] = open;
  if (!one || another) return;
  yield [one, lacks(one, sibling, common.includes(' ') ? common : `\`${common}\``)];
}

/** What a route that changes a record lacks beside another at the same address. */
function lacks(one: Weighed, sibling: Weighed, quote: string): Omit<Verdict, 'start' | 'end'> {
  return {
    rule: 'route-without-siblings-guard',
    severity: 'medium',
    confidence: 'medium',
    message: `${label(one)} lacks ${quote}, which ${label(sibling)} on line ${line(sibling)} has at the same address.`,
    remedy: `Add ${quote} as on line ${line(sibling)}, or say in its name or path that it is public.`,
    related: siblingNote(sibling, quote),
  };
}

const overwrites = /^(?:PUT|PATCH|DELETE)$/;

/** The address that a route shares with others of the file, as all handlers of a `route.ts` share theirs. */
function sharedAddress(one: Weighed): string | undefined {
  const { framework, name, path } = one.route;
  return framework === 'next' && name === '' ? path : addressOf(one);
}

/**
 * What visitors fill in stands beside the pages on which the staff reads it, and no guard for mere accounts is given
 * in the file: a handler that shares no word with those of the staff, and touches nothing that is somebody's.
 */
function isForVisitors(
  one: Weighed,
  common: string,
  siblings: readonly Weighed[],
  guarded: readonly Weighed[],
): boolean {
  if (one.grade >= 2 || !/ (?:staff|admins?|superuser) /.test(phraseOf(common))) return false;
  if (guarded.some((other) => !siblings.includes(other))) return false;
  if (one.facts?.runs === true || one.facts?.power !== undefined) return false;
  const own = new Set(wordsOf(nameOf(one)));
  return !siblings.some((other) => wordsOf(nameOf(other)).some((word) => own.has(word)));
}

const nameOf = ({ route: { path, name, fn } }: Weighed): string => `${path ?? ''} ${name || fn?.name}`;

/** The address of one record, whatever its parameter is called. */
function addressOf({ route: { path } }: Weighed): string | undefined {
  return path !== undefined && /[:<{[$]\w/.test(path)
    ? path.replace(/<[^>]*>|\{[^}]*\}|\[[^\]]*\]|[:$]\w+/g, '*').replace(/\/$/, '')
    : undefined;
}

/** Whether all that a handler does is to send the visitor to a fixed page. */
function onlySendsOn({ route }: Weighed): boolean {
  const text = route.fn?.node.text ?? '';
  return (
    text.length < 400 &&
    /^[^{]{1,200}\{\s*(?:return |await )?(?:redirect|permanentRedirect|(?:\w+\.)?redirect)\(\s*(['"`])[^'"`$]{0,100}\1\s*\);?\s*\}$/.test(
      text,
    )
  );
}

const answers =
  /^[^{]{1,200}\{\s*(?:return )?\w{1,20}(?:\.(?:status|code|type|set|header|json|send|end|text)\([^()]{0,400}\)){1,4};?\s*\}$/;

/** Whether all that a handler does is to answer with words of its own, such as that a route is gone. */
function onlySaysSo({ route }: Weighed): boolean {
  const text = route.fn?.node.text ?? '';
  if (text.length > 1000 || text.includes('${')) return false;
  const code = text.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`[^`]*`|\/\/[^\n]*/g, '');
  if (!answers.test(code)) return false;
  const given = [...code.slice(code.indexOf('{')).matchAll(/\(([^()]*)\)/g)].map((one) => one[1]).join();
  return [...given.matchAll(/[A-Za-z_$][\w$]*(\s*:)?/g)].every(
    ([word, colon]) => colon !== undefined || /^(?:true|false|null)$/.test(word),
  );
}

/** Whether a name is one that guards have, and not that of any helper that happens to refuse. */
export function isGuardName(name: string): boolean {
  return (
    name.includes(' ') ||
    guardLevelOf(name) !== undefined ||
    isCaller(name) ||
    /^(?:user|currentUser|viewer|userId)$|procedure$|session|^permission_classes$|^APP_GUARD$|^requires$|^Is[A-Z]|^_{0,2}(?:require|ensure|must|assert|verify|check|need)s?_[a-z]/i.test(
      name,
    )
  );
}

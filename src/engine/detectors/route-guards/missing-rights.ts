// Finds routes that ask who calls and not what they may: no role for an administrator's work, no owner of a record.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Guard } from './body/facts.ts';
import { type OwnThings, thingOf } from './owned-things.ts';
import { label, line, siblingNote, type Verdict } from './verdict.ts';
import { editing, pythonic, type Weighed } from './weighed-route.ts';
import { addressBefore } from './route.ts';
import { isShared, ownedWord, phraseOf, privateWord } from './words.ts';

/** A connection that is open at this moment; its id is drawn at random and belongs to who opened it. */
const heldOpen = /session[_-]?id\b|\btransports?\b|\bsockets?\b/i;
const administration =
  / (?:admin|admins|administrator|superuser|impersonate|promote|demote|ban|unban|grant|revoke|make admin|audit logs?|maintenance|roles?|permissions?) /;

/** Guards that know a secret and no users. */
const sharedSecret =
  /signature|hmac|webhook|secret|api.?key|(?:^|_)key_|_key$|(?:^|_)ip_|basic.?auth|auth.?basic|bearer.?auth|internal|cron|service|localhost/i;

/** An id under which the request says who it is for, where the guard has said who calls. */
const claimed = /(?:^|[._])(?:user|account|customer|member|owner|patient|employee)_?(?:[iI]d|ID|pk)$/;

/** An administrator's route that only asks whether somebody is signed in. */
export function weakerGuard(
  one: Weighed,
  sibling: Weighed | undefined,
): Omit<Verdict, 'start' | 'end'> | undefined {
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

/** By the address before the parameter, the routes that change records there and ask for a right of their own. */
export function rightsByAddress(all: readonly Weighed[]): ReadonlyMap<string, Weighed[]> {
  const out = new Map<string, Weighed[]>();
  for (const one of all) {
    const base = addressBefore(one.route.path) ?? one.route.path;
    if (base === undefined || !one.isMutating || ownRight(one) === undefined) continue;
    out.set(base, [...(out.get(base) ?? []), one].slice(0, 9));
  }
  return out;
}

function ownRight({ guards }: Weighed): Guard | undefined {
  return guards.find(
    ({ level, isWide, isShared, inBody }) => level === 'authorised' && !isWide && !isShared && !inBody,
  );
}

/** A change that anyone may make who is signed in, of records that others at its address only change with a right. */
export function lesserGuard(
  one: Weighed,
  rights: ReadonlyMap<string, Weighed[]>,
): Omit<Verdict, 'start' | 'end'> | undefined {
  const { facts, route, guards } = one;
  if (!facts || !one.isMutating || guards.length === 0 || one.isPublic || one.mayBeGuarded || route.opened)
    return undefined;
  if (
    facts.usesCaller ||
    facts.decides ||
    guards.some(({ level, inBody }) => level === 'authorised' || inBody)
  )
    return undefined;
  const changed = facts.records.find(({ verb }) => verb !== 'read');
  const thing = changed && thingOf(changed.text);
  if (thing === undefined) return undefined;
  const others = (rights.get(addressBefore(route.path) ?? '') ?? []).filter(
    (other) =>
      other.route.framework === route.framework &&
      other.facts?.usesCaller !== true &&
      thingsChanged(other).has(thing),
  );
  const [sibling, another] = others;
  const right = sibling && ownRight(sibling);
  if (!sibling || !another || !right) return undefined;
  return {
    rule: 'route-without-siblings-guard',
    severity: 'medium',
    confidence: 'medium',
    message: `${label(one)} lacks \`${right.name}\`, which the other routes that change the same records have, such as ${label(sibling)} on line ${line(sibling)}: whoever is signed in may call it.`,
    remedy: `Ask for the right here too, as with \`${right.name}\` on line ${line(sibling)}.`,
    related: siblingNote(sibling, `\`${right.name}\``),
  };
}

/** The models whose records a route writes: those that it finds by id, and those that its calls make. */
function thingsChanged({ facts, route }: Weighed): ReadonlySet<string> {
  const found = (facts?.records ?? []).flatMap(({ verb, text }) =>
    verb === 'read' ? [] : [thingOf(text) ?? ''],
  );
  const made = [...(route.fn?.node.text ?? '').slice(0, 4_000).matchAll(makes)].map(
    ([text]) => thingOf(text) ?? '',
  );
  return new Set([...found, ...made].filter((one) => one !== ''));
}

const makes = /[\w$.]{2,60}\.(?:create|insert|insertOne|insertMany|createMany|save|upsert)\(/g;

/** What changes what somebody may do, at the end of an address. */
const givesPower = / (?:roles?|permissions?|promote|demote|ban|unban|impersonate) $/;

/** The same where the handler stands in another file, which may ask for the role itself. */
function weakerElsewhere(
  one: Weighed,
  sibling: Weighed | undefined,
): Omit<Verdict, 'start' | 'end'> | undefined {
  const [guard] = one.guards;
  const phrase = phraseOf(one.route.path ?? '');
  const isPower = / admins? /.test(phrase) || (sibling !== undefined && givesPower.test(phrase));
  if (!one.isMutating || !guard || !isPower) return undefined;
  return {
    rule: 'admin-route-for-any-user',
    severity: sibling ? 'medium' : 'low',
    confidence: sibling ? 'medium' : 'low',
    message: `${label(one)} only asks who calls (\`${guard.name}\`), not whether they may do an administrator's work.`,
    related: sibling ? siblingNote(sibling, 'a guard that asks for the role') : [],
  };
}

/** Whether a route has no guard and uses who calls, so that a sign-in stands before the routes of its file. */
function leansOnSignIn({ guards, facts }: Weighed): boolean {
  return facts?.usesCaller === true && guards.length > 0 && guards.every(({ inBody }) => inBody === true);
}

/** A signed-in caller names a record by id, and nothing asks whether it is theirs. */
export function ownerVerdict(
  one: Weighed,
  neighbour: Weighed | undefined,
  own: OwnThings,
): { verdict: Omit<Verdict, 'start' | 'end'>; at: SyntaxNode } | undefined {
  const { facts, route } = one;
  if (!facts || one.isPublic) return undefined;
  if (one.guards.some(({ level }) => level === 'authorised') || one.mayBeGuarded) return undefined;
  if (facts.usesCaller || facts.decides) return undefined;
  // What only a webhook's signature guards has no user.
  if (one.guards.length > 0 && one.guards.every(({ name }) => sharedSecret.test(name))) return undefined;
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
  if (!record || heldOpen.test(`${record.id} ${record.text}`)) return undefined;
  // `post = get(pk)`, then a form saves it: the name says that this record is what changes.
  const edits =
    record.verb !== 'read' ||
    (one.isMutating &&
      facts.changes &&
      pythonic.test(route.framework) &&
      (/^(?:PUT|PATCH|DELETE)$/.test(route.method) || editing.test(phraseOf(route.name))));
  const known = own.get(thingOf(record.text) ?? '');
  if (one.guards.length === 0 && !(known && one.isMutating && leansOnSignIn(known.by))) return undefined;
  const isKnown = known !== undefined && (edits || (known.isFilter && !isShared(thingOf(record.text) ?? '')));
  const sibling = isKnown ? known.by : neighbour;
  const thing =
    ownedWord(`${route.path ?? ''} ${route.name} ${record.text} ${route.className ?? ''}`, edits) ??
    (isKnown ? thingOf(record.text) : undefined) ??
    (edits && neighbour && addressBefore(neighbour.route.path) === addressBefore(route.path)
      ? addressBefore(route.path)?.split('/').at(-1)
      : undefined);
  if (thing === undefined) return undefined;
  const verb = record.verb === 'read' ? 'reads' : record.verb === 'delete' ? 'deletes' : 'changes';
  const isGeneric = isWhole && route.framework === 'django';
  // A list of everybody's is a custom of many offices; beside a list of one's own it is odd.
  const isList = isGeneric && route.className?.endsWith(' of a list') === true;
  if (isList && (!sibling || privateWord(record.text) === undefined)) return undefined;
  // Who may sign in to the whole application may be few, and all of them in charge.
  const isElsewhere = one.guards.every((guard) => guard.isElsewhere === true);
  if (isElsewhere && !sibling && !edits && privateWord(record.text) === undefined) return undefined;
  const isStrong =
    !isGeneric &&
    (!isElsewhere || sibling !== undefined || claimed.test(record.id)) &&
    (isKnown ||
      claimed.test(record.id) ||
      sibling !== undefined ||
      /^(?:orders?|invoices?|documents?|messages?|profiles?|accounts?|files?|notes?|payments?|addresses|address|transactions?|wallets?|cards?|prescriptions?|patients?|records?|medical|conversations?|statements?|bank|subscriptions?|receipts?|bookings?|appointments?|carts?|baskets?|users?|tickets?|tasks?|todos?|projects?|reports?|expenses?|contracts?|posts?|comments?)$/.test(
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

// What the calls of a body do: check the caller, touch records, start processes.
import type { Expression } from '../../../flow/ir.ts';
import type { BodyFacts } from './facts.ts';
import { idIn, note, useOfCaller, type Reading } from './reading.ts';
import { readRecord } from './records.ts';
import { callerKey, isCaller, outsideKey, roleWord } from '../roles/caller.ts';
import { powerOfCall } from '../power.ts';
import { dotted, lastName, textOf, type Visit } from '../shapes.ts';
import { decides, guardLevelOf, phraseOf, type GuardLevel } from '../words.ts';

type Call = Extract<Expression, { kind: 'call' }>;

/** Reads a call of a body; false when what is in it says nothing. */
export function readCall(reading: Reading, call: Call, at: Visit): boolean | void {
  const { facts, helpers } = reading;
  const chain = dotted(call.callee) ?? '';
  const last = lastName(call.callee) ?? '';
  if (
    /^(?:console|logger|log|logging|audit\w*|winston|sentry)\b/i.test(chain.split('.').at(-2) ?? chain) ||
    /^(?:print|log|audit_?log|logAction|log_action)$/i.test(last)
  ) {
    // Words in a log are no check, and the caller's name in it is no use.
    return false;
  }
  if (
    /^redirect/i.test(last) &&
    call.args.some(({ value }) =>
      /log_?in|sign_?in|auth/i.test(textOf(value) ?? value.node.text.slice(0, 80)),
    )
  )
    note(reading, 'a redirect to the login page', 'authenticated', call.node);
  const helper =
    helpers.functions.get(chain) ??
    (/^(?:self|this|cls)\.\w+$/.test(chain) ? helpers.functions.get(last) : undefined);
  const inner = helper === undefined ? factsAfar(reading, chain) : reading.factsOfHelper(helper);
  if (inner) {
    if (inner.guard) {
      note(reading, last, inner.guard.level, call.node);
      reading.helped = true;
      // `Key={"owner": subject(), "id": note_id}` puts the caller to use, whom a function of the file reads from the claims.
      if (call.args.length === 0 && inner.records.length === 0 && at.parent && !at.isTest && !checks(last))
        facts.usesCaller = true;
    }
    facts.power ??= inner.power;
    facts.changes ||= inner.changes;
    facts.runs ||= inner.runs;
    // What knows the caller by itself has compared, or taken what is theirs.
    if (inner.usesCaller && inner.records.length > 0) facts.usesCaller = true;
    if (inner.decides && (inner.usesCaller || inner.guard)) facts.decides = true;
    const record = inner.records.find(({ verb }) => verb !== 'read') ?? inner.records[0];
    const id = record && call.args.map(({ value }) => idIn(reading, value)).find((one) => one !== undefined);
    // A helper of the file that only reads is as often about an address or a name.
    if (record && id !== undefined && (helper === undefined || record.verb !== 'read'))
      facts.records.push({
        node: call.node,
        verb: record.verb,
        text: `${call.node.text.slice(0, 80)} ${record.text}`,
        id,
      });
  }
  if (last === 'get' || last === 'pop' || last === 'getItem' || last === 'get_secure_cookie') {
    const key = textOf(call.args[0]?.value);
    if (
      key !== undefined &&
      /(?:^|\.)(?:session|cookies?)\.get$|(?:^|\.)session\.pop$|get_secure_cookie$/.test(chain) &&
      callerKey.test(key)
    ) {
      if (!/cookies?\.get$/.test(chain)) {
        note(reading, `session[${key}]`, roleWord.test(key) ? 'authorised' : 'authenticated', call.node);
        if (!at.isTest) facts.usesCaller = true;
      }
      return false;
    }
  }
  // `claims.get("role") != "librarian"`
  if (last === 'get' && roleWord.test(textOf(call.args[0]?.value) ?? '') && !outsideKey.test(chain))
    reading.asksRole = true;
  if (isCaller(chain)) useOfCaller(reading, call, chain, at);
  // Who holds the cookie of a basket has that basket.
  if (
    /(?:^|\.)(?:cookies(?:\(\))?|cookieStore)\.get$/.test(chain) &&
    /^(?:cart|basket|guest|anon\w*|session|sid)(?:_?id|Id|Token|_token)?$/.test(
      textOf(call.args[0]?.value) ?? '',
    )
  ) {
    note(reading, `cookies[${textOf(call.args[0]?.value)}]`, 'authenticated', call.node);
    facts.usesCaller = true;
  }
  // Hono's `c.get('user')`, Flask's `g.get('user')`.
  if (/^(?:c|ctx|context|g)\.get$/.test(chain) && callerKey.test(textOf(call.args[0]?.value) ?? '')) {
    useOfCaller(reading, call, `${chain}.${textOf(call.args[0]?.value)}`, at);
    return false;
  }
  // Who knows the password of the account is its owner.
  if (
    /^(?:compare|compareSync|check_password|check_password_hash|verify_password|verifyPassword|comparePassword|checkpw|validPassword)$/.test(
      last,
    )
  )
    note(reading, last, 'authorised', call.node);
  if (
    /^(?:verify|check|matches)$/.test(last) &&
    /passw/i.test(call.args[0]?.value.node.text.slice(0, 80) ?? '')
  )
    note(reading, last, 'authorised', call.node);
  if (
    /^(?:verify|decode)$/.test(last) &&
    /token|jwt|bearer|auth/i.test(call.args[0]?.value.node.text.slice(0, 80) ?? '')
  )
    note(reading, last, 'authenticated', call.node);
  const alias = helpers.aliases.get(chain);
  const level = bodyGuardLevel(alias ?? chain, call);
  if (level) {
    note(reading, last === '' ? chain : last, level, call.node);
    // `find(get_jwt_identity(), id)` puts the caller to use where it asks for them.
    if (at.parent && !at.isTest && !checks(last)) facts.usesCaller = true;
  }
  if (
    decides.test(phraseOf(last)) &&
    // Django's way to send strangers to the sign-in.
    last !== 'handle_no_permission' &&
    !/^ (?:get|set|create|update|delete|add|list|find) /.test(phraseOf(last)) &&
    // What is made of a class that is called so decides nothing.
    !/^(?:Membership|Member|Role|Permission|Policy|Tenant|Author|Owner|Collaborator|Participant)$/.test(last)
  )
    facts.decides = true;
  // `getAccessibleProject(req, …)`, `findOwnedOrder(user, id)`: what is not the caller's is not given.
  if (givesOwn.test(phraseOf(last)) && call.args.length > 0) facts.decides = true;
  readRecord(reading, call, chain, last);
  facts.power ??= powerOfCall(call, chain, last);
  if (
    /^(?:exec|execSync|execFile|execFileSync|spawn|spawnSync|system|popen|check_output|run|call|Popen|eval)$/.test(
      last,
    ) &&
    (/^(?:exec\w*|spawn\w*|eval)$/.test(chain) ||
      /^(?:os|subprocess|child_process|cp|execa|shell)\./.test(chain))
  )
    facts.runs = true;
  return true;
}

function checks(name: string): boolean {
  return / (?:verify|check|require|ensure|validate|assert) /.test(phraseOf(name));
}

/** The facts of a function of another file that is handed an id of the request, or nothing. */
function factsAfar(reading: Reading, chain: string): BodyFacts | undefined {
  if (chain === '' || /^(?:console|res|reply|response|JSON|Math|Object|Promise)\b/.test(chain))
    return undefined;
  // `svc: DocumentService = Depends(get_service)`
  const head = chain.replace(/[.[(].*$/s, '');
  const type = reading.types.get(head);
  return reading.factsFrom(type === undefined ? chain : `${type}${chain.slice(head.length)}`);
}

/** Loaders that say that they give only what the caller may have. */
const givesOwn =
  /^ (?:get|find|load|fetch|require|resolve|list|read)(?: \w+){0,2} (?:accessible|owned|authori[sz]ed|permitted|visible|allowed) /;

/** Whether a call in a body checks the caller. Loaders by id, such as `getUser(id)`, do not. */
export function bodyGuardLevel(chain: string, call: Call): GuardLevel | undefined {
  // `admin.auth()` is Firebase's handle on its accounts and asks nobody.
  if (call.args.length === 0 && /^(?:admin|firebase|firebaseAdmin|app)\.auth$|^getAuth$/.test(chain))
    return undefined;
  const level = guardLevelOf(chain);
  if (level === undefined || level === 'maybe') return undefined;
  const last = phraseOf(chain.replace(/\(\)/g, '').split('.').at(-1) ?? '');
  // `db.users.check(...)` style chains and user loaders: only with nothing, or with the request, in hand.
  if (
    /^ (?:get|load|decode|fetch|read|with) /.test(last) &&
    !/ current | auth | server session | identity /.test(phraseOf(chain))
  ) {
    // `jwt.decode(token, app.config["KEY"], algorithms=[…])`
    const given = / decode /.test(last) ? call.args.slice(0, 1) : call.args;
    const fits = given.every(({ value }) =>
      /^(?:\{|authOptions|auth\w*|req\b|request\b|ctx\b|context\b|event\b|headers|cookies|token|c\b|info\b|self\.request|jwt|access)/i.test(
        value.node.text,
      ),
    );
    return fits && !/ db | engine | sync /.test(phraseOf(chain)) ? level : undefined;
  }
  if (/ (?:user|key|session) /.test(last) && / exists | input | name | email /.test(last)) return undefined;
  return level;
}

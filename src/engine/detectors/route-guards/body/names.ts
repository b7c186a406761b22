// What the variables and parameters of a body hold: the caller, or an id of the request.
import type { Expression, FunctionShape, Target } from '../../../flow/ir.ts';
import { bodyGuardLevel } from './calls.ts';
import type { Guard } from './facts.ts';
import { idIn, note, type Reading } from './reading.ts';
import { callerKey, isCaller, outsideKey, requestHeads, roleWord } from '../roles/caller.ts';
import { isIdName, isInputChain } from '../roles/request-ids.ts';
import { boundNames, dotted, lastName, textOf } from '../shapes.ts';
import { guardLevelOf, phraseOf } from '../words.ts';

/** Learns which parameters are the caller and which an id; one such as `Depends(current_user)` is the guard. */
export function readParameters(reading: Reading): void {
  const { fn, helpers, callers, ids, facts } = reading;
  const guardOf = (name: string): Guard | undefined =>
    (reading.factsOfHelper(helpers.functions.get(name)) ?? reading.factsFrom(name))?.guard;
  for (const [at, { target, type = '', fallback, decorators }] of fn.parameters.entries()) {
    const dependency = fallback ? fallback.node.text.slice(0, 200) : type;
    const depends =
      /(?:Depends|Security)\(([\w.]+)/.exec(`${dependency} ${type}`)?.[1] ??
      // `user: User = clerk`, where `clerk = Depends(role('clerk'))`
      (fallback?.kind === 'name' ? helpers.aliases.get(fallback.name) : undefined);
    const names = boundNames(target);
    if (target.kind === 'bind' && /^[A-Z]\w+$/.test(type)) reading.types.set(target.name, type);
    const guarded =
      (depends !== undefined && (guardLevelOf(depends) ?? guardOf(depends)?.level)) ||
      (fallback === undefined &&
        !/(?:Req|Request|Response|Context|Event|Handler|Service|Config)(?:<|$)/.test(type) &&
        /^(?:Current\w*|Auth\w*|Admin\w*|\w*(?:User|Admin|Auth|Token|Principal)Dep|Active\w*User\w*|Verified\w*|Logged\w*|AuthenticatedUser)$/.test(
          type,
        )) ||
      decorators.some(
        (one) =>
          /(?:current|auth|user|session|jwt)/i.test(lastName(one) ?? '') ||
          // LoopBack's `@inject(SecurityBindings.USER)`
          one.node.text.includes('SecurityBindings.USER'),
      );
    if (guarded) {
      for (const name of names) callers.add(name);
      facts.guard ??= {
        name: depends ?? type,
        level: guarded === true ? (/admin/i.test(type) ? 'authorised' : 'authenticated') : guarded,
        node: fn.node,
        inBody: false,
      };
      if (facts.guard.level === 'authorised') facts.decides = true;
      continue;
    }
    // Spring hands in who calls; that alone asks nobody to sign in.
    if (/^(?:\w*Principal|Authentication|UserDetails\w*|OidcUser|OAuth2User|Jwt)$/.test(type))
      for (const name of names) callers.add(name);
    if (target.kind === 'fields')
      for (const entry of target.entries) {
        // next-safe-action's `({ parsedInput, ctx: { user } }) =>`
        if (entry.key === 'ctx' && entry.target.kind === 'fields')
          for (const inner of entry.target.entries)
            if (/^(?:user|userId|session|currentUser|auth)$/.test(inner.key ?? ''))
              for (const name of boundNames(inner.target)) callers.add(name);
        // The context of a resolver is never its first parameter.
        if (
          at > 0 &&
          (entry.key === 'user' ||
            entry.key === 'currentUser' ||
            entry.key === 'viewer' ||
            entry.key === 'userId')
        ) {
          for (const name of boundNames(entry.target)) callers.add(name);
          facts.guard ??= { name: entry.key, level: 'authenticated', node: entry.target.node, inBody: true };
        } else for (const name of boundNames(entry.target)) if (isIdName(name)) ids.add(name);
        // `{ params }` and `{ params: { id } }`
        for (const name of boundNames(entry.target))
          if (entry.key === 'params' && isIdName(name)) ids.add(name);
      }
    else if (depends === undefined) for (const name of names) if (isIdName(name)) ids.add(name);
  }
}

/** Names of functions that say who asked, or for whom: the whole request is handed to them. */
const idOfCaller =
  /^(?:get|require|resolve)_?\w*(?:[uU]ser|[aA]ccount|[tT]enant|[oO]rg|[oO]rgani[sz]ation|[wW]orkspace|[mM]ember|[cC]ustomer)_?(?:[iI]d)?_?(?:[fF]or|[fF]rom)_?(?:[rR]equest|[rR]eq|[cC]ontext|[cC]tx)$/;

/** Learns which variables are the caller and which an id of the request. */
export function learn(reading: Reading, target: Target, value: Expression): void {
  const { helpers, callers, ids, answers, skipped } = reading;
  const chain = dotted(value);
  const callChain = value.kind === 'call' ? (dotted(value.callee) ?? '') : '';
  const isGuardCall =
    value.kind === 'call' && bodyGuardLevel(helpers.aliases.get(callChain) ?? callChain, value) !== undefined;
  const last = callChain.split('.').at(-1) ?? '';
  if (isGuardCall && (returnsNothing.test(last) || mayAnswerNothing(helpers.functions.get(callChain))))
    answers.push({ names: boundNames(target), asked: last });
  const helper = value.kind === 'call' ? helpers.functions.get(callChain) : undefined;
  const isHelped = reading.factsOfHelper(helper)?.guard;
  const fromSession =
    value.kind === 'call' &&
    /(?:^|\.)session\.get$|get_secure_cookie$/.test(callChain) &&
    callerKey.test(textOf(value.args[0]?.value) ?? '');
  const head = chain?.replace(/[.[(].*$/, '') ?? '';
  // `const { user } = await validateRequest()`: who is asked for by name, of something that knows the request.
  const asked =
    value.kind === 'call' &&
    value.args.length <= 1 &&
    !isInputChain(callChain) &&
    target.kind === 'fields' &&
    target.entries.some(({ key }) => /^(?:user|session|currentUser|userId|viewer|auth)$/.test(key ?? '')) &&
    / (?:auth\w*|session|user|validate|request|current|identity|token|me|viewer|context|login|logged) /.test(
      phraseOf(callChain),
    );
  if (asked) note(reading, callChain, 'authenticated', value.node);
  const fromContext =
    value.kind === 'call' &&
    /^(?:c|ctx|context|g)\.get$/.test(callChain) &&
    callerKey.test(textOf(value.args[0]?.value) ?? '');
  // `const workspaceId = getActiveWorkspaceIdForRequest(req)`
  const ofRequest =
    value.kind === 'call' &&
    value.args.length === 1 &&
    idOfCaller.test(last) &&
    /^(?:req|request|ctx|context|c)$/.test(dotted(value.args[0]?.value as Expression) ?? '');
  if (
    isGuardCall ||
    isHelped ||
    fromSession ||
    asked ||
    ofRequest ||
    fromContext ||
    (chain !== undefined && (isCaller(chain) || callers.has(head)))
  ) {
    for (const name of boundNames(target))
      if (!/^(?:error|err|ok|status|response)$/.test(name)) callers.add(name);
    if (!isGuardCall && !isHelped && !fromSession) {
      note(reading, chain ?? '', 'authenticated', value.node);
      skipped.add(value);
    } else if (fromSession) {
      note(
        reading,
        callChain,
        roleWord.test(value.kind === 'call' ? (textOf(value.args[0]?.value) ?? '') : '')
          ? 'authorised'
          : 'authenticated',
        value.node,
      );
      skipped.add(value);
    }
    return;
  }
  if (
    target.kind === 'fields' &&
    chain !== undefined &&
    requestHeads.test(chain) &&
    !outsideKey.test(`.${chain}`)
  ) {
    for (const entry of target.entries) {
      const key = entry.key ?? '';
      if (callerKey.test(key)) {
        for (const name of boundNames(entry.target)) callers.add(name);
        note(reading, `${chain}.${key}`, 'authenticated', value.node);
      }
    }
  }
  if (target.kind === 'fields') {
    const isInput =
      chain !== undefined &&
      (isInputChain(chain) ||
        /^(?:params|input|args|body|query)$/.test(chain) ||
        (chain === 'JSON.parse()' &&
          value.kind === 'call' &&
          /^(?:event|evt|req|request|ctx)\b/.test(value.args[0]?.value.node.text.slice(0, 20) ?? '')));
    if (isInput)
      for (const entry of target.entries)
        for (const name of boundNames(entry.target))
          if (isIdName(name) || isIdName(entry.key ?? '')) ids.add(name);
    return;
  }
  const names = boundNames(target);
  if (names.some(isIdName) && value.kind !== 'literal') {
    if (idIn(reading, value) !== undefined || (chain !== undefined && isInputChain(chain)))
      for (const name of names) ids.add(name);
  } else if (
    value.kind === 'call' &&
    /^(?:int|str|Number|parseInt|String|UUID|ObjectId|parseFloat)$/.test(lastName(value) ?? '') &&
    idIn(reading, value) !== undefined
  )
    for (const name of names) ids.add(name);
}

/** Questions that answer with nothing, and do not throw, where nobody is signed in. */
const returnsNothing =
  /^(?:getServerSession|getSession|auth|getAuth|currentUser|getUser|getCurrentUser|getToken|useSession)$/;

/** Python's `current_user()` of the file that returns `None` for strangers. */
function mayAnswerNothing(helper: FunctionShape | undefined): boolean {
  const text = helper?.node.text.slice(0, 3000) ?? '';
  return /^(?:async )?def /.test(text) && /\breturn None\b/.test(text) && !/\braise\b|\babort\(/.test(text);
}

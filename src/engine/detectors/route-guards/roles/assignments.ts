// Reads where a function takes over a role or an identity that the caller wrote: in parameters and assignments.
import type { Expression, FunctionShape, Target } from '../../../flow/ir.ts';
import type { SyntaxNode } from '../../../syntax/tree.ts';
import {
  cookieIdentity,
  identity,
  identityHeader,
  inputChain,
  isInput,
  isInputPart,
  roleKey,
  roleOf,
  type RoleReading,
} from './request-roles.ts';
import { isDecided } from './decisions.ts';
import { isOfRoute, type FileContext } from '../route.ts';
import { boundNames, dotted, textOf } from '../shapes.ts';

const bodyNames =
  /^(?:body|payload|data|input|json|json_data|form|formData|params|searchParams|args|request_data|req_data|headers|cookies|query|cookieStore)$/;

/** What makes a login out of a name that was sent. */
const proves =
  /passw|check|verif|authenticat|token|otp|code|signature|hash|query|filter|find|select|fetch|lookup|\bin users|get_user|getUser|role|valid/i;

/** Learns which parameters are a role or an identity that the caller wrote. */
export function learnParameters(reading: RoleReading): void {
  const { fn, file, roles } = reading;
  for (const { target, type = '', fallback } of fn.parameters)
    for (const name of boundNames(target)) {
      const from = fallback?.node.text.slice(0, 100) ?? '';
      if (/^(?:Header|Cookie)\(/.test(from) && (roleKey.test(name) || identityHeader.test(name)))
        roles.set(name, name);
      else if (/^(?:Query|Body|Form)\(/.test(from) && roleKey.test(name)) roles.set(name, name);
      else if (
        /Annotated\[.*\b(?:Header|Cookie)\(/.test(type) &&
        (roleKey.test(name) || identityHeader.test(name))
      )
        roles.set(name, name);
    }
  // FastAPI reads a plain parameter from the address's query.
  const isFastApi =
    /40[13]|[fF]orbidden|[dD]enied/.test(fn.node.text) &&
    file.imports.some(({ path }) => /^fastapi\b/.test(path)) &&
    isOfRoute(fn, file);
  if (isFastApi)
    for (const { target, type = '', fallback } of fn.parameters)
      for (const name of boundNames(target))
        if (
          roleKey.test(name) &&
          /^(?:bool|str|Optional\[(?:bool|str)\]|(?:bool|str)\|None)$/.test(type) &&
          (fallback === undefined || fallback.kind === 'literal')
        )
          roles.set(name, name);
  for (const { target } of fn.parameters)
    for (const name of boundNames(target))
      if (identityHeader.test(roles.get(name) ?? '')) claim(reading, target.node, name);
}

/** Learns what a variable holds, and says where an identity or a role is taken over. */
export function learn(reading: RoleReading, target: Target, value: Expression): void {
  const { fn, file, inputs, roles, sent, say } = reading;
  const chain = dotted(value) ?? '';
  if (target.kind === 'bind') {
    const key = roleOf(reading, value);
    const cookie = cookieIdentity(value);
    if (cookie !== undefined) claim(reading, value.node, cookie);
    if (key !== undefined) {
      roles.set(target.name, key);
      if (identityHeader.test(key)) claim(reading, value.node, key);
    } else if (
      bodyNames.test(target.name) &&
      (isInput(reading, value) ||
        /^json\.loads\((?=[^\n]{0,60}(?:\bevent\b|request\.(?:body|data|get_data)\b|await request))/.test(
          value.node.text.slice(0, 120),
        ) ||
        /\b(?:get_json|json|formData|cookies|headers)\(\)$/.test(chain))
    )
      inputs.add(target.name);
    else if (/^(?:cookies|headers)\(\)$/.test(chain)) inputs.add(target.name);
    else if (
      inputChain.test(chain) &&
      /(?:body|query|params|headers|cookies|args|form|json|get_json\(\)|json\(\)|data|GET|POST)$/.test(chain)
    )
      inputs.add(target.name);
  } else if (target.kind === 'fields' && (isInput(reading, value) || chain.endsWith('.json()'))) {
    for (const entry of target.entries)
      if (entry.key !== undefined)
        for (const name of boundNames(entry.target)) {
          if (roleKey.test(entry.key)) roles.set(name, entry.key);
          sent.add(name);
        }
  } else if (
    value.kind === 'object' &&
    target.kind === 'place' &&
    !(isSignIn(target.place) && isInputPart(reading, value)) &&
    target.place.kind === 'member' &&
    /^(?:user|currentUser|auth|principal)$/.test(target.place.property)
  ) {
    const claimed = value.entries.find((entry) => identityHeader.test(roleOf(reading, entry.value) ?? ''));
    if (claimed && !/verif|signature|secret|decode|trust/i.test(fn.node.text.slice(0, 3000)))
      say(value.node, {
        severity: 'low',
        confidence: 'medium',
        message: `The caller is taken for whom \`${claimed.value.node.text.slice(0, 40)}\` names; only a proxy in front that removes the header makes that true.`,
      });
  } else if (target.kind === 'place' && isSignIn(target.place) && isInputPart(reading, value)) {
    if (!proves.test(fn.node.text.slice(0, 3000).replace(value.node.text, '').replace(target.node.text, '')))
      say(value.node, {
        severity: 'medium',
        confidence: 'medium',
        message: `Whoever sends a name is signed in under it: \`${target.place.node.text.slice(0, 40)}\` takes what the caller wrote.`,
      });
  } else if (
    target.kind === 'place' &&
    target.place.kind === 'member' &&
    /^(?:role|roles|isAdmin|is_admin|is_staff|is_superuser|admin)$/.test(target.place.property)
  ) {
    const key = roleOf(reading, value);
    const owner = dotted(target.place.object) ?? '';
    if (key !== undefined && !isDecided(fn, file))
      say(value.node, {
        severity: 'medium',
        confidence: 'medium',
        message: `\`${owner}.${target.place.property}\` takes \`${key}\`, which the caller wrote into the request.`,
      });
  }
}

function claim(reading: RoleReading, node: SyntaxNode, key: string): void {
  const { fn, file, say } = reading;
  if (namesCaller(fn, file) && file.imports.length > 0 && file.path.endsWith('.py'))
    say(node, {
      severity: identityHeader.test(key) ? 'low' : 'medium',
      confidence: 'medium',
      message: !identityHeader.test(key)
        ? `The caller is taken for whom the cookie \`${key}\` names, and anyone can write it.`
        : `The caller is taken for whom \`${key}\` names; only a proxy in front that removes the header makes that true.`,
    });
}

/** True where a handler, or what tells it who calls, takes a name from a header and asks for no proof. */
function namesCaller(fn: FunctionShape, file: FileContext): boolean {
  return (
    !/verif|signature|secret|decode|trust|token|password|compare_digest|gateway/i.test(
      fn.node.text.slice(0, 3000),
    ) &&
    (/current_user|get_user(?:_id)?$|^authenticate/.test(fn.name ?? '') ||
      file.routes.some((route) => route.fn === fn && route.guards.length === 0))
  );
}

/** `session['user']`, `req.session.userId`, `req.user` */
function isSignIn(place: Expression): boolean {
  const owner = place.kind === 'index' || place.kind === 'member' ? dotted(place.object) : undefined;
  if (owner === undefined) return false;
  const key =
    place.kind === 'index' ? textOf(place.key) : place.kind === 'member' ? place.property : undefined;
  return /(?:^|\.)session$/.test(owner) && key !== undefined && identity.test(key);
}

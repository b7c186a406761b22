// Reads from a file of JavaScript what its own middleware puts on a request: that did not come over the network.
import type { SyntaxSource } from '../../syntax/tree.ts';

const written =
  /\b(?:req|request|ctx\.req|ctx\.request)\.([A-Za-z_$][\w$]{0,60})\s{0,4}=(?![=>])\s{0,20}([^;\n]{0,200})/g;

/** What every request has from the caller, whoever writes it again. */
const ofCaller =
  /^(?:body|rawBody|query|querystring|params|param|headers|cookies|signedCookies|url|originalUrl|path|pathname|files?|fields|host|hostname|search|data|payload|input|args|text|message)$/;

/** Something that the program made, or a record of its own that it looked up: `new Scope()`, `getDomain(req)`. */
const ofProgram =
  /^(?:true|false|null|undefined|\d{1,20}$|new [A-Z]|[[{]\s{0,4}[\]}]|(?:await )?(?:\w{1,40}\.){0,4}(?:get|find|load|resolve|lookup|fetch|open|create|make)(?:[A-Z]\w{0,40})?(?:Domain|Tenant|User|Account|Session|Site|Org|Organi[sz]ation|Project|Workspace|Config|Settings|Locale|Logger|Database|Store|Client|Service|Permissions?|Roles?)(?:By[A-Z]\w{0,30}|For[A-Z]\w{0,30})?\()/;

const known = new WeakMap<SyntaxSource, ReadonlySet<string>>();

/** True for a field of a request that the file sets, and only to such values. */
export function isSetOnRequest(source: SyntaxSource, key: string): boolean {
  let names = known.get(source);
  if (!names) known.set(source, (names = setIn(source.text)));
  return names.has(key);
}

function setIn(text: string): Set<string> {
  const names = new Set<string>();
  const open = new Set<string>();
  for (const [, name = '', value = ''] of text.matchAll(written))
    (ofProgram.test(value) && !ofCaller.test(name) ? names : open).add(name);
  for (const name of open) names.delete(name);
  return names;
}

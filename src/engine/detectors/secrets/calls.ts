// Reads what a call gives to the name that it bears.
import type { Found } from './candidate.ts';
import { lastArgument } from './directives.ts';
import { hashedAt, quotedAt } from './quoted.ts';

/** `setPassword("x")`, `password("x")`, `password.equals("x")`, `fetch("SECRET") { "x" }`. */
export function callValue(
  text: string,
  at: number,
  nameStart: number,
  name: string,
  sign: string,
  wasQuoted: boolean,
): Found | undefined {
  const before = text.slice(Math.max(0, nameStart - 12), nameStart);
  const returned = sign === '(' ? returnedValue(text, at) : undefined;
  if (returned) return returned;
  if (/(?:\bdef|\bfunction|\bfunc|\bfn|\bclass|\bthrow|\bimport)\s+$/.test(before)) return undefined;
  const isAuth = name === 'auth' && before.endsWith('.');
  const isMade = isAuth || /\bnew\s+$/.test(before) || /credentials?$/i.test(name);
  if (isMade && !/(?:credentials?|token|secret|apikey|auth)$/i.test(name)) return undefined;
  if (
    sign === '(' &&
    !/^(?:set|with|use|put|add)|^(?:password|passwd|secret|token|apikey|api_key|clientsecret|client_secret|accesskey|secretkey|secret_key|access_token|accesstoken|authtoken|auth_token|bearer(?:auth|_auth|token)?|signingkey|signing_key)$/i.test(
      name.replaceAll('-', ''),
    ) &&
    !/(?:secret|password|key|credentials?|^auth)$/i.test(name)
  )
    return undefined;
  const last = sign === '(' ? lastArgument(text, name, at) : undefined;
  if (last) return { ...last, form: 'call', isQuoted: true };
  const space = /^\s{0,40}/.exec(text.slice(at, at + 40))?.[0].length ?? 0;
  const hashed =
    sign === '(' && /(?:pass(?:word|wd)?|^secret)$/i.test(name) ? hashedAt(text, at + space) : undefined;
  if (hashed) return { ...hashed, form: 'call', isQuoted: true };
  const quoted = quotedAt(text, at + space);
  if (!quoted || quoted.open) return undefined;
  if (asksByName.test(name) && /[-_./: ]/.test(quoted.value)) return undefined;
  if (!/^\s{0,20}[),}.]/.test(text.slice(quoted.after, quoted.after + 24))) return undefined;
  return {
    ...quoted,
    form: sign === '{' ? 'fallback' : 'call',
    isQuoted: true,
    // RSpec's `let(:password) { "x" }`
    needsOpaque:
      (isMade && !/^\.Sha(?:256|512)\(\)/.test(text.slice(quoted.after, quoted.after + 10))) ||
      (sign === '{' && !wasQuoted && !/\blet!?\(:$|(?:^|\n)[ \t]{1,12}$/.test(before)),
  };
}

/** `vault.getSecret("orders-db-2")`: what is asked for goes by a name. */
const asksByName =
  /^(?:get|read|fetch|load|find|retrieve|lookup|look_up|resolve|has|delete|remove|describe|require|mount|watch)(?=[A-Z_])/;

/** `def api_token(): return "x"`: a function that answers with nothing else. */
function returnedValue(text: string, at: number): Found | undefined {
  const head =
    /^[^()"'`\n]{0,60}\)[^()"'`\n{}:;=]{0,40}(?::[ \t]{0,4}[\w.]{1,30}[ \t]{0,4}(?=\{)|->[ \t]{0,4}[&'\w. ]{1,30})?[{:]\s{0,40}return\s{1,4}(?=["'`])/.exec(
      text.slice(at, at + 260),
    );
  const quoted = head && quotedAt(text, at + head[0].length);
  return quoted ? { ...quoted, form: 'assign', isQuoted: true, needsOpaque: true } : undefined;
}

// Finds literals given to names that promise a credential, in the syntax of any language or configuration file.
import type { Beside, Candidate, Found } from './candidate.ts';
import { heldValues } from './containers.ts';
import { insertedValues } from './inserted.ts';
import { lineBefore, type Literal } from './literal.ts';
import { isUnownedKey, kindOfName } from './names.ts';
import type { Place } from './place.ts';
import { writesAnalytics } from './reporting-keys.ts';
import { valueAfter } from './value-after.ts';

const maxName = 80;

/** `encryption:` on the line before, in YAML, with a bare `key:` under it. */
const keyGroup =
  /(?:^|\n)[ \t]{0,20}(encryption|crypto|signing|hmac|cipher|jwt):[ \t]{0,4}\r?\n[ \t]{1,24}$/i;

/** Looks at the name around a keyword hit and yields the values that it is given; `done` is the end of the last name seen. */
export function candidatesAt(
  text: string,
  hit: number,
  place: Place,
  done: number,
): { end: number; found: Candidate[] } {
  let start = hit;
  while (start > 0 && hit - start <= maxName && isNameChar(text.charCodeAt(start - 1))) start--;
  let end = hit;
  while (end < text.length && end - hit <= maxName && isNameChar(text.charCodeAt(end))) end++;
  if (end <= done || end - start > maxName) return { end: Math.max(end, done), found: [] };
  if (start < done) start = done;
  while (start < end && /[-$@:]/.test(text[start] as string)) start++;
  let name = text.slice(start, end);
  if (/^identified$/i.test(name)) {
    const by = /^\s{1,20}(?:with\s{1,8}['"`]?\w{1,40}['"`]?\s{1,8})?by(?=\s)/i.exec(
      text.slice(end, end + 90),
    );
    // Other things are identified by something too.
    const isStatement =
      place.language === 'sql' ||
      /\b(?:user|role|grant|alter|create|connect|login)\b/i.test(text.slice(Math.max(0, start - 240), start));
    if (by && isStatement) {
      end += by[0].length;
      start = end;
      name = 'password';
    }
  }
  const next = text.charCodeAt(end);
  // Cheap refusals before the name is split into words.
  const reader = next === 46 ? (readers.exec(text.slice(end, end + 80))?.[0].length ?? 0) : 0;
  if (
    next === 46 &&
    reader === 0 &&
    !/^\.(?:equals|Equals|eql|compare|casecmp)/.test(text.slice(end, end + 12))
  )
    return { end, found: [] };
  // `api.key`: the part before the point completes the name.
  const owner =
    text[start - 1] === '.'
      ? /[A-Za-z0-9_-]{1,40}(?=\.$)/.exec(text.slice(Math.max(0, start - 41), start))?.[0]
      : undefined;
  if (
    owner !== undefined &&
    /^key$/i.test(name) &&
    kindOfName(`${owner}_${name}`) === 'key' &&
    !isUnownedKey(`${owner}_${name}`)
  )
    name = `${owner}_${name}`;
  // `arn:aws:secretsmanager:…:secret:name` is an address.
  if (next === 58 && /\barn:aws[\w:/-]{0,80}:$/.test(text.slice(Math.max(0, start - 100), start)))
    return { end, found: [] };
  // `checksum/secret:` restarts pods when the secret changes.
  if (text.slice(Math.max(0, start - 9), start) === 'checksum/') return { end, found: [] };
  if (/^key$/i.test(name)) {
    const group =
      keyGroup.exec(text.slice(Math.max(0, start - 200), start)) ??
      keyEntry.exec(text.slice(Math.max(0, start - 60), start));
    if (group) name = `${group[1] ?? ''}_${name}`;
  }
  const owned = text[start - 1] === ' ' ? spacedOwner.exec(text.slice(Math.max(0, start - 16), start)) : null;
  // The `Root Key:` of a chain of trust is the id of one.
  if (owned && /^root key$/i.test(`${owned[1] ?? ''} ${name}`)) return { end, found: [] };
  if (owned && /^(?:key|token|secret|password)s?$/i.test(name)) name = `${owned[1] ?? ''}_${name}`;
  if (/(?:^|_|[a-z])write_?key$/i.test(name) && writesAnalytics(text, start)) name = 'analytics_write_key';
  const held = heldValues(text, start, end, place);
  if (held.length > 0)
    return { end, found: held.map((value) => ({ ...value, name, kind: 'key' as const, isUsage: false })) };
  // `echo "PASS: tool@1.2 is there"`: how a check ended.
  if (
    name === 'PASS' &&
    next !== 61 &&
    /^(?:code|shell)$/.test(place.syntax) &&
    !/["'`]/.test(text[end] ?? '')
  )
    return { end, found: [] };
  const kind = kindOfName((reader > 0 ? name.replace(widget, '') : name).replace(/-+$/, ''));
  if (kind === undefined) return { end, found: [] };
  // `errors.password=…` is what a form says of it.
  if (kind === 'password' && owner !== undefined && messageOwner.test(owner)) return { end, found: [] };
  // The nonce of a script element is made for each answer; the key of an element names it among its siblings.
  if (
    (kind === 'salt' || name === 'key') &&
    /<\w[^<>]{0,280}$/.test(text.slice(Math.max(0, start - 300), start))
  )
    return { end, found: [] };
  // What the page of a site is given to report with is in the hands of each visitor.
  if (
    /^(?:api_?key|client_?token|token)$/i.test(name) &&
    reportsFromPage.test(text.slice(Math.max(0, start - 240), start))
  )
    return { end, found: [] };
  // The key beside the name of an index only searches it, and each visitor of the documentation holds it.
  if (/^api_?key$/i.test(name) && indexBeside(text, start)) return { end, found: [] };
  const found: Candidate[] = [];
  const value = valueAfter(text, start, end + reader, name, place);
  if (value && (reader === 0 || value.form === 'compare' || isFilledIn(name, value)))
    found.push({
      ...value,
      beside: () => besideOf(text, start, value),
      owner,
      name,
      kind,
      isUsage: isUsage(text, start),
    });
  else {
    const before = valueBefore(text, start);
    if (before) found.push({ ...before, name, kind });
    else for (const row of insertedValues(text, start, end)) found.push({ ...row, name, kind });
  }
  return { end, found };
}

/** `Bugsnag.start({`, `docsearch({`: libraries that run in a browser or an app. */
const reportsFromPage =
  /\b(?:bugsnag|docsearch|mixpanel|amplitude|posthog|raygun|rg4js|logrocket|smartlook|datadog(?:Rum|Logs)|statsig|heap|flagsmith|instabug)(?:\.(?:start|init|initialize|load|setup))?\(\s{0,8}\{[^{}]{0,200}$/i;

/** `{ appId: 'x', apiKey: 'y', indexName: 'z' }`, as a documentation's search is given it. */
function indexBeside(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 160), at);
  const after = text.slice(at, at + 200).split(/[{}]/, 1)[0] as string;
  const object = `${before.slice(before.lastIndexOf('{') + 1)}${after}`;
  return /\bappId["']?\s?:/.test(object) && /\bindexName["']?\s?:/.test(object);
}

/** `.Text`, `.value.trim()`: the content of a field before it is compared. */
const readers =
  /^(?:\.(?:[tT]ext|[vV]alue|val|get|[gG]etText|[gG]etValue|[tT]oString|trim|strip|Trim|currentText|stringValue|lower|upper|toLowerCase)(?:\(\))?){1,4}(?=\s{0,4}[=!]?==?(?!>)|\.(?:equals|Equals|equalsIgnoreCase)\()/;

/** `txtPassword.Text = "x"`, where the value is none that a form would show. */
function isFilledIn(name: string, { value, form, isQuoted }: Found): boolean {
  return (
    form === 'assign' &&
    isQuoted &&
    /^\S{6,64}$/.test(value) &&
    /\d/.test(value) &&
    !/^(?:lbl|label|btn|button)|(?:label|button|title|hint)$/i.test(name)
  );
}

/** What a form's field is called behind what it holds. */
const widget = /(?:_?(?:text|edit|line))?_?(?:field|box|input|entry|edit|view|area)\d?$/i;

/** `'crypt' => ['key'`, `"jwt": {"key"`. */
const keyEntry =
  /["'](encryption|crypto?|crypt|signing|hmac|cipher|jwt)["']\s{0,4}(?:=>|:)\s{0,4}[[{]\s{0,30}["']$/i;

const loginBeside =
  /(?<![A-Za-z])(?:user_?(?:name|id)?|host(?:name)?|login|database|db(?:_?name)?|dialect|uid|adapter|dbname|datasource|driver(?:ClassName)?|jdbc)["']?\]?\s{0,4}(?::=|=>|[:=])|<(?:[\w-]{0,20}[-.])?user(?:name)?>|["']user(?:name)?["']\s{1,4}value=|\be?mail["']?\s{0,2}(?::=|=>|[:=])\s{0,2}["'][^"'\n]{1,60}@|=>?\s{0,2}["'](?:root|admin|sa|postgres)["']/i;
/** An administrator's account is made with its password where the program is set up. */
const sampleAddress =
  /["'](?!(?:admin\w*|root|super\w*|owner|system|sysadmin|demo)@)[\w.+-]{1,40}@(?:example\.(?:com|org|net)|[\w.]{1,30}\.(?:test|example|invalid))["']/i;
/** `# RFC 7539, section 2.4.2` */
const standard = /\bRFC[ -]?\d{4}\b|\bFIPS[ -]?\d{2,3}\b|\bNIST SP\b|\btest vectors?\b/i;
const vectorField =
  /(?<![A-Za-z])(?:nonce|iv|cipher_?text|plain_?text|ct|pt|msg|message|aad|tag|mac|digest|signature|sig|public(?:_?key)?|shared|output|expected)["']?\s{0,4}[:=]\s{0,4}["'](?:0x)?[\da-f]{8}/i;
const messageList =
  /(?:lang|labels?|messages?|translations?|i18n|strings|texts|errors?|titles?|hints?|placeholders?)\s{0,2}\[\s{0,2}["']?$/i;

function besideOf(text: string, nameStart: number, { start, after }: Literal): Beside {
  const before = text.slice(Math.max(0, nameStart - 160), nameStart);
  // Most are asked for one of these, and on a line of a megabyte there are many.
  return {
    get isLogin() {
      return loginBeside.test(before) || loginBeside.test(text.slice(after, after + 160));
    },
    get isBytes() {
      return (
        /(?:\bb["']|\[\]byte\(["`]|Buffer\.from\(["'`]|GetBytes\(@?["'])$/.test(
          text.slice(Math.max(0, start - 14), start),
        ) || /^\)?\.(?:getBytes|encode|toByteArray|as_bytes)\b/.test(text.slice(after, after + 16))
      );
    },
    get isSample() {
      return sampleAddress.test(before.slice(-120)) || sampleAddress.test(text.slice(after, after + 80));
    },
    get isMessage() {
      return messageList.test(before);
    },
    get isPublished() {
      return standard.test(
        `${lineBefore(text, start, 160)}${text.slice(after, after + 80).split('\n', 1)[0]}`,
      );
    },
    get isVector() {
      return (
        vectorField.test(before.slice(before.lastIndexOf('{') + 1)) ||
        vectorField.test(text.slice(after, after + 200).split('}', 1)[0] as string)
      );
    },
  };
}

/** `API key: x`: the word before the space completes the name. */
const spacedOwner =
  /(?<![A-Za-z])(api|access|secret|private|auth|client|license|licence|encryption|master|service|subscription|storage|shared|bot|deploy|root|admin)[ ]$/i;

const messageOwner =
  /^(?:errors?|messages?|msgs?|labels?|hints?|placeholders?|titles?|tooltips?|texts?|prompts?|validations?|i18n|translations?)$/i;

/** An option such as `--password` below or after "Usage:" or "Example:". */
function isUsage(text: string, nameStart: number): boolean {
  const before = text.slice(Math.max(0, nameStart - 300), nameStart);
  if (!/(?:^|[\s"'`[(])--(?:[\w-]{0,40}-)?$/.test(before)) return false;
  const lines = before.split('\n').slice(-4).join('\n');
  return /\b(?:usage|examples?|synopsis|epilog(?:ue)?|help(?:[_ ]?text)?)["'`]?\s{0,4}[:=(]|\be\.g\./i.test(
    lines,
  );
}

function isNameChar(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 45 ||
    code === 36
  );
}

/** `"x" == password`, `"x".equals(password)`. */
function valueBefore(text: string, nameStart: number): Found | undefined {
  const isKeyed = /:\s?["']$/.test(text.slice(Math.max(0, nameStart - 3), nameStart));
  const from = Math.max(0, nameStart - (isKeyed ? 600 : 160));
  const before = text.slice(from, nameStart);
  const match =
    (isKeyed
      ? /(?<!\{[^{}\n]{0,60})(["'])([^"'\\\n]{3,400})\1,\s{0,4}(?:forKey|forHTTPHeaderField|withKey|key)\s?:\s?["']$/.exec(
          before,
        )
      : null) ??
    /assert\w{0,10}\(\s{0,8}(["'])([^"'\\\n]{3,80})\1,\s{0,8}(?:[\w.]{1,40}\.)?$/.exec(before) ??
    /(["'])([^"'\\\n]{3,80})\1(?:\s{0,4}(?:===?|!==?)\s{0,4}(?:"?\$\{?)?|\.equals(?:IgnoreCase)?\()(?:[\w.]{1,40}\.)?$/.exec(
      before,
    );
  if (!match) return undefined;
  const start = from + match.index + 1;
  const value = match[2] as string;
  // `assertEquals("secret", user.getPassword())`: what a test gave it.
  if (match[0].startsWith('assert') && /^[a-z]{3,16}\d{0,3}$/i.test(value)) return undefined;
  return {
    value,
    start,
    end: start + value.length,
    after: start + value.length + 1,
    form: 'compare',
    isQuoted: true,
  };
}

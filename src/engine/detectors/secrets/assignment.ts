// Finds literals given to names that promise a credential, in the syntax of any language or configuration file.
import { directiveValue, lastArgument, typedValue } from './directives.ts';
import { insertedValues } from './inserted.ts';
import { joinFollowing, lineBefore, readBare, readCharacters, readLiteral, type Literal } from './literal.ts';
import { kindOfName, type NameKind } from './names.ts';
import { nextLineValue, pairedValue, tagValue } from './paired.ts';
import type { Place } from './place.ts';

/** How the value reaches the name. */
export type Form =
  'assign' | 'property' | 'compare' | 'fallback' | 'call' | 'pair' | 'bare' | 'tag' | 'statement';

/** A literal beside a credential's name. */
export interface Candidate extends Literal {
  name: string;
  kind: NameKind;
  form: Form;
  isQuoted: boolean;
  /** True for an option in a text that shows how a command is used. */
  isUsage?: boolean;
  /** True where a literal counts only if it is random: more is added to it, or any text may stand there. */
  needsOpaque?: boolean;
  /** What the name belongs to: `jwt` of `jwt.secret`. */
  owner?: string | undefined;
  /** What stands beside; asked only of what anyone could guess. */
  beside?: () => Beside;
}

/** What the text around a name says about its value. */
export interface Beside {
  /** True where a user, a host or a database stands beside it. */
  isLogin: boolean;
  /** True for bytes: what a cipher takes. */
  isBytes: boolean;
  /** True in a list of labels or messages. */
  isMessage: boolean;
}

const maxName = 80;

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
    if (by) {
      end += by[0].length;
      start = end;
      name = 'password';
    }
  }
  const next = text.charCodeAt(end);
  // Cheap refusals before the name is split into words.
  if (next === 46 && !/^\.(?:equals|Equals|eql|compare|casecmp)/.test(text.slice(end, end + 12)))
    return { end, found: [] };
  // `api.key`: the part before the point completes the name.
  const owner =
    text[start - 1] === '.'
      ? /[A-Za-z0-9_-]{1,40}(?=\.$)/.exec(text.slice(Math.max(0, start - 41), start))?.[0]
      : undefined;
  if (owner !== undefined && kindOfName(`${owner}_${name}`) === 'key' && /^key$/i.test(name))
    name = `${owner}_${name}`;
  const owned = text[start - 1] === ' ' ? spacedOwner.exec(text.slice(Math.max(0, start - 16), start)) : null;
  if (owned && /^(?:key|token|secret|password)s?$/i.test(name)) name = `${owned[1] ?? ''}_${name}`;
  const kind = kindOfName(name.replace(/-+$/, ''));
  if (kind === undefined) return { end, found: [] };
  // `errors.password=…` is what a form says of it.
  if (kind === 'password' && owner !== undefined && messageOwner.test(owner)) return { end, found: [] };
  // The nonce of a script element is made for each answer.
  if (kind === 'salt' && /<\w[^<>]{0,80}$/.test(text.slice(Math.max(0, start - 100), start)))
    return { end, found: [] };
  const found: Candidate[] = [];
  const value = valueAfter(text, start, end, name, place);
  if (value)
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

const loginBeside =
  /(?<![A-Za-z])(?:user_?(?:name|id)?|host(?:name)?|login|database|db(?:_?name)?|dialect|uid|adapter|dbname|datasource|driver(?:ClassName)?|jdbc)["']?\]?\s{0,4}(?::=|=>|[:=])|<(?:[\w-]{0,20}[-.])?user(?:name)?>|["']user(?:name)?["']\s{1,4}value=|\be?mail["']?\s{0,2}(?::=|=>|[:=])\s{0,2}["'][^"'\n]{1,60}@|=>?\s{0,2}["'](?:root|admin|sa|postgres)["']/i;
const messageList =
  /(?:lang|labels?|messages?|translations?|i18n|strings|texts|errors?|titles?|hints?|placeholders?)\s{0,2}\[\s{0,2}["']?$/i;

function besideOf(text: string, nameStart: number, { start, after }: Literal): Beside {
  const before = text.slice(Math.max(0, nameStart - 160), nameStart);
  return {
    isLogin: loginBeside.test(before) || loginBeside.test(text.slice(after, after + 160)),
    isBytes:
      /(?:\bb["']|\[\]byte\(["`]|Buffer\.from\(["'`]|GetBytes\(@?["'])$/.test(
        text.slice(Math.max(0, start - 14), start),
      ) || /^\)?\.(?:getBytes|encode|toByteArray|as_bytes)\b/.test(text.slice(after, after + 16)),
    isMessage: messageList.test(before),
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

/** A literal and how it reaches its name. */
export type Found = Literal & { form: Form; isQuoted: boolean; needsOpaque?: boolean };

const closers = /^(?:\\?["'`]|%|\})?(?:\]|\[\d{0,4}\])?\)?\??!?/;
const typeOf =
  /^[ \t]{0,20}(?::[ \t]{0,8}(?:&(?:'static[ \t])?)?(?:\[[\w; ]{1,24}\]|[A-Za-z_][\w.]{0,40}(?:<[\w.<>, |]{0,60}>|\[[\w.[\], |]{1,60}\])?(?:\[\])?(?:[ \t]?\|[ \t]?[A-Za-z_][\w.]{0,20}){0,3}\??)|[ \t](?:string|String|str|char|text|As[ \t]String)|[ \t]?\{[ \t]?(?:(?:private|protected|internal)[ \t])?(?:get|set|init);[^{}\n]{0,40}\})[ \t]{0,20}(?=(?::?=)[^=>])/;
const operator =
  /^[ \t]{0,60}(===?|!==?|=>|->|:=|\?\?=|\|\|=|\|\||\?\?|\?:|=|::|:-|:|<-|,|\(|\{|>|or\b|-Value\b|is\b|was\b)/;
const wrapper =
  /^(?:new[ \t])?(?:(?:[\w.]{0,40}\.)?(?:String|SecretStr|SecretString|Secret|SecureString|GuardedString|Some|Buffer\.from|Uint8Array\.from|bytes|bytearray|b64decode|DecodeString|FromBase64String|atob|GetBytes|SecretBytes|PlainText|plaintext|[bB]ase64\.(?:decode|StdEncoding\.DecodeString)|String\.from|String::from|SecretString::from|Secret::new|SecretString::new|Redacted\.make)|\[\]byte|\[\]rune)\(\s{0,8}/;
/** `<string>"x"`, `(string) "x"`: a cast before the literal. */
const cast =
  /^(?:<[A-Za-z][\w.]{0,30}>|\((?:string|String|char \*|const char ?\*|any)\))[ \t]{0,4}(?=["'`@])/;
const stringPrefix = /^(?:[bBrRuU]{1,2}|@|L|u8|N|E|%[qQ]?|\$)(?=["'])/;

function valueAfter(
  text: string,
  nameStart: number,
  nameEnd: number,
  name: string,
  place: Place,
): Found | undefined {
  let at = nameEnd;
  const rest = text.slice(at, at + 160);
  const close = closers.exec(rest)?.[0] ?? '';
  const wasQuoted = /["'`]/.test(close);
  at += close.length;
  if (wasQuoted) {
    const paired = pairedValue(text, at, nameStart) ?? typedValue(text, nameEnd + 1);
    if (paired) return paired;
  }
  const markup = tagValue(text, nameStart, nameEnd, at);
  if (markup) return markup;
  const yaml = wasQuoted ? undefined : nextLineValue(text, nameStart, nameEnd);
  if (yaml) return yaml;
  const type = typeOf.exec(text.slice(at, at + 140))?.[0] ?? '';
  at += type.length;
  const op = operator.exec(text.slice(at, at + 80));
  if (!op) return statementValue(text, nameStart, nameEnd, wasQuoted, place);
  const sign = op[1] as string;
  at += op[0].length;
  if (sign === ',' && close.includes(')')) return undefined;
  if (sign === ',' && !wasQuoted) return comparedValue(text, at, nameStart);
  if (sign === '(' || sign === '{') return callValue(text, at, nameStart, name, sign, wasQuoted);
  if (sign === '->' && !wasQuoted) return undefined;
  if (sign === '>') return undefined;
  const option =
    sign === ',' && /["'`]--?$/.test(text.slice(Math.max(0, nameStart - 3), nameStart))
      ? /^[^()\n]{0,160}?\bdefault\s{0,2}=\s{0,2}/.exec(text.slice(at, at + 180))
      : null;
  if (option) at += option[0].length;
  const form: Form = /^[=!]==?$/.test(sign)
    ? 'compare'
    : /^(?:\|\||\?\?|\?:|or|:-)$/.test(sign)
      ? 'fallback'
      : sign === ','
        ? option
          ? 'fallback'
          : pairForm(text, nameStart)
        : sign === ':' || sign === '=>' || sign === '->' || sign === '::'
          ? 'property'
          : 'assign';
  if (place.isManual) at += /^\*\*[ \t]{1,4}(?=`)/.exec(text.slice(at, at + 8))?.[0].length ?? 0;
  const space = /^[ \t]{0,60}(?:\\?\n[ \t]{0,120})?/.exec(text.slice(at, at + 200))?.[0] ?? '';
  const sameLine = /^[ \t]*/.exec(space)?.[0].length ?? 0;
  const quoted = quotedAt(text, at + space.length);
  const second = quoted && form === 'assign' ? secondOfPair(text, nameStart, quoted) : undefined;
  if (second) return { ...second, form, isQuoted: true };
  if (quoted) return { ...quoted, form, isQuoted: true, needsOpaque: quoted.open };
  if (form === 'compare' || form === 'pair' || sign === 'or' || sign === '||' || sign === '??')
    return undefined;
  return bareValue(text, at + sameLine, sameLine, sign, place, nameStart, wasQuoted);
}

/** `strcmp(password, "x")`: a call that compares. */
function comparedValue(text: string, at: number, nameStart: number): Found | undefined {
  if (
    !/(?:str(?:n|case|ncase|i)?cmp|memcmp|compare_digest|hash_equals|ConstantTimeCompare|secure_compare|timingSafeEqual|Objects\.equals|StringUtils\.equals|[sS]tring\.Equals)\((?:[\w.>-]{0,40}[.>]|\[\]byte\()?$/.test(
      lineBefore(text, nameStart, 90),
    )
  )
    return undefined;
  const quoted = quotedAt(text, at + (/^\s{0,20}/.exec(text.slice(at, at + 20))?.[0].length ?? 0));
  return quoted && !quoted.open ? { ...quoted, form: 'compare', isQuoted: true } : undefined;
}

/** `user, password = "ann", "x"`: the second name is given the second literal. */
function secondOfPair(text: string, nameStart: number, first: Literal): Literal | undefined {
  if (
    !/(?:^|[\n({;])[ \t]*(?:let |var |my )?\(?[$\w.]{1,40},[ \t]{0,4}$/.test(lineBefore(text, nameStart, 90))
  )
    return undefined;
  const glue = /^\s{0,4},\s{0,4}(?=["'])/.exec(text.slice(first.after, first.after + 12));
  return glue ? readLiteral(text, first.after + glue[0].length) : undefined;
}

/** Calls that give a name its value; other calls, and lists, hold pairs of anything. */
const setters =
  /(?<![A-Za-z])(?:put|set|fill|fill_in|type|setProperty|setdefault|setItem|define|putenv|set_?env|setAttribute|putString|property|setParameter|addProperty|addDataSourceProperty|SetDefault|putIfAbsent|setConfig|resValue)\(\s{0,20}(?:["'][^"'()\n]{0,40}["'],\s{0,8})?["'`]$/i;
const getters =
  /(?<![A-Za-z])(?:env|getenv|get|getProperty|getOrDefault|fetch|config|getString|lookup|GetEnv|getEnvOrDefault|get_?env_?or_?default|pop)\(\s{0,20}["'`]$/i;

function pairForm(text: string, nameStart: number): Form {
  const before = /[(][^()]{0,60}$/.exec(text.slice(Math.max(0, nameStart - 90), nameStart));
  const call = text.slice(Math.max(0, nameStart - 90), nameStart).replace(/[\w.#[\]=-]{0,40}$/, '');
  if (/\b(?:Map\.of|mapOf)\((?:[^()\n]{0,60},)?\s{0,12}["']$/.test(call)) return 'property';
  return before && setters.test(call) ? 'assign' : before && getters.test(call) ? 'fallback' : 'pair';
}

/** A literal, joined with those that follow, behind conversions such as `Buffer.from(` and prefixes such as `b`. */
function quotedAt(text: string, at: number): (Literal & { open: boolean }) | undefined {
  let start = at;
  for (let i = 0; i < 3; i++) {
    const wrapped = wrapper.exec(text.slice(start, start + 80));
    if (!wrapped) break;
    start += wrapped[0].length;
  }
  const openParen = /^\(\s{0,80}(?=["'`])/.exec(text.slice(start, start + 84));
  if (openParen) start += openParen[0].length;
  start += cast.exec(text.slice(start, start + 44))?.[0].length ?? 0;
  start += stringPrefix.exec(text.slice(start, start + 4))?.[0].length ?? 0;
  const literal = readLiteral(text, start) ?? readCharacters(text, start);
  if (!literal) return undefined;
  const joined = joinFollowing(text, literal);
  // `"%s" % x` and `"…".format(x)` build the value elsewhere.
  if (/^\s{0,8}(?:%\s|\.format\(|\.replace\()/.test(text.slice(joined.after, joined.after + 18)))
    return { ...joined, open: true };
  return joined;
}

/** `setPassword("x")`, `password("x")`, `password.equals("x")`, `fetch("SECRET") { "x" }`. */
function callValue(
  text: string,
  at: number,
  nameStart: number,
  name: string,
  sign: string,
  wasQuoted: boolean,
): Found | undefined {
  const before = text.slice(Math.max(0, nameStart - 12), nameStart);
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
  const quoted = quotedAt(text, at + space);
  if (!quoted || quoted.open) return undefined;
  if (!/^\s{0,20}[),}.]/.test(text.slice(quoted.after, quoted.after + 24))) return undefined;
  return {
    ...quoted,
    form: sign === '{' ? 'fallback' : 'call',
    isQuoted: true,
    needsOpaque: isMade || (sign === '{' && !wasQuoted),
  };
}

/** `--password x`, `ENV PASSWORD x`, `PASSWORD 'x'` in SQL, `storePassword "x"` in build files. */
function statementValue(
  text: string,
  nameStart: number,
  nameEnd: number,
  wasQuoted: boolean,
  place: Place,
): Found | undefined {
  if (wasQuoted) return argumentValue(text, nameStart, nameEnd);
  const equals = /^\.(?:equals|Equals|equalsIgnoreCase|eql\?|compare(?:To)?|casecmp\??)\(\s{0,8}/.exec(
    text.slice(nameEnd, nameEnd + 40),
  );
  if (equals) {
    const literal = readLiteral(text, nameEnd + equals[0].length);
    return literal && { ...literal, form: 'compare', isQuoted: true };
  }
  const shown = /\.(?:md|mdx|markdown|rst|adoc|txt)$/i.test(place.path)
    ? /^[ \t]{0,4}\*{0,2}[ \t]{0,20}(?:\|[ \t]{0,30})?\*{0,2}(?=`[^`\s]{4,200}`)/.exec(
        text.slice(nameEnd, nameEnd + 80),
      )
    : null;
  if (shown) {
    const literal = readLiteral(text, nameEnd + shown[0].length);
    return literal && { ...literal, form: 'statement', isQuoted: true };
  }
  const directive = nameStart === nameEnd ? undefined : directiveValue(text, nameStart, nameEnd, place);
  if (directive) return directive;
  const space =
    /^[ \t]{1,40}(?:for\s{1,4}'[^'\n]{1,60}'(?:@'[^'\n]{1,60}')?\s{0,4}=\s{0,4}(?:PASSWORD\()?)?/i.exec(
      text.slice(nameEnd, nameEnd + 200),
    )?.[0].length;
  if (space === undefined) return undefined;
  const at = nameEnd + space;
  const literal = readLiteral(text, at + (stringPrefix.exec(text.slice(at, at + 3))?.[0].length ?? 0));
  const before = text.slice(Math.max(0, nameStart - 30), nameStart);
  const isOption = /(?:^|[\s"'`[(])--?$/.test(before);
  if (literal && text[literal.start - 1] !== '`') {
    const isStatement =
      /(?:^|\n)[ \t]{0,28}$|#[ \t]{0,4}define[ \t]{1,8}$|\b(?:with|by|set|encrypted|identified|key)\s{0,8}$/i.test(
        before,
      ) || place.language === 'sql';
    return isOption || isStatement ? { ...literal, form: 'statement', isQuoted: true } : undefined;
  }
  const isEnv = /(?:^|\n)[ \t]{0,20}(?:ENV|ARG)[ \t]{1,8}$/.test(before) && place.language === 'dockerfile';
  const isNetrc =
    /netrc$|\.(?:conf|cnf|cfg|ya?ml|txt)$/.test(place.path) && /(?:^|\n|\S)[ \t]{1,20}$/.test(before);
  // An empty name stands for IDENTIFIED BY.
  const isIdentified =
    nameStart === nameEnd && (place.language === 'sql' || isInsideString(lineBefore(text, nameStart, 300)));
  if (
    !isIdentified &&
    !isOption &&
    !isEnv &&
    !(isNetrc && place.syntax !== 'text' && /netrc/.test(place.path))
  )
    return undefined;
  const bare = readBare(text, at, ';|&<>)(,');
  if (isIdentified && !/^\w/.test(bare?.value ?? '')) return undefined;
  return bare && !bare.value.startsWith('-') ? { ...bare, form: 'statement', isQuoted: false } : undefined;
}

/** `"--password", "x"` in a list of arguments. */
function argumentValue(text: string, nameStart: number, nameEnd: number): Found | undefined {
  if (!text.slice(Math.max(0, nameStart - 3), nameStart).endsWith('--')) return undefined;
  const glue = /^["'],\s{0,20}/.exec(text.slice(nameEnd, nameEnd + 24));
  const literal = glue && readLiteral(text, nameEnd + glue[0].length);
  return literal ? { ...literal, form: 'pair', isQuoted: true } : undefined;
}

/** `"x" == password`, `"x".equals(password)`. */
function valueBefore(text: string, nameStart: number): Found | undefined {
  const isKeyed = /:\s?["']$/.test(text.slice(Math.max(0, nameStart - 3), nameStart));
  const from = Math.max(0, nameStart - (isKeyed ? 600 : 160));
  const before = text.slice(from, nameStart);
  const match =
    (isKeyed
      ? /(["'])([^"'\\\n]{3,400})\1,\s{0,4}(?:forKey|forHTTPHeaderField|withKey|key)\s?:\s?["']$/.exec(before)
      : null) ??
    /(["'])([^"'\\\n]{3,80})\1(?:\s{0,4}(?:===?|!==?)\s{0,4}|\.equals(?:IgnoreCase)?\()(?:[\w.]{1,40}\.)?$/.exec(
      before,
    );
  if (!match) return undefined;
  const start = from + match.index + 1;
  const value = match[2] as string;
  return {
    value,
    start,
    end: start + value.length,
    after: start + value.length + 1,
    form: 'compare',
    isQuoted: true,
  };
}

/** An unquoted value, where the file's syntax or an enclosing string allows one. */
function bareValue(
  text: string,
  at: number,
  space: number,
  sign: string,
  place: Place,
  nameStart: number,
  wasQuoted: boolean,
): Found | undefined {
  const before = lineBefore(text, nameStart, 400);
  const form: Form = 'bare';
  if (/\$\{[\w.-]{0,60}$/.test(before)) {
    const literal = readBare(text, at, '}$');
    return literal && text[literal.end] === '}' && !/^[?+]/.test(literal.value)
      ? { ...literal, form: 'fallback', isQuoted: false }
      : undefined;
  }
  const isTold = sign === 'is' || sign === 'was';
  if (sign !== '=' && sign !== ':' && sign !== ':=' && !isTold) return undefined;
  const inString = !wasQuoted && isInsideString(before);
  const isComment = /(?:\/\/|#|\/\*|^\s*\*|--|<!--)/.test(before);
  if (isTold && !isComment && place.syntax !== 'text') return undefined;
  if (inString || place.syntax === 'json') {
    if (place.syntax === 'json' && !inString) return undefined;
    if (sign === '=' && space === 0) {
      const literal = readBare(text, at, ';&,<>)}|\\');
      return literal && { ...literal, form, isQuoted: false };
    }
    if (sign === ':' && space > 0) {
      const literal = readBare(text, at, ';&,<>)}|\\');
      return literal && { ...literal, form: 'bare', isQuoted: false };
    }
    return undefined;
  }
  if (place.syntax === 'code' && !isComment) return undefined;
  if (place.syntax === 'shell' && !(sign === '=' && space === 0) && !isComment) return undefined;
  const isFlow = place.language === 'yaml' && /\{[^{}]*$/.test(before);
  const stops = isFlow
    ? ',}'
    : place.syntax === 'shell'
      ? ';|&<>()'
      : place.syntax === 'markup'
        ? '<>'
        : place.language === 'yaml'
          ? ''
          : place.syntax === 'text'
            ? ',;<>()|'
            : '';
  const literal = readBare(text, at, stops);
  if (!literal) return undefined;
  // In running text only a value that ends its clause is one; elsewhere only one that ends its line.
  const tail = text.slice(literal.end, literal.end + 40);
  if (isFlow) return /^[ \t]*[,}]/.test(tail) ? { ...literal, form, isQuoted: false } : undefined;
  if (place.syntax === 'code' && !/^[ \t]*(?:[,;.)]|\*\/|-->|\r?\n|$)/.test(tail)) return undefined;
  if (place.syntax === 'config' && !/^[ \t,;]*(?:\r?\n|$|[#;])|^[ \t]/.test(tail)) return undefined;
  if (
    place.syntax === 'config' &&
    place.language !== 'dockerfile' &&
    /^[ \t]+[^\s#;]/.test(tail) &&
    (place.language === 'yaml' || place.path.endsWith('.properties'))
  )
    return undefined;
  return { ...literal, form, isQuoted: false };
}

/** True when an odd number of one kind of quote stands before on the line. */
export function isInsideString(before: string): boolean {
  let open = '';
  for (let i = 0; i < before.length; i++) {
    const char = before[i] as string;
    if (char === '\\') i++;
    else if (open !== '') {
      if (char === open) open = '';
    } else if (char === '"' || char === '`' || (char === "'" && !/\w/.test(before[i - 1] ?? ' ')))
      open = char;
  }
  return open !== '';
}

// Reads the value behind a name: by what stands between the two, from an operator to a tag.
import { bareValue } from './bare.ts';
import { callValue } from './calls.ts';
import type { Form, Found } from './candidate.ts';
import { typedValue } from './directives.ts';
import { lineBefore, readLiteral, type Literal } from './literal.ts';
import {
  blockValue,
  defaultBelow,
  listedBelow,
  nextItemValue,
  nextLineValue,
  pairedValue,
  tagValue,
} from './paired.ts';
import type { Place } from './place.ts';
import { hashedAt, quotedAt } from './quoted.ts';
import { statementValue } from './statement.ts';

/** `env::var("X").unwrap_or("y".into())`, `.unwrap_or_else(|_| "y".into())`, `.orElse("y")` behind the name in quotes. */
const otherwiseOfQuoted =
  /^\)?(?:\.(?:ok|as_deref|map)\([^()"'\n]{0,40}\)){0,2}\.(?:unwrap_or(?:_else)?|or_else|orElse|getOrElse|or)\(\s{0,8}(?:\|\w{0,20}\|\s?|\(\)\s?[-=]>\s?)?(?:String::from\()?(?=["'])/;

const closers = /^(?:\\?["'`]|%|\})?(?:\]|\[\d{0,4}\])?\)?\??!?/;
const typeOf =
  /^[ \t]{0,20}(?::[ \t]{0,8}(?:&(?:'static[ \t])?)?(?:\[[\w; ]{1,24}\]|[A-Za-z_][\w.]{0,40}(?:<[\w.<>, |]{0,60}>|\[[\w.[\], |]{1,60}\])?(?:\[\])?(?:[ \t]?\|[ \t]?[A-Za-z_][\w.]{0,20}){0,3}\??)|[ \t](?:[cC](?:onstant|ONSTANT)[ \t])?(?:[nN]?[vV](?:archar|ARCHAR)2?\(\w{1,6}\))|[ \t](?:string|String|str|char|text|[Aa]s[ \t][A-Za-z]\w{1,20}(?:\(\))?)|[ \t]?\{[ \t]?(?:(?:private|protected|internal)[ \t])?(?:get|set|init);[^{}\n]{0,40}\})[ \t]{0,20}(?=(?::?=)[^=>])/;
/** `key, _ := hex.DecodeString("…")`: what Go gives beside an error. */
const besideError = /^,[ \t]?(?:_|err\w{0,3}|ok)(?=[ \t]?:?=[ \t])/;
const operator =
  /^[ \t]{0,60}(===?|[.+]=|:{2,3}=|!==?|=>|->|:=|\?\?=|\|\|=|\?=|\|\||\?\?|\?:|=|::|:-|:|<-|,|\(|\{|>|or\b|-Value\b|is(?::(?=[ \t])|\b)|was\b|to\b|eq\b|ne\b)/;
/** A list of passwords, other than of those to refuse. */
const ownPasswords =
  /^(?!.*(?:common|weak|bad|banned|forbidden|black|deny|invalid|top|worst|leaked|breach|pwned|known|default|test|sample|guess|try|list)).*passwords$/i;

const isPassword = /pass(?:w(?:or)?d)?$|pwd?$/i;
/** `x if y else "z"`, `x ? y : "z"`, `x.orElse("z")`: what the name is given otherwise. */
const otherwise =
  /^[^"'`\n;]{1,100}?(?:\belse[ \t]{1,2}|[ \t]:[ \t]{1,2}|\.(?:orElse|getOrElse|unwrap_or)\([ \t]{0,4})(?=["'])/;

/** The value that the name from `nameStart` to `nameEnd` is given behind it; undefined where there is none. */
export function valueAfter(
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
  if (text[nameEnd] === ']' && /\[(?:name|id|type)=$/.test(lineBefore(text, nameStart, 8))) {
    const typed = typedValue(text, nameEnd);
    if (typed) return typed;
  }
  const otherwiseAt = wasQuoted ? otherwiseOfQuoted.exec(text.slice(at, at + 120)) : null;
  const instead = otherwiseAt && readLiteral(text, at + otherwiseAt[0].length);
  if (instead) return { ...instead, form: 'fallback', isQuoted: true };
  const markup = tagValue(text, nameStart, nameEnd, at);
  if (markup) return markup;
  const yaml = wasQuoted
    ? undefined
    : (nextLineValue(text, nameStart, nameEnd) ??
      (place.language === 'yaml'
        ? (defaultBelow(text, nameStart, nameEnd) ??
          blockValue(text, nameEnd, true) ??
          nextItemValue(text, nameStart, nameEnd) ??
          listedBelow(text, nameEnd))
        : blockValue(text, nameEnd, false)));
  if (yaml) return yaml;
  at += besideError.exec(text.slice(at, at + 20))?.[0].length ?? 0;
  const type = typeOf.exec(text.slice(at, at + 140))?.[0] ?? '';
  at += type.length;
  const op = operator.exec(text.slice(at, at + 80));
  if (!op) return statementValue(text, nameStart, nameEnd, wasQuoted, place);
  const sign = (op[1] as string).replace(/^[.+]=$|^:{2,3}=$/, '=').replace(/^is:$/, 'is');
  at += op[0].length;
  if (sign === ',' && close.includes(')')) return undefined;
  if (sign === ',' && isRowOfData(text, nameStart, place)) return undefined;
  if (sign === ',' && !wasQuoted)
    return comparedValue(text, at, nameStart) ?? symbolValue(text, at, nameStart);
  if (sign === '(' || sign === '{') return callValue(text, at, nameStart, name, sign, wasQuoted);
  if (sign === '->' && !wasQuoted) return undefined;
  if (sign === 'to' && !(wasQuoted && /^[ \t]{1,4}"/.test(text.slice(at, at + 6)))) return undefined;
  if (/^(?:eq|ne)$/.test(sign) && !/^[ \t]{1,4}["']/.test(text.slice(at, at + 6))) return undefined;
  if (sign === '>') return undefined;
  const option =
    sign === ',' && /["'`]--?$/.test(text.slice(Math.max(0, nameStart - 3), nameStart))
      ? /^[^()\n]{0,160}?\bdefault\s{0,2}=\s{0,2}/.exec(text.slice(at, at + 180))
      : null;
  // `config("SECRET_KEY", default="x")`
  const fallback =
    sign === ',' && wasQuoted
      ? /^\s{0,8}(?:cast\s?=\s?\w{1,20},\s{0,4})?default(?:_value)?\s?[=:]\s?(?=["'])/.exec(
          text.slice(at, at + 60),
        )
      : null;
  at += (option ?? fallback)?.[0].length ?? 0;
  const form: Form = /^(?:[=!]==?|eq|ne)$/.test(sign)
    ? 'compare'
    : /^(?:\|\||\?\?|\?:|or|:-)$/.test(sign)
      ? 'fallback'
      : sign === ','
        ? (option ?? fallback)
          ? 'fallback'
          : pairForm(text, nameStart)
        : sign === ':' || sign === '=>' || sign === '->' || sign === '::' || sign === 'to'
          ? 'property'
          : 'assign';
  // `assert user.password != "x"`: what is not kept as it was given.
  if (/^!==?$/.test(sign) && /^\s*assert\b/.test(lineBefore(text, nameStart, 200))) return undefined;
  // `key: str = Field(default="…")`: the default of a settings class.
  if (sign === '=')
    at +=
      /^[ \t]{0,4}(?:pydantic\.)?Field\(\s{0,20}(?:default\s?=\s?)?(?=["'])/.exec(
        text.slice(at, at + 60),
      )?.[0].length ?? 0;
  if (place.isManual) at += /^\*\*[ \t]{1,4}(?=`)/.exec(text.slice(at, at + 8))?.[0].length ?? 0;
  const space = /^[ \t]{0,60}(?:\\?\n[ \t]{0,120})?/.exec(text.slice(at, at + 200))?.[0] ?? '';
  const sameLine = /^[ \t]*/.exec(space)?.[0].length ?? 0;
  const list = ownPasswords.test(name)
    ? /^[[{(]\s{0,40}(?=["'])/.exec(text.slice(at + space.length, at + space.length + 44))
    : close.startsWith(']') && /\[[\w$, ]{1,80}$/.test(lineBefore(text, nameStart, 90))
      ? /^\[\s{0,8}(?=["'])/.exec(text.slice(at + space.length, at + space.length + 12))
      : null;
  const quoted = quotedAt(text, at + space.length + (list?.[0].length ?? 0));
  const second = quoted && form === 'assign' ? secondOfPair(text, nameStart, quoted) : undefined;
  if (second) return { ...second, form, isQuoted: true };
  if (quoted) return { ...quoted, form, isQuoted: true, needsOpaque: quoted.open };
  const hashed =
    form === 'property' || form === 'assign'
      ? isPassword.test(name) && hashedAt(text, at + space.length)
      : undefined;
  if (hashed) return { ...hashed, form, isQuoted: true };
  const other =
    sign === '=' && place.syntax === 'code' && isPassword.test(name)
      ? otherwise.exec(text.slice(at, at + 130))
      : null;
  const last = other && readLiteral(text, at + other[0].length);
  if (last) return { ...last, form: 'fallback', isQuoted: true };
  if (form === 'compare' || form === 'pair' || sign === 'or' || sign === '||' || sign === '??')
    return undefined;
  return bareValue(text, at + sameLine, sameLine, sign, place, nameStart, wasQuoted);
}

/** `VALUES ('smtp_password', 'x')`: a row that begins with the name of a setting, perhaps behind its number. */
const settingRow = /\bvalues\s{0,4}\(\s{0,8}(?:\d{1,9},\s{0,4})?["'][\w.-]{0,40}$/i;

/** In a list of JSON only an option is followed by its value, and in a row of SQL nothing is. */
function isRowOfData(text: string, nameStart: number, { syntax, language }: Place): boolean {
  if (syntax === 'json') return !/["']--?$/.test(text.slice(Math.max(0, nameStart - 3), nameStart));
  return (
    language === 'sql' &&
    !/\b(?!values\b)\w{3,40}\(\s{0,8}["'][^"'()]{0,60}$/i.test(lineBefore(text, nameStart, 120)) &&
    !(/[A-Za-z]/.test(text[nameStart] ?? '') && settingRow.test(lineBefore(text, nameStart, 160)))
  );
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
  // `strncmp(password, "SCRV1:", 6)`: with what it begins.
  if (quoted && /[:=/_-]$/.test(quoted.value)) return undefined;
  return quoted && !quoted.open ? { ...quoted, form: 'compare', isQuoted: true } : undefined;
}

/** Capistrano's `set :password, 'x'`, Erlang's `-define(DB_PASS, "x")`. */
function symbolValue(text: string, at: number, nameStart: number): Found | undefined {
  if (!/^\s*(?:set[ \t(]{1,3}:|-define\()$/.test(lineBefore(text, nameStart, 60))) return undefined;
  const quoted = readLiteral(text, at + (/^[ \t]{0,8}/.exec(text.slice(at, at + 8))?.[0].length ?? 0));
  return quoted && { ...quoted, form: 'assign', isQuoted: true };
}

/** `user, password = "ann", "x"`: a later name is given a later literal. */
function secondOfPair(text: string, nameStart: number, first: Literal): Literal | undefined {
  const names = /(?:^|[\n({;])[ \t]*(?:let |var |my |const )?[([]?((?:[$\w.]{1,40},[ \t]{0,4}){1,4})$/.exec(
    lineBefore(text, nameStart, 190),
  )?.[1];
  let literal: Literal | undefined = names === undefined ? undefined : first;
  for (let left = names?.split(',').length ?? 1; left > 1 && literal; left--) {
    const glue = /^\s{0,4},\s{0,4}(?=["'])/.exec(text.slice(literal.after, literal.after + 12));
    literal = glue ? readLiteral(text, literal.after + glue[0].length) : undefined;
  }
  return literal;
}

/** Calls that give a name its value; other calls, and lists, hold pairs of anything. */
const setters =
  /(?<![A-Za-z])(?:put|set|fill|fill_in|type|setProperty|setdefault|setItem|define|putenv|set_?env|setAttribute|putString|property|setParameter|addProperty|addDataSourceProperty|SetDefault|putIfAbsent|setConfig|resValue|param|formParam|queryParam|append|addFormDataPart)\(\s{0,20}(?:["'][^"'()\n]{0,40}["'],\s{0,8})?["'`]$/i;
const getters =
  /(?<![A-Za-z])(?:env|getenv|getattr|get|getProperty|getOrDefault|fetch|config|getString|lookup|GetEnv|getEnvOrDefault|get_?env_?or_?default|pop)\(\s{0,20}(?:[\w.]{1,40},\s{0,4})?["'`]$/i;

function pairForm(text: string, nameStart: number): Form {
  const before = /[(][^()]{0,60}$/.exec(text.slice(Math.max(0, nameStart - 90), nameStart));
  const call = text.slice(Math.max(0, nameStart - 90), nameStart).replace(/[\w.#[\]=-]{0,40}$/, '');
  if (/\b(?:Map\.of|mapOf)\((?:[^()\n]{0,60},)?\s{0,12}["']$/.test(call)) return 'property';
  return before && setters.test(call) ? 'assign' : before && getters.test(call) ? 'fallback' : 'pair';
}

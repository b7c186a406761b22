// Finds values that follow their name after white space, or in a call made on what the name finds.
import { lineBefore, readBare, readLiteral, type Literal } from './literal.ts';
import type { Place } from './place.ts';
import { isNonsense } from './wordlike.ts';

type Directive = Literal & { form: 'statement' | 'assign'; isQuoted: boolean; needsOpaque?: boolean };

/** `requirepass x`, `SetEnv API_KEY x`, `set -x API_KEY x`, `{:password "x"}`, `using api key x`. */
export function directiveValue(
  text: string,
  nameStart: number,
  nameEnd: number,
  place: Place,
): Directive | undefined {
  const space = /^[ \t]{1,20}/.exec(text.slice(nameEnd, nameEnd + 24))?.[0].length;
  if (space === undefined) return undefined;
  const at = nameEnd + space;
  const before = lineBefore(text, nameStart, 120);
  if (isLisp.test(place.path)) {
    const literal = /(?::|\((?:def|defonce|defconst|setq|defvar|define)[ \t]+)$/.test(before)
      ? readLiteral(text, at)
      : undefined;
    return literal && { ...literal, form: 'statement', isQuoted: true };
  }
  const isSet = setting.test(before);
  if (
    !isSet &&
    place.syntax === 'text' &&
    /\b(?:using|with|is|new|the|my|your|our)\s[\w ]{0,20}$/i.test(before)
  ) {
    const bare = readBare(text, at, ',;<>()|');
    return bare && bare.value.length >= 20 && endsClause.test(text.slice(bare.end, bare.end + 3))
      ? { ...bare, form: 'statement', isQuoted: false, needsOpaque: true }
      : undefined;
  }
  const isDirective =
    isSet ||
    (place.syntax === 'config' &&
      !keyed.has(place.language ?? '') &&
      /^[ \t]*(?:[\w-]+[ \t]+){0,3}$/.test(before));
  if (!isDirective) return undefined;
  const literal = readLiteral(text, at);
  if (literal) return { ...literal, form: 'statement', isQuoted: true };
  const bare = readBare(text, at, ';,(){}');
  if (!bare || !/^[ \t]*(?:;|\r?\n|$)/.test(text.slice(bare.end, bare.end + 8))) return undefined;
  // Words follow words in any text, except for the directives of one server.
  if (
    /^(?:requirepass|masterauth|bindpw|rootpw|olcrootpw|insecure-password)$/i.test(
      text.slice(nameStart, nameEnd),
    )
  )
    return { ...bare, form: 'statement', isQuoted: false };
  const isMade = /^\w{10,}$/.test(bare.value) && /[a-z][A-Z]/.test(bare.value) && isNonsense(bare.value);
  if (!isMade && (!/\d/.test(bare.value) || !/[A-Z!@#$%^&*+_-]|^.{8}/.test(bare.value))) return undefined;
  return { ...bare, form: 'statement', isQuoted: false };
}

const isLisp = /\.(?:clj[cs]?|edn|lisp|el|scm|rkt)$/i;
const setting =
  /^[ \t]*(?:SetEnv|setenv|set[ \t]+-g?x\w?|setx|fastcgi_param|uwsgi_param|proxy_set_header|RequestHeader[ \t]+set)[ \t]+$/i;
const endsClause = /^(?:[.,;)]?(?:\s|$))/;
/** Languages whose names have a sign behind them. */
const keyed = new Set(['yaml', 'toml', 'terraform', 'dockerfile']);

/** `"password" with "x"` of Cucumber, `'Password', with: 'x'` of Capybara. */
const filled = /^,?[ \t]{0,4}(?::?with:?(?:[ \t]{0,2}=>)?|as)[ \t]{1,4}(?=["'])/;

/** `"password").send_keys("x")`, `"#password").type("x")`: what is typed into the field of that name. */
export function typedValue(text: string, afterQuote: number): Directive | undefined {
  const call =
    /^["'\]]{0,3}\){0,2}\s{0,24}\.(?:send_?keys|type|fill|val|set_?value|press_sequentially|input)\(\s{0,8}/i.exec(
      text.slice(afterQuote, afterQuote + 60),
    );
  // `userEvent.type(screen.getByLabelText('Password'), 'x')`
  const given = /\.(?:type|fill|sendKeys|send_keys)\(\s{0,8}[^()\n]{1,40}\([^()\n]{1,40}$/.test(
    lineBefore(text, afterQuote, 120),
  )
    ? /^\)\s?,\s{1,8}(?=["'])/.exec(text.slice(afterQuote, afterQuote + 16))
    : null;
  // `page.fill('input[name="password"]', 'x')`
  const chosen = /\.(?:type|fill|setValue|pressSequentially)\(\s{0,8}["'`][^\n()]{0,60}$/.test(
    lineBefore(text, afterQuote, 120),
  )
    ? /^["'`\]]{0,3},\s{1,8}(?=["'])/.exec(text.slice(afterQuote, afterQuote + 16))
    : null;
  const step = call ?? given ?? chosen ?? filled.exec(text.slice(afterQuote, afterQuote + 40));
  const literal = step && readLiteral(text, afterQuote + step[0].length);
  if (!literal) return undefined;
  const value = literal.value.replace(/\{(?:enter|tab|esc)\}$/, '');
  return { ...literal, value, end: literal.start + value.length, form: 'assign', isQuoted: true };
}

/** `set_password("service", "user", "x")`: the last of several literals. */
export function lastArgument(text: string, name: string, at: number): Literal | undefined {
  if (!/^(?:set|add|save|put|store|update|change|reset)_?password$/i.test(name)) return undefined;
  const first = /^\s{0,20}(?:[^()"'\n,]{1,60},\s{0,12}|["'][^"'\n]{0,100}["'],\s{0,12}){1,3}(?=["'])/.exec(
    text.slice(at, at + 400),
  );
  const literal = first ? readLiteral(text, at + first[0].length) : undefined;
  return literal && /^\s{0,8}\)/.test(text.slice(literal.after, literal.after + 10)) ? literal : undefined;
}

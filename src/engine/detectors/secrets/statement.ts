// Reads values that follow a name without an operator: options of commands, SQL, build files, directives, lists of arguments.
import { isInsideString } from './bare.ts';
import type { Found } from './candidate.ts';
import { directiveValue } from './directives.ts';
import { lineBefore, readBare, readLiteral } from './literal.ts';
import type { Place } from './place.ts';
import { stringPrefix } from './quoted.ts';

/** `--password x`, `ENV PASSWORD x`, `PASSWORD 'x'` in SQL, `storePassword "x"` in build files. */
export function statementValue(
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
    ? /^[ \t]{0,4}\*{0,2}:?[ \t]{0,20}(?:\|[ \t]{0,30})?\*{0,2}(?=`[^`\s]{4,200}`)/.exec(
        text.slice(nameEnd, nameEnd + 80),
      )
    : null;
  if (shown) {
    const literal = readLiteral(text, nameEnd + shown[0].length);
    return literal && { ...literal, form: 'statement', isQuoted: true };
  }
  // Robot Framework: two spaces part the words.
  const robot = /\.(?:robot|resource)$/i.test(place.path)
    ? /^\}?[ \t]{0,2}=?(?:[ \t]{2,40}|\t)/.exec(text.slice(nameEnd, nameEnd + 44))
    : null;
  if (robot) {
    const bare = readBare(text, nameEnd + robot[0].length, '');
    return bare && /^[ \t]*(?:\r?\n|$|[ \t]{2})/.test(text.slice(bare.end, bare.end + 8))
      ? { ...bare, form: 'assign', isQuoted: true }
      : undefined;
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
      /(?:^|\n)[ \t]{0,28}@?$|[;{][ \t]$|#[ \t]{0,4}define[ \t]{1,8}$|\b(?:with|by|set|encrypted|identified|key)\s{0,8}$/i.test(
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

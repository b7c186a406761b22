// Reads a value without quotes, where the syntax of the file or a string around it allows one.
import type { Form, Found } from './candidate.ts';
import { lineBefore, readBare } from './literal.ts';
import type { Place } from './place.ts';

/** An unquoted value, where the file's syntax or an enclosing string allows one. */
export function bareValue(
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
  // What a file is made of: `askpass: askpass.c`.
  if (sign === ':' && makefile.test(place.path)) return undefined;
  const isTold = sign === 'is' || sign === 'was';
  if (sign !== '=' && sign !== ':' && sign !== ':=' && sign !== '?=' && !isTold) return undefined;
  const inString = !wasQuoted && isInsideString(before);
  const isComment = /(?:\/\/|#|\/\*|^\s*\*|--|<!--)/.test(before);
  if (isTold && !isComment && !inString && place.syntax !== 'text') return undefined;
  if (inString || place.syntax === 'json') {
    if (place.syntax === 'json' && !inString) return undefined;
    if (sign === '=' && space === 0) {
      const literal = readBare(text, at, ';&,<>)}|\\');
      return literal && { ...literal, form, isQuoted: false };
    }
    // `"the password is x"`, said in a message.
    if (isTold && space > 0) {
      const literal = readBare(text, at, ';&,<>)}|\\');
      return literal && { ...literal, form, isQuoted: false, needsOpaque: true };
    }
    if (sign === ':' && space > 0) {
      const literal = readBare(text, at, ';&,<>)}|\\');
      return literal && { ...literal, form: 'bare', isQuoted: false };
    }
    return undefined;
  }
  if (place.syntax === 'code' && !isComment && !isLineOfText(text, at, before))
    return randomBare(text, at, before);
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
  const anchor =
    place.language === 'yaml'
      ? (/^(?:&[\w-]{1,40}|!!(?:str|binary))[ \t]{1,4}/.exec(text.slice(at, at + 50))?.[0].length ?? 0)
      : 0;
  const literal = readBare(text, at + anchor, stops);
  if (!literal || isPointer.test(literal.value)) return undefined;
  // In running text only a value that ends its clause is one; elsewhere only one that ends its line.
  const tail = text.slice(literal.end, literal.end + 40);
  if (isFlow) return /^[ \t]*[,}]/.test(tail) ? { ...literal, form, isQuoted: false } : undefined;
  if (place.syntax === 'code' && !/^[ \t]*(?:[,;.)]|\*\/|-->|\r?\n|$)/.test(tail)) return undefined;
  if (place.syntax === 'config' && !/^[ \t,;]*(?:\r?\n|$|[#;])|^[ \t]/.test(tail)) return undefined;
  if (
    place.syntax === 'config' &&
    place.language !== 'dockerfile' &&
    /^[ \t]+[^\s#;]/.test(tail) &&
    (place.language === 'yaml' || place.path.endsWith('.properties')) &&
    // `mysql_user: name=app password=x state=present`
    !(
      sign === '=' &&
      space === 0 &&
      (/^[ \t]+\w{1,40}=/.test(tail) || /[ \t]--(?:[\w-]{1,40}-)?$/.test(before))
    )
  )
    return undefined;
  return { ...literal, form, isQuoted: false };
}

/** `acme.api.key=x` in the midst of code: a line of another language, where what stands for the value is random and no expression. */
function randomBare(text: string, at: number, before: string): Found | undefined {
  if (!/^[ \t]{0,40}(?:(?:export|set|setx|declare|ENV)[ \t]{1,4})?["'$]?[\w. -]{0,40}$/.test(before))
    return undefined;
  const literal = readBare(text, at, ';,()[]{}');
  if (!literal || !isRandomWord(literal.value)) return undefined;
  return /^[ \t]{0,4}[;,]?[ \t]{0,4}(?:\r?\n|$)/.test(text.slice(literal.end, literal.end + 12))
    ? { ...literal, form: 'bare', isQuoted: false, needsOpaque: true }
    : undefined;
}

/** Letters and digits that change too often for a name, a number or a path of names. */
function isRandomWord(value: string): boolean {
  return (
    /^[\w+/-]{20,200}={0,2}$/.test(value) &&
    !/^(?:0x|\d[\d_]{0,30}[a-z]?\d{0,3}$)/i.test(value) &&
    (value.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0) >= 6
  );
}

const makefile = /(?:^|\/)(?:GNU)?[mM]akefile(?:\.\w{1,12})?$|\.mk$/;

/** `*buffer;` in a patch of C. */
const isPointer = /^[*&]\w{1,60}(?:(?:->|\.)\w{1,60}){0,4};$/;

/** True for `name: value` alone on a line of a text in triple quotes or backticks, such as a configuration that code writes. */
function isLineOfText(text: string, at: number, before: string): boolean {
  if (!/^[ \t]{0,40}[\w.-]{0,40}$/.test(before)) return false;
  if (!/^[ \t]{0,4}[^\s"'`,;(){}]{6,80}\r?\n/.test(text.slice(at, at + 90))) return false;
  const above = text.slice(Math.max(0, at - 3000), at);
  return ['"""', "'''", '`'].some((mark) => above.split(mark).length % 2 === 0);
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

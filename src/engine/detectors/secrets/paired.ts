// Finds values that stand in an element or entry of their own beside the one that names them.
import type { Found } from './candidate.ts';
import { readBare, readLiteral, type Literal } from './literal.ts';

/** `name="password" value="x"`, `"name": "PASSWORD", "value": "x"`, `variable "password" { default = "x"`. */
export function pairedValue(text: string, at: number, nameStart: number): Found | undefined {
  const slice = text.slice(at, at + 300);
  const glue =
    /^\s{0,40},?\s{0,80}["']?(?:[a-z]{1,12}:)?(?:value|Value|VALUE|defaultValue|default_value|ParameterValue)["']?\s{0,8}(?:=>|=|:)\s{0,8}/.exec(
      slice,
    ) ??
    (/(?:variable|parameter|output)\s{1,4}["']$/.test(text.slice(Math.max(0, nameStart - 14), nameStart))
      ? /^\s{0,4}\{[^{}]{0,200}?\b(?:default|value)\s{0,20}=\s{0,8}/.exec(slice)
      : null) ??
    // A template of Azure or AWS: `"adminPassword": { "type": "x", "value": "y" }`.
    /^\s{0,4}:\s{0,8}\{(?:\s{0,40}"\w{1,40}"\s{0,4}:\s{0,4}(?:"[^"\n]{0,80}"|true|false|\d{1,8}),){0,4}\s{0,40}"(?:value|defaultValue|Default)"\s{0,4}:\s{0,4}/.exec(
      slice,
    ) ??
    // Terraform's `name = "/app/db_password"`, with `value = "x"` among the lines below it.
    (/\b(?:name|key)\s{1,12}=\s{1,4}"[^"\n]{0,80}$/.test(text.slice(Math.max(0, nameStart - 110), nameStart))
      ? /^(?:\n[ \t]{1,20}\w{1,30}[ \t]{1,20}=[ \t]{1,4}[^\n{}]{0,80}){0,3}\n[ \t]{1,20}(?:value|secret_string|content)[ \t]{1,20}=[ \t]{1,4}/.exec(
          slice,
        )
      : null);
  const meta =
    glue === null &&
    /<meta\s[^<>]{0,40}["'][\w-]{0,40}$/.test(text.slice(Math.max(0, nameStart - 90), nameStart))
      ? /^\s{1,20}content=(?=["'])/.exec(slice)
      : null;
  const step = glue ?? meta;
  if (!step) return undefined;
  const literal = readLiteral(text, at + step[0].length);
  return (
    literal && { ...literal, form: 'assign', isQuoted: true, ...(meta ? { needsOpaque: true } : undefined) }
  );
}

/** `<password>x</password>`, `<entry key="password">x</entry>`, `<key>password</key><string>x</string>`. */
export function tagValue(
  text: string,
  nameStart: number,
  nameEnd: number,
  afterQuote: number,
): Found | undefined {
  let at: number;
  const slice = text.slice(nameEnd, nameEnd + 120);
  const before = text.slice(Math.max(0, nameStart - 60), nameStart);
  if (/<\/?(?:[\w.-]{1,30}[:.])?$/.test(before) && !before.endsWith('</')) {
    const open = /^(?:\s[^<>\n]{0,80})?>\s{0,20}/.exec(slice);
    if (!open) return undefined;
    at = nameEnd + open[0].length;
  } else if (/<\w[^<>\n]{0,50}(?:[kK]ey|[nN]ame|[iI]d)=["'][\w.]{0,40}$/.test(before)) {
    const open = /^[^<>\n]{0,60}>\s{0,40}(?:<(?:value|string)>\s{0,8})?/.exec(
      text.slice(afterQuote, afterQuote + 130),
    );
    if (!open) return undefined;
    at = afterQuote + open[0].length;
  } else if (/<(?:key|name|param-name|env-entry-name)>\s{0,20}[\w.]{0,40}$/.test(before)) {
    const open =
      /^<\/(?:key|name|param-name|env-entry-name)>\s{0,60}<(?:string|value|param-value|env-entry-value)>/.exec(
        slice,
      );
    if (!open) return undefined;
    at = nameEnd + open[0].length;
  } else return undefined;
  const section = text.startsWith('<![CDATA[', at) ? '<![CDATA['.length : 0;
  if (section > 0) {
    const inner = readBare(text, at + section, '<>]');
    return inner && text.startsWith(']]>', inner.end) ? { ...inner, form: 'tag', isQuoted: true } : undefined;
  }
  const literal = readBare(text, at, '<>');
  if (!literal || !/^\s{0,20}<\//.test(text.slice(literal.end, literal.end + 24))) return undefined;
  return { ...literal, form: 'tag', isQuoted: true };
}

/** `DbPassword:` of a template, with `Default: x` among the lines that are indented below it. */
export function defaultBelow(text: string, nameStart: number, nameEnd: number): Found | undefined {
  const lineStart = text.lastIndexOf('\n', nameStart) + 1;
  const indent = nameStart - lineStart;
  if (!/^[ \t]{1,40}$/.test(text.slice(lineStart, nameStart))) return undefined;
  const head = /^:[ \t]{0,8}\r?\n/.exec(text.slice(nameEnd, nameEnd + 12));
  if (!head) return undefined;
  let at = nameEnd + head[0].length;
  for (let lines = 0; lines < 8; lines++) {
    const line = /^([ \t]{1,60})(\w{1,40}):[ \t]{0,8}/.exec(text.slice(at, at + 120));
    if (!line || (line[1] as string).length <= indent) return undefined;
    if (line[2] === 'Default') {
      const start = at + line[0].length;
      const literal = readLiteral(text, start) ?? uncommented(readBare(text, start, ''));
      return literal && { ...literal, form: 'assign', isQuoted: true };
    }
    const feed = text.indexOf('\n', at);
    if (feed < 0) return undefined;
    at = feed + 1;
  }
  return undefined;
}

/** In YAML a number sign starts a comment only behind white space, and `!Ref` is no value. */
function uncommented(literal: Literal | undefined): Literal | undefined {
  return /^[#!]/.test(literal?.value ?? '') ? undefined : literal;
}

/** `- name: DB_PASSWORD` or `- name: db.password` with `value: x` on the next line, or `{Name: DB_PASSWORD, Value: x}`. */
export function nextLineValue(text: string, nameStart: number, nameEnd: number): Found | undefined {
  if (
    !/\b(?:[nN]ame|[kK]ey|ParameterKey):[ \t]{0,4}["']?(?:[\w-]{1,30}\.){0,4}$/.test(
      text.slice(Math.max(0, nameStart - 130), nameStart),
    )
  )
    return undefined;
  const glue =
    /^["']?[ \t]{0,20}(?:\r?\n[ \t]{1,40}(?![vV]alue:|default:)\w{1,30}:[^\n]{0,60}){0,2}\r?\n[ \t]{0,40}(?:[vV]alue|ParameterValue|default):[ \t]{0,8}/.exec(
      text.slice(nameEnd, nameEnd + 240),
    ) ??
    /^["']?[ \t]{0,8},[ \t]{0,8}(?:[vV]alue|ParameterValue):[ \t]{1,8}/.exec(
      text.slice(nameEnd, nameEnd + 60),
    );
  if (!glue) return undefined;
  const at = nameEnd + glue[0].length;
  const literal =
    readLiteral(text, at) ?? uncommented(readBare(text, at, glue[0].includes('\n') ? '' : ',}'));
  return literal && { ...literal, form: 'assign', isQuoted: true };
}

/** `- --password` with `- x` as the next item of the list. */
export function nextItemValue(text: string, nameStart: number, nameEnd: number): Found | undefined {
  const before = /(?:^|\n)([ \t]{0,40})-[ \t]{1,4}["']?--?(?:[\w-]{1,40}-)?$/.exec(
    text.slice(Math.max(0, nameStart - 100), nameStart),
  );
  const glue =
    before && /^["']?[ \t]{0,4}\r?\n([ \t]{0,40})-[ \t]{1,4}/.exec(text.slice(nameEnd, nameEnd + 60));
  if (!glue || glue[1] !== before[1]) return undefined;
  const at = nameEnd + glue[0].length;
  const literal = readLiteral(text, at) ?? readBare(text, at, '');
  return literal && !literal.value.startsWith('-')
    ? { ...literal, form: 'statement', isQuoted: true }
    : undefined;
}

/** `X-Api-Key:` with a random value as the first item of the list below it, as a recording of requests has it. */
export function listedBelow(text: string, nameEnd: number): Found | undefined {
  const head = /^["']?:[ \t]{0,8}\r?\n[ \t]{0,40}-[ \t]{1,4}(?=\S)/.exec(text.slice(nameEnd, nameEnd + 100));
  if (!head) return undefined;
  const at = nameEnd + head[0].length;
  const literal = readLiteral(text, at) ?? readBare(text, at, ',{}[]&*!|>');
  return literal && /^[ \t]*(?:\r?\n|$)/.test(text.slice(literal.after, literal.after + 8))
    ? { ...literal, form: 'property', isQuoted: true, needsOpaque: true }
    : undefined;
}

/** `token: |` with the value alone on the line below it; outside of YAML only a random one counts. */
export function blockValue(text: string, nameEnd: number, isYaml: boolean): Found | undefined {
  const head = /^:[ \t]{1,4}[|>][-+]?[ \t]{0,4}\r?\n([ \t]{1,40})(?=\S)/.exec(
    text.slice(nameEnd, nameEnd + 60),
  );
  if (!head) return undefined;
  const literal = readBare(text, nameEnd + head[0].length, '');
  if (!literal) return undefined;
  const rest = /^[ \t]{0,4}(?:\r?\n([ \t]*)|$)/.exec(text.slice(literal.end, literal.end + 60));
  return rest && (rest[1] ?? '').length < (head[1] as string).length
    ? { ...literal, form: 'assign', isQuoted: true, ...(isYaml ? undefined : { needsOpaque: true }) }
    : undefined;
}

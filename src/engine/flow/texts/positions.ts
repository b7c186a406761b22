// Where in a built string a value lands: as a value, a name, a host, a part.
import type { Piece } from '../value.ts';

/** `value`: a quoted or compared value; `name`: a table, column or clause; `whole`: all of it; `host`, `part`: of a URL. */
export type Position = 'value' | 'name' | 'whole' | 'host' | 'part';

const statement =
  /^[^\w<]*(?:select\b[\s\S]*\bfrom\b|select\s+\S|insert\s+(?:or\s+\w+\s+)?into\b|replace\s+into\b|update\s+\S+\s+set\b|delete\s+from\b|drop\s+(?:table|database|index|view|user|schema)\b|create\s+(?:or\s+replace\s+)?(?:temp\w*\s+)?(?:table|database|index|unique|view|user|role|schema)\b|alter\s+(?:table|user|role|database)\b|truncate\s+(?:table\s+)?\S|merge\s+into\b|grant\s+\w+.*\bto\b|with\s+\w+\s+as\s*\()/i;
const fragment =
  /\b(?:select\b.*\bfrom|insert\s+into|update\s+\S+\s+set|delete\s+from|where\s+\S+\s*(?:=|<|>|like\b|in\b|is\b)|order\s+by|group\s+by|join\s+\S+\s+on|values\s*\(|limit\s+\d|union\s+(?:all\s+)?select|and\s+\S+\s*(?:=|like\b)|match\s*\(|call\s+\w+\s*\(|exec\s+\w+|pragma\s+\w+)/i;

/** The literal text of pieces, with `\0` for each hole. */
export function textOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : '\0')).join('');
}

/** True when the text begins as an SQL statement. */
export function isSqlStatement(text: string): boolean {
  return statement.test(text.slice(0, 4000).replace(/\0/g, 'x')) && !isSentence(text);
}

/** `Select a colour` on a page, `// Select option` above a call: nobody writes the verb so, and leaves out where from. */
function isSentence(text: string): boolean {
  return /^[^\w<]*Select\s/.test(text) && !/\bfrom\b/i.test(text.slice(0, 4000));
}

/** True when the text is a condition with a quoted hole that a statement built elsewhere takes up; `named` when it is kept under a name that says so. */
export function isSqlCondition(text: string, named: boolean): boolean {
  const short = text.slice(0, 400);
  return short.includes('\0') && (condition.test(short) || (named && comparison.test(short)));
}

const condition =
  /^[\s\0]*(?:(?:where|and|or|having)\s+\(*[\w.`]+\s*(?:=|<>|!=|\b(?:not )?(?:i?like|rlike|regexp)\b)|\(*[\w.`]+\s+(?:not )?(?:rlike|regexp|i?like(?=\s*\\?['"]%)))\s*(?:'|\\?")[^'"\0]*\0/i;
const comparison =
  /^[\s\0]*(?:(?:where|and|or|having)\s+)?\(*[\w.`\0]+\s*(?:(?:=|<>|!=|<=?|>=?|\bin\s*\()\s*\\?['"]?|\blike\s*\\?['"]%?)\0/i;

/** True when the text is SQL or a part of it. */
export function looksLikeSql(text: string): boolean {
  const short = text.slice(0, 4000).replace(/\0/g, 'x');
  return (statement.test(short) && !isSentence(short)) || fragment.test(short.replace(/\s+/g, ' '));
}

/** True when the text holds a tag: `<name>` for a name of HTML that stands for nothing else, or one that is closed. */
export function looksLikeHtml(text: string): boolean {
  const short = text.slice(0, 20_000);
  return tag.test(short) || closed.test(short);
}

// `copy <source> <target>`, `impact({target: "<symbol>"})` and `Promise<string>` are no tags.
const tag =
  /<(?:a|abbr|article|aside|audio|b|blockquote|body|br|button|canvas|caption|center|cite|code|col|dd|del|div|dl|dt|em|embed|fieldset|figure|font|footer|form|frame|h[1-6]|head|header|hr|html|i|iframe|img|ins|kbd|label|legend|li|main|mark|meta|nav|ol|optgroup|p|pre|q|samp|script|section|select|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|textarea|tfoot|th|thead|tr|tt|u|ul|video|wbr)(?:[\s>/\0]|$)/i;
// Neither is `</page_content>`, by which a prompt sets its parts apart: names of tags have no underscore.
const closed = /<\/(?![a-z]{1,40}_)[a-z\0]|<[a-z][a-z\d-]*(?:\s[^<>]{0,400}=|\s?\/>)|<!--|<!doctype/i;

/** True for parts of a prompt set apart by names that no page has: `<question>${text}</question>`. */
export function isOutline(text: string): boolean {
  const short = text.slice(0, 20_000);
  return !tag.test(short) && !ofPage.test(short);
}

/** A tag that runs or loads something, one with an attribute, one of the program's own, or one that is filled in. */
const ofPage =
  /<\/?[a-z]{1,40}-|<\/?(?:title|base|link|template|noscript|dialog|figcaption|picture|address|article|aside|menu|marquee|math|big)[\s>]|<[a-z][a-z\d]*\s[^<>]{0,400}=|<[a-z][a-z\d]*\s?\/>|<!--|<!doctype|<\/?\0/i;

/** True for an event as a stream of them writes it: `data: …` up to an empty line. */
export function isEvent(text: string): boolean {
  // A line end that is escaped twice is a mistake of another kind.
  return /^(?:data|event|id|retry): ?(?:[^\n\\]|\\[^n])*(?:\n|\\n)/.test(text);
}

/** The position of a hole between two texts, which `textOf` made, for a kind of sink. */
export function positionOf(kind: string, before: string, after: string): Position {
  if (before === '' && after === '') return 'whole';
  if (kind === 'sql') return sqlPosition(before, after);
  if (kind === 'xpath') return standsInQuotes(before) || /[=<>,]\s*$/.test(before) ? 'value' : 'name';
  // `MATCH (n:${label})`: no driver takes a label or a type as a parameter.
  if (kind === 'cypher') return /[:|&]`?$/.test(before) && !standsInFields(before) ? 'name' : 'part';
  // Who writes the beginning of an address writes its scheme; after `javascript:` all of it is script.
  if (kind === 'dom-url') return /^\s*(?:javascript:.*)?$/i.test(before) ? 'whole' : 'part';
  // `header('Location: ' . $url)`: the header's name is no part of the address.
  if (kind === 'url' || kind === 'url-made' || kind === 'redirect')
    return urlPosition(
      before.replace(/^jdbc:/, '').replace(/^\s*(?:location|redirect|refresh:[^=]*url)\s*[:=]\s*/i, ''),
    );
  if (kind === 'header') return /\bfilename="$/i.test(before) ? 'value' : 'part';
  return 'part';
}

/** True for a hole among the properties of a node: `(n:Person {age:${age}`. */
function standsInFields(before: string): boolean {
  return before.lastIndexOf('{') > before.lastIndexOf('}');
}

/** True for a hole between quotes, where an escaper that adds none suffices. */
export function standsInQuotes(before: string): boolean {
  return /^[^'"]*(?:(?:'[^']*'|"[^"]*")[^'"]*)*(?:'[^']*|"[^"]*)$/.test(before.replace(/\\['"]|''/g, ''));
}

/** Names of transactions, which no statement takes as a bound value. */
const transaction = /^\s*(?:prepare\s+transaction|(?:commit|rollback)\s+prepared|savepoint)\s+['"]?$/i;

/** The query language of Azure Boards only reads, and answers what the caller's token may see anyway. */
const boardQuery = /\bfrom\s+workitem(?:s|links)\b/i;

/** Characters before a hole that say whether a value is asked for there. */
const maxEnd = 100;

function sqlPosition(before: string, after: string): Position {
  if (boardQuery.test(before) || boardQuery.test(after) || transaction.test(before)) return 'name';
  // No driver takes the value of a setting of SQLite as a bound one.
  if (/^\s*pragma\s+\w+\s*=\s*$/i.test(before)) return 'name';
  const text = before.replace(/\\'|''/g, '');
  if ((text.match(/'/g) ?? []).length % 2 === 1) return 'value';
  // The name of a placeholder, whose value goes another way: `id = :${name}`, `$${index}`.
  if (/(?:^|[\s(=,<>])(?::(?:\.\.\.)?|[@$])$/.test(text)) return 'name';
  // What a point or a bracket follows is a schema, a table or a function: `= ${schema}.now()`.
  if (/^(?:\.[\w"`[\0]|\()/.test(after)) return 'name';
  const tail = text.trimEnd();
  if (
    /(?:[=<>]|\b(?:like|ilike|between|limit|offset|top|contains))\s*\(?\s*["(]?%?$/i.test(tail.slice(-maxEnd))
  )
    return 'value';
  const clauses = [
    ...tail.matchAll(
      /\b(select|from|join|into|update|table|database|index|view|schema|column|where|having|on|and|or|set|values|order\s+by|group\s+by|returning|in|truncate|user|role|to|by)\b/gi,
    ),
  ];
  const last = clauses.at(-1)?.[1]?.toLowerCase().replace(/\s+/g, ' ');
  if (last === 'values' || last === 'in')
    return /\(|,|\bin$/i.test(tail.slice(clauses.at(-1)?.index ?? 0)) ? 'value' : 'name';
  if (/^\s*["'`]?\s*(?:=|<|>|like\b)/i.test(after) && /[`"]?$/.test(tail)) return 'name';
  return 'name';
}

function urlPosition(before: string): Position {
  if (before === '') return 'whole';
  if (/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*[/?#]/i.test(before)) return 'part';
  // After a whole host there comes a path: `https://${host}${path}`.
  if (/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*$/i.test(before)) return before.endsWith('\0') ? 'part' : 'host';
  if (/^\/\/?$/.test(before)) return before === '/' ? 'part' : 'host';
  // The value itself may begin with `//`.
  if (/^https?:$/i.test(before)) return 'host';
  // Something stands before it: a base address from elsewhere, a path.
  return 'part';
}

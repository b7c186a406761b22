// Finds statements of stored procedures that are put together from values over several lines.
import type { Verdict } from '../verdict.ts';

const maxChars = 3_000;
const begin = /\bexecute\s{1,80}(?:immediate\s{1,80})?(format\s{0,20}\(\s{0,80})?(?=E?')/gi;
const literal = /'(?:[^']|'')*(?:'|$)/g;
/** What quotes its argument, or yields what is no text of a caller. */
const harmless =
  /^(?:quote_\w+|quotename|dbms_assert|chr|to_char|cast|user|current_\w+|null|now|tg_\w+|\w*(?:schema|table|partition|column|index|seq)\w*)\b/i;

/** The places where a value joins the text; those on the line of `EXECUTE` are a rule's over lines. */
export function* builtStatements(body: string): Generator<Verdict> {
  let done = 0;
  for (const found of body.matchAll(begin)) {
    // What stands in a statement that was read is part of it.
    if (found.index < done) continue;
    const from = found.index + found[0].length;
    const rest = body.slice(from, from + maxChars);
    // A text is no gap: what follows it is not what joins it.
    const blanked = rest.replace(literal, (text) => text.replace(/[^\n]/g, "'"));
    const close = blanked.indexOf(';');
    const end = close === -1 ? blanked.length : close;
    done = from + end;
    const at = found[1] === undefined ? joined(blanked.slice(0, end)) : filled(rest, blanked.slice(0, end));
    if (at === undefined || !body.slice(found.index, from + at.start).includes('\n')) continue;
    yield {
      rule: 'dynamic-sql-in-procedure',
      start: from + at.start,
      end: from + at.end,
      message:
        found[1] === undefined
          ? 'This statement is put together from a value.'
          : '`%s` puts the value in as it is.',
    };
  }
}

interface Span {
  start: number;
  end: number;
}

function joined(blanked: string): Span | undefined {
  for (const one of blanked.matchAll(/\|\|\s{0,80}([A-Za-z_]\w{0,80})/g))
    if (!harmless.test(one[1] ?? '')) return { start: one.index, end: one.index + one[0].length };
  return undefined;
}

function filled(rest: string, blanked: string): Span | undefined {
  if (/quote_(?:ident|literal|nullable)|::regclass|string_agg|array_to_string/i.test(blanked))
    return undefined;
  const [text] = /^E?'(?:[^']|'')*'/.exec(rest) ?? [];
  const at = text?.search(/(?<=[\s=(,'])%(?:\d\$)?s/) ?? -1;
  return at === -1 ? undefined : { start: at, end: at + 2 };
}

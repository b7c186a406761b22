// Finds in SQL files what opens rows and functions to everyone; such statements go over many lines.
import type { Detector } from '../../detector.ts';
import { piecesIn, reportPiece } from '../pieces.ts';
import { report, type Verdict } from '../verdict.ts';
import { builtStatements } from './built.ts';

const maxChars = 600_000;
const place = /\.(?:sql|psql|ddl|pgsql)$/i;
/** What takes a change back turns off what the change turned on. */
const ofUndoing = /(?:[._-](?:down|undo|rollback|revert)|\/down)\.\w{2,4}$/i;
const undoes = /^--[ \t]{0,9}(?:\+goose[ \t]{1,9}Down|migrate:down|\+migrate[ \t]{1,9}Down|rollback\b)/im;

export const sql: Detector = {
  id: 'sql',
  comparable: true,
  *detectFile(file, input) {
    const { path, body } = file;
    if (place.test(path) && !ofUndoing.test(path))
      for (const piece of piecesIn(file)) yield* reportPiece(piece, pieceVerdicts(piece.text), input);
    if (file.class !== 'text' || body === undefined || !place.test(path)) return;
    if (ofUndoing.test(path) || !/\b(?:policy|security|execute)\b|^create\s+table\b/im.test(body)) return;
    if (body.length > maxChars) {
      yield { notChecked: { path, check: 'sql', reason: `larger than ${maxChars} characters` } };
      return;
    }
    yield* report(path, body, verdicts(path, body), input);
  },
};

interface Statement {
  /** Where its first word stands. */
  start: number;
  /** From there on, without comments, and without what stands in quotes of dollars. */
  text: string;
}

const part = /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*(?:'|$)|"[^"\n]{0,200}"|(\$\w{0,40}\$)|;/g;

/** The statements of a file, with everything at its place. */
function* statements(body: string): Generator<Statement> {
  let start = 0;
  let text = '';
  let at = 0;
  part.lastIndex = 0;
  for (let found = part.exec(body); found; found = part.exec(body)) {
    text += body.slice(at, found.index);
    const [token, dollars] = found;
    at = part.lastIndex;
    if (dollars !== undefined) {
      const close = body.indexOf(dollars, at);
      at = part.lastIndex = close === -1 ? body.length : close + dollars.length;
      text += body.slice(found.index, at).replace(/[^\n]/g, ' ');
    } else if (token === ';') {
      yield trimmed(start, text);
      start = at;
      text = '';
    } else text += /^(?:--|\/\*)/.test(token) ? token.replace(/[^\n]/g, ' ') : token;
  }
  yield trimmed(start, text + body.slice(at));
}

function trimmed(start: number, text: string): Statement {
  const rest = text.trimStart();
  return { start: start + text.length - rest.length, text: rest };
}

const rule = 'database-protection-off';

function* verdicts(path: string, body: string): Generator<Verdict> {
  const end = undoes.exec(body)?.index ?? body.length;
  const all = [...statements(body)].filter(({ start }) => start < end);
  const later = new Set([...body.matchAll(setLater)].map(([, name = '']) => bareName(name)));
  for (const one of all) {
    yield* policy(one);
    yield* switchedOff(one);
    yield* definer(one, later);
  }
  yield* builtStatements(body);
  if (/(?:^|\/)supabase\/migrations\//.test(path)) yield* tables(all, body);
}

/** What statements of a hunk open; that a later one closes it again is not seen. */
function* pieceVerdicts(text: string): Generator<Verdict> {
  if (undoes.test(text)) return;
  for (const one of statements(text)) {
    yield* policy(one);
    yield* switchedOff(one);
  }
  yield* builtStatements(text);
}

/** A policy that lets every row through. */
function* policy({ start, text }: Statement): Generator<Verdict> {
  const head = /^(?:create|alter)\s{1,40}policy\b/i.exec(text);
  const open = /\b(?:using|with\s{1,40}check)\s{0,40}\(\s{0,40}(?:true|1\s{0,9}=\s{0,9}1)\s{0,40}\)/i.exec(
    text,
  );
  if (!head || !open) return;
  const before = text.slice(0, open.index);
  const roles = /\bto\s{1,40}([\w",\s]{1,200}?)\s{1,40}$/i.exec(before)?.[1] ?? 'public';
  if (/^["\s]{0,9}(?:service_role|postgres|supabase_\w+|\w*admin\w*)["\s]{0,9}$/i.test(roles)) return;
  if (/\bas\s{1,40}restrictive\b/i.test(before)) return;
  const action =
    /\bfor\s{1,40}(select|insert|update|delete|all)\b/i.exec(before)?.[1]?.toLowerCase() ?? 'all';
  const isWrite = /^(?:all|update|delete)$/.test(action);
  yield {
    rule,
    start: start + open.index,
    end: start + open.index + open[0].length,
    severity: isWrite ? 'medium' : 'low',
    confidence: 'medium',
    message: isWrite
      ? 'This policy lets whoever may connect change every row.'
      : `This policy lets every row through for \`${action}\`.`,
    remedy: 'Compare with the account: `USING (auth.uid() = owner)`, `WITH CHECK (owner = current_user)`.',
  };
}

function* switchedOff({ start, text }: Statement): Generator<Verdict> {
  const found = /\bdisable\s{1,40}row\s{1,40}level\s{1,40}security\b/i.exec(text);
  if (found && /^alter\s{1,40}table\b/i.test(text))
    yield {
      rule,
      start: start + found.index,
      end: start + found.index + found[0].length,
      severity: 'medium',
      message: 'From here on every row of the table is open to whoever may read or write the table.',
      remedy: 'Leave row security on, and add the policy that is missing.',
    };
}

const setLater = /\balter\s{1,40}(?:function|procedure)\s{1,40}([\w."]{1,160})[^;]{0,400}?\bsearch_path\b/gi;
const bareName = (name: string): string => name.replace(/"/g, '').split('.').at(-1)?.toLowerCase() ?? '';

/** A function with the rights of its owner in which the caller decides what a name stands for. */
function* definer({ start, text }: Statement, later: ReadonlySet<string>): Generator<Verdict> {
  const name =
    /^(?:alter|create\s{1,40}(?:or\s{1,40}replace)?)\s{0,40}(?:function|procedure)\s{1,40}([\w."]{1,160})/i.exec(
      text,
    )?.[1];
  const found = name === undefined ? undefined : /\bsecurity\s{1,40}definer\b(?!\s{1,40}view)/i.exec(text);
  if (!found || name === undefined || /\bset\s{1,40}search_path\b/i.test(text)) return;
  if (later.has(bareName(name))) return;
  yield {
    rule: 'function-with-owner-rights',
    start: start + found.index,
    end: start + found.index + found[0].length,
    message:
      'This runs with the rights of its owner, and whoever calls it can put tables and functions of their own in the search path.',
    remedy: "Add `SET search_path = ''` and write names with their schema.",
  };
}

/** Tables that Supabase offers to every visitor through its API. */
function* tables(all: readonly Statement[], body: string): Generator<Verdict> {
  const protects =
    /\balter\s{1,40}table\s{1,40}(?:if\s{1,40}exists\s{1,40})?(?:only\s{1,40})?([\w."]{1,160})\s{1,40}(?:enable|force)\s{1,40}row\s{1,40}level\s{1,40}security\b/gi;
  const bare = (name: string): string =>
    name
      .replace(/"/g, '')
      .replace(/^public\./i, '')
      .toLowerCase();
  const safe = new Set([...body.matchAll(protects)].map(([, name = '']) => bare(name)));
  // One that goes over all tables by name.
  if (/\bexecute\b[^;]{0,200}enable\s{1,40}row\s{1,40}level/i.test(body)) return;
  for (const { start, text } of all) {
    const found = /^create\s{1,40}table\s{1,40}(?:if\s{1,40}not\s{1,40}exists\s{1,40})?([\w."]{1,160})/i.exec(
      text,
    );
    const name = bare(found?.[1] ?? '');
    // Only what lies in the public schema is offered.
    if (!found || name.includes('.') || name === '' || safe.has(name)) continue;
    yield {
      rule,
      start,
      end: start + found[0].length,
      severity: 'medium',
      confidence: 'medium',
      message: 'Without row security every visitor reads and writes this table through the API.',
      remedy: `Write \`ALTER TABLE ${name.slice(0, 60)} ENABLE ROW LEVEL SECURITY;\` and a policy for each who may do what.`,
    };
  }
}

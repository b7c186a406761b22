// Asks what a person must be able to answer about AI-written lines, by what these lines do.
import type { Change, ChangedFile } from '../change.ts';
import { languageOf } from '../languages.ts';
import type { Grade } from '../origin.ts';
import { pathMatcher } from '../policy/globs.ts';
import type { OriginRange } from '../provenance/attribute.ts';
import type { Syntax } from '../syntax/parse.ts';
import type { ChecklistArea, ChecklistItem, ChecklistPlace } from './area.ts';
import { type Act, actsOn } from './called.ts';

/** More questions than these nobody answers. */
const maxQuestions = 6;
const maxPlaces = 8;
/** Lines this near to one another are one place. */
const maxGap = 3;
/** More files, or a longer one, would take too long to say more. */
const maxFiles = 400;
const maxChars = 400_000;

/** Of a mistake there no user learns. */
const never =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|specs?|e2e|cypress|playwright|fixtures?|testdata|test-data|mocks?|examples?|samples?|docs?|documentation|stories|bench(?:mark)?s?)\/|[._-](?:test|tests|spec|specs|e2e|stories|bench|fixture|mock)\.\w+$|(?:^|\/)(?:test_[^/]*|conftest|[^/]*_test|[^/]*Tests?|[^/]*Spec)\.\w+$|\.(?:md|mdx|rst|adoc|txt|d\.ts)$/;

/** Tells whether a line of this grade was written by a tool. */
export type IsWritten = (grade: Grade) => boolean;

/** At most six questions, about the areas that the AI-written lines touch; none where nothing is known of who wrote them. */
export async function checklistOf(
  { files }: Change,
  ranges: readonly OriginRange[],
  areas: readonly ChecklistArea[],
  { syntax, isWritten, breathe }: { syntax: Syntax; isWritten: IsWritten; breathe(): Promise<void> },
): Promise<ChecklistItem[]> {
  const written = Map.groupBy(
    ranges.filter(({ origin }) => isWritten(origin.grade)),
    ({ path }) => path,
  );
  if (areas.length === 0 || written.size === 0) return [];
  const known = areas.map(prepare);
  const found = new Map<ChecklistArea, ChecklistPlace[]>();
  for (const file of files.filter(({ path }) => written.has(path)).slice(0, maxFiles)) {
    const lines = new Set((written.get(file.path) ?? []).flatMap(({ start, end }) => range(start, end)));
    for (const [area, touched] of areasIn(file, lines, known, syntax))
      found.set(area, [...(found.get(area) ?? []), ...placesOf(file.path, touched)]);
    await breathe();
  }
  const touched = [...found].sort(([a], [b]) => a.rank - b.rank || (a.id < b.id ? -1 : 1));
  return shared(touched.map(([area]) => area)).map(({ area, questions }) => {
    const places = found.get(area) ?? [];
    return {
      area: area.id,
      title: area.title,
      questions,
      places: places.slice(0, maxPlaces),
      more: Math.max(0, places.length - maxPlaces),
    };
  });
}

/** The questions of each area in turn, one after the other, until there are enough. */
function shared(areas: readonly ChecklistArea[]): { area: ChecklistArea; questions: string[] }[] {
  const items = areas.slice(0, maxQuestions).map((area) => ({ area, questions: [] as string[] }));
  let left = maxQuestions;
  for (let round = 0; round < 3; round++)
    for (const { area, questions } of items) {
      const question = area.questions[round];
      if (question === undefined || left === 0) continue;
      questions.push(question);
      left--;
    }
  return items;
}

/** An area with its patterns ready to be asked. */
interface Prepared {
  area: ChecklistArea;
  isPath(path: string): boolean;
  does(act: Act, language: string): boolean;
  isText(text: string): boolean;
}

const prepared = new WeakMap<ChecklistArea, Prepared>();

function prepare(area: ChecklistArea): Prepared {
  const before = prepared.get(area);
  if (before) return before;
  const expressions = area.strings.map((text) => new RegExp(`^\\s*(?:${text})`, 'u'));
  const kinds = new Set(area.kinds);
  const byLanguage = new Map<string, (name: string) => boolean>();
  const isCalled = (name: string, language: string): boolean => {
    let test = byLanguage.get(language);
    if (!test) {
      const own = area.calls[language] ?? area.calls[kin[language] ?? language] ?? [];
      byLanguage.set(language, (test = callMatcher([...(area.calls['any'] ?? []), ...own])));
    }
    return test(name);
  };
  const made: Prepared = {
    area,
    isPath: pathMatcher(area.paths),
    isText: (text) => expressions.some((one) => one.test(text)),
    does(act, language) {
      if (act.kind === 'node') return kinds.has(act.node);
      if (act.kind === 'string') return made.isText(act.text);
      if (act.kind === 'call' && isCalled(act.name, language)) return true;
      const words = `${wordsOf(act.name.slice(act.name.lastIndexOf('.') + 1)).join(' ')} `;
      const plain = words.replace(opening, '');
      return area.names.some((name) => words.startsWith(`${name} `) || plain.startsWith(`${name} `));
    },
  };
  prepared.set(area, made);
  return made;
}

/** What may stand before the verb of a function's name. */
const opening =
  /^(?:(?:handle|on|do|try|process|perform|post|get|api|async|user|admin|use|is|can|must) )+(?=\w)/;

/** Languages that share their names with another. */
const kin: Readonly<Record<string, string>> = { typescript: 'javascript', tsx: 'javascript', kotlin: 'java' };

/** A pattern without a dot is a name by itself; with dots it is the end of a longer name. */
function callMatcher(patterns: readonly string[]): (name: string) => boolean {
  const bodyOf = (pattern: string): string =>
    pattern.replace(/[\\^$+?()[\]{}|.]/g, '\\$&').replace(/\*/g, '\\w*');
  const [alone, ends] = [false, true].map((isDotted) =>
    patterns.filter((pattern) => pattern.includes('.') === isDotted).map(bodyOf),
  );
  // One expression for all: a long file calls thousands of names.
  const parts = [
    ...(alone?.length ? [`^(?:${alone.join('|')})$`] : []),
    ...(ends?.length ? [`(?:^|\\.)(?:${ends.join('|')})$`] : []),
  ];
  const expression = new RegExp(parts.join('|'));
  return parts.length === 0 ? () => false : (name) => expression.test(name);
}

/** `resetPassword` and `reset_password` are `reset password`. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** The lines of a file that are of each area. */
function areasIn(
  { path, body, class: kind }: ChangedFile,
  lines: ReadonlySet<number>,
  known: readonly Prepared[],
  syntax: Syntax,
): Map<ChecklistArea, Set<number>> {
  const out = new Map<ChecklistArea, Set<number>>();
  if (kind !== 'text' || body === undefined || body.length > maxChars || never.test(path)) return out;
  const language = languageOf(path, body);
  const isCode = language?.grammar !== undefined || language?.id === 'sql';
  if (!language || !isCode) return out;
  const add = (area: ChecklistArea, line: number): void => {
    const own = out.get(area) ?? new Set<number>();
    out.set(area, own.add(line));
  };
  const texts = body.split('\n');
  const telling = [...lines].filter((line) => /\w/.test(texts[line - 1] ?? ''));
  for (const { area, isPath } of known) if (isPath(path)) for (const line of telling) add(area, line);
  if (language.grammar === undefined) {
    for (const line of telling)
      for (const { area, isText } of known) if (isText(texts[line - 1] ?? '')) add(area, line);
    return out;
  }
  const tree = syntax.parse(body, language.grammar);
  if ('reason' in tree) return out;
  for (const act of actsOn(tree, lines))
    for (const { area, does } of known) if (does(act, language.id)) add(area, act.line);
  return out;
}

function placesOf(path: string, lines: ReadonlySet<number>): ChecklistPlace[] {
  const out: ChecklistPlace[] = [];
  for (const line of [...lines].sort((a, b) => a - b)) {
    const last = out.at(-1);
    if (last && line - last.end <= maxGap) last.end = line;
    else out.push({ path, start: line, end: line });
  }
  return out;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
}

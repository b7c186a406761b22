// Weighs marks: which tool they speak of and how far the evidence for it goes.
import { type Evidence, type Grade, grades, type Origin } from '../origin.ts';
import type { Mark } from './marks.ts';

/** A report names the kinds of evidence, not every commit that bears it. */
const maxEvidence = 12;

/** The origin of what bears no mark. */
export const unknown: Origin = { grade: 'unknown', evidence: [] };

/** Whether some commits bear a mark and others do not, or may not. */
export function isMixedIn(commits: readonly Mark[][], isPartial: boolean): boolean {
  const marked = commits.filter((marks) => isOne(marks)).length;
  return marked > 0 && (marked < commits.length || isPartial);
}

/** One origin for the lines of all these commits, from what each and the pull request bear. */
export function weigh(
  commits: readonly Mark[][],
  ofPullRequest: readonly Mark[],
  isPartial: boolean,
  gradeOf = (mark: Mark): Grade =>
    gradeOfPullRequestMark(mark.evidence, isMixedIn(commits, isPartial), commits.length),
): Origin {
  const all = [...ofPullRequest, ...commits.flat()];
  if (all.length === 0) return unknown;
  const marked = commits.filter((marks) => isOne(marks)).length;
  const isMixed = isMixedIn(commits, isPartial);
  const ofCommits = marked > 0 && !isMixed ? weakest(commits.map(strongest)) : 'unknown';
  const grade = strongestOf([
    ofCommits,
    ...ofPullRequest.map(gradeOf),
    ...(isMixed ? (['hinted'] as const) : []),
    ...all.map(({ evidence }) => (evidence.grade === 'assist' ? 'assist' : 'unknown')),
    ...(all.some(({ evidence }) => evidence.grade === 'hinted') ? (['hinted'] as const) : []),
  ]);
  return {
    ...nameOf(commits, all, grade),
    grade,
    evidence: oneOfEachKind(all.map((mark) => mark.evidence)),
    ...(isMixed && { commits: { marked, of: commits.length } }),
  };
}

/** What the pull request says of itself holds for every line only when no commit may be somebody else's. */
export function gradeOfPullRequestMark({ grade, where }: Evidence, isMixed: boolean, commits: number): Grade {
  if (grade === 'assist') return grade;
  // A bot that opened the request with commits in its user's name still wrote them.
  const isSure = where === 'pull-request-author' ? !isMixed : commits <= 1;
  return isSure ? grade : 'hinted';
}

/** Who it was: the tool that explains most, or several that share the change. */
function nameOf(
  commits: readonly Mark[][],
  all: readonly Mark[],
  grade: Grade,
): Pick<Origin, 'tool' | 'name' | 'model'> {
  const weighty = all.filter((mark) => (grade === 'assist' ? true : mark.evidence.grade !== 'assist'));
  const isHint = grade === 'hinted' && weighty.every((mark) => mark.evidence.grade === 'hinted');
  const counted = weighty.filter((mark) => isHint || grade === 'assist' || mark.evidence.grade !== 'hinted');
  // Who says only that it was some tool adds nothing to who names one.
  const named = counted.filter((mark) => !mark.tool.names_no_tool);
  const marksOf = Map.groupBy(named.length > 0 ? named : counted, (mark) => mark.tool.id);
  const ranked = [...marksOf].sort(
    ([a, ofA], [b, ofB]) =>
      grades.indexOf(strongest(ofA)) - grades.indexOf(strongest(ofB)) ||
      commitsWith(commits, b) - commitsWith(commits, a) ||
      (a < b ? -1 : 1),
  );
  const first = ranked[0];
  if (!first) return {};
  const names = ranked.map(([, marks]) => marks[0]?.tool.name ?? '');
  const models = new Set(first[1].map((mark) => mark.model).filter((model) => model !== undefined));
  return {
    tool: first[0],
    name: names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] as string),
    ...(models.size === 1 && ranked.length === 1 && { model: [...models][0] as string }),
  };
}

function commitsWith(commits: readonly Mark[][], tool: string): number {
  return commits.filter((marks) => marks.some((mark) => mark.tool.id === tool)).length;
}

/** Whether the marks of a commit say that a tool wrote it. */
export function isOne(marks: readonly Mark[]): boolean {
  return marks.some(({ evidence }) => evidence.grade !== 'assist' && evidence.grade !== 'hinted');
}

function strongest(marks: readonly Mark[]): Grade {
  return strongestOf(marks.map((mark) => mark.evidence.grade));
}

/** The strongest of some grades. */
export function strongestOf(all: readonly Grade[]): Grade {
  return grades[Math.min(grades.length - 1, ...all.map((grade) => grades.indexOf(grade)))] as Grade;
}

function weakest(all: readonly Grade[]): Grade {
  return grades[Math.max(0, ...all.map((grade) => grades.indexOf(grade)))] as Grade;
}

/** Each kind of evidence once, the strongest first, and not too many. */
export function oneOfEachKind(all: readonly Evidence[]): Evidence[] {
  const kinds = new Map<string, Evidence>();
  for (const each of all) {
    const key = JSON.stringify([each.tool, each.marker, each.where, each.grade]);
    if (!kinds.has(key)) kinds.set(key, each);
  }
  return [...kinds.values()]
    .sort((a, b) => grades.indexOf(a.grade) - grades.indexOf(b.grade))
    .slice(0, maxEvidence);
}

// Finds the marks of AI tools in identities, lines, branches and labels.
import type { Identity } from '../change.ts';
import type { Evidence, Grade } from '../origin.ts';
import { coAuthorOf } from './read-text.ts';
import { type AiTool, compileWhole, type IdentityMark, type LineMark } from './tool.ts';

/** A mark that was found. */
export interface Mark {
  tool: AiTool;
  evidence: Evidence;
  model?: string;
}

/** Finds marks in each of the places where tools leave them. */
export interface MarkFinder {
  inIdentity(identity: Identity, where: 'author' | 'committer' | 'trailer', isAttested?: boolean): Mark[];
  /** In one line of a commit message. */
  inMessageLine(line: string): Mark[];
  /** In one line of a pull request's body; a trailer there speaks of some commit, so it is only a hint. */
  inBodyLine(line: string): Mark[];
  inPullRequestAuthor(identity: Identity): Mark[];
  inBranch(ref: string): Mark[];
  inLabel(label: string): Mark[];
}

type Where = Evidence['where'];
type Matcher<T> = (subject: T) => { tool: AiTool; marker: string; grade: Grade; model?: string } | undefined;

/** A model's name is text from strangers. */
const maxModelLength = 80;

/** Prepares a catalogue for matching. */
export function markFinder(tools: readonly AiTool[]): MarkFinder {
  const identities = tools.flatMap((tool) => tool.identities.map((mark) => identityMatcher(tool, mark)));
  const trailers = lineMatcher(tools, (tool) => tool.trailers);
  const footers = lineMatcher(tools, (tool) => tool.footers);
  const bodies = lineMatcher(tools, (tool) => tool.body);

  const inIdentity: MarkFinder['inIdentity'] = (identity, where, isAttested = false) =>
    identities
      .map((match) => match(identity))
      .filter((found) => found !== undefined)
      .map((found) => {
        // Who only helps is a co-author; as the author it wrote the commit.
        const grade = where === 'author' && found.grade === 'assist' ? 'claimed' : found.grade;
        // The account's owner alone can make GitHub verify a commit as the bot's.
        return toMark(found, where, isAttested && grade !== 'assist' ? 'attested' : grade);
      });
  const inTrailer = (line: string): Mark[] => {
    const coAuthor = coAuthorOf(line);
    return [
      ...(coAuthor ? inIdentity(coAuthor, 'trailer') : []),
      ...trailers(line).map((found) => toMark(found, 'trailer')),
    ];
  };

  return {
    inIdentity,
    inMessageLine: (line) => [...inTrailer(line), ...footers(line).map((found) => toMark(found, 'footer'))],
    inBodyLine: (line) => [
      ...inTrailer(line).map((mark): Mark => ({
        ...mark,
        evidence: { ...mark.evidence, where: 'body', grade: hintAtMost(mark.evidence.grade) },
      })),
      ...footers(line).map((found) => toMark(found, 'footer')),
      ...bodies(line).map((found) => toMark(found, 'body')),
    ],
    inPullRequestAuthor: ({ login, type }) =>
      type !== 'Bot' || login === undefined
        ? []
        : tools
            .filter((tool) => tool.pull_request_authors.some((each) => isSame(each, login)))
            .map((tool) =>
              toMark({ tool, marker: `${tool.id}-bot`, grade: 'attested' }, 'pull-request-author'),
            ),
    inBranch: (ref) =>
      tools.flatMap((tool) =>
        tool.branches
          .filter(({ prefix }) => ref.startsWith(prefix) && ref.length > prefix.length)
          .map(({ id }) => toMark({ tool, marker: id, grade: 'hinted' }, 'branch')),
      ),
    inLabel: (text) =>
      tools.flatMap((tool) =>
        tool.labels
          .filter(({ label }) => isSame(label, text))
          .map(({ id }) => toMark({ tool, marker: id, grade: 'hinted' }, 'label')),
      ),
  };
}

function toMark(
  found: NonNullable<ReturnType<Matcher<unknown>>>,
  where: Where,
  grade: Grade = found.grade,
): Mark {
  const { tool, marker, model } = found;
  return { tool, evidence: { marker, tool: tool.id, where, grade }, ...(model !== undefined && { model }) };
}

function identityMatcher(tool: AiTool, mark: IdentityMark): Matcher<Identity> {
  const emails = new Set(mark.emails.map((email) => email.toLowerCase()));
  const logins = new Set(mark.logins.map((login) => login.toLowerCase()));
  const name = mark.name === undefined ? undefined : compileWhole(mark.name);
  const notName = mark.not_name === undefined ? undefined : compileWhole(mark.not_name);
  const model = mark.model === undefined ? undefined : compileWhole(mark.model);
  const isNameEnough = emails.size === 0 && logins.size === 0;
  return (identity) => {
    if (identity.name.length > 200 || identity.email.length > 320) return undefined;
    const email = identity.email.toLowerCase();
    // GitHub goes by the number in a private address, which may be another bot's than the name says.
    const isKnown =
      emails.has(email) ||
      [identity.login, noreplyLogin(email)].some(
        (login) => login !== undefined && logins.has(login.toLowerCase()),
      );
    if (!isKnown && !isNameEnough) return undefined;
    if (name && !name.matches(identity.name)) return undefined;
    if (notName?.matches(identity.name)) return undefined;
    const said = model && firstGroup(model, identity.name);
    return { tool, marker: mark.id, grade: gradeOf(mark), ...(said !== undefined && { model: said }) };
  };
}

function lineMatcher(
  tools: readonly AiTool[],
  marksOf: (tool: AiTool) => readonly LineMark[],
): (line: string) => NonNullable<ReturnType<Matcher<string>>>[] {
  const marks = tools.flatMap((tool) =>
    marksOf(tool).map((mark) => ({
      tool,
      mark,
      pattern: compileWhole(mark.pattern),
      denial: mark.not_pattern === undefined ? undefined : compileWhole(mark.not_pattern),
    })),
  );
  if (marks.length === 0) return () => [];
  // Almost every line bears no mark, so one expression turns them all away.
  const any = compileWhole(marks.map(({ mark }) => `(?:${mark.pattern})`).join('|'));
  return (line) => {
    if (!any.matches(line)) return [];
    return marks
      .filter(({ pattern, denial }) => pattern.matches(line) && !denial?.matches(line))
      .map(({ tool, mark, pattern }) => {
        const model = firstGroup(pattern, line);
        return { tool, marker: mark.id, grade: gradeOf(mark), ...(model !== undefined && { model }) };
      });
  };
}

function gradeOf(mark: IdentityMark | LineMark): Grade {
  return mark.kind === 'assist' ? 'assist' : mark.grade;
}

function hintAtMost(grade: Grade): Grade {
  return grade === 'assist' ? grade : 'hinted';
}

/** The login inside of GitHub's private addresses, `<id>+<login>@users.noreply.github.com`. */
function noreplyLogin(email: string): string | undefined {
  return /^(?:\d+\+)?([^@+]+)@users\.noreply\.github\.com$/.exec(email)?.[1];
}

function firstGroup(pattern: ReturnType<typeof compileWhole>, text: string): string | undefined {
  if (pattern.groupCount() === 0) return undefined;
  const matcher = pattern.matcher(text);
  return matcher.find() ? matcher.group(1)?.slice(0, maxModelLength) : undefined;
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

// Finds what a file does again and again: commands of one program that it puts together of its functions' parameters, SQL of what its tools are asked, one comparison, and the parts of one secret.
import { entersAs } from '../flow/sinks/way-told.ts';
import type { JudgedFinding } from '../review.ts';

/** What a tool of an agent is asked for: the tools of a file write their statements alike. */
const askedOfTool = entersAs('model');

/** Values that no one from outside is seen to choose; what a request brings is a hole of its own each time. */
const fromWithin = /^(?:comes from a parameter|is not constant|comes from arguments)/;

/** Fewer are looked at one by one, unless it is one value that reaches them. */
const fewest = 4;

/**
 * Findings of one file that begin the same program through the same function, each time with values of its own
 * functions, the statements of its tools, and the same comparison with a secret or check of a statement.
 */
export function habitsOf(findings: readonly JudgedFinding[]): JudgedFinding[][] {
  const calls = Map.groupBy(findings.filter(isCommand), (one) =>
    JSON.stringify([one.rule, one.path, calleeOf(one)]),
  );
  const statements = [
    ...Map.groupBy(findings.filter(isStatement), (one) => JSON.stringify([one.rule, one.path])).values(),
  ].filter((group) => group.length >= fewest);
  const commands = [...calls.values()].flatMap((group) => {
    const named = Map.groupBy(group, programOf);
    // A command that stands in a variable is one of the program of the others.
    const unnamed = named.get(undefined) ?? [];
    named.delete(undefined);
    const [largest, ...rest] = [...named.values()].toSorted((a, b) => b.length - a.length);
    if (!largest) return [];
    return [[...largest, ...unnamed], ...rest].flatMap((one) =>
      one.length >= fewest ? [one] : ofOneValue(one),
    );
  });
  const comparisons = [
    ...Map.groupBy(
      findings.filter((one) => one.class === 'timing'),
      (one) => JSON.stringify([one.rule, one.path, comparedIn(one)]),
    ).values(),
  ].filter((group) => group.length > 1);
  const checks = [
    ...Map.groupBy(
      findings.filter((one) => one.rule === 'statement-checked-by-first-word'),
      (one) => one.path,
    ).values(),
  ].filter((group) => group.length > 1);
  const secrets = [
    ...Map.groupBy(findings.filter(isFirstPassword), (one) => one.path).values(),
    ...Map.groupBy(
      findings.filter((one) => one.rule === 'weak-key-derivation' || one.rule === 'weak-hash'),
      (one) => JSON.stringify([one.rule, one.path, statementOf(one)]),
    ).values(),
    ...drawsInARow(findings.filter((one) => one.rule === 'weak-random')),
  ].filter((group) => group.length > 1);
  return [...statements, ...comparisons, ...checks, ...commands, ...secrets];
}

/** The passwords with which the accounts of a file begin. */
function isFirstPassword({ rule, message }: JudgedFinding): boolean {
  return rule === 'credential-argument' && message.startsWith('Whoever reads the code can sign in with');
}

/** What stands on the line from the finding on. */
function statementOf({ excerpt, start }: JudgedFinding): string {
  return (excerpt.lines[0] ?? '').slice(start.column - 1).trim();
}

/** Lines right below one another draw the parts of one secret. */
function drawsInARow(findings: readonly JudgedFinding[]): JudgedFinding[][] {
  const rows: JudgedFinding[][] = [];
  const inOrder = findings.toSorted(
    (a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) || a.start.line - b.start.line,
  );
  for (const one of inOrder) {
    const row = rows.at(-1);
    const above = row?.at(-1);
    if (
      row &&
      above?.path === one.path &&
      one.start.line - above.start.line === 1 &&
      statementOf(above) === statementOf(one)
    )
      row.push(one);
    else rows.push([one]);
  }
  return rows;
}

/** The line without what the names are fields of: `params.token` is the `token` of another function. */
function comparedIn({ excerpt }: JudgedFinding): string {
  return excerpt.lines.join(' ').replace(/\b\w{1,60}\.|\s/g, '');
}

function isStatement(one: JudgedFinding): boolean {
  return one.class === 'sql-injection' && one.related[0]?.message === askedOfTool;
}

function ofOneValue(findings: readonly JudgedFinding[]): JudgedFinding[][] {
  const groups = Map.groupBy(findings, ({ related }) => JSON.stringify(related[0]));
  return [...groups.values()].filter((one) => one.length > 1);
}

function isCommand(one: JudgedFinding): boolean {
  return one.class === 'command-injection' && fromWithin.test(one.related[0]?.message ?? '');
}

function calleeOf({ message }: JudgedFinding): string {
  return /^`[^`]*`/.exec(message)?.[0] ?? '';
}

/** The first word of the command, where it stands in the call. */
function programOf({ excerpt }: JudgedFinding): string | undefined {
  return /\w ?\(\s{0,80}[rfu]?["'`](?:\w+=[^\s"'`]* |sudo )*([\w./-]+)[ "'`]/.exec(
    excerpt.lines.join(' '),
  )?.[1];
}

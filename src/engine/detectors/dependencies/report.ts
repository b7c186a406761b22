// Writes findings: the rule's words, the place, and one finding where several would stand on the same line.
import { addedLines, type ChangedFile, splitLines } from '../../change.ts';
import type { Dependency } from '../../ecosystem.ts';
import {
  bySeverity,
  type AdvisedPackage,
  type Finding,
  type Fix,
  type Related,
  type Severity,
  type Confidence,
} from '../../finding.ts';
import type { RuleSet } from '../../rule.ts';
import { findingOf } from '../told.ts';

/** What a check says of one dependency. */
export interface Report {
  rule: string;
  dependency: Dependency;
  severity?: Severity;
  confidence?: Confidence;
  message: string;
  remedy: string;
  /** The text to write in place of the entry. */
  replacement?: string;
  /** The line to which the finding belongs, when it is not that of the dependency. */
  at?: Pick<Dependency, 'path' | 'line' | 'column' | 'endColumn'>;
  references?: string[];
  /** Why it does not count, by an entry of the policy. */
  ignored?: string;
  /** The advisories that it is about. */
  advised?: AdvisedPackage;
  /** Begins the message when several reports are put together on one line. */
  group?: string;
}

/** Reasons named in one message; the rest is counted. */
const maxParts = 8;

/** One finding for each rule and place; reports on one place are put together, the worst first. Throws for an unknown rule. */
export function toFindings(reports: readonly Report[], rules: RuleSet): Finding[] {
  const groups = Map.groupBy(reports, ({ rule, dependency, at, ignored }) => {
    const place = at ?? dependency;
    return JSON.stringify([rule, place.path, place.line, place.column, ignored]);
  });
  return [...groups.values()].map((group) => toFinding(group, rules));
}

function toFinding(group: readonly Report[], rules: RuleSet): Finding {
  const sorted = [...group].sort((a, b) => bySeverity(severityOf(a, rules), severityOf(b, rules)));
  const worst = sorted[0]!;
  const info = rules.info.get(worst.rule);
  if (!info) throw new Error(`no rule ${worst.rule}`);
  const place = worst.at ?? worst.dependency;
  const fix: Fix | undefined =
    worst.replacement === undefined || worst.at || group.length > 1
      ? undefined
      : { ...region(worst.dependency), replacement: worst.replacement };
  return findingOf(info, {
    path: place.path,
    ...region(place),
    severity: severityOf(worst, rules),
    ...(worst.confidence && { confidence: worst.confidence }),
    message:
      (group.length > 1 && worst.group ? `${worst.group} ` : '') + join(sorted.map((one) => one.message)),
    remedy: join([...new Set(sorted.map((one) => one.remedy))]),
    references: [...new Set([...sorted.flatMap((one) => one.references ?? []), ...info.references])].slice(
      0,
      10,
    ),
    related: sorted
      .filter((one) => one.at)
      .slice(0, 20)
      .map(relatedOf),
    ...(fix ? { fix } : {}),
    ...(worst.ignored === undefined ? {} : { ignored: worst.ignored }),
    // Only where every part has some: a waiver must not accept what it does not name.
    ...(group.every((one) => one.advised) ? { advised: sorted.flatMap(({ advised }) => advised ?? []) } : {}),
  });
}

/** The line of a lockfile's entry on which the change shows, because the name, the version and the digest have lines of their own. */
export function changedLine(
  dependency: Dependency,
  file: ChangedFile,
): Pick<Dependency, 'path' | 'line' | 'column' | 'endColumn'> {
  const needles = [dependency.integrity, dependency.resolved].filter((one) => one !== undefined);
  const added = addedTexts(file);
  for (let line = dependency.line - 2; line <= dependency.line + 12; line++) {
    const text = added.get(line);
    if (text !== undefined && needles.some((needle) => text.includes(needle))) {
      return { path: dependency.path, line, column: 1, endColumn: text.length + 1 };
    }
  }
  return dependency;
}

const addedByFile = new WeakMap<ChangedFile, ReadonlyMap<number, string>>();
const linesByFile = new WeakMap<ChangedFile, readonly string[]>();

/** Read once for each file: thousands of entries of one lockfile may have something to tell. */
function addedTexts(file: ChangedFile): ReadonlyMap<number, string> {
  const known = addedByFile.get(file);
  if (known) return known;
  const made = new Map(addedLines(file).map(({ number, text }) => [number, text]));
  addedByFile.set(file, made);
  return made;
}

function linesOf(file: ChangedFile): readonly string[] {
  const known = linesByFile.get(file);
  if (known) return known;
  const made = splitLines(file.body ?? '');
  linesByFile.set(file, made);
  return made;
}

/** The text of an entry as the file writes it. */
export function entryText(dependency: Dependency, file: ChangedFile): string {
  const line = linesOf(file)[dependency.line - 1] ?? '';
  return line.slice(dependency.column - 1, dependency.endColumn - 1);
}

/** The text of an entry with another name in it. */
export function renamed(written: string, from: string, to: string): string {
  const name = from.replace(/\[.*$/, '');
  return name !== '' && written.includes(name) ? written.replace(name, () => to) : to;
}

function relatedOf({ dependency }: Report): Related {
  return {
    path: dependency.path,
    ...region(dependency),
    message: `${dependency.name} ${dependency.version ?? ''}`.trim(),
  };
}

function region(place: Pick<Dependency, 'line' | 'column' | 'endColumn'>): Pick<Finding, 'start' | 'end'> {
  return {
    start: { line: place.line, column: place.column },
    end: { line: place.line, column: place.endColumn },
  };
}

function severityOf(report: Report, rules: RuleSet): Severity {
  return report.severity ?? rules.info.get(report.rule)?.severity ?? 'medium';
}

function join(parts: readonly string[]): string {
  const more = parts.length - maxParts;
  return parts.slice(0, maxParts).join(' ') + (more > 0 ? ` And ${more} more.` : '');
}

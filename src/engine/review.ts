// The whole product on one page: attribute, detect, judge.
import { createHash, createHmac } from 'node:crypto';
import { addedLines, type Change, type ChangedFile, type Unread } from './change.ts';
import type { Detection, Detector, DetectorInput, NotChecked } from './detector.ts';
import { detectors as allDetectors } from './detectors/index.ts';
import type { ChecklistItem } from './checklist/area.ts';
import { checklistOf } from './checklist/checklist.ts';
import type { FactRequest, Facts } from './facts.ts';
import { bySeverity, type Finding, type Severity } from './finding.ts';
import type { Origin } from './origin.ts';
import { type AllowComment, allowComments, allowFor } from './policy/allow-comments.ts';
import { countsAsAi } from './policy/ai-policy.ts';
import { approvalNeeds, type Approvals, withApprovals } from './policy/approvals.ts';
import { judgeBy } from './policy/judge.ts';
import type { CommentRules, IncidentHelpWhen, Policy, PolicyProblem, WaiverRules } from './policy/policy.ts';
import { policyPath, validateProposed } from './policy/read-policy.ts';
import type { Decided, PolicySource, PolicyValue } from './policy/sources.ts';
import { keptPolicy } from './policy/values.ts';
import { type Waiver, waiversBy, type WaiverSource } from './policy/waivers.ts';
import { attribute } from './provenance/attribute.ts';
import { type Prompter, prompterOf } from './provenance/prompter.ts';
import { conclude } from './review/conclude.ts';
import { detect, findBefore, missingFacts } from './review/detect.ts';
import { markSaidAlready, withoutRepeats } from './review/duplicates.ts';
import { excerptOf, redactedLines } from './review/excerpt.ts';
import { fingerprints } from './review/fingerprint.ts';
import { withOneCause } from './review/one-cause.ts';
import { type OriginRate, ratesOf } from './review/rates.ts';
import { firstAdded, isInHead } from './review/places.ts';
import type { Redactor } from './review/redact.ts';
import { redactFinding } from './review/redact-finding.ts';
import { standings } from './review/standing.ts';
import { countSuggested, type SuggestedDependencies } from './review/suggested.ts';
import { type Suggestion, suggestionFile, suggestionOf } from './review/suggestion.ts';
import type { RuleSet } from './rule.ts';
import { joinScanners } from './scanners/join.ts';
import { isOwnRuleFile } from './rules/own.ts';
import type { Syntax } from './syntax/parse.ts';

/** What became of a finding; only `reported` ones count. */
export type Disposition =
  | { state: 'reported' }
  | { state: 'waived'; reason: string; by: 'comment' }
  | {
      state: 'waived';
      reason: string;
      by: WaiverSource;
      /** The id of the waiver. */
      waiver: string;
      owner: string;
      approver?: string;
      /** The last day on which it binds. */
      until: string;
      /** The advisories that it names, such as `GHSA-1 of npm:lodash 4.17.20`. */
      accepts?: string;
    }
  | { state: 'below-threshold'; reason: string }
  | { state: 'outside-change'; reason: string }
  /** `by` tells an entry that only a detector can read, such as one of `dependencies.ignore`. */
  | { state: 'ignored'; reason: string; by?: 'detector' };

/** A finding after judgement. `severity` is policy's; `detectedSeverity` the rule's own. */
export interface JudgedFinding extends Omit<Finding, 'ignored'> {
  /** Stable over moves, rebases and pushes: 64 hexadecimal digits. */
  fingerprint: string;
  detectedSeverity: Severity;
  disposition: Disposition;
  /** By which keys of the policy; absent where none had a say, and in reviews of before. */
  decided?: Decided;
  origin: Origin;
  /** The lines of the region, redacted, at most five; `startLine` numbers the first. */
  excerpt: { startLine: number; lines: string[] };
  /** The fix as whole lines, where a reviewer can be offered to commit it. */
  suggestion?: Suggestion;
  /** Rules of other scanners that found the same, such as `codeql/js/sql-injection`. */
  alsoFoundBy?: string[];
}

/** How many added lines have which origin. */
export interface OriginSummary {
  origin: Origin;
  lines: number;
  files: number;
  /** Of these lines those that every rule reads, where some stand in generated, minified or vendored files. */
  read?: number;
}

/** What was looked at and what was not. */
export interface Coverage {
  files: number;
  addedLines: number;
  /** Files by class, such as `{ text: 12, lockfile: 1 }`. */
  classes: Record<string, number>;
  /** What no detector saw. */
  unread: Unread[];
  /** What a detector could not judge. */
  notChecked: NotChecked[];
}

/** A detector that threw; the others went on. */
export interface Incident {
  detector: string;
  path?: string;
  message: string;
}

/** Where else the pattern of a finding, or its very secret, stands in a branch; what was not looked at is said. */
export interface Elsewhere {
  branch: string;
  commit: string;
  /** The first of them by path; `more` counts the others. */
  places: { path: string; line: number }[];
  more: number;
  /** Files that were read. */
  files: number;
  left: { files: number; reason: string }[];
}

/** What helps after a bad finding. */
export interface IncidentHelp {
  fingerprint: string;
  /** Of a secret: pull requests of this repository in which the same one was found, newest first. */
  pulls?: number[];
  /** Of a secret: commits of this pull request whose version of the file holds it, oldest first, and how many were read. */
  commits?: { holding: string[]; read: number; of: number };
  elsewhere: Elsewhere[];
}

/** The outcome of a review: a value that reporters render and the store keeps. */
export interface Review {
  base: string;
  head: string;
  /** Digest of the rules and the engine's version. */
  ruleSet: string;
  conclusion: 'success' | 'failure' | 'action_required' | 'neutral';
  /** One sentence that says why. */
  reason: string;
  /** Sorted by severity, path, line. */
  findings: JudgedFinding[];
  origins: OriginSummary[];
  /** Who asked for it, where a tool wrote lines; their own approval is no second pair of eyes. */
  prompter?: Prompter;
  /** Findings on the lines of each kind of origin; absent where nothing was added. */
  rates?: OriginRate[];
  /** The dependencies that it brings, by origin; absent where nobody counted them. */
  dependencies?: SuggestedDependencies[];
  /** What a person must be able to answer about AI-written lines; absent where there is nothing to ask. */
  checklist?: ChecklistItem[];
  coverage: Coverage;
  incidents: Incident[];
  /** What waits for somebody's approval; absent where policy asks for none. */
  approvals?: Approvals;
  /** Where else what was found stands, as far as somebody looked. */
  incidentHelp?: IncidentHelp[];
  policy: {
    mode: 'monitor' | 'enforce';
    failOn: Severity | 'never';
    source: string;
    /** Who may waive, and for how long. */
    waivers: WaiverRules;
    /** What the file asked for and did not get, because the organisation locks the key. */
    held?: string[];
    /** What may be written into the pull request; absent in reviews of before there was anything to say. */
    comments?: CommentRules;
    /** When it is searched for where else a pattern stands; absent in reviews of before. */
    incidentHelp?: IncidentHelpWhen;
    /** Channels hear from this severity on, where that is more than they would. */
    noticesFrom?: Severity;
    /** Whether findings go to code scanning as well; absent where they do not. */
    codeScanning?: 'upload';
    /** The values in force and the layers that they came from; absent in reviews of before. */
    values?: PolicyValue[];
    layers?: PolicySource[];
    problems: PolicyProblem[];
  };
}

/** Raised when the engine judges the same input differently, so that stored reviews can be told apart. */
export const engineVersion = '1';

/** Everything that a review depends on; nothing else enters it. */
export interface ReviewInput {
  change: Change;
  facts: Facts;
  rules: RuleSet;
  syntax: Syntax;
  policy: Policy;
  /** Of the policy file in force, which was then replaced by the defaults. */
  policyProblems: readonly PolicyProblem[];
  /** Of the policy file that the change proposes; found here when not given. */
  proposedProblems?: readonly PolicyProblem[];
  detectors?: readonly Detector[];
  /** Waivers that people gave beside the policy file. */
  waivers?: readonly Waiver[];
  /** Key under which secrets are digested: one per installation, never in a report. */
  digestKey: string;
  /** The day of the review, such as `2026-11-20`. */
  today: string;
  /** Awaited between files, so that a server stays responsive. */
  breathe?(): Promise<void>;
}

/** The facts that the detectors still miss; to be asked again with the answers until there are none. */
export function needs(input: ReviewInput): FactRequest[] {
  return missingFacts(input.detectors ?? allDetectors, detectorInput(input));
}

/** Reviews a change. The same input gives the same Review; a detector that throws becomes an incident. */
export async function review(input: ReviewInput): Promise<Review> {
  const { change, rules, policy } = input;
  const attribution = attribute(change, rules.aiTools ?? [], input.digestKey);
  const detectors = input.detectors ?? allDetectors;
  const given = { ...detectorInput(input), origins: attribution.ranges };
  const detected = await detect(detectors, given, input.breathe);
  const { detections, incidents, redact, comparable, suggested } = detected;

  const files = new Map(change.files.map((file) => [file.path, file]));
  const linesOf = perPath((path) => redactedLines(files.get(path), redact));
  const addedOf = perPath((path) => new Set(addedIn(files.get(path))));
  const wholeLinesOf = perPath((path) => suggestionFile(files.get(path), linesOf(path), redact));
  const allowsOf = perPath((path) => allowsIn(files.get(path), rules));
  const judge = judgeBy(policy);
  const waiverFor = waiversBy([...policy.waivers, ...(input.waivers ?? [])], policy.waiverRules, input.today);

  const found = detections.flatMap((detection) => ('finding' in detection ? [detection.finding] : []));
  const once = withoutRepeats(found);
  const standing = await standings(once, {
    files: change.files,
    addedOf,
    comparable,
    findBefore: (file) => findBefore(detectors, given, file),
    breathe: input.breathe ?? (async () => undefined),
  });
  const findings = once.map((finding) => redactFinding(finding, rules.info.get(finding.rule), redact));
  const standingOf = new Map(findings.map((finding, at) => [finding, standing.get(once[at] as Finding)]));
  const names = fingerprints(findings, linesOf);
  const judgeOne = (known: Finding, own: Partial<Finding> = {}): JudgedFinding => {
    const finding = { ...known, ...own };
    const origin = attribution.originOf(finding.path, firstAdded(finding, addedOf) ?? finding.start.line);
    const place = standingOf.get(known) ?? { inChange: true };
    const fingerprint = names.get(known) as string;
    const waiver = waiverFor(finding, fingerprint);
    const { severity, disposition, failOn, note, decided } = judge(finding, {
      ...(waiver && { waiver }),
      inChange: place.inChange,
      ...('reason' in place && { outside: place.reason }),
      grade: origin.grade,
      // A comment in the head cannot speak for a line that is not there.
      allow:
        finding.commit === undefined
          ? (allowFor(allowsOf(finding.path), finding.rule, finding.start.line) ??
            allowFor(allowsOf(finding.path), finding.rule, finding.chainLine ?? finding.start.line))
          : undefined,
    });
    const { ignored: _told, chainLine: _line, ...rest } = finding;
    const suggestion = finding.fix && suggestionOf(finding, wholeLinesOf(finding.path));
    return {
      ...rest,
      ...(failOn !== undefined && { failOn }),
      severity,
      message: [finding.message, 'note' in place ? place.note : undefined, note]
        .filter((text) => text !== undefined)
        .join(' '),
      fingerprint,
      detectedSeverity: finding.severity,
      disposition:
        'reason' in disposition ? { ...disposition, reason: redact(disposition.reason) } : disposition,
      ...(decided && { decided }),
      origin,
      excerpt: excerptOf(finding, isInHead(finding) ? linesOf(finding.path) : () => undefined),
      ...(suggestion && { suggestion }),
    };
  };
  const each = findings.map((finding) => judgeOne(finding));
  const changed = withOneCause(each);
  const judged = each.map((one, at) => {
    const own = changed.get(one);
    return own ? judgeOne(findings[at] as Finding, own) : one;
  });

  const hasTool = attribution.summary.some(({ origin }) => origin.tool !== undefined);
  const prompter = hasTool ? prompterOf(change) : undefined;
  const outcome = {
    policy,
    problems: input.policyProblems,
    proposed: (input.proposedProblems ?? validateProposed(change, rules.info.keys())).map((problem) => ({
      ...problem,
      message: redact(problem.message),
    })),
    rewrites: change.files.some(
      (file) => (file.path === policyPath && file.status !== 'removed') || isOwnRuleFile(file.path),
    ),
    findings: markSaidAlready(joinScanners(judged)).sort(inOrder),
    coverage: coverageOf(
      { ...change, unread: [...change.unread, ...attribution.unread] },
      detections,
      redact,
    ),
    incidents,
  };
  const needs = approvalNeeds({
    rules: policy.approvals,
    change,
    findings: outcome.findings,
    originOf: attribution.originOf,
    digest: given.digest,
    isAi: (origin) => countsAsAi(origin.grade, policy.ai),
  });
  const without = conclude(outcome);
  const isWritten = (grade: Origin['grade']) => countsAsAi(grade, policy.ai);
  const rates = ratesOf(outcome.findings, attribution.summary, isWritten);
  const checklist = await checklistOf(change, attribution.ranges, rules.checklist ?? [], {
    syntax: input.syntax,
    isWritten,
    breathe: input.breathe ?? (async () => undefined),
  });
  const done: Review = {
    base: change.base,
    head: change.head,
    ruleSet: createHash('sha256').update(`${engineVersion}\n${rules.version}`).digest('hex'),
    ...without,
    findings: outcome.findings,
    origins: attribution.summary,
    ...(prompter && { prompter }),
    ...(rates.length > 0 && { rates }),
    ...(suggested && { dependencies: countSuggested(suggested, attribution.originOf, addedOf) }),
    ...(checklist.length > 0 && { checklist }),
    coverage: outcome.coverage,
    incidents,
    policy: {
      mode: policy.mode,
      failOn: policy.failOn,
      source: policy.source,
      waivers: policy.waiverRules,
      ...(policy.held && { held: policy.held }),
      comments: policy.comments,
      incidentHelp: policy.incidentHelp,
      ...(policy.noticesFrom && { noticesFrom: policy.noticesFrom }),
      ...(policy.codeScanning && { codeScanning: policy.codeScanning }),
      ...keptPolicy(policy, outcome.findings),
      problems: [...outcome.problems, ...outcome.proposed],
    },
    ...(needs.length > 0 && { approvals: { needs, without } }),
  };
  return withApprovals(done, () => []);
}

function detectorInput(input: ReviewInput): DetectorInput {
  const { change, facts, rules, syntax, today, digestKey } = input;
  const digest = (secret: string) => createHmac('sha256', digestKey).update(secret).digest('hex');
  const { dependencies, ai } = input.policy;
  return {
    change,
    facts,
    rules,
    syntax,
    today,
    digest,
    ...(dependencies && { dependencyPolicy: dependencies }),
    ...(ai && { aiPolicy: ai }),
  };
}

function addedIn(file: ChangedFile | undefined): number[] {
  return file ? addedLines(file).map((line) => line.number) : [];
}

function allowsIn(file: ChangedFile | undefined, rules: RuleSet): AllowComment[] {
  return file ? allowComments(file, rules.info) : [];
}

function coverageOf(change: Change, detections: readonly Detection[], redact: Redactor): Coverage {
  const classes: Record<string, number> = {};
  for (const name of change.files.map((file) => file.class).sort()) classes[name] = (classes[name] ?? 0) + 1;
  return {
    files: change.files.length,
    addedLines: change.files.reduce((sum, file) => sum + addedLines(file).length, 0),
    classes,
    unread: change.unread,
    notChecked: detections.flatMap((detection) =>
      'notChecked' in detection
        ? [{ ...detection.notChecked, reason: redact(detection.notChecked.reason) }]
        : [],
    ),
  };
}

function perPath<T>(make: (path: string) => T): (path: string) => T {
  const made = new Map<string, T>();
  return (path) => {
    const known = made.get(path);
    if (known !== undefined) return known;
    const value = make(path);
    made.set(path, value);
    return value;
  };
}

function inOrder(a: JudgedFinding, b: JudgedFinding): number {
  return (
    bySeverity(a.severity, b.severity) ||
    compare(a.path, b.path) ||
    a.start.line - b.start.line ||
    a.start.column - b.start.column ||
    compare(a.rule, b.rule) ||
    compare(a.fingerprint, b.fingerprint)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

// The whole product on one page: attribute, detect, judge.
import { createHash, createHmac } from 'node:crypto';
import { type Change, type ChangedFile, addedLines, filesAround } from './change.ts';
import { checklistOf } from './checklist/checklist.ts';
import type { Detector, DetectorInput } from './detector.ts';
import { detectors as allDetectors } from './detectors/index.ts';
import type { FactRequest, Facts } from './facts.ts';
import type { Finding } from './finding.ts';
import { usedHere } from './flow/sinks/way-told.ts';
import type { Origin } from './origin.ts';
import { countsAsAi } from './policy/ai-policy.ts';
import { type AllowComment, allowComments, allowFor } from './policy/allow-comments.ts';
import { approvalNeeds, withApprovals } from './policy/approvals.ts';
import { judgeBy } from './policy/judge.ts';
import type { Policy, PolicyProblem } from './policy/policy.ts';
import { policyPath, validateProposed } from './policy/read-policy.ts';
import { keptPolicy } from './policy/values.ts';
import { type Waiver, waiversBy } from './policy/waivers.ts';
import { attribute } from './provenance/attribute.ts';
import { prompterOf } from './provenance/prompter.ts';
import { conclude } from './review/conclude.ts';
import { coverageOf } from './review/coverage.ts';
import { detect, findBefore, missingFacts } from './review/detect.ts';
import { markSaidAlready, withoutRepeats } from './review/duplicates.ts';
import { excerptOf, redactedLines } from './review/excerpt.ts';
import { fingerprints } from './review/fingerprint.ts';
import { inOrder } from './review/order.ts';
import type { JudgedFinding, Review } from './review/outcome.ts';
import { firstAdded, isInHead } from './review/places.ts';
import { ratesOf } from './review/rates.ts';
import { ownWordsOf } from './review/own-words.ts';
import { redactFinding } from './review/redact-finding.ts';
import { standings } from './review/standing.ts';
import { countSuggested } from './review/suggested.ts';
import { suggestionFile, suggestionOf } from './review/suggestion.ts';
import { toldOnce } from './review/told-once.ts';
import type { RuleSet } from './rule.ts';
import { isOwnRuleFile } from './rules/own.ts';
import { joinScanners } from './scanners/join.ts';
import type { Syntax } from './syntax/parse.ts';

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

  const files = new Map([...filesAround(change), ...change.files].map((file) => [file.path, file]));
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
  const ownWords = ownWordsOf(rules);
  const findings = once.map((finding) => redactFinding(finding, ownWords(finding.rule), redact));
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
          ? allowPlaces(finding)
              .map(({ path, line }) => allowFor(allowsOf(path), finding.rule, line))
              .find((comment) => comment !== undefined)
          : undefined,
    });
    const { ignored: _told, chainLine: _line, ...rest } = finding;
    const suggestion = finding.fix && suggestionOf(finding, wholeLinesOf(finding.path));
    return {
      ...rest,
      ...(failOn !== undefined && { failOn }),
      severity,
      message: [finding.message, 'note' in place ? place.note : undefined, note]
        .filter((text, at) => text !== undefined && (at === 0 || !finding.message.includes(text)))
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
  const changed = toldOnce(each, (path) => files.get(path)?.body);
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

/** Where a comment may speak for a finding: at its line, at the start of its chain of calls, and where the harm is done in another file. */
function allowPlaces({ path, start, chainLine, related }: Finding): { path: string; line: number }[] {
  const used = related.findLast(({ message }) => message === usedHere);
  return [
    { path, line: start.line },
    ...(chainLine === undefined ? [] : [{ path, line: chainLine }]),
    ...(used ? [{ path: used.path, line: used.start.line }] : []),
  ];
}

function allowsIn(file: ChangedFile | undefined, rules: RuleSet): AllowComment[] {
  return file ? allowComments(file, rules.info) : [];
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

export type {
  Coverage,
  Disposition,
  Elsewhere,
  Incident,
  IncidentHelp,
  JudgedFinding,
  OriginSummary,
  Review,
} from './review/outcome.ts';

// Reads a SARIF log that LangGuard wrote, and gives back of each finding what the log holds.
import { z } from 'zod';
import { confidences, severities } from '../engine/finding.ts';
import type { JudgedFinding } from '../engine/review.ts';

/** What SARIF holds of a finding; texts are as they are shown, with invisible characters written out. */
export type SarifFinding = Pick<
  JudgedFinding,
  | 'rule'
  | 'class'
  | 'path'
  | 'start'
  | 'end'
  | 'severity'
  | 'detectedSeverity'
  | 'confidence'
  | 'message'
  | 'why'
  | 'remedy'
  | 'cwe'
  | 'fingerprint'
  | 'disposition'
  | 'related'
  | 'fix'
  | 'alsoFoundBy'
  | 'removed'
  | 'commit'
> & { snippet: string };

/** What SARIF holds of a review. */
export interface SarifReview {
  version: string;
  ruleSet: string;
  base: string;
  head: string;
  conclusion: string;
  reason: string;
  findings: SarifFinding[];
}

const region = z.object({
  startLine: z.int(),
  startColumn: z.int(),
  endLine: z.int(),
  endColumn: z.int(),
  snippet: z.object({ text: z.string() }).optional(),
});
const artifactLocation = z.object({ uri: z.string() });
const location = z.object({ physicalLocation: z.object({ artifactLocation, region }) });
const text = z.object({ text: z.string() });
const severity = z.enum(severities);

const result = z.object({
  ruleId: z.string(),
  message: text,
  locations: z.array(location).length(1),
  partialFingerprints: z.object({ 'langguard/v1': z.string() }),
  codeFlows: z
    .array(
      z.object({
        threadFlows: z.array(
          z.object({ locations: z.array(z.object({ location: location.extend({ message: text }) })) }),
        ),
      }),
    )
    .optional(),
  suppressions: z
    .array(z.object({ justification: z.string(), properties: z.record(z.string(), z.string()).optional() }))
    .optional(),
  fixes: z
    .array(
      z.object({
        artifactChanges: z.array(
          z.object({ replacements: z.array(z.object({ deletedRegion: region, insertedContent: text })) }),
        ),
      }),
    )
    .optional(),
  properties: z.object({
    severity,
    detectedSeverity: severity,
    confidence: z.enum(confidences),
    class: z.string(),
    cwe: z.array(z.int()),
    disposition: z.enum(['reported', 'waived', 'below-threshold', 'outside-change', 'ignored']),
    reason: z.string().optional(),
    alsoFoundBy: z.array(z.string()).optional(),
    removed: z.literal(true).optional(),
    commit: z.string().optional(),
  }),
});

const log = z.object({
  runs: z
    .array(
      z.object({
        tool: z.object({
          driver: z.object({
            name: z.literal('LangGuard'),
            semanticVersion: z.string(),
            properties: z.object({ ruleSet: z.string() }),
          }),
        }),
        results: z.array(result),
        properties: z.object({
          base: z.string(),
          head: z.string(),
          conclusion: z.string(),
          reason: z.string(),
        }),
      }),
    )
    .length(1),
});

/** Reads the log. Throws a ZodError or a SyntaxError where LangGuard did not write it. */
export function readSarif(sarif: string): SarifReview {
  const [run] = log.parse(JSON.parse(sarif)).runs;
  if (!run) throw new SyntaxError('The log has no run.');
  const { driver } = run.tool;
  return {
    version: driver.semanticVersion,
    ruleSet: driver.properties.ruleSet,
    ...run.properties,
    findings: run.results.map(findingOf),
  };
}

function findingOf(given: z.infer<typeof result>): SarifFinding {
  const { properties } = given;
  const { physicalLocation: place } = given.locations[0] as z.infer<typeof location>;
  const [message = '', why = '', remedy = ''] = unescaped(given.message.text).split('\n\n');
  const steps = given.codeFlows?.[0]?.threadFlows[0]?.locations.slice(0, -1) ?? [];
  const fix = fixOf(given);
  return {
    rule: given.ruleId,
    class: properties.class,
    path: decodeURIComponent(place.artifactLocation.uri),
    ...regionOf(place.region),
    severity: properties.severity,
    detectedSeverity: properties.detectedSeverity,
    confidence: properties.confidence,
    message,
    why,
    remedy,
    cwe: properties.cwe,
    fingerprint: given.partialFingerprints['langguard/v1'],
    disposition: dispositionOf(given),
    related: steps.map(({ location: step }) => ({
      path: decodeURIComponent(step.physicalLocation.artifactLocation.uri),
      ...regionOf(step.physicalLocation.region),
      message: unescaped(step.message.text),
    })),
    ...(fix && { fix }),
    ...(properties.alsoFoundBy && { alsoFoundBy: properties.alsoFoundBy }),
    ...(properties.removed && { removed: true }),
    ...(properties.commit !== undefined && { commit: properties.commit }),
    snippet: place.region.snippet?.text ?? '',
  };
}

function dispositionOf({ properties, suppressions }: z.infer<typeof result>): SarifFinding['disposition'] {
  const [suppression] = suppressions ?? [];
  // What it was waived by is kept as it was, beside the reason.
  return {
    state: properties.disposition,
    ...(suppression && { reason: suppression.justification, ...suppression.properties }),
    ...(properties.reason !== undefined && { reason: properties.reason }),
  } as SarifFinding['disposition'];
}

function fixOf({ fixes }: z.infer<typeof result>): SarifFinding['fix'] {
  const edits = (fixes?.[0]?.artifactChanges[0]?.replacements ?? []).map((each) => ({
    ...regionOf(each.deletedRegion),
    replacement: each.insertedContent.text,
  }));
  const [first, ...also] = edits;
  return first && { ...first, ...(also.length > 0 && { also }) };
}

function regionOf(given: z.infer<typeof region>): Pick<JudgedFinding, 'start' | 'end'> {
  return {
    start: { line: given.startLine, column: given.startColumn },
    end: { line: given.endLine, column: given.endColumn },
  };
}

function unescaped(plain: string): string {
  return plain.replaceAll('\\](', '](');
}

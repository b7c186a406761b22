// A finding as a result of SARIF (3.27), and its places.
import type { Region } from '../engine/finding.ts';
import type { JudgedFinding } from '../engine/review.ts';
import type { RuleInfo } from '../engine/rule.ts';
import { clip, prose, visible, visibleLines } from './neutralise.ts';
import { level } from './sarif-rules.ts';
import { originName } from './wording.ts';

/** Code scanning keeps a thousand steps; of more the first and the last say most. */
export const maxSteps = 1000;

const maxPartChars = 8000;
const maxSnippetChars = 1000;

/** The result. `rule` is what ships with LangGuard, whose words need no care. */
export function renderResult(finding: JudgedFinding, ruleIndex: number, rule: RuleInfo | undefined) {
  const suppressions = suppressionsOf(finding);
  return {
    ruleId: finding.rule,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    kind: 'fail',
    level: finding.disposition.state === 'below-threshold' ? 'note' : level[finding.severity],
    message: {
      text: plainText([finding.message, finding.why, finding.remedy].map(paragraph).join('\n\n')),
      markdown: [
        prose(finding.message, finding.references),
        // What a rule says is ours; only what a detector put together can hold a stranger's words.
        finding.why === rule?.why ? finding.why : prose(finding.why, finding.references),
        finding.remedy === rule?.remedy ? finding.remedy : prose(finding.remedy, finding.references),
      ].join('\n\n'),
    },
    locations: [locationOf(finding.path, finding, finding.excerpt)],
    partialFingerprints: {
      'langguard/v1': finding.fingerprint,
      // The only one that GitHub compares; without it every line shift opens a new alert.
      primaryLocationLineHash: `${finding.fingerprint.slice(0, 16)}:1`,
    },
    ...(finding.related.length === 0 ? {} : { codeFlows: [codeFlow(finding)] }),
    ...(suppressions.length === 0 ? {} : { suppressions }),
    ...fixesOf(finding),
    properties: {
      severity: finding.severity,
      detectedSeverity: finding.detectedSeverity,
      confidence: finding.confidence,
      class: finding.class,
      cwe: finding.cwe,
      disposition: finding.disposition.state,
      ...(finding.disposition.state === 'below-threshold' && { reason: visible(finding.disposition.reason) }),
      ...(finding.alsoFoundBy && { alsoFoundBy: finding.alsoFoundBy }),
      ...(finding.removed === true && { removed: true }),
      ...(finding.commit !== undefined && { commit: visible(finding.commit) }),
      origin: visible(originName(finding.origin)),
    },
  };
}

/** A path with its place; `excerpt` becomes the snippet. */
export function locationOf(path: string, region: Region, excerpt?: JudgedFinding['excerpt']) {
  return {
    physicalLocation: {
      artifactLocation: artifactOf(path),
      region: {
        ...regionOf(region),
        ...(excerpt === undefined || excerpt.lines.length === 0
          ? {}
          : { snippet: { text: snippetOf(excerpt) } }),
      },
    },
  };
}

/** A path as the location of a file, relative to the top of the repository. */
export function artifactOf(path: string) {
  return { uri: pathToUri(path), uriBaseId: '%SRCROOT%' };
}

/** A relative path as a URI reference: each segment percent-encoded, what RFC 3986 allows in one left readable. */
export function pathToUri(path: string): string {
  return encodeURIComponent(path.toWellFormed())
    .replace(/%(?:2F|40|24|26|2B|2C|3B|3D)/g, (code) => decodeURIComponent(code))
    .replace(/^\/+/, '');
}

/** A part of the message: without blank lines, because these stand between the parts. */
export function paragraph(text: string): string {
  return visibleLines(clip(text, maxPartChars))
    .replace(/\n{2,}/g, '\n')
    .replace(/^\n|\n$/g, '');
}

/** The excerpt as it is shown. */
export function snippetOf({ lines }: JudgedFinding['excerpt']): string {
  return visibleLines(lines.join('\n')).slice(0, maxSnippetChars).toWellFormed();
}

/** In SARIF's plain text `[a](b)` is a link (3.11.6); a backslash before the bracket stops it. */
export function plainText(text: string): string {
  return text.replaceAll('](', '\\](');
}

/** The steps that are told: all, or the first and the last. */
export function stepsOf(related: JudgedFinding['related']): JudgedFinding['related'] {
  const room = maxSteps - 1;
  if (related.length <= room) return related;
  return [...related.slice(0, Math.floor(room / 2)), ...related.slice(-Math.ceil(room / 2))];
}

/** Whether the fix can be written as it is; one whose text would have to be changed is another fix. */
export function isPlainFix({ fix, removed }: JudgedFinding): boolean {
  if (!fix || removed === true) return false;
  return [fix, ...(fix.also ?? [])].every(({ replacement }) => visibleLines(replacement) === replacement);
}

/** The fix as `fixes` (3.27.30). */
function fixesOf(finding: JudgedFinding) {
  const { fix } = finding;
  if (!fix || !isPlainFix(finding)) return {};
  return {
    fixes: [
      {
        description: { text: plainText(paragraph(finding.remedy)) },
        artifactChanges: [
          {
            artifactLocation: artifactOf(finding.path),
            replacements: [fix, ...(fix.also ?? [])].map(({ replacement, start, end }) => ({
              deletedRegion: regionOf({ start, end }),
              insertedContent: { text: replacement },
            })),
          },
        ],
      },
    ],
  };
}

function regionOf({ start, end }: Region) {
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}

function codeFlow(finding: JudgedFinding) {
  const steps = stepsOf(finding.related).map((step) => ({
    ...locationOf(step.path, step),
    message: { text: plainText(visible(step.message)) },
  }));
  const sink = {
    ...locationOf(finding.path, finding),
    message: { text: plainText(visible(finding.message)) },
  };
  return { threadFlows: [{ locations: [...steps, sink].map((place) => ({ location: place })) }] };
}

/** Why a finding does not count (3.35), with who waived it and until when. */
function suppressionsOf({ disposition }: JudgedFinding) {
  if (disposition.state === 'reported' || disposition.state === 'below-threshold') return [];
  const { reason } = disposition;
  const isInSource = disposition.state === 'waived' && disposition.by === 'comment';
  return [
    {
      kind: isInSource ? 'inSource' : 'external',
      status: 'accepted',
      justification: visible(reason),
      ...('by' in disposition && disposition.by !== undefined
        ? {
            properties: Object.fromEntries(
              Object.entries(disposition)
                .filter(([key]) => key !== 'state' && key !== 'reason')
                .map(([key, value]) => [key, visible(String(value))]),
            ),
          }
        : {}),
    },
  ];
}

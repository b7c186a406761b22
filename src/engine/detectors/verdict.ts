// Turns what a detector found at offsets into a finding with the words of its rule.
import type { Detection, DetectorInput } from '../detector.ts';
import {
  confidences,
  severities,
  type Confidence,
  type Fix,
  type Region,
  type Severity,
} from '../finding.ts';
import { fixOf, type SourceEdit } from '../fixes/edit.ts';
import { lineStartsOf, positionAt, type SyntaxSource } from '../syntax/tree.ts';
import { isSupportPath } from './code/paths.ts';
import { findingOf, lowered } from './told.ts';

/** What was found, at offsets into the file; severity and confidence are the rule's where they are left out. */
export interface Verdict {
  rule: string;
  start: number;
  end: number;
  severity?: Severity;
  confidence?: Confidence;
  message: string;
  remedy?: string;
  related?: { start: number; end: number; message: string }[];
  /** The text that belongs in place of the region. */
  replacement?: string;
  /** Where mending takes other places than the region: the edit that mends, and those that go with it. */
  edits?: readonly SourceEdit[] | ((text: string) => readonly SourceEdit[] | undefined);
}

/** One finding for each verdict whose rule is in the set; the same rule is said once for one region. */
export function* report(
  path: string,
  body: string,
  verdicts: Iterable<Verdict>,
  { rules }: DetectorInput,
  // Of files that matter as much wherever they lie, a caller says no.
  lower = isSupportPath(path),
): Generator<Detection> {
  const source: Pick<SyntaxSource, 'text' | 'lineStarts'> = { text: body, lineStarts: lineStartsOf(body) };
  const seen = new Set<string>();
  for (const verdict of verdicts) {
    const info = rules.info.get(verdict.rule);
    const key = `${verdict.rule}:${verdict.start}:${verdict.end}`;
    if (!info || seen.has(key)) continue;
    seen.add(key);
    const region = (span: { start: number; end: number }) => {
      const { start, end } = trimmed(body, span);
      return { start: positionAt(source, start), end: positionAt(source, Math.max(end, start + 1)) };
    };
    yield {
      finding: findingOf(info, {
        path,
        ...region(verdict),
        severity: lowered(severities, verdict.severity ?? info.severity, lower),
        confidence: lowered(confidences, verdict.confidence ?? info.confidence, lower),
        message: verdict.message,
        ...(verdict.remedy !== undefined && { remedy: verdict.remedy }),
        related: (verdict.related ?? []).map(({ message, ...span }) => ({ path, ...region(span), message })),
        ...fixOfVerdict(verdict, source, region),
      }),
    };
  }
}

function fixOfVerdict(
  verdict: Verdict,
  source: Pick<SyntaxSource, 'text' | 'lineStarts'>,
  region: (span: { start: number; end: number }) => Region,
): { fix?: Fix } {
  const edits = typeof verdict.edits === 'function' ? verdict.edits(source.text) : verdict.edits;
  const fix =
    verdict.replacement === undefined
      ? edits && fixOf(source, edits)
      : { ...region(verdict), replacement: verdict.replacement };
  return fix ? { fix } : {};
}

function trimmed(
  body: string,
  { start, end }: { start: number; end: number },
): { start: number; end: number } {
  let last = Math.min(end, body.length);
  while (last > start + 1 && /\s/.test(body[last - 1] as string)) last--;
  return { start, end: last };
}

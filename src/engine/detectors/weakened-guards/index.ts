// The detector of weakened guards: what a change silences, skips, loosens or takes away while what it guarded stays.
import type { Detection, Detector, DetectorInput } from '../../detector.ts';
import { readLines } from './change-lines.ts';
import { removedControls } from './controls.ts';
import { ownPolicy } from './own-policy.ts';
import { weakenedPipeline } from './pipeline.ts';
import { ignoreLists } from './ignore-lists.ts';
import { weakenedTests } from './tests.ts';
import type { Weakness } from './weakness.ts';

export const weakenedGuards: Detector = {
  id: 'weakened-guards',
  *detectChange(input) {
    const lines = readLines(input.change);
    // A folder that is read as a whole has no before, so nothing in it was weakened.
    if (input.change.head === 'files') return;
    for (const weakness of [
      ...ignoreLists(lines),
      ...ownPolicy(lines, [...input.rules.info.keys()]),
      ...weakenedTests(lines),
      ...weakenedPipeline(lines),
      ...removedControls(lines),
    ])
      yield* finding(weakness, input);
  },
};

function* finding(weakness: Weakness, { rules }: DetectorInput): Generator<Detection> {
  const info = rules.info.get(weakness.rule);
  if (!info) return;
  const { path, line, column = 1, endColumn = column + 1, removed } = weakness;
  yield {
    finding: {
      rule: info.id,
      title: info.title,
      class: info.class,
      path,
      start: { line, column },
      end: { line, column: endColumn },
      severity: weakness.severity ?? info.severity,
      confidence: weakness.confidence ?? info.confidence,
      message: weakness.message,
      why: info.why,
      remedy: weakness.remedy ?? info.remedy,
      cwe: info.cwe,
      references: info.references,
      related: [],
      ...(removed && { removed }),
    },
  };
}

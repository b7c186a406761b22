// The detector of weakened guards: what a change silences, skips, loosens or takes away while what it guarded stays.
import type { Detection, Detector, DetectorInput } from '../../detector.ts';
import { findingOf } from '../told.ts';
import { type ChangeLines, readLines } from './change-lines.ts';
import { removedControls } from './controls.ts';
import { ownPolicy } from './own-policy.ts';
import { weakenedPipeline } from './pipeline.ts';
import { ignoreLists } from './ignore-lists.ts';
import { lostApplicationGuards } from './lost-application-guards.ts';
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
      ...lostGuards(input, lines),
    ])
      yield* finding(weakness, input);
  },
};

/** Guards by their lines, and those of whole applications that no line tells of. */
function lostGuards({ change, syntax }: DetectorInput, lines: ChangeLines): Weakness[] {
  const byLines = [...removedControls(lines)];
  const told = new Set(byLines.flatMap(({ rule, path }) => (rule === 'authorization-removed' ? [path] : [])));
  const wide = [...lostApplicationGuards(change, lines, syntax)].filter(({ path }) => !told.has(path));
  return [...byLines, ...wide];
}

function* finding(weakness: Weakness, { rules }: DetectorInput): Generator<Detection> {
  const info = rules.info.get(weakness.rule);
  if (!info) return;
  const { rule: _, line, column = 1, endColumn = column + 1, ...told } = weakness;
  yield { finding: findingOf(info, { ...told, start: { line, column }, end: { line, column: endColumn } }) };
}

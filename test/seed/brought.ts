// Invents the dependencies that the origins of a review bring: those that are findings, and good ones beside them.
import type { JudgedFinding, OriginSummary, Review } from '../../src/engine/review.ts';
import { randomBy } from './random.ts';

/** The first weeks of the year were reviewed by a version that did not count them. */
const countedFrom = 0.12;

/** The counts of one review; the same for the same change. Draws from numbers of its own, so that the rest stays. */
export function broughtBy(
  change: string,
  { findings, origins, progress }: { findings: JudgedFinding[]; origins: OriginSummary[]; progress: number },
): Review['dependencies'] {
  if (progress < countedFrom) return undefined;
  const random = randomBy(Number.parseInt(change.slice(0, 8), 16));
  return origins.flatMap(({ origin, lines }) => {
    const of = (rule: string): number =>
      findings.filter((each) => each.rule === rule && each.origin.tool === origin.tool).length;
    const [vulnerable, invented, lookalike] = [
      of('vulnerable-dependency'),
      of('invented-dependency'),
      of('lookalike-dependency'),
    ];
    const good = random.poisson(0.3 + Math.min(lines, 400) / 130);
    const dependencies = vulnerable + invented + lookalike + good;
    if (dependencies === 0) return [];
    const unknown = Array.from({ length: good }).filter(() => random.next() < 0.04).length;
    const { tool, name, model, grade } = origin;
    return [
      {
        ...(tool !== undefined && { tool }),
        ...(name !== undefined && { name }),
        ...(model !== undefined && { model }),
        grade,
        dependencies,
        vulnerable,
        invented,
        lookalike,
        flagged: vulnerable + invented,
        unknown,
      },
    ];
  });
}

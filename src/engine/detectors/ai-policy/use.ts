// Which tools wrote which of the added lines, as policy counts them.
import type { Origin } from '../../origin.ts';
import { type AiPolicy, countsAsAi } from '../../policy/ai-policy.ts';
import type { OriginRange } from '../../provenance/attribute.ts';

/** A tool in the origin of some lines. */
export interface UsedTool {
  tool: string;
  model?: string;
}

/** One tool, with all the lines that it wrote. */
export interface Use extends UsedTool {
  ranges: OriginRange[];
}

/** The tools that a line's marks name; a proposal that a person accepted came from a tool as well. */
export function toolsOf(origin: Origin, policy: Pick<AiPolicy, 'countsFrom'>): UsedTool[] {
  const { grade, tool, model, evidence } = origin;
  if (tool === undefined || !(countsAsAi(grade, policy) || grade === 'assist')) return [];
  // The other tools of lines that several share have their marks alone.
  const others = evidence.flatMap((mark) =>
    mark.tool !== undefined && (mark.grade === grade || countsAsAi(mark.grade, policy)) ? [mark.tool] : [],
  );
  return [...new Set([tool, ...others])].map((id) => ({
    tool: id,
    ...(id === tool && model !== undefined && { model }),
  }));
}

/** Each tool, and each of its models, in the order of the lines. */
export function usesOf(ranges: readonly OriginRange[], policy: Pick<AiPolicy, 'countsFrom'>): Use[] {
  const uses = new Map<string, Use>();
  for (const range of ranges)
    for (const used of toolsOf(range.origin, policy)) {
      const key = JSON.stringify([used.tool, used.model]);
      const use = uses.get(key) ?? { ...used, ranges: [] };
      uses.set(key, use);
      use.ranges.push(range);
    }
  return [...uses.values()];
}

/** How many lines some ranges hold. */
export function linesOf(ranges: readonly OriginRange[]): number {
  return ranges.reduce((sum, { start, end }) => sum + end - start + 1, 0);
}

// Tells lines that a tool wrote in files which policy keeps from it, by how sensitive they are.
import type { NotChecked } from '../../detector.ts';
import type { AiPolicy } from '../../policy/ai-policy.ts';
import { pathMatcher } from '../../policy/globs.ts';
import type { OriginRange } from '../../provenance/attribute.ts';
import type { AiTool } from '../../provenance/tool.ts';
import { type Breach, count, listed, nameOf } from './breach.ts';
import { linesOf, usesOf } from './use.ts';

/** One breach for each file and tool; of restricted files also what nobody knows the author of. */
export function* dataBreaches(
  ranges: readonly OriginRange[],
  policy: AiPolicy,
  catalogue: readonly AiTool[],
): Generator<Breach | NotChecked> {
  const classes = policy.data.map((entry) => ({ ...entry, covers: pathMatcher(entry.paths) }));
  if (classes.length === 0) return;
  for (const [path, own] of Map.groupBy(ranges, (range) => range.path)) {
    // The strictest class stands first.
    const found = classes.find(({ covers }) => covers(path));
    if (!found?.tools) continue;
    const { class: name, tools, severity } = found;
    const said = new Set<string>();
    for (const { tool, ranges: written } of usesOf(own, policy)) {
      const [first] = written;
      if (!first || tools.includes(tool) || said.has(tool)) continue;
      said.add(tool);
      const allowed = tools.map((id) => nameOf(id, catalogue));
      yield {
        rule: 'ai-lines-in-classified-path',
        path,
        line: first.start,
        severity,
        message: `${nameOf(tool, catalogue)} ${first.origin.grade === 'assist' ? 'proposed' : 'wrote'} ${count(linesOf(written), 'line')} of this file, which policy calls ${name} and ${allowed.length === 0 ? 'keeps from every tool' : `opens only to ${listed(allowed)}`}.`,
      };
    }
    const unmarked = own.filter(({ origin: { grade } }) => grade === 'unknown' || grade === 'hinted');
    if (name === 'restricted' && unmarked.length > 0)
      yield {
        path,
        check: `who wrote ${count(linesOf(unmarked), 'line')}`,
        reason: 'policy calls these files restricted, and no mark says whether a tool wrote to them',
        isOrigin: true,
      };
  }
}

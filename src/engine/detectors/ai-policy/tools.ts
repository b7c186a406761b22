// Tells tools and models that policy blocks, or that are not on its list of approved ones.
import type { NotChecked } from '../../detector.ts';
import type { AiPolicy, ListedTool } from '../../policy/ai-policy.ts';
import type { OriginRange } from '../../provenance/attribute.ts';
import type { AiTool } from '../../provenance/tool.ts';
import { type Breach, count, listed, nameOf, quote } from './breach.ts';
import { isModelListed } from './patterns.ts';
import { linesOf, type Use, usesOf } from './use.ts';

/** One breach for each tool, at its first line; what a mark does not say of the model is not checked. */
export function* toolBreaches(
  ranges: readonly OriginRange[],
  policy: AiPolicy,
  catalogue: readonly AiTool[],
): Generator<Breach | NotChecked> {
  if (policy.approvedTools === undefined && policy.blockedTools.length === 0) return;
  const said = new Set<string>();
  for (const use of usesOf(ranges, policy)) {
    const breach = judge(use, policy, catalogue);
    if (breach === undefined || said.has(use.tool)) continue;
    if ('rule' in breach) said.add(use.tool);
    yield breach;
  }
}

function judge(use: Use, policy: AiPolicy, catalogue: readonly AiTool[]): Breach | NotChecked | undefined {
  const name = nameOf(use.tool, catalogue);
  const unknownModel = (entry: ListedTool): NotChecked => ({
    check: `model of ${name}`,
    reason: `policy names ${listed((entry.models ?? []).map(quote), 'or')}, and no mark says which model it was`,
    isOrigin: true,
  });
  const blocked = policy.blockedTools.filter(({ tool }) => tool === use.tool);
  const hit = blocked.find((entry) => coversModel(entry, use) === true);
  if (hit)
    return {
      rule: 'blocked-ai-tool',
      ...firstLine(use),
      message: `${wrote(use, name)}, and policy blocks it${hit.reason === undefined ? '' : `: ${hit.reason}`}.`,
      ...(hit.instead !== undefined && {
        remedy: `Have these lines written by a person or by ${nameOf(hit.instead, catalogue)}, which policy names in its place.`,
      }),
    };
  const undecided = blocked.find((entry) => coversModel(entry, use) === undefined);
  if (undecided) return unknownModel(undecided);
  if (!policy.approvedTools) return undefined;
  const approved = policy.approvedTools.filter(({ tool }) => tool === use.tool);
  if (approved.some((entry) => coversModel(entry, use) === true)) return undefined;
  const [entry] = approved;
  if (entry && use.model === undefined) return unknownModel(entry);
  const tools = [...new Set(policy.approvedTools.map(({ tool }) => nameOf(tool, catalogue)))];
  if (catalogue.some(({ id, names_no_tool: isUnnamed }) => id === use.tool && isUnnamed))
    return {
      rule: 'unapproved-ai-tool',
      ...firstLine(use),
      severity: 'low',
      message: `A tool wrote ${extent(use)}, and its marks do not say which; only some are approved.`,
      remedy: 'Name the tool in a trailer of the commit, such as `Assisted-by: <tool>:<model>`.',
    };
  return {
    rule: 'unapproved-ai-tool',
    ...firstLine(use),
    message: entry
      ? `${wrote(use, name)} with ${quote(use.model ?? '')}; approved are only ${listed((entry.models ?? []).map(quote))}.`
      : `${wrote(use, name)}, which is not on the list of approved tools.`,
    remedy:
      tools.length === 0
        ? 'Have a person write these lines, or have the tool approved in the policy of the target branch.'
        : `Use ${listed(entry ? [`an approved model of ${name}`] : tools, 'or')}, or have the tool approved in the policy of the target branch.`,
  };
}

/** Undefined where the entry is about models and the mark names none. */
function coversModel({ models }: ListedTool, { model }: Use): boolean | undefined {
  if (models === undefined) return true;
  return model === undefined ? undefined : isModelListed(models, model);
}

function wrote(use: Use, name: string): string {
  const [first] = use.ranges;
  const mark = first?.origin.evidence.find(({ tool }) => tool === use.tool);
  const by = first?.origin.grade === 'assist' ? 'proposed' : 'wrote';
  return `${name} ${by} ${extent(use)}${mark === undefined ? '' : `, by the ${mark.where.replaceAll('-', ' ')}${mark.commit === undefined ? '' : ` of ${quote(mark.commit.slice(0, 7))}`}`}`;
}

function extent({ ranges }: Use): string {
  const files = new Set(ranges.map(({ path }) => path)).size;
  return `${count(linesOf(ranges), 'line')}${files > 1 ? ` in ${files} files` : ''}`;
}

function firstLine({ ranges }: Use): Pick<Breach, 'path' | 'line'> {
  const [first] = ranges;
  return { path: first?.path ?? '', line: first?.start ?? 1 };
}

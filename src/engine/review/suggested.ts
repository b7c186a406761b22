// Counts the dependencies that a change suggests by who wrote their lines, with those of which nobody knows enough.
import type { SuggestedDependency } from '../detector.ts';
import type { Grade, Origin } from '../origin.ts';

/** Dependencies that lines of one origin suggest: direct ones, each package and version once. */
export interface SuggestedDependencies {
  tool?: string;
  name?: string;
  model?: string;
  grade: Grade;
  dependencies: number;
  /** Their version has known advisories. */
  vulnerable: number;
  /** No such package or version was published. */
  invented: number;
  /** Their name resembles a well-known one. */
  lookalike: number;
  /** Vulnerable or invented: each once. */
  flagged: number;
  /** Neither, and somebody who was to be asked did not answer: they are no good ones. */
  unknown: number;
}

/** An entry that spreads over lines changes below the line that names it at most so many lines further down. */
const maxEntryLines = 8;

/** One row for each origin that suggests a dependency, in the order of the change. */
export function countSuggested(
  all: readonly SuggestedDependency[],
  originOf: (path: string, line: number) => Origin,
  addedOf: (path: string) => ReadonlySet<number>,
): SuggestedDependencies[] {
  const rows = new Map<string, SuggestedDependencies>();
  for (const each of all) {
    const { tool, name, model, grade } = originOf(each.path, addedLine(each, addedOf(each.path)));
    const key = JSON.stringify([tool, name, model, grade]);
    const row = rows.get(key) ?? {
      ...(tool !== undefined && { tool }),
      ...(name !== undefined && { name }),
      ...(model !== undefined && { model }),
      grade,
      dependencies: 0,
      vulnerable: 0,
      invented: 0,
      lookalike: 0,
      flagged: 0,
      unknown: 0,
    };
    const isFlagged = each.isVulnerable || each.isInvented;
    rows.set(key, {
      ...row,
      dependencies: row.dependencies + 1,
      vulnerable: row.vulnerable + Number(each.isVulnerable),
      invented: row.invented + Number(each.isInvented),
      lookalike: row.lookalike + Number(each.isLookalike),
      flagged: row.flagged + Number(isFlagged),
      unknown: row.unknown + Number(!isFlagged && !each.isAnswered),
    });
  }
  return [...rows.values()];
}

function addedLine({ line }: SuggestedDependency, added: ReadonlySet<number>): number {
  for (let at = line; at <= line + maxEntryLines; at++) if (added.has(at)) return at;
  return line;
}

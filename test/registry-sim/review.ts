// Runs the dependency detector over texts before and after, asking lookups in rounds as a review does.
import { readFileSync, readdirSync } from 'node:fs';
import { parse } from 'yaml';
import { type Change, type ChangedFile, type Hunk, splitLines, wholeFile } from '../../src/engine/change.ts';
import type { Detection, DetectorInput } from '../../src/engine/detector.ts';
import { dependencies } from '../../src/engine/detectors/dependencies/index.ts';
import { type Fact, factKey, Facts } from '../../src/engine/facts.ts';
import type { DependencyPolicy } from '../../src/engine/policy/dependency-policy.ts';
import { ruleInfoSchema, type RuleSet } from '../../src/engine/rule.ts';
import type { Answerer } from '../../src/lookups/private-registries.ts';

/** The day of every such review. */
export const today = '2026-11-20';

/** Files by path: a text for a new file, a pair for a changed one. */
export type Files = Record<string, string | [before: string, after: string]>;

/** A change of these files. */
export function changeOf(files: Files): Change {
  return {
    base: 'base',
    head: 'head',
    commits: [],
    unread: [],
    files: Object.entries(files).map(([path, text]) =>
      typeof text === 'string' ? wholeFile(path, text) : edited(path, ...text),
    ),
  };
}

/** What the detector says of a change when `lookups` answers, and what it asked. */
export async function reviewDependencies(
  files: Files | Change,
  lookups: Answerer,
  policy?: DependencyPolicy,
): Promise<{ detections: Detection[]; rounds: number }> {
  const change = isChange(files) ? files : changeOf(files);
  const answers = new Map<string, Fact<unknown>>();
  let rounds = 0;
  for (; rounds < 4; rounds++) {
    const facts = new Facts(answers);
    const open = (dependencies.needs?.(inputOf(change, facts, policy)) ?? []).filter(
      (request) => !facts.has(request),
    );
    if (open.length === 0) break;
    const found = await lookups.answer(open);
    for (const request of open) {
      answers.set(factKey(request), found.get(factKey(request)) ?? { state: 'unknown', reason: 'no answer' });
    }
  }
  return {
    detections: [...(dependencies.detectChange?.(inputOf(change, new Facts(answers), policy)) ?? [])],
    rounds,
  };
}

/** Detections as text: `high invented-dependency package.json:3`, or `not checked: …`. */
export function told(detections: readonly Detection[]): string[] {
  return detections
    .map((one) =>
      'finding' in one
        ? `${one.finding.severity} ${one.finding.rule} ${one.finding.path}:${one.finding.start.line}`
        : `not checked: ${one.notChecked.check} (${one.notChecked.reason})`,
    )
    .sort();
}

/** The rules of this detector. */
export function dependencyRules(): RuleSet {
  const folder = new URL('../../rules/dependencies/', import.meta.url);
  const infos = readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .map((name) => {
      const { detector, ...info } = parse(readFileSync(new URL(name, folder), 'utf8')) as {
        detector: unknown;
      };
      if (detector !== 'dependencies') throw new Error(`${name} names another detector`);
      return ruleInfoSchema.parse(info);
    });
  return { version: '0'.repeat(64), info: new Map(infos.map((info) => [info.id, info])) };
}

const rules = dependencyRules();

function inputOf(change: Change, facts: Facts, policy?: DependencyPolicy): DetectorInput {
  return {
    change,
    facts,
    rules,
    today,
    digest: () => '',
    ...(policy === undefined ? {} : { dependencyPolicy: policy }),
    syntax: undefined as unknown as DetectorInput['syntax'],
  };
}

function isChange(value: Files | Change): value is Change {
  return Array.isArray((value as Change).commits);
}

/** One hunk from the first differing line to the last. */
function edited(path: string, before: string, after: string): ChangedFile {
  const [old, now] = [splitLines(before), splitLines(after)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const removed = old.slice(start, old.length - end);
  const added = now.slice(start, now.length - end);
  const hunk: Hunk = {
    oldStart: removed.length === 0 ? start : start + 1,
    oldLines: removed.length,
    newStart: added.length === 0 ? start : start + 1,
    newLines: added.length,
    lines: [
      ...removed.map((text) => ({ kind: 'removed' as const, text })),
      ...added.map((text) => ({ kind: 'added' as const, text })),
    ],
  };
  return {
    path,
    status: 'modified',
    class: 'text',
    body: after,
    hunks: removed.length + added.length === 0 ? [] : [hunk],
  };
}

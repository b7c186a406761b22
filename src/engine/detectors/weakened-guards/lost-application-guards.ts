// Finds guards of a whole application that a change takes away, or that no longer stand in front of all that they did.
import { addedLines, bodyBefore, type Change, type ChangedFile, removedLines } from '../../change.ts';
import type { Syntax } from '../../syntax/parse.ts';
import { applicationGuards, readApplication } from '../route-guards/application/index.ts';
import { isApplicationFile } from '../route-guards/application/files.ts';
import type { ApplicationGuard, DistantRoute } from '../route-guards/application/guard.ts';
import type { ChangeLines } from './change-lines.ts';
import { families } from './control-families.ts';
import { quote, type Weakness } from './weakness.ts';

/** Routes that were behind a guard before the change and are behind none after it, told once for each guard. */
export function* lostApplicationGuards(
  change: Change,
  lines: ChangeLines,
  syntax: Syntax,
): Generator<Weakness> {
  for (const file of change.files) {
    const path = file.previousPath ?? file.path;
    if (file.class !== 'text' || !isApplicationFile(path)) continue;
    const text = bodyBefore(file);
    if (text === undefined) continue;
    const after = applicationGuards(change, syntax);
    const said = new Set<string>();
    for (const guard of readApplication(path, text, syntax)) {
      const lost = guard.samples.find((route) => isCertain(guard, route) && !isGuarded(route, after));
      if (!lost || said.has(guard.name)) continue;
      // What opens everything in so many words is told by the rule for that.
      if (lost.framework === 'drf' && /\bAllowAny\b/.test(file.body ?? '')) continue;
      said.add(guard.name);
      yield weaknessOf(file, guard, lost, { isReplaced: isReplaced(file, lines) });
    }
  }
}

function isCertain({ covers }: ApplicationGuard, route: DistantRoute): boolean {
  return (covers(route) ?? 'maybe') !== 'maybe';
}

function isGuarded(route: DistantRoute, guards: readonly ApplicationGuard[]): boolean {
  return guards.some(({ covers }) => covers(route) !== undefined);
}

/** Whether the change puts guards into other files, which may do instead. */
function isReplaced(file: ChangedFile, lines: ChangeLines): boolean {
  return lines.files.some(
    (other) =>
      other.file !== file &&
      other.added.some(({ text }) =>
        families.some(({ rule, guard }) => rule === 'authorization-removed' && guard.test(text)),
      ),
  );
}

function weaknessOf(
  file: ChangedFile,
  { name }: ApplicationGuard,
  { path: address }: DistantRoute,
  { isReplaced }: { isReplaced: boolean },
): Weakness {
  const at = placeOf(file, [name, 'matcher', address ?? name]);
  const what = name.includes(' ') ? name : quote(name);
  const where =
    address === undefined || address === '/a'
      ? 'the whole application'
      : `everything below \`${address.replace(/\/a$/, '')}\``;
  return {
    rule: 'authorization-removed',
    path: file.path,
    ...at,
    severity: isReplaced ? 'medium' : 'high',
    confidence: isReplaced ? 'low' : 'medium',
    message: `Before this change ${what} stood in front of ${where} and turned strangers away; nothing in this change does so now.`,
    remedy: `Put ${what} back in front of ${where}, or give each route a guard of its own.`,
  };
}

const aboutCallers = /auth|session|token|permission|guard|login|40[13]/i;

/** The line that the guard went with, or the one that lets callers past it. */
function placeOf(file: ChangedFile, words: readonly string[]): Pick<Weakness, 'line' | 'removed'> {
  const removed = removedLines(file).filter(({ text }) => !/^\s*(?:import|from|using)\b/.test(text));
  const gone =
    removed.find(({ text }) => words.some((word) => text.includes(word))) ??
    removed.find(({ text }) => aboutCallers.test(text)) ??
    removed[0];
  return gone ? { line: gone.number, removed: true } : { line: addedLines(file)[0]?.number ?? 1 };
}

// Chooses the unchanged files that may hand what they were asked for to a changed one: the controller and the service of a changed store.
import { basename, dirname } from 'node:path/posix';
import type { ChangedFile } from '../../change.ts';
import { moduleKind, moduleOf } from '../../text/module-paths.ts';
import { addedText, isCode } from './called-around.ts';

/** What may do harm with what it is given; without it nobody need know who calls. */
const acts =
  /quer|execut|\bexec|raw\b|sql|\bselect\b|find|where|open|file|path|fetch|\burl|http|render|html|redirect|eval|spawn|command|process|load|parse|write|send/i;

/** What a file is called beside what it is about. */
const roles =
  /^(?:controllers?|routes?|routers?|handlers?|views?|resources?|endpoints?|actions?|api|services?|stores?|repository|repositories|repo|dao|models?|queries|query|managers?|helpers?|utils?|providers?|clients?|impl|class|get|use|app|src|lib|server|backend|web|core|common|internal|main|index)$/;

/** The controller, the service, and one to spare. */
const maxForEach = 3;
const maxFiles = 6;

/** Paths of unchanged files about the same thing as a changed one, by their names, the nearest first. */
export function callersAround(paths: readonly string[], files: readonly ChangedFile[]): string[] {
  const changed = new Set(files.map(({ path }) => path));
  const open = files.filter(mayBeCalled);
  if (open.length === 0) return [];
  const kinds = new Set(open.map(({ path }) => moduleKind(path)));
  const words = open.flatMap(({ path }) => wordsOf(path).slice(0, 1));
  if (words.length === 0) return [];
  // Of a hundred thousand paths few are about the same.
  const hint = new RegExp(words.map((word) => word.replace(/(?<=\w{3})s$/, '')).join('|'), 'i');
  const others = Map.groupBy(
    paths.filter(
      (path) => hint.test(path) && kinds.has(moduleKind(path)) && !changed.has(path) && isCode(path),
    ),
    subjectOf,
  );
  const chosen = new Set<string>();
  for (const { path } of open) {
    const subject = subjectOf(path);
    const near = (subject === '' ? [] : (others.get(subject) ?? []))
      .filter((other) => moduleKind(other) === moduleKind(path))
      .map((other) => ({ other, apart: foldersBetween(path, other) }))
      .toSorted((a, b) => a.apart - b.apart || (a.other < b.other ? -1 : 1));
    for (const { other } of near.slice(0, maxForEach)) chosen.add(other);
    if (chosen.size >= maxFiles) break;
  }
  return [...chosen].slice(0, maxFiles);
}

/** Whether a changed file may do something with what it is given by others. */
export function mayBeCalled(file: ChangedFile): boolean {
  return (
    file.status !== 'removed' &&
    file.class === 'text' &&
    file.body !== undefined &&
    isCode(file.path) &&
    acts.test(addedText(file))
  );
}

/** `user` for UserController.java, users.service.ts, user_store.py and api/users/route.ts; empty where it cannot be told. */
function subjectOf(path: string): string {
  return wordsOf(path)
    .join('')
    .replace(/(?<=\w{3})s$/, '');
}

/** The words of a file's name that do not say its role, or else those of its folder's. */
function wordsOf(path: string): string[] {
  const names = moduleOf(path)
    .replace(/\.\w{1,5}$/, '')
    .split('/')
    .slice(-2)
    .toReversed();
  for (const name of names) {
    const words = name
      .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .split(/[^a-z\d]+/)
      .filter((word) => word !== '' && !roles.test(word));
    if (words.length > 0) return words;
  }
  return [];
}

/** Steps from one folder up and down to the other. */
function foldersBetween(a: string, b: string): number {
  const [one, other] = [dirname(a).split('/'), dirname(b).split('/')];
  let shared = 0;
  while (shared < one.length && shared < other.length && one[shared] === other[shared]) shared++;
  return one.length + other.length - 2 * shared + (basename(a) === basename(b) ? 1 : 0);
}

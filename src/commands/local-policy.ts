// The policy of a run on a laptop: from the base revision, from a file that was named, or from the folder.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { bodyBefore, type Change } from '../engine/change.ts';
import { UserError } from '../engine/problem.ts';
import type { Judge } from '../engine/policy/policy.ts';
import { policyPath, readPolicy } from '../engine/policy/read-policy.ts';
import type { RuleSet } from '../engine/rule.ts';
import { isOwnRuleFile, ownLimits, ownRulesFolder, type OwnRuleFile } from '../engine/rules/own.ts';
import { readBaseFolder, readBaseText } from '../sources/git.ts';

/** The policy of the named file, else of the folder's own `.langguard.yml`, else the defaults. */
export async function localPolicy(
  folder: string,
  config: string | undefined,
  rules: RuleSet,
): Promise<Judge> {
  const path = config ?? policyPath;
  const text = config === undefined ? await readIfThere(join(folder, policyPath)) : await readNamed(config);
  return readPolicy(text, { path, source: path, ruleIds: rules.info.keys(), allowComments: 'head' });
}

/** The policy of the folder as it is without the patch, whether that was applied there or not; a named file goes first. */
export async function patchPolicy(
  change: Change,
  folder: string,
  config: string | undefined,
  rules: RuleSet,
): Promise<Judge> {
  const before = config === undefined ? withoutPatch(change, policyPath) : undefined;
  if (!before) return localPolicy(folder, config, rules);
  const source = `${policyPath} before the patch`;
  return readPolicy(before.text, {
    path: policyPath,
    source,
    ruleIds: rules.info.keys(),
    allowComments: 'head',
  });
}

/** A file as it was before a patch that changes it; without a text where the patch brings it. Undefined where the patch does not say. */
function withoutPatch(change: Change, path: string): { text?: string } | undefined {
  const file = change.files.find(
    (one) => one.path === path || (one.previousPath === path && one.status === 'renamed'),
  );
  if (!file) return undefined;
  if (file.path === path && file.status !== 'modified' && file.status !== 'removed')
    return file.status === 'mode-changed' ? undefined : {};
  const text = bodyBefore(file);
  return text === undefined ? undefined : { text };
}

/** The policy at the commit before the change, so that a change cannot pick its own judge; a named file goes first. */
export async function basePolicy(
  change: Change,
  cwd: string,
  config: string | undefined,
  rules: RuleSet,
): Promise<Judge> {
  if (config !== undefined) return localPolicy(cwd, config, rules);
  const revision = change.target ?? change.base;
  const text =
    /^[\da-f]{40,64}$/.test(revision) && !emptyTrees.has(revision)
      ? await readBaseText(cwd, revision, policyPath)
      : undefined;
  const source = `${policyPath} at ${revision.slice(0, 7)}`;
  const ruleIds = rules.info.keys();
  return readPolicy(text, { path: policyPath, source, ruleIds, allowComments: 'head' });
}

/** The rules of the folder's own `.langguard/rules`. */
export async function localOwnRules(folder: string): Promise<OwnRuleFile[]> {
  const path = join(folder, ownRulesFolder);
  const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => `${ownRulesFolder}/${entry.name}`);
  return Promise.all(
    names.filter(isOwnRuleFile).map(async (name): Promise<OwnRuleFile> => {
      const file = join(folder, name);
      const { size } = await stat(file);
      return size > ownLimits.fileChars ? { path: name } : { path: name, text: await readFile(file, 'utf8') };
    }),
  );
}

/** The rules of the folder as they are without the patch. */
export async function patchOwnRules(change: Change, folder: string): Promise<OwnRuleFile[]> {
  const there = new Map((await localOwnRules(folder)).map((file) => [file.path, file]));
  for (const { path, previousPath } of change.files)
    for (const name of [path, previousPath]) {
      const before = name !== undefined && isOwnRuleFile(name) ? withoutPatch(change, name) : undefined;
      if (name === undefined || !before) continue;
      if (before.text === undefined) there.delete(name);
      else there.set(name, { path: name, text: before.text });
    }
  return [...there.values()];
}

/** The rules that stood in the repository before the change. */
export async function baseOwnRules(change: Change, cwd: string): Promise<OwnRuleFile[]> {
  const revision = change.target ?? change.base;
  if (!/^[\da-f]{40,64}$/.test(revision) || emptyTrees.has(revision)) return [];
  const files = await readBaseFolder(cwd, revision, ownRulesFolder, ownLimits.fileChars);
  return files.filter((file) => isOwnRuleFile(file.path));
}

/** What git compares with where there is no commit yet, in SHA-1 and SHA-256 repositories. */
const emptyTrees = new Set([
  '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
]);

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function readNamed(config: string): Promise<string> {
  try {
    return await readFile(resolve(config), 'utf8');
  } catch (error) {
    throw new UserError(
      `The policy file cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      `--config ${config}`,
      'Name a file that exists, or leave --config out.',
    );
  }
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

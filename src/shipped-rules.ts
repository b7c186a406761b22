// The rules that ship with LangGuard, loaded: from the user's cache, where an earlier run kept them, or from their files.
import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { readRuleFiles, rulesFolder } from './assets.ts';
import type { RuleSet } from './engine/rule.ts';
import { loadRules } from './engine/rules/load.ts';
import type { RuleProblem } from './engine/rules/read.ts';

/** What the files say, and what is wrong with them. */
export interface LoadedRules {
  rules: RuleSet;
  problems: RuleProblem[];
}

/** The modules that decide what is kept of a rule file; a test follows the loader's imports to find one that is missing here. */
export const readers: readonly string[] = [
  'engine/checklist/area.ts',
  'engine/detectors/secrets/schema.ts',
  'engine/flow/models.ts',
  'engine/flow/sinks/weigh.ts',
  'engine/provenance/tool.ts',
  'engine/rule.ts',
  'engine/rules/code-rule.ts',
  'engine/rules/load.ts',
  'engine/rules/read.ts',
  'engine/syntax/ast-rule.ts',
];

/**
 * Loads them. Parsing and validating hundreds of files takes most of the time of a start, so a sound set is kept in the
 * user's cache until a file of it changes; a cache that cannot be read or written changes nothing. Of a set that was kept,
 * `locate` names the first line.
 */
export async function loadShippedRules(): Promise<LoadedRules> {
  const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'langguard');
  const name = join(cache, `rules-${stateOfFiles()}.v8`);
  const known = await readFile(name).then(setOf, () => undefined);
  if (known) return { rules: known, problems: [] };
  const loaded = loadRules(await readRuleFiles());
  if (loaded.problems.length === 0) await keep(cache, name, loaded.rules).catch(() => undefined);
  return loaded;
}

/** Another one when a file was written: its size and the time at which the system saw it change, which nobody can set. */
function stateOfFiles(): string {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    const { size, ctimeMs, ino } = statSync(path);
    hash.update(JSON.stringify([path, size, ctimeMs, ino]));
  };
  const entries = readdirSync(rulesFolder, { recursive: true, withFileTypes: true });
  for (const entry of entries) if (entry.isFile()) add(join(entry.parentPath, entry.name));
  for (const reader of readers) add(fileURLToPath(new URL(reader, import.meta.url)));
  return hash.digest('hex').slice(0, 32);
}

function setOf(bytes: Buffer): RuleSet | undefined {
  try {
    const { info, code, ...rest } = deserialize(bytes) as RuleSet;
    if (!(info instanceof Map) || !code) return undefined;
    const locate = (): { line: number; column: number } => ({ line: 1, column: 1 });
    return { ...rest, info, code: code.map((rule) => ({ ...rule, locate })) };
  } catch {
    return undefined;
  }
}

// Of other versions and checkouts that this user runs.
const maxKept = 4;

/** Writes beside and renames, so that nobody reads half a file; the oldest go. */
async function keep(folder: string, name: string, rules: RuleSet): Promise<void> {
  const code = (rules.code ?? []).map((rule) => ({ ...rule, locate: undefined }));
  const bytes = serialize({ ...rules, code });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${name}.${process.pid}`;
  await writeFile(draft, bytes, { mode: 0o600 });
  await rename(draft, name);
  const kept = (await readdir(folder)).filter((one) => /^rules-[0-9a-f]{32}\.(?:json|v8)$/.test(one));
  const dated = await Promise.all(
    kept.map(async (one) => ({ path: join(folder, one), at: (await stat(join(folder, one))).mtimeMs })),
  );
  for (const { path } of dated.toSorted((a, b) => b.at - a.at).slice(maxKept))
    await rm(path, { force: true });
}

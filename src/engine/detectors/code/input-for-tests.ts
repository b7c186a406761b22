// What the detector is given in tests of several files: a change that adds them all, with others that were read around it.
import { syntaxFor } from '../../../assets.ts';
import { wholeFile, type ChangedFile } from '../../change.ts';
import type { DetectorInput } from '../../detector.ts';
import { Facts } from '../../facts.ts';
import { loadShippedRules } from '../../../shipped-rules.ts';

let rules: Promise<DetectorInput['rules']> | undefined;

/** The input for files by path, with the shipped rules; `around` are files that the change calls and does not touch. */
export async function inputOf(
  files: Record<string, string>,
  around: Record<string, string> = {},
): Promise<{ files: ChangedFile[]; input: DetectorInput }> {
  rules ??= loadShippedRules().then((loaded) => loaded.rules);
  const all = Object.entries(files).map(([path, text]) => wholeFile(path, text));
  const called = Object.entries(around).map(([path, text]) => ({ path, text }));
  const surroundings = { own: [], manifests: [], called };
  const input = {
    change: { base: '', head: '', files: all, commits: [], unread: [], surroundings },
    facts: new Facts(),
    rules: await rules,
    syntax: await syntaxFor(all),
    digest: (text: string) => text,
    today: '2026-01-01',
  };
  return { files: all, input };
}

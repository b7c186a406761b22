// Runs the detector over sample programs, for its tests.
import { type Change, type ChangedFile, wholeFile } from '../../change.ts';
import type { Detection, DetectorInput } from '../../detector.ts';
import { Facts } from '../../facts.ts';
import type { Finding } from '../../finding.ts';
import { loadRules } from '../../rules/load.ts';
import { loadSyntax } from '../../syntax/parse.ts';
import { isApplicationFile } from './application/files.ts';
import { routeGuards } from './index.ts';

/** A program: what it shows, its file, its text, and what is found, as `rule:line`; `low rule:line` for what is quiet. */
export type Sample = [name: string, path: string, body: string, expected: string[]];

/** What is read from outside of the engine. */
export interface Assets {
  readRuleFiles: () => Promise<{ path: string; text: string }[]>;
  readWasm: (file: string) => Promise<Uint8Array>;
}

/** What is found in one file, or in files together with others that did not change. */
export type Find = ((path: string, body: string) => Finding[]) & {
  together(files: Record<string, string>, unchanged?: Record<string, string>): Finding[];
};

/** Loads the grammars and rules by these readers, once, and returns the finder. */
export async function finder({ readRuleFiles, readWasm }: Assets): Promise<Find> {
  const syntax = await loadSyntax(
    ['javascript', 'typescript', 'tsx', 'python', 'java', 'kotlin', 'go', 'c-sharp', 'php', 'ruby'],
    readWasm,
  );
  const { rules } = loadRules(
    (await readRuleFiles()).filter(({ path }) => path.startsWith('authorization/')),
  );
  const inputOf = (change: Change): DetectorInput => ({
    change,
    facts: new Facts(),
    rules,
    syntax,
    digest: (text: string) => text,
    today: '2026-01-01',
  });
  const changeOf = (files: ChangedFile[]): Change => ({
    base: '',
    head: '',
    files,
    commits: [],
    unread: [],
  });
  const findingsOf = (detections: Iterable<Detection> | undefined): Finding[] =>
    [...(detections ?? [])].flatMap((one) => ('finding' in one ? [one.finding] : []));
  const find = (path: string, body: string): Finding[] => {
    const file = wholeFile(path, body);
    return findingsOf(routeGuards.detectFile?.(file, inputOf(changeOf([file]))));
  };
  const together: Find['together'] = (files, unchanged = {}) => {
    const change = changeOf(Object.entries(files).map(([path, body]) => wholeFile(path, body)));
    const routes = Object.entries(unchanged).map(([path, text]) => ({ path, text }));
    const applications = routes.filter(({ path }) => isApplicationFile(path));
    change.surroundings = { own: [], manifests: [], routes, applications };
    const input = inputOf(change);
    return [
      ...change.files.flatMap((file) => findingsOf(routeGuards.detectFile?.(file, input))),
      ...findingsOf(routeGuards.detectChange?.(input)),
    ];
  };
  return Object.assign(find, { together });
}

/** Findings as a sample names them. */
export function shown(found: readonly Finding[]): string[] {
  return found
    .toSorted((a, b) => a.start.line - b.start.line)
    .map(({ rule, severity, start }) => `${severity === 'low' ? 'low ' : ''}${rule}:${start.line}`);
}

// Runs the detector over sample programs, for its tests.
import { wholeFile } from '../../change.ts';
import { Facts } from '../../facts.ts';
import type { Finding } from '../../finding.ts';
import { loadRules } from '../../rules/load.ts';
import { loadSyntax } from '../../syntax/parse.ts';
import { routeGuards } from './index.ts';

/** A program: what it shows, its file, its text, and what is found, as `rule:line`; `low rule:line` for what is quiet. */
export type Sample = [name: string, path: string, body: string, expected: string[]];

/** What is read from outside of the engine. */
export interface Assets {
  readRuleFiles: () => Promise<{ path: string; text: string }[]>;
  readWasm: (file: string) => Promise<Uint8Array>;
}

/** Loads the grammars and rules by these readers, once, and returns the finder. */
export async function finder({
  readRuleFiles,
  readWasm,
}: Assets): Promise<(path: string, body: string) => Finding[]> {
  const syntax = await loadSyntax(
    ['javascript', 'typescript', 'tsx', 'python', 'java', 'kotlin', 'go', 'c-sharp', 'php', 'ruby'],
    readWasm,
  );
  const { rules } = loadRules(
    (await readRuleFiles()).filter(({ path }) => path.startsWith('authorization/')),
  );
  return (path, body) => {
    const file = wholeFile(path, body);
    const change = { base: '', head: '', files: [file], commits: [], unread: [] };
    const input = {
      change,
      facts: new Facts(),
      rules,
      syntax,
      digest: (text: string) => text,
      today: '2026-01-01',
    };
    return [...(routeGuards.detectFile?.(file, input) ?? [])].flatMap((one) =>
      'finding' in one ? [one.finding] : [],
    );
  };
}

/** Findings as a sample names them. */
export function shown(found: readonly Finding[]): string[] {
  return found
    .toSorted((a, b) => a.start.line - b.start.line)
    .map(({ rule, severity, start }) => `${severity === 'low' ? 'low ' : ''}${rule}:${start.line}`);
}

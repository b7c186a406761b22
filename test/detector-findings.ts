// Runs one detector over one text with the rules of some folders that ship here, for tables in tests.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { wholeFile } from '../src/engine/change.ts';
import type { Detection, Detector } from '../src/engine/detector.ts';
import { defaultsRequired } from '../src/engine/detectors/terraform/defaults.ts';
import { recordsRequired } from '../src/engine/detectors/terraform/records.ts';
import { Facts } from '../src/engine/facts.ts';
import type { RuleSet } from '../src/engine/rule.ts';
import { loadRules } from '../src/engine/rules/load.ts';
import { noSyntax } from '../src/engine/syntax/parse.ts';

const root = fileURLToPath(new URL('../rules/', import.meta.url));

const loaded = new Map<string, RuleSet>();

/** The rules of these folders, read and compiled once. */
export function rulesOf(...folders: string[]): RuleSet {
  const key = folders.join(' ');
  let found = loaded.get(key);
  if (!found) loaded.set(key, (found = readRules(folders)));
  return found;
}

function readRules(folders: readonly string[]): RuleSet {
  const texts = folders.flatMap((folder) =>
    readdirSync(root + folder).map((name) => ({
      path: `${folder}/${name}`,
      text: readFileSync(`${root}${folder}/${name}`, 'utf8'),
    })),
  );
  return loadRules(texts).rules;
}

/** What a detector says of a file, with the rules of these folders. */
export function detections(
  detector: Detector,
  path: string,
  body: string,
  ...folders: string[]
): Detection[] {
  const rules = rulesOf(...folders);
  const file = wholeFile(path, body);
  return [
    ...(detector.detectFile?.(file, {
      change: { base: '', head: '', files: [file], commits: [], unread: [] },
      facts: new Facts(),
      rules,
      syntax: noSyntax,
      digest: (text) => text,
      today: '2026-01-01',
    }) ?? []),
  ];
}

/** Each finding as `rule severity`, and what was not checked as `not checked`. */
export function allFindings(detector: Detector, path: string, body: string, ...folders: string[]): string[] {
  return detections(detector, path, body, ...folders).map((one) =>
    'finding' in one ? `${one.finding.rule} ${one.finding.severity}` : 'not checked',
  );
}

/** The words of a message, however a language writes its settings. */
const wordsOf = (message: string): string => message.toLowerCase().replace(/[^a-z]/g, '');
const leftOut = new Set([...recordsRequired, ...defaultsRequired].map(({ message }) => wordsOf(message)));

/** The same without what a resource leaves to its provider, which would stand beside nearly every row. */
export function saidFindings(detector: Detector, path: string, body: string, ...folders: string[]): string[] {
  return detections(detector, path, body, ...folders).flatMap((one) => {
    if (!('finding' in one)) return ['not checked'];
    const { rule, severity, message } = one.finding;
    return leftOut.has(wordsOf(message)) ? [] : [`${rule} ${severity}`];
  });
}

// Measures the join on sessions put together from real code: how many joins are right, and how many lines are found.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { wholeFile, type Change } from '../../change.ts';
import { joinSuggestions } from './join.ts';
import { linePrinter } from './prints.ts';
import type { Suggestion } from './suggestion.ts';

const key = 'a key of one installation';
const print = linePrinter(key);

/** Whole chunks of libraries that the lock file pins, so that the figures stay the same. */
const mixed = [
  'hono/dist/jsx',
  'hono/dist/helper/ssg',
  'hono/dist/router/reg-exp-router',
  'pg/lib',
  'commander/lib',
  'semver/classes',
  'semver/functions',
  'yaml/dist/compose',
  'yaml/dist/nodes',
  'kysely/dist/parser',
  'kysely/dist/migration',
  'kysely/dist/util',
];
/** Builders and visitors: hundreds of methods that differ in a word. */
const alike = ['kysely/dist/query-builder', 'kysely/dist/query-compiler', 'kysely/dist/operation-node'];

it.each([
  ['of mixed code', mixed, 0.99, 0.9],
  ['of code that repeats itself', alike, 0.9, 0.75],
])('joins lines of sessions with edits: %s', (name, folders, minPrecision, minRecall) => {
  const random = randomFrom(7);
  const files = folders.flatMap((folder) => chunksOf(folder));
  const all = files.flatMap(({ chunks }) => chunks);
  const totals = { right: 0, wrong: 0, missed: 0, unchangedRight: 0, unchanged: 0 };
  const suggestionsOf = (lines: string[], path: string | undefined, session: string): Suggestion => ({
    id: `${session}/${Math.floor(random() * 1e9)}`,
    tool: 'claude-code',
    session,
    at: '2026-11-20T10:00:00Z',
    ...(path === undefined ? {} : { path: `/home/alice/shop/${path}` }),
    lines: lines.flatMap((line) => print(line) ?? []),
  });

  for (const [number, { path, chunks }] of files.entries()) {
    const session = `session-${number}`;
    const suggestions: Suggestion[] = [];
    const out: { text: string; from: 'tool' | 'edited' | 'person' }[] = [];
    for (const chunk of chunks) {
      if (random() < 0.4) {
        out.push(...chunk.map((text) => ({ text, from: 'person' as const })));
        continue;
      }
      suggestions.push(suggestionsOf(chunk, random() < 0.7 ? path : undefined, session));
      out.push(...edited(chunk, all, random));
    }
    // What was proposed here and never taken, and what others were proposed.
    for (let i = 0; i < 8; i++) {
      const stranger = all[Math.floor(random() * all.length)] as string[];
      if (chunks.includes(stranger)) continue;
      suggestions.push(suggestionsOf(stranger, random() < 0.5 ? path : undefined, `${session}-${i}`));
    }
    const change: Change = {
      base: 'a',
      head: 'b',
      commits: [],
      unread: [],
      files: [wholeFile(path, `${out.map(({ text }) => text).join('\n')}\n`)],
      suggestions,
    };
    const found = new Map((joinSuggestions(change, key).get(path) ?? []).map((one) => [one.number, one]));
    for (const [at, { text, from }] of out.entries()) {
      if (text.replace(/[^\p{L}\p{N}]/gu, '').length < 12) continue;
      const match = found.get(at + 1);
      if (from === 'person') totals.wrong += match ? 1 : 0;
      else if (match) totals.right++;
      else totals.missed++;
      if (from === 'tool') {
        totals.unchanged++;
        if (match?.accepted === 'unchanged') totals.unchangedRight++;
      }
    }
  }
  const precision = totals.right / (totals.right + totals.wrong);
  const recall = totals.right / (totals.right + totals.missed);
  process.stdout.write(
    `join of synthetic sessions ${name}: precision ${(100 * precision).toFixed(2)} % (${totals.right} of ${totals.right + totals.wrong}), ` +
      `recall ${(100 * recall).toFixed(2)} % (${totals.right} of ${totals.right + totals.missed}), ` +
      `said to be unchanged ${totals.unchangedRight} of ${totals.unchanged}\n`,
  );
  expect(totals.right).toBeGreaterThan(1000);
  expect(precision).toBeGreaterThanOrEqual(minPrecision);
  expect(recall).toBeGreaterThanOrEqual(minRecall);
});

function chunksOf(folder: string): { path: string; chunks: string[][] }[] {
  const root = fileURLToPath(new URL('../../../../node_modules/', import.meta.url));
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.js'))
    .map((name) => {
      const text = readFileSync(join(root, folder, name), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
      const lines = text.split('\n').filter((line) => line.trim() !== '' && line.length < 400);
      const chunks: string[][] = [];
      let chunk: string[] = [];
      for (const line of lines) {
        chunk.push(line);
        // A function or a method ends here.
        if (/^ {0,4}\}/.test(line) && chunk.length >= 4) {
          chunks.push(chunk);
          chunk = [];
        }
      }
      if (chunk.length > 0) chunks.push(chunk);
      return { path: `src/${folder.split('/').at(-1)}/${name}`, chunks };
    })
    .filter(({ chunks }) => chunks.length >= 3);
}

type Line = { text: string; from: 'tool' | 'edited' | 'person' };

/** What a person does to code before committing it. */
function edited(chunk: readonly string[], all: readonly string[][], random: () => number): Line[] {
  let lines: Line[] = chunk.map((text) => ({ text, from: 'tool' }));
  if (random() < 0.4) {
    const indent = ['\t', '      ', ' '][Math.floor(random() * 3)] as string;
    lines = lines.map((line) => ({ ...line, text: indent + line.text.replace(/^\s+/, (s) => s + s) }));
  }
  if (random() < 0.4) {
    const names = [
      ...new Set(chunk.join('\n').match(/(?<=(?:const|let|var) |\()[a-z][A-Za-z]{2,}\b/g) ?? []),
    ];
    const name = names[Math.floor(random() * names.length)];
    if (name !== undefined)
      lines = lines.map(({ text, from }) => {
        const next = text.replace(new RegExp(`(?<![.\\w])${name}\\b(?!\\()`, 'g'), `${name}Value`);
        return { text: next, from: next === text ? from : 'edited' };
      });
  }
  if (random() < 0.6)
    lines = lines.flatMap((line): Line[] => {
      const dice = random();
      if (dice < 0.08) return [];
      if (dice < 0.2) {
        const next = editOne(line.text, random);
        return [{ text: next, from: next === line.text ? line.from : 'edited' }];
      }
      if (dice < 0.28) {
        const other = all[Math.floor(random() * all.length)] as string[];
        return [line, { text: other[Math.floor(random() * other.length)] as string, from: 'person' }];
      }
      return [line];
    });
  return lines;
}

/** Another literal, one more argument, another name, or a note at the end. */
function editOne(line: string, random: () => number): string {
  const dice = Math.floor(random() * 4);
  if (dice === 0) return line.replace(/\b\d+\b/, '42').replace(/"[^"]*"/, '"other"');
  if (dice === 1) return line.replace(/\(([^()]+)\)/, '($1, options)');
  if (dice === 2) return line.replace(/\b([a-z][A-Za-z]{4,})\b/, 'the$1');
  return `${line} // checked`;
}

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

// `langguard elsewhere <rule> [folder]`: every place in a folder where the pattern of one rule stands.
import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { nearest } from '../engine/policy/nearest.ts';
import { defaultPolicy } from '../engine/policy/policy.ts';
import { UserError } from '../engine/problem.ts';
import { isSearchable, onlyRules } from '../engine/rules/only.ts';
import { withOwnRules } from '../engine/rules/own.ts';
import { terminalText } from '../reporters/neutralise.ts';
import { count } from '../reporters/wording.ts';
import { runReview } from '../run.ts';
import { scanFiles } from '../sources/files.ts';
import { localOwnRules } from './local-policy.ts';
import { setUp } from './setup.ts';

interface Place {
  path: string;
  line: number;
  severity: string;
  message: string;
}

/** Adds the command. */
export function addElsewhere(program: Command): void {
  program
    .command('elsewhere')
    .argument('<rule>', 'id of a rule, such as sql-from-interpolation')
    .argument('[folder]', 'where to look', '.')
    .description('list every place where the pattern of one rule stands, whatever the policy says of it')
    .option('--json', 'as JSON')
    .action(async (rule: string, folder: string, { json }: { json?: boolean }) => {
      const root = await folderOf(folder);
      const deps = await setUp({ offline: true });
      const { rules: all } = withOwnRules(deps.rules, await localOwnRules(root));
      if (!isSearchable(all, rule)) throw unknown(rule, all.info.keys(), all.info.has(rule));
      const { rules, detectors } = onlyRules(all, new Set([rule]));
      // What an allow comment accepts is set aside; nothing else is.
      const judge = {
        policy: { ...defaultPolicy, allowComments: 'head' as const },
        problems: [],
        proposedProblems: [],
      };
      const places: Place[] = [];
      const unread: { path?: string; reason: string }[] = [];
      let files = 0;
      for await (const { change } of scanFiles([root], { cwd: root })) {
        const { findings, coverage, incidents } = await runReview(change, judge, {
          ...deps,
          rules,
          detectors,
        });
        files += coverage.files;
        unread.push(...coverage.unread, ...coverage.notChecked);
        for (const { path, message } of incidents)
          unread.push({ ...(path === undefined ? {} : { path }), reason: message });
        for (const { rule: found, disposition, path, start, severity, message } of findings)
          if (found === rule && disposition.state === 'reported')
            places.push({ path, line: start.line, severity, message });
      }
      process.stdout.write(
        json === true
          ? `${JSON.stringify({ rule, files, places, notLookedAt: unread }, undefined, 2)}\n`
          : describe(rule, files, places, unread),
      );
    });
}

function describe(
  rule: string,
  files: number,
  places: readonly Place[],
  unread: readonly { path?: string; reason: string }[],
): string {
  const shown = unread.slice(0, 10);
  return [
    ...places.map(
      ({ path, line, severity, message }) =>
        `${terminalText(path)}:${line}: ${severity}: ${terminalText(message)}`,
    ),
    `${rule}: ${count(places.length, 'place')} in ${count(files, 'file')}.`,
    ...(unread.length === 0 ? [] : [`Not looked at, or not wholly (${unread.length}):`]),
    ...shown.map(({ path = 'the folder', reason }) => `  ${terminalText(path)}: ${terminalText(reason)}`),
    ...(unread.length > shown.length ? [`  … and ${unread.length - shown.length} more (--json)`] : []),
    '',
  ].join('\n');
}

async function folderOf(folder: string): Promise<string> {
  const path = resolve(folder);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) throw new UserError('There is no such folder.', folder, 'Name a folder.');
  return await realpath(path);
}

function unknown(rule: string, ids: Iterable<string>, isKnown: boolean): UserError {
  if (isKnown)
    return new UserError(
      `\`${rule}\` is about what a change brings; no search through files finds it.`,
      rule,
      'Use `langguard review` for it.',
    );
  const near = nearest(rule, [...ids]);
  return new UserError(
    'There is no such rule.',
    rule,
    near === undefined ? '`langguard rules list` names them all.' : `Did you mean \`${near}\`?`,
  );
}

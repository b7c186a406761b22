// `langguard traces key create|list|revoke`: keys with which assistants send their traces in.
import type { Command } from 'commander';
import { UserError } from '../engine/problem.ts';
import { terminalText } from '../reporters/neutralise.ts';
import { createToken, listTokens, maxTokenDays, revokeToken } from '../store/api-tokens.ts';
import { repositoriesOf } from '../store/known-repositories.ts';
import type { Store } from '../store/open.ts';
import { defaultDataDirectory, withStore } from './app-store.ts';
import { addTracesHook } from './traces-hook.ts';

interface Options {
  installation: number;
  data: string;
}

/** Adds the commands. */
export function addTraces(program: Command): void {
  const traces = program
    .command('traces')
    .description("assistants' traces: keys to send them in, and a hook that sends code");
  addTracesHook(traces);
  const key = traces.command('key').description('make, list and end keys');
  withPlace(key.command('create'))
    .description('make a key and print it; it cannot be had again')
    .option('--name <name>', 'what it is for', 'traces')
    .option('--days <days>', `how long it is good, at most ${maxTokenDays}`, number('--days'), 365)
    .option('--repository <owner/name...>', 'take traces of these repositories alone')
    .action(async (options: Options & { name: string; days: number; repository?: string[] }) => {
      if (options.days > maxTokenDays)
        throw new UserError(
          `A key is good for at most ${maxTokenDays} days.`,
          '--days',
          'Give less, and make another key in time.',
        );
      await withStore(options.data, async (store) => {
        const now = new Date();
        const { text, token } = await createToken(
          store.db,
          {
            installationId: options.installation,
            repositoryIds: options.repository
              ? await idsOf(store, options.installation, options.repository)
              : null,
            scopes: ['ingest'],
            name: options.name.slice(0, 100),
            createdBy: 'operator',
            createdById: null,
            expiresAt: new Date(now.getTime() + options.days * 86_400_000),
          },
          now,
        );
        process.stdout.write(`${text}\n`);
        process.stderr.write(
          `The key ${token.id} takes traces for installation ${options.installation} until ${token.expiresAt.toISOString().slice(0, 10)}. ` +
            'Send it as `Authorization: Bearer <key>`.\n',
        );
      });
    });
  withPlace(key.command('list'))
    .description('print the keys of an installation')
    .action(async ({ installation, data }: Options) => {
      await withStore(data, async ({ db }) => {
        const now = new Date();
        const keys = (await listTokens(db, installation)).filter(({ scopes }) => scopes.includes('ingest'));
        for (const { id, name, expiresAt, revokedAt, usedAt } of keys) {
          const state = revokedAt ? 'ended' : expiresAt <= now ? 'over' : 'good';
          process.stdout.write(
            `${id}  ${state}  until ${expiresAt.toISOString().slice(0, 10)}  last used ${usedAt?.toISOString().slice(0, 10) ?? 'never'}  ${terminalText(name)}\n`,
          );
        }
        if (keys.length === 0) process.stdout.write('There is none.\n');
      });
    });
  withPlace(key.command('revoke <id>'))
    .description('end a key')
    .action(async (id: string, { installation, data }: Options) => {
      await withStore(data, async ({ db }) => {
        if (!(await revokeToken(db, { installationId: installation, id }, 'operator', new Date())))
          throw new UserError(
            'The installation has no such key, or it was ended before.',
            id,
            '`langguard traces key list` prints them.',
          );
        process.stdout.write(`The key ${terminalText(id)} is no good any more.\n`);
      });
    });
}

function withPlace(command: Command): Command {
  return command
    .requiredOption('--installation <number>', "the App's installation", number('--installation'))
    .option(
      '--data <directory>',
      'data directory of the App, which must not be running',
      defaultDataDirectory,
    );
}

/** Reads a whole number from 1 on. */
export function number(option: string): (text: string) => number {
  return (text) => {
    if (/^[1-9]\d{0,15}$/.test(text)) return Number(text);
    throw new UserError(`${terminalText(text)} is no number from 1 on.`, option, 'Give a whole number.');
  };
}

async function idsOf(store: Store, installationId: number, names: readonly string[]): Promise<number[]> {
  const known = await repositoriesOf(store.db, installationId);
  return names.map((name) => {
    const found = known.find(({ fullName }) => fullName.toLowerCase() === name.toLowerCase());
    if (found) return found.id;
    throw new UserError(
      `The installation ${installationId} has no repository ${terminalText(name)} that LangGuard has heard of.`,
      '--repository',
      'Give it as owner/name. LangGuard hears of a repository with its first webhook.',
    );
  });
}

// `langguard token create|list|revoke`: keys for programs, made by whoever operates the App.
import type { Command } from 'commander';
import { z } from 'zod';
import { UserError } from '../engine/problem.ts';
import { terminalText } from '../reporters/neutralise.ts';
import {
  createToken,
  listTokens,
  maxTokenDays,
  revokeToken,
  tokenScopes,
  type ApiToken,
} from '../store/api-tokens.ts';
import { installationsKept } from '../store/forget.ts';
import { repositoriesOf } from '../store/known-repositories.ts';
import type { Store } from '../store/open.ts';
import { defaultDataDirectory, withStore } from './app-store.ts';

interface Options {
  installation: string;
  data: string;
}

const dataFlag = '--data <directory>';
const dataHelp = 'data directory of the App, which must not be running (with PostgreSQL it may)';
const operator = 'operator';

/** Adds the three commands. */
export function addToken(program: Command): void {
  const token = program.command('token').description('make, list and end keys for programs (API tokens)');
  token
    .command('create')
    .description('make a token and print it once')
    .requiredOption('--installation <id>', 'the installation that it reaches')
    .requiredOption('--name <text>', 'what it is for')
    .requiredOption('--scope <list>', `what it may do, separated by commas: ${tokenScopes.join(', ')}`)
    .option('--repository <list>', 'full names of the only repositories it reaches, separated by commas')
    .option('--days <number>', `days until it ends, at most ${maxTokenDays}`, '90')
    .option(dataFlag, dataHelp, defaultDataDirectory)
    .action(async (options: Options & { name: string; scope: string; repository?: string; days: string }) => {
      const [scopes, name, days] = [scopesOf(options.scope), nameOf(options.name), daysOf(options.days)];
      await withStore(options.data, async (store) => {
        const installationId = await installationIn(store, options);
        const { repository } = options;
        const repositoryIds =
          repository === undefined ? null : await idsOf(store, installationId, repository);
        const now = new Date();
        const expiresAt = new Date(now.getTime() + days * 86_400_000);
        const made = { installationId, repositoryIds, scopes, name, expiresAt };
        const by = { createdBy: operator, createdById: null };
        const { text, token: kept } = await createToken(store.db, { ...made, ...by }, now);
        process.stdout.write(`${text}\n`);
        process.stderr.write(`${line(kept)}\nIt is shown only this once.\n`);
      });
    });
  token
    .command('list')
    .description('list the tokens of an installation, without their secret part')
    .requiredOption('--installation <id>', 'the installation')
    .option(dataFlag, dataHelp, defaultDataDirectory)
    .action((options: Options) =>
      withStore(options.data, async (store) => {
        const tokens = await listTokens(store.db, await installationIn(store, options));
        process.stdout.write(tokens.length === 0 ? 'There is none.\n' : `${tokens.map(line).join('\n')}\n`);
      }),
    );
  token
    .command('revoke <token>')
    .description('end a token, named by what it begins with')
    .requiredOption('--installation <id>', 'the installation')
    .option(dataFlag, dataHelp, defaultDataDirectory)
    .action((given: string, options: Options) =>
      withStore(options.data, async (store) => {
        const installationId = await installationIn(store, options);
        const id = /^(?:lgt_)?([0-9a-z]{12})(?:_.*)?$/.exec(given)?.[1] ?? '';
        if (!(await revokeToken(store.db, { installationId, id }, operator, new Date())))
          throw new UserError(
            `Installation ${installationId} has no such token that is in force.`,
            'langguard token revoke',
            'See `langguard token list` for what tokens begin with.',
          );
        process.stdout.write(`lgt_${id} is revoked.\n`);
      }),
    );
}

async function installationIn({ db }: Store, { installation }: Options): Promise<number> {
  const known = await installationsKept(db);
  const id = Number(installation);
  if (known.includes(id)) return id;
  throw new UserError(
    `Nothing is known of installation ${installation}.`,
    '--installation',
    known.length === 0
      ? 'The database holds no installation yet: let the App review something first.'
      : `The database holds: ${known.join(', ')}.`,
  );
}

async function idsOf({ db }: Store, installationId: number, list: string): Promise<number[]> {
  const known = await repositoriesOf(db, installationId);
  return list.split(',').map((text) => {
    const name = text.trim();
    const found = known.find(({ fullName }) => fullName.toLowerCase() === name.toLowerCase());
    if (found) return found.id;
    throw new UserError(
      `Installation ${installationId} has no repository ${name}.`,
      '--repository',
      `Known are: ${known.map(({ fullName }) => fullName).join(', ') || 'none yet'}.`,
    );
  });
}

function scopesOf(list: string): (typeof tokenScopes)[number][] {
  const parsed = z.array(z.enum(tokenScopes)).safeParse(list.split(',').map((each) => each.trim()));
  if (parsed.success) return [...new Set(parsed.data)];
  throw new UserError(`${list} names something else.`, '--scope', `Use ${tokenScopes.join(', ')}.`);
}

function nameOf(text: string): string {
  const name = text.trim();
  if (/^[^\p{Cc}\p{Cf}]{1,100}$/u.test(name)) return name;
  throw new UserError('The name does not do.', '--name', 'Use 1 to 100 characters on one line.');
}

function daysOf(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= maxTokenDays) return days;
  throw new UserError(`${text} days do not do.`, '--days', `Use a whole number from 1 to ${maxTokenDays}.`);
}

function line(token: ApiToken): string {
  const day = (at: Date): string => at.toISOString().slice(0, 10);
  const reach =
    token.repositoryIds === null ? 'all repositories' : `repositories ${token.repositoryIds.join(', ')}`;
  const end = token.revokedAt === null ? `until ${day(token.expiresAt)}` : `revoked ${day(token.revokedAt)}`;
  const used = token.usedAt === null ? 'never used' : `used ${day(token.usedAt)}`;
  const by = terminalText(`${token.name}, by ${token.createdBy}`);
  return `lgt_${token.id}…  ${token.scopes.join(',')}  ${reach}  ${end}  ${used}  ${by}`;
}

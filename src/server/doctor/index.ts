// Looks at everything that the App needs, and says of each how it is and what to do.
import type { LookupOptions } from '../../lookups/index.ts';
import type { Config, ConfigResult } from '../config.ts';
import { connectGitHub } from '../github.ts';
import { describeError } from '../log.ts';
import { fail, ok, warn, type Check } from './check.ts';
import { checkCredentials } from './credentials.ts';
import { checkDatabase } from './database.ts';
import { checkLookups } from './lookups.ts';
import { checkInstallations, checkRegistration } from './permissions.ts';
import { checkSignIn, checkSignInSettings } from './sign-in.ts';
import { checkWebhooks } from './webhooks.ts';

export type { Check } from './check.ts';

/** What tests replace. */
export interface DoctorOptions {
  now?: () => number;
  lookups?: LookupOptions;
  /** The environment, to say what of it is only half there. */
  environment?: Readonly<Record<string, string | undefined>>;
}

/** Runs every check. One that breaks is a failed check, and the others go on. */
export async function diagnose(result: ConfigResult, options: DoctorOptions = {}): Promise<Check[]> {
  if (!result.ok)
    return result.problems.map((problem) =>
      fail(
        'configuration',
        problem,
        'The App does not start.',
        'Mend the environment; docs/setup.md names every variable.',
      ),
    );
  const { config, lookups } = result;
  const parts = await Promise.all([
    guarded('github', () => checkGitHub(config, options)),
    guarded('database', () => checkDatabase(config)),
    guarded('lookups', () => checkLookups(lookups, options.lookups)),
  ]);
  return [
    ok('configuration', 'The environment is complete.'),
    ...parts.flat(),
    ...checkSettings(config),
    ...checkSignInSettings(config, options.environment),
  ];
}

async function checkGitHub(config: Config, { now }: DoctorOptions): Promise<Check[]> {
  const github = await connectGitHub({ ...config, logLevel: 'fatal' }, { readRetries: [500] });
  const octokit = await github.app();
  const { checks, app } = await checkCredentials(octokit, config.githubApiUrl, now);
  if (!app) return checks;
  return [
    ...checks,
    ...checkRegistration(app),
    ...(await guarded('installations', () => checkInstallations(octokit, app))),
    ...(await guarded('webhook', () => checkWebhooks(octokit, app.htmlUrl))),
    ...(await guarded('client', () => checkSignIn(config, octokit, app))),
  ];
}

function checkSettings({ sealKeys, retentionDays, notices, metrics, sweepMs }: Config): Check[] {
  return [
    sealKeys?.current
      ? ok('encryption', `Sensitive data are sealed with the key ${sealKeys.current.id}.`)
      : warn(
          'encryption',
          'Sensitive data stay plain in the database.',
          'Whoever reads the database or a backup reads them.',
          'Set LANGGUARD_ENCRYPTION_KEY to the output of openssl rand -base64 32.',
        ),
    ok('retention', `What was found is kept for ${retentionDays ?? 'any number of'} days.`),
    sweepMs === undefined
      ? warn(
          'sweep',
          'Nobody looks for what no webhook told: LANGGUARD_SWEEP_MINUTES is 0.',
          'A lost delivery leaves a required check waiting.',
          'Leave it at 10.',
        )
      : ok('sweep', `What no webhook told is looked for every ${Math.round(sweepMs / 60_000)} minutes.`),
    ok(
      'notices',
      notices
        ? `Notices go to ${notices.channels.length} channels.`
        : 'Nobody is notified: LANGGUARD_NOTICES is not set.',
    ),
    ok(
      'metrics',
      metrics?.isOff
        ? 'Metrics are off.'
        : metrics?.token === undefined
          ? 'Metrics are open to whoever reaches the port.'
          : 'Metrics want a token.',
    ),
  ];
}

async function guarded(name: string, act: () => Promise<Check[]>): Promise<Check[]> {
  try {
    return await act();
  } catch (error) {
    const { message } = describeError(error) as { message: string };
    return [
      fail(
        name,
        `This could not be looked at: ${message}.`,
        'The App may meet the same trouble.',
        'See the message, and run this again.',
      ),
    ];
  }
}

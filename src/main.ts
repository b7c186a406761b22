// Starts the App: environment in, adapters built, signals heard; nothing else.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createIncidentSearch } from './elsewhere.ts';
import { createPolicyReader } from './github-policy.ts';
import { startApp } from './server/app.ts';
import { useEnvironmentProxy, wantsEnvironmentProxy } from './lookups/proxy.ts';
import { readAuthorities, trustAuthorities } from './server/authorities.ts';
import { apiUrl, readConfig } from './server/config.ts';
import { problemList, registrationGuide } from './server/guidance.ts';
import { redact } from './server/log.ts';
import { findProblem, startRegistration } from './server/register.ts';
import { createMetrics } from './server/metrics.ts';
import { createReviewer, readShippedRules } from './server/reviewer.ts';
import { startTracing } from './server/tracing.ts';
import { version } from './version.ts';

const envFile = '.env';

/** Runs the App until it is told to stop; exit code 2 when it cannot start. */
async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      register: { type: 'boolean' },
      full: { type: 'boolean' },
      org: { type: 'string' },
      url: { type: 'string' },
      github: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return say(registrationGuide());
  if (values.register) return await register(values);

  if (existsSync(envFile)) process.loadEnvFile(envFile);
  const result = readConfig(process.env);
  if (!result.ok) return refuse(result.unregistered ? registrationGuide() : problemList(result.problems));
  meetTheWorld(result.config.authorities);
  const metrics = createMetrics();
  const rules = await readShippedRules();
  const reviewPullRequest = await createReviewer(result.lookups, metrics, rules);
  const search = createIncidentSearch(rules);
  const readPolicy = createPolicyReader(rules);
  const tracing = await startTracing(version);
  const app = await startApp({
    config: result.config,
    reviewPullRequest,
    search,
    readPolicy,
    metrics,
    tracing,
  });
  let isStopping = false;
  const stop = (): void => {
    // The second signal means now.
    if (isStopping) process.exit(1);
    isStopping = true;
    app.close().catch((error: unknown) => refuse(`LangGuard did not stop cleanly: ${tell(error)}\n`));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

async function register(asked: {
  full?: boolean;
  org?: string;
  url?: string;
  github?: string;
}): Promise<void> {
  const githubUrl = (asked.github ?? 'https://github.com').replace(/\/+$/, '');
  const problem = asked.url === undefined ? undefined : findProblem(asked.url);
  if (problem !== undefined) return refuse(`--url ${asked.url}: ${problem}\n`);
  if (!URL.canParse(githubUrl))
    return refuse(`--github ${githubUrl}: give the whole address, such as https://ghe.example.com\n`);
  const file = process.env['LANGGUARD_CA_FILE'];
  const own = file ? readAuthorities(file) : undefined;
  if (own && 'problem' in own) return refuse(`LANGGUARD_CA_FILE: ${own.problem}\n`);
  meetTheWorld(own?.certificates);
  const registration = await startRegistration({
    manifestFile: fileURLToPath(new URL(asked.full ? '../app.full.yml' : '../app.yml', import.meta.url)),
    envFile,
    githubUrl,
    apiUrl: githubUrl === 'https://github.com' ? apiUrl(undefined, undefined) : `${githubUrl}/api/v3`,
    ...(asked.org === undefined ? {} : { org: asked.org }),
    ...(asked.url === undefined ? {} : { url: asked.url }),
  });
  say(`Open ${registration.url} in a browser on this machine. Ctrl-C ends it.\n`);
  try {
    const { htmlUrl } = await registration.done;
    say(
      `Registered ${htmlUrl}\nThe credentials are in ${envFile}. Next: install the App from that page, then npm start.\n`,
    );
  } finally {
    registration.close();
  }
}

/** Whom every connection of this process trusts, and through which proxy it goes. */
function meetTheWorld(authorities: string[] | undefined): void {
  if (authorities) trustAuthorities(authorities);
  if (wantsEnvironmentProxy() && !useEnvironmentProxy())
    process.stderr.write(
      'LangGuard: HTTPS_PROXY or HTTP_PROXY is set, but this Node goes past it. Set NODE_USE_ENV_PROXY=1, or use Node 24.14 or later.\n',
    );
}

function say(text: string): void {
  process.stdout.write(text);
}

function refuse(text: string): void {
  process.stderr.write(text);
  process.exitCode = 2;
}

/** An error and what caused it, without credentials. */
function tell(error: unknown): string {
  if (!(error instanceof Error)) return redact(String(error));
  const said = redact(error.message || (error as NodeJS.ErrnoException).code || error.name);
  return error.cause === undefined ? said : `${said}\n  because: ${tell(error.cause)}`;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  refuse(`${tell(error)}\n`);
}

// Whether the App may do what it needs, and whether owners accepted it: held against app.yml and app.full.yml.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { terminalText } from '../../reporters/neutralise.ts';
import type { Octokit } from '../github.ts';
import { fail, list, ok, warn, type Check } from './check.ts';
import type { AppOnGitHub } from './credentials.ts';

interface Profile {
  default_permissions: Record<string, string>;
  default_events: string[];
}

const profile = (file: string): Profile =>
  parse(readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8')) as Profile;

const levels = ['none', 'read', 'write', 'admin'];
const levelOf = (permissions: Readonly<Record<string, string>>, name: string): number =>
  levels.indexOf(permissions[name] ?? 'none');

/** Permissions that are wanted and not there, such as `checks: write`. */
function lacking(
  wanted: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>>,
): string[] {
  return Object.keys(wanted)
    .filter((name) => levelOf(given, name) < levelOf(wanted, name))
    .map((name) => `${name}: ${wanted[name]}`);
}

/** Compares what the App is registered with to its two profiles. */
export function checkRegistration({ permissions, events, htmlUrl }: AppOnGitHub): Check[] {
  const [minimal, full] = [profile('app.yml'), profile('app.full.yml')];
  const settings = `${htmlUrl} (App settings, Permissions & events)`;
  const checks: Check[] = [];
  const missing = lacking(minimal.default_permissions, permissions);
  const missingEvents = minimal.default_events.filter((name) => !events.includes(name));
  const wished = lacking(full.default_permissions, permissions).filter((each) => !missing.includes(each));
  const wishedEvents = full.default_events.filter(
    (name) => !events.includes(name) && !missingEvents.includes(name),
  );
  const tooMuch = lacking(permissions, full.default_permissions);
  if (missing.length > 0)
    checks.push(
      fail(
        'permissions',
        `The App lacks ${list(missing, 20)}.`,
        'Without them no check can be written, or the change cannot be read.',
        `Add them at ${settings}; then every owner accepts them.`,
      ),
    );
  else if (wished.length === 0)
    checks.push(ok('permissions', 'The App has the full profile of app.full.yml.'));
  else
    checks.push(
      ok(
        'permissions',
        `The App has the minimal profile of app.yml; for comment commands, approvals and suggestions it would also need ${list(wished, 20)}.`,
      ),
    );
  if (tooMuch.length > 0)
    checks.push(
      warn(
        'permissions-beyond',
        `The App may also ${list(tooMuch, 20)}.`,
        'LangGuard does not use that, and whoever steals its key could.',
        `Take it away at ${settings}.`,
      ),
    );
  if (missingEvents.length > 0)
    checks.push(
      fail(
        'events',
        `The App does not hear of ${list(missingEvents, 20)}.`,
        'Pull requests are then found by the sweep only, buttons do nothing, and a merge queue stalls.',
        `Subscribe to them at ${settings}.`,
      ),
    );
  else
    checks.push(
      ok(
        'events',
        wishedEvents.length === 0
          ? 'The App hears of everything that it handles.'
          : `The App hears of what the minimal profile handles; the full one also wants ${list(wishedEvents, 20)}.`,
      ),
    );
  return checks;
}

/** Installations looked at; the line says when there are more. */
const maxInstallations = 1000;

/** Whether owners installed the App, and accepted what it asks for now. */
export async function checkInstallations(octokit: Octokit, app: AppOnGitHub): Promise<Check[]> {
  const found: { account: string; url: string; lacks: string[]; suspended: boolean }[] = [];
  pages: for await (const { data } of octokit.paginate.iterator(octokit.rest.apps.listInstallations, {
    per_page: 100,
  }))
    for (const { account, html_url, permissions, suspended_at } of data) {
      const login = account && 'login' in account ? account.login : 'unknown';
      found.push({
        account: terminalText(login),
        url: html_url,
        lacks: lacking(app.permissions, permissions as Record<string, string>),
        suspended: suspended_at !== null,
      });
      if (found.length >= maxInstallations) break pages;
    }
  if (found.length === 0)
    return [
      warn(
        'installations',
        'Nobody installed the App.',
        'It reviews only where it is installed.',
        `Install it from ${app.htmlUrl}/installations/new.`,
      ),
    ];
  const behind = found.filter(({ lacks }) => lacks.length > 0);
  const suspended = found.filter((each) => each.suspended);
  const checks = behind
    .slice(0, 10)
    .map(({ account, lacks, url }) =>
      warn(
        'installation',
        `${account} has not accepted ${list(lacks, 20)}.`,
        'What needs them is left out there.',
        `An owner accepts them at ${url}.`,
      ),
    );
  if (behind.length > 10)
    checks.push(
      warn(
        'installation',
        `${behind.length - 10} more have not accepted everything.`,
        'As above.',
        'As above.',
      ),
    );
  if (suspended.length > 0)
    checks.push(
      warn(
        'installation',
        `${list(suspended.map(({ account }) => account))} suspended the App.`,
        'Nothing is reviewed there, and a required check waits for ever.',
        'An owner unsuspends it, or takes the required check away.',
      ),
    );
  const whole = found.length - new Set([...behind, ...suspended]).size;
  const many = found.length >= maxInstallations ? ', the first of more' : '';
  return [
    ok('installations', `${whole} of ${found.length} installations are as they should be${many}.`),
    ...checks,
  ];
}

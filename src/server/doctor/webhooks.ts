// Whether webhooks go to the right place and arrive, and whether the App answers there.
import { webhookPath } from '../app.ts';
import { statusOf, type Octokit } from '../github.ts';
import { fail, ok, warn, type Check } from './check.ts';

const timeoutMs = 10_000;

/** What to do about an answer that GitHub got when it delivered. */
function remedyOf(code: number): string {
  if (code === 401)
    return "The secret differs: copy the one of the App's settings into WEBHOOK_SECRET (the old one into WEBHOOK_SECRET_PREVIOUS).";
  if (code === 404 || code === 405) return `The address must end in ${webhookPath}.`;
  if (code === 503) return 'The App could not keep it: look at the database checks below, and at the log.';
  if (code >= 500) return 'Look at the log of the App and of the proxy in front of it.';
  if (code >= 300) return 'The address redirects or refuses; GitHub follows no redirect.';
  return 'GitHub could not connect: check DNS, the certificate and the firewall of the address.';
}

/** Looks at the webhook's settings, the latest deliveries, and the App's own address. */
export async function checkWebhooks(octokit: Octokit, settingsUrl: string): Promise<Check[]> {
  const { data } = await octokit.rest.apps.getWebhookConfigForApp();
  const where = `${settingsUrl} (App settings, Webhook)`;
  if (!data.url)
    return [
      fail(
        'webhook',
        'The App has no webhook address.',
        'It hears of nothing.',
        `Set it at ${where}, ending in ${webhookPath}.`,
      ),
    ];
  const url = new URL(data.url);
  const checks: Check[] = [];
  const add = (what: string, why: string, todo: string): unknown =>
    checks.push(fail('webhook', what, why, todo));
  if (url.pathname !== webhookPath)
    add(
      `Webhooks go to ${url.origin}${url.pathname}.`,
      'Nobody listens there.',
      `Set ${url.origin}${webhookPath} at ${where}.`,
    );
  if (data.content_type !== 'json')
    add(
      `Webhooks come as ${data.content_type ?? 'form'}.`,
      'The App takes JSON only.',
      `Choose application/json at ${where}.`,
    );
  if (!data.secret)
    add(
      'The webhook has no secret.',
      'Every delivery is refused.',
      `Set the value of WEBHOOK_SECRET at ${where}.`,
    );
  if (String(data.insecure_ssl ?? '0') !== '0' || url.protocol === 'http:')
    checks.push(
      warn(
        'webhook-tls',
        url.protocol === 'http:'
          ? 'Webhooks travel unencrypted.'
          : 'GitHub does not check the certificate of the address.',
        'Others on the way can read them. They cannot forge them: each is signed.',
        `Use https with a certificate that GitHub trusts, and turn on SSL verification at ${where}.`,
      ),
    );
  if (checks.every(({ state }) => state !== 'fail'))
    checks.push(ok('webhook', `Webhooks go to ${url.href}.`));
  return [...checks, await checkDeliveries(octokit), await checkAddress(url)];
}

async function checkDeliveries(octokit: Octokit): Promise<Check> {
  try {
    const { data } = await octokit.rest.apps.listWebhookDeliveries({ per_page: 100 });
    const [last] = data;
    if (!last)
      return warn(
        'deliveries',
        'GitHub has delivered nothing yet.',
        'Nobody knows whether the address works.',
        'Open a pull request in a repository where the App is installed, then run this again.',
      );
    const isGood = ({ status_code }: { status_code: number }): boolean =>
      status_code >= 200 && status_code < 300;
    const good = data.filter((each) => isGood(each)).length;
    const told = `${good} of the last ${data.length} deliveries arrived`;
    if (isGood(last)) return ok('deliveries', `${told}; the last one ${last.delivered_at}.`);
    const why = 'What did not arrive is asked for again at the next sweep, within three days.';
    return fail(
      'deliveries',
      `${told}; the last one ended with ${last.status_code || 'no connection'}.`,
      why,
      remedyOf(last.status_code),
    );
  } catch (error) {
    return warn(
      'deliveries',
      `GitHub does not list deliveries (${statusOf(error) ?? 'no answer'}).`,
      'Whether webhooks arrive is unknown.',
      "Look at the App's settings, Advanced, Recent Deliveries.",
    );
  }
}

/** From here the way may be another than GitHub's, so that this is a hint and no proof. */
async function checkAddress(url: URL): Promise<Check> {
  const address = `${url.origin}/readyz`;
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(timeoutMs), redirect: 'manual' });
    const text = (await answer.text()).slice(0, 100).trim();
    if (answer.status === 200 && text === 'ready') return ok('address', `The App is ready at ${url.origin}.`);
    return warn(
      'address',
      `${address} answers ${answer.status}.`,
      answer.status === 503 ? 'The App runs and is not ready.' : 'Something else may answer there.',
      answer.status === 503
        ? 'Look at the database checks and at the log.'
        : 'Check the proxy in front of the App.',
    );
  } catch (error) {
    const { cause, name } = error as { cause?: { code?: string }; name?: string };
    return warn(
      'address',
      `${url.origin} is not reachable from here (${cause?.code ?? name}).`,
      'GitHub may reach it all the same; the deliveries above say so.',
      'Start the App, or run this where its address is known.',
    );
  }
}

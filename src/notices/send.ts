// One attempt to bring a message to a destination outside GitHub.
import { slackAlerts, teamsAlerts, webhookAlerts, type AlertMessage } from './alert.ts';
import { sendEmail } from './email.ts';
import type { Outgoing } from './guard.ts';
import type { Delivery, Message } from './notice.ts';
import { post } from './post.ts';
import type { Destination } from './settings.ts';
import { slackBody } from './slack.ts';
import { teamsBody } from './teams.ts';
import { webhookBody, webhookHeaders } from './webhook.ts';

/** Sends a message once; whatever goes wrong is in the answer. */
export async function send(
  message: Message | AlertMessage,
  destination: Exclude<Destination, { kind: 'github-issue' }>,
  outgoing: Outgoing,
  now: Date,
): Promise<Delivery> {
  switch (destination.kind) {
    case 'slack':
      return await post(
        destination.url,
        'alerts' in message ? slackAlerts(message) : slackBody(message),
        {},
        outgoing,
      );
    case 'teams':
      return await post(
        destination.url,
        'alerts' in message ? teamsAlerts(message) : teamsBody(message),
        {},
        outgoing,
      );
    case 'webhook': {
      const body = 'alerts' in message ? webhookAlerts(message) : webhookBody(message);
      const headers = webhookHeaders(message.id, body, destination.secrets, now);
      return await post(destination.url, body, headers, outgoing);
    }
    case 'email':
      return await sendEmail(message, destination.relay, destination.letter, outgoing);
  }
}

// A notice without a finding: something unusual about the use of assistants, once a day for each subject.
import type { Severity } from '../engine/finding.ts';
import { renderWithin, type Message } from './notice.ts';
import { maxTeamsBytes, runs, teamsCard } from './teams.ts';

/** What an alert says. Every text is one line without control characters. */
export interface Alert {
  /** Tells it from a finding where both are kept. */
  alert: string;
  severity: Severity;
  title: string;
  message: string;
  remedy: string;
  /** The day, such as `2026-11-20`. */
  day: string;
  repository?: string;
  /** Who it is about, as the tool names people. */
  person?: string;
}

/** A message of alerts alone. */
export type AlertMessage = Omit<Message, 'notices'> & { alerts: readonly Alert[] };

/** Slack refuses larger messages. */
const maxSlackBytes = 36_000;
const maxInMail = 100;

/** `LangGuard: 2 alerts about assistants`. */
export function alertHeadline({ alerts, isDigest }: AlertMessage): string {
  const count = alerts.length === 1 ? '1 alert' : `${alerts.length} alerts`;
  return `LangGuard${isDigest ? ' digest' : ''}: ${count} about assistants`;
}

function linesOf(alert: Alert): { what: string; facts: string; todo: string } {
  return {
    what: `${alert.severity.toUpperCase()}: ${alert.title} (${alert.alert})`,
    facts: [
      alert.day,
      ...(alert.repository === undefined ? [] : [alert.repository]),
      ...(alert.person === undefined ? [] : [alert.person]),
    ].join(' · '),
    todo: `What to do: ${alert.remedy}`,
  };
}

/** The body for Slack: text in runs that know no mentions, links or format. */
export function slackAlerts(message: AlertMessage): string {
  const title = alertHeadline(message);
  return renderWithin(maxSlackBytes, (limit) => ({
    text: title,
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: 'header', text: { type: 'plain_text', emoji: false, text: title.slice(0, 150) } },
      ...message.alerts.slice(0, limit).map((alert) => {
        const { what, facts, todo } = linesOf(alert);
        return {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: `${what}\n`, style: { bold: true } },
                { type: 'text', text: `${alert.message}\n${todo}\n${facts}\n` },
              ],
            },
          ],
        };
      }),
      ...more(message, limit).map((text) => ({
        type: 'section',
        text: { type: 'plain_text', emoji: false, text },
      })),
    ],
  }));
}

/** The body for Teams: text in runs that know no Markdown. */
export function teamsAlerts(message: AlertMessage): string {
  return renderWithin(maxTeamsBytes, (limit) =>
    teamsCard([
      runs([{ text: alertHeadline(message), weight: 'Bolder', size: 'Medium' }]),
      ...message.alerts.slice(0, limit).flatMap((alert) => {
        const { what, facts, todo } = linesOf(alert);
        return [
          runs([{ text: what, weight: 'Bolder' }]),
          ...[alert.message, todo, facts].map((text) => runs([{ text }])),
        ];
      }),
      ...more(message, limit).map((text) => runs([{ text }])),
    ]),
  );
}

/** The body of the signed webhook: `kind` is `alerts`. */
export function webhookAlerts({ id, at, alerts }: AlertMessage): string {
  return JSON.stringify({ version: 1, id, at: at.toISOString(), kind: 'alerts', alerts });
}

/** The text of the e-mail. */
export function mailAlerts(message: AlertMessage): string {
  return [
    `${alertHeadline(message)}.`,
    '',
    ...message.alerts.slice(0, maxInMail).flatMap((alert) => {
      const { what, facts, todo } = linesOf(alert);
      return [what, `  ${alert.message}`, `  ${todo}`, `  ${facts}`, ''];
    }),
    ...more(message, maxInMail),
    'You receive this because the administrator of LangGuard named this address.',
    '',
  ].join('\n');
}

function more({ alerts }: AlertMessage, limit: number): string[] {
  return alerts.length > limit ? [`And ${alerts.length - limit} more.`] : [];
}

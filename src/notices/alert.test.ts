// Alerts in the form of each channel.
import { expect, it } from 'vitest';
import {
  alertHeadline,
  mailAlerts,
  slackAlerts,
  teamsAlerts,
  webhookAlerts,
  type Alert,
  type AlertMessage,
} from './alert.ts';

const alert: Alert = {
  alert: 'budget-tokens',
  severity: 'medium',
  title: 'The budget of tokens is spent',
  message: 'dana used 2,000 tokens <!channel> *today*; the budget is 1,000.',
  remedy: 'Look what the tokens went to.',
  day: '2026-11-20',
  person: 'dana',
};
const message = (alerts: Alert[]): AlertMessage => ({
  id: 'm1',
  at: new Date('2026-11-20T10:00:00Z'),
  alerts,
  isDigest: false,
});

it.each<[string, (message: AlertMessage) => string]>([
  ['Slack', slackAlerts],
  ['Teams', teamsAlerts],
  ['a webhook', webhookAlerts],
  ['an e-mail', mailAlerts],
])('%s is told what, who, when and what to do', (_name, render) => {
  const text = render(message([alert]));
  for (const part of [alert.title, 'budget-tokens', alert.message, alert.remedy, '2026-11-20', 'dana'])
    expect(text).toContain(part);
});

it('a message that would be too long says how many are missing', () => {
  const many = Array.from({ length: 300 }, () => ({ ...alert, message: 'x'.repeat(600) }));
  expect(Buffer.byteLength(slackAlerts(message(many)))).toBeLessThan(36_001);
  expect(slackAlerts(message(many))).toMatch(/And 2\d\d more\./);
  expect(Buffer.byteLength(teamsAlerts(message(many)))).toBeLessThan(25_001);
  expect(mailAlerts(message(many))).toContain('And 200 more.');
  expect(alertHeadline(message(many))).toBe('LangGuard: 300 alerts about assistants');
});

it('text from a trace is no markup in Slack or Teams', () => {
  const slack = JSON.parse(slackAlerts(message([alert]))) as { text: string; blocks: { type: string }[] };
  expect(slack.text).not.toContain('<!');
  expect(slack.blocks.map(({ type }) => type)).toEqual(['header', 'rich_text']);
  expect(teamsAlerts(message([alert]))).not.toContain('"TextBlock"');
});

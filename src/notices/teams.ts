// A message as an adaptive card for a workflow of Microsoft Teams; text from a change stands in runs, which know no Markdown.
// https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
import { byRepository, factsOf, headline, renderWithin, shown, type Message, type Notice } from './notice.ts';

/** Teams refuses messages above 28 KB. */
export const maxTeamsBytes = 25_000;

/** The body for a workflow that begins with "When a Teams webhook request is received". */
export function teamsBody(message: Message): string {
  return renderWithin(maxTeamsBytes, (limit) => {
    const { list, more } = shown(message.notices, limit);
    return teamsCard([
      runs([{ text: headline(message), weight: 'Bolder', size: 'Medium' }]),
      ...byRepository(list).flatMap(([repository, notices]) => [
        ...(message.isDigest ? [runs([{ text: repository, weight: 'Bolder' }])] : []),
        ...notices.flatMap(linesOf),
      ]),
      ...(more > 0 ? [runs([{ text: `And ${more} more: see the checks.` }])] : []),
    ]);
  });
}

/** The message around the blocks of a card. */
export function teamsCard(body: unknown[]): object {
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          msteams: { width: 'Full' },
          body,
        },
      },
    ],
  };
}

/** A stretch of text in one look. */
export interface Run {
  text: string;
  weight?: 'Bolder';
  size?: 'Medium';
  fontType?: 'Monospace';
  color?: 'Attention' | 'Warning';
  selectAction?: { type: 'Action.OpenUrl'; url: string };
}

/** A paragraph. */
export function runs(inlines: Run[]): unknown {
  return {
    type: 'RichTextBlock',
    inlines: inlines.map((run) => ({ type: 'TextRun', ...run })),
  };
}

function linesOf(notice: Notice): unknown[] {
  const { what, where, who, todo } = factsOf(notice);
  const color = notice.severity === 'critical' || notice.severity === 'high' ? 'Attention' : 'Warning';
  const link: Run = {
    text: `${notice.repository} #${notice.pull}`,
    selectAction: { type: 'Action.OpenUrl', url: notice.checkUrl },
  };
  return [
    runs([{ text: what, weight: 'Bolder', color }]),
    runs([link, { text: ` ${where}` }]),
    runs([{ text: notice.message }]),
    ...(notice.code === undefined ? [] : [runs([{ text: notice.code, fontType: 'Monospace' }])]),
    runs([{ text: todo }]),
    runs([{ text: who }]),
  ];
}

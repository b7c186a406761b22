// A message in Slack's blocks: rich text, in which no text from a change can mention, link or format.
// https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
import { byRepository, factsOf, headline, renderWithin, shown, type Message, type Notice } from './notice.ts';

/** Slack refuses messages of more than 50 blocks, and attachments of more than about 40,000 characters. */
const maxBytes = 36_000;

/** The body for an incoming webhook. */
export function slackBody(message: Message): string {
  return renderWithin(maxBytes, (limit) => {
    const { list, more } = shown(message.notices, limit);
    return {
      // Shown in notifications, and read as mrkdwn there.
      text: escapeMrkdwn(headline(message)),
      unfurl_links: false,
      unfurl_media: false,
      blocks: [
        { type: 'header', text: plain(headline(message), 150) },
        ...byRepository(list).flatMap(([repository, notices]) => [
          ...(message.isDigest ? [{ type: 'section', text: plain(repository, 200) }] : []),
          ...notices.map(block),
        ]),
        ...(more > 0 ? [{ type: 'section', text: plain(`And ${more} more: see the checks.`, 200) }] : []),
      ],
    };
  });
}

function block(notice: Notice): unknown {
  const { what, where, who, todo } = factsOf(notice);
  return {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: `${what}\n`, style: { bold: true } },
          { type: 'link', url: notice.checkUrl, text: `${notice.repository} #${notice.pull}` },
          { type: 'text', text: ` ${where}\n${notice.message}\n${todo}\n${who}\n` },
        ],
      },
      ...(notice.code === undefined
        ? []
        : [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: notice.code }] }]),
    ],
  };
}

function plain(text: string, maxChars: number): unknown {
  return { type: 'plain_text', emoji: false, text: text.slice(0, maxChars) };
}

function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

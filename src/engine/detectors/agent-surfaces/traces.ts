// Finds transcripts and traces of agents that were committed, and what they give away.
import type { Verdict } from '../verdict.ts';
import { at, quote } from './surface.ts';

/** Files in which agents keep what was said. */
export const tracePath =
  /(?:^|\/)(?:\.agent-trace\/|\.aider\.(?:chat\.history\.md|input\.history|llm\.history)$|\.specstory\/(?:history|ai_rules_backups)\/|\.claude\/(?:sessions|projects|transcripts|todos|shell-snapshots|file-history|debug)\/|\.codex\/(?:sessions|history\.jsonl)|\.gemini\/tmp\/|\.cursor\/(?:chats|chatHistory)\/|\.continue\/sessions\/|\.cline\/(?:tasks|history)\/|\.roo\/(?:tasks|history)\/|\.entire\/(?:metadata|tmp|logs)\/|\.copilot\/(?:session-state|history)|\.opencode\/(?:storage|log)\/)/;

const homePath =
  /(?:\/home\/|\/Users\/|[A-Z]:\\{1,2}Users\\{1,2})(?!runner\b|user\b|username\b|you\b|node\b|ubuntu\b|vscode\b|<)[\w.-]{2,}/;
const mail =
  /[\w.+-]+@(?!(?:[\w-]+\.)*(?:example|test|invalid|localhost)\b|users\.noreply\.|anthropic\.com|openai\.com|cursor\.com|aider\.chat)[\w-]+\.[a-z]{2,}(?![\w.])/i;

/** One finding for a committed trace; milder where it gives nobody away. */
export function* checkTrace(text: string): Generator<Verdict> {
  const home = homePath.exec(text);
  const address = mail.exec(text);
  const found = home ?? address;
  const start = found?.index ?? 0;
  yield at(
    { start, end: start + (found?.[0].length ?? Math.min(text.length, 1)) },
    'committed-agent-trace',
    found
      ? `This trace of an agent's session holds ${home ? `a path of somebody's machine (${quote(home[0].replace(/[\w.-]+$/, '…'))})` : 'an e-mail address'}: sessions record prompts, files and outputs that nobody meant to publish.`
      : "A trace of an agent's session stands in the repository: sessions record prompts, files and outputs that nobody meant to publish.",
    { severity: found ? 'medium' : 'low' },
  );
}

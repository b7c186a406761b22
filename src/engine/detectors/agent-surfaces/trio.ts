// Finds the three that together let a stranger steal: private data, text from strangers, and a way out.
import type { Verdict } from '../verdict.ts';
import { at, quote } from './surface.ts';

/** A server or tool by its name and command. */
export interface Part {
  name: string;
  text: string;
  start: number;
  end: number;
}

const privateData =
  /filesystem|postgres|mysql|maria|sqlite|mongo|supabase|redis|snowflake|bigquery|clickhouse|github|gitlab|bitbucket|gdrive|google-?drive|gmail|outlook|imap|slack|notion|linear|jira|atlassian|confluence|1password|vault|salesforce|hubspot|stripe|obsidian|airtable|sharepoint/i;
const strangersText =
  /fetch|browser|playwright|puppeteer|chrome|brave|tavily|\bexa\b|firecrawl|search|serp|perplexity|github|gitlab|jira|atlassian|slack|discord|telegram|gmail|outlook|imap|e?mail|rss|reddit|twitter|hacker-?news|zendesk|intercom/i;
const wayOut =
  /fetch|browser|playwright|puppeteer|chrome|http|webhook|slack|discord|telegram|twilio|sendgrid|resend|gmail|outlook|smtp|e?mail|github|gitlab|twitter/i;

/** One finding where the parts of one surface make the three. */
export function* trio(parts: readonly Part[]): Generator<Verdict> {
  const find = (expression: RegExp): Part[] =>
    parts.filter(({ name, text }) => expression.test(`${name} ${text}`));
  const [secret] = find(privateData);
  if (!secret) return;
  // Distinct servers show the three plainly; one that is all of them is known as itself.
  const foreign = find(strangersText).find((part) => part !== secret);
  if (!foreign) return;
  const out = find(wayOut).find((part) => part !== secret) ?? foreign;
  yield at(
    secret,
    'dangerous-trio',
    `One agent gets private data (${quote(secret.name)}), text that strangers write (${quote(foreign.name)}) and a way out (${quote(out.name)}): an instruction in that text can have the data sent away.`,
    {
      related: [foreign, out]
        .filter((part, index, all) => all.indexOf(part) === index)
        .map(({ start, end, name }) => ({ start, end, message: `${quote(name)} is part of it` })),
    },
  );
}

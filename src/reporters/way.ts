// The places between source and sink, as lines for a reader.
import type { Related } from '../engine/finding.ts';

/** One text for each line of code on the way, such as `a.ts:6  comes from the request here, assigned here`. */
export function wayOf(related: readonly Related[]): string[] {
  const lines: { at: string; messages: string[] }[] = [];
  for (const { path, start, message } of related) {
    const at = `${path}:${start.line}`;
    const last = lines.at(-1);
    if (last?.at !== at) lines.push({ at, messages: [message] });
    else if (!last.messages.includes(message)) last.messages.push(message);
  }
  return lines.map(({ at, messages }) => `${at}  ${messages.join(', ')}`);
}

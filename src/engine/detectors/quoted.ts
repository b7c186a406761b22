// Values in the messages of findings.

/** A value for a message: one line, short, in backquotes. */
export function quoted(text: string): string {
  return `\`${quotedText(text)}\``;
}

/** The same without backquotes. */
export function quotedText(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/`/g, "'");
  return line.length > 70 ? `${line.slice(0, 69)}…` : line;
}

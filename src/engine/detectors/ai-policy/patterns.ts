// Matches names against the patterns of a policy, in which `*` stands for anything; linear, as the names come from strangers.

/** Whether a text is one of the patterns as a whole, without regard to case. */
export function isListed(patterns: readonly string[], text: string): boolean {
  return patterns.some((pattern) => matches(pattern.toLowerCase(), text.toLowerCase()));
}

/** Whether a model is one of the patterns: `Claude Opus 4.6` is `claude-opus-*`, with or without its maker. */
export function isModelListed(patterns: readonly string[], model: string): boolean {
  const name = bare(model);
  // Trailers write `Opus 4.6`, records `anthropic/claude-opus-4-6`.
  const forms = [name, name.replace(/^[a-z0-9-]+\//, ''), `claude-${name}`];
  const bares = patterns.map(bare);
  return forms.some((form) => isListed(bares, form));
}

function bare(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9*/]+/g, '-')
    .replace(/^-|-$/g, '');
}

function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  const first = parts[0] ?? '';
  if (parts.length === 1) return pattern === text;
  const last = parts.at(-1) ?? '';
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
    return false;
  let from = first.length;
  const until = text.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, from);
    if (found < 0 || found + part.length > until) return false;
    from = found + part.length;
  }
  return true;
}

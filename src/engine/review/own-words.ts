// The words of the rules themselves, which tell nothing of a change even where one of them is somebody's password.
import type { RuleSet } from '../rule.ts';
import type { Redactor } from './redact.ts';

/** Gives, by rule, the stretches of its texts that are the same in every finding. */
export function ownWordsOf(rules: RuleSet): (rule: string) => readonly string[] {
  const matches = new Map((rules.code ?? []).map((rule) => [rule.id, rule.matches]));
  const revoke = new Map((rules.secrets ?? []).map((rule) => [rule.id, rule.revoke]));
  const known = new Map<string, readonly string[]>();
  return (rule) => {
    let own = known.get(rule);
    if (!own) {
      const { title, why, remedy, references } = rules.info.get(rule) ?? {};
      const texts = [title, why, remedy, revoke.get(rule), ...(references ?? [])];
      for (const match of matches.get(rule) ?? []) {
        texts.push(match.message, match.why, match.remedy, ...match.remedies.map(({ remedy: one }) => one));
        for (const row of match.flow?.report ?? []) texts.push(row.message);
      }
      known.set(rule, (own = [...new Set(texts.flatMap(constantParts))]));
    }
    return own;
  };
}

/** What stands between the metavariables of a text, where it is more than a word. */
function constantParts(text: string | undefined): string[] {
  return (text ?? '').split(/\${1,3}[A-Z_][A-Z0-9_]*/).filter((part) => /\S[\s/]+\S/.test(part));
}

/** Masks secrets in a text, but not within words that are the rule's own. */
export function redactAround(text: string, own: readonly string[], redact: Redactor): string {
  // Most texts hold no secret at all.
  if (redact(text) === text) return text;
  const spans = own
    .flatMap((part) => {
      const at = text.indexOf(part);
      return at === -1 ? [] : [[at, at + part.length] as const];
    })
    .sort(([a], [b]) => a - b);
  let out = '';
  let at = 0;
  for (const [start, end] of spans) {
    if (end <= at) continue;
    if (start > at) out += redact(text.slice(at, start));
    out += text.slice(Math.max(at, start), end);
    at = end;
  }
  return out + redact(text.slice(at));
}

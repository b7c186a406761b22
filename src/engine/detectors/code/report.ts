// Turns a match into a finding: the region, and the words with metavariables filled in.
import type { Finding, Region } from '../../finding.ts';
import { severities, confidences } from '../../finding.ts';
import type { CodeMatch, CodeRule } from '../../rules/code-rule.ts';
import { bindingOf, type Bindings } from '../../syntax/match.ts';
import { positionAt, type SyntaxSource } from '../../syntax/tree.ts';
import { spanOf, type Span } from '../../fixes/template.ts';
import { entersAs } from '../../flow/sinks/way-told.ts';
import { isBundled } from './bundled.ts';
import { calledAt } from './called-at.ts';
import { printing, unnamed } from './flow.ts';
import { lowered } from '../told.ts';
import { isMigration, isSupportPath, isTestFile } from './paths.ts';

/** Metavariables in a message are cut to this length. */
const maxQuoted = 60;

/** What an occurrence says itself, before the match and the rule are asked. */
export type Own = Partial<
  Pick<Finding, 'severity' | 'confidence' | 'message' | 'remedy' | 'related' | 'fix'>
>;

/** The finding of a rule at a span. */
export function findingOf(
  rule: CodeRule,
  match: CodeMatch,
  path: string,
  source: Pick<SyntaxSource, 'text' | 'lineStarts'>,
  span: Span,
  bindings?: Bindings,
  own: Own = {},
): Finding {
  const at = match.at === undefined ? calledAt(span) : (spanOf(bindings, match.at) ?? span);
  const isLink = match.at === undefined && at !== span;
  // The tools of an agent are no tooling.
  const isTool = own.related?.[0]?.message === entersAs('model');
  const used = isTool ? path.replace(/^tools?\//i, '') : path;
  const lower = isSupportPath(used) || isMigration(path) || isBundled(source, span.start);
  const { fix } = own;
  return {
    rule: rule.id,
    title: rule.title,
    class: rule.class,
    path,
    ...regionOf(source, at),
    severity: lowered(
      severities,
      lowered(severities, own.severity ?? match.severity ?? rule.severity, lower),
      isTestFile(path),
    ),
    confidence: lowered(confidences, own.confidence ?? match.confidence ?? rule.confidence, lower),
    message: plain(fill(own.message ?? match.message, (name) => quote(bindingOf(bindings, name)?.text))),
    why: match.why ?? rule.why,
    remedy: named(own.remedy ?? match.remedy ?? rule.remedy, bindings),
    cwe: rule.cwe,
    references: rule.references,
    related: own.related ?? [],
    ...(isLink && { chainLine: positionAt(source, span.start).line }),
    ...(fix ? { fix } : {}),
  };
}

/** A remedy with the names of this line; what nothing is bound to stays, as `$PATH` of a shell does. */
function named(remedy: string, bindings: Bindings | undefined): string {
  return remedy.replace(/\${1,3}([A-Z_][A-Z0-9_]*)/g, (whole, name: string) => {
    const text = bindingOf(bindings, name)?.text;
    return text === undefined ? whole : quote(text);
  });
}

/** A stretch as lines and columns. */
export function regionOf(source: Pick<SyntaxSource, 'lineStarts'>, span: Span): Region {
  return { start: positionAt(source, span.start), end: positionAt(source, span.end) };
}

/** What has no name of its own is not set as code. */
function plain(message: string): string {
  const shown = message.replaceAll(`\`${unnamed}\``, unnamed).replaceAll(`\`${printing}\``, printing);
  return shown.startsWith(unnamed) || shown.startsWith(printing) ? `T${shown.slice(1)}` : shown;
}

function quote(text: string | undefined): string {
  const line = (text ?? '').replace(/\s+/g, ' ');
  return line.length > maxQuoted ? `${line.slice(0, maxQuoted - 1)}…` : line;
}

/** Replaces `$NAME` and `$$$NAME`; an upper-case word after a dollar is nothing else in a message or a fix. */
function fill(template: string, value: (name: string) => string): string {
  return template.replace(/\${1,3}([A-Z_][A-Z0-9_]*)/g, (_, name: string) => value(name));
}

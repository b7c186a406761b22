// Turns a match into a finding: the region, the words with metavariables filled in, and the fix.
import type { Finding, Fix, Region, Severity } from '../../finding.ts';
import { severities, confidences } from '../../finding.ts';
import type { CodeMatch, CodeRule } from '../../rules/code-rule.ts';
import { bindingOf, type Bindings } from '../../syntax/match.ts';
import { positionAt, type SyntaxSource } from '../../syntax/tree.ts';
import { isSupportPath } from './paths.ts';

/** A stretch of a source. */
export interface Span {
  start: number;
  end: number;
}

/** Metavariables in a message are cut to this length. */
const maxQuoted = 60;

/** What an occurrence says itself, before the match and the rule are asked. */
export type Own = Partial<Pick<Finding, 'severity' | 'confidence' | 'message' | 'related'>>;

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
  const at = match.at === undefined ? span : (spanOf(bindings, match.at) ?? span);
  const lower = isSupportPath(path);
  const fix = match.fix === undefined ? undefined : fixOf(match.fix, source, span, bindings);
  return {
    rule: rule.id,
    title: rule.title,
    class: rule.class,
    path,
    ...regionOf(source, at),
    severity: step(severities, own.severity ?? match.severity ?? rule.severity, lower),
    confidence: step(confidences, own.confidence ?? match.confidence ?? rule.confidence, lower),
    message: fill(own.message ?? match.message, (name) => quote(bindingOf(bindings, name)?.text)),
    why: match.why ?? rule.why,
    remedy: match.remedy ?? rule.remedy,
    cwe: rule.cwe,
    references: rule.references,
    related: own.related ?? [],
    ...(fix ? { fix } : {}),
  };
}

/** A stretch as lines and columns. */
export function regionOf(source: Pick<SyntaxSource, 'lineStarts'>, span: Span): Region {
  return { start: positionAt(source, span.start), end: positionAt(source, span.end) };
}

function step<T extends Severity | Finding['confidence']>(scale: readonly T[], value: T, lower: boolean): T {
  return lower ? (scale[scale.indexOf(value) + 1] ?? value) : value;
}

function spanOf(bindings: Bindings | undefined, name: string): Span | undefined {
  const nodes = bindingOf(bindings, name)?.nodes;
  const [first, last] = [nodes?.[0], nodes?.at(-1)];
  return first && last && { start: first.start, end: last.end };
}

function quote(text: string | undefined): string {
  const line = (text ?? '').replace(/\s+/g, ' ');
  return line.length > maxQuoted ? `${line.slice(0, maxQuoted - 1)}…` : line;
}

/** Replaces `$NAME` and `$$$NAME`; an upper-case word after a dollar is nothing else in a message or a fix. */
function fill(template: string, value: (name: string) => string): string {
  return template.replace(/\${1,3}([A-Z_][A-Z0-9_]*)/g, (_, name: string) => value(name));
}

function fixOf(
  fix: NonNullable<CodeMatch['fix']>,
  source: Pick<SyntaxSource, 'text' | 'lineStarts'>,
  span: Span,
  bindings: Bindings | undefined,
): Fix | undefined {
  const at = typeof fix === 'string' ? span : spanOf(bindings, fix.replace);
  if (!at) return undefined;
  const template = typeof fix === 'string' ? fix : fix.with;
  // An empty `$$$NAME` takes the comma beside it along.
  const tidy = template
    .replace(/\${3}([A-Z_][A-Z0-9_]*)\s*,\s*/g, (whole, name: string) =>
      isEmpty(bindings, name) ? '' : whole,
    )
    .replace(/\s*,\s*\${3}([A-Z_][A-Z0-9_]*)/g, (whole, name: string) =>
      isEmpty(bindings, name) ? '' : whole,
    );
  const lineStart = source.lineStarts[positionAt(source, at.start).line - 1] ?? 0;
  const indent = /^[ \t]*/.exec(source.text.slice(lineStart, at.start))?.[0] ?? '';
  const [first = '', ...rest] = tidy.replace(/\n$/, '').split('\n');
  const indented = [first, ...rest.map((line) => (line === '' ? line : indent + line))].join('\n');
  return {
    ...regionOf(source, at),
    replacement: fill(indented, (name) => bindingOf(bindings, name)?.text ?? ''),
  };
}

function isEmpty(bindings: Bindings | undefined, name: string): boolean {
  return (bindingOf(bindings, name)?.nodes.length ?? 0) === 0;
}

// Finds the kinds of secrets that have a shape of their own, or a name beside them.
import { withoutInlineCase } from '../../text/inline-case.ts';
import { hasFilling, isMonotonous, isPlaceholder, isUuid, entropyOf, lookOf } from './value.ts';
import { isGuessed } from './weak.ts';
import { lowered } from './severity.ts';
import type { Place } from './place.ts';
import { wordsOf } from './names.ts';
import type { SecretRule } from './schema.ts';
import type { LooseSpan } from './span.ts';
import { isNonsense } from './wordlike.ts';
import { compileExpression } from '../../text/regex.ts';
import { validators } from './validators.ts';

/** An occurrence: its offset, its groups, and where the secret stands. */
interface Match {
  index: number;
  groups: Record<string, string | undefined>;
  secret: { value: string; start: number; end: number };
}

/** A rule made ready to run. */
export interface CompiledRule {
  rule: SecretRule;
  readonly expression: Pick<RegExp, 'source' | 'flags'> & { in(text: string): Iterable<Match> };
  files: RegExp | undefined;
  /** Characters before the keyword that the expression may need. */
  back: number;
}

// A name, the rest of it, what closes it, a type, an operator, a conversion and an opening quote.
const glue =
  '[\\w.-]{0,40}["\'`\\])}]{0,3}[ \\t]{0,8}(?:[?!]?:[ \\t]{0,4}[A-Za-z_][\\w.<>]{0,20}[ \\t]{0,4}(?==))?(?:=>|\\((?:api_?[kK]ey|key|token|secret|auth(?:_token)?|access_?[tT]oken)[ \\t]?[=:]|:{1,3}=|\\|\\||\\?\\?=?|[.?+]=|=|:|,|\\(|>|[ \\t]is)?[ \\t]{0,8}(?:[\\w.]{0,30}\\()?["\'`]{0,3}';

/** Compiles a rule with a pattern; a context stands before the value as the name that it is given to. */
export function compileRule(rule: SecretRule): CompiledRule | undefined {
  if (rule.pattern === undefined) return undefined;
  if (rule.path !== undefined)
    return { rule, expression: linearExpression(rule.pattern), files: undefined, back: 160 };
  const { pattern } = rule;
  let made: CompiledRule['expression'] | undefined;
  return {
    rule,
    // Most texts hold keywords of few kinds.
    get expression() {
      return (made ??= nativeExpression(expressionOf(rule, pattern)));
    },
    files: rule.files === undefined ? undefined : new RegExp(rule.files, 'i'),
    back: rule.context.length === 0 ? 160 : 0,
  };
}

function expressionOf(rule: SecretRule, pattern: string): RegExp {
  const words = rule.context.map(anyCase).join('|');
  const source =
    words === ''
      ? pattern
      : `(?:${words})${glue}(?<![A-Za-z0-9/+])${pattern}(?![A-Za-z0-9/+]|[-_=][A-Za-z0-9])`;
  return new RegExp(withoutInlineCase(source), `gd${rule.flags}`);
}

function nativeExpression(regex: RegExp): CompiledRule['expression'] {
  return {
    source: regex.source,
    flags: regex.flags,
    *in(text) {
      for (const match of text.matchAll(regex)) {
        const range = match.indices?.groups?.['secret'];
        const value = match.groups?.['secret'];
        if (!range || value === undefined || value === '') continue;
        yield {
          index: match.index,
          groups: match.groups ?? {},
          secret: { value, start: range[0], end: range[1] },
        };
      }
    },
  };
}

function linearExpression(source: string): CompiledRule['expression'] {
  const expression = compileExpression(source, false);
  return {
    source,
    flags: '',
    *in(text) {
      for (const { start, end, groups } of expression.findAll(text)) {
        const value = groups['secret'] ?? '';
        const at = text.slice(start, end).indexOf(value) + start;
        if (value !== '')
          yield { index: start, groups, secret: { value, start: at, end: at + value.length } };
      }
    },
  };
}

/** A word in any case and with any separator; the value beside it keeps its case. */
function anyCase(word: string): string {
  return word
    .replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)
    .replaceAll('.', '\\.')
    .replace(/[ _]|-(?!\w?\])/g, '[ _-]?');
}

/** The keywords of a rule: its own, or the words of its context in each spelling. */
export function keywordsOf(rule: SecretRule): string[] {
  if (rule.keywords.length > 0) return rule.keywords;
  return [
    ...new Set(
      rule.context.flatMap((word) => [
        word,
        word.replace(/[ _-]/g, ''),
        word.replace(/[ _-]/g, '_'),
        word.replace(/[ _-]/g, '-'),
      ]),
    ),
  ];
}

/** What an own rule may read of a text, in characters: its engine needs long for each. */
const maxOwnChars = 200_000;

/** The matches of one rule near its keyword hits, which are offsets in ascending order. */
export function* matchesOf(
  text: string,
  compiled: CompiledRule,
  hits: readonly number[],
  placeAt: (offset: number) => Place,
): Generator<LooseSpan> {
  const { rule, expression } = compiled;
  let from = 0;
  let left = rule.path === undefined ? Infinity : maxOwnChars;
  for (let i = 0; i < hits.length && left > 0;) {
    from = Math.max(from, (hits[i] as number) - compiled.back);
    let to = (hits[i] as number) + rule.reach;
    // Windows that touch become one, so that no character is searched twice.
    for (i++; i < hits.length && (hits[i] as number) - compiled.back <= to; i++)
      to = (hits[i] as number) + rule.reach;
    const slice = text.slice(Math.max(0, from - 1), Math.min(text.length, to));
    const shift = Math.max(0, from - 1);
    left -= slice.length;
    for (const { index, groups, secret } of expression.in(slice)) {
      const span = judgeKnown(
        rule,
        secret.value,
        groups,
        placeAt(shift + secret.start),
        slice.slice(Math.max(0, secret.start - 200), secret.start),
        slice.slice(secret.end, secret.end + 80),
        rule.context.length > 0 ? slice.slice(index, secret.start) : '',
      );
      // Of two contexts the one that says more of the name is the more special.
      const more = Math.min(secret.start - index, 90) / 1000;
      if (span)
        yield {
          ...span,
          rank: span.rank + more,
          startOffset: shift + secret.start,
          endOffset: shift + secret.end,
        };
    }
    from = to;
  }
}

/** What follows a token of which only the start is shown, or whose rest is filled in later. */
const cutShort =
  /^[-_]?(?:\.{3}|…|\*{3}|\$[{A-Z_a-z]|\{\{?[ \w]|<(?:your|token|key|secret|my|api|insert|rest)\b|\[\.{3})/i;

/** `shodan_md5`, `codecovUuid`: what is said about something of the provider, and opens nothing. */
function isDigestName(named: string): boolean {
  const name = /^[\w.-]{1,80}/.exec(named)?.[0];
  return (
    name !== undefined &&
    wordsOf(name)
      .slice(1)
      .some((word) => digestWord.test(word))
  );
}

const digestWord =
  /^(?:md5|sha\d*|hash|checksum|digest|uuid|guid|commit|revision|rev|etag|integrity|fingerprint|thumbprint|gravatar|avatar|version|build|trace|public|pubkey|shasum|crc|signature)$/;

function isStrongEnough(rule: SecretRule, value: string): boolean {
  return !isPlaceholder(value) && !isMonotonous(withoutPrefix(rule, value)) && accepts(rule, value);
}

type Judged = Pick<LooseSpan, 'rule' | 'value' | 'severity' | 'confidence' | 'rank'>;

/** Applies a rule's checks to a value; undefined when it is none. */
export function judgeKnown(
  rule: SecretRule,
  value: string,
  groups: Record<string, string | undefined>,
  place: Place,
  before = '',
  after = '',
  named = '',
): Judged | undefined {
  if (isDigestName(named)) return undefined;
  // What a test of redaction or parsing writes.
  if (place.isTest && rule.validator === 'url-password' && value.length < 8 && !isNonsense(value))
    return undefined;
  const verdict =
    rule.validator === undefined ? 'plausible' : validators[rule.validator](value, { groups, before, after });
  if (verdict === 'refuted') return undefined;
  if (verdict === 'weak' || (rule.accept === 'guessable' && !isStrongEnough(rule, value))) {
    const isDoubtful = place.isTest || place.isManual || place.isMessages || isCommentBefore(before);
    // What is random would else count by its name alone.
    if ((isDoubtful && lookOf(value) !== 'opaque') || (verdict !== 'weak' && !isGuessed(value)))
      return undefined;
    return { rule, value, severity: 'low', confidence: 'low', rank: 25 };
  }
  if (verdict !== 'proved') {
    if (cutShort.test(after) || hasFilling(value)) return undefined;
    if (rule.accept === 'any') {
      if (value.length < 2 || lookOf(value) === 'reference') return undefined;
      if (
        (place.isTest || place.isManual || isCommentBefore(before)) &&
        lookOf(value) !== 'opaque' &&
        !(place.isTest && isNonsense(value))
      )
        return undefined;
    } else {
      if (isPlaceholder(value) || isMonotonous(withoutPrefix(rule, value))) return undefined;
      if (rule.entropy !== undefined && entropyOf(withoutPrefix(rule, value)) < rule.entropy)
        return undefined;
      if (!accepts(rule, value)) return undefined;
    }
  }
  let { severity, confidence } = rule;
  if (verdict === 'proved') {
    confidence = 'high';
    // Keys made for tests are the rule in tests.
    if (place.isTest) severity = lowered(lowered(severity));
    // Manuals show keys that were made for them; what a provider issued is real there too.
    else if (
      place.isManual &&
      (rule.validator === 'private-key' || rule.validator === 'jwt' || rule.id === 'private-jwk')
    )
      severity = lowered(severity);
  } else if (place.isTest) {
    severity = lowered(severity);
    if (withoutPrefix(rule, value).length < 32) severity = lowered(severity);
    // Without a shape of its own nothing says that a test has a real one.
    if (severity === 'high' && publicPrefix(rule, value) === '') severity = lowered(severity);
    confidence = lowered(confidence, 'confidence');
  }
  if (rule.accept === 'any' && (place.isTest || place.isManual)) {
    severity = 'low';
    confidence = 'low';
  }
  if (
    place.isManual &&
    verdict !== 'proved' &&
    rule.accept !== 'opaque' &&
    publicPrefix(rule, value) === '' &&
    lookOf(value) !== 'opaque'
  ) {
    severity = 'low';
    confidence = 'low';
  }
  if (
    (verdict !== 'proved' || rule.validator === 'jwt') &&
    publicPrefix(rule, value) === '' &&
    isSampleLine(before)
  ) {
    severity = 'low';
    confidence = 'low';
  }
  // The longer the shared start, the more special the kind.
  const rank =
    (rule.weak ? 20 : 40) +
    (verdict === 'proved' ? 10 : 0) +
    (rule.context.length > 0 && rule.accept === 'opaque' ? 0 : rule.context.length > 0 ? 12 : 5) +
    (value.includes('://') ? 1 : 0) +
    Math.min(publicPrefix(rule, value).length, 30) / 10;
  return { rule, value, severity, confidence, rank };
}

/** True when what stands before a value on its line starts a comment. */
export function isCommentBefore(before: string): boolean {
  return /^[ \t]*(?:\*|\/\/|\/\*|#(?!define\b|\[)|--|<!--|;)/.test(
    before.slice(before.lastIndexOf('\n') + 1),
  );
}

/** Whether a line is a sample of code in a comment for readers, indented behind its star. */
function isSampleLine(before: string): boolean {
  return /^[ \t]*\*[ \t]{3,}\S/.test(before.slice(before.lastIndexOf('\n') + 1));
}

/** Whether a value looks random enough, or made up enough, for its rule. */
function accepts(rule: SecretRule, value: string): boolean {
  if (rule.accept === 'word' || rule.pattern === undefined) return true;
  const look = lookOf(withoutPrefix(rule, value));
  if (rule.accept === 'opaque') return look === 'opaque' || isUuid(value);
  // A shape of its own says enough; a password does not have one.
  return (
    publicPrefix(rule, value) !== '' ||
    rule.confidence === 'high' ||
    value.length >= 24 ||
    look === 'opaque' ||
    look === 'human'
  );
}

/** The part of a value after the keyword that it starts with. */
export function withoutPrefix(rule: SecretRule, value: string): string {
  const prefix = publicPrefix(rule, value);
  return value.slice(prefix.length);
}

/** The literal start that all secrets of the kind share, or an empty text. */
export function publicPrefix(rule: SecretRule, value: string): string {
  if (rule.context.length > 0) return '';
  const lower = value.toLowerCase();
  let longest = '';
  for (const keyword of rule.keywords)
    if (keyword.length > longest.length && lower.startsWith(keyword)) longest = keyword;
  return longest.length < value.length ? longest : '';
}

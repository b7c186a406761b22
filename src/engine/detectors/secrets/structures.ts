// Finds secrets that are written in a structure: Kubernetes manifests, base64 literals, strings in pieces.
import { decodeBase64 } from './base64.ts';
import { hiddenInEncoding } from './encodings.ts';
import { inPieces } from './pieces.ts';
import type { Place } from './place.ts';
import type { SecretRule } from './schema.ts';
import type { LooseSpan } from './span.ts';
import { isPlaceholder, lookOf } from './value.ts';

/** Searches another text, such as a decoded one. */
export type Search = (text: string) => readonly LooseSpan[];

/** A rule whose search is code. */
export interface Structure {
  rule: SecretRule;
  files: RegExp | undefined;
  /** The secrets near the keyword hits, which are offsets in ascending order. */
  find(text: string, hits: readonly number[], place: Place, search: Search): Iterable<LooseSpan>;
}

/** Makes a rule with a structure ready to run. */
export function compileStructure(rule: SecretRule): Structure | undefined {
  if (rule.structure === undefined) return undefined;
  const find = { 'kubernetes-secret': kubernetesSecrets, base64: hiddenInEncoding, split: inPieces }[
    rule.structure
  ];
  return {
    rule,
    files: rule.files === undefined ? undefined : new RegExp(rule.files, 'i'),
    find: (text, hits, place, search) => find(rule, text, hits, place, search, minRank),
  };
}

/** A search for one rule; values of a known kind have a rank above `minRank`. */
export type Find = (
  rule: SecretRule,
  text: string,
  hits: readonly number[],
  place: Place,
  search: Search,
  minRank: number,
) => Generator<LooseSpan>;

const maxManifest = 200_000;
const minRank = 40;

/** The values under `data` (base64) and `stringData` (plain) of each document with `kind: Secret`. */
const kubernetesSecrets: Find = function* (rule, text, hits, place) {
  let done = 0;
  for (const hit of hits) {
    if (hit < done || /\w/.test(text[hit + rule.keywords[0]!.length] ?? '')) continue;
    const from = Math.max(text.lastIndexOf('\n---', hit), hit - maxManifest, 0);
    const next = text.indexOf('\n---', hit);
    const to = Math.min(next < 0 ? text.length : next, hit + maxManifest);
    done = to;
    let section: { indent: number; encoded: boolean } | undefined;
    for (let at = from; at < to;) {
      const feed = text.indexOf('\n', at);
      const end = feed < 0 || feed > to ? to : feed;
      const line = text.slice(at, Math.min(end, at + 20_000));
      const indent = line.search(/\S/);
      const head = /^([ \t]*)(data|stringData):\s*$/.exec(line);
      if (head) section = { indent, encoded: head[2] === 'data' };
      else if (section && indent >= 0 && indent <= section.indent && line.trim() !== '') section = undefined;
      else if (section) {
        const entry =
          /^[ \t]+["']?[\w.-]{1,120}["']?:[ \t]+["']?([^\s"'#][^\s"']{2,8000})["']?[ \t]*(?:#.*)?\r?$/.exec(
            line,
          );
        const raw = entry?.[1];
        if (raw !== undefined && isManifestSecret(raw, section.encoded, line)) {
          const start = at + line.indexOf(raw, line.indexOf(':'));
          const severity = place.isTest || place.isManual ? 'low' : rule.severity;
          yield {
            rule,
            value: raw,
            startOffset: start,
            endOffset: start + raw.length,
            severity,
            confidence: rule.confidence,
            rank: minRank,
          };
        }
      }
      at = end + 1;
    }
  }
};

function isManifestSecret(raw: string, encoded: boolean, line: string): boolean {
  // A certificate or a public key is for everyone.
  if (encoded && /^LS0tLS1CRUdJTiB(?:DRVJU|QVUJMSUMg)/.test(raw)) return false;
  const plain = encoded ? decodeBase64(raw) : raw;
  // Bytes that are no text are keys; text is judged like any other value.
  if (plain === undefined) return raw.length >= 20 && /^[A-Za-z0-9+/=]+$/.test(raw);
  const value = plain.trim();
  if (value.length < 4 || isPlaceholder(value)) return false;
  const look = lookOf(value);
  if (look === 'human' || look === 'opaque') return true;
  if (look === 'name' && /:\/\/[^/\s:@]*:[^/\s@]{3,}@/.test(value)) return true;
  return (
    (look === 'word' || look === 'phrase') &&
    /pass|secret|token|key|pwd/i.test(line.slice(0, line.indexOf(':'))) &&
    !/user|name/i.test(line.slice(0, line.indexOf(':')))
  );
}

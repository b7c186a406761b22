// What a found secret is, before it becomes a finding.
import type { Confidence, Region, Severity } from '../../finding.ts';
import type { SecretRule } from './schema.ts';

/** A secret at a place. `value` is the secret itself and must not leave the detector. */
export interface SecretSpan extends Region {
  rule: SecretRule;
  /** Offsets into the text that was searched, end exclusive. */
  startOffset: number;
  endOffset: number;
  value: string;
  severity: Severity;
  confidence: Confidence;
  /** How sure the match is beside others at the same place; higher wins. */
  rank: number;
  /** What is special about this one, for the message, such as `split over 2 strings`. */
  note?: string;
  /** What the text shows of it where it does not stand as one: each part must be masked, too. */
  pieces?: readonly string[];
}

/** A span whose line and column are not yet known. */
export type LooseSpan = Omit<SecretSpan, 'start' | 'end'>;

// What a check of this detector yields: a weakened guard at a line on one side of the change.
import type { Confidence, Severity } from '../../finding.ts';

/** One weakened guard. `removed` numbers the line before the change, else the line is the one after it. */
export interface Weakness {
  rule: string;
  path: string;
  line: number;
  /** Columns from 1, end exclusive; the whole line when absent. */
  column?: number;
  endColumn?: number;
  removed?: true;
  severity?: Severity;
  confidence?: Confidence;
  message: string;
  remedy?: string;
}

/** A text of the change, fit for a message. */
export function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim().replaceAll('`', "'");
  return `\`${line.length > 90 ? `${line.slice(0, 89)}…` : line}\``;
}

// What a check of this detector yields: a line or a place at which the policy on AI tools is not kept.
import type { Detection, DetectorInput } from '../../detector.ts';
import type { Severity } from '../../finding.ts';
import type { AiTool } from '../../provenance/tool.ts';
import { findingOf } from '../told.ts';

/** One breach of the policy, at a line after the change. */
export interface Breach {
  rule: string;
  path: string;
  line: number;
  /** Columns from 1, end exclusive; the start of the line when absent. */
  column?: number;
  endColumn?: number;
  severity?: Severity;
  message: string;
  remedy?: string;
  /** Where it stands when in no line of the change. */
  elsewhere?: string;
}

/** The breach with the words of its rule; nothing where the rule is not in the set. */
export function* told(breach: Breach, { rules }: Pick<DetectorInput, 'rules'>): Generator<Detection> {
  const info = rules.info.get(breach.rule);
  if (!info) return;
  const { rule: _, line, column = 1, endColumn = column + 1, ...told } = breach;
  yield { finding: findingOf(info, { ...told, start: { line, column }, end: { line, column: endColumn } }) };
}

/** A tool for people: the name that the catalogue has for it. */
export function nameOf(tool: string, catalogue: readonly AiTool[] = []): string {
  return catalogue.find(({ id }) => id === tool)?.name ?? tool;
}

/** A text of the change, fit for a message. */
export function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim().replaceAll('`', "'");
  return `\`${line.length > 80 ? `${line.slice(0, 79)}…` : line}\``;
}

/** `1 line`, `3 lines`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Words joined for a sentence, at most four of them. */
export function listed(words: readonly string[], and = 'and'): string {
  const shown = words.length > 4 ? [...words.slice(0, 4), `${words.length - 4} more`] : words;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} ${and} ${shown.at(-1)}`;
}

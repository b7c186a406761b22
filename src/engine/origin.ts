// Who or what wrote a line, and on what evidence.
import type { TraceContext } from './provenance/suggestions/suggestion.ts';

/**
 * How far to trust the evidence, strongest first. `human-attested` is only what a record says a person wrote;
 * `unknown` is the absence of evidence and never means a human.
 */
export const grades = [
  'attested',
  'reported',
  'claimed',
  'hinted',
  'assist',
  'human-attested',
  'unknown',
] as const;
export type Grade = (typeof grades)[number];

/** One mark of AI generation and where it was found. */
export interface Evidence {
  /** Id of the marker in rules/ai-markers/, or the format of a record, such as `git-ai`. */
  marker: string;
  /** Id of the tool, such as `claude-code`; absent where a record names a person. */
  tool?: string;
  where:
    | 'pull-request-author'
    | 'author'
    | 'committer'
    | 'trailer'
    | 'footer'
    | 'body'
    | 'branch'
    | 'label'
    | 'record'
    | 'comment';
  grade: Grade;
  /** The commit that carries the mark, where it stands on one. */
  commit?: string;
  /** The ref or file that holds the record. */
  source?: string;
}

/** The origin of a range of added lines. */
export interface Origin {
  /** Id of the tool, or undefined when unknown. */
  tool?: string;
  /** The tool's name for people, such as `Claude Code`. */
  name?: string;
  model?: string;
  grade: Grade;
  evidence: Evidence[];
  /** How many of the change's commits bear a mark, where some do not. */
  commits?: { marked: number; of: number };
  /** The conversation that the lines come from, where a trace of it was received. */
  trace?: TraceContext;
}

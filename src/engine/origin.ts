// Who or what wrote a line, and on what evidence.

/** How far to trust the evidence, strongest first; `unknown` is the absence of evidence and never means a human. */
export const grades = ['attested', 'reported', 'claimed', 'hinted', 'assist', 'unknown'] as const;
export type Grade = (typeof grades)[number];

/** One mark of AI generation and where it was found. */
export interface Evidence {
  /** Id of the marker in rules/ai-markers/. */
  marker: string;
  /** Id of the tool, such as `claude-code`. */
  tool: string;
  where: 'pull-request-author' | 'author' | 'committer' | 'trailer' | 'footer' | 'body' | 'branch' | 'label';
  grade: Grade;
  /** The commit that carries the mark, where it stands on one. */
  commit?: string;
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
}

// Code that an assistant is known to have suggested: who asked which tool when, and the prints of its lines.
import type { LinePrint } from './prints.ts';

/** One piece of suggested code, without the code. Its texts come from strangers. */
export interface Suggestion {
  /** Names it in the evidence. */
  id: string;
  /** As the tool calls itself or as its id in the catalogue. */
  tool: string;
  model?: string;
  /** Who asked, as the tool names people: an address, a login, an account's id. */
  person?: string;
  /** The conversation it comes from. */
  session?: string;
  /** Where the conversation lives. */
  link?: string;
  /** ISO 8601. */
  at: string;
  /** The file it was for, as far as known; its start may be a folder of somebody's machine. */
  path?: string;
  /** Its lines in order, without blank ones. */
  lines: readonly LinePrint[];
}

/** What a trace tells of a line: context for whoever reads a finding on it. */
export interface TraceContext {
  /** Of the suggestion. */
  id: string;
  person?: string;
  session?: string;
  link?: string;
  at: string;
  /** Whether the line is as it was suggested. */
  accepted: 'unchanged' | 'edited';
}

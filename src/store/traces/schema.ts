// The tables of assistants' traces, as Kysely sees them.
import type { ColumnType } from 'kysely';
import type { Sealed, SealedJson } from '../sealed.ts';

/** One thing that happened in a conversation with an assistant. */
export interface TraceEventTable {
  installationId: number;
  /** What names it where it was sent, so that it is kept once. */
  key: string;
  /** The repository of that name; null where the installation has none, or the trace names none. */
  repositoryId: number | null;
  /** `owner/name` in lower case. */
  repository: string | null;
  at: Date;
  receivedAt: Date;
  source: 'otlp' | 'langfuse' | 'langsmith';
  kind: 'prompt' | 'request' | 'tool' | 'usage';
  tool: string;
  model: string | null;
  person: string | null;
  team: string | null;
  session: string | null;
  link: string | null;
  tokensIn: number;
  tokensOut: number;
  tokensCached: number;
  costMicros: number | null;
  failed: boolean;
  /** The tool that the assistant called. */
  called: string | null;
  paths: ColumnType<{ path: string; how: 'read' | 'write' }[], string, string>;
  /** Lines of code that it suggested. */
  suggestedLines: number;
}

/** What was said, redacted and sealed, where an administrator allows keeping it. */
export interface TraceTextTable {
  installationId: number;
  key: string;
  repositoryId: number | null;
  at: Date;
  text: ColumnType<Sealed, Sealed, Sealed>;
}

/** A piece of code that was suggested, as prints of its lines. */
export interface TraceBlockTable {
  installationId: number;
  id: string;
  /** Of the event. */
  key: string;
  repositoryId: number | null;
  repository: string | null;
  at: Date;
  path: string | null;
  /** As packPrints makes them. */
  lines: Uint8Array;
}

/** Where a print stands: what a review looks its added lines up by. */
export interface TracePrintTable {
  installationId: number;
  print: number;
  blockId: string;
}

/** How far a puller came. */
export interface TraceCursorTable {
  installationId: number;
  name: string;
  cursor: string;
  /** Until then the turn belongs to whoever claimed it. */
  claimedUntil: Date | null;
  problem: string | null;
}

/** One thing that the security operations centre is to hear of, in the order of `seq`. */
export interface SocEventTable {
  seq: ColumnType<number, never, never>;
  installationId: number;
  repositoryId: number;
  pullNumber: number;
  /** What happened, named so that it is told once. */
  key: string;
  at: Date;
  content: ColumnType<SealedJson, Sealed, Sealed>;
}

/** How far each sink heard. */
export interface SocCursorTable {
  sink: string;
  seq: number;
  claimedUntil: Date | null;
  claimedBy: string | null;
  attempts: number;
  dueAt: Date;
  problem: string | null;
  lost: number;
}

/** The tables of traces and of the stream to the security operations centre. */
export interface TraceSchema {
  traceEvents: TraceEventTable;
  traceTexts: TraceTextTable;
  traceBlocks: TraceBlockTable;
  tracePrints: TracePrintTable;
  traceCursors: TraceCursorTable;
  socEvents: SocEventTable;
  socCursors: SocCursorTable;
}

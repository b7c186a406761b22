// One event for the security operations centre: who, what, where and what to do, with the evidence masked.
import type { Severity } from '../../engine/finding.ts';

/** What may happen. */
export const eventTypes = [
  'finding.reported',
  'finding.fixed',
  'finding.waived',
  'approval.given',
  'anomaly',
] as const;
export type EventType = (typeof eventTypes)[number];

/** An event. Every text is one line without control characters, and none holds a secret. */
export interface SocEvent {
  /** The same whenever it is sent. */
  id: string;
  /** ISO 8601. */
  at: string;
  type: EventType;
  severity: Severity;
  title: string;
  message: string;
  /** What to do. */
  remedy: string;
  /** Who did it, or whom it is about: who waived, approved, asked an assistant, or opened the pull request. */
  who?: string;
  /** Who or what wrote the line, and on what evidence. */
  origin?: string;
  rule?: string;
  /** The id that comment commands take. */
  finding?: string;
  installation: number;
  repository?: string;
  pull?: number;
  path?: string;
  line?: number;
  commit?: string;
  /** The line with secrets masked. */
  code?: string;
  url?: string;
}

/** The event as one line of JSON; one version, stable names, new ones may be added. */
export function jsonLine(event: SocEvent): string {
  return JSON.stringify({ version: 1, product: 'LangGuard', ...event });
}

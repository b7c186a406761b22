// Tells the keys with which a program may only report how it is used: their makers put them into pages and apps.
import type { Candidate } from './candidate.ts';
import { wordsOf } from './names.ts';

/** The keys of services that count or collect errors, as their names say; what reads or administers is called otherwise. */
const reports =
  /^(?:\w{0,30}_)?(?:(?:analytics|segment|rudder|rudderstack|jitsu|telemetry|tracking)(?:_[a-z]{1,12})?_write_key|mixpanel_(?:project_)?token|amplitude_(?:api_)?key|posthog_(?:project_|public_)?(?:api_)?(?:key|token)|bugsnag_(?:api_)?key)$/;

/** A key that opens nothing: whoever has it can send events in the name of the program, and read none. */
export function onlyReports({ name, value }: Candidate): boolean {
  // PostHog's personal keys read and change everything.
  return reports.test(wordsOf(name).join('_').replaceAll('post_hog', 'posthog')) && !value.startsWith('phx_');
}

/** `new Analytics({ writeKey: '…' })`: who asks for a key that has no other name. */
const asking = /\b(?:Analytics|RudderAnalytics|RudderStack)\(\s{0,8}\{[^{}]{0,200}$/;
const imports =
  /(?:\bfrom|\bimport|\brequire\(|\buse)\s{0,4}["']?(?:@segment\/|@rudderstack\/|@jitsu\/|analytics-node|segment[./]analytics|github\.com\/(?:segmentio|rudderlabs)\/)/;
/** Imports stand at the beginning of a file. */
const maxImports = 4_000;

/** Whether a `…_WRITE_KEY` at a place is one of a service that counts what is used. */
export function writesAnalytics(text: string, at: number): boolean {
  return asking.test(text.slice(Math.max(0, at - 240), at)) || imports.test(text.slice(0, maxImports));
}

// The few parts of a SARIF log that are read, each field forgiven when it has another type.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html

/** Anything that JSON can say, asked for field by field. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** GitHub takes ten megabytes packed; more than this unpacked is no report that anybody reads. */
export const maxLogBytes = 20 * 1024 * 1024;

/** As GitHub: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
export const maxRuns = 20;
export const maxResults = 25_000;

/** SARIF itself needs about a dozen. */
const maxDepth = 64;

/** The runs of a log, or why it cannot be read as SARIF 2.1.0; the reason quotes nothing of it. */
export function readRuns(text: string): { runs: Json[] } | { problem: string } {
  if (text.length > maxLogBytes) return { problem: `it is larger than ${maxLogBytes >> 20} MB` };
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (isDeeper(body, maxDepth)) return { problem: `it is nested deeper than ${maxDepth} levels` };
  let log: Json;
  try {
    log = JSON.parse(body) as Json;
  } catch {
    return { problem: 'it is not JSON' };
  }
  const version = textOf(field(log, 'version'));
  const runs = field(log, 'runs');
  if (version === undefined || !Array.isArray(runs)) return { problem: 'it is not a SARIF log' };
  return version.startsWith('2.1') ? { runs } : { problem: 'it is not SARIF 2.1.0' };
}

/** Brackets are counted before anything is built of them. */
function isDeeper(text: string, limit: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isInString) {
      if (code === 92) at++;
      else if (code === 34) isInString = false;
    } else if (code === 34) isInString = true;
    else if (code === 91 || code === 123) {
      if (++depth > limit) return true;
    } else if (code === 93 || code === 125) depth--;
  }
  return false;
}

/** The value of a field; undefined where there is none or where the value is no object. */
export function field(value: Json | undefined, name: string): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
    ? value[name]
    : undefined;
}

/** The value along a path of names and indexes. */
export function at(value: Json | undefined, ...path: (string | number)[]): Json | undefined {
  let current = value;
  for (const step of path) current = typeof step === 'string' ? field(current, step) : listOf(current)[step];
  return current;
}

/** A list, or an empty one. */
export function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

/** A text, or undefined. */
export function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A whole number of at least `least`, or undefined. */
export function wholeOf(value: Json | undefined, least = 0): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least ? value : undefined;
}

/** A number, also one that is written as text, or undefined. */
export function numberOf(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || value.length > 20 || !/^\s*\d+(?:\.\d+)?\s*$/.test(value))
    return undefined;
  return Number(value);
}

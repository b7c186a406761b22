// Runs the detectors over a change, one file after the other; one that throws costs only its own answer.
import type { Detection, Detector, DetectorInput } from '../detector.ts';
import { factKey, type FactRequest } from '../facts.ts';
import type { Incident } from '../review.ts';
import { redactAnything, redactor, type Redactor } from './redact.ts';

/** What the detectors said, what went wrong, and how to mask the secrets that they know. */
export interface Detected {
  detections: Detection[];
  incidents: Incident[];
  redact: Redactor;
}

/** The facts that the detectors still miss. */
export function missingFacts(detectors: readonly Detector[], input: DetectorInput): FactRequest[] {
  const missing = new Map<string, FactRequest>();
  for (const detector of detectors) {
    // A detector that fails here goes without facts, and says so when it detects.
    const requests = attempt(
      () => [...(detector.needs?.(input) ?? [])],
      () => undefined,
    );
    for (const request of requests ?? [])
      if (!input.facts.has(request)) missing.set(factKey(request), request);
  }
  return [...missing.values()];
}

/** Asks every detector about every file and then about the whole; never throws. */
export async function detect(
  detectors: readonly Detector[],
  input: DetectorInput,
  breathe: () => Promise<void> = async () => undefined,
): Promise<Detected> {
  const detections: Detection[] = [];
  const failures: { detector: string; path?: string; error: unknown }[] = [];
  const ask = <T>(where: { detector: string; path?: string }, question: () => Iterable<T> | undefined) =>
    attempt(
      () => [...(question() ?? [])],
      (error) => failures.push({ ...where, error }),
    );

  const secrets = detectors.map((each) =>
    ask({ detector: each.id }, () => each.collectSecrets?.(input.change, input)),
  );
  // Not pushed as arguments: a large lockfile yields more than the stack holds.
  const keep = (found: Detection[] | undefined) => {
    for (const each of found ?? []) detections.push(each);
  };
  for (const file of input.change.files) {
    if (file.status === 'removed') continue;
    for (const each of detectors)
      keep(ask({ detector: each.id, path: file.path }, () => each.detectFile?.(file, input)));
    await breathe();
  }
  for (const each of detectors) {
    keep(ask({ detector: each.id }, () => each.detectChange?.(input)));
    await breathe();
  }

  const known = redactor(secrets.flatMap((values) => values ?? []));
  // Without the list of secrets anything may be one.
  const redact = secrets.includes(undefined) ? (text: string) => redactAnything(known(text)) : known;
  const incidents = failures.map(({ error, ...where }) => ({ ...where, message: redact(messageOf(error)) }));
  return { detections, incidents, redact };
}

function attempt<T>(run: () => T, onError: (error: unknown) => void): T | undefined {
  try {
    return run();
  } catch (error) {
    onError(error);
    return undefined;
  }
}

/** An error's text may quote the change, so it is cut short. */
function messageOf(error: unknown): string {
  return (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 300);
}

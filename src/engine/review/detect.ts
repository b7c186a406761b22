// Runs the detectors over a change, one file after the other; one that throws costs only its own answer.
import { bodyBefore, wholeFile, type ChangedFile } from '../change.ts';
import type { Detection, Detector, DetectorInput, SuggestedDependency } from '../detector.ts';
import { factKey, type FactRequest } from '../facts.ts';
import type { Finding } from '../finding.ts';
import type { Incident } from '../review.ts';
import { redactAnything, redactor, type Redactor } from './redact.ts';

/** What the detectors said, what went wrong, and how to mask the secrets that they know. */
export interface Detected {
  detections: Detection[];
  incidents: Incident[];
  redact: Redactor;
  /** The findings whose detectors can also be asked about the text before the change. */
  comparable: ReadonlySet<Finding>;
  /** Undefined where no detector tells of them, or one that does broke. */
  suggested: SuggestedDependency[] | undefined;
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
  const comparable = new Set<Finding>();
  for (const file of input.change.files) {
    if (file.status === 'removed') continue;
    for (const each of detectors) {
      const found = ask({ detector: each.id, path: file.path }, () => each.detectFile?.(file, input));
      keep(found);
      if (each.comparable === true)
        for (const detection of found ?? []) if ('finding' in detection) comparable.add(detection.finding);
    }
    await breathe();
  }
  let suggested: SuggestedDependency[] | undefined = detectors.some((each) => each.suggests) ? [] : undefined;
  for (const each of detectors) {
    const found = ask({ detector: each.id }, () => each.detectChange?.(input));
    keep(found);
    if (each.suggests) {
      // One that broke is an incident already.
      const told = found && ask({ detector: each.id }, () => each.suggests?.(input));
      suggested = told && suggested ? [...suggested, ...told] : undefined;
    }
    await breathe();
  }

  const known = redactor(secrets.flatMap((values) => values ?? []));
  // Without the list of secrets anything may be one.
  const redact = secrets.includes(undefined) ? (text: string) => redactAnything(known(text)) : known;
  const incidents = failures.map(({ error, ...where }) => ({ ...where, message: redact(messageOf(error)) }));
  return { detections, incidents, redact, comparable, suggested };
}

/** What the comparable detectors find in a file as it stood before; undefined when one of them cannot tell. */
export function findBefore(
  detectors: readonly Detector[],
  input: DetectorInput,
  file: ChangedFile,
): Finding[] | undefined {
  const body = bodyBefore(file);
  if (body === undefined) return undefined;
  const before = wholeFile(file.previousPath ?? file.path, body, file.class);
  const then = { ...input, change: { ...input.change, files: [before] } };
  const found = attempt(
    () =>
      detectors.flatMap((each) =>
        each.comparable === true ? [...(each.detectFile?.(before, then) ?? [])] : [],
      ),
    () => undefined,
  );
  if (!found || found.some((detection) => 'notChecked' in detection)) return undefined;
  return found.flatMap((detection) => ('finding' in detection ? [detection.finding] : []));
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

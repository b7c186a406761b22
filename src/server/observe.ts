// Watches jobs: how long each stage of a review takes, as a histogram and, where a collector is named, as spans.
import type { CheckRunOutput } from '../reporters/check-run.ts';
import type { Metrics } from './metrics.ts';
import type { OpenSpan, SpanFields, Tracing } from './tracing.ts';

/** The steps of a review, in their order. */
export type Stage = 'read' | 'look-up' | 'review' | 'publish';

/** One job under way. */
export interface JobWatch {
  /** Runs a step and adds its time to the stage; a step within another one is taken out of the outer one. */
  stage<T>(stage: Stage, step: () => Promise<T>): Promise<T>;
  /** Adds ids to what is known of the job. */
  note(fields: SpanFields): void;
  /** A review was published: its stages and the time since it was queued are measured. */
  published(): void;
  /** Under which a collector knows the job. */
  traceId?: string;
}

/** What is known of a job when it begins. */
export interface JobBegin {
  kind: string;
  deliveries: readonly string[];
  /** From being queued, or from the time it was parked until, to now. */
  waitedMs: number;
  /** Since it was first queued, to now. */
  ageMs: number;
  fields: SpanFields;
}

const histogram = 'langguard_review_seconds';

/** Runs a job under watch. */
export async function watchJob<T>(
  { kind, deliveries, waitedMs, ageMs, fields }: JobBegin,
  { metrics, tracing }: { metrics: Metrics; tracing?: Tracing | undefined },
  run: (watch: JobWatch) => Promise<T>,
): Promise<T> {
  const began = performance.now();
  const span = tracing?.job(deliveries, { ...fields, kind, waitedMs: Math.round(waitedMs) });
  const spent = new Map<Stage, number>();
  /** Time that inner steps took, for each step under way. */
  const inner: number[] = [];

  const watch: JobWatch = {
    async stage(stage, step) {
      const start = performance.now();
      const child = span?.child(stage);
      inner.push(0);
      try {
        const result = await step();
        child?.end();
        return result;
      } catch (error) {
        child?.end(error);
        throw error;
      } finally {
        const whole = performance.now() - start;
        const own = whole - (inner.pop() ?? 0);
        if (inner.length > 0) inner[inner.length - 1] = (inner.at(-1) ?? 0) + whole;
        spent.set(stage, (spent.get(stage) ?? 0) + own);
      }
    },
    note: (more) => span?.note(more),
    published() {
      metrics.observe(histogram, { stage: 'waiting' }, waitedMs / 1000);
      for (const [stage, ms] of spent) metrics.observe(histogram, { stage }, ms / 1000);
      metrics.observe(histogram, { stage: 'total' }, (ageMs + performance.now() - began) / 1000);
    },
    ...(span ? { traceId: span.traceId } : {}),
  };
  return await ended(span, () => run(watch));
}

/** GitHub's own limit, in characters. */
const maxTextChars = 65_535;

/** The text of a check run with the id under which a collector knows its trace; unchanged without one. */
export function withTrace(output: CheckRunOutput, traceId: string | undefined): CheckRunOutput {
  if (traceId === undefined) return output;
  const line = `Trace: \`${traceId}\``;
  const text = output.text === undefined ? '' : `${output.text.slice(0, maxTextChars - line.length - 2)}\n\n`;
  return { ...output, text: text + line };
}

async function ended<T>(span: OpenSpan | undefined, run: () => Promise<T>): Promise<T> {
  try {
    const result = await run();
    span?.end();
    return result;
  } catch (error) {
    span?.end(error);
    throw error;
  }
}

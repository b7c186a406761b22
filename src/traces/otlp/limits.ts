// How much of a request is read: an honest exporter stays far below, and a hostile one gets no further.

/** Bounds on one request, after its body was inflated. */
export interface Limits {
  /** Of the body. */
  bytes: number;
  /** Of values within values. */
  depth: number;
  /** Values of every kind together. */
  values: number;
  /** Spans, log records and points of metrics. */
  records: number;
  /** Attributes of one record. */
  attributes: number;
  /** UTF-16 units of one text; what is longer is cut. */
  chars: number;
}

/** Exporters send at most 512 records at a time unless told otherwise; code makes them large. */
export const defaultLimits: Limits = {
  bytes: 8 * 1024 * 1024,
  depth: 24,
  values: 150_000,
  records: 20_000,
  attributes: 256,
  chars: 256 * 1024,
};

/** A request that is not read; the reason may be told to whoever sent it. */
export class Unreadable extends Error {}

// Counters, gauges and histograms in memory, written out in Prometheus' text format.
// https://prometheus.io/docs/instrumenting/exposition_formats/
import { metricNames } from './metric-names.ts';

/** Names and values that tell series of one metric apart. */
export type Labels = Readonly<Record<string, string>>;

/** Measures things by name and labels. */
export interface Metrics {
  count(name: string, labels?: Labels, by?: number): void;
  /** Adds one observation to a histogram, in the metric's unit. */
  observe(name: string, labels: Labels, value: number): void;
  /** Sets a gauge. */
  set(name: string, labels: Labels, value: number): void;
  /** Has something fill in gauges just before they are written. */
  collect(fill: (set: Metrics['set']) => void): void;
  /** Everything measured so far, and the gauges given. */
  render(gauges: Readonly<Record<string, number>>): string;
}

/** Whoever chooses labels must not be able to fill the memory. */
const maxSeries = 500;

const defaultBuckets = [0.1, 1, 10, 100];

interface Series {
  labels: Labels;
  value: number;
  /** Observations at or below each bound, not cumulated yet; the last is beyond all bounds. */
  buckets?: number[];
}

/** The content type of `render`. */
export const metricsContentType = 'text/plain; version=0.0.4; charset=utf-8';

/** Creates an empty set of metrics. */
export function createMetrics(): Metrics {
  const kept = new Map<string, Map<string, Series>>();
  const fillers: ((set: Metrics['set']) => void)[] = [];

  function seriesOf(into: Map<string, Map<string, Series>>, name: string, labels: Labels): Series {
    const all = into.get(name) ?? new Map<string, Series>();
    into.set(name, all);
    const key = textOf(labels);
    const known = all.get(key);
    if (known) return known;
    if (all.size < maxSeries) {
      const made: Series = { labels, value: 0 };
      all.set(key, made);
      return made;
    }
    seriesOf(into, 'langguard_metrics_series_dropped_total', { metric: name }).value++;
    const other = Object.fromEntries(Object.keys(labels).map((label) => [label, 'other']));
    const rest = all.get(textOf(other)) ?? { labels: other, value: 0 };
    all.set(textOf(other), rest);
    return rest;
  }

  return {
    count(name, labels = {}, by = 1) {
      seriesOf(kept, name, labels).value += by;
    },
    observe(name, labels, value) {
      const bounds = metricNames[name]?.buckets ?? defaultBuckets;
      const series = seriesOf(kept, name, labels);
      series.buckets ??= Array.from({ length: bounds.length + 1 }, () => 0);
      const index = bounds.findIndex((bound) => value <= bound);
      const at = index === -1 ? bounds.length : index;
      series.buckets[at] = (series.buckets[at] ?? 0) + 1;
      series.value += value;
    },
    set(name, labels, value) {
      seriesOf(kept, name, labels).value = value;
    },
    collect(fill) {
      fillers.push(fill);
    },
    render(gauges) {
      // Gauges that are filled in now are gone at the next scrape, with whatever they were about.
      const now = new Map(kept);
      const set: Metrics['set'] = (name, labels, value) => {
        if (now.get(name) === kept.get(name)) now.set(name, new Map());
        seriesOf(now, name, labels).value = value;
      };
      for (const fill of fillers) fill(set);
      for (const [name, value] of Object.entries(gauges)) set(name, {}, value);
      return [...now].map(([name, series]) => render(name, [...series.values()])).join('');
    },
  };
}

function render(name: string, all: readonly Series[]): string {
  const isHistogram = all.some((series) => series.buckets);
  const info = metricNames[name];
  const type = info?.type ?? (isHistogram ? 'histogram' : name.endsWith('_total') ? 'counter' : 'gauge');
  const head = `# HELP ${name} ${escapeHelp(info?.help ?? 'No description.')}\n# TYPE ${name} ${type}\n`;
  if (!isHistogram)
    return head + all.map(({ labels, value }) => `${name}${inBraces(labels)} ${numberOf(value)}\n`).join('');
  const bounds = info?.buckets ?? defaultBuckets;
  return head + all.map((series) => renderHistogram(name, bounds, series)).join('');
}

function renderHistogram(
  name: string,
  bounds: readonly number[],
  { labels, value, buckets = [] }: Series,
): string {
  let below = 0;
  const lines = [...bounds, Infinity].map((bound, index) => {
    below += buckets[index] ?? 0;
    return `${name}_bucket${inBraces({ ...labels, le: numberOf(bound) })} ${below}\n`;
  });
  return `${lines.join('')}${name}_sum${inBraces(labels)} ${numberOf(value)}\n${name}_count${inBraces(labels)} ${below}\n`;
}

function inBraces(labels: Labels): string {
  const text = textOf(labels);
  return text === '' ? '' : `{${text}}`;
}

function textOf(labels: Labels): string {
  return Object.entries(labels)
    .map(([label, value]) => `${label}="${escapeLabel(value)}"`)
    .join(',');
}

function escapeLabel(value: string): string {
  return value.slice(0, 200).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function escapeHelp(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function numberOf(value: number): string {
  if (value === Infinity) return '+Inf';
  if (value === -Infinity) return '-Inf';
  return Number.isNaN(value) ? 'NaN' : String(value);
}

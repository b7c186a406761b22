// Counters in memory, written out in Prometheus' text format.

/** Counts things by name and labels. */
export interface Metrics {
  count(name: string, labels?: Record<string, string>): void;
  /** All counters, and the gauges given, as https://prometheus.io/docs/instrumenting/exposition_formats/ has them. */
  render(gauges: Record<string, number>): string;
}

/** Creates an empty set of counters. */
export function createMetrics(): Metrics {
  const counters = new Map<string, Map<string, number>>();
  return {
    count(name, labels = {}) {
      const series = counters.get(name) ?? new Map<string, number>();
      counters.set(name, series);
      const key = Object.entries(labels)
        .map(([label, value]) => `${label}="${value.replace(/[\\"\n]/g, '_')}"`)
        .join(',');
      series.set(key, (series.get(key) ?? 0) + 1);
    },
    render(gauges) {
      const lines: string[] = [];
      for (const [name, series] of counters) {
        lines.push(`# TYPE ${name} counter`);
        for (const [labels, value] of series)
          lines.push(`${name}${labels === '' ? '' : `{${labels}}`} ${value}`);
      }
      for (const [name, value] of Object.entries(gauges))
        lines.push(`# TYPE ${name} gauge`, `${name} ${value}`);
      return `${lines.join('\n')}\n`;
    },
  };
}

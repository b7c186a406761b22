// Charts as plain SVG: drawn twice, for a desk and for a phone, each with a title and a description.
import { max } from 'd3-array';
import { scaleBand, scaleLinear } from 'd3-scale';
import { line, stack } from 'd3-shape';
import { html } from 'hono/html';
import type { Html } from './layout.ts';
import { decimal, whole } from './wording.ts';

/** One kind of thing in a chart; `colour` is the name of a class of the stylesheet, such as `critical`. */
export interface Series {
  name: string;
  colour: string;
  values: number[];
}

interface Frame {
  id: string;
  title: string;
  /** What it shows, in a sentence, for whoever does not see it. */
  description: string;
}

/** Stacked bars over labels such as weeks. */
export function stackedBars(frame: Frame & { labels: string[]; series: Series[]; unit: string }): Html {
  const { labels, series, unit } = frame;
  if (labels.length === 0 || series.length === 0) return nothing(frame.title);
  const rows = labels.map((_, at) =>
    Object.fromEntries(series.map((each) => [each.name, each.values[at] ?? 0])),
  );
  const layers = stack().keys(series.map(({ name }) => name))(rows as Record<string, number>[]);
  const highest = max(layers.at(-1) ?? [], ([, top]) => top) ?? 0;
  const draw = ({ width, height, fewTicks }: Size): Html => {
    const { y, axis } = yAxis(highest, { width, height });
    const x = scaleBand(labels, [margin.left, width - margin.right]).padding(
      labels.length > 30 ? 0.15 : 0.25,
    );
    const bar = Math.min(x.bandwidth(), maxBar);
    const inset = (x.bandwidth() - bar) / 2;
    return html`${axis}
    ${layers.map(
      (layer, which) =>
        html`<g class="${series[which]?.colour ?? ''}">
          ${layer.map(([low, high], at) =>
            high > low
              ? html`<rect
                  x="${round((x(labels[at] ?? '') ?? 0) + inset)}"
                  y="${round(y(high))}"
                  width="${round(bar)}"
                  height="${round(y(low) - y(high))}"
                  ><title>${labels[at] ?? ''}: ${whole(high - low)} ${series[which]?.name ?? ''}</title></rect
                >`
              : '',
          )}
        </g>`,
    )}
    ${xLabels(labels, (label) => (x(label) ?? 0) + x.bandwidth() / 2, { height, width, most: fewTicks ? 4 : 12 })}`;
  };
  return figure(frame, draw, html`${legend(series)}<span class="unit">${unit}</span>`);
}

/** Lines over labels; a value that is null leaves a gap. */
export function lines(
  frame: Frame & {
    labels: string[];
    series: { name: string; colour: string; values: (number | null)[] }[];
    unit: string;
  },
): Html {
  const { labels, series, unit } = frame;
  const values = series.flatMap((each) => each.values.filter((value) => value !== null));
  if (labels.length === 0 || values.length === 0) return nothing(frame.title);
  const draw = ({ width, height, fewTicks }: Size): Html => {
    const { y, axis } = yAxis(max(values) ?? 0, { width, height });
    const x = scaleLinear([0, Math.max(1, labels.length - 1)], [margin.left + 6, width - margin.right - 6]);
    const path = line<number | null>()
      .defined((value) => value !== null)
      .x((_, at) => round(x(at)))
      .y((value) => round(y(value ?? 0)));
    return html`${axis}
    ${series.map(
      (each) =>
        html`<g class="${each.colour}">
          <path class="line" d="${path(each.values) ?? ''}" />
          ${each.values.map((value, at) =>
            value === null
              ? ''
              : html`<circle cx="${round(x(at))}" cy="${round(y(value))}" r="2.5"
                  ><title>${labels[at] ?? ''}: ${decimal(value)} ${each.name}</title></circle
                >`,
          )}
        </g>`,
    )}
    ${xLabels(labels, (_, at) => x(at), { height, width, most: fewTicks ? 4 : 12 })}`;
  };
  return figure(frame, draw, html`${legend(series)}<span class="unit">${unit}</span>`);
}

/** Values with their intervals, one a row: a dot, and a line from the low to the high end. */
export function dots(
  frame: Frame & {
    rows: { name: string; colour: string; value: number; low: number; high: number }[];
    unit: string;
  },
): Html {
  const { rows, unit } = frame;
  if (rows.length === 0) return nothing(frame.title);
  // An interval of next to nothing would press all others together.
  const top = (max(rows, ({ value }) => value) ?? 0) * 2 || 1;
  const end = Math.min(max(rows, ({ high }) => high) ?? 1, top);
  const draw = ({ width, isNarrow }: Size): Html => {
    const step = isNarrow ? 44 : 30;
    const left = isNarrow ? 12 : 190;
    const height = rows.length * step + 26;
    const x = scaleLinear([0, end], [left, width - 20]).nice(5);
    const limit = x.domain()[1] ?? end;
    return html`<g class="grid">
        ${x
          .ticks(isNarrow ? 4 : 6)
          .map(
            (tick) =>
              html`<line x1="${round(x(tick))}" x2="${round(x(tick))}" y1="4" y2="${height - 22}" />
                <text x="${round(x(tick))}" y="${height - 7}" text-anchor="middle">${decimal(tick)}</text>`,
          )}
      </g>
      ${rows.map(({ name, colour, value, low, high }, at) => {
        const y = at * step + (isNarrow ? 32 : 18);
        return html`<g class="${colour}">
          <text
            class="label"
            x="${isNarrow ? left : left - 12}"
            y="${isNarrow ? y - 13 : y + 4}"
            text-anchor="${isNarrow ? 'start' : 'end'}"
            >${shorten(name, isNarrow ? 44 : 26)}</text
          >
          <line
            class="range"
            x1="${round(x(low))}"
            x2="${round(x(Math.min(high, limit)))}"
            y1="${y}"
            y2="${y}"
          />
          <circle cx="${round(x(value))}" cy="${y}" r="5"
            ><title>${name}: ${decimal(value)} (${decimal(low)} to ${decimal(high)})</title></circle
          >
        </g>`;
      })}`;
  };
  const heightOf = (isNarrow: boolean): number => rows.length * (isNarrow ? 44 : 30) + 26;
  return figure(frame, draw, html`<span class="unit">${unit}</span>`, heightOf);
}

interface Size {
  width: number;
  height: number;
  fewTicks: boolean;
  isNarrow: boolean;
}

/** A bar of a single week would fill the chart. */
const maxBar = 64;

const margin = { left: 44, right: 8, top: 10, bottom: 26 };

function figure(
  { id, title, description }: Frame,
  draw: (size: Size) => Html,
  key: Html | string,
  heightOf: (isNarrow: boolean) => number = (isNarrow) => (isNarrow ? 220 : 280),
): Html {
  return html`<figure class="chart">
    <figcaption>${title} ${key}</figcaption>
    ${[false, true].map((isNarrow) => {
      const size = { width: isNarrow ? 340 : 1120, height: heightOf(isNarrow), fewTicks: isNarrow, isNarrow };
      const name = `${id}-${isNarrow ? 'narrow' : 'wide'}`;
      return html`<svg
        class="${isNarrow ? 'narrow' : 'wide'}"
        viewBox="0 0 ${size.width} ${size.height}"
        role="img"
        aria-labelledby="${name}-title ${name}-desc"
      >
        <title id="${name}-title">${title}</title>
        <desc id="${name}-desc">${description}</desc>
        ${draw(size)}
      </svg>`;
    })}
  </figure>`;
}

function yAxis(highest: number, { width, height }: { width: number; height: number }) {
  const y = scaleLinear([0, Math.max(highest, 1)], [height - margin.bottom, margin.top]).nice(4);
  const ticks = y.ticks(4).filter((tick) => highest > 4 || Number.isInteger(tick));
  const axis = html`<g class="grid">
    ${ticks.map(
      (tick) =>
        html`<line
            x1="${margin.left}"
            x2="${width - margin.right}"
            y1="${round(y(tick))}"
            y2="${round(y(tick))}"
          />
          <text x="${margin.left - 7}" y="${round(y(tick) + 4)}" text-anchor="end">${decimal(tick)}</text>`,
    )}
  </g>`;
  return { y, axis };
}

function xLabels(
  labels: string[],
  at: (label: string, index: number) => number,
  { height, width, most }: { height: number; width: number; most: number },
): Html {
  const every = Math.ceil(labels.length / most);
  return html`<g class="grid">
    ${labels.map((label, index) => {
      if (index % every !== 0) return '';
      const x = at(label, index);
      // The first and the last would be cut off.
      const anchor = x < margin.left + 24 ? 'start' : x > width - 34 ? 'end' : 'middle';
      return html`<text
        x="${round(anchor === 'start' ? margin.left : anchor === 'end' ? width - 2 : x)}"
        y="${height - 8}"
        text-anchor="${anchor}"
        >${shortDay(label)}</text
      >`;
    })}
  </g>`;
}

function legend(series: readonly { name: string; colour: string }[]): Html {
  return html`<span class="legend"
    >${series.map(
      ({ name, colour }) =>
        html`<span
          ><svg class="swatch ${colour}" viewBox="0 0 12 12" aria-hidden="true">
            <rect width="12" height="12" rx="2" /></svg
          >${name}</span
        >`,
    )}</span
  >`;
}

function nothing(title: string): Html {
  return html`<p class="empty">${title}: there is nothing to draw in this period.</p>`;
}

function shorten(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A day without its year, such as `24 Nov`; anything else as it is. */
function shortDay(label: string): string {
  const [, month, date] = /^\d{4}-(\d{2})-(\d{2})$/.exec(label) ?? [];
  return month === undefined ? label : `${Number(date)} ${months[Number(month) - 1] ?? ''}`;
}

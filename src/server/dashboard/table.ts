// A table once: as HTML for people, as CSV for spreadsheets, as JSON for programs.
import { stringify } from 'csv-stringify/sync';
import { html } from 'hono/html';
import type { Html } from './layout.ts';

/** What a cell is: raw for programs. */
export type Value = string | number | boolean | null;

/** One column. Without `show` the value is shown as it is. */
export interface Column<Row> {
  /** Its name for programs, such as `open`. */
  key: string;
  label: string;
  isNumber?: true;
  /** Free text, which wants some width. */
  isText?: true;
  /** Only in the exports, where the page says it otherwise. */
  isHidden?: true;
  value(row: Row): Value;
  show?(row: Row): Html | string;
}

/** A table with its rows. */
export interface Table {
  /** Unique on its page, such as `by-severity`. */
  id: string;
  caption: string;
  /** What the columns are called for programs, and the rows. */
  keys: string[];
  values: Value[][];
  render(links: { csv: string; json: string }): Html;
}

/** Makes a table. `empty` is what is said where there is no row; the first column heads its row. */
export function table<Row>({
  id,
  caption,
  rows,
  columns,
  empty = 'Nothing in this period.',
  limit,
}: {
  id: string;
  caption: string;
  rows: readonly Row[];
  columns: readonly Column<NoInfer<Row>>[];
  empty?: string;
  /** How many rows were asked for at most: where there are as many, the table says that there may be more. */
  limit?: number;
}): Table {
  const shown = columns.filter(({ isHidden }) => !isHidden);
  return {
    id,
    caption,
    keys: columns.map(({ key }) => key),
    values: rows.map((row) => columns.map((column) => column.value(row))),
    render: ({ csv, json }) =>
      html`<div class="table" id="${id}">
        <div class="scroll" role="region" tabindex="0" aria-label="${caption}">
          <table>
            <caption>
              ${caption}
            </caption>
            <thead>
              <tr>
                ${shown.map(
                  ({ label, isNumber }) =>
                    html`<th scope="col" ${isNumber ? html`class="number"` : ''}>${label}</th>`,
                )}
              </tr>
            </thead>
            <tbody>
              ${
                rows.length === 0
                  ? html`<tr>
                      <td colspan="${shown.length}" class="empty">${empty}</td>
                    </tr>`
                  : rows.map(
                      (row) =>
                        html`<tr>
                          ${shown.map((column, at) => cellOf(column, row, at === 0))}
                        </tr>`,
                    )
              }
            </tbody>
          </table>
        </div>
        ${
          limit !== undefined && rows.length >= limit
            ? html`<p class="note">The first ${limit} are shown; the exports hold up to 10,000.</p>`
            : ''
        }
        <p class="exports">
          <a href="${csv}" aria-label="${caption} as CSV">CSV</a>
          <a href="${json}" aria-label="${caption} as JSON">JSON</a>
        </p>
      </div>`,
  };
}

function cellOf<Row>({ value, show, isNumber, isText }: Column<Row>, row: Row, isHead: boolean): Html {
  const text = show ? show(row) : (value(row) ?? '–');
  const kind = isNumber ? html` class="number"` : isText ? html` class="text"` : '';
  return isHead ? html`<th scope="row" ${kind}>${text}</th>` : html`<td${kind}>${text}</td>`;
}

/** Comma-separated values by RFC 4180; a text that a spreadsheet would take for a formula gets an apostrophe before it. */
export function toCsv({ keys, values }: Pick<Table, 'keys' | 'values'>): string {
  return stringify([keys, ...values], {
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: { boolean: String, number: (value) => ({ value: String(value), escape_formulas: false }) },
  });
}

/** An array of objects, one a row. */
export function toJson({ keys, values }: Pick<Table, 'keys' | 'values'>): Record<string, Value>[] {
  return values.map((row) => Object.fromEntries(row.map((value, at) => [keys[at] ?? '', value])));
}

// Renders the report of a period as Markdown, as one HTML file, or as JSON.
import { html } from 'hono/html';
import { cellProse, prose, visible } from '../neutralise.ts';
import type { PeriodFigures } from './figures.ts';
import { nextSteps } from './next-steps.ts';
import { sectionsOf, titleOf, type Section } from './sections.ts';

/** The forms. */
export const periodicFormats = ['markdown', 'html', 'json'] as const;
export type PeriodicFormat = (typeof periodicFormats)[number];

/** The report in a form. */
export async function renderPeriodic(figures: PeriodFigures, format: PeriodicFormat): Promise<string> {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ version: 1, ...figures, next: nextSteps(figures) }, undefined, 2)}\n`;
    case 'markdown':
      return markdown(figures);
    case 'html':
      return await page(figures);
  }
}

function markdown(figures: PeriodFigures): string {
  const parts = sectionsOf(figures).map((section) => {
    switch (section.kind) {
      case 'heading':
        return `## ${prose(section.text)}`;
      case 'text':
        return prose(section.text);
      case 'steps':
        return section.steps
          .map(({ todo, why }, at) => `${at + 1}. **${prose(todo)}** ${prose(why)}`)
          .join('\n');
      case 'table':
        return [
          `| ${section.columns.map(({ name }) => cellProse(name)).join(' | ')} |`,
          `|${section.columns.map(({ isNumber }) => (isNumber ? '--:' : '---')).join('|')}|`,
          ...section.rows.map((row) => `| ${row.map(cellProse).join(' | ')} |`),
        ].join('\n');
    }
  });
  return `${[`# ${prose(titleOf(figures))}`, ...parts].join('\n\n')}\n`;
}

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; display: block; overflow-x: auto; }
th, td { padding: 0.25rem 0.75rem; border-bottom: 1px solid #8886; text-align: left; vertical-align: top; }
th.n, td.n { text-align: right; font-variant-numeric: tabular-nums; }
li { margin: 0.5rem 0; }
`;

/** One file without scripts, and without anything from elsewhere. */
async function page(figures: PeriodFigures): Promise<string> {
  const title = visible(titleOf(figures));
  const text = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${sectionsOf(figures).map(element)}
        </main>
      </body>
    </html> `;
  return String(text);
}

function element(section: Section) {
  switch (section.kind) {
    case 'heading':
      return html`<h2>${visible(section.text)}</h2> `;
    case 'text':
      return html`<p>${visible(section.text)}</p> `;
    case 'steps':
      return html`<ol>
        ${section.steps.map(
          ({ todo, why }) => html`<li><strong>${visible(todo)}</strong> ${visible(why)}</li>`,
        )}
      </ol> `;
    case 'table':
      return html`<table>
        <thead>
          <tr>
            ${section.columns.map(
              ({ name, isNumber }) => html`<th scope="col" class="${isNumber ? 'n' : ''}">${name}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${section.rows.map(
            (row) =>
              html`<tr>
                ${row.map(
                  (cell, at) =>
                    html`<td class="${section.columns[at]?.isNumber ? 'n' : ''}">${visible(cell)}</td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table> `;
  }
}

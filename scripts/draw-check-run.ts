// Draws docs/images/check-run.svg from the check run that the demo's pull request really gets.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gitText } from '../test/github-sim/git.ts';
import { repository } from '../test/demo/shop.ts';
import { startWorld } from '../test/demo/world.ts';

const width = 920;
const shown = 4;
const colours = { failure: '#cf222e', warning: '#9a6700', notice: '#0969da' } as const;
const out: string[] = [];
let y = 0;

const escape = (text: string): string =>
  text.replace(/[&<>]/g, (one) => (one === '&' ? '&amp;' : one === '<' ? '&lt;' : '&gt;'));
const write = (x: number, text: string, style: string): void =>
  void out.push(`<text x="${x}" y="${y}" xml:space="preserve" class="${style}">${escape(text)}</text>`);
const box = (top: number, height: number, fill: string, extra = ''): void =>
  void out.push(`<rect x="0" y="${top}" width="${width}" height="${height}" fill="${fill}" ${extra}/>`);

/** Breaks words so that each line has at most so many characters. */
function wrap(text: string, chars: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length >= chars) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

const world = await startWorld({ now: new Date('2026-11-20T12:00:00Z') });
try {
  const { checkRun } = await world.openPullRequest();
  const dir = world.sim.repository(repository).dir;
  y = 40;
  out.push(`<circle cx="34" cy="34" r="11" fill="${colours.failure}"/>`);
  out.push('<path d="M30 30l8 8m0-8l-8 8" stroke="#fff" stroke-width="2.4"/>');
  write(56, checkRun.name, 'head');
  write(180, `${checkRun.conclusion} on ${checkRun.head_sha.slice(0, 7)}`, 'dim');
  y += 30;
  write(24, checkRun.output.title ?? '', 'title');
  y += 28;
  const rows = (checkRun.output.summary ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('|--'));
  for (const [index, row] of rows
    .slice(
      0,
      rows.findIndex((line) => line.startsWith('| Written with')),
    )
    .entries()) {
    const [name = '', ...counts] = row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (index % 2 === 0) box(y - 17, 24, '#f6f8fa');
    write(36, name, index === 0 ? 'strong' : 'text');
    counts.forEach((count, column) =>
      out.push(
        `<text x="${420 + column * 110}" y="${y}" class="${index === 0 ? 'strong' : 'text'}" text-anchor="end">${count}</text>`,
      ),
    );
    y += 24;
  }
  const origin = rows.findLast((line) => !line.startsWith('| Written with')) ?? '';
  const [tools, lines, , , evidence] = origin
    .split('|')
    .slice(1)
    .map((cell) => cell.trim());
  y += 14;
  write(24, `Written with ${tools}: ${lines} added lines (${evidence})`, 'dim');
  y += 26;
  for (const annotation of checkRun.annotations.slice(0, shown)) {
    const { path, start_line, annotation_level, title, message } = annotation as Record<string, string>;
    const colour = colours[annotation_level as keyof typeof colours] ?? colours.notice;
    const top = y - 4;
    y += 20;
    write(36, `${path}:${start_line}`, 'mono strong');
    y += 22;
    const source = await gitText(dir, ['show', `${checkRun.head_sha}:${path}`]);
    const line = source.split('\n')[Number(start_line) - 1] ?? '';
    box(y - 16, 24, '#fff8f7', 'opacity="0.9"');
    // Keys in the demo are made up; a picture still shows none.
    write(36, `${start_line}  ${line.replace(/(AK[I]A)\w+/, '$1…')}`, 'mono');
    y += 28;
    out.push(`<text x="36" y="${y}" class="strong" fill="${colour}">${escape(title ?? '')}</text>`);
    y += 20;
    const [what = '', why = '', instead = ''] = (message ?? '').split('\n\n');
    for (const part of [what, why, instead])
      for (const piece of wrap(part.replace(/127\.0\.0\.1:\d+/, 'registry'), 128)) {
        write(36, piece, part === what ? 'text' : part === why ? 'dim' : 'text');
        y += 18;
      }
    out.push(
      `<rect x="0.5" y="${top}" width="${width - 1}" height="${y - top}" fill="none" stroke="#d0d7de"/>`,
    );
    out.push(`<rect x="0" y="${top}" width="4" height="${y - top}" fill="${colour}"/>`);
    y += 18;
  }
  y += 4;
  write(24, `… and ${checkRun.annotations.length - shown} more annotations`, 'dim');
  y += 24;
} finally {
  await world.close();
}

const style = `text{font:14px -apple-system,'Segoe UI',Helvetica,Arial,sans-serif;fill:#1f2328}.head{font-weight:600;font-size:19px}.title{font-size:16px;font-weight:600}.strong{font-weight:600}.dim{fill:#59636e;font-size:13px}.text{font-size:13px}.mono{font-family:ui-monospace,'SF Mono',Menlo,Consolas,monospace;font-size:12.5px}`;
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}" viewBox="0 0 ${width} ${y}" role="img" aria-label="The check run of LangGuard on a pull request"><style>${style}</style><rect width="${width}" height="${y}" fill="#fff"/>${out.join('\n')}</svg>\n`;
writeFileSync(fileURLToPath(new URL('../docs/images/check-run.svg', import.meta.url)), svg);

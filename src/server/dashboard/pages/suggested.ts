// The dependencies that lines of each origin bring: how many are vulnerable or do not exist, of how many, and what nobody answered.
import { html } from 'hono/html';
import { originKinds, type OriginKind } from '../../../engine/review/rates.ts';
import type { OriginLines } from '../../../store/history/provenance.ts';
import { dots } from '../chart.ts';
import { wilsonInterval, type Interval } from '../intervals.ts';
import type { Html } from '../layout.ts';
import type { Shown } from '../page.ts';
import { table, type Column } from '../table.ts';
import { count, kindNames, percent, whole, withInterval } from '../wording.ts';

/** Counts of one origin, or of one tool and model. */
interface Row {
  name: string;
  kind: OriginKind;
  tool: string | null;
  model: string | null;
  suggested: number;
  vulnerable: number;
  invented: number;
  lookalike: number;
  flagged: number;
  unknown: number;
  /** Pull requests with such lines, and of these those in which dependencies were counted. */
  pulls: number;
  counted: number;
  share: Interval | undefined;
}

/** The chart and the tables, and what they rest on. */
export function suggestedParts(
  lines: readonly OriginLines[],
  { pulls, counted, unread }: { pulls: number; counted: number; unread: number },
): Shown['parts'] {
  const kinds = originKinds.flatMap((kind) => {
    const own = lines.filter((row) => row.kind === kind);
    return own.length === 0 ? [] : [rowOf({ name: kindNames[kind], kind, tool: null, model: null }, own)];
  });
  const tools = lines
    .filter(({ tool }) => tool !== null)
    .map((row) => {
      const name = [row.tool, row.model].filter(Boolean).join(', ');
      return rowOf({ name, kind: row.kind, tool: row.tool, model: row.model }, [row]);
    })
    .filter(({ suggested }) => suggested > 0)
    .toSorted((a, b) => b.suggested - a.suggested);
  const charted = [...kinds, ...tools.slice(0, 10)].filter(({ share }) => share !== undefined);
  return [
    html`<h2>Dependencies that were suggested</h2>`,
    notSeen({ pulls, counted, unread }, kinds),
    dots({
      id: 'suggested-shares',
      title: 'Vulnerable or invented, of the dependencies suggested',
      unit: 'per cent of those that were answered; the line is the 95 % interval',
      description:
        charted.map((row) => `${row.name}: ${withInterval(row.share, percent)}`).join('. ') ||
        'No dependency was counted in this period.',
      rows: charted.map(({ name, kind, share }) => ({
        name,
        colour: kind,
        value: (share?.value ?? 0) * 100,
        low: (share?.low ?? 0) * 100,
        high: (share?.high ?? 0) * 100,
      })),
    }),
    table({
      id: 'suggested',
      caption: 'Dependencies suggested on lines of an origin',
      rows: kinds,
      columns: [
        { key: 'kind', label: 'Origin', value: (row) => row.kind, show: (row) => row.name },
        ...columns,
      ],
    }),
    table({
      id: 'suggested-tools',
      caption: 'Dependencies suggested, by tool and model',
      rows: tools,
      empty: 'No dependency in this period is known to come from a tool.',
      columns: [
        { key: 'tool', label: 'Tool', value: (row) => row.tool },
        {
          key: 'model',
          label: 'Model',
          value: (row) => row.model,
          show: (row) => row.model ?? 'not said',
        },
        { key: 'kind', label: 'Origin', value: (row) => row.kind, show: (row) => kindNames[row.kind] },
        ...columns,
      ],
    }),
  ];
}

function notSeen(
  { pulls, counted, unread }: { pulls: number; counted: number; unread: number },
  kinds: readonly Row[],
): Html {
  const unknown = kinds.reduce((sum, row) => sum + row.unknown, 0);
  const missing = [
    ...(counted < pulls
      ? [
          `${count(pulls - counted, 'pull request')} of ${whole(pulls)}, because nobody counted in their first review`,
        ]
      : []),
    ...(unknown > 0
      ? [
          `the answer about ${count(unknown, 'dependency', 'dependencies')}, which count neither as good nor as bad`,
        ]
      : []),
    ...(unread > 0 ? [`what ${count(unread, 'manifest')} named that could not be read`] : []),
    'what only a lockfile pulls in, because nobody chose it',
  ];
  return html`<p class="seen">
    Counted: what a manifest names or raises, what a command installs, and what code imports without a
    declaration; each package and version once in the first review of a pull request, whatever policy says of
    it. Not seen: ${missing.join('; ')}.
  </p>`;
}

const columns: Column<Row>[] = [
  number('suggested', 'Suggested', (row) => row.suggested),
  number('vulnerable', 'Vulnerable', (row) => row.vulnerable),
  number('invented', 'Do not exist', (row) => row.invented),
  {
    ...number('vulnerable_or_invented', 'Either, of answered', (row) => row.flagged),
    show: (row) => `${whole(row.flagged)} of ${whole(row.suggested - row.unknown)}`,
  },
  hidden('answered', (row) => row.suggested - row.unknown),
  {
    key: 'share',
    label: 'Share (95 %)',
    isNumber: true,
    value: (row) => row.share?.value ?? null,
    show: (row) => withInterval(row.share, percent),
  },
  hidden('low', (row) => row.share?.low ?? null),
  hidden('high', (row) => row.share?.high ?? null),
  number('lookalike', 'Look-alikes', (row) => row.lookalike),
  number('not_answered', 'Not answered', (row) => row.unknown),
  hidden('counted_pull_requests', (row) => row.counted),
  hidden('pull_requests', (row) => row.pulls),
];

/** Only in the exports; the page says it in words. */
function hidden(key: string, value: (row: Row) => number | null): Column<Row> {
  return { key, label: key, isHidden: true, value };
}

function number(key: string, label: string, value: (row: Row) => number): Column<Row> {
  return { key, label, isNumber: true, value, show: (row) => whole(value(row)) };
}

function rowOf(row: Pick<Row, 'name' | 'kind' | 'tool' | 'model'>, lines: readonly OriginLines[]): Row {
  const sum = (of: (line: OriginLines) => number): number =>
    lines.reduce((total, each) => total + of(each), 0);
  const isOne = lines.length === 1;
  const [suggested, flagged, unknown] = [
    sum((each) => each.suggested),
    sum((each) => each.suggestedFlagged),
    sum((each) => each.suggestedUnknown),
  ];
  return {
    ...row,
    suggested,
    vulnerable: sum((each) => each.suggestedVulnerable),
    invented: sum((each) => each.suggestedInvented),
    lookalike: sum((each) => each.suggestedLookalike),
    flagged,
    unknown,
    pulls: sum((each) => (isOne ? each.pulls : each.leads)),
    counted: sum((each) => (isOne ? each.countedPulls : each.countedLeads)),
    share: wilsonInterval(flagged, suggested - unknown),
  };
}

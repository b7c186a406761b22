// The conversations with assistants that the lines of findings come from, as far as traces told of them.
import { html } from 'hono/html';
import type { Origin } from '../../../engine/origin.ts';
import type { JudgedFinding } from '../../../engine/review.ts';
import type { Html } from '../layout.ts';
import type { Shown } from '../page.ts';
import { table } from '../table.ts';
import { minute, none } from '../wording.ts';

type Trace = NonNullable<Origin['trace']>;

/** Whether figures by person are on, and who looks: who asked an assistant is a figure by person. */
export interface PeopleSetting {
  isShown: boolean;
  administers: boolean;
  login: string;
}

/** Who asked, where whoever looks may know it. */
function personOf({ person }: Trace, people: PeopleSetting): { name: string } | { hidden: string } {
  if (person === undefined) return { hidden: 'the trace does not say who asked' };
  if (!people.isShown) return { hidden: 'who asked is not shown: figures by person are off' };
  if (people.administers || person.toLowerCase() === people.login.toLowerCase()) return { name: person };
  return { hidden: 'who asked is shown to administrators and to themselves' };
}

/** The address of the conversation; what was stored is checked again, because it comes from strangers. */
function addressOf({ link }: Trace): URL | undefined {
  const url = link !== undefined && URL.canParse(link) ? new URL(link) : undefined;
  return url?.protocol === 'https:' && url.username === '' && url.password === '' ? url : undefined;
}

function linkTo(trace: Trace): Html | string {
  const url = addressOf(trace);
  if (url) return html`<a href="${url.href}" rel="noopener noreferrer">conversation on ${url.host}</a>`;
  return trace.session === undefined ? 'no link' : html`conversation <code>${trace.session}</code>, no link`;
}

function when({ at }: Trace): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? 'at an unknown time' : `${minute(time)} UTC`;
}

const accepted = {
  unchanged: 'accepted unchanged',
  edited: 'edited after it was suggested',
} as const;

/** The context of one finding, for whoever reads it; nothing where no trace told of the line. */
export function traceFacts({ trace, ...origin }: Origin, people: PeopleSetting): Html | string {
  if (!trace) return '';
  const person = personOf(trace, people);
  const tool = [origin.name ?? origin.tool, origin.model].filter((part) => part !== undefined).join(', ');
  return html`<dt>Suggested</dt>
    <dd>
      by ${tool}, ${when(trace)}; ${accepted[trace.accepted]};
      ${'name' in person ? html`asked by ${person.name}` : person.hidden}; ${linkTo(trace)}
    </dd>`;
}

/** Every conversation once, with how many findings stand on its lines; nothing where there is no trace. */
export function conversationParts(findings: readonly JudgedFinding[], people: PeopleSetting): Shown['parts'] {
  const traced = findings.flatMap(({ origin }) => (origin.trace ? [{ ...origin, trace: origin.trace }] : []));
  if (traced.length === 0) return [];
  const groups = Map.groupBy(traced, ({ trace }) => `${trace.id} ${trace.accepted}`);
  const rows = [...groups.values()].flatMap(([origin, ...more]) =>
    origin ? [{ origin, trace: origin.trace, findings: more.length + 1 }] : [],
  );
  return [
    table({
      id: 'conversations',
      caption: 'Conversations with assistants that findings come from',
      rows,
      columns: [
        {
          key: 'tool',
          label: 'Tool',
          value: ({ origin }) => origin.tool ?? null,
          show: ({ origin }) => origin.name ?? origin.tool ?? none,
        },
        {
          key: 'model',
          label: 'Model',
          value: ({ origin }) => origin.model ?? null,
          show: ({ origin }) => origin.model ?? 'not said',
        },
        { key: 'at', label: 'When (UTC)', value: ({ trace }) => trace.at, show: ({ trace }) => when(trace) },
        {
          key: 'person',
          label: 'Who asked',
          value: ({ trace }) => {
            const person = personOf(trace, people);
            return 'name' in person ? person.name : null;
          },
          show: ({ trace }) => {
            const person = personOf(trace, people);
            return 'name' in person ? person.name : trace.person === undefined ? 'not said' : 'not shown';
          },
        },
        { key: 'accepted', label: 'The lines', value: ({ trace }) => accepted[trace.accepted] },
        { key: 'findings', label: 'Findings', isNumber: true, value: (row) => row.findings },
        {
          key: 'link',
          label: 'Conversation',
          value: ({ trace }) => addressOf(trace)?.href ?? null,
          show: ({ trace }) => linkTo(trace),
        },
        { key: 'session', label: 'Session', isHidden: true, value: ({ trace }) => trace.session ?? null },
        { key: 'suggestion', label: 'Suggestion', isHidden: true, value: ({ trace }) => trace.id },
      ],
    }),
    html`<p class="note">
      From traces that assistants sent. A line that no trace explains says nothing of how it was written.
    </p>`,
  ];
}

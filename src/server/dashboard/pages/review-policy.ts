// Where the values of a review's policy came from, and by which of them a finding was judged, in words.
import { html } from 'hono/html';
import type { LayerKind, PolicySource } from '../../../engine/policy/sources.ts';
import type { JudgedFinding, Review } from '../../../engine/review.ts';
import type { Html } from '../layout.ts';
import type { Shown } from '../page.ts';
import { table } from '../table.ts';

type Policy = Review['policy'];

const layerNames: Record<LayerKind, string> = {
  default: 'built-in defaults',
  preset: 'preset',
  organisation: 'organisation file',
  group: 'group of the organisation',
  extended: 'extended file',
  repository: 'repository file',
  'path-rule': 'path rule',
};

function inWords({ layer, name }: PolicySource): string {
  return layer === 'default' ? name : `${layerNames[layer]} ${name}`;
}

/** Where a value came from, such as `organisation file acme/.github`; undefined where the review does not say. */
function sourceOf({ values = [], layers = [] }: Policy, key: string): string | undefined {
  const from = values.find((each) => each.key === key)?.from ?? [];
  const words = from.flatMap((at) => (layers[at] ? [inWords(layers[at])] : []));
  return words.length === 0 ? undefined : words.join(' and ');
}

/** A key with its source, such as `fail_on, repository file .langguard.yml at 1a2b3c4`. */
function keyAndSource(policy: Policy, key: string): string {
  return `${key}, ${sourceOf(policy, key) ?? policy.source}`;
}

/** How the severity came about, from the rule on. */
export function severityStory(finding: JudgedFinding, policy: Policy): string {
  const { severity, detectedSeverity, decided } = finding;
  const steps = decided?.severity ?? [];
  if (steps.length === 0)
    return severity === detectedSeverity
      ? `${severity}, as the rule says`
      : `${severity}; the rule says ${detectedSeverity}, changed by the policy from ${policy.source}`;
  return [
    `${detectedSeverity} from the rule`,
    ...steps.map(({ to, key }) =>
      key === 'ai.severity_bump'
        ? `raised to ${to}, because a tool wrote the line (${keyAndSource(policy, key)})`
        : `set to ${to} (${keyAndSource(policy, key)})`,
    ),
  ].join('; ');
}

/** What policy made of a finding, why, and where that was decided. */
export function decisionStory(finding: JudgedFinding, policy: Policy): string {
  const { disposition, severity, failOn, decided } = finding;
  if (disposition.state === 'reported') {
    if (policy.mode === 'monitor')
      return `reported; fails nothing, because the mode is monitor (${keyAndSource(policy, 'mode')})`;
    const key = decided?.failOn ?? (failOn === undefined ? 'fail_on' : undefined);
    const where = key === undefined ? 'threshold of its kind' : keyAndSource(policy, key);
    return `reported at ${severity}; the check fails from ${failOn ?? policy.failOn} on (${where})`;
  }
  const key = decided?.disposition;
  const where = key === undefined ? '' : ` (${keyAndSource(policy, key)})`;
  if (disposition.state !== 'waived') return `${disposition.state}: ${disposition.reason}${where}`;
  if (disposition.by === 'comment') return `waived by an allow comment: ${disposition.reason}${where}`;
  const { owner, approver, until, waiver, by, reason } = disposition;
  return `waived by ${owner}${approver === undefined ? '' : `, approved by ${approver}`}, until ${until} (${by}, ${waiver}): ${reason}`;
}

/** The keys that decided, for a table; null where none did or the review does not say. */
export function decidedBy({ disposition, decided, failOn }: JudgedFinding, policy: Policy): string | null {
  if (!policy.values) return null;
  const isReported = disposition.state === 'reported';
  const key = isReported
    ? policy.mode === 'monitor'
      ? 'mode'
      : (decided?.failOn ?? (failOn === undefined ? 'fail_on' : undefined))
    : decided?.disposition;
  return key === undefined ? null : keyAndSource(policy, key);
}

interface Row {
  key: string;
  value: string;
  layer: string;
  from: string;
}

/** The table of the values, and what must be said beside it. */
export function policyParts(policy: Policy): Shown['parts'] {
  const { held = [], problems } = policy;
  const heldRow: Row[] = held.map((key) => ({
    key: 'held',
    value: key,
    layer: 'lock',
    from: 'asked for, and held by a lock below',
  }));
  return [
    table({
      id: 'policy',
      caption: 'Policy in force, and where each value came from',
      rows: [...rowsOf(policy), ...heldRow],
      columns: [
        {
          key: 'setting',
          label: 'Setting',
          value: ({ key }) => key,
          show: ({ key }) => html`<code>${key}</code>`,
        },
        { key: 'value', label: 'Value', isText: true, value: ({ value }) => value },
        { key: 'layer', label: 'Layer', value: ({ layer }) => layer },
        { key: 'from', label: 'From', isText: true, value: ({ from }) => from },
      ],
    }),
    policy.values
      ? note('Of rules and path rules only those stand here that judged a finding of this review.')
      : note(
          'This review is from before each value had its source: what the file does not name has its default.',
        ),
    ...(problems.length > 0
      ? [
          html`<h3>Problems of the policy file</h3>
            <ul>
              ${problems.map(({ path, line, message }) => html`<li><code>${path}:${line}</code> ${message}</li>`)}
            </ul>`,
        ]
      : []),
  ];
}

function note(text: string): Html {
  return html`<p class="note">${text}</p>`;
}

function rowsOf(policy: Policy): Row[] {
  const { values, layers = [], source } = policy;
  if (!values) return rowsOfBefore(policy, source === 'defaults' ? 'defaults: no policy file' : source);
  return values.map(({ key, value, from }) => {
    const by = from.flatMap((at) => (layers[at] ? [layers[at]] : []));
    return {
      key,
      value,
      layer: [...new Set(by.map(({ layer }) => layerNames[layer]))].join(', '),
      from: by.map(({ name }) => name).join('; '),
    };
  });
}

function rowsOfBefore({ mode, failOn, waivers, codeScanning }: Policy, from: string): Row[] {
  const row = (key: string, value: string): Row => ({ key, value, layer: 'not kept', from });
  return [
    row('mode', mode),
    row('fail_on', failOn),
    row('waivers.by', waivers.by),
    row('waivers.max_days', String(waivers.maxDays)),
    ...(waivers.never.length > 0 ? [row('waivers.never', waivers.never.join(', '))] : []),
    row('code_scanning', codeScanning ?? 'off'),
  ];
}

// Actions and images whose name can point to other code tomorrow.
import { entriesOf, getIn, textOf, type YamlScalar } from '../../text/yaml-tree.ts';
import { movableImage } from '../movable-image.ts';
import { quoted } from '../quoted.ts';
import type { Verdict } from '../verdict.ts';
import { mayWrite, type Job, type Workflow } from './workflow.ts';

/** Actions whose repositories their owners have archived. */
const archived = new Set([
  'actions/create-release',
  'actions/upload-release-asset',
  'actions/setup-ruby',
  'actions/setup-elixir',
  'actions/setup-haskell',
  'actions-rs/toolchain',
  'actions-rs/cargo',
  'actions-rs/clippy-check',
  'actions-rs/audit-check',
  'actions-rs/install',
  'actions-rs/grcov',
  'actions-rs/tarpaulin',
  'sonarsource/sonarcloud-github-action',
  'marvinpinto/action-automatic-releases',
]);

const platform = /^(?:actions|github)\//i;

export function* pins(workflow: Workflow): Generator<Verdict> {
  for (const job of workflow.jobs) {
    // What hands over every secret says so itself.
    if (job.uses && textOf(getIn(job.node, 'secrets')) !== 'inherit')
      yield* pin(workflow, job, job.uses, secretsIn(workflow, job.node.start, job.node.end));
    const jobSecrets =
      secretsIn(workflow, workflow.env?.start ?? 0, workflow.env?.end ?? 0) ||
      secretsIn(workflow, job.env?.start ?? 0, job.env?.end ?? 0);
    for (const step of job.steps)
      if (step.uses)
        yield* pin(
          workflow,
          job,
          step.uses,
          jobSecrets || secretsIn(workflow, step.node.start, step.node.end),
        );
    const images = [
      getIn(job.node, 'container'),
      getIn(job.node, 'container', 'image'),
      ...entriesOf(getIn(job.node, 'services')).map(({ value }) => getIn(value, 'image')),
    ];
    for (const image of images) yield* movableImage(image);
  }
  const image = getIn(workflow.root, 'runs', 'image');
  if (workflow.kind === 'action' && image?.kind === 'scalar' && textOf(image)?.startsWith('docker://'))
    yield* movableImage(image);
}

function secretsIn(workflow: Workflow, start: number, end: number): boolean {
  return /secrets\.(?!GITHUB_TOKEN\b)\w|secrets:\s*inherit/i.test(workflow.text.slice(start, end));
}

function* pin(
  workflow: Workflow,
  job: Job,
  { start, end, text }: YamlScalar,
  besideSecrets: boolean,
): Generator<Verdict> {
  if (text.startsWith('./') || text.startsWith('../') || text.includes('${{')) return;
  if (text.startsWith('docker://')) {
    yield* movableImage({ kind: 'scalar', start, end, text, value: text, block: false });
    return;
  }
  const match = /^([\w.-]+\/[\w.-]+(?:\/[^@\s]+)?)(?:@(\S+))?$/.exec(text);
  if (!match) return;
  const [, name = '', ref] = match;
  if (archived.has(name.toLowerCase()))
    yield {
      rule: 'abandoned-action',
      start,
      end,
      message: `The repository of ${quoted(name)} is archived: nobody mends what is found in it.`,
    };
  if (ref !== undefined && /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i.test(ref)) return;
  if (platform.test(name) && ref !== undefined && !/^(?:main|master)$/.test(ref)) return;
  const isBranch = ref === undefined || !/^[vV]?\d+(?:[._-]|$)|\d+\.\d+/.test(ref);
  const fromBranch =
    ref !== undefined && /^(?:main|master|develop|dev|trunk|latest|edge|next|HEAD|nightly)$/i.test(ref);
  const writes = mayWrite(workflow, job) === true;
  const trusted = platform.test(name);
  yield {
    rule: 'unpinned-action',
    start,
    end,
    severity: fromBranch && !trusted && besideSecrets ? 'medium' : 'low',
    confidence: fromBranch ? 'high' : 'medium',
    message: isBranch
      ? `${quoted(text)} runs whatever stands on that branch${besideSecrets ? ', with secrets beside it' : writes ? ', with a token that writes' : ''}.`
      : `The tag of ${quoted(text)} can be moved to other code by whoever controls that repository.`,
    remedy: `Pin the full commit: \`uses: ${name}@<40-digit commit>${ref === undefined ? '' : ` # ${ref}`}\`.`,
  };
}

// Token permissions that are wider than the work.
import { entriesOf, entryOf, getIn, mapsOf, textOf, type YamlNode } from '../../text/yaml-tree.ts';
import type { Verdict } from '../verdict.ts';
import { privilegedByStrangers, startsOn, type Job, type Workflow } from './workflow.ts';

const publishes =
  /publish|release|deploy|pages|attest|provenance|sign|upload|scorecard|codeql|vercel|\baws\b|azure|gcloud|google-github-actions|configure-aws|pypi|npm|docker|push|trusted|cosign|sigstore|oidc|terraform|pulumi|claude|codecov|vault|login|build|container|image|slsa|infra/i;

export function* permissions(workflow: Workflow): Generator<Verdict> {
  if (workflow.kind === 'action') return;
  yield* inBlock(workflow, getIn(workflow.root, 'permissions'), undefined);
  for (const job of workflow.jobs) {
    yield* inBlock(workflow, getIn(job.node, 'permissions'), job);
  }
  if (entryOf(workflow.root, 'permissions')) return;
  // Silence means what the repository's settings say, which for old ones is everything.
  const silent = workflow.jobs.find(
    (job) => !entryOf(job.node, 'permissions') && !job.uses && job.steps.length > 0,
  );
  const strangers = startsOn(workflow, ...privilegedByStrangers);
  if (silent)
    yield {
      rule: 'excessive-workflow-permissions',
      start: silent.keyStart,
      end: silent.keyEnd,
      severity: 'low',
      confidence: 'low',
      message: `${strangers ? 'Strangers start this workflow, and no' : 'No'} \`permissions\` say what the token of \`${silent.id}\` may do${strangers ? '' : ': in older repositories everything'}.`,
      remedy:
        'Write `permissions: {}` at the top, and for each job the few that it needs (`contents: read` to check out).',
    };
}

/** The word that lets the token write everything, wherever it stands. */
export function* everythingWritable({ root }: Workflow): Generator<Verdict> {
  for (const map of mapsOf(root)) {
    const node = getIn(map, 'permissions');
    if (node && textOf(node) === 'write-all') yield allOf(node);
  }
}

const allOf = ({ start, end }: YamlNode): Verdict => ({
  rule: 'excessive-workflow-permissions',
  start,
  end,
  severity: 'medium',
  message: 'The token may write everything: code, releases, packages, settings of the run.',
});

function* inBlock(workflow: Workflow, node: YamlNode | undefined, job: Job | undefined): Generator<Verdict> {
  if (!node) return;
  if (textOf(node) === 'write-all') {
    yield allOf(node);
    return;
  }
  if (textOf(node) === 'read-all') {
    yield {
      rule: 'excessive-workflow-permissions',
      start: node.start,
      end: node.end,
      severity: 'low',
      confidence: 'low',
      message: 'The token may read everything, also what the jobs do not need.',
    };
    return;
  }
  const idToken = entryOf(node, 'id-token');
  if (idToken && textOf(idToken.value) === 'write') {
    const scope = job ? workflow.text.slice(job.keyStart, job.node.end) : workflow.text;
    const strangers = startsOn(workflow, 'pull_request_target', 'issue_comment', 'workflow_run');
    if (strangers)
      yield {
        rule: 'excessive-workflow-permissions',
        start: idToken.keyStart,
        end: idToken.value.end,
        severity: 'low',
        message:
          'Strangers start this workflow, and any step of it can ask a cloud provider for the rights of this repository.',
        remedy:
          'Move what needs `id-token: write` to a workflow that only a push to a protected branch starts.',
      };
    else if (!publishes.test(scope))
      yield {
        rule: 'excessive-workflow-permissions',
        start: idToken.keyStart,
        end: idToken.value.end,
        severity: 'low',
        confidence: 'low',
        message:
          'Any step of this job can act towards cloud providers as this workflow, and nothing here publishes or deploys.',
        remedy: 'Drop `id-token: write`, or move it to the job that deploys.',
      };
  }
  if (job) return;
  // At the top every job has it, also those that run strangers' code.
  const strangers = startsOn(workflow, 'pull_request_target', 'issue_comment', 'workflow_run');
  for (const { key, keyStart, value } of entriesOf(node)) {
    if (
      textOf(value) !== 'write' ||
      !/^(?:contents|actions|packages|deployments|id-token|security-events|workflows|attestations|pages)$/.test(
        key,
      ) ||
      key === 'id-token'
    )
      continue;
    if (workflow.jobs.length < 2) continue;
    yield {
      rule: 'excessive-workflow-permissions',
      start: keyStart,
      end: value.end,
      severity: 'low',
      confidence: strangers ? 'medium' : 'low',
      message: `All ${workflow.jobs.length} jobs get \`${key}: write\`, whichever of them needs it.`,
      remedy: `Write \`${key}: write\` in the job that needs it, and \`permissions: {}\` at the top.`,
    };
  }
}

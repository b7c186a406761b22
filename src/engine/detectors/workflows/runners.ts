// Own machines that run the code of pull requests.
import { getIn, itemsOf, textOf, textsOf, type YamlNode } from '../../text/yaml-tree.ts';
import type { Verdict } from '../verdict.ts';
import { startsOn, type Workflow } from './workflow.ts';

export function* runners(workflow: Workflow): Generator<Verdict> {
  for (const job of workflow.jobs) {
    const options = getIn(job.node, 'container', 'options');
    if (options && /(?:^|\s)--privileged(?:=true)?(?:\s|$)/.test(textOf(options) ?? ''))
      yield {
        rule: 'privileged-container',
        start: options.start,
        end: options.end,
        severity: 'low',
        message: 'The container of this job may do what root on the runner may.',
      };
  }
  if (!startsOn(workflow, 'pull_request', 'pull_request_target', 'issue_comment', 'workflow_run')) return;
  for (const job of workflow.jobs) {
    const node = getIn(job.node, 'runs-on');
    const own = selfHosted(node) ?? fromMatrix(job.node, node);
    if (own)
      yield {
        rule: 'self-hosted-runner-for-pull-requests',
        start: own.start,
        end: own.end,
        message:
          'In a public repository anyone can run code on this machine by a pull request, and what it leaves there stays for the next job.',
      };
  }
}

/** The entry of the job's matrix that names an own machine, where the matrix says on what it runs. */
function fromMatrix(job: YamlNode, node: YamlNode | undefined): YamlNode | undefined {
  const name = /^\$\{\{\s*matrix\.([\w-]+)\s*\}\}$/.exec(textOf(node) ?? '')?.[1];
  if (name === undefined) return undefined;
  const matrix = getIn(job, 'strategy', 'matrix');
  const values = [
    ...itemsOf(getIn(matrix, name)),
    ...itemsOf(getIn(matrix, 'include')).flatMap((one) => getIn(one, name) ?? []),
  ];
  return values.map((value) => selfHosted(value)).find(Boolean);
}

function selfHosted(node: YamlNode | undefined): YamlNode | undefined {
  if (textsOf(node).includes('self-hosted'))
    return itemsOf(node).find((item) => textOf(item) === 'self-hosted') ?? node;
  const labels = getIn(node, 'labels');
  return textsOf(labels).includes('self-hosted') ? labels : undefined;
}

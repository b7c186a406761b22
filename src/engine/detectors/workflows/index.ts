// Finds what lets strangers, or code that nobody pinned, act with a workflow's rights.
import type { Detection, Detector, DetectorInput } from '../../detector.ts';
import { readYaml } from '../../text/yaml-tree.ts';
import type { Verdict } from '../verdict.ts';
import { report } from '../verdict.ts';
import { checkShell } from '../shell/checks.ts';
import { agents } from './agents.ts';
import { conditions } from './conditions.ts';
import { habits } from './habits.ts';
import { injections } from './injection.ts';
import { isJenkinsfile, jenkinsVerdicts } from './jenkins.ts';
import { isPipeline, pipelineVerdicts } from './other-systems.ts';
import { permissions } from './permissions.ts';
import { pins } from './pins.ts';
import { runners } from './runners.ts';
import { secretsUse } from './secrets-use.ts';
import { strangersCode } from './strangers-code.ts';
import { readWorkflow, type Workflow } from './workflow.ts';

const maxChars = 300_000;

const place = /(?:^|\/)\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$|(?:^|\/)action\.ya?ml$/;

export const workflows: Detector = {
  id: 'workflows',
  comparable: true,
  *detectFile(file, input) {
    const { path, body } = file;
    if (file.class !== 'text' || body === undefined) return;
    if (isJenkinsfile(path) && body.length <= maxChars) {
      yield* report(path, body, jenkinsVerdicts(body), input);
      return;
    }
    if (!/\.ya?ml$/.test(path)) return;
    // Collections of workflows keep them in other folders.
    const isWorkflow =
      place.test(path) ||
      (/^jobs:/m.test(body) &&
        /^(?:on|"on"|'on'|true):/m.test(body) &&
        /^\s+(?:- )?(?:runs-on|uses|steps):/m.test(body));
    if (!isWorkflow) {
      yield* elsewhere(path, body, input);
      return;
    }
    const workflow = readWorkflow(path, body);
    if (!workflow) return;
    if ('reason' in workflow) yield { notChecked: { path, check: 'workflows', reason: workflow.reason } };
    else yield* report(path, body, check(workflow), input);
  },
};

/** Pipelines of other systems. */
function* elsewhere(path: string, body: string, input: DetectorInput): Generator<Detection> {
  if (body.length > maxChars || !isPipeline(path, body)) return;
  const read = readYaml(body);
  if ('reason' in read) yield { notChecked: { path, check: 'workflows', reason: read.reason } };
  else for (const root of read.documents) yield* report(path, body, pipelineVerdicts(body, root), input);
}

function* check(workflow: Workflow): Generator<Verdict> {
  yield* injections(workflow);
  yield* strangersCode(workflow);
  yield* agents(workflow);
  yield* permissions(workflow);
  yield* secretsUse(workflow);
  yield* conditions(workflow);
  yield* pins(workflow);
  yield* runners(workflow);
  yield* habits(workflow);
  for (const { steps } of workflow.jobs)
    for (const { run, shell } of steps)
      if (run && !/pwsh|powershell|cmd|python|node|perl/.test(shell))
        yield* checkShell(workflow.text, run.start, run.end, { hasCallers: false });
}

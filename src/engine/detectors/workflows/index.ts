// Finds what lets strangers, or code that nobody pinned, act with a workflow's rights.
import type { Detection, Detector, DetectorInput } from '../../detector.ts';
import { entryOf, mapsOf, readYaml, textOf } from '../../text/yaml-tree.ts';
import { type Piece, piecesIn, reportPiece, yamlPiece } from '../pieces.ts';
import type { Verdict } from '../verdict.ts';
import { report } from '../verdict.ts';
import { checkShell } from '../shell/checks.ts';
import { agents } from './agents.ts';
import { conditions } from './conditions.ts';
import { habits } from './habits.ts';
import { injections, inLines } from './injection.ts';
import { isJenkinsfile, jenkinsVerdicts } from './jenkins.ts';
import { isPipeline, pipelineVerdicts } from './other-systems.ts';
import { everythingWritable, permissions } from './permissions.ts';
import { pins } from './pins.ts';
import { runners } from './runners.ts';
import { secretsUse } from './secrets-use.ts';
import { strangersCode } from './strangers-code.ts';
import { readWorkflow, workflowPiece, type Workflow } from './workflow.ts';

const maxChars = 300_000;

const place = /(?:^|\/)\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$|(?:^|\/)action\.ya?ml$/;

export const workflows: Detector = {
  id: 'workflows',
  comparable: true,
  *detectFile(file, input) {
    const { path, body } = file;
    if (place.test(path)) for (const piece of piecesIn(file)) yield* inPiece(piece, input);
    if (file.class !== 'text' || body === undefined) return;
    if (isJenkinsfile(path) && body.length <= maxChars) {
      yield* report(path, body, jenkinsVerdicts(body), input);
      return;
    }
    if (!/\.ya?ml$/.test(path)) return;
    if (/(?:^|\/)\.github\/dependabot\.ya?ml$/.test(path)) {
      yield* updates(path, body, input);
      return;
    }
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
    if (workflow && !('reason' in workflow)) {
      yield* report(path, body, check(workflow), input);
      return;
    }
    if (workflow) yield { notChecked: { path, check: 'workflows', reason: workflow.reason } };
    // An excerpt says as much as a hunk does.
    if (place.test(path) && body.length <= maxChars)
      yield* inPiece({ path, text: body, line: 1, supplied: 0 }, input);
  },
};

/** Settings of the bot that updates dependencies. */
function* updates(path: string, body: string, input: DetectorInput): Generator<Detection> {
  const read = readYaml(body);
  if ('reason' in read) return;
  const found = read.documents.flatMap((root) =>
    [...mapsOf(root)].flatMap((map): Verdict[] => {
      const entry = entryOf(map, 'insecure-external-code-execution');
      if (!entry || textOf(entry.value) !== 'allow') return [];
      return [
        {
          rule: 'updates-run-code',
          start: entry.keyStart,
          end: entry.value.end,
          message:
            'Preparing an update runs what the manifests of packages say, beside the credentials of the registries.',
          edits: [{ start: entry.value.start, end: entry.value.end, text: 'deny' }],
        },
      ];
    }),
  );
  yield* report(path, body, found, input);
}

/** Pipelines of other systems. */
function* elsewhere(path: string, body: string, input: DetectorInput): Generator<Detection> {
  if (body.length > maxChars || !isPipeline(path, body)) return;
  const read = readYaml(body);
  if ('reason' in read) yield { notChecked: { path, check: 'workflows', reason: read.reason } };
  else for (const root of read.documents) yield* report(path, body, pipelineVerdicts(body, root), input);
}

/** What the steps of a hunk do, whatever starts them and with whatever rights. */
function* inPiece(piece: Piece, input: DetectorInput): Generator<Detection> {
  const read = yamlPiece(piece);
  if (!read) yield* reportPiece(piece, inLines(piece.text), input);
  for (const root of read?.documents ?? []) {
    if (!read || (root.kind !== 'map' && root.kind !== 'list')) continue;
    const workflow = workflowPiece(read.piece.text, root);
    yield* reportPiece(read.piece, ofSteps(workflow), input);
  }
}

function* ofSteps(workflow: Workflow): Generator<Verdict> {
  yield* injections(workflow);
  yield* strangersCode(workflow);
  yield* agents(workflow);
  yield* secretsUse(workflow);
  yield* conditions(workflow);
  yield* pins(workflow);
  yield* runners(workflow);
  yield* habits(workflow);
  yield* commandsOf(workflow);
  yield* everythingWritable(workflow);
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
  yield* commandsOf(workflow);
}

function* commandsOf(workflow: Workflow): Generator<Verdict> {
  for (const { steps } of workflow.jobs)
    for (const { run, shell } of steps)
      if (run && !/pwsh|powershell|cmd|python|node|perl/.test(shell))
        yield* checkShell(workflow.text, run.start, run.end, { hasCallers: false });
}

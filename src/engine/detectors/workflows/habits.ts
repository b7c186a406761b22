// Ways of writing workflows that are not wrong by themselves and make the next mistake a bad one.
import { allPipelines, readShell } from '../../text/shell.ts';
import { entriesOf, entryOf, getIn, itemsOf, scalarsOf, textOf } from '../../text/yaml-tree.ts';
import { quoted } from '../quoted.ts';
import { isUncheckedVariable } from '../shell/variables.ts';
import type { Verdict } from '../verdict.ts';
import { privilegedByStrangers, startsOn, type Step, type Workflow } from './workflow.ts';

export function* habits(workflow: Workflow): Generator<Verdict> {
  yield* triggers(workflow);
  for (const { scalar, keys } of scalarsOf(workflow.root)) {
    const name = keys.at(-1) ?? '';
    if (keys.at(-2) === 'env' && isUncheckedVariable(name, scalar.text))
      yield {
        rule: 'download-without-verification',
        start: scalar.start,
        end: scalar.end,
        message: `${quoted(name)} turns off the check of certificates.`,
      };
  }
  const strangers = startsOn(workflow, ...privilegedByStrangers);
  for (const { steps } of workflow.jobs) {
    // What comes out of artifacts is looked at where they are fetched.
    const fetches = steps.some(({ action, run }) => /download/.test(`${action} ${run?.text ?? ''}`));
    for (const step of steps) {
      yield* commands(workflow, step, strangers && !fetches);
      yield* publishing(step);
      yield* hidden(workflow, step);
    }
  }
}

/** Events that run with secrets and the write token although strangers cause them. */
function* triggers(workflow: Workflow): Generator<Verdict> {
  const on = getIn(workflow.root, 'on') ?? getIn(workflow.root, 'true');
  for (const name of ['pull_request_target', 'workflow_run']) {
    if (!workflow.triggers.has(name)) continue;
    const entry = entryOf(on, name);
    const item = itemsOf(on).find((one) => textOf(one) === name);
    const span = entry
      ? { start: entry.keyStart, end: entry.keyEnd }
      : item
        ? { start: item.start, end: item.end }
        : on && { start: on.start, end: on.end };
    if (span)
      yield {
        rule: 'trigger-with-secrets-for-strangers',
        ...span,
        message: `${quoted(name)} runs with the secrets and the token of this repository, also for what strangers send.`,
      };
  }
}

function* commands({ text }: Workflow, { run, shell }: Step, strangers: boolean): Generator<Verdict> {
  if (!run) return;
  for (const match of text.slice(run.start, run.end).matchAll(/::(?:set-env\s+name=|add-path::)[^\n]{0,80}/g))
    yield {
      rule: 'unsecure-workflow-commands',
      start: run.start + match.index,
      end: run.start + match.index + match[0].length,
      severity: 'low',
      message:
        'This command was withdrawn; it works only where the runner is told to trust whatever is printed.',
    };
  if (!strangers || /pwsh|powershell|cmd|python|node/.test(shell)) return;
  for (const { commands: all } of allPipelines(readShell(text, run.start, run.end)))
    for (const command of all) {
      const file = command.redirects.find(({ target }) => /GITHUB_(?:ENV|PATH)\b/.test(target.text));
      const varies = command.words.some(({ raw }) => !raw.startsWith("'") && /\$[({A-Za-z_]|`/.test(raw));
      if (file && varies)
        yield {
          rule: 'event-text-in-runner-environment',
          start: command.start,
          end: command.end,
          severity: 'low',
          confidence: 'low',
          message:
            'If a stranger can write what goes in here, a line break sets further variables for every later step.',
        };
    }
}

/** A token that does not end, where the registry would take a token of this very run. */
function* publishing({ action, with: given }: Step): Generator<Verdict> {
  if (action !== 'pypa/gh-action-pypi-publish' && action !== 'rubygems/release-gem') return;
  const password = entryOf(given, 'password');
  if (password && /secrets\./.test(textOf(password.value) ?? ''))
    yield {
      rule: 'publish-token-without-end',
      start: password.keyStart,
      end: password.value.end,
      message: 'This token publishes until somebody revokes it, from wherever it got to.',
    };
}

/** Secrets that the log does not mask, and text that only hides what it says. */
function* hidden(workflow: Workflow, step: Step): Generator<Verdict> {
  const places = [...scalarsOf(step.env), ...scalarsOf(step.with)].map(({ scalar }) => scalar);
  if (step.run) places.push(step.run);
  for (const { start, end } of places)
    for (const match of workflow.text
      .slice(start, end)
      .matchAll(/\$\{\{[^}]{0,200}\bfromJSON\(\s*secrets\.\w+\s*\)\s*(?:\.|\[)[^}]{0,200}\}\}/gi))
      yield {
        rule: 'secret-exposed-in-workflow',
        start: start + match.index,
        end: start + match.index + match[0].length,
        severity: 'low',
        message: 'Only the whole secret is masked in logs; this part of it is printed as it is.',
        remedy: 'Keep each value as a secret of its own.',
      };
  for (const { key, keyStart, value } of entriesOf(step.env))
    if (
      /^LD_PRELOAD$|^BASH_ENV$|^PROMPT_COMMAND$/.test(key) &&
      /github\.event|inputs\./.test(textOf(value) ?? '')
    )
      yield {
        rule: 'event-text-in-runner-environment',
        start: keyStart,
        end: value.end,
        message: `${quoted(key)} is code for every program of this step.`,
      };
}

// Coding agents that read what strangers write while they hold a write token or tools.
import { entriesOf, entryOf, scalarsOf } from '../../text/yaml-tree.ts';
import type { Verdict } from '../verdict.ts';
import { expressionsIn, writerOf } from './expressions.ts';
import {
  isGated,
  mayWrite,
  privilegedByStrangers,
  privilegedContext,
  startsOn,
  type Step,
  type Workflow,
} from './workflow.ts';

const agentAction =
  /^(?:anthropics\/claude-code(?:-base)?-action|openai\/codex-action|google-github-actions\/run-gemini-cli|google-gemini\/gemini-cli-action|github\/copilot[\w-]*|actions\/ai-inference|cursor\/[\w-]+|sst\/opencode\/github|block\/goose[\w-]*|qwenlm\/qwen-code-action|augmentcode\/[\w-]+|all-hands-ai\/openhands[\w-]*|oscaner\/aider[\w-]*|mirrajabi\/aider-github-action|warpdotdev\/[\w-]+)(?:\/|$)/;
const agentCommand =
  /(?:^|[\s;&|(])(?:npx\s+(?:-y\s+)?(?:@anthropic-ai\/claude-code|@openai\/codex|@google\/gemini-cli|@github\/copilot)(?:@\S+)?|claude|codex|gemini|copilot|aider|opencode|goose|cursor-agent|qwen|q chat)\s+(?:-p\b|--print\b|exec\b|run\b|--prompt\b|--yolo\b|-y\b|--message\b|-m\b|--dangerously|--full-auto|--allow|--model|--output-format|--sandbox|chat\b)/m;
const unbound =
  /--dangerously-skip-permissions|--dangerously-bypass-approvals-and-sandbox|--yolo\b|--allow-all-tools|danger-full-access|--full-auto|bypassPermissions|"?allowed_?[tT]ools"?\s*[:=]?\s*["']?\*|Bash(?:\(\*\))?(?=["',\s]|$)|allow_unsafe|allowed_non_write_users["']?\s*:\s*["']?\*/;

export function* agents(workflow: Workflow): Generator<Verdict> {
  const strangers = startsOn(
    workflow,
    ...privilegedByStrangers,
    'pull_request_review_comment',
    'pull_request_review',
  );
  for (const job of workflow.jobs)
    for (const step of job.steps) {
      const isAction = step.action !== undefined && agentAction.test(step.action);
      const command = step.run && agentCommand.exec(step.run.text) ? step.run : undefined;
      if (!isAction && !command) continue;
      const fed = strangersTextIn(step, workflow);
      const everyone =
        entryOf(step.with, 'allowed_non_write_users') ??
        entryOf(step.with, 'allow-users') ??
        entryOf(step.with, 'allowed_bots');
      const openToAll =
        everyone?.value.kind === 'scalar' && everyone.value.text === '*' ? everyone : undefined;
      if (
        !fed &&
        !openToAll &&
        !(strangers && unbound.test(workflow.text.slice(step.node.start, step.node.end)))
      )
        continue;
      if (!strangers && !openToAll && !(workflow.isPart && fed?.isPrivileged)) continue;
      // claude-code-action and its like answer only people who may write, unless they are told otherwise.
      const writes = mayWrite(workflow, job);
      const powerful = unbound.test(workflow.text.slice(step.node.start, step.node.end));
      const gated = isGated(job.condition, step.condition);
      const checksItself = isAction && !openToAll && !fed;
      if (gated && !openToAll) continue;
      const span =
        fed ?? (openToAll ? { start: openToAll.keyStart, end: openToAll.value.end } : (step.uses ?? command));
      if (!span) continue;
      yield {
        rule: 'agent-reads-strangers-text',
        start: span.start,
        end: span.end,
        severity: checksItself
          ? 'low'
          : writes === false && !powerful
            ? 'low'
            : writes === true && (powerful || openToAll)
              ? 'high'
              : 'medium',
        message: `${openToAll ? 'Anyone may start this agent' : fed ? 'The agent is given text that anyone can write' : 'Strangers start this agent'}${writes === false ? '' : writes ? ', and its token may write' : ', and no `permissions` limit its token'}${powerful ? ', with tools that run commands' : ''}: instructions hidden in that text are followed with these rights.`,
      };
    }
}

/** The first expression in a step's prompt or arguments that strangers write. */
function strangersTextIn(
  step: Step,
  workflow: Workflow,
): { start: number; end: number; isPrivileged: boolean } | undefined {
  const places = [
    ...scalarsOf(step.with),
    ...(step.run ? [{ scalar: step.run, keys: ['run'] }] : []),
    ...entriesOf(step.env).flatMap(({ key, value }) =>
      value.kind === 'scalar' ? [{ scalar: value, keys: [key] }] : [],
    ),
  ];
  for (const { scalar } of places)
    for (const { start, end, reads } of expressionsIn(workflow.text, scalar.start, scalar.end))
      if (reads.some((context) => writerOf(context) === 'stranger'))
        return { start, end, isPrivileged: reads.some((context) => privilegedContext.test(context)) };
  return undefined;
}

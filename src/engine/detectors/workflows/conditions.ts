// Conditions that are always true, or that ask who pushed last in place of who wrote it.
import type { YamlScalar } from '../../text/yaml-tree.ts';
import { quoted } from '../quoted.ts';
import type { Verdict } from '../verdict.ts';
import { startsOn, type Workflow } from './workflow.ts';

export function* conditions(workflow: Workflow): Generator<Verdict> {
  for (const job of workflow.jobs)
    for (const condition of [job.condition, ...job.steps.map((step) => step.condition)])
      if (condition) yield* check(workflow, condition);
}

function* check(workflow: Workflow, condition: YamlScalar): Generator<Verdict> {
  const text = condition.text.trim();
  const source = workflow.text.slice(condition.start, condition.end);
  const mixed = text.includes('${{') && !/^\$\{\{(?:(?!\}\})[\s\S])*\}\}$/.test(text);
  // A block that is not stripped ends in a line break, which is text outside of the expression.
  const trailing =
    condition.block &&
    /^\$\{\{(?:(?!\}\})[\s\S])*\}\}$/.test(text) &&
    /[|>]\+?[ \t]*\r?\n$/.test(workflow.text.slice(0, condition.start).slice(-8));
  if (mixed)
    yield {
      rule: 'condition-always-true',
      start: condition.start,
      end: condition.end,
      severity: 'medium',
      confidence: 'high',
      message: `What stands outside of \`\${{ }}\` makes ${quoted(text)} a text, and a text that is not empty is true.`,
      remedy: `Write the whole condition without braces: \`if: ${text
        .replace(/\$\{\{\s*|\s*\}\}/g, '')
        .replace(/\s+/g, ' ')
        .slice(0, 100)}\`.`,
    };
  else if (trailing)
    yield {
      rule: 'condition-always-true',
      start: condition.start,
      end: condition.end,
      severity: 'medium',
      confidence: 'medium',
      message: 'The line break at the end of the block makes this condition a text, which is always true.',
      remedy: 'Write it on one line, or with `|-`.',
    };
  const contains = /\bcontains\(\s*'([^']*)'\s*,\s*((?:github|env)\.[\w.-]+)\s*\)/.exec(source);
  if (contains && /ref|actor|branch|name|login/.test(contains[2] ?? ''))
    yield {
      rule: 'condition-always-true',
      start: condition.start + contains.index,
      end: condition.start + contains.index + contains[0].length,
      severity: 'low',
      message: `Any part of ${quoted(contains[1] ?? '')} passes this test, a single letter too.`,
      remedy: `Test a list: \`contains(fromJSON('["main", "develop"]'), ${contains[2]})\`.`,
    };
  const bot =
    /github\.(?:actor|triggering_actor|event\.sender\.login)\s*==\s*'([^']*\[bot\])'|'([^']*\[bot\])'\s*==\s*github\.(?:actor|triggering_actor)|(?:startsWith|endsWith|contains)\(\s*github\.(?:actor|triggering_actor)\s*,\s*'([^']*bot[^']*)'\s*\)/.exec(
      source,
    );
  if (bot) {
    const privileged = startsOn(workflow, 'pull_request_target', 'workflow_run', 'issue_comment');
    const pulls = privileged || startsOn(workflow, 'pull_request');
    if (pulls)
      yield {
        rule: 'spoofable-bot-check',
        start: condition.start + bot.index,
        end: condition.start + bot.index + bot[0].length,
        severity: privileged ? 'medium' : 'low',
        message: `The actor is whoever caused the last event; a stranger who makes ${quoted(bot[1] ?? bot[2] ?? bot[3] ?? 'the bot')} act on their pull request passes this test.`,
      };
  }
}

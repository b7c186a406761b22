// Conditions that are always true, or that ask who pushed last in place of who wrote it.
import { entriesOf, getIn, textOf, type YamlScalar } from '../../text/yaml-tree.ts';
import { quoted } from '../quoted.ts';
import type { Verdict } from '../verdict.ts';
import { permissionsOf, startsOn, type Workflow } from './workflow.ts';

export function* conditions(workflow: Workflow): Generator<Verdict> {
  yield* commenters(workflow);
  for (const job of workflow.jobs)
    for (const condition of [job.condition, ...job.steps.map((step) => step.condition)])
      if (condition) yield* check(workflow, condition);
}

/** What tells that somebody asks elsewhere who wrote the comment. */
const asksWho =
  /author_association|permission-level|collaborators\/|getCollaborator|checkCollaborator|check-user|check-permission|membership|\/teams?\/|command-dispatch|allowed[_-]?users|github\.(?:actor|triggering_actor)|(?:sender|user)\.login/i;

/** Jobs with secrets that the words of a comment start, whoever wrote it. */
function* commenters(workflow: Workflow): Generator<Verdict> {
  if (!startsOn(workflow, 'issue_comment')) return;
  const someAsks = asksWho.test(workflow.text);
  for (const job of workflow.jobs) {
    const { condition } = job;
    if (!condition || !/github\.event\.comment\.body/.test(condition.text) || getIn(job.node, 'environment'))
      continue;
    const shown = workflow.text.slice(job.node.start, job.node.end);
    // Another job may ask in its place.
    if (getIn(job.node, 'needs') ? someAsks : asksWho.test(shown)) continue;
    const holds = /\bsecrets\.(?!GITHUB_TOKEN\b)\w+/i.exec(shown)?.[0];
    const writes = entriesOf(permissionsOf(workflow, job)).find(
      ({ key, value }) =>
        /^(?:contents|packages|deployments|id-token|actions|pages)$/.test(key) && textOf(value) === 'write',
    );
    if (holds === undefined && !writes) continue;
    yield {
      rule: 'comment-starts-job-for-anyone',
      start: condition.start,
      end: condition.end,
      severity: holds === undefined ? 'low' : 'medium',
      message: `Anybody who can comment starts this job, which has ${holds === undefined ? `\`${writes?.key}: write\`` : quoted(holds)}.`,
    };
  }
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
  const listed =
    /contains\(\s*fromJSON\(\s*'([^']*bot[^']*)'\s*\)\s*,\s*github\.(?:actor|triggering_actor|event\.sender\.login)\s*\)/i.exec(
      source,
    );
  const bot =
    listed ??
    /github\.(?:actor|triggering_actor|event\.sender\.login)\s*==\s*'([^']*\[bot\])'|'([^']*\[bot\])'\s*==\s*github\.(?:actor|triggering_actor)|(?:startsWith|endsWith|contains)\(\s*github\.(?:actor|triggering_actor)\s*,\s*'([^']*bot[^']*)'\s*\)/.exec(
      source,
    );
  if (bot) {
    const privileged = startsOn(workflow, 'pull_request_target', 'workflow_run', 'issue_comment');
    const pulls = privileged || workflow.isPart || startsOn(workflow, 'pull_request');
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

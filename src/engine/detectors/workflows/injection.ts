// Event text that is pasted into scripts: expressions in `run` and `script`, directly, through env and through outputs.
import type { Severity } from '../../finding.ts';
import { readShell, allPipelines } from '../../text/shell.ts';
import { entriesOf, getIn, textOf, type YamlNode, type YamlScalar } from '../../text/yaml-tree.ts';
import { quoted } from '../quoted.ts';
import type { Verdict } from '../verdict.ts';
import { expressionsIn, readsIn, writerOf, type Writer } from './expressions.ts';
import { powershellLines, programTexts } from './program-text.ts';
import { throughEnv } from './through-env.ts';
import { privilegedByStrangers, startsOn, type Job, type Step, type Workflow } from './workflow.ts';

/** Inputs of actions that are run as code. */
const codeInputs: readonly { action: RegExp; inputs: readonly string[] }[] = [
  { action: /^actions\/github-script$/, inputs: ['script'] },
  { action: /^azure\/(?:cli|powershell)$/, inputs: ['inlinescript'] },
  { action: /^appleboy\/ssh-action$/, inputs: ['script'] },
  { action: /^(?:nick-fields|nick-invision)\/retry$/, inputs: ['command', 'on_retry_command'] },
  {
    action:
      /^(?:addnab\/docker-run-action|fifsky\/ssh-action|reactivecircus\/android-emulator-runner|cross-platform-actions\/action|vmactions\/.*|uraimo\/run-on-arch-action)$/,
    inputs: ['run', 'command', 'script'],
  },
  { action: /^mikefarah\/yq$/, inputs: ['cmd'] },
  { action: /^jannekem\/run-python-script-action$/, inputs: ['script'] },
  {
    action: /^(?:gagle\/package-version|actions-js\/.*|cardinalby\/js-eval-action)$/,
    inputs: ['expression'],
  },
  { action: /^aws-actions\/aws-cli$|^docker:\/\/.*$/, inputs: ['args'] },
];

/** Actions whose outputs hold what strangers wrote. */
const strangeOutputs =
  /^(?:xt0rted\/pull-request-comment-branch|tj-actions\/branch-names|potiuk\/get-workflow-origin|eficode\/resolve-pr-refs|alessbell\/pull-request-comment-branch|zentered\/issue-forms-body-parser|stefanbuck\/github-issue-parser|peter-murray\/issue-forms-body-parser|khan\/pull-request-comment-trigger|juliangruber\/get-email-action|sonarsource\/.*comment)/;
const strangeFiles =
  /^(?:tj-actions\/changed-files|dorny\/paths-filter|trilom\/file-changes-action|jitterbit\/get-changed-files|masesgroup\/retrieve-changed-files|yumemi-inc\/changed-files|the-coding-turtle\/ga-file-changes|tj-actions\/verify-changed-files)/;

interface Scope {
  workflow: Workflow;
  job: Job;
  step: Step;
}

/** What stands where code is expected. */
export function scriptsOf(step: Step): { node: YamlScalar; kind: 'run' | 'script' }[] {
  const out: { node: YamlScalar; kind: 'run' | 'script' }[] = [];
  if (step.run) out.push({ node: step.run, kind: 'run' });
  const names = codeInputs
    .filter(({ action }) => action.test(step.action ?? step.uses?.text ?? ''))
    .flatMap(({ inputs }) => inputs);
  for (const { key, value } of entriesOf(step.with))
    if (names.includes(key.toLowerCase()) && value.kind === 'scalar')
      out.push({ node: value, kind: 'script' });
  return out;
}

export function* injections(workflow: Workflow): Generator<Verdict> {
  for (const job of workflow.jobs)
    for (const step of job.steps) {
      const scope = { workflow, job, step };
      for (const { node, kind } of scriptsOf(step)) {
        const said = new Set<string>();
        for (const { start, end, text, reads } of expressionsIn(workflow.text, node.start, node.end)) {
          if (said.has(text)) continue;
          const worst =
            reads
              .map((context) => ({ context, ...traceOf(context, scope) }))
              .find(({ writer }) => writer === 'stranger') ??
            reads
              .map((context) => ({ context, ...traceOf(context, scope) }))
              .find(({ writer }) => writer !== undefined);
          if (!worst) continue;
          said.add(text);
          yield verdictOf(worst, { start, end }, kind, scope);
        }
      }
      if (step.run) yield* throughEnvironment(step.run, scope);
    }
}

/** Event text in lines that are read one by one: those of a script, as far as they do not name a key. */
export function* inLines(text: string): Generator<Verdict> {
  for (const { start, end, reads } of expressionsIn(text, 0, text.length)) {
    const line = text.slice(text.lastIndexOf('\n', start) + 1, start);
    const key = /^\s*(?:-\s+)?["']?([\w.-]{1,80})["']?:(?:\s|$)/.exec(line)?.[1];
    const read = reads.find((one) => writerOf(one) === 'stranger');
    if (read === undefined || (key !== undefined && key !== 'run' && key !== 'script')) continue;
    const name = read.split('.').slice(-2).join('_').replace(/\W/g, '_').toUpperCase();
    const expression = text.slice(start, end);
    yield {
      rule: 'expression-in-run-script',
      start,
      end,
      severity: 'medium',
      confidence: 'medium',
      message: `${quoted(expression)} pastes text, which anyone can write, into the script before it runs.`,
      remedy: `Give it to the step as \`env: ${name}: ${expression}\` and write \`"$${name}"\` in the script, in quotes.`,
    };
  }
}

interface Trace {
  writer: Writer;
  /** The context that the text comes from in the end. */
  origin: string;
  /** True when it came through an output, which may have changed it. */
  indirect: boolean;
}

/** Follows a context to who writes it, through env and outputs. */
function traceOf(context: string, scope: Scope, depth = 0): Trace {
  const { workflow, job, step } = scope;
  const none: Trace = { writer: undefined, origin: context, indirect: false };
  if (depth > 6) return none;
  if (context.startsWith('env.')) {
    const name = context.slice(4);
    for (const env of [step.env, job.env, workflow.env]) {
      const value = entriesOf(env).find(({ key }) => key.toLowerCase() === name)?.value;
      const text = textOf(value);
      if (text === undefined) continue;
      return (
        strongest(
          readsIn(text).filter((read) => read !== context),
          scope,
          depth,
        ) ?? none
      );
    }
    return none;
  }
  const output = /^steps\.([\w-]+)\.outputs\.([\w-]+)$/.exec(context);
  if (output) {
    const source = job.steps.find(({ id }) => id?.toLowerCase() === output[1]);
    const traced = source && outputOf(source, output[2] ?? '', scope, depth);
    return traced
      ? { ...traced, indirect: true }
      : {
          writer:
            source?.action !== undefined && !/^(?:actions|github|docker)\//.test(source.action)
              ? 'step'
              : undefined,
          origin: context,
          indirect: true,
        };
  }
  const needed = /^needs\.([\w-]+)\.outputs\.([\w-]+)$/.exec(context);
  if (needed) {
    const other = workflow.jobs.find(({ id }) => id.toLowerCase() === needed[1]);
    const value =
      other &&
      textOf(
        entriesOf(getIn(other.node, 'outputs')).find(({ key }) => key.toLowerCase() === needed[2])?.value,
      );
    if (!other || value === undefined) return none;
    const reads = readsIn(value);
    const traced = strongest(reads, { workflow, job: other, step: other.steps[0] ?? step }, depth);
    return traced && traced.writer !== 'step' ? { ...traced, indirect: true } : none;
  }
  if (isTypedInput(context, workflow)) return none;
  return { writer: writerOf(context), origin: context, indirect: false };
}

/** Inputs that the platform holds to numbers, truth values or a list of words. */
function isTypedInput(context: string, { triggers }: Workflow): boolean {
  const name = /^(?:inputs|github\.event\.inputs)\.([\w-]+)$/.exec(context)?.[1];
  if (name === undefined) return false;
  const declared = ['workflow_dispatch', 'workflow_call'].flatMap((event) =>
    entriesOf(getIn(triggers.get(event), 'inputs')).filter(({ key }) => key.toLowerCase() === name),
  );
  return (
    declared.length > 0 &&
    declared.every(({ value }) => /^(?:boolean|number|choice)$/.test(textOf(getIn(value, 'type')) ?? ''))
  );
}

function strongest(reads: readonly string[], scope: Scope, depth: number): Trace | undefined {
  const traces = reads.map((read) => traceOf(read, scope, depth + 1));
  return (
    traces.find(({ writer }) => writer === 'stranger') ?? traces.find(({ writer }) => writer !== undefined)
  );
}

/** What a step's output holds, when it can be told. */
function outputOf(source: Step, name: string, scope: Scope, depth: number): Trace | undefined {
  const own = { ...scope, step: source };
  if (source.action !== undefined && strangeOutputs.test(source.action))
    return { writer: 'stranger', origin: source.action, indirect: true };
  if (source.action !== undefined && strangeFiles.test(source.action) && /file|^all|changes/.test(name))
    return { writer: 'stranger', origin: `the file names of ${source.action}`, indirect: true };
  for (const { node } of scriptsOf(source)) {
    const { text } = node;
    const lines = text
      .split('\n')
      .filter((line) => line.includes(name) && /GITHUB_OUTPUT|set-output|setOutput/.test(line));
    const whole =
      lines.length > 0
        ? lines.join('\n')
        : /setOutput|GITHUB_OUTPUT|return /.test(text) && (name === 'result' || !/\n/.test(text.trim()))
          ? text
          : '';
    const reads = readsIn(whole);
    for (const [, variable = ''] of whole.matchAll(/\$\{?([A-Za-z_]\w*)|process\.env\.(\w+)/g))
      reads.push(`env.${variable.toLowerCase()}`);
    if (/context\.payload\.(?:pull_request|issue|comment|review)\.(?:title|body|head\.ref)/.test(whole))
      return { writer: 'stranger', origin: 'the payload of the event', indirect: true };
    // A value assigned from event text a few lines above.
    const names = [...whole.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, one]) => one);
    for (const one of names) {
      const line = text.split('\n').find((each) => new RegExp(`^\\s*(?:export )?${one}=`).test(each));
      if (line) {
        reads.push(...readsIn(line));
        for (const [, variable = ''] of line.slice(line.indexOf('=')).matchAll(/\$\{?([A-Za-z_]\w*)/g))
          reads.push(`env.${variable.toLowerCase()}`);
      }
    }
    const traced = strongest(reads, own, depth);
    if (traced) return traced;
  }
  return undefined;
}

function verdictOf(
  trace: Trace & { context: string },
  span: { start: number; end: number },
  kind: 'run' | 'script',
  { workflow, step }: Scope,
): Verdict {
  const { context, writer, origin, indirect } = trace;
  const expression = workflow.text.slice(span.start, span.end);
  const name = (
    context
      .split('.')
      .filter((part) => /^[a-z]/.test(part))
      .slice(-2)
      .join('_') || 'value'
  )
    .replace(/\W/g, '_')
    .toUpperCase();
  const isScript = kind === 'script' && step.action === 'actions/github-script';
  const { run } = step;
  const severity: Severity = writer !== 'stranger' ? 'low' : indirect ? 'medium' : 'high';
  const who =
    writer === 'stranger'
      ? 'which anyone can write'
      : writer === 'caller'
        ? 'which the caller of this workflow writes'
        : 'which a step before wrote';
  return {
    rule: 'expression-in-run-script',
    ...span,
    severity,
    confidence:
      writer !== 'stranger' ? 'low' : startsOn(workflow, ...privilegedByStrangers) ? 'high' : 'medium',
    message: `${quoted(expression)} pastes ${origin === context ? 'text' : quoted(origin)}, ${who}, into the script before it runs.`,
    remedy: isScript
      ? `Give it to the step as \`env: ${name}: ${expression}\` and read \`process.env.${name}\`.`
      : `Give it to the step as \`env: ${name}: ${expression}\` and write \`"${/pwsh|powershell/.test(step.shell) ? `$env:${name}` : `$${name}`}"\` in the script, in quotes.`,
    ...(kind === 'run' && run
      ? { edits: (text: string) => throughEnv(text, step, run, expression, name) }
      : {}),
  };
}

/** Event text in a variable is safe in quotes, but not when the shell reads it again or the runner's files are written with it. */
function* throughEnvironment(run: YamlScalar, scope: Scope): Generator<Verdict> {
  const { workflow, job, step } = scope;
  const tainted = new Map<string, YamlNode>();
  for (const env of [workflow.env, job.env, step.env])
    for (const { key, value } of entriesOf(env)) {
      const reads = readsIn(textOf(value) ?? '');
      if (strongest(reads, scope, 0)?.writer === 'stranger') tainted.set(key, value);
      else tainted.delete(key);
    }
  const holds = (text: string): string | undefined =>
    [...text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name = '']) => name).find((name) => tainted.has(name));
  if (/pwsh|powershell/.test(step.shell)) {
    yield* powershellLines(workflow.text, run, (name) => tainted.has(name));
    return;
  }
  for (const { commands } of allPipelines(readShell(workflow.text, run.start, run.end)))
    for (const command of commands) {
      if (tainted.size > 0) yield* programTexts(command, holds);
      const words = command.words.map(({ text }) => text);
      const evaluates =
        words[0] === 'eval' ||
        (/^(?:\S*\/)?(?:ba|da|z)?sh$/.test(words[0] ?? '') && words.some((word) => /^-\w*c$/.test(word)));
      const script =
        words[0] === 'eval'
          ? command.words.slice(1)
          : command.words.slice(words.findIndex((word) => /^-\w*c$/.test(word)) + 1).slice(0, 1);
      const evaluated = evaluates
        ? script
            .filter(({ raw }) => !raw.startsWith("'"))
            .map(({ raw }) => holds(raw))
            .find(Boolean)
        : undefined;
      if (evaluated !== undefined)
        yield {
          rule: 'expression-in-run-script',
          start: command.start,
          end: command.end,
          severity: 'high',
          message: `\`${words[0]}\` runs what \`$${evaluated}\` holds, and anyone can write that.`,
          remedy: 'Pass the value as an argument, in quotes, to the program itself.',
        };
      const file = command.redirects
        .map(({ target }) => target.text)
        .find((text) => /GITHUB_(?:ENV|PATH)/.test(text));
      const written =
        file === undefined
          ? undefined
          : command.words
              .map(
                ({ raw }) =>
                  holds(raw) ??
                  expressionsIn(raw, 0, raw.length)
                    .flatMap(({ reads }) => reads)
                    .find((read) => writerOf(read) === 'stranger'),
              )
              .find(Boolean);
      if (written !== undefined)
        yield {
          rule: 'event-text-in-runner-environment',
          start: command.start,
          end: command.end,
          severity: startsOn(workflow, ...privilegedByStrangers) ? 'high' : 'medium',
          message: `${quoted(written)} holds text that anyone can write; a line break in it sets further variables for every later step.`,
        };
    }
}

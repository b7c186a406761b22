// Ways of writing workflows that are not wrong by themselves and make the next mistake a bad one.
import { allPipelines, readShell, type Command } from '../../text/shell.ts';
import { entriesOf, entryOf, getIn, itemsOf, mapsOf, scalarsOf, textOf } from '../../text/yaml-tree.ts';
import { quoted } from '../quoted.ts';
import { programOf } from '../shell/program.ts';
import { isUncheckedVariable } from '../shell/variables.ts';
import type { Verdict } from '../verdict.ts';
import { privilegedByStrangers, startsOn, type Step, type Workflow } from './workflow.ts';

export function* habits(workflow: Workflow): Generator<Verdict> {
  yield* triggers(workflow);
  for (const { scalar, keys } of scalarsOf(workflow.root)) {
    const name = keys.at(-1) ?? '';
    if (keys.at(-2) === 'env' && /^ACTIONS_(?:RUNNER|STEP)_DEBUG$/.test(name) && scalar.text === 'true')
      yield {
        rule: 'secret-exposed-in-workflow',
        start: scalar.start,
        end: scalar.end,
        severity: 'low',
        message: `${quoted(name)} writes the inputs and variables of every step to the log, in forms that masking does not know.`,
        remedy: 'Leave it out; a single run can be repeated with debug logging.',
      };
    if (keys.at(-2) === 'env' && isUncheckedVariable(name, scalar.text))
      yield {
        rule: 'download-without-verification',
        start: scalar.start,
        end: scalar.end,
        message: `${quoted(name)} turns off the check of certificates.`,
      };
  }
  const strangers = startsOn(workflow, ...privilegedByStrangers);
  const holds = !workflow.isPart && writesOrHolds.test(workflow.text);
  for (const { steps } of workflow.jobs) {
    // What comes out of artifacts is looked at where they are fetched.
    const fetches = steps.some(({ action, run }) => /download/.test(`${action} ${run?.text ?? ''}`));
    for (const step of steps) {
      yield* commands(workflow, step, strangers && !fetches);
      yield* publishing(step);
      yield* shells(step);
      if (holds) yield* newestTools(workflow, step);
      yield* hidden(workflow, step);
    }
  }
}

/** Events that run with secrets and the write token although strangers cause them. */
function* triggers(workflow: Workflow): Generator<Verdict> {
  const on = getIn(workflow.root, 'on') ?? getIn(workflow.root, 'true');
  for (const name of ['pull_request_target', 'workflow_run']) {
    if (!workflow.triggers.has(name)) continue;
    const entry = on
      ? entryOf(on, name)
      : [...mapsOf(workflow.root)].map((map) => entryOf(map, name)).find(Boolean);
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

const writesOrHolds = /\bsecrets\.(?!GITHUB_TOKEN\b)\w|:\s*write\b/;

/** Tools of whatever version is newest, beside secrets or a token that writes. */
function* newestTools(workflow: Workflow, { run }: Step): Generator<Verdict> {
  if (!run) return;
  for (const { commands: all } of allPipelines(readShell(workflow.text, run.start, run.end)))
    for (const command of all) {
      const tool = newestTool(command);
      if (tool !== undefined)
        yield {
          rule: 'unpinned-dependency',
          start: command.start,
          end: command.end,
          severity: 'low',
          confidence: 'low',
          message: `${quoted(tool)} is whatever version was published last, and runs in a workflow with secrets or a token that writes.`,
          remedy: 'Write the version that was tested, or install it from a lockfile.',
        };
    }
}

/** The first package that an installer is given without a version. */
function newestTool(command: Command): string | undefined {
  const program = programOf(command);
  if (!program) return undefined;
  const words = [program.name, ...program.args.map(({ text }) => text)];
  const line = words.join(' ');
  const globally =
    /^(?:npm (?:i|install|add) (?:.* )?(?:-g|--global)|(?:pnpm|bun) add (?:.* )?-g|yarn global add|gem install|cargo install)\b/;
  const isPip = /^(?:pip[\d.]*|pipx|uv (?:pip|tool)) install\b|^python[\d.]* -m pip install\b/.test(line);
  // Without `--yes`, `npx` takes what the lockfile installed.
  const isRun = /^(?:npx (?:-y|--yes)|npx \S*@latest|bunx|pnpm dlx|yarn dlx|uvx)(?= |$)/.test(line);
  const isGo = /^go install\b/.test(line);
  if (!globally.test(line) && !isPip && !isRun && !isGo) return undefined;
  // A lockfile, a list with digests, or a version named by an option.
  if (
    /(?:^| )(?:-r|--requirement|--require-hashes|-c|--constraint|-e|--editable|--path|--locked --path|--git|-v|--version|--no-install|--offline)(?: |=|$)/.test(
      line,
    )
  )
    return undefined;
  const verbs = /^(?:i|install|add|global|dlx|-\S*)$/;
  const from = program.name === 'uv' || line.includes(' -m pip ') ? words.indexOf('install') : 0;
  const given = words.slice(from + 1).filter((word) => !verbs.test(word));
  const names = isRun ? given.slice(0, 1) : given;
  return names.find((word) =>
    isGo
      ? word.endsWith('@latest')
      : isPip
        ? /^[A-Za-z][\w.-]*(?:\[[\w,]+\])?$/.test(word) &&
          !/\.(?:whl|gz)$|^pip$|^setuptools$|^wheel$/.test(word)
        : /^(?:@[\w-]+\/)?[A-Za-z][\w.-]*(?:@latest)?$/.test(word),
  );
}

/** A step that waits for somebody to log in to the runner. */
function* shells({ action, uses, with: given }: Step): Generator<Verdict> {
  if (!uses || !debuggers.test(action ?? '')) return;
  if (textOf(getIn(given, 'limit-access-to-actor')) === 'true' || getIn(given, 'limit-access-to-users'))
    return;
  yield {
    rule: 'remote-shell',
    start: uses.start,
    end: uses.end,
    severity: 'medium',
    message:
      'Whoever reads the address in the log has a shell on the runner, with the token and the files of this job.',
    remedy:
      'Set `limit-access-to-actor: true`, start it only by hand (`workflow_dispatch`), and take it out when you are done.',
  };
}

const debuggers =
  /^(?:mxschmitt\/action-tmate|lhotari\/action-upterm|owenthereal\/action-upterm|csexton\/debugger-action|p3terx\/ssh2actions|fawazahmed0\/action-debug)$/;
const publishCommand =
  /(?:^|[\s;&|])(?:npm publish|pnpm (?:-r )?publish|yarn npm publish|cargo publish|twine upload|gem push|uv publish|poetry publish|hatch publish|flit publish|vsce publish|ovsx publish)\b/;

/** A token that does not end, where the registry would take a token of this very run. */
function* publishing({ action, with: given, run, env }: Step): Generator<Verdict> {
  if (
    run &&
    /npm publish|cargo publish|twine upload|gem push|uv publish|pnpm/.test(run.text) &&
    publishCommand.test(run.text)
  ) {
    const token = entriesOf(env).find(
      ({ key, value }) =>
        /TOKEN|PASSWORD|API_KEY/.test(key) && /secrets\.(?!GITHUB_TOKEN\b)/.test(textOf(value) ?? ''),
    );
    if (token)
      yield {
        rule: 'publish-token-without-end',
        start: token.keyStart,
        end: token.value.end,
        confidence: 'medium',
        message: 'This token publishes until somebody revokes it, from wherever it got to.',
      };
  }
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

// What is risky in the pipelines of other systems than GitHub's, and in the first start of a machine.
import {
  entriesOf,
  entryOf,
  getIn,
  itemsOf,
  scalarsOf,
  textOf,
  type YamlNode,
  type YamlScalar,
} from '../../text/yaml-tree.ts';
import { movableImage } from '../movable-image.ts';
import { quoted } from '../quoted.ts';
import { checkShell } from '../shell/checks.ts';
import { isUncheckedVariable } from '../shell/variables.ts';
import type { Verdict } from '../verdict.ts';

const place =
  /(?:^|\/)(?:[^/]*\.?gitlab-ci[^/]*|\.gitlab\/.{1,100}|\.travis|bitbucket-pipelines|azure-pipelines?[^/]*|\.azure(?:-pipelines|devops)?\/.{1,100}|\.drone|\.woodpecker(?:\/[^/]+)?|\.circleci\/[^/]+|buildspec[^/]*|cloudbuild[^/]*|cloud-(?:init|config)[^/]*|user-data[^/]*)\.ya?ml$/;

/** Whether a file says what a build system, or a machine at its first start, has to run. */
export function isPipeline(path: string, body: string): boolean {
  return (
    place.test(path) ||
    body.startsWith('#cloud-config') ||
    (/^(?:trigger|pool|stages|steps|parameters|jobs):/m.test(body) &&
      /^\s*- (?:script|bash|task): /m.test(body))
  );
}

/** Keys under which commands stand. */
const commandKey =
  /^(?:script|scripts|before_script|after_script|before_install|after_success|install|command|commands|run|bash|runcmd|bootcmd|inlineScript|entrypoint|args|pre_get_sources_script)$/;

/** What whoever pushes or opens a pull request chooses. */
const strangersText: readonly [RegExp, 'medium' | 'low'][] = [
  [/\$\((?:Build\.SourceVersionMessage|System\.PullRequest\.SourceBranch|Build\.RequestedFor)\)/, 'medium'],
  [/\$\((?:Build\.SourceBranch(?:Name)?)\)/, 'low'],
  [/<<\s{0,5}pipeline\.git\.(?:branch|tag)\s{0,5}>>/, 'low'],
];
const chosenByPusher =
  'CI_(?:COMMIT_(?:MESSAGE|TITLE|DESCRIPTION|REF_NAME|BRANCH|TAG_MESSAGE)|MERGE_REQUEST_(?:TITLE|DESCRIPTION|SOURCE_BRANCH_NAME)|EXTERNAL_PULL_REQUEST_\\w+)|BITBUCKET_BRANCH|TRAVIS_(?:COMMIT_MESSAGE|PULL_REQUEST_BRANCH|BRANCH)|DRONE_(?:COMMIT_MESSAGE|SOURCE_BRANCH|PULL_REQUEST_TITLE)|CIRCLE_BRANCH';
const evaluated = new RegExp(
  `(?:\\beval\\b|\\b(?:ba|da|z)?sh\\s+-\\w*c\\b)[^\\n]{0,200}\\$\\{?(${chosenByPusher})\\b`,
);
/** Text that is handed to a shell through a pipe. */
const piped = new RegExp(
  `\\b(?:echo|printf)\\b[^\\n|;]{0,200}\\$\\{?(${chosenByPusher})\\b[^\\n|;]{0,80}\\|\\s{0,5}(?:sudo\\s+)?(?:ba|da|z)?sh(?=\\s*(?:$|[\\n;&|]|-))`,
);

/** Everything that such a file does wrong. */
export function* pipelineVerdicts(body: string, root: YamlNode): Generator<Verdict> {
  // What is filled in before is no operator of the shell.
  const masked = body.replace(/<<[^<>\n]{1,100}>>|\$\{\{[^\n]{0,300}?\}\}/g, (inner) =>
    'x'.repeat(inner.length),
  );
  const chosen = closedParameters(root);
  for (const { scalar, keys } of scalarsOf(root)) {
    const key = keys.at(-1) ?? '';
    if (commandKey.test(key)) yield* commands(body, masked, scalar, chosen);
    else if (/^(?:powershell|pwsh)$/.test(key)) {
      for (const verdict of commands(body, masked, scalar, chosen))
        if (/^(?:remote-script-piped-to-shell|expression-in-run-script)$/.test(verdict.rule)) yield verdict;
    } else if (key === 'persistCredentials' && /^true$/i.test(scalar.text))
      yield {
        rule: 'checkout-keeps-credentials',
        start: scalar.start,
        end: scalar.end,
        severity: 'low',
        message:
          'The token of the pipeline stays in the configuration of git, where every later step reads it.',
        remedy: 'Leave `persistCredentials` out, and hand the token to the one step that pushes.',
      };
    else if (isUncheckedVariable(key, scalar.text))
      yield {
        rule: 'download-without-verification',
        start: scalar.start,
        end: scalar.end,
        message: `${quoted(key)} turns off the check of certificates for every command.`,
      };
    else if (key === 'DOCKER_TLS_CERTDIR' && scalar.text === '' && scalar.value === '')
      yield {
        rule: 'plaintext-traffic',
        start: scalar.start - 1,
        end: scalar.end + 1,
        severity: 'low',
        message: 'The Docker daemon takes commands without encryption and without asking who sends them.',
      };
    else if (key === 'remote' && scalar.text.startsWith('http://'))
      yield {
        rule: 'download-without-verification',
        start: scalar.start,
        end: scalar.end,
        message: 'What the pipeline runs comes over a line that anyone on the way can change.',
        remedy: 'Use the `https:` address, and compare the digest (`integrity`).',
      };
  }
  yield* included(getIn(root, 'include'));
  for (const { key, keyStart, value } of entriesOf(getIn(root, 'orbs')))
    if (/@(?:volatile|dev:.*)$/.test(textOf(value) ?? ''))
      yield {
        rule: 'unpinned-action',
        start: keyStart,
        end: value.end,
        message: `The orb ${quoted(key)} is whatever was published last.`,
        remedy: 'Name its full version: `name/orb@1.2.3`.',
      };
  yield* images(root, 0);
  if (body.startsWith('#cloud-config')) yield* firstStart(root);
}

/** Parts of a pipeline that stand elsewhere and may be others tomorrow. */
function* included(include: YamlNode | undefined): Generator<Verdict> {
  for (const item of include?.kind === 'list' ? include.items : include ? [include] : []) {
    const remote = getIn(item, 'remote');
    if (remote && textOf(remote)?.startsWith('https:') && !entryOf(item, 'integrity'))
      yield {
        rule: 'unpinned-action',
        start: remote.start,
        end: remote.end,
        confidence: 'medium',
        message: 'The pipeline runs whatever stands at this address today, with its secrets.',
        remedy: 'Give its digest (`integrity: sha256-…`), or copy it into a project of your own.',
      };
    const ref = getIn(item, 'ref');
    const project = getIn(item, 'project');
    const movable = !ref || /^(?:main|master|develop|HEAD|latest)$/.test(textOf(ref) ?? '');
    const place = ref ?? project;
    if (project && place && movable)
      yield {
        rule: 'unpinned-action',
        start: place.start,
        end: place.end,
        confidence: 'low',
        message: 'The pipeline runs whatever stands on that branch today, with the secrets of this project.',
        remedy: 'Name a tag or a commit: `ref: <40-digit commit>`.',
      };
  }
}

/** Accounts that a machine gets at its first start. */
function* firstStart(root: YamlNode): Generator<Verdict> {
  const login = entryOf(root, 'ssh_pwauth');
  if (login && /^(?:true|yes|1)$/i.test(textOf(login.value) ?? ''))
    yield {
      rule: 'host-protection-off',
      start: login.keyStart,
      end: login.value.end,
      message: 'Logins by password are open to guessing.',
    };
  for (const user of itemsOf(getIn(root, 'users'))) {
    const sudo = entryOf(user, 'sudo');
    const rights =
      sudo && [sudo.value, ...itemsOf(sudo.value)].find((one) => /NOPASSWD:\s*ALL/.test(textOf(one) ?? ''));
    if (rights)
      yield {
        rule: 'sudo-without-password',
        start: rights.start,
        end: rights.end,
        severity: 'low',
        message: 'This lets an account become root without a password.',
        remedy: 'Name the one command that it needs in place of `ALL`.',
      };
  }
}

/** Parameters of Azure Pipelines of which only fixed values can be chosen. */
function closedParameters(root: YamlNode): ReadonlySet<string> {
  const closed = itemsOf(getIn(root, 'parameters')).filter(
    (one) => entryOf(one, 'values') !== undefined || !/^string$/.test(textOf(getIn(one, 'type')) ?? 'string'),
  );
  return new Set(closed.map((one) => textOf(getIn(one, 'name')) ?? ''));
}

function* commands(
  body: string,
  masked: string,
  scalar: YamlScalar,
  chosen: ReadonlySet<string>,
): Generator<Verdict> {
  yield* checkShell(masked, scalar.start, scalar.end, { hasCallers: false });
  const text = body.slice(scalar.start, scalar.end);
  for (const [pattern, severity] of strangersText) {
    const found = pattern.exec(text);
    if (found)
      yield {
        rule: 'expression-in-run-script',
        start: scalar.start + found.index,
        end: scalar.start + found.index + found[0].length,
        severity,
        message: `${quoted(found[0])} becomes part of the script, so a branch or a message can be a command.`,
        remedy: 'Hand it over as a variable of the environment, and write `"$NAME"` in the script.',
      };
  }
  const parameter = /\$\{\{\s{0,9}parameters\.(\w{1,80})\s{0,9}\}\}/.exec(text);
  if (parameter && !chosen.has(parameter[1] ?? ''))
    yield {
      rule: 'expression-in-run-script',
      start: scalar.start + parameter.index,
      end: scalar.start + parameter.index + parameter[0].length,
      severity: 'low',
      message: `${quoted(parameter[0])} becomes part of the script, so whoever starts the pipeline can give a command.`,
      remedy: 'Give the parameter fixed `values`, or hand it over as a variable of the environment.',
    };
  const found = evaluated.exec(text) ?? piped.exec(text);
  if (found)
    yield {
      rule: 'shell-evaluates-variable',
      start: scalar.start + found.index,
      end: scalar.start + found.index + found[0].length,
      severity: 'medium',
      confidence: 'high',
      message: `What \`${found[1] ?? ''}\` holds runs as commands, and whoever pushes chooses it.`,
      remedy: 'Hand it over as an argument in quotes.',
    };
  const listed = /(?:^|\n)[ \t]{0,40}(printenv|env)[ \t]{0,9}(?:\|[ \t]{0,9}sort[ \t]{0,9})?(?=\n|$)/.exec(
    text,
  );
  if (listed)
    yield {
      rule: 'secret-exposed-in-workflow',
      start: scalar.start + listed.index + listed[0].search(/\S/),
      end: scalar.start + listed.index + listed[0].length,
      severity: 'low',
      confidence: 'medium',
      message: 'This prints every variable of the job, and what is not masked stands in the log.',
      remedy: 'Print the one variable that is looked for, by its name.',
    };
  for (const shown of text.matchAll(printedSecret))
    yield {
      rule: 'secret-exposed-in-workflow',
      start: scalar.start + shown.index + (shown[1] ?? '').length,
      end: scalar.start + shown.index + shown[0].length,
      severity: 'medium',
      message: `This prints ${quoted(shown[2] ?? '')} into the log of the build; what masks it knows only the exact text.`,
      remedy: `Leave it out; to see whether it is there, write \`test -n "${(shown[2] ?? '').replaceAll('"', '')}"\`.`,
    };
}

/** A credential that `echo` writes to the log, and not into a file or the next command. */
const printedSecret =
  /((?:^|[\n;&|])[ \t]{0,40})(?:echo|printf)\b[^\n|>;&]{0,200}?(\$(?:\{|\()?(?:\w{0,40}(?:(?:^|_|(?<=[\W_]))(?:TOKEN|PASSWORD|PASSWD|SECRET|API_?KEY|PRIVATE_KEY|ACCESS_KEY)|[a-z](?:Token|Password|Secret|ApiKey))|(?<=\()(?:token|password|secret|apikey))(?:\}|\))?)(?![\w:])[^\n|>;&]{0,200}(?=\n|$|;|&&)/g;

/** Images without a version. */
function* images(node: YamlNode, depth: number): Generator<Verdict> {
  if (depth > 20) return;
  for (const item of itemsOf(node)) yield* images(item, depth + 1);
  for (const { key, value } of entriesOf(node)) {
    const image = key === 'image' ? (value.kind === 'map' ? getIn(value, 'name') : value) : undefined;
    // A name without a tag may be one of a machine.
    yield* movableImage(image, { taggedOnly: true });
    yield* images(value, depth + 1);
  }
}

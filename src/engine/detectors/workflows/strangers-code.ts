// Code, artifacts and caches of strangers in workflows that hold secrets or a write token.
import type { SourceEdit } from '../../fixes/edit.ts';
import { entryAfter, entryBefore } from '../../fixes/yaml-lines.ts';
import { entriesOf, entryOf, getIn, textOf, textsOf } from '../../text/yaml-tree.ts';
import type { Verdict } from '../verdict.ts';
import {
  isGated,
  mayWrite,
  privilegedContext,
  startsOn,
  type Job,
  type Step,
  type Workflow,
} from './workflow.ts';

const headRef =
  /github\.event\.pull_request\.head\.(?:sha|ref|repo)|github\.head_ref|github\.event\.(?:number|pull_request\.number|issue\.number)|refs\/pull\/|github\.event\.workflow_run\.head_(?:sha|branch|repository|commit)|github\.event\.pull_request\.merge_commit_sha|steps\.[\w-]+\.outputs\.[\w-]*(?:head|pr|ref|sha|branch)[\w-]*/i;

/** Commands that run what a checkout holds. */
const executes =
  /(?:^|[\s;&|(])(?:npm|pnpm|yarn|bun)\s+(?:ci|i|install|add|run|test|t|exec|start|build|pack|publish|--\w)|\b(?:yarn|pnpm install|bun install)(?:\s*$|\s*[;&|])|(?:^|[\s;&|(])(?:npx|bunx|make|cmake|ninja|bazel|tox|nox|pytest|gradle|mvn|ant|cargo|rake|composer|bundle|gem build|dotnet|msbuild|swift|sbt|lein|mix|poetry|pdm|hatch|pre-commit|terraform|docker(?:\s+compose)?\s+(?:build|up|run)|docker-compose|just|task|ansible-playbook|jekyll|hugo|mkdocs|sphinx-build)\b|\bpip[\d.]*\s+install\s+(?:-e|-r|\.|-\w+\s+\.|--editable|--requirement)|\bpython[\d.]*\s+(?:-m\s+\w+|[\w./-]+\.py)|\bgo\s+(?:run|test|generate|build|install)|(?:^|[\s;&|(])\.{1,2}\/[\w./-]+|\b(?:bash|sh|node|ruby|perl|php|deno run|tsx|ts-node)\s+(?!-c\b)[\w./-]+\.(?:sh|js|mjs|cjs|ts|rb|pl|php|bash)|\bsource\s+[\w./-]+/m;
/** Actions that run what a checkout holds. */
const executingActions =
  /^(?:gradle\/|docker\/build-push-action|docker\/bake-action|pre-commit\/action|bahmutov\/npm-install|borales\/actions-yarn|golangci\/golangci-lint-action|cypress-io\/github-action|goreleaser\/|actions-rs\/|actions\/jekyll|super-linter\/|github\/super-linter|codespell|pnpm\/action-setup|ruby\/setup-ruby|changesets\/action|wagoid\/commitlint|treosh\/lighthouse|sonarsource\/|chromaui\/action|astral-sh\/ruff|andresz1\/size-limit-action|preactjs\/compressed-size-action)/;

export function* strangersCode(workflow: Workflow): Generator<Verdict> {
  const privileged = startsOn(workflow, 'pull_request_target', 'workflow_run', 'issue_comment');
  for (const job of workflow.jobs) {
    if (privileged || (workflow.isPart && !startsOn(workflow, 'pull_request')))
      yield* checkouts(workflow, job, privileged);
    if (startsOn(workflow, 'workflow_run') || workflow.isPart) yield* artifacts(workflow, job);
    yield* leakedCheckout(job);
    yield* kept(job);
  }
  yield* caches(workflow);
}

/** The place where what was downloaded is trusted: the line that exports it, else the step. */
function usedAt(workflow: Workflow, { run, uses }: Step): { start: number; end: number } | undefined {
  if (!run) return uses && { start: uses.start, end: uses.end };
  const text = workflow.text.slice(run.start, run.end);
  const line = /[^\n]*GITHUB_(?:ENV|PATH|OUTPUT)[^\n]*/.exec(text);
  if (!line) return { start: run.start, end: run.end };
  const indent = line[0].length - line[0].trimStart().length;
  return { start: run.start + line.index + indent, end: run.start + line.index + line[0].trimEnd().length };
}

function* checkouts(workflow: Workflow, job: Job, isStarted: boolean): Generator<Verdict> {
  for (let i = 0; i < job.steps.length; i++) {
    const step = job.steps[i] as Step;
    const found = checkoutOf(step, workflow);
    if (!found) continue;
    const after = job.steps.slice(i + 1);
    const folder = textOf(getIn(step.with, 'path'));
    const ran =
      after.find((one) => executesCheckout(one, folder)) ??
      (step.run && executes.test(step.run.text.slice(step.run.text.search(/checkout|fetch/)))
        ? step
        : undefined);
    const gated = isGated(job.condition, step.condition, ...(ran ? [ran.condition] : []));
    // A label or an environment's reviewers stand between the stranger and the run.
    const approved = gated || getIn(job.node, 'environment') !== undefined;
    const stale = gated && labelOnly.test(job.condition?.text ?? '') && staysLabelled(workflow, found);
    const readsOnly =
      mayWrite(workflow, job) === false &&
      !/secrets\.(?!GITHUB_TOKEN\b)/i.test(workflow.text.slice(job.node.start, job.node.end));
    const ranSpan = ran?.run ?? ran?.uses;
    if (!isStarted) {
      const told = privilegedContext.test(workflow.text.slice(found.start, found.end));
      // A plain `pull_request` checks the same out without any rights.
      if (
        !told &&
        !/github\.event\.pull_request\.head\.|head_ref|refs\/pull\/|\bpr checkout|outputs\.\w*(?:head|pr|sha|ref|branch)|fetch[^\n]{0,80}pull\//.test(
          workflow.text.slice(found.start, found.end),
        )
      )
        continue;
      yield {
        rule: 'stranger-checkout-in-privileged-workflow',
        start: found.start,
        end: found.end,
        severity: told && ran && !gated ? 'medium' : 'low',
        confidence: told ? 'medium' : 'low',
        message: told
          ? `The event of this checkout runs with the secrets and token of this repository, and the code is that of whoever opened the pull request${ran ? '; a step after it runs that code' : ''}.`
          : 'Where `pull_request_target` starts this, the code of whoever opened the pull request stands beside the secrets and token of this repository.',
        remedy:
          'Run it in a workflow on `pull_request`, which has no secrets, and let a second one on `workflow_run` use only its checked results.',
        related: [],
      };
      continue;
    }
    yield {
      rule: 'stranger-checkout-in-privileged-workflow',
      start: found.start,
      end: found.end,
      severity: stale || !ran || readsOnly || approved ? (approved && !stale ? 'low' : 'medium') : 'high',
      confidence: ran ? 'high' : 'medium',
      message: stale
        ? 'The label was given to what stood there then; this checks out what stands there now, beside the secrets and token of this repository.'
        : ran
          ? `This checks out the code of whoever opened the pull request, and a step after it runs that code with ${readsOnly ? 'the cache and runner' : 'the secrets and token'} of this repository.`
          : 'This checks out the code of whoever opened the pull request beside the secrets and token of this repository; any later step that runs it is theirs.',
      remedy: stale
        ? 'Start it on `types: [labeled]` alone and check out `${{ github.event.pull_request.head.sha }}`, the commit that the label was given to.'
        : ran
          ? 'Run it in a workflow on `pull_request`, which has no secrets, and let a second one on `workflow_run` use only its checked results.'
          : 'Check out the base (leave `ref` out) and set `persist-credentials: false`, or move the step to a workflow on `pull_request`.',
      related:
        ranSpan && ranSpan.start !== found.start
          ? [{ start: ranSpan.start, end: ranSpan.end, message: 'Runs what was checked out.' }]
          : [],
    };
  }
}

const labelOnly = /labels\.\*\.name|github\.event\.labels?\b(?!\.name)/;

/** Whether a label that was given once also lets in what is pushed after it. */
function staysLabelled(workflow: Workflow, { start, end }: { start: number; end: number }): boolean {
  if (!workflow.triggers.has('pull_request_target')) return false;
  const types = textsOf(getIn(workflow.triggers.get('pull_request_target'), 'types'));
  return (
    types.length === 0 ||
    types.some((type) => type !== 'labeled') ||
    /head\.ref|head_ref/.test(workflow.text.slice(start, end))
  );
}

function checkoutOf(step: Step, workflow: Workflow): { start: number; end: number } | undefined {
  if (step.action === 'actions/checkout') {
    for (const key of ['ref', 'repository']) {
      const entry = entryOf(step.with, key);
      if (entry?.value.kind === 'scalar' && headRef.test(entry.value.text))
        return { start: entry.keyStart, end: entry.value.end };
    }
    return undefined;
  }
  const { run } = step;
  if (!run) return undefined;
  const source = workflow.text.slice(run.start, run.end);
  const match =
    /\bgh\s+pr\s+checkout\b[^\n]{0,300}|\bgit\s+(?:fetch|pull|clone|checkout|switch|merge)\b[^\n]{0,300}(?:pull\/[^\n]{0,80}\/(?:head|merge)|head_ref|pull_request\.head|head\.(?:ref|sha)|workflow_run\.head_|clone_url)[^\n]{0,300}/.exec(
      source,
    );
  return match
    ? { start: run.start + match.index, end: run.start + match.index + match[0].length }
    : undefined;
}

function executesCheckout(step: Step, folder: string | undefined): boolean {
  if (step.run) {
    const inFolder =
      folder === undefined ||
      step.run.text.includes(folder) ||
      (textOf(getIn(step.node, 'working-directory')) ?? '').includes(folder);
    return (
      inFolder &&
      executes.test(
        step.run.text
          .replace(/^\s*#.*$/gm, '')
          .replace(/\bnpm i(?:nstall)? (?:-g|--global)\b[^\n;&|]*|\bpip[\d.]* install [\w=.<>~ -]+$/gm, ''),
      )
    );
  }
  const uses = step.uses?.text ?? '';
  if (uses.startsWith('./')) return true;
  return step.action !== undefined && executingActions.test(step.action);
}

/** A test of the whole value that ends the step where it fails. */
const checksShape =
  /=~\s*\^[^\n]{1,60}\$\s*\]\][^\n]{0,40}(?:\|\||then|&&)|grep -\w*[qE]\w*\s+['"]?\^[^\n]{1,40}\$/;

function* artifacts(workflow: Workflow, job: Job): Generator<Verdict> {
  for (let i = 0; i < job.steps.length; i++) {
    const step = job.steps[i] as Step;
    const downloads =
      (step.action !== undefined &&
        /^(?:dawidd6\/action-download-artifact|actions\/download-artifact|redhat-plumbers-in-action\/download-artifact|marcofaggian\/|aochmann\/actions-download-artifact|bettermarks\/action-artifact-download)$/.test(
          step.action,
        ) &&
        (step.action !== 'actions/download-artifact' ||
          /workflow_run/.test(textOf(getIn(step.with, 'run-id')) ?? ''))) ||
      (step.action === 'actions/github-script' &&
        /downloadArtifact/.test(textOf(getIn(step.with, 'script')) ?? '')) ||
      /\bgh\s+run\s+download\b/.test(step.run?.text ?? '');
    if (!downloads) continue;
    const rest = job.steps.slice(i);
    const own =
      step.run && step.run.text.slice(step.run.text.search(/\bgh\s+run\s+download\b/)).replace(/^.*/, '');
    const exports = (one: Step, where: RegExp): boolean =>
      one.run !== undefined &&
      where.test(one.run.text) &&
      !checksShape.test(one.run.text) &&
      /\bcat\b|\$\(<|\bread\b|\bjq\b/.test(one.run.text);
    const first = rest.find(
      (one) =>
        exports(one, /GITHUB_(?:ENV|OUTPUT|PATH)/) ||
        (one === step ? own !== undefined && executes.test(own) : one.run && executes.test(one.run.text)),
    );
    // Each step that sets variables from it is a way of its own into the steps after it.
    const uses = rest.filter((one) => one === first || exports(one, /GITHUB_(?:ENV|PATH|OUTPUT)/));
    const folder = textOf(getIn(step.with, 'path'));
    // Unpacked over the checkout, its files take the place of scripts.
    const overlays = folder === undefined || /^\.?\/?$/.test(folder);
    const fetched = step.uses ?? step.run;
    for (const used of uses) {
      const span = usedAt(workflow, used);
      if (!fetched || !span) continue;
      yield {
        rule: 'untrusted-artifact-used',
        ...span,
        severity: overlays || (used.run && /GITHUB_(?:ENV|PATH)/.test(used.run.text)) ? 'medium' : 'low',
        message: `The artifact was made by the code of whoever opened the pull request${overlays ? ' and is unpacked over the working folder' : ''}; here what is in it is trusted.`,
        related: used === step ? [] : [{ start: fetched.start, end: fetched.end, message: 'Fetches it.' }],
      };
    }
  }
}

/** Said in so many words, the token stays; left out, it does so by default and says nothing of what is meant. */
function* kept(job: Job): Generator<Verdict> {
  for (const { action, with: given } of job.steps) {
    const entry = entryOf(given, 'persist-credentials');
    if (action !== 'actions/checkout' || !entry || textOf(entry.value) !== 'true') continue;
    yield {
      rule: 'checkout-keeps-credentials',
      start: entry.keyStart,
      end: entry.value.end,
      severity: 'low',
      confidence: 'low',
      message: 'The token of this job stays in `.git/config` for every later step.',
      edits: [{ start: entry.value.start, end: entry.value.end, text: 'false' }],
    };
  }
}

/** A checkout leaves the token in `.git/config`; an artifact of the whole folder publishes it. */
function* leakedCheckout(job: Job): Generator<Verdict> {
  const checkout = job.steps.find(
    ({ action, with: given }) =>
      action === 'actions/checkout' &&
      textOf(getIn(given, 'persist-credentials')) !== 'false' &&
      getIn(given, 'path') === undefined,
  );
  if (!checkout?.uses) return;
  const upload = job.steps.find(
    ({ action, with: given }) =>
      action === 'actions/upload-artifact' &&
      (textOf(getIn(given, 'path')) ?? '')
        .split('\n')
        .some((line) =>
          /^\s*(?:\.\/?|\$\{\{\s*github\.workspace\s*\}\}\/?|\.\/?\*\*(?:\/\*)?)\s*$/.test(line),
        ),
  );
  if (!upload?.uses) return;
  yield {
    rule: 'checkout-keeps-credentials',
    start: checkout.uses.start,
    end: checkout.uses.end,
    severity: 'medium',
    message:
      'The checkout leaves its token in `.git/config`, and the whole folder is uploaded as an artifact.',
    related: [{ start: upload.uses.start, end: upload.uses.end, message: 'Uploads the folder.' }],
    edits: (text) => withoutCredentials(text, checkout),
  };
}

/** `persist-credentials: false`, among the inputs that stand there or as the only one. */
function withoutCredentials(text: string, { node, with: given }: Step): SourceEdit[] | undefined {
  const line = 'persist-credentials: false';
  const said = entryOf(given, 'persist-credentials')?.value;
  if (said) return [{ start: said.start, end: said.end, text: 'false' }];
  const [first] = entriesOf(given);
  const uses = entryOf(node, 'uses');
  if (!uses || (entryOf(node, 'with') && !first)) return undefined;
  const edit = first
    ? entryBefore(text, first.keyStart, [line])
    : entryAfter(text, { keyStart: uses.keyStart, end: uses.value.end }, ['with:', `  ${line}`]);
  return edit && [edit];
}

/** A release that restores a cache which pull requests may have filled. */
function* caches(workflow: Workflow): Generator<Verdict> {
  const releases =
    startsOn(workflow, 'release') || /\btags:/.test(workflow.text.slice(0, workflow.jobs[0]?.keyStart ?? 0));
  if (!releases) return;
  for (const job of workflow.jobs) {
    const publishes = job.steps.find(
      ({ run, action }) =>
        /\b(?:npm|pnpm|yarn|bun|cargo|twine|poetry|uv|flit|hatch)\s+(?:npm\s+)?(?:publish|upload)\b|\bgem push\b|goreleaser/.test(
          run?.text ?? '',
        ) ||
        /^(?:pypa\/gh-action-pypi-publish|softprops\/action-gh-release|goreleaser\/goreleaser-action|js-devtools\/npm-publish|ncipollo\/release-action|docker\/build-push-action)$/.test(
          action ?? '',
        ),
    );
    if (!publishes) continue;
    for (const { action, uses, with: given } of job.steps) {
      if (!uses || !action) continue;
      const restores =
        /^(?:actions\/cache(?:\/restore)?|swatinem\/rust-cache|mozilla-actions\/sccache-action)$/.test(
          action,
        ) ||
        (/^actions\/setup-(?:node|python|java|ruby)$/.test(action) &&
          !/^(?:|false)$/.test(textOf(getIn(given, 'cache')) ?? '')) ||
        (action === 'ruby/setup-ruby' && textOf(getIn(given, 'bundler-cache')) === 'true');
      if (restores)
        yield {
          rule: 'cache-in-release-workflow',
          start: uses.start,
          end: uses.end,
          message: 'What this cache holds may have been put there by another run, and goes into the release.',
        };
    }
  }
}

// Secrets that are printed, handed over whole, or inherited by strangers' workflows.
import { allPipelines, readShell, type Pipeline } from '../../text/shell.ts';
import { entriesOf, entryOf, getIn, mapsOf, scalarsOf, textOf } from '../../text/yaml-tree.ts';
import { quoted } from '../quoted.ts';
import type { Verdict } from '../verdict.ts';
import { expressionsIn } from './expressions.ts';
import { scriptsOf } from './injection.ts';
import type { Job, Step, Workflow } from './workflow.ts';

export function* secretsUse(workflow: Workflow): Generator<Verdict> {
  for (const map of mapsOf(workflow.root)) {
    const entry = entryOf(map, 'ACTIONS_ALLOW_UNSECURE_COMMANDS');
    if (entry && /^true$/i.test(textOf(entry.value) ?? ''))
      yield {
        rule: 'unsecure-workflow-commands',
        start: entry.keyStart,
        end: entry.value.end,
        edits: [{ start: entry.value.start, end: entry.value.end, text: 'false' }],
        message: 'Any text that a step prints can now set variables and the search path of later steps.',
      };
  }
  for (const job of workflow.jobs) {
    const inherited = entryOf(job.node, 'secrets');
    if (inherited && textOf(inherited.value) === 'inherit' && job.uses) {
      const local = job.uses.text.startsWith('./');
      const fixed = /@[0-9a-f]{40}$/.test(job.uses.text);
      if (!local)
        yield {
          rule: 'secrets-inherited',
          start: inherited.keyStart,
          end: inherited.value.end,
          severity: fixed ? 'low' : 'medium',
          message: `Every secret of this repository goes to \`${job.uses.text.slice(0, 80)}\`, whatever it needs${fixed ? '' : ', and whatever that name points to tomorrow'}.`,
        };
      else
        yield {
          rule: 'secrets-inherited',
          start: inherited.keyStart,
          end: inherited.value.end,
          severity: 'low',
          confidence: 'low',
          message: 'Every secret goes to the called workflow, whatever it needs.',
        };
    }
    for (const { scalar } of scalarsOf(job.node))
      for (const { start, end, text } of expressionsIn(workflow.text, scalar.start, scalar.end)) {
        if (/\btojson\s*\(\s*secrets\s*\)/i.test(text) || /\bsecrets\s*\[(?!\s*')/.test(text))
          yield {
            rule: 'secret-exposed-in-workflow',
            start,
            end,
            severity: /\[/.test(text) ? 'low' : 'medium',
            message: `${quoted(`\${{ ${text} }}`)} hands every secret of the repository to this step.`,
            remedy: 'Name the one secret that the step needs: `${{ secrets.NAME }}`.',
          };
        else if (/\bfromjson\s*\(\s*secrets\.[\w-]+\s*\)\s*[.[]/i.test(text))
          yield {
            rule: 'secret-exposed-in-workflow',
            start,
            end,
            severity: 'low',
            message: 'The parts of a secret that is unpacked here are not masked in the log.',
            remedy: 'Keep each value as a secret of its own, or mask it with `echo "::add-mask::$VALUE"`.',
          };
      }
    for (const step of job.steps) {
      yield* builtIn(workflow, step);
      const secretEnv = new Set<string>();
      for (const env of [workflow.env, job.env, step.env])
        for (const { key, value } of entriesOf(env))
          if (/secrets\.(?!GITHUB_TOKEN)/i.test(textOf(value) ?? '')) secretEnv.add(key);
      for (const { node, kind } of scriptsOf(step)) {
        if (kind === 'script') continue;
        yield* allVariables(workflow, node.start, node.end);
        yield* printed(workflow, node.start, node.end, secretEnv);
      }
      if (step.run) {
        const at = /ACTIONS_ALLOW_UNSECURE_COMMANDS=['"]?true/.exec(
          workflow.text.slice(step.run.start, step.run.end),
        );
        if (at)
          yield {
            rule: 'unsecure-workflow-commands',
            start: step.run.start + at.index,
            end: step.run.start + at.index + at[0].length,
            message: 'Any text that a step prints can now set variables and the search path of later steps.',
          };
      }
    }
    yield* uploaded(workflow, job);
    const credentials = [
      getIn(job.node, 'container', 'credentials', 'password'),
      ...entriesOf(getIn(job.node, 'services')).map(({ value }) => getIn(value, 'credentials', 'password')),
    ];
    for (const node of credentials)
      if (node?.kind === 'scalar' && node.text !== '' && !node.text.includes('${{'))
        yield {
          rule: 'secret-exposed-in-workflow',
          start: node.start,
          end: node.end,
          severity: 'high',
          message: 'The password of the image registry stands in the workflow.',
          remedy: 'Keep it as a secret: `password: ${{ secrets.REGISTRY_PASSWORD }}`.',
        };
  }
}

const secretFile =
  /(?:^|\/)(?:\.env(?:\.(?!example|sample|template)\w+)?|\.npmrc|\.netrc|\.pypirc|id_(?:rsa|ed25519|ecdsa)|credentials|kubeconfig|[\w.-]+\.(?:pem|key|p12|pfx|jks|keystore))$/;

/** Files with secrets that everyone who can read the repository may fetch. */
function* uploaded(workflow: Workflow, job: Job): Generator<Verdict> {
  const written = new Set<string>();
  for (const { action, uses, with: given, run, env } of job.steps) {
    const secretEnv = [workflow.env, job.env, env].flatMap((one) =>
      entriesOf(one).flatMap(({ key, value }) =>
        /secrets\.(?!GITHUB_TOKEN)/i.test(textOf(value) ?? '') ? [key] : [],
      ),
    );
    if (run)
      for (const { commands } of allPipelines(readShell(workflow.text, run.start, run.end)))
        for (const { words, redirects } of commands) {
          const holds = words.some(
            ({ raw }) =>
              /secrets\.(?!GITHUB_TOKEN)\w/i.test(raw) ||
              secretEnv.some((name) => raw.includes(`$${name}`) || raw.includes(`\${${name}`)),
          );
          const lists =
            words.length === 1 && /^(?:env|printenv)$/.test(words[0]?.text ?? '') && secretEnv.length > 0;
          for (const { operator, target } of redirects)
            if ((holds || lists) && /^>>?$/.test(operator)) written.add(target.text.replace(/^\.\//, ''));
        }
    if (action !== 'actions/upload-artifact' || !uses) continue;
    const paths = (textOf(getIn(given, 'path')) ?? '')
      .split('\n')
      .map((path) => path.trim().replace(/^\.\/|\/+$/g, ''));
    const found = paths.find(
      (path) =>
        path !== '' &&
        (secretFile.test(path) || [...written].some((file) => file === path || file.startsWith(`${path}/`))),
    );
    if (found !== undefined)
      yield {
        rule: 'secret-exposed-in-workflow',
        start: uses.start,
        end: uses.end,
        severity: 'medium',
        message: `${quoted(found)} holds a secret, and everyone who can read the repository can fetch the artifact.`,
        remedy: 'Upload only what the build made, or encrypt the file before.',
      };
  }
}

/** Every variable of a step, sent away or shown. */
function* allVariables(workflow: Workflow, from: number, to: number): Generator<Verdict> {
  const lists = (pipeline: Pipeline | undefined): boolean => {
    const words = pipeline?.commands[0]?.words ?? [];
    return (
      (words.length === 1 && /^(?:env|printenv|set|export)$/.test(words[0]?.text ?? '')) ||
      (words.length === 2 && /^(?:export|declare) -[px]+$/.test(words.map(({ text }) => text).join(' ')))
    );
  };
  for (const pipeline of allPipelines(readShell(workflow.text, from, to))) {
    const sender = pipeline.commands.find(({ words }) =>
      /^(?:curl|wget|nc|ncat|http)$/.test(words[0]?.text ?? ''),
    );
    if (!sender) continue;
    const given = sender.words.flatMap(({ nested }) => nested);
    if (!given.some(lists) && !(sender !== pipeline.commands[0] && lists(pipeline))) continue;
    yield {
      rule: 'secret-exposed-in-workflow',
      start: pipeline.start,
      end: pipeline.end,
      severity: 'high',
      message: 'This sends every variable of the step to another host, secrets and tokens among them.',
      remedy: 'Send the one value that is needed, by its name.',
    };
  }
}

/** A secret as an argument of echo; masking is undone by any change of its form. */
function* printed(
  workflow: Workflow,
  from: number,
  to: number,
  secretEnv: ReadonlySet<string>,
): Generator<Verdict> {
  for (const { commands } of allPipelines(readShell(workflow.text, from, to))) {
    const [first] = commands;
    if (!first || !/^(?:echo|printf|cat|Write-Host|Write-Output)$/.test(first.words[0]?.text ?? '')) continue;
    // What goes on to another program or a file is not printed.
    const last = commands.at(-1) ?? first;
    const encodes =
      commands.length > 1 && /^(?:base64|rev|xxd|tr|sed|od|hexdump)$/.test(last.words[0]?.text ?? '');
    if (commands.length > 1 && !encodes) continue;
    if (
      last.redirects.some(
        ({ operator, target }) => operator.startsWith('>') && !/^&?[12]$|\/dev\/std/.test(target.text),
      )
    )
      continue;
    if (/::add-mask::/.test(first.words[1]?.text ?? '')) continue;
    for (const word of first.words.slice(1)) {
      const direct = expressionsIn(word.raw, 0, word.raw.length).some(
        ({ text, reads }) =>
          reads.some((read) => /^secrets\.(?!github_token$)/.test(read)) && !/==|!=/.test(text),
      );
      const variable = word.raw.startsWith("'")
        ? undefined
        : [...word.raw.matchAll(/\$\{?(\w+)\}?/g)]
            .map(([, name = '']) => name)
            .find((name) => secretEnv.has(name));
      if (!direct && variable === undefined) continue;
      if (word.nested.length > 0) continue;
      yield {
        rule: 'secret-exposed-in-workflow',
        start: first.start,
        end: last.end,
        severity: encodes ? 'high' : 'medium',
        message: encodes
          ? 'The log masks a secret only in its own form; encoded it is shown to everyone who can read the log.'
          : 'This prints a secret to the log; masking fails for each part or other form of it.',
        remedy: 'Pass it to the program that needs it through `env`, and print nothing of it.',
      };
      break;
    }
  }
}

/** Secrets among the arguments of an image's build, which its history keeps. */
function* builtIn({ text }: Workflow, { action, with: given }: Step): Generator<Verdict> {
  const entry = entryOf(given, 'build-args');
  if (!/^(?:docker\/(?:build-push|bake)-action|redhat-actions\/buildah-build)$/.test(action ?? '') || !entry)
    return;
  for (const { start, end, text: written } of expressionsIn(text, entry.value.start, entry.value.end))
    if (/\bsecrets\.\w/i.test(written))
      yield {
        rule: 'secret-as-build-argument',
        start,
        end,
        severity: 'medium',
        message: `${quoted(`\${{ ${written} }}`)} stays readable in the history of the image.`,
        remedy: 'Hand it over under `secrets:` and mount it (`RUN --mount=type=secret,id=…`).',
      };
}

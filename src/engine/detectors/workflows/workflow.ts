// A workflow or composite action as the checks see it: triggers, jobs, steps, and the text they came from.
import {
  entriesOf,
  entryOf,
  getIn,
  itemsOf,
  mapsOf,
  readYaml,
  textOf,
  textsOf,
  type YamlList,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../../text/yaml-tree.ts';
import { unseen } from '../../text/yaml-piece.ts';

export interface Step {
  node: YamlMap;
  id: string | undefined;
  uses: YamlScalar | undefined;
  /** `owner/name` of the action in lower case, with its folder; undefined for local ones and images. */
  action: string | undefined;
  run: YamlScalar | undefined;
  shell: string;
  with: YamlNode | undefined;
  env: YamlNode | undefined;
  condition: YamlScalar | undefined;
}

export interface Job {
  id: string;
  node: YamlMap;
  keyStart: number;
  keyEnd: number;
  steps: Step[];
  env: YamlNode | undefined;
  /** The reusable workflow that it calls. */
  uses: YamlScalar | undefined;
  condition: YamlScalar | undefined;
}

export interface Workflow {
  text: string;
  root: YamlMap;
  kind: 'workflow' | 'action';
  /** Names of events, with what stands under each. */
  triggers: ReadonlyMap<string, YamlNode | undefined>;
  jobs: Job[];
  env: YamlNode | undefined;
  /** True for what a hunk shows: more may start it, and more may guard it. */
  isPart?: true;
}

/** Events that strangers cause and that run with the secrets and the write token of the repository. */
export const privilegedByStrangers = [
  'pull_request_target',
  'issue_comment',
  'issues',
  'workflow_run',
  'discussion',
  'discussion_comment',
  'pull_request_comment',
  'fork',
  'watch',
  'gollum',
];

/** Contexts that only events with the rights of the repository have. */
export const privilegedContext = /github\.event\.(?:workflow_run|issue|comment|discussion)\./;

/** Reads the file; undefined when it is YAML of another kind. */
export function readWorkflow(path: string, text: string): Workflow | { reason: string } | undefined {
  const read = readYaml(text);
  if ('reason' in read) return read;
  const [root] = read.documents;
  if (root?.kind !== 'map') return undefined;
  const isAction = /(?:^|\/)action\.ya?ml$/.test(path);
  if (isAction && !getIn(root, 'runs')) return undefined;
  const jobs = isAction
    ? [actionJob(root)]
    : entriesOf(getIn(root, 'jobs')).flatMap((entry): Job[] => {
        const { value: node } = entry;
        if (node.kind !== 'map') return [];
        return [
          {
            id: entry.key,
            node,
            keyStart: entry.keyStart,
            keyEnd: entry.keyEnd,
            steps: stepsOf(getIn(node, 'steps'), shellOf(node) ?? shellOf(root)),
            env: getIn(node, 'env'),
            uses: scalarOf(getIn(node, 'uses')),
            condition: scalarOf(getIn(node, 'if')),
          },
        ];
      });
  const on = getIn(root, 'on') ?? getIn(root, 'true');
  if (!isAction && (jobs.length === 0 || !on)) return undefined;
  const triggers = triggersIn(on);
  return { text, root, kind: isAction ? 'action' : 'workflow', triggers, jobs, env: getIn(root, 'env') };
}

function triggersIn(on: YamlNode | undefined): Map<string, YamlNode | undefined> {
  const triggers = new Map<string, YamlNode | undefined>();
  if (on?.kind === 'map') for (const { key, value } of on.entries) triggers.set(key, value);
  else for (const name of textsOf(on)) triggers.set(name, undefined);
  return triggers;
}

/** What a hunk shows of a workflow: jobs, steps and called workflows, and what starts it as far as that is told. */
export function workflowPiece(text: string, root: YamlMap | YamlList): Workflow {
  const node: YamlMap = { kind: 'map', start: root.start, end: root.end, entries: [] };
  const whole =
    root.kind === 'map'
      ? root
      : { ...node, entries: [{ key: unseen, keyStart: root.start, keyEnd: root.start, value: root }] };
  const inLists = new Set(listsOf(root).flatMap(({ items }) => items));
  const maps = [...mapsOf(whole)];
  const job = (one: YamlMap, steps: Step[], uses?: YamlScalar): Job => ({
    id: '',
    node: one,
    keyStart: one.start,
    keyEnd: one.start,
    steps,
    env: getIn(one, 'env'),
    uses,
    condition: scalarOf(getIn(one, 'if')),
  });
  const shown = new Set<YamlNode>();
  const jobs: Job[] = [];
  for (const map of maps) {
    if (inLists.has(map)) continue;
    const uses = scalarOf(getIn(map, 'uses'));
    const isCall = uses !== undefined && /\.ya?ml@/.test(uses.text);
    const steps = getIn(map, 'steps');
    for (const step of itemsOf(steps)) shown.add(step);
    if (isCall || steps || ['container', 'services', 'runs-on'].some((key) => getIn(map, key)))
      jobs.push(job(map, stepsOf(steps, shellOf(map)), isCall ? uses : undefined));
  }
  const loose = [...new Set([whole, ...inLists, ...maps.filter((map) => getIn(map, unseen))])].flatMap(
    (one): Step[] => {
      if (one.kind !== 'map' || shown.has(one)) return [];
      if (getIn(one, 'uses') ?? getIn(one, 'run')) return stepsOf(listOf(one), undefined);
      const hidden = getIn(one, unseen);
      if (hidden === undefined) return [];
      // A text whose key is not shown is mostly that of `run`, and of the inputs of an action some names tell which it is.
      const given = hidden.kind === 'map' ? hidden : getIn(one, 'with');
      const action = getIn(given, 'script')
        ? 'actions/github-script'
        : (getIn(given, 'ref') ?? getIn(given, 'persist-credentials'))
          ? 'actions/checkout'
          : undefined;
      const run = hidden.kind === 'scalar' && hidden.block ? hidden : undefined;
      if (!action && !run) return [];
      return stepsOf(listOf(one), undefined).map((step) => ({ ...step, action, run, with: given }));
    },
  );
  const triggers = triggersIn(getIn(whole, 'on') ?? getIn(whole, 'true'));
  for (const name of ['pull_request_target', 'workflow_run', 'issue_comment'])
    if (maps.some((map) => entryOf(map, name))) triggers.set(name, undefined);
  return {
    text,
    root: whole,
    kind: 'workflow',
    triggers,
    jobs: [job(whole, loose), ...jobs],
    env: undefined,
    isPart: true,
  };
}

function listsOf(node: YamlNode): YamlList[] {
  if (node.kind === 'list') return [node, ...node.items.flatMap(listsOf)];
  return entriesOf(node).flatMap(({ value }) => listsOf(value));
}

const listOf = (item: YamlMap): YamlList => ({
  kind: 'list',
  start: item.start,
  end: item.end,
  items: [item],
});

function actionJob(root: YamlMap): Job {
  return {
    id: 'runs',
    node: root,
    keyStart: 0,
    keyEnd: 0,
    steps: stepsOf(getIn(root, 'runs', 'steps'), undefined),
    env: undefined,
    uses: undefined,
    condition: undefined,
  };
}

function stepsOf(node: YamlNode | undefined, shell: string | undefined): Step[] {
  return itemsOf(node).flatMap((step): Step[] => {
    if (step.kind !== 'map') return [];
    const uses = scalarOf(getIn(step, 'uses'));
    const action = /^([\w.-]+\/[\w.-]+(?:\/[^@]+)?)@/.exec(uses?.text ?? '')?.[1]?.toLowerCase();
    return [
      {
        node: step,
        id: textOf(getIn(step, 'id')),
        uses,
        action,
        run: scalarOf(getIn(step, 'run')),
        shell: textOf(getIn(step, 'shell')) ?? shell ?? 'bash',
        with: getIn(step, 'with'),
        env: getIn(step, 'env'),
        condition: scalarOf(getIn(step, 'if')),
      },
    ];
  });
}

const shellOf = (node: YamlNode): string | undefined => textOf(getIn(node, 'defaults', 'run', 'shell'));

function scalarOf(node: YamlNode | undefined): YamlScalar | undefined {
  return node?.kind === 'scalar' && node.text !== '' ? node : undefined;
}

/** True when one of these events starts the workflow. */
export function startsOn(workflow: Workflow, ...events: string[]): boolean {
  return events.some((event) => workflow.triggers.has(event));
}

/** The permission map or word that holds for a job. */
export function permissionsOf(workflow: Workflow, job: Job): YamlNode | undefined {
  return getIn(job.node, 'permissions') ?? getIn(workflow.root, 'permissions');
}

/** True when the token of a job may write, as far as the file says; undefined when it does not say. */
export function mayWrite(workflow: Workflow, job: Job): boolean | undefined {
  const permissions = permissionsOf(workflow, job);
  if (!permissions) return undefined;
  if (permissions.kind === 'scalar') return permissions.text === 'write-all';
  return entriesOf(permissions).some(({ key, value }) => key !== 'id-token' && textOf(value) === 'write');
}

/** True when the condition lets in only people with rights here, or only the own repository. */
export function isGated(...conditions: (YamlScalar | undefined)[]): boolean {
  return conditions.some((condition) => {
    const text = condition?.text ?? '';
    return (
      /author_association/.test(text) ||
      /head\.repo\.(?:full_name|fork|id|owner\.login)|head_repository\.(?:full_name|owner)|head\.user\.login/.test(
        text,
      ) ||
      /github\.event\.(?:label\.name|labels)|labels\.\*\.name/.test(text) ||
      /github\.event\.(?:comment\.user|sender|issue\.user|pull_request\.user)\.login\s*==/.test(text) ||
      /github\.(?:actor|triggering_actor)\s*==/.test(text)
    );
  });
}

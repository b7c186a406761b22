// What kustomizations and charts are put together from: parts of elsewhere, images by tag, and patches over what a base says.
import { entryOf, getIn, itemsOf, readYaml, textOf, type YamlNode } from '../../text/yaml-tree.ts';
import { quoted } from '../quoted.ts';
import type { Verdict } from '../verdict.ts';
import { isManifest, kubernetesVerdicts } from './kubernetes.ts';
import { clusterPieceVerdicts } from './yaml-pieces.ts';

/** Whether a file is a kustomization, by its name or what it says of itself. */
export function isKustomization(path: string, body: string): boolean {
  return (
    /(?:^|\/)kustomization\.ya?ml$|(?:^|\/)Kustomization$/.test(path) ||
    /^apiVersion:[ \t]{0,9}["']?kustomize\.config\.k8s\.io\//m.test(body)
  );
}

/** Whether a file names the charts that a chart is made of. */
export const isChart = (path: string): boolean => /(?:^|\/)(?:Chart|requirements)\.ya?ml$/.test(path);

const branch = /^(?:main|master|develop|dev|trunk|latest|HEAD|next|refs\/heads\/\S{1,200})$/;
const rawBranch =
  /^https:\/\/(?:raw\.githubusercontent\.com\/[\w.-]{1,100}\/[\w.-]{1,100}\/|[\w.-]{1,100}\/[\w./-]{1,200}\/-?\/?raw\/)((?:refs\/heads\/)?[\w.-]{1,100})\//;

/** What a kustomization adds to its base. */
export function* kustomizationVerdicts(root: YamlNode, body: string): Generator<Verdict> {
  for (const image of itemsOf(getIn(root, 'images'))) {
    const tag = getIn(image, 'newTag');
    if (tag && textOf(tag) === 'latest' && !entryOf(image, 'digest'))
      yield {
        rule: 'unpinned-image',
        start: tag.start,
        end: tag.end,
        message: `\`latest\` of ${quoted(textOf(getIn(image, 'name')) ?? 'this image')} is another image from one day to the next.`,
        remedy: 'Name a version (`newTag: 1.2.3`) or its `digest: sha256:…`.',
      };
  }
  for (const key of ['resources', 'bases', 'components', 'crds'])
    for (const item of itemsOf(getIn(root, key))) yield* part(item);
  for (const chart of itemsOf(getIn(root, 'helmCharts'))) yield* chartFrom(chart, 'repo');
  for (const key of ['patches', 'patchesJson6902'])
    for (const item of itemsOf(getIn(root, key))) yield* writtenPatch(getIn(item, 'patch'), body);
  for (const item of itemsOf(getIn(root, 'patchesStrategicMerge'))) yield* writtenPatch(item, body);
}

/** A part that is fetched, and what of it can be exchanged. */
function* part(item: YamlNode): Generator<Verdict> {
  const address = textOf(item) ?? '';
  const said = { rule: 'unpinned-module', start: item.start, end: item.end };
  const remedy = 'Name a tag or best a commit: `?ref=<40-digit commit>`, or keep a copy of the file here.';
  if (/^http:\/\/(?!localhost\b|127\.)/.test(address)) yield plain(item);
  else if (
    /^(?:git::|git@|ssh:\/\/git@|(?:https:\/\/)?(?:github|gitlab|bitbucket)\.(?:com|org)[/:])/.test(
      address,
    ) &&
    !/\/(?:releases\/download|raw|-\/raw|archive)\//.test(address)
  ) {
    const ref = /[?&](?:ref|version)=([^&\s]{1,200})/.exec(address)?.[1];
    if (ref === undefined)
      yield {
        ...said,
        message: 'The cluster gets whatever stands on the default branch of that repository.',
        remedy,
      };
    else if (branch.test(ref))
      yield { ...said, message: `The cluster gets whatever stands on the branch ${quoted(ref)}.`, remedy };
  } else {
    const ref = rawBranch.exec(address)?.[1] ?? '';
    if (branch.test(ref))
      yield { ...said, message: `The cluster gets whatever stands on the branch ${quoted(ref)}.`, remedy };
  }
}

/** The charts that a chart asks for. */
export function* chartVerdicts(root: YamlNode): Generator<Verdict> {
  for (const item of itemsOf(getIn(root, 'dependencies'))) yield* chartFrom(item, 'repository');
}

function* chartFrom(chart: YamlNode, key: string): Generator<Verdict> {
  const repository = getIn(chart, key);
  if (repository && /^http:\/\/(?!localhost\b|127\.)/.test(textOf(repository) ?? '')) yield plain(repository);
  const version = getIn(chart, 'version');
  if (version && /^(?:\*|x|latest|>=?\s{0,3}[\d.]{1,20}(?:-0)?)$/.test(textOf(version)?.trim() ?? ''))
    yield {
      rule: 'unpinned-module',
      start: version.start,
      end: version.end,
      message: `${quoted(textOf(version) ?? '')} takes whatever version was published last.`,
      remedy: 'Name a version (`version: 1.2.3`), and check in `Chart.lock`.',
    };
}

function plain({ start, end }: YamlNode): Verdict {
  return {
    rule: 'download-without-verification',
    start,
    end,
    message: 'What the cluster runs comes over a line that anyone on the way can change.',
    remedy: 'Use the `https:` or `oci:` address.',
  };
}

/** Patches as text within the kustomization: a manifest in part, or a list of operations. */
function* writtenPatch(patch: YamlNode | undefined, body: string): Generator<Verdict> {
  if (patch?.kind !== 'scalar' || !patch.block) return;
  const read = readYaml(body.slice(patch.start, patch.end));
  if ('reason' in read) return;
  for (const root of read.documents)
    for (const { message, rule, severity, confidence, start, end } of isManifest(root)
      ? kubernetesVerdicts(root)
      : operationVerdicts(root))
      yield {
        rule,
        message,
        ...(severity && { severity }),
        ...(confidence && { confidence }),
        start: patch.start + start,
        end: patch.start + end,
      };
}

/** Whether a document is a list of operations on manifests. */
export function isOperations(root: YamlNode): boolean {
  return (
    itemsOf(root).length > 0 &&
    itemsOf(root).every(
      (item) =>
        /^(?:add|replace|remove|test|move|copy)$/.test(textOf(getIn(item, 'op')) ?? '') &&
        /^\/(?:spec|metadata|data|rules|subjects|roleRef)\b/.test(textOf(getIn(item, 'path')) ?? ''),
    )
  );
}

/** What operations on manifests open, each read as the setting that it writes. */
export function* operationVerdicts(root: YamlNode): Generator<Verdict> {
  if (!isOperations(root)) return;
  for (const item of itemsOf(root)) {
    const path = entryOf(item, 'path');
    const value = getIn(item, 'value');
    if (!path || !value || !/^(?:add|replace)$/.test(textOf(getIn(item, 'op')) ?? '')) continue;
    const keys = (textOf(path.value) ?? '')
      .slice(1)
      .split('/', 30)
      .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
    for (const verdict of clusterPieceVerdicts(settingAt(keys, value), ''))
      yield verdict.start < value.start || verdict.end > value.end
        ? { ...verdict, start: value.start, end: value.end }
        : verdict;
  }
}

/** The value as it stands in the manifest after the operation; a number or `-` is a place in a list. */
function settingAt(keys: readonly string[], value: YamlNode): YamlNode {
  const { start, end } = value;
  let node = value;
  for (const key of keys.toReversed())
    node = /^(?:\d{1,4}|-)$/.test(key)
      ? { kind: 'list', start, end, items: [node] }
      : { kind: 'map', start, end, entries: [{ key, keyStart: start, keyEnd: start, value: node }] };
  return node;
}

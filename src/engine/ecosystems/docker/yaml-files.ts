// Reads the images that compose files, clusters' manifests, pipelines, workflows and development containers run.
import type { Parsed } from '../../ecosystem.ts';
import { readJson } from '../../text/json-tree.ts';
import { entryOf, readYaml, type YamlNode, type YamlScalar } from '../../text/yaml-tree.ts';
import { lineIndex, readSafely, regionOf } from '../reading.ts';
import { imageDependency } from './names.ts';

/** What a path is read as, for the images that it names. */
export function kindOf(path: string): 'dockerfile' | 'yaml' | 'json' | undefined {
  if (/(?:^|\/)(?:node_modules|vendor|site-packages)\//.test(path)) return undefined;
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^(?:docker|container)file(?:$|[._-])|\.(?:docker|container)file$/i.test(name))
    return /\.(?:md|js|ts|py|go|rb|json|ya?ml|html|tmpl|dockerignore)$/i.test(name)
      ? undefined
      : 'dockerfile';
  if (/^\.?devcontainer\.json$/.test(name)) return 'json';
  if (!/\.ya?ml$/i.test(name)) return undefined;
  if (/^(?:docker-)?compose\b/i.test(name) || /(?:^|\.)gitlab-ci\.ya?ml$/.test(name)) return 'yaml';
  if (/(?:^|\/)\.(?:github|gitea|forgejo)\/workflows\/[^/]+$/.test(path) || /^action\.ya?ml$/.test(name))
    return 'yaml';
  return /(?:^|\/)(?:k8s|kubernetes|kube|manifests?|kustomize|overlays|deploy|deployments?|charts\/[^/]+\/templates)\//i.test(
    path,
  )
    ? 'yaml'
    : undefined;
}

/** The images of a YAML file; never throws. What is no YAML is said by the detectors that read it for its own sake. */
export function readImagesOfYaml(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    if (!/image|container|docker:/.test(body)) return;
    const read = readYaml(body);
    if ('documents' in read) for (const root of read.documents) addAll(path, body, root, into);
  });
}

/** The images of a devcontainer.json; never throws. */
export function readImagesOfJson(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    const read = readJson(body);
    if ('root' in read) addAll(path, body, read.root, into);
  });
}

function addAll(path: string, body: string, root: YamlNode, into: Required<Parsed>): void {
  const place = lineIndex(body);
  const seen = new Set<number>();
  for (const scalar of imagesIn(root, '', 0)) {
    if (seen.has(scalar.start)) continue;
    seen.add(scalar.start);
    const prefix = scalar.text.startsWith('docker://') ? 'docker://'.length : 0;
    const written = scalar.text.slice(prefix).trim();
    // `${TAG:-1.2}` of compose has a value of its own.
    const name = written.replace(/\$\{\w+:?-([^}]*)\}/g, '$1');
    const found = imageDependency(name, {
      path,
      ...regionOf(body, place, scalar.start + prefix, scalar.end),
    });
    if (found) into.dependencies.push(found);
  }
}

const maxDepth = 40;

function* imagesIn(node: YamlNode, key: string, depth: number): Generator<YamlScalar> {
  if (depth > maxDepth) return;
  if (node.kind === 'scalar') {
    const isImage =
      key === 'image' ||
      (key === 'container' && node.text !== '') ||
      (key === 'uses' && node.text.startsWith('docker://')) ||
      key === 'services[]';
    if (isImage && !node.block && node.text !== '') yield node;
    return;
  }
  if (node.kind === 'list') {
    // GitLab's services are a list of images.
    for (const item of node.items) yield* imagesIn(item, key === 'services' ? 'services[]' : '', depth + 1);
    return;
  }
  // What is built here is named after it, and is not fetched.
  const isBuilt = entryOf(node, 'build') !== undefined;
  for (const entry of node.entries) {
    if (entry.key === 'image' && isBuilt) continue;
    const inner = (key === 'image' || key === 'services[]') && entry.key === 'name' ? 'image' : entry.key;
    // Inputs of an action are whatever it takes them for.
    if (inner === 'with' || inner === 'inputs' || inner === 'env') continue;
    yield* imagesIn(entry.value, inner, depth + 1);
  }
}

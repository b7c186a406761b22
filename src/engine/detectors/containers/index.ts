// Finds what takes away the wall between a container and its host, or lets anyone exchange what is in it.
import type { Detection, Detector, DetectorInput } from '../../detector.ts';
import { languageOf } from '../../languages.ts';
import { readYaml } from '../../text/yaml-tree.ts';
import { type Piece, piecesIn, reportPiece, yamlPiece } from '../pieces.ts';
import { report } from '../verdict.ts';
import {
  chartVerdicts,
  isChart,
  isKustomization,
  isOperations,
  kustomizationVerdicts,
  operationVerdicts,
} from './assembled.ts';
import { clusterPieceVerdicts, composePieceVerdicts, showsCluster } from './yaml-pieces.ts';
import { composeVerdicts, isCompose } from './compose.ts';
import { dockerPieceVerdicts, dockerVerdicts } from './docker-rules.ts';
import { isValues, valuesVerdicts } from './helm-values.ts';
import { isManifest, kubernetesVerdicts } from './kubernetes.ts';

const maxChars = 500_000;

export const containers: Detector = {
  id: 'containers',
  comparable: true,
  *detectFile(file, input) {
    const { path, body } = file;
    for (const piece of piecesIn(file)) yield* inPiece(piece, input);
    if (file.class !== 'text' || body === undefined) return;
    if (body.length > maxChars) return;
    if (isDockerfile(path, body)) {
      yield* report(path, body, dockerVerdicts(body), input);
      return;
    }
    if (!isYaml.test(path)) return;
    const compose = /^services:/m.test(body);
    const manifest = /^[ \t]*(?:- )?apiVersion:/m.test(body) && /^[ \t]*(?:- )?kind:/m.test(body);
    const values = !manifest && isValues(path);
    const kustomization = isKustomization(path, body);
    const operations = /^[ \t]*(?:- )?op: (?:add|replace)\b/m.test(body) && /\bpath: ["']?\//.test(body);
    if (!compose && !manifest && !values && !kustomization && !operations && !isChart(path)) return;
    const plain = withoutTemplates(body);
    const read = readYaml(plain);
    if ('reason' in read) {
      yield { notChecked: { path, check: 'containers', reason: read.reason } };
      return;
    }
    for (const root of read.documents) {
      if (kustomization) yield* report(path, body, kustomizationVerdicts(root, plain), input);
      else if (isChart(path)) yield* report(path, body, chartVerdicts(root), input);
      else if (operations && isOperations(root)) yield* report(path, body, operationVerdicts(root), input);
      else if (isManifest(root)) yield* report(path, body, kubernetesVerdicts(root, plain), input);
      else if (values) yield* report(path, body, valuesVerdicts(root), input);
      else if (compose && isCompose(root)) yield* report(path, body, composeVerdicts(root, plain), input);
    }
  },
};

const isYaml = /\.ya?ml(?:\.tpl)?$/i;

function isDockerfile(path: string, body: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return (
    languageOf(path, body)?.id === 'dockerfile' ||
    (/(?:^|[._-])(?:docker|container)file(?:$|[._-])/i.test(name) &&
      !/\.(?:md|js|ts|py|go|rb|json|ya?ml|html|tmpl)$/i.test(name))
  );
}

/** The same of a hunk of a file, as far as its lines tell. */
function* inPiece(piece: Piece, input: DetectorInput): Generator<Detection> {
  if (isDockerfile(piece.path, piece.text)) yield* reportPiece(piece, dockerPieceVerdicts(piece.text), input);
  if (!isYaml.test(piece.path)) return;
  const read = yamlPiece({ ...piece, text: withoutTemplates(piece.text) });
  if (!read) return;
  for (const root of read.documents)
    if (isValues(piece.path)) yield* reportPiece(read.piece, valuesVerdicts(root), input);
    else if (isComposeName.test(piece.path))
      yield* reportPiece(read.piece, composePieceVerdicts(root, read.piece.text), input);
    else if (showsCluster(read.piece.text))
      yield* reportPiece(read.piece, clusterPieceVerdicts(root, read.piece.text), input);
}

const isComposeName = /(?:^|\/)(?:docker-)?compose(?:[._-][\w.-]{1,60})?\.ya?ml$/i;

/** Helm's templates become comments or words of the same length, so that the rest is YAML and places stay. */
function withoutTemplates(body: string): string {
  if (!body.includes('{{')) return body;
  return body
    .replace(
      /^([ \t]*)(\{\{.*\}\})([ \t]*\r?)$/gm,
      (_, space: string, inner: string, end: string) => `${space}#${inner.slice(1)}${end}`,
    )
    .replace(/\{\{.*?\}\}/g, (inner) => 'x'.repeat(inner.length));
}

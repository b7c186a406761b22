// Finds what takes away the wall between a container and its host, or lets anyone exchange what is in it.
import type { Detector } from '../../detector.ts';
import { languageOf } from '../../languages.ts';
import { readYaml } from '../../text/yaml-tree.ts';
import { report } from '../verdict.ts';
import { composeVerdicts, isCompose } from './compose.ts';
import { dockerVerdicts } from './docker-rules.ts';
import { isValues, valuesVerdicts } from './helm-values.ts';
import { isManifest, kubernetesVerdicts } from './kubernetes.ts';

const maxChars = 500_000;

export const containers: Detector = {
  id: 'containers',
  comparable: true,
  *detectFile(file, input) {
    const { path, body } = file;
    if (file.class !== 'text' || body === undefined) return;
    if (body.length > maxChars) return;
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (
      languageOf(path, body)?.id === 'dockerfile' ||
      (/(?:^|[._-])(?:docker|container)file(?:$|[._-])/i.test(name) &&
        !/\.(?:md|js|ts|py|go|rb|json|ya?ml|html|tmpl)$/i.test(name))
    ) {
      yield* report(path, body, dockerVerdicts(body), input);
      return;
    }
    if (!/\.ya?ml(?:\.tpl)?$/i.test(name)) return;
    const compose = /^services:/m.test(body);
    const manifest = /^\s*(?:- )?apiVersion:/m.test(body) && /^\s*(?:- )?kind:/m.test(body);
    const values = !manifest && isValues(path);
    if (!compose && !manifest && !values) return;
    const plain = withoutTemplates(body);
    const read = readYaml(plain);
    if ('reason' in read) {
      yield { notChecked: { path, check: 'containers', reason: read.reason } };
      return;
    }
    for (const root of read.documents) {
      if (isManifest(root)) yield* report(path, body, kubernetesVerdicts(root, plain), input);
      else if (values) yield* report(path, body, valuesVerdicts(root), input);
      else if (compose && isCompose(root)) yield* report(path, body, composeVerdicts(root, plain), input);
    }
  },
};

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

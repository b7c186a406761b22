// The detector of what policy says of AI tools: which may write what, what must be disclosed, and what agents may be given.
import type { Detection, Detector, DetectorInput, NotChecked } from '../../detector.ts';
import { type Breach, told } from './breach.ts';
import { dataBreaches } from './data.ts';
import { suppressions, undisclosed } from './disclosure.ts';
import { surfaceBreaches } from './surfaces.ts';
import { toolBreaches } from './tools.ts';
import { linesOf } from './use.ts';

export const aiPolicy: Detector = {
  id: 'ai-policy',
  *detectFile(file, input) {
    if (!input.aiPolicy) return;
    for (const breach of surfaceBreaches(file, input.aiPolicy)) yield* told(breach, input);
  },
  *detectChange(input) {
    const { aiPolicy: policy, origins = [], change, rules } = input;
    if (!policy) return;
    yield* each(toolBreaches(origins, policy, rules.aiTools ?? []), input);
    yield* each(dataBreaches(origins, policy, rules.aiTools ?? []), input);
    if (!policy.disclosure) return;
    yield* each(undisclosed(change, origins, policy.disclosure), input);
    yield* suppressions(input, linesOf(origins.filter(({ origin }) => origin.grade === 'unknown')));
  },
};

function* each(found: Iterable<Breach | NotChecked>, input: DetectorInput): Generator<Detection> {
  for (const one of found) {
    if ('rule' in one) yield* told(one, input);
    else yield { notChecked: one };
  }
}

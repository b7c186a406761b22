// What the values of a Helm chart hand to its templates: the same settings as in a manifest, by their usual names.
import { entriesOf, itemsOf, textOf, type YamlNode } from '../../text/yaml-tree.ts';
import { quoted } from '../quoted.ts';
import type { Verdict } from '../verdict.ts';
import { context } from './security-context.ts';

/** Whether a file holds values of a chart. */
export function isValues(path: string): boolean {
  return /(?:^|\/)values(?:[._-][\w.-]+)?\.ya?ml$/.test(path);
}

/** What values open; low, since a template may leave them out. */
export function* valuesVerdicts(node: YamlNode, depth = 0): Generator<Verdict> {
  if (depth > 20) return;
  for (const item of itemsOf(node)) yield* valuesVerdicts(item, depth + 1);
  for (const { key, keyStart, value } of entriesOf(node)) {
    const text = textOf(value) ?? '';
    const span = { start: keyStart, end: value.end, severity: 'low' as const };
    if (/securityContext$/i.test(key))
      for (const verdict of context(value)) {
        // Charts leave the file system open so that any image starts.
        const isHabit = verdict.message.startsWith('Programs of the container can be replaced');
        if (!isHabit) yield { ...verdict, severity: verdict.severity === 'low' ? 'low' : step(verdict) };
      }
    else if (/^host(?:Network|PID|IPC)$/.test(key) && text === 'true')
      yield {
        rule: 'host-namespace-shared',
        ...span,
        message: `${quoted(key)} takes away a wall between the pod and its node.`,
      };
    else if (key === 'tag' && text === 'latest')
      yield {
        rule: 'unpinned-image',
        ...span,
        message: '`latest` is another image from one day to the next.',
      };
    else if (
      /^(?:insecureSkipVerify|insecureSkipTLSVerify|tlsSkipVerify|skipTLSVerify)$/i.test(key) &&
      text === 'true'
    )
      yield {
        rule: 'cluster-tls-unverified',
        ...span,
        message: 'Any certificate of the other side is accepted.',
      };
    else yield* valuesVerdicts(value, depth + 1);
  }
}

const step = ({ rule }: Verdict): 'medium' | 'low' => (rule === 'privileged-container' ? 'medium' : 'low');

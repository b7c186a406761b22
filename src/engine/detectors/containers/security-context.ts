// What a security context opens.
import { type YamlNode, entryOf, getIn, itemsOf, textOf } from '../../text/yaml-tree.ts';
import type { Verdict } from '../verdict.ts';
import { capability, dangerousCapability } from './compose.ts';

/** What a security context opens. */
export function* context(node: YamlNode | undefined): Generator<Verdict> {
  if (!node) return;
  yield* flag(
    node,
    'privileged',
    'true',
    'privileged-container',
    'The container may do what root on the node may.',
  );
  yield* flag(
    node,
    'allowPrivilegeEscalation',
    'true',
    'privilege-escalation-allowed',
    'Programs of this container may gain rights that it was not started with.',
  );
  yield* flag(
    node,
    'runAsNonRoot',
    'false',
    'container-runs-as-root',
    'This allows the container to run as root.',
    { severity: 'medium' },
  );
  yield* flag(node, 'runAsUser', '0', 'container-runs-as-root', 'The container runs as root.', {
    severity: 'medium',
  });
  yield* flag(node, 'runAsGroup', '0', 'container-runs-as-root', 'The container runs in the group of root.', {
    severity: 'low',
  });
  yield* flag(
    getIn(node, 'windowsOptions'),
    'hostProcess',
    'true',
    'privileged-container',
    'The container runs as a process of its node.',
  );
  yield* flag(
    node,
    'procMount',
    'Unmasked',
    'container-confinement-off',
    'The container sees all of `/proc`.',
  );
  yield* flag(
    node,
    'readOnlyRootFilesystem',
    'false',
    'container-confinement-off',
    'Programs of the container can be replaced while it runs.',
    { severity: 'low' },
  );
  for (const key of ['seccompProfile', 'appArmorProfile'])
    for (const word of ['Unconfined', 'unconfined'])
      yield* flag(
        getIn(node, key),
        'type',
        word,
        'container-confinement-off',
        'No filter of system calls stands between the container and the node.',
      );
  for (const item of itemsOf(getIn(node, 'capabilities', 'add')))
    if (dangerousCapability.test(textOf(item) ?? '')) yield capability(item);
}

/** A key with a value that opens something. */
export function* flag(
  node: YamlNode | undefined,
  key: string,
  value: string,
  rule: string,
  message: string,
  more: Partial<Verdict> = {},
): Generator<Verdict> {
  const entry = entryOf(node, key);
  if (entry && textOf(entry.value) === value)
    yield {
      rule,
      start: entry.keyStart,
      end: entry.value.end,
      message,
      ...switched(value, entry.value),
      ...more,
    };
}

/** What a flag is to be instead, where that is one word and takes nothing else. */
const instead: Readonly<Record<string, string>> = {
  true: 'false',
  false: 'true',
  Unmasked: 'Default',
  Unconfined: 'RuntimeDefault',
};

function switched(value: string, { start, end }: YamlNode): Pick<Verdict, 'edits'> {
  const text = instead[value];
  return text === undefined ? {} : { edits: [{ start, end, text }] };
}

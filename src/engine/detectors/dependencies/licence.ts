// Reports licences that policy does not let in.
import parse from 'spdx-expression-parse';
import satisfies from 'spdx-satisfies';
import type { DependencyPolicy } from '../../policy/dependency-policy.ts';
import { hasLicencePolicy } from './licence-policy.ts';
import type { Report } from './report.ts';
import { isPublished, type Subject } from './subject.ts';

/** Longer expressions take exponential time when they are multiplied out. */
const maxExpression = 500;
const maxAlternatives = 6;

/** A report for a licence that policy denies or does not allow; a text where the licence cannot be read. */
export function* judgeLicence(
  { dependency, record, direct }: Subject,
  policy: DependencyPolicy,
): Generator<Report | { notChecked: string }> {
  if (!hasLicencePolicy(policy) || !isPublished(record)) return;
  const written = record.value.license?.trim();
  if (written === undefined || written === '') {
    yield { notChecked: 'the registry names no licence' };
    return;
  }
  const verdict = verdictOf(written, policy.licences);
  if (verdict === undefined) {
    yield { notChecked: `its licence \`${written.slice(0, 60)}\` is no SPDX expression` };
    return;
  }
  if (verdict === 'allowed') return;
  yield {
    rule: 'licence-not-allowed',
    dependency,
    ...(direct ? { at: direct } : {}),
    message: `\`${dependency.name}\` is licensed as \`${written.slice(0, 100)}\`, which policy ${verdict === 'denied' ? 'denies' : 'does not allow'}.`,
    remedy: `Replace \`${dependency.writtenName}\` with a package under another licence, or have this one allowed in the policy of the target branch.`,
  };
}

/** What policy says of an SPDX expression: of alternatives one that is allowed is enough. Undefined when it is none. */
export function verdictOf(
  expression: string,
  { allow, deny }: DependencyPolicy['licences'],
): 'allowed' | 'denied' | 'not allowed' | undefined {
  if (
    expression.length > maxExpression ||
    (expression.match(/\bAND\b|\bOR\b/g)?.length ?? 0) > maxAlternatives
  )
    return undefined;
  let alternatives: string[][];
  try {
    alternatives = alternativesOf(parse(expression));
  } catch {
    return undefined;
  }
  const free = alternatives.filter(
    (parts) => !parts.some((part) => deny.some((denied) => meets(part, [denied]))),
  );
  if (free.length === 0) return 'denied';
  if (allow === undefined) return 'allowed';
  return free.some((parts) => parts.every((part) => meets(part, allow))) ? 'allowed' : 'not allowed';
}

type Node = ReturnType<typeof parse>;

/** Each way to choose among the ORs, as the licences that then apply. */
function alternativesOf(node: Node): string[][] {
  if ('license' in node)
    return [[`${node.license}${node.plus ? '+' : ''}${node.exception ? ` WITH ${node.exception}` : ''}`]];
  const [left, right] = [alternativesOf(node.left), alternativesOf(node.right)];
  return node.conjunction === 'or'
    ? [...left, ...right]
    : left.flatMap((one) => right.map((other) => [...one, ...other]));
}

function meets(part: string, list: readonly string[]): boolean {
  if (list.includes(part)) return true;
  // What policy writes may be a word of its own, such as `Proprietary`.
  return list.some((each) => {
    try {
      return satisfies(part, [each]);
    } catch {
      return false;
    }
  });
}

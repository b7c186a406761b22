// The policy of the made-up company: a preset and a rule of the organisation, a threshold of the repository.
import { configSchema, policyOf } from '../../src/engine/policy/config.ts';
import { joinLayers } from '../../src/engine/policy/layers.ts';
import { keptPolicy } from '../../src/engine/policy/values.ts';
import type { JudgedFinding, Review } from '../../src/engine/review.ts';

/** The rule that the organisation takes to be milder than it is. */
export const milderRule = 'weak-hash';

const organisation = configSchema.parse({
  version: 1,
  preset: 'standard',
  rules: { [milderRule]: 'medium', 'xml-external-entities': 'critical' },
  waivers: { max_days: 150 },
  locked: ['waivers.max_days'],
});
const repository = configSchema.parse({
  version: 1,
  fail_on: 'high',
  paths: { ignore: ['docs/**'] },
  overrides: [{ paths: ['legacy/**'], fail_on: 'critical' }],
});

/** What a review keeps of it. */
export function housePolicy(base: string, findings: readonly JudgedFinding[]): Review['policy'] {
  const source = `.langguard.yml at ${base.slice(0, 7)}`;
  const { config, sources } = joinLayers([
    { config: organisation, source: 'acme/.github', layer: 'organisation' },
    { config: repository, source, layer: 'repository' },
  ]);
  const policy = policyOf(config, source, 'base', sources);
  return {
    mode: policy.mode,
    failOn: policy.failOn,
    source: `${source} over acme/.github`,
    waivers: policy.waiverRules,
    ...keptPolicy(policy, findings),
    problems: [],
  };
}

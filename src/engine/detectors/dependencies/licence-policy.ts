// Whether the policy asks for the licences of what comes in.
import type { DependencyPolicy } from '../../policy/dependency-policy.ts';

/** Whether policy speaks of licences at all. */
export function hasLicencePolicy({ licences }: DependencyPolicy): boolean {
  return licences.allow !== undefined || licences.deny.length > 0;
}

// What a detector is: a folder that yields findings where data alone cannot say it.
import type { Change, ChangedFile } from './change.ts';
import type { FactRequest, Facts } from './facts.ts';
import type { Finding } from './finding.ts';
import type { AiPolicy } from './policy/ai-policy.ts';
import type { DependencyPolicy } from './policy/dependency-policy.ts';
import type { OriginRange } from './provenance/attribute.ts';
import type { RuleSet } from './rule.ts';
import type { Syntax } from './syntax/parse.ts';

/** All that a detector may look at. */
export interface DetectorInput {
  change: Change;
  facts: Facts;
  rules: RuleSet;
  syntax: Syntax;
  /** Digests a secret under the installation's key. */
  digest(secret: string): string;
  /** What policy says of dependencies, the only part that a detector needs: it names packages. */
  dependencyPolicy?: DependencyPolicy;
  /** What policy says of AI tools: it names tools and what they may touch. */
  aiPolicy?: AiPolicy;
  /** Who wrote the added lines; absent while facts are still gathered. */
  origins?: readonly OriginRange[];
  /** The day of the review, ISO 8601, given from outside so that a review can be replayed. */
  today: string;
}

/** What a detector could not judge, shown in coverage. */
export interface NotChecked {
  path?: string;
  check: string;
  reason: string;
  /** True when only who wrote the lines is not known: it says nothing of their risk and holds nothing up. */
  isOrigin?: true;
}

/** A finding, or something that could not be checked. */
export type Detection = { finding: Finding } | { notChecked: NotChecked };

/** A dependency that somebody chose, and what is known of it: for counting, whatever policy says of it. */
export interface SuggestedDependency {
  /** Names package and version among those of the change. */
  name: string;
  path: string;
  line: number;
  /** Its version has known advisories, malicious ones among them. */
  isVulnerable: boolean;
  /** No such package, or no such version, was published. */
  isInvented: boolean;
  /** Its name resembles a well-known one. */
  isLookalike: boolean;
  /** False where somebody who was to be asked whether it exists or has advisories did not answer. */
  isAnswered: boolean;
}

/** One detector; folder name = id. Pure: the same input yields the same detections. */
export interface Detector {
  id: string;
  /** True when `detectFile` looks at nothing but the file, so that it can be asked about the text before the change. */
  comparable?: true;
  /** Every secret value that stands in the change; `review` masks them in all that it says. */
  collectSecrets?(change: Change, input: DetectorInput): Iterable<string>;
  /** The facts still missing; asked again after each round of answers until it returns none. */
  needs?(input: DetectorInput): FactRequest[];
  /** Called once for each file that was read. */
  detectFile?(file: ChangedFile, input: DetectorInput): Iterable<Detection>;
  /** Called once for the whole change. */
  detectChange?(input: DetectorInput): Iterable<Detection>;
  /** The dependencies that the change brings, for counting by who wrote them. */
  suggests?(input: DetectorInput): Iterable<SuggestedDependency>;
}

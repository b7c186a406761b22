// Finds new entries in the lists of what scanners pass over.
import type { ChangeLines } from './change-lines.ts';
import { quote, type Weakness } from './weakness.ts';

/** Files that list what scanners pass over, one entry a line. */
const ignoreFile =
  /(?:^|\/)(?:\.semgrepignore|\.gitleaksignore|\.trivyignore(?:\.yaml)?|\.secretsignore|\.trufflehogignore|\.checkov\.ya?ml|osv-scanner\.toml|\.snyk|brakeman\.ignore|\.bandit|\.nsprc|\.auditignore|audit-ci\.jsonc?|dependency-check-suppression\.xml|\.grype\.yaml|\.tfsec\/config\.ya?ml)$/;

/** One finding for each list that grew; entries that only moved within it do not count. */
export function* ignoreLists({ files }: ChangeLines): Generator<Weakness> {
  for (const { file, added, removed } of files) {
    if (!ignoreFile.test(file.path)) continue;
    const before = new Set(removed.map(({ text }) => text.trim()));
    const entries = added.filter(
      ({ text }) => /\w/.test(text) && !/^\s*(?:#|\/\/)/.test(text) && !before.has(text.trim()),
    );
    const [first] = entries;
    if (!first) continue;
    const many = entries.length > 1;
    yield {
      rule: 'scanner-ignore-list-grown',
      path: file.path,
      line: first.number,
      message: `${many ? `${entries.length} new entries` : 'A new entry'} in this list, ${quote(first.text)} the first, ${many ? 'take' : 'takes'} findings out of a scanner's sight.`,
    };
  }
}

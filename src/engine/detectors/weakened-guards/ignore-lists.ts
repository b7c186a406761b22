// Finds new entries in the lists of what scanners pass over.
import type { ChangedFile, Line } from '../../change.ts';
import type { ChangeLines } from './change-lines.ts';
import { quote, type Weakness } from './weakness.ts';

/** Files that list what scanners pass over, one entry a line. */
const ignoreFile =
  /(?:^|\/)(?:\.semgrepignore|\.gitleaksignore|\.trivyignore(?:\.yaml)?|\.secretsignore|\.trufflehogignore|\.checkov\.ya?ml|osv-scanner\.toml|\.snyk|brakeman\.ignore|\.bandit|\.nsprc|\.auditignore|audit-ci\.jsonc?|dependency-check-suppression\.xml|\.grype\.yaml|\.tfsec\/config\.ya?ml)$/;

/** One finding for each list that grew; entries that only moved within it do not count. */
export function* ignoreLists({ files }: ChangeLines): Generator<Weakness> {
  for (const { file, added, removed } of files) {
    yield* rulesOff(file.path, added, removed);
    yield* bared(file, removed);
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

const linterPath =
  /(?:^|\/)(?:\.eslintrc(?:\.\w+)?|eslint\.config\.\w+|\.oxlintrc\.json|biome\.jsonc?|\.stylelintrc(?:\.\w+)?|\.golangci\.ya?ml|\.rubocop\.yml|sonar-project\.properties|package\.json)$/;
const securityRule =
  /["']?((?:@?[\w-]+\/)?(?:security\/[\w-]+|detect-[\w-]+|no-(?:eval|implied-eval|new-func|script-url|unsanitized[\w/-]*|danger[\w-]*|secrets?)|noDangerouslySetInnerHtml\w*|noGlobalEval))["']?\s*:\s*\[?\s*["']?(\w+)/;
const isOff = /^(?:off|0|false)$/i;

/** A rule of a linter that looks for holes, on before and off now; and updates that nobody is told of any more. */
function* rulesOff(path: string, added: readonly Line[], removed: readonly Line[]): Generator<Weakness> {
  if (linterPath.test(path))
    for (const { number, text } of added) {
      const [, name, now = ''] = securityRule.exec(text) ?? [];
      const was = removed.map((line) => securityRule.exec(line.text)).find((each) => each?.[1] === name)?.[2];
      if (name !== undefined && isOff.test(now) && was !== undefined && !isOff.test(was))
        yield {
          rule: 'scanner-ignore-list-grown',
          path,
          line: number,
          message: `The rule ${quote(name)} looked for holes and is off now.`,
        };
    }
  if (!/(?:^|\/)\.github\/dependabot\.ya?ml$/.test(path)) return;
  const all = added.find(({ text }) => /^\s*-?\s*dependency-name:\s*["']?\*["']?\s*$/.test(text));
  if (all && !removed.some(({ text }) => text.trim() === all.text.trim()))
    yield {
      rule: 'scanner-ignore-list-grown',
      path,
      line: all.number,
      message: 'No dependency of this list gets an update proposed any more, not even for its security.',
    };
}

const keptOut = /(?:^|\/)\.(?:git|docker|npm|gcloud|vercel|helm|slug)ignore$/;
const secretFile =
  /^\/?(?:\*\*\/)?(?:[\w.*-]+\/)*(?:\.env(?:[.*][\w.*-]*)?|\*\.(?:pem|key|p12|pfx|jks|keystore|tfstate|tfvars|kubeconfig)(?:\.\*)?|\.?secrets?(?:\.\w+)?|id_(?:rsa|ed25519)\*?|credentials(?:\.\w+)?|service-?account[\w.*-]*\.json|\.netrc|\.npmrc|\.aws)\/?$/i;

/** Secret files that a list no longer keeps out of commits, images or packages. */
function* bared({ path, body }: ChangedFile, removed: readonly Line[]): Generator<Weakness> {
  if (!keptOut.test(path)) return;
  const still = new Set((body ?? '').split('\n').map((line) => line.trim()));
  // `.env*` keeps out what `.env` did.
  const isKept = (entry: string): boolean =>
    [...still].some(
      (line) =>
        line === entry ||
        (line.endsWith('*') &&
          !line.startsWith('!') &&
          entry.startsWith(line.slice(0, -1)) &&
          line.length > 1),
    );
  const lost = removed.filter(({ text }) => secretFile.test(text.trim()) && !isKept(text.trim()));
  const [first] = lost;
  if (first)
    yield {
      rule: 'secrets-no-longer-ignored',
      path,
      line: first.number,
      removed: true,
      message: `${lost.length === 1 ? 'The entry' : `${lost.length} entries, the first`} ${quote(first.text)}${lost.length === 1 ? '' : ','} kept secrets out of what is published and ${lost.length === 1 ? 'is' : 'are'} gone.`,
    };
}

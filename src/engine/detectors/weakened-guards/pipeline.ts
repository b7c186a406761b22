// Finds checks of the pipeline that a change takes away or lets fail: scanners, lockfiles, coverage, owners, updates.
import type { ChangeLines, FileLines } from './change-lines.ts';
import { quote, type Weakness } from './weakness.ts';

const scanner =
  /codeql|semgrep|\bsnyk\b|trivy|gitleaks|trufflehog|\bbandit\b|gosec|govulncheck|osv-scanner|dependency-review|zizmor|checkov|tfsec|\bgrype\b|brakeman|bundler-audit|cargo[ -](?:audit|deny)|pip-audit|\bsafety (?:check|scan)\b|npm audit|yarn (?:npm )?audit|pnpm audit|detect-secrets|langguard|ossf\/scorecard|sonarqube|sonarcloud|kics|hadolint|psalm --taint|find-?sec-?bugs|dependency-check|retire\b/i;
const pipelinePath =
  /(?:^|\/)(?:\.github\/(?:workflows|actions)\/.+\.ya?ml|\.gitlab-ci\.ya?ml|\.circleci\/config\.yml|azure-pipelines\.ya?ml|bitbucket-pipelines\.yml|Jenkinsfile|\.pre-commit-config\.yaml|\.travis\.yml|Makefile|package\.json|tox\.ini|noxfile\.py|lefthook\.ya?ml|justfile|Taskfile\.ya?ml)$|(?:^|\/)(?:\.husky|\.githooks)\/[^/]+$/;
const ownersPath = /(?:^|\/)CODEOWNERS$/;
const updatesPath = /(?:^|\/)(?:\.github\/dependabot\.ya?ml|renovate\.json5?|\.renovaterc(?:\.json)?)$/;

/** What the change takes from the pipeline. */
export function* weakenedPipeline(lines: ChangeLines): Generator<Weakness> {
  for (const each of lines.files) {
    if (pipelinePath.test(each.file.path)) {
      yield* scanners(each, lines);
      yield* tolerated(each);
      yield* lockfiles(each);
      yield* switchedOff(each, lines);
    }
    if (ownersPath.test(each.file.path)) yield* owners(each);
    if (
      updatesPath.test(each.file.path) &&
      each.file.status === 'removed' &&
      !lines.files.some(({ file }) => updatesPath.test(file.path) && file.status !== 'removed')
    )
      yield {
        rule: 'pipeline-check-removed',
        path: each.file.path,
        line: 1,
        removed: true,
        severity: 'low',
        message: 'Nothing proposes updates of dependencies any more.',
      };
    yield* thresholds(each);
  }
}

/** A scanner that stands nowhere in the change's files any more. */
function* scanners({ file, removed }: FileLines, { files }: ChangeLines): Generator<Weakness> {
  const seen = new Set<string>();
  for (const { number, text } of removed) {
    if (/^\s*(?:#|\/\/)/.test(text)) continue;
    const name = scanner.exec(text)?.[0].toLowerCase();
    if (name === undefined || seen.has(name)) continue;
    seen.add(name);
    const isKept = files.some(
      (each) => pipelinePath.test(each.file.path) && activeText(each.file.body).includes(name),
    );
    // Replaced by another one of the kind is a choice.
    const isReplaced = files.some((each) =>
      each.added.some((line) => scanner.test(line.text) && !/^\s*(?:#|\/\/)/.test(line.text)),
    );
    if (isKept || isReplaced) continue;
    yield {
      rule: 'pipeline-check-removed',
      path: file.path,
      line: number,
      removed: true,
      message: `${quote(text)} is gone, and nothing in the changed pipeline runs \`${name}\` any more.`,
    };
  }
}

const runsTests =
  /\b(?:npm (?:run )?(?:t|test|lint|typecheck)\b|(?:yarn|pnpm|bun)(?: run)? (?:test|lint|typecheck)\b|pytest|go (?:test|vet)|cargo (?:test|clippy)|mvn\b[^\n]*\b(?:verify|test)|gradlew?\b[^\n]*\b(?:test|check)|rspec|phpunit|dotnet test|tox|nox|make (?:test|check|lint)|vitest|jest|ctest|mypy|eslint|ruff check)/;

/** Tests that no longer run: their step is gone, their job never starts, or their script does nothing. */
function* switchedOff({ file, added, removed }: FileLines, { files }: ChangeLines): Generator<Weakness> {
  const { path, body } = file;
  const active = activeText(body);
  const isChecking = runsTests.test(active) || scanner.test(active);
  const gone = removed.find(({ text }) => /\brun\b|^\s*-\s/.test(text) && runsTests.test(text));
  if (gone && /\.ya?ml$/.test(path)) {
    const runsSome = files.some(
      (each) => pipelinePath.test(each.file.path) && runsTests.test(activeText(each.file.body)),
    );
    if (!runsSome)
      yield {
        rule: 'pipeline-check-removed',
        path,
        line: gone.number,
        removed: true,
        severity: 'low',
        message: `${quote(gone.text)} is gone, and nothing else in the changed pipeline runs tests.`,
      };
  }
  const never = added.find(({ text }) => /^\s*-?\s*if:\s*(?:false|\$\{\{\s*false\s*\}\})\s*$/.test(text));
  if (never && isChecking && file.status !== 'added')
    yield {
      rule: 'pipeline-check-tolerated',
      path,
      line: never.number,
      severity: 'low',
      message: `${quote(never.text)} keeps this from ever running.`,
    };
  const trigger = removed.find(({ text }) => /^\s*-?\s*(?:on\s*:.*)?\bpull_request\b/.test(text));
  if (trigger && path.includes('.github/workflows/') && body !== undefined && isChecking)
    if (!/\b(?:pull_request|pull_request_target|merge_group|workflow_call)\b/.test(active))
      yield {
        rule: 'pipeline-check-removed',
        path,
        line: trigger.number,
        removed: true,
        severity: 'low',
        message: 'These checks no longer run on pull requests.',
      };
  if (!path.endsWith('package.json')) return;
  const script = /^\s*"((?:test|lint|check|audit|typecheck)[\w:-]*)"\s*:\s*"([^"]*)"/;
  for (const { number, text } of added) {
    const [, name, command = ''] = script.exec(text) ?? [];
    if (name === undefined || !/^(?:echo\b[^&|;]*|true|:|exit 0|)(?:\s*&&\s*exit 0)?$/.test(command.trim()))
      continue;
    const old = removed.map((line) => script.exec(line.text)).find((each) => each?.[1] === name)?.[2];
    if (old !== undefined && !/^(?:echo|true|exit)\b/.test(old))
      yield {
        rule: 'pipeline-check-removed',
        path,
        line: number,
        message: `The script \`${name}\` ran ${quote(old)} and does nothing now.`,
      };
  }
}

function activeText(body: string | undefined): string {
  return (body ?? '').replace(/^\s*(?:#|\/\/)[^\n]*$/gm, '').toLowerCase();
}

/** A step of a scanner or of the tests that may now fail unseen. */
function* tolerated({ file, added, removed }: FileLines): Generator<Weakness> {
  const before = new Set(removed.map(({ text }) => text.trim()));
  const body = file.body?.split('\n') ?? [];
  for (const { number, text } of added) {
    if (before.has(text.trim())) continue;
    const isFlag = /^\s*-?\s*continue-on-error:\s*true\b|^\s*allow_failure:\s*true\b/.test(text);
    const command = /^(.*?)\s*\|\|\s*(?:true|:|exit 0|echo\b)/.exec(text)?.[1];
    const about = isFlag ? stepAround(body, number) : (command ?? '');
    const isNew = !removed.some((line) => similar(line.text, command ?? text));
    if (!isFlag && (command === undefined || isNew)) continue;
    if (isFlag && file.status === 'added') continue;
    if (
      !scanner.test(about) &&
      !/\b(?:test|jest|vitest|pytest|go test|cargo test|rspec|mvn verify|lint|typecheck|tsc)\b/.test(about)
    )
      continue;
    yield {
      rule: 'pipeline-check-tolerated',
      path: file.path,
      line: number,
      ...(scanner.test(about) ? {} : { severity: 'low' as const }),
      message: `${quote(text)} lets ${scanner.test(about) ? 'a security check' : 'a check'} fail without anybody being told.`,
    };
  }
}

/** The lines of the list entry that a line belongs to. */
function stepAround(body: readonly string[], number: number): string {
  let first = number - 1;
  while (first > 0 && number - first < 20 && !/^\s*-\s/.test(body[first] ?? '')) first--;
  let last = number;
  while (last < body.length && last - number < 20 && !/^\s*-\s/.test(body[last] ?? '')) last++;
  return body.slice(first, last).join('\n');
}

function similar(before: string, now: string): boolean {
  const trimmed = now.trim();
  return trimmed.length > 5 && before.includes(trimmed.slice(0, 40));
}

const strict: readonly (readonly [string, RegExp, RegExp])[] = [
  [
    '`npm ci` installs what the lockfile says; `npm install` may install anything newer',
    /\bnpm ci\b/,
    /\bnpm (?:i|install)\b(?! -g)/,
  ],
  [
    'the lockfile may now be changed by the install',
    /--frozen-lockfile\b|--immutable\b|--locked\b|--frozen\b/,
    /\b(?:pnpm|yarn|bun|uv|cargo|pip|poetry)\b/,
  ],
  ["packages' install scripts run again", /--ignore-scripts\b/, /\b(?:npm|pnpm|yarn|bun)\b/],
  ['the digests of packages are no longer checked', /--require-hashes\b/, /\bpip3?\b/],
];

function* lockfiles({ file, added, removed }: FileLines): Generator<Weakness> {
  for (const { number, text } of removed)
    for (const [what, guard, command] of strict) {
      if (!guard.test(text) || added.some((line) => guard.test(line.text))) continue;
      const instead = added.find((line) => command.test(line.text) && !guard.test(line.text));
      if (!instead || guard.test(file.body ?? '')) continue;
      yield {
        rule: 'pipeline-check-removed',
        path: file.path,
        line: instead.number,
        severity: 'low',
        message: `${quote(text)} became ${quote(instead.text)} (line ${number} before): ${what}.`,
      };
    }
  for (const { number, text } of added)
    if (
      /\bgit (?:commit|push)\b[^\n]*--no-verify\b/.test(text) &&
      !removed.some((line) => line.text.includes('--no-verify'))
    )
      yield {
        rule: 'pipeline-check-removed',
        path: file.path,
        line: number,
        severity: 'low',
        message: `${quote(text)} goes past the hooks.`,
      };
}

function* owners({ file, removed, added }: FileLines): Generator<Weakness> {
  const entries = removed.filter(({ text }) => /^\s*[^#\s]\S*\s+\S/.test(text));
  const pathOf = (text: string): string => text.trim().split(/\s+/)[0] ?? '';
  const ownersOf = (text: string): string[] => text.replace(/#.*/, '').trim().split(/\s+/).slice(1);
  const kept = new Map(added.map(({ text }) => [pathOf(text), text.trim().split(/\s+/).length]));
  const lost = entries.filter(({ text }) => (kept.get(pathOf(text)) ?? 0) < 2);
  const [first] = lost;
  // The folder may have been renamed; whether the new path is where the files are now, nobody says.
  const before = new Set(removed.map(({ text }) => pathOf(text)));
  const isRenamed = lost.every(({ text }) =>
    added.some(
      (line) =>
        !before.has(pathOf(line.text)) &&
        ownersOf(text).every((owner) => ownersOf(line.text).includes(owner)),
    ),
  );
  if (first)
    yield {
      rule: 'owners-removed',
      ...(isRenamed && { severity: 'low' as const }),
      path: file.path,
      line: first.number,
      removed: true,
      message: `${lost.length === 1 ? 'A path' : `${lost.length} paths`}, ${quote(pathOf(first.text))} the first, no longer ${lost.length === 1 ? 'needs' : 'need'} the review of an owner.`,
    };
}

const threshold =
  /(?<key>strict|strictNullChecks|noImplicitAny|disallow_untyped_defs|branches|functions|lines|statements|fail[_-]under|cov-fail-under|minimum(?:Coverage)?|threshold|target|minCoverage|min_coverage|minimum_coverage|required_approving_review_count|require_code_owner_reviews|enforce_admins|dismiss_stale_reviews|required_approvals|msi|minMsi)["']?\s*[:=]\s*["']?(?<value>\d+(?:\.\d+)?|true|false)%?/;
const thresholdPath =
  /(?:^|\/)(?:jest\.config\.\w+|vitest\.config\.\w+|vite\.config\.\w+|\.nycrc(?:\.json|\.ya?ml)?|nyc\.config\.\w+|package\.json|pyproject\.toml|setup\.cfg|tox\.ini|pytest\.ini|\.coveragerc|\.?codecov\.ya?ml|\.github\/(?:settings|workflows\/.+)\.ya?ml|build\.gradle(?:\.kts)?|pom\.xml|\.simplecov|infection\.json5?|karma\.conf\.js|tsconfig[\w.-]*\.json|mypy\.ini|.+\.tf)$/;

/** A number or switch that asks for less than before. */
function* thresholds({ file, added, removed }: FileLines): Generator<Weakness> {
  if (!thresholdPath.test(file.path)) return;
  for (const { number, text } of added) {
    const now = threshold.exec(text)?.groups;
    if (!now) continue;
    const before = removed
      .map((line) => threshold.exec(line.text)?.groups)
      .find((old) => old?.['key'] === now['key'] && old?.['value'] !== now['value']);
    if (!before) continue;
    const isSwitch = now['value'] === 'false' && before['value'] === 'true';
    const isLower = Number(now['value']) < Number(before['value']);
    if (!isSwitch && !isLower) continue;
    const isTypes = /^(?:strict|noImplicit|disallow_untyped)/.test(now['key'] ?? '');
    const isReview = /approv|admins|owner|dismiss/.test(now['key'] ?? '');
    yield {
      rule: isReview ? 'owners-removed' : 'threshold-lowered',
      ...(isTypes && { severity: 'low' as const }),
      path: file.path,
      line: number,
      message: `\`${now['key']}\` falls from ${before['value']} to ${now['value']}.`,
    };
  }
}

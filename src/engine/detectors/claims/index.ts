// The detector of claims: what a pull request says of itself, held against what it changes.
import { addedLines, type Change, type ChangedFile, removedLines } from '../../change.ts';
import type { Detector } from '../../detector.ts';
import type { Severity } from '../../finding.ts';
import { collect } from '../dependencies/collect.ts';
import { findingOf } from '../told.ts';

/** A thing that pull requests say, and what speaks against it; undefined when it holds or cannot be checked. */
interface Claim {
  /** Said in the title or the description. */
  said: RegExp;
  severity: Severity;
  against(change: Change): { path: string; line: number; what: string } | undefined;
}

const documentation =
  /\.(?:md|mdx|rst|adoc|txt|png|jpe?g|gif|svg|webp)$|(?:^|\/)(?:docs?|documentation|examples?)\/|(?:^|\/)(?:LICENSE|CHANGELOG|AUTHORS|CONTRIBUTING|README)[^/]*$/i;
/** Text that steers programs and agents is no documentation, whatever its name ends in. */
const steering =
  /(?:^|\/)(?:AGENTS|CLAUDE|GEMINI|SKILL)\.md$|(?:^|\/)\.(?:claude|cursor|github|windsurf|gemini|codex)\/|requirements[\w.-]*\.txt$|CMakeLists\.txt$/i;
const tests =
  /(?:^|\/)(?:tests?|__tests__|specs?|e2e|fixtures?|testdata)\/|[._-](?:test|tests|spec|e2e)\.\w+$|(?:^|\/)(?:test_[^/]+|[^/]+_test|[^/]+Tests?|[^/]+Spec)\.\w+$/;

const not = String.raw`(?:no|without(?: any| adding(?: any)?)?|zero|doesn['’]t (?:add|introduce)(?: any)?|does not (?:add|introduce)(?: any)?)`;

const claims: readonly Claim[] = [
  {
    said: new RegExp(
      String.raw`\b${not}\s+(?:new\s+|additional\s+|extra\s+)(?:third[- ]party\s+|external\s+|runtime\s+)?(?:dependenc(?:y|ies)|packages)\b`,
      'i',
    ),
    severity: 'medium',
    against(change) {
      const added = collect(change).added.find(({ dependency, wasNamed }) => dependency.direct && !wasNamed);
      if (!added) return undefined;
      const { path, line, name } = added.dependency;
      return { path, line, what: `\`${name}\` is new` };
    },
  },
  {
    said: /\b(?:docs?|documentation|readme|typo)[- ]?(?:changes?|updates?|fix(?:es)?)?[- ]only\b|\bonly (?:changes?|updates?|touches) (?:the )?(?:docs?|documentation|comments?|readme)\b/i,
    severity: 'medium',
    against: (change) => outside(change, isDocumentation),
  },
  {
    said: /^docs(?:\([^)]*\))?!?:/i,
    severity: 'low',
    against: (change) => outside(change, isDocumentation),
  },
  {
    said: /\b(?:tests?)[- ]only\b|\bonly (?:adds?|changes?|touches) (?:unit )?tests?\b|^test(?:\([^)]*\))?!?:/im,
    severity: 'medium',
    against: (change) => outside(change, (file) => tests.test(file.path) || documentation.test(file.path)),
  },
  {
    said: /\b(?:format(?:ting)?|whitespace|style|lint)[- ]?(?:changes? )?only\b|\bonly (?:re-?)?format(?:s|ting)\b|\bno (?:functional|behaviou?r(?:al)?|logic) changes?\b[^.\n]*\bformat/i,
    severity: 'medium',
    against(change) {
      const changed = change.files.find(
        (file) => file.class === 'text' && bare(addedLines(file)) !== bare(removedLines(file)),
      );
      return changed && at(changed, 'more than the layout changes');
    },
  },
  {
    said: /\b(?:adds?|added|includes?|including|with|comes with|wrote|covered by)\s+(?:new |unit |integration |regression |comprehensive |more |extensive )*tests?\b(?! (?:plan|instructions|data|account|user|environment))/i,
    severity: 'low',
    against(change) {
      const isTested = change.files.some(
        (file) =>
          (tests.test(file.path) || /#\[(?:cfg\(test\)|test)\]|>>> /.test(file.body ?? '')) &&
          addedLines(file).length > 0,
      );
      const code = change.files.find((file) => !documentation.test(file.path) && addedLines(file).length > 0);
      return isTested || !code ? undefined : at(code, 'no file of tests is added or changed');
    },
  },
  {
    said: new RegExp(
      String.raw`\b${not}\s+(?:database|db|schema)\s+(?:changes?|migrations?)\b|\b${not}\s+migrations?\b`,
      'i',
    ),
    severity: 'low',
    against(change) {
      const migration = change.files.find((file) =>
        /(?:^|\/)(?:migrations?|alembic\/versions|db\/migrate)\/[^/]+\.\w+$|(?:^|\/)schema\.(?:prisma|rb|sql)$/i.test(
          file.path,
        ),
      );
      return migration && at(migration, 'this changes the schema');
    },
  },
];

export const checkedClaims: Detector = {
  id: 'claims',
  *detectChange({ change, rules }) {
    const info = rules.info.get('claim-not-borne-out');
    const { pullRequest } = change;
    // What was not read may be what the claim is about.
    if (!info || !pullRequest || change.unread.length > 0) return;
    const text = `${pullRequest.title}\n${visible(pullRequest.body)}`;
    for (const { said, severity, against } of claims) {
      const match = said.exec(text);
      const found = match && against(change);
      if (!match || !found) continue;
      yield {
        finding: findingOf(info, {
          path: found.path,
          start: { line: found.line, column: 1 },
          end: { line: found.line, column: 2 },
          severity,
          message: `The pull request says “${match[0].trim().replace(/\s+/g, ' ').slice(0, 80)}”, but ${found.what}.`,
          elsewhere: "the pull request's description",
        }),
      };
    }
  },
};

/** Templates ask in comments and unticked boxes what nobody has said yet. */
function visible(body: string): string {
  return body
    .split('<!--')
    .map((part, index) => (index === 0 ? part : (part.split('-->')[1] ?? '')))
    .join('')
    .split('\n')
    .filter((line) => !/^\s*[-*]\s*\[ \]/.test(line) && !/^\s*>/.test(line))
    .join('\n');
}

/** Documentation by its name, or code of which only comments change. */
function isDocumentation(file: ChangedFile): boolean {
  if (documentation.test(file.path)) return !steering.test(file.path);
  return [...addedLines(file), ...removedLines(file)].every(({ text }) =>
    /^\s*(?:$|\/\/|\/?\*|#|--|<!--|"{3}|'{3}|;|%)/.test(text),
  );
}

function outside(change: Change, isInside: (file: ChangedFile) => boolean): ReturnType<Claim['against']> {
  const other = change.files.find(
    (file) => !isInside(file) && (addedLines(file).length > 0 || removedLines(file).length > 0),
  );
  return other && at(other, `\`${other.path.replaceAll('`', "'")}\` is something else`);
}

function at(file: ChangedFile, what: string): { path: string; line: number; what: string } {
  return { path: file.path, line: addedLines(file)[0]?.number ?? 1, what };
}

/** Lines without their layout, trailing commas and semicolons included, as formatters add those. */
function bare(lines: readonly { text: string }[]): string {
  return lines
    .map(({ text }) => text)
    .join('')
    .replace(/[\s,;"'`()]+/g, '');
}

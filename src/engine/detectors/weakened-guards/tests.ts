// Finds tests that a change skips, deletes or empties while what they test stays.
import type { ChangeLines, FileLines } from './change-lines.ts';
import { quote, type Weakness } from './weakness.ts';

const testPath =
  /(?:^|\/)(?:tests?|__tests__|specs?|e2e)\/|[._-](?:test|tests|spec|e2e)\.\w+$|(?:^|\/)(?:test_[^/]+|[^/]+_test|[^/]+Tests?|[^/]+Spec)\.\w+$/;
const guarded =
  /auth|permission|access|role|admin|login|token|secur|csrf|xss|inject|sanitiz|escap|valid|forbid|unauthor|owner|tenant|sign(?:ed|ature)|password|secret|rate.?limit/i;

/** A test that is switched off without a condition or a reason. */
const skip =
  /\b(?:it|test|describe|context|suite)\.(?:skip|todo)\s*\(|\bx(?:it|describe|test|context|specify)\s*[( '"]|@pytest\.mark\.skip\s*(?:\(\s*\))?\s*$|@unittest\.skip\s*(?:\(\s*\))?\s*$|@(?:Disabled|Ignore)\s*$|\bt\.Skip(?:Now)?\(\s*\)|#\[ignore\]\s*$|\[Ignore\]\s*$|\bmarkTestSkipped\(\s*\)|^\s*skip\s*$|\bpytest\.skip\(\s*\)/;
const assertion =
  /\b(?:expect|assert\w*|should|verify|require\.\w+|t\.(?:Error|Fatal|Errorf|Fatalf)|self\.(?:assert|fail)\w*|Assert\.\w+|assertThat|check)\s*[.(]|\bassert\s+\S|\.should\b|\bassert(?:_\w+)?!?\(/;
/** What holds whatever the code does. */
const tautology =
  /\bexpect\s*\(\s*(true|false|\d+|'[^'\n]*'|"[^"\n]*")\s*\)\.to(?:Be|Equal|StrictEqual)\s*\(\s*\1\s*\)|\bexpect\s*\(\s*(?:true|1)\s*\)\.toBeTruthy|\bassert(?:True|_true|\.ok|\.isTrue)?\s*(?:\(\s*)?(?:true|True|1|1\s*==\s*1)\s*(?:\)\s*)?(?:;\s*)?$/;

function callsHelper(text: string): boolean {
  return (
    /\w+\s*\(/.test(text) &&
    !assertion.test(text) &&
    !/^\s*(?:print\w*|console\.\w+|log(?:ger)?\.\w+|fmt\.Print\w*|puts|echo|System\.out\.\w+|t\.Log\w*|(?:const|let|var)?\s*\w+\s*=)\s*[( ]/.test(
      text,
    )
  );
}

const declaration =
  /\b(?:it|test|describe|context|specify|scenario)(?:\.\w+)?\s*\(|\bdef test\w*|\bfunc Test\w+|@Test\b|\[(?:Fact|Theory|Test|TestMethod)\b|#\[(?:tokio::)?test\]|\bfunction test\w+|\bfun `?\w*test/i;

/** Skipped, deleted and emptied tests. */
export function* weakenedTests(lines: ChangeLines): Generator<Weakness> {
  for (const each of lines.files) {
    if (!testPath.test(each.file.path)) continue;
    if (each.file.status === 'removed') yield* deleted(each, lines);
    else {
      yield* skipped(each);
      yield* emptied(each);
    }
  }
}

/** Only a test that ran before is skipped now; a new one that waits is a plan. */
function* skipped({ file, added, removed }: FileLines): Generator<Weakness> {
  const before = removed.map(({ text }) => bare(text)).filter((text) => text !== '');
  const context = new Set(
    file.hunks.flatMap((hunk) =>
      hunk.lines.filter((line) => line.kind === 'context').map((line) => line.text),
    ),
  );
  for (const [index, { number, text }] of added.entries()) {
    const alone = text.replace(/\b(it|test|describe|context|suite)\.only\b/, '$1');
    if (alone !== text && before.includes(alone.trim()))
      yield {
        rule: 'test-skipped',
        path: file.path,
        line: number,
        severity: 'low',
        message: `${quote(text)}: only this runs, and the other tests of the file do not.`,
      };
    if (!skip.test(text)) continue;
    const name = bare(text);
    const isAlone = /^\s*(?:@|#\[|\[|t\.|skip\b|pytest\.)/.test(text);
    // A decorator of its own stands above a test that was there.
    const following = isAlone ? nextLine(file.body, number) : '';
    const ran = isAlone ? context.has(following) : before.some((line) => line === name);
    if (!ran) continue;
    const said = isAlone ? following : text;
    yield {
      rule: 'test-skipped',
      path: file.path,
      line: added[index]?.number ?? number,
      severity: guarded.test(said) ? 'medium' : 'low',
      message: `${quote(said)} ran before this change and is skipped now, without a reason.`,
    };
  }
}

function bare(text: string): string {
  return text
    .replace(/\b(it|test|describe|context|suite)\.(?:skip|todo)\b/, '$1')
    .replace(/\bx(it|describe|test|context|specify)\b/, '$1')
    .trim();
}

function nextLine(body: string | undefined, line: number): string {
  const rest = body?.split('\n').slice(line) ?? [];
  return rest.find((text) => text.trim() !== '' && !/^\s*(?:@|#\[|\[)/.test(text)) ?? '';
}

function* deleted({ file, removed }: FileLines, { files }: ChangeLines): Generator<Weakness> {
  const subject = file.path
    .replace(/^.*\//, '')
    .replace(/(?:[._-](?:test|tests|spec|e2e))?\.\w+$/, '')
    .replace(/^test_|_test$|Tests?$|Spec$/g, '');
  const tests = removed.filter(({ text }) => declaration.test(text));
  if (tests.length === 0 || subject === '') return;
  // Gone together with what it tested, or written again elsewhere.
  const isGone = files.some(
    (each) =>
      each.file.status === 'removed' &&
      each.file !== file &&
      each.file.path.replace(/^.*\//, '').replace(/\.\w+$/, '') === subject,
  );
  const isElsewhere = files.some(
    (each) =>
      testPath.test(each.file.path) &&
      each.added.filter(({ text }) => declaration.test(text)).length >= tests.length,
  );
  if (isGone || isElsewhere) return;
  yield {
    rule: 'tests-deleted',
    path: file.path,
    line: tests[0]?.number ?? 1,
    removed: true,
    severity: tests.some(({ text }) => guarded.test(text)) || guarded.test(subject) ? 'medium' : 'low',
    message: `${tests.length === 1 ? 'A test' : `${tests.length} tests`} of ${quote(subject)} are deleted while it stays.`,
  };
}

/** A hunk that takes assertions away and keeps the test. */
function* emptied({ file }: FileLines): Generator<Weakness> {
  for (const hunk of file.hunks) {
    const removed = hunk.lines.filter((line) => line.kind === 'removed');
    const lost = removed.filter(({ text }) => assertion.test(text));
    const kept = hunk.lines.filter(
      (line) => line.kind === 'added' && assertion.test(line.text) && !tautology.test(line.text),
    );
    if (lost.length === 0 || kept.length > 0 || removed.some(({ text }) => declaration.test(text))) continue;
    // The assertion may stand in a helper that is called instead.
    if (hunk.lines.some((line) => line.kind === 'added' && callsHelper(line.text))) continue;
    let line = hunk.oldStart;
    for (const each of hunk.lines) {
      if (each.kind === 'removed' && each.text === lost[0]?.text) break;
      if (each.kind !== 'added') line++;
    }
    yield {
      rule: 'assertions-removed',
      path: file.path,
      line,
      removed: true,
      severity: lost.some(({ text }) => guarded.test(text)) ? 'medium' : 'low',
      message: `${lost.length === 1 ? 'An assertion' : `${lost.length} assertions`} of a test that stays ${lost.length === 1 ? 'is' : 'are'} gone: ${quote(lost[0]?.text ?? '')}.`,
    };
  }
}

// The detector of text that talks to machines: orders to models, invisible characters, names that deceive, remains of a chat.
import { addedLines, type Change } from '../../change.ts';
import type { Detection, Detector, DetectorInput } from '../../detector.ts';
import { languageOf } from '../../languages.ts';
import { report, type Verdict } from '../verdict.ts';
import { checkInstructions, type Surface } from './instructions.ts';
import { checkResidue } from './residue.ts';
import { checkUnicode } from './unicode.ts';

/** Longer texts are data. */
const maxChars = 2_000_000;

const proseLanguages = new Set([undefined, 'markdown', 'html', 'xml', 'ini', 'json', 'yaml', 'toml']);
const agentInstructions =
  /(?:^|\/)(?:AGENTS|CLAUDE(?:\.local)?|GEMINI|SKILL|\.cursorrules|\.windsurfrules|\.clinerules|copilot-instructions)(?:\.mdc?)?$|(?:^|\/)\.(?:claude|cursor|windsurf|clinerules|roo|kiro|gemini|codex|github\/(?:instructions|prompts|agents|chatmodes))\/|(?:^|\/)(?:agents|subagents)\/[^/]+\.mdc?$/i;

/** Machines read documentation like anything else; only test data is milder. */
const isTest =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|specs?|e2e|fixtures?|testdata|test-data|mocks?|corpus)\/|[._-](?:test|spec)\.\w+$|(?:^|\/)test_[^/]*$/i;

export const machineText: Detector = {
  id: 'machine-text',
  comparable: true,
  *detectFile(file, input) {
    const { path, body } = file;
    if (file.class !== 'text' || body === undefined) return;
    if (body.length > maxChars) {
      yield { notChecked: { path, check: 'machine-text', reason: `larger than ${maxChars} characters` } };
      return;
    }
    yield* report(path, body, checkText(path, body), input, isTest.test(path));
  },
  *detectChange(input) {
    for (const { text, said, commit } of saidOf(input.change)) yield* shown(text, said, commit, input);
  },
};

function* checkText(path: string, body: string): Generator<Verdict> {
  const language = languageOf(path, body)?.id;
  const isCode = !proseLanguages.has(language);
  const isMarkup = language === 'markdown' || language === 'html';
  const surface: Surface = agentInstructions.test(path) ? 'agent-instructions' : isCode ? 'code' : 'prose';
  yield* checkUnicode(body, isCode);
  yield* checkInstructions(body, surface, isMarkup);
  if (isCode || isMarkup) yield* checkResidue(body, isCode);
}

/** A text of the change that stands in no file. */
interface Said {
  text: string;
  said: string;
  commit?: string;
}

function* saidOf({ commits, pullRequest, files }: Change): Generator<Said> {
  if (pullRequest) {
    yield { text: pullRequest.title, said: "the pull request's title" };
    yield { text: pullRequest.body, said: "the pull request's description" };
    yield { text: spaced(pullRequest.headRef), said: "the branch's name" };
  }
  for (const { sha, message } of commits)
    yield { text: message, said: `the message of commit ${sha.slice(0, 7)}`, commit: sha };
  for (const { path } of files) yield { text: spaced(path), said: 'the name of this file' };
}

/** Names join words with other signs. */
function spaced(name: string): string {
  return name.replace(/[-_./+]+/g, ' ');
}

/** What is said elsewhere is shown on the first added line of the change. */
function* shown(
  text: string,
  said: string,
  commit: string | undefined,
  input: DetectorInput,
): Generator<Detection> {
  const file = input.change.files.find((each) => addedLines(each).length > 0) ?? input.change.files[0];
  if (!file || text === '') return;
  const line = addedLines(file)[0]?.number ?? 1;
  const verdicts = [...checkUnicode(text, false), ...checkInstructions(text, 'said', true)];
  for (const detection of report('', text, verdicts, input)) {
    if (!('finding' in detection)) continue;
    const { finding } = detection;
    yield {
      finding: {
        ...finding,
        path: file.path,
        start: { line, column: 1 },
        end: { line, column: 2 },
        message: `In ${said}: ${finding.message}`,
        elsewhere: commit ?? said,
      },
    };
  }
}

// Finds text that gives orders to the machine that reads it, and weighs how much of an attack it is.
import type { Severity } from '../../finding.ts';
import type { Verdict } from '../verdict.ts';
import { type Piece, pieces } from './paragraphs.ts';
import { isAboutAttacks, isQuoted, signalsIn, type Signal, steeringWords } from './signals.ts';

/** What kind of text it is: prose and what people say of a change are read by machines as they stand. */
export type Surface = 'prose' | 'code' | 'agent-instructions' | 'said';

const directive =
  /@(?:coderabbitai|coderabbit|sourcery-ai|copilot|claude|codex|gemini-code-assist|greptileai|greptile|qodo-merge-pro|cursor|bugbot|ellipsis-dev|korbit-ai|graphite-app)\s+(?:ignore|approve|skip|pause|resolve|dismiss|lgtm|do not review|don't review)\b|<!--\s*(?:coderabbit|greptile|sourcery|copilot|cursor|claude|qodo|korbit)\s*[-:]\s*(?:ignore|skip|disable)\b/gi;
const sendingImage =
  /!\[[^\]\n]{0,200}\]\(\s*<?https?:\/\/[^)\s]{1,300}?[?&/=](?:\{{1,2}|\$\{|<|%7B|\[)\s*[\w .-]{0,40}(?:data|secret|key|token|history|conversation|summary|content|base64|env|prompt|message|password)[\w .-]{0,40}(?:\}|>|%7D|\])/gi;

/** What a text tells machines to do; `path` words only the message. */
export function* checkInstructions(text: string, surface: Surface, isMarkup: boolean): Generator<Verdict> {
  if (isMarkup) yield* sendingImages(text);
  yield* encoded(text, surface);
  const isSteering = (each: string): boolean =>
    surface === 'agent-instructions' || steeringWords.test(each) || disguises.test(each);
  if (!isSteering(text)) return;
  yield* directives(text, surface);
  const isStudy = isAboutAttacks(text);
  for (const piece of pieces(text, isMarkup)) {
    if (!isSteering(piece.text)) continue;
    // What is hidden counts as an example only where the words beside it say so.
    const isExample = piece.isHidden ? isAboutAttacks(beside(text, piece)) : isStudy;
    const verdict = weigh(piece, surface, isExample) ?? disguised(piece, surface, isExample);
    if (verdict) yield verdict;
  }
}

function beside(text: string, { start, text: own }: Piece): string {
  const end = start + own.length;
  const before =
    text
      .slice(Math.max(0, start - 300), start)
      .split(/\n[ \t]*\n/)
      .at(-1) ?? '';
  return `${before} ${text.slice(end, end + 300).split(/\n[ \t]*\n/)[0]}`;
}

/** Letters set apart, or written in another alphabet's forms, to pass by whoever looks for words. */
const disguises = /(?:\b[A-Za-z][ .*_-]){6}|[\u{ff21}-\u{ff5a}\u{1d400}-\u{1d7ff}\u{24b6}-\u{24e9}]{4}/u;

/** What the piece says when it is written plainly; at its start, for the letters have moved. */
function disguised(piece: Piece, surface: Surface, isStudy: boolean): Verdict | undefined {
  if (!disguises.test(piece.text)) return undefined;
  const plain = piece.text
    .normalize('NFKC')
    .replace(/(?:\b[A-Za-z][ .*_-]){3,}[A-Za-z]\b/g, (letters) => letters.replace(/[ .*_-]/g, ''));
  const verdict = weigh({ ...piece, text: plain }, surface, isStudy);
  return (
    verdict && {
      ...verdict,
      start: piece.start,
      end: piece.start + Math.min(piece.text.length, 200),
      severity: verdict.severity === 'low' && !isStudy ? 'medium' : (verdict.severity ?? 'medium'),
      message: `${verdict.message} Its letters are set so that a search for the words does not find them.`,
    }
  );
}

const maxEncoded = 40;

/** Orders in base64, which people do not read and models do. */
function* encoded(text: string, surface: Surface): Generator<Verdict> {
  if (!holdsBase64(text)) return;
  let left = maxEncoded;
  for (const match of text.matchAll(/(?<![\w+/=])[A-Za-z0-9+/]{32,3000}={0,2}(?![\w+/])/g)) {
    if (left-- <= 0) return;
    const plain = decoded(match[0]);
    if (plain === undefined || !steeringWords.test(plain)) continue;
    const verdict = weigh({ start: 0, text: plain, isHidden: true }, surface, false);
    if (verdict)
      yield {
        ...verdict,
        ...(isAboutAttacks(text) ? { severity: 'low' as const } : {}),
        start: match.index,
        end: match.index + match[0].length,
        message: `This base64 text, decoded “${plain.replace(/\s+/g, ' ').slice(0, 80)}”, gives orders to a model.`,
      };
  }
}

const fewestEncoded = 32;

/** Whether so many signs of base64 stand in a row: one of them stands at each so many places. */
function holdsBase64(text: string): boolean {
  for (let at = fewestEncoded - 1; at < text.length; at += fewestEncoded) {
    if (!isBase64(text.charCodeAt(at))) continue;
    let start = at;
    while (start > at - fewestEncoded + 1 && isBase64(text.charCodeAt(start - 1))) start--;
    let end = at + 1;
    while (end - start < fewestEncoded && isBase64(text.charCodeAt(end))) end++;
    if (end - start >= fewestEncoded) return true;
  }
  return false;
}

/** False for NaN, after the end. */
function isBase64(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 47 && code <= 57) || code === 43
  );
}

function decoded(base64: string): string | undefined {
  try {
    const plain = atob(base64);
    return /^[\t\n\r -~]+$/.test(plain) && plain.includes(' ') ? plain : undefined;
  } catch {
    return undefined;
  }
}

function weigh(piece: Piece, surface: Surface, isStudy: boolean): Verdict | undefined {
  const signals = signalsIn(withoutLeaders(piece.text));
  const has = (...wanted: Signal[]): boolean => wanted.every((signal) => signals.has(signal));
  const givesOut = surface === 'agent-instructions' && has('exfiltration') && hasOutlet(piece.text);
  const attacks =
    (has('override') &&
      ['review', 'exfiltration', 'secrecy', 'role', 'address', 'command', 'tokens'].some((each) =>
        has(each as Signal),
      )) ||
    (has('address') && ['review', 'exfiltration', 'secrecy'].some((each) => has(each as Signal))) ||
    (has('tokens') && ['exfiltration', 'command', 'review'].some((each) => has(each as Signal))) ||
    givesOut ||
    (surface === 'agent-instructions' &&
      piece.isHidden &&
      (has('review') || has('action') || has('command'))) ||
    (has('override') && has('action')) ||
    (piece.isHidden && has('address', 'action')) ||
    has('secrecy', 'exfiltration') ||
    has('role', 'exfiltration') ||
    (piece.isHidden && (has('override') || has('role') || has('address', 'command') || has('secrecy')));
  const alone = (['override', 'role', 'claim', 'secrecy', 'tokens'] as const).find((signal) => has(signal));
  const main = mainSignal(signals);
  if (main === undefined || (!attacks && alone === undefined)) return undefined;
  const place = signals.get(main) ?? { start: 0, end: 1 };
  const isHarmless =
    // Rules for agents say what not to do, in the words of those who would have it done.
    (surface === 'agent-instructions' &&
      !givesOut &&
      !has('override') &&
      !has('secrecy') &&
      !piece.isHidden) ||
    isStudy ||
    (!piece.isHidden && isQuoted(piece.text, place.start));
  const rule = piece.isHidden
    ? 'hidden-instruction'
    : has('review') || has('claim')
      ? 'instruction-to-reviewer'
      : 'instruction-override';
  // One sign of the two is common in what programs and their guides say.
  const isWeak = (alone === 'secrecy' && surface !== 'agent-instructions') || alone === 'tokens';
  if (!attacks && alone === 'secrecy' && isWeak) return undefined;
  if (!attacks && (surface === 'code' || (isHarmless && alone !== 'secrecy')) && alone !== 'claim')
    return undefined;
  const severity: Severity = !attacks || isHarmless ? 'low' : piece.isHidden ? 'high' : 'medium';
  return {
    rule,
    start: piece.start + place.start,
    end: piece.start + place.end,
    severity,
    message: messageFor(piece, signals),
  };
}

/** Where an agent may put what it read, for others to see. */
const outlet =
  /https?:\/\/(?!localhost|127\.)|\b(?:comments?|pull requests?|issues?|gists?|webhooks?|commit messages?|e-?mails?|slack|discord|telegram|pastebin)\b/i;

/** True when one sentence, which forbids nothing, asks for a secret and says where it goes. */
function hasOutlet(text: string): boolean {
  return text
    .split(/[.!?;]\s+|\n\s*[-*]\s/)
    .some(
      (sentence) =>
        outlet.test(sentence) &&
        !/\b(?:never|not|don't|avoid|without|no|unless)\b/i.test(sentence) &&
        signalsIn(sentence).has('exfiltration'),
    );
}

const order: readonly Signal[] = [
  'override',
  'review',
  'claim',
  'exfiltration',
  'secrecy',
  'role',
  'tokens',
  'action',
  'command',
];

function mainSignal(signals: ReadonlyMap<Signal, unknown>): Signal | undefined {
  return order.find((signal) => signals.has(signal));
}

const does: Readonly<Record<Signal, string>> = {
  override: 'tells the model to drop its instructions',
  review: 'tells the reviewer how to judge this change',
  claim: 'claims a review that nothing here shows',
  address: 'speaks to an AI reviewer or agent',
  exfiltration: 'asks for secrets or for what the model knows to be given out',
  secrecy: 'asks to keep it from the people concerned',
  role: 'gives the model another role',
  tokens: "imitates the markers of a model's own protocol",
  command: 'names a command to run',
  action: 'asks for something to be done in the repository',
};

function messageFor({ isHidden }: Piece, signals: ReadonlyMap<Signal, unknown>): string {
  const parts = (['address', ...order] as const)
    .filter((signal) => signals.has(signal))
    .map((signal) => does[signal]);
  const list = parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : parts[0];
  return isHidden ? `This text, which the rendered page does not show, ${list}.` : `This text ${list}.`;
}

function* directives(text: string, surface: Surface): Generator<Verdict> {
  for (const match of text.matchAll(directive)) {
    const isOrder = surface === 'said' && !isQuoted(text, match.index);
    yield {
      rule: 'reviewer-bot-directive',
      start: match.index,
      end: match.index + match[0].length,
      severity: isOrder ? 'medium' : 'low',
      message: `\`${match[0].replaceAll('`', "'")}\` tells a reviewing bot to pass this over.`,
    };
  }
}

function* sendingImages(text: string): Generator<Verdict> {
  for (const match of text.matchAll(sendingImage)) {
    yield {
      rule: 'image-that-sends-data',
      start: match.index,
      end: match.index + match[0].length,
      ...(isAboutAttacks(text) ? { severity: 'low' as const } : {}),
      message:
        'The address of this image has a blank for data: a model that fills it in sends the data to that host when the page is shown.',
    };
  }
}

/** Comment signs at the start of a line stand between the words of a sentence. */
function withoutLeaders(text: string): string {
  return text.replace(/^[ \t]*(?:\/\/+!?|#+|\*+\/?|--|;+|>+|"""|\/\*+)/gm, (leader) =>
    ' '.repeat(leader.length),
  );
}

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
  if (!steeringWords.test(text)) return;
  yield* directives(text, surface);
  const isStudy = isAboutAttacks(text);
  for (const piece of pieces(text, isMarkup)) {
    if (!steeringWords.test(piece.text)) continue;
    const verdict = weigh(piece, surface, isStudy);
    if (verdict) yield verdict;
  }
}

function weigh(piece: Piece, surface: Surface, isStudy: boolean): Verdict | undefined {
  const signals = signalsIn(withoutLeaders(piece.text));
  const has = (...wanted: Signal[]): boolean => wanted.every((signal) => signals.has(signal));
  const attacks =
    (has('override') &&
      ['review', 'exfiltration', 'secrecy', 'role', 'address', 'command', 'tokens'].some((each) =>
        has(each as Signal),
      )) ||
    (has('address') && ['review', 'exfiltration', 'secrecy'].some((each) => has(each as Signal))) ||
    has('tokens', 'exfiltration') ||
    has('secrecy', 'exfiltration') ||
    has('role', 'exfiltration') ||
    (piece.isHidden && (has('override') || has('role') || has('address', 'command') || has('secrecy')));
  const alone = (['override', 'role', 'claim'] as const).find((signal) => has(signal));
  const main = mainSignal(signals);
  if (main === undefined || (!attacks && alone === undefined)) return undefined;
  const place = signals.get(main) ?? { start: 0, end: 1 };
  const isHarmless =
    // Rules for agents say what not to do, in the words of those who would have it done.
    (surface === 'agent-instructions' && !has('override') && !has('secrecy') && !piece.isHidden) ||
    (!piece.isHidden && (isStudy || isQuoted(piece.text, place.start)));
  const rule = piece.isHidden
    ? 'hidden-instruction'
    : has('review') || has('claim')
      ? 'instruction-to-reviewer'
      : 'instruction-override';
  if (!attacks && (surface === 'code' || isHarmless) && alone !== 'claim') return undefined;
  const severity: Severity = !attacks || isHarmless ? 'low' : piece.isHidden ? 'high' : 'medium';
  return {
    rule,
    start: piece.start + place.start,
    end: piece.start + place.end,
    severity,
    message: messageFor(piece, signals),
  };
}

const order: readonly Signal[] = [
  'override',
  'review',
  'claim',
  'exfiltration',
  'secrecy',
  'role',
  'tokens',
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

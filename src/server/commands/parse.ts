// Reads `/langguard …` commands in a comment; text in code, quotations and sentences is none.
import { isDay } from '../../engine/policy/waivers.ts';

/** A command as understood; `wrong` says what it should have been. */
export type Command =
  | { verb: 'help' }
  | { verb: 'recheck' }
  | { verb: 'explain'; id: string }
  /** Where else the pattern, or the secret, stands. */
  | { verb: 'elsewhere'; id: string }
  | {
      verb: 'waive' | 'false-positive';
      id: string;
      reason: string;
      until?: string;
      /** Of a dependency: a range in place of the version that was found. */
      versions?: string;
    }
  | { verb: 'unwaive'; id: string }
  /** What the last reviews would have said under the policy in `enforce` mode, or under a preset. */
  | { verb: 'simulate'; under: SimulatedPolicy }
  /** Everything that the person may approve when nothing is named. */
  | { verb: 'approve'; name?: string }
  | { verb: 'wrong'; problem: string };

/** What the last reviews can be replayed under. */
export const simulatedPolicies = ['enforce', 'baseline', 'standard', 'strict'] as const;
export type SimulatedPolicy = (typeof simulatedPolicies)[number];

/** More commands in one comment are not read. */
const maxCommands = 5;

/** A longer comment holds no command of a person. */
const maxChars = 10_000;

const minReasonChars = 10;
const maxReasonChars = 500;

/** The commands of a comment, in order; empty when it holds none. */
export function parseCommands(comment: string): Command[] {
  if (comment.length > maxChars || !comment.includes('/langguard')) return [];
  const commands: Command[] = [];
  let fence: string | undefined;
  for (const line of comment.split(/\r?\n/)) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined && (fence === undefined || mark.startsWith(fence))) {
      fence = fence === undefined ? mark : undefined;
      continue;
    }
    // Four blanks make a code block, and ">" a quotation.
    const words = /^ {0,3}\/langguard(?: (.*))?$/.exec(line);
    if (fence === undefined && words) commands.push(readCommand((words[1] ?? '').trim()));
    if (commands.length === maxCommands) break;
  }
  return commands;
}

function readCommand(words: string): Command {
  const [verb = '', ...rest] = words.split(/\s+/);
  const text = words.slice(verb.length).trim();
  switch (verb.toLowerCase()) {
    case '':
    case 'help':
      return { verb: 'help' };
    case 'recheck':
      return { verb: 'recheck' };
    case 'explain':
    case 'elsewhere':
    case 'unwaive': {
      const id = idOf(rest[0]);
      return id === undefined
        ? wrong(`\`${verb}\` takes the id of a finding, such as \`${verb} 1a2b3c4d5e6f\``)
        : { verb: verb.toLowerCase() as 'explain' | 'elsewhere' | 'unwaive', id };
    }
    case 'simulate': {
      const asked = rest[0]?.toLowerCase() ?? 'enforce';
      const under = simulatedPolicies.find((name) => name === asked);
      return under === undefined
        ? wrong(`\`simulate\` takes one of ${simulatedPolicies.map((name) => `\`${name}\``).join(', ')}`)
        : { verb: 'simulate', under };
    }
    case 'approve': {
      const name = rest[0];
      if (name === undefined) return { verb: 'approve' };
      return /^[a-z\d][a-z\d-]{0,49}$/.test(name)
        ? { verb: 'approve', name }
        : wrong('`approve` takes the name that the check shows, or the id of a waiver');
    }
    case 'waive':
    case 'false-positive':
      return readWaiver(verb.toLowerCase() as 'waive' | 'false-positive', text);
    default:
      return wrong('there is no such command; `/langguard help` lists them');
  }
}

function readWaiver(verb: 'waive' | 'false-positive', text: string): Command {
  const [, given = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(text) ?? [];
  const id = idOf(given);
  const example = `\`/langguard ${verb} 1a2b3c4d5e6f reason it only reads constants${verb === 'waive' ? ' until 2027-01-31' : ''}\``;
  if (id === undefined) return wrong(`\`${verb}\` takes the id of a finding and a reason: ${example}`);
  const [, range, why = rest] = /^versions\s+(.{1,200}?)\s+(?=(?:reason|because)\b)(.*)$/i.exec(rest) ?? [];
  if (range === undefined && /^versions\b/i.test(rest))
    return wrong(
      `after \`versions\` and the range the reason begins with \`reason\`: \`/langguard ${verb} 1a2b3c4d5e6f versions >=4.17.0 <4.18.0 reason only called with constants\``,
    );
  const [, words = '', day] = /^(.*?)(?:\s+until\s+(\S+))?$/.exec(why) ?? [];
  if (day !== undefined && !isDay(day)) return wrong(`the day must read like 2027-01-31: ${example}`);
  const reason = words.replace(/^(?:reason|because)\b:?\s*/i, '').trim();
  if (reason.length < minReasonChars)
    return wrong(`a reason of at least ${minReasonChars} characters is needed: ${example}`);
  return {
    verb,
    id,
    reason: reason.slice(0, maxReasonChars),
    ...(day !== undefined && { until: day }),
    ...(range !== undefined && { versions: range.replace(/^`|`$/g, '').trim() }),
  };
}

/** The digits of a finding's fingerprint, or the name of a waiver. */
function idOf(word: string | undefined): string | undefined {
  const id = word?.replace(/^`|`$/g, '').toLowerCase();
  return id !== undefined && /^(?:[\da-f]{6,64}|w-[\da-f]{12})$/.test(id) ? id : undefined;
}

function wrong(problem: string): Command {
  return { verb: 'wrong', problem };
}

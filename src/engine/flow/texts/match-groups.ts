// Tells which parts of what a pattern was found in hold nothing of harm: `/pid=(\d+)/.exec(line)[1]` is a number.
import { isStrictPattern } from '../proofs/guard-patterns.ts';
import type { Expression } from '../ir.ts';
import { type Value, inert } from '../value.ts';

/** Patterns beyond these are not taken apart. */
const maxLength = 400;

interface Group {
  name: string | undefined;
  source: string;
}

/**
 * The harmless parts of a match by number and by name, as fields of its value; undefined when there are none.
 * `pattern` is written `/…/flags`.
 */
export function harmlessGroups(pattern: string): Map<string, Value> | undefined {
  const end = pattern.lastIndexOf('/');
  if (end < 2 || end > maxLength) return undefined;
  const source = pattern.slice(1, end);
  const fields = new Map<string, Value>();
  const named = new Map<string, Value>();
  if (isHarmless(source)) fields.set('0', inert);
  groupsOf(source).forEach((group, at) => {
    if (!isHarmless(group.source)) return;
    fields.set(String(at + 1), inert);
    if (group.name !== undefined) named.set(group.name, inert);
  });
  if (named.size > 0) fields.set('groups', { taints: [], fields: named });
  return fields.size > 0 ? fields : undefined;
}

/** The numbers of the groups that hold one part of a path: `([^/]+)`. */
export function partGroups(pattern: string): number[] {
  const end = pattern.lastIndexOf('/');
  if (end < 2 || end > maxLength) return [];
  return groupsOf(pattern.slice(1, end)).flatMap(({ source }, at) =>
    /^\[\^(?:\\?\/|\\\\|[?#&.\s])*\\?\/(?:\\?\/|\\\\|[?#&.\s])*\][+*]\??$/.test(source) ? [at + 1] : [],
  );
}

/** Text of its own is as harmless as the letters that it holds: what is around the groups is matched, too. */
function isHarmless(source: string): boolean {
  const bare = source.replace(/\(\?(?::|<\w{1,40}>|P<\w{1,40}>)/g, '(');
  // `\d+[-+*/]\d+` is a number to be worked out.
  if (/^(?:\\d[+*]?|\[(?:\\?[-+*/%]){1,6}\])+$/.test(source)) return true;
  return (
    source !== '' && !/\(\?/.test(bare) && isStrictPattern(bare) && !/(?<!\\)[\s/]|\\[/nrt$|(){}]/.test(bare)
  );
}

/** The groups that are kept, in order of their opening brackets. */
function groupsOf(source: string): Group[] {
  const groups: (Group & { start: number })[] = [];
  const open: number[] = [];
  let inClass = false;
  for (let at = 0; at < source.length; at++) {
    const sign = source[at];
    if (sign === '\\') at++;
    else if (inClass) inClass = sign !== ']';
    else if (sign === '[') inClass = true;
    else if (sign === '(') {
      const head = /^\((\?(?:P?<(\w{1,40})>|[:=!]|<[=!]))?/.exec(source.slice(at, at + 50));
      const isKept = head?.[1] === undefined || head[2] !== undefined;
      open.push(isKept ? groups.length : -1);
      if (isKept) groups.push({ name: head?.[2], source: '', start: at + (head?.[0].length ?? 1) });
    } else if (sign === ')') {
      const group = groups[open.pop() ?? -1];
      if (group) group.source = source.slice(group.start, at);
    }
  }
  return groups;
}

/** What `text.replace(/[A-Z]/g, (letter) => …)` hands to the function: a part of the text, of which the pattern may leave nothing to fear. */
export function matchedIn(text: Value, given: Value | undefined, pattern: Expression | undefined): Value {
  const source = pattern?.kind === 'regex' ? pattern.source : given?.pattern;
  const end = source?.lastIndexOf('/') ?? 0;
  const isWordy = source !== undefined && end > 1 && end <= maxLength && isHarmless(source.slice(1, end));
  return text.taints.length === 0 || isWordy ? inert : { taints: text.taints };
}

// Regular expressions of rules: JavaScript's for those that ship here, re2 for those of repositories.
import { RE2JS } from 're2js';
import { withoutInlineCase } from './inline-case.ts';

/** What rules ask of an expression. */
export interface Expression {
  /** True when the expression occurs in the text. */
  test(text: string): boolean;
  /** Every occurrence, with its groups by name. */
  findAll(text: string): Occurrence[];
  /** Instructions that each character may cost; absent for expressions that ship here and are proved to be quick. */
  size?: number;
}

export interface Occurrence {
  start: number;
  end: number;
  groups: Readonly<Record<string, string>>;
}

/** Occurrences in one text that are looked at; more would say the same. */
const maxOccurrences = 200;

/** Compiles an expression, which may start with flags such as `(?i)`. Throws what is wrong with it. */
export function compileExpression(source: string, trusted = true): Expression {
  return trusted ? native(source) : linear(source);
}

function native(source: string): Expression {
  const flags = /^\(\?([ims]+)\)/.exec(source);
  const body = withoutInlineCase(flags ? source.slice(flags[0].length) : source);
  const regex = new RegExp(body, `dg${flags?.[1] ?? ''}`);
  const once = new RegExp(body, flags?.[1] ?? '');
  return {
    test: (text) => once.test(text),
    findAll(text) {
      const out: Occurrence[] = [];
      regex.lastIndex = 0;
      for (let match = regex.exec(text); match && out.length < maxOccurrences; match = regex.exec(text)) {
        if (match[0] === '') regex.lastIndex++;
        else
          out.push({ start: match.index, end: match.index + match[0].length, groups: { ...match.groups } });
      }
      return out;
    },
  };
}

/** Longer ones are lists, which belong into several matches, and take long to compile. */
const maxLinearChars = 2_000;

/** A linear engine's time is the text's length times this. */
const maxInstructions = 1_000;

function linear(source: string): Expression {
  if (source.length > maxLinearChars)
    throw new Error(`the expression has ${source.length} characters; ${maxLinearChars} are allowed`);
  const regex = RE2JS.compile(source);
  const size = regex.programSize();
  if (size > maxInstructions)
    throw new Error(`the expression unfolds to ${size} instructions; ${maxInstructions} are allowed`);
  const names = Object.keys(regex.namedGroups());
  return {
    size,
    test: (text) => regex.matcher(text).find(),
    findAll(text) {
      const out: Occurrence[] = [];
      const matcher = regex.matcher(text);
      while (out.length < maxOccurrences && matcher.find()) {
        if (matcher.end() === matcher.start()) continue;
        const groups: Record<string, string> = {};
        for (const name of names) groups[name] = matcher.group(name) ?? '';
        out.push({ start: matcher.start(), end: matcher.end(), groups });
      }
      return out;
    },
  };
}

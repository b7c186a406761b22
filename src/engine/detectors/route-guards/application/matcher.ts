// For which addresses Next.js runs its middleware: the patterns of `config.matcher`, read and never run.
import type { Expression } from '../../../flow/ir.ts';
import type { FileContext } from '../route.ts';
import { entryOf, textOf } from '../shapes.ts';
import { fixedPart, startsAt } from './guard.ts';

/** Whether the middleware runs for an address; undefined where a pattern cannot be told. */
export type Matcher = (address: string) => boolean | undefined;

/** The matcher of a file; without one the middleware runs for everything. */
export function matcherOf(file: FileContext): Matcher {
  const patterns = patternsOf(file);
  if (!patterns) return () => true;
  return (address) => {
    const answers = patterns.map((one) => (one === undefined ? undefined : matches(one, address)));
    return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
  };
}

/** Addresses that the matcher of a file names. */
export function matchedAddresses(file: FileContext): string[] {
  return (patternsOf(file) ?? []).flatMap((one) => {
    const fixed = one === undefined ? '' : fixedPart(one);
    return fixed.length > 1 ? [fixed] : [];
  });
}

function patternsOf(file: FileContext): (string | undefined)[] | undefined {
  const given = entryOf(file.values.get('config'), 'matcher');
  return given && (given.kind === 'list' ? given.items : [given]).map(patternOf);
}

/** A pattern, which may be the `source` of an object. */
function patternOf(given: Expression): string | undefined {
  return textOf(given) ?? textOf(entryOf(given, 'source'));
}

const exclusion = /^\/\(\(\?!([^()]{0,500}(?:\([^()]{0,200}\)[^()]{0,200}){0,20})\)\.[*+]\)$/;
const choice = /^\/\(([\w|-]{1,200})\)/;

function matches(pattern: string, address: string): boolean | undefined {
  const excluded = exclusion.exec(pattern)?.[1];
  if (excluded !== undefined)
    return !excluded
      .split('|')
      .map((one) => `/${one.replace(/^\//, '').replace(/[\\$(.*+?[].*$/s, '')}`)
      .some((one) => one !== '/' && address.startsWith(one));
  const either = choice.exec(pattern)?.[1];
  if (either !== undefined) return either.split('|').some((one) => startsAt(address, `/${one}`));
  if (pattern.includes('(?') || pattern.startsWith('/(')) return undefined;
  const fixed = fixedPart(pattern);
  // `/:path*`
  if (fixed === '/' || fixed === '') return pattern === '/' ? address === '/' : true;
  return startsAt(address, fixed);
}

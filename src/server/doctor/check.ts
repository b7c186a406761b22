// One thing that the doctor looked at, and what to do about it.

/** One line of the doctor's report. */
export interface Check {
  /** Such as `clock`; the same in every version. */
  name: string;
  state: 'ok' | 'warn' | 'fail';
  /** What was found, in a sentence. */
  what: string;
  /** Why it matters. */
  why?: string;
  /** What to do. */
  todo?: string;
}

/** All is well. */
export function ok(name: string, what: string): Check {
  return { name, state: 'ok', what };
}

/** It works, but somebody should know. */
export function warn(name: string, what: string, why: string, todo: string): Check {
  return { name, state: 'warn', what, why, todo };
}

/** It does not work. */
export function fail(name: string, what: string, why: string, todo: string): Check {
  return { name, state: 'fail', what, why, todo };
}

/** A list in a sentence: the first ones, and how many more. */
export function list(all: readonly string[], max = 5): string {
  const more = all.length - max;
  return all.slice(0, max).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

// What the user has to mend: said as what, where and what to do, and shown without a stack.

/** A mistake in usage, configuration or surroundings; the command line ends with code 2. */
export class UserError extends Error {
  /** Where it is: a path, a revision, an option. */
  readonly where: string;
  /** What the user can do about it. */
  readonly remedy: string;

  constructor(what: string, where: string, remedy: string) {
    super(what);
    this.name = 'UserError';
    this.where = where;
    this.remedy = remedy;
  }
}

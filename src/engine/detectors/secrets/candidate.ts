// What is found beside a credential's name: a literal, and how it reaches the name.
import type { Literal } from './literal.ts';
import type { NameKind } from './names.ts';

/** How the value reaches the name. */
export type Form =
  'assign' | 'property' | 'compare' | 'fallback' | 'call' | 'pair' | 'bare' | 'tag' | 'statement';

/** A literal beside a credential's name. */
export interface Candidate extends Literal {
  name: string;
  kind: NameKind;
  form: Form;
  isQuoted: boolean;
  /** True for an option in a text that shows how a command is used. */
  isUsage?: boolean;
  /** True where a literal counts only if it is random: more is added to it, or any text may stand there. */
  needsOpaque?: boolean;
  /** What the name belongs to: `jwt` of `jwt.secret`. */
  owner?: string | undefined;
  /** What stands beside; asked only of what anyone could guess. */
  beside?: () => Beside;
}

/** What the text around a name says about its value. */
export interface Beside {
  /** True where a user, a host or a database stands beside it. */
  isLogin: boolean;
  /** True for bytes: what a cipher takes. */
  isBytes: boolean;
  /** True beside the address of a made-up person, in a domain that nobody has. */
  isSample: boolean;
  /** True in a list of labels or messages. */
  isMessage: boolean;
  /** True beside the number of the standard that publishes it. */
  isPublished: boolean;
  /** True beside what the key makes of it in the table of a test: a nonce, a text, a tag. */
  isVector: boolean;
}

/** A literal and how it reaches its name. */
export type Found = Literal & { form: Form; isQuoted: boolean; needsOpaque?: boolean };

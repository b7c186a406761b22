// What an area of the review checklist is: how its code is known, and what a person must be able to answer about it.
import { z } from 'zod';
import { globProblem } from '../policy/globs.ts';
import { languages } from '../languages.ts';

const languageId = z
  .string()
  .refine((id) => languages.some((one) => one.id === id), 'no language of this id');
const expression = z.string().refine((text) => {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}, 'no regular expression');

/** Code of one file; each of `match` must be of this area, none of `no_match` may be. */
const example = z.strictObject({
  language: languageId,
  path: z.string().optional(),
  code: z.string().min(3),
});

/** One file of rules/review-checklist/; the file's name is the id. */
export const areaSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]*$/),
  /** A noun for people. */
  title: z.string().min(4).max(60),
  /** Areas of a lower rank are asked about first. */
  rank: z.int().min(1).max(99),
  /** What is called, by language or `any`: `open` alone, or the last names as in `fs.readFile`; `*` is anything, case counts. */
  calls: z.partialRecord(z.union([z.literal('any'), languageId]), z.array(z.string().min(2))).default({}),
  /** Words in a row within the name of what is called or defined, in lower case: `reset password`. */
  names: z.array(z.string().regex(/^[a-z0-9]+(?: [a-z0-9]+)*$/)).default([]),
  /** Kinds of syntax nodes that are of this area by themselves. */
  kinds: z.array(z.string().min(3)).default([]),
  /** What a string, or a line of SQL, begins with; case counts, as prose says `select` as well. */
  strings: z.array(expression).default([]),
  /** Files of which every line is of this area. */
  paths: z
    .array(z.string().refine((glob) => globProblem(glob) === undefined, 'no pattern of paths'))
    .default([]),
  /** The most telling first. */
  questions: z.array(z.string().min(20).max(200)).min(2).max(3),
  examples: z.strictObject({ match: z.array(example).min(2), no_match: z.array(example).min(1) }),
});

export type ChecklistArea = z.infer<typeof areaSchema>;

/** Added lines in a row. Both ends count. */
export interface ChecklistPlace {
  path: string;
  start: number;
  end: number;
}

/** What a person must be able to answer about some lines before they are merged. */
export interface ChecklistItem {
  /** Id of the area, such as `authentication`. */
  area: string;
  title: string;
  questions: string[];
  /** At most eight, those of the first files. */
  places: ChecklistPlace[];
  /** How many places are not listed. */
  more: number;
}

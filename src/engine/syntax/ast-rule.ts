// The rule object that says which nodes match, in ast-grep's words: patterns, kinds, relations and their compositions.
import { z } from 'zod';

const name = z.string().regex(/^[A-Za-z_][\w-]*$/);

/** Where a relation stops looking: at the next node, at the end, or at the first node that a rule matches. */
const stopBy = z.union([z.enum(['neighbor', 'end']), z.lazy((): z.ZodType<AstRule> => astRuleSchema)]);

const patternSchema = z.union([
  z.string().min(1),
  z.strictObject({ context: z.string().min(1), selector: z.string().min(1) }),
]);

export interface AstRule {
  pattern?: string | { context: string; selector: string } | undefined;
  kind?: string | undefined;
  /** Tested against the code of the node, as a partial match. */
  regex?: string | undefined;
  /** Tested against the constant that the node is: a literal's content, or what the file's only definition of a name says. */
  value?: string | undefined;
  /** The constant, or regular expression, is one on which a backtracking engine can try exponentially many ways; `whole` where the call asks for all of the text. */
  backtracks?: true | 'whole' | undefined;
  /** Position among the named siblings, from 1. */
  nthChild?: number | undefined;
  inside?: Relation | undefined;
  has?: Relation | undefined;
  follows?: Relation | undefined;
  precedes?: Relation | undefined;
  all?: AstRule[] | undefined;
  any?: AstRule[] | undefined;
  not?: AstRule | undefined;
  /** The name of one of the rule's `utils`. */
  matches?: string | undefined;
}

export interface Relation extends AstRule {
  stopBy?: 'neighbor' | 'end' | AstRule | undefined;
  field?: string | undefined;
}

const rule = z.lazy((): z.ZodType<AstRule> => astRuleSchema);
const relation = z.lazy((): z.ZodType<Relation> => relationSchema);

const keys = {
  pattern: patternSchema.optional(),
  kind: z.string().min(1).optional(),
  regex: z.string().min(1).optional(),
  value: z.string().min(1).optional(),
  backtracks: z.union([z.literal(true), z.literal('whole')]).optional(),
  nthChild: z.number().int().positive().optional(),
  inside: relation.optional(),
  has: relation.optional(),
  follows: relation.optional(),
  precedes: relation.optional(),
  all: z.array(rule).min(1).optional(),
  any: z.array(rule).min(1).optional(),
  not: rule.optional(),
  matches: name.optional(),
};

const isEmpty = (value: object): boolean =>
  Object.keys(value).some((key) => key !== 'stopBy' && key !== 'field');

/** Reads a rule object; unknown keys are errors. */
export const astRuleSchema = z.strictObject(keys).refine(isEmpty, 'the rule says nothing');

const relationSchema = z
  .strictObject({ ...keys, stopBy: stopBy.optional(), field: z.string().optional() })
  .refine(isEmpty, 'the relation says nothing');

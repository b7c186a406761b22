// Shares out what rules may cost in a file, so that a dear one silences no other, and own rules none that ships here.
import type { CodeRule } from '../../rules/code-rule.ts';

/** What all rules of one kind may cost together, and each of them. */
interface Allowance {
  all: number;
  each: number;
}

/** What is left of the allowances while the rules run. */
export interface Budget {
  /** What a rule may still spend. */
  leftFor(rule: CodeRule): number;
  spend(rule: CodeRule, amount: number): void;
}

function budgetOf(shipped: Allowance, own: Allowance): Budget {
  const left = { shipped: shipped.all, own: own.all };
  const spent = new Map<CodeRule, number>();
  return {
    leftFor: (rule) =>
      Math.floor(
        Math.min(
          left[rule.trusted ? 'shipped' : 'own'],
          (rule.trusted ? shipped : own).each - (spent.get(rule) ?? 0),
        ),
      ),
    spend(rule, amount) {
      left[rule.trusted ? 'shipped' : 'own'] -= amount;
      spent.set(rule, (spent.get(rule) ?? 0) + amount);
    },
  };
}

// The time of a review shall be in proportion to the change whatever a repository's own rules ask for.
const ownAllowance = (chars: number, least: number, perChar: number, most: number): Allowance => {
  const all = Math.min(most, least + perChar * chars);
  return { all, each: all / 5 };
};

/** Node comparisons in a file of so many characters, five million a second: bundles of servers need three for each character. */
export function stepBudget(chars: number): Budget {
  const all = Math.max(1_500_000, 5 * chars);
  return budgetOf({ all, each: Math.max(400_000, all / 4) }, ownAllowance(chars, 200_000, 20, 1_500_000));
}

/** Instructions of the linear engine, 50 to the microsecond; expressions that ship here do not run on it. */
export function instructionBudget(chars: number): Budget {
  return budgetOf({ all: Infinity, each: Infinity }, ownAllowance(chars, 5_000_000, 300, 50_000_000));
}

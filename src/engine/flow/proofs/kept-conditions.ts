// Conditions that a variable keeps until they are asked: `const ok = allowed.has(name); if (!ok) return`.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Expression, Target } from '../ir.ts';
import type { Frame } from '../state.ts';

/** Characters of a function in which other writes of a variable are looked for, and between a condition and its test. */
const maxFunction = 20_000;
const maxBetween = 4_000;

/** What a variable keeps, and where it was written. */
export interface KeptCondition {
  value: Expression;
  node: SyntaxNode;
  /** Whether nothing else writes the variable; found out when it is asked, because few are. */
  isOnly?: boolean;
}

/** A row that was looked up by a key is there or not. */
const mayAsk: ReadonlySet<string> = new Set(['not', 'binary', 'call', 'choice', 'index']);

/** Notes that a variable holds what a condition came to; any other value makes it forget the one before. */
export function keepCondition(f: Frame, name: string, value: Expression, node: SyntaxNode): void {
  if (mayAsk.has(value.kind)) f.conditions.set(name, { value, node });
  else f.conditions.delete(name);
}

/** The same of the answer that is taken out of what a check returned: `const { ok } = validate(name)`. */
export function keepAnswers(
  f: Frame,
  { entries }: Extract<Target, { kind: 'fields' }>,
  value: Expression,
  node: SyntaxNode,
): void {
  if (value.kind !== 'call') return;
  for (const { key, target } of entries)
    if (target.kind === 'bind' && key !== undefined)
      f.conditions.set(target.name, { value: { kind: 'member', node, object: value, property: key }, node });
}

/** The condition that a variable stands for at `node`; none where something of it was written in between. */
export function keptCondition(f: Frame, name: string, node: SyntaxNode): Expression | undefined {
  const found = f.conditions.get(name);
  if (!found) return undefined;
  const kept = found.value;
  if (node.start < kept.node.end || node.start - kept.node.end > maxBetween) return undefined;
  // `if err := check(name); err != nil`: nothing comes between.
  if (
    kept.node.source.language === 'go' &&
    atOnce.test(kept.node.source.text.slice(kept.node.end, node.start))
  )
    return kept;
  found.isOnly ??= isConstant(found.node) || isOnlyWrite(f, name, found.node);
  if (!found.isOnly) return undefined;
  const { text, language } = kept.node.source;
  const names = new Set(kept.node.text.match(/[A-Za-z_$][\w$]*/g));
  // `log(name=name)` writes nothing.
  const written = language === 'python' ? spacedWrite : write;
  for (const [, root = ''] of text.slice(kept.node.end, node.start).matchAll(written))
    if (names.has(root)) return undefined;
  return kept;
}

const atOnce = /^\s{0,9};?\s{0,9}(?:if )?$/;
const write =
  /(?<![\w$.])([A-Za-z_$][\w$]{0,60})(?:[.[][\w$.'"\]]{0,60})?\s{0,4}(?:(?:[-+*%]|\|\||&&|\?\?)?=(?![=>])|\+\+|--)/g;
const spacedWrite = /(?<![\w.])([A-Za-z_]\w{0,60})(?:[.[][\w.'"\]]{0,60})?\s{1,4}[-+*%/|&]?=(?!=)/g;

/** True for what a variable is called that holds yes or no. */
export function isAnswer(name: string): boolean {
  return /^_?(?:is|has|are|was|can|may|should|must)(?:[A-Z_]|$)|ok$|valid|safe|allow|permit|inside|within|trust|match|known|passe[sd]/i.test(
    name,
  );
}

/** True where the language forbids another write. */
export function isConstant(node: SyntaxNode): boolean {
  const { parent } = node;
  return parent?.kind === 'lexical_declaration' && /^const\b/.test(parent.text.slice(0, 6));
}

/** Whether nothing else in the function writes the variable. */
function isOnlyWrite(f: Frame, name: string, node: SyntaxNode): boolean {
  // Where a variable need not be made, one that was never written is false too.
  if (!/declar|short_var/.test(node.kind) && node.source.language !== 'python') return false;
  const around = f.fn?.node;
  if (!around || around.end - around.start > maxFunction) return false;
  const escaped = name.replace(/\$/g, '\\$');
  const writes = new RegExp(
    `(?<![\\w$.])${escaped}\\s{0,4}(?::\\s{0,4}\\w{1,20}\\s{0,4})?(?:[-+*%|&]|\\|\\||&&|\\?\\?|:)?=(?![=>])|\\bfor\\s{1,4}${escaped}\\b|[[{,]\\s{0,4}${escaped}\\s{0,4}[\\]},][^\\n;]{0,80}=(?![=>])`,
    'g',
  );
  const found = around.text.match(writes) ?? [];
  return found.length === 1 && around.start <= node.start && node.end <= around.end;
}

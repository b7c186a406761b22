// Moves an expression out of a script into the step's environment, as the fix of an injection.
import type { SourceEdit } from '../../fixes/edit.ts';
import { entryBefore } from '../../fixes/yaml-lines.ts';
import { entriesOf, entryOf, type YamlScalar } from '../../text/yaml-tree.ts';
import type { Step } from './workflow.ts';

/** The edits, that in the script first; undefined where the quotes around the expression are not clear. */
export function throughEnv(
  text: string,
  step: Step,
  run: YamlScalar,
  expression: string,
  name: string,
): SourceEdit[] | undefined {
  if (!/^(?:bash|sh)$/.test(step.shell) || step.run !== run) return undefined;
  const script = text.slice(run.start, run.end);
  // Here-documents, and commands within quotes, have rules of their own for quotes.
  if (/<<|"[^"\n]*(?:\$\(|`)|[^\\]`/.test(script) || /["']/.test(text[run.start - 1] ?? '')) return undefined;
  if (new RegExp(`\\$\\{?${name}\\b`).test(script)) return undefined;
  const edits: SourceEdit[] = [];
  for (let at = script.indexOf(expression); at !== -1; at = script.indexOf(expression, at + 1)) {
    const quote = quoteAt(script, at);
    if (at === 0 && !run.block) return undefined;
    const next = script[at + expression.length] ?? '';
    const variable = /\w/.test(next) ? `\${${name}}` : `$${name}`;
    const written = quote === '"' ? variable : quote === "'" ? `'"${variable}"'` : `"${variable}"`;
    edits.push({ start: run.start + at, end: run.start + at + expression.length, text: written });
  }
  const given = environment(text, step, `${name}: ${expression}`, name);
  return edits.length > 0 && given ? [...edits, given] : undefined;
}

function environment(text: string, step: Step, line: string, name: string): SourceEdit | undefined {
  const key = entryOf(step.node, 'run')?.keyStart;
  if (key === undefined) return undefined;
  if (!entryOf(step.node, 'env')) return entryBefore(text, key, ['env:', `  ${line}`]);
  const [first] = entriesOf(step.env);
  const isTaken = entriesOf(step.env).some((one) => one.key === name);
  return first && !isTaken ? entryBefore(text, first.keyStart, [line]) : undefined;
}

/** The quotation mark within which a shell reads an offset. */
function quoteAt(script: string, offset: number): string | undefined {
  let quote: string | undefined;
  for (let i = 0; i < offset; i++) {
    const char = script[i] as string;
    if (char === '\\' && quote !== "'") i++;
    else if (quote !== undefined) quote = char === quote ? undefined : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '#' && /^$|\s/.test(script[i - 1] ?? '')) i = Math.max(i, script.indexOf('\n', i));
  }
  return quote;
}

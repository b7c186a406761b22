// Regular expressions in Go, where they are compiled.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import { isString, stringValue } from './strings.ts';

/** The source of `regexp.MustCompile("…")`. */
export function patternOf(value: SyntaxNode | undefined): string | undefined {
  if (value?.kind !== 'call_expression') return undefined;
  if (!/^regexp\.(?:MustCompile|Compile)(?:POSIX)?$/.test(value.get('function')?.text ?? ''))
    return undefined;
  const first = value.get('arguments')?.items[0];
  return first && isString(first) ? stringValue(first) : undefined;
}

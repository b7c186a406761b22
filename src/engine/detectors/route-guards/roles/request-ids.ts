// Finds the ids of records that a request names.
import type { Expression } from '../../../flow/ir.ts';
import { outsideKey } from './caller.ts';
import { dotted, textOf } from '../shapes.ts';

/** True for names such as `id`, `order_id`, `userId`, `pk`. */
export function isIdName(name: string): boolean {
  return /(?:^|_)(?:[a-z]?id|pk|uuid|guid|number|no|ref|slug|username|filename|file_name|email)$|(?:Id|ID|Uuid|UUID|Number|Pk|Account)$|^(?:fileName|userName)$|^(?:file|user|account|order|invoice|username)$|^(?:from|source|sender|src)_?(?:account|wallet|user)$/.test(
    name,
  );
}

/** True for a chain that reads what the caller wrote. */
export function isInputChain(chain: string): boolean {
  return (
    (/^(?:req|request|ctx|context|c|event|self|this|info|flask)\b/.test(chain) && outsideKey.test(chain)) ||
    /^(?:params|input|args|(?:self\.)?kwargs|body|data|payload|msg|searchParams|formData|await params)\b/.test(
      chain,
    )
  );
}

/** The name of the id that an expression takes from the request; `ids` are variables that hold one. */
export function requestId(expression: Expression, ids: ReadonlySet<string>): string | undefined {
  if (expression.kind === 'name') return ids.has(expression.name) ? expression.name : undefined;
  if (expression.kind === 'member') {
    const chain = dotted(expression);
    return chain !== undefined && isInputChain(chain) && isIdName(expression.property) ? chain : undefined;
  }
  if (expression.kind === 'call') {
    const chain = dotted(expression.callee) ?? '';
    // Nuxt's `getRouterParam(event, 'id')` names it second.
    const key = textOf(expression.args[chain.endsWith('getRouterParam') ? 1 : 0]?.value);
    if (
      key !== undefined &&
      isIdName(key) &&
      /(?:get|param|query|getlist|get_argument|pop|getRouterParam)$/.test(chain) &&
      (isInputChain(chain) ||
        /\b(?:get_argument|param|getRouterParam|searchParams\.get|formData\.get|form\.get|kwargs\.get|data\.get)$/.test(
          chain,
        ))
    )
      return key;
  }
  return undefined;
}

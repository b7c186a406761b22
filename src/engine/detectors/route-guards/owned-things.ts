// Says which models and tables a program gives to its callers: those that it filters by who calls, or makes in their name.
import type { Expression } from '../../flow/ir.ts';
import type { Reading } from './body/reading.ts';
import { isCaller } from './roles/caller.ts';
import { isIdName } from './roles/request-ids.ts';
import { dotted, visitExpression } from './shapes.ts';
import type { Weighed } from './weighed-route.ts';

/** A model or table that a body looks up, or fills, by who calls. */
export interface OwnThing {
  thing: string;
  /** True when what is found depends on who calls, and not only what is made. */
  isFilter: boolean;
}

/** Says nothing of what is kept there. */
const generic =
  /^(?:db|database|session|store|repo|repository|service|svc|client|api|model|models|orm|em|prisma|knex|app|tx|trx|conn|connection|pool|query|object|objects|data|manager|crud|dao|self|this|ctx|req|request|user|current_user|row|item|entity|supabase|drizzle|collection|table)$/;

/** The model or table that a call works on, by its bare name. */
export function thingOf(written: string): string | undefined {
  const text = written.slice(0, 160);
  const found =
    /^(?:await )?(?:new )?([A-Z]\w{1,40})(?:[.(]|$)/.exec(text)?.[1] ??
    /\b(?:query|select|insert|update|delete|delete_from|from|into|get|find|findOne|get_object_or_404|get_list_or_404|getRepository)\(\s{0,10}([A-Z]\w{1,40})\s{0,10}[,)]/.exec(
      text,
    )?.[1] ??
    /\b(?:collection|knex|table|from|into|trx)\(\s{0,10}['"`](\w{2,40})['"`]\s{0,10}\)/.exec(text)?.[1] ??
    /\b(?:from|into|update|insert|delete)\(\s{0,10}([a-z]\w{1,40})\s{0,10}\)/.exec(text)?.[1] ??
    /(?:^|[.\]])(\w{2,40})\.\w{1,40}\(/.exec(text)?.[1] ??
    /^(\w{2,40})$/.exec(text)?.[1];
  if (found === undefined || isIdName(found)) return undefined;
  const bare = found
    .replace(
      /(?:_?(?:[rR]ow|[mM]odel|[sS]chema|[eE]ntity|[rR]epository|[rR]epo|[sS]ervice|[sS]tore|[tT]able))$/,
      '',
    )
    .toLowerCase()
    .replace(/ies$/, 'y')
    .replace(/s$/, '');
  return bare === '' || generic.test(bare) ? undefined : bare;
}

/** Whether who calls stands somewhere in an expression. */
function namesCaller({ callers }: Reading, expression: Expression): boolean {
  let found = false;
  visitExpression(expression, (one) => {
    if (found || one.kind === 'function') return false;
    if (one.kind !== 'name' && one.kind !== 'member' && one.kind !== 'call') return true;
    const chain = dotted(one);
    found =
      chain !== undefined &&
      (callers.has(chain.replace(/[.[(].*$/s, '')) ||
        isCaller(chain) ||
        /^(?:get_jwt_identity|getUserId)\(\)$/.test(chain));
    return !found;
  });
  return found;
}

/** Writes down what a call looks up or makes by who calls. */
export function readOwnThing(
  reading: Reading,
  text: string,
  values: readonly Expression[],
  isFilter: boolean,
): void {
  const thing = thingOf(text);
  if (thing === undefined || !values.some((value) => namesCaller(reading, value))) return;
  (reading.facts.own ??= []).push({ thing, isFilter });
}

/** Those of a file by name, each with a route that shows it. */
export type OwnThings = ReadonlyMap<string, { by: Weighed; isFilter: boolean }>;

/** What the routes of a file look up or make by who calls. */
export function ownThings(all: readonly Weighed[]): OwnThings {
  const out = new Map<string, { by: Weighed; isFilter: boolean }>();
  for (const one of all)
    for (const { thing, isFilter } of one.facts?.own ?? [])
      if (isFilter || !out.has(thing)) out.set(thing, { by: one, isFilter });
  return out;
}

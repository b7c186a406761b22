// Tells what stands where a value would in a statement, and is the program's own word all the same: a table, a number of rows.
import { sourceName, type Taint } from '../value.ts';

const place =
  /(?:^|_|[a-z])(?:[tT]able|[iI]ndex|[cC]olumn|[sS]chema|[cC]ollection|[vV]iew|[tT]rigger)s?(?:_?[nN]ame)?$/;
const rows =
  /^(?:\w{0,30}_)?(?:limit|offset|skip|take|top_?k|page_?size|per_?page|max_?(?:rows|results|items))$|(?:Limit|Offset|PageSize|TopK)$|^(?:topK|pageSize|perPage|max(?:Rows|Results|Items))$/;

/** A table by its name in quotes, as catalogues are asked: `pragma_table_info('${table}')`. */
export function namesPlace({ source, node }: Taint): boolean {
  return isWithin.test(source) && place.test(sourceName(node));
}

/** How many rows are wanted, as the program's own functions tell one another: `LIMIT ${limit}`. */
export function countsRows({ source, node }: Taint, before: string): boolean {
  return isWithin.test(source) && /\b(?:limit|offset)\s{0,4}$/i.test(before) && rows.test(sourceName(node));
}

/** Nobody outside of the program is seen to choose it. */
const isWithin = /^(?:parameter|dynamic)$/;

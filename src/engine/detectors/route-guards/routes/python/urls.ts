// Where the classes and functions of a Python file are mounted by name.
import type { Expression } from '../../../../flow/ir.ts';
import type { Guard } from '../../body/facts.ts';
import { guardsOf, type FileContext } from '../../route.ts';
import { lastName } from '../../shapes.ts';

/** What is registered under a class's or function's name elsewhere in the file. */
export interface ClassUrls {
  paths: Map<string, string>;
  guards: Map<string, Guard[]>;
}

/** Notes the path of a handler, and the guards that are wrapped around it there. */
export function readUrl(path: string, handler: Expression, urls: ClassUrls, file: FileContext): void {
  let at = handler;
  const guards: Guard[] = [];
  for (let steps = 0; steps < 4 && at.kind === 'call'; steps++) {
    if (lastName(at) === 'as_view' && at.callee.kind === 'member') {
      at = at.callee.object;
      break;
    }
    guards.push(...guardsOf(at.callee, file).filter(({ level }) => level !== 'maybe'));
    const inner = at.args[0]?.value;
    if (!inner) break;
    at = inner;
  }
  const name = lastName(at);
  if (name === undefined) return;
  if (!urls.paths.has(name)) urls.paths.set(name, path);
  urls.guards.set(name, [...(urls.guards.get(name) ?? []), ...guards]);
}

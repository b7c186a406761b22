// Finds roles and identities that are taken from what the caller wrote into the request.
import type { FunctionShape } from '../../../flow/ir.ts';
import type { RoleReading, Say } from './request-roles.ts';
import { learn, learnParameters } from './assignments.ts';
import { readRoleUse } from './decisions.ts';
import { visitFile, type FileContext } from '../route.ts';
import { visitFunction } from '../shapes.ts';
import type { Verdict } from '../verdict.ts';

/** Every use of a role or identity from the request in the file. */
export function readRoles(file: FileContext): Verdict[] {
  const out: Verdict[] = [];
  const seen = new Set<number>();
  const say: Say = (node, verdict) => {
    const { line } = node.region.start;
    if (seen.has(line)) return;
    seen.add(line);
    out.push({ rule: 'role-from-request', start: node.start, end: node.end, related: [], ...verdict });
  };
  const isWeb = file.routes.length > 0 || /\b(?:req|request|ctx)\b[.:]|next\/headers/.test(file.text);
  if (!isWeb) return out;
  const done = new Set<FunctionShape>();
  visitFile(
    file,
    (expression) => {
      if (expression.kind === 'function') readFunction(expression.fn, file, done, say);
    },
    (statement) => {
      if (statement.kind === 'function') readFunction(statement.fn, file, done, say);
    },
  );
  return out;
}

function readFunction(fn: FunctionShape, file: FileContext, done: Set<FunctionShape>, say: Say): void {
  if (done.has(fn)) return;
  done.add(fn);
  const reading: RoleReading = {
    fn,
    file,
    inputs: new Set(),
    roles: new Map(),
    sent: new Set(),
    say,
    late: [],
  };
  learnParameters(reading);
  visitFunction(
    { ...fn, decorators: [] },
    (expression, at): boolean | void => {
      // Functions inside are read by themselves.
      if (expression.kind === 'function') return false;
      if (expression.kind === 'assign') learn(reading, expression.target, expression.value);
      else readRoleUse(reading, expression, at);
    },
    (statement): boolean | void => {
      if (statement.kind === 'function') return false;
      if (statement.kind === 'assign') learn(reading, statement.target, statement.value);
    },
  );
  for (const late of reading.late) late();
}

// Reads what a Go program puts in front of the routes that functions of other packages register on its groups.
import { basename, dirname } from 'node:path/posix';
import type { Guard } from '../body/facts.ts';
import { followGoGroups } from '../routes/go.ts';
import type { FileContext } from '../route.ts';
import { dotted } from '../shapes.ts';
import type { ApplicationGuard } from './guard.ts';

/** `handlers.Register(api)`, where `api` is a group behind a guard. */
export function readGoProgram(file: FileContext): ApplicationGuard[] {
  const calls: { callee: string; guards: readonly Guard[] }[] = [];
  followGoGroups(file, (call, groups) => {
    const callee = dotted(call.callee);
    const group = call.args
      .map(({ value }) => groups.get(dotted(value) ?? ''))
      .find((one) => one !== undefined);
    if (callee !== undefined && group) calls.push({ callee, guards: group.guards });
  });
  const folder = dirname(file.path);
  return calls.flatMap(({ callee, guards }): ApplicationGuard[] => {
    const guard = guards.find(({ level }) => level !== 'maybe') ?? guards[0];
    if (!guard) return [];
    const [name = '', holder] = callee.split('.').toReversed();
    const isImported = holder !== undefined && file.imports.some(({ local }) => local === holder);
    const origin = file.imports.find(({ local }) => local === holder)?.path ?? '';
    return [
      {
        name: guard.name,
        covers(route) {
          if (route.framework !== 'go') return undefined;
          const at = dirname(route.file);
          const isThere = isImported ? origin.endsWith(basename(at)) : holder !== undefined || at === folder;
          return isThere && route.within === name ? guard.level : undefined;
        },
        samples: [],
      },
    ];
  });
}

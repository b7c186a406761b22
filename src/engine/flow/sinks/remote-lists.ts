// Reads the argument list of a program that hands part of it to a shell of another machine or user.
import { textOf } from '../texts/positions.ts';
import type { Value } from '../value.ts';

/** Options of `ssh` with a value of their own, alone or behind others. */
const sshValued = /^-[1246AaCfGgKkMNnqsTtVvXxYy]{0,12}[BbcDEeFIiJLlmOoPpQRSWw]$/;

/** What a shell elsewhere reads of `ssh host 'ls ' + name` or `su - user -c 'ls ' + name`; none when the list does not tell. */
export function remoteTexts(list: Value): readonly Value[] {
  const items = [...(list.fields?.values() ?? [])];
  const program = items.findIndex(
    ({ literal }) => typeof literal !== 'string' || !/^(?:sudo|-n)$/.test(literal),
  );
  const name = items[program]?.literal;
  if (typeof name !== 'string') return [];
  if (/^(?:\/usr\/bin\/|\/bin\/|\/sbin\/|\/usr\/sbin\/)?(?:su|runuser)$/.test(name)) {
    const option = items.findIndex(
      ({ literal }) => typeof literal === 'string' && /^(?:-[lmp]{0,3}c|--command)$/.test(literal),
    );
    return option === -1 ? [] : items.slice(option + 1, option + 2);
  }
  if (!/^(?:\/usr\/bin\/)?ssh$/.test(name)) return [];
  for (let at = program + 1; at < items.length; at++) {
    const item = items[at] as Value;
    if (item.isList) return [];
    const begin = item.pieces ? textOf(item.pieces) : item.literal;
    if (typeof begin !== 'string' || !begin.startsWith('-'))
      // A deployment is told by its caller what to run; a visitor has no say in it.
      return items.slice(at + 1).filter((one) => one.pieces !== undefined || isFromOutside(one));
    if (sshValued.test(begin)) at++;
  }
  return [];
}

function isFromOutside({ taints }: Value): boolean {
  return taints.some(({ source }) => /^(?:request|dom|model|network)$/.test(source));
}

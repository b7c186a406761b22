// The ways on which a value reaches a kind of sink, each with where it stands in the text.
import {
  isNumberByName,
  isOwnAddress,
  isOwnField,
  isOwnId,
  isOwnName,
  isOwnTool,
  isPlaceOfMachine,
  isPlaceOfTool,
  isProgramAlone,
} from '../inputs/own-values.ts';
import { positionOf, standsInQuotes, textOf } from '../texts/positions.ts';
import { truthful } from '../proofs/proved.ts';
import { endsEarly, leavesAttribute, standsInHandler, standsUnquoted } from './raw-texts.ts';
import { isAskedPath, isFolder, isGivenPath } from '../proofs/rooted.ts';
import { countsRows, namesPlace } from './sql-names.ts';
import type { State, Way } from '../state.ts';
import { type Value, isOpen, isTainted, piecesOf } from '../value.ts';

/** The ways on which a value's taints reach a kind of sink, each with its position in the string. */
export function waysOf(a: State, given: string, value: Value): Way[] {
  // What opts out of escaping takes HTML as well.
  const kind = /^html-(?:raw|markup|words|script)$/.test(given) ? 'html' : given;
  const ways: Way[] = [];
  const pieces = piecesOf(value, value.builtAt ?? a.program.root);
  const text = textOf(pieces);
  let end = 0;
  pieces.forEach((piece, index) => {
    const start = end;
    end += typeof piece === 'string' ? piece.length : 1;
    if (typeof piece === 'string') return;
    const left = text.slice(0, start);
    if (kind === 'html')
      for (const taint of piece.value.taints)
        if (
          leavesAttribute(pieces, index, taint) ||
          standsUnquoted(pieces, index, taint) ||
          endsEarly(pieces, index, taint)
        )
          ways.push({ taint: { ...taint, partly: true, incomplete: true }, position: 'part' });
    if (kind === 'html' && standsInHandler(pieces, index, piece.value))
      for (const taint of piece.value.taints)
        if (taint.cleaned.has(kind))
          ways.push({ taint: { ...taint, partly: true, incomplete: true }, position: 'part' });
    if (!isTainted(piece.value, kind)) return;
    const lands = positionOf(kind, left, text.slice(end));
    const stands = lands === 'host' && isAskedPath(left, piece.value) ? 'part' : lands;
    const isSqlValue = kind === 'sql' && stands === 'value';
    const before = isSqlValue ? textOf(pieces.slice(Math.max(0, index - 1), index)) : '';
    const isOwn = isFolder(kind, index, pieces[1]);
    for (const one of piece.value.taints) {
      const position = isSqlValue && namesPlace(one) ? 'name' : stands;
      if (
        !(position === 'name' && isOwnName(one)) &&
        !(isOwn && one.source === 'parameter') &&
        !isGivenPath(kind, index, one) &&
        isOpen(one, kind) &&
        // Below a folder a path that stays there includes what lies there.
        !(kind === 'include' && index > 0 && one.cleaned.has('include-below')) &&
        !(position === 'whole' && one.cleaned.has(`${kind}-whole`)) &&
        !(one.cleaned.has(`${kind}-quoted`) && standsInQuotes(left)) &&
        !(one.cleaned.has(`${kind}-unquoted`) && !standsInQuotes(left))
      )
        ways.push({
          taint:
            (isSqlValue && a.isScript && countsRows(one, before)) ||
            (kind === 'method-name' && one.cleaned.has(truthful[0] as string)) ||
            (isSqlValue && isOwnId(one)) ||
            isNumberByName(kind, one, piece.node) ||
            (kind === 'shell' &&
              (isOwnField(one) ||
                isPlaceOfMachine(one, piece.value) ||
                isPlaceOfTool(one, piece.node) ||
                isOwnTool(one, piece.node) ||
                isProgramAlone(one, pieces) ||
                isOwnAddress(one, pieces)))
              ? { ...one, partly: true }
              : one,
          position,
        });
    }
  });
  return ways;
}

// Shows what was read of a record in one line each, for the tests of the formats.
import type { RecordReading } from './claim.ts';

/** Such as `a.py 1-3,7 tool cursor gpt-5`, and problems after a question mark. */
export function shownClaims({ claims, problems }: RecordReading): string[] {
  return [
    ...claims.map(({ path, lines, by, tool, model, revision }) =>
      [
        path,
        lines === 'file'
          ? lines
          : lines.map(({ start, end }) => (start === end ? `${start}` : `${start}-${end}`)).join(','),
        by,
        tool,
        model,
        revision && `${revision.is} ${revision.id}`,
      ]
        .filter((part) => part !== undefined)
        .join(' '),
    ),
    ...problems.map((problem) => `? ${problem}`),
  ];
}

// The entries of a section come one by one, and the rest of the tree is the one that the library makes.
import * as fc from 'fast-check';
import { type Node, parseTree, type ParseError } from 'jsonc-parser';
import { expect, test } from 'vitest';
import { parseEntries } from './json-entries.ts';
import { fuzzBudget } from '../../../../test/fuzz-budget.ts';

/** Without links to parents, and without what only the library notes. */
function plain(node: Node | undefined): unknown {
  if (!node) return undefined;
  const { type, offset, length, value, children } = node;
  return { type, offset, length, ...(value === undefined ? {} : { value }), children: children?.map(plain) };
}

function both(body: string): { ours: unknown; theirs: unknown } {
  const [ours, theirs]: [ParseError[], ParseError[]] = [[], []];
  const taken: Node[] = [];
  const root = parseEntries(body, 'packages', (entry) => taken.push(entry), ours);
  const tree = parseTree(body, theirs, { allowTrailingComma: true });
  const entries: Node[] = [];
  for (const section of tree?.type === 'object' ? (tree.children ?? []) : []) {
    const held = section.children?.[0]?.value === 'packages' ? section.children[1] : undefined;
    if (held?.type === 'object') entries.push(...(held.children?.splice(0) ?? []));
  }
  const codes = (errors: ParseError[]): unknown => errors.map(({ error, offset }) => [error, offset]);
  return {
    ours: [plain(root), taken.map(plain), codes(ours)],
    theirs: [plain(tree), entries.map(plain), codes(theirs)],
  };
}

test.each([
  '{"packages": {"": {"a": [1, {"b": null}]}, "x": {"version": "1"}, "y": "z"}, "other": {"packages": {"q": {}}}}',
  '{"packages": []}',
  '{"packages": {"packages": {"packages": {"a": 1}}}}',
  '[{"packages": {"a": {}}}]',
  '{"packages": {"a": {}, "b": }}',
  '{"packages": {"a": {"b"',
  '{"packages": {"a" {}}, "packages": {"c": 1,},}',
  '',
  '"packages"',
])('as parseTree does: %s', (body) => {
  const { ours, theirs } = both(body);
  expect(ours).toEqual(theirs);
});

test('as parseTree does, for whatever JSON and what is left of it when it is cut', () => {
  const value = fc.jsonValue({ maxDepth: 4 });
  const text = fc
    .tuple(
      fc.dictionary(fc.constantFrom('packages', 'a', 'b'), value),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    .map(([held, part]) => {
      const written = JSON.stringify(held, null, 1);
      return written.slice(0, Math.ceil(written.length * (part < 0.5 ? 1 : part)));
    });
  fc.assert(
    fc.property(text, (body) => {
      const { ours, theirs } = both(body);
      expect(ours).toEqual(theirs);
    }),
    fuzzBudget(500),
  );
});

// Reads a large JSON object without holding all of it: the entries of one section are handed on one by one and forgotten.
import { type Node, type NodeType, type ParseError, visit } from 'jsonc-parser';

type Draft = { -readonly [K in keyof Node]: Node[K] };

/**
 * The root of a JSON text, as `parseTree` gives it, but with the section of this name empty: `take` gets its entries in
 * order instead. Undefined when there is no value.
 */
export function parseEntries(
  body: string,
  section: string,
  take: (entry: Node) => void,
  errors: ParseError[],
): Node | undefined {
  const top: Draft = { type: 'array', offset: -1, length: -1, children: [] };
  const open: Draft[] = [top];
  const parent = (): Draft => open.at(-1) ?? top;
  const add = (node: Draft): Draft => {
    parent().children?.push(node);
    return node;
  };
  /** Top, root, the section's property, its object and the entry. */
  const isEntry = (): boolean =>
    open.length === 5 && open[1]?.type === 'object' && open[2]?.children?.[0]?.value === section;
  const endProperty = (end: number): void => {
    const property = parent();
    if (property.type !== 'property') return;
    property.length = end - property.offset;
    if (isEntry()) {
      open[3]?.children?.pop();
      take(property);
    }
    open.pop();
  };
  const begin = (type: NodeType, offset: number): void => {
    open.push(add({ type, offset, length: -1, children: [] }));
  };
  const end = (offset: number, length: number): void => {
    endProperty(offset + length);
    const node = parent();
    node.length = offset + length - node.offset;
    if (open.length > 1) open.pop();
    endProperty(offset + length);
  };
  visit(
    body,
    {
      onObjectBegin: (offset) => begin('object', offset),
      onObjectProperty(value, offset, length) {
        begin('property', offset);
        add({ type: 'string', value, offset, length });
      },
      onObjectEnd: end,
      onArrayBegin: (offset) => begin('array', offset),
      onArrayEnd: end,
      onLiteralValue(value: unknown, offset, length) {
        add({ type: kindOf(value), offset, length, value });
        endProperty(offset + length);
      },
      onSeparator(character, offset) {
        if (character === ',') endProperty(offset);
      },
      onError: (error, offset, length) => void errors.push({ error, offset, length }),
    },
    { allowTrailingComma: true },
  );
  return top.children?.[0];
}

function kindOf(value: unknown): NodeType {
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' ? type : 'null';
}

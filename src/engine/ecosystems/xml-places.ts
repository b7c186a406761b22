// Reads an XML text into elements that know where they stand; for manifests written in XML.
import { SaxesParser } from 'saxes';
import type { Unreadable } from '../ecosystem.ts';

/** An element without its namespace prefix; offsets are into the text. */
export interface XmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: XmlElement[];
  /** Its own text, trimmed. */
  text: string;
  /** Offset of the `<` that opens it. */
  start: number;
  /** After the `>` that closes its opening tag. */
  openEnd: number;
  /** After the `>` that closes it. */
  end: number;
}

const maxDepth = 200;

/**
 * The root element of an XML text, and the first error in it. What stands before an error is kept, as the world's
 * files are not all well formed. Nothing outside the text is read: entities that a DOCTYPE declares stay as they are.
 * Throws a RangeError when elements are nested more than 200 deep.
 */
export function readXml(text: string): { root: XmlElement | undefined; error?: Unreadable } {
  const parser = new SaxesParser();
  let root: XmlElement | undefined;
  let error: Unreadable | undefined;
  const open: XmlElement[] = [];
  const pieces: string[][] = [];
  parser.on('error', (problem) => {
    error ??= {
      line: parser.line,
      reason: `not XML: ${problem.message.replace(/^[\d:\s]+/, '').slice(0, 150)}`,
    };
  });
  parser.on('opentag', (tag) => {
    const end = parser.position;
    const element: XmlElement = {
      name: local(tag.name),
      attributes: tag.attributes,
      children: [],
      text: '',
      start: Math.max(0, text.lastIndexOf('<', end - 1)),
      openEnd: end,
      end,
    };
    if (open.length >= maxDepth) throw new RangeError('nested too deeply');
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
    pieces.push([]);
  });
  const addText = (piece: string): void => {
    pieces.at(-1)?.push(piece);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const element = open.pop();
    if (!element) return;
    element.text = (pieces.pop() ?? []).join('').trim();
    element.end = Math.min(parser.position, text.length);
  });
  parser.write(text).close();
  return error ? { root, error } : { root };
}

/** The first child of that name. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((one) => one.name === name);
}

/** The text of the first child of that name, undefined when there is none or it is empty. */
export function childText(element: XmlElement | undefined, name: string): string | undefined {
  return child(element, name)?.text || undefined;
}

/** The elements that a path of names leads to, through every branch. */
export function at(element: XmlElement | undefined, ...path: string[]): XmlElement[] {
  let found = element ? [element] : [];
  for (const name of path)
    found = found.flatMap((one) => one.children.filter((inner) => inner.name === name));
  return found;
}

/** Line and columns of an element, or of its first line when it goes over several. */
export function span(
  element: XmlElement,
  place: (offset: number) => { line: number; column: number },
): { line: number; column: number; endColumn: number } {
  const start = place(element.start);
  const end = place(element.end);
  if (end.line === start.line) return { ...start, endColumn: Math.max(end.column, start.column + 1) };
  const opened = place(element.openEnd);
  return {
    ...start,
    endColumn: opened.line === start.line ? opened.column : start.column + element.name.length + 1,
  };
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

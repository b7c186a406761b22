// Reads the names that a Python file gives to annotated types: `SessionDep = Annotated[Session, Depends(get_session)]`.
import type { SyntaxNode, SyntaxSource } from '../../../syntax/tree.ts';

const named =
  /^(?:type[ \t]{1,4})?(\w{1,60})[ \t]{0,4}(?::[ \t]{0,4}(?:\w{1,20}\.)?TypeAlias[ \t]{0,4})?=[ \t]{0,4}(?:\w{1,20}\.)?Annotated\[/gm;
/** Characters of an annotation that are read. */
const maxLength = 600;

const known = new WeakMap<SyntaxSource, ReadonlyMap<string, string>>();

/** The type of a parameter or field as text; one that the file names elsewhere is spelt out. */
export function writtenType(typedNode: SyntaxNode): string | undefined {
  const text = typedNode.get('type')?.text;
  if (text === undefined || !/^\w+$/.test(text)) return text;
  const { source } = typedNode;
  let names = known.get(source);
  if (!names) known.set(source, (names = namesOf(source.text)));
  return names.get(text) ?? text;
}

/** The type in `Annotated[type, …]`, as it stands before the first comma that is not within brackets. */
export function annotated(written: string | undefined): string | undefined {
  const start = /^(?:\w{1,30}\.)?Annotated\[/.exec(written ?? '')?.[0].length;
  if (written === undefined || start === undefined) return written;
  let depth = 0;
  for (let at = start; at < written.length; at++) {
    if (written[at] === ',' && depth === 0) return written.slice(start, at);
    if (written[at] === '[' || written[at] === '(') depth++;
    else if (written[at] === ']' || written[at] === ')') depth--;
  }
  return written;
}

function namesOf(text: string): Map<string, string> {
  const out = new Map<string, string>();
  for (const match of text.matchAll(named)) {
    const start = text.indexOf('Annotated[', match.index);
    const length = closed(text.slice(start, start + maxLength));
    if (length > 0) out.set(match[1] as string, text.slice(start, start + length));
  }
  return out;
}

/** Characters up to the bracket that closes the first one; 0 where it does not close. */
function closed(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '[' || text[at] === '(') depth++;
    else if (text[at] === ']' || text[at] === ')') {
      depth--;
      if (depth === 0) return at + 1;
    }
  }
  return 0;
}

// Reads HCL into blocks and attributes with offsets; what it does not understand it passes over.

export interface Attribute {
  name: string;
  start: number;
  valueStart: number;
  end: number;
  /** The expression as written. */
  value: string;
}

export interface Block {
  type: string;
  labels: string[];
  start: number;
  headerEnd: number;
  end: number;
  attributes: Attribute[];
  blocks: Block[];
}

const maxDepth = 40;

/** The top-level blocks of a file. */
export function readHcl(text: string): Block[] {
  return readHclPiece(text).blocks;
}

/** The text as if it were the inside of a block: what a piece of a file begins with belongs to one that is not shown. */
export function readHclPiece(text: string): Block {
  const reader = new Reader(text);
  const root: Block = {
    type: '',
    labels: [],
    start: 0,
    headerEnd: 0,
    end: text.length,
    attributes: [],
    blocks: [],
  };
  reader.body(root, 0);
  return root;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  body(block: Block, depth: number): void {
    const head =
      /([A-Za-z_][\w-]*(?![\w-])|"[^"\n]*")[ \t]*(?:((?:"[^"\n]*"[ \t]*|[A-Za-z_][\w-]*(?![\w-])[ \t]*)*)\{|(=|:)(?!=))/y;
    while (this.#at < this.#text.length) {
      this.#space();
      const char = this.#text[this.#at];
      if (char === undefined) return;
      if (char === '}') {
        if (depth > 0) return;
        this.#at++;
        continue;
      }
      head.lastIndex = this.#at;
      const found = head.exec(this.#text);
      if (!found) {
        this.#skipLine();
        continue;
      }
      const start = this.#at;
      const name = (found[1] as string).replace(/^"|"$/g, '');
      this.#at += found[0].length;
      if (found[3] !== undefined) {
        while (/[ \t]/.test(this.#text[this.#at] ?? '')) this.#at++;
        const valueStart = this.#at;
        let end = this.#expression();
        while (end > valueStart && /\s/.test(this.#text[end - 1] as string)) end--;
        block.attributes.push({ name, start, valueStart, end, value: this.#text.slice(valueStart, end) });
        // An object is read as a block as well, so that rules see one shape.
        if (
          this.#text[valueStart] === '{' &&
          depth < maxDepth &&
          !/^\{\s*for\s/.test(this.#text.slice(valueStart, valueStart + 20))
        ) {
          const inner: Block = {
            type: name,
            labels: [],
            start,
            headerEnd: valueStart,
            end,
            attributes: [],
            blocks: [],
          };
          const after = this.#at;
          this.#at = valueStart + 1;
          this.body(inner, depth + 1);
          this.#at = Math.max(after, this.#at);
          block.blocks.push(inner);
        }
        if (depth < maxDepth && /^\[[\s,]{0,80}\{/.test(this.#text.slice(valueStart, valueStart + 90)))
          this.#objects(block, name, start, valueStart, depth);
        continue;
      }
      const labels = [...(found[2] ?? '').matchAll(/"([^"]*)"|([\w-]+)/g)].map(
        ([, quoted, plain]) => quoted ?? plain ?? '',
      );
      const inner: Block = {
        type: name,
        labels,
        start,
        headerEnd: this.#at - 1,
        end: this.#at,
        attributes: [],
        blocks: [],
      };
      if (depth < maxDepth) this.body(inner, depth + 1);
      else this.#skipLine();
      if (this.#text[this.#at] === '}') this.#at++;
      inner.end = this.#at;
      block.blocks.push(inner);
    }
  }

  /** The objects of a list are read as blocks of its name, too. */
  #objects(block: Block, name: string, start: number, valueStart: number, depth: number): void {
    const after = this.#at;
    this.#at = valueStart + 1;
    for (let count = 0; count < 200 && this.#at < after; count++) {
      this.#space();
      if (this.#text[this.#at] !== '{') break;
      const inner: Block = {
        type: name,
        labels: [],
        start,
        headerEnd: this.#at,
        end: after,
        attributes: [],
        blocks: [],
      };
      this.#at++;
      this.body(inner, depth + 1);
      this.#at++;
      block.blocks.push(inner);
    }
    this.#at = after;
  }

  #space(): void {
    const space = /(?:[\s,]+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))+/y;
    space.lastIndex = this.#at;
    this.#at += space.exec(this.#text)?.[0].length ?? 0;
  }

  #skipLine(): void {
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end === -1 ? this.#text.length : end + 1;
  }

  /** Moves to the end of the line outside of brackets, strings and here-documents; tells where the expression ends, without a comment behind it. */
  #expression(): number {
    let depth = 0;
    let end: number | undefined;
    while (this.#at < this.#text.length) {
      const char = this.#text[this.#at] as string;
      if (char === '"') this.#string();
      else if (char === '<' && /^<<[-~]?[A-Za-z_]\w*/.test(this.#text.slice(this.#at, this.#at + 60)))
        this.#heredoc();
      else if (char === '#' || (char === '/' && this.#text[this.#at + 1] === '/')) {
        if (depth === 0) end ??= this.#at;
        const line = this.#text.indexOf('\n', this.#at);
        this.#at = line === -1 ? this.#text.length : line;
      } else if (/[([{]/.test(char)) {
        depth++;
        this.#at++;
      } else if (/[)\]}]/.test(char)) {
        if (depth === 0) return end ?? this.#at;
        depth--;
        this.#at++;
      } else if (depth === 0 && (char === '\n' || char === ',')) return end ?? this.#at;
      else this.#at++;
    }
    return end ?? this.#at;
  }

  #string(): void {
    this.#at++;
    let depth = 0;
    while (this.#at < this.#text.length) {
      const char = this.#text[this.#at] as string;
      if (char === '\\') this.#at++;
      else if (char === '\n') return;
      else if (char === '$' && this.#text[this.#at + 1] === '{') {
        depth++;
        this.#at++;
      } else if (char === '}' && depth > 0) depth--;
      else if (char === '"' && depth === 0) {
        this.#at++;
        return;
      }
      this.#at++;
    }
  }

  #heredoc(): void {
    const word = /^<<[-~]?([A-Za-z_]\w*)/.exec(this.#text.slice(this.#at, this.#at + 60))?.[1] ?? '';
    let line = this.#text.indexOf('\n', this.#at) + 1;
    while (line > 0 && line < this.#text.length) {
      const end = this.#text.indexOf('\n', line);
      const to = end === -1 ? this.#text.length : end;
      if (this.#text.slice(line, to).trim() === word) {
        this.#at = to;
        return;
      }
      line = to + 1;
    }
    this.#at = this.#text.length;
  }
}

/** The attribute at a path of nested blocks; the first block of each name counts. */
export function attributeAt(block: Block, path: string): Attribute | undefined {
  return attributesAt(block, path)[0];
}

/** Every attribute at a path, through every block of each name. */
export function attributesAt(block: Block, path: string): Attribute[] {
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0) return block.attributes.filter(({ name }) => name === first);
  return blocksAt(block, first).flatMap((inner) => attributesAt(inner, rest.join('.')));
}

/** The nested blocks of a name, those of `dynamic` included. */
export function blocksAt(block: Block, name: string): Block[] {
  return block.blocks.flatMap((inner) =>
    inner.type === name
      ? [inner]
      : inner.type === 'dynamic' && inner.labels[0] === name
        ? inner.blocks.filter(({ type }) => type === 'content')
        : [],
  );
}

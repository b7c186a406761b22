// Reads `${{ … }}` expressions: which contexts can become their value, and who writes those.

/** An expression at offsets into the file; `reads` are the contexts whose text may come out of it. */
export interface Expression {
  start: number;
  end: number;
  text: string;
  reads: string[];
}

/** Every expression in a stretch of text. */
export function expressionsIn(text: string, from: number, to: number): Expression[] {
  const out: Expression[] = [];
  for (let start = text.indexOf('${{', from); start !== -1 && start < to;) {
    const close = text.indexOf('}}', start);
    if (close === -1 || close > to) break;
    const inner = text.slice(start + 3, close).trim();
    out.push({ start, end: close + 2, text: inner, reads: readsOf(inner) });
    start = text.indexOf('${{', close);
  }
  return out;
}

/** The contexts that all expressions of a text can yield. */
export function readsIn(text: string): string[] {
  return expressionsIn(text, 0, text.length).flatMap(({ reads }) => reads);
}

/** Functions whose result is a truth value or a digest. */
const telling = new Set([
  'contains',
  'startswith',
  'endswith',
  'hashfiles',
  'always',
  'success',
  'failure',
  'cancelled',
]);

const token = /\s*(?:('(?:[^']|'')*')|(\d[\w.]*)|([A-Za-z_][\w-]*)|(&&|\|\||==|!=|<=|>=|[!<>()[\].,*]))/y;

/** The contexts whose text an expression can yield, in lower case and with dots. An unreadable one yields all names in it. */
export function readsOf(expression: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  for (let found = token.exec(expression); found; found = token.exec(expression)) {
    tokens.push(found[0].trim());
    if (token.lastIndex === expression.length) break;
  }
  let at = 0;
  let depth = 0;
  let json = 0;
  const next = (): string | undefined => tokens[at];
  const or = (): string[] => {
    if (++depth > 40) return [];
    let left = and();
    while (next() === '||') {
      at++;
      left = [...left, ...and()];
    }
    depth--;
    return left;
  };
  const and = (): string[] => {
    let left = comparison();
    while (next() === '&&') {
      at++;
      // The left side comes out only when it is empty or false.
      left = comparison();
    }
    return left;
  };
  const comparison = (): string[] => {
    let left = unary();
    while (/^(?:==|!=|<=|>=|<|>)$/.test(next() ?? '')) {
      at++;
      unary();
      left = [];
    }
    return left;
  };
  const unary = (): string[] => {
    if (next() !== '!') return primary();
    at++;
    unary();
    return [];
  };
  const primary = (): string[] => {
    const first = tokens[at++];
    if (first === undefined) return [];
    if (first === '(') {
      const inner = or();
      if (next() === ')') at++;
      return inner;
    }
    if (!/^[A-Za-z_]/.test(first)) return [];
    if (next() === '(') {
      at++;
      const isJson = first.toLowerCase() === 'tojson';
      if (isJson) json++;
      const all: string[] = [];
      while (at < tokens.length && next() !== ')') {
        all.push(...or());
        if (next() === ',') at++;
        else if (next() !== ')') at++;
      }
      at++;
      if (isJson) json--;
      return telling.has(first.toLowerCase()) ? [] : all;
    }
    let path = first.toLowerCase();
    for (;;) {
      if (next() === '.') {
        path += `.${(tokens[at + 1] ?? '').toLowerCase()}`;
        at += 2;
      } else if (next() === '[') {
        const key = tokens[at + 1] ?? '';
        if (tokens[at + 2] === ']') {
          path += key.startsWith("'") ? `.${key.slice(1, -1).toLowerCase()}` : '.*';
          at += 3;
        } else {
          at++;
          or();
          if (next() === ']') at++;
          path += '.*';
        }
      } else break;
    }
    // As text an object is the word `Object`.
    return json === 0 && wholeEvent.test(path) ? [] : [path];
  };
  const all = or();
  return [...new Set(all)];
}

/** The whole event holds all of what is written in it. */
const wholeEvent =
  /^github(?:\.event(?:\.(?:issue|pull_request|discussion|comment|review|head_commit|commits|workflow_run|pull_request\.head))?)?$/;

/** Who can write the text of a context: anyone at all, someone with an account here, or nobody worth naming. */
export type Writer = 'stranger' | 'caller' | 'step' | undefined;

/**
 * Free text of events that people outside write.
 * https://securitylab.github.com/resources/github-actions-untrusted-input/
 */
const strangerText: readonly RegExp[] = [
  /^github\.head_ref$/,
  /^github\.event\.(?:issue|pull_request|discussion)\.(?:title|body)$/,
  /^github\.event\.(?:comment|review|review_comment|answer)\.body$/,
  /^github\.event\.pull_request\.(?:head\.(?:ref|label)|head\.repo\.(?:default_branch|description|homepage))$/,
  /^github\.event\.pages\.(?:\*|\d+)\.page_name$/,
  /^github\.event\.(?:commits\.(?:\*|\d+)|head_commit|workflow_run\.head_commit)\.(?:message|(?:author|committer)\.(?:email|name))$/,
  /^github\.event\.workflow_run\.(?:head_branch|display_title|head_repository\.description|pull_requests\.(?:\*|\d+)\.head\.ref)$/,
  /^github\.event\.(?:check_suite|check_run\.check_suite)\.(?:head_branch|pull_requests\.(?:\*|\d+)\.head\.ref)$/,
  /^github\.event\.(?:changes\.(?:title|body)\.from|fork\.forkee\.(?:name|description)|merge_group\.head_commit\.message)$/,
  /^github\.event\.issue\.pull_request\.head\.ref$/,
  wholeEvent,
];

const callerText: readonly RegExp[] = [
  /^github\.event\.(?:inputs|client_payload)(?:\..*)?$/,
  /^inputs(?:\..*)?$/,
  /^github\.(?:ref_name|ref|base_ref)$/,
  /^github\.event\.(?:release\.(?:name|body|tag_name|target_commitish)|milestone\.(?:title|description)|label\.(?:name|description)|pull_request\.(?:base\.ref|milestone\.title)|base_ref|ref)$/,
];

/** Who writes what a context holds. */
export function writerOf(context: string): Writer {
  if (strangerText.some((one) => one.test(context))) return 'stranger';
  if (callerText.some((one) => one.test(context))) return 'caller';
  return /^(?:steps\..+\.outputs\.|needs\..+\.outputs\.)/.test(context) ? 'step' : undefined;
}

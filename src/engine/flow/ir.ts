// The few shapes to which every language is lowered, so that one dataflow analysis serves all of them.
import type { SyntaxNode } from '../syntax/tree.ts';

/** An argument of a call; `name` for keyword arguments. */
export interface Argument {
  name?: string;
  value: Expression;
  /** True for `...rest` and `*rest`. */
  spread?: boolean;
}

/** An expression. `node` is the place that a finding names; `accessKey` keeps what `keyOf` found out. */
export type Expression = { node: SyntaxNode; accessKey?: string } & (
  | { kind: 'literal'; value: string | number | boolean | null | undefined }
  | { kind: 'regex'; source: string }
  | { kind: 'name'; name: string }
  | { kind: 'member'; object: Expression; property: string }
  | { kind: 'index'; object: Expression; key: Expression }
  /** `result` is the path that the result stands for, where the language says it: `new File(x)` is a `File`. */
  | {
      kind: 'call';
      callee: Expression;
      args: Argument[];
      isNew?: boolean;
      result?: string;
    }
  /** A cast: the value has this type. */
  | { kind: 'typed'; type: string; value: Expression }
  /** A string put together from parts: template, f-string, `+`, `.`, `%`, implicit concatenation. */
  | { kind: 'build'; parts: Expression[] }
  /** A template handed to a tag function, such as sql`…`. */
  | { kind: 'tagged'; tag: Expression; parts: Expression[] }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression }
  | { kind: 'not'; operand: Expression }
  /** One of several values: `a ? b : c`, `a || b`, `a ?? b`. `test` decides between the first two, where there is one. */
  | { kind: 'choice'; test?: Expression; branches: Expression[] }
  | { kind: 'function'; fn: FunctionShape }
  | {
      kind: 'object';
      /** `named` is a key that is worked out when the program runs. */
      entries: { key?: string; named?: Expression; value: Expression; spread?: boolean }[];
    }
  | { kind: 'list'; items: Expression[] }
  | { kind: 'assign'; target: Target; value: Expression }
  /** What a generator hands out; `isEach` for all that another one does: `yield* other()`. */
  | { kind: 'yield'; value: Expression; isEach?: boolean }
  /** A comprehension: `body` for each `target` in `iterable`. */
  | {
      kind: 'each';
      target: Target;
      iterable: Expression;
      tests: Expression[];
      body: Expression;
      /** Of a dictionary, the key beside each value. */
      key?: Expression;
    }
  /** Anything else: its parts are evaluated, its value is unknown. */
  | { kind: 'other'; parts: Expression[] }
);

/** What an assignment writes to. */
export type Target =
  | { kind: 'bind'; name: string; node: SyntaxNode; type?: string }
  | {
      kind: 'fields';
      entries: { key?: string; target: Target; fallback?: Expression }[];
      node: SyntaxNode;
    }
  /** `results`: what one call returns; where that is not known piece by piece, each takes all of it. */
  | {
      kind: 'items';
      items: (Target | undefined)[];
      node: SyntaxNode;
      results?: boolean;
    }
  | { kind: 'place'; place: Expression; node: SyntaxNode };

/** A statement. */
export type Statement = { node: SyntaxNode } & (
  | { kind: 'expression'; value: Expression }
  | { kind: 'assign'; target: Target; value: Expression; append?: boolean }
  | {
      kind: 'if';
      test: Expression;
      consequent: Statement[];
      otherwise: Statement[];
    }
  | {
      kind: 'loop';
      target?: Target;
      iterable?: Expression;
      test?: Expression;
      body: Statement[];
    }
  | {
      kind: 'switch';
      subject: Expression;
      cases: { tests: Expression[]; body: Statement[]; isDefault?: boolean }[];
    }
  | { kind: 'return'; value?: Expression }
  /** `jump` when a loop or switch is left, and not the function. */
  | { kind: 'exit'; value?: Expression; jump?: boolean }
  | {
      kind: 'try';
      body: Statement[];
      handlers: { target?: Target; body: Statement[] }[];
      after: Statement[];
    }
  | { kind: 'block'; body: Statement[] }
  /** These names are variables of the file in the function around. */
  | { kind: 'global'; names: string[] }
  | { kind: 'function'; fn: FunctionShape }
  | {
      kind: 'class';
      name?: string;
      bases: Expression[];
      decorators: Expression[];
      members: Statement[];
      /** `check`: a function that every value goes through. */
      fields?: { name: string; type: string; check?: string }[];
      /** What a record is made of, in the order of its constructor, which keeps each as it is. */
      components?: string[];
      /** Fields that hold nothing but numbers, whatever is written to them. */
      numbers?: string[];
    }
  /** `path` is the dotted path of what is imported, such as `flask.request`. */
  | { kind: 'import'; bindings: { local: string; path: string }[] }
);

/** A parameter of a function. */
export interface Parameter {
  target: Target;
  /** The annotation's text without blanks, such as `Request` or `Optional[int]`. */
  type?: string;
  /** The path for which the type stands. */
  is?: string;
  fallback?: Expression;
  decorators: Expression[];
  /** Whether it takes the arguments that no other does. */
  rest?: boolean;
  /** Of such a one, whether it takes those with names: `**options`. */
  isNamed?: boolean;
  /** Whether the caller sees what is written to it: `out` and `ref` in C#, `&$text` in PHP. */
  isShared?: boolean;
}

/** A function, method, closure or lambda. */
export interface FunctionShape {
  node: SyntaxNode;
  name?: string;
  className?: string;
  parameters: Parameter[];
  body: Statement[];
  decorators: Expression[];
  /** How many of the decorators are its own; those of its class follow. Without it all are. */
  ownDecorators?: number;
  /** True when another file can call it: exported, a public method, or a top-level function where nothing is exported. */
  isPublic: boolean;
  /** The annotation of what it returns, as in `Parameter`. */
  returnType?: string;
  /** The name of the type that its variable, or the object around it, is declared with, such as `RequestHandler`. */
  declaredAs?: string;
}

/** A lowered file. */
export interface Program {
  body: Statement[];
  root: SyntaxNode;
}

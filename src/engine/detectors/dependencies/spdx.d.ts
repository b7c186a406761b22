// Types of the SPDX libraries, which have none of their own.
declare module 'spdx-expression-parse' {
  type Expression =
    | { license: string; plus?: true; exception?: string }
    | { left: Expression; conjunction: 'and' | 'or'; right: Expression };
  function parse(text: string): Expression;
  export = parse;
}

declare module 'spdx-satisfies' {
  function satisfies(expression: string, licences: string[]): boolean;
  export = satisfies;
}

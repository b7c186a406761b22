// What the transformations need to know of each language: its kinds of nodes, and how statements are written in it.

/** How one language is written; `lists` hold statements unless in one of `members`, and nothing is put before what `fixed` names. */
export interface Dialect {
  grammar: string;
  lists: ReadonlySet<string>;
  members: ReadonlySet<string>;
  fixed: RegExp;
  argumentLists: ReadonlySet<string>;
  argumentKinds: ReadonlySet<string>;
  comment: string;
  inlineComment: string;
  /** A statement that has nothing to do with the rest, for a number. */
  unrelated: (n: number) => string;
  unrelatedCall: string;
  unrelatedFunction: string;
  /** Blocks around statements; what they do in the other case is to throw. */
  around: Record<string, readonly [before: string, after: string]>;
}

const set = (...kinds: string[]): ReadonlySet<string> => new Set(kinds);
const none = set();

const cLike = {
  comment: '// told apart for clarity',
  inlineComment: '/* given */ ',
};

export const dialects: Record<string, Dialect> = {
  java: {
    ...cLike,
    grammar: 'java',
    lists: set('block', 'constructor_body'),
    members: none,
    fixed: /_declaration$(?<!local_variable_declaration)|explicit_constructor_invocation|ERROR/,
    argumentLists: set('argument_list'),
    argumentKinds: none,
    unrelated: (n) => `int unrelated${n} = ${n};`,
    unrelatedCall: 'metrics.count(1);',
    unrelatedFunction:
      'class Totals {\n  static int totalOf(int[] rows) {\n    int sum = 0;\n    for (int row : rows) sum += row;\n    return sum;\n  }\n}',
    around: {
      if: ['if (settings.isEnabled()) {', '} else { throw new IllegalStateException(); }'],
      else: ['if (!settings.isEnabled()) { throw new IllegalStateException(); } else {', '}'],
      try: ['try {', '} catch (IllegalStateException failure) { throw failure; }'],
      finally: ['try { prepare(); } finally {', '}'],
      'a loop': ['for (int attempt = 0; attempt < 3; attempt++) {', '}'],
      'a block': ['synchronized (lock) {', '}'],
      'an early exit': ['if (!settings.isEnabled()) { throw new IllegalStateException(); }', ''],
      'a lambda': ['Runnable work = () -> {', '}; work.run();'],
    },
  },
  go: {
    ...cLike,
    grammar: 'go',
    lists: set('statement_list'),
    members: none,
    fixed:
      /^(?:package_clause|import_declaration|function_declaration|method_declaration|type_declaration|const_declaration|ERROR|labeled_statement)$/,
    argumentLists: set('argument_list'),
    argumentKinds: none,
    unrelated: (n) => `unrelated${n} := ${n}; _ = unrelated${n}`,
    unrelatedCall: 'metrics.Count(1)',
    unrelatedFunction:
      'func totalOf(rows []int) int {\n\tsum := 0\n\tfor _, row := range rows {\n\t\tsum += row\n\t}\n\treturn sum\n}',
    around: {
      if: ['if settings.Enabled {', '} else { panic("off") }'],
      else: ['if !settings.Enabled { panic("off") } else {', '}'],
      'a loop': ['for attempt := 0; attempt < 3; attempt++ {', '}'],
      'a block': ['{', '}'],
      'an early exit': ['if !settings.Enabled { panic("off") }', ''],
      'a lambda': ['func() {', '}()'],
    },
  },
  php: {
    ...cLike,
    grammar: 'php',
    lists: set('compound_statement'),
    members: none,
    fixed:
      /^(?:php_tag|text|text_interpolation|namespace_\w+|declare_statement|function_definition|(?:class|interface|trait|enum)_declaration|const_declaration|ERROR)$/,
    argumentLists: set('arguments'),
    argumentKinds: set('argument'),
    unrelated: (n) => `$unrelated${n} = [0, ${n}];`,
    unrelatedCall: '$metrics->count(1);',
    unrelatedFunction: 'function totalOf(array $rows): int\n{\n    return array_sum($rows);\n}',
    around: {
      if: ['if ($settings->enabled) {', '} else { throw new RuntimeException(); }'],
      else: ['if (!$settings->enabled) { throw new RuntimeException(); } else {', '}'],
      try: ['try {', '} catch (RuntimeException $failure) { throw $failure; }'],
      finally: ['try { prepare(); } finally {', '}'],
      'a loop': ['foreach ([1, 2, 3] as $attempt) {', '}'],
      'a block': ['{', '}'],
      'an early exit': ['if (!$settings->enabled) { throw new RuntimeException(); }', ''],
    },
  },
  csharp: {
    ...cLike,
    grammar: 'c-sharp',
    lists: set('block'),
    members: none,
    fixed:
      /_declaration$|^(?:using_directive|local_function_statement|preproc\w*|extern_alias_directive|global_attribute|ERROR)$/,
    argumentLists: set('argument_list'),
    argumentKinds: set('argument'),
    unrelated: (n) => `int unrelated${n} = ${n};`,
    unrelatedCall: 'metrics.Count(1);',
    unrelatedFunction:
      'class Totals {\n  static int TotalOf(int[] rows) {\n    int sum = 0;\n    foreach (var row in rows) { sum += row; }\n    return sum;\n  }\n}',
    around: {
      if: ['if (settings.Enabled) {', '} else { throw new InvalidOperationException(); }'],
      else: ['if (!settings.Enabled) { throw new InvalidOperationException(); } else {', '}'],
      try: ['try {', '} catch (InvalidOperationException) { throw; }'],
      finally: ['try { Prepare(); } finally {', '}'],
      'a loop': ['for (int attempt = 0; attempt < 3; attempt++) {', '}'],
      'a block': ['lock (gate) {', '}'],
      'an early exit': ['if (!settings.Enabled) { throw new InvalidOperationException(); }', ''],
      'a lambda': ['Action work = () => {', '}; work();'],
    },
  },
  ruby: {
    grammar: 'ruby',
    lists: set('body_statement', 'block_body', 'then'),
    members: set('class', 'module', 'singleton_class', 'case_match', 'rescue'),
    fixed:
      /^(?:method|singleton_method|class|module|singleton_class|rescue|ensure|else|empty_statement|uninterpreted|ERROR|heredoc_body)$/,
    argumentLists: set('argument_list'),
    argumentKinds: none,
    comment: '# told apart for clarity',
    inlineComment: '# given\n',
    unrelated: (n) => `unrelated_${n} = [0, ${n}]`,
    unrelatedCall: 'metrics.count(1)',
    unrelatedFunction: 'def total_of(rows)\n  rows.sum\nend',
    around: {
      if: ['if settings.enabled', 'else\n  raise "off"\nend'],
      else: ['if !settings.enabled\n  raise "off"\nelse', 'end'],
      try: ['begin', 'rescue IOError\n  raise\nend'],
      finally: ['begin\n  prepare\nensure', 'end'],
      'a loop': ['3.times do', 'end'],
      'a block': ['lock.synchronize do', 'end'],
      'an early exit': ['raise "off" unless settings.enabled', ''],
      'a lambda': ['work = lambda do', 'end\nwork.call'],
    },
  },
  kotlin: {
    ...cLike,
    grammar: 'kotlin',
    lists: set('block', 'lambda_literal'),
    members: none,
    fixed:
      /^(?:import\w*|package_header|file_annotation|class_declaration|object_declaration|function_declaration|type_alias|lambda_parameters|ERROR)$/,
    argumentLists: set('value_arguments'),
    argumentKinds: set('value_argument'),
    unrelated: (n) => `val unrelated${n} = listOf(0, ${n})`,
    unrelatedCall: 'metrics.count(1)',
    unrelatedFunction: 'fun totalOf(rows: List<Int>): Int = rows.sum()',
    around: {
      if: ['if (settings.enabled) {', '} else { throw IllegalStateException() }'],
      else: ['if (!settings.enabled) { throw IllegalStateException() } else {', '}'],
      try: ['try {', '} catch (failure: IllegalStateException) { throw failure }'],
      finally: ['try { prepare() } finally {', '}'],
      'a loop': ['for (attempt in 1..3) {', '}'],
      'a block': ['run {', '}'],
      'an early exit': ['if (!settings.enabled) { throw IllegalStateException() }', ''],
      'a lambda': ['val work = {', '}\nwork()'],
    },
  },
  rust: {
    ...cLike,
    grammar: 'rust',
    lists: set('block'),
    members: none,
    fixed:
      /_item$|^(?:use_declaration|extern_crate_declaration|attribute_item|inner_attribute_item|macro_definition|ERROR|label)$/,
    argumentLists: set('arguments'),
    argumentKinds: none,
    unrelated: (n) => `let _unrelated_${n} = [0, ${n}];`,
    unrelatedCall: 'metrics.count(1);',
    unrelatedFunction: 'fn total_of(rows: &[u32]) -> u32 {\n    rows.iter().sum()\n}',
    around: {
      if: ['if settings.enabled {', '} else { panic!("off") }'],
      else: ['if !settings.enabled { panic!("off") } else {', '}'],
      'a loop': ['for _attempt in 0..3 {', '}'],
      'a block': ['{', '}'],
      'an early exit': ['if !settings.enabled { panic!("off"); }', ''],
      'a lambda': ['let work = || {', '}; work()'],
    },
  },
};

// Keeps the last part of a name that can only be one: that of an uploaded file, or a parameter of a route.
import type { SyntaxNode, SyntaxTree } from '../syntax/tree.ts';
import type { SourceEdit } from './edit.ts';
import { importInto } from './imports.ts';

/** How a language says where such a name comes from, and how it takes its last part. */
interface Taker {
  /** The whole expression of the value. */
  value: RegExp;
  /** `$X` is the value. */
  with: string;
  import?: string;
}

const javascript: Taker = {
  // A parameter called `path` may well hold slashes, as that of `/files/*path` does.
  value:
    /^(?:(?:req|request|ctx|c|context|event)\.)?params\.(?!path$|rest$|splat$|file_?path$|dir)\w+$|^[\w.[\]]*\bfiles?(?:\.\w+|\[[^\]]+\])?\.(?:originalname|originalFilename|filename|name)$|^(?:info|part|data|upload)\.(?:filename|originalname)$/i,
  with: 'path.basename($X)',
  import: "import path from 'node:path'",
};

const takers: Readonly<Record<string, Taker>> = {
  javascript,
  typescript: javascript,
  tsx: javascript,
  python: {
    value: /^(?:\w+|request\.files\[[^\]]+\])\.filename$|^request\.match_info\[[^\]]+\]$/,
    with: 'os.path.basename($X)',
    import: 'import os',
  },
  php: {
    value: /^\$_FILES\[[^\]]+\]\[['"]name['"]\]$|^\$\w+->getClient(?:Original(?:Name)?|File)name\(\)$/i,
    with: 'basename($X)',
  },
  ruby: { value: /^[\w.[\]:'"]+\.original_filename$/, with: 'File.basename($X)' },
  'c-sharp': { value: /^\w+\.FileName$/, with: 'Path.GetFileName($X)', import: 'System.IO.Path' },
};

/** `join(folder, file.originalname)` becomes `join(folder, path.basename(file.originalname))`. */
export function baseName(
  sink: SyntaxNode,
  tree: SyntaxTree,
  sources: readonly SyntaxNode[],
): SourceEdit[] | undefined {
  const taker = takers[tree.source.language];
  const value = taker && nameIn(sink, tree, sources, taker);
  // Which of its own templates a page is made of is asked by what they are, not where.
  if (!value || isWhole(value, sink) || /render$/i.test(sink.get('function')?.text ?? '')) return undefined;
  const imported = taker.import === undefined ? undefined : importInto(tree, taker.import);
  if (taker.import !== undefined && !imported) return undefined;
  const call = imported ? taker.with.replace(/^\w+/, () => imported.local) : taker.with;
  const text = call.replace('$X', () => value.text);
  return [{ start: value.start, end: value.end, text }, ...(imported?.edits ?? [])];
}

/** The source itself where it is such a name, else the only one in what the sink is given. */
function nameIn(
  sink: SyntaxNode,
  tree: SyntaxTree,
  sources: readonly SyntaxNode[],
  taker: Taker,
): SyntaxNode | undefined {
  const [source, another] = sources;
  if (!source || (another && another.start !== source.start)) return undefined;
  const isName = (one: SyntaxNode): boolean => taker.value.test(one.text) && isRead(one);
  const whole = source.source === tree.source ? wholeOf(source) : undefined;
  if (whole && isName(whole)) return whole;
  // What else the sink is given stays as it is, and this would not mend it.
  if (whole && sink.start <= whole.start && whole.end <= sink.end) return undefined;
  if (sink.end - sink.start > maxChars) return undefined;
  const [only, second] = [...sink.walk()].filter(isName);
  return second ? undefined : only;
}

/** Longer calls hold more than a path. */
const maxChars = 1_000;

/** Whether the value alone is the path: then its folder may be meant. */
function isWhole(value: SyntaxNode, sink: SyntaxNode): boolean {
  const call = value.parent?.kind === 'argument' ? value.parent.parent?.parent : value.parent?.parent;
  const callee = call?.get('function')?.text ?? '';
  return call === sink && !/(?:join|resolve|combine|cb|callback|done|mv)$/i.test(callee);
}

/** `req.params.name` where the source is its `req.params`. */
function wholeOf(source: SyntaxNode): SyntaxNode {
  let at = source;
  while (
    at.parent &&
    at.parent.start === at.start &&
    /^(?:member_expression|subscript_expression|attribute|subscript|selector_expression|member_access_expression|element_reference|call)$/.test(
      at.parent.kind,
    ) &&
    !(at.parent.kind === 'call' && at.parent.get('function') === at)
  )
    at = at.parent;
  return at;
}

/** Whether a place takes the value, where a call may stand as well. */
function isRead(value: SyntaxNode): boolean {
  const { parent } = value;
  return (
    parent !== undefined &&
    value.field !== 'left' &&
    /^(?:arguments|argument|argument_list|binary_expression|binary_operator|binary|template_substitution|interpolation|variable_declarator|assignment|assignment_expression|short_var_declaration|expression_list|encapsed_string|equals_value_clause)$/.test(
      parent.kind,
    )
  );
}

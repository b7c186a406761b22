// Words a dataflow hit for a finding: the names for its message and the way from source to sink.
import type { Related } from '../../finding.ts';
import { type Hit, type Way } from '../../flow/state.ts';
import { stepsOf } from '../../flow/sinks/way-told.ts';
import type { Bindings } from '../../syntax/match.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';

/** What `$SINK` and `$SOURCE` stand for in a message. */
export function flowBindings(hit: Hit, way: Way): Bindings {
  return {
    binding: { name: 'SINK', nodes: [hit.node], text: sinkWords(hit) },
    rest: {
      binding: { name: 'SOURCE', nodes: [way.taint.node], text: wordsFor(way.taint.node, hit.node) },
      rest: undefined,
    },
  };
}

/** The sink as the file writes it where that is short: `get_db().execute` rather than what it stands for. */
function sinkWords({ name, node }: Hit): string {
  if (standsForTag.test(name)) return printing;
  if (!name.includes('()')) return name || variableOf(node);
  const written = (node.get('function') ?? node.get('left'))?.text ?? '';
  return /^[^\n]{1,50}$/.test(written) ? written : name;
}

/** A source in a few words: of a function its name, of a long call what is called; of fields the one that the sink names. */
function wordsFor(node: SyntaxNode, sink: SyntaxNode): string {
  const { text } = node;
  if (node.kind.endsWith('pattern')) {
    const there = new Set(sink.text.match(/[A-Za-z_$][\w$]{0,60}/g));
    const given = sink.get('right')?.text ?? sink.get('arguments')?.items[0]?.text ?? '';
    const named = text.match(/[A-Za-z_$][\w$]{0,60}/g)?.find((one) => there.has(one));
    return named ?? (/^[\w.$]{1,60}$/.test(given) ? given : text);
  }
  // `*b = malloc(n)` is what a declaration of C says of `b`.
  if (node.kind === 'init_declarator') return node.get('value')?.text ?? text;
  // PHP's calls are called `function_call_expression` too.
  if (/function(?!_call)|arrow|method(?!_invocation|_call)|class_decl/.test(node.kind))
    return node.get('name')?.text ?? 'a function';
  const callee = text.length > longCall ? calleeOf(node) : undefined;
  return callee && callee.length <= longCall ? `${callee}(…)` : text;
}

const longCall = 40;

function calleeOf(node: SyntaxNode): string | undefined {
  const name = node.kind === 'method_invocation' ? node.get('name') : undefined;
  if (name) return node.source.text.slice(node.start, name.end);
  return (node.get('function') ?? node.get('constructor'))?.text;
}

/** The message for a way; of a call whose result nobody traced it says what is left to check. */
export function messageOf(template: string, { taint }: Way): string {
  const isResult =
    taint.source === 'dynamic' && /call|invocation|^new_|^object_creation/.test(taint.node.kind);
  return isResult && !endsMemory.test(taint.node.text) && template.includes('$SOURCE')
    ? `${template} What that call returns was not traced: check who can choose it.`
    : template;
}

/** What is given back is no value that somebody chooses. */
const endsMemory = /^(?:delete\b|(?:\w{1,40}_|k|g_|x)?free\b|fclose\b|realloc\b)/;

/** What a text that is only built, and kept in no variable, is called. */
export const unnamed = 'this code';
/** What calls are called that stand for a tag of a page: `_e(…)`, `_u(…)`. */
export const printing = 'this tag';
const standsForTag = /^_[eiuv]$/;

function variableOf({ parent }: SyntaxNode): string {
  const name = (parent?.get('left') ?? parent?.get('name'))?.text ?? '';
  return /^[$\w.]{1,60}$/.test(name) ? name : unnamed;
}

/** The places on the way, source first. */
export function relatedOf(path: string, way: Way): Related[] {
  return stepsOf(way).map(({ node, message }) => ({ path, ...node.region, message }));
}

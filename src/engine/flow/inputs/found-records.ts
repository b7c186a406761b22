// Tells calls that find a record from calls that make something of a text: what a record holds is not what its id said.
import type { SyntaxNode } from '../../syntax/tree.ts';
import { faithful } from '../calls/builtins.ts';
import { pathOnly } from '../proofs/proved.ts';
import type { Call } from '../state.ts';
import type { Taint } from '../value.ts';

/** Names of functions that find what somebody stored: `getById`, `findOne`, `load_document`. */
const finds =
  /^_?(?:[gG]et|[fF]ind|[lL]oad|[fF]etch|[lL]ook_?[uU]p|[rR]etrieve|[sS]elect)(?:$|[A-Z_]|By|One|Unique|First)|^By[A-Z]/;
/** Of these the ones that find, whatever they are asked with: `findUnique({ where: { slug } })`. */
const findsByAny = /^_?(?:[fF]ind(?!s?$|_?all$|All$|iter$|Up$)|[lL]ook_?[uU]p(?!$))/;
/** What holds values under keys. */
const store =
  /(?:^|[._>$])\w{0,30}(?:(?:[cC]ache|[rR]edis|[rR]edis_?[cC]lient|rdb|[mM]emcached?|kv|KV)(?:\(\))?|(?:[cC]onfig|[sS]ettings)(?:\.default)?)$/;
const readsKey = /^(?:get|Get|GetString|GetAsync|GetStringAsync|hget|HGet|hGet|mget)$/;

/** What they give that is the text once more, or one made of it. */
const givesText =
  /(?:path|file|filename|name|url|uri|href|dir|directory|folder|text|string|key|value|param|params|query|body|input|header|headers|cookie|cookies|field|fields|args|html|content|template|command|query|sql|json|data|form|payload|option|options|config)s?$/i;
/** Names of arguments by which a record is found. */
const names =
  /(?:^|[._[\]'":>]|[a-z])(?:id|pk|uuid|guid|slug|[a-z]{0,20}(?:Id|ID|Uuid|Slug|Key|Type)|_id)["'\])!]{0,5}$/;
/** The request as a whole, of which a function of such a name takes who asks. */
const wholeRequest = /^(?:this\.)?_?(?:req|request|ctx|context|c|event)$/;
const tellsWho =
  /^(?:get|find|load|fetch|require|resolve|ensure|authenticate|authorize|current)_?\w*(?:User|Actor|Session|Account|Auth|Accessible|Owned|Resource|Tenant|Org|Organization|Member|Principal|Identity|Company|Workspace|Project|Viewer|Owner)(?:Info|ForRequest|FromRequest)?$/i;

/** Names of functions that tell where a thing of the program lies: `findWorkspaceRoot`, `extractProjectDirectory`. */
const tellsPlace =
  /^(?:get|find|load|fetch|lookup|resolve|extract)(?:Actual)?(?:Project|Workspace|Repo|Repository|Tenant|Session|Site|Worktree)(?:Root|Dir|Directory|Path|Folder|Location)(?:By(?:Id|Name|Slug))?$/;
/** Names of arguments that name such a thing. */
const namesThing =
  /(?:project|workspace|repo|repository|tenant|session|site|worktree)(?:_?(?:id|name|key|slug))$/i;

/**
 * Whether a function of another file that is waited for tells the folder of a project by the project's name: what is
 * stored says where that is. What the name reaches while it is looked up is told there, once.
 */
export function tellsStoredPlace({ expression, method, args }: Call): boolean {
  return (
    tellsPlace.test(method) &&
    isAwaited(expression.node) &&
    expression.args.every(
      ({ value }, index) => args[index]?.taints.length === 0 || namesThing.test(value.node.text.slice(-60)),
    )
  );
}

/** Taints of a folder that was looked up: no longer those of a path that an outsider wrote. */
export function asStoredPlace(taints: readonly Taint[]): readonly Taint[] {
  return taints.map((one) => ({ ...one, cleaned: new Set([...one.cleaned, ...pathOnly]) }));
}

/** `await f()`, `await f().catch(() => null)` */
function isAwaited(node: SyntaxNode): boolean {
  const { parent } = node;
  if (parent?.kind === 'await_expression') return true;
  const chained = parent?.kind === 'member_expression' && parent.get('property')?.text === 'catch';
  return chained && parent.parent?.parent?.kind === 'await_expression';
}

/** The taints of what a call finds: those of its arguments, marked where only the record itself may be like them. */
export function foundBy(call: Call, taints: readonly Taint[]): readonly Taint[] {
  const { expression, method, args } = call;
  if (tellsStoredPlace(call)) return asStoredPlace(taints);
  const [what = ''] = method.split(/By(?=[A-Z])|_by_/, 1);
  const isById = (finds.test(method) || isNounOfStore(call)) && !givesText.test(what);
  const isByAny = isById && findsByAny.test(what);
  const isByCaller = tellsWho.test(method);
  if (!isById && !isByCaller) return taints;
  const isNamed = expression.args.every(({ value }, index) => {
    if ((args[index]?.taints.length ?? 0) === 0) return true;
    const text = value.node.text.slice(0, 120);
    if (text.endsWith('.Context()')) return true;
    return (
      (isByAny && !wholeRequest.test(text)) ||
      (isById && /^[\w$.?:[\]'"!()>-]+$/.test(text) && (what !== method || names.test(text))) ||
      (isByCaller && (wholeRequest.test(text) || value.kind === 'call' || names.test(text)))
    );
  });
  return isNamed ? taints.map((one) => ({ ...one, found: true })) : taints;
}

/** `plugins.pluginStore.Plugin(id)` */
function isNounOfStore({ method, expression: { callee } }: Call): boolean {
  if (callee.kind !== 'member' || method.length < 3) return false;
  const holder = callee.object.node.text.slice(-60).split(/[.>]/).at(-1)?.toLowerCase() ?? '';
  return /(?:store|repo|repository|registry|dao)$/.test(holder) && holder.startsWith(method.toLowerCase());
}

/** What hands a record on, or an answer that holds it. */
const handsRecordOn =
  /^(?:get(?:First|Last|Value|Body|Result|Data|Or\w+)?|first\w*|last|one|unwrap\w*|expect|orElse\w*|Result|Value|block|to(?:List|Object|JSON|Array|_a)|all|next|value|clone|as_(?:ref|deref|mut)|to_owned|scalar\w*|fetch\w*|single\w*|take|data|lean|exec|execute|json|load|reload)$/;

/** Whether a field is read of a record that was found by what an outsider said: `doc.getPath()`. */
export function readsField({ receiver, method, args }: Call): boolean {
  if (args.length > 0 || !receiver?.taints.some((one) => one.found)) return false;
  return !handsRecordOn.test(method) && (!faithful.has(method) || /^get[A-Z]/.test(method));
}

/** The rows that a query answers with, whatever was bound to it. */
const givesRows =
  /^(?:get(?:SingleResult|ResultList|ResultStream|OneOrNullResult|SingleScalarResult)|(?:first|one|get|all)_or_404|one_or_none)$/;

/** Whether what is read was stored: `cache.Get(key)` is not the key, nor `query.getSingleResult()` what was bound. */
export function readsStore({ receiver, method, args, expression }: Call): boolean {
  if (givesRows.test(method)) return true;
  if (!readsKey.test(method) || !receiver || receiver.taints.length > 0 || args.length === 0) return false;
  return expression.callee.kind === 'member' && store.test(expression.callee.object.node.text.slice(-60));
}

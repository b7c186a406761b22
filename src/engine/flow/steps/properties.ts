// Says what is known of a name, a property or an element.
import type { SyntaxNode } from '../../syntax/tree.ts';
import { typed } from './assignments.ts';
import { inertType, serviceType } from '../calls/builtins.ts';
import { isCheckedField } from '../inputs/form-fields.ts';
import { isFreeInFragment } from '../inputs/fragments.ts';
import { isFree, isHandedIn } from '../inputs/free-names.ts';
import { isFreeInPython } from '../inputs/free-python-names.ts';
import { isHeldParameter } from '../inputs/grape-params.ts';
import type { Expression, FunctionShape } from '../ir.ts';
import { leftAt } from './left-behind.ts';
import { isEnum } from '../inputs/parameters.ts';
import { sourcesOf } from '../path-facts.ts';
import { isRestricted } from '../inputs/route-parameters.ts';
import { isSetOnRequest } from '../inputs/set-on-request.ts';
import type { Frame, State } from '../state.ts';
import {
  type SourceKind,
  type Taint,
  type Value,
  cleaned,
  inert,
  join,
  partly,
  taint,
  unite,
  unknown,
} from '../value.ts';

/** A value of which only the type is known. */
export function ofType(type: string, node: SyntaxNode): Value {
  if (inertType.test(type)) return inert;
  return serviceType.test(type) ? { taints: [], path: type } : typed(unknown(node), type);
}

/** The value of a variable, or of the global or API that an unbound name stands for. */
export function nameValue(a: State, expression: Extract<Expression, { kind: 'name' }>, f: Frame): Value {
  const found = f.env.find(expression.name);
  if (found) return found;
  if (expression.name.startsWith(':')) return { taints: [], path: expression.name.slice(1) };
  // A variable of PHP that nothing here sets comes from the file that includes this one.
  if (/^\$[a-z]/.test(expression.name) && a.program.root.source.language === 'php')
    return a.models.parameters.some((one) => one.is !== undefined && one.names.includes(expression.name))
      ? { taints: [], path: expression.name }
      : (f.env.find('extract()') ??
          (isFreeInFragment(a, expression.name)
            ? { taints: [taint('parameter', expression.node)], path: expression.name }
            : unknown(expression.node, expression.name)));
  if (expression.name === 'arguments' && a.isScript && f.fn) return argumentsOf(f.fn, f, expression.node);
  const { exact: source, below } = sourcesOf(a, expression.name);
  if (source) return { taints: [taint(source.kind, expression.node)], path: expression.name };
  // Whoever put the fragment there, or runs it, has the value.
  if (!below && (isFreeInFragment(a, expression.name) || isFreeInPython(a, expression.name)))
    return { taints: [taint('parameter', expression.node)], path: expression.name };
  if (below || !a.isScript || !isFree(a, expression.name)) return { taints: [], path: expression.name };
  return isHandedIn(a, expression.name)
    ? { taints: [taint('parameter', expression.node)], path: expression.name }
    : unknown(expression.node, expression.name);
}

/** What a function of JavaScript was called with, those included for which it has no name. */
function argumentsOf(fn: FunctionShape, f: Frame, node: SyntaxNode): Value {
  const named = fn.parameters.map(({ target }) =>
    target.kind === 'bind' ? f.env.find(target.name) : undefined,
  );
  const rest: Value = { taints: [taint(fn.isPublic ? 'parameter' : 'dynamic', node)] };
  return {
    taints: unite(rest.taints, ...named.map((one) => one?.taints ?? [])),
    isList: true,
    fields: new Map(named.map((one, index) => [String(index), one ?? rest])),
    element: named.reduce<Value>((all, one) => (one ? join(all, one) : all), rest),
  };
}

/** Numbers in all programs, unless somebody else filled them in. */
export const numeric =
  /^(?:p?pid|port|\w{0,30}(?:Pid|_pid|Port|_port|[dD]istance|[tT]hreshold|[tT]imeout|Ms|_ms|[sS]econds|[mM]inutes|[hH]ours|[dD]ays))$/;

/** Numbers in all records of C# that a request fills, which is not read without their types. */
const counted = /^(?:Page(?:Size|Index|Number|No)?|Limit|Offset|Skip|Take|SkipCount|MaxResultCount)$/;

/** `filters.status`: what is looked for is a word, unlike the number of an answer. */
const askedStatus =
  /(?:filters?|params|parameters|query|criteria|search|dto|form|input|args|opts|options)(?:\?\.|\.|->)status$/i;

const written =
  /^(?:(?:inserted|deleted|modified|matched|upserted)Count|affectedRows|changedRows|rowsAffected|lastInsertRowid)$/;

/** The value of a property: a known field, a modelled source, or what the taints of the object leave of it. */
export function property(a: State, value: Value, key: string, node: SyntaxNode): Value {
  const field = value.fields?.get(key);
  if (field) return field;
  if (isCheckedField(a, value.path, key) || isHeldParameter(a, value.path, key)) return inert;
  if (isRestricted(node.source, value.path, key)) return inert;
  const left = value.path === undefined ? undefined : leftAt(a, value.path, key);
  if (left) return left;
  const isText = value.taints.some((one) => one.source === 'request' || one.source === 'dom');
  if (key === 'value' && isText && isOfRecord(a, value.path)) return inert;
  if (/^(?:length|Length|Count|byteLength|tmp_name|tempfile)$/.test(key)) return inert;
  if (a.isScript && placeOfUpload.test(key) && isParsedUpload(value)) return inert;
  // What a driver counts of what it wrote, unless these are the fields of a request itself.
  if (written.test(key) && value.taints.every(({ source, doubt }) => source === 'dynamic' || doubt > 0))
    return inert;
  const isNumber = /^(?:size|status|statusCode|status_code|ok|rowcount|lastrowid)$/.test(key);
  const declared = value.path === undefined ? undefined : a.fieldTypes.get(`${value.path}.${key}`);
  const isAsked = key === 'status' && askedStatus.test(node.text.slice(-60));
  if (!isText && isNumber && declared === undefined && !isAsked) return inert;
  // What an address is written as is its text.
  if (key === 'href' && value.pieces && value.path === undefined) return value;
  // The path of a parsed address has no host.
  if (key === 'pathname' && value.taints.length > 0 && value.path === undefined)
    return {
      taints: cleaned({ taints: value.taints }, ['redirect', 'open-url', 'url', 'header']).taints,
    };
  // Nor has a part of it a line break.
  if (/^(?:search|hash|origin)$/.test(key) && value.taints.length > 0 && value.path === undefined)
    return { taints: cleaned({ taints: value.taints }, ['header']).taints };
  const path = value.path === undefined ? undefined : pathOf(a, value.path, key);
  // An element of the page, whatever it was reached from, is no text.
  if (/^(?:currentTarget|delegateTarget|relatedTarget|parentNode|parentElement|ownerDocument)$/.test(key))
    return path === undefined ? inert : { taints: [], path };
  // What a class makes has the fields of the class.
  const type =
    path === undefined ? undefined : (a.fieldTypes.get(path) ?? a.fieldTypes.get(path.replace('()', '')));
  if (type !== undefined && (inertType.test(type) || isEnum(a, type))) return inert;
  if (type !== undefined && (value.taints.length > 0 || a.classNames.has(type)))
    return typed({ taints: value.taints }, type);
  const own = value.taints.some((one) => one.found) ? ownOf(value.taints, node) : value.taints;
  const isCounted = isText
    ? counted.test(key) && a.program.root.source.language === 'c-sharp'
    : numeric.test(key);
  let taints = isCounted ? partly({ taints: own }).taints : own;
  if (path !== undefined) {
    const { below } = sourcesOf(a, value.path as string);
    const { exact, isInert, read } = key.includes('.') ? sourcesOf(a, path) : sourcesOf(a, path, key);
    if (isInert) return { taints: [], path };
    if (read) return cleaned({ taints: value.taints, path }, read.cleans);
    // What is known of the part holds of the whole as far as it is this part: `request.path` of a request.
    if (exact) taints = unite([sourceTaint(exact, node)], cleaned({ taints }, exact.cleans).taints);
    else if (below && !below.except.includes(key) && !(a.isScript && isSetOnRequest(node.source, key)))
      taints = unite([sourceTaint(below, node)], taints);
    else if (below) taints = [];
  }
  // An object that was written out field by field holds only those fields.
  if (
    value.fields &&
    (value.path === undefined || value.closed) &&
    !value.element &&
    value.fields.size > 0 &&
    !value.isList &&
    (!value.taints.some((one) => one.source !== 'dynamic') || isOfFields(value, value.fields))
  )
    return {
      ...(value.closed ? inert : { taints: taints.filter((one) => one.source === 'dynamic') }),
      ...(path !== undefined && { path }),
    };
  return path === undefined ? { taints } : { taints, path };
}

/** Where a parser of forms laid an upload down, under a name that it made up: `form.parse(req, (err, fields, files) => … files.avatar[0].path)`. */
function isParsedUpload({ taints }: Value): boolean {
  return taints.length > 0 && taints.every(({ source, node }) => source === 'request' && isOfParsed(node));
}

function isOfParsed(node: SyntaxNode): boolean {
  if (!/^_?(?:files?|uploads?)$/.test(node.text.slice(0, 20))) return false;
  let at = node.parent;
  for (let up = 0; at && at.kind !== 'arguments' && up < 4; up++) at = at.parent;
  return (
    at?.kind === 'arguments' &&
    /\bform\w{0,30}\.parse$|\bForm\([^()]{0,200}\)\.parse$|\bformidable\([^()]{0,200}\)\.parse$/i.test(
      at.parent?.get('function')?.text.slice(-240) ?? '',
    )
  );
}

const placeOfUpload = /^(?:path|filepath|tempFilePath)$/;

/** `req.files.avatar` and `req.files` hold the same: uploaded files, and lists of them. */
function pathOf({ isScript }: State, path: string, key: string): string {
  return isScript && /(?:\.request|^http\.Request)\.files$/.test(path) && !ofUpload.test(key)
    ? path
    : `${path}.${key}`;
}

const ofUpload =
  /^(?:path|tempFilePath|filepath|name|original[nN]ame|originalFilename|[fF]ile[nN]ame|mime[tT]ype|type|data|buffer|mv|md5|headers|destination|encoding|forEach|map|filter|find|some|every|at|pop|shift)$/;

/** Whether it is a field of a record of PHP that the request fills: there only enumerations have a value, and texts no fields. */
function isOfRecord(a: State, path: string | undefined): boolean {
  return a.program.root.source.language === 'php' && path !== undefined && /^[A-Z]\w*\.\w+$/.test(path);
}

/** Whether all that an object has of an outsider's stands in fields that are known, as in `{ folder, topic: req.query.topic }`. */
export function isOfFields({ taints, open }: Value, fields: ReadonlyMap<string, Value>): boolean {
  if (open) return false;
  const known = new Set([...fields.values()].flatMap((one) => one.taints.map(({ node }) => node)));
  return taints.every((one) => one.source === 'dynamic' || known.has(one.node));
}

/** What the field of a record may hold that was found by an outsider's text: not that text, but one of unseen origin. */
export function ownOf(taints: readonly Taint[], node: SyntaxNode): readonly Taint[] {
  const rest = taints.filter((one) => !one.found);
  return rest.some((one) => one.source === 'dynamic') ? rest : [...rest, taint('dynamic', node)];
}

/** The taint of a source, already cleaned for the kinds of sinks that its model names. */
export function sourceTaint(
  source: { kind: SourceKind; cleans: readonly string[] },
  node: SyntaxNode,
): Taint {
  const one = taint(source.kind, node);
  return source.cleans.length > 0 ? { ...one, cleaned: new Set(source.cleans) } : one;
}

/** A list of records that a database gave. */
const foundRecords =
  /\.(?:findAll|findMany|toArray|(?:query|execute)\(\)\.rows|prepare\(\)\.all|all\(\)\.results|(?:query|execute))(?:\(\))?$/;

/** The files of a form in Go, by the names of its fields. */
const formFiles = /(?:^|\.)(?:MultipartForm(?:\(\))?|multipart\.Form)\.File(\.[^.]{1,80})?$/;

/** The path of one of them: those of one field first, and of these each. */
function uploadedPath(path: string): string | undefined {
  const found = formFiles.exec(path);
  if (!found) return undefined;
  return found[1] === undefined ? `${path}.*` : 'multipart.FileHeader';
}

/** The value of any one element of a list or map. */
export function elementOf(a: State, value: Value, expression: Expression | undefined): Value {
  if (value.element) return value.element;
  if (value.fields && value.fields.size > 0) return [...value.fields.values()].reduce((a, b) => join(a, b));
  const ofForm = value.path === undefined ? undefined : uploadedPath(value.path);
  const isUnseen = value.taints.every(({ source }) => source === 'dynamic');
  if (isUnseen && value.path !== undefined && expression) {
    const { below } = sourcesOf(a, value.path);
    if (below)
      return { taints: [taint(below.kind, expression.node)], ...(ofForm !== undefined && { path: ofForm }) };
  }
  if (ofForm !== undefined) return { taints: value.taints, path: ofForm };
  if (value.taints.length === 0) return inert;
  // One of the uploaded files is read by its properties, of which the server makes some.
  // So are the records of an event.
  // What a folder lists is no entry of an archive, whatever the variable is called.
  const keepsPath =
    value.path !== undefined &&
    (/(?:^|\.)(?:files|Records)$|\bfile_uploader\(\)$|\breaddir(?:Sync)?\(\)/.test(value.path) ||
      (a.isScript && foundRecords.test(value.path)));
  return keepsPath ? { taints: value.taints, path: value.path as string } : { taints: value.taints };
}

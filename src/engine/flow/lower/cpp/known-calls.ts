// What the functions of the C and C++ libraries do, as shapes of ir.ts: copies into buffers, formats, tests.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Argument, Expression } from '../../ir.ts';
import { targetOf, written } from './assignments.ts';
import { called, method, sequence } from './calls.ts';
import { type Inputs, cgiVariable, inputOf, readers, scanned, streamReaders } from './inputs.ts';
import { asNumber } from './operators.ts';
import { braceFormat, constantText, percentFormat, text } from './strings.ts';

/** What a call of a library function is; undefined for a function of which nothing is known here. `name` is its path. */
export function libraryCall(
  node: SyntaxNode,
  name: string,
  args: readonly Argument[],
  inputs: Inputs,
  numbers: ReadonlySet<string>,
): Expression | undefined {
  const known = knownCall(node, name, args, inputs, numbers);
  const format = formatCheck(
    node,
    name,
    args.map((one) => one.value),
  );
  if (!format) return known;
  const plain: Expression = {
    kind: 'call',
    node,
    callee: { kind: 'name', node, name: `:${name}` },
    args: [...args],
  };
  return sequence(node, [format, known ?? plain]);
}

/** What a call of a library function is; undefined for a function of which nothing is known here. */
function knownCall(
  node: SyntaxNode,
  name: string,
  args: readonly Argument[],
  inputs: Inputs,
  numbers: ReadonlySet<string>,
): Expression | undefined {
  const put = (place: Expression | undefined, value: Expression): Expression =>
    written(node, place, place?.kind === 'name' && numbers.has(place.name) ? asNumber(value) : value);
  const own = args.map((one) => one.value);
  const [first, second] = own;
  const plain: Expression = {
    kind: 'call',
    node,
    callee: { kind: 'name', node, name: `:${name}` },
    args: [...args],
  };
  const format = formats.get(name);
  if (format) {
    const [at, to] = format;
    const base = own[at];
    if (!base) return undefined;
    const made = percentFormat(node, base, own.slice(at + 1));
    if (to === -1) return made;
    const before = own[to];
    return put(before, growing.test(name) && before ? { kind: 'build', node, parts: [before, made] } : made);
  }
  if (/^(?:fmt|std|absl|spdlog\.fmt_lib)?\.?format$/.test(name) || name === 'fmt.sprintf')
    return first && (name === 'fmt.sprintf' ? percentFormat : braceFormat)(node, first, own.slice(1));
  if (/^(?:fmt\.)?format_to$/.test(name) && second)
    return put(first, braceFormat(node, second, own.slice(2)));
  if (/^(?:absl\.)?(?:StrCat|StrAppend)$/.test(name) || name === 'g_strconcat' || name === 'g_build_filename')
    return { kind: 'build', node, parts: own };
  const copied = copies.get(name);
  if (copied !== undefined) {
    const value = own[copied];
    if (!value || !first) return undefined;
    // The call itself stays: its length may come from outside.
    return sequence(node, [plain, put(first, value)]);
  }
  if (name === 'bcopy' && first) return sequence(node, [plain, put(second, first)]);
  const added = additions.get(name);
  if (added !== undefined) {
    const value = own[added];
    if (!value || !first) return undefined;
    // `strcat(strcpy(b, "x"), y)`
    const place = placeWritten(first);
    const joined: Expression = { kind: 'build', node, parts: [place ?? first, value] };
    return place === first || !place ? put(first, joined) : sequence(node, [first, put(place, joined)]);
  }
  const reader = readers.get(name);
  if (reader) {
    const [at, from, stream] = reader;
    const isStandard =
      stream !== undefined && own[stream]?.kind === 'name' && own[stream].node.text === 'stdin';
    const isDescriptor = name === 'read' && /^(?:0|STDIN_FILENO)$/.test(first?.node.text ?? '');
    const input = inputOf(
      node,
      isStandard || isDescriptor ? 'standard' : streamReaders.has(name) ? 'file' : from,
      inputs,
    );
    // How much was read is never more than was asked for.
    return called(node, 'c_limited', [plain, put(own[at], input)]);
  }
  if (/^_?[fsv]?w?scanf(?:_s)?$|^vf?scanf$/.test(name)) return scanned(node, name, own, inputs);
  if (name === 'getenv' || name === 'secure_getenv' || name === '_wgetenv' || name === 'g_getenv') {
    const isCgi =
      first?.kind === 'literal' && typeof first.value === 'string' && cgiVariable.test(first.value);
    return isCgi ? called(node, 'c_input_request', []) : plain;
  }
  if (/^(?:getc|fgetc|getchar|getwchar|fgetwc)$/.test(name)) {
    const isStandard = name === 'getchar' || first?.node.text === 'stdin';
    return inputOf(node, isStandard ? 'standard' : 'file', inputs);
  }
  const asked = asks[name];
  if (asked && first && second) return comparison(node, asked, first, second);
  if (
    (name === 'strstr' || name === 'strchr' || name === 'memchr' || name === 'strpbrk') &&
    first &&
    second
  ) {
    const needle: Expression =
      second.kind === 'literal' && typeof second.value === 'number'
        ? text(node, String.fromCharCode(second.value))
        : second;
    return { ...plain, args: [{ value: first }, { value: needle }] } as Expression;
  }
  if (/^(?:boost\.)?filesystem\.(?:weakly_)?canonical$/.test(name) && first) return resolvedPath(node, first);
  if (/^(?:filesystem\.)?(?:realpath|canonicalize_file_name|_fullpath)$/.test(name) && first) {
    const [from, to] = name === '_fullpath' ? [second, first] : [first, second];
    if (!from) return plain;
    const resolved = resolvedPath(node, from);
    return to && targetOf(to) ? put(to, resolved) : resolved;
  }
  // The escaped text goes to an argument.
  if (/^(?:mysql_(?:real_)?escape_string|mysql_real_escape_string_quote|PQescapeStringConn)$/.test(name)) {
    const at = name === 'mysql_escape_string' ? 0 : 1;
    const from = own[at + 1];
    return from ? put(own[at], called(node, 'c_sql_escaped', [from])) : plain;
  }
  if (name === 'PQescapeString' && second) return put(first, called(node, 'c_sql_escaped', [second]));
  if (
    /^(?:printf|fprintf|dprintf|wprintf|fwprintf|FCGI_printf|FCGX_FPrintF|cgi_printf|syslog|mg_printf|mg_http_reply|evhttp_send_error)$/.test(
      name,
    )
  ) {
    const at = /^(?:f|d|FCGX|syslog|mg_p)/.test(name) ? 1 : name === 'mg_http_reply' ? 3 : 0;
    const base = own[at];
    if (!base) return plain;
    const target = own[at + 1];
    // A header that a CGI program answers with.
    const isTarget = base.kind === 'literal' && /^Location:\s?%s/.test(String(base.value));
    if (isTarget && target) return { kind: 'call', node, callee: { kind: 'name', node: node.get('function') ?? node, name: ':c_location' }, args: [{ value: target }] }; // prettier-ignore
    const filled = percentFormat(node, base, own.slice(at + 1));
    return { ...plain, args: [...args.slice(0, at), { value: filled }] } as Expression;
  }
  return undefined;
}

/** Where the format stands among the arguments, and where the text goes: an argument, or `-1` for the result. */
const formats: ReadonlyMap<string, readonly [format: number, to: number]> = new Map([
  ['sprintf', [1, 0]], ['wsprintf', [1, 0]], ['wsprintfA', [1, 0]], ['wsprintfW', [1, 0]], ['_stprintf', [1, 0]],
  ['snprintf', [2, 0]], ['_snprintf', [2, 0]], ['_snwprintf', [2, 0]], ['swprintf', [2, 0]], ['sprintf_s', [2, 0]],
  ['snprintf_s', [3, 0]], ['_snprintf_s', [3, 0]], ['scnprintf', [2, 0]], ['g_snprintf', [2, 0]], ['StringCchPrintf', [2, 0]],
  ['StringCchPrintfA', [2, 0]], ['StringCbPrintf', [2, 0]], ['os_snprintf', [2, 0]], ['curl_msnprintf', [2, 0]],
  ['asprintf', [1, 0]], ['xasprintf', [1, 0]], ['__asprintf', [1, 0]], ['kasprintf', [1, -1]], ['g_strdup_printf', [0, -1]],
  ['xstrfmt', [0, -1]], ['sqlite3_mprintf', [0, -1]], ['sqlite3_snprintf', [2, 1]], ['curl_maprintf', [0, -1]],
  ['StrFormat', [0, -1]], ['absl.StrFormat', [0, -1]], ['folly.stringPrintf', [0, -1]], ['StringPrintf', [0, -1]],
  ['QString.asprintf', [0, -1]], ['g_string_printf', [1, 0]], ['strbuf_addf', [1, 0]], ['evbuffer_add_printf', [1, 0]],
  ['g_string_append_printf', [1, 0]], ['apr_psprintf', [1, -1]], ['ap_rprintf', [1, 0]], ['mg_asprintf', [2, 0]],
  ['CString.Format', [0, -1]], ['string_printf', [0, -1]], ['ngx_snprintf', [2, 0]], ['talloc_asprintf', [1, -1]],
]); // prettier-ignore

// prettier-ignore
const growing = /^(?:g_string_append_printf|strbuf_addf|evbuffer_add_printf)$/;

/** Which argument is copied; it goes to the first. */
const copies: ReadonlyMap<string, number> = new Map([
  ['strcpy', 1], ['strncpy', 1], ['strlcpy', 1], ['stpcpy', 1], ['stpncpy', 1], ['memcpy', 1], ['memmove', 1], ['mempcpy', 1],
  ['wcscpy', 1], ['wcsncpy', 1], ['lstrcpy', 1], ['lstrcpyA', 1], ['_tcscpy', 1], ['_mbscpy', 1], ['strcpy_s', 2],
  ['strncpy_s', 2], ['memcpy_s', 2], ['wcscpy_s', 2], ['StringCchCopy', 2], ['StringCchCopyA', 2], ['g_strlcpy', 1],
  ['CopyMemory', 1], ['RtlCopyMemory', 1], ['xstrncpy', 1], ['strscpy', 1], ['os_strlcpy', 1], ['wmemcpy', 1], ['memccpy', 1],
]); // prettier-ignore

// prettier-ignore
const additions: ReadonlyMap<string, number> = new Map([
  ['strcat', 1], ['strncat', 1], ['strlcat', 1], ['wcscat', 1], ['wcsncat', 1], ['lstrcat', 1], ['lstrcatA', 1], ['_tcscat', 1],
  ['strcat_s', 2], ['strncat_s', 2], ['wcscat_s', 2], ['StringCchCat', 2], ['StringCchCatA', 2], ['g_strlcat', 1],
  ['g_string_append', 1], ['sdscat', 1], ['strbuf_addstr', 1], ['wmemcat', 1],
]); // prettier-ignore

const asks: Record<string, '==' | 'start' | undefined> = {
  strcmp: '==', strcasecmp: '==', stricmp: '==', _stricmp: '==', wcscmp: '==', strcmpi: '==', g_strcmp0: '==', lstrcmp: '==',
  strncmp: 'start', strncasecmp: 'start', memcmp: 'start', _strnicmp: 'start',
}; // prettier-ignore

/** Where the format stands of functions that take one. */
const formatAt: readonly [RegExp, number][] = [
  [
    /^v?(?:w?printf|printf_s)$|^(?:_tprintf|printk|g_print(?:err)?|v?warnx?|NSLog|printw|php_printf|setproctitle)$/,
    0,
  ],
  [
    /^(?:v?f(?:w?printf|printf_s)|v?dprintf|v?syslog|v?sprintf|v?asprintf|wsprintf[AW]?|_ftprintf|v?errx?|BIO_printf)$/,
    1,
  ],
  [/^(?:_?v?sn?w?printf(?:_s)?|SNPRINTF|_v?sntprintf|BIO_snprintf|g_snprintf|error)$/, 2],
];

/** A format that is no constant, for the sinks of formats; `filled` where values follow. */
function formatCheck(node: SyntaxNode, name: string, own: readonly Expression[]): Expression | undefined {
  const at = formatAt.find(([names]) => names.test(name))?.[1];
  const format = at === undefined ? undefined : own[at];
  // A function of its own may have the name and take the format first: `error("%s: %s", file, why)`.
  if (at === undefined || !format || own.slice(0, at + 1).some((one) => constantText(one) !== undefined))
    return undefined;
  return called(node, own.length > at + 1 ? 'c_format_filled' : 'c_format', [format]);
}

/** A path without `..`, by the name that the analysis knows. */
function resolvedPath(node: SyntaxNode, path: Expression): Expression {
  return { kind: 'call', node, callee: { kind: 'name', node, name: 'realpath' }, args: [{ value: path }] };
}

/** The buffer that a nested copy returns. */
function placeWritten(one: Expression): Expression | undefined {
  if (targetOf(one)) return one;
  if (one.kind === 'other') return one.parts.map(placeWritten).findLast((place) => place !== undefined);
  if (one.kind !== 'assign') return undefined;
  if (one.target.kind === 'bind') return { kind: 'name', node: one.target.node, name: one.target.name };
  return one.target.kind === 'place' ? one.target.place : undefined;
}

/** `strcmp(a, b)` is true where they differ. */
function comparison(
  node: SyntaxNode,
  asked: '==' | 'start',
  first: Expression,
  second: Expression,
): Expression {
  const [subject, other] = first.kind === 'literal' ? [second, first] : [first, second];
  // `strcmp(name, allowed[i]) == 0` asks whether it is one of a list.
  if (asked === '==' && other.kind === 'index' && !other.node.text.startsWith('argv'))
    return { kind: 'not', node, operand: method(node, other.object, 'includes', [subject]) };
  if (asked === '==') return { kind: 'binary', node, operator: '!=', left: subject, right: other };
  return { kind: 'not', node, operand: method(node, subject, 'startsWith', [other]) };
}

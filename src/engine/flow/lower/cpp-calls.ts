// What the functions of the C and C++ libraries do, as shapes of ir.ts: copies into buffers, formats, tests, inputs.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Argument, Expression, Target } from '../ir.ts';

/** What the file is to its inputs: who writes what it reads. */
export interface Inputs {
  /** `request` where the file accepts connections, `network` where it makes them, else `environment`. */
  socket: 'request' | 'network' | 'environment';
  /** `request` for a program that a web server starts. */
  standard: 'request' | 'environment';
}

/** The inputs of a file, by what its text calls. */
export function inputsOf(text: string): Inputs {
  const isCgi = /"(?:QUERY_STRING|CONTENT_LENGTH|REQUEST_METHOD|PATH_INFO)"/.test(text);
  const socket = /\baccept4?\s?\(/.test(text)
    ? 'request'
    : /\b(?:socket|connect|recv(?:from)?|getaddrinfo)\s?\(/.test(text)
      ? 'network'
      : 'environment';
  return { socket, standard: isCgi ? 'request' : 'environment' };
}

const cgiVariable =
  /^(?:QUERY_STRING|HTTP_\w+|PATH_INFO|PATH_TRANSLATED|REQUEST_URI|REQUEST_METHOD|CONTENT_(?:LENGTH|TYPE)|REMOTE_(?:USER|HOST|IDENT)|SCRIPT_NAME|SERVER_NAME|CGI_\w+)$/;

/** A number: whatever it was read from, there is no text in it. */
export function asNumber(value: Expression): Expression {
  if (value.kind === 'literal') return value;
  return called(value.node, 'c_number', [value]);
}

/** A call of a function that models name. */
export function called(node: SyntaxNode, name: string, args: readonly Expression[]): Expression {
  return {
    kind: 'call',
    node,
    callee: { kind: 'name', node, name: `:${name}` },
    args: args.map((value) => ({ value })),
  };
}

function method(node: SyntaxNode, object: Expression, property: string, args: Expression[]): Expression {
  const callee: Expression = { kind: 'member', node, object, property };
  return { kind: 'call', node, callee, args: args.map((value) => ({ value })) };
}

function text(node: SyntaxNode, value: string): Expression {
  return { kind: 'literal', node, value };
}

/** The target that an expression names, if something can be written there. */
export function targetOf(place: Expression | undefined): Target | undefined {
  if (place?.kind === 'name' && !place.name.startsWith(':'))
    return { kind: 'bind', name: place.name, node: place.node };
  if (place?.kind === 'index' && place.object.kind === 'name') return targetOf(place.object);
  if (place?.kind === 'member') return { kind: 'place', place, node: place.node };
  return undefined;
}

/** Writes a value to a place as part of an expression; where nothing can be written the value alone is evaluated. */
export function written(node: SyntaxNode, place: Expression | undefined, value: Expression): Expression {
  const target = targetOf(place);
  return target ? { kind: 'assign', node, target, value } : value;
}

/** Evaluated one after the other. */
function sequence(node: SyntaxNode, parts: Expression[]): Expression {
  return { kind: 'other', node, parts };
}

// ── Formats ────────────────────────────────────────────────────────────────────────────────────

/** A format of C with what is put into it; numbers leave no text. `%q` and `%Q` are sqlite's own quoting. */
export function percentFormat(
  node: SyntaxNode,
  format: Expression,
  given: readonly Expression[],
): Expression {
  const flat = constantText(format);
  if (flat === undefined) return { kind: 'build', node, parts: [format, ...given] };
  const parts: Expression[] = [];
  let at = 0;
  let index = 0;
  for (const match of flat.matchAll(
    /%(\d{1,2}\$)?[-+ #0']{0,5}(\*|\d{1,6})?(?:\.(\*|\d{0,6}))?(?:hh|h|ll|l|j|z|t|L|I64|w)?([a-zA-Z%])/g,
  )) {
    parts.push(text(node, flat.slice(at, match.index)));
    at = match.index + match[0].length;
    if (match[4] === '%') {
      parts.push(text(node, '%'));
      continue;
    }
    if (match[2] === '*') index++;
    if (match[3] === '*') index++;
    const value = given[match[1] === undefined ? index++ : Number.parseInt(match[1], 10) - 1];
    if (value && /[sSvm]/.test(match[4] ?? '')) parts.push(value);
    else parts.push(text(node, '0'));
  }
  parts.push(text(node, flat.slice(at)));
  return { kind: 'build', node, parts: parts.filter((one) => one.kind !== 'literal' || one.value !== '') };
}

/** A text of which every part is constant, `"a" NAME "b"` included, where the names are holes that stay. */
function constantText(format: Expression): string | undefined {
  if (format.kind === 'literal') return typeof format.value === 'string' ? format.value : undefined;
  if (format.kind !== 'build') return undefined;
  const parts = format.parts.map((one) =>
    one.kind === 'literal'
      ? String(one.value)
      : one.kind === 'name' && /^[A-Z]\w*$/.test(one.name)
        ? ''
        : undefined,
  );
  return parts.includes(undefined) ? undefined : parts.join('');
}

/** `fmt::format("… {} …", x)`. */
export function braceFormat(node: SyntaxNode, format: Expression, given: readonly Expression[]): Expression {
  const flat = constantText(format);
  if (flat === undefined) return { kind: 'build', node, parts: [format, ...given] };
  const parts: Expression[] = [];
  let index = 0;
  flat.split(/\{(\d{0,2})(?::[^{}]{0,20})?\}/).forEach((piece, at) => {
    if (at % 2 === 0) parts.push(text(node, piece));
    else parts.push(given[piece === '' ? index++ : Number(piece)] ?? text(node, '0'));
  });
  return { kind: 'build', node, parts };
}

/** `QString("… %1 …").arg(x)`, once or several times. */
export function qtArguments(node: SyntaxNode, base: Expression, given: readonly Expression[]): Expression {
  const pieces = base.kind === 'build' ? base.parts : [base];
  const parts = pieces.flatMap((piece): Expression[] => {
    if (piece.kind !== 'literal' || typeof piece.value !== 'string') return [piece];
    const marks = [...new Set(piece.value.match(/%\d/g) ?? [])].toSorted();
    const own = marks.slice(0, given.length);
    if (own.length === 0) return [piece];
    return piece.value.split(/(%\d)/).map((one) => given[own.indexOf(one)] ?? text(node, one));
  });
  const isPlaced = parts.length > pieces.length;
  return { kind: 'build', node, parts: isPlaced ? parts : [...parts, ...given] };
}

// ── Calls by name ──────────────────────────────────────────────────────────────────────────────

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
const growing = /^(?:g_string_append_printf|strbuf_addf|evbuffer_add_printf)$/;

/** Which argument is copied; it goes to the first. */
const copies: ReadonlyMap<string, number> = new Map([
  ['strcpy', 1], ['strncpy', 1], ['strlcpy', 1], ['stpcpy', 1], ['stpncpy', 1], ['memcpy', 1], ['memmove', 1], ['mempcpy', 1],
  ['wcscpy', 1], ['wcsncpy', 1], ['lstrcpy', 1], ['lstrcpyA', 1], ['_tcscpy', 1], ['_mbscpy', 1], ['strcpy_s', 2],
  ['strncpy_s', 2], ['memcpy_s', 2], ['wcscpy_s', 2], ['StringCchCopy', 2], ['StringCchCopyA', 2], ['g_strlcpy', 1],
  ['CopyMemory', 1], ['RtlCopyMemory', 1], ['xstrncpy', 1], ['strscpy', 1], ['os_strlcpy', 1], ['wmemcpy', 1], ['memccpy', 1],
]); // prettier-ignore
const additions: ReadonlyMap<string, number> = new Map([
  ['strcat', 1], ['strncat', 1], ['strlcat', 1], ['wcscat', 1], ['wcsncat', 1], ['lstrcat', 1], ['lstrcatA', 1], ['_tcscat', 1],
  ['strcat_s', 2], ['strncat_s', 2], ['wcscat_s', 2], ['StringCchCat', 2], ['StringCchCatA', 2], ['g_strlcat', 1],
  ['g_string_append', 1], ['sdscat', 1], ['strbuf_addstr', 1], ['wmemcat', 1],
]); // prettier-ignore

/** Functions that fill an argument from a file, a terminal or a socket, and which argument. */
const readers: ReadonlyMap<string, readonly [to: number, from: 'file' | 'socket' | 'standard', stream?: number]> =
  new Map([
    ['fgets', [0, 'file', 2]], ['fgetws', [0, 'file', 2]], ['gets', [0, 'standard']], ['gets_s', [0, 'standard']],
    ['fread', [0, 'file', 3]], ['getline', [0, 'file', 2]], ['getdelim', [0, 'file', 3]], ['read', [1, 'socket']],
    ['pread', [1, 'file']], ['recv', [1, 'socket']], ['recvfrom', [1, 'socket']], ['recvmsg', [1, 'socket']],
    ['SSL_read', [1, 'socket']], ['BIO_read', [1, 'socket']], ['BIO_gets', [1, 'socket']], ['gnutls_record_recv', [1, 'socket']],
    ['mbedtls_ssl_read', [1, 'socket']], ['ReadFile', [1, 'file']], ['InternetReadFile', [1, 'socket']], ['WSARecv', [1, 'socket']],
    ['readlink', [1, 'file']], ['getpeername', [1, 'socket']], ['evbuffer_remove', [1, 'socket']],
  ]); // prettier-ignore
const streamReaders: ReadonlySet<string> = new Set(['fgets', 'fgetws', 'fread', 'getline', 'getdelim']);

const asks: Record<string, '==' | 'start' | undefined> = {
  strcmp: '==', strcasecmp: '==', stricmp: '==', _stricmp: '==', wcscmp: '==', strcmpi: '==', g_strcmp0: '==', lstrcmp: '==',
  strncmp: 'start', strncasecmp: 'start', memcmp: 'start', _strnicmp: 'start',
}; // prettier-ignore

/** The source that a file, the standard input or a socket is. */
export function inputOf(node: SyntaxNode, from: 'file' | 'socket' | 'standard', inputs: Inputs): Expression {
  const kind = from === 'socket' ? inputs.socket : from === 'standard' ? inputs.standard : 'environment';
  return called(node, `c_input_${kind}`, []);
}

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
  if (at === undefined || !format || constantText(format) !== undefined) return undefined;
  return called(node, own.length > at + 1 ? 'c_format_filled' : 'c_format', [format]);
}

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
    const filled = percentFormat(node, base, own.slice(at + 1));
    return { ...plain, args: [...args.slice(0, at), { value: filled }] } as Expression;
  }
  return undefined;
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

/** `scanf("%d %s", &n, text)`: numbers and texts of an input, or of a text. */
function scanned(node: SyntaxNode, name: string, own: readonly Expression[], inputs: Inputs): Expression {
  const isText = name.includes('ss') || name.includes('sw');
  const isFile = /^_?f/.test(name);
  const at = isText || isFile ? 1 : 0;
  const format = own[at];
  const flat = format && constantText(format);
  const isStandard = !isText && (!isFile || own[0]?.node.text === 'stdin');
  const from = isText && own[0] ? own[0] : inputOf(node, isStandard ? 'standard' : 'file', inputs);
  const parts: Expression[] = isText && own[0] ? [own[0]] : [];
  let index = at + 1;
  for (const match of (flat ?? '').matchAll(
    /%(\*)?\d{0,6}(?:hh|h|ll|l|j|z|t|L|m)?(\[\^?[^\]]{1,60}\]|[a-zA-Z])/g,
  )) {
    if (match[1]) continue;
    const place = own[index++];
    const kind = match[2] ?? '';
    const isNumber = /^[diouxXfgeEnp]$/.test(kind);
    const set = kind.startsWith('[') ? kind.slice(1, -1) : '^';
    // `%[0-9a-z]` takes nothing of harm.
    const isStrict = !set.startsWith('^') && !/[^\w-]/.test(set);
    const value = isNumber ? asNumber(from) : isStrict ? called(node, 'c_checked', [from]) : from;
    parts.push(written(node, place, value));
  }
  return called(node, 'c_number', [sequence(node, parts)]);
}

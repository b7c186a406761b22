// What a C or C++ program reads, and who writes it: files, sockets, the environment.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { written } from './assignments.ts';
import { called, sequence } from './calls.ts';
import { asNumber } from './operators.ts';
import { constantText } from './strings.ts';

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
  const socket = /\b(?:accept4?|_{0,2}copy_from_user)\s?\(/.test(text)
    ? 'request'
    : /\b(?:socket|connect|recv(?:from)?|getaddrinfo)\s?\(/.test(text)
      ? 'network'
      : 'environment';
  return { socket, standard: isCgi ? 'request' : 'environment' };
}

/** What a web server tells a program that it starts. */
export const cgiVariable =
  /^(?:QUERY_STRING|HTTP_\w+|PATH_INFO|PATH_TRANSLATED|REQUEST_URI|REQUEST_METHOD|CONTENT_(?:LENGTH|TYPE)|REMOTE_(?:USER|HOST|IDENT)|SCRIPT_NAME|SERVER_NAME|CGI_\w+)$/;

// prettier-ignore

/** Functions that fill an argument from a file, a terminal or a socket, and which argument. */
export const readers: ReadonlyMap<string, readonly [to: number, from: 'file' | 'socket' | 'standard', stream?: number]> =
  new Map([
    ['fgets', [0, 'file', 2]], ['fgetws', [0, 'file', 2]], ['gets', [0, 'standard']], ['gets_s', [0, 'standard']],
    ['fread', [0, 'file', 3]], ['getline', [0, 'file', 2]], ['getdelim', [0, 'file', 3]], ['read', [1, 'socket']],
    ['pread', [1, 'file']], ['recv', [1, 'socket']], ['recvfrom', [1, 'socket']], ['recvmsg', [1, 'socket']],
    ['SSL_read', [1, 'socket']], ['BIO_read', [1, 'socket']], ['BIO_gets', [1, 'socket']], ['gnutls_record_recv', [1, 'socket']],
    ['mbedtls_ssl_read', [1, 'socket']], ['ReadFile', [1, 'file']], ['InternetReadFile', [1, 'socket']], ['WSARecv', [1, 'socket']],
    ['readlink', [1, 'file']], ['getpeername', [1, 'socket']], ['evbuffer_remove', [1, 'socket']],
    // What a program hands to the kernel.
    ['copy_from_user', [0, 'socket']], ['__copy_from_user', [0, 'socket']], ['strncpy_from_user', [0, 'socket']],
  ]); // prettier-ignore

// prettier-ignore
/** Those of them that read a stream. */
export const streamReaders: ReadonlySet<string> = new Set(['fgets', 'fgetws', 'fread', 'getline', 'getdelim']);

// prettier-ignore

/** The source that a file, the standard input or a socket is. */
export function inputOf(node: SyntaxNode, from: 'file' | 'socket' | 'standard', inputs: Inputs): Expression {
  const kind = from === 'socket' ? inputs.socket : from === 'standard' ? inputs.standard : 'environment';
  return called(node, `c_input_${kind}`, []);
}

/** `scanf("%d %s", &n, text)`: numbers and texts of an input, or of a text. */
export function scanned(
  node: SyntaxNode,
  name: string,
  own: readonly Expression[],
  inputs: Inputs,
): Expression {
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

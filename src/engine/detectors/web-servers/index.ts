// Finds in the configuration of web servers what only several lines together say.
import type { Detector } from '../../detector.ts';
import { quoted } from '../quoted.ts';
import { piecesIn, reportPiece } from '../pieces.ts';
import { report, type Verdict } from '../verdict.ts';
import { capturedLineBreaks } from './captures.ts';

const maxChars = 300_000;
const place = /\.(?:conf|nginx|vhost)(?:\.\w{1,9})?$|(?:^|\/)(?:nginx|sites-(?:available|enabled))\/[^/]+$/;

export const webServers: Detector = {
  id: 'web-servers',
  comparable: true,
  *detectFile(file, input) {
    const { path, body } = file;
    if (place.test(path))
      for (const piece of piecesIn(file)) yield* reportPiece(piece, check(piece.text), input);
    if (file.class !== 'text' || body === undefined || body.length > maxChars) return;
    if (
      !place.test(path) ||
      !/\balias\b|\blocation\b|\$http_(?:origin|referer)\b|\$arg_|RewriteRule|SetHandler/i.test(body)
    )
      return;
    yield* report(path, body, check(body), input);
  },
};

function* check(body: string): Generator<Verdict> {
  yield* aliases(body);
  yield* looseOrigins(body);
  yield* returnedOrigins(body);
  yield* redirects(body);
  yield* capturedLineBreaks(body);
  yield* rewrittenHosts(body);
  yield* statusPages(body);
}

/** Aliases that end with a slash below locations that do not. */
function* aliases(body: string): Generator<Verdict> {
  const head = /^[ \t]*location[ \t]+(?:\^~[ \t]+)?(\/[\w./-]*[\w.-])[ \t]*\{/gm;
  for (const match of body.matchAll(head)) {
    const from = match.index + match[0].length;
    const block = body.slice(from, from + 2_000);
    // What stands in an inner block is another location's.
    const own = block.slice(0, /[{}]/.exec(block)?.index ?? block.length).replace(/#[^\n]*/g, '');
    const alias = /(?:^|[\s;])alias[ \t]+["']?([^\s;"']+\/)["']?[ \t]*;/.exec(own)?.[1];
    if (alias === undefined) continue;
    const start = match.index + (match[0].length - match[0].trimStart().length);
    yield {
      rule: 'alias-leaves-folder',
      start,
      end: from - 1,
      message: `\`${match[1] ?? ''}..\` reaches the folder above ${quoted(alias)}.`,
    };
  }
}

/** Answers that name whatever site asks as the one that may read them; a pattern before it has its own check. */
function* returnedOrigins(body: string): Generator<Verdict> {
  const head =
    /^[ \t]*add_header[ \t]+["']?Access-Control-Allow-Origin["']?[ \t]+["']?\$http_origin["']?[^;\n]{0,40};/gim;
  for (const match of body.matchAll(head)) {
    if (
      /\bif[ \t]*\([ \t]*\$(?:http_origin|cors)\b[^{}]*\{[^{}]*$/.test(
        body.slice(Math.max(0, match.index - 600), match.index),
      )
    )
      continue;
    const around = body.slice(Math.max(0, match.index - 800), match.index + 800);
    const isSignedIn =
      /^[ \t]*add_header[ \t]+["']?Access-Control-Allow-Credentials["']?[ \t]+["']?true/im.test(around);
    yield {
      rule: 'cors-any-origin',
      start: match.index + (match[0].length - match[0].trimStart().length),
      end: match.index + match[0].length,
      severity: isSignedIn ? 'medium' : 'low',
      message: isSignedIn
        ? 'Whatever site asks is named here, and its pages read the answers with the cookies of the visitor.'
        : 'Whatever site asks is named here as one that may read the answers.',
      remedy:
        'Look the site up: `map $http_origin $cors { default ""; "https://app.example.com" $http_origin; }`.',
    };
  }
}

/** Redirects to what stands in the query. */
function* redirects(body: string): Generator<Verdict> {
  const head =
    /^[^#\n]{0,300}?\b(?:return[ \t]+30[12378]|rewrite[ \t]+\S{1,200})[ \t]+["']?(?:(?:https?:|\$scheme:)?\/\/)?\$arg_\w+/gm;
  for (const match of body.matchAll(head)) {
    const start = match.index + match[0].search(/\b(?:return[ \t]+30|rewrite[ \t])/);
    yield {
      rule: 'redirect-from-request',
      start,
      end: match.index + match[0].length,
      severity: 'medium',
      message: 'The link decides where the visitor is sent: what stands in the query is a whole address.',
      remedy: 'Send to a path of your own: `return 302 https://www.example.com$uri;`.',
    };
  }
}

/** Patterns for the page or site that asks, which longer names fit as well. */
function* looseOrigins(body: string): Generator<Verdict> {
  const head =
    /^[ \t]*if[ \t]*\([ \t]*\$http_(origin|referer)[ \t]*!?~\*?[ \t]*("[^"\n]{1,300}"|'[^'\n]{1,300}'|[^\s"'{}][^\n{}]{0,300}?)[ \t]*\)[ \t]*\{/gm;
  for (const match of body.matchAll(head)) {
    const pattern = (match[2] ?? '').replace(/^["']|["']$/g, '');
    // Without a name of a host there is nothing to take for another.
    if (!/[a-z]\\?\.[a-z]{2,}/i.test(pattern)) continue;
    const begins = /^\(*\^|^\^/.test(pattern);
    const ends =
      match[1] === 'origin' ? /\$\)*$/.test(pattern) : /\$\)*$|[a-z)](?:\\?\/|\(\/\|\$\))/i.test(pattern);
    if (begins && ends) continue;
    const start = match.index + (match[0].length - match[0].trimStart().length);
    yield {
      rule: 'origin-matched-loosely',
      start,
      end: match.index + match[0].length - 1,
      ...(match[1] === 'origin' ? {} : { severity: 'low' as const }),
      message: begins
        ? `${quoted(pattern)} has no end, so a longer name of another owner fits as well.`
        : `${quoted(pattern)} has no beginning, so any address that holds it fits.`,
    };
  }
}

/** Rewrites of Apache whose host is a part of the path or the query, handed on as a proxy or as a redirect. */
function* rewrittenHosts(body: string): Generator<Verdict> {
  const head =
    /^[ \t]{0,20}RewriteRule[ \t]{1,9}(\S{1,300})[ \t]{1,9}["']?(?:https?:\/\/(?:\$(\d)|%\{QUERY_STRING\})|\$(\d)(?=["']?[ \t]))[^\n[]{0,200}\[([^\]\n]{1,100})\]/gim;
  for (const match of body.matchAll(head)) {
    const [, pattern = '', within, whole, flags = ''] = match;
    const group = Number(within ?? whole ?? 1);
    // A group that names what it takes, or takes a part of a name only, is a list.
    const taken = groupAt(pattern, group);
    if (taken !== undefined && !/[.\]][*+]/.test(taken)) continue;
    const isProxy = /(?:^|,)\s{0,3}(?:P|proxy)\s{0,3}(?:,|$)/i.test(flags);
    const isRedirect = /(?:^|,)\s{0,3}(?:R|redirect)(?:=\d{3})?\s{0,3}(?:,|$)/i.test(flags);
    if (!isProxy && (!isRedirect || whole !== undefined)) continue;
    const start = match.index + (match[0].length - match[0].trimStart().length);
    yield {
      rule: isProxy ? 'proxy-to-any-host' : 'redirect-from-request',
      start,
      end: match.index + match[0].length,
      severity: 'medium',
      message: isProxy
        ? 'Whoever asks names the host that this server fetches from, also those that only it can reach.'
        : 'The link decides where the visitor is sent: a part of the path is the host.',
      remedy: isProxy
        ? 'Write the host out: `RewriteRule ^/go/(.*)$ http://app.internal/$1 [P,L]`.'
        : 'Write the host out: `RewriteRule ^/go/(.*)$ https://www.example.com/$1 [R,L]`.',
    };
  }
}

/** The text of a group of a pattern, by its number. */
function groupAt(pattern: string, wanted: number): string | undefined {
  const open: { at: number; number: number }[] = [];
  let count = 0;
  for (let at = 0; at < pattern.length; at++) {
    if (pattern[at] === '\\') at++;
    else if (pattern[at] === '(') open.push({ at, number: pattern[at + 1] === '?' ? -1 : ++count });
    else if (pattern[at] === ')') {
      const group = open.pop();
      if (group?.number === wanted) return pattern.slice(group.at + 1, at);
    }
  }
  return undefined;
}

/** Pages about the server itself that nothing keeps strangers from. */
function* statusPages(body: string): Generator<Verdict> {
  const apache = /^[ \t]{0,20}SetHandler[ \t]{1,9}["']?server-(status|info)\b/gim;
  for (const match of body.matchAll(apache)) {
    const block = around(body, match.index, '<', '</').inner;
    const isOpen =
      /^[ \t]{0,20}(?:Require[ \t]{1,9}all[ \t]{1,9}granted|Allow[ \t]{1,9}from[ \t]{1,9}all)\b/im.test(
        block,
      );
    if (!isOpen && /^[ \t]{0,20}<?(?:Require|Deny|Allow|AuthType)/im.test(block)) continue;
    yield {
      rule: 'nginx-weakened',
      start: match.index + (match[0].length - match[0].trimStart().length),
      end: match.index + match[0].length,
      severity: isOpen ? 'medium' : 'low',
      message: `This page shows ${match[1]?.toLowerCase() === 'info' ? 'the whole configuration' : 'who asks for which address right now, with what stands in the query'}, and nothing here keeps strangers out.`,
      remedy: 'Write `Require local` in the same block.',
    };
  }
  for (const match of body.matchAll(/(?<!#[^\n]{0,200})\bstub_status\b[^;\n]{0,20};/g)) {
    const { before, inner } = around(body, match.index, '{', '}');
    if (/\b(?:allow|deny|auth_basic|auth_request|internal)\b/.test(inner)) continue;
    // A server of its own may listen where only the machine is.
    if (/\blisten\s{1,9}(?:127\.|localhost|\[::1\]|unix:)/.test(before)) continue;
    yield {
      rule: 'nginx-weakened',
      start: match.index,
      end: match.index + match[0].length,
      severity: 'low',
      message: 'Everyone sees how many ask this server, and nothing here keeps strangers out.',
      remedy: 'Write `allow 127.0.0.1; deny all;` in the same block.',
    };
  }
}

/** The block that a place stands in, and some of what stands before it. */
function around(body: string, at: number, open: string, close: string): { before: string; inner: string } {
  const before = body.slice(Math.max(0, at - 1_500), at);
  const after = body.slice(at, at + 1_500);
  const end = after.indexOf(close);
  return {
    before,
    inner: before.slice(before.lastIndexOf(open) + 1) + (end < 0 ? after : after.slice(0, end)),
  };
}

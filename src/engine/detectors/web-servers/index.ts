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
    if (!place.test(path) || !/\balias\b|\blocation\b|\$http_(?:origin|referer)\b|\$arg_/.test(body)) return;
    yield* report(path, body, check(body), input);
  },
};

function* check(body: string): Generator<Verdict> {
  yield* aliases(body);
  yield* looseOrigins(body);
  yield* returnedOrigins(body);
  yield* redirects(body);
  yield* capturedLineBreaks(body);
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

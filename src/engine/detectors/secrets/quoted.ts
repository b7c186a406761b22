// Reads the literal that stands at a place, behind conversions, casts and prefixes.
import { joinFollowing, readCharacters, readJoined, readLiteral, type Literal } from './literal.ts';

const wrapper =
  /^(?:new[ \t])?(?:(?:[\w.]{0,40}\.)?(?:String|SecretStr|SecretString|Secret|SecureString|GuardedString|Some|Buffer\.from|Uint8Array\.from|bytes|bytearray|b64decode|DecodeString|FromBase64String|atob|GetBytes|SecretBytes|PlainText|plaintext|bytes\.fromhex|fromhex|unhexlify|hex2bin|base64_decode|[bB]ase64\.(?:decode|StdEncoding\.DecodeString)|String\.from|String::from|SecretString::from|Secret::new|SecretString::new|Redacted\.make|UUID\.fromString|uuid\.UUID|Guid\.Parse|Guid)|\[\]byte|\[\]rune|TextEncoder\(\)\.encode)\(\s{0,8}/;
/** `Hash::make("x")`, `bcrypt.hashSync("x", 10)`, `encoder.encode("x")`: a call that hashes a password before it is kept. */
const hashing =
  /^(?:await )?(?:new )?(?:[\w.$]{1,40}(?:\(\))?(?:\.|::|->)|\\)?(?:[hH]ash(?:Sync|Password|_password|pw|Pw)?|Hash::make|(?<=[eE]ncoder(?:\(\))?\.)encode|bcrypt|make_password|generate_password_hash|password_hash|encrypt|md5|sha1)\(\s{0,8}(?=["'])/;

const hashEnd = /^\s{0,8}(?:\)|,\s{0,8}(?:\d|salt|gen|round|PASSWORD_|bcrypt|method|null))/i;

/** The literal that a call hashes at an offset. */
export function hashedAt(text: string, at: number): Literal | undefined {
  const call = hashing.exec(text.slice(at, at + 100));
  const literal = call && readLiteral(text, at + call[0].length);
  // PHP's `hash('sha256', $password)` names its algorithm first.
  return literal && hashEnd.test(text.slice(literal.after, literal.after + 16)) ? literal : undefined;
}

/** `<string>"x"`, `(string) "x"`: a cast before the literal. */
const cast =
  /^(?:<[A-Za-z][\w.]{0,30}>|\((?:string|String|char \*|const char ?\*|any)\))[ \t]{0,4}(?=["'`@])/;
/** What may stand before a quote and belongs to it. */
export const stringPrefix = /^(?:[bBrRuU]{1,2}|@|L|u8|N|E|%[qQ]?|\$)(?=["'])/;

/** A literal, joined with those that follow, behind conversions such as `Buffer.from(` and prefixes such as `b`. */
export function quotedAt(text: string, at: number): (Literal & { open: boolean }) | undefined {
  let start = at;
  for (let i = 0; i < 3; i++) {
    const wrapped = wrapper.exec(text.slice(start, start + 80));
    if (!wrapped) break;
    start += wrapped[0].length;
  }
  const openParen = /^\(\s{0,80}(?=["'`])/.exec(text.slice(start, start + 84));
  if (openParen) start += openParen[0].length;
  start += cast.exec(text.slice(start, start + 44))?.[0].length ?? 0;
  start += stringPrefix.exec(text.slice(start, start + 4))?.[0].length ?? 0;
  const list = readJoined(text, start);
  if (list) return { ...list, open: false };
  const literal = readLiteral(text, start) ?? readCharacters(text, start);
  if (!literal) return undefined;
  const joined = joinFollowing(text, literal);
  // `"%s" % x` and `"…".format(x)` build the value elsewhere.
  if (/^\s{0,8}(?:%\s|\.format\(|\.replace\()/.test(text.slice(joined.after, joined.after + 18)))
    return { ...joined, open: true };
  return joined;
}

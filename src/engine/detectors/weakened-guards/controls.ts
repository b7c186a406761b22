// Finds guards of code that a change takes away while the code that they guarded stays.
import type { HunkLine, Line } from '../../change.ts';
import { families, type Family } from './control-families.ts';
import type { ChangeLines, FileLines } from './change-lines.ts';
import { quote, type Weakness } from './weakness.ts';

const code = /\.(?:py|[cm]?[jt]sx?|java|kt|go|rb|php|cs|rs|vue|svelte|astro|razor|erb|ejs|scala)$/i;
const tests =
  /(?:^|\/)(?:tests?|__tests__|specs?|e2e|fixtures?|examples?|mocks?)\/|[._-](?:test|spec)\.\w+$|(?:^|\/)test_/;
const mutating =
  /\b(?:post|put|patch|delete|destroy|update|create|remove|admin|transfer|pay|POST|PUT|PATCH|DELETE|HttpPost|HttpPut|HttpDelete|PostMapping|PutMapping|DeleteMapping)/i;

/** Guards that are gone everywhere, and whose code is still there. */
export function* removedControls(lines: ChangeLines): Generator<Weakness> {
  for (const each of lines.files) {
    const { file } = each;
    if (
      !code.test(file.path) ||
      tests.test(file.path) ||
      file.status === 'removed' ||
      file.body === undefined
    )
      continue;
    const said = new Set<string>();
    for (const hunk of file.hunks) {
      let number = hunk.oldStart;
      for (const [index, line] of hunk.lines.entries()) {
        if (line.kind === 'added') continue;
        if (line.kind === 'removed') {
          const found = weigh(line.text, hunk.lines, index, each, lines);
          if (found && !said.has(found.name)) {
            said.add(found.name);
            yield { path: file.path, line: number, removed: true, ...found.weakness };
          }
        }
        number++;
      }
    }
  }
}

function weigh(
  text: string,
  hunk: readonly HunkLine[],
  index: number,
  each: FileLines,
  lines: ChangeLines,
): { name: string; weakness: Omit<Weakness, 'path' | 'line' | 'removed'> } | undefined {
  if (
    text.length > 500 ||
    /^\s*(?:#(?!\[)|\/\/|\*|\/\*|import\b|from\b|use\s|using\b|require\b(?!\s*\([^'"])|package\b)/.test(text)
  )
    return undefined;
  // What takes a line's place stands near it, and a change may be long.
  const near = hunk.slice(Math.max(0, index - maxApart), index + maxApart);
  // The path of a route names no guard.
  const bare = text.replace(/\(\s*(["'`])\/[^"'`\n]*\1/, '($1$1');
  for (const family of families) {
    const match = family.guard.exec(bare);
    const name = match?.slice(1).find((group) => group !== undefined);
    if (!match || name === undefined) continue;
    const open = openedBy(text, name, near);
    if (open === undefined && (isKept(family, name, each, lines) || isRenamed(family, hunk, each)))
      return undefined;
    const guarded =
      open ??
      successorOf(text, family, near) ??
      // A route on one line goes with its guard.
      (routeLine.test(text) ? undefined : (guardedLine(hunk, index, each) ?? sameDeed(hunk, index, near)));
    if (guarded === undefined) return undefined;
    // The route's method may stand in a decorator above.
    const around = hunk.slice(Math.max(0, index - 3), index + 4).map((line) => line.text);
    const isMutating = [...around, guarded].some((line) => mutating.test(line));
    return {
      name: `${family.rule} ${name}`,
      weakness: {
        rule: family.rule,
        ...(isAccess(family.rule) && isMutating ? { severity: 'high' as const } : {}),
        // Most often it only made a label shorter.
        ...(/basename|filepath\.Base/.test(name) ? { severity: 'low' as const } : {}),
        message:
          open === undefined
            ? `${quote(text)}, which ${family.what}, is gone, while ${quote(guarded)} stays. It stands nowhere else in this change.`
            : `${quote(text)}, which ${family.what}, became ${quote(open)}, which does not always.`,
      },
    };
  }
  return undefined;
}

/** Lines of a hunk between a line and what it became. */
const maxApart = 200;

function isAccess(rule: string): boolean {
  return rule === 'authorization-removed' || rule === 'ownership-filter-removed';
}

/** A guard that the change leaves open to everybody, or makes depend on a setting. */
const openToAll = /\b(?:AllowAny|permitAll|AllowAnonymous|allow_anonymous|SkipAuth|noAuth)\b/;
const bySetting =
  /\b(?:process\.env|os\.environ|getenv|ENV\[|settings\.|config\b|cfg\.|app\.config|DEBUG\b|debug\b|feature\w*|flags?\.|is_?dev\w*|NODE_ENV|skip_?auth\w*|bypass\w*|disable_?auth\w*)/i;

/** The added line that holds the guard, when it no longer holds always. */
function openedBy(text: string, name: string, hunk: readonly HunkLine[]): string | undefined {
  const isConditional = (line: string): boolean =>
    /\b(?:if|unless|when)\b|&&|\?[^?.]/.test(line) && bySetting.test(line);
  for (const line of hunk) {
    if (line.kind !== 'added' || !line.text.includes(name) || isComment.test(line.text)) continue;
    if (openToAll.test(line.text) && !openToAll.test(text)) return line.text.trim();
    if (isConditional(line.text) && !isConditional(text)) return line.text.trim();
    if (isShortened(text, line.text)) return line.text.trim();
  }
  return undefined;
}

/** Whether a list of guards lost some of them and gained none: `[IsAuthenticated, IsOwner]` to `[IsAuthenticated]`. */
function isShortened(before: string, after: string): boolean {
  if (!/\[[^\]\n]{0,200}\]|@UseGuards\(/.test(before)) return false;
  const [old, now] = [tokensOf(before), tokensOf(after)];
  const lost = [...old].filter((token) => !now.has(token));
  return (
    now.size >= 2 && lost.some((token) => guardName.test(token)) && [...now].every((token) => old.has(token))
  );
}

const guardName =
  /verif|valid|check|ensure|require|assert|auth|parse_?(?!int\b|float\b)\w|permi|policy|allowed|guard|forbid|deny|signature|login|admin|role|limit|throttle|csrf|audit|sanit|escape|owned|owner|current_/i;

/** Of each hunk whether a helper took over, for guards that ask for the caller and for others; asked for each line that went. */
const renamed = new WeakMap<readonly HunkLine[], Map<boolean, boolean>>();

/** True when a call or decorator that is new in the hunk is called like a guard: a helper took over. */
function isRenamed({ rule }: Family, hunk: readonly HunkLine[], each: FileLines): boolean {
  const asksCaller = isAccess(rule);
  let answers = renamed.get(hunk);
  if (!answers) renamed.set(hunk, (answers = new Map()));
  let answer = answers.get(asksCaller);
  if (answer === undefined) answers.set(asksCaller, (answer = hasNewGuard(hunk, each, asksCaller)));
  return answer;
}

function hasNewGuard(hunk: readonly HunkLine[], each: FileLines, asksCaller: boolean): boolean {
  const before = new Set(hunk.filter(({ kind }) => kind === 'removed').flatMap(({ text }) => calledIn(text)));
  return hunk.some(
    ({ kind, text }) =>
      kind === 'added' &&
      !isComment.test(text) &&
      calledIn(text).some(
        (name) =>
          name !== 'require' &&
          !before.has(name) &&
          guardName.test(name) &&
          (!asksCaller || mayAskCaller(name, each)),
      ),
  );
}

const aboutCallers =
  /user|owner|account|tenant|role|perm|admin|token|session|auth|caller|principal|viewer|actor|polic|forbid|40[13]|denied|sign|hmac|digest/i;

/** False for a helper that the change itself writes in this file and that looks at nothing of the caller. */
function mayAskCaller(name: string, { added, learned }: FileLines): boolean {
  const last = name.split('.').at(-1) ?? name;
  const at = learned('definitions', () => definitionsIn(added)).get(last);
  if (at === undefined) return true;
  return added.slice(at, at + 12).some(({ text }) => aboutCallers.test(text.replaceAll(last, '')));
}

const definition = /\b(?:def|function|func|fun|const|let|private|public|static)\b[^\n]{0,120}/;

/** Where the added lines define what, by name. */
function definitionsIn(added: readonly Line[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const [at, { text }] of added.entries())
    for (const name of definition.exec(text)?.[0].match(/[A-Za-z_$][\w$]*/g) ?? [])
      if (!found.has(name)) found.set(name, at);
  return found;
}

const routeLine =
  /\.(?:get|post|put|patch|delete|all|any|handle(?:func)?|method)\s*\(\s*["'`][^\n]*\)\s*;?\s*$/i;

const isComment = /^\s*(?:#(?!\[)|\/\/|\*|\/\*|--|<!--)/;

/** The added line of the same hunk that does what this line did, without the guard. */
function successorOf(text: string, { guard }: Family, hunk: readonly HunkLine[]): string | undefined {
  const tokens = tokensOf(text);
  if (tokens.size < 3 || /\b(?:basename|filepath\.Base)\b/.test(text)) return undefined;
  for (const line of hunk) {
    if (line.kind !== 'added' || line.text.length > 500 || guard.test(line.text)) continue;
    if (isComment.test(line.text)) continue;
    const others = tokensOf(line.text);
    let shared = 0;
    for (const token of others) if (tokens.has(token)) shared++;
    // It is what is left of the line: little in it is new.
    if (shared >= 3 && shared >= others.size * 0.75) return line.text.trim();
  }
  return undefined;
}

function tokensOf(text: string): Set<string> {
  return new Set(text.match(/[A-Za-z_$][\w$]*|\d+/g));
}

/** True when the guard, or another of its family, is added anywhere, or something that guards everything. */
function isKept(family: Family, name: string, each: FileLines, lines: ChangeLines): boolean {
  const { guard, everywhere, instead } = family;
  const { learned } = each;
  const said = (): Line[] => learned('said', () => each.added.filter(({ text }) => !isComment.test(text)));
  const holds = (expression: RegExp): boolean =>
    learned(expression.source, () => said().some(({ text }) => expression.test(text)));
  if (lines.addedWith(name) > 0 || holds(guard)) return true;
  // A comparison with the caller may have become a condition of the query.
  if (/[!=<>]\s*$|\bis not\s*$|equals/.test(name) && holds(callerUse)) return true;
  // `current_user` and `CurrentUser` are one name.
  const plain = plainName(name);
  const texts = (): string =>
    learned('plain', () =>
      said()
        .map(({ text }) => plainName(text))
        .join('\n'),
    );
  if (plain.length > 7 && learned(`plain ${plain}`, () => texts().includes(plain))) return true;
  if (instead && holds(instead)) return true;
  // A helper that was renamed keeps a word of its name.
  const called = learned(
    'words',
    () => new Set(said().flatMap(({ text }) => calledIn(text).flatMap(wordsOf))),
  );
  if (wordsOf(name).some((word) => called.has(word))) return true;
  return (
    everywhere !== undefined &&
    lines.files.some((other) =>
      other.learned(`everywhere ${everywhere.source}`, () =>
        other.added.some(({ text }) => everywhere.test(text) && !/\bAllowAny\b/.test(text)),
      ),
    )
  );
}

/** Where the caller is put to use, not only handed in. */
const callerUse =
  /\bcurrent_?user\b|\b(?:req|request|ctx|context|session|event)\.user\b|\bprincipal\.|\bviewer\.|\bAuth::|\bauth\(\)->|\bUser\.(?:Identity|FindFirst|GetUserId)|\bget(?:Current)?User(?:Id)?\(/i;

function plainName(text: string): string {
  return text.replace(/[_-]/g, '').toLowerCase();
}

/** Names that a line calls or decorates with. */
function calledIn(text: string): string[] {
  return [
    ...text.slice(0, 400).matchAll(/@([\w.]+)|(?<=\bDepends\s{0,2}\()\s*([\w.]+)|([A-Za-z_$][\w$]*)\s*\(/g),
  ].map(([, decorator, dependency, call]) => decorator ?? dependency ?? call ?? '');
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z]+/)
    .map((word) => word.toLowerCase())
    .filter((word) => word.length > 4 && !common.has(word));
}

const common = new Set([
  'check',
  'verify',
  'ensure',
  'require',
  'required',
  'request',
  'response',
  'params',
  'const',
  'return',
  'async',
  'await',
  'function',
  'class',
  'public',
  'private',
  'static',
  'string',
  'where',
  'filter',
  'current',
]);

const declared = /\b(?:def|function|func|fun|public|async|const|class)\s+[\w\s<>[\]]*?(\w+)\s*[(=<{:]/;
/** Of Java and C#, which need no word before the type. */
const method =
  /^(?!(?:return|throw|else|new|await|if|for|while|switch)\b)(?:[A-Za-z][\w<>[\],.?]*\s+){1,4}(\w+)\s*\([^;]*\)\s*(?:throws [\w, .]+)?\{?$/;

/** The first line after the guard that is code and still there; undefined when the code went with it. */
function guardedLine(hunk: readonly HunkLine[], index: number, { file }: FileLines): string | undefined {
  let seen = 0;
  for (const line of hunk.slice(index + 1)) {
    const text = line.text.trim();
    if (text === '' || /^(?:@|#\[|\[[A-Z]|[)}\]]+[;,]?$|\/\/|#\s|\*)/.test(text)) continue;
    if (line.kind === 'context') return text;
    if (line.kind === 'removed') {
      // Rewritten in place counts as there.
      const head = (declared.exec(text) ??
        (/\.(?:java|cs)$/.test(file.path) ? method.exec(text) : null))?.[1];
      if (head !== undefined) return file.body?.includes(head) ? text : undefined;
      if (file.body?.includes(text)) return text;
      // The body of an `if` goes with its head: look behind it.
      if (++seen > 4) return undefined;
    }
  }
  // The hunk ends here: what follows was not changed.
  return seen === 0 ? undefined : hunk.at(-1)?.kind === 'context' ? hunk.at(-1)?.text.trim() : undefined;
}

const deed =
  /^(?:\w*(?:delete|destroy|remove|update|save|insert|create|store|transfer|send|charge|refund|grant|revoke|publish|cancel|approve|void|commit|exec|write|put|post|patch|set|add|assign|invite|reset|export|download)\w*)$/i;

/** The added line that does what a removed one behind the guard did: the function was written anew without the guard. */
function sameDeed(hunk: readonly HunkLine[], index: number, near: readonly HunkLine[]): string | undefined {
  const done = new Set(
    hunk
      .slice(index + 1, index + 16)
      .flatMap(({ kind, text }) => (kind === 'removed' ? calledNames(text) : [])),
  );
  return near
    .find(
      ({ kind, text }) =>
        kind === 'added' && !isComment.test(text) && calledNames(text).some((name) => done.has(name)),
    )
    ?.text.trim();
}

/** The last names of what a line calls that changes something. */
function calledNames(text: string): string[] {
  return calledIn(text).flatMap((called) => {
    const name = called.split('.').at(-1) ?? called;
    return deed.test(name) ? [name] : [];
  });
}

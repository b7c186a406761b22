// Looks at the scripts and texts of a skill: what it fetches, hides, installs or writes outside of its folder.
import type { Severity } from '../../finding.ts';
import { isMakersInstaller } from '../shell/makers.ts';
import type { Verdict } from '../verdict.ts';
import { downloadsAndRuns } from './commands.ts';
import { at, quote } from './surface.ts';

const unpacksAndRuns =
  /\b(?:eval|exec|Function|new Function|setTimeout|iex|Invoke-Expression)\s*\(?\s*(?:atob|Buffer\.from|base64\.b64decode|b64decode|bytes\.fromhex|codecs\.decode|zlib\.decompress|marshal\.loads|unescape|decodeURIComponent|\[System\.Text\.Encoding\])|\bbase64\s+(?:-d|--decode|-D)\b[^\n|]{0,200}\|\s*(?:sudo\s+)?(?:ba|z)?sh\b|\bxxd\s+-r\b[^\n|]{0,200}\|\s*(?:ba|z)?sh\b|\bexec\(\s*(?:compile\(\s*)?(?:base64|zlib|codecs|marshal)\./g;
const writesOutside =
  /(?:>>?|\btee(?:\s+-a)?|\bcp\s+\S+|\bmv\s+\S+|\bln\s+-s\S*\s+\S+|\binstall\s+\S+)\s+["']?(?:~|\$\{?HOME\}?|\/home\/\w+|\/Users\/\w+|\/root)\/(?:\.bashrc|\.zshrc|\.profile|\.bash_profile|\.zprofile|\.ssh\/|\.gitconfig|\.npmrc|\.pypirc|\.netrc|\.aws\/|\.kube\/|\.claude\/|\.cursor\/|\.codex\/|\.config\/|Library\/LaunchAgents)|(?:>>?|\btee(?:\s+-a)?)\s+["']?\/(?:etc|usr|var\/spool\/cron|Library)\/|\bcrontab\s+-(?!l)|\bsystemctl\s+(?:enable|start)\b|\blaunchctl\s+load\b|\bgit\s+config\s+--(?:global|system)\b|(?:open|writeFileSync|writeFile|appendFileSync|write_text)\s*\(\s*(?:(?:os\.path\.expanduser\(\s*|path\.join\(\s*(?:os\.)?homedir\(\)\s*,\s*)["'`](?:~\/)?|["'`]~\/)(?:\.bashrc|\.zshrc|\.profile|\.ssh|\.aws|\.claude|\.npmrc|\.netrc)/g;
/** Of these what many instructions for the setting up of a tool do: a folder of its own, a service that is started, one more skill. */
const settingUp = /\/\.config\/(?!systemd|autostart)\w|\bsystemctl\s+start\b|\/\.claude\/skills\//;
/** A manual that tells its reader to keep a key in the profile of the shell. */
const setsVariable = /\becho\s+["']export\s+[A-Z]\w{0,60}=[^$`|;&]{0,100}$/;
const readsSecrets =
  /(?:~|\$\{?HOME\}?|homedir\(\)|expanduser\([^)\n]{0,40}\))[^\n]{0,20}(?:\.ssh\/id_|\.aws\/credentials|\.netrc|\.npmrc|\.pypirc|\.config\/gh\/hosts|\.kube\/config|\.gnupg|\.docker\/config)|(?:security\s+find-(?:generic|internet)-password|\bprintenv\b|\benv\b\s*\|)[^\n]{0,120}(?:curl|wget|nc\b|base64)/g;
/** Words right before a file that tell the agent to leave it alone. */
const isSpared =
  /\b(?:avoid(?:s|ing)?|never|do not|don't|must not|instead of|rather than)(?: (?:read|use|using|open|touch|load|edit|copy|show|print|commit|reading))?(?: (?:the|your|any))? ["'`]?$/i;
/** Words above a list of files that a check has to refuse. */
const refused =
  /malicious|traversal|attack|forbidden|blocked|denied|denylist|blacklist|blocklist|dangerous|unsafe|protected|sensitive|excluded?|ignored?|must.?not/i;
/** A line that shows a command and does not run it: `log_info "Install it: curl … | sh"`. */
const shows =
  /^\s*(?:echo|printf|(?:log|print|say|info|warn|warning|error|fail|die|fatal|note|hint|success|msg|message)(?:_[a-z]+)?)\s+(?:-\w+\s+)?(?:"[^"`]*"|'[^']*')\s*(?:>&2)?\s*;?\s*$/;
const installsUnpinned =
  /^[^#\n]*\b(?:npx\s+(?:-y|--yes)\s+(?!@?[\w./-]+@\d)@?[\w./-]+|uvx\s+(?![\w.-]+(?:@|==)\d)[a-z][\w.-]+|pip3?\s+install\s+(?!-r|-e|\.|--requirement|-c)(?:-\S+\s+)*(?![\w.[\]-]+==)[A-Za-z][\w.-]*|npm\s+(?:i|install)\s+(?:-g|--global)\s+(?!@?[\w./-]+@\d)@?[\w./-]+)/gm;

/** What is risky in one file of a skill; `isText` for Markdown, whose fences an agent runs as well. */
export function* checkSkill(text: string, isText: boolean): Generator<Verdict> {
  yield* each(
    text,
    unpacksAndRuns,
    'skill-obfuscated',
    (found) => `${quote(found)} unpacks text and runs it, so that nobody can see what this skill does.`,
  );
  yield* each(
    text,
    writesOutside,
    'skill-writes-outside',
    (found) =>
      `${quote(found)} changes the machine outside of the repository, for every later program and not for this task alone.`,
    (line, before) => {
      const start = before.slice(before.lastIndexOf('\n') + 1);
      return settingUp.test(line) || /\bcompletions?\b/.test(start) || (isText && setsVariable.test(start))
        ? 'low'
        : undefined;
    },
  );
  yield* each(
    text,
    readsSecrets,
    'skill-reads-credentials',
    (found) => `${quote(found)} reads the credentials of the person at the keyboard.`,
    (line, before) => (/^[^"'\n]*["'],?\s*$/.test(line.slice(1)) && refused.test(before) ? 'low' : undefined),
    (before) => !isSpared.test(before),
  );
  const packed = [...text.matchAll(unpacksAndRuns)].map(({ index }) => index);
  let start = 0;
  for (const line of text.split('\n')) {
    const end = start + line.length;
    if (downloadsAndRuns(line) && !packed.some((index) => index >= start && index < end)) {
      const lead = line.length - line.trimStart().length;
      yield at(
        { start: start + lead, end: start + line.trimEnd().length },
        'skill-downloads-code',
        `${quote(line)} downloads code and runs it: what it does is decided elsewhere, and can change any day.`,
        (shows.test(line) && !line.includes('$(')) || isKnownInstaller(line) ? { severity: 'low' } : {},
      );
    }
    start += line.length + 1;
  }
  const [first] = text.matchAll(installsUnpinned);
  if (first && !isDocumentation(first[0], isText)) {
    const lead = first[0].length - first[0].trimStart().length;
    yield at(
      { start: first.index + lead, end: first.index + first[0].length },
      'skill-unpinned-dependency',
      `${quote(first[0])} installs whatever is published under that name that day.`,
    );
  }
}

/** A line on which all that is fetched is the installer of a tool, at its maker's. */
function isKnownInstaller(line: string): boolean {
  const fetched = line.slice(Math.max(0, line.search(/\b(?:curl|wget|irm|iwr|Invoke-\w+)\b/)));
  const addresses = fetched.match(/\bhttps?:\/\/[^\s"'`|)]{1,200}/g) ?? [];
  return (
    addresses.length > 0 && addresses.every(isMakersInstaller) && !/\b(?:base64|eval|http:)\b/.test(line)
  );
}

function isDocumentation(line: string, isText: boolean): boolean {
  return isText && /^\s*(?:[-*]|\d+\.)\s+\w+.*\s/.test(line) && !line.includes('`');
}

function* each(
  text: string,
  expression: RegExp,
  rule: string,
  message: (found: string) => string,
  severityOf: (line: string, before: string) => Severity | undefined = () => undefined,
  counts: (before: string) => boolean = () => true,
): Generator<Verdict> {
  for (const match of text.matchAll(expression)) {
    if (!counts(text.slice(Math.max(0, match.index - 60), match.index))) continue;
    const lead = match[0].length - match[0].trimStart().length;
    const end = match.index + match[0].length;
    const severity = severityOf(
      match[0] +
        text
          .slice(end, end + 40)
          .split('\n', 1)
          .join(''),
      text.slice(Math.max(0, match.index - 300), match.index),
    );
    yield at({ start: match.index + lead, end }, rule, message(match[0]), severity ? { severity } : {});
  }
}

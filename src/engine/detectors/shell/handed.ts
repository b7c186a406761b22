// Commands that a program hands to a shell as a constant text: `execSync('curl … | sh')`, `os.system("curl -k …")`.
import type { Verdict } from '../verdict.ts';
import { checkShell } from './checks.ts';

const ofScripts =
  /(?<![\w$])(?:(?:exec|execa)(?:Sync|Async|Promise|Command|CommandSync)?|(?:run|sh|shell)(?:Command|Cmd)?)\(\s{0,60}|(?<![\w$])\$(?=`)|(?:spawn|spawnSync|execFile|execFileSync|execa)\(\s{0,60}['"](?:\/bin\/)?(?:ba|z|da)?sh['"]\s{0,60},\s{0,60}\[\s{0,60}['"]-\w{0,3}c['"]\s{0,60},\s{0,60}/g;

/** By language the calls behind which such a text stands. */
const callsByLanguage: Readonly<Record<string, RegExp>> = {
  javascript: ofScripts,
  typescript: ofScripts,
  tsx: ofScripts,
  python:
    /\b(?:os\.(?:system|popen)|(?:subprocess|sp)\.(?:run|call|check_call|check_output|Popen|getoutput|getstatusoutput))\(\s{0,60}(?:\[\s{0,60}["'](?:\/bin\/)?(?:ba|z|da)?sh["']\s{0,60},\s{0,60}["']-\w{0,3}c["']\s{0,60},\s{0,60})?[fFrRuU]{0,2}/g,
  php: /(?<![\w>$:\\])\\?(?:exec|shell_exec|system|passthru|popen|proc_open)\(\s{0,60}/g,
  ruby: /(?<![\w.$@])(?:system|exec|sh)(?:\(\s{0,60}|[ \t])/g,
};

/** What holds of a command whatever the program around it does. */
const ofCommand = new Set([
  'remote-script-piped-to-shell',
  'download-without-verification',
  'setuid-bit-set',
  'sudo-without-password',
  'grant-to-everyone',
  'host-protection-off',
  'encoded-command-run',
]);

/** Longer texts are scripts of their own. */
const maxChars = 4_000;
const maxCommands = 500;

/** What such commands of a file do wrong; `onCut` is told where there are more than are read. */
export function* handedCommands(language: string, text: string, onCut?: () => void): Generator<Verdict> {
  const calls = callsByLanguage[language];
  if (!calls) return;
  let read = 0;
  for (const { 0: call, index } of text.matchAll(calls)) {
    const command = constantAt(text, index + call.length);
    if (!command || standsInComment(text, index)) continue;
    if (++read > maxCommands) return onCut?.();
    const { start, end } = command;
    const written = text.slice(start, end);
    const isEscaped = written.includes('\\');
    const body = isEscaped ? written.replace(/\\(?:\r?\n|(.))/g, '$1') : text;
    const [from, to] = isEscaped ? [0, body.length] : [start, end];
    for (const found of checkShell(body, from, to, { hasCallers: false })) {
      if (!ofCommand.has(found.rule)) continue;
      const { edits: _ofScript, replacement: _too, related: _there, ...rest } = found;
      yield isEscaped ? { ...rest, start, end } : rest;
    }
  }
}

/** Where a constant text begins and ends, without its quotes; undefined where none stands there. */
function constantAt(text: string, at: number): { start: number; end: number } | undefined {
  const quote = text[at];
  if (quote !== "'" && quote !== '"' && quote !== '`') return undefined;
  const mark = text.startsWith(quote.repeat(3), at) && quote !== '`' ? quote.repeat(3) : quote;
  const start = at + mark.length;
  const last = Math.min(text.length, start + maxChars);
  for (let i = start; i < last; i++) {
    const char = text[i];
    if (char === '\\') i++;
    else if (char === '\n' && mark.length === 1 && quote !== '`') return undefined;
    else if (char === quote && text.startsWith(mark, i)) return i > start ? { start, end: i } : undefined;
  }
  return undefined;
}

function standsInComment(text: string, at: number): boolean {
  const line = text.slice(Math.max(0, text.lastIndexOf('\n', at - 1) + 1, at - 200), at);
  return /^\s*(?:\/\/|\*|\/\*|#)|\s\/\/\s/.test(line);
}

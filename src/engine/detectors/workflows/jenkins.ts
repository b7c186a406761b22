// What is risky in the pipelines of Jenkins: text of strangers and secrets that Groovy pastes into scripts.
import { quoted } from '../quoted.ts';
import { checkShell } from '../shell/checks.ts';
import type { Verdict } from '../verdict.ts';

const place = /(?:^|\/)(?:Jenkinsfile(?:\.[\w.-]+)?|[\w.-]+\.jenkinsfile|jenkins\/[^/]+\.groovy)$/i;

/** Whether a file is a pipeline of Jenkins. */
export function isJenkinsfile(path: string): boolean {
  return place.test(path);
}

/** A text handed to a step that runs a shell; `pasted` when Groovy fills it in. */
interface Script {
  step: string;
  start: number;
  end: number;
  pasted: boolean;
}

const text = /'''[\s\S]*?'''|"""[\s\S]*?"""|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/y;
const steps =
  /\b(sh|bat|powershell|pwsh|evaluate)\b[ \t]{0,9}(?:\([ \t\n]{0,60})?(?:[^'"{}()\n]{0,120}\bscript[ \t]{0,9}:[ \t]{0,9})?/g;

function* scripts(body: string): Generator<Script> {
  const masked = body.replace(/(^|[^:'"\w])\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, (part) =>
    part.replace(/[^\n]/g, ' '),
  );
  for (const found of masked.matchAll(steps)) {
    text.lastIndex = found.index + found[0].length;
    const [literal] = text.exec(body) ?? [];
    if (literal === undefined || literal.length > 20_000) continue;
    const quote = /^(?:'''|""")/.test(literal) ? 3 : 1;
    yield {
      step: found[1] ?? '',
      start: found.index + found[0].length + quote,
      end: found.index + found[0].length + literal.length - quote,
      pasted: literal.startsWith('"'),
    };
  }
}

/** Everything that such a file does wrong. */
export function* jenkinsVerdicts(body: string): Generator<Verdict> {
  const chosen = closedParameters(body);
  const secrets = credentialNames(body);
  const all = [...scripts(body)];
  const masked = withoutPasted(body, all);
  for (const script of all) {
    const content = body.slice(script.start, script.end);
    if (script.step === 'sh') yield* checkShell(masked, script.start, script.end, { hasCallers: false });
    if (script.pasted && script.step !== 'evaluate') yield* pastedValues(content, script, chosen, secrets);
  }
  yield* otherSteps(body);
}

/** What Groovy fills in is no variable of the shell. */
function withoutPasted(body: string, all: readonly Script[]): string {
  let out = '';
  let at = 0;
  for (const { start, end, pasted } of all) {
    if (!pasted || start < at) continue;
    const content = body
      .slice(start, end)
      .replace(/\$\{[^{}\n]{0,200}\}|(?<!\\)\$\w+/g, (one) => 'x'.repeat(one.length));
    out += body.slice(at, start) + content;
    at = end;
  }
  return out + body.slice(at);
}

/** Parameters of which only fixed values can be chosen. */
function closedParameters(body: string): ReadonlySet<string> {
  const found = body.matchAll(
    /\b(?:choice|booleanParam)\s{0,9}\([^()]{0,300}?\bname\s{0,9}:\s{0,9}['"](\w{1,80})['"]/g,
  );
  return new Set([...found].map(([, name = '']) => name));
}

/** Variables to which the file binds credentials. */
function credentialNames(body: string): ReadonlySet<string> {
  const bound = body.matchAll(
    /\b(?:variable|passwordVariable|secretVariable|secretKeyVariable)\s{0,9}:\s{0,9}['"](\w{1,80})['"]/g,
  );
  const set = body.matchAll(/\b([A-Z]\w{0,80})\s{0,9}=\s{0,9}credentials\(/g);
  return new Set([...bound, ...set].flatMap(([, name = '']) => [name, `${name}_PSW`]));
}

const strangers =
  /^(?:env\.)?(?:CHANGE_(?:TITLE|BRANCH|AUTHOR\w*|FORK)|ghprb\w*(?:Title|Body|Branch|Comment\w*|Description)|gitlab(?:SourceBranch|MergeRequestTitle|MergeRequestDescription|UserName)|GITHUB_PR_(?:TITLE|SOURCE_BRANCH|BODY))$/;
const branches = /^(?:env\.)?(?:BRANCH_NAME|GIT_BRANCH|TAG_NAME|GIT_LOCAL_BRANCH)$/;

function* pastedValues(
  content: string,
  { start }: Script,
  chosen: ReadonlySet<string>,
  secrets: ReadonlySet<string>,
): Generator<Verdict> {
  for (const found of content.matchAll(
    /(?<!\\)\$(?:\{\s{0,9}([\w.]{1,120})(?:\.(?:trim|toString|toLowerCase)\(\))?\s{0,9}\}|(\w{1,80}(?:\.\w{1,80})?))/g,
  )) {
    const name = found[1] ?? found[2] ?? '';
    const span = { start: start + found.index, end: start + found.index + found[0].length };
    const parameter = /^params\.(\w+)$/.exec(name)?.[1];
    const isStrangers = strangers.test(name);
    if (isStrangers || branches.test(name) || (parameter !== undefined && !chosen.has(parameter)))
      yield {
        rule: 'expression-in-run-script',
        ...span,
        severity: isStrangers || parameter !== undefined ? 'medium' : 'low',
        message: `Groovy pastes ${quoted(name)} into the script, so ${parameter === undefined ? 'a branch or a title' : 'a parameter'} can be a command.`,
        remedy: `Write the script in single quotes and let the shell read it: \`sh 'use "$${name.replace(/^(?:env|params)\./, '')}"'\`.`,
      };
    else if (secrets.has(name.replace(/^env\./, ''))) yield pastedSecret(content, found.index, name, span);
  }
}

function pastedSecret(
  content: string,
  at: number,
  name: string,
  span: { start: number; end: number },
): Verdict {
  const isPrinted = /(?:^|[\n;&|])[ \t]{0,40}(?:echo|printf)\b[^\n|]{0,200}$/.test(
    content.slice(Math.max(0, at - 240), at),
  );
  const isAlone = isPrinted && !/^[^\n]{0,200}\|/.test(content.slice(at));
  return {
    rule: isAlone ? 'secret-in-log' : 'secret-in-arguments',
    ...span,
    severity: 'medium',
    message: isAlone
      ? `This prints ${quoted(name)} into the log of the build.`
      : `Groovy pastes ${quoted(name)} into the command, where every account of the machine sees it and quotes in it break out.`,
    remedy: isAlone
      ? 'Leave it out.'
      : `Write the script in single quotes and let the shell read it: \`sh 'use "$${name.replace(/^env\./, '')}"'\`.`,
  };
}

function* otherSteps(body: string): Generator<Verdict> {
  for (const found of body.matchAll(
    /\bevaluate\s{0,9}\(?\s{0,9}(?:"[^"\n]{0,120}\$\{)?\s{0,9}((?:params|env)\.\w{1,80})/g,
  ))
    yield {
      rule: 'eval-of-text',
      start: found.index,
      end: found.index + found[0].length,
      severity: 'high',
      message: `What ${quoted(found[1] ?? '')} holds runs as Groovy, with the rights of the controller.`,
      remedy: 'Choose among known functions by name.',
    };
  for (const found of body.matchAll(
    /\b(?:args\b[ \t]{0,9}:?|inside\(|withRun\()[ \t]{0,9}(['"])[^'"\n]{0,300}(?:--privileged|docker\.sock|--(?:pid|net|network|ipc)=host)[^'"\n]{0,300}\1/g,
  ))
    yield {
      rule: 'container-started-with-host-rights',
      start: found.index,
      end: found.index + found[0].length,
      severity: 'low',
      message: 'This container can act as root on the agent.',
    };
  for (const found of body.matchAll(/\bignoreSslErrors[ \t]{0,9}:[ \t]{0,9}true\b/g))
    yield {
      rule: 'download-without-verification',
      start: found.index,
      end: found.index + found[0].length,
      message: 'The certificate of the server is not checked.',
      remedy: 'Add the authority of the server to the trust store of the controller.',
    };
}

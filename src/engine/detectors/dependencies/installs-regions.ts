// Finds the command lines in files of many kinds: scripts, image builds, pipelines, settings, notebooks and texts.
import { languageOf } from '../../languages.ts';
import { readJson } from '../../text/json-tree.ts';
import { readShell, allPipelines } from '../../text/shell.ts';
import { getIn, itemsOf, readYaml, textOf, type YamlNode } from '../../text/yaml-tree.ts';
import { execForm, readDockerfile } from '../containers/dockerfile.ts';
import type { InstallWord } from './installs-commands.ts';

/** The words of one command. */
export interface CommandLine {
  words: InstallWord[];
  isDocumentation: boolean;
}

/** Larger files are data. */
const maxChars = 1_000_000;
const maxDepth = 3;

/** Texts that agents follow; for everybody else Markdown is documentation. */
const forAgents =
  /(?:^|\/)(?:SKILL|AGENTS?|CLAUDE|GEMINI|COPILOT|copilot-instructions|CONVENTIONS)\.mdc?$|(?:^|\/)\.(?:claude|cursor|codex|gemini|windsurf|clinerules|roo|kiro|agents?)\/|(?:^|\/)(?:skills|\.github\/(?:instructions|prompts|chatmodes))\//i;

/** Every command line of a file that can hold some; never throws. */
export function* commandLines(path: string, body: string): Generator<CommandLine> {
  if (body.length > maxChars) return;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const run = (start: number, end: number): Generator<CommandLine> => shellIn(body, start, end, false, 0);
  const language = languageOf(path, body)?.id;
  if (/\.(?:mdx?|mdc|markdown|rst|adoc)$/i.test(name) || /^README(?:\.txt)?$/i.test(name))
    yield* inMarkdown(body, !forAgents.test(path));
  else if (/\.ipynb$/i.test(name)) yield* inNotebook(body);
  else if (language === 'dockerfile' || /(?:docker|container)file/i.test(name)) yield* inDockerfile(body);
  else if (/\.ya?ml$/i.test(name)) yield* inYaml(body);
  else if (/\.(?:jsonc?|json5)$|\.code-workspace$/i.test(name)) yield* inJson(path, body);
  else if (/\.toml$/i.test(name)) yield* inToml(body);
  else if (/^noxfile\.py$/.test(name)) yield* inNox(body);
  else if (/^(?:tox|setup)\.(?:ini|cfg)$/.test(name)) yield* inTox(body);
  else if (
    language === 'shell' ||
    /\.(?:sh|bash|zsh|fish|ksh|bats|ps1|psm1|bat|cmd|mk|envrc)$/i.test(name) ||
    /^(?:GNU)?[Mm]akefile(?:\.\w+)?$|^[Jj]ustfile$|^\.envrc$|^Procfile$|^Brewfile$|^Vagrantfile$|^Jenkinsfile/.test(
      name,
    )
  )
    yield* run(0, body.length);
}

/** The commands of a stretch of shell text, those handed to another shell with `-c` among them. */
function* shellIn(
  body: string,
  start: number,
  end: number,
  isDocumentation: boolean,
  depth: number,
): Generator<CommandLine> {
  const text = body.slice(start, end);
  for (const { commands } of allPipelines(readShell(text))) {
    for (const { words } of commands) {
      const line = words.map((word): InstallWord => {
        const quote = /^(["']).*\1$/s.test(word.raw) ? 1 : 0;
        return { text: word.text, start: start + word.start + quote, end: start + word.end - quote };
      });
      yield { words: line, isDocumentation };
      const at = words.findIndex(({ text: one }) => /^-\w*c$|^\/c$|^-Command$/.test(one));
      const script = words[at + 1];
      if (
        at > 0 &&
        script &&
        depth < maxDepth &&
        /(?:^|\/)(?:ba|z|da)?sh$|^cmd|^pwsh|^powershell|^su$|^bash$/.test(words[0]?.text ?? '')
      )
        yield* shellIn(body, start + script.start + 1, start + script.end - 1, isDocumentation, depth + 1);
    }
  }
}

function* inDockerfile(body: string): Generator<CommandLine> {
  for (const { name, text, argumentsStart, heredocs } of readDockerfile(body)) {
    if (name !== 'RUN' && name !== 'CMD' && name !== 'ENTRYPOINT') continue;
    for (const { start, end } of heredocs) yield* shellIn(body, start, end, false, 0);
    if (execForm(text)) {
      const words = [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(({ 1: word = '', index }): InstallWord => {
        const start = argumentsStart + index + 1;
        return { text: word, start, end: start + word.length };
      });
      const script = words[2];
      if (
        script &&
        /^(?:\/bin\/)?(?:ba|z|da)?sh$/.test(words[0]?.text ?? '') &&
        /^-\w*c$/.test(words[1]?.text ?? '')
      )
        yield* shellIn(body, script.start, script.end, false, 0);
      else yield { words, isDocumentation: false };
    } else {
      // A comment between continued lines is blank in `text`, which is as long as what stands in the file.
      for (const line of shellIn(text, 0, text.length, false, 0))
        yield {
          ...line,
          words: line.words.map((word) => ({
            ...word,
            start: word.start + argumentsStart,
            end: word.end + argumentsStart,
          })),
        };
    }
  }
}

const scriptKeys =
  /^(?:run|script|before_script|after_script|before_install|install|command|commands|cmds?|bash|sh|shell|pwsh|powershell|init|prebuild|entry|entrypoint|args|\w*Command|preBuild|build|pre_build|post_build|additional)$/;

function* inYaml(body: string): Generator<CommandLine> {
  const read = readYaml(body);
  if ('reason' in read) return;
  for (const root of read.documents) yield* inNode(body, root, '', 0);
}

function* inNode(body: string, node: YamlNode, key: string, depth: number): Generator<CommandLine> {
  if (depth > 40) return;
  if (node.kind === 'scalar') {
    if (scriptKeys.test(key) && node.end > node.start) yield* shellIn(body, node.start, node.end, false, 0);
    return;
  }
  if (node.kind === 'list') {
    const words = wordsOf(node);
    // `command: [npx, -y, name]` is one command, a list of lines is many.
    if (
      words &&
      /^(?:command|entrypoint|cmd|\w*Command)$/.test(key) &&
      words.every(({ text }) => !/\s/.test(text))
    )
      yield { words, isDocumentation: false };
    else for (const item of node.items) yield* inNode(body, item, key, depth + 1);
    return;
  }
  const language = textOf(getIn(node, 'shell')) ?? '';
  if (/python|node|perl|ruby/.test(language)) return;
  const served = serverIn(node);
  if (served) yield served;
  for (const entry of node.entries) {
    if (served && (entry.key === 'command' || entry.key === 'args')) continue;
    // Each script of package.json, each command of a devcontainer has a name of its own.
    const inner = key === 'scripts' || key.endsWith('Command') ? 'script' : entry.key;
    yield* inNode(body, entry.value, inner, depth + 1);
  }
}

/** A server's `command` and its `args`, as MCP settings write them. */
function serverIn(node: YamlNode): CommandLine | undefined {
  const command = getIn(node, 'command');
  const args = getIn(node, 'args');
  if (command?.kind !== 'scalar' || args?.kind !== 'list') return undefined;
  const rest = wordsOf(args);
  if (!rest) return undefined;
  let at = command.start;
  const first = command.text.split(/(\s+)/).flatMap((text): InstallWord[] => {
    const start = at;
    at += text.length;
    return text.trim() === '' ? [] : [{ text, start, end: at }];
  });
  const all = [...first, ...rest];
  const words =
    /^cmd(?:\.exe)?$/i.test(all[0]?.text ?? '') && /^\/c$/i.test(all[1]?.text ?? '') ? all.slice(2) : all;
  return { words, isDocumentation: false };
}

function wordsOf(node: YamlNode): InstallWord[] | undefined {
  const items = itemsOf(node);
  if (items.some((item) => item.kind !== 'scalar')) return undefined;
  return items.map(({ start, end, ...item }) => ({ text: 'text' in item ? item.text : '', start, end }));
}

function* inJson(path: string, body: string): Generator<CommandLine> {
  if (/(?:^|[-.])(?:lock|lockfile)\.json$/.test(path)) return;
  const read = readJson(body);
  if ('root' in read) yield* inNode(body, read.root, '', 0);
}

/** Servers of an MCP table: `command = "npx"` with `args = [...]` beside it. */
function* inToml(body: string): Generator<CommandLine> {
  for (const match of body.matchAll(/^[ \t]*command[ \t]*=[ \t]*["']([^"'\n]*)["']/gm)) {
    const start = match.index + match[0].length - 1 - (match[1]?.length ?? 0);
    const next = body.indexOf('\n[', match.index);
    const from = Math.max(body.lastIndexOf('\n[', match.index), match.index - 5000, 0);
    const section = body.slice(from, next === -1 ? match.index + 5000 : next);
    const list = /^[ \t]*args[ \t]*=[ \t]*\[([^\]]*)\]/m.exec(section);
    const args = list ? [...(list[1] ?? '').matchAll(/"([^"\n]*)"|'([^'\n]*)'/g)] : [];
    const offset = list ? from + list.index + list[0].indexOf('[') + 1 : 0;
    yield {
      words: [
        { text: match[1] ?? '', start, end: start + (match[1]?.length ?? 0) },
        ...args.map((one) => {
          const text = one[1] ?? one[2] ?? '';
          const at = offset + one.index + 1;
          return { text, start: at, end: at + text.length };
        }),
      ],
      isDocumentation: false,
    };
  }
}

/** Code cells hold a line in each JSON text; only those that begin with `!` or `%` are commands. */
function* inNotebook(body: string): Generator<CommandLine> {
  for (const match of body.matchAll(
    /^(\s*"(?:source": "|source": \["|source":\["|)\s*)([!%]{1,2}[A-Za-z{][^\n]*?)(?:\\n)?"[\],\s]*$/gm,
  )) {
    const start = match.index + (match[1]?.length ?? 0);
    const text = match[2] ?? '';
    yield* shellIn(body, start, start + text.length, false, 0);
  }
}

function* inNox(body: string): Generator<CommandLine> {
  for (const match of body.matchAll(/\bsession\.(?:install|conda_install)\(([^)]{0,2000})\)/g)) {
    const offset = match.index + match[0].indexOf('(') + 1;
    const words = [...(match[1] ?? '').matchAll(/(f?)"([^"\n]*)"|(f?)'([^'\n]*)'/g)].flatMap(
      (one): InstallWord[] => {
        const text = one[2] ?? one[4] ?? '';
        const prefix = (one[1] ?? one[3] ?? '').length;
        const start = offset + one.index + prefix + 1;
        return prefix > 0 ? [] : [{ text, start, end: start + text.length }];
      },
    );
    const at = match.index;
    const tool = match[0].startsWith('session.conda') ? 'conda' : 'pip';
    yield {
      words: [tool, 'install'].map((text): InstallWord => ({ text, start: at, end: at })).concat(words),
      isDocumentation: false,
    };
  }
}

/** `deps` and `commands` of tox, each line for itself. */
function* inTox(body: string): Generator<CommandLine> {
  let key = '';
  let at = 0;
  for (const line of body.split('\n')) {
    const start = at;
    at += line.length + 1;
    const head = /^(\w+)\s*=\s*/.exec(line);
    if (head) key = head[1] ?? '';
    else if (/^\S/.test(line)) key = '';
    const from = start + (head ? head[0].length : line.length - line.trimStart().length);
    // Factors such as `py39,lint:` stand before what they decide on.
    const factor = /^[\w,!-]+:\s+/.exec(body.slice(from, start + line.length))?.[0].length ?? 0;
    const text = body.slice(from + factor, start + line.length).trimEnd();
    if (text === '' || text.startsWith('#')) continue;
    if (key === 'deps' && !text.startsWith('-'))
      yield {
        words: [
          { text: 'pip', start: from, end: from },
          { text: 'install', start: from, end: from },
          {
            text: text.split(/\s+(?:#|;)/, 1)[0] ?? '',
            start: from + factor,
            end: from + factor + text.length,
          },
        ],
        isDocumentation: false,
      };
    else if (/^commands(?:_pre|_post)?$/.test(key))
      yield* shellIn(body, from + factor, from + factor + text.length, false, 0);
  }
}

const shellFence =
  /^(?:sh|bash|shell|zsh|fish|console|shell-session|shellsession|sh-session|terminal|command|cmd|bat|batch|powershell|pwsh|ps1|text|txt|)$/i;

/** Fenced blocks of commands, and inline code that is one. Prose is not read. */
function* inMarkdown(body: string, isDocumentation: boolean): Generator<CommandLine> {
  let fence: string | undefined;
  let isShell = false;
  let wantsPrompt = false;
  let at = 0;
  const lines = body.split('\n');
  for (const [index, line] of lines.entries()) {
    const start = at;
    at += line.length + 1;
    const mark = /^[ \t>*-]*(`{3,}|~{3,})\s*\{?\.?([\w-]*)/.exec(line);
    if (fence !== undefined) {
      if (mark && mark[1]?.startsWith(fence) && (mark[2] ?? '') === '') fence = undefined;
      else if (isShell) {
        const prompt = /^[ \t>]*(?:[\w@:~/()-]*[$%#❯➜]|PS[^>\n]{0,80}>|[A-Z]:[^>\n]{0,80}>)[ \t]+/.exec(
          line,
        )?.[0];
        if (wantsPrompt && prompt === undefined) continue;
        if (prompt === undefined && /^\s*#/.test(line)) continue;
        let end = start + line.length;
        // A command that goes on in the next lines is read as a whole, and again from its later lines, where nothing begins.
        for (let next = index + 1; /\\\s*$/.test(lines[next - 1] ?? '') && next < index + 30; next++)
          end += (lines[next]?.length ?? 0) + 1;
        yield* shellIn(
          body,
          start + (prompt?.length ?? /^[ \t>]*/.exec(line)?.[0].length ?? 0),
          Math.min(end, body.length),
          isDocumentation,
          0,
        );
      }
      continue;
    }
    if (mark) {
      fence = mark[1]?.slice(0, 3);
      isShell = shellFence.test(mark[2] ?? '');
      wantsPrompt = false;
      if (isShell)
        for (let next = index + 1; next < Math.min(lines.length, index + 200); next++) {
          if (/^[ \t>*-]*(?:`{3,}|~{3,})/.test(lines[next] ?? '')) break;
          if (/^\s*[$❯➜]\s+\w/.test(lines[next] ?? '')) wantsPrompt = true;
        }
      continue;
    }
    for (const { index: from, 1: ticks = '', 2: code = '' } of line.matchAll(/(`{1,2})([^`\n]{4,300})\1/g)) {
      const lead = /^\s*\$?\s*/.exec(code)?.[0].length ?? 0;
      const begin = start + from + ticks.length;
      yield* shellIn(body, begin + lead, begin + code.length, isDocumentation, 0);
    }
  }
}

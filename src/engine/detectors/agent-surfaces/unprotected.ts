// Finds agents that are set up by the change while nothing keeps the repository's secret files out of their context.
import { addedLines, type Change, type ChangedFile } from '../../change.ts';
import { isSecretFile } from './around.ts';

/** A tool that can be kept from files, by ignore files or by deny rules in its settings. */
interface Tool {
  name: string;
  /** Its own files, those that say most first. */
  configuration: readonly RegExp[];
  ignoreFiles: RegExp;
  /** Whether these settings of it keep secret files away. */
  denies?: { path: RegExp; test(text: string): boolean };
  remedy: string;
}

/** Copilot's exclusions stand in GitHub's settings, and Codex has none to look for. */
const tools: readonly Tool[] = [
  {
    name: 'Claude Code',
    configuration: [
      /(?:^|\/)\.claude\/settings(?:\.\w+)?\.json$/,
      /(?:^|\/)(?:CLAUDE(?:\.local)?\.md$|\.claude\/)/,
    ],
    // The file that its users expect, though it is none of its own.
    ignoreFiles: /(?:^|\/)\.claudeignore$/,
    denies: { path: /(?:^|\/)\.claude\/settings(?:\.\w+)?\.json$/, test: deniesSecrets },
    remedy: 'Add `"deny": ["Read(./.env)", "Read(./.env.*)"]` to the permissions in `.claude/settings.json`.',
  },
  {
    name: 'Cursor',
    configuration: [/(?:^|\/)(?:\.cursorrules$|\.cursor\/)/],
    ignoreFiles: /(?:^|\/)\.cursorignore$/,
    remedy: 'Name the files in `.cursorignore`.',
  },
  {
    name: 'Gemini CLI',
    configuration: [/(?:^|\/)\.gemini\//, /(?:^|\/)GEMINI\.md$/],
    ignoreFiles: /(?:^|\/)\.(?:geminiignore|aiexclude)$/,
    remedy: 'Name the files in `.geminiignore`.',
  },
  {
    name: 'Windsurf',
    configuration: [/(?:^|\/)(?:\.windsurfrules$|\.windsurf\/)/],
    ignoreFiles: /(?:^|\/)\.(?:codeiumignore|windsurfignore)$/,
    remedy: 'Name the files in `.codeiumignore`.',
  },
  {
    name: 'Cline',
    configuration: [/(?:^|\/)\.clinerules(?:\/|$)/],
    ignoreFiles: /(?:^|\/)\.clineignore$/,
    remedy: 'Name the files in `.clineignore`.',
  },
  {
    name: 'Roo Code',
    configuration: [/(?:^|\/)(?:\.roomodes$|\.roo\/)/],
    ignoreFiles: /(?:^|\/)\.rooignore$/,
    remedy: 'Name the files in `.rooignore`.',
  },
  {
    name: 'Junie',
    configuration: [/(?:^|\/)\.junie\//],
    ignoreFiles: /(?:^|\/)\.aiignore$/,
    remedy: 'Name the files in `.aiignore`.',
  },
  {
    name: 'Aider',
    configuration: [/(?:^|\/)\.aider\.conf\.ya?ml$/],
    ignoreFiles: /(?:^|\/)\.aiderignore$/,
    remedy: 'Name the files in `.aiderignore`.',
  },
  {
    name: 'Continue',
    configuration: [/(?:^|\/)\.continue\//],
    ignoreFiles: /(?:^|\/)\.continueignore$/,
    remedy: 'Name the files in `.continueignore`.',
  },
  {
    name: 'Augment',
    configuration: [/(?:^|\/)\.augment\//],
    ignoreFiles: /(?:^|\/)\.augmentignore$/,
    remedy: 'Name the files in `.augmentignore`.',
  },
];

/** An agent that may read the secret files. */
export interface Unprotected {
  path: string;
  line: number;
  message: string;
  remedy: string;
}

/** One for each tool whose configuration the change adds to; silent where nobody looked at the repository. */
export function* unprotected({ files, surroundings }: Change): Generator<Unprotected> {
  const around = surroundings?.agents;
  if (!around) return;
  const [secret] = [...files.flatMap(nameOfSecret), ...around.secretFiles];
  if (secret === undefined) return;
  const texts = [
    ...around.texts,
    ...files.flatMap(({ path, body }) => (body === undefined ? [] : [{ path, text: body }])),
  ];
  for (const tool of tools) {
    const file = tool.configuration
      .map((path) => files.find((each) => path.test(each.path) && addedLines(each).length > 0))
      .find((each) => each !== undefined);
    if (!file || texts.some(({ path, text }) => protects(tool, path, text))) continue;
    yield {
      path: file.path,
      line: addedLines(file)[0]?.number ?? 1,
      message: `${tool.name} is set up here, and nothing keeps files such as \`${secret.replaceAll('`', "'")}\` out of what it reads.`,
      remedy: tool.remedy,
    };
  }
}

function nameOfSecret({ path, status }: ChangedFile): string[] {
  return status !== 'removed' && isSecretFile(path) ? [path] : [];
}

function protects({ ignoreFiles, denies }: Tool, path: string, text: string): boolean {
  if (ignoreFiles.test(path)) return text.split('\n').some(namesSecrets);
  return denies?.path.test(path) === true && denies.test(text);
}

const secretWords = /\.env|secret|credential|\.pem|\.key|\.p12|id_rsa|\.tfvars|token/i;

/** A line of an ignore file that holds back environment files, keys or everything. */
function namesSecrets(line: string): boolean {
  const pattern = line.trim();
  return !/^[#!]/.test(pattern) && (secretWords.test(pattern) || /^\/?\*{1,2}(?:\/\*)?$/.test(pattern));
}

function deniesSecrets(text: string): boolean {
  try {
    const { permissions, sandbox } = JSON.parse(text) as {
      permissions?: { deny?: unknown };
      sandbox?: { enabled?: unknown };
    };
    const rules: unknown[] = Array.isArray(permissions?.deny) ? permissions.deny : [];
    return (
      sandbox?.enabled === true ||
      rules.some(
        (rule) =>
          typeof rule === 'string' && /^Read(?:$|\()/.test(rule) && (secretWords.test(rule) || isWhole(rule)),
      )
    );
  } catch {
    // What cannot be read is told by its own check.
    return true;
  }
}

function isWhole(rule: string): boolean {
  return /^Read(?:\((?:\.\/)?\*{1,2}\))?$/.test(rule);
}

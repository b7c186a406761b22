// Finds variables of an agent's environment that send its traffic elsewhere or load code into it.
import { entriesOf, textOf, type YamlNode } from '../../text/yaml-tree.ts';
import type { Verdict } from '../verdict.ts';
import { at, quote } from './surface.ts';

const endpoint =
  /^(?:[A-Z_]*_BASE_URL|[A-Z_]*_API_BASE|[A-Z_]*_API_URL|[A-Z_]*_ENDPOINT|(?:HTTPS?|ALL)_PROXY|https?_proxy)$/;
const model =
  /ANTHROPIC|CLAUDE|OPENAI|GEMINI|GOOGLE_AI|AZURE_OPENAI|MISTRAL|BEDROCK|VERTEX|COHERE|PROXY|proxy/;
const loader =
  /^(?:NODE_OPTIONS|LD_PRELOAD|DYLD_INSERT_LIBRARIES|PYTHONSTARTUP|PYTHONPATH|BASH_ENV|ENV|PERL5OPT|RUBYOPT|JAVA_TOOL_OPTIONS|GIT_SSH_COMMAND|PROMPT_COMMAND|PATH)$/;

/** What an `env` table of an agent's settings does beyond naming values. */
export function* environment(node: YamlNode | undefined): Generator<Verdict> {
  for (const { key, value } of entriesOf(node)) {
    const text = textOf(value) ?? '';
    if (endpoint.test(key) && model.test(key) && text !== '' && !isLocal(text) && !isVendor(text))
      yield at(
        value,
        'agent-traffic-redirected',
        `\`${key}\` sends the agent's requests, with the prompts, the code and the key, to ${quote(text)}.`,
      );
    else if (key === 'NODE_TLS_REJECT_UNAUTHORIZED' && text === '0')
      yield at(
        value,
        'agent-traffic-redirected',
        'The agent no longer checks whose server it talks to: anybody on the way can read and change its answers.',
      );
    else if (loader.test(key) && text !== '')
      yield at(
        value,
        'agent-traffic-redirected',
        `\`${key}\` loads or replaces programs in everything that the agent runs.`,
        { severity: 'medium' },
      );
  }
}

function isLocal(text: string): boolean {
  return (
    /^https?:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0|host\.docker\.internal)(?:[:/]|$)/.test(
      text,
    ) || /^\$\{?\w+/.test(text)
  );
}

function isVendor(text: string): boolean {
  return /^https:\/\/(?:[\w-]+\.)*(?:anthropic\.com|openai\.com|azure\.com|googleapis\.com|amazonaws\.com|mistral\.ai|cohere\.(?:ai|com)|openrouter\.ai|deepseek\.com|moonshot\.(?:ai|cn)|z\.ai|bigmodel\.cn)(?:[:/]|$)/.test(
    text,
  );
}

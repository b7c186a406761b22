// GitHub Copilot in Visual Studio Code and on the command line: the conventions for generative AI, and a few names of its own.
// https://code.visualstudio.com/docs/copilot/guides/monitoring-agents
import { wordOf } from '../event.ts';
import { attribute, costOf, type Emitter } from './emitter.ts';
import { readGenAi } from './gen-ai.ts';

/** GitHub Copilot. */
export const copilot: Emitter = {
  id: 'github-copilot',
  isOne: ({ attributes, name, resource, scope }) =>
    /copilot/i.test(String(resource.get('service.name') ?? '')) ||
    /^(?:copilot_chat|github\.copilot)\./.test(name) ||
    scope.startsWith('copilot') ||
    [...attributes.keys()].some(
      (key) => key.startsWith('copilot_chat.') || key.startsWith('github.copilot.'),
    ),
  read(signal) {
    const reading = readGenAi(signal);
    if (!reading) return undefined;
    const session = wordOf(
      attribute(signal, 'gen_ai.conversation.id', 'copilot_chat.session_id', 'copilot_chat.chat_session_id'),
    );
    return {
      ...reading,
      ...(session === undefined ? {} : { session }),
      ...(reading.kind === 'request' ? costOf(attribute(signal, 'github.copilot.cost')) : {}),
    };
  },
};

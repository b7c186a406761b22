// What `langguard traces hook` sends from the hook of an assistant: a whole call of a tool, where telemetry cuts long code short.
import { wordOf } from '../event.ts';
import { readCall } from '../tool-calls.ts';
import { attribute, present, type Emitter } from './emitter.ts';

/** The name of its event. */
export const hookEvent = 'langguard.suggestion';

/** Calls are counted from the telemetry itself, so that this one counts as none. */
export const hook: Emitter = {
  id: 'unnamed-tool',
  isOne: ({ name }) => name === hookEvent,
  read(signal) {
    const called = wordOf(attribute(signal, 'tool_name'));
    if (called === undefined) return undefined;
    return {
      kind: 'usage',
      ...present({ called, tool: wordOf(attribute(signal, 'service.name'), 60) }),
      ...readCall(called, attribute(signal, 'tool_input')),
    };
  },
};

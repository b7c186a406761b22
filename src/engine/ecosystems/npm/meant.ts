// What somebody meant who wrote a name that the npm registry does not have: a module of Node itself.
import type { Meant } from '../../ecosystem.ts';

// builtinModules of Node 24, without private ones.
const builtins = new Set(
  `assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events fs
  http http2 https inspector module net os path perf_hooks process punycode querystring readline repl sea sqlite stream
  string_decoder sys test timers tls trace_events tty url util v8 vm wasi worker_threads zlib`.split(/\s+/),
);

/** What a name that does not exist stands for, if it is known. */
export function meant(name: string): Meant | undefined {
  const module = name.replace(/^node[:-]/, '').replace(/-/g, '_');
  return builtins.has(module) ? { kind: 'standard-library', of: 'Node' } : undefined;
}

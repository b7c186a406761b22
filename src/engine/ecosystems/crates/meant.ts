// What somebody meant who wrote a name that crates.io does not have: a part of Rust itself, or the name of a crate as it is written in another language.
import type { Meant } from '../../ecosystem.ts';

const parts = new Set(['std', 'core', 'alloc', 'proc_macro', 'test']);

// Written by hand, 2026-11-21.
const others = new Map([
  ['json', 'serde_json'],
  ['yaml', 'serde_yaml'],
  ['requests', 'reqwest'],
  ['reqwests', 'reqwest'],
  ['http-client', 'reqwest'],
  ['tokio-async', 'tokio'],
  ['async-tokio', 'tokio'],
  ['serde-derive', 'serde_derive'],
  ['serde-json', 'serde_json'],
  ['env-logger', 'env_logger'],
  ['lazy-static', 'lazy_static'],
  ['rust-crypto', 'sha2'],
  ['sqlite', 'rusqlite'],
  ['postgresql', 'tokio-postgres'],
  ['kafka-client', 'rdkafka'],
  ['openai', 'async-openai'],
  ['openai-rs', 'async-openai'],
  ['python', 'pyo3'],
  ['actix_web', 'actix-web'],
]);

/** What a name that does not exist stands for, if it is known. */
export function meant(name: string): Meant | undefined {
  if (parts.has(name.replaceAll('-', '_'))) return { kind: 'standard-library', of: 'Rust' };
  const crate = others.get(name.toLowerCase());
  return crate === undefined ? undefined : { kind: 'package', name: crate };
}

// The variables that a function sees, place by place, while its statements are followed in order.
import type { Expression } from './ir.ts';
import { join, type Value } from './value.ts';

/** What a guard says of a place: kinds of sinks for which it is harmless, or that it was checked somehow. */
export type Guard = readonly string[];

/** The state within one function; outer functions are reached through `parent`. */
export class Env {
  vars: Map<string, Value>;
  /** Values of places such as `user.name`, by access key. */
  places: Map<string, Value>;
  guards: Map<string, Guard>;
  readonly parent: Env | undefined;

  constructor(
    parent?: Env,
    vars = new Map<string, Value>(),
    places = new Map<string, Value>(),
    guards = new Map<string, Guard>(),
  ) {
    this.parent = parent;
    this.vars = vars;
    this.places = places;
    this.guards = guards;
  }

  /** How much a copy would have to copy. */
  get size(): number {
    return this.vars.size + this.places.size + this.guards.size;
  }

  fork(): Env {
    return new Env(this.parent, new Map(this.vars), new Map(this.places), new Map(this.guards));
  }

  /** Takes over the state of a way that the code certainly went. */
  become(other: Env): void {
    this.vars = other.vars;
    this.places = other.places;
    this.guards = other.guards;
  }

  /** Takes over what holds after either of two ways. */
  becomeEither(a: Env, b: Env): void {
    this.vars = joinMaps(a.vars, b.vars);
    this.places = joinMaps(a.places, b.places);
    this.guards = new Map([...a.guards].filter(([key]) => b.guards.has(key)));
  }

  find(name: string): Value | undefined {
    return this.vars.get(name) ?? this.parent?.find(name);
  }

  place(key: string): Value | undefined {
    return this.places.get(key) ?? this.parent?.place(key);
  }

  guard(key: string): Guard | undefined {
    return this.guards.get(key) ?? this.parent?.guard(key);
  }

  /** Writes a variable where it lives; a write from an inner function joins, since nobody knows when it runs. */
  write(name: string, value: Value): void {
    this.forget(name);
    if (!this.vars.has(name)) {
      for (let env = this.parent; env; env = env.parent) {
        const before = env.vars.get(name);
        if (before && env.parent) {
          env.vars.set(name, join(before, value));
          return;
        }
      }
    }
    this.vars.set(name, value);
  }

  writePlace(key: string, value: Value): void {
    this.forget(key);
    this.places.set(key, value);
  }

  /** A place was written: what was known of it and of the places below it is void. */
  forget(key: string): void {
    for (const map of [this.places, this.guards] as Map<string, unknown>[])
      for (const known of map.keys())
        if (known === key || (known.startsWith(key) && known[key.length] === '.')) map.delete(known);
  }
}

function joinMaps(a: Map<string, Value>, b: Map<string, Value>): Map<string, Value> {
  const out = new Map(a);
  for (const [key, value] of b) {
    const same = out.get(key);
    out.set(key, same ? join(same, value) : value);
  }
  return out;
}

/** The access key of a name or a chain of properties, such as `req.query.id`. */
export function keyOf(expression: Expression): string | undefined {
  if (expression.kind === 'name') return expression.name;
  if (expression.kind === 'member') {
    const object = keyOf(expression.object);
    return object === undefined ? undefined : `${object}.${expression.property}`;
  }
  if (expression.kind === 'index' && expression.key.kind === 'literal') {
    const object = keyOf(expression.object);
    return object === undefined ? undefined : `${object}.${String(expression.key.value)}`;
  }
  return undefined;
}

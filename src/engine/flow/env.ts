// The variables that a function sees, place by place, while its statements are followed in order.
import type { Expression } from './ir.ts';
import { Shared } from './shared-map.ts';
import { join, type Value } from './value.ts';

/** What a guard says of a place: kinds of sinks for which it is harmless, or that it was checked somehow. */
export type Guard = readonly string[];

/** The state within one function; outer functions are reached through `parent`. */
export class Env {
  vars: Shared<Value>;
  /** Values of places such as `user.name`, by access key. */
  places: Shared<Value>;
  guards: Shared<Guard>;
  readonly parent: Env | undefined;
  /** Names that are written to the outermost state. */
  globals: ReadonlySet<string> | undefined;

  constructor(
    parent?: Env,
    vars = new Shared<Value>(),
    places = new Shared<Value>(),
    guards = new Shared<Guard>(),
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
    const copy = new Env(this.parent, this.vars.copy(), this.places.copy(), this.guards.copy());
    copy.globals = this.globals;
    return copy;
  }

  /** Takes over the state of a way that the code certainly went. */
  become(other: Env): void {
    this.vars = other.vars;
    this.places = other.places;
    this.guards = other.guards;
  }

  /** Takes over what holds after either of two ways; tells how many values that made. */
  becomeEither(a: Env, b: Env): number {
    let made = 0;
    const both = (one: Value, other: Value): Value => {
      if (one !== other) made++;
      return join(one, other);
    };
    const { places } = a;
    this.vars = a.vars.joined(b.vars, both);
    // What stands in a place that only one way wrote, the object says; a constant there hides nothing.
    this.places = places.joined(b.places, both, isConstant);
    this.guards = a.guards.common(
      b.guards,
      (key) => isConstant(b.places.get(key)),
      (key) => isConstant(places.get(key)),
    );
    return made;
  }

  find(name: string): Value | undefined {
    let found = this.vars.get(name);
    for (let env = this.parent; env && !found; env = env.parent) found = env.vars.get(name);
    return found;
  }

  place(key: string): Value | undefined {
    let found = this.places.get(key);
    for (let env = this.parent; env && !found; env = env.parent) found = env.places.get(key);
    return found;
  }

  guard(key: string): Guard | undefined {
    let found = this.guards.get(key);
    for (let env = this.parent; env && !found; env = env.parent) found = env.guards.get(key);
    return found;
  }

  /** Writes a variable where it lives; a write from an inner function joins, since nobody knows when it runs. */
  write(name: string, value: Value): void {
    this.forget(name);
    if (this.globals?.has(name)) return this.#outermost().#share(name, value);
    if (!this.vars.get(name)) {
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

  /** Changes a container where its variable lives, the outermost state left out: what a callback adds to it is there afterwards. */
  grow(name: string, value: Value): void {
    if (this.vars.get(name)) return void this.vars.set(name, value);
    for (let env = this.parent; env?.parent; env = env.parent) {
      const before = env.vars.get(name);
      if (before) return void env.vars.set(name, join(before, value));
    }
    this.vars.set(name, value);
  }

  /** Declares names that this function shares with the file. */
  declareGlobal(names: readonly string[]): void {
    this.globals = new Set([...(this.globals ?? []), ...names]);
  }

  #outermost(): Env {
    return this.parent ? this.parent.#outermost() : this;
  }

  /** Nobody knows when a function runs that writes a shared variable. */
  #share(name: string, value: Value): void {
    const before = this.vars.get(name);
    this.vars.set(name, before ? join(before, value) : value);
  }

  writePlace(key: string, value: Value): void {
    this.forget(key);
    this.places.set(key, value);
  }

  /** A place was written: what was known of it and of the places below it is void. */
  forget(key: string): void {
    if (this.places.size > 0) this.places.deleteBelow(key);
    if (this.guards.size > 0) this.guards.deleteBelow(key);
  }
}

/** Whether all that is known of a value is that nobody outside chose it. */
function isConstant(value: Value | undefined): boolean {
  if (!value || value.taints.length > 0 || value.path !== undefined) return false;
  return !value.closure && !value.otherwise && !value.fields && !value.element;
}

/** The access key of a name or a chain of properties, such as `req.query.id`. */
export function keyOf(expression: Expression): string | undefined {
  if (expression.kind === 'name') return expression.name;
  let last: string;
  if (expression.kind === 'member') last = expression.property;
  else if (expression.kind === 'index' && expression.key.kind === 'literal')
    last = String(expression.key.value);
  else return undefined;
  if (expression.accessKey !== undefined) return expression.accessKey;
  const object = keyOf(expression.object);
  if (object === undefined) return undefined;
  return (expression.accessKey = `${object}.${last}`);
}

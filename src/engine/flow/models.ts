// What frameworks are to the dataflow analysis, as data: sources, sinks, sanitisers, handlers. One file per framework.
import { z } from 'zod';
import { withoutInlineCase } from '../text/inline-case.ts';
import { sourceKinds } from './value.ts';

/**
 * A pattern for a canonical path. `a.b.c` is exact, `*.c` matches any path that ends in `.c`,
 * `{x,y}` stands for either, `()` after a name is the result of calling it.
 */
const path = z.string().regex(/^[\w$@/:*{},.()#?!=\-[\]]+$/);
const paths = z.union([path, z.array(path)]).transform((one) => [one].flat().flatMap(expandBraces));
/** A JavaScript regular expression; a leading `(?i)` ignores case. */
const regex = z.string().transform((source, context) => {
  try {
    return source.startsWith('(?i)')
      ? new RegExp(withoutInlineCase(source.slice(4)), 'i')
      : new RegExp(withoutInlineCase(source));
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
});
const kind = z.string().regex(/^[a-z][a-z-]*$/);
/** An argument: its position, its keyword, or `receiver`; `0.name` is the field `name` of the first one. */
const place = z.union([z.number().int().nonnegative(), z.string().regex(/^[\w$.*-]+$/)]);
const places = z.union([place, z.array(place)]).transform((one) => [one].flat());

/** What must hold of another argument. `is` compares a constant, `matches` a constant string, `absent` its lack; `open` is any value that is no constant. */
const condition = z.strictObject({
  arg: place,
  is: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
  not: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
  matches: regex.optional(),
  absent: z.boolean().optional(),
  open: z.boolean().optional(),
  /** The argument's path must match. */
  path: regex.optional(),
});

const sink = z.strictObject({
  kind,
  call: paths.optional(),
  /** Writing to such a path. */
  assign: paths.optional(),
  /** A template handed to such a tag; with `when`, what stands in it right behind a text that `matches`. */
  tag: paths.optional(),
  /** A field of an object that a function returns, such as `redirect.destination`. */
  returns: paths.optional(),
  arg: places.default([0]),
  /** The text before the last name of the call must match. */
  on: regex.optional(),
  when: z.array(condition).default([]),
  /** Only when the value reads like this, or is a string put together: keeps common names such as `query` quiet elsewhere. */
  text: z.enum(['sql', 'html', 'markup', 'built', 'outside', 'graphql', 'piped', 'bare', 'whole']).optional(),
  /** True for an API whose every use of this kind is meant for it; false where the name is common. */
  strong: z.boolean().default(true),
});

/** The schema of one file under `rules/models/`. */
export const modelSchema = z.strictObject({
  framework: z.string(),
  languages: z.array(z.string()).min(1),
  /** Only in files that import a path with one of these beginnings. */
  imports: z.array(z.string()).default([]),
  /** Not in files that import one of these. */
  without: z.array(z.string()).default([]),
  sources: z
    .array(
      z.strictObject({
        path: paths,
        kind: z.enum(sourceKinds),
        /** Everything below the path is the source, and not the object itself. */
        below: z.boolean().default(false),
        /** Kinds of sinks that it cannot harm: a route parameter is always a string. */
        cleans: z.array(z.string()).default([]),
        except: z.array(z.string()).default([]),
      }),
    )
    .default([]),
  /** Parameters that stand for an API, by name or type. */
  parameters: z
    .array(
      z.strictObject({
        names: z.array(z.string()).default([]),
        types: z.array(z.string()).default([]),
        /** Fields of a parameter that is taken apart. */
        fields: z.array(z.string()).default([]),
        /** Parameter decorators or annotations, such as `Body`. */
        decorators: z.array(z.string()).default([]),
        /** Not in a handler, nor in a function with a parameter of such a name too. */
        beside: z.array(z.string()).default([]),
        /** What one with such a type cannot harm: a class of its own names its fields. */
        typed: regex.optional(),
        cleans: z.array(z.string()).default([]),
        is: path.optional(),
        kind: z.enum(sourceKinds).optional(),
      }),
    )
    .default([]),
  /** Functions that a framework calls. */
  handlers: z
    .array(
      z.strictObject({
        decorator: paths.optional(),
        /** One of these must be there too, on the function or its class. */
        with: paths.optional(),
        /** Handed to such a call. */
        call: paths.optional(),
        on: regex.optional(),
        /** With `call`: what must hold of its arguments, such as the name of an event. */
        when: z.array(condition).default([]),
        /** Public functions of a file that begins with such a text, and functions that do: `'use server'`. */
        directive: z.string().optional(),
        /** Functions with such names, `set*` for all that begin so; with `exported` only public ones. */
        names: z.array(z.string()).default([]),
        /** Functions declared with such types (`*X` is any that ends in it), in an object under `names` if there are any. */
        types: z.array(z.string()).default([]),
        /** Functions whose first (or, in a class, second) parameter has such a name. */
        first: z.array(z.string()).default([]),
        /** With `names`: not when the first parameter has such a name. */
        unless: z.array(z.string()).default([]),
        /** With `first`: of methods only those of a class that is called so, or has such a base. */
        classes: regex.optional(),
        /** With `names`: not in an object that has such a key too, as a job has its schedule. */
        unlessBeside: z.array(z.string()).default([]),
        /** With `first`: names of the next parameter; `{}` for one that is taken apart. */
        second: z.array(z.string()).default([]),
        /** Fields of an object handed to `call` that hold the functions; `*` for all of them. */
        fields: z.array(z.string()).default(['handler', 'resolve', 'execute', 'callback']),
        /** With `call`: the public methods of an object of a class of this file that is handed over. */
        methods: z.boolean().default(false),
        /** Any object with one of these keys besides its `fields` is such a handler: a tool with its schema. */
        describedBy: z.array(z.string()).default([]),
        /** With `describedBy`: keys that must stand there as well. */
        besides: z.array(z.string()).default([]),
        /** Functions of an object, by the name of a tool such as `run_sql`, whose text says that they answer so. */
        answers: regex.optional(),
        /** Methods of classes with such bases, or with an `@` before them with such decorators: then the public ones. */
        bases: z
          .array(z.string())
          .default([])
          .transform((all) => all.flatMap(expandBraces)),
        /** What each parameter stands for by position; the last entry serves the rest. `request` etc. are source kinds. */
        parameters: z.array(z.string()).default(['request']),
        /** Parameters with such types or defaults are not the caller's. */
        except: z.array(z.string()).default([]),
        /** In the text of the decorator: the first group names a parameter that is no text, such as `<int:id>`. */
        inert: regex.optional(),
        /** What a parameter cannot harm unless its type matches `open`: a part of a path is always a string. */
        cleans: z.array(z.string()).default([]),
        open: regex.optional(),
        /** Kind of sink that its return value is. */
        returns: kind.optional(),
      }),
    )
    .default([]),
  sinks: z.array(sink).default([]),
  sanitizers: z
    .array(
      z.strictObject({
        call: paths.default([]),
        /** Keys of an object under which a value is harmless, such as `$eq`. */
        keys: z.array(z.string()).default([]),
        cleans: z.array(z.string()).min(1),
        on: regex.optional(),
        /** True when reading the property does it. */
        read: z.boolean().default(false),
        /** True when it helps but does not suffice. */
        partly: z.boolean().default(false),
        /** True when a function of this name may as well be the escaper of another place. */
        ambiguous: z.boolean().default(false),
      }),
    )
    .default([]),
  /** Libraries of schemas: what they build, by the last names of its calls, and what lets a value through. */
  schemas: z
    .array(
      z.strictObject({
        /** Where the builders stand, such as `zod.z` for `zod.z.object`. */
        of: paths,
        /** What leaves no room for a text of the caller's: numbers, identifiers, one of a list. */
        inert: regex,
        text: regex,
        any: regex,
        /** Of the fields that they are given; those of `open` let other keys through. */
        objects: regex,
        open: regex,
        /** Of many of the schema that they are given. */
        lists: regex,
        /** Of the schema that they are given first. */
        wrappers: regex,
        /** Of one of several schemas. */
        unions: regex,
        /** Of all of several. */
        pipes: regex,
        /** Checks by a pattern, by a function, and functions that make another value of it. */
        fits: regex,
        tests: regex,
        maps: regex,
        /** What hands out a value that fits, or throws or says why not. */
        parses: regex,
        /** Those of them that throw unless it fits. */
        throws: regex,
        /** What says whether a value fits. */
        asks: regex,
        /** Keys under which the value stands in the result. */
        under: z.array(z.string()).default([]),
      }),
    )
    .default([]),
  /** Calls and assignments after which their receiver is no sink of these kinds, such as a content type; without kinds it may be one of any again. */
  settles: z
    .array(
      z.strictObject({
        call: paths.optional(),
        assign: paths.optional(),
        when: z.array(condition).default([]),
        kinds: z.array(z.string()),
      }),
    )
    .default([]),
  /** Properties that hold nothing an attacker chose. */
  inert: paths.default([]),
  /** What a call writes into the argument `to`: what is in the arguments `from`, or a source. */
  outputs: z
    .array(
      z.strictObject({
        call: paths,
        to: z.number().int().nonnegative(),
        from: z.array(z.union([z.number().int().nonnegative(), z.literal('receiver')])).default([]),
        kind: z.enum(sourceKinds).optional(),
      }),
    )
    .default([]),
  /** Results that stand for another path: `- { call: express.Router, is: express() }`. */
  results: z
    .array(
      z.strictObject({
        call: paths,
        is: path,
        when: z.array(condition).default([]),
      }),
    )
    .default([]),
  /** Calls whose result is what went in, text and all; `is` is the path of the result. */
  passes: z
    .array(
      z.strictObject({
        call: paths,
        on: regex.optional(),
        arg: places.default([0]),
        is: path.optional(),
        pattern: z.boolean().default(false),
        restores: z.array(z.string()).default([]),
      }),
    )
    .default([]),
  /** Calls that return only when an argument, or the receiver, is harmless for these kinds of sinks. */
  proves: z
    .array(
      z.strictObject({
        call: paths,
        of: z.union([z.number(), z.literal('receiver')]),
        cleans: z.array(z.string()),
      }),
    )
    .default([]),
});

/** What one framework is to the analysis. */
export type Model = z.infer<typeof modelSchema>;
/** One sink of a model. */
export type SinkModel = Model['sinks'][number];
/** One library of schemas, or several that speak alike. */
export type SchemaModel = Model['schemas'][number];
/** What a model asks of an argument. */
export type Condition = z.infer<typeof condition>;

/** `a.{b,c}` becomes `a.b` and `a.c`. */
function expandBraces(text: string): string[] {
  const match = /^(.*?)\{([^{}]*)\}(.*)$/.exec(text);
  if (!match) return [text];
  return (match[2] as string).split(',').flatMap((one) => expandBraces(`${match[1]}${one}${match[3]}`));
}

/** Things found by the last name of a path. */
export class PathIndex<T> {
  readonly #byLast = new Map<string, { pattern: string; value: T }[]>();
  /** Answers for paths that were asked before; files ask for the same few again and again. */
  readonly #known = new Map<string, readonly T[]>();

  add(patterns: readonly string[], value: T): void {
    for (const pattern of patterns) {
      const last = lastName(pattern);
      const list = this.#byLast.get(last);
      if (list) list.push({ pattern, value });
      else this.#byLast.set(last, [{ pattern, value }]);
    }
  }

  /** The last names of all patterns. */
  lastNames(): Iterable<string> {
    return this.#byLast.keys();
  }

  /** `last` is the last name of the path, where that is known already. */
  find(path: string, last = lastName(path)): readonly T[] {
    const candidates = this.#byLast.get(last);
    if (!candidates) return nothing;
    const before = this.#known.get(path);
    if (before) return before;
    const found = candidates.filter((one) => matchesPath(one.pattern, path)).map((one) => one.value);
    if (this.#known.size < maxKnown) this.#known.set(path, found);
    return found;
  }
}

const nothing: readonly never[] = [];
const maxKnown = 2000;

/** What stands after the last dot of a path or pattern. */
export function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** Whether a canonical path fits a pattern without braces. */
export function matchesPath(pattern: string, path: string): boolean {
  if (!pattern.startsWith('*.')) return pattern === path;
  return path.endsWith(pattern.slice(1)) || path === pattern.slice(2);
}

/** The models of one language, ready to be asked. */
export interface ModelIndex {
  sources: PathIndex<Model['sources'][number]>;
  parameters: Model['parameters'];
  handlers: Model['handlers'];
  /** Handlers by the calls that they are handed to. */
  handlerCalls: PathIndex<Model['handlers'][number]>;
  /** Handlers by the objects that they stand in. */
  handlerObjects: readonly Model['handlers'][number][];
  calls: PathIndex<SinkModel>;
  assigns: PathIndex<SinkModel>;
  sanitizers: PathIndex<Model['sanitizers'][number]>;
  results: PathIndex<Model['results'][number]>;
  passes: PathIndex<Model['passes'][number]>;
  proves: PathIndex<Model['proves'][number]>;
  tags: PathIndex<SinkModel>;
  returns: readonly SinkModel[];
  /** Libraries of schemas, by where their builders stand. */
  schemas: PathIndex<SchemaModel>;
  settles: PathIndex<Model['settles'][number]>;
  inert: PathIndex<true>;
  /** Object keys under which a value is harmless, and for which kinds of sinks. */
  keys: ReadonlyMap<string, readonly string[]>;
  outputs: PathIndex<Model['outputs'][number]>;
  /** The last names of all that a path can be when it is called: of most paths nothing need be looked up. */
  called: ReadonlySet<string>;
  /** And when it is read. */
  read: ReadonlySet<string>;
}

/** Joins the models that apply to a file, given the paths that it imports. */
export function indexModels(models: readonly Model[]): ModelIndex {
  const index = {
    sources: new PathIndex<Model['sources'][number]>(),
    parameters: models.flatMap((model) => model.parameters),
    // A type says more than a name.
    handlers: models
      .flatMap((model) => model.handlers)
      .toSorted((one, other) => Math.sign(other.types.length) - Math.sign(one.types.length)),
    handlerCalls: new PathIndex<Model['handlers'][number]>(),
    handlerObjects: models.flatMap((model) => model.handlers.filter((one) => one.describedBy.length > 0)),
    calls: new PathIndex<SinkModel>(),
    assigns: new PathIndex<SinkModel>(),
    sanitizers: new PathIndex<Model['sanitizers'][number]>(),
    results: new PathIndex<Model['results'][number]>(),
    passes: new PathIndex<Model['passes'][number]>(),
    proves: new PathIndex<Model['proves'][number]>(),
    tags: new PathIndex<SinkModel>(),
    returns: models.flatMap((model) => model.sinks.filter((one) => one.returns)),
    schemas: new PathIndex<SchemaModel>(),
    settles: new PathIndex<Model['settles'][number]>(),
    inert: new PathIndex<true>(),
    keys: new Map(
      models.flatMap((model) =>
        model.sanitizers.flatMap((one) => one.keys.map((key) => [key, one.cleans] as const)),
      ),
    ),
    outputs: new PathIndex<Model['outputs'][number]>(),
    called: new Set<string>(),
    read: new Set<string>(),
  } satisfies ModelIndex;
  for (const model of models) {
    for (const source of model.sources) index.sources.add(source.path, source);
    for (const one of model.sinks) {
      if (one.call) index.calls.add(one.call, one);
      if (one.tag) index.tags.add(one.tag, one);
      if (one.assign) index.assigns.add(one.assign, one);
    }
    for (const one of model.sanitizers) index.sanitizers.add(one.call, one);
    for (const one of model.settles) index.settles.add([...(one.call ?? []), ...(one.assign ?? [])], one);
    index.inert.add(model.inert, true);
    for (const one of model.handlers) if (one.call) index.handlerCalls.add(one.call, one);
    for (const one of model.results) index.results.add(one.call, one);
    for (const one of model.passes) index.passes.add(one.call, one);
    for (const one of model.proves) index.proves.add(one.call, one);
    for (const one of model.schemas) index.schemas.add(one.of, one);
    for (const one of model.outputs) index.outputs.add(one.call, one);
  }
  addNames(index);
  return index;
}

function addNames(index: ModelIndex & { called: Set<string>; read: Set<string> }): void {
  const { calls, settles, handlerCalls, outputs, proves, results, sources, sanitizers, passes, inert } =
    index;
  for (const each of [calls, settles, handlerCalls, outputs, proves, results, sanitizers, passes])
    for (const name of each.lastNames()) index.called.add(name);
  for (const name of sources.lastNames()) index.called.add(name.replace(/\(\)$/, ''));
  for (const each of [sources, inert, sanitizers]) for (const name of each.lastNames()) index.read.add(name);
}

/** True when the model applies to a file with these imports. */
export function applies(model: Model, imports: readonly string[]): boolean {
  const has = (wanted: string): boolean =>
    imports.some((one) => one === wanted || one.startsWith(`${wanted}.`) || one.startsWith(`${wanted}/`));
  if (model.without.some(has)) return false;
  return model.imports.length === 0 || model.imports.some(has);
}

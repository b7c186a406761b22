// What a constant proves that a text begins with, holds or lacks.
import type { Guard } from '../env.ts';
import type { Expression } from '../ir.ts';
import {
  addressOnly,
  all,
  checked,
  climbless,
  dotless,
  found,
  harmlessScheme,
  nameOf,
  noOption,
  pathOnly,
  prefixOnly,
  prefixed,
  weak,
  weaklyRelative,
} from './proved.ts';

/** The address of which a host is a part. */
export function hostOf(expression: Expression): [string, Guard][] {
  if (expression.kind !== 'member' || !/^(?:hostname|host|netloc|Host)$/.test(expression.property)) return [];
  const { object } = expression;
  const isUrl = object.kind === 'call' && /^(?:URL|Uri)$/.test(nameOf(object.callee) ?? '');
  return found(isUrl ? object.args[0]?.value : object, all);
}

/** The address of which a scheme is a part: one of a few schemes starts no program and runs no script. */
export function schemeOf(expression: Expression): [string, Guard][] {
  return expression.kind === 'member' && /^(?:protocol|scheme)$/.test(expression.property)
    ? found(expression.object, harmlessScheme)
    : [];
}

/** What a constant at the beginning proves: a host, a path of this site, or hardly anything. */
export function prefixGuard(prefix: Expression | undefined): Guard {
  if (prefix?.kind !== 'literal' || typeof prefix.value !== 'string')
    return prefix && endsHost(prefix) ? prefixOnly : originPrefix;
  if (/^[a-z][a-z0-9+.-]*:\/\/[^/]+\/|^\/[\w-]/i.test(prefix.value))
    return [...addressOnly, prefixed, 'path'];
  return weak;
}

const originPrefix: Guard = prefixOnly.filter((one) => one !== 'redirect' && one !== 'open-url');

/**
 * Whether an address cannot go on with the name of another host behind a prefix: `origin + '/'`. Behind
 * `https://acme.example` alone stands `.evil.example`, and behind `/` another slash.
 */
export function endsHost(prefix: Expression): boolean {
  if (prefix.kind === 'literal') return true;
  const last = prefix.kind === 'build' ? prefix.parts.at(-1) : undefined;
  if (last?.kind === 'literal') return /[/?#]$/.test(String(last.value));
  const { source, start, end } = prefix.node;
  const text = source.text.slice(Math.max(start, end - 80), end);
  return /host_url|url_root|(?:slash|path|prefix|dir|route)\w{0,12}\W{0,3}$|['"`]\/[`'"]?\)?$/i.test(text);
}

/**
 * Whether a prefix only tells what is to be done: `path.startsWith('~/')` puts a home folder in, `line.startsWith('cd ')`
 * is a command of its own. Neither answer says anything of the rest.
 */
export function tellsApart(prefix: Expression | undefined): boolean {
  return (
    prefix?.kind === 'literal' && typeof prefix.value === 'string' && /^~[/\\]?$|^\w+ $/.test(prefix.value)
  );
}

/** `file.getCanonicalPath().startsWith(root)` resolves what it tests. */
export function resolvedFirst(receiver: Expression | undefined, guard: Guard): Guard {
  return isResolved(receiver) ? guard.filter((one) => one !== prefixed) : guard;
}

/** `file.getCanonicalFile().toPath()` */
function isResolved(one: Expression | undefined): boolean {
  if (one?.kind !== 'call') return false;
  const name = nameOf(one.callee) ?? '';
  if (/^(?:getCanonical(?:Path|File)|toRealPath|normalize|Clean|realpath|abspath|normpath)$/.test(name))
    return true;
  // `str(target.resolve()).startswith(root)`; what takes a name joins it in other languages.
  if (name === 'resolve' && one.callee.kind === 'member' && one.args.length === 0) return true;
  if ((name === 'str' || name === 'fspath') && one.args.length === 1) return isResolved(one.args[0]?.value);
  return (
    one.callee.kind === 'member' &&
    /^(?:toPath|toFile|toString|toAbsolutePath|getAbsolutePath)$/.test(name) &&
    isResolved(one.callee.object)
  );
}

/** What the lack of a constant at the beginning proves: `//` leads to another host, `..` out of a folder. */
export function absentPrefix(prefix: Expression): Guard {
  if (prefix.kind !== 'literal' || typeof prefix.value !== 'string') return checked;
  if (/^[/\\]{2}$|^\/\\/.test(prefix.value)) return addressOnly;
  if (/^--?$/.test(prefix.value)) return noOption;
  if (/^[/\\]$/.test(prefix.value)) return weaklyRelative;
  return prefix.value.includes('..') ? climbless : weak;
}

/** One word of many with which the same can be done. */
const refusedWord =
  /^<\/?[a-z]|^(?:javascript:|onerror|onload|alert|eval|require|process|union|select|insert|delete|drop|or 1=1|rm|cat|curl|wget|sleep)\b|^(?:&&|\|\||--)$/i;

/** What the lack of a constant proves: `..` leads out of a folder. */
export function dotsGuard(literal: Expression): Guard {
  if (literal.kind !== 'literal' || typeof literal.value !== 'string') return checked;
  if (/^(?:localhost|127\.|169\.254|0\.0\.0\.0|internal|metadata)/.test(literal.value)) return weak;
  if (/\.\./.test(literal.value)) return dotless;
  if (refusedWord.test(literal.value)) return weak;
  return /[/\\]/.test(literal.value) ? pathOnly : checked;
}

/** What `path.split('/')` and `Path(path).parts` take apart. */
export function splitText(expression: Expression | undefined): Expression | undefined {
  if (expression?.kind === 'member' && expression.property === 'parts') return expression.object;
  return expression?.kind === 'call' &&
    expression.callee.kind === 'member' &&
    expression.callee.property === 'split'
    ? expression.callee.object
    : expression;
}

/** `file` of `(file + path.sep)`. */
export function beginningOf(text: Expression): Expression {
  return text.kind === 'build' && text.parts[0] ? text.parts[0] : text;
}

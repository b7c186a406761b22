// Reads Gemfiles and gemspecs without running them.
import type { Dependency, Parsed } from '../../ecosystem.ts';
import { dependency, readSafely } from '../reading.ts';
import { statements, type Token } from './ruby-lines.ts';

/** The gems of a Gemfile; never throws. */
export function readGemfile(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    const blocks: Block[] = [];
    let deeper = 0;
    const hosts = new Set<string>();
    for (const tokens of statements(body)) {
      const [first, second] = tokens;
      if (first?.kind !== 'word') continue;
      const call = readCall(tokens.slice(1));
      if (first.value === 'end') {
        if (deeper > 0) deeper--;
        else blocks.pop();
      } else if (first.value === 'gem') addGem(path, tokens, call, { blocks, hosts }, into);
      else if (first.value === 'eval_gemfile' && second?.kind === 'text')
        into.includes.push(join(path, second.value));
      else if (first.value === 'git_source') for (const name of call.symbols) hosts.add(name);
      else if (first.value === 'source' && !call.opensBlock) noteRegistry(call.texts[0]?.value, into);
      if (!opensBlock(first, call)) continue;
      if (blocks.length < maxDepth) blocks.push(blockOf(first, call));
      else deeper++;
    }
  });
}

/** The gems that a gemspec asks for; never throws. */
export function readGemspec(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    for (const tokens of statements(body)) {
      const at = tokens.findIndex(
        ({ kind, value }) => kind === 'word' && /^add_(?:runtime_|development_)?dependency$/.test(value),
      );
      if (at === -1) continue;
      const call = readCall(tokens.slice(at + 1));
      const scope = tokens[at]?.value === 'add_development_dependency' ? 'development' : 'runtime';
      add(path, tokens.slice(Math.max(0, at - 2)), call, { scope, source: 'registry' }, into);
    }
  });
}

/** Whether an address is the public registry, so that its 404 is definite. */
export function isPublic(address: string): boolean {
  return /^https?:\/\/(?:www\.|index\.)?rubygems\.org\/?$/i.test(address.trim());
}

/** Blocks beyond this depth are only counted. */
const maxDepth = 100;

interface Origin {
  scope: Dependency['scope'];
  source: Dependency['source'];
  link?: string | undefined;
  registry?: string | undefined;
}

type Block = Partial<Origin>;

interface Call {
  /** The positional texts. */
  texts: Token[];
  symbols: string[];
  options: Map<string, Token[]>;
  opensBlock: boolean;
}

const blockWords = ['if', 'unless', 'case', 'begin', 'while', 'until', 'def', 'class', 'module', 'for'];

function opensBlock(first: Token, call: Call): boolean {
  return call.opensBlock || blockWords.includes(first.value);
}

/** Arguments up to the block: texts, symbols, and options as `key: value` or `:key => value`. */
function readCall(tokens: readonly Token[]): Call {
  const call: Call = { texts: [], symbols: [], options: new Map(), opensBlock: false };
  let option: Token[] | undefined;
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    if (token.kind === 'word' && token.value === 'do') {
      call.opensBlock = true;
      break;
    }
    // A condition behind the statement is no argument.
    if (token.kind === 'word' && ['if', 'unless'].includes(token.value) && depth === 0) break;
    if (token.kind === 'mark') {
      if (token.value === '[' || token.value === '{') depth++;
      else if (token.value === ']' || token.value === '}') depth--;
      else if (token.value === ',' && depth <= 0) option = undefined;
      continue;
    }
    const isKey =
      (token.kind === 'word' && token.value.endsWith(':')) ||
      (next?.kind === 'mark' && next.value === '=>' && token.kind !== 'word');
    if (isKey) {
      option = [];
      call.options.set(token.value.replace(/:$/, ''), option);
    } else if (option) option.push(token);
    else if (token.kind === 'text') call.texts.push(token);
    else if (token.kind === 'symbol') call.symbols.push(token.value);
  }
  return call;
}

function blockOf(first: Token, call: Call): Block {
  const link = call.texts[0]?.value;
  if (first.value === 'group')
    return { scope: scopeOf([...call.symbols, ...call.texts.map((one) => one.value)]) };
  if (first.value === 'git' || first.value === 'github')
    return {
      source: 'git',
      ...(link === undefined ? {} : { link: withRef(hosted(first.value, link), call) }),
    };
  if (first.value === 'path') return { source: 'path', ...(link === undefined ? {} : { link }) };
  return first.value === 'source' ? { registry: link } : {};
}

function addGem(
  path: string,
  tokens: readonly Token[],
  call: Call,
  { blocks, hosts }: { blocks: readonly Block[]; hosts: ReadonlySet<string> },
  into: Required<Parsed>,
): void {
  const option = (key: string): string | undefined => call.options.get(key)?.[0]?.value;
  const groups = [...(call.options.get('group') ?? []), ...(call.options.get('groups') ?? [])].map(
    (one) => one.value,
  );
  const scope =
    groups.length > 0 ? scopeOf(groups) : (blocks.findLast((one) => one.scope)?.scope ?? 'runtime');
  const host = ['git', 'github', 'gist', 'bitbucket', 'gitlab', ...hosts].find(
    (key) => option(key) !== undefined,
  );
  const around = blocks.findLast((one) => one.source);
  const registry = option('source') ?? blocks.findLast((one) => one.registry)?.registry;
  const origin: Origin =
    host !== undefined
      ? { scope, source: 'git', link: withRef(hosted(host, option(host) ?? ''), call) }
      : option('path') !== undefined
        ? { scope, source: 'path', link: option('path') }
        : { scope, source: around?.source ?? 'registry', link: around?.link, registry };
  add(path, tokens, call, origin, into);
}

function add(
  path: string,
  tokens: readonly Token[],
  call: Call,
  { scope, source, link, registry }: Origin,
  into: Required<Parsed>,
): void {
  const [name, ...requirements] = call.texts;
  const first = tokens[0];
  if (!first) return;
  if (!name || !/^[\w.-]+$/.test(name.value)) {
    into.unreadable.push({ line: first.line, reason: 'the name of a gem is not a plain text' });
    return;
  }
  if (requirements.some((one) => one.value.includes('#{'))) {
    into.unreadable.push({ line: name.line, reason: `the version of ${name.value} is not a plain text` });
  }
  const asked = requirements
    .map((one) => one.value.trim())
    .filter((one) => one !== '')
    .join(', ');
  const place = placeOf(tokens, name, requirements.at(-1));
  const requirement = source === 'registry' ? asked || undefined : link;
  into.dependencies.push(
    dependency({
      ecosystem: 'rubygems',
      name: name.value,
      writtenName: name.value,
      requirement,
      version: source === 'registry' ? exactVersion(requirement) : undefined,
      path,
      line: place.line,
      column: place.column,
      endColumn: place.endColumn,
      scope,
      source,
      direct: true,
      registry: registry !== undefined && isPublic(registry) ? undefined : registry,
      form: place.form,
      resolved: undefined,
      integrity: undefined,
      requires: undefined,
    }),
  );
}

/** What `write` replaces: the call up to its version, its arguments alone, or the version where it has a line of its own. */
function placeOf(
  tokens: readonly Token[],
  name: Token,
  requirement: Token | undefined,
): Pick<Dependency, 'line' | 'column' | 'endColumn'> & { form: string | undefined } {
  const last = requirement ?? name;
  const before = tokens[tokens.indexOf(name) - 1];
  const isCall = before?.kind === 'word' && before.value === 'gem' && before.line === last.line;
  const start = last.line !== name.line ? last : isCall ? before : name;
  let end = last.end;
  // `["~> 1.0".freeze]` is replaced as a whole.
  for (const token of tokens.slice(tokens.indexOf(last) + 1)) {
    const belongs =
      token.line === last.line &&
      (['.', ']'].includes(token.value) || (token.kind === 'word' && token.value === 'freeze'));
    if (!belongs) break;
    end = token.end;
  }
  const form = start === last && last !== name ? 'version' : isCall ? undefined : 'arguments';
  return { line: last.line, column: start.start + 1, endColumn: end + 1, form };
}

function exactVersion(requirement: string | undefined): string | undefined {
  return /^=?\s*(\d[0-9A-Za-z.]*)$/.exec(requirement ?? '')?.[1];
}

function scopeOf(groups: readonly string[]): Dependency['scope'] {
  const isDevelopment =
    groups.length > 0 && groups.every((group) => /dev|test|lint|doc|ci|debug|tool|cop/i.test(group));
  return isDevelopment ? 'development' : groups.includes('optional') ? 'optional' : 'runtime';
}

function hosted(key: string, link: string): string {
  if (key === 'git' || /^\w+:/.test(link)) return link;
  if (key === 'gist') return `https://gist.github.com/${link}.git`;
  const host = { github: 'github.com', gitlab: 'gitlab.com', bitbucket: 'bitbucket.org' }[key];
  // What a `git_source` of the file makes of it is not run here.
  if (host === undefined) return `${key}:${link}`;
  return `https://${host}/${link.includes('/') ? link : `${link}/${link}`}.git`;
}

function withRef(link: string, call: Call): string {
  const ref = ['ref', 'tag', 'branch']
    .map((key) => call.options.get(key)?.[0]?.value)
    .find((one) => one !== undefined);
  return ref === undefined ? link : `${link}#${ref}`;
}

function noteRegistry(address: string | undefined, into: Required<Parsed>): void {
  if (address === undefined || isPublic(address)) return;
  into.registries.push(address);
}

function join(path: string, relative: string): string {
  const parts = path.split('/').slice(0, -1);
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

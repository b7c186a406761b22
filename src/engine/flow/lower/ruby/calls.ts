// Calls and their arguments in Ruby.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Argument, Expression } from '../../ir.ts';
import { elementAt } from '../shapes.ts';
import { child, expression } from './expressions.ts';
import { blockShape } from './functions.ts';
import type { Scope } from './scope.ts';
import { formatted } from './strings.ts';

/** A call. */
export function call(node: SyntaxNode, scope: Scope): Expression {
  const receiver = node.get('receiver');
  const name = node.get('method')?.text ?? 'call';
  const given = argumentsOf(node, scope);
  const args = starts.test(name) ? withoutEnvironment(given) : given;
  const object = receiver ? expression(receiver, scope) : undefined;
  const value = (callee: Expression, handed: Argument[] = args): Expression => ({
    kind: 'call',
    node,
    callee,
    args: handed,
  });
  const plain = (property: string): Expression => ({ kind: 'name', node, name: property });
  const { className } = scope;
  if (name === 'new' && className !== undefined && (!object || receiver?.text === 'self'))
    return { kind: 'call', node, callee: plain(className), args, isNew: true };
  if (!object) {
    if (name === 'format' || name === 'sprintf') return formatted(node, args[0]?.value, args.slice(1));
    if (/^(?:lambda|proc)$/.test(name) && args[0]?.value.kind === 'function') return args[0].value;
    const [first] = args;
    if (first?.value.kind === 'literal' && typeof first.value.value === 'string') {
      const named = first.value.value;
      // `method(:system)` is the function, `send(:system, text)` calls it.
      if (name === 'method' && args.length === 1) return plain(named);
      if (/^(?:public_send|send|__send__)$/.test(name) && !scope.methods.has(named))
        return value(plain(named), args.slice(1));
    }
    // Routes of the own application.
    if (/_(?:path|url)$/.test(name) && !scope.methods.has(name)) return value(plain(':route'));
    // What is a set of parameters stays within the own application.
    if (/^(?:link_to|button_to|redirect_to)$/.test(name)) {
      const given = args[name === 'redirect_to' ? 0 : 1];
      if (given && isWithin(given.value.node.text)) return value(plain(`${name}.within`));
    }
    if (scope.methods.has(name))
      return value({ kind: 'member', node, object: { kind: 'name', node, name: 'this' }, property: name });
    return value(plain(name), spreadList(name, args));
  }
  if (
    /^(?:to_i|to_f|to_r|to_c|to_d|hex|oct|ord|to_date|to_time|to_datetime|length|size|count|hash)$/.test(name)
  )
    return value(plain(':int'), [{ value: object }]);
  if (name === 'call' && receiver?.get('method')?.text === 'method' && object.kind === 'name')
    return value(object);
  const [first] = args;
  if (name === 'store' && first && args[1])
    return {
      kind: 'assign',
      node,
      target: { kind: 'place', node, place: elementAt(node, object, first.value) },
      value: args[1].value,
    };
  if ((name === 'fetch' || name === 'dig') && first && args.every(({ value: one }) => one.kind === 'literal'))
    return name === 'fetch'
      ? {
          kind: 'choice',
          node,
          branches: [elementAt(node, object, first.value), ...args.slice(1).map((one) => one.value)],
        }
      : args.reduce((at, one) => elementAt(node, at, one.value), object);
  if (name === 'in?' && args[0])
    return value({ kind: 'member', node, object: args[0].value, property: 'include?' }, [{ value: object }]);
  if (name === 'join' || name === 'freeze') {
    if (name === 'freeze') return object;
    const isPath = object.kind === 'member' || object.kind === 'name' || object.kind === 'call';
    if (
      isPath &&
      /(?:^|\.|::)(?:File|root|Pathname)\b/.test(object.node.text) &&
      !scope.lists.has(object.node.text)
    )
      // The name is another one, since `join` alone is that of lists.
      return value(
        { kind: 'member', node, object: { kind: 'name', node, name: 'File' }, property: 'joinpath' },
        object.node.text === 'File' ? args : [{ value: object }, ...args],
      );
    const separator: Expression =
      args[0]?.value.kind === 'literal' ? args[0].value : { kind: 'literal', node, value: ' ' };
    return value({ kind: 'member', node, object: separator, property: 'join' }, [{ value: object }]);
  }
  if (name === 'sub' || name === 'gsub' || name === 'gsub!' || name === 'sub!') {
    const [first, ...rest] = args;
    const pattern: Expression | undefined =
      first?.value.kind === 'regex' && name.startsWith('gsub')
        ? { ...first.value, source: `${first.value.source}g` }
        : first?.value;
    return value(
      { kind: 'member', node, object, property: name.startsWith('gsub') ? 'replaceAll' : 'replace' },
      [...(pattern ? [{ value: pattern }] : []), ...rest],
    );
  }
  if (name === 'permit' && args.length > 0)
    return permitted(node, object, args) ?? value({ kind: 'member', node, object, property: 'slice' });
  // `name.tr('/', '_')`
  const [set, other] = args.map((one) => one.value);
  if (
    /^(?:tr|tr_s|delete)!?$/.test(name) &&
    set?.kind === 'literal' &&
    /^[^^]{0,8}\/|^\//.test(String(set.value))
  )
    return value({ kind: 'member', node, object, property: 'replaceAll' }, [
      { value: { kind: 'literal', node, value: '/' } },
      { value: other ?? { kind: 'literal', node, value: '' } },
    ]);
  // `name.delete('^a-z0-9')`, `name.tr('^a-z', '')` leave those alone.
  const isPlain = other === undefined || (other.kind === 'literal' && /^[\w-]*$/.test(String(other.value)));
  if (
    /^(?:tr|tr_s|delete)!?$/.test(name) &&
    isPlain &&
    set?.kind === 'literal' &&
    /^\^[^\]\\^]{1,60}$/.test(String(set.value))
  )
    return value({ kind: 'member', node, object, property: 'replaceAll' }, [
      { value: { kind: 'regex', node, source: `/[${String(set.value)}]/g` } },
      { value: other ?? { kind: 'literal', node, value: '' } },
    ]);
  if (/^host(?:name)?$/.test(name) && args.length === 0)
    return { kind: 'member', node, object, property: name };
  // `try(:name)` reads; which method `try(name)` calls is what the value says.
  const isChosen = name === 'try' && args[0] !== undefined && args[0].value.kind !== 'literal';
  // Which of the values a hash has for a key is never the key.
  const isLookup = name === 'fetch' && args[0] !== undefined && args[0].value.kind !== 'literal';
  const known = isChosen ? undefined : isLookup ? 'get' : alias.get(name);
  const isPlace = object.kind === 'name' && /^[A-Z]/.test(object.name);
  // `Model.first` and `YAML.load` are what they are; `text.strip` is text.
  if (known !== undefined && !isPlace && !(name === 'select' && args[0]?.value.kind !== 'function'))
    if (known === 'str' && args.length === 0) return value(plain('str'), [{ value: object }]);
    else return value({ kind: 'member', node, object, property: known === 'str' ? 'slice' : known });
  if (name === 'new' && object.kind !== 'build')
    return { kind: 'call', node, callee: object, args, isNew: true };
  return value({ kind: 'member', node, object, property: name }, spreadList(name, args));
}

/** `params.permit(:name, tag_ids: [])`: an object with these fields and no others. */
function permitted(node: SyntaxNode, object: Expression, args: readonly Argument[]): Expression | undefined {
  const keys = args.map(({ name, value }) => {
    if (name !== undefined) return value.kind === 'list' ? name : undefined;
    return value.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
  });
  const entries = keys.flatMap((key) =>
    key === undefined ? [] : [{ key, value: elementAt(node, object, { kind: 'literal', node, value: key }) }],
  );
  return entries.length === keys.length ? { kind: 'object', node, entries } : undefined;
}

/** Methods by the names under which the analysis knows what they do. */
const alias = new Map<string, string>([
  ...[
    'to_s', 'to_str', 'strip', 'lstrip', 'rstrip', 'downcase', 'upcase', 'capitalize', 'chomp', 'chop', 'squish', 'strip!',
    'dup', 'freeze', 'presence', 'to_sym', 'force_encoding', 'encode', 'unicode_normalize', 'scrub', 'itself', 'squeeze',
    'titleize', 'camelize', 'classify', 'underscore', 'humanize', 'pluralize', 'singularize', 'camelcase', 'html_unsafe',
  ].map((name) => [name, 'str'] as const),
  ...[
    'fetch', 'dig', 'permit', 'permit!', 'require', 'to_h', 'to_hash', 'to_unsafe_h', 'to_a', 'slice', 'except',
    'split', 'reverse', 'compact', 'flatten', 'uniq', 'values', 'keys', 'values_at', 'merge', 'byteslice', 'truncate', 'ljust',
    'rjust', 'center', 'chars', 'lines', 'tr', 'delete', 'unpack', 'unpack1', 'symbolize_keys',
    'with_indifferent_access', 'stringify_keys', 'take', 'drop', 'sort', 'sort_by', 'to_query', 'original_filename', 'clone', 'deep_dup',
    'each_slice', 'partition', 'rpartition', 'sum', 'try', 'prepend', 'to_json_raw', 'deep_symbolize_keys', 'extract!', 'compact_blank', 'compact_blank!', 'with_defaults', 'reverse_merge',
  ].map((name) => [name, 'slice'] as const),
  ...['each_with_index', 'each_value', 'each_entry', 'each_with_object', 'each_key', 'times_each'].map(
    (name) => [name, 'forEach'] as const,
  ),
  ['each_pair', 'each'],
  ['each', 'each'],
  ...['first', 'last', 'sample'].map((name) => [name, 'first'] as const),
  ...['collect', 'filter_map', 'map!'].map((name) => [name, 'map'] as const),
  ['flat_map', 'flatMap'],
  ...['select', 'reject', 'find_all', 'detect'].map((name) => [name, 'filter'] as const),
  ['then', 'then'],
  ['yield_self', 'then'],
  ['gsub', 'replace'],
  ['gsub!', 'replace'],
  ['sub!', 'replace'],
  ['concat', 'concat'],
]); // prettier-ignore

// prettier-ignore

/** Methods that take a statement and its values in one list: `where(['a = ?', x])`. */
const listed = /^(?:where|find_by_sql|having|find|count_by_sql|exists\?|delete_all|update_all|conditions)$/;

/** True for `{ params: … }`, `url.merge(page: 2)` and what says `only_path: true`. */
function isWithin(text: string): boolean {
  return /^\{|\bonly_path\b.{0,6}\btrue\b|^(?!params\b|request\b)[\w@.]+\.merge\(/.test(text);
}

const starts = /^(?:system|exec|spawn|popen|popen[23]e?|capture[23]e?)$/;

/** `system({ 'LANG' => 'C' }, command)` starts the command; the variables it is given come first. */
function withoutEnvironment(args: Argument[]): Argument[] {
  return args.length > 1 && args[0]?.value.kind === 'object' ? args.slice(1) : args;
}

/** `where(['a = ?', x])` is `where('a = ?', x)`. */
function spreadList(name: string, args: Argument[]): Argument[] {
  const [first] = args;
  if (!listed.test(name) || first?.name !== undefined || first?.value.kind !== 'list') return args;
  return [...first.value.items.map((value) => ({ value })), ...args.slice(1)];
}

/** The arguments in the parentheses of a call. */
function argumentsOf(node: SyntaxNode, scope: Scope): Argument[] {
  const found = (node.get('arguments')?.items ?? []).flatMap((item): Argument[] => {
    if (item.kind === 'pair') {
      const key = child(item, 'key', scope);
      const value = item.get('value');
      return [
        {
          name: key.kind === 'literal' ? String(key.value) : '',
          value: value
            ? expression(value, scope)
            : { kind: 'name', node: item, name: key.kind === 'literal' ? String(key.value) : '' },
        },
      ];
    }
    if (item.kind === 'block_argument' && item.items[0]?.kind === 'simple_symbol')
      // `ids.map(&:to_i)` leaves numbers only, and so does what records are counted by.
      return /^:(?:to_[ifr]|id)$/.test(item.items[0].text)
        ? [{ value: { kind: 'name', node: item, name: 'Integer' } }]
        : [];
    if (item.kind === 'heredoc_body') return [];
    return [{ value: expression(item, scope), ...(item.kind === 'splat_argument' && { spread: true }) }];
  });
  const block = node.get('block');
  if (block)
    found.push({
      value: {
        kind: 'function',
        node: block,
        fn: blockShape(block, block.get('parameters'), block.get('body'), scope),
      },
    });
  return found;
}
